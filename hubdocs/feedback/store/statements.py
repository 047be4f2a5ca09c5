"""Every statement that the store makes, each in words that all databases know."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql

from hubdocs.feedback.store.tables import GONE, HELD, RESPONSES


def every_response(document: str = "") -> sql.Select[Any]:
    """All responses in order, or those about one document."""
    statement = sql.select(RESPONSES).order_by(RESPONSES.c.id)
    return statement.where(RESPONSES.c.document == document) if document else statement


def every_held() -> sql.Select[Any]:
    """All that wait, in order."""
    return sql.select(HELD).order_by(HELD.c.id)


def count(table: sql.Table) -> sql.Select[Any]:
    """How many rows a table has."""
    return sql.select(sql.func.count()).select_from(table)


def one(table: sql.Table, id_: str) -> sql.Select[Any]:
    """One row by its id."""
    return sql.select(table).where(table.c.id == id_)


def contents(table: sql.Table, ids: Sequence[str]) -> sql.Select[Any]:
    """What some ids say, as far as they are known."""
    return sql.select(table.c.id, table.c.content).where(table.c.id.in_(ids))


def gone(digests: Sequence[str]) -> sql.Select[Any]:
    """Which of some ids must not come back."""
    return sql.select(GONE.c.digest).where(GONE.c.digest.in_(digests))


def keep(table: sql.Table) -> sql.Insert:
    """Keep new rows."""
    return sql.insert(table)


def remove(table: sql.Table, ids: Sequence[str]) -> sql.Delete:
    """Remove rows by their ids."""
    return sql.delete(table).where(table.c.id.in_(ids))


def older(table: sql.Table, before: datetime.date, most: int) -> sql.Select[Any]:
    """The ids of some rows that were sent or taken in before a day."""
    midnight = datetime.datetime.combine(before, datetime.time())
    is_older = sql.or_(table.c.submitted < midnight, table.c.received < before)
    return sql.select(table.c.id).where(is_older).order_by(table.c.id).limit(most)
