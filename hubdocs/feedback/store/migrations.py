"""Schemas of the store, one step at a time: a new store takes every step, an old one those that it lacks."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sql

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.canonical import content_of
from hubdocs.feedback.store.tables import BY_DOCUMENT, GONE, SCHEMA, answers, as_response

Step = Callable[[sql.Connection], None]
_AT_ONCE = 1000
"""Rows that a step has in memory at one time."""


def _first(connection: sql.Connection) -> None:
    """Responses, and those that wait."""
    tables = sql.MetaData()
    sql.Table("responses", tables, *answers())
    sql.Table("held", tables, *answers(), sql.Column("flags", sql.Text, nullable=False))
    tables.create_all(connection)


def _second(connection: sql.Connection) -> None:
    """What was said, the day it came, and what must not come back."""
    for name in ("responses", "held"):
        connection.execute(sql.text(f"ALTER TABLE {name} ADD COLUMN content VARCHAR(64) DEFAULT '' NOT NULL"))
        connection.execute(sql.text(f"ALTER TABLE {name} ADD COLUMN received DATE"))
        _fill_in_content(connection, name)
    GONE.create(connection)
    BY_DOCUMENT.create(connection)


def _fill_in_content(connection: sql.Connection, name: str) -> None:
    """Work out what each row says, some rows at a time."""
    table = sql.Table(name, sql.MetaData(), *answers(), sql.Column("content", sql.String(64)))
    after = ""
    while True:
        wanted = sql.select(table).where(table.c.id > after).order_by(table.c.id).limit(_AT_ONCE)
        if not (rows := connection.execute(wanted).mappings().all()):
            return
        for row in rows:
            content = content_of(as_response(row))
            connection.execute(sql.update(table).where(table.c.id == row["id"]).values(content=content))
        after = rows[-1]["id"]


STEPS: tuple[Step, ...] = (_first, _second)
"""Each step leads from the schema of its index to the next. Steps are added, never changed."""
NEWEST = len(STEPS)


def is_up_to_date(connection: sql.Connection) -> bool:
    """Whether a store has the newest schema, so that opening it need write nothing."""
    if not sql.inspect(connection).has_table(SCHEMA.name):
        return False
    return _found(connection) == NEWEST


def _found(connection: sql.Connection) -> int:
    """The schema that a store has; 0 for a new one."""
    found: int | None = connection.execute(sql.select(sql.func.max(SCHEMA.c.version))).scalar()
    return found or 0


def bring_up_to_date(connection: sql.Connection, shown: str, steps: tuple[Step, ...] = STEPS) -> None:
    """Take the steps that a store lacks, within the transaction that the caller began.

    Raises:
        HubError: A newer program made it.
    """
    SCHEMA.create(connection, checkfirst=True)
    found = _found(connection)
    if found > len(steps):
        message = f"a newer hubdocs made this store: its schema is {found}, and this one knows {len(steps)}"
        raise HubError([Problem(Place(shown), message, "update hubdocs, and run the command again", "store")])
    for number, step in enumerate(steps[found:], found + 1):
        step(connection)
        connection.execute(sql.insert(SCHEMA).values(version=number))
