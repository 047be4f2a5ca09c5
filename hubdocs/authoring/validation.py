"""From a YAML tree to typed keys, with every mistake in plain English at its own line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hubdocs.authoring.schemas.shapes import Shape, shape_of
from hubdocs.authoring.schemas.values import in_quotes
from hubdocs.authoring.yaml import Keys, Node, Scalar, line_of, node_at, typed
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean, nearest
from hubdocs.model.documents import Typed

T = TypeVar("T")

MOST_TOLD = 100
"""Mistakes that are told of the keys of one file; nobody reads more, and one slip can make thousands."""

MOST_CHOICES_SHOWN = 8
"""Choices that a message lists; of more, the hint tells which was meant."""
MOST_WORDS_OF_AN_ITEM = 3
"""Words of one item for which `[one, two]` is still easy to read."""


@dataclass(frozen=True)
class Fitted(Generic[T]):
    """Keys that are wrong in places, with something else there, so that the rest can still be judged."""

    keys: T
    problems: tuple[Problem, ...]
    stand_ins: frozenset[str]
    """The keys that are wrong or absent."""


def validate(type_: type[T], path: str, node: Node) -> T:
    """The node as a value of `type_`, one of `authoring.schemas` or a list of one.

    Raises:
        HubError: It does not fit; every mistake is named with its line.
    """
    try:
        return _fit(type_, typed(node))
    except ValidationError as error:
        raise HubError(_problems(type_, path, node, error)) from None


def validate_with(type_: type[T], path: str, node: Node, stand_ins: Mapping[str, Typed]) -> Fitted[T]:
    """The same, with a stand-in for each key that must be there and is wrong or absent.

    Raises:
        HubError: It does not fit even so; every mistake is named with its line.
    """
    data = typed(node)
    try:
        return Fitted(_fit(type_, data), (), frozenset())
    except ValidationError as error:
        problems = tuple(_problems(type_, path, node, error))
        wrong = frozenset(str(details["loc"][0]) for details in error.errors() if details["loc"])
    kept = {key: value for key, value in data.items() if key not in wrong} if isinstance(data, dict) else {}
    try:
        return Fitted(_fit(type_, {**stand_ins, **kept}), problems, wrong)
    except ValidationError:
        raise HubError(problems) from None


def _fit(type_: type[T], data: Typed) -> T:
    fitted: T = TypeAdapter(type_).validate_python(data)
    return fitted


def _problems(type_: Any, path: str, node: Node, error: ValidationError) -> Iterator[Problem]:
    found = [*islice(_told_once(error.errors()), MOST_TOLD + 1)]
    for details in found[:MOST_TOLD]:
        yield _problem(type_, path, node, details)
    if len(found) > MOST_TOLD:
        place = _problem(type_, path, node, found[MOST_TOLD]).place
        message = f"after the first {MOST_TOLD}, more mistakes stand in this file"
        yield Problem(place, message, "mend those above first; the same slip may be in all of them", "values")


def _told_once(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The mistakes without each key that is only missing because it is misspelt beside."""
    unknown: dict[tuple[str | int, ...], list[str]] = {}
    for details in found:
        if details["type"] == "extra_forbidden" and details["loc"]:
            unknown.setdefault(details["loc"][:-1], []).append(str(details["loc"][-1]))
    for details in found:
        beside = unknown.get(details["loc"][:-1], ()) if details["type"] == "missing" else ()
        if not (beside and nearest(str(details["loc"][-1]), beside)):
            yield details


def _problem(type_: Any, path: str, node: Node, details: ErrorDetails) -> Problem:
    misfit = _Misfit.of(type_, node, details)
    message, hint = (" ".join(words.split()) for words in _told(misfit))
    if getattr(type_, "is_ours", False):
        hint = "put the file back, from git or from a copy; only the program writes it"
    rule = "keys" if misfit.kind in {"missing", "extra_forbidden"} else "values"
    return Problem(Place(path, line_of(node, misfit.location)), message, hint, rule)


