"""Every colour in a file turned into those that a print shop's plates have.

The print engine draws in red, green and blue. A press has black alone, or cyan, magenta, yellow and
black. Left to the print shop, black text becomes a mixture of four inks, and blurs where one of the
plates is not quite in its place. So each colour is turned here, by rules that can be read:

- **One colour.** What is white, or within a tenth of it, stays white; everything else becomes full
  black. Nothing becomes a grey, which would be printed as dots. No area of the design is a tint with
  text on it, so nothing disappears. Pictures and gradients become grey. All of it is `DeviceGray`
  rather than `DeviceCMYK 0 0 0 1`: both fill the black plate alone, and a file without a single
  four-colour operator is counted as black by digital presses, too, which charge for what they count.
- **Four colours.** Text is full black (`0 0 0 1`) or left white. Of any other colour, black is what
  its lightest part lacks, `k = 1 - max(r, g, b)`, and each ink is what its part lacks of the rest:
  `c = (1 - r - k) / (1 - k)`, and so on. Greys are thus black alone. No profile of any press is
  assumed. Pictures stay as they are, and are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.pictures import DEEPEST
from hubdocs.printing.reading import entry

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as the print engine wrote them."""
Parts = tuple[float, ...]
"""A colour of the new file: one part is `DeviceGray`, four are `DeviceCMYK`."""
Instruction = tuple[list[Any], Operator]
"""Operands and operator."""

