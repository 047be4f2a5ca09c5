"""Where something stands in a plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hubdocs.feedback.privacy.flags import Kind

TAKEN = "¦"
"""Stands for each letter of what was found already, so that a later search does not find it again."""


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a plain text that should be flagged."""

    kind: Kind
    start: int
    end: int
    """The place after its last letter."""


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with each stretch hidden, as long as it was."""
    parts, here = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        start = max(here, span.start)
        if span.end > start:
            parts += [text[here:start], TAKEN * (span.end - start)]
            here = span.end
    return "".join([*parts, text[here:]])
