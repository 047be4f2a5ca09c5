"""The kinds of value that authors write. Each arrives as the text that was typed; these say what it must mean.

Each also says what an editor may expect there, since an editor reads `60` as a number and we read it as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

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


class Slip(ValueError):  # noqa: N818  # it is what a person did
    """A value that does not mean what its key asks for, with what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def shown(value: Any) -> str:
    """What somebody wrote, for a message."""
    return f"`{value}`" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys of its own"


def whole(value: Any) -> int:
    """A whole number.

    Raises:
        Slip: It is none.
    """
    if not (isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value)):
        raise Slip(f"a whole number is expected, not {shown(value)}", "write digits only, such as 60")
    return int(value)


def day(value: Any) -> date:
    """A day of the calendar.

    Raises:
        Slip: It is none.
    """
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Slip(f"a day is expected, not {shown(value)}", "write year, month and day, such as 2027-09-01")


def _day_or_never(value: Any) -> date | None:
    return None if value == "never" else day(value)


def _truth(value: Any) -> bool:
    if value not in ("true", "false"):
        raise Slip(f"`true` or `false` is expected, not {shown(value)}", "write true or false, in small letters")
    return bool(value == "true")


def _version(value: Any) -> Version:
    if not isinstance(value, str):
        raise Slip(f"a version is expected, not {shown(value)}", "write three numbers, such as 1.0.0")
    try:
        return Version.parse(value)
    except ValueError as error:
        hint = f"write {value}.0" if re.fullmatch(r"\d+\.\d+", value) else "write it like 1.0.0"
        raise Slip(f"a version has three numbers joined by dots, not {shown(value)}", hint) from error


def _wanted(value: Any) -> Wanted:
    if not isinstance(value, str):
        raise Slip(f"a document's id is expected, not {shown(value)}", "write an id such as WC-01")
    try:
        wanted = Wanted.parse(value)
    except ValueError as error:
        raise Slip(str(error), "write WC-01, WC-01@1, WC-01@1.2 or WC-01@1.2.0") from error
    if not ids.DOCUMENT.fullmatch(wanted.id):
        raise Slip(f"a document's id is expected, not `{value}`", "write an id such as WC-01")
    return wanted


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
        raise Slip(f"`{value}` is no web address", "write it like www.example.org or https://example.org/help")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise Slip(f"`{value}` is no telephone number", "write digits and spaces, such as 0800 1111")
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise Slip(f"`{value}` is no mail address", "write it like office@school.example")
    return value


def _language(value: str) -> str:
    try:
        meant = str(Locale.parse(value, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        hint = "write it like en-GB, or cy for Welsh"
        raise Slip(f"`{value}` is no language that computers know", hint) from None
    if meant != value:
        raise Slip(f"`{value}` is not how this language is written", f"did you mean `{meant}`?")
    return value


@dataclass(frozen=True)
class Form:
    """Text of one form, with an example for whoever gets it wrong."""

    pattern: re.Pattern[str]
    example: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Text, and then of this form."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The same for editors."""
        return {**handler(core), "pattern": f"^(?:{self.pattern.pattern})$", "examples": [self.example]}

    def _check(self, value: str) -> str:
        if not self.pattern.fullmatch(value):
            raise Slip(f"`{value}` does not have the expected form", f"write it like {self.example}")
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
    WithJsonSchema({"type": ["string", "integer"], "minimum": 0, "pattern": r"^\+?[0-9][0-9 ]*$"}),
]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Whole = Annotated[
    int,
    BeforeValidator(whole),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "maximum": 999_999, "pattern": "^[0-9]{1,6}$"}),
]
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
Day = Annotated[date, BeforeValidator(day), WithJsonSchema(_DAY)]
DayOrNever = Annotated[
    date | None,
    BeforeValidator(_day_or_never),
    WithJsonSchema({"anyOf": [_DAY, {"const": "never"}]}),
]
Truth = Annotated[
    bool, BeforeValidator(_truth), WithJsonSchema({"type": ["boolean", "string"], "pattern": "^(true|false)$"})
]
VersionText = Annotated[
    Version,
    BeforeValidator(_version),
    WithJsonSchema({"type": "string", "pattern": rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}$"}),
]
WantedText = Annotated[
    Wanted,
    BeforeValidator(_wanted),
    WithJsonSchema({"type": "string", "pattern": rf"^[A-Z]{{2,4}}-[0-9]{{2}}(@{_NUMBER}(\.{_NUMBER}){{0,2}})?$"}),
]
One = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
DocumentId = Annotated[str, Form(ids.DOCUMENT, "WC-01")]
HandoutId = Annotated[str, Form(ids.HANDOUT, "WC-01-H1")]
StandardId = Annotated[str, Form(ids.STANDARD, "GOV-1")]
RefinementId = Annotated[str, Form(ids.REFINEMENT, "R-0001")]
EditionId = Annotated[str, Form(re.compile(r"[0-9]{4}-[0-9]{2}(-[1-9][0-9]*)?"), "2026-11")]
FieldName = Annotated[str, Form(re.compile(r"[a-z][a-z0-9_]*"), "party_name")]
Slug = Annotated[str, Form(ids.SLUG, "school-staff")]
Prefix = Annotated[str, Form(ids.PREFIX, "WC")]
Colour = Annotated[str, Form(re.compile(r"#[0-9a-fA-F]{6}"), "#0E4F5E")]
Language = Annotated[str, AfterValidator(_language), WithJsonSchema({"type": "string", "examples": ["en-GB"]})]
