"""A start for the file that says how an export is read, guessed from its headings and its first answers."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from hubdocs.feedback.canonical import COLUMNS
from hubdocs.feedback.intake.table import Table, unreadable
from hubdocs.feedback.intake.values import AGAIN, AS_PLANNED, CHANNELS, Misfit, folded, moment
from hubdocs.feedback.intake.wordings import AGREEMENT, CLOSE_CALLS, HEADINGS, PROVIDERS, WORDINGS

SAMPLES = 200
"""Rows whose answers are looked at."""
ALIKE = 0.82
"""How alike a heading must be to a known one, from 0 to 1."""
MOST_ANSWERS = 15
"""Different answers of a question that has choices; more are free text."""
_DAYS = ("%d/%m/%Y", "%Y/%m/%d", "%d/%m/%y", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y", "%d-%m-%Y")
_CLOCKS = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "")
_PATTERNS = tuple(day + clock for day in _DAYS for clock in _CLOCKS)
"""Ways to write a moment; the day before the month is tried first, as it is written here."""
_CODES = {"as_planned": AS_PLANNED, "again": AGAIN, "channel": CHANNELS}
_RATINGS = ("useful", "clear", "before", "after")


@dataclass(frozen=True)
class Proposal:
    """How an export could be read; a person looks at it before it is used."""

    provider: str
    columns: Mapping[str, str]
    """The heading, by our name of the column."""
    dates: str
    values: Mapping[str, Mapping[str, str]]
    unknown: tuple[tuple[str, str], ...]
    """Answers that no meaning was found for, with their column."""
    left: tuple[str, ...]
    """Headings that no column was found for."""
    is_doubtful_day: bool = False
    """Whether day and month could be the other way round in every moment that was seen."""


def propose(table: Table, provider: str = "") -> Proposal:
    """A way to read a file.

    Raises:
        HubError: Its rows cannot be read, or none of its headings looks like one of ours.
    """
    headings = [plain(heading) for heading in table.headings]
    if not (columns := _columns(headings)):
        message = "no heading looks like one of our columns"
        raise unreadable(table.name, message, "write the file by hand: hubdocs schema forms says what it holds")
    rows = [row.cells for row in islice(table.rows(), SAMPLES)]
    answers = {column: _answers(rows, headings.index(heading)) for column, heading in columns.items()}
    dates, is_doubtful = _dates(answers.get("submitted_at", ()))
    values: dict[str, dict[str, str]] = {}
    unknown: list[tuple[str, str]] = []
    for column in (*_CODES, *_RATINGS):
        found, strange = _meanings(column, answers.get(column, ()))
        values |= {column: found} if found else {}
        unknown += [(column, each) for each in strange]
    left = tuple(each for each in dict.fromkeys(headings) if each and each not in columns.values())
    guessed = provider or next((name for name, signs in PROVIDERS.items() if signs & {*map(folded, headings)}), "")
    return Proposal(plain(guessed) or "Another form", columns, dates, values, tuple(unknown), left, is_doubtful)


def plain(text: str) -> str:
    """One line of text that any file can hold."""
    line = " ".join(text.split())
    return "".join(
        letter for letter in line if letter.isprintable() and unicodedata.category(letter) not in _NO_LETTERS
    )


_NO_LETTERS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _columns(headings: Sequence[str]) -> dict[str, str]:
    """The heading for each column: those that fit best first, and each heading once."""
    unique = [heading for heading in dict.fromkeys(headings) if headings.count(heading) == 1 and heading]
    fits = [
        (fit, -len(COLUMNS) + at, column, heading)
        for heading in unique
        for at, column in enumerate(reversed(COLUMNS))
        if (fit := _fit(column, heading)) >= ALIKE
    ]
    found: dict[str, str] = {}
    for _, _, column, heading in sorted(fits, reverse=True):
        if column not in found and heading not in found.values():
            found[column] = heading
    return {column: found[column] for column in COLUMNS if column in found}


def _fit(column: str, heading: str) -> float:
    """How well a heading fits a column, from 0 to 1."""
    words = _words(heading)
    if any(phrase in f" {words} " for phrase in CLOSE_CALLS.get(column, ())):
        return 0.0
    known = (column.replace("_", " "), *HEADINGS[column])
    return max(_likeness(each, words) for each in known)


def _likeness(known: str, words: str) -> float:
    if known == words:
        return 1.0
    if f" {known} " in f" {words} ":
        return 0.85 + 0.14 * len(known) / len(words)  # the more of the heading it is, the better
    return difflib.SequenceMatcher(None, known, words).ratio() - 0.01


def _words(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold().replace("’", "").replace("'", "")))


def _answers(rows: Iterable[Sequence[str]], index: int) -> tuple[str, ...]:
    """The different answers in a column, in order."""
    return tuple(dict.fromkeys(text for cells in rows if (text := plain(cells[index]))))


def _dates(answers: Sequence[str]) -> tuple[str, bool]:
    """The pattern that all moments fit, if they need one; and whether day and month could be the other way round."""
    if not answers or _all_fit(answers, ""):
        return "", False
    fitting = [pattern for pattern in _PATTERNS if _all_fit(answers, pattern)]
    if not fitting:
        return "", False
    other = fitting[0].replace("%d/%m", "%m/%d")
    return fitting[0], other != fitting[0] and other in fitting


def _all_fit(answers: Iterable[str], pattern: str) -> bool:
    try:
        moments: list[datetime.datetime] = [moment(each, pattern) for each in answers]
    except Misfit:
        return False
    return bool(moments)


def _meanings(column: str, answers: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What answers are in our words, those that are ours already left out; and those without a meaning."""
    if len(answers) > MOST_ANSWERS:
        return {}, []
    found: dict[str, str] = {}
    strange: list[str] = []
    for answer in answers:
        if _is_ours(column, answer):
            continue
        if meaning := _meaning(column, answer):
            found[answer] = meaning
        else:
            strange.append(answer)
    return found, strange


