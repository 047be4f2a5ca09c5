"""Files that are always today's: programmes, glossary, helplines, brand and facts. Contract: FORMAT, section 9."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hubdocs.authoring.schemas.values import (
    Colour,
    Day,
    DayOrNever,
    Keys,
    Phone,
    Prefix,
    Slug,
    Truth,
    Web,
    Whole,
    Words,
)
from hubdocs.model.audience import Audience


class ProgrammeKeys(Keys):
    """`programme.yml`."""

    id: Slug
    """Permanent."""
    title: Annotated[Words, Field(examples=["Who Cares?"])]
    """As readers see it."""
    prefix: Prefix
    """The letters with which its modules' ids begin."""
    summary: Annotated[Words, Field(examples=["For schools."])]
    """One or two plain sentences."""
    order: Annotated[Whole, Field(examples=[1])]
    """Its place among the programmes."""
    audience: list[Audience] = []
    """Who takes part."""


class TermKeys(Keys):
    """An entry of `glossary.yml`."""

    term: Annotated[Words, Field(examples=["DSL"])]
    """The word that is explained."""
    meaning: Annotated[Words, Field(examples=["The safeguarding lead in school"])]
    """What it means, in plain words."""
    synonyms: list[Words] = []
    """What people call it when they search."""
    see: Words | None = None
    """A document, a part of one or another term that says more."""


class SignpostKeys(Keys):
    """An entry of `signposts.yml`."""

    id: Slug
    """As texts name it: `signpost:childline`."""
    name: Annotated[Words, Field(examples=["Childline"])]
    """As people know it."""
    who: Annotated[Words, Field(examples=["Anyone under 19"])]
    """Whom it is for."""
    phone: Phone | None = None
    """In digits and spaces; in quotes if it has no space."""
    text: Words | None = None
    """What to send by text message, and where."""
    web: Web | None = None
    """Its website."""
    hours: Words | None = None
    """When somebody answers."""
    emergency: Truth = False
    """Whether it is for danger now."""
    source: Annotated[Words, Field(examples=["https://example.org/"])]
    """Where these facts were read."""
    source_seen: Day | None = None
    """The day on which they were read."""
    checked: DayOrNever
    """The day on which somebody last rang or visited it, or `never`."""


class ColourKeys(Keys):
    """Colours that take the place of the theme's own."""

    primary: Colour | None = None
    """Links and buttons; dark enough to be read."""
    accent: Colour | None = None
    """Ornaments."""


class FontKeys(Keys):
    """Fonts that take the place of the theme's own."""

    text: Words | None = None
    """For text."""
    headings: Words | None = None
    """For headings."""


class BrandKeys(Keys):
    """`brand.yml`."""

    name: Annotated[Words, Field(examples=["Our Time"])]
    """The charity's name."""
    strapline: Words | None = None
    """What it stands for, in a few words."""
    logo: Words | None = None
    """A picture in this folder."""
    colours: ColourKeys = ColourKeys()
    """Its colours."""
    fonts: FontKeys = FontKeys()
    """Its fonts."""
    contact: Words | None = None
    """Where to write to."""
    licence: Words | None = None
    """What others may do with the materials."""


class FactKeys(Keys):
    """An entry of `facts.yml`."""

    id: Slug
    """Its own name."""
    claim: Annotated[Words, Field(examples=["One pupil in six is a young carer."])]
    """What is claimed, in a sentence."""
    source: Annotated[Words, Field(examples=["https://example.org/"])]
    """Where it was read."""
    date: Day
    """The day on which it was read."""
    mark: Literal["F", "S", "I"]
    """F: found in a named source; S: stated in the Foundation's founding texts; I: our illustration."""
    used_in: list[Words] = []
    """The documents and pages that say it."""
