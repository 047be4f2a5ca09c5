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
from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Dictionary

from hubdocs.design import FACES
from hubdocs.printing.fonts import unpacked
from hubdocs.printing.reading import entry, unicode_map

UNUSED_TABLES = ("DSIG", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "kern", "meta")
"""Parts of a font that decide nothing where each glyph is set by its number. Without them cutting is quicker."""


@lru_cache(maxsize=16)
def whole_face(path: Path) -> bytes:
    """A font file with all its glyphs, and nothing that only a browser needs: the same bytes every time."""
    # Without `recalcTimestamp` the font would carry the time of this build.
    font = TTFont(BytesIO(unpacked(path.read_bytes())), recalcTimestamp=False)
    options = subset.Options(
        retain_gids=True,
        layout_features=[],
        notdef_outline=True,
        hinting=False,
        name_IDs=[6],
        drop_tables=list(UNUSED_TABLES),
    )
    cutter = subset.Subsetter(options)
    cutter.populate(gids=list(range(len(font.getGlyphOrder()))))
    cutter.subset(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def warm_up() -> None:
    """Read the brand's fonts, so that forks have read them already."""
    for face in FACES:
        packed_size(face.file)
        _outlines_of(face.file)


def faces_in(path: Path) -> tuple[tuple[str, str], ...]:
    """The cuttings in a document that are of the brand's fonts: the SHA-256 of each as packed, and the file's name."""
    found = {}
    with pikepdf.open(path) as pdf:
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
    try:
        outlines = dict(_outlines(TTFont(BytesIO(program))))
    except (TTLibError, KeyError):
        return None
    wanted = {number: outlines.get(number) for number in shown}
    for face in FACES:
        whole = _outlines_of(face.file)
        if any(wanted.values()) and all(whole.get(number) == drawn for number, drawn in wanted.items()):
            return face.file
    return None


@lru_cache(maxsize=16)
def _outlines_of(path: Path) -> Mapping[int, Any]:
    return dict(_outlines(TTFont(BytesIO(unpacked(path.read_bytes())))))


def _outlines(font: TTFont) -> Iterator[tuple[int, Any]]:
    """Yield each glyph that draws something: its number, its width and its points."""
    glyphs, widths = font["glyf"], font["hmtx"]
    for number, name in enumerate(font.getGlyphOrder()):
        if glyphs[name].numberOfContours:
            points, ends, flags = glyphs[name].getCoordinates(glyphs)
            on_curve = tuple(flag & 1 for flag in flags)
            yield number, (widths[name][0], tuple(points), tuple(ends), on_curve)


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
