"""What was published: releases of documents, and what was withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from hubdocs.model.documents import Document
from hubdocs.model.version import Version


@dataclass(frozen=True)
class Approval:
    """Who approved a release, by role and never by name."""

    by: str
    on: datetime.date


@dataclass(frozen=True)
class Release:
    """One published state of a document, which never changes again."""

    document: Document
    """The frozen text, read from the release's own folder."""
    date: datetime.date | None
    """The day it was released; `None` for a draft, which never was."""
    kind: str
    """`first`, `major`, `minor` or `patch`; `draft` for working text shown with `--draft`."""
    summary: str
    digest: str
    """`h1:` and a SHA-256: the identity of the text. Contract: FORMAT, section 5."""
    handouts: Mapping[str, str] = field(default_factory=dict)
    """The digest of each handout, by its id."""
    previous: str = ""
    """The digest of the release before; empty for the first."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Each id that the text names, with the version in force that day, or `none`."""
    approved: Approval | None = None
    because: str = ""
    """Why a smaller step than the change needs was right, where one was taken."""
    closes: tuple[str, ...] = ()
    """The refinements that it answers."""
    withdrawn: str = ""
    """Why it must no longer be used; empty while it may."""
    withdrawn_on: datetime.date | None = None
    """The day on which it was withdrawn."""

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @property
    def version(self) -> Version:
        """The document's version."""
        return self.document.version

    @property
    def is_draft(self) -> bool:
        """Whether this is working text, stamped DRAFT wherever it appears."""
        return self.kind == "draft"

    @property
    def name(self) -> str:
        """`WC-01 1.0.0`."""
        return f"{self.id} {self.version}"
