"""Putting finished documents together: a pack in each of its formats, and a release by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.errors import HubError, Problem
from hubdocs.model import (
    Library,
    PackedDocument,
    PrintedDocument,
    PrintedFile,
    PrintedPack,
    View,
)
from hubdocs.printing.assembly import Bookmarks, PackPlan, Part
from hubdocs.printing.cache import Rendered
from hubdocs.printing.catch_up import Binder, bind_catch_ups
from hubdocs.printing.documents import PrintDocument
from hubdocs.printing.finish import finish
from hubdocs.printing.formats import SCREEN, Format, formats_of
from hubdocs.printing.frontmatter import print_feedback, print_front
from hubdocs.printing.layout import Layout, lay_out, stamps, with_blanks
from hubdocs.printing.leaks import secrets_of, secrets_of_release
from hubdocs.printing.leaves import Versions
from hubdocs.printing.manifest import printed_file, write_manifest
from hubdocs.printing.packs import Contents, PackedRelease, print_documents
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import Press

ROUNDS = 6
"""How often front matter may be laid out until its own length fits its page numbers; two is usual."""

Finished = Mapping[PrintDocument, Rendered]
"""The documents that could be laid out."""


@dataclass(frozen=True)
class Single:
    """One release in one view, as a PDF of its own with the sheets that belong to it."""

    item: PackedRelease

    @property
    def stem(self) -> str:
        """`WC-01-1.0.0-trainer`."""
        release = self.item.release
        return f"{release.id}-{release.version}" + ("-trainer" if self.item.view is View.TRAINER else "")


def bind_pack(
    library: Library, contents: Contents, finished: Finished, versions: Versions, press: Press, folder: Path
) -> PrintedPack | None:
    """Put one pack together in each of its formats; nothing when a document of it could not be laid out.

    `versions` say in which release each replaceable leaf last changed.
    """
    pack, place = contents.pack, contents.pack.place
    folder.mkdir(parents=True, exist_ok=True)
    secrets = secrets_of(library, contents)
    files: list[PrintedFile] = []
    documents: tuple[PackedDocument, ...] = ()
    binder: Binder | None = None
    for format_ in formats_of(pack):
        wanted = [print_documents(library, item, format_) for item in contents.items]
        if any(document not in finished for each in wanted for document in each):
            return None
        rendered = tuple(tuple((document, finished[document]) for document in each) for each in wanted)
        layout, parts = _fit(library, contents, format_, rendered, versions, press)
        file = folder / f"{contents.stem}-{format_.name}.pdf"
        finish(_plan(library, contents, layout, parts), file, place, secrets)
        files.append(printed_file(file, format_.name, layout.total))
        documents = documents or tuple(_packed_documents(layout))
        if format_.replaceable:
            binder = Binder(layout, tuple(parts))
        press.progress(file.name)
    edition = contents.edition.id if contents.edition else ""
    printed = PrintedPack(pack.id, edition, contents.date, documents, tuple(files))
    if binder:
        catch_ups = bind_catch_ups(library, binder, press, folder, secrets)
        printed = replace(printed, leaves=binder.leaves, catch_ups=catch_ups)
    write_manifest(folder, library, pack, printed)
    return printed


def _packed_documents(layout: Layout) -> Iterator[PackedDocument]:
    """The controlled documents of a pack, each with its pages and those of its handouts."""
    for section in layout.sections:
        if isinstance(section.item, PackedRelease):
            yield PackedDocument(section.item.release.id, section.item.release.version, section.pages)


def bind_single(library: Library, single: Single, finished: Finished, folder: Path) -> PrintedDocument | None:
    """Put one release and its sheets into a file of their own."""
    documents = print_documents(library, single.item, SCREEN)
    if any(document not in finished for document in documents):
        return None
    release = single.item.release
    parts = [_part(document, finished[document]) for document in documents]
    parts[0] = replace(parts[0], bookmarks=Bookmarks.AS_THEY_ARE)
    plan = PackPlan(
        title=f"{release.document.title} ({release.name})",
        language=release.document.lang,
        items=tuple(parts),
        subject=release.document.summary,
        web_base=library.settings.site_url,
        date=release.date.isoformat() if release.date else "",
    )
    file = folder / f"{single.stem}.pdf"
    finish(plan, file, release.document.place(), secrets_of_release(library, single.item))
    pdf = printed_file(file, SCREEN.name, plan.pages)
    return PrintedDocument(release.id, release.version, single.item.view, pdf)


def _fit(
    library: Library,
    contents: Contents,
    format_: Format,
    rendered: tuple[tuple[tuple[PrintDocument, Rendered], ...], ...],
    versions: Versions,
    press: Press,
) -> tuple[Layout, list[Part]]:
    """Lay front matter out until the page numbers in it agree with its own length.

    Raises:
        HubError: They never agree.
    """
    back = print_feedback(library, contents, format_)
    back_rendered = press.print_at_once(back)
    guess = 3
    for _ in range(ROUNDS):
        layout = lay_out(contents, format_, rendered, guess, back_rendered.facts.pages, versions)
        front = print_front(library, layout)
        front_rendered = press.print_at_once(front)
        if front_rendered.facts.pages == guess:
            middle = [_part(each.document, each.rendered) for each in layout.placed]
            first = _part(front, front_rendered)
            return layout, [first, *middle, _part(back, back_rendered, Bookmarks.TITLE_ONLY)]
        guess = front_rendered.facts.pages
    message = f"the contents list of {contents.pack.id} does not settle on a number of pages"
    hint = "shorten or lengthen the pack's summary or a title by a few words"
    raise HubError([Problem(contents.pack.place, message, hint, "print-front")])


def _part(document: PrintDocument, rendered: Rendered, bookmarks: Bookmarks = Bookmarks.UNDER_TITLE) -> Part:
    title = f"{document.label} {document.title}" if document.numbered else document.title
    return Part(title, rendered.pdf, rendered.facts, label=document.label, bookmarks=bookmarks)


def _plan(library: Library, contents: Contents, layout: Layout, parts: list[Part]) -> PackPlan:
    items = tuple(with_blanks(parts, layout.format))
    return PackPlan(
        title=contents.named,
        language="en-GB",
        items=items,
        subject=contents.pack.summary,
        stamps=stamps(layout, items),
        fonts=STAMP_FONTS,
        bold_fonts=BOLD_STAMP_FONTS,
        web_base=library.settings.site_url,
        date=contents.date.isoformat() if contents.date else "",
    )
