"""Searching one cell for everything that a person should look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hubdocs.feedback.privacy import numbers
from hubdocs.feedback.privacy.birthdays import birthdays
from hubdocs.feedback.privacy.flags import Flag, Kind
from hubdocs.feedback.privacy.names import names
from hubdocs.feedback.privacy.plain import Plain, plain
from hubdocs.feedback.privacy.safeguarding import worries
from hubdocs.feedback.privacy.spans import Span, without
from hubdocs.feedback.privacy.ways import addresses, emails
from hubdocs.feedback.privacy.wording import is_given, words_of

CODES = frozenset(
    "response_id submitted_at document version activity edition channel group_size as_planned minutes_taken useful "
    "clear before after again".split()
)
"""Columns that hold a code, a date or a number: only an address can stand there by mistake and be told from these."""

_HEADINGS: dict[str, Kind] = {
    "name": "name", "full name": "name", "your name": "name", "first name": "name", "last name": "name",
    "surname": "name", "forename": "name", "email": "email", "e-mail": "email", "email address": "email",
    "e-mail address": "email", "username": "email", "phone": "phone", "telephone": "phone", "mobile": "phone",
    "phone number": "phone", "telephone number": "phone", "address": "address", "home address": "address",
    "postcode": "postcode", "date of birth": "date-of-birth", "dob": "date-of-birth", "nhs number": "nhs-number",
}  # fmt: skip
"""Columns of which every cell tells who somebody is, whatever stands in it."""
_NOBODY = frozenset({"", "anonymous", "none", "n/a", "-"})


def flags_in(column: str, text: str, allowed: frozenset[str] = frozenset()) -> tuple[Flag, ...]:
    """Everything in a cell that a person should look at before it is kept, in the order of the text.

    It never raises, whatever the text is, and takes time in proportion to its length.

    Args:
        column: The name of the column, ours or that of an export. Codes and numbers are searched for mails only.
        text: The cell as it came.
        allowed: What tells nobody's secret, as `published_words` gives it: numbers and names of helplines, titles.
    """
    if kind := _HEADINGS.get(column.strip().casefold()):
        words = text.strip()
        return (Flag(kind, words, text.index(words)),) if words.casefold() not in _NOBODY else ()
    typed = plain(text)
    found = emails(typed.text) if column in CODES else _everything(typed.text, _public(allowed))
    flags = (_flag(typed, span) for span in set(found))
    return tuple(sorted(flags, key=lambda flag: (flag.start, -len(flag.words), flag.kind)))


def _flag(typed: Plain, span: Span) -> Flag:
    start, words = typed.as_typed(span.start, span.end)
    return Flag(span.kind, words, start)


def _everything(text: str, public: _Public) -> Iterator[Span]:
    """Yield all spans; what was found by its form is hidden from the searches that go by words."""
    searches: tuple[Callable[[str], Iterable[Span]], ...] = (
        emails,
        addresses,
        birthdays,
        numbers.nhs_numbers,
        lambda rest: numbers.phones(rest, public.numbers),
        numbers.postcodes,
        lambda rest: names(without(rest, public.titles_in(rest)), public.words),
    )
    rest = text
    for search in searches:
        spans = list(search(rest))
        yield from spans
        rest = without(rest, spans)
    yield from worries(text)


@dataclass(frozen=True)
class _Public:
    """What the library publishes, ready to be looked up."""

    numbers: frozenset[str]
    """Digits only."""
    words: frozenset[str]
    """In small letters."""
    titles: re.Pattern[str] | None
    """Titles that hold a given name, which is nobody's as long as the whole title is named."""

    def titles_in(self, text: str) -> Iterator[Span]:
        """Yield each such title."""
        for match in self.titles.finditer(text) if self.titles else ():
            yield Span("name", match.start(), match.end())


@lru_cache(maxsize=8)
def _public(allowed: frozenset[str]) -> _Public:
    plain_ones = sorted({plain(each).text.strip() for each in allowed} - {""})
    titles = [each for each in plain_ones if " " in each and any(map(is_given, words_of(each)))]
    words = {word for each in plain_ones for word in words_of(each) if " " not in each or not is_given(word)}
    return _Public(
        numbers=numbers.EVERYWHERE | {digits for each in plain_ones if (digits := numbers.digits_of(each))},
        words=frozenset(words),
        titles=re.compile(rf"\b(?:{'|'.join(map(re.escape, titles))})", re.IGNORECASE) if titles else None,
    )
