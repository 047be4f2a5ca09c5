"""What was found, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["email", "phone", "postcode", "nhs-number", "date-of-birth", "name", "address", "safeguarding"]

KINDS: tuple[Kind, ...] = (
    "email",
    "phone",
    "postcode",
    "nhs-number",
    "date-of-birth",
    "name",
    "address",
    "safeguarding",
)
"""Everything that can be flagged."""


@dataclass(frozen=True)
class Flag:
    """A stretch of a text that a person should look at before it is kept."""

    kind: Kind
    words: str
    """The stretch exactly as it was typed."""
    start: int = field(default=-1, compare=False)
    """Where it begins in the text, counted in letters from 0; -1 when that was not kept."""