NEARLY_WHITE = 0.9
"""How light, from 0 to 1, a colour is that is printed as none."""
LIGHT = 0.5
"""How light one is of which people are told that it is printed black."""
JPEG_QUALITY = 92
"""Of a photograph that is turned grey: no difference can be seen, and the file stays small."""
MARKED = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""Operators that say what something is, for screen readers."""
NONE = Name("/None")
PLATES = ("cyan", "magenta", "yellow", "black")

_FILL = {1: Operator("g"), 4: Operator("k")}
_STROKE = {1: Operator("G"), 4: Operator("K")}
_SPACES = {1: Name.DeviceGray, 4: Name.DeviceCMYK}


@dataclass(frozen=True)
class Turned:
    """What turning the colours of one page, drawing or pattern came to."""

    plates: frozenset[str] = frozenset()
    """The inks that it needs."""
    notes: frozenset[str] = frozenset()
    """What people should know of it."""
    is_colour: bool = False
    """Whether it needs more than black."""

    def __or__(self, other: Turned) -> Turned:
        return Turned(self.plates | other.plates, self.notes | other.notes, self.is_colour or other.is_colour)


@dataclass(frozen=True)
class _Paint:
    """What areas or lines, and text, are painted with from here on."""

    shape: Parts | Name
    """Colour, or the name of a pattern."""
    text: Parts
    space: str = "/DeviceGray"
    """The space in which the source would next give a colour by its parts alone."""


class Inks:
    """Turns the colours of one PDF, page by page; each shared drawing, pattern and picture once."""

    def __init__(self, pdf: pikepdf.Pdf, *, one_colour: bool) -> None:
        self._pdf = pdf
        self._one_colour = one_colour
        self.black: Parts = (0.0,) if one_colour else (0.0, 0.0, 0.0, 1.0)
        """Full black."""
        self.paper: Parts = (1.0,) if one_colour else (0.0, 0.0, 0.0, 0.0)
        """No ink at all."""
        self.mixes = False
        """Whether anything that was met shows what lies below it."""
        self._known: dict[tuple[int, int], Turned] = {}
        self._paints: dict[tuple[str, Parts], tuple[_Paint, Turned]] = {}
        self._groups: list[Any] = []

    @property
    def choosing_black(self) -> str:
        """The operator that chooses full black for lines."""
        return " ".join([*(f"{part:g}" for part in self.black), str(_STROKE[len(self.black)])])

    def turn_page(self, page: pikepdf.Page, where: str) -> tuple[bytes, Turned]:
        """The content of a page with its colours turned, without marks for screen readers, and what that came to.

        Raises:
            PdfFault: It holds a colour in a space that this program does not know.
        """
        resources = page.obj.get("/Resources", Dictionary())
        return self._turn_content(page.obj, resources, where, 0)

    def turn_rest(self, resources: Any, where: str) -> None:
        """Turn what resources name and no page uses, so that nothing is left of the old colours."""
        for drawing in entry(resources, "/XObject").values() if "/XObject" in resources else ():
            self.drawing(drawing, resources, where, 1)
        for pattern in entry(resources, "/Pattern").values() if "/Pattern" in resources else ():
            self.pattern(pattern, where, 1)
        for shading in entry(resources, "/Shading").values() if "/Shading" in resources else ():
            self.shading(shading, where)
        if "/ColorSpace" in resources:
            del resources["/ColorSpace"]

    def finish(self) -> None:
        """Make drawings plain that are painted by themselves first: where nothing shows through, nothing changes."""
        for drawing in self._groups:
            if self.mixes:
                drawing.Group.CS = _SPACES[len(self.black)]
            else:
                del drawing.Group

    def _turn_content(self, content: Any, resources: Any, where: str, depth: int) -> tuple[bytes, Turned]:
        made = _Content(self, resources, where, depth)
        for instruction in pikepdf.parse_content_stream(content):
            name = str(instruction.operator)
            if name in _TURNS:
                _TURNS[name](made, name, instruction)
            elif name not in MARKED:
                # As it is: taking it apart is what costs.
                made.out.append(instruction)
        return made.finish()

    def needs(self, paint: Parts) -> Turned:
        """What painting with a colour of the new file comes to."""
        if paint == self.paper:
            return Turned()
        if len(paint) == 1:
            return Turned(frozenset({"black"}))
        plates = frozenset(plate for plate, part in zip(PLATES, paint, strict=True) if part > 0)
        return Turned(plates, is_colour=bool(plates - {"black"}))

    def paint(self, space: str, parts: Parts, where: str) -> tuple[_Paint, Turned]:
        """What a colour of the source becomes. A pack has a handful of them, thousands of times."""
        if (space, parts) not in self._paints:
            self._paints[space, parts] = self._new_paint(space, parts, where)
        return self._paints[space, parts]

    def _new_paint(self, space: str, parts: Parts, where: str) -> tuple[_Paint, Turned]:
        rgb = _rgb(space, parts, where)
        noted = Turned()
        if self._one_colour and LIGHT <= _lightness(rgb) < NEARLY_WHITE:
            noted = Turned(notes=frozenset({f"the light colour {_hexadecimal(rgb)} is printed black"}))
        if space == "/DeviceCMYK" and not self._one_colour:
            return _Paint(parts, self._text(rgb), space), noted
        return _Paint(self._shape(rgb), self._text(rgb), space), noted

    def _text(self, rgb: Rgb) -> Parts:
        return self.paper if _lightness(rgb) >= NEARLY_WHITE else self.black

    def _shape(self, rgb: Rgb) -> Parts:
        return self._text(rgb) if self._one_colour else _plates(rgb)

    def _tone(self, rgb: Rgb) -> Parts:
        """A colour of something that runs through many: there greys are no mistake."""
        return (round(_lightness(rgb), 4),) if self._one_colour else _plates(rgb)

    def _once(self, thing: Any, turn: Callable[[], Turned]) -> Turned:
        """What turning a shared thing came to, done when it is first met."""
        if thing.objgen == (0, 0):
            return turn()
        if thing.objgen not in self._known:
            self._known[thing.objgen] = Turned()
            self._known[thing.objgen] = turn()
        return self._known[thing.objgen]

    def drawing(self, drawing: Any, around: Any, where: str, depth: int) -> Turned:
        """Turn a drawing or a picture, once."""
        if depth > DEEPEST:
            raise PdfFault([f"{where} holds drawings in drawings, more than {DEEPEST} deep"])
        if drawing.get("/Subtype") == "/Image":
            return self._once(drawing, lambda: self._picture(drawing, where))
        return self._once(drawing, lambda: self._stream(drawing, around, where, depth))

    def _stream(self, stream: Any, around: Any, where: str, depth: int) -> Turned:
        resources = stream.get("/Resources", around)
        content, turned = self._turn_content(stream, resources, where, depth)
        self.turn_rest(resources, where)
        stream.write(content)
        if "/Group" in stream:
            self._groups.append(stream)
        return turned

    def pattern(self, pattern: Any, where: str, depth: int) -> Turned:
        """Turn a pattern, once."""
        if depth > DEEPEST:
            raise PdfFault([f"{where} holds patterns in patterns, more than {DEEPEST} deep"])
        if not isinstance(pattern, Stream):
            return self.shading(pattern.Shading, where)
        return self._once(pattern, lambda: self._stream(pattern, Dictionary(), where, depth))

    def shading(self, shading: Any, where: str) -> Turned:
        """Turn a gradient, once."""
        return self._once(shading, lambda: self._gradient(shading, where))

    def _gradient(self, shading: Any, where: str) -> Turned:
        space = str(shading.ColorSpace)
        if space != str(_SPACES[len(self.black)]):
            self._turn_function(shading.get("/Function"), space, where)
            shading.ColorSpace = _SPACES[len(self.black)]
            if "/Background" in shading:
                shading.Background = Array(self._tone(_rgb(space, map(float, shading.Background), where)))
        note = frozenset({"a gradient is printed in grey dots"} if self._one_colour else {"a gradient was turned"})
        plates = frozenset({"black"} if self._one_colour else PLATES)
        return Turned(plates, note, is_colour=not self._one_colour)

    def _turn_function(self, function: Any, space: str, where: str) -> None:
        kind = entry(function, "/FunctionType")
        if kind == 2:  # noqa: PLR2004 - as the standard numbers it: from one colour to another
            for end in ("/C0", "/C1"):
                function[end] = Array(self._tone(_rgb(space, map(float, function[end]), where)))
            if "/Range" in function:
                del function["/Range"]
        elif kind == 3:  # noqa: PLR2004 - several of these, one after the other
            for each in function.Functions:
                self._turn_function(each, space, where)
        else:
            raise PdfFault([f"{where} holds a gradient that cannot be turned into print colours"])

    def _picture(self, picture: Any, where: str) -> Turned:
        if picture.get("/ImageMask", False):
            return Turned()
        if picture.get("/ColorSpace") == "/DeviceGray":
            return Turned(frozenset({"black"}))
        if not self._one_colour:
            note = frozenset({"a picture keeps its own colours, which the print shop turns into inks"})
            return Turned(frozenset(PLATES), note, is_colour=True)
        _turn_grey(picture, where)
        return Turned(frozenset({"black"}), frozenset({"a picture in colour is printed in grey dots"}))


class _Content:
    """One page, drawing or pattern while its colours are turned."""

    def __init__(self, inks: Inks, resources: Any, where: str, depth: int) -> None:
        self.out: list[Any] = []
        self._inks = inks
        self._resources = resources
        self._where = where
        self._depth = depth
        self._fill = self._stroke = _Paint(inks.black, inks.black)
        self._kept: list[tuple[_Paint, _Paint]] = []
        self._in_text = False
        self._turned = Turned()
        self._used: set[Parts] = set()
        self._states: set[str] = set()

    def finish(self) -> tuple[bytes, Turned]:
        """The new content, every `q` with its `Q`, and what it came to."""
        turned = self._turned
        for paint in self._used:
            turned |= self._inks.needs(paint)
        return pikepdf.unparse_content_stream([*self.out, *[([], Operator("Q"))] * len(self._kept)]), turned

    def keep(self, _name: str, instruction: Any) -> None:
        """`q`."""
        self._kept.append((self._fill, self._stroke))
        self.out.append(instruction)

    def restore(self, _name: str, instruction: Any) -> None:
        """`Q`. One too many changes nothing on a screen, and is a mistake for a press."""
        if self._kept:
            self._fill, self._stroke = self._kept.pop()
            self.out.append(instruction)

    def begin_or_end_text(self, name: str, instruction: Any) -> None:
        """`BT` and `ET`: in text other rules hold than for lines and areas."""
        self.out.append(instruction)
        self._in_text = name == "BT"
        for paint, operators in ((self._fill, _FILL), (self._stroke, _STROKE)):
            if paint.text != paint.shape:
                self._set(paint, operators)

    def choose_fill(self, name: str, instruction: Any) -> None:
        """`g` and its like."""
        self._fill = self._choose(name, instruction.operands, self._fill)
        self._set(self._fill, _FILL)

    def choose_stroke(self, name: str, instruction: Any) -> None:
        """`G` and its like."""
        self._stroke = self._choose(name.lower(), instruction.operands, self._stroke)
        self._set(self._stroke, _STROKE)

    def choose_state(self, _name: str, instruction: Any) -> None:
        """`gs`."""
        self.out.append(instruction)
        if (name := str(instruction.operands[0])) not in self._states:
            self._states.add(name)
            self._inks.mixes |= shows_through(self._resources.ExtGState[name])

    def fill(self, name: str, instruction: Any) -> None:
        """`f`, `B` and their like."""
        self.out.append(instruction)
        self._use(self._fill.shape)
        if name in _FILLING_AND_STROKING:
            self._use(self._stroke.shape)

    def stroke(self, _name: str, instruction: Any) -> None:
        """`S` and `s`."""
        self.out.append(instruction)
        self._use(self._stroke.shape)

    def write(self, _name: str, instruction: Any) -> None:
        """`Tj` and its like."""
        self.out.append(instruction)
        self._used.add(self._fill.text)

    def shade(self, _name: str, instruction: Any) -> None:
        """`sh`."""
        self.out.append(instruction)
        self._turned |= self._inks.shading(self._resources.Shading[instruction.operands[0]], self._where)

    def draw(self, _name: str, instruction: Any) -> None:
        """`Do`. A drawing begins with the colours around it; the engine's own choose theirs, so it begins in black."""
        drawing = self._resources.XObject[instruction.operands[0]]
        begins = drawing.get("/Subtype") == "/Form"
        if begins:
            self.out += [_instruction(self._inks.black, _FILL), _instruction(self._inks.black, _STROKE)]
        elif drawing.get("/ImageMask", False):
            self._use(self._fill.shape)
        self.out.append(instruction)
        self._turned |= self._inks.drawing(drawing, self._resources, self._where, self._depth + 1)
        if begins:
            self._set(self._fill, _FILL)
            self._set(self._stroke, _STROKE)

    def refuse(self, _name: str, _instruction: Any) -> None:
        """A picture in the middle of content: the engine writes none."""
        raise PdfFault([f"{self._where} holds a picture in its content, which cannot be turned into print colours"])

    def _use(self, paint: Parts | Name) -> None:
        if not isinstance(paint, Name):
            self._used.add(paint)

    def _set(self, paint: _Paint, operators: dict[int, Operator]) -> None:
        if self._in_text:
            self.out.append(_instruction(paint.text, operators))
        elif isinstance(paint.shape, Name):
            choose_space, choose = ("cs", "scn") if operators is _FILL else ("CS", "SCN")
            self.out += [([Name.Pattern], Operator(choose_space)), ([paint.shape], Operator(choose))]
        else:
            self.out.append(_instruction(paint.shape, operators))

    def _choose(self, name: str, operands: Any, before: _Paint) -> _Paint:
        """What the source paints with after an operator that sets a colour, its name in small letters."""
        black = self._inks.black
        if name == "cs":
            return _Paint(black, black, str(operands[0]))
        if operands and isinstance(operands[-1], Name):
            if len(operands) > 1:
                raise PdfFault([f"{self._where} holds a pattern without a colour of its own"])
            pattern = self._resources.Pattern[operands[-1]]
            self._turned |= self._inks.pattern(pattern, self._where, self._depth + 1)
            return _Paint(operands[-1], black, before.space)
        space = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}.get(name, before.space)
        paint, noted = self._inks.paint(space, tuple(map(float, operands)), self._where)
        self._turned |= noted
        return paint


