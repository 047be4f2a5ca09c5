"""One copy of each font of the brand in a pack whose documents each brought the letters that they use.

The print engine cuts a font down to a document's letters and keeps their numbers, so one whole font can take the
place of all the cuttings. Measured: 65 cuttings of 216 kB in a pack of 92 pages, where four whole fonts have 60 kB.
A cutting is only taken for a font's when each of its letters is drawn just so in it: a name proves nothing.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Dictionary

from hubdocs.design import FACES
from hubdocs.printing.fonts import unpacked
from hubdocs.printing.reading import entry, unicode_map

TABLES = frozenset({"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"})
"""The parts of a font that decide anything where each glyph is set by its number and drawn without hints."""
NAME_IN_PRINT = 6
"""Which of a font's names a PDF calls it by. Source: OpenType, table `name`."""
NO_GLYPH_NAMES = 3
"""The form of the table `post` that names no glyphs."""


@lru_cache(maxsize=16)
def whole_face(path: Path) -> bytes:
    """A font file with all its glyphs, and nothing that only a browser needs: the same bytes every time."""
    # Without `recalcTimestamp` the font would carry the time of this build; what is not asked for is copied as it is.
    font = TTFont(BytesIO(unpacked(path.read_bytes())), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    for table in font.reader.keys() - TABLES:
        del font[table]
    font["name"].names = [each for each in font["name"].names if each.nameID == NAME_IN_PRINT]
    font["post"].formatType = NO_GLYPH_NAMES
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def warm_up() -> None:
    """Read the brand's fonts, so that forks have read them already."""
    for face in FACES:
        packed_size(face.file)
        _outlines_of(face.file)


def faces_in(pdf: pikepdf.Pdf) -> tuple[tuple[str, str], ...]:
    """The cuttings in a document that are of the brand's fonts: the SHA-256 of each as packed, and the file's name."""
    found = {}
    for font, descriptor in _fonts(pdf):
        program = descriptor.FontFile2
        if face := _face_of(program.read_bytes(), unicode_map(font).keys()):
            found[_digest(program)] = face.name
    return tuple(sorted(found.items()))


class Faces:
    """The whole fonts that one PDF holds: each is put in once, when it is first asked for."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._held: dict[Path, pikepdf.Stream] = {}

    def __contains__(self, path: Path) -> bool:
        return path in self._held

    def program(self, path: Path) -> pikepdf.Stream:
        """The font of a file, as a stream of this PDF."""
        if path not in self._held:
            whole = whole_face(path)
            self._held[path] = self._pdf.make_stream(whole, Length1=len(whole))
        return self._held[path]


def share_faces(pdf: pikepdf.Pdf, known: Mapping[str, str], held: Faces) -> int:
    """Put one whole font in the place of its cuttings, wherever that is smaller; return how many went.

    `known` gives the file's name for the SHA-256 of each cutting, as `faces_in` tells it of a document.
    """
    cuttings: dict[str, dict[tuple[int, int], list[Any]]] = defaultdict(lambda: defaultdict(list))
    for _, descriptor in _fonts(pdf):
        if name := known.get(_digest(descriptor.FontFile2)):
            cuttings[name][descriptor.FontFile2.objgen].append(descriptor)
    files = {face.file.name: face.file for face in FACES}
    gone = 0
    for name, programs in sorted(cuttings.items()):
        packed = sum(len(users[0].FontFile2.read_raw_bytes()) for users in programs.values())
        if packed <= packed_size(files[name]) and files[name] not in held:
            continue
        for users in programs.values():
            for descriptor in users:
                descriptor.FontFile2 = held.program(files[name])
        gone += len(programs)
    return gone


@lru_cache(maxsize=16)
def packed_size(path: Path) -> int:
    """Bytes of a whole font as a PDF packs it, about."""
    return len(zlib.compress(whole_face(path)))


def _face_of(program: bytes, shown: Iterable[int]) -> Path | None:
    """The font file that draws the glyphs that are shown just as this cutting of it does.

    A cutting also holds pieces that accented letters are made of, under numbers of its own; they are never shown.
    """
    numbers = tuple(shown)
    try:
        cutting = _Outlines(TTFont(BytesIO(program)))
        if any(map(cutting.written, numbers)):
            for face in FACES:
                whole = _outlines_of(face.file)
                if all(cutting.draws_like(whole, number) for number in numbers):
                    return face.file
    except (TTLibError, KeyError):
        pass
    return None


@lru_cache(maxsize=16)
def _outlines_of(path: Path) -> _Outlines:
    return _Outlines(TTFont(BytesIO(unpacked(path.read_bytes()))))


class _Outlines:
    """How a font draws its glyphs; each is read when it is first asked for, since a text shows few of them."""

    def __init__(self, font: TTFont) -> None:
        # Glyphs are known by their numbers here. To find out their true names takes longer than to read the glyphs.
        self._names = [str(number) for number in range(font["maxp"].numGlyphs)]
        font.setGlyphOrder(self._names)
        self._glyphs, self._widths = font["glyf"], font["hmtx"]
        self._bytes, self._places = font.reader["glyf"], font["loca"]
        self._read: dict[int, Any] = {}

    def draws_like(self, other: _Outlines, number: int) -> bool:
        """Whether another font draws a glyph just so. Most are written the same, and then need not be understood."""
        written = self.written(number)
        if written == other.written(number) and not _is_made_of_others(written):
            return not written or self._width(number) == other._width(number)
        return bool(self._drawn(number) == other._drawn(number))

    def written(self, number: int) -> bytes:
        """A glyph as it stands in its font, without what fills it up; nothing of one that is not there."""
        if number >= len(self._names):
            return b""
        return bytes(self._bytes[self._places[number] : self._places[number + 1]].rstrip(b"\0"))

    def _width(self, number: int) -> int:
        return int(self._widths[self._names[number]][0])

    def _drawn(self, number: int) -> Any:
        """Width and points of a glyph; nothing of one that draws nothing, or that is not there."""
        if number not in self._read:
            self._read[number] = self._outline(number)
        return self._read[number]

    def _outline(self, number: int) -> Any:
        if number >= len(self._names):
            return None
        name = self._names[number]
        if not self._glyphs[name].numberOfContours:
            return None
        points, ends, flags = self._glyphs[name].getCoordinates(self._glyphs)
        return self._width(number), tuple(points), tuple(ends), tuple(flag & 1 for flag in flags)


def _is_made_of_others(glyph: bytes) -> bool:
    """Whether a glyph names others by their numbers: then the number of its outlines is below zero."""
    return glyph[:1] >= b"\x80"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield each TrueType font that a page uses with its descriptor, once."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", Dictionary())
        if resources.objgen in seen and resources.objgen != (0, 0):
            continue
        seen.add(resources.objgen)
        for font in resources.get("/Font", Dictionary()).values():
            descriptor: Any = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor")
            if entry(descriptor, "/FontFile2") is not None and descriptor.objgen not in seen:
                seen.add(descriptor.objgen)
                yield font, descriptor


def _digest(stream: Any) -> str:
    return hashlib.sha256(stream.read_raw_bytes()).hexdigest()
