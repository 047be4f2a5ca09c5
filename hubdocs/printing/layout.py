"""Where everything in a pack stands: which page each document starts on, and what is stamped on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hubdocs.model import ContentPage, Leaf
from hubdocs.printing.assembly.plan import Blank, Part, Stamp
from hubdocs.printing.cache import Rendered
from hubdocs.printing.formats import Foot, Format
from hubdocs.printing.leaves import SIDES, Versions, leaves_of
from hubdocs.printing.packs import Contents, PackedRelease
from hubdocs.printing.printable import PrintDocument

if TYPE_CHECKING:
    from hubdocs.printing.assembly.imposition import Volume

MILLIMETRE = 72 / 25.4
"""In points."""


@dataclass(frozen=True)
class Placed:
    """One finished document at its place in a pack."""

    document: PrintDocument
    rendered: Rendered
    numbers: tuple[int, ...]
    """The page of the pack that each of its pages is, counted from 1 at the cover."""
    geometry: Foot
    """Where on its pages a foot stands."""
    versions: tuple[str, ...] = ()
    """On replaceable leaves of a released document: the release in which each last changed."""

    @property
    def first(self) -> int:
        """The page of the pack that it starts on."""
        return self.numbers[0]

    @property
    def pages(self) -> int:
        """How many it has."""
        return len(self.numbers)

    def page_of(self, anchor: str) -> int | None:
        """The page of the pack that an anchor is on, counted from 1."""
        page = self.rendered.facts.page_of(anchor)
        return None if page is None else self.numbers[page]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Its leaves as a binder holds them."""
        return tuple(leaves_of(self.document, self.rendered.facts, self.versions))

    def feet(self) -> tuple[Stamp | None, ...]:
        """For each page the line at its foot, where that is printed on the finished page."""
        return tuple(self._foot(page) for page in range(self.pages))

    def _foot(self, page: int) -> Stamp | None:
        foot = self.document.foot
        if foot is None:
            return None
        edge = self.geometry.outer if page % 2 else self.geometry.binding
        text = f"{self.document.label} · {page + 1} · {self.versions[page // SIDES]}{foot.tail}"
        baseline = self.geometry.baseline + (self.geometry.line if foot.heads_foot else 0)
        return Stamp(text, edge, baseline, size_pt=self.geometry.size_pt, bold=foot.heads_foot)


@dataclass(frozen=True)
class Section:
    """One item of a pack with everything that it prints."""

    item: PackedRelease | ContentPage
    placed: tuple[Placed, ...]
    """The document, then its handouts."""

    @property
    def pages(self) -> int:
        """Leaves of the document and its handouts together."""
        return sum(each.pages for each in self.placed)

    @property
    def first(self) -> int:
        """The page of the pack that it starts on."""
        return self.placed[0].first


