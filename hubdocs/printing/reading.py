"""The words of a PDF, read as a screen reader reads them: through its tags.

Two questions need it. Does the finished file say what the author wrote, in that order? And does it
say something that it must not (text for trainers in a pack for parents)? Each needs the words
themselves, so this decodes marked content with each font's own map from glyphs to letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

INLINE = frozenset({"Span", "Link", "NonStruct", "Reference", "Quote", "Em", "Strong", "Code", "Annot"})
"""Roles whose words belong to the paragraph around them."""
SHOWING = "BT ET Tf TL Tm Td TD T* Tj TJ ' \" cm q Q Do BDC BMC EMC sh f f* F S s B B* b b*"
"""Operators that put something on the page, or decide where."""
DEEPEST_FORM = 12
"""Drawings inside drawings that are followed."""
SAME_LINE = 0.6
"""Two fragments are on one line when their baselines are nearer than this share of the type size.
A raised footnote number is; the next line of a paragraph, at least one type size away, is not."""


@dataclass
class Fragment:
    """What one piece of marked content says, and where on its page it begins."""

    text: str = ""
    x: float | None = None
    """Points from the left edge; `None` until something is shown."""
    y: float | None = None
    """Points from the bottom edge, as PDF counts."""
    size: float = 0.0
    """Type size in points."""
    tagged: bool = False
    """Whether an element of the tag tree was found to hold it."""

    def follows_on(self, other: Fragment) -> bool:
        """Whether this stands on the same line as `other`, which was read before it."""
        if self.y is None or other.y is None:
            return True
        return abs(self.y - other.y) < SAME_LINE * max(self.size, other.size, 1.0)


@dataclass(frozen=True)
class PageText:
    """The words of one page."""

    marked: Mapping[int, Fragment]
    """Tagged content, by its number on the page (MCID)."""
    loose: tuple[Fragment, ...]
    """Everything else: running heads and feet, stamps, text inside drawings."""

    def untagged(self) -> tuple[Fragment, ...]:
        """What the tags, once they have been walked, did not lead to."""
        return (*(fragment for fragment in self.marked.values() if not fragment.tagged), *self.loose)


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list body or cell: what a screen reader says in one breath."""

    role: str
    """The tag: `H1`, `P`, `LBody`, `TD`, `Figure` …"""
    text: str
    """Its words, lines joined; for a picture its description."""


@dataclass(frozen=True)
class State:
    """What decides where and in which letters text appears."""

    ctm: Matrix = field(default_factory=Matrix)
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)
    font: _Font | None = None
    size: float = 0.0
    leading: float = 0.0


@dataclass(frozen=True)
class _Font:
    letters: Mapping[int, str]
    width: int
    """Bytes in a glyph's number."""

    def decode(self, data: bytes) -> str:
        codes = (data[i : i + self.width] for i in range(0, len(data), self.width))
        return "".join(self.letters.get(int.from_bytes(code), "\ufffd") for code in codes)


def page_text(page: pikepdf.Page, fonts: dict[tuple[int, int], Any] | None = None) -> PageText:
    """The words of one page.

    `fonts` keeps the maps of fonts already read, for the next page of the same file.
    """
    reader = _Reader({} if fonts is None else fonts)
    reader.read(page.obj, page.obj.get("/Resources"), State())
    return PageText(reader.marked, tuple(reader.loose))


def text_of(path: Path) -> str:
    """Everything that a PDF says, for a search for words that must not be in it.

    First the tagged text in reading order, then descriptions, names of links and fields,
    bookmarks and metadata, then running heads, feet and stamps. Lines are joined by spaces,
    paragraphs by line feeds; nothing of the file's own layout is left between two words.
    """
    with pikepdf.open(path) as pdf:
        return text_in(pdf, pages_text(pdf))


def text_in(pdf: pikepdf.Pdf, pages: tuple[PageText, ...]) -> str:
    """The same of a file that is open, and whose pages were read."""
    passages = [passage.text for passage in _passages(pdf, pages)]
    loose = ["\n".join(fragment.text for fragment in page.untagged()) for page in pages]
    return "\n".join([*passages, *names_of(pdf), *loose])


def text_of_stream(stream: pikepdf.Object, page: pikepdf.Page, fonts: dict[tuple[int, int], Any]) -> str:
    """What one of a page's content streams says by itself, in the order in which it is painted."""
    reader = _Reader(fonts)
    reader.read(stream, page.obj.get("/Resources"), State())
    return "\n".join(fragment.text for fragment in (*reader.marked.values(), *reader.loose))


