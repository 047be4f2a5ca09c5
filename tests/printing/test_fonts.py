"""Fonts without the packing of the web."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTLibError, woff2

from hubdocs.design import FACES, Face
from hubdocs.printing.fonts import unpacked


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_what_lies_unpacked_beside_a_font_of_the_brand_is_the_same_font(face: Face) -> None:
    plain = BytesIO()
    woff2.decompress(BytesIO(face.file.read_bytes()), plain)
    assert face.unpacked_file.read_bytes() == plain.getvalue(), "run `python -m tools.unpack_fonts`"
    assert unpacked(face.file.read_bytes()) == plain.getvalue()


def test_a_font_of_somebody_else_is_unpacked() -> None:
    packed = BytesIO()
    brand = BytesIO(FACES[0].unpacked_file.read_bytes())
    woff2.compress(brand, packed, transform_tables=set())
    assert unpacked(packed.getvalue())[:4] == b"\x00\x01\x00\x00"
    assert packed.getvalue() not in {face.file.read_bytes() for face in FACES}


def test_a_font_that_is_not_packed_stays_as_it_is() -> None:
    plain = FACES[0].unpacked_file.read_bytes()
    assert unpacked(plain) is plain


def test_a_damaged_font_is_a_mistake() -> None:
    with pytest.raises(TTLibError):
        unpacked(FACES[0].file.read_bytes()[:20])
