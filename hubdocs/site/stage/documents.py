"""The pages of modules and standard sets: each release for ever, the newest also at its own address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hubdocs.library import resolve
from hubdocs.model import Document, Module, Printed, Release, StandardSet, View
from hubdocs.model.addresses import FOLDERS, document_address, programme_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.handouts import handout_pages
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.reading import Text, read_document
from hubdocs.site.stage.shelf import Item, Shelf


def document_pages(atlas: Atlas, printed: Printed) -> Iterator[Page | StagedFile]:
    """Every page of every document, with its pictures and PDFs."""
    for releases in atlas.ever_released:
        if newest := atlas.library.newest(releases[0].id):
            yield from _shelf_pages(Shelf(atlas, printed, newest, permanent=False))
        else:
            yield from _withdrawn_pages(Shelf(atlas, printed, releases[-1], permanent=False))
        for release in releases:
            if not release.is_draft:
                shelf = Shelf(atlas, printed, release, permanent=True)
                yield from _shelf_pages(shelf)
                yield from _pdfs(shelf)


def _shelf_pages(shelf: Shelf) -> Iterator[Page | StagedFile]:
    for view in shelf.views:
        here = Here(shelf.folder(view))
        text = read_document(shelf.atlas, shelf.release, here, view=view, folder=shelf.address)
        yield _page(shelf, view, here, text)
        yield from text.pictures
    if isinstance(shelf.release.document, Module):
        yield from handout_pages(shelf, shelf.release.document)


def _page(shelf: Shelf, view: View, here: Here, text: Text) -> Page:
    document = shelf.release.document
    permanent = shelf.permanent
    return Page(
        address=here.address,
        title=_title(shelf, view),
        description=document.summary,
        stamp=_stamp(shelf.release, view),
        html=draw("document", text=text.html, **_values(shelf, view, here)),
        section=f"{FOLDERS[document.kind]}/",
        keywords=document.keywords,
        indexed=not permanent and view is View.PARTICIPANT,
        canonical=document_address(document.kind, document.id) if permanent else "",
        document=document.id,
        view=view,
        strip=shelf.strip,
    )


def _values(shelf: Shelf, view: View, here: Here) -> dict[str, object]:
    """What the template of a document draws, besides its text."""
    document = shelf.release.document
    own = _module_values(shelf, document, view, here) if isinstance(document, Module) else _set_values(document)
    return {
        "shelf": shelf,
        "document": document,
        "newest_href": here.to(shelf.newest_folder(view)),
        "views": _views(shelf, view, here),
        "beside": _beside(shelf, here),
        "take": shelf.downloads(view, here),
        "releases": shelf.releases(here),
        **own,
    }


def _module_values(shelf: Shelf, module: Module, view: View, here: Here) -> dict[str, object]:
    return {
        "is_module": True,
        "programme": module.programme,
        "facts": _module_facts(module),
        "parts_of_page": _session(module, view),
        "bring": _bring(shelf, module, here) if view is View.TRAINER else (),
        "handouts": _handouts(shelf, module, view, here),
        "serves": _named(shelf.atlas, module.standards, here),
        "first": _named(shelf.atlas, module.prerequisites, here),
    }


def _set_values(document: Document) -> dict[str, object]:
    return {
        "is_module": False,
        "programme": "hub",
        "facts": _set_facts(document),
        "parts_of_page": _standards(document),
        "bring": (),
        "handouts": (),
        "serves": (),
        "first": (),
    }


def _stamp(release: Release, view: View) -> str:
    """What a page is, exactly: `WC-01 1.0.0 participant h1:…`."""
    state = " draft" if release.is_draft else ""
    return f"{release.name}{state} {view} {release.digest}"


def _title(shelf: Shelf, view: View) -> str:
    """A title that tells the page from its neighbours in tabs and bookmarks."""
    document = shelf.release.document
    release = f", release {document.version}" if shelf.permanent else ""
    trainer = ", with trainer text" if view is View.TRAINER else ""
    return f"{document.title} ({document.id}{release}{trainer})"


def _module_facts(module: Module) -> list[tuple[str, str]]:
    facts = [
        ("Lasts", words.lasts(module)),
        ("For", words.takes_part(module.audience)),
        ("Group", words.group(module.group_size) if module.group_size else ""),
        ("Run by", words.runs(module.delivered_by)),
    ]
    return [(name, value) for name, value in facts if value]


def _set_facts(document: Document) -> list[tuple[str, str]]:
    facts = [("For", words.takes_part(document.audience))]
    if isinstance(document, StandardSet):
        held = len(document.standards)
        musts = sum(each.level == "must" for each in document.standards)
        facts = [("Standards", str(held)), ("Of these a must", str(musts)), *facts]
    return facts


def _views(shelf: Shelf, view: View, here: Here) -> list[Item]:
    """The two readings of a session; nothing where this site shows only one."""
    if len(shelf.views) < 2:  # noqa: PLR2004  # a switch needs two ends
        return []
    labels = words.views(shelf.release.document.delivered_by)
    return [Item(labels[each], here.to(shelf.folder(each)), current=each is view) for each in shelf.views]


def _beside(shelf: Shelf, here: Here) -> tuple[str, str, list[Item]]:
    """The documents beside this one: a name, where it leads, and the list."""
    document = shelf.release.document
    programme = shelf.atlas.library.programme_of(document)
    if programme:
        return (
            programme.title,
            here.to(programme_address(programme.id)),
            _neighbours(tuple(shelf.atlas.modules_of(programme)), document, here),
        )
    return "Standards", here.to("standards/"), _neighbours(shelf.atlas.standard_sets, document, here)


def _neighbours(releases: Sequence[Release], document: Document, here: Here) -> list[Item]:
    return [
        Item(
            release.document.title,
            here.to(document_address(release.document.kind, release.id)),
            lead=release.id,
            current=release.id == document.id,
        )
        for release in releases
    ]


def _session(module: Module, view: View) -> list[Item]:
    """The activities that readers of a view may see, with their minutes."""
    return [
        Item(each.title, f"#{each.anchor}", note=f"{each.minutes} min")
        for each in module.activities
        if view is View.TRAINER or not each.for_trainer
    ]


def _standards(document: Document) -> list[Item]:
    standards = document.standards if isinstance(document, StandardSet) else ()
    return [Item(each.statement, f"#{each.id}", lead=each.id) for each in standards]


def _bring(shelf: Shelf, module: Module, here: Here) -> list[Item]:
    """What whoever runs the session brings, with the handouts as links."""
    sheets = {each.id: here.to(shelf.handout_folder(each)) for each in module.handouts}
    return [Item(each.item, sheets.get(each.handout, ""), note=words.need(each)) for each in module.materials]


def _handouts(shelf: Shelf, module: Module, view: View, here: Here) -> list[Item]:
    return [
        Item(each.title, here.to(shelf.handout_folder(each)), lead=each.id, note=words.per(each.per))
        for each in shelf.atlas.handouts_for(module, view)
    ]


def _named(atlas: Atlas, ids: Iterable[str], here: Here) -> list[Item]:
    """Documents or standards by their ids; what was never released is named without a link."""
    items = []
    for id_ in ids:
        target, destination = resolve(atlas.library, id_), atlas.link(id_, here)
        items.append(Item(target.title if target else "", destination.href if destination else "", lead=id_))
    return items


def _withdrawn_pages(shelf: Shelf) -> Iterator[Page]:
    """The notice in the place of a document of which no release may be used."""
    document = shelf.release.document
    for view in shelf.views:
        here = Here(shelf.folder(view))
        yield Page(
            address=here.address,
            title=f"{document.title} ({document.id}, withdrawn)",
            description=f"{document.id} was withdrawn: do not use it.",
            stamp=f"{document.id} withdrawn {view}",
            html=draw("withdrawn", shelf=shelf, document=document, releases=shelf.releases(here)),
            section=f"{FOLDERS[document.kind]}/",
            indexed=view is View.PARTICIPANT,
            document=document.id,
            view=view,
        )


def _pdfs(shelf: Shelf) -> Iterator[StagedFile]:
    for view in shelf.views:
        if pdf := shelf.pdf(view):
            yield StagedFile(shelf.pdf_path(view), pdf.file)