def reading_of(path: Path) -> tuple[Passage, ...]:
    """The tagged text of a PDF in reading order, one passage for each paragraph, heading or cell."""
    with pikepdf.open(path) as pdf:
        return tuple(_passages(pdf, pages_text(pdf)))


def pages_text(pdf: pikepdf.Pdf) -> tuple[PageText, ...]:
    """The words of every page."""
    fonts: dict[tuple[int, int], Any] = {}
    return tuple(page_text(page, fonts) for page in pdf.pages)


def words_of(element: pikepdf.Object, pages: Mapping[tuple[int, int], PageText]) -> str:
    """What one element of the tag tree says, with the descriptions of pictures in it.

    `pages` holds the text of each page by the number of its object.
    """
    return join(_fragments(element, pages))


def join(fragments: Iterable[Fragment]) -> str:
    """Put fragments together as a reader would: a new line is a space, a hyphen at its end is kept."""
    text = ""
    before: Fragment | None = None
    for fragment in fragments:
        if before and not fragment.follows_on(before) and not re.search("\\w[-\u2013\u2014]$", text):
            text += " "
        text += fragment.text
        before = fragment
    return " ".join(text.split())


def _passages(pdf: pikepdf.Pdf, pages: tuple[PageText, ...]) -> Iterator[Passage]:
    """Walk the tags in order; a passage ends where another block begins or ends."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    by_number = {page.obj.objgen: text for page, text in zip(pdf.pages, pages, strict=True)}
    role, fragments = "", list[Fragment]()
    for kind, fragment in _blocks(root, by_number):
        if isinstance(fragment, Fragment):
            fragments.append(fragment)
            continue
        if text := join(fragments):
            yield Passage(role, text)
        role, fragments = kind, []
    if text := join(fragments):
        yield Passage(role, text)


def _blocks(root: pikepdf.Object, pages: Mapping[tuple[int, int], PageText]) -> Iterator[tuple[str, Fragment | None]]:
    """Yield each fragment with its block's role, and `(role, None)` wherever the block changes."""
    stack: list[tuple[Any, str, Any]] = [(root, "", None)]
    while stack:
        item, role, page = stack.pop()
        if item is None:
            yield role, None
        elif isinstance(item, int):
            yield role, _marked(pages, page, item)
        elif (kind := role_of(item)) in INLINE or kind == "MCR":
            if _stands_apart(item):
                yield role, Fragment(" ")
            stack.extend((kid, role, page_of(item, page)) for kid in reversed(kids_of(item)))
        elif kind != "OBJR":
            yield kind, None
            if alt := item.get("/Alt"):
                yield kind, Fragment(str(alt))
            stack.append((None, role, page))
            stack.extend((kid, kind, page_of(item, page)) for kid in reversed(kids_of(item)))


def _stands_apart(item: pikepdf.Object) -> bool:
    """Whether words in a line stand in a box of their own, and do not run on with those before them."""
    about = item.get("/A")
    return isinstance(about, pikepdf.Dictionary) and about.get("/Placement") == "/Block"


def _fragments(element: pikepdf.Object, pages: Mapping[tuple[int, int], PageText]) -> Iterator[Fragment]:
    stack: list[tuple[Any, Any]] = [(element, None)]
    while stack:
        item, page = stack.pop()
        if isinstance(item, int):
            yield _marked(pages, page, item)
            continue
        if alt := item.get("/Alt"):
            yield Fragment(str(alt))
        stack.extend((kid, page_of(item, page)) for kid in reversed(kids_of(item)))


def _marked(pages: Mapping[tuple[int, int], PageText], page: Any, number: int) -> Fragment:
    fragment = pages[page].marked.get(number, Fragment()) if page in pages else Fragment()
    fragment.tagged = True
    return fragment


def role_of(item: pikepdf.Object) -> str:
    """An element's tag, or what a kid is that is no element: `OBJR`, `MCR`."""
    name = item.get("/S", item.get("/Type", ""))
    return str(name).removeprefix("/")


def kids_of(item: pikepdf.Object) -> list[Any]:
    """What an element holds, as a list however it is written: elements, numbers, references."""
    kids = item.get("/K")
    if kids is None:
        return [int(item.MCID)] if item.get("/Type") == "/MCR" else []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def page_of(item: pikepdf.Object, default: Any) -> Any:
    """The number of the page that an element's marked content is on."""
    page = item.get("/Pg")
    return default if page is None else page.objgen