_FILLING_AND_STROKING = frozenset({"B", "B*", "b", "b*"})
_TURNS: dict[str, Callable[[_Content, str, Any], None]] = {
    "q": _Content.keep,
    "Q": _Content.restore,
    "gs": _Content.choose_state,
    "sh": _Content.shade,
    "Do": _Content.draw,
    "INLINE IMAGE": _Content.refuse,
    **dict.fromkeys(("BT", "ET"), _Content.begin_or_end_text),
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn"), _Content.choose_fill),
    **dict.fromkeys(("G", "RG", "K", "CS", "SC", "SCN"), _Content.choose_stroke),
    **dict.fromkeys(("f", "F", "f*", *_FILLING_AND_STROKING), _Content.fill),
    **dict.fromkeys(("S", "s"), _Content.stroke),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Content.write),
}
"""What has to be done at an operator; all others stay as they are."""


def shows_through(state: Any) -> bool:
    """Whether what is painted in a graphics state mixes with what lies below it."""
    return (
        any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        or state.get("/SMask", NONE) != NONE
        or state.get("/BM", Name.Normal) not in {Name.Normal, Name.Compatible}
    )


def _instruction(parts: Parts, operators: dict[int, Operator]) -> Instruction:
    return [_number(part) for part in parts], operators[len(parts)]


