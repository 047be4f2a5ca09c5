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
    title: str = ""
    """What it asks for, in the plain words of the heading with which its text begins; empty without one."""

    @property
    def place(self) -> Place:
        """Where its id stands."""
        return self.source.place("id")

    @property
    def is_decided_otherwise(self) -> bool:
        """Whether it was put off or turned down, which needs a reason."""
        return self.decision in {"rejected", "deferred"}

    @property
    def blocks(self) -> bool:
        """Whether nothing of its document may be released that does not answer it: children's safety goes first."""
        return self.severity == "safeguarding" and self.decision == "accepted" and self.fixed_in is None


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
