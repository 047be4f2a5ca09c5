"""What authors may write in each file: the keys, their types, and what else is asked of them.

Every value arrives as the text that was typed; these types say what it must mean. Contract: FORMAT,
sections 2 to 5 and 9.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from hubdocs.model import ids
from hubdocs.model.audience import Audience
from hubdocs.model.documents import Status
from hubdocs.model.version import Version, Wanted


class Slip(ValueError):  # noqa: N818  # it is what a person did
    """A value that does not mean what its key asks for, with what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _whole(value: Any) -> int:
    if not (isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value)):
        raise Slip(f"a whole number is expected, not {_shown(value)}", "write digits only, such as 60")
    return int(value)


def _shown(value: Any) -> str:
    return f"`{value}`" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys of its own"


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Slip(f"a day is expected, not {_shown(value)}", "write year, month and day, such as 2027-09-01")


def _truth(value: Any) -> bool:
    if value not in ("true", "false"):
        raise Slip(f"`true` or `false` is expected, not {_shown(value)}", "write true or false, in small letters")
    return bool(value == "true")


def _version(value: Any) -> Version:
    if isinstance(value, Version):
        return value
    if not isinstance(value, str):
        raise Slip(f"a version is expected, not {_shown(value)}", "write three numbers, such as 1.0.0")
    try:
        return Version.parse(value)
    except ValueError as error:
        hint = f"write {value}.0" if re.fullmatch(r"\d+\.\d+", value) else "write it like 1.0.0"
        raise Slip(f"a version has three numbers joined by dots, not {_shown(value)}", hint) from error


def _wanted(value: Any) -> Wanted:
    if not isinstance(value, str):
        raise Slip(f"a document's id is expected, not {_shown(value)}", "write an id such as WC-01")
    try:
        wanted = Wanted.parse(value)
    except ValueError as error:
        raise Slip(str(error), "write WC-01, WC-01@1, WC-01@1.2 or WC-01@1.2.0") from error
    if not ids.DOCUMENT.fullmatch(wanted.id):
        raise Slip(f"a document's id is expected, not `{value}`", "write an id such as WC-01")
    return wanted


def _form(pattern: re.Pattern[str], example: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise Slip(f"`{value}` does not have the expected form", f"write it like {example}")
        return value

    return AfterValidator(check)


def _present(value: str) -> str:
    if not value.strip():
        raise Slip("nothing is written here", "write its words, or remove the line if it may be absent")
    return value.strip()


def _web(value: str) -> str:
    if not _WEB.fullmatch(value):
        raise Slip(f"`{value}` is no web address", "write it like www.example.org or https://example.org/help")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise Slip(f"`{value}` is no telephone number", "write digits and spaces, such as 0800 1111")
    return value


_WEB = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w./~%-]*)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ]*")

Words = Annotated[str, AfterValidator(_present)]
Web = Annotated[str, AfterValidator(_web)]
Phone = Annotated[str, AfterValidator(_phone)]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
Truth = Annotated[bool, BeforeValidator(_truth)]
VersionText = Annotated[Version, BeforeValidator(_version)]
WantedText = Annotated[Wanted, BeforeValidator(_wanted)]
DocumentId = Annotated[str, _form(ids.DOCUMENT, "WC-01")]
HandoutId = Annotated[str, _form(ids.HANDOUT, "WC-01-H1")]
StandardId = Annotated[str, _form(ids.STANDARD, "GOV-1")]
Slug = Annotated[str, _form(ids.SLUG, "school-staff")]
Prefix = Annotated[str, _form(ids.PREFIX, "WC")]
Colour = Annotated[str, _form(re.compile(r"#[0-9a-fA-F]{6}"), "#0E4F5E")]
Language = Annotated[str, _form(re.compile(r"[a-z]{2,3}(-[A-Z]{2})?"), "en-GB")]
Need = Literal["thriving", "getting-advice", "getting-help", "getting-more-help", "getting-risk-support"]
Per = Literal["person", "pair", "group", "room"]
Format = Literal["screen", "binder", "booklet", "press", "large-print", "copier"]


