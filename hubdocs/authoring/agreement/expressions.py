"""What an expression of a template stands for, as far as it is filled in.

Whatever nobody has filled in yet is neither so nor not so: a condition about it stays open, and both cases are
printed. What is known decides, as it would in a template that is filled in altogether.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jinja2 import nodes

from hubdocs.authoring.agreement.answers import Known, known, number, shown
from hubdocs.authoring.agreement.phrases import LINES, Blank, Filled, Phrase, joined
from hubdocs.model import Agreement, Answer

TYPED = "typed"
"""The type of what stands in the template itself."""
COUNT = "count"
"""The type of a number that the program counts."""
ITEM = "item"
"""The type of one line of a list."""


@dataclass(frozen=True)
class Value:
    """What an expression stands for."""

    shown: Phrase
    """As a clause prints it."""
    said: Phrase
    """As a condition names it."""
    known: Known | None = None
    """What it is; `None` while nobody has filled it in."""
    type: str = TYPED
    """The type of the field that it comes from, or `TYPED`, `COUNT` or `ITEM`."""
    unit: str = ""


@dataclass(frozen=True)
class Names:
    """What the names of a template stand for at one place of it."""

    values: Mapping[str, Value]
    index: int = 0
    """Which time a `for` goes through its list, counted from 1; 0 outside."""

    def within(self, name: str, item: Value, index: int) -> Names:
        """The names inside a `for`."""
        return Names({**self.values, name: item}, index)


def names_of(agreement: Agreement, answers: Mapping[str, Answer]) -> Names:
    """Every field of an agreement, with what was filled in."""
    found: dict[str, Value] = {}
    for place, field in enumerate(agreement.fields, start=1):
        blank = Blank(field, place)
        said: Phrase = (replace(blank, quoted=True),)
        made = Value((blank,), said, type=field.type, unit=field.unit)
        if (answer := answers.get(field.name)) is not None:
            filled = Filled(shown(field, answer), is_list=field.type == "list")
            made = replace(made, shown=(filled,), known=known(field.type, answer))
        found[field.name] = made
    return Names(found)


def items_of(name: str, names: Names) -> tuple[Value, ...]:
    """The lines of a list; of one that is still empty, as many as the Details have.

    Raises:
        ValueError: It is no list.
    """
    value = names.values[name]
    if isinstance(value.known, tuple):
        return tuple(Value((Filled((item,)),), value.said, item, ITEM) for item in value.known)
    (blank,) = value.shown
    if value.type != "list" or not isinstance(blank, Blank):
        raise ValueError(f"`{name}` is not a list")
    lines = (replace(blank, line=line) for line in range(1, LINES + 1))
    return tuple(Value((each,), (replace(each, quoted=True),), type=ITEM) for each in lines)


def value(node: nodes.Node, names: Names) -> Value:
    """What an expression stands for.

    Raises:
        ValueError: It compares what cannot be compared.
    """
    match node:
        case nodes.Name(name=name):
            return names.values[name]
        case nodes.Const(value=constant):
            return _typed(constant)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return _several([value(item, names) for item in items], ", ")
        case nodes.Getattr():
            return _counted(names.index)
        case nodes.Filter(name="length", node=nodes.Node() as inner):
            return _length(value(inner, names))
        case nodes.Filter(name="default", node=nodes.Node() as inner, args=[first, *_]):
            return or_else(value(inner, names), value(first, names))
        case nodes.Filter(name="join", node=nodes.Node() as inner, args=args):
            between = value(args[0], names).known if args else ""
            return _joined(inner, names, str(between or ""))
        case nodes.Or():
            left, right = value(node.left, names), value(node.right, names)
            return or_else(left, right) if is_so(left) is None else left if is_so(left) else right
        case nodes.And():
            left = value(node.left, names)
            return value(node.right, names) if is_so(left) else left
    found = truth(node, names)
    words = "yes or no" if found is None else "yes" if found else "no"
    return Value((words,), (words,), found, "yesno")


def truth(node: nodes.Node, names: Names) -> bool | None:
    """Whether a condition holds; `None` while that depends on what is still empty.

    Raises:
        ValueError: It compares what cannot be compared.
    """
    match node:
        case nodes.Not():
            inner = truth(node.node, names)
            return None if inner is None else not inner
        case nodes.And():
            return _all(truth(node.left, names), truth(node.right, names))
        case nodes.Or():
            found = _all(_opposite(truth(node.left, names)), _opposite(truth(node.right, names)))
            return _opposite(found)
        case nodes.Compare():
            return _all(*(_compare(op, left, right) for op, left, right in comparisons(node, names)))
    return is_so(value(node, names))


def comparisons(node: nodes.Compare, names: Names) -> list[tuple[str, Value, Value]]:
    """Each pair that is compared, and how: `1 < days < 5` has two."""
    found = []
    left = value(node.expr, names)
    for operand in node.ops:
        right = value(operand.expr, names)
        found.append((operand.op, left, right))
        left = right
    return found


def is_so(found: Value) -> bool | None:
    """Whether something is filled in, is yes, or is not 0."""
    return None if found.known is None else bool(found.known)


def or_else(first: Value, second: Value) -> Value:
    """The first, or the second where the first is left empty."""
    if first.known is not None:
        return first if first.known not in ("", ()) else second
    empty = " if that is left empty"
    return replace(
        first,
        shown=(*first.shown, ", or ", *second.shown, empty),
        said=(*first.said, ", or ", *second.said, empty),
    )


def _typed(constant: object) -> Value:
    """What stands in the template itself."""
    if isinstance(constant, bool):
        words = "yes" if constant else "no"
        return Value((words,), (words,), constant)
    if isinstance(constant, int | float):
        return Value((str(constant),), (str(constant),), Decimal(str(constant)))
    text = "" if constant is None else str(constant)
    return Value((text,), (text,), text)


def _several(values: list[Value], between: str) -> Value:
    """Several values in a row; known once all of them are."""
    found = [each.known for each in values]
    held = None if None in found else tuple(str(each) for each in found)
    return Value(
        joined([each.shown for each in values], between), joined([each.said for each in values], between), held
    )


def _joined(node: nodes.Node, names: Names, between: str) -> Value:
    """The items of a list in one line."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return _several([value(item, names) for item in node.items], between)
    held = value(node, names)
    if not isinstance(held.known, tuple):
        return held
    text = between.join(held.known)
    return replace(held, shown=(Filled((text,)),), known=text, type="text")


