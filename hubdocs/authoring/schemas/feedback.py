"""What feedback asked for, and how exports of it are read. Contract: FORMAT, sections 8 and 9."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from hubdocs.authoring.schemas.values import (
    Day,
    DocumentId,
    Keys,
    Raw,
    RefinementId,
    Slip,
    Slug,
    VersionText,
    Whole,
    Words,
)

Column = Literal[
    "response_id",
    "submitted_at",
    "document",
    "version",
    "activity",
    "edition",
    "channel",
    "role",
    "hub",
    "group_size",
    "as_planned",
    "minutes_taken",
    "useful",
    "clear",
    "before",
    "after",
    "keep",
    "change",
    "adapted",
    "again",
]
"""The columns of feedback, as our own files name them."""

_CARRIED = ("document", "version", "activity", "edition", "channel")
"""All that a link to a form may carry. Nothing in it can tell who somebody is."""


def _link(value: str) -> str:
    if not value.startswith("https://"):
        raise Slip(f"`{value[:40]}` is not a safe address", "write the form's address, which begins with https://")
    if other := set(re.findall(r"\{([^{}]*)\}", value)) - set(_CARRIED):
        message = f"a link may not carry `{{{min(other)}}}`"
        raise Slip(message, f"it may carry {', '.join(f'{{{name}}}' for name in _CARRIED)}, and nothing about a person")
    return value


class FormKeys(Keys):
    """`forms/*.yml`: how a provider's export maps on to our columns."""

    provider: Annotated[Words, Field(examples=["Microsoft Forms"])]
    """Whose form it is, such as Microsoft Forms."""
    columns: Annotated[dict[Column, Words], Field(min_length=1, examples=[{"response_id": "ID"}])]
    """The heading in the export, by our name for the column."""
    dates: Words | None = None
    """How the export writes a moment, such as %d/%m/%Y %H:%M:%S."""
    values: dict[Column, dict[str, Raw]] = {}
    """What the export's answers are in our words, by column."""
    link: (
        Annotated[Words, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": r"^\s*https://"})] | None
    ) = None
    """The form's address with places for {document}, {version}, {activity}, {edition} and {channel}."""


class RefinementKeys(Keys):
    """Front matter of `refinements/R-0001.md`."""

    id: RefinementId
    """Permanent, and the file's name."""
    document: DocumentId
    """What it is about."""
    versions: Annotated[list[VersionText], Field(min_length=1)]
    """The releases that people spoke of."""
    activity: Slug | None = None
    """The activity that they spoke of."""
    raised: Day
    """The day on which it was written down."""
    responses: Whole
    """How many people said it."""
    severity: Literal["safeguarding", "factual", "usability", "taste"]
    """How much it matters."""
    decision: Literal["open", "accepted", "rejected", "deferred"]
    """What was decided."""
    reason: Words | None = None
    """Why; a refinement that is rejected or deferred needs one."""
    fixed_in: VersionText | None = None
    """The release that answers it."""
    source: Literal["feedback", "desk review"] = "feedback"
    """Where it came from."""
