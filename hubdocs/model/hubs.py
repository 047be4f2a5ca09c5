"""Hubs: who they are, whom to turn to there, and what they have agreed to. Private; nothing of it is on the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from hubdocs.errors import Place
from hubdocs.model.version import Version, Wanted

Answer: TypeAlias = "str | tuple[str, ...]"
"""What stands in a blank of an agreement: one text, or several in a list."""

SAFEGUARDING_LEAD = "safeguarding_lead"
"""The role of the contact whom every page names."""
LINK_LEADER = "link_leader"
"""The role of the contact who looks after a hub's profile and its copies."""


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to."""

    role: str
    """`safeguarding_lead`, `link_leader`."""
    name: str
    place: Place
    phone: str = ""
    email: str = ""
    checked: date | None = None
    """The day on which somebody last made sure of it."""


@dataclass(frozen=True)
class LocalService:
    """A service near a hub."""

    name: str
    place: Place
    phone: str = ""
    web: str = ""
    checked: date | None = None
    """The day on which somebody last rang or visited it."""


@dataclass(frozen=True)
class HubAgreement:
    """An agreement that a hub fills, or has signed."""

    template: Wanted
    place: Place
    """Where the template is named."""
    fields: Mapping[str, Answer] = field(default_factory=dict)
    """What stands in its blanks, by name."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each of those."""
    signed: date | None = None

    def place_of(self, name: str) -> Place:
        """Where a blank is filled; where the template is named when it is not."""
        return Place(self.place.path, self.lines.get(name, self.place.line))


@dataclass(frozen=True)
class Pin:
    """A version of a document that a hub keeps for now."""

    id: str
    version: Version
    place: Place


@dataclass(frozen=True)
class NamedPack:
    """A pack that a hub prints."""

    id: str
    place: Place


@dataclass(frozen=True)
class Hub:
    """A lead school with its partners."""

    id: str
    name: str
    lead_school: str
    place: Place
    contacts: tuple[Contact, ...] = ()
    local_services: tuple[LocalService, ...] = ()
    packs: tuple[NamedPack, ...] = ()
    agreements: tuple[HubAgreement, ...] = ()
    pins: tuple[Pin, ...] = ()

    @property
    def safeguarding_lead(self) -> Contact | None:
        """Whom to tell when somebody is worried about a child: every page of the hub's copies names that person."""
        return next((each for each in self.contacts if each.role == SAFEGUARDING_LEAD), None)

    def pin_of(self, id_: str) -> Pin | None:
        """The version of a document that the hub keeps, if it keeps one."""
        return next((each for each in self.pins if each.id == id_), None)
