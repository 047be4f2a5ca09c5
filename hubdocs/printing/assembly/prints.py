"""What a finished page shows, as one short text: two pages with the same print look the same on paper.

A binder's leaves are replaced one by one, so it must be known which leaf of a new release says something else.
Bytes cannot tell: the engine names fonts, pictures and colours by their order in the whole document, and numbers
its tags. So a print is taken of the operators that draw, with what they name in the place of its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Stream

from hubdocs.printing.reading import entry

MARKS = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})
"""Operators that say what something is, and draw nothing."""
NAMED = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
"""Operators that name something in the page's resources, and of which kind."""
UNSEEN = frozenset({"/Length", "/Metadata", "/Name", "/Parent", "/PieceInfo", "/StructParent", "/StructParents"})
"""What stands in a drawing or picture and changes nothing of how it looks."""
LOSSLESS = "/FlateDecode"
"""A packing of bytes that another version of its program may do otherwise."""
DEEPEST = 24
"""How far what a drawing names is followed: drawings, their patterns, masks, colour spaces."""


def page_prints(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The print of each page: a SHA-256 in lower-case hexadecimal."""
    looks = Looks()
    return tuple(looks.of_page(page).hex() for page in pdf.pages)


class Looks:
    """How things of one file look. It remembers what several pages share."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Page) -> bytes:
        """The look of a whole page, with its size."""
        sheet = (page.mediabox, page.trimbox, page.obj.get("/Rotate", 0))
        parts = [str([float(edge) for edge in box]).encode() for box in sheet[:2]]
        return _digest(b"page", *parts, str(sheet[2]).encode(), self._drawn(page.obj, page.obj.get("/Resources"), 0))

    def of(self, value: Any, resources: Any = None, depth: int = 0) -> bytes:
        """The look of anything that a page names, wherever its parts are kept.

        `resources` are those of the page: a drawing without its own uses them.
        """
        number = value.objgen if isinstance(value, pikepdf.Object) else (0, 0)
        if number in self._known:
            return self._known[number]
        if depth > DEEPEST:
            return _digest(b"too deep")
        look = self._look(value, resources, depth + 1)
        if number != (0, 0) and not (_is_drawing(value) and "/Resources" not in value):
            self._known[number] = look
        return look

    def _look(self, value: Any, resources: Any, depth: int) -> bytes:
        if isinstance(value, Stream):
            return self._look_of_stream(value, resources, depth)
        if isinstance(value, Dictionary) and value.get("/Type") == "/Font":
            return _digest(b"font", *self._letters(value))
        if isinstance(value, Dictionary):
            return _digest(b"dictionary", *self._entries(value, resources, depth))
        if isinstance(value, Array):
            return _digest(b"array", *(self.of(each, resources, depth) for each in value))
        if isinstance(value, pikepdf.String):
            return _digest(b"string", bytes(value))
        return _digest(b"plain", str(value).encode())

    def _look_of_stream(self, stream: Stream, resources: Any, depth: int) -> bytes:
        if _is_drawing(stream):
            drawn = self._drawn(stream, stream.get("/Resources", resources), depth)
            packing = {"/Filter", "/DecodeParms", "/Resources"}
        elif str(stream.get("/Filter", "")) == LOSSLESS:
            drawn, packing = _digest(stream.read_bytes()), {"/Filter", "/DecodeParms"}
        else:
            drawn, packing = _digest(stream.read_raw_bytes()), set()
        return _digest(b"stream", drawn, *self._entries(stream, resources, depth, packing))

    def _entries(
        self, owner: Any, resources: Any, depth: int, but: frozenset[str] | set[str] = frozenset()
    ) -> Iterator[bytes]:
        for key, part in sorted(owner.items()):
            if key not in UNSEEN and key not in but:
                yield key.encode()
                yield self.of(part, resources, depth)

    def _letters(self, font: pikepdf.Object) -> Iterator[bytes]:
        """A font without its subset: the engine keeps the numbers of glyphs, whichever others are with them."""
        yield str(font.get("/BaseFont", "")).rpartition("+")[2].encode()
        yield str(font.get("/Subtype", "")).encode()
        yield self.of(font.get("/Encoding", ""))

    def _drawn(self, content: pikepdf.Object, resources: Any, depth: int) -> bytes:
        """What a page or drawing draws, in its order."""
        shown = [
            self._named(instruction, resources, depth)
            for instruction in pikepdf.parse_content_stream(content)
            if str(instruction.operator) not in MARKS
        ]
        return _digest(pikepdf.unparse_content_stream(shown))

    def _named(self, instruction: Any, resources: Any, depth: int) -> Any:
        """An operator with what it names in the place of the name."""
        kind = NAMED.get(str(instruction.operator))
        if kind is None:
            return instruction
        operands = [
            self._look_name(operand, entry(resources, kind, str(operand)), resources, depth)
            if isinstance(operand, Name)
            else operand
            for operand in instruction.operands
        ]
        return ContentStreamInstruction(operands, instruction.operator)

    def _look_name(self, name: Name, value: Any, resources: Any, depth: int) -> Name:
        """A name that says how a thing looks; one that names nothing of the page's, such as a colour space, stays."""
        return name if value is None else Name(f"/{self.of(value, resources, depth).hex()}")


def _is_drawing(value: Any) -> bool:
    """Whether a stream holds operators: a drawing, or the tile of a pattern."""
    return isinstance(value, Stream) and (value.get("/Subtype") == "/Form" or value.get("/PatternType") == 1)


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.digest()
