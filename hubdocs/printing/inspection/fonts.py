"""What a font in a PDF holds, read once: which glyphs, how wide, and which letters they are."""

from __future__ import annotations

import hashlib
import re
import struct
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from hubdocs.printing.reading import entry, unicode_map

REMEMBERED = 2048
"""Fonts that are remembered."""
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
FORBIDDEN = frozenset("\0\ufeff\ufffe")
"""Letters that no glyph may stand for. Source: PDF/UA-1, 7.21.7."""
UNITS = 1000
"""Units in which a PDF gives widths, for each type size."""
TOLERANCE = 1.0
"""Units by which a width may differ from the font program's. Source: veraPDF."""


@dataclass(frozen=True)
class Letters:
    """What is written in a font and its map to letters; equal for equal bytes."""

    mapped: frozenset[int]
    """Codes that stand for letters."""
    forbidden: frozenset[int]
    """Codes that stand for what is no letter."""
    advances: tuple[float, ...]
    """How far the pen moves for each glyph, in thousandths of the type size; empty when the program does not say."""
    glyphs: int
    """How many glyphs the program has; 0 when it cannot be read."""


@dataclass(frozen=True)
class Font:
    """One font of a file."""

    font: pikepdf.Object
    below: pikepdf.Object
    """Its descendant, which holds the glyphs; the font itself where it has none."""

    @property
    def name(self) -> str:
        """Its name, for messages."""
        return str(self.font.get("/BaseFont", "a font without a name"))

    @property
    def is_composite(self) -> bool:
        """Whether it is of the one kind that this program writes."""
        return self.font.get("/Subtype") == "/Type0"

    @property
    def descriptor(self) -> Any:
        """What describes its glyphs."""
        return self.below.get("/FontDescriptor", Dictionary())

    @property
    def program(self) -> Stream | None:
        """The font program in the file."""
        return next((self.descriptor[key] for key in PROGRAMS if isinstance(self.descriptor.get(key), Stream)), None)

    def letters(self) -> Letters:
        """What its program and its map to letters say; the same bytes are read once."""
        program, letters = self.program, self.font.get("/ToUnicode")
        raw = [each.read_raw_bytes() if isinstance(each, Stream) else b"" for each in (program, letters)]
        key = hashlib.sha256(b"\0".join(hashlib.sha256(each).digest() for each in raw)).digest()
        if key not in _known:
            _known[key] = _read(self)
            if len(_known) > REMEMBERED:
                _known.popitem(last=False)
        _known.move_to_end(key)
        return _known[key]

    def widths(self) -> tuple[Mapping[int, float], float]:
        """The width of each code as the file gives it, and that of all others."""
        return dict(_widths(self.below.get("/W", Array()))), float(self.below.get("/DW", UNITS))

    def glyph(self, code: int) -> int:
        """The glyph of a code."""
        mapping = self.below.get("/CIDToGIDMap")
        if isinstance(mapping, Stream):
            data = mapping.read_bytes()
            return int.from_bytes(data[2 * code : 2 * code + 2])
        return code


_known: OrderedDict[bytes, Letters] = OrderedDict()


def _read(font: Font) -> Letters:
    letters = unicode_map(font.font)
    advances, glyphs = _advances(font.program.read_bytes()) if font.program is not None else ((), 0)
    forbidden = (code for code, text in letters.items() if FORBIDDEN & set(text) or not text)
    return Letters(frozenset(letters), frozenset(forbidden), advances, glyphs)


def _advances(program: bytes) -> tuple[tuple[float, ...], int]:
    """How wide each glyph of a TrueType or OpenType program is, and how many there are."""
    try:
        tables = dict(_tables(program))
        units = struct.unpack_from(">H", program, tables[b"head"] + 18)[0]
        long = struct.unpack_from(">H", program, tables[b"hhea"] + 34)[0]
        glyphs = struct.unpack_from(">H", program, tables[b"maxp"] + 4)[0]
        pairs = struct.unpack_from(f">{2 * long}H", program, tables[b"hmtx"])
    except (struct.error, KeyError):
        return (), 0
    widths = [advance * UNITS / units for advance in pairs[::2]]
    return tuple(widths + widths[-1:] * (glyphs - long)), glyphs


def _tables(program: bytes) -> Iterator[tuple[bytes, int]]:
    """Where each table of a program begins. Source: OpenType 1.9, "Font file"."""
    for index in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _check, at, _length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        yield tag, at


def _widths(flat: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """`first [width …]` or `first last width`. Source: ISO 32000-1, 9.7.4.3."""
    words = re.findall(rb"[-+.\d]+|[\[\]]", flat.unparse(resolved=True))[1:-1]
    at = 0
    while at + 2 < len(words):
        first = int(words[at])
        if words[at + 1] == b"[":
            end = words.index(b"]", at)
            yield from ((first + index, float(width)) for index, width in enumerate(words[at + 2 : end]))
            at = end + 1
        else:
            yield from ((code, float(words[at + 2])) for code in range(first, int(words[at + 1]) + 1))
            at += 3


def font_of(font: pikepdf.Object) -> Font:
    """A font, and what it holds its glyphs in."""
    descendants = font.get("/DescendantFonts")
    return Font(font, descendants[0] if isinstance(descendants, Array) and len(descendants) else font)


def fonts_in(resources: Any) -> Mapping[str, pikepdf.Object]:
    """The fonts that some resources name."""
    found = entry(resources, "/Font")
    return dict(found.items()) if isinstance(found, Dictionary) else {}