def _length(held: Value) -> Value:
    """How many lines a list has, or letters a text."""
    if isinstance(held.known, tuple | str):
        return _counted(len(held.known))
    words: Phrase = ("the number of lines at ",) if held.type == "list" else ("the number of letters at ",)
    return Value((*words, *held.said), (*words, *held.said), type=COUNT)


def _counted(count: int) -> Value:
    return Value((str(count),), (str(count),), count, COUNT)


def _opposite(found: bool | None) -> bool | None:
    return None if found is None else not found


def _all(*found: bool | None) -> bool | None:
    """Whether all of it holds: not, as soon as one thing does not; open, while anything is."""
    if False in found:
        return False
    return None if None in found else True


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "gt": operator.gt,
    "in": lambda item, held: item in held,
    "notin": lambda item, held: item not in held,
}


def _compare(op: str, left: Value, right: Value) -> bool | None:
    """Whether two values stand to each other as a condition says; `None` while one of them is empty.

    Raises:
        ValueError: They have no order, such as a day and a sum of money.
    """
    one_day = (left.type == "date") != (right.type == "date") and TYPED not in {left.type, right.type}
    if op in {"lt", "gt"} and one_day:
        raise ValueError("a day is compared here with what is no day")
    if left.known is None or right.known is None:
        return None
    if "" in (left.known, right.known) and op in {"lt", "gt"}:
        return False  # what is left empty is neither smaller nor larger
    try:
        return _COMPARE[op](_as(left, right), _as(right, left))
    except TypeError:
        raise ValueError("two things are compared here that have no order") from None


def _as(one: Value, other: Value) -> Any:
    """One of two values in the form of the other, where it was typed into the template."""
    if one.type != TYPED or other.type == TYPED or isinstance(one.known, bool):
        return one.known
    if isinstance(one.known, tuple):
        return tuple(known(other.type, each) for each in one.known)
    text = str(one.known)
    return number(text) if other.type == COUNT else known(other.type, text)
