"""A drawing that is shown as a picture brings the letters that it uses."""

from __future__ import annotations

import base64
import io
import re

from fontTools.ttLib import TTFont

from hubdocs.design.lettering import with_letters


def drawing(inside: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" font-family="Atkinson Hyperlegible Next">'
        f"{inside}</svg>"
    ).encode()


def letters_in(made: bytes) -> dict[str, str]:
    """The letters of each font inside a drawing, by weight."""
    found = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", made.decode())
    fonts = ((weight, TTFont(io.BytesIO(base64.b64decode(data)))) for weight, data in found)
    return {weight: "".join(sorted(map(chr, font.getBestCmap()))) for weight, font in fonts}


def test_a_drawing_holds_exactly_the_letters_that_it_uses_in_each_weight() -> None:
    made = with_letters(
        drawing('<text>aba</text><g font-weight="700"><text>Z<tspan font-weight="400">y</tspan></text></g>')
    )

    assert letters_in(made) == {"400": "aby", "700": "Zy"}


def test_a_drawing_without_words_stays_as_it_is() -> None:
    assert with_letters(drawing('<circle r="3"/>')) == drawing('<circle r="3"/>')


def test_a_drawing_in_other_letters_stays_as_it_is() -> None:
    other = b'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="serif">a</text></svg>'

    assert with_letters(other) == other


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert with_letters(drawing("<text>Notice</text>")) == with_letters(drawing("<text>Notice</text>"))
