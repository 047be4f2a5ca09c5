"""What a page paints: its colours, pictures and letters, through the drawings and patterns that it uses.

The preflight asks this of files for printing only, which have no tags that could be read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Stream, String

from hubdocs.printing.reading import DEEPEST_FORM, entry, mark_number

HAIR = 0.01
"""Points that edges may differ by and still be one."""

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


@dataclass(frozen=True)
class Ink:
    """A colour as it was asked for."""

    space: str
    """`DeviceGray`, `DeviceRGB`, `DeviceCMYK`, or the name of another space."""
    parts: tuple[float, ...] = ()
    """From 0 to 1, in the order of the space; `TONES` for something that runs through many."""

    @property
    def is_tones(self) -> bool:
        """Whether it is a pattern, or runs through many tones of grey."""
        return self.space == "DeviceGray" and self.parts == TONES

    @property
    def is_black(self) -> bool:
        """Whether it is full black from the black plate alone."""
        return self in {BLACK, KEY}

    @property
    def is_paper(self) -> bool:
        """Whether nothing is printed."""
        return self in {Ink("DeviceGray", (1.0,)), Ink("DeviceCMYK", (0.0, 0.0, 0.0, 0.0))}

    def __str__(self) -> str:
        return " ".join([self.space, *(f"{part:g}" for part in self.parts)])


BLACK = Ink("DeviceGray", (0.0,))
"""With which every page begins."""
KEY = Ink("DeviceCMYK", (0.0, 0.0, 0.0, 1.0))
"""The black plate alone, of four."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is placed."""

    space: str
    """Its colours, or `mask` when it is painted in the colour at hand."""
    dpi: float
    """Dots an inch, in the direction that has fewer."""
    is_clear: bool
    """Whether something shows through it."""


@dataclass
class Painted:
    """What a page paints, its drawings and patterns included."""

    text: set[Ink]
    shapes: set[Ink]
    pictures: list[Picture]
    clear: set[str]
    """Ways in which something shows through."""
    missing: set[str]
    """What is named and not there."""
    shown: dict[Number, set[bytes]]
    """For each font the numbers of the glyphs that are shown."""
    unread: set[str]
    """What was not looked into, so that nobody can tell what it paints."""
    marks: int = 0
    """Pieces of content that are numbered for tags."""


@dataclass(frozen=True)
class _State:
    """What decides how something is painted."""

    fill: Ink = BLACK
    stroke: Ink = BLACK
    mode: int = 0
    """How text is painted: 0 filled, 1 stroked, 2 both, 3 not at all; 4 to 7 the same while clipping."""
    ctm: Matrix = field(default_factory=Matrix)
    font: Number = (0, 0)


FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
STROKES = frozenset({"S", "s", "B", "B*", "b", "b*"})
WRITES = frozenset({"Tj", "TJ", "'", '"'})
PAINTING = FILLS | STROKES
CHOOSING = frozenset("cm Tf Tr g rg k cs sc scn G RG K CS SC SCN".split())
WANTED = " ".join(sorted({"q", "Q", "gs", "sh", "Do", "BDC", "EI"} | WRITES | PAINTING | CHOOSING))
"""The operators that decide what is painted and how."""


def painted_on(page: pikepdf.Page) -> Painted:
    """What a page paints."""
    return _Reader(page).painted


