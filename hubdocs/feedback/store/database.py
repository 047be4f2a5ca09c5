"""The store on SQLAlchemy Core: an SQLite file, or any other database by its address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.canonical import digest_of
from hubdocs.feedback.store import statements
from hubdocs.feedback.store.migrations import bring_up_to_date, is_up_to_date
from hubdocs.feedback.store.place import StorePlace, make_file
from hubdocs.feedback.store.seam import Arrived, Held, Outcome
from hubdocs.feedback.store.tables import GONE, HELD, METADATA, RESPONSES, SCHEMA, as_held, as_response, as_row
from hubdocs.feedback.store.tables import flags_as_text as _flags
from hubdocs.model import Response

PATIENCE = 30
"""Seconds for which a command waits while another one writes."""
TRIES = 5
"""How often a batch is tried when another import takes the same rows in at the same moment."""
AT_ONCE = 500
"""Rows that are in memory at one time while the store is read."""


class SqlStore:
    """A store of feedback in a database."""

    def __init__(self, place: StorePlace) -> None:
        self._shown = place.shown
        make_file(place)
        with self._told():
            self.engine = _engine(place)
            with self._reading() as connection:
                if is_up_to_date(connection):
                    return
            with self._writing() as connection:
                bring_up_to_date(connection, place.shown)

    def add(self, batch: Sequence[Arrived]) -> list[Outcome]:
        """Take in some responses in one transaction, and answer what became of each."""
        for tried in range(TRIES):
            try:
                with self._told(), self._writing() as connection:
                    return _added(connection, batch)
            except IntegrityError:
                if tried == TRIES - 1:
                    raise HubError([self._problem("another import takes in the same rows")]) from None
        raise AssertionError  # the last try either answered or raised

    def responses(self, document: str = "") -> Iterator[Response]:
        """Every response in order of id, one after the other."""
        for row in self._rows(statements.every_response(document)):
            yield as_response(row)

    def held(self) -> Iterator[Held]:
        """Every response that waits, in order of id."""
        for row in self._rows(statements.every_held()):
            yield as_held(row)

    def counts(self) -> tuple[int, int]:
        """How many responses are kept, and how many wait."""
        with self._told(), self._reading() as connection:
            kept, waiting = (connection.execute(statements.count(table)).scalar_one() for table in (RESPONSES, HELD))
            return kept, waiting

    def settle(self, id_: str, kept: Response | None) -> bool:
        """Keep a held response as it is given here, or discard it."""
        with self._told(), self._writing() as connection:
            row = connection.execute(statements.one(HELD, id_)).mappings().first()
            if row is None:
                return False
            connection.execute(statements.remove(HELD, [id_]))
            if kept is None:
                _forget(connection, [id_])
            else:
                held = as_held(row)
                arrived = Arrived(kept, held.content, held.received)
                connection.execute(statements.keep(RESPONSES), [as_row(arrived)])
            return True

    def erase(self, id_: str) -> bool:
        """Remove a response, kept or held, for good."""
        with self._told(), self._writing() as connection:
            removed = sum(connection.execute(statements.remove(table, [id_])).rowcount for table in (RESPONSES, HELD))
            if removed:
                _forget(connection, [id_])
            return removed > 0

    def purge(self, before: datetime.date) -> int:
        """Remove for good what was sent, or taken in, before a day."""
        removed = 0
        with self._told(), self._writing() as connection:
            for table in (RESPONSES, HELD):
                while ids := list(connection.execute(statements.older(table, before, AT_ONCE)).scalars()):
                    connection.execute(statements.remove(table, ids))
                    _forget(connection, ids)
                    removed += len(ids)
        return removed

    def back_up(self, file: Path) -> None:
        """Copy everything into a new store in a file.

        Raises:
            HubError: There is a file of that name already.
            OSError: It cannot be written.
        """
        if file.exists():
            message, hint = "this file is there already, and nothing is written over", "give another name"
            raise HubError([Problem(Place(str(file)), message, hint, "store")])
        unfinished = file.with_name(f".{file.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        try:
            copy = SqlStore(StorePlace(str(file), unfinished.absolute()))
            with copy._told(), copy._writing() as target, self._told(), self._reading() as source:
                for table in METADATA.sorted_tables:
                    if table is not SCHEMA:
                        _copy(source, target, table)
            copy.engine.dispose()
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)

    def _rows(self, statement: sql.Select[Any]) -> Iterator[Any]:
        with self._told(), self._reading() as connection:
            yield from connection.execution_options(yield_per=AT_ONCE).execute(statement).mappings()

    @contextmanager
    def _writing(self) -> Iterator[sql.Connection]:
        """A transaction that is kept whole at the end, or not at all."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sql.Connection]:
        """A transaction that lets others write meanwhile, as far as the database can."""
        with self.engine.connect().execution_options(reads_only=True) as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Let what the database says reach a person in plain words, without any row that was on its way."""
        try:
            yield
        except IntegrityError:
            raise
        except (SQLAlchemyError, ImportError) as error:
            raise HubError([self._problem(_said(error))]) from None

    def _problem(self, said: str) -> Problem:
        hint = "wait until other commands have ended; see whether the disk is full and the file is a store"
        return Problem(Place(self._shown), f"the store of feedback cannot be used: {said}", hint, "store")


def _said(error: BaseException) -> str:
    """What went wrong in the database's own few words; never a statement or its values."""
    words = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
    return words if len(words) <= 100 and "'" not in words else type(error).__name__  # noqa: PLR2004  # a short line


