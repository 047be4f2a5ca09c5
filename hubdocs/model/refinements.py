"""What feedback asked for and what was decided; and how a provider's export maps on to our columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hubdocs.errors import Place
from hubdocs.model.documents import Source
from hubdocs.model.version import Version


@dataclass(frozen=True)
class Refinement:
    """One thing that people asked to be changed. It names nobody."""

    id: str
    """`R-0001`."""
    document: str
    """The id of what it is about."""
    versions: tuple[Version, ...]
    """The releases that people spoke of."""
    raised: date
    responses: int
    """How many people said it."""
    severity: str
    """`safeguarding`, `factual`, `usability` or `taste`."""
    decision: str
    """`open`, `accepted`, `rejected` or `deferred`."""
    source: Source
    """What people said and what was done, as it is written in the file."""
    activity: str = ""
    """The permanent id of the activity that people spoke of, if it was one."""
    reason: str = ""
    fixed_in: Version | None = None
    origin: str = "feedback"
    """`feedback` or `desk review`."""

    @property
    def place(self) -> Place:
        """Where its id stands."""
        return self.source.place("id")


@dataclass(frozen=True)
class FormMap:
    """How a provider's export maps on to our columns."""

    name: str
    """The file's name without its ending."""
    provider: str
    columns: Mapping[str, str]
    """The heading in the export, by our name for the column."""
    place: Place
    dates: str = ""
    """How the export writes a moment, for `strptime`."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The export's answers in our words, by column."""
    link: str = ""
    """The form's address, with places for what it may carry."""
