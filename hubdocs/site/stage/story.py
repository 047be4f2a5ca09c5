"""Staging, told from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Audience, Library, Printed, Release
from hubdocs.model.addresses import CHECK, FEEDBACK, GLOSSARY, NOTICES, PACKS, SAID
from hubdocs.site.stage.assets import assets, brand_rules
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.check import check_pages
from hubdocs.site.stage.content import content_pages
from hubdocs.site.stage.differences import difference_pages
from hubdocs.site.stage.documents import document_pages
from hubdocs.site.stage.feedback import feedback_pages
from hubdocs.site.stage.glossary import glossary_pages
from hubdocs.site.stage.history import history_pages
from hubdocs.site.stage.home import WORRIED, home_pages
from hubdocs.site.stage.lists import AGREEMENTS, MODULES, STANDARDS, list_pages
from hubdocs.site.stage.manifests import manifests
from hubdocs.site.stage.notices import notice_pages
from hubdocs.site.stage.packs import pack_pages
from hubdocs.site.stage.pages import Entry, Frame, Page, Staged, StagedFile
from hubdocs.site.stage.pairs import on_record
from hubdocs.site.stage.readings import Readings
from hubdocs.site.stage.said_and_done import said_pages
from hubdocs.site.stage.search import search_index
from hubdocs.site.stage.short import short_pages
from hubdocs.site.stage.sitemap import sitemap

HELP = "help/"
_PUBLIC = Printed()


def stage(library: Library, printed: Printed = _PUBLIC, *, audience: Audience | None = None) -> Staged:
    """The whole site as pages and files. It reads nothing and writes nothing.

    Args:
        library: What was released; working text only where drafts were added as releases.
        printed: The finished PDFs to offer.
        audience: For whom the site is made: it then holds trainer text only of documents
            that this audience delivers.

    Raises:
        HubError: There is no home page, or a content page stands where one of ours must.
    """
    atlas = Atlas(library, audience)
    made = list(_everything(atlas, printed))
    made += check_pages(atlas, printed, frozenset(page.address for page in made if isinstance(page, Page)))
    pages = tuple(each for each in made if isinstance(each, Page))
    _refuse_clashes(library, pages)
    frame = _frame(atlas, {page.address for page in pages})
    loose = chain(
        (each for each in made if isinstance(each, StagedFile)),
        short_pages(atlas),
        manifests(atlas, printed),
        search_index(pages),
        sitemap(library.settings.site_url, pages),
        assets(library.brand),
    )
    return Staged(frame, tuple(sorted(pages, key=lambda page: page.address)), _once(loose), audience)


def _everything(atlas: Atlas, printed: Printed) -> Iterator[Page | StagedFile]:
    packs = list(pack_pages(atlas, printed))
    home = next((page for page in atlas.library.pages if not page.address), None)
    if home is None:
        missing = Problem(
            Place("content/index.md"),
            "the library has no home page",
            "write content/index.md with a title and a summary",
            rule="home-page",
        )
        raise HubError([missing])
    yield from home_pages(atlas, home, packs=bool(packs))
    yield from list_pages(atlas)
    for releases in atlas.ever_released:
        yield from _of_document(atlas, printed, releases)
    yield from glossary_pages(atlas)
    yield from packs
    yield from notice_pages(atlas, printed)
    yield from said_pages(atlas)
    yield from feedback_pages(atlas, printed)
    yield from content_pages(atlas)


def _of_document(atlas: Atlas, printed: Printed, releases: tuple[Release, ...]) -> Iterator[Page | StagedFile]:
    """Every page of a document: its releases, their history, and what is different between them."""
    readings, frozen = Readings(atlas), on_record(atlas, releases[0].id)
    yield from document_pages(atlas, printed, releases, readings)
    yield from history_pages(atlas, printed, frozen)
    yield from difference_pages(atlas, printed, frozen, readings)


def _refuse_clashes(library: Library, pages: Iterable[Page]) -> None:
    """Two pages at one address would silently become one."""
    held = Counter(page.address for page in pages)
    problems = [
        Problem(
            Place(f"content/{page.path}"),
            f"another page of the site stands at /{page.address}",
            "give the file another name",
            rule="page-address",
        )
        for page in library.pages
        if held[page.address] > 1
    ]
    if problems:
        raise HubError(problems)


def _frame(atlas: Atlas, addresses: set[str]) -> Frame:
    """What stands round every page; it leads only to pages that exist."""
    library, brand = atlas.library, atlas.library.brand
    menu = [("Modules", MODULES), ("Standards", STANDARDS), ("Packs", PACKS), ("Check my copy", CHECK), ("Help", HELP)]
    top = [page for page in library.pages if page.address.count("/") == 1 and page.address != HELP]
    top.sort(key=lambda page: page.title.casefold())
    small = [
        ("Agreements", AGREEMENTS),
        ("Glossary", GLOSSARY),
        ("Notices", NOTICES),
        ("You said, we did", SAID),
        ("Feedback", FEEDBACK),
        *((page.title, page.address) for page in top),
    ]
    return Frame(
        name=brand.name or library.settings.site_name,
        strapline=brand.strapline,
        menu=tuple(Entry(title, address) for title, address in menu if address in addresses),
        small=tuple(Entry(title, address) for title, address in small if address in addresses),
        worried=WORRIED if WORRIED in addresses else "",
        contact=brand.contact,
        licence=brand.licence,
        site_url=library.settings.site_url,
        branded=bool(brand_rules(brand)),
    )


def _once(files: Iterable[StagedFile]) -> tuple[StagedFile, ...]:
    """Each file once, in order of path: two views of a text show the same picture."""
    return tuple(file for _, file in sorted({file.path: file for file in files}.items()))
