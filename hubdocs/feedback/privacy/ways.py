"""Ways to a person that are no numbers: mails, profiles, streets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.feedback.privacy.spans import Span

_AT = r"(?: ?@ ?| ?[(\[{<] ?at ?[)\]}>] ?)"
_DOT = r"(?:\.| ?[(\[{<] ?dot ?[)\]}>] ?)"
_LOCAL = r"(?<![\w.+'\-])[\w.+'\-]++"
_EMAIL = re.compile(
    rf"{_LOCAL}(?: ?[(\[{{<] ?dot ?[)\]}}>] ?[\w.+'\-]++)?{_AT}[\w\-]++(?:{_DOT}[\w\-]++)+", re.IGNORECASE
)
_EMAIL_IN_WORDS = re.compile(rf"{_LOCAL} {{1,2}}at {{1,2}}[\w\-]++(?: {{1,2}}dot {{1,2}}[\w\-]++)+", re.IGNORECASE)
"""An address in words needs its dot in words as well: people meet "at home" and "at 9.30"."""


def emails(text: str) -> Iterator[Span]:
    """Yield each e-mail address, also where its signs are spelt out."""
    for form in (_EMAIL, _EMAIL_IN_WORDS):
        for match in form.finditer(text):
            if not match[0][-1].isdigit():  # `WC-01@1.0.0` names a version
                yield Span("email", match.start(), match.end())


_PLATFORM = r"(?:instagram|insta|snapchat|snap|tik ?tok|facebook|fb|twitter|linkedin|discord|youtube|telegram)"
_PROFILE = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.)?"
    r"(?:instagram|snapchat|tiktok|facebook|fb|twitter|x|linkedin|threads|t|wa)\.(?:com|me|net)/[^\s<>\"]{2,}+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.+/])@(?!home\b|school\b|work\b)[A-Za-z_][\w.\-]{2,}+", re.IGNORECASE)
_HANDLE_SAID = re.compile(
    rf"\b{_PLATFORM}\b(?: (?:is|name|handle|id|account|user(?:name)?)){{1,2}}:? (?P<handle>[\w.\-]++)", re.IGNORECASE
)
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Way|Crescent|Court|Place|Terrace|Gardens|Grove|Hill|Mews|Walk"
)
_STREET = re.compile(
    rf"(?<![\w.\-/])\d{{1,4}}[A-Za-z]?,? {{1,2}}(?:[A-Z][a-z'\-]{{1,20}} ){{1,3}}(?:{_STREETS})\b(?! minutes)", re.ASCII
)
_STREET_TYPED_SMALL = re.compile(
    r"(?<![\w.\-/])\d{1,4}[a-z]?,? {1,2}(?!minutes?\b|people\b|more\b)[a-z'\-]{3,20} "
    r"(?:street|road|avenue|lane|crescent)\b"
)


def addresses(text: str) -> Iterator[Span]:
    """Yield each street with its number, and each profile on a social network."""
    for form in (_PROFILE, _HANDLE, _STREET, _STREET_TYPED_SMALL):
        for match in form.finditer(text):
            yield Span("address", match.start(), match.end())
    for match in _HANDLE_SAID.finditer(text):
        yield Span("address", match.start("handle"), match.end("handle"))
