"""Guesses at what somebody meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

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
