"""A file of answers, whatever its form: headings, and rows that come one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hubdocs.errors import HubError, Place, Problem

MOST_ROWS = 200_000
"""Rows in one file: twice what all our hubs send in ten years."""
MOST_COLUMNS = 200
"""Columns in one file; a long form has 40."""
LARGEST_FILE = 200_000_000
"""Bytes of one file."""
LONGEST_CELL = 10_000
"""Characters in one cell: four pages. A longer one sets its row aside, whole."""
SET_ASIDE = ("line", "reason")
"""The columns before all others in a file of rows that were set aside."""


@dataclass(frozen=True)
class Slip:
    """One thing for which a row is set aside."""

    rule: str
    """Its short name, for counting: `value`, `unknown`, `too-long` and so on."""
    words: str
    """What is wrong and what was expected, in one plain sentence."""


@dataclass(frozen=True)
class Row:
    """One row as it came."""

    line: int
    """The line of the file on which it begins, counted from 1; in a workbook its row."""
    cells: tuple[str, ...]
    slips: tuple[Slip, ...] = ()
    """What reading alone found wrong in it."""
    others: tuple[str, ...] = ()
    """What it names beside all headings, where each row names its own cells."""


@dataclass(frozen=True)
class Table:
    """A file whose headings were read; its rows can be read as often as they are needed."""

    name: str
    """The file's name, as messages give it."""
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    form: str = "CSV"
    """`CSV`, `workbook` or `JSON`."""
    encoding: str = ""
    """How its letters are written, such as `UTF-8`."""
    delimiter: str = ""
    """What parts its cells: `comma`, `semicolon` or `tab`; empty where nothing does."""
    doubt: str = ""
    """What a person should know about how it was read."""

    @property
    def was_set_aside(self) -> bool:
        """Whether this program wrote it for rows to be corrected in it."""
        return self.headings[: len(SET_ASIDE)] == SET_ASIDE


def unreadable(name: str, message: str, hint: str, line: int = 1) -> HubError:
    """The mistake of giving a file that cannot be read."""
    return HubError([Problem(Place(name, line), message, hint, "feedback-file")])


def stop_on_too_many_columns(name: str, headings: tuple[str, ...]) -> None:
    """Do nothing when a file is not too wide.

    Raises:
        HubError: It is.
    """
    if len(headings) > MOST_COLUMNS:
        message = f"this file has {len(headings):,} columns; it may have {MOST_COLUMNS}"
        raise unreadable(name, message, "delete the columns that nobody filled in")
