"""What one person said of a delivery, or of a document. It names nobody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hubdocs.model.version import Version


@dataclass(frozen=True)
class Response:
    """One row of feedback that fits: it speaks of something that was released, and every answer is in range."""

    id: str
    """`response_id` as it came, else a digest of the row; the same response always has the same."""
    document: str = ""
    """The id of a document; empty when only an edition is named."""
    version: Version | None = None
    """The release that the person had; never empty when there is a document."""
    edition: str = ""
    """The pack and its edition, `school-staff@2026-11`; empty when it is not known."""
    activity: str = ""
    """The permanent id of an activity; empty when the whole document is meant."""
    knows_activity: bool = True
    """Whether that release has such an activity; what names another is kept and marked."""
    channel: str = ""
    """`web`, `print` or `usb`; empty when it is not known."""
    submitted: datetime.datetime | None = None
    """When it was sent, in universal time."""
    role: str = ""
    """The role of the person, such as `link leader`."""
    hub: str = ""
    """The id of the hub; empty when it is not told."""
    group_size: int | None = None
    """How many took part."""
    as_planned: str = ""
    """`yes`, `partly` or `no`."""
    minutes_taken: int | None = None
    useful: int | None = None
    """From 1, not at all, to 5, very."""
    clear: int | None = None
    """From 1 to 5."""
    before: int | None = None
    """How sure they were of the subject, from 1 to 5; asked afterwards."""
    after: int | None = None
    """How sure they are now, from 1 to 5."""
    keep: str = ""
    """What to keep, in their own words."""
    change: str = ""
    """What to change, in their own words."""
    adapted: str = ""
    """What they changed and why, in their own words."""
    again: str = ""
    """`yes`, `maybe` or `no`."""
