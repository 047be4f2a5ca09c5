"""Responses as files in our own form, which can be taken in again and are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.canonical import COLUMNS, row_of
from hubdocs.feedback.cells import safe
from hubdocs.model import Response

ENDINGS = (".csv", ".json")


def export(responses: Iterable[Response], file: Path) -> int:
    """Write responses into a new file, CSV or JSON by its ending; how many there were.

    Raises:
        HubError: There is such a file already, or its ending says nothing.
        OSError: It cannot be written.
    """
    if file.suffix.lower() not in ENDINGS:
        raise HubError([_problem(file, "the file's ending says neither CSV nor JSON", "end its name in .csv or .json")])
    if file.exists():
        raise HubError([_problem(file, "this file is there already, and nothing is written over", "give another name")])
    rows = map(row_of, responses)
    with _new(file) as stream:
        return _as_json(rows, stream) if file.suffix.lower() == ".json" else _as_csv(rows, stream)


@contextmanager
def _new(file: Path) -> Iterator[IO[str]]:
    """A file that is there, whole, at the end, or not at all; only its owner may read it."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _as_csv(rows: Iterable[Mapping[str, str]], stream: IO[str]) -> int:
    stream.write("\ufeff")  # spreadsheets read the letters right when a file begins so
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([safe(row[column]) for column in COLUMNS])
        count += 1
    return count


def _as_json(rows: Iterable[Mapping[str, str]], stream: IO[str]) -> int:
    count = 0
    stream.write("[")
    for row in rows:
        stream.write(",\n" if count else "\n")
        stream.write(json.dumps({column: text for column, text in row.items() if text}, ensure_ascii=False))
        count += 1
    stream.write("\n]\n")
    return count


def _problem(file: Path, message: str, hint: str) -> Problem:
    return Problem(Place(file.name), message, hint, "export")
