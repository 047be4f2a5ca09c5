"""What a font in a PDF holds, read once: which glyphs, how wide, and which letters they are."""

from __future__ import annotations

import hashlib
import re
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import pikepdf
from pikepdf import Array, Dictionary, Stream

from hubdocs.printing.reading import entry, letters_in

Found = TypeVar("Found")

REMEMBERED = 2048
"""Programs, and maps to letters, that are remembered."""
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
FORBIDDEN = frozenset("\0\ufeff\ufffe")
"""Letters that no glyph may stand for. Source: PDF/UA-1, 7.21.7."""
UNITS = 1000
"""Units in which a PDF gives widths, for each type size."""
TOLERANCE = 1.0
"""Units by which a width may differ from the font program's. Source: veraPDF."""


@dataclass(frozen=True)
class Program:
    """What a font program holds."""

    advances: tuple[float, ...] = ()
    """How far the pen moves for each glyph, in thousandths of the type size; empty when the program does not say."""
    glyphs: int = 0
    """How many glyphs it has; 0 when it cannot be read."""


@dataclass(frozen=True)
class Letters:
    """What a font's map to letters says."""

    mapped: frozenset[int] = frozenset()
    """Codes that stand for letters."""
    forbidden: frozenset[int] = frozenset()
    """Codes that stand for what is no letter."""


@dataclass(frozen=True)
class Font:
    """One font of a file."""

    font: pikepdf.Object
    below: pikepdf.Object
    """Its descendant, which holds the glyphs; the font itself where it has none."""
    program: Program | None
    """The program in the file that draws its glyphs."""
    letters: Letters
    """Which letters its codes stand for."""

    @property
    def name(self) -> str:
        """Its name, for messages."""
        return str(self.font.get("/BaseFont", "a font without a name"))

    @property
    def is_composite(self) -> bool:
        """Whether it is of the one kind that this program writes."""
        return self.font.get("/Subtype") == "/Type0"

    def widths(self) -> tuple[Mapping[int, float], float]:
        """The width of each code as the file gives it, and that of all others."""
        return dict(_widths(self.below.get("/W", Array()))), float(self.below.get("/DW", UNITS))

    @cached_property
    def _glyphs(self) -> bytes | None:
        """The map from codes to glyphs, two bytes for each; `None` where codes are glyphs."""
        mapping = self.below.get("/CIDToGIDMap")
        return mapping.read_bytes() if isinstance(mapping, Stream) else None

    def glyph(self, code: int) -> int:
        """The glyph of a code."""
        return code if self._glyphs is None else int.from_bytes(self._glyphs[2 * code : 2 * code + 2])


_programs: OrderedDict[bytes, Program] = OrderedDict()
_letters: OrderedDict[bytes, Letters] = OrderedDict()


def _remembered(known: OrderedDict[bytes, Found], stream: pikepdf.Object, read: Callable[[bytes], Found]) -> Found:
    """What is read of a stream; the same bytes are read once."""
    key = hashlib.sha256(stream.read_raw_bytes()).digest()
    if key not in known:
        known[key] = read(stream.read_bytes())
        if len(known) > REMEMBERED:
            known.popitem(last=False)
    known.move_to_end(key)
    return known[key]


def _read_letters(written: bytes) -> Letters:
    letters = letters_in(written)
    forbidden = (code for code, text in letters.items() if FORBIDDEN & set(text) or not text)
    return Letters(frozenset(letters), frozenset(forbidden))


def _read_program(program: bytes) -> Program:
    """How wide each glyph of a TrueType or OpenType program is, and how many there are."""
    try:
        tables = dict(_tables(program))
        units = struct.unpack_from(">H", program, tables[b"head"] + 18)[0]
        long = struct.unpack_from(">H", program, tables[b"hhea"] + 34)[0]
        glyphs = struct.unpack_from(">H", program, tables[b"maxp"] + 4)[0]
        pairs = struct.unpack_from(f">{2 * long}H", program, tables[b"hmtx"])
    except (struct.error, KeyError):
        return Program()
    widths = [advance * UNITS / units for advance in pairs[::2]]
    return Program(tuple(widths + widths[-1:] * (glyphs - long)), glyphs)


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


def fonts_of(fonts: Iterable[pikepdf.Object]) -> Iterator[Font]:
    """Each of the fonts of a file. Many share one program, which is looked at once."""
    seen: dict[tuple[int, int], Program] = {}
    for font in fonts:
        descendants = font.get("/DescendantFonts")
        below = descendants[0] if isinstance(descendants, Array) and len(descendants) else font
        descriptor = below.get("/FontDescriptor", Dictionary())
        stream = next((descriptor[key] for key in PROGRAMS if isinstance(descriptor.get(key), Stream)), None)
        if stream is not None and stream.objgen not in seen:
            seen[stream.objgen] = _remembered(_programs, stream, _read_program)
        letters = font.get("/ToUnicode")
        yield Font(
            font,
            below,
            None if stream is None else seen[stream.objgen],
            _remembered(_letters, letters, _read_letters) if isinstance(letters, Stream) else Letters(),
        )


def fonts_in(resources: Any) -> Mapping[str, pikepdf.Object]:
    """The fonts that some resources name."""
    found = entry(resources, "/Font")
    return dict(found.items()) if isinstance(found, Dictionary) else {}