def _is_ours(column: str, answer: str) -> bool:
    if column in _RATINGS:
        return re.fullmatch(r"[1-5](?:[.,]0+)?", answer) is not None
    return folded(answer) in _CODES[column]


def _meaning(column: str, answer: str) -> str:
    """Our word for an answer; empty when none is known."""
    words = _words(answer)
    if column in _RATINGS:
        begins = re.match(r"([1-5])\b(?!\s*(?:to|or|[-–]\s*[0-9]))", answer)
        return begins[1] if begins else AGREEMENT.get(words, "")
    for ours, known in WORDINGS[column].items():
        if words == ours or words in known:
            return ours
    first = words.split(" ")[0]
    return first if first in _CODES[column] and column != "channel" else ""


def as_yaml(proposal: Proposal) -> Iterator[str]:
    """The lines of the file, with what a person should look at as remarks."""
    yield "# Save this as materials/forms/NAME.yml once you have looked at every line."
    yield f"provider: {_quoted(proposal.provider)}"
    yield "columns:"
    yield from (f"  {column}: {_quoted(heading)}" for column, heading in proposal.columns.items())
    missing = [each for each in ("document", "version") if each not in proposal.columns]
    if missing and "edition" not in proposal.columns:
        yield f"# Needed, and not found: {', '.join(missing)}; or edition in their place."
    if proposal.dates:
        if proposal.is_doubtful_day:
            yield "# Day and month could be the other way round: see whether this is right."
        yield f"dates: {_quoted(proposal.dates)}"
    if proposal.values:
        yield "values:"
        for column, meanings in proposal.values.items():
            yield f"  {column}:"
            yield from (f"    {_quoted(answer)}: {_quoted(ours)}" for answer, ours in meanings.items())
    for column, answer in proposal.unknown:
        yield f"# Say what this answer means under values, {column}: {_quoted(answer[:_REMARK])}"
    for heading in proposal.left:
        yield f"# Not kept: {_quoted(heading[:_REMARK])}"


_REMARK = 80
"""Characters of a heading or an answer in a remark."""


def _quoted(text: str) -> str:
    """A text as the house's YAML takes any: between apostrophes."""
    return "'" + text.replace("'", "''") + "'"