class Keys(BaseModel):
    """A file's keys; others are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class MaterialKeys(Keys):
    """One thing to bring."""

    item: Words
    per: Per | None = None
    handout: HandoutId | None = None


def _material(value: Any) -> Any:
    return {"item": value} if isinstance(value, str) else value


class GroupSizeKeys(Keys):
    """How many people."""

    typical: Whole
    largest: Whole | None = None
    per_group: Whole | None = None


class DocumentKeys(Keys):
    """Front matter that every controlled document has."""

    id: DocumentId
    title: Words
    version: VersionText
    status: Status
    audience: Annotated[list[Audience], Field(min_length=1)]
    delivered_by: list[Audience] | None = None
    summary: Words
    lang: Language = "en-GB"
    owner: Words | None = None
    review_by: Day | None = None
    keywords: list[Words] = []


class ModuleKeys(DocumentKeys):
    """Front matter of `module.md`."""

    duration: Whole
    objectives: list[Words] = []
    materials: list[Annotated[MaterialKeys, BeforeValidator(_material)]] = []
    group_size: GroupSizeKeys | None = None
    prerequisites: list[DocumentId] = []
    standards: list[StandardId] = []
    needs: list[Need] = []
    part: Literal["core", "optional"] = "core"


class RetiredKeys(Keys):
    """A standard that is no longer in force."""

    id: StandardId
    date: Day


class StandardsKeys(DocumentKeys):
    """Front matter of `standards.md`."""

    retired: list[RetiredKeys] = []


class FieldKeys(Keys):
    """A blank in an agreement."""

    name: Annotated[str, _form(re.compile(r"[a-z][a-z0-9_]*"), "party_name")]
    label: Words
    type: Literal["text", "multiline", "number", "money", "date", "choice", "yesno", "list"]
    required: Truth = False
    default: Any = None
    unit: Words | None = None
    choices: list[Words] = []


class AgreementKeys(DocumentKeys):
    """Front matter of `agreement.md`."""

    standards: WantedText | None = None
    fields: list[FieldKeys] = []


class HandoutKeys(Keys):
    """Front matter of a handout."""

    id: HandoutId
    title: Words
    per: Per
    audience: list[Audience] = []
    orientation: Literal["portrait", "landscape"] = "portrait"
    copier: Truth = False


class PageKeys(Keys):
    """Front matter of a page in `content/`; all of it may be absent."""

    title: Words | None = None
    summary: Words | None = None


class ProgrammeKeys(Keys):
    """`programme.yml`."""

    id: Slug
    title: Words
    prefix: Prefix
    summary: Words
    order: Whole
    audience: list[Audience] = []


class TermKeys(Keys):
    """An entry of `glossary.yml`."""

    term: Words
    meaning: Words
    synonyms: list[Words] = []
    see: Words | None = None


def _checked(value: Any) -> date | None:
    return None if value == "never" else _day(value)


class SignpostKeys(Keys):
    """An entry of `signposts.yml`."""

    id: Annotated[str, _form(re.compile(r"[a-z][a-z0-9-]*"), "childline")]
    name: Words
    who: Words
    phone: Phone | None = None
    text: Words | None = None
    web: Web | None = None
    hours: Words | None = None
    emergency: Truth = False
    source: Words
    source_seen: Day | None = None
    checked: Annotated[date | None, BeforeValidator(_checked)]


class ColourKeys(Keys):
    """Colours that take the place of the theme's own."""

    primary: Colour | None = None
    accent: Colour | None = None


class FontKeys(Keys):
    """Fonts that take the place of the theme's own."""

    text: Words | None = None
    headings: Words | None = None


class BrandKeys(Keys):
    """`brand.yml`."""

    name: Words
    strapline: Words | None = None
    logo: Words | None = None
    colours: ColourKeys = ColourKeys()
    fonts: FontKeys = FontKeys()
    contact: Words | None = None
    licence: Words | None = None


class PackModuleKeys(Keys):
    """`{module: WC-01, handouts: true}`."""

    module: WantedText
    handouts: Truth = False


class PackStandardsKeys(Keys):
    """`{standards: ST-01}`."""

    standards: WantedText


class PackAgreementKeys(Keys):
    """`{agreement: AG-01}`."""

    agreement: WantedText


class PackPageKeys(Keys):
    """`{page: help/using-this-pack.md}`."""

    page: Words


_PACK_ITEMS: dict[str, type[Keys]] = {
    "module": PackModuleKeys,
    "standards": PackStandardsKeys,
    "agreement": PackAgreementKeys,
    "page": PackPageKeys,
}
PackItemKeys = PackModuleKeys | PackStandardsKeys | PackAgreementKeys | PackPageKeys


def _pack_item(value: Any) -> Any:
    named = [name for name in _PACK_ITEMS if isinstance(value, dict) and name in value]
    if len(named) != 1:
        message = "each line names one of `module`, `standards`, `agreement` or `page`"
        raise Slip(message, "write, for example, - {module: WC-01, handouts: true}")
    return _PACK_ITEMS[named[0]].model_validate(value)


class PackKeys(Keys):
    """`pack.yml`."""

    id: Slug
    title: Words
    audience: Audience
    summary: Words | None = None
    formats: Annotated[list[Format], Field(min_length=1)]
    contents: Annotated[list[Annotated[PackItemKeys, BeforeValidator(_pack_item)]], Field(min_length=1)]


class ApprovedKeys(Keys):
    """Who approved, and when."""

    by: Words
    on: Day


class ReleaseKeys(Keys):
    """`release.yml`."""

    format: Literal["1"]
    id: DocumentId
    version: VersionText
    date: Day
    kind: Literal["first", "major", "minor", "patch"]
    summary: Words
    digest: Words
    handouts: dict[str, str] = {}
    previous: str | None = None
    references: dict[str, str] = {}
    because: Words | None = None
    approved: ApprovedKeys | None = None
    closes: list[Words] = []


class WithdrawnKeys(Keys):
    """An entry of `withdrawn.yml`."""

    version: VersionText | None = None
    date: Day
    reason: Words


class EditionDocumentKeys(Keys):
    """A document in an edition."""

    id: DocumentId
    version: VersionText
    digest: Words
    pages: Whole


class EditionKeys(Keys):
    """`editions/2026-11.yml`."""

    format: Literal["1"]
    id: Annotated[str, _form(re.compile(r"\d{4}-\d{2}(-[1-9][0-9]*)?"), "2026-11")]
    pack: Slug
    date: Day
    documents: list[EditionDocumentKeys]
    live: dict[str, str] = {}
    leaves: list[str] = []