class _Reader:
    """Follows what one page paints, through its drawings and patterns."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.painted = Painted(set(), set(), [], set(), set(), {}, set())
        self._read(page.obj, page.obj.get("/Resources", Dictionary()), _State(), 0)

    def _read(self, content: Any, resources: Any, state: _State, depth: int) -> None:
        if depth > DEEPEST_FORM:
            self.painted.unread.add(f"drawings more than {DEEPEST_FORM} deep")
            return
        kept: list[_State] = []
        states: set[str] = set()
        for instruction in pikepdf.parse_content_stream(content, WANTED):
            operator = str(instruction.operator)
            if operator == "q":
                kept.append(state)
            elif operator == "Q":
                state = kept.pop() if kept else state
            elif operator in WRITES:
                self._write(instruction.operands, state)
            elif operator in PAINTING:
                self._paint(operator, state)
            elif operator == "gs":
                if (name := str(instruction.operands[0])) not in states:
                    states.add(name)
                    self._apply(self._named(resources, "/ExtGState", name))
            elif operator in CHOOSING:
                state = self._choose(operator, instruction.operands, state, resources, depth)
            else:
                self._use(operator, instruction.operands, state, resources, depth)

    def _paint(self, operator: str, state: _State) -> None:
        if operator in FILLS:
            self.painted.shapes.add(state.fill)
        if operator in STROKES:
            self.painted.shapes.add(state.stroke)

    def _choose(self, operator: str, operands: Any, state: _State, resources: Any, depth: int) -> _State:
        match operator:
            case "cm":
                return replace(state, ctm=Matrix(*map(float, operands)) @ state.ctm)
            case "Tf":
                return replace(state, font=self._named(resources, "/Font", operands[0]).objgen)
            case "Tr":
                return replace(state, mode=int(operands[0]))
            case "G" | "RG" | "K" | "CS" | "SC" | "SCN":
                return replace(state, stroke=self._ink(operator.lower(), operands, state.stroke, resources, depth))
        return replace(state, fill=self._ink(operator, operands, state.fill, resources, depth))

    def _use(self, operator: str, operands: Any, state: _State, resources: Any, depth: int) -> None:
        match operator:
            case "BDC":
                self.painted.marks += mark_number(operands, resources) is not None
            case "sh":
                self._shade(self._named(resources, "/Shading", operands[0]))
            case "EI":
                self.painted.unread.add("a picture in its own content")
            case "Do":
                self._draw(self._named(resources, "/XObject", operands[0]), resources, state, depth)

    def _named(self, resources: Any, kind: str, name: Any) -> Any:
        """What content names; something empty, and a note, when it is not there."""
        found = entry(resources, kind, str(name))
        if found is None:
            self.painted.missing.add(str(name)[1:])
        return Dictionary() if found is None else found

    def _write(self, operands: Any, state: _State) -> None:
        shown = operands[-1]
        codes = bytes(shown) if isinstance(shown, String) else b"".join(map(bytes, filter(_is_text, shown)))
        # Two bytes a glyph: stamps and the engine's own fonts are all written so.
        self.painted.shown.setdefault(state.font, set()).update(codes[at : at + 2] for at in range(0, len(codes), 2))
        if state.mode % 4 in {0, 2}:
            self.painted.text.add(state.fill)
        if state.mode % 4 in {1, 2}:
            self.painted.text.add(state.stroke)

    def _ink(self, operator: str, operands: Any, current: Ink, resources: Any, depth: int) -> Ink:
        """The colour after an operator that sets it, in small letters."""
        if operator == "cs":
            return Ink(str(operands[0])[1:], INITIAL.get(str(operands[0]), ()))
        if operands and isinstance(operands[-1], Name):
            self._fill_with(self._named(resources, "/Pattern", operands[-1]), depth)
            return PATTERN
        spaces = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
        return Ink(spaces.get(operator, current.space), tuple(map(float, operands)))

    def _fill_with(self, pattern: Any, depth: int) -> None:
        if isinstance(pattern, Stream):
            matrix = Matrix(*map(float, pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            self._read(pattern, pattern.get("/Resources", Dictionary()), _State(ctm=matrix), depth + 1)
        else:
            self._shade(pattern.get("/Shading", Dictionary()))

    def _shade(self, shading: Any) -> None:
        if "/ColorSpace" not in shading:
            return
        space = shading.ColorSpace
        name = str(space)[1:] if isinstance(space, Name) else str(space[0])[1:]
        self.painted.shapes.add(Ink(name, TONES))

    def _apply(self, state: Any) -> None:
        if any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA")):
            self.painted.clear.add("an area or line")
        if state.get("/SMask", Name("/None")) != "/None" or state.get("/BM", Name.Normal) not in {
            "/Normal",
            "/Compatible",
        }:
            self.painted.clear.add("a mask or mixture")

    def _draw(self, drawing: Any, resources: Any, state: _State, depth: int) -> None:
        if drawing.get("/Subtype") == "/Image":
            self._place(drawing, state)
        if not isinstance(drawing, Stream) or drawing.get("/Subtype") != "/Form":
            return
        if "/Group" in drawing:
            self.painted.clear.add("a drawing by itself")
        matrix = Matrix(*map(float, drawing.get("/Matrix", (1, 0, 0, 1, 0, 0))))
        inner = replace(state, ctm=matrix @ state.ctm)
        self._read(drawing, drawing.get("/Resources", resources), inner, depth + 1)

    def _place(self, picture: Any, state: _State) -> None:
        across = math.hypot(state.ctm.a, state.ctm.b)
        up = math.hypot(state.ctm.c, state.ctm.d)
        dpi = min(int(picture.Width) / max(across, HAIR), int(picture.Height) / max(up, HAIR)) * 72
        is_clear = "/SMask" in picture or "/Mask" in picture
        if picture.get("/ImageMask", False):
            self.painted.shapes.add(state.fill)
            self.painted.pictures.append(Picture("mask", dpi, is_clear=False))
            return
        space = picture.get("/ColorSpace", Name.Unknown)
        name = str(space)[1:] if isinstance(space, Name) else str(space[0])[1:]
        self.painted.pictures.append(Picture(name, dpi, is_clear))


INITIAL = {
    "/DeviceGray": (0.0,),
    "/DeviceRGB": (0.0, 0.0, 0.0),
    "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0),
}
"""The colour with which a space begins. Source: ISO 32000-1, 8.6.8."""
TONES = (math.inf,)
"""In place of the parts of a colour, for something that runs through many."""
PATTERN = Ink("DeviceGray", TONES)
"""For an area filled with a pattern: what the pattern paints was followed when it was chosen."""


def _is_text(value: Any) -> bool:
    return isinstance(value, String)
