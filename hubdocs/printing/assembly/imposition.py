"""Booklets: pages of A5 laid two by two on A4, so that the sheets, folded together, read in order.

The outermost sheet holds the first two pages and the last two, the next one in the two after and
before those. Of a sheet, the front shows an even page left and an odd one right, and behind each odd
page is the next even one. Printed on both sides and flipped on the short edge, left stays behind right:
page 2 is printed at the left of the back, which lies behind the right of the front, where page 1 is.

The pages become drawings, and drawings have no tags: so the result is for printing only, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, String

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import A4
from hubdocs.printing.assembly.printing_only import (
    POINTS,
    are,
    as_drawing,
    describe,
    forget_screen,
    is_blank,
    save_for_printing,
    shape_of,
    trim_of,
    without_marks,
)
from hubdocs.printing.assembly.tree import number_tree
from hubdocs.printing.preflight import BOOKLET, Finding

MOST_PAGES = 64
"""Pages of one booklet: sixteen sheets, as many as an office stapler takes. Source: FORMAT, section 4."""
ON_A_SHEET = 4
"""Pages of a booklet on one sheet, both sides counted."""
COVER_LEAF = 2
"""Pages of the leaf that a second booklet, and each later one, begins with."""
A5 = (148 * POINTS, 210 * POINTS)
"""Width and height in points. Source: ISO 216."""
SHEET = (A4[1], A4[0])
"""A4 landscape, in points."""
FOLD = SHEET[0] / 2
"""Where the sheet is folded. A5 is half a millimetre narrower than half of A4: that stays free at the outer edge."""
HOW = "Print on both sides of A4, flip on the short edge, fold in the middle and staple."


@dataclass(frozen=True)
class Imposed:
    """What came of laying out a booklet."""

    sheets: int
    """Sheets of paper."""
    pages: int
    """Pages of the folded booklet, blank ones too: four a sheet."""
    blanks: tuple[int, ...]
    """The pages on which nothing is printed, counted from 1 at the cover: those of the pack, so that documents
    begin on the right, and those that were added, so that sheets are full."""
    warnings: tuple[Finding, ...] = ()
    """What its preflight found that does not stop it."""


@dataclass(frozen=True)
class SheetSide:
    """One side of a sheet as it is printed: the pages on it, counted from 1, above the number of pages for none."""

    sheet: int
    """Counted from 1 at the outside of the booklet."""
    is_front: bool
    left: int
    right: int

    @property
    def label(self) -> str:
        """`sheet 1 front`."""
        return f"sheet {self.sheet} {'front' if self.is_front else 'back'}"


def sides(pages: int) -> Iterator[SheetSide]:
    """The sides of the sheets of a booklet of so many pages, a multiple of four, in the order of printing."""
    for sheet in range(pages // ON_A_SHEET):
        first, last = 2 * sheet + 1, pages - 2 * sheet
        yield SheetSide(sheet + 1, is_front=True, left=last, right=first)
        yield SheetSide(sheet + 1, is_front=False, left=first + 1, right=last - 1)


def impose(
    source: Path,
    target: Path,
    *,
    title: str,
    pages: Sequence[int] | None = None,
    back_cover: bool = False,
    date: str = "",
) -> Imposed:
    """Write a booklet: A5 pages two by two on both sides of A4 landscape.

    Args:
        source: A finished PDF of A5 pages. A page that lies on its side is turned, its upper edge to the fold.
        target: The file to write: whole, the same bytes for the same pages, or not at all.
        title: What the file is called.
        pages: Those of the source that are wanted, counted from 0, in order; all when `None`.
        back_cover: Whether the last page belongs on the outside of the back: added blank pages go before it.
        date: An ISO 8601 date for the metadata, or none.

    Raises:
        PdfFault: There are no pages or more than a booklet holds, one is not A5, or the preflight found something.
    """
    with pikepdf.open(source) as pdf:
        chosen = [pdf.pages[index] for index in (range(len(pdf.pages)) if pages is None else pages)]
        if not 1 <= len(chosen) <= MOST_PAGES:
            raise PdfFault([f"a booklet holds 1 to {MOST_PAGES} pages, and “{title}” has {len(chosen)}"])
        placed = _padded([_half(pdf, page, number) for number, page in enumerate(chosen, start=1)], back_cover)
        blanks = tuple(number for number, drawing in enumerate(placed, start=1) if drawing is None)
        forget_screen(pdf)
        del pdf.pages[:]
        printed = list(sides(len(placed)))
        for side in printed:
            _add_side(pdf, placed[side.left - 1], placed[side.right - 1])
        pdf.Root.PageLabels = Dictionary(Nums=number_tree(_labels(printed)))
        saying = are(blanks)
        describe(pdf, title, f"{HOW} {saying} left blank." if saying else HOW, date=date)
        pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge
        warnings = save_for_printing(pdf, target, BOOKLET)
    return Imposed(len(placed) // ON_A_SHEET, len(placed), blanks, warnings)


@dataclass(frozen=True)
class _Half:
    """A page as a drawing, and how it comes to stand in the middle of A5 whose lower left corner is 0, 0."""

    drawing: pikepdf.Object
    matrix: tuple[float, float, float, float, float, float]


def _half(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int) -> _Half | None:
    """A page of the booklet; nothing for a blank one."""
    turned = shape_of(page, A5, f"page {number}")
    if is_blank(page):
        return None
    box = trim_of(page)
    drawing = as_drawing(pdf, page, without_marks(page), box)
    return _Half(drawing, upright(box, number) if turned else (1, 0, 0, 1, -box[0], -box[1]))


def upright(box: tuple[float, float, float, float], number: int) -> tuple[float, float, float, float, float, float]:
    """The matrix that turns a page on its side so that its upper edge, with room for binding, is at the spine.

    `number` counts from 1; odd pages have their spine at the left.
    """
    left, lower, right, upper = box
    if number % 2:
        return 0, 1, -1, 0, upper, -left
    return 0, -1, 1, 0, -lower, right


def _labels(printed: list[SheetSide]) -> dict[int, pikepdf.Object]:
    return {index: Dictionary(P=String(side.label)) for index, side in enumerate(printed)}


def _padded(pages: list[_Half | None], back_cover: bool) -> list[_Half | None]:
    blanks: list[_Half | None] = [None] * (-len(pages) % ON_A_SHEET)
    return [*pages[:-1], *blanks, pages[-1]] if back_cover else [*pages, *blanks]


def _add_side(pdf: pikepdf.Pdf, left: _Half | None, right: _Half | None) -> None:
    page = pdf.add_blank_page(page_size=SHEET)
    drawings = Dictionary()
    content: list[str] = []
    for name, half, x in (("Left", left, FOLD - A5[0]), ("Right", right, FOLD)):
        if half is None:
            continue
        drawings[f"/{name}"] = half.drawing
        a, b, c, d, e, f = half.matrix
        content.append(f"q {a:g} {b:g} {c:g} {d:g} {e + x:.3f} {f:.3f} cm /{name} Do Q")
    page.obj.Resources = Dictionary(XObject=drawings)
    page.obj.Contents = pdf.make_stream("\n".join(content).encode())


@dataclass(frozen=True)
class DocumentPages:
    """What has to be known of a document to place it in booklets."""

    name: str
    """For mistakes: `WC-01 1.1.0`."""
    pages: int
    """How many it has."""
    headings: tuple[int, ...] = ()
    """Those on which a level-2 heading begins, counted from 0, in order: it may be cut before them."""


@dataclass(frozen=True)
class Run:
    """Pages of one document that stand together in one booklet."""

    document: int
    """Which document, counted from 0."""
    start: int
    """Its first page here, counted from 0 within the document."""
    stop: int
    """The page after its last one here."""
    at: int
    """The page of the booklet on which it begins, counted from 1; what lies empty before it is blank."""

    @property
    def pages(self) -> int:
        """How many."""
        return self.stop - self.start


@dataclass(frozen=True)
class Volume:
    """One booklet of a pack."""

    opening: int
    """Pages before the documents: cover and lists of the first, a cover leaf of each later one."""
    runs: tuple[Run, ...]
    """What it holds of the documents, in order."""
    closing: int
    """Pages after the documents, in the last booklet, beginning on the next right-hand page: the feedback sheet."""
    content: int
    """Pages up to the last that is not added to fill a sheet."""

    @property
    def pages(self) -> int:
        """Pages when it is filled up to whole sheets."""
        return _whole(self.content)


def split(opening: int, documents: Sequence[DocumentPages], closing: int = 0) -> tuple[Volume, ...]:
    """Share a pack out among booklets, each of at most 64 pages; one booklet if it fits.

    A document goes whole into the booklet at hand, else whole into the next one. One that is longer than
    a booklet holds is cut before a page on which a level-2 heading begins, as late as there is room.
    Every page stands on the side for which it was laid out, right or left: a document begins on the right.

    Args:
        opening: Pages of cover and lists, which begin the first booklet.
        documents: What follows, in order.
        closing: Pages of what ends the last booklet.

    Raises:
        PdfFault: Cover and lists, what ends the pack, or one section of a document is longer than a booklet holds.
    """
    if _whole(opening) > MOST_PAGES:
        raise PdfFault([f"the cover and lists have {opening} pages, and a booklet holds {MOST_PAGES}"])
    shelf = _Shelf(opening)
    for index, document in enumerate(documents):
        shelf.add(index, document)
    shelf.close(closing)
    return tuple(shelf.volumes)


class _Shelf:
    """Booklets in the making: those that are finished, and the one at hand."""

    def __init__(self, opening: int) -> None:
        self.volumes: list[Volume] = []
        self._opening = opening
        self._runs: list[Run] = []
        self._content = opening

    def add(self, index: int, document: DocumentPages) -> None:
        """Place one document."""
        start = 0
        if COVER_LEAF + document.pages <= MOST_PAGES and not self._fits(0, document.pages):
            self._begin_next()
        while not self._fits(start, document.pages):
            start = self._cut(index, start, document)
        self._place(index, start, document.pages)

    def close(self, closing: int) -> None:
        """Place what ends the pack, and finish the last booklet."""
        if closing and not self._fits(0, closing):
            self._begin_next()
            if not self._fits(0, closing):
                raise PdfFault([f"the end of the pack has {closing} pages, and a booklet holds {MOST_PAGES}"])
        self._finish(closing)

    def _before(self, start: int) -> int:
        """Pages before the next one on the same side as page `start` of a document, which begins on the right."""
        return self._content + (self._content + start) % 2

    def _fits(self, start: int, stop: int) -> bool:
        return self._before(start) + stop - start <= MOST_PAGES

    def _place(self, index: int, start: int, stop: int) -> None:
        before = self._before(start)
        self._runs.append(Run(index, start, stop, before + 1))
        self._content = before + stop - start

    def _cut(self, index: int, start: int, document: DocumentPages) -> int:
        """Place what there is room for, up to a heading, and begin the next booklet; return where the rest begins."""
        after = [page for page in document.headings if start < page < document.pages]
        fitting = [page for page in after if self._fits(start, page)]
        if fitting:
            self._place(index, start, fitting[-1])
            start = fitting[-1]
        elif not self._runs and self._content == COVER_LEAF:
            section = min([*after, document.pages]) - start
            found = f"{document.name} has a section of {section} pages, beginning on its page {start + 1}"
            room = MOST_PAGES - self._before(start)
            raise PdfFault([f"{found}, and a booklet has room for {room}: divide the section"])
        self._begin_next()
        return start

    def _begin_next(self) -> None:
        self._finish(0)
        self._opening, self._runs, self._content = COVER_LEAF, [], COVER_LEAF

    def _finish(self, closing: int) -> None:
        content = self._before(0) + closing if closing else self._content
        self.volumes.append(Volume(self._opening, tuple(self._runs), closing, content))


def _whole(pages: int) -> int:
    return pages + -pages % ON_A_SHEET
