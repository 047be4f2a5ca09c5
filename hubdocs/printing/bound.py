"""A pack in one format, ready to be put together: front matter that knows its own length, every page in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Problem
from hubdocs.model import Library, PrintedFile
from hubdocs.printing.asking.closing import FEEDBACK, print_feedback
from hubdocs.printing.assembly.plan import Blank, Bookmarks, PackPlan, Part
from hubdocs.printing.cache import Rendered
from hubdocs.printing.contacts import CONTACTS, named_at_foot, near, print_contacts
from hubdocs.printing.finish import finish
from hubdocs.printing.formats import BOOKLET, Format
from hubdocs.printing.frontmatter import LIST, print_front
from hubdocs.printing.guess import guessed_lengths
from hubdocs.printing.hidden import secrets_of
from hubdocs.printing.layout import Layout, Numbering, lay_out, next_start, numbered, stamps, with_blanks
from hubdocs.printing.leaves import Versions
from hubdocs.printing.packs import Contents, print_documents
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import Press

ROUNDS = 6
"""How often front matter may be laid out until its own length fits its page numbers; one or two are usual."""

Finished = Mapping[PrintDocument, Rendered]
"""The documents that could be laid out."""

Numberer = Callable[[Sequence[Rendered], int, int], Numbering]
"""Answers finished documents, the pages of front matter and those of the feedback sheet with all page numbers."""


@dataclass(frozen=True)
class Lengths:
    """The pages of what stands round the documents."""

    front: tuple[int, ...]
    """Of cover, list and contents; of the lists alone where the cover is a file of its own."""
    contacts: tuple[int, ...]
    """Of a hub's contacts, if there are any."""
    back: int
    """Of the feedback sheet."""

    @property
    def of_list(self) -> int:
        """The pages of the list of documents, which stands before the contents."""
        return self.front[-2]

    def opening(self, format_: Format) -> int:
        """The pages before the documents: a hub's contacts begin on a leaf of their own, but in a booklet."""
        page = sum(self.front) + 1
        for length in self.contacts:
            page = (page if format_ is BOOKLET else next_start(page, format_)) + length
        return page - 1


@dataclass(frozen=True)
class Bound:
    """A pack in one format: every page has its place."""

    binding: Binding
    layout: Layout
    head: tuple[Part, ...]
    """Cover, list and contents, and the contacts of a hub."""
    body: tuple[Part, ...]
    """What the layout places, in its order."""
    tail: tuple[Part, ...]
    """The feedback sheet."""

    @property
    def parts(self) -> list[Part]:
        """Everything, in order."""
        return [*self.head, *self.body, *self.tail]

    def plan(self) -> PackPlan:
        """How its one file is put together."""
        items = tuple(with_blanks(self.parts, self.layout.format))
        return self.plan_of(items, first=self.layout.format.cover_leaf + 1)

    def plan_of(self, items: tuple[Part | Blank, ...], first: int) -> PackPlan:
        """How a file is put together that holds some of its pages, beginning with page `first`."""
        binding, format_ = self.binding, self.layout.format
        contents, hub = binding.contents, binding.contents.hub
        return PackPlan(
            title=contents.named,
            language="en-GB",
            items=items,
            subject=contents.pack.summary,
            stamps=stamps(self.layout, items, first),
            fonts=STAMP_FONTS,
            bold_fonts=BOLD_STAMP_FONTS,
            web_base=binding.library.settings.site_url,
            date=contents.date.isoformat() if contents.date else "",
            foot_line=named_at_foot(hub, format_) if hub else "",
            near=near(hub) if hub else (),
        )


