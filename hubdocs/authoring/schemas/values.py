"""The kinds of value that authors write. Each arrives as the text that was typed; these say what it must mean.

Each also says what an editor may expect there, since an editor reads `60` as a number and we read it as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from hubdocs.model import ids
from hubdocs.model.version import Version, Wanted


class Keys(BaseModel):
    """A file's keys; others are mistakes. The line under each key is what an editor shows beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True)

    is_ours: ClassVar[bool] = False
    """Whether only the program writes such a file, so that nobody mends it by hand."""

    @classmethod
    def every(cls) -> Iterator[type[Keys]]:
        """These keys and all that are made of them."""
        yield cls
        for each in cls.__subclasses__():
            yield from each.every()


class Slip(ValueError):  # noqa: N818  # it is what a person did
    """A value that does not mean what its key asks for, with what to write instead."""

    def __init__(self, message: str, hint: str = "", *, instead: str = "", item: int | None = None) -> None:
        super().__init__(message)
        self.instead = instead
        """What to write for the value, where that can be told."""
        self.hint = hint or f"write `{instead}`"
        self.item = item
        """The number of the item that is meant, in a list."""


def shown(value: Any) -> str:
    """What somebody wrote, for a message."""
    if isinstance(value, str):
        return f"`{value}`" if value.strip() else "an empty value"
    return "a list" if isinstance(value, list) else "keys of its own"


