"""Conditions in plain words: what an unfilled agreement prints above each case, and in the place of a question."""

from __future__ import annotations

from jinja2 import nodes

from hubdocs.authoring.agreement.answers import in_words
from hubdocs.authoring.agreement.expressions import (
    COUNT,
    ITEM,
    TYPED,
    Names,
    Value,
    comparisons,
    is_so,
    truth,
    value,
)
from hubdocs.authoring.agreement.phrases import Phrase, joined

_IS = {
    "eq": (" is ", " is not "),
    "ne": (" is not ", " is "),
    "in": (" is ", " is not "),
    "notin": (" is not ", " is "),
}
_ORDER = {
    "lt": (" is less than ", " is not less than "),
    "gt": (" is more than ", " is not more than "),
}
_ORDER_OF_DAYS = {
    "lt": (" is before ", " is not before "),
    "gt": (" is after ", " is not after "),
}
_HOLDS = {"in": (" names ", " does not name "), "notin": (" does not name ", " names ")}
"""How each comparison is said, and how its opposite."""
_TURNED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt"}
"""What a comparison becomes when its two sides change places."""
_PLAIN = ("text", "multiline", "choice", ITEM)
"""Types whose answers stand in quotation marks."""


def printed(node: nodes.Node, names: Names) -> Phrase:
    """What stands in a clause for an expression.

    Raises:
        ValueError: It compares what cannot be compared.
    """
    match node:
        case nodes.Not() | nodes.Compare() if truth(node, names) is None:
            return ("yes if ", *said(node, names), ", otherwise no")
        case nodes.And() if is_so(value(node.left, names)) is None:
            return (*printed(node.right, names), ", if ", *said(node.left, names))
    return value(node, names).shown


def said(node: nodes.Node, names: Names, *, negated: bool = False) -> Phrase:
    """An open condition, or its opposite, as it stands behind “If”.

    What is decided already is left out.

    Raises:
        ValueError: It compares what cannot be compared.
    """
    match node:
        case nodes.Not():
            return said(node.node, names, negated=not negated)
        case nodes.And() | nodes.Or():
            is_and = isinstance(node, nodes.And) is not negated
            parts = [_part(each, names, is_and, negated) for each in _open(node, names)]
            return joined(parts, " and " if is_and else " or ")
        case nodes.Compare():
            pairs = [_compared(*each, negated) for each in comparisons(node, names)]
            return joined(pairs, " or " if negated else " and ")
    return _is_there(value(node, names), negated)


def _open(node: nodes.And | nodes.Or, names: Names) -> list[nodes.Node]:
    """The sides of a condition that are still open."""
    return [each for each in (node.left, node.right) if truth(each, names) is None]


def _part(node: nodes.Node, names: Names, is_and: bool, negated: bool) -> Phrase:
    """One side of a condition; brackets, said aloud, where “and” and “or” would be mixed up."""
    words = said(node, names, negated=negated)
    inner = node
    while isinstance(inner, nodes.Not):
        inner, negated = inner.node, not negated
    if not isinstance(inner, nodes.And | nodes.Or) or len(_open(inner, names)) == 1:
        return words
    inner_is_and = isinstance(inner, nodes.And) is not negated
    return words if inner_is_and == is_and else ("both " if inner_is_and else "either ", *words)


def _is_there(found: Value, negated: bool) -> Phrase:
    """That something is filled in, or is yes."""
    match found.type:
        case "yesno":
            ways = (" is yes", " is no")
        case "number" | "money":
            ways = (" is filled in and is not 0", " is 0 or left empty")
        case "count":
            ways = (" is not 0", " is 0")
        case _:
            ways = (" is filled in", " is left empty")
    return (*found.said, ways[negated])


def _compared(op: str, left: Value, right: Value, negated: bool) -> Phrase:
    if op in {"in", "notin"} and right.type != TYPED:
        return (*right.said, _HOLDS[op][negated], *_named(left, "text", ""))
    if left.type == TYPED and op in _TURNED:
        op, left, right = _TURNED[op], right, left
    ways = _IS | (_ORDER_OF_DAYS if left.type == "date" else _ORDER)
    return (*left.said, ways[op][negated], *_named(right, left.type, left.unit))


def _named(found: Value, type_: str, unit: str) -> Phrase:
    """What something is compared with, as answers of a type read."""
    if found.known is None or found.type == COUNT:
        return found.said
    if isinstance(found.known, tuple):
        *most, last = [_quoted(each, type_, unit) for each in found.known] or [""]
        return (f"{', '.join(most)} or {last}" if most else last,)
    if isinstance(found.known, bool):
        return ("yes" if found.known else "no",)
    return (_quoted(str(found.known), type_, unit),)


def _quoted(text: str, type_: str, unit: str) -> str:
    return f"“{text}”" if type_ in _PLAIN else in_words(type_, text, unit)
