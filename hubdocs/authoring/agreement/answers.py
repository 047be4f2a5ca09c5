"""What stands in a field: how a template compares it, and how people read it. Contract: FORMAT, section 3."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from hubdocs.design import long_day
from hubdocs.model import Answer, Field

Known: TypeAlias = "str | bool | int | Decimal | date | tuple[str, ...]"
"""An answer as a template compares it."""

_ONE_OF = {"people": "person", "children": "child"}
"""Units that have a form of their own for one."""


def known(type_: str, answer: Answer) -> Known:
    """An answer of a type of field, ready to be compared.

    Raises:
        ValueError: It is none; the rules about fields tell of it first.
    """
    if isinstance(answer, tuple):
        return answer
    match type_:
        case "number" | "money":
            return number(answer) if answer else answer
        case "date":
            return date.fromisoformat(answer) if answer else answer
        case "yesno":
            return answer == "yes"
    return answer


def number(text: str) -> Decimal:
    """A number as it was typed.

    Raises:
        ValueError: It is none.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number") from None


def shown(field: Field, answer: Answer) -> tuple[str, ...]:
    """An answer as people read it: one line, or the lines of a longer text or a list."""
    if isinstance(answer, tuple):
        return answer
    return tuple(answer.splitlines()) if field.type == "multiline" else (in_words(field.type, answer, field.unit),)


def in_words(type_: str, answer: str, unit: str = "") -> str:
    """`4 January 2027`, `£1,250.00`, `3 days`, or what was typed."""
    if not answer:
        return answer
    match type_:
        case "date":
            return long_day(date.fromisoformat(answer))
        case "money":
            return f"£{number(answer):,.2f}"
        case "number":
            return f"{answer} {one_of(unit) if number(answer) == 1 else unit}".rstrip()
    return answer


def one_of(unit: str) -> str:
    """The unit of one thing: `days` gives `day`, `evenings each term` gives `evening each term`."""
    first, space, rest = unit.partition(" ")
    single = first[:-1] if first.endswith("s") and not first.endswith("ss") else first
    return _ONE_OF.get(first, single) + space + rest
