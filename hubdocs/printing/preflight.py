"""What must hold of a file for printing only: what a print shop would send back, or an office would waste paper on.

Such a file is not for reading on a screen, so the rules of `inspection` do not fit it: it has no tags,
and may not claim to have any. Each rule is one small function; each has a damaged file in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from hubdocs.printing.inspection import Finding
from hubdocs.printing.inspection.whole import ACTIVE_NAMES
from hubdocs.printing.painted import HAIR, Painted, painted_on
from hubdocs.printing.reading import entry, unicode_map, without_strings

SAYING = "For printing only."
"""How the subject of such a file begins."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
LEAST_BLEED = 3.0
"""Millimetres of bleed that print shops ask for. Source: FORMAT, section 4."""
LEAST_DPI = 150
"""Dots an inch of a picture, below which it looks coarse on paper. DESIGN, section 7, asks for 300 of photographs."""
NEAR = 0.1
"""Millimetres that sizes may differ by: the engine rounds, a guillotine more so."""
Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points."""


@dataclass(frozen=True)
class PrintKind:
    """What a file for printing only is for, and so what is asked of it."""

    name: str
    """`press` for a print shop, `booklet` for an office printer."""
    size_mm: tuple[float, float]
    """Width and height of a page when it is trimmed; of a booklet, of the sheet."""
    one_colour: bool = False
    """Whether everything must be printed in black alone."""


BOOKLET = PrintKind("booklet", (297, 210))
"""Sheets of A4 landscape, two pages of A5 on each side."""


@dataclass(frozen=True)
class Rule:
    """One thing that must hold of a file for printing only."""

    id: str
    """Its short name."""
    meaning: str
    """What must hold, in a sentence."""
    check: Callable[[_File], Iterator[str]]
    """Yields a message for each place where it does not."""
    only: str = ""
    """The one kind of file that it is for; empty for all."""
    warns: bool = False
    """Whether a file may still be printed when it does not hold."""


@dataclass(frozen=True)
class _Page:
    index: int
    page: pikepdf.Object
    painted: Painted

    def box(self, name: str) -> Box | None:
        edges = self.page.get(f"/{name}")
        if edges is None:
            return None
        left, lower, right, upper = map(float, edges)
        return left, lower, right, upper

    def __str__(self) -> str:
        return f"page {self.index + 1}"


class _File:
    """A file for printing only, read piece by piece when a rule first asks."""

    def __init__(self, pdf: pikepdf.Pdf, kind: PrintKind) -> None:
        self.pdf = pdf
        self.kind = kind
        self.root: Any = pdf.Root

    @cached_property
    def pages(self) -> tuple[_Page, ...]:
        return tuple(_Page(index, page.obj, painted_on(page)) for index, page in enumerate(self.pdf.pages))

    @cached_property
    def objects(self) -> tuple[bytes, ...]:
        """Every object as text, without what streams hold and without strings, in which anything may be written."""
        return tuple(without_strings(each.unparse(resolved=True)) for each in self.pdf.objects)

    @cached_property
    def fonts(self) -> tuple[Any, ...]:
        return tuple(
            each
            for each in self.pdf.objects
            if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/Encoding" in each
        )

    @cached_property
    def xmp(self) -> str:
        metadata = self.root.get("/Metadata")
        return metadata.read_bytes().decode(errors="replace") if isinstance(metadata, Stream) else ""


def preflight(path: Path, kind: PrintKind) -> tuple[Finding, ...]:
    """Every finding in a file for printing only; `WARNINGS` names those that do not stop it.

    Raises:
        pikepdf.PdfError: It cannot be read at all.
    """
    with pikepdf.open(path) as pdf:
        file = _File(pdf, kind)
        asked = [rule for rule in RULES if rule.only in {"", kind.name}]
        return tuple(Finding(rule.id, message) for rule in asked for message in rule.check(file))


RULES: list[Rule] = []
"""Everything that is checked, in this order."""

Check = Callable[[_File], Iterator[str]]


def _rule(name: str, meaning: str, *, only: str = "", warns: bool = False) -> Callable[[Check], Check]:
    def add(check: Check) -> Check:
        RULES.append(Rule(name, meaning, check, only, warns))
        return check

    return add


@_rule("boxes", "Every page says where it is trimmed, how far it bleeds and how large its sheet is.", only="press")
def _boxes(file: _File) -> Iterator[str]:
    for page in file.pages:
        boxes = [page.box(name) for name in ("TrimBox", "BleedBox", "CropBox", "MediaBox")]
        if None in boxes:
            yield f"{page} lacks one of its four boxes"
        elif not all(_within(inner, outer) for inner, outer in pairwise(boxes)):
            yield f"the boxes of {page} do not lie one within the other"


@_rule("trim-size", "Every page is trimmed to the size that was asked for.", only="press")
def _trim_size(file: _File) -> Iterator[str]:
    for page in file.pages:
        if (box := page.box("TrimBox")) and not _measures(box, file.kind.size_mm):
            yield f"{page} is trimmed to {_size(box)}, not {file.kind.size_mm[0]:g} × {file.kind.size_mm[1]:g} mm"


@_rule("bleed", "What is printed may run 3 mm beyond where the page is trimmed.", only="press")
def _bleed(file: _File) -> Iterator[str]:
    for page in file.pages:
        trim, bleed = page.box("TrimBox"), page.box("BleedBox")
        # A bleed box inside the trim box is for `boxes` to tell of.
        if trim and bleed and _within(trim, bleed) and (least := _least_margin(trim, bleed)) < LEAST_BLEED - NEAR:
            yield f"{page} bleeds {least:.1f} mm"


@_rule("sheet-size", "Every side is A4 landscape.", only="booklet")
def _sheet_size(file: _File) -> Iterator[str]:
    for page in file.pages:
        if (box := page.box("MediaBox")) and not _measures(box, file.kind.size_mm):
            yield f"{page} is {_size(box)}"


@_rule("sheets", "There are as many sides as whole sheets have: two each, four of a pack that is bound.")
def _sheets(file: _File) -> Iterator[str]:
    each = 4 if file.kind.name == "press" else 2
    if not file.pages or len(file.pages) % each:
        yield f"it has {len(file.pages)} pages, which is no multiple of {each}"


@_rule("page-count", "There are as many page objects as pages, so that nothing removed is still inside.")
def _page_count(file: _File) -> Iterator[str]:
    objects = sum(bool(re.search(rb"/Type /Page\b(?!s)", text)) for text in file.objects)
    if objects != len(file.pages):
        yield f"it has {len(file.pages)} pages and {objects} page objects"


@_rule("rgb", "Nothing is drawn in red, green and blue, of which a print shop's plates know nothing.", only="press")
def _rgb(file: _File) -> Iterator[str]:
    for page in file.pages:
        for ink in sorted(map(str, page.painted.text | page.painted.shapes)):
            if not ink.startswith(("DeviceGray", "DeviceCMYK")):
                yield f"{page} draws in {ink}"


@_rule("black-text", "All text is black from the black plate alone, or left white in something darker.", only="press")
def _black_text(file: _File) -> Iterator[str]:
    for page in file.pages:
        for ink in sorted(page.painted.text, key=str):
            if ink.space in {"DeviceGray", "DeviceCMYK"} and not (ink.is_black or ink.is_paper):
                yield f"{page} has text in {ink}"


@_rule(
    "one-colour",
    "In one colour, lines and areas are black or white, and pictures grey.",
    only="press",
)
def _one_colour(file: _File) -> Iterator[str]:
    if not file.kind.one_colour:
        return
    for page in file.pages:
        for ink in sorted(page.painted.shapes, key=str):
            if ink.space in {"DeviceGray", "DeviceCMYK"} and not (ink.is_black or ink.is_paper or ink.is_tones):
                yield f"{page} draws in {ink}"
        for space in sorted({each.space for each in page.painted.pictures} - {"DeviceGray", "mask"}):
            yield f"{page} has a picture in {space}"


@_rule("resource", "Everything that is drawn by its name is in the file.")
def _resource(file: _File) -> Iterator[str]:
    for page in file.pages:
        for name in sorted(page.painted.missing):
            yield f"{page} draws {name}, which is not there"


@_rule("unread", "Everything that is drawn can be judged.")
def _unread(file: _File) -> Iterator[str]:
    for page in file.pages:
        for what in sorted(page.painted.unread):
            yield f"{page} has {what}, which nobody judged"


@_rule("font-embedded", "Every font is in the file.")
def _font_embedded(file: _File) -> Iterator[str]:
    for font in file.fonts:
        below = font.get("/DescendantFonts", [font])[0]
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.get("/FontDescriptor", Dictionary()).keys()):
            yield f"{font.get('/BaseFont')} is not embedded"


@_rule("font-letters", "Every font says which letters its glyphs are, so that a proof can be searched.")
def _font_letters(file: _File) -> Iterator[str]:
    for font in file.fonts:
        if not isinstance(font.get("/ToUnicode"), Stream):
            yield f"{font.get('/BaseFont')} has no map to letters"


@_rule("letters-shown", "Every glyph that is shown is one that its font has a letter for: none was lost on the way.")
def _letters_shown(file: _File) -> Iterator[str]:
    known = {
        font.objgen: {code.to_bytes(2) for code in unicode_map(font)} for font in file.fonts if "/ToUnicode" in font
    }
    for page in file.pages:
        for font, codes in page.painted.shown.items():
            if font in known and (lost := codes - known[font]):
                name = str(file.pdf.get_object(font).BaseFont)[1:].rpartition("+")[2]
                yield f"{page} shows {len(lost)} glyphs that {name} has no letter for"


@_rule("annotation", "There are no links, notes or form fields.")
def _annotation(file: _File) -> Iterator[str]:
    for page in file.pages:
        if len(page.page.get("/Annots", Array())):
            yield f"{page} has {len(page.page.Annots)} annotations"
    for name in ("/AcroForm", "/Outlines", "/Names"):
        if name in file.root:
            yield f"it has {name[1:]}, which nobody can use on paper"


@_rule("active-content", "Nothing in it runs, sends, fetches or carries another file.")
def _active_content(file: _File) -> Iterator[str]:
    for text in file.objects:
        yield from (f"it holds {name.decode()}" for name in ACTIVE_NAMES.findall(text))


@_rule("tags", "No tag is left, and nothing that leads to one.")
def _tags(file: _File) -> Iterator[str]:
    for name in ("/StructTreeRoot", "/MarkInfo"):
        if name in file.root:
            yield f"it has {name[1:]}"
    for page in file.pages:
        if page.painted.marks or "/StructParents" in page.page:
            yield f"{page} still has content that is numbered for tags"


@_rule("claim", "It does not claim to be accessible: who needs such a file is not sent away with this one.")
def _claim(file: _File) -> Iterator[str]:
    if "pdfuaid" in file.xmp:
        yield "it says that it keeps PDF/UA"


@_rule("said", "It says, where programs show what a file is, that it is for printing only.")
def _said(file: _File) -> Iterator[str]:
    if not str(file.pdf.docinfo.get("/Subject", "")).startswith(SAYING):
        yield "its subject does not say so"
    if not re.search(rf"<dc:description>.*?>{re.escape(SAYING)}", file.xmp, re.DOTALL):
        yield "its description does not say so"


@_rule("language", "The file says which language it is in.")
def _language(file: _File) -> Iterator[str]:
    if not str(file.root.get("/Lang", "")).strip():
        yield "it has no language"


@_rule("title", "The file has a title, in both places where programs look, and they show it.")
def _title(file: _File) -> Iterator[str]:
    if not str(file.pdf.docinfo.get("/Title", "")).strip() or "<dc:title>" not in file.xmp:
        yield "it has no title"
    if not entry(file.root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "viewers would show the file's name in place of its title"


@_rule(
    "transparency",
    "Nothing shows through anything: it would have to be flattened.",
    only="press",
    warns=True,
)
def _transparency(file: _File) -> Iterator[str]:
    for page in file.pages:
        if ways := page.painted.clear | {"a picture" for each in page.painted.pictures if each.is_clear}:
            yield f"{page} has {', '.join(sorted(ways))} that something shows through"


@_rule("picture-colour", "Pictures in a colour file are in a print shop's colours.", only="press", warns=True)
def _picture_colour(file: _File) -> Iterator[str]:
    if file.kind.one_colour:
        return
    for page in file.pages:
        for space in sorted({each.space for each in page.painted.pictures} - {"DeviceGray", "DeviceCMYK", "mask"}):
            yield f"{page} has a picture in {space}; the print shop turns it into its own colours"


@_rule("picture-coarse", "Pictures have at least 150 dots an inch.", warns=True)
def _picture_coarse(file: _File) -> Iterator[str]:
    for page in file.pages:
        for each in page.painted.pictures:
            if each.dpi < LEAST_DPI:
                yield f"{page} has a picture of {each.dpi:.0f} dots an inch"


WARNINGS = frozenset(rule.id for rule in RULES if rule.warns)
"""The rules that a file may break and still be printed: whoever asked for it is told."""


def _within(inner: Box | None, outer: Box | None) -> bool:
    if inner is None or outer is None:
        return False
    return (
        inner[0] >= outer[0] - HAIR
        and inner[1] >= outer[1] - HAIR
        and inner[2] <= outer[2] + HAIR
        and inner[3] <= outer[3] + HAIR
    )


def _least_margin(inner: Box, outer: Box) -> float:
    """Millimetres between two boxes where they are nearest."""
    edges = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    return min(edges) / POINTS


def _measures(box: Box, size_mm: tuple[float, float]) -> bool:
    width, height = (box[2] - box[0]) / POINTS, (box[3] - box[1]) / POINTS
    return abs(width - size_mm[0]) <= NEAR and abs(height - size_mm[1]) <= NEAR


def _size(box: Box) -> str:
    return f"{(box[2] - box[0]) / POINTS:.1f} × {(box[3] - box[1]) / POINTS:.1f} mm"


__all__ = ["BOOKLET", "RULES", "SAYING", "WARNINGS", "Finding", "PrintKind", "Rule", "preflight"]