def names_of(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Words that are not on a page: of annotations, fields, bookmarks and the file itself."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            for key in ("/Contents", "/TU", "/V", "/T"):
                if isinstance(value := annotation.get(key), pikepdf.String):
                    yield str(value)
    yield from (str(item.Title) for item in bookmarks_of(pdf))
    yield from (str(value) for value in pdf.docinfo.values())
    if metadata := pdf.Root.get("/Metadata"):
        yield metadata.read_bytes().decode(errors="replace")


def without_strings(objects: bytes) -> bytes:
    """Objects as text without their strings, in which an author may write what looks like a name."""
    return re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", objects, flags=re.DOTALL)


def bookmarks_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every entry of the outline, in the order of the pages."""
    stack = [pdf.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")]
    seen = set()
    while stack:
        item = stack.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        stack += [item.get("/Next"), item.get("/First")]


class _Reader:
    """Follows the operators of one page, and sorts what they show into fragments."""

    def __init__(self, fonts: dict[tuple[int, int], Any]) -> None:
        self.marked: dict[int, Fragment] = {}
        self.loose: list[Fragment] = []
        self._fonts = fonts
        self._depth = 0

    def read(self, content: pikepdf.Object, resources: Any, state: State) -> None:
        """Follow a page or, inside it, a drawing (form XObject)."""
        states: list[State] = []
        marks: list[Fragment | None] = []
        for operator, operands in operations(content, SHOWING):
            match operator:
                case "q":
                    states.append(state)
                case "Q":
                    state = states.pop() if states else state
                case "BDC" | "BMC":
                    marks.append(self._mark(operands, resources))
                case "EMC":
                    del marks[-1:]
                case "Tf":
                    state = replace(state, font=self._font(operands[0], resources), size=float(operands[1]))
                case "Tj" | "TJ" | "'" | '"':
                    state = MOVES["T*"](state, []) if operator in NEXT_LINE else state
                    self._show(operands[-1], state, _innermost(marks))
                case "Do":
                    self._draw(operands[0], resources, state, _innermost(marks))
                case _ if operator in MOVES:
                    state = MOVES[operator](state, operands)
                case _:
                    place(_innermost(marks) or Fragment(), state.ctm, 0.0)

    def _mark(self, operands: Any, resources: Any) -> Fragment | None:
        """The fragment that a mark opens: numbered content of a page, or loose."""
        number = mark_number(operands, resources)
        if number is not None and not self._depth:
            return self.marked.setdefault(number, Fragment())
        # A number inside a drawing counts within that drawing, whose tags do not survive copying.
        return self._loose() if number is not None or str(operands[0]) == "/Artifact" else None

    def _loose(self) -> Fragment:
        self.loose.append(Fragment())
        return self.loose[-1]

    def _draw(self, name: Any, resources: Any, state: State, into: Fragment | None) -> None:
        place(into or Fragment(), state.ctm, 0.0)
        drawing = entry(resources, "/XObject", str(name))
        if drawing is None or drawing.get("/Subtype") != "/Form" or self._depth >= DEEPEST_FORM:
            return
        matrix = Matrix(drawing.get("/Matrix")) if "/Matrix" in drawing else Matrix()
        self._depth += 1
        self.read(drawing, drawing.get("/Resources", resources), State(ctm=matrix @ state.ctm))
        self._depth -= 1

    def _show(self, shown: Any, state: State, into: Fragment | None) -> None:
        into = into or self._loose()
        matrix = state.text @ state.ctm
        place(into, matrix, state.size * (matrix.b**2 + matrix.d**2) ** 0.5)
        if state.font is None:
            return
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        glyphs = b"".join([bytes(part) for part in parts if isinstance(part, pikepdf.String)])
        into.text += plain(state.font.decode(glyphs))

    def _font(self, name: Any, resources: Any) -> _Font | None:
        font = entry(resources, "/Font", str(name))
        if font is None:
            return None
        key = font.objgen
        if key == (0, 0) or key not in self._fonts:
            self._fonts[key] = _Font(unicode_map(font), 2 if font.get("/Subtype") == "/Type0" else 1)
        known: _Font = self._fonts[key]
        return known


def plain(text: str) -> str:
    """Letters as an author types them: no ligatures, hard spaces or hyphens of other kinds.

    A font draws a space and a hard space with one glyph, so a PDF cannot tell them apart anyway.
    """
    text = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    text = re.sub("[\ufb00-\ufb06]", lambda ligature: unicodedata.normalize("NFKD", ligature[0]), text)
    return re.sub("[\u00a0\u202f\u2009]", " ", text).replace("\u2010", "-").replace("\u2011", "-")


def place(fragment: Fragment, matrix: Matrix, size: float) -> None:
    """Remember where a fragment begins: its first letters, or what else it shows before there are any.

    The line under a link is drawn before its letters, and says nothing of where they stand.
    """
    if fragment.y is None or (size and not fragment.size):
        fragment.x, fragment.y, fragment.size = matrix.e, matrix.f, size


def mark_number(operands: Any, resources: Any) -> int | None:
    """The MCID that a `BDC` operator gives, directly or through the page's properties; `BMC` has none."""
    _tag, *properties = operands
    if not properties:
        return None
    about = properties[0]
    number = entry(resources, "/Properties", str(about), "/MCID") if _is_name(about) else about.get("/MCID")
    return None if number is None else int(number)


def _is_name(value: Any) -> bool:
    return isinstance(value, pikepdf.Name)


def operations(content: Any, wanted: str = "") -> Iterator[tuple[str, Any]]:
    """The operators of a page or drawing, each with its operands; only those in `wanted`, if given."""
    for instruction in pikepdf.parse_content_stream(content, wanted):
        yield str(instruction.operator), instruction.operands


def entry(owner: Any, *names: str) -> Any:
    """What stands in a dictionary, in a dictionary in it, and so on; `None` where one of them is not there."""
    for name in names:
        if owner is None:
            break
        owner = owner.get(name)
    return owner


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """A font's map from glyph numbers to letters (`ToUnicode`); empty when it has none."""
    stream = font.get("/ToUnicode")
    return letters_in(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}


def letters_in(written: bytes) -> dict[int, str]:
    """The same of such a map as it is written."""
    letters: dict[int, str] = {}
    for kind, body in re.findall(rb"begin(bfchar|bfrange)(.*?)end\1", written, re.DOTALL):
        tokens = re.findall(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])", body)
        letters.update(_pairs(tokens) if kind == b"bfchar" else _ranges(tokens))
    return letters


