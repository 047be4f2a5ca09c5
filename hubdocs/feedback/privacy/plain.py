"""A text made plain for searching, which remembers where each of its letters came from.

People type full-width digits, letters that cannot be seen, curly signs and accents, by design or by chance. The search
sees one plain spelling; what it finds is told in the spelling that was typed.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 4
"""A letter that would become more letters than this is left as it is; it is no letter of a name or a number."""
_SIGNS = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "∙": ".", "•": "\n", "․": ".", "\t": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """A text in its plain spelling."""

    text: str
    origins: Sequence[int]
    """For each letter the place in the typed text that it came from, counted from 0."""
    typed: str
    """The text as somebody typed it."""

    def as_typed(self, start: int, end: int) -> tuple[int, str]:
        """Where a stretch of the plain text begins in the typed one, and how it is typed there."""
        first, after = self.origins[start], self.origins[end - 1] + 1
        while after < len(self.typed) and unicodedata.combining(self.typed[after]):
            after += 1  # an accent typed behind its letter belongs to it
        return first, self.typed[first:after]


def plain(typed: str) -> Plain:
    """The plain spelling of a text: compatible forms unified, no accents, nothing that cannot be seen."""
    if typed.isascii() and typed.isprintable():
        return Plain(typed.translate(_SIGNS), range(len(typed)), typed)
    letters: list[str] = []
    origins = array("L")
    for place, letter in enumerate(typed):
        for each in _plain_letter(letter):
            letters.append(each)
            origins.append(place)
    return Plain("".join(letters), origins, typed)


@lru_cache(maxsize=1 << 16)
def _plain_letter(letter: str) -> str:
    signs = letter.translate(_SIGNS)
    if signs == "\n" or (signs.isascii() and signs.isprintable()):
        return signs
    if unicodedata.category(letter) in {"Zs", "Zl", "Zp"}:
        return " " if unicodedata.category(letter) == "Zs" else "\n"
    simple = unicodedata.normalize("NFKD", letter)
    if len(simple) > _LONGEST:
        simple = letter
    return "".join(each for each in simple if unicodedata.category(each) not in {"Mn", "Me", "Cf", "Cc", "Cs"})
