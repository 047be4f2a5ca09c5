"""Fields to fill in: what the print engine writes of them, made what viewers, printers and the standard need.

WeasyPrint 70 leaves text fields without an appearance, boxes to tick without the one for "off", rectangles upside
down, and names a font that lacks letters beyond Western Europe. Measured with pikepdf and Poppler.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from hubdocs.design import FACES
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.stamp import descriptor, unicode_map

FONT = "HubField"
"""The name of the fields' font in a form's resources; the print engine's names are capitals."""
LARGEST = 12.0
"""Points: the size of what stands in a field, as long as there is room."""
SMALLEST = 4.0
"""Points below which nothing is set, however long it is."""
LINE = 1.25
"""From one line to the next, in sizes of the type."""
INSET = 2.0
"""Points from the edge of a field to what stands in it, as viewers leave them."""
FRAME = 2.5
"""Points by which a field of one line is lower than its frame at the top and at the foot.

Viewers fit the size of the type to the height of the field: so it comes out at about 12 points.
"""
MULTILINE = 1 << 12
COMBO = 1 << 17
DO_NOT_SCROLL = 1 << 23
"""Flags of a field. Source: ISO 32000-1, tables 228 and 230."""
ON = "Yes"
"""The state of a box that is ticked."""
APPEARANCE = f"/{FONT} 0 Tf 0 g"
"""How viewers set one line: as large as the field allows, so that nothing long is cut off in print."""
APPEARANCE_OF_LINES = f"/{FONT} {LARGEST:g} Tf 0 g"
"""How they set several: fitted to the field, a few words would come out in huge letters. Seen with Poppler."""


@dataclass(frozen=True)
class FieldFont:
    """The letters that can be filled in, in one font: a field cannot change fonts within a word."""

    data: bytes
    name: str
    glyphs: dict[str, int]
    """Letter to glyph number."""
    advances: tuple[float, ...]
    """Width of each glyph in thousandths of the type size."""

    def width(self, text: str) -> float:
        """Width of letters that it has, in thousandths of the type size."""
        return sum(self.advances[self.glyphs[letter]] for letter in text)

    def shown(self, text: str) -> str:
        """The operator that sets a line."""
        return f"<{''.join(f'{self.glyphs[letter]:04x}' for letter in text)}> Tj"


def mend_fields(pdf: pikepdf.Pdf) -> None:
    """Make every field of a document one that can be filled in, printed and read out.

    Raises:
        PdfFault: Two fields have one name; or one runs programs, has no words or holds a letter that its font lacks.
    """
    widgets = [each for page in pdf.pages for each in page.obj.get("/Annots", []) if each.Subtype == "/Widget"]
    if not widgets:
        return
    _stop_on_faults(widgets)
    font = read_field_font()
    resources = Dictionary(Font=Dictionary({f"/{FONT}": pdf.make_indirect(_embedded(pdf, font))}))
    for widget in widgets:
        _mend(pdf, widget, font, resources)
    pdf.Root.AcroForm = Dictionary(Fields=Array(widgets), DR=resources, DA=String(APPEARANCE), NeedAppearances=True)


def _stop_on_faults(widgets: Sequence[pikepdf.Object]) -> None:
    faults, seen = [], set()
    for widget in widgets:
        name = str(widget.get("/T", ""))
        if name in seen:
            faults.append(f"two form fields are called `{name}`: they would share what is filled in")
        seen.add(name)
        if not name or not str(widget.get("/TU", "")).strip():
            faults.append(f"the form field `{name}` does not say what it asks")
        if "/A" in widget or "/AA" in widget:
            faults.append(f"the form field `{name}` runs a program")
    if faults:
        raise PdfFault(faults)


def _mend(pdf: pikepdf.Pdf, widget: pikepdf.Object, font: FieldFont, resources: Dictionary) -> None:
    left, low, right, high = _upright(widget)
    if widget.FT == "/Btn":
        widget.Rect = Array([left, low, right, high])
        _mend_box(pdf, widget, right - left, high - low)
        return
    several = bool(int(widget.get("/Ff", 0)) & MULTILINE)
    inset = 0.0 if several else FRAME
    widget.Rect = Array([left, low + inset, right, high - inset])
    widget.DA = String(APPEARANCE_OF_LINES if several else APPEARANCE)
    if several:
        # What does not fit would be cut off in print: viewers then take no more.
        widget.Ff = MULTILINE | DO_NOT_SCROLL
    if widget.FT == "/Ch":
        _mend_choice(widget)
    if "/MaxLen" in widget:
        del widget.MaxLen
    value = str(widget.get("/V", ""))
    if missing := sorted(set(value) - font.glyphs.keys() - {"\n", "\r"}):
        words = f"“{missing[0]}” (U+{ord(missing[0]):04X})"
        raise PdfFault([f"the font of form fields lacks {words}, with which `{widget.T}` is filled in"])
    width, height = right - left, high - low - 2 * inset
    content = _set(value, font, width, height, several=several)
    widget.AP = Dictionary(N=_drawing(pdf, f"/Tx BMC\n{content}EMC", width, height, resources))