def _engine(place: StorePlace) -> sql.Engine:
    """The engine of a database. An SQLite file is let go after each transaction."""
    if place.file is None:
        try:
            return sql.create_engine(place.address, hide_parameters=True)
        except ValueError:  # what it says may repeat a piece of the password
            hint = "write the signs @ : / in a password as %40 %3A %2F"
            message = "the address of the store cannot be read"
            raise HubError([Problem(Place(place.shown), message, hint, "store")]) from None
    address = sql.URL.create("sqlite", database=str(place.file))
    engine = sql.create_engine(
        address, hide_parameters=True, connect_args={"timeout": PATIENCE}, poolclass=sql.pool.NullPool
    )
    sql.event.listen(engine, "connect", _set_up)
    sql.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    """Begin no transaction by itself, so that tables are made within ours, and overwrite what is deleted."""
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: sql.Connection) -> None:
    """Begin at once as a writer, so that two writers wait for each other and never meet half-way."""
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _added(connection: sql.Connection, batch: Sequence[Arrived]) -> list[Outcome]:
    ids = [arrived.response.id for arrived in batch]
    said = {row.id: row.content for table in (RESPONSES, HELD) for row in connection.execute(_known(table, ids))}
    gone = set(connection.execute(statements.gone([digest_of(id_) for id_ in ids])).scalars())
    new: dict[Outcome, list[dict[str, Any]]] = {Outcome.STORED: [], Outcome.HELD: []}
    outcomes = []
    for arrived in batch:
        id_ = arrived.response.id
        if id_ in said or digest_of(id_) in gone:
            same = said.get(id_, arrived.content) == arrived.content
            outcomes.append(Outcome.REPEATS if same else Outcome.CONTRADICTS)
            continue
        outcome = Outcome.HELD if arrived.flags else Outcome.STORED
        row = as_row(arrived) | ({"flags": _flags(arrived.flags)} if arrived.flags else {})
        new[outcome].append(row)
        said[id_] = arrived.content
        outcomes.append(outcome)
    for outcome, table in ((Outcome.STORED, RESPONSES), (Outcome.HELD, HELD)):
        if new[outcome]:
            connection.execute(statements.keep(table), new[outcome])
    return outcomes


def _known(table: sql.Table, ids: Sequence[str]) -> sql.Select[Any]:
    return statements.contents(table, ids)


def _forget(connection: sql.Connection, ids: Sequence[str]) -> None:
    """Note that something must not come back, by a digest that tells nothing."""
    digests = {digest_of(id_) for id_ in ids}
    known = set(connection.execute(statements.gone(sorted(digests))).scalars())
    if new := [{"digest": digest} for digest in sorted(digests - known)]:
        connection.execute(statements.keep(GONE), new)


def _copy(source: sql.Connection, target: sql.Connection, table: sql.Table) -> None:
    rows = iter(source.execution_options(yield_per=AT_ONCE).execute(sql.select(table)).mappings())
    while some := [dict(row) for row in islice(rows, AT_ONCE)]:
        target.execute(statements.keep(table), some)