def whole(value: Any) -> int:
    """A whole number.

    Raises:
        Slip: It is none.
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value):
        return int(value)
    found = re.match(r"\s*([0-9]{1,6})(?![0-9.,])", value) if isinstance(value, str) else None
    message = f"a whole number in digits is expected, not {shown(value)}"
    raise Slip(message, "" if found else "write digits only, such as 60", instead=found[1] if found else "")


def day(value: Any) -> date:
    """A day of the calendar.

    Raises:
        Slip: It is none.
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            hint = "look it up in a calendar, and write year, month and day, such as 2027-09-01"
            raise Slip(f"there is no such day as {value}", hint) from None
    meant = _day_meant(value) if isinstance(value, str) else None
    message = f"a day is expected as year-month-day, not {shown(value)}"
    raise Slip(message, "" if meant else "write year, month and day, such as 2027-09-01", instead=str(meant or ""))


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _day_meant(text: str) -> date | None:
    """The day that `1 September 2027`, `01/09/2027` or `2027-9-1` means; `None` if that cannot be told."""
    parts = re.findall(r"[0-9]+|[a-z]{3,}", re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", text.lower()))
    named = [str(_MONTHS.index(part[:3]) + 1) if part[:3] in _MONTHS else part for part in parts]
    if len(named) != len(("day", "month", "year")) or not all(part.isdigit() for part in named):
        return None
    year, month, day_ = named if len(named[0]) == len("2027") else reversed(named)
    try:
        return date(int(year), int(month), int(day_)) if len(year) == len("2027") else None
    except ValueError:
        return None


def _day_or_never(value: Any) -> date | None:
    return None if value == "never" else day(value)


_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _truth(value: Any) -> bool:
    if value not in ("true", "false"):
        meant = _TRUTHS.get(value.lower(), "") if isinstance(value, str) else ""
        message = f"`true` or `false` is expected, not {shown(value)}"
        raise Slip(message, "" if meant else "write true or false, in small letters", instead=meant)
    return bool(value == "true")


def _version(value: Any) -> Version:
    if not isinstance(value, str):
        raise Slip(f"a version is expected, not {shown(value)}", "write three numbers, such as 1.0.0")
    try:
        return Version.parse(value)
    except ValueError as error:
        numbers = re.fullmatch(r"[^0-9]*([0-9]{1,6}(?:\.[0-9]{1,6}){0,2})[^0-9]*", value)
        meant = ".".join(str(int(each)) for each in [*numbers[1].split("."), 0, 0][:3]) if numbers else ""
        message = f"a version has three numbers joined by dots, not {shown(value)}"
        raise Slip(message, "" if meant else "write it like 1.0.0", instead=meant) from error


@dataclass(frozen=True)
class _WantedLike:
    """Which release of a document somebody asks for, with an example for whoever gets it wrong."""

    example: str
    """An id."""

    def __call__(self, value: Any) -> Wanted:
        hint = f"write {self.example}, {self.example}@1, {self.example}@1.2 or {self.example}@1.2.0"
        if not isinstance(value, str):
            raise Slip(f"a document's id is expected, not {shown(value)}", hint)
        try:
            wanted = Wanted.parse(value)
        except ValueError as error:
            number = value.partition("@")[2]
            raise Slip(f"`{number}` is not a version or the beginning of one, such as 1.2", hint) from error
        if ids.DOCUMENT.fullmatch(wanted.id):
            return wanted
        meant = _document_id(wanted.id)
        fits = ids.DOCUMENT.fullmatch(meant)
        message = f"a document's id is expected, not `{value}`"
        raise Slip(message, "" if fits else hint, instead=str(Wanted(meant, wanted.numbers)) if fits else "")


def _answer(value: Any) -> str | list[str]:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        return value
    raise Slip("text or a list of texts is expected here", "write it like `[one, two]`, or as one line")


def _present(value: str) -> str:
    if not value.strip():
        raise Slip("nothing is written here", "write its words, or remove the line if it may be absent")
    return value.strip()


def _web(value: str) -> str:
    if not _WEB.fullmatch(value):
        raise Slip(f"`{value}` is not a web address", "write it like www.example.org or https://example.org/help")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise Slip("this is not a telephone number", "write digits and spaces, such as 0800 1111")
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise Slip("this is not a mail address", "write it like office@school.example")
    return value


def _language(value: str) -> str:
    try:
        meant = str(Locale.parse(value, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        hint = "write it like en-GB, or cy for Welsh"
        raise Slip(f"`{value}` is not a language that computers know", hint) from None
    if meant != value:
        raise Slip(f"`{value}` is not how this language is written", f"did you mean `{meant}`?")
    return value


def _document_id(value: str) -> str:
    """`WC-01` for `wc1`, as far as that can be told."""
    found = re.fullmatch(r"([A-Za-z]{2,4})[-_ ]*0*([0-9]{1,2})", value.strip())
    return f"{found[1].upper()}-{int(found[2]):02}" if found else value.upper()


def slug(value: str, joint: str = "-") -> str:
    """Words as small letters and digits with a joint between: `example-hub`."""
    return re.sub(r"[^a-z0-9]+", joint, value.lower()).strip(joint)


@dataclass(frozen=True)
class Form:
    """Text of one form, with the means to tell whoever gets it wrong."""

    pattern: re.Pattern[str]
    example: str
    says: str
    """What text of this form is, behind "is not": `a hub's id (small letters)`."""
    mend: Callable[[str], str] = str.strip
    """What somebody may have meant; it counts if it has the form."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Text, and then of this form."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The same for editors."""
        return {**handler(core), "pattern": f"^(?:{self.pattern.pattern})$", "examples": [self.example]}

    def _check(self, value: str) -> str:
        if self.pattern.fullmatch(value):
            return value
        meant = self.mend(value)
        fits = self.pattern.fullmatch(meant)
        message = f"`{value}` is not {self.says}" if value.strip() else f"nothing is written here, but {self.says}"
        raise Slip(message, "" if fits else f"write it like {in_quotes(self.example)}", instead=meant if fits else "")


def in_quotes(value: str, *, inside: bool = False) -> str:
    """A value as it must be typed: with quotes if YAML would take a part of it for something else.

    Between brackets or braces, `inside` them, more signs mean something.
    """
    signs = r"^[#@`&*!%|>\[\]{},\"'?-]|^$|: |:$|\s#" + (r"|[\[\]{},]" if inside else "")
    return f'"{value}"' if re.search(signs, value) else value


@dataclass(frozen=True)
class EachOnce:
    """A list in which nothing stands twice."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A list, and then this."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The same for editors."""
        return {**handler(core), "uniqueItems": True}

    def _check(self, value: list[Any]) -> list[Any]:
        for number, each in enumerate(value):
            if each in value[:number]:
                raise Slip(f"`{each}` is named twice", "remove one of the two", item=number)
        return value


class OrOneLine:
    """Says to editors that one line of text may stand where keys may."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Either a line of text or what the handler says."""
        return {"anyOf": [_WORDS, handler(core)]}


_WEB = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w./~%-]*)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ]*")
_EMAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_TYPED = {"type": ["string", "number", "boolean"]}
_WORDS = {**_TYPED, "pattern": r"\S"}
_NUMBER = "(0|[1-9][0-9]{0,5})"

