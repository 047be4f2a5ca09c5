"""Files for a print shop: single pages with bleed, crop marks and a slug line, in the inks of its plates.

Of a page, 3 mm around the trim bleed: what is meant to reach the edge of the paper runs on so far, since
no guillotine is exact. Crop marks begin a millimetre outside of that, so that none is left on a page that
was cut a little wide, and the slug line, outside as well, says which page of which file a loose sheet is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.imposition import upright
from hubdocs.printing.assembly.inks import PLATES, Inks, Turned
from hubdocs.printing.assembly.plan import Stamp
from hubdocs.printing.assembly.printing_only import (
    POINTS,
    Box,
    as_drawing,
    describe,
    forget_screen,
    is_blank,
    save_for_printing,
    shape_of,
    trim_of,
)
from hubdocs.printing.assembly.stamp import Stamper
from hubdocs.printing.preflight import Finding, PrintKind

BLEED = 3.0
"""Millimetres around the trim that are printed, to be cut off. Source: FORMAT, section 4."""
SLUG = 10.0
"""Millimetres around the trim to the edge of the sheet: room for marks and the slug line."""
MARKS_FROM = 4.0
"""Millimetres from the trim to where a crop mark begins: one outside the bleed."""
MARK_LENGTH = 5.0
"""Millimetres."""
MARK_WIDTH = 0.25
"""Points: thin enough to cut along, and what print shops set."""
SLUG_LINE = 7.4
"""Millimetres from the trim down to the line on which the slug line's letters stand."""
SLUG_INSET = 12.0
"""Millimetres from the trim's left edge to where it begins: clear of the mark at the corner."""
SLUG_FONT = "HubSlug"
"""How the names of the slug line's fonts begin: the pack's own stamps have others, of other letters."""
SLUG_SIZE = 6.0
"""Points."""
ON_A_SHEET = 4
"""Pages that a folded sheet has: a bound file has a multiple of them."""
PAPER = "Printed on both sides, cut to {width:g} × {height:g} mm, with {bleed:g} mm bleed; {inks}."


@dataclass(frozen=True)
class PressFile:
    """What came of making a file for a print shop."""

    pages: int
    """How many, blank ones too."""
    trim: tuple[float, float]
    """Width and height of a page when it is cut, in millimetres."""
    bleed_mm: float
    """What is printed beyond that on each side."""
    inks: tuple[str, ...]
    """The plates that are needed, in the order of printing: `black`, or `cyan`, `magenta`, `yellow`, `black`."""
    colour_pages: tuple[int, ...]
    """The pages that need more than black, counted from 1 in this file."""
    blanks: tuple[int, ...]
    """The pages on which nothing is printed, counted from 1 in this file."""
    warnings: tuple[Finding, ...]
    """What does not stop it and a print shop should know: pictures, transparency, light colours printed black."""


def for_press(
    source: Path,
    target: Path,
    *,
    title: str,
    one_colour: bool,
    first_page: int = 1,
    prefix: str = "",
    fonts: Sequence[Path] = (),
    date: str = "",
) -> PressFile:
    """Write a file for a print shop from one that was laid out with bleed.

    Args:
        source: A finished PDF whose pages have a trim box and at least 3 mm around it. Blank pages may have
            the trimmed size alone. A page on its side is turned, its upper edge to the binding.
        target: The file to write: whole, the same bytes for the same pages, or not at all.
        title: What the file is called, also in the slug line.
        one_colour: Whether everything is printed in black alone.
        first_page: The number of its first page.
        prefix: What stands before the number in page labels and slug line, such as `cover `.
        fonts: Font files for the slug line; none, no slug line.
        date: An ISO 8601 date for the metadata, or none.

    Raises:
        PdfFault: The number of pages is no multiple of 4, sizes differ, a page does not bleed, a colour cannot be
            turned into inks, or the preflight found something.
    """
    with pikepdf.open(source) as pdf:
        trim = _trim(pdf)
        inks = Inks(pdf, one_colour=one_colour)
        blanks = tuple(number for number, page in enumerate(pdf.pages, start=1) if is_blank(page))
        forget_screen(pdf)
        turned = [_finish_page(pdf, page, number, trim, inks) for number, page in enumerate(pdf.pages, start=1)]
        for page in pdf.pages:
            inks.turn_rest(page.obj.get("/Resources", Dictionary()), "the file")
        inks.finish()
        _write_slug(pdf, title, prefix, first_page, fonts)
        pdf.Root.PageLabels = _labels(prefix, first_page)
        plates = frozenset[str]().union(*(each.plates for each in turned)) | {"black"}
        named = tuple(plate for plate in PLATES if plate in plates)
        size = (round(trim[0] / POINTS, 1), round(trim[1] / POINTS, 1))
        describe(pdf, title, _paper(size, named), date=date)
        warnings = save_for_printing(pdf, target, PrintKind("press", size, one_colour))
    colour = tuple(number for number, each in enumerate(turned, start=1) if each.is_colour)
    return PressFile(len(turned), size, BLEED, named, colour, blanks, (*_notes(turned), *warnings))