def _upright(widget: pikepdf.Object) -> tuple[float, float, float, float]:
    """The corners of a field, the lower left one first; the engine writes the upper left one."""
    x1, y1, x2, y2 = (float(each) for each in widget.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _mend_choice(widget: pikepdf.Object) -> None:
    """A choice offers words that are their own values; where nothing is chosen, it has no value."""
    widget.Opt = Array([pair[1] for pair in widget.Opt])
    widget.Ff = COMBO
    if not str(widget.get("/V", "")):
        del widget.V


def _mend_box(pdf: pikepdf.Pdf, widget: pikepdf.Object, width: float, height: float) -> None:
    """A box to tick has a picture for each of its two states; its frame stands on the page."""
    is_on = str(widget.get("/AS", "/Off")) != "/Off"
    a, b, c = ((width * x, height * y) for x, y in ((0.2, 0.52), (0.42, 0.26), (0.82, 0.8)))
    tick = f"q 0 G {LARGEST / 6:g} w 1 J 1 j " + " ".join(
        f"{x:.2f} {y:.2f} {operator}" for (x, y), operator in zip((a, b, c), "mll", strict=True)
    )
    widget.AP = Dictionary(
        N=Dictionary(
            {
                f"/{ON}": _drawing(pdf, f"{tick} S Q", width, height),
                "/Off": _drawing(pdf, "", width, height),
            }
        )
    )
    widget.AS = widget.V = Name(f"/{ON}" if is_on else "/Off")
    # No `MK`: what it asks for is drawn by viewers in a font of symbols that the file does not hold.
    for key in ("/MK", "/Border", "/DA"):
        if key in widget:
            del widget[key]


def _drawing(
    pdf: pikepdf.Pdf, content: str, width: float, height: float, resources: Dictionary | None = None
) -> pikepdf.Object:
    return pdf.make_stream(
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=resources or Dictionary(),
    )


def _set(value: str, font: FieldFont, width: float, height: float, *, several: bool) -> str:
    """A field's value as content: as large as it fits, up to 12 points."""
    if not value:
        return ""
    room, size = width - 2 * INSET, LARGEST
    lines = _lines(value, font, room / size * 1000, several=several)
    while size > SMALLEST and not _fits(lines, font, room / size * 1000, height / size):
        size -= 0.5
        lines = _lines(value, font, room / size * 1000, several=several)
    # The height of capitals is two thirds of the size of the type.
    first = height - INSET - size if several else (height - size * 0.668) / 2
    shown = f" 0 {-LINE * size:.3f} Td ".join(map(font.shown, lines))
    return f"q 0 0 {width:.3f} {height:.3f} re W n BT /{FONT} {size:g} Tf 0 g {INSET:g} {first:.3f} Td {shown} ET Q\n"


def _fits(lines: Sequence[str], font: FieldFont, room: float, height: float) -> bool:
    """Whether lines fit; everything is told in sizes of the type."""
    return all(font.width(line) <= room for line in lines) and len(lines) * LINE <= max(height, LINE)


def _lines(value: str, font: FieldFont, room: float, *, several: bool) -> list[str]:
    """A value in lines, broken between words where it may be."""
    if not several:
        return [" ".join(value.split())]
    lines: list[str] = []
    for paragraph in value.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font.width(longer) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


@lru_cache(maxsize=1)
def read_field_font() -> FieldFont:
    """The regular cut of the house, with all letters of its two files."""
    faces = [face for face in FACES if (face.weight, face.style) == (400, "normal")]
    faces.sort(key=lambda face: face.subset)
    taken: set[int] = set()
    font = Merger().merge([_piece(face.file, taken) for face in faces])
    # The merger writes today's date, which would make every day's files differ.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = TTFont(faces[0].file)["head"].modified
    written = BytesIO()
    font.save(written)
    scale, numbers = 1000 / font["head"].unitsPerEm, font.getReverseGlyphMap()
    return FieldFont(
        written.getvalue(),
        font["name"].getDebugName(6) or FONT,
        {chr(code): numbers[name] for code, name in font.getBestCmap().items()},
        tuple(font["hmtx"][name][0] * scale for name in font.getGlyphOrder()),
    )


def _piece(path: Path, taken: set[int]) -> BytesIO:
    """A font file with the letters alone that none before had, which it adds to `taken`."""
    font = TTFont(path, recalcTimestamp=False)
    letters = sorted(set(font.getBestCmap()) - taken)
    taken.update(letters)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[6], drop_tables=["DSIG"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    for table in ("GDEF", "GPOS", "GSUB", "STAT"):
        if table in font:
            del font[table]
    font.flavor = None
    written = BytesIO()
    font.save(written)
    written.seek(0)
    return written


def _embedded(pdf: pikepdf.Pdf, font: FieldFont) -> Dictionary:
    """The whole font as an object of a PDF: nobody knows which letters will be filled in."""
    name = Name(f"/{font.name}-{FONT}")
    opened = TTFont(BytesIO(font.data))
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor(opened, name, pdf.make_stream(font.data, Length1=len(font.data)))),
        W=Array([0, Array([round(each, 3) for each in font.advances])]),
        CIDToGIDMap=Name.Identity,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
        ToUnicode=pdf.make_stream(unicode_map({glyph: letter for letter, glyph in font.glyphs.items()})),
    )