Words = Annotated[str, AfterValidator(_present), WithJsonSchema(_WORDS)]
Raw = Annotated[str, WithJsonSchema(_TYPED)]
Answer = Annotated[
    str | list[str],
    BeforeValidator(_answer),
    WithJsonSchema({"anyOf": [_TYPED, {"type": "array", "items": _TYPED}]}),
]
Web = Annotated[str, AfterValidator(_web), WithJsonSchema({"type": "string", "pattern": r"^\S+$"})]
Phone = Annotated[
    str,
    AfterValidator(_phone),
    WithJsonSchema(
        {"type": ["string", "integer"], "minimum": 0, "pattern": r"^\+?[0-9][0-9 ]*$", "examples": ["0800 1111"]}
    ),
]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Whole = Annotated[
    int,
    BeforeValidator(whole),
    WithJsonSchema(
        {"type": ["integer", "string"], "minimum": 0, "maximum": 999_999, "pattern": "^[0-9]{1,6}$", "examples": [60]}
    ),
]
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2027-09-01"]}
Day = Annotated[date, BeforeValidator(day), WithJsonSchema(_DAY)]
DayOrNever = Annotated[
    date | None,
    BeforeValidator(_day_or_never),
    WithJsonSchema({"anyOf": [_DAY, {"const": "never"}], "examples": ["never"]}),
]
Truth = Annotated[
    bool, BeforeValidator(_truth), WithJsonSchema({"type": ["boolean", "string"], "pattern": "^(true|false)$"})
]
VersionText = Annotated[
    Version,
    BeforeValidator(_version),
    WithJsonSchema({"type": "string", "pattern": rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}$", "examples": ["1.0.0"]}),
]
_WANTED = {"type": "string", "pattern": rf"^[A-Z]{{2,4}}-[0-9]{{2}}(@{_NUMBER}(\.{_NUMBER}){{0,2}})?$"}
WantedModule = Annotated[
    Wanted, BeforeValidator(_WantedLike("WC-01")), WithJsonSchema({**_WANTED, "examples": ["WC-01"]})
]
WantedStandards = Annotated[
    Wanted, BeforeValidator(_WantedLike("ST-01")), WithJsonSchema({**_WANTED, "examples": ["ST-01@1"]})
]
WantedAgreement = Annotated[
    Wanted, BeforeValidator(_WantedLike("AG-01")), WithJsonSchema({**_WANTED, "examples": ["AG-01@1"]})
]
One = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
DocumentId = Annotated[
    str, Form(ids.DOCUMENT, "WC-01", "a document's id: capital letters, a hyphen and two digits", _document_id)
]
HandoutId = Annotated[
    str, Form(ids.HANDOUT, "WC-01-H1", "a handout's id: that of its module, a hyphen, H and a number", str.upper)
]
StandardId = Annotated[
    str, Form(ids.STANDARD, "GOV-1", "a standard's id: capital letters, a hyphen and a number", str.upper)
]
RefinementId = Annotated[
    str, Form(ids.REFINEMENT, "R-0001", "a refinement's id: R, a hyphen and four digits", str.upper)
]
EditionId = Annotated[
    str, Form(re.compile(r"[0-9]{4}-[0-9]{2}(-[1-9][0-9]*)?"), "2026-11", "an edition's id: a year and a month")
]
_NAME, _A_NAME = re.compile(r"[a-z][a-z0-9_]*"), "a name: small letters, digits and low lines"
FieldName = Annotated[str, Form(_NAME, "party_name", _A_NAME, lambda value: slug(value, "_"))]
Role = Annotated[str, Form(_NAME, "safeguarding_lead", _A_NAME, lambda value: slug(value, "_"))]
Slug = Annotated[str, Form(ids.SLUG, "school-staff", "an id: small letters, digits and hyphens", slug)]
Prefix = Annotated[str, Form(ids.PREFIX, "WC", "a prefix: two to four capital letters", str.upper)]
Colour = Annotated[
    str,
    Form(
        re.compile(r"#[0-9a-fA-F]{6}"),
        "#0E4F5E",
        "a colour: `#` and six signs of 0 to 9 and A to F, in quotes",
        lambda value: f"#{value}",
    ),
]
Language = Annotated[str, AfterValidator(_language), WithJsonSchema({"type": "string", "examples": ["en-GB"]})]
