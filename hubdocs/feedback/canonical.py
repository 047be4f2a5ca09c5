"""The one way in which a response is written down as a row of text. Contract: FORMAT, section 8."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import get_args

from hubdocs.authoring.schemas.feedback import Column
from hubdocs.model import Response

COLUMNS: tuple[str, ...] = get_args(Column)
"""Every column, in the order in which files hold them."""
FREE_TEXT = ("keep", "change", "adapted")
"""The columns in which people write what they like."""
WRITTEN = ("role", *FREE_TEXT)
"""The columns in which personal details may stand."""
_ID_LENGTH = 24
"""Hexadecimal digits of a made id: 96 bits, so that no two rows of millions have the same by chance."""


def row_of(response: Response) -> dict[str, str]:
    """A response as a row: each column's text, empty where nothing was answered."""
    return {
        "response_id": response.id,
        "submitted_at": _moment(response.submitted),
        "document": response.document,
        "version": str(response.version or ""),
        "activity": response.activity,
        "edition": response.edition,
        "channel": response.channel,
        "role": response.role,
        "hub": response.hub,
        "group_size": _number(response.group_size),
        "as_planned": response.as_planned,
        "minutes_taken": _number(response.minutes_taken),
        "useful": _number(response.useful),
        "clear": _number(response.clear),
        "before": _number(response.before),
        "after": _number(response.after),
        "keep": response.keep,
        "change": response.change,
        "adapted": response.adapted,
        "again": response.again,
    }


def content_of(response: Response) -> str:
    """A digest of everything that was said, without the id under which it was said."""
    row = row_of(response)
    said = [row[column] for column in COLUMNS if column != "response_id"]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def made_id(content: str) -> str:
    """The id of a response that came without one: the same row always has the same."""
    return f"r-{content[:_ID_LENGTH]}"


def hidden_id(response_id: str) -> str:
    """An id in the place of one that tells who somebody is."""
    return f"i-{digest_of(response_id)[:_ID_LENGTH]}"


def digest_of(text: str) -> str:
    """What a text is recognised by once it must not be kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def said_about(row: Mapping[str, str]) -> str:
    """What a row is about, in a few words without any free text: `WC-01 1.0.0, film`."""
    about = " ".join(filter(None, (row["document"], row["version"]))) or row["edition"]
    return f"{about}, {row['activity']}" if row["activity"] else about


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _moment(moment: datetime.datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