def _number(part: float) -> int | float:
    return int(part) if part in {0.0, 1.0} else part


def _rgb(space: str, parts: Iterable[float], where: str) -> Rgb:
    match space, list(parts):
        case "/DeviceGray", [grey]:
            return grey, grey, grey
        case "/DeviceRGB", [red, green, blue]:
            return red, green, blue
        case "/DeviceCMYK", [cyan, magenta, yellow, key]:
            return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
    raise PdfFault([f"{where} has a colour in {space.removeprefix('/')}, which cannot be turned into print colours"])


def _lightness(rgb: Rgb) -> float:
    """From 0 for black to 1 for white. Source: luma of Recommendation ITU-R BT.601."""
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]


def _plates(rgb: Rgb) -> Parts:
    """Cyan, magenta, yellow and black of a colour, by the formula above."""
    key = 1 - max(rgb)
    if key >= 1:
        return 0.0, 0.0, 0.0, 1.0
    return (*(abs(round((1 - part - key) / (1 - key), 4)) for part in rgb), round(key, 4))


def _hexadecimal(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _turn_grey(picture: Any, where: str) -> None:
    """Make a picture grey in its place: its masks stay."""
    try:
        grey = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError) as error:
        raise PdfFault([f"{where} holds a picture that cannot be turned grey: {error}"]) from error
    if picture.get("/Filter") == "/DCTDecode":
        written = BytesIO()
        grey.save(written, "JPEG", quality=JPEG_QUALITY)
        picture.write(written.getvalue(), filter=Name.DCTDecode)
    else:
        picture.write(grey.tobytes())
    picture.ColorSpace = Name.DeviceGray
    picture.BitsPerComponent = 8
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in picture:
            del picture[key]
