"""Who takes part, who runs a session, and which of the two a page is made for."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """A group of people whom a document addresses, in the words of the format."""

    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    TRAINER = "trainer"
    FACILITATOR = "facilitator"
    HUB_LEAD = "hub-lead"


DELIVERERS = (Audience.TRAINER, Audience.FACILITATOR)
"""Who runs a session when its front matter does not say; they may also have every module in a pack."""


class View(StrEnum):
    """The two readings of one document."""

    PARTICIPANT = "participant"
    """Without trainer notes and answers."""
    TRAINER = "trainer"
    """Everything, for those who deliver the session."""
