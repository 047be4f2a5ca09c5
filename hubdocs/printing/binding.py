"""Putting finished documents together: a pack in each of its formats, and a release or a sheet by itself.

What only one format needs is loaded where that is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hubdocs.model import Handout, Library, PackedDocument, PrintedDocument, PrintedFile, PrintedPack, View
from hubdocs.printing.assembly.plan import Bookmarks, PackPlan
from hubdocs.printing.bound import Binding, Bound, Finished, part_of
from hubdocs.printing.documents import print_handout
from hubdocs.printing.finish import finish
from hubdocs.printing.formats import BOOKLET, PRESS, SCREEN, Format, formats_of
from hubdocs.printing.hidden import secrets_of_release
from hubdocs.printing.leaves import Versions
from hubdocs.printing.manifest import tickets_of, write_manifest
from hubdocs.printing.packs import Contents, PackedRelease, print_documents
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.workers import Press, answers, side_by_side


@dataclass(frozen=True)
class Single:
    """A PDF of its own: one release in one view with the sheets that belong to it, or one of these sheets alone."""

    item: PackedRelease
    sheet: Handout | None = None

    @property
    def stem(self) -> str:
        """`WC-01-1.0.0-trainer`, `WC-01-H1-1.0.0`."""
        release = self.item.release
        if self.sheet:
            return f"{self.sheet.id}-{release.version}"
        return f"{release.id}-{release.version}" + ("-trainer" if self.item.view is View.TRAINER else "")

    @property
    def title(self) -> str:
        """`Noticing (WC-01 1.0.0)`."""
        release = self.item.release
        if self.sheet:
            return f"{self.sheet.title} ({self.sheet.id} {release.version})"
        return f"{release.document.title} ({release.name})"

    def documents(self, library: Library) -> tuple[PrintDocument, ...]:
        """What it prints, in order."""
        if self.sheet:
            return (print_handout(library, self.item.release, self.sheet, SCREEN),)
        return print_documents(library, self.item, SCREEN)


def bind_pack(
    library: Library, contents: Contents, finished: Finished, versions: Versions, press: Press, folder: Path
) -> PrintedPack | None:
    """Put one pack together in each of its formats; nothing when a document of it could not be laid out.

    `versions` say in which release each replaceable leaf last changed.

    Raises:
        HubError: A file of it would have faults.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not all(document in finished for document in documents_of(library, contents)):
        return None
    binding = Binding(library, contents, finished, versions, press, folder)
    formats = [format_ for format_ in formats_of(contents.pack) if binding.has_pages(format_)]
    press.progress.expect(len(formats))
    work = [partial(_bind_format, binding, format_) for format_ in formats]
    done = answers(side_by_side(work, press.jobs))
    files = tuple(file for _, files in done for file in files)
    edition = contents.edition.id if contents.edition else ""
    documents = tuple(_packed_documents(done))
    printed = PrintedPack(contents.pack.id, edition, contents.date, documents, files, tickets=tickets_of(files))
    for bound, _ in done:
        if bound.layout.format.replaceable:
            from hubdocs.printing.catch_up import Binder, bind_catch_ups

            binder = Binder(bound.layout, bound.head, bound.body, bound.tail)
            # What a hub has filed is a copy of an edition: it catches up with the packs that everybody may have.
            catch_ups = () if contents.hub else bind_catch_ups(library, binder, press, folder, binding.secrets)
            printed = replace(printed, leaves=binder.leaves, catch_ups=catch_ups)
    write_manifest(folder, library, contents.pack, printed, private=contents.hub is not None)
    return printed


def documents_of(library: Library, contents: Contents) -> Iterator[PrintDocument]:
    """Everything that has to be laid out before a pack can be put together in its formats."""
    for format_ in formats_of(contents.pack):
        for item in contents.items:
            yield from print_documents(library, item, format_)


def _bind_format(binding: Binding, format_: Format) -> tuple[Bound, tuple[PrintedFile, ...]]:
    """One format of a pack: how it was put together, and its files."""
    match format_:
        case _ if format_ is BOOKLET:
            from hubdocs.printing.booklets import bind_booklets

            return bind_booklets(binding)
        case _ if format_ is PRESS:
            from hubdocs.printing.pressing import bind_press

            return bind_press(binding)
    bound = binding.fit(format_)
    return bound, (binding.write(bound.plan(), f"{binding.contents.stem}-{format_.name}.pdf", format_),)


def _packed_documents(done: Sequence[tuple[Bound, tuple[PrintedFile, ...]]]) -> Iterator[PackedDocument]:
    """The controlled documents of a pack, each with its pages and those of its handouts in the first whole format."""
    whole = [bound.layout for bound, _ in done if not bound.layout.format.sheets_only]
    for section in whole[0].sections if whole else ():
        if isinstance(section.item, PackedRelease):
            yield PackedDocument(section.item.release.id, section.item.release.version, section.pages)


def bind_single(
    library: Library, single: Single, finished: Finished, press: Press, folder: Path
) -> PrintedDocument | None:
    """Put one release and its sheets, or one sheet, into a file of their own."""
    documents = single.documents(library)
    if any(document not in finished for document in documents):
        return None
    release = single.item.release
    first, *others = (part_of(document, finished[document]) for document in documents)
    plan = PackPlan(
        title=single.title,
        language=release.document.lang,
        items=(replace(first, bookmarks=Bookmarks.AS_THEY_ARE), *others),
        subject="" if single.sheet else release.document.summary,
        web_base=library.settings.site_url,
        date=release.date.isoformat() if release.date else "",
    )
    file, place = folder / f"{single.stem}.pdf", documents[0].place
    secrets = secrets_of_release(library, single.item)
    pdf = press.work(file.name, place, finish, plan, file, SCREEN.name, place, secrets)
    return PrintedDocument(release.id, release.version, single.item.view, pdf, single.sheet.id if single.sheet else "")
