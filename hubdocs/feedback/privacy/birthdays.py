"""Dates by which somebody could be found: when they were born."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.feedback.privacy.spans import Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:'?\d\d|(?P<year%d>(?:19|20)\d\d))(?![\d])"
_DATE = re.compile(
    r"(?<![\w./\-])(?:"
    rf"\d{{1,2}} ?[./\-] ?\d{{1,2}} ?[./\-] ?{_YEAR % 1}"
    r"|(?P<year2>(?:19|20)\d\d)[./\-]\d{1,2}[./\-]\d{1,2}(?!\d)"
    rf"|{_DAY}(?: of)? ?{_MONTH}(?:,? ?{_YEAR % 3})?"
    rf"|{_MONTH} ?{_DAY}(?!\w)(?:,? ?{_YEAR % 4})?"
    r")",
    re.IGNORECASE | re.ASCII,
)
_BORN = re.compile(r"\b(?:born|birth(?:day|date)?s?|b-?day|d\.? ?o\.? ?b)\b", re.IGNORECASE)
_PERSON_BORN_IN = re.compile(
    r"\b(?:he|she|they|i|who|pupil|child|son|daughter|boy|girl|d\.?o\.?b\.?|birth)\b[^.\n\d]{0,16}"
    r"\b(?:born(?: in)?|birth(?: is| was)?|d\.?o\.?b)\b[ .:]{0,3}"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_BEFORE, _AFTER = 40, 24
"""How many letters away a word such as "born" may stand."""
_YEARS = range(1920, 2023)
"""A full date in these years is a birthday rather than the day of a session: this library is younger."""


def birthdays(text: str) -> Iterator[Span]:
    """Yield each date that seems to be somebody's date of birth."""
    for match in _DATE.finditer(text):
        if _is_long_ago(match) or _is_called_a_birthday(text, match):
            yield Span("date-of-birth", match.start(), match.end())
    for match in _PERSON_BORN_IN.finditer(text):
        yield Span("date-of-birth", match.start("year"), match.end("year"))


def _is_long_ago(match: re.Match[str]) -> bool:
    years = (match[name] for name in ("year1", "year2", "year3", "year4"))
    return any(int(year) in _YEARS for year in years if year)


def _is_called_a_birthday(text: str, match: re.Match[str]) -> bool:
    before = max(0, match.start() - _BEFORE)
    return bool(_BORN.search(text, before, match.start()) or _BORN.search(text, match.end(), match.end() + _AFTER))
