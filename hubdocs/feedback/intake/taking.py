"""The story of an import: read, judge, keep; each row ends in exactly one place."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from hubdocs.feedback.intake.mapping import Mapped, map_columns, told
from hubdocs.feedback.intake.reading import read_table
from hubdocs.feedback.intake.register import Register
from hubdocs.feedback.intake.rows import Flags, SetAside, flagged, identified, response_of
from hubdocs.feedback.intake.set_aside import SetAsideFile, set_aside_beside
from hubdocs.feedback.intake.table import MOST_COLUMNS, MOST_ROWS, Row, Slip, Table, unreadable
from hubdocs.feedback.store import Arrived, FeedbackStore, Outcome
from hubdocs.model import FormMap

BATCH = 500
"""Rows that are kept together, in one transaction."""
PIECE = 5_000
"""Rows after which it is told how far the work is."""
BURST = 20
"""New responses of the web in one minute that are worth a look: a trained room has 20 people."""
LINES_KEPT = 5
"""How many lines are named for each reason; the file has them all."""
_CONTRADICTS = Slip("contradicts", "response_id: it is already stored with other answers")


class Progress(Protocol):
    """Is told of the work while it is done."""

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """So many pieces of work are to come."""

    def begin(self, name: str) -> None:
        """Work on something begins."""

    def end(self, name: str) -> None:
        """That piece of work is done."""


@dataclass(frozen=True)
class Wanted:
    """What is to be taken in, and how it is to be read."""

    file: Path
    received: datetime.date | None
    """The day on which it came."""
    form: FormMap | None = None
    """The form that it is an export of; none for our own form."""
    forms: tuple[FormMap, ...] = ()
    """Every form, for guesses."""
    batch: int = BATCH


@dataclass
class TakenIn:
    """What became of a file's rows; `stored + set_aside + held + repeats` is `rows`."""

    table: Table
    left_aside: tuple[str, ...]
    """Headings that are not ours."""
    rows: int = 0
    stored: int = 0
    set_aside: int = 0
    held: int = 0
    repeats: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """How many rows were set aside for each rule; a row can have several."""
    lines: dict[str, list[int]] = field(default_factory=dict)
    """The first lines of each."""
    flags: Counter[str] = field(default_factory=Counter)
    """How many rows are held for each kind of flag."""
    set_aside_file: Path | None = None
    minutes: Counter[datetime.datetime] = field(default_factory=Counter)
    """New responses from the web, by minute."""

    @property
    def bursts(self) -> tuple[tuple[datetime.datetime, int], ...]:
        """The minutes in which more came from the web than people send."""
        return tuple(sorted((minute, count) for minute, count in self.minutes.items() if count > BURST))


def take_in(wanted: Wanted, register: Register, store: FeedbackStore, flags: Flags, progress: Progress) -> TakenIn:
    """Take in a file; doing it again, after whatever happened, changes nothing that was kept.

    Raises:
        HubError: The file cannot be read as a whole, or the store cannot be used.
        OSError: The file cannot be opened, or nothing can be written beside it.
    """
    table = read_table(wanted.file, ours=wanted.form is None)
    mapped = map_columns(table, wanted.form, wanted.forms)
    count, others = _counted(table)
    taken = TakenIn(table, mapped.left_aside or others)
    with set_aside_beside(wanted.file, table) as aside:
        work = _Work(wanted, mapped, register, store, flags, taken, aside.file)
        for rows in _in_pieces(table, wanted.batch, count, progress):
            work.keep(rows)
    taken.set_aside_file = aside.place
    return taken


def _counted(table: Table) -> tuple[int, tuple[str, ...]]:
    """How many rows there are, and what they name that is not ours.

    Every one was read once then, so that no half of a broken file is taken in.

    Raises:
        HubError: There are too many, or the file cannot be read to its end.
    """
    count = 0
    others: dict[str, None] = {}
    for row in table.rows():
        count += 1
        if row.others and len(others) < MOST_COLUMNS:
            others |= dict.fromkeys(map(told, row.others[:MOST_COLUMNS]))
        if count > MOST_ROWS:
            message = f"this file has more than {MOST_ROWS:,} rows"
            hint = "part it into several files, each with the line of headings"
            raise unreadable(table.name, message, hint, row.line)
    return count, tuple(others)


def _in_pieces(table: Table, batch: int, count: int, progress: Progress) -> Iterator[list[Row]]:
    """The rows in batches; how far they are is told once in a while, and never for a small file."""
    per_piece = max(1, PIECE // batch)
    rows = table.rows()
    is_told = count > PIECE
    if is_told:
        progress.expect(-(-count // (per_piece * batch)))
    first = 1
    while some := list(islice(rows, batch)):
        name = f"Rows {first:,} to {min(first + per_piece * batch - 1, count):,}"
        if is_told:
            progress.begin(name)
        yield some
        for _ in range(per_piece - 1):
            if more := list(islice(rows, batch)):
                yield more
        if is_told:
            progress.end(name)
        first += per_piece * batch


@dataclass(frozen=True)
class _Work:
    """Everything that one import has at hand."""

    wanted: Wanted
    mapped: Mapped
    register: Register
    store: FeedbackStore
    flags: Flags
    taken: TakenIn
    aside: SetAsideFile

    def keep(self, rows: Sequence[Row]) -> None:
        """Judge some rows, keep them in one transaction, and write down what became of each."""
        slips: dict[int, tuple[Slip, ...]] = {}
        arrived: list[tuple[int, Arrived]] = []
        for index, row in enumerate(rows):
            try:
                arrived.append((index, self._arrived(row)))
            except SetAside as error:
                slips[index] = error.slips
        outcomes = self.store.add([each for _, each in arrived]) if arrived else []
        for (index, each), outcome in zip(arrived, outcomes, strict=True):
            if outcome is Outcome.CONTRADICTS:
                slips[index] = (_CONTRADICTS,)
            else:
                self._count(each, outcome)
        for index in sorted(slips):
            self._set_aside(rows[index], slips[index])
        self.taken.rows += len(rows)

    def _arrived(self, row: Row) -> Arrived:
        """The response in a row.

        Raises:
            SetAside: It cannot be kept as it is.
        """
        if row.slips:
            raise SetAside(list(row.slips))
        mapped = self.mapped
        response = response_of(mapped.cells(row), mapped.values, mapped.dates, self.register)
        form = self.wanted.form.name if self.wanted.form else ""
        response, content = identified(response, self.flags, form)
        return Arrived(response, content, self.wanted.received, flagged(response, self.flags))

    def _count(self, arrived: Arrived, outcome: Outcome) -> None:
        taken, said = self.taken, arrived.response
        match outcome:
            case Outcome.REPEATS:
                taken.repeats += 1
                return
            case Outcome.HELD:
                taken.held += 1
                taken.flags.update({flag.kind for found in arrived.flags.values() for flag in found})
            case _:
                taken.stored += 1
        if said.channel == "web" and said.submitted:
            taken.minutes[said.submitted.replace(second=0)] += 1

    def _set_aside(self, row: Row, slips: tuple[Slip, ...]) -> None:
        self.aside.add(row, slips)
        self.taken.set_aside += 1
        for rule in {slip.rule for slip in slips}:
            self.taken.reasons[rule] += 1
            lines = self.taken.lines.setdefault(rule, [])
            if len(lines) < LINES_KEPT:
                lines.append(row.line)
