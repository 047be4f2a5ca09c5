"""Guesses at what somebody meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST_GUESSES = 50
"""How many guesses are made for one file: each takes time, and nobody reads more."""
ALIKE = 0.6
"""How alike two words must be for one to be offered for the other, from 0 to 1."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str, sign: str = "") -> str:
    """The known word that is most like `word`, as a question; else what to do instead."""
    near = nearest(word, known)
    return f"did you mean `{sign}{near}`?" if near else otherwise


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, whatever its capitals; `None` if none is alike."""
    plain = {each.lower(): each for each in known}
    near = difflib.get_close_matches(word.lower(), plain, 1, ALIKE)
    return plain[near[0]] if near else None


class Guesses:
    """Guesses at what was meant among the same known words, as many as somebody would read."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._made: dict[str, str] = {}

    def __call__(self, word: str, otherwise: str) -> str:
        """As `did_you_mean`; what to do instead once enough guesses were made."""
        if word not in self._made and len(self._made) < MOST_GUESSES:
            self._made[word] = did_you_mean(word, self._known, otherwise)
        return self._made.get(word, otherwise)
