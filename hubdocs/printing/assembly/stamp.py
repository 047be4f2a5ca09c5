"""Printing a line over finished pages: "37 of 120", DRAFT, a hub's name.

Every page of a pack gets one more content stream. Laying the pages out again with a page counter
would take a second or two for each document whose place in the pack changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name, String

from hubdocs.printing.assembly.faces import Faces, whole_face
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Bar, Stamp
from hubdocs.printing.fonts import unpacked

POINTS = 72 / 25.4
"""Points in a millimetre."""
FONT_NAME = "HubFoot"
"""How the names of stamp fonts begin in a page's resources; the print engine's names are capitals."""


@dataclass(frozen=True)
class StampFont:
    """One font file, and what is needed to set a line in it without shaping or kerning."""

    path: Path
    """The file, of TrueType outlines (`.ttf`, `.woff`, `.woff2`)."""
    glyphs: dict[str, int]
    """Letter to glyph number."""
    advances: tuple[float, ...]
    """Width of each glyph in thousandths of the type size."""

    def width(self, text: str) -> float:
        """Width of letters that it has, in thousandths of the type size."""
        return sum(self.advances[self.glyphs[letter]] for letter in text)


@lru_cache(maxsize=16)
def read_font(path: Path) -> StampFont:
    """Read a font file.

    Raises:
        PdfFault: It cannot be read, or has no TrueType outlines.
    """
    font = _open(path)
    scale = 1000 / font["head"].unitsPerEm
    numbers = font.getReverseGlyphMap()
    tabular = _tabular(font)
    return StampFont(
        path,
        {chr(code): numbers[tabular.get(name, name)] for code, name in font.getBestCmap().items()},
        tuple(font["hmtx"][name][0] * scale for name in font.getGlyphOrder()),
    )


def _open(path: Path) -> TTFont:
    try:
        # Without `recalcTimestamp` the font would carry the time of this build.
        font = TTFont(BytesIO(unpacked(path.read_bytes())), recalcTimestamp=False)
        if "glyf" not in font:
            raise PdfFault([f"{path.name} has no TrueType outlines, so stamps cannot be set in it"])
    except (OSError, TTLibError) as error:
        raise PdfFault([f"{path.name} cannot be read as a font: {error}"]) from error
    return font


def _tabular(font: TTFont) -> dict[str, str]:
    """The figures of one width that a font has beside its usual ones, as all printed text has them."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    figures: dict[str, str] = {}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            figures.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return figures


class Stamper:
    """Stamps the pages of one PDF, and puts into it the fonts of the letters that were used.

    Whoever stamps a file again that was stamped before needs another `name` for the fonts.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        fonts: Sequence[Path],
        bold_fonts: Sequence[Path] = (),
        name: str = FONT_NAME,
        faces: Faces | None = None,
    ) -> None:
        self._pdf = pdf
        self._faces = faces or Faces(pdf)
        self._name = name
        self._fonts = tuple(read_font(path) for path in (*fonts, *bold_fonts))
        self._regular = len(fonts)
        self._used: list[set[str]] = [set() for _ in self._fonts]
        self._objects = [pdf.make_indirect(Dictionary()) for _ in self._fonts]
        self._save = pdf.make_stream(b"q")

    @property
    def regular_fonts(self) -> tuple[StampFont, ...]:
        """The fonts of what is not bold."""
        return self._fonts[: self._regular]

    @property
    def bold_fonts(self) -> tuple[StampFont, ...]:
        """The fonts of what is bold."""
        return self._fonts[self._regular :]

    def stamp(
        self,
        page: pikepdf.Page,
        stamps: Iterable[Stamp],
        bars: Iterable[Bar] = (),
        tagged: Iterable[tuple[Stamp, int]] = (),
    ) -> None:
        """Print some lines on one page, and draw bars in its margin. What is `tagged` has a number among its tags.

        Raises:
            PdfFault: A letter is in none of the fonts, or a line does not fit.
        """
        drawn = [
            *(self._draw(page, stamp) for stamp in stamps),
            *(self._draw(page, stamp, number) for stamp, number in tagged),
            *(_stroke(page, bar) for bar in bars),
        ]
        if not drawn:
            return
        self._offer_fonts(page)
        # The engine's pages begin by turning the page upside down, outside `q`: save before and
        # restore after, or the stamp is mirrored. A page may have several streams; all stay.
        before = page.obj.get("/Contents", Array())
        streams = list(before) if isinstance(before, Array) else [before]
        over = self._pdf.make_stream(b"\n".join([b"Q", *drawn]))
        page.obj.Contents = Array([self._save, *streams, over])

    def finish(self) -> None:
        """Put the fonts in, after the last page was stamped."""
        for font, used, into in zip(self._fonts, self._used, self._objects, strict=True):
            if used:
                _embed(self._pdf, font, used, self._faces, into)

    def _draw(self, page: pikepdf.Page, stamp: Stamp, number: int | None = None) -> bytes:
        runs = tuple(self._runs(stamp))
        width = sum(self._fonts[index].width(letters) for index, letters in runs) * stamp.size_pt / 1000
        box = [float(edge) for edge in page.trimbox]
        room = box[2] - box[0] if stamp.max_width_mm is None else stamp.max_width_mm * POINTS
        if width > room:
            raise PdfFault(
                [f"{_named(stamp)} needs {width / POINTS:.0f} mm at {stamp.size_pt:g} pt, and has {room / POINTS:.0f}"]
            )
        x = box[0] + stamp.x_mm * POINTS - {"left": 0, "centre": width / 2, "right": width}[stamp.align]
        y = box[1] + stamp.baseline_mm * POINTS
        shown = " ".join(self._show(index, letters, stamp.size_pt) for index, letters in runs)
        side = "Header" if y > (box[1] + box[3]) / 2 else "Footer"
        edge = {"Header": "Top", "Footer": "Bottom"}[side]
        mark = f"/Artifact <</Type/Pagination/Subtype/{side}/Attached[/{edge}]>> BDC"
        if number is not None:
            mark = f"/P <</MCID {number}>> BDC"
        return f"{mark} BT 0 g 1 0 0 1 {x:.3f} {y:.3f} Tm {shown} ET EMC".encode()

    def _runs(self, stamp: Stamp) -> Iterator[tuple[int, str]]:
        """A line, cut where the font changes: each letter is taken from the first font that has it."""
        text, start, current = stamp.text, 0, -1
        for at, letter in enumerate(text):
            index = self._font_for(letter, stamp)
            self._used[index].add(letter)
            if index != current:
                if at:
                    yield current, text[start:at]
                start, current = at, index
        if text:
            yield current, text[start:]

    def _font_for(self, letter: str, stamp: Stamp) -> int:
        for index in range(self._regular, len(self._fonts)) if stamp.bold else range(self._regular):
            if letter in self._fonts[index].glyphs:
                return index
        raise PdfFault([f"no font for stamps has “{letter}” (U+{ord(letter):04X}), in {_named(stamp)}"])

    def _show(self, index: int, letters: str, size: float) -> str:
        glyphs = self._fonts[index].glyphs
        digits = "".join(f"{glyphs[letter]:04x}" for letter in letters)
        return f"/{self._name}{index} {size:g} Tf <{digits}> Tj"

    def _offer_fonts(self, page: pikepdf.Page) -> None:
        """Name the fonts in a page's resources, which it may share with others."""
        resources = _entry(page.obj, "/Resources")
        offered = _entry(resources, "/Font")
        for index, used in enumerate(self._used):
            if not used:
                continue
            name, font = f"/{self._name}{index}", self._objects[index]
            if name in offered and offered[name].objgen != font.objgen:
                raise PdfFault([f"the name {name[1:]} of a stamp's font is taken by another, whose text would break"])
            offered[name] = font


