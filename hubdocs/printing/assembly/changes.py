"""Change bars: where on the pages of a new release something stands that the old one did not say.

Both finished PDFs are read line by line, in the order of their tags, and compared as one long text: a line that only
moved to another page has not changed. Where lines differ their words decide, so that a word put in at the start of a
paragraph marks its own line and not all that were broken anew below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, String

from hubdocs.printing.assembly.prints import Looks
from hubdocs.printing.assembly.tree import elements, is_element
from hubdocs.printing.reading import (
    DEEPEST_FORM,
    MOVES,
    NEXT_LINE,
    State,
    entry,
    kids_of,
    mark_number,
    operations,
    page_of,
    unicode_map,
)

POINTS = 72 / 25.4
"""Points in a millimetre."""
ABOVE, BELOW = 0.8, 0.25
"""How far letters reach above and below the line that they stand on, as shares of the type size."""
SAME_LINE = 1.0
"""Points between the baselines of letters that stand on one line."""
JOINED = 12.0
"""Points of white between two bars that become one."""
TICK = 3 * POINTS
"""The length of the shortest bar, as where something was taken out, in points."""

Span = tuple[float, float]
"""Where a bar stands: its top and its bottom, in millimetres from the foot of the trimmed sheet."""
Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


@dataclass(frozen=True)
class _Piece:
    """A line of text, a picture or a drawing, at its place."""

    page: int
    top: float
    """Points from the bottom edge."""
    bottom: float
    words: tuple[str, ...]
    """What it shows, piece by piece, each with the letters that it is set in; of a picture, what identifies it."""


def bars(old: Sequence[Path], new: Path) -> tuple[tuple[Span, ...], ...]:
    """For each page of a new PDF, from top to bottom, where something stands that the old ones did not show.

    Both are normalised. Running heads and feet are left out; without any old one all of the new one is marked.
    """
    before = [_read(path) for path in old]
    after = _read(new)
    known = {each.words for read in before for each in read.drawings}
    marks = [
        *_changed([line for each in before for line in each.lines], after.lines),
        # Lines between rows are all alike: one more of them says nothing, and where it stands nobody knows.
        *(drawing for drawing in after.drawings if drawing.words not in known),
    ]
    return tuple(_spans((mark for mark in marks if mark.page == page), foot) for page, foot in enumerate(after.feet))


@dataclass(frozen=True)
class _Read:
    """A finished PDF as it is compared."""

    lines: list[_Piece]
    """Its text and pictures, in reading order."""
    drawings: list[_Piece]
    """Lines, areas and decoration, in the order in which they are drawn."""
    feet: tuple[float, ...]
    """Of each page, where the trimmed sheet begins."""


def _changed(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the new pieces that are not in the old, and a short one wherever only old ones were."""
    matcher = SequenceMatcher(None, [each.words for each in old], [each.words for each in new], autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "insert":
            yield from new[begin:end]
        elif what == "delete":
            yield from _ticks(new, begin)
        elif what == "replace":
            yield from _reworded(old[first:last], new[begin:end])


def _reworded(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces that hold a word which is new, or before which one was taken out."""
    was = [word for piece in old for word in piece.words]
    words = [(word, piece) for piece in new for word in piece.words]
    matcher = SequenceMatcher(None, was, [word for word, _ in words])
    for what, _, _, begin, end in matcher.get_opcodes():
        if what == "delete" and words:
            yield words[min(begin, len(words) - 1)][1]
        elif what != "equal":
            yield from (piece for _, piece in words[begin:end])


def _ticks(new: Sequence[_Piece], at: int) -> Iterator[_Piece]:
    """Yield the place where something was taken out: below what stood before it, else above what follows."""
    if at > 0:
        before = new[at - 1]
        yield replace(before, top=before.bottom + TICK / 2, bottom=before.bottom - TICK / 2)
    elif new:
        yield replace(new[0], top=new[0].top + TICK / 2, bottom=new[0].top - TICK / 2)


def _spans(marks: Iterable[_Piece], foot: float) -> tuple[Span, ...]:
    """Marks of one page as bars: those that nearly touch are one."""
    found: list[tuple[float, float]] = []
    for mark in sorted(map(_no_shorter, marks), key=lambda mark: -mark.top):
        if found and mark.top + JOINED >= found[-1][1]:
            found[-1] = (found[-1][0], min(found[-1][1], mark.bottom))
        else:
            found.append((mark.top, mark.bottom))
    return tuple((round((top - foot) / POINTS, 2), round((bottom - foot) / POINTS, 2)) for top, bottom in found)


def _no_shorter(mark: _Piece) -> _Piece:
    """A mark that can be seen: a line drawn across has no height."""
    if mark.top - mark.bottom >= TICK:
        return mark
    middle = (mark.top + mark.bottom) / 2
    return replace(mark, top=middle + TICK / 2, bottom=middle - TICK / 2)


def _read(path: Path) -> _Read:
    with pikepdf.open(path) as pdf:
        looks, fonts = Looks(), dict[Number, _Font]()
        pages = [_PageReader(index, page, looks, fonts) for index, page in enumerate(pdf.pages)]
        places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        marked = [
            piece
            for number, mark in _marks_in_order(pdf)
            if number in places
            for piece in pages[places[number]].marked.get(mark, ())
        ]
        drawings = [piece for page in pages for piece in page.drawings]
        return _Read(list(_lines(marked)), drawings, tuple(float(page.trimbox[1]) for page in pdf.pages))


def _marks_in_order(pdf: pikepdf.Pdf) -> Iterator[tuple[Number, int]]:
    """Yield every piece of tagged content in reading order: its page and its number there."""
    for element, _ in elements(pdf.Root.StructTreeRoot):
        for kid in kids_of(element):
            if isinstance(kid, int):
                yield page_of(element, (0, 0)), kid
            elif not is_element(kid) and kid.get("/Type") == "/MCR":
                yield page_of(kid, page_of(element, (0, 0))), int(kid.MCID)


def _lines(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield runs of letters joined to lines: a word in bold is a run of its own."""
    line: list[_Piece] = []
    for piece in pieces:
        if line and (piece.page != line[-1].page or abs(piece.bottom - line[-1].bottom) > SAME_LINE):
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: Sequence[_Piece]) -> _Piece:
    top, bottom = max(each.top for each in line), min(each.bottom for each in line)
    return _Piece(line[0].page, top, bottom, tuple(word for each in line for word in each.words))


@dataclass(frozen=True)
class _Font:
    """What is needed of a font to read what is set in it."""

    name: str
    letters: dict[int, str]
    width: int
    """Bytes in a glyph's number."""

    def read(self, data: bytes) -> str:
        """The letters of some glyphs; a glyph without any is told by its number."""
        codes = (int.from_bytes(data[at : at + self.width]) for at in range(0, len(data), self.width))
        return "".join(self.letters.get(code, f"\N{REPLACEMENT CHARACTER}{code}") for code in codes)


@dataclass(frozen=True)
class _Pen:
    """Where and how the next thing is drawn."""

    state: State
    font: _Font | None = None
    size: float = 0.0
    area: str = ""
    """The operator that last chose a colour to fill with, and its operands."""
    line: str = ""
    """The one that last chose a colour to draw lines with."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawing as one of the page."""
        return self.state.ctm.transform((x, y))


COLOURS = frozenset(("g", "rg", "k", "sc", "scn", "G", "RG", "K", "SC", "SCN"))
"""Operators that choose a colour; those in capitals one for lines."""
PATHS = frozenset(("m", "l", "c", "v", "y", "re"))
"""Operators that draw on a path; their operands are pairs of coordinates, but for a rectangle's."""
LINES = frozenset(("S", "s"))
"""Operators that draw a path as a line."""
PAINTS = LINES | {"f", "F", "f*", "B", "B*", "b", "b*", "n"}
"""Operators that end a path, and all but the last make it visible."""
RUNNING = "running"
"""The mark of what stands in heads and feet."""

_Mark = int | str | None
"""The number of tagged content, `RUNNING`, or nothing that says whose it is."""


class _PageReader:
    """Sorts what a page draws into tagged pieces and drawings, each with its height on the page."""

    def __init__(self, index: int, page: pikepdf.Page, looks: Looks, fonts: dict[Number, _Font]) -> None:
        self.marked: dict[int, list[_Piece]] = {}
        self.drawings: list[_Piece] = []
        self._index = index
        self._looks = looks
        self._fonts = fonts
        self._depth = 0
        self._resources = page.obj.get("/Resources")
        self._read(page.obj, _Pen(State()), None)

    def _read(self, content: pikepdf.Object, pen: _Pen, outer: _Mark) -> None:
        """Follow a page or, inside it, a drawing, which belongs to what the mark around it says."""
        pens, marks = list[_Pen](), [outer]
        path: list[tuple[float, float]] = []
        for operator, operands in operations(content):
            match operator:
                case "q":
                    pens.append(pen)
                case "Q":
                    pen = pens.pop() if pens else pen
                case "BDC" | "BMC":
                    marks.append(outer if self._depth else _mark(operands, self._resources))
                case "EMC":
                    del marks[-1:]
                case "Tj" | "TJ" | "'" | '"':
                    pen = _next_line(pen) if operator in NEXT_LINE else pen
                    self._put(marks, self._text(operands[-1], pen))
                case "Do":
                    self._picture(operands[0], pen, marks)
                case _ if operator in PATHS:
                    path += [pen.at(x, y) for x, y in _points(operator, list(map(float, operands)))]
                case _ if operator in PAINTS:
                    self._put(marks, self._drawing(operator, path, pen))
                    path = []
                case _:
                    pen = self._moved(pen, operator, operands)

    def _moved(self, pen: _Pen, operator: str, operands: Any) -> _Pen:
        """The pen after an operator that shows nothing."""
        if operator == "Tf":
            return replace(pen, font=self._font(str(operands[0])), size=float(operands[1]))
        if operator in COLOURS:
            chosen = " ".join([operator.lower(), *map(self._colour, operands)])
            return replace(pen, line=chosen) if operator.isupper() else replace(pen, area=chosen)
        return replace(pen, state=MOVES[operator](pen.state, operands)) if operator in MOVES else pen

    def _put(self, marks: Sequence[_Mark], piece: _Piece | None) -> None:
        """Take a piece to what it belongs to; running heads and feet are left out."""
        mark = _innermost(marks)
        if piece is None or mark == RUNNING:
            return
        if isinstance(mark, int):
            self.marked.setdefault(mark, []).append(piece)
        else:
            self.drawings.append(piece)

    def _text(self, shown: Any, pen: _Pen) -> _Piece | None:
        """Some letters in one font, word by word."""
        parts = shown if isinstance(shown, Array) else [shown]
        said = "".join(pen.font.read(bytes(part)) for part in parts if isinstance(part, String)) if pen.font else ""
        if not (words := said.split()) or pen.font is None:
            return None
        matrix = pen.state.text @ pen.state.ctm
        size = pen.size * (matrix.b**2 + matrix.d**2) ** 0.5
        look = f"{pen.font.name} {size:.1f} {pen.area}"
        top, bottom = matrix.f + ABOVE * size, matrix.f - BELOW * size
        return _Piece(self._index, top, bottom, tuple(f"{look} {word}" for word in words))

    def _picture(self, name: Any, pen: _Pen, marks: Sequence[_Mark]) -> None:
        """Take a picture that stands in the file by itself, or the pieces of a drawing that does."""
        picture = entry(self._resources, "/XObject", str(name))
        if picture is None:
            return
        if picture.get("/Subtype") == "/Form":
            self._follow(picture, pen, _innermost(marks))
        else:
            corners = [pen.at(x, y) for x in (0, 1) for y in (0, 1)]
            self._put(marks, self._piece(corners, self._looks.of(picture).hex()))

    def _follow(self, drawing: pikepdf.Object, pen: _Pen, mark: _Mark) -> None:
        """Read a drawing. The engine makes each as large as the page, so that its own edges say nothing."""
        if self._depth >= DEEPEST_FORM:
            return
        matrix = Matrix(drawing.Matrix) if "/Matrix" in drawing else Matrix()
        outside, self._resources = self._resources, drawing.get("/Resources", self._resources)
        self._depth += 1
        self._read(drawing, replace(pen, state=replace(pen.state, ctm=matrix @ pen.state.ctm)), mark)
        self._depth -= 1
        self._resources = outside

    def _drawing(self, operator: str, path: Sequence[tuple[float, float]], pen: _Pen) -> _Piece | None:
        """A line or area. How high it is says nothing: a frame grows with the words in it."""
        if operator == "n" or not path:
            return None
        across = [x for x, _ in path]
        colour = pen.line if operator in LINES else f"{pen.area} {pen.line}"
        return self._piece(path, f"{operator} {colour} {min(across):.0f} {max(across):.0f}")

    def _piece(self, points: Sequence[tuple[float, float]], shown: str) -> _Piece:
        heights = [y for _, y in points]
        return _Piece(self._index, max(heights), min(heights), (shown,))

    def _colour(self, operand: Any) -> str:
        """A number of a colour, or how a pattern looks, whatever it is called."""
        pattern = entry(self._resources, "/Pattern", str(operand)) if isinstance(operand, Name) else None
        return str(operand) if pattern is None else self._looks.of(pattern, self._resources).hex()

    def _font(self, name: str) -> _Font | None:
        font = entry(self._resources, "/Font", name)
        if font is None:
            return None
        if font.objgen == (0, 0) or font.objgen not in self._fonts:
            base = str(font.get("/BaseFont", "")).rpartition("+")[2]
            self._fonts[font.objgen] = _Font(base, unicode_map(font), 2 if font.get("/Subtype") == "/Type0" else 1)
        return self._fonts[font.objgen]


def _mark(operands: Any, resources: Any) -> _Mark:
    """What the content that a mark opens belongs to."""
    if (number := mark_number(operands, resources)) is not None:
        return number
    about = operands[1] if len(operands) > 1 else None
    return RUNNING if isinstance(about, Dictionary) and about.get("/Type") == "/Pagination" else None


def _innermost(marks: Sequence[_Mark]) -> _Mark:
    return next((mark for mark in reversed(marks) if mark is not None), None)


def _points(operator: str, numbers: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The points that an operator puts on a path."""
    if operator == "re":
        x, y, width, height = numbers
        yield from ((x, y), (x + width, y + height))
    else:
        yield from zip(numbers[::2], numbers[1::2], strict=True)


def _next_line(pen: _Pen) -> _Pen:
    return replace(pen, state=MOVES["T*"](pen.state, []))
