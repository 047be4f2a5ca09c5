"""Phrases about blanks: words among which fields stand that nobody has filled in yet, or what was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hubdocs.design import curly
from hubdocs.model import Field

LINES = 3
"""Lines for a list that nobody has filled in. Contract: FORMAT, section 3."""


@dataclass(frozen=True)
class Blank:
    """A field that is still empty, as a clause or a condition names it."""

    field: Field
    number: int
    """Where it stands in the Details, counted from 1."""
    line: int = 0
    """Which line of a list, counted from 1; 0 for all of it."""
    quoted: bool = False
    """Whether it is named in a condition, where quotation marks read better than brackets."""

    @property
    def label(self) -> str:
        """What people read beside it: `Rooms, line 2`."""
        return curly(self.field.label) + (f", line {self.line}" if self.line else "")

    @property
    def words(self) -> str:
        """`[Name of the school] (Details, 1)`, in a condition `“Name of the school” (Details, 1)`."""
        marked = f"“{self.label}”" if self.quoted else f"[{self.label}]"
        return f"{marked} (Details,\N{NO-BREAK SPACE}{self.number})"

    @property
    def anchor(self) -> str:
        """The id of its row in the Details."""
        return row_anchor(self.field)


@dataclass(frozen=True)
class Filled:
    """What was filled in: always plain text."""

    lines: tuple[str, ...]
    """One, the lines of a longer text, or the items of a list."""
    is_list: bool = False

    @property
    def words(self) -> str:
        """All of it in one line."""
        return (", " if self.is_list else " ").join(self.lines)


Phrase: TypeAlias = "tuple[str | Blank | Filled, ...]"
"""Words, with blanks and answers among them."""


def words_of(phrase: Phrase) -> str:
    """A phrase as plain words."""
    return "".join(part if isinstance(part, str) else part.words for part in phrase)


def joined(phrases: list[Phrase], between: str) -> Phrase:
    """Phrases with words between them."""
    found: list[str | Blank | Filled] = []
    for index, phrase in enumerate(phrases):
        found.extend((*([between] if index else []), *phrase))
    return tuple(found)


def row_anchor(field: Field) -> str:
    """The id of a field's row in the Details; no author can take it."""
    return f"hub-field-{field.name}"
