"""The controlled documents: modules, standard sets and agreements, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from hubdocs.errors import Place
from hubdocs.model.audience import DELIVERERS, Audience, View, leader
from hubdocs.model.version import Version, Wanted

Typed: TypeAlias = "str | list[Typed] | dict[str, Typed]"
"""Front matter as it was typed: every plain value is text, whatever it means later."""


class Status(StrEnum):
    """How far a document's review has come."""

    DRAFT = "draft"
    PILOT = "pilot"
    APPROVED = "approved"


class Mark(StrEnum):
    """What a session must keep so that it is safe for those who take part."""

    GROUND_RULES = "ground-rules"
    SENSITIVE = "sensitive"
    SIGNPOSTING = "signposting"
    CLOSING = "closing"


@dataclass(frozen=True)
class Source:
    """A Markdown file as its author wrote it."""

    path: str
    """Relative to the library's folder, with `/` between its parts."""
    front: Mapping[str, Typed]
    """Its front matter, as typed."""
    body: str
    """Everything after the front matter."""
    body_line: int
    """The line of the file on which the body begins, counted from 1."""
    front_lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each key of the front matter, counted from 1."""
    item_lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The line of each item, for each key that holds a list."""

    def place(self, key: str = "") -> Place:
        """Where a key of the front matter stands; the file's first line when it is absent."""
        return Place(self.path, self.front_lines.get(key, 1))

    def place_of_item(self, key: str, index: int) -> Place:
        """Where an item of a list in the front matter stands, counted from 0; the key's line if it has none such."""
        lines = self.item_lines.get(key, ())
        return Place(self.path, lines[index]) if index < len(lines) else self.place(key)

    def body_place(self, line: int) -> Place:
        """The place in the file of a line of the body, counted from 0."""
        return Place(self.path, self.body_line + line)


@dataclass(frozen=True)
class Picture:
    """A picture that a document may show."""

    path: str
    """Relative to the document's folder: `images/pathway.svg`."""
    file: Path
    """Where its bytes lie on this computer."""


@dataclass(frozen=True)
class Material:
    """Something to bring to a session."""

    item: str
    per: str = ""
    """`person`, `pair`, `group` or `room`; empty when the author did not say."""
    handout: str = ""
    """The id of the handout that it is, if it is one."""


@dataclass(frozen=True)
class GroupSize:
    """How many people a session is made for."""

    typical: int
    largest: int | None = None
    per_group: int | None = None


@dataclass(frozen=True)
class Heading:
    """A level-2 heading of a document, as its author marked it."""

    title: str
    """Plain words, without Markdown."""
    anchor: str
    """Its permanent id; empty when it has none."""
    line: int
    """Counted from 0 within the body."""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """Its other attributes, such as `minutes` or `level`."""

    @property
    def is_activity(self) -> bool:
        """Whether it opens an activity: only those have minutes."""
        return "minutes" in self.values


@dataclass(frozen=True)
class Activity:
    """A timed part of a session."""

    anchor: str
    """Its permanent id within the module: `film`."""
    title: str
    minutes: int
    starts: int
    """Minutes after the beginning of the session, when everything runs to time."""
    shortest: int | None = None
    longest: int | None = None
    optional: bool = False
    for_trainer: bool = False
    """Whether the whole activity is kept from those who do not deliver the session."""
    marks: frozenset[Mark] = frozenset()

    @property
    def ends(self) -> int:
        """Minutes after the beginning of the session."""
        return self.starts + self.minutes

    @property
    def always_kept(self) -> bool:
        """Whether a shortened session must keep it: ground rules, signposting and the closing."""
        return bool(self.marks & {Mark.GROUND_RULES, Mark.SIGNPOSTING, Mark.CLOSING})


