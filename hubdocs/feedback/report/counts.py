"""One pass over responses: counts of each subject, never the rows. Memory grows with subjects, not with responses."""

from __future__ import annotations

import datetime
import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from hubdocs.model import Response, Version

A = TypeVar("A", int, str)

NEWEST = 20
"""How many remarks of each kind are kept for each document: the newest. A report with more is not read."""
LONGEST = 1_000
"""Characters of one remark that are kept."""
LONGEST_ROLE = 60
"""Characters of a role; what is longer is none."""
MOST_ROLES = 50
"""Different roles that are counted by themselves; people may write anything, and the rest is counted together."""
OTHERS = "other roles"
UNTOLD = "not told"
REMARKS = ("keep", "change", "adapted")
"""The columns in which people write in their own words."""
BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""In the place of a moment that is not known: such a remark counts as the oldest."""


@dataclass(frozen=True, order=True)
class Subject:
    """What a response speaks of: a release as a whole, or one activity of it."""

    document: str
    version: Version
    activity: str = ""
    """Empty for the whole; `UNKNOWN` for all activities that the release does not have."""


UNKNOWN = "?"
"""Stands for every activity that a release does not have: anyone can invent ids, and each would take room."""


@dataclass(frozen=True, order=True)
class Remark:
    """What one person wrote. Whose it is, and of which hub, is not kept."""

    submitted: datetime.datetime
    id: str
    """Of the response, so that remarks of one moment have an order."""
    text: str
    version: Version
    activity: str = ""


@dataclass
class Counts:
    """What was counted for one subject. Every counter holds answers only; what was left blank is not in it."""

    responses: int = 0
    useful: Counter[int] = field(default_factory=Counter)
    clear: Counter[int] = field(default_factory=Counter)
    sure: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Pairs of before and after, of people who gave both."""
    as_planned: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)
    useful_by_plan: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Ratings of those who also said whether it ran as planned."""
    clear_by_plan: Counter[tuple[str, int]] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    """How many wrote something, by column."""

    def add(self, response: Response) -> None:
        """Count one response."""
        self.responses += 1
        _count(self.useful, response.useful)
        _count(self.clear, response.clear)
        _count(self.minutes, response.minutes_taken)
        _count(self.as_planned, response.as_planned or None)
        _count(self.again, response.again or None)
        if response.before is not None and response.after is not None:
            self.sure[response.before, response.after] += 1
        if response.as_planned and response.useful is not None:
            self.useful_by_plan[response.as_planned, response.useful] += 1
        if response.as_planned and response.clear is not None:
            self.clear_by_plan[response.as_planned, response.clear] += 1
        for column in REMARKS:
            if getattr(response, column).strip():
                self.remarks[column] += 1


@dataclass
class People:
    """By which way, and in which roles, people answered about one release."""

    channels: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)

    def add(self, response: Response) -> None:
        """Count one response."""
        self.channels[response.channel or UNTOLD] += 1
        role = " ".join(response.role.split()).lower()[:LONGEST_ROLE] or UNTOLD
        if role not in self.roles and len(self.roles) >= MOST_ROLES:
            role = OTHERS
        self.roles[role] += 1


@dataclass
class Tally:
    """Everything that was counted."""

    responses: int = 0
    """All that passed by."""
    editions: Counter[str] = field(default_factory=Counter)
    """Responses that name only a pack and its edition."""
    subjects: dict[Subject, Counts] = field(default_factory=dict)
    people: dict[tuple[str, Version], People] = field(default_factory=dict)
    remarks: dict[tuple[str, str], list[Remark]] = field(default_factory=dict)
    """The newest remarks, by document and column, as heaps: the oldest is the first to go."""
    newest: datetime.datetime | None = None
    """When the newest response was sent; the report bears this day."""
    oldest: datetime.datetime | None = None

    def add(self, response: Response) -> None:
        """Count one response."""
        self.responses += 1
        if (sent := response.submitted) is not None:
            self.newest = max(self.newest or sent, sent)
            self.oldest = min(self.oldest or sent, sent)
        if not response.document or response.version is None:
            self.editions[response.edition] += 1
            return
        activity = response.activity if response.knows_activity else UNKNOWN
        subject = Subject(response.document, response.version, activity)
        self.subjects.setdefault(subject, Counts()).add(response)
        self.people.setdefault((response.document, response.version), People()).add(response)
        for column in REMARKS:
            self._remember(response, response.version, column)

    def _remember(self, response: Response, version: Version, column: str) -> None:
        """Keep a remark while it is among the newest of its kind."""
        text = getattr(response, column).strip()
        if not text:
            return
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
        activity = response.activity if response.knows_activity else ""
        remark = Remark(response.submitted or BEGINNING, response.id, shown, version, activity)
        heap = self.remarks.setdefault((response.document, column), [])
        if len(heap) < NEWEST:
            heapq.heappush(heap, remark)
        else:
            heapq.heappushpop(heap, remark)


def tally(responses: Iterable[Response]) -> Tally:
    """Count responses as they pass by. No more than one is held at a time."""
    counted = Tally()
    for response in responses:
        counted.add(response)
    return counted


def _count(counter: Counter[A], value: A | None) -> None:
    if value is not None:
        counter[value] += 1
