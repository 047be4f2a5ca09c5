"""From a YAML tree to typed keys, with every mistake in plain English at its own line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hubdocs.authoring.yaml import Node, line_of, typed
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean, nearest
from hubdocs.model.documents import Typed

T = TypeVar("T")


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
    for details in _told_once(error.errors()):
        yield _problem(type_, path, node, details)


def _told_once(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The mistakes without each key that is only missing because it is misspelt beside."""
    for details in found:
        *parents, key = details["loc"] or ("",)
        beside = [
            str(other["loc"][-1])
            for other in found
            if other["type"] == "extra_forbidden" and other["loc"] and [*other["loc"]][:-1] == parents
        ]
        if not (details["type"] == "missing" and nearest(str(key), beside)):
            yield details


def _problem(type_: Any, path: str, node: Node, details: ErrorDetails) -> Problem:
    location = tuple(step for step in details["loc"] if not _is_internal(step))
    place = Place(path, line_of(node, location))
    key = str(next((step for step in reversed(location) if isinstance(step, str)), ""))
    match details["type"]:
        case "missing":
            return Problem(place, f"`{key}` is missing", f"add a line `{key}: …`", "keys")
        case "extra_forbidden":
            return Problem(place, f"`{key}` is not a key of this file", _nearest(type_, location, key), "keys")
        case "value_error":
            error = details.get("ctx", {}).get("error")
            hint = getattr(error, "hint", "compare it with the help for authors")
            return Problem(place, f"`{key}`: {error}" if key else str(error), hint, "values")
        case "pack_item":
            return _pack_item(place, details)
        case "enum" | "literal_error":
            return _choice(place, key, details)
        case "string_type":
            return Problem(
                place, f"`{key}`: one line of text is expected here", "write the text behind the colon", "values"
            )
        case "list_type":
            return Problem(
                place,
                f"`{key}`: a list is expected here",
                f"write `{key}: [one, two]`, or a line `- one` for each",
                "values",
            )
        case "too_short":
            return Problem(place, f"`{key}`: this list is empty", "name at least one", "values")
        case _:
            return Problem(
                place, f"`{key or 'this'}` does not have the expected form", "compare it with the help", "values"
            )


def _pack_item(place: Place, details: ErrorDetails) -> Problem:
    context = details.get("ctx", {})
    written = details["input"] if isinstance(details["input"], dict) else {}
    near = [each for key in written if (each := nearest(key, str(context.get("kinds", "")).split()))]
    hint = f"did you mean `{near[0]}`?" if near and near[0] not in written else str(context.get("hint", ""))
    return Problem(place, str(details["msg"]), hint, "values")


def _is_internal(step: str | int) -> bool:
    """Whether pydantic put the step in for its own purposes, rather than finding it in the file."""
    return isinstance(step, str) and (step == "[key]" or step.startswith("function-") or step.endswith("Keys"))


def _choice(place: Place, key: str, details: ErrorDetails) -> Problem:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "")
    value = details["input"]
    shown = f"`{value}`" if isinstance(value, str) else "this"
    words = [word.strip() for word in expected.replace(" or ", ", ").split(",") if word.strip()]
    hint = did_you_mean(str(value), words, f"choose one of: {', '.join(words)}")
    return Problem(place, f"`{key}`: {shown} is not one of the choices ({expected})", hint, "values")


def _nearest(type_: Any, location: tuple[str | int, ...], key: str) -> str:
    """A guess at the key that was meant, or the list of those there are."""
    if " " in key:
        return 'if these words belong to the text before them, put all of that text into "straight quotes"'
    known = _keys_at(type_, location[:-1])
    return did_you_mean(key, known, f"its keys are {', '.join(known)}" if known else "remove this line")


def _keys_at(type_: Any, location: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema knows at a location."""
    schema: Mapping[str, Any] = TypeAdapter(type_).json_schema(mode="serialization")
    here = _deref(schema, schema)
    for step in location:
        here = _deref(schema, here)
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
        for each in here.get("anyOf", here.get("oneOf", ())):
            if "properties" in _deref(schema, each) or "items" in each:
                here = each
                break
    return list(_deref(schema, here).get("properties", {}))


def _deref(schema: Mapping[str, Any], here: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in here:
        here = schema["$defs"][here["$ref"].rsplit("/", 1)[-1]]
    return here
