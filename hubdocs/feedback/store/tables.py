"""The tables of the store, as its newest schema has them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sql

from hubdocs.feedback.privacy import Flag
from hubdocs.feedback.store.seam import Arrived, Held
from hubdocs.model import Response, Version

METADATA = sql.MetaData()


def answers() -> list[sql.Column[Any]]:
    """The columns of a response; new ones at every call, since a column belongs to one table."""
    texts = "document edition activity channel role hub as_planned keep change adapted again".split()
    numbers = "group_size minutes_taken useful clear before after".split()
    return [
        sql.Column("id", sql.String(200), primary_key=True),
        sql.Column("version", sql.String(20), nullable=False),
        sql.Column("knows_activity", sql.Boolean, nullable=False),
        sql.Column("submitted", sql.DateTime),
        *(sql.Column(name, sql.Text, nullable=False) for name in texts),
        *(sql.Column(name, sql.Integer) for name in numbers),
    ]


def _since_two() -> list[sql.Column[Any]]:
    """What the second schema brought: what was said, to tell repeats from contradictions, and the day it came."""
    return [sql.Column("content", sql.String(64), nullable=False), sql.Column("received", sql.Date)]


SCHEMA = sql.Table("schema_version", METADATA, sql.Column("version", sql.Integer, primary_key=True))
RESPONSES = sql.Table("responses", METADATA, *answers(), *_since_two())
HELD = sql.Table("held", METADATA, *answers(), *_since_two(), sql.Column("flags", sql.Text, nullable=False))
GONE = sql.Table("gone", METADATA, sql.Column("digest", sql.String(64), primary_key=True))
"""Digests of the ids of what was discarded, erased or purged, so that no file brings it back."""
BY_DOCUMENT = sql.Index("responses_by_document", RESPONSES.c.document)


def as_row(arrived: Arrived) -> dict[str, Any]:
    """What is kept of a response."""
    said = arrived.response
    moment = said.submitted.astimezone(datetime.UTC).replace(tzinfo=None) if said.submitted else None
    kept: dict[str, Any] = {name: getattr(said, name) for name in _PLAIN}
    kept |= {"version": str(said.version or ""), "submitted": moment}
    return kept | {"content": arrived.content, "received": arrived.received}


_PLAIN = tuple(column.name for column in answers() if column.name not in {"version", "submitted"})
"""The columns that are kept as they are."""


def flags_as_text(flags: Mapping[str, tuple[Flag, ...]]) -> str:
    """The flags of a held row, by column, as text."""
    return json.dumps({column: [[flag.kind, flag.words] for flag in found] for column, found in flags.items()})


def as_response(row: Mapping[Any, Any]) -> Response:
    """The response that was kept."""
    plain = {name: row[name] for name in _PLAIN}
    version = Version.parse(row["version"]) if row["version"] else None
    moment = row["submitted"].replace(tzinfo=datetime.UTC) if row["submitted"] else None
    return Response(**plain, version=version, submitted=moment)


def as_held(row: Mapping[Any, Any]) -> Held:
    """The held row that was kept."""
    flags = {
        column: tuple(Flag(kind, words) for kind, words in found) for column, found in json.loads(row["flags"]).items()
    }
    return Held(as_response(row), flags, row["content"], row["received"])