@dataclass(frozen=True)
class Binding:
    """One pack that is being put together."""

    library: Library
    contents: Contents
    finished: Finished
    versions: Versions
    """In which release each replaceable leaf last changed."""
    press: Press
    folder: Path
    """Where its files go."""

    @cached_property
    def secrets(self) -> Secrets:
        """What its readers may not see."""
        return secrets_of(self.library, self.contents)

    def has_pages(self, format_: Format) -> bool:
        """Whether a format has anything to print: sheets to copy may all be of releases that are not there yet."""
        return any(print_documents(self.library, item, format_) for item in self.contents.items)

    def fit(self, format_: Format) -> Bound:
        """The pack in a format that is bound in one piece.

        Raises:
            HubError: Front matter cannot be laid out, or never fits its own page numbers.
        """

        def number(rendered: Sequence[Rendered], front: int, back: int) -> Numbering:
            return numbered([each.facts.pages for each in rendered], format_, front, back)

        return self.fit_numbered(format_, self.finished, number)

    def fit_numbered(self, format_: Format, finished: Finished, number: Numberer) -> Bound:
        """The pack in a format with its own way to number pages.

        Front matter is laid out until the page numbers in it agree with its own length.

        Raises:
            HubError: They never agree.
        """
        documents = tuple(print_documents(self.library, item, format_) for item in self.contents.items)
        rendered = tuple(tuple((document, finished[document]) for document in each) for each in documents)
        flat = [pair[1] for each in rendered for pair in each]
        # Nothing but the pack decides the first guess: for a rare pack, two lengths may fit, and then it decides.
        contacts = (format_.room.contacts,) if self.contents.hub else ()
        guess = Lengths(guessed_lengths(self.contents, format_), contacts, format_.room.feedback)
        for _ in range(ROUNDS):
            numbering = number(flat, guess.opening(format_), guess.back)
            layout = lay_out(self.contents, format_, rendered, numbering, self.versions)
            front, own, tail = self._around(layout, guess.of_list)
            true = Lengths(_pages_of(front), _pages_of(own), count(tail))
            if guess == true or format_.sheets_only:
                body = tuple(part_of(each.document, each.rendered) for each in layout.placed)
                return Bound(self, layout, (*front, *own), body, tail)
            guess = true
        message = f"the contents list of {self.contents.pack.id} does not settle on a number of pages"
        hint = "shorten or lengthen the pack's summary or a title by a few words"
        raise HubError([Problem(self.contents.pack.place, message, hint, "print-front")])

    def parts(self, documents: Sequence[PrintDocument]) -> tuple[Part, ...]:
        """Some documents that the program writes itself, laid out side by side.

        Raises:
            HubError: One of them cannot be.
        """
        problems: list[Problem] = []
        made = self.press.print_all(documents, problems)
        if problems:
            raise HubError(problems)
        return tuple(part_of(each, made[each], _outline_of(each)) for each in documents)

    def write(self, plan: PackPlan, name: str, format_: Format) -> PrintedFile:
        """Write one accessible file of the pack."""
        place = self.contents.pack.place
        return self.press.work(name, place, finish, plan, self.folder / name, format_.name, place, self.secrets)

    def _around(self, layout: Layout, list_pages: int) -> tuple[tuple[Part, ...], ...]:
        """What stands round the documents in the same file: front matter, a hub's contacts, the feedback sheet."""
        if layout.format.sheets_only:
            return (), (), ()
        front = print_front(self.library, layout, list_pages)
        own = (print_contacts(self.contents, layout.format),) if self.contents.hub else ()
        made = self.parts([*front, *own, print_feedback(self.library, self.contents, layout.format)])
        return made[: len(front)], made[len(front) : -1], made[-1:]


def part_of(document: PrintDocument, rendered: Rendered, bookmarks: Bookmarks = Bookmarks.UNDER_TITLE) -> Part:
    """A finished document as a part of a file."""
    title = f"{document.label} {document.title}" if document.numbered else document.title
    return Part(
        title,
        rendered.pdf,
        rendered.facts,
        label=document.label,
        bookmarks=bookmarks,
        edition=document.edition,
        goes_on=document.goes_on,
    )


def pages_of_part(part: Part, start: int, stop: int) -> Part:
    """Some pages of a part, counted from 0."""
    return part if (start, stop) == (0, part.facts.pages) else replace(part, pages_wanted=tuple(range(start, stop)))


def count(parts: Sequence[Part]) -> int:
    """The pages of some parts."""
    return sum(part.pages for part in parts)


def _pages_of(parts: Sequence[Part]) -> tuple[int, ...]:
    """The pages of each of some parts."""
    return tuple(part.pages for part in parts)


def _outline_of(document: PrintDocument) -> Bookmarks:
    """Feedback sheet and contacts are each one line of the outline; the lists have their own below the pack's title."""
    if document.label in {FEEDBACK, CONTACTS}:
        return Bookmarks.TITLE_ONLY
    return Bookmarks.ALL_UNDER_TITLE if document.label == LIST else Bookmarks.UNDER_TITLE
