"""People's own words on a page: nothing in them can act, and nothing in them is lost."""

from __future__ import annotations

import unicodedata
from functools import cache

from hubdocs.design import FACES

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Kinds of characters that show nothing, or change how others are shown. Source: Unicode, general categories."""
SPACES = "\t\n\r"


class Verbatim(str):
    """Somebody's own words, which nobody typesets: quotation marks stay as they were typed."""

    __slots__ = ()


def visible(text: str) -> Verbatim:
    """The same words with every character that cannot be seen written by its number, such as `[U+202E]`."""
    return Verbatim("".join(_seen(letter) for letter in text))


def printable(text: str) -> Verbatim:
    """The same words with every character that the print fonts lack written by its number."""
    letters = _letters()
    return Verbatim("".join(letter if letter in letters else _number(letter) for letter in visible(text)))


def _seen(letter: str) -> str:
    if letter in SPACES:
        return " "
    return _number(letter) if unicodedata.category(letter) in UNSEEN else letter


def _number(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


@cache
def _letters() -> frozenset[str]:
    """Every character that a regular font of the house has."""
    from fontTools.ttLib import TTFont

    found: set[str] = set()
    for face in FACES:
        if (face.weight, face.style) == (400, "normal"):
            with TTFont(face.file) as font:
                found |= {chr(code) for code in font.getBestCmap()}
    return frozenset(found)