@dataclass(frozen=True)
class Handout:
    """A printable sheet that belongs to a module."""

    id: str
    """`WC-01-H1`."""
    title: str
    per: str
    source: Source
    audience: tuple[Audience, ...] = ()
    """Who may have it; the module's own audience when its author did not say."""
    landscape: bool = False
    copier: bool = False
    """Whether it is a master for a black-and-white photocopier."""

    @property
    def path(self) -> str:
        """Relative to the module's folder: `handouts/h1.md`."""
        return "handouts/" + self.source.path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Document:
    """One controlled document, in one state of its text."""

    id: str
    title: str
    version: Version
    status: Status
    audience: tuple[Audience, ...]
    source: Source
    folder: str
    """Relative to the library's folder: the document's own, or that of a release."""
    headings: tuple[Heading, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Every picture in its `images/`, by path."""
    summary: str = ""
    lang: str = "en-GB"
    owner: str = ""
    review_by: date | None = None
    keywords: tuple[str, ...] = ()
    delivered_by: tuple[Audience, ...] = DELIVERERS
    stand_ins: frozenset[str] = frozenset()
    """Keys of its front matter that are wrong or absent, so that something else stands in their place.

    Only the rules ever see such a document.
    """

    kind = "document"

    @property
    def anchors(self) -> frozenset[str]:
        """The permanent ids of its parts."""
        return frozenset(heading.anchor for heading in self.headings if heading.anchor)

    @property
    def is_sample(self) -> bool:
        """Whether its pages say that the Foundation has yet to review it."""
        return self.status is Status.DRAFT

    @property
    def leader(self) -> str:
        """What its notes call whoever runs it: `Trainer`, `Teacher`."""
        return leader(self.delivered_by, self.audience)

    def place(self, key: str = "") -> Place:
        """Where a key of its front matter stands."""
        return self.source.place(key)

    def delivered_to(self, audience: Audience) -> bool:
        """Whether people of this audience run it, and so may read its trainer text."""
        return audience in self.delivered_by

    def meant_for(self, audience: Audience) -> bool:
        """Whether people of this audience take part in it or run it."""
        return audience in self.audience or audience in self.delivered_by


@dataclass(frozen=True)
class Module(Document):
    """A session that somebody delivers."""

    duration: int = 0
    """Minutes."""
    objectives: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    group_size: GroupSize | None = None
    prerequisites: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    """The ids of the standards it serves."""
    needs: tuple[str, ...] = ()
    part: str = "core"
    programme: str = ""
    """The id of the programme whose folder holds it."""
    activities: tuple[Activity, ...] = ()
    handouts: tuple[Handout, ...] = ()

    kind = "module"

    def handout(self, id_: str) -> Handout | None:
        """The handout with this id, if the module has it."""
        return next((handout for handout in self.handouts if handout.id == id_), None)

    def is_for_deliverers(self, handout: Handout) -> bool:
        """Whether nobody who takes part may have the sheet."""
        return bool(handout.audience) and not set(handout.audience) & set(self.audience)

    def handouts_for(self, view: View) -> tuple[Handout, ...]:
        """The handouts that readers of a view may have: sheets for deliverers only are theirs alone."""
        return tuple(each for each in self.handouts if view is View.TRAINER or not self.is_for_deliverers(each))


@dataclass(frozen=True)
class Standard:
    """One promise that a hub makes."""

    id: str
    """`GOV-1`."""
    statement: str
    group: str
    level: str
    """`must`, `should` or `may`."""


@dataclass(frozen=True)
class StandardSet(Document):
    """Standards that hubs agree to keep."""

    standards: tuple[Standard, ...] = ()
    retired: tuple[str, ...] = ()
    """The ids of standards that were once in force; they are never used again."""

    kind = "standards"


@dataclass(frozen=True)
class Field:
    """A blank in an agreement."""

    name: str
    """As the text names it: `party_name`."""
    label: str
    """As people read it."""
    type: str
    """`text`, `multiline`, `number`, `money`, `date`, `choice`, `yesno` or `list`."""
    place: Place
    required: bool = False
    """Whether a signed copy must have it."""
    default: str | tuple[str, ...] | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement(Document):
    """A template for an agreement between the Foundation and a hub."""

    standards: Wanted | None = None
    """The standard set that it binds to: `ST-01@1`."""
    fields: tuple[Field, ...] = ()
    """Its blanks, in the order of the Details."""

    kind = "agreement"
