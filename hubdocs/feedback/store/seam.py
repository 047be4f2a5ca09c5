"""What a store of feedback can do, on one screen, and what goes in and comes out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from hubdocs.feedback.privacy import Flag
from hubdocs.model import Response


@dataclass(frozen=True)
class Arrived:
    """A response on its way in."""

    response: Response
    content: str
    """The digest of what it says."""
    received: datetime.date | None
    """The day on which it was taken in."""
    flags: Mapping[str, tuple[Flag, ...]] = field(default_factory=dict)
    """What a person must look at first, by column; empty when it can be kept at once."""


class Outcome(StrEnum):
    """What became of one row."""

    STORED = "stored"
    HELD = "held"
    REPEATS = "repeats"
    """It was taken in before, whatever became of it then."""
    CONTRADICTS = "contradicts"
    """Other answers were taken in under its id; nothing was changed."""


@dataclass(frozen=True)
class Held:
    """A response that waits until a person has looked at it."""

    response: Response
    flags: Mapping[str, tuple[Flag, ...]]
    content: str
    received: datetime.date | None


class FeedbackStore(Protocol):
    """Keeps responses. Each call that changes something happens whole or not at all."""

    def add(self, batch: Sequence[Arrived]) -> list[Outcome]:
        """Take in some responses, and answer what became of each."""

    def responses(self, document: str = "") -> Iterator[Response]:
        """Every response in order of id, one after the other; those about one document if it is named."""

    def held(self) -> Iterator[Held]:
        """Every response that waits, in order of id."""

    def counts(self) -> tuple[int, int]:
        """How many responses are kept, and how many wait."""

    def settle(self, id_: str, kept: Response | None) -> bool:
        """Keep a held response as it is given here, or discard it; `False` when none waits under that id."""

    def erase(self, id_: str) -> bool:
        """Remove a response, kept or held, for good; `False` when there is none."""

    def purge(self, before: datetime.date) -> int:
        """Remove for good what was sent, or taken in, before a day; how many responses that were."""

    def back_up(self, file: Path) -> None:
        """Copy everything into a new store in a file."""
