"""Sentences are short enough to be read by somebody who is tired."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Problem, Severity

LONGEST = 30
"""Words in one sentence; our own texts keep to about 25."""

_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(]*[A-Z0-9])|(?<=[:;])\s+")
"""Where a sentence ends; a colon or semicolon gives pause enough."""
_WORD = re.compile(r"\w[\w'-]*")
_PLAIN = str.maketrans("‘’“”", "''\"\"")


def sentences_are_short(text: Text) -> Iterator[Problem]:
    """Yield a warning for each sentence of more than thirty words."""
    lines: dict[str, set[int]] = {}
    for number, line in text.lines:
        for word in _WORD.findall(line.translate(_PLAIN)):
            lines.setdefault(word, set()).add(number)
    for paragraph in text.survey.paragraphs:
        for sentence in _END.split(paragraph):
            words = _WORD.findall(sentence.translate(_PLAIN))
            if len(words) > LONGEST:
                message = f"a sentence of more than {LONGEST} words begins here"
                hint = "part it in two; about 25 words can be read in one go"
                place = text.source.body_place(_line(words, lines))
                yield Problem(place, message, hint, "long-sentence", Severity.WARNING)


def _line(words: list[str], lines: dict[str, set[int]]) -> int:
    """The first line that holds most of the words with which a sentence begins."""
    where = [lines[word] for word in words[:5] if word in lines]
    rarest = min(where, key=len, default={0})
    return min(rarest, key=lambda number: (-sum(number in each for each in where), number))
