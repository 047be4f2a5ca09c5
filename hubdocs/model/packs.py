"""Packs, which are lists of documents to print together, and editions, which are their printings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hubdocs.errors import Place
from hubdocs.model.audience import Audience
from hubdocs.model.version import Version, Wanted

FORMATS = ("screen", "binder", "booklet", "press", "large-print", "copier")
"""The ways a pack can be printed. Contract: FORMAT, section 4."""


@dataclass(frozen=True)
class PackDocument:
    """A controlled document that a pack asks for."""

    kind: str
    """`module`, `standards` or `agreement`."""
    wanted: Wanted
    handouts: bool
    """Whether a module's handouts follow it."""
    place: Place


@dataclass(frozen=True)
class PackPage:
    """A content page that a pack asks for: it has no version and is always today's."""

    path: str
    """Relative to `content/`: `help/using-this-pack.md`."""
    place: Place


@dataclass(frozen=True)
class Pack:
    """A printed collection for one audience."""

    id: str
    title: str
    audience: Audience
    formats: tuple[str, ...]
    contents: tuple[PackDocument | PackPage, ...]
    place: Place
    summary: str = ""
    editions: tuple[Edition, ...] = ()
    """Oldest first."""
    formats_place: Place | None = None
    """Where its formats are named."""

    @property
    def newest_edition(self) -> Edition | None:
        """The printing in force."""
        return self.editions[-1] if self.editions else None


@dataclass(frozen=True)
class EditionDocument:
    """A document as one edition holds it."""

    id: str
    version: Version
    digest: str
    pages: int
    """Pages of A4 in the format that the edition was counted in."""


@dataclass(frozen=True)
class Edition:
    """One printing of a pack, fixed to exact releases."""

    id: str
    """The month, `2026-11`; a second in one month is `2026-11-2`."""
    pack: str
    date: date
    documents: tuple[EditionDocument, ...]
    place: Place
    live: Mapping[str, str] = field(default_factory=dict)
    """The digests of what is always today's, as it was that day."""
    leaves: tuple[str, ...] = ()
    """A fingerprint for each binder leaf; empty until leaves have versions of their own."""
