"""What a person or a program is told: problems, counts and progress. Only here does anything reach a terminal."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape

from hubdocs.errors import Place, Problem, Severity, errors_among

_ERRORS = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
_OUT = Console(highlight=False, soft_wrap=True, emoji=False)

UNREAD = frozenset({"yaml", "front-matter", "encoding", "bounds", "template", "fence"})
"""The rules that end the reading of a file, so that what else is wrong in it is not known yet."""
LINES_NAMED = 12
"""How many lines of one file are named for one mistake; the others are counted."""


def spell_what_cannot_be_written() -> None:
    """Let a terminal without a letter show its number; it is better than no answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def plain(text: str) -> str:
    """Text that can do nothing to a terminal: control characters are shown, not sent."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def say(line: str) -> None:
    """One line for a person."""
    _OUT.print(escape(plain(line)))


def answer(data: Any) -> None:
    """Data for a program; what its encoding does not have, and names of files that are no text, by their numbers."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(_OUT.file, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    _OUT.file.write(text + "\n")


def counted(number: int, noun: str, several: str = "") -> str:
    """`1 mistake`, `2 mistakes`; `several` is the noun for more than one, where an s is not enough."""
    return f"{number} {noun}" if number == 1 else f"{number} {several or f'{noun}s'}"


def console() -> Console:
    """Where lines for people go."""
    return _OUT


def show(problems: Sequence[Problem], so: str) -> None:
    """Print problems in order of place, then how many there are and what follows from them.

    What is wrong in the same way in many places is told once, at the first of them, with the others named.
    """
    for first, others in told_once(problems):
        colour, label = ("red", "") if first.severity is Severity.ERROR else ("yellow", "warning: ")
        place, message = escape(plain(str(first.place))), escape(plain(first.message))
        _ERRORS.print(f"[bold]{place}:[/] [{colour}]{label}{message}[/]")
        if others:
            _ERRORS.print(f"  also: {escape(plain(named(others)))}")
        if first.hint:
            _ERRORS.print(f"  [cyan]hint:[/] {escape(plain(first.hint))}")
    if problems:
        _ERRORS.print(summary(problems, so))


def told_once(problems: Iterable[Problem]) -> list[tuple[Problem, list[Place]]]:
    """Each problem where it stands first, with the other places in which the same is wrong."""
    found: dict[tuple[str, str, Severity], list[Problem]] = {}
    for problem in sorted(problems):
        found.setdefault((problem.message, problem.hint, problem.severity), []).append(problem)
    return [(first, [other.place for other in others]) for first, *others in found.values()]


def named(places: Iterable[Place]) -> str:
    """Places in few words: a path with its lines, then the next path."""
    parts = []
    for path, group in groupby(places, key=lambda place: place.path):
        lines = list(dict.fromkeys(place.line for place in group))
        more = f" and {len(lines) - LINES_NAMED} more" if len(lines) > LINES_NAMED else ""
        parts.append(f"{path}:{', '.join(map(str, lines[:LINES_NAMED]))}{more}")
    return "; ".join(parts)


def summary(problems: Sequence[Problem], so: str) -> str:
    """How many mistakes and warnings there are, in how many files, and what follows from the mistakes."""
    wrong = len(errors_among(problems))
    parts = [
        counted(number, noun) for number, noun in ((wrong, "mistake"), (len(problems) - wrong, "warning")) if number
    ]
    files = counted(len({problem.place.path for problem in problems}), "file")
    unread = {problem.place.path for problem in problems if problem.rule in UNREAD}
    more = " More may show once what cannot be read is mended." if unread else ""
    return f"{' and '.join(parts)} in {files}" + (f"; {so}{more}" if wrong else ".")


def as_data(problems: Iterable[Problem]) -> dict[str, list[dict[str, str | int]]]:
    """Problems for a program. Contract: FORMAT, section 7."""
    return {
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "severity": problem.severity.value,
                "rule": problem.rule,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ]
    }


def github_notes(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems as the lines that GitHub turns into notes beside a change.

    Source: "Workflow commands for GitHub Actions", in GitHub's documentation.
    """
    for problem in problems:
        text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
        file, rule = _property(problem.place.path), _property(problem.rule)
        yield f"::{problem.severity} file={file},line={problem.place.line},title={rule}::{_value(text)}"


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")
