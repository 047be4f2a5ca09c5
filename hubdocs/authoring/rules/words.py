"""Sentences are short enough to be read by somebody who is tired."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Place, Problem, Severity

LONGEST = 30
"""Words in one sentence; our own texts keep to about 25."""

_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(]*[A-Z0-9])|(?<=[:;])\s+")
"""Where a sentence ends; a colon or semicolon gives pause enough."""
_PLAIN = str.maketrans("‘’“”", "''\"\"")


def sentences_are_short(text: Text) -> Iterator[Problem]:
    """Yield a warning for each sentence of more than thirty words."""
    for paragraph in text.survey.paragraphs:
        for sentence in _END.split(paragraph):
            words = re.findall(r"\w[\w’'-]*", sentence)
            if len(words) > LONGEST:
                message = f"a sentence of more than {LONGEST} words begins here"
                hint = "part it in two; about 25 words can be read in one go"
                yield Problem(_place(text, words), message, hint, "long-sentence", Severity.WARNING)


def _place(text: Text, words: list[str]) -> Place:
    """The line on which a sentence with these words begins: that which holds most of the first of them."""
    first = [word.translate(_PLAIN) for word in words[:5]]
    lines = [(number, line.translate(_PLAIN)) for number, line in text.lines()]
    found = [(sum(word in line for word in first), -number) for number, line in lines]
    most, number = max(found, default=(0, 0))
    return text.source.body_place(-number if most > 1 else 0)