@dataclass(frozen=True)
class _Misfit:
    """One value that does not fit, or one key that is absent or unknown."""

    kind: str
    """What pydantic calls it."""
    location: tuple[str | int, ...]
    """Where it stands in the file."""
    input: Any
    """What was typed; for a key that is absent, what surrounds it."""
    context: Mapping[str, Any]
    """What else pydantic knows."""
    says: str
    """What pydantic says."""
    shape: Shape
    """What may stand there, or around a key that is absent or unknown."""
    node: Node
    """What stands there, or around it."""
    is_key: bool
    """Whether a key itself is wrong, rather than what stands behind it."""

    @classmethod
    def of(cls, type_: Any, node: Node, details: ErrorDetails) -> _Misfit:
        """What pydantic found, in the terms of the file."""
        context, steps = details.get("ctx", {}), details["loc"]
        item = getattr(context.get("error"), "item", None)
        location = tuple(step for step in steps if not _is_internal(step)) + (() if item is None else (item,))
        kind = details["type"]
        around = kind in {"missing", "extra_forbidden"}
        return cls(
            kind=kind,
            location=location,
            input=details["input"],
            context=context,
            says=details["msg"],
            shape=shape_of(type_).at(steps[:-1] if around else steps),
            node=node_at(node, location[:-1] if around else location),
            is_key=bool(steps) and steps[-1] == "[key]",
        )

    @property
    def key(self) -> str:
        """The key that is meant, or behind which the value stands."""
        return str(next((step for step in reversed(self.location) if isinstance(step, str)), ""))

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list."""
        return bool(self.location) and isinstance(self.location[-1], int)

    def about(self, words: str) -> str:
        """The words, with the key before them if that helps to find the value."""
        return words if self.is_key or not self.key else f"`{self.key}`: {words}"

    def write(self, value: str) -> str:
        """The advice to write a value, as it must be typed."""
        if self.is_key or not self.key:
            return f"write `{value}`"
        return f"write `- {value}`" if self.is_item and value[:1] == "{" else self._write_behind_key(value)

    def _write_behind_key(self, value: str) -> str:
        return f"write `{value}`" if self.is_item else f"write `{self.key}: {value}`"


def _told(misfit: _Misfit) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if isinstance(misfit.node, Scalar) and misfit.node.remark and misfit.kind != "extra_forbidden":
        return _cut_by_a_remark(misfit, misfit.node.remark)
    return _TOLD.get(misfit.kind, _something_else)(misfit)


def _something_else(misfit: _Misfit) -> tuple[str, str]:
    return misfit.about("something else is expected here"), misfit.write(misfit.shape.example())


def _not_one_line(misfit: _Misfit) -> tuple[str, str]:
    words = misfit.input if isinstance(misfit.input, list) else []
    one = ", ".join(each for each in words if isinstance(each, str))
    hint = misfit.write(in_quotes(one)) if one else "write the text behind the colon"
    return misfit.about("one line of text is expected here"), hint


def _no_keys(misfit: _Misfit) -> tuple[str, str]:
    return misfit.about("keys of its own are expected here"), misfit.write(misfit.shape.example(misfit.input))


def _nothing_named(misfit: _Misfit) -> tuple[str, str]:
    return misfit.about("nothing is named here"), f"name at least one: {misfit.write(misfit.shape.example())}"


def _cut_by_a_remark(misfit: _Misfit, remark: str) -> tuple[str, str]:
    message = misfit.about("`#` begins a remark, so nothing is left of the value")
    return message, misfit.write(f'"{remark}"')


def _missing(misfit: _Misfit) -> tuple[str, str]:
    line = f"{misfit.key}: {misfit.shape.inside(misfit.key).example()}"
    if len(misfit.location) > 1:
        return f"`{misfit.key}` is missing", f"add it, such as `{line}`"
    return f"`{misfit.key}` is missing", f"add a line such as `{line}`"


def _slip(misfit: _Misfit) -> tuple[str, str]:
    error = misfit.context.get("error")
    words = str(error) if misfit.is_item and isinstance(misfit.node, Keys) else misfit.about(str(error))
    if instead := getattr(error, "instead", ""):
        return words, misfit.write(in_quotes(instead))
    return words, getattr(error, "hint", "compare it with the help for authors")


def _pack_item(misfit: _Misfit) -> tuple[str, str]:
    written = misfit.input if isinstance(misfit.input, dict) else {}
    near = [each for key in written if (each := nearest(key, str(misfit.context.get("kinds", "")).split()))]
    hint = f"did you mean `{near[0]}`?" if near and near[0] not in written else str(misfit.context.get("hint", ""))
    return misfit.says, hint


def _is_internal(step: str | int) -> bool:
    """Whether pydantic put the step in for its own purposes, rather than finding it in the file."""
    return isinstance(step, str) and (step == "[key]" or step.startswith("function-") or step.endswith("Keys"))


def _no_choice(misfit: _Misfit) -> tuple[str, str]:
    expected = str(misfit.context.get("expected", "")).replace("'", "")
    words = [word.strip() for word in expected.replace(" or ", ", ").split(",") if word.strip()]
    shown = f"`{misfit.input}`" if isinstance(misfit.input, str) else "this"
    message = f"{shown} is not one of the choices" + (f" ({expected})" if len(words) <= MOST_CHOICES_SHOWN else "")
    parts = misfit.input if isinstance(misfit.input, list) else _parts(str(misfit.input))
    if len(parts) == 1 and isinstance(misfit.input, list) and parts[0] in words:
        return misfit.about(message), misfit.write(parts[0])
    if len(parts) > 1 and misfit.is_item and all(part in words for part in parts):
        return misfit.about(message), f"write `{misfit.key}: [{', '.join(parts)}]`"
    return misfit.about(message), did_you_mean(str(misfit.input), words, f"choose one of: {', '.join(words)}")


def _no_list(misfit: _Misfit) -> tuple[str, str]:
    if isinstance(misfit.input, dict):
        return _no_list_but_keys(misfit, misfit.input)
    message, typed_in = (
        misfit.about("this is a list, even when it holds one thing"),
        str(misfit.input).strip(),
    )
    if re.match(r"-\S", typed_in):
        first = re.split(r" -(?=\S)", typed_in)[0].removeprefix("-")
        return misfit.about("a space is missing behind `-`"), f"write `- {in_quotes(first)}`"
    parts = _parts(typed_in)
    item = misfit.shape.inside(0)
    if parts and item.is_made_of_keys:
        return message, f"put a line `- {item.example(parts[0])}` below `{misfit.key}:`, and one for each other"
    if not parts:
        return message, misfit.write(misfit.shape.example())
    if any(len(part.split()) > MOST_WORDS_OF_AN_ITEM for part in parts):
        return message, f"put a line `- {in_quotes(typed_in)}` below `{misfit.key}:`, and one for each other"
    return message, misfit.write(f"[{', '.join(in_quotes(part, inside=True) for part in parts)}]")


def _no_list_but_keys(misfit: _Misfit, keys: dict[str, Any]) -> tuple[str, str]:
    """A list of which the first sign `-` was left out."""
    key, value = next(iter(keys.items()), ("", ""))
    words = "a list is expected here: each entry begins with `- `"
    message = misfit.about(words) if misfit.key else "this file is a list: each entry begins with `- `"
    if key not in misfit.shape.inside(0).known():
        return message, f"write its entries like `- {misfit.shape.inside(0).example()}`"
    hint = f"write `- {key}: {in_quotes(value)}`" if isinstance(value, str) else f"write `- {key}: …`"
    return message, f"{hint}, and begin its other lines two spaces further right"


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;]\s*", text.strip()) if part]


def _unknown_key(misfit: _Misfit) -> tuple[str, str]:
    """A guess at the key that was meant, or the list of those there are."""
    if not misfit.key.strip():
        return "no key stands before this colon", "write `key: value`, or put the text into quotes"
    if " " in misfit.key and (before := _text_before(misfit)):
        key, text = before
        message = f"the comma before `{misfit.key}` cuts the text in two"
        return message, f'put all of it into straight quotes: `{key}: "{text}, {misfit.key}"`'
    known = misfit.shape.known()
    message = f"`{misfit.key}` is not known {'here' if misfit.location[:-1] else 'in this file'}"
    return message, did_you_mean(misfit.key, known, f"its keys are {', '.join(known)}" if known else "remove this line")


def _text_before(misfit: _Misfit) -> tuple[str, str] | None:
    """The key before an unknown one, and the text behind it; `None` if there is none such."""
    keys = [*misfit.node.values] if isinstance(misfit.node, Keys) else []
    index = keys.index(misfit.key) if misfit.key in keys else 0
    if not (index and isinstance(misfit.node, Keys)):
        return None
    value = misfit.node.values[keys[index - 1]]
    return (keys[index - 1], value.text) if isinstance(value, Scalar) else None


_TOLD: Mapping[str, Callable[[_Misfit], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "value_error": _slip,
    "pack_item": _pack_item,
    "enum": _no_choice,
    "literal_error": _no_choice,
    "string_type": _not_one_line,
    "list_type": _no_list,
    "too_short": _nothing_named,
    "model_type": _no_keys,
    "dict_type": _no_keys,
}
"""What each of pydantic's kinds of error means to an author."""
