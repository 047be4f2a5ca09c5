"""Putting finished documents together: a pack in each of its formats, and a release or a sheet by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Problem
from hubdocs.model import Handout, Library, PackedDocument, PrintedDocument, PrintedFile, PrintedPack, View
from hubdocs.printing.assembly import Bookmarks, PackPlan, Part
from hubdocs.printing.cache import Rendered
from hubdocs.printing.catch_up import Binder, bind_catch_ups
from hubdocs.printing.documents import PrintDocument, print_handout
from hubdocs.printing.finish import finish
from hubdocs.printing.formats import SCREEN, Format, formats_of
from hubdocs.printing.frontmatter import FEEDBACK, print_feedback, print_front
from hubdocs.printing.layout import Layout, lay_out, stamps, with_blanks
from hubdocs.printing.leaks import secrets_of, secrets_of_release
from hubdocs.printing.leaves import Versions
from hubdocs.printing.manifest import write_manifest
from hubdocs.printing.packs import Contents, PackedRelease, print_documents
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import Press, side_by_side

ROUNDS = 6
"""How often front matter may be laid out until its own length fits its page numbers; one or two are usual."""

FRONT_PAGES = 3
"""The pages of cover, list and contents of most packs: the first guess."""

Finished = Mapping[PrintDocument, Rendered]
"""The documents that could be laid out."""


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


@dataclass(frozen=True)
class Bound:
    """A pack in one format, ready to be put together: every page has its place."""

    layout: Layout
    head: tuple[Part, ...]
    """Cover, list and contents."""
    body: tuple[Part, ...]
    """What the layout places, in its order."""
    tail: tuple[Part, ...]
    """The feedback sheet."""

    @property
    def parts(self) -> list[Part]:
        """Everything, in order."""
        return [*self.head, *self.body, *self.tail]


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
    secrets = secrets_of(library, contents)
    binding = _Binding(library, contents, finished, versions, press, folder, secrets)
    formats = [format_ for format_ in formats_of(contents.pack) if binding.has_pages(format_)]
    done = [future.result() for future in side_by_side([partial(binding.bind, each) for each in formats], press.jobs)]
    printed = PrintedPack(
        contents.pack.id,
        contents.edition.id if contents.edition else "",
        contents.date,
        tuple(_packed_documents(done[0][0].layout)) if done else (),
        tuple(file for _, files in done for file in files),
    )
    for bound, _ in done:
        if bound.layout.format.replaceable:
            binder = Binder(bound.layout, tuple(bound.parts))
            printed = replace(
                printed,
                leaves=binder.leaves,
                catch_ups=bind_catch_ups(library, binder, press, folder, secrets),
            )
    write_manifest(folder, library, contents.pack, printed)
    return printed


def documents_of(library: Library, contents: Contents) -> Iterator[PrintDocument]:
    """Everything that has to be laid out before a pack can be put together in its formats."""
    for format_ in formats_of(contents.pack):
        for item in contents.items:
            yield from print_documents(library, item, format_)


def _packed_documents(layout: Layout) -> Iterator[PackedDocument]:
    """The controlled documents of a pack, each with its pages and those of its handouts."""
    for section in layout.sections:
        if isinstance(section.item, PackedRelease):
            yield PackedDocument(section.item.release.id, section.item.release.version, section.pages)


@dataclass(frozen=True)
class _Binding:
    """One pack that is being put together."""

    library: Library
    contents: Contents
    finished: Finished
    versions: Versions
    press: Press
    folder: Path
    secrets: Secrets

    def has_pages(self, format_: Format) -> bool:
        """Whether there is anything to print in a format."""
        return any(print_documents(self.library, item, format_) for item in self.contents.items)

    def bind(self, format_: Format) -> tuple[Bound, tuple[PrintedFile, ...]]:
        """The pack in one format: how it was put together, and its files."""
        bound = self._fit(format_)
        return bound, (self._write(bound, f"{self.contents.stem}-{format_.name}.pdf"),)

    def _write(self, bound: Bound, name: str) -> PrintedFile:
        plan, place = self._plan(bound), self.contents.pack.place
        return self.press.work(
            name, place, finish, plan, self.folder / name, bound.layout.format.name, place, self.secrets
        )

    def _fit(self, format_: Format) -> Bound:
        """Lay front matter out until the page numbers in it agree with its own length.

        Raises:
            HubError: They never agree.
        """
        rendered = tuple(
            tuple((document, self.finished[document]) for document in print_documents(self.library, item, format_))
            for item in self.contents.items
        )
        tail = self._parts([] if format_.sheets_only else [print_feedback(self.library, self.contents, format_)])
        kind = (self.contents.pack.id, format_.name)
        guess = 0 if format_.sheets_only else self.press.front_pages.get(kind, FRONT_PAGES)
        for _ in range(ROUNDS):
            layout = lay_out(self.contents, format_, rendered, guess, _pages(tail), self.versions)
            head = self._parts([] if format_.sheets_only else [print_front(self.library, layout)])
            if _pages(head) == guess:
                self.press.front_pages[kind] = guess
                body = tuple(_part(each.document, each.rendered) for each in layout.placed)
                return Bound(layout, head, body, tail)
            guess = _pages(head)
        message = f"the contents list of {self.contents.pack.id} does not settle on a number of pages"
        hint = "shorten or lengthen the pack's summary or a title by a few words"
        raise HubError([Problem(self.contents.pack.place, message, hint, "print-front")])

    def _parts(self, documents: Sequence[PrintDocument]) -> tuple[Part, ...]:
        """Some documents that the program writes itself, laid out; the last has nothing below it in the outline."""
        return tuple(_part(each, self.press.print_at_once(each), _outline_of(each)) for each in documents)

    def _plan(self, bound: Bound) -> PackPlan:
        contents = self.contents
        items = tuple(with_blanks(bound.parts, bound.layout.format))
        return PackPlan(
            title=contents.named,
            language="en-GB",
            items=items,
            subject=contents.pack.summary,
            stamps=stamps(bound.layout, items),
            fonts=STAMP_FONTS,
            bold_fonts=BOLD_STAMP_FONTS,
            web_base=self.library.settings.site_url,
            date=contents.date.isoformat() if contents.date else "",
        )


def bind_single(
    library: Library, single: Single, finished: Finished, press: Press, folder: Path
) -> PrintedDocument | None:
    """Put one release and its sheets, or one sheet, into a file of their own."""
    documents = single.documents(library)
    if any(document not in finished for document in documents):
        return None
    release = single.item.release
    first, *others = (_part(document, finished[document]) for document in documents)
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


def _part(document: PrintDocument, rendered: Rendered, bookmarks: Bookmarks = Bookmarks.UNDER_TITLE) -> Part:
    title = f"{document.label} {document.title}" if document.numbered else document.title
    return Part(title, rendered.pdf, rendered.facts, label=document.label, bookmarks=bookmarks)


def _outline_of(document: PrintDocument) -> Bookmarks:
    """A feedback sheet is one line of the outline; the lists have their own below the pack's title."""
    return Bookmarks.TITLE_ONLY if document.label == FEEDBACK else Bookmarks.UNDER_TITLE


def _pages(parts: Sequence[Part]) -> int:
    return sum(part.pages for part in parts)
