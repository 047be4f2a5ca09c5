"""Which of a document's fonts are cut from the brand's: only those whose every letter is drawn just so."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from small_pdfs import BOLD, EXTENDED, REGULAR, part

from hubdocs.printing.assembly.faces import faces_in

LETTERS = "<h1>One</h1><p>Tea, caf\u00e9 and naïve: <b>“jam; 12”</b> in Ŵales</p>"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return part(tmp_path_factory.mktemp("faces"), "WC-01", LETTERS).pdf


def test_every_cutting_of_a_font_of_the_brand_is_known_for_one(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        assert sorted(name for _, name in faces_in(pdf)) == sorted(font.name for font in (REGULAR, BOLD, EXTENDED))


def moved(font: TTFont) -> None:
    """Move one point of a letter."""
    glyph = simple(font)
    glyph.coordinates[0] = (glyph.coordinates[0][0] + 5, glyph.coordinates[0][1])


def bent(font: TTFont) -> None:
    """Let a curve of a letter be a corner, or the other way round."""
    simple(font).flags[0] ^= 1


def wider(font: TTFont) -> None:
    """Leave another space behind every letter."""
    font["hmtx"].metrics = {name: (width + 9, side) for name, (width, side) in font["hmtx"].metrics.items()}


def raised(font: TTFont) -> None:
    """Set an accent higher."""
    made_of_others = next(each for each in glyphs(font) if each.isComposite())
    made_of_others.components[-1].y += 30


@pytest.mark.parametrize("change", [moved, bent, wider, raised])
def test_a_font_that_draws_one_letter_otherwise_is_not_taken_for_the_brands(
    document: Path, change: Callable[[TTFont], None]
) -> None:
    with pikepdf.open(document) as pdf:
        program = cut_from(REGULAR, pdf)
        font = TTFont(BytesIO(program.read_bytes()))
        change(font)
        written = BytesIO()
        font.save(written)
        program.write(written.getvalue())
        assert sorted(name for _, name in faces_in(pdf)) == sorted(font.name for font in (BOLD, EXTENDED))


def cut_from(file: Path, pdf: pikepdf.Pdf) -> pikepdf.Stream:
    cuttings = {digest for digest, name in faces_in(pdf) if name == file.name}
    streams = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
    return next(each for each in streams if sha256(each.read_raw_bytes()).hexdigest() in cuttings)


def glyphs(font: TTFont) -> list:
    return [font["glyf"][name] for name in font.getGlyphOrder()]


def simple(font: TTFont):
    return max((each for each in glyphs(font) if each.numberOfContours > 0), key=lambda each: len(each.coordinates))
