"""Every object of a PDF as plain data, read in one go: asking pikepdf for each entry of each tag is what costs.

The data is what qpdf writes as JSON: a name is `/Span`, the text of a string follows `u:`, its bytes `b:` when they
are no text, and `12 0 R` refers to another object. Source: qpdf's manual, "qpdf JSON", version 2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json import JSONDecodeError
from typing import Any

import pikepdf
from pikepdf import Stream, String

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""
Entries = Mapping[str, Any]
"""What a dictionary holds, as plain data."""

NUMBER = "number"
"""Under what a dictionary or stream has its own number: no name of a PDF, which would begin with a slash."""
DIRECT: Number = (0, 0)
"""The number of what stands inside another object and has none of its own."""
DIGITS = frozenset("0123456789")
"""How a reference begins, and no name or string does."""
ODD_NUMBERS = re.compile(rb'^(\s*(?:"(?:[^"\\]|\\.)*": )?)([-+]?\d*\.\d*)(?=,?$)', re.MULTILINE)
"""Numbers as qpdf copies them: a PDF may write +1.5 or -00.5, and JSON may not."""


class Objects:
    """The objects of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        held = list(pdf.objects)
        self.as_json = b"[\n%s\n]" % b",\n".join([_as_json(each) for each in held])
        """All of them, one below the other, without what streams hold."""
        numbers = [each.objgen for each in held]
        self._values: dict[str, Any] = {}
        for (number, generation), value in zip(numbers, _read(self.as_json), strict=True):
            self._values[f"{number} {generation} R"] = value
            if isinstance(value, dict):
                value[NUMBER] = (number, generation)

    def __getitem__(self, number: Number) -> Any:
        """The object of a number; `None` where there is none."""
        return self._values.get(f"{number[0]} {number[1]} R")

    def at(self, value: Any) -> Any:
        """A value, or what it refers to; `None` where that is nothing."""
        return self._values.get(value) if type(value) is str and value[:1] in DIGITS else value

    def number(self, value: Any) -> Number | None:
        """The number of what a value refers to; `None` of nothing."""
        held = self.at(value)
        return None if held is None else number_of(held)

    def listed(self, value: Any) -> list[Any]:
        """What an entry holds that may be an array, one thing alone, or nothing."""
        value = self.at(value)
        return value if isinstance(value, list) else [] if value is None else [value]

    def text(self, owner: Entries, key: str) -> str:
        """The text that an entry holds; empty where there is none."""
        return text_of(self.at(owner.get(key)))

    def words(self, owner: Entries, *keys: str) -> str:
        """The first text that stands in one of these entries and is not empty."""
        return next((text for key in keys if (text := self.text(owner, key).strip())), "")

    def strings_with(self, *beginnings: str) -> Iterator[str]:
        """Yield every string that begins with one of these, in small letters or capitals."""
        signs = "|".join(map(re.escape, beginnings)).encode()
        for found in re.findall(rb'"(?:u:(?i:%s)|b:)(?:[^"\\]|\\.)*"' % signs, self.as_json):
            text = text_of(json.loads(found))
            if text.lower().startswith(beginnings):
                yield text


def number_of(held: Any) -> Number:
    """The number of a dictionary or stream."""
    number: Number = held.get(NUMBER, DIRECT) if isinstance(held, dict) else DIRECT
    return number


def text_of(value: Any) -> str:
    """The text of a string, or a name as it is written; empty where there is nothing.

    Raises:
        UnicodeError: The string calls itself UTF-8 and is not.
    """
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if value.startswith("b:"):
        return str(String(bytes.fromhex(value[2:])))
    return value.removeprefix("u:").encode().decode()


def _as_json(each: pikepdf.Object) -> bytes:
    said = each.to_json(dereference=True)
    # Else a stream would look like a dictionary, and pass for a tag.
    return b'{"stream": %s}' % said if isinstance(each, Stream) else said


def _read(text: bytes) -> list[Any]:
    try:
        return _list(text)
    except JSONDecodeError:
        return _list(ODD_NUMBERS.sub(_number, text))


def _list(text: bytes) -> list[Any]:
    # qpdf copies a string that calls itself UTF-8 and is not. `text_of` raises, if a rule asks for it.
    values: list[Any] = json.loads(text.decode(errors="surrogateescape"))
    return values


def _number(odd: re.Match[bytes]) -> bytes:
    return odd[1] + repr(float(odd[2])).encode()
