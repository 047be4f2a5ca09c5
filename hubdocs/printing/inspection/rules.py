"""What a rule is, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hubdocs.printing.inspection.file import File

Check = Callable[[File], Iterator[str]]
"""Yields a message for each place where something does not hold."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a PDF."""

    rule: str
    """The id of the rule that found it."""
    message: str
    """What was found, and where."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold of every finished PDF."""

    id: str
    """Its short name."""
    meaning: str
    """What must hold, in a sentence."""
    check: Check
    clause: tuple[str, ...] = ()
    """The tests of PDF/UA-1 that it answers, such as `7.2-10`; none for what the standard leaves open."""


RULES: list[Rule] = []
"""Everything that is checked, in this order."""


def rule(name: str, meaning: str, *clause: str) -> Callable[[Check], Check]:
    """Add a function to the rules."""

    def add(check: Check) -> Check:
        RULES.append(Rule(name, meaning, check, clause))
        return check

    return add
