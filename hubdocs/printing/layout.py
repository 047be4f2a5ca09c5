"""Where everything in a pack stands: which page each document starts on, and what is stamped on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from hubdocs.model import ContentPage, Leaf
from hubdocs.printing.assembly import Blank, Part, Stamp
from hubdocs.printing.cache import Rendered
from hubdocs.printing.documents import PrintDocument
from hubdocs.printing.formats import Foot, Format
from hubdocs.printing.leaves import SIDES, Versions, leaves_of
from hubdocs.printing.packs import Contents, PackedRelease

MILLIMETRE = 72 / 25.4
"""In points."""


@dataclass(frozen=True)
class Placed:
    """One finished document at its place in a pack."""

    document: PrintDocument
    rendered: Rendered
    first: int
    """The page of the pack that it starts on, counted from 1 at the cover."""
    geometry: Foot
    """Where on its pages a foot stands."""
    versions: tuple[str, ...] = ()
    """On replaceable leaves of a released document: the release in which each last changed."""

    @property
    def pages(self) -> int:
        """How many it has."""
        return self.rendered.facts.pages

    def page_of(self, anchor: str) -> int | None:
        """The page of the pack that an anchor is on, counted from 1."""
        page = self.rendered.facts.page_of(anchor)
        return None if page is None else self.first + page

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


def next_start(page: int, format_: Format) -> int:
    """The page on which a document starts that may not start before `page`: a right-hand one is odd."""
    return page + 1 if format_.right_hand and page % 2 == 0 else page


def lay_out(
    contents: Contents,
    format_: Format,
    finished: tuple[tuple[tuple[PrintDocument, Rendered], ...], ...],
    front_pages: int,
    back_pages: int,
    versions: Versions = MappingProxyType({}),
) -> Layout:
    """Number the pages of a pack whose front matter is so long.

    Args:
        contents: What the pack holds.
        format_: In which format.
        finished: For each item of the contents, everything it prints.
        front_pages: Pages of cover, list and contents.
        back_pages: Pages of the feedback sheet.
        versions: On replaceable leaves, the release in which each last changed.
    """
    page = front_pages + 1
    sections = []
    for item, documents in zip(contents.items, finished, strict=True):
        placed = []
        for document, rendered in documents:
            page = next_start(page, format_)
            placed.append(Placed(document, rendered, page, format_.foot, versions.get(document, ())))
            page += rendered.facts.pages
        if placed:
            sections.append(Section(item, tuple(placed)))
    return Layout(contents, format_, tuple(sections), next_start(page, format_) - 1 + back_pages)


def blank(format_: Format) -> Blank:
    """An empty page of a format."""
    return Blank(format_.width * MILLIMETRE, format_.height * MILLIMETRE)


def with_blanks(parts: list[Part], format_: Format) -> Iterator[Part | Blank]:
    """The parts with a blank page before each that would otherwise start on a left-hand one."""
    page = 1
    for part in parts:
        start = next_start(page, format_)
        if start > page:
            yield blank(format_)
        yield part
        page = start + part.pages


def stamps(layout: Layout, items: tuple[Part | Blank, ...]) -> tuple[tuple[Stamp, ...], ...]:
    """What is printed on each finished page. The cover says itself what it is."""
    feet = {each.first + page: foot for each in layout.placed for page, foot in enumerate(each.feet()) if foot}
    found: list[tuple[Stamp, ...]] = []
    for item in items:
        for _ in range(item.pages):
            page = len(found) + 1
            text = _stamp_text(layout, page)
            width = (item.facts.width if isinstance(item, Part) else item.width) / MILLIMETRE
            stamped = text and page > 1 and isinstance(item, Part)
            own = (feet[page],) if page in feet else ()
            found.append((*own, _stamp(text, width, page, layout.format)) if stamped else own)
    return tuple(found)


def _stamp_text(layout: Layout, page: int) -> str:
    """`School staff pack 2026-11 · 8 of 60`; leaves that are replaced one by one say only PROOF."""
    if layout.format.counts_pages:
        return f"{layout.contents.named} · {page} of {layout.total}"
    return "PROOF" if layout.contents.is_proof else ""


def _stamp(text: str, width: float, page: int, format_: Format) -> Stamp:
    mirrored = format_.right_hand and page % 2 == 0
    foot = format_.foot
    edge = foot.binding if mirrored else foot.outer
    return Stamp(text, width - edge, foot.baseline, align="right", size_pt=foot.size_pt)
