"""What tests of the intake share: a small register, files of answers, and one way to take them in."""

from __future__ import annotations

import csv
import datetime
import functools
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tiny import write_library

from hubdocs.feedback.intake import Register, TakenIn, Wanted, take_in
from hubdocs.feedback.privacy import Flag
from hubdocs.feedback.store import FeedbackStore, open_store
from hubdocs.hints import Guesses
from hubdocs.model import FormMap, Version
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted as Released
from hubdocs.release import release

DAY = datetime.date(2026, 11, 24)
ONE, TWO = Version(1, 0, 0), Version(1, 1, 0)
DOCUMENTS = {
    "WC-01": {ONE: frozenset({"film"}), TWO: frozenset({"film", "talk"})},
    "ST-01": {ONE: frozenset({"GOV-1"})},
}
EDITIONS = {"school-staff@2026-11": {"WC-01": ONE}}
REGISTER = Register(DOCUMENTS, EDITIONS, Guesses(DOCUMENTS), Guesses(EDITIONS))
GOOD = {"document": "WC-01", "version": "1.0.0", "useful": "4", "keep": "The film"}


def mail_only(column: str, text: str) -> tuple[Flag, ...]:
    """Flags for tests: whatever has an @ in it."""
    return tuple(Flag("email", word) for word in text.split() if "@" in word)


def write_rows(
    file: Path,
    rows: Iterable[Mapping[str, str]],
    headings: Sequence[str] = (),
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A CSV file of rows, each by heading."""
    rows = list(rows)
    headings = headings or tuple(dict.fromkeys(heading for row in rows for heading in row))
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(headings)
        writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return file


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by heading, as a spreadsheet would read them."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        return list(csv.DictReader(stream))


def take(file: Path, store: FeedbackStore, form: FormMap | None = None, batch: int = 500) -> TakenIn:
    """Take in a file against the small register."""
    wanted = Wanted(file, DAY, form, (form,) if form else (), batch)
    taken = take_in(wanted, REGISTER, store, mail_only, Silent())
    assert taken.stored + taken.set_aside + taken.held + taken.repeats == taken.rows
    return taken


def take_rows(folder: Path, *rows: Mapping[str, str]) -> tuple[TakenIn, FeedbackStore]:
    """Take in some rows into a new store."""
    store = open_store(folder)
    return take(write_rows(folder / "answers.csv", rows), store), store


def counts(taken: TakenIn) -> tuple[int, int, int, int]:
    """Stored, held, set aside, repeats."""
    return taken.stored, taken.held, taken.set_aside, taken.repeats


def released_library(folder: Path) -> Path:
    """A copy of the tiny library with WC-01 and ST-01 released."""
    return Path(shutil.copytree(_released(), folder / "library"))


@functools.cache
def _released() -> Path:
    root = write_library(Path(tempfile.mkdtemp(prefix="hubdocs-feedback-")) / "library")
    release(root, Released(("WC-01", "ST-01"), "First release", datetime.date(2026, 11, 22)), Silent())
    return root