@dataclass(frozen=True)
class Layout:
    """A whole pack, numbered."""

    contents: Contents
    format: Format
    sections: tuple[Section, ...]
    total: int
    """Pages of the pack, blank ones and the feedback sheet included."""

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every document and sheet, in order."""
        return tuple(each for section in self.sections for each in section.placed)


@dataclass(frozen=True)
class Numbering:
    """Which page of a pack each page of its documents is."""

    documents: tuple[tuple[int, ...], ...]
    """For each document and sheet, in order, the numbers of its pages, counted from 1 at the cover."""
    total: int
    """Pages of the pack, blank ones and the feedback sheet included."""


def next_start(page: int, format_: Format) -> int:
    """The page on which a document starts that may not start before `page`: a right-hand one is odd."""
    return page + 1 if format_.right_hand and page % 2 == 0 else page


def numbered(lengths: Iterable[int], format_: Format, front_pages: int, back_pages: int) -> Numbering:
    """The pages of a pack, one behind the other, whose front matter and feedback sheet are so long.

    Where the cover is a file of its own, its first leaf stands before and its last behind everything else.
    """
    page = format_.cover_leaf + front_pages + 1
    documents = []
    for length in lengths:
        page = next_start(page, format_)
        documents.append(tuple(range(page, page + length)))
        page += length
    inside = next_start(page, format_) - 1 + back_pages - format_.cover_leaf
    return Numbering(tuple(documents), inside + -inside % format_.multiple + 2 * format_.cover_leaf)


def numbered_in_volumes(volumes: Sequence[Volume], lengths: Sequence[int]) -> Numbering:
    """The pages of a pack that is bound in several booklets, counted on from one to the next."""
    numbers: list[list[int]] = [[0] * length for length in lengths]
    before = 0
    for volume in volumes:
        for run in volume.runs:
            numbers[run.document][run.start : run.stop] = range(before + run.at, before + run.at + run.pages)
        before += volume.pages
    return Numbering(tuple(map(tuple, numbers)), before)


def lay_out(
    contents: Contents,
    format_: Format,
    finished: tuple[tuple[tuple[PrintDocument, Rendered], ...], ...],
    numbering: Numbering,
    versions: Versions = MappingProxyType({}),
) -> Layout:
    """Give every document of a pack its pages.

    Args:
        contents: What the pack holds.
        format_: In which format.
        finished: For each item of the contents, everything it prints.
        numbering: Which pages these are.
        versions: On replaceable leaves, the release in which each last changed.
    """
    numbers = iter(numbering.documents)
    sections = []
    for item, documents in zip(contents.items, finished, strict=True):
        placed = tuple(
            Placed(document, rendered, next(numbers), format_.foot, versions.get(document, ()))
            for document, rendered in documents
        )
        if placed:
            sections.append(Section(item, placed))
    return Layout(contents, format_, tuple(sections), numbering.total)


def blank(format_: Format) -> Blank:
    """An empty page of a format."""
    return Blank(format_.width * MILLIMETRE, format_.height * MILLIMETRE)


def with_blanks(parts: Iterable[Part], format_: Format) -> Iterator[Part | Blank]:
    """The parts with a blank page before each that would otherwise start on a left-hand one, unless it goes on.

    Behind the last stand as many as the format wants.
    """
    page = 1
    for part in parts:
        start = page if part.goes_on else next_start(page, format_)
        if start > page:
            yield blank(format_)
        yield part
        page = start + part.pages
    for _ in range(-(page - 1) % format_.multiple):
        yield blank(format_)


def stamps(layout: Layout, items: Sequence[Part | Blank], first: int = 1) -> tuple[tuple[Stamp, ...], ...]:
    """What is printed on each finished page of a file that begins with page `first` of the pack.

    The cover says itself what it is.
    """
    feet = {each.numbers[page]: foot for each in layout.placed for page, foot in enumerate(each.feet()) if foot}
    found: list[tuple[Stamp, ...]] = []
    for item in items:
        for _ in range(item.pages):
            page = first + len(found)
            text = _stamp_text(layout, page)
            width = (item.facts.width if isinstance(item, Part) else item.width) / MILLIMETRE
            stamped = text and isinstance(item, Part) and not (found == [] and _begins_with_cover(layout))
            own = (feet[page],) if page in feet else ()
            found.append((*own, _stamp(text, width, page, layout.format)) if stamped else own)
    return tuple(found)


def _begins_with_cover(layout: Layout) -> bool:
    return not (layout.format.sheets_only or layout.format.cover_leaf)


def _stamp_text(layout: Layout, page: int) -> str:
    """`School staff pack 2026-11 · 8 of 60`; what stands alone or is replaced leaf by leaf says only PROOF."""
    format_, contents = layout.format, layout.contents
    if format_.sheets_only or not format_.counts_pages:
        return "PROOF" if contents.is_proof else ""
    count = f"{page} of {layout.total}"
    if format_.large:
        return f"PROOF · {count}" if contents.is_proof else f"pack page {count}"
    return f"{contents.named_in(format_.foot.letters)} · {count}"


def _stamp(text: str, width: float, page: int, format_: Format) -> Stamp:
    mirrored = format_.right_hand and page % 2 == 0
    foot = format_.foot
    edge = foot.binding if mirrored else foot.outer
    return Stamp(text, width - edge, foot.baseline, align="right", size_pt=foot.size_pt)
