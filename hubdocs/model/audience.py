"""Who takes part, who runs a session, and which of the two a page is made for."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Audience(StrEnum):
    """A group of people whom a document addresses, in the words of the format."""

    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    TRAINER = "trainer"
    FACILITATOR = "facilitator"
    HUB_LEAD = "hub-lead"


ONE_OF_THEM = {
    Audience.PUPIL: "a pupil",
    Audience.PARENT: "a parent",
    Audience.STAFF: "a member of staff",
    Audience.TRAINER: "a trainer",
    Audience.FACILITATOR: "a facilitator",
    Audience.HUB_LEAD: "a hub lead",
}
"""Somebody of a group, in words."""

DELIVERERS = (Audience.TRAINER, Audience.FACILITATOR)
"""Who runs a session when its front matter does not say; they may also have every module in a pack."""


def leader(deliverers: Collection[Audience], participants: Collection[Audience]) -> str:
    """What the notes call whoever runs a session: `Trainer`, `Facilitator`, `Teacher`, or `Leader`."""
    for audience in DELIVERERS:
        if audience in deliverers:
            return audience.capitalize()
    return "Teacher" if Audience.STAFF in deliverers and Audience.PUPIL in participants else "Leader"


class View(StrEnum):
    """The two readings of one document."""

    PARTICIPANT = "participant"
    """Without trainer notes and answers."""
    TRAINER = "trainer"
    """Everything, for those who deliver the session."""
