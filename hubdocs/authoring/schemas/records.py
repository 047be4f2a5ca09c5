"""What the program writes when something is released or withdrawn. Contract: FORMAT, sections 5 and 9."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hubdocs.authoring.schemas.values import Day, DocumentId, Keys, One, Raw, VersionText, Words


class ApprovedKeys(Keys):
    """Who approved, and when."""

    by: Words
    """A role, never a name."""
    on: Day
    """The day."""


class ReleaseKeys(Keys):
    """`release.yml`, which `hubdocs release` writes."""

    is_ours: ClassVar[bool] = True

    format: One
    """The format of this file."""
    id: DocumentId
    """The document."""
    version: VersionText
    """The version that was released."""
    date: Day
    """The day of the release."""
    kind: Literal["first", "major", "minor", "patch"]
    """How large a step it was."""
    summary: Words
    """What is new, in a sentence for readers."""
    digest: Words
    """The identity of the text."""
    handouts: dict[str, Raw] = {}
    """The identity of each handout, by id."""
    previous: Words | None = None
    """The digest of the release before."""
    references: dict[str, Raw] = {}
    """Each id that the text names, with its version that day, or `none`."""
    because: Words | None = None
    """Why a smaller step than the change needs was right."""
    approved: ApprovedKeys | None = None
    """Who approved it."""
    closes: list[Words] = []
    """The refinements that it answers."""


class WithdrawnKeys(Keys):
    """An entry of `withdrawn.yml`."""

    version: VersionText | None = None
    """The release; all of them if it is absent."""
    date: Day
    """The day on which it was withdrawn."""
    reason: Annotated[Words, Field(examples=["The helpline number was wrong."])]
    """Why, in a sentence for readers."""