def _trim(pdf: pikepdf.Pdf) -> tuple[float, float]:
    """Width and height of the trimmed pages in points: upright, as most pages that say so have it."""
    if not pdf.pages or len(pdf.pages) % ON_A_SHEET:
        raise PdfFault([f"a file for a press has a multiple of {ON_A_SHEET} pages, and this one has {len(pdf.pages)}"])
    boxes = [trim_of(page) for page in pdf.pages if "/TrimBox" in page.obj]
    if not boxes:
        raise PdfFault(["no page says where it is trimmed: lay them out with bleed"])
    sizes = Counter((round(right - left, 3), round(upper - lower, 3)) for left, lower, right, upper in boxes)
    width, height = sizes.most_common(1)[0][0]
    return min(width, height), max(width, height)


def _finish_page(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, trim: tuple[float, float], inks: Inks) -> Turned:
    """Turn a page's colours, set its boxes and draw its marks."""
    where = f"page {number}"
    lies = shape_of(page, trim, where)
    box, empty = trim_of(page), is_blank(page)
    # A blank page that was put in does not say where it is trimmed; at most something was stamped on it.
    if "/TrimBox" in page.obj and not _bleeds(page, box):
        raise PdfFault([f"{where} has no {BLEED:g} mm around its trim: lay it out with more bleed"])
    content, turned = (b"", Turned()) if empty else inks.turn_page(page, where)
    if lies and not empty:
        drawing = as_drawing(pdf, page, content, _grown(box, BLEED))
        page.obj.Resources = Dictionary(XObject=Dictionary(Turned=drawing))
        content = "{:g} {:g} {:g} {:g} {:.3f} {:.3f} cm /Turned Do".format(*upright(box, number)).encode()
    # What a page draws beyond the bleed would stand among the marks.
    box = (box[0], box[1], box[0] + trim[0], box[1] + trim[1]) if not lies else (0.0, 0.0, *trim)
    left, lower, right, upper = _grown(box, BLEED)
    clip = f"q {left:.3f} {lower:.3f} {right - left:.3f} {upper - lower:.3f} re W n".encode()
    drawn = [] if empty else [clip, content, b"Q"]
    page.obj.Contents = pdf.make_stream(b"\n".join([*drawn, _marks(box, inks.choosing_black)]))
    page.obj.TrimBox = _array(box)
    page.obj.BleedBox = _array(_grown(box, BLEED))
    page.obj.MediaBox = page.obj.CropBox = _array(_grown(box, SLUG))
    if "/ArtBox" in page.obj:
        del page.obj.ArtBox
    return turned


def _bleeds(page: pikepdf.Page, trim: Box) -> bool:
    left, lower, right, upper = _grown(trim, BLEED)
    sheet = [float(edge) for edge in page.mediabox]
    return sheet[0] <= left and sheet[1] <= lower and sheet[2] >= right and sheet[3] >= upper


def _grown(box: Box, by_mm: float) -> Box:
    by = by_mm * POINTS
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _array(box: Box) -> Array:
    return Array([round(edge, 3) for edge in box])


def _marks(trim: Box, black: str) -> bytes:
    """Two lines at each corner, in line with the edges."""
    lines = " ".join(f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l" for x, y, to_x, to_y in _mark_lines(trim))
    return f"q {black} {MARK_WIDTH:g} w {lines} S Q".encode()


def _mark_lines(trim: Box) -> Iterator[tuple[float, float, float, float]]:
    near, far = MARKS_FROM * POINTS, (MARKS_FROM + MARK_LENGTH) * POINTS
    left, lower, right, upper = trim
    for x, side in ((left, -1), (right, 1)):
        for y, up in ((lower, -1), (upper, 1)):
            yield x + side * near, y, x + side * far, y
            yield x, y + up * near, x, y + up * far


def _write_slug(pdf: pikepdf.Pdf, title: str, prefix: str, first_page: int, fonts: Sequence[Path]) -> None:
    if not fonts:
        return
    stamper = Stamper(pdf, fonts, name=SLUG_FONT)
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        # Where the file begins within the pack, the foot counts otherwise: both are named, so that neither looks wrong.
        within = "" if first_page == 1 else f"{first_page + number - 1}, "
        where = f"{within}{number} of {count}" + (" in this file" if within else "")
        text = f"{title} · {prefix or 'page '}{where}"
        stamper.stamp(page, [Stamp(text, SLUG_INSET, -SLUG_LINE, size_pt=SLUG_SIZE)])
    stamper.finish()


def _labels(prefix: str, first_page: int) -> Dictionary:
    style = Dictionary(S=Name.D, St=first_page)
    if prefix:
        style.P = String(prefix)
    return Dictionary(Nums=Array([0, style]))


def _paper(size: tuple[float, float], inks: tuple[str, ...]) -> str:
    named = "black only" if inks == ("black",) else ", ".join(inks[:-1]) + f" and {inks[-1]}"
    return PAPER.format(width=size[0], height=size[1], bleed=BLEED, inks=named)


def _notes(turned: list[Turned]) -> Iterator[Finding]:
    """What was done to colours that people should know of, page by page."""
    for number, each in enumerate(turned, start=1):
        yield from (Finding("ink", f"page {number}: {note}") for note in sorted(each.notes))
