"""Front matter: of modules, handouts, standard sets, agreements and pages. Contract: FORMAT, sections 2 and 3."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hubdocs.authoring.schemas.values import (
    Answer,
    Day,
    DocumentId,
    EachOnce,
    FieldName,
    HandoutId,
    Keys,
    Language,
    OrOneLine,
    StandardId,
    Truth,
    VersionText,
    WantedStandards,
    Whole,
    Words,
)
from hubdocs.model.audience import Audience
from hubdocs.model.documents import Status

Need = Literal["thriving", "getting-advice", "getting-help", "getting-more-help", "getting-risk-support"]
Per = Literal["person", "pair", "group", "room"]


class MaterialKeys(Keys):
    """One thing to bring."""

    item: Annotated[Words, Field(examples=["Flip chart paper"])]
    """What to bring, in a few words."""
    per: Per | None = None
    """How many: one for each person, pair or group, or one for the room."""
    handout: HandoutId | None = None
    """The id of the handout that it is."""


def _material(value: Any) -> Any:
    return {"item": value} if isinstance(value, str) else value


class GroupSizeKeys(Keys):
    """How many people."""

    typical: Annotated[Whole, Field(examples=[20])]
    """The number that the session is written for."""
    largest: Whole | None = None
    """The largest number for which it still works."""
    per_group: Whole | None = None
    """How many sit together when people work in groups."""


class DocumentKeys(Keys):
    """Front matter that every controlled document has."""

    id: DocumentId
    """Permanent, and the beginning of the folder's name."""
    title: Annotated[Words, Field(examples=["Noticing a change"])]
    """As readers see it."""
    version: VersionText
    """The version being written, or the one released last."""
    status: Status
    """How far its review has come; `draft` prints a notice on every page."""
    audience: Annotated[list[Audience], Field(min_length=1, examples=[["staff"]])]
    """Who takes part, or for whom it is."""
    delivered_by: list[Audience] | None = None
    """Who runs it, and so sees trainer text; trainers and facilitators if it is absent."""
    summary: Annotated[Words, Field(examples=["A first short session."])]
    """One or two plain sentences."""
    lang: Language = "en-GB"
    """The language of its text."""
    owner: Words | None = None
    """Who looks after it: a role, never a name. Not frozen by a release."""
    review_by: Day | None = None
    """The day by which somebody reads it again. Not frozen by a release."""
    keywords: Annotated[list[Words], EachOnce()] = []
    """What people say when they look for it. Not frozen by a release."""


class ModuleKeys(DocumentKeys):
    """Front matter of `module.md`."""

    duration: Whole
    """Minutes; the activities add up to it."""
    objectives: Annotated[list[Words], EachOnce()] = []
    """What people can do afterwards. A change of these asks for a major release."""
    materials: list[Annotated[MaterialKeys, BeforeValidator(_material), OrOneLine]] = []
    """What to bring."""
    group_size: GroupSizeKeys | None = None
    """How many people it is made for."""
    prerequisites: Annotated[list[DocumentId], EachOnce()] = []
    """The modules that come before it."""
    standards: Annotated[list[StandardId], EachOnce()] = []
    """The standards that it serves."""
    needs: Annotated[list[Need], EachOnce()] = []
    """The groups of need that it speaks to."""
    part: Literal["core", "optional"] = "core"
    """Prescribed by the Foundation, or at the hub's discretion."""


class RetiredKeys(Keys):
    """A standard that is no longer in force."""

    id: StandardId
    """Its id, which is never used again."""
    date: Day
    """The day on which it was taken out."""


class StandardsKeys(DocumentKeys):
    """Front matter of `standards.md`."""

    retired: list[RetiredKeys] = []
    """Standards that were once in force."""


class FieldKeys(Keys):
    """A blank in an agreement."""

    name: FieldName
    """As the text names it: `{{ party_name }}`."""
    label: Annotated[Words, Field(examples=["Name of the school"])]
    """As people read it."""
    type: Literal["text", "multiline", "number", "money", "date", "choice", "yesno", "list"]
    """What may be filled in."""
    required: Truth = False
    """Whether a signed copy must have it."""
    default: Answer | None = None
    """What stands there until something else is filled in."""
    unit: Words | None = None
    """What a number counts, such as days."""
    choices: list[Words] = []
    """The answers of a choice."""


class AgreementKeys(DocumentKeys):
    """Front matter of `agreement.md`."""

    standards: WantedStandards | None = None
    """The standard set that it binds to, such as ST-01@1."""
    fields: list[FieldKeys] = []
    """Its blanks, in the order of the Details."""


class HandoutKeys(Keys):
    """Front matter of a handout."""

    id: HandoutId
    """Permanent; the file is called after its last part."""
    title: Annotated[Words, Field(examples=["What to look out for"])]
    """As readers see it."""
    per: Per
    """How many copies: one for each person, pair or group, or one for the room."""
    audience: list[Audience] = []
    """Who may have it; the module's own audience if it is absent."""
    orientation: Literal["portrait", "landscape"] = "portrait"
    """How the sheet lies."""
    copier: Truth = False
    """Whether it is a black-only master for a photocopier."""


class PageKeys(Keys):
    """Front matter of a page in `content/`; all of it may be absent."""

    title: Words | None = None
    """As readers see it; the first heading if it is absent."""
    summary: Words | None = None
    """One plain sentence."""