def _named(stamp: Stamp) -> str:
    """Which line it is, without its words: a hub's copy has the names of people in some."""
    return f"the line of {len(stamp.text)} letters at {stamp.x_mm:g}, {stamp.baseline_mm:g} mm"


def _stroke(page: pikepdf.Page, bar: Bar) -> bytes:
    """A bar as content of a page."""
    left, foot = float(page.trimbox[0]), float(page.trimbox[1])
    x, top, bottom = left + bar.x_mm * POINTS, foot + bar.top_mm * POINTS, foot + bar.bottom_mm * POINTS
    shape = f"0 G {bar.width_pt:g} w {x:.3f} {top:.3f} m {x:.3f} {bottom:.3f} l S"
    return f"/Artifact <</Type/Layout>> BDC q {shape} Q EMC".encode()


def _entry(owner: pikepdf.Object, name: str) -> pikepdf.Object:
    """A dictionary inside another, made when it is not there."""
    if name not in owner:
        owner[name] = Dictionary()
    return owner[name]


def _embed(pdf: pikepdf.Pdf, font: StampFont, used: set[str], faces: Faces, into: pikepdf.Object) -> None:
    """Write a font to an object that pages refer to already, with a map of the letters that were used."""
    letters = {font.glyphs[letter]: letter for letter in sorted(used)}
    whole = TTFont(BytesIO(whole_face(font.path)), lazy=True)
    name = Name(f"/{whole['name'].getDebugName(6) or FONT_NAME}")
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor(whole, name, faces.program(font.path))),
        W=_widths(font, sorted(letters)),
        CIDToGIDMap=Name.Identity,
    )
    into.Type = Name.Font
    into.Subtype = Name.Type0
    into.BaseFont = name
    into.Encoding = Name("/Identity-H")
    into.DescendantFonts = Array([pdf.make_indirect(below)])
    into.ToUnicode = pdf.make_stream(unicode_map(letters))


def descriptor(font: TTFont, name: Name, program: pikepdf.Object) -> Dictionary:
    """What a PDF says of a font of TrueType outlines; `program` is the file that it embeds."""
    scale = 1000 / font["head"].unitsPerEm
    head, metrics = font["head"], font["hhea"]
    box = Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)])
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=box,
        ItalicAngle=0,
        Ascent=round(metrics.ascent * scale),
        Descent=round(metrics.descent * scale),
        CapHeight=round(metrics.ascent * scale),
        StemV=80,
        FontFile2=program,
    )


def _widths(font: StampFont, glyphs: Iterable[int]) -> Array:
    flat: list[Any] = []
    for glyph in glyphs:
        flat += [glyph, Array([round(font.advances[glyph], 3)])]
    return Array(flat)


def unicode_map(letters: dict[int, str]) -> bytes:
    """Which letter each glyph is, for searching, copying and reading out."""
    pairs = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in sorted(letters.items())]
    # A block may hold no more than a hundred pairs. Source: Adobe Technical Note 5411.
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
