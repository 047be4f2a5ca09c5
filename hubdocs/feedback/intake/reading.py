"""Reading a file of answers, whatever its form; which one it is shows in its first bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from hubdocs.feedback.cells import raw
from hubdocs.feedback.intake.encoding import Encoding, encoding_of
from hubdocs.feedback.intake.table import LARGEST_FILE, Row, Slip, Table, stop_on_too_many_columns, unreadable

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may part the cells of a line, and how a person is told."""
_LONGEST_HEAD = 100_000
"""Characters of the line of headings."""
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_table(file: Path, *, ours: bool = True) -> Table:
    """The headings of a file, and a way to its rows.

    `ours` says that the file follows our own form, so that cells which were made safe for spreadsheets are turned
    back. A file of rows that were set aside always is.

    Raises:
        HubError: It is empty, too large, or of a form that cannot be read.
        OSError: It cannot be opened.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        begins = stream.read(64)
    if size > LARGEST_FILE:
        message = f"this file has {size:,} bytes; it may have {LARGEST_FILE:,}"
        raise unreadable(file.name, message, "part it into several files, each with the line of headings")
    if begins.startswith(_ZIP):
        from hubdocs.feedback.intake.workbook import read_workbook

        return read_workbook(file)
    if begins.startswith(_OLD_OFFICE):
        message = "this is a workbook of an old form, or one with a password"
        raise unreadable(file.name, message, "save it as .xlsx without a password, or as CSV")
    if begins.startswith(b"%PDF"):
        raise unreadable(file.name, "this is a PDF, not a table of answers", "download the answers as CSV or .xlsx")
    encoding = encoding_of(file)
    if _first_letter(file, encoding) in {"[", "{"}:
        from hubdocs.feedback.intake.objects import read_objects

        return read_objects(file, encoding)
    return _read_csv(file, encoding, ours=ours)


def open_text(file: Path, encoding: Encoding) -> IO[str]:
    """The text of a file, with its line ends as they are."""
    return file.open(encoding=encoding.codec, errors=encoding.errors, newline="")


def _first_letter(file: Path, encoding: Encoding) -> str:
    with open_text(file, encoding) as stream:
        return stream.read(4096).lstrip("\ufeff \t\r\n")[:1]


def _read_csv(file: Path, encoding: Encoding, *, ours: bool) -> Table:
    csv.field_size_limit(LARGEST_FILE)  # a cell that is too long sets its row aside; it must not end the reading
    with open_text(file, encoding) as stream:
        head = stream.read(_LONGEST_HEAD).lstrip("\ufeff")
    delimiter, headings = max(
        ((each, _headings(head, each)) for each in DELIMITERS), key=lambda found: (len(found[1]), found[0] == ",")
    )
    if not any(headings):
        raise unreadable(file.name, "this file has no line of headings", "begin it with the names of its columns")
    stop_on_too_many_columns(file.name, headings)
    table = Table(
        file.name,
        headings,
        lambda: iter(()),
        encoding=encoding.name,
        delimiter=DELIMITERS[delimiter],
        doubt=encoding.doubt,
    )
    escaped = ours or table.was_set_aside

    def rows() -> Iterator[Row]:
        with open_text(file, encoding) as text:
            yield from _rows(text, delimiter, len(headings), file.name, escaped=escaped)

    return Table(file.name, headings, rows, "CSV", encoding.name, DELIMITERS[delimiter], encoding.doubt)


def _headings(head: str, delimiter: str) -> tuple[str, ...]:
    """The first line's cells; without the empty ones behind the last heading."""
    cells = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cell.strip() for cell in cells)


class _Lines:
    """The lines of a text, with the number of quotation marks since a row began."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.number = 0
        self.marks = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.number += 1
            self.marks += line.count('"')
            yield line


def _rows(text: IO[str], delimiter: str, width: int, name: str, *, escaped: bool) -> Iterator[Row]:
    """Every row that is not empty.

    Raises:
        HubError: The last cell never ends, so that rows may hide in it.
    """
    lines = _Lines(text)
    begins = 1
    for cells in csv.reader(lines, delimiter=delimiter):
        first, last, marks = begins, lines.number, lines.marks
        begins, lines.marks = last + 1, 0
        if first == 1:
            continue
        if any(map(str.strip, cells)):
            yield _row(first, [raw(cell) for cell in cells] if escaped else cells, width)
    if begins > 1 and last > first and marks % 2:
        message = "a quotation mark opens here and is never closed, so that all that follows would be one row"
        raise unreadable(name, message, 'close it, or write it twice ("") where it is part of a text', first)


def _row(line: int, cells: list[str], width: int) -> Row:
    """A row as wide as the headings; one that is wider keeps what it has and is set aside."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) > width:
        words = f"it has {len(cells)} cells, but there are {width} headings: put text with a comma into quotation marks"
        return Row(line, tuple(cells), (Slip("cells", words),))
    return Row(line, (*cells, *[""] * (width - len(cells))))
