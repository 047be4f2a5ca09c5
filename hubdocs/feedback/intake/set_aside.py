"""Rows that are set aside: a file beside the one that they came in, to be corrected and imported again."""

from __future__ import annotations

import contextlib
import csv
import filecmp
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from hubdocs.feedback.cells import safe
from hubdocs.feedback.intake.rows import in_few_words
from hubdocs.feedback.intake.table import SET_ASIDE, Row, Slip, Table

_MARK = ".set-aside"


_UNWRITABLE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of signs, which JSON can name and no file can hold. Bytes that are no letters are written as they came."""


class SetAsideFile:
    """Takes rows while an import runs; it is there, whole, when the import ends, and only if a row was set aside."""

    def __init__(self, stream: Any, table: Table) -> None:
        self._writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        self._skipped = len(SET_ASIDE) if table.was_set_aside else 0
        self._writer.writerow([*SET_ASIDE, *map(safe, table.headings[self._skipped :])])
        self.rows = 0

    def add(self, row: Row, slips: Sequence[Slip]) -> None:
        """Write a row as it came, with its line and its reason."""
        reason = in_few_words(tuple(slips))
        cells = (_UNWRITABLE.sub("\ufffd", cell) for cell in row.cells[self._skipped :])
        self._writer.writerow([row.line, safe(reason), *map(safe, cells)])
        self.rows += 1


@dataclass
class Aside:
    """The file for an import's rows that are set aside, and where it is in the end."""

    file: SetAsideFile
    place: Path | None = None
    """`None` while the import runs, and where no row was set aside."""


@contextlib.contextmanager
def set_aside_beside(file: Path, table: Table) -> Iterator[Aside]:
    """A file for rows that are set aside; it takes its place at the end if there are any.

    The same rows, set aside again, stay in the file that has them already.

    Raises:
        OSError: Nothing can be written beside the file.
    """
    unfinished = file.with_name(f".{file.name}{_MARK}.unfinished")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)  # it may hold personal details
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            aside = Aside(SetAsideFile(stream, table))
            yield aside
        if aside.file.rows:
            aside.place = _placed(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)


def _placed(unfinished: Path, file: Path) -> Path:
    """Give the rows a name of their own: `<name>.set-aside.csv`, with a number if another file has it."""
    name = file.stem.split(_MARK)[0]
    for number in count(1):
        place = file.with_name(f"{name}{_MARK}{f'-{number}' if number > 1 else ''}.csv")
        if place.is_file() and filecmp.cmp(unfinished, place, shallow=False):
            return place
        with contextlib.suppress(FileExistsError):
            place.touch(mode=0o600, exist_ok=False)  # takes the name, so that nobody's file is written over
            return unfinished.replace(place)
    raise AssertionError  # numbers do not end
