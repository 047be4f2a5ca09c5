"""What is always today's: programmes, helplines, the glossary, the brand and the content pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hubdocs.errors import Place
from hubdocs.model.audience import Audience
from hubdocs.model.documents import Picture, Source


@dataclass(frozen=True)
class Programme:
    """A family of modules."""

    id: str
    title: str
    prefix: str
    """The letters with which its modules' ids begin."""
    summary: str
    order: int
    place: Place
    audience: tuple[Audience, ...] = ()


@dataclass(frozen=True)
class Signpost:
    """A helpline or service that somebody can turn to."""

    id: str
    name: str
    who: str
    """Whom it is for, in a few words."""
    place: Place
    """Where the day of its last check stands."""
    source: str
    phone: str = ""
    text: str = ""
    web: str = ""
    hours: str = ""
    emergency: bool = False
    source_seen: date | None = None
    checked: date | None = None
    """The day somebody last rang or visited it; nobody has yet while it is `None`."""


@dataclass(frozen=True)
class Term:
    """A word of the field, in plain words."""

    term: str
    meaning: str
    place: Place
    synonyms: tuple[str, ...] = ()
    """What people call it when they search."""
    see: str = ""
    """A document, part or term that says more."""


@dataclass(frozen=True)
class Fact:
    """Something that our texts claim, with its source."""

    id: str
    claim: str
    source: str
    date: date
    mark: str
    """`F` found in a named source, `S` stated in the Foundation's founding texts, `I` our illustration."""
    place: Place
    used_in: tuple[str, ...] = ()
    """The documents and pages that say it."""


@dataclass(frozen=True)
class Brand:
    """How the charity presents itself."""

    name: str
    strapline: str = ""
    primary: str = ""
    """A colour that takes the place of petrol, as `#rrggbb`; empty for the theme's own."""
    primary_place: Place | None = None
    """Where that colour stands."""
    accent: str = ""
    """A colour that takes the place of gold, as `#rrggbb`; empty for the theme's own."""
    contact: str = ""
    licence: str = ""


@dataclass(frozen=True)
class ContentPage:
    """A page of `content/`, which has no version."""

    path: str
    """Relative to `content/`: `help/index.md`."""
    title: str
    source: Source
    summary: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The pictures in `images/` beside it, by path: `images/room.png`."""

    @property
    def address(self) -> str:
        """Its folder on the site: `help/`, or the empty text for the home page."""
        stem = self.path.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index")
        return stem + "/"
