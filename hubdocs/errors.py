"""What can be wrong, and where: the one shape in which every mistake reaches a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Nothing is published until it is mended; exit status 1."""
    WARNING = "warning"
    """Worth a look; exit status 0."""


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file that somebody wrote."""

    path: str
    """Relative to the library's folder, with `/` between its parts."""
    line: int = 1
    """Counted from 1, as editors count."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake or warning, with what to do about it."""

    place: Place
    message: str
    """One plain sentence: what was found, and what was expected."""
    hint: str = ""
    """What to do next, with the corrected line where one can be given."""
    rule: str = ""
    """The short name of the rule that noticed it, for programs."""
    severity: Severity = field(default=Severity.ERROR, compare=False)

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.message}"]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class HubError(Exception):
    """Work that cannot go on, with every problem that was found before it stopped."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop work, without the warnings."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def stop_on_errors(problems: Iterable[Problem]) -> None:
    """Do nothing when there are only warnings.

    Raises:
        HubError: At least one of the problems is an error; it carries all of those.
    """
    if errors := errors_among(problems):
        raise HubError(errors)
