"""Packs and their editions. Contract: FORMAT, sections 4 and 9."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from hubdocs.authoring.schemas.values import (
    Day,
    DocumentId,
    EditionId,
    Keys,
    One,
    Raw,
    Slip,
    Slug,
    Truth,
    VersionText,
    WantedAgreement,
    WantedModule,
    WantedStandards,
    Whole,
    Words,
)
from hubdocs.model.audience import Audience

Format = Literal["screen", "binder", "booklet", "press", "large-print", "copier"]


class PackModuleKeys(Keys):
    """`{module: WC-01, handouts: true}`."""

    module: WantedModule
    """WC-01 is the newest release; WC-01@1 the newest 1.x; WC-01@1.2.0 that one."""
    handouts: Truth = False
    """Whether its handouts follow it."""


class _WithoutHandouts(Keys):
    """A line of a pack that names no module."""

    @model_validator(mode="before")
    @classmethod
    def _has_none(cls, value: Any) -> Any:
        if isinstance(value, dict) and "handouts" in value:
            rest = ", ".join(f"{key}: {each}" for key, each in value.items() if key != "handouts")
            raise Slip("only a module has handouts", f"write `- {{{rest}}}`")
        return value


class PackStandardsKeys(_WithoutHandouts):
    """`{standards: ST-01}`."""

    standards: WantedStandards
    """ST-01 is the newest release; ST-01@1 the newest 1.x."""


class PackAgreementKeys(_WithoutHandouts):
    """`{agreement: AG-01}`."""

    agreement: WantedAgreement
    """AG-01 is the newest release; AG-01@1 the newest 1.x."""


class PackPageKeys(_WithoutHandouts):
    """`{page: help/using-this-pack.md}`."""

    page: Annotated[Words, Field(examples=["help/using-this-pack.md"])]
    """The page's path in `content/`."""


_KINDS: dict[str, type[Keys]] = {
    "module": PackModuleKeys,
    "standards": PackStandardsKeys,
    "agreement": PackAgreementKeys,
    "page": PackPageKeys,
}


def _kind_of(value: Any) -> str | None:
    """Which line this is, by the one key that only it has."""
    named = [kind for key, kind in _KINDS.items() if isinstance(value, dict) and key in value]
    return named[0].__name__ if len(named) == 1 else None


PackItemKeys: TypeAlias = (
    Annotated[PackModuleKeys, Tag("PackModuleKeys")]
    | Annotated[PackStandardsKeys, Tag("PackStandardsKeys")]
    | Annotated[PackAgreementKeys, Tag("PackAgreementKeys")]
    | Annotated[PackPageKeys, Tag("PackPageKeys")]
)
PackItem: TypeAlias = Annotated[
    PackItemKeys,
    Discriminator(
        _kind_of,
        custom_error_type="pack_item",
        custom_error_message="this line names no `module`, `standards`, `agreement` or `page`, or more than one",
        custom_error_context={
            "kinds": " ".join(_KINDS),
            "hint": "write, for example, `- {module: WC-01, handouts: true}`",
        },
    ),
]


class PackKeys(Keys):
    """`pack.yml`."""

    id: Slug
    """Permanent, and the folder's name."""
    title: Annotated[Words, Field(examples=["School staff pack"])]
    """As readers see it."""
    audience: Annotated[Audience, Field(examples=["staff"])]
    """For whom it is printed."""
    summary: Words | None = None
    """One or two plain sentences."""
    formats: Annotated[list[Format], Field(min_length=1)]
    """The ways in which it is printed."""
    contents: Annotated[list[PackItem], Field(min_length=1)]
    """What is in it, in order."""


class EditionDocumentKeys(Keys):
    """A document in an edition."""

    id: DocumentId
    """The document."""
    version: VersionText
    """Exactly this release of it."""
    digest: Words
    """The identity of that release's text."""
    pages: Whole
    """Pages of A4."""


class EditionKeys(Keys):
    """`editions/2026-11.yml`, which `hubdocs release` writes."""

    is_ours: ClassVar[bool] = True

    format: One
    """The format of this file."""
    id: EditionId
    """The month; a second in one month is 2026-11-2."""
    pack: Slug
    """The pack that was printed."""
    date: Day
    """The day on which it was fixed."""
    documents: list[EditionDocumentKeys]
    """What it holds."""
    live: dict[str, Raw] = {}
    """The digests of what is always today's, as it was that day."""
    leaves: list[Raw] = []
    """A fingerprint for each leaf of the binder."""