def _pairs(tokens: list[tuple[bytes, ...]]) -> Iterator[tuple[int, str]]:
    values = [token[0] for token in tokens]
    for code, letters in zip(values[::2], values[1::2], strict=False):
        yield int(code, 16), _utf16(letters)


def _ranges(tokens: list[tuple[bytes, ...]]) -> Iterator[tuple[int, str]]:
    """`<from> <to> <first>`, or `<from> <to> [<each> …]`."""
    at = 0
    while at + 2 < len(tokens):
        first, last = int(tokens[at][0], 16), int(tokens[at + 1][0], 16)
        at += 2
        if not tokens[at][1]:
            start = _utf16(tokens[at][0])
            yield from ((code, start[:-1] + chr(ord(start[-1]) + code - first)) for code in range(first, last + 1))
            at += 1
            continue
        at += 1
        for code in range(first, last + 1):
            yield code, _utf16(tokens[at][0])
            at += 1
        at += 1


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")


def _innermost(marks: list[Fragment | None]) -> Fragment | None:
    return next((mark for mark in reversed(marks) if mark is not None), None)


def _matrix(operands: Any) -> Matrix:
    return Matrix(*(float(number) for number in operands))


def _moved(state: State, x: Any, y: Any) -> State:
    line = Matrix(1, 0, 0, 1, float(x), float(y)) @ state.line
    return replace(state, text=line, line=line)


NEXT_LINE = {"'", '"'}
"""Operators that go to the next line before they show text."""
MOVES: Mapping[str, Callable[[State, Any], State]] = {
    "cm": lambda state, at: replace(state, ctm=_matrix(at) @ state.ctm),
    "BT": lambda state, _: replace(state, text=Matrix(), line=Matrix()),
    "ET": lambda state, _: state,
    "Tm": lambda state, at: replace(state, text=_matrix(at), line=_matrix(at)),
    "TL": lambda state, by: replace(state, leading=float(by[0])),
    "Td": lambda state, by: _moved(state, *by),
    "TD": lambda state, by: _moved(replace(state, leading=-float(by[1])), *by),
    "T*": lambda state, _: _moved(state, 0, -state.leading),
}
"""Operators that change where the next letters stand."""
