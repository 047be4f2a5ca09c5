"""Who a hub is: a file that is private to it. Contract: FORMAT, section 4."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hubdocs.authoring.schemas.values import (
    Answer,
    Day,
    DocumentId,
    Email,
    FieldName,
    Keys,
    Phone,
    Role,
    Slug,
    VersionText,
    WantedAgreement,
    Web,
    Words,
)


class ContactKeys(Keys):
    """Somebody to turn to in a hub."""

    name: Annotated[Words, Field(examples=["Ann Example"])]
    """The person's name, as the hub prints it."""
    phone: Phone | None = None
    """In digits and spaces; in quotes if it has no space."""
    email: Email | None = None
    """A mail address."""
    checked: Day | None = None
    """The day on which somebody last made sure of it."""


class LocalServiceKeys(Keys):
    """A service near a hub."""

    name: Annotated[Words, Field(examples=["Talk Here"])]
    """As people know it."""
    phone: Phone | None = None
    """In digits and spaces; in quotes if it has no space."""
    web: Web | None = None
    """Its website."""
    checked: Day | None = None
    """The day on which somebody last rang or visited it."""


class HubAgreementKeys(Keys):
    """An agreement that a hub fills or has signed."""

    template: WantedAgreement
    """AG-01@1; with `signed` an exact version, such as AG-01@1.0.0."""
    fields: dict[FieldName, Answer] = {}
    """What stands in its blanks."""
    signed: Day | None = None
    """The day on which it was signed."""


class HubKeys(Keys):
    """`hubs/*.yml`."""

    id: Slug
    """Permanent, and the file's name."""
    name: Annotated[Words, Field(examples=["Example Hub"])]
    """As it is printed."""
    lead_school: Annotated[Words, Field(examples=["Example Academy"])]
    """The school that leads it."""
    contacts: dict[Role, ContactKeys] = {}
    """Whom to turn to, by role: safeguarding_lead, link_leader."""
    local_services: list[LocalServiceKeys] = []
    """Services nearby."""
    packs: list[Slug] = []
    """The packs that it prints."""
    agreements: list[HubAgreementKeys] = []
    """What it has agreed to."""
    pins: dict[DocumentId, VersionText] = {}
    """Versions that it keeps for now."""
