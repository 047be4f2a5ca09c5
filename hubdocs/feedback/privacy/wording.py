"""The words of a text as a search for names sees them, and the lists of words that it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from hubdocs.feedback.privacy.spans import TAKEN

LONGEST = 30
"""A longer word is no name."""

_WORD = re.compile(r"[^\W\d_](?:[\w]|['\-](?=[^\W\d_]))*+")
_WIDEST_GAP = 40
"""How many letters before a word can tell whether a sentence begins with it."""
_OPENING = re.compile(r"[.!?:;\n\"(\[>*|]|(?<!\w)'| - ")


class Word(NamedTuple):
    """A word, and how it stands in its sentence. It is a tuple because a large cell has very many."""

    text: str
    small: str
    """In small letters, without the s of an owner."""
    start: int
    end: int
    gap: str
    """What stands between it and the word before, without blanks."""
    opens: bool
    """Whether a sentence, a line or a quotation begins with it."""
    known: bool
    """Whether the library itself uses it, or it is known to be no name."""
    capital: bool
    """Whether it is written as names are: `Tom`, `O'Neill`, `McKay`."""
    joined: bool
    """Whether nothing but blanks stands between it and the word before."""
    could_be: bool
    """Whether nothing speaks against its being a part of a name."""

    @property
    def owns(self) -> bool:
        """Whether it says whose something is, as in `Tom's`."""
        return len(self.text) > len(self.small)


NOTHING = Word("", "", 0, 0, "", opens=False, known=True, capital=False, joined=False, could_be=False)
"""Stands before the first word and after the last."""


class Words:
    """The words of a text, each of them looked at only when it is asked for: most are never asked for."""

    def __init__(self, text: str, allowed: frozenset[str]) -> None:
        """Find where words stand; `allowed` are those, in small letters, that the library itself uses."""
        self._text = text
        self._known = allowed | listed("not-names")
        self._places = [match.span() for match in _WORD.finditer(text)]
        self._made: dict[int, Word] = {}

    def __getitem__(self, at: int) -> Word:
        """The word at a place; `NOTHING` where there is none."""
        if (word := self._made.get(at)) is None:
            word = self._made[at] = self._make(at) if 0 <= at < len(self._places) else NOTHING
        return word

    def worth_a_look(self, announcing: frozenset[str]) -> Iterator[int]:
        """Yield the places of words that could be names at all: with a capital, on the list, or announced."""
        given, announced = listed("given-names"), False
        for at, (start, end) in enumerate(self._places):
            text = self._text[start:end]
            small = bare(text)
            if announced or text[0].isupper() or small in given:
                yield at
            announced = small in announcing

    def _make(self, at: int) -> Word:
        start, end = self._places[at]
        text = self._text[start:end]
        small = bare(text)
        before = self._text[max(self._places[at - 1][1] if at else 0, start - _WIDEST_GAP) : start]
        gap = before.strip(" ")
        opens = bool(gap and _OPENING.search(before)) if at else not gap.strip(TAKEN + " ")
        known = small in self._known
        capital = text[0].isupper() and (text[1:2].islower() or not text.removesuffix("'s").isupper())
        could_be = capital and not known and 1 < end - start <= LONGEST
        return Word(text, small, start, end, gap, opens, known, capital, not gap, could_be)


def bare(word: str) -> str:
    """A word in small letters, without the s of an owner."""
    return word.lower().removesuffix("'s")


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [bare(match[0]) for match in _WORD.finditer(text)]


def is_given(word: str) -> bool:
    """Whether a word, in small letters, is a given name and not an everyday word."""
    return word in listed("given-names") and word not in listed("names-that-are-words")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of the lists in the folder `words`."""
    text = resources.files("hubdocs.feedback.privacy").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
