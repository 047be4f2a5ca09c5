"""What may stand at one place of a file, as its JSON Schema says: for hints with an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from hubdocs.authoring.schemas.values import in_quotes

_UNKNOWN: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Shape:
    """A part of a JSON Schema."""

    whole: Mapping[str, Any]
    """The schema that it is a part of."""
    part: Mapping[str, Any]

    def at(self, steps: Iterable[str | int]) -> Shape:
        """The shape at a location as pydantic names it, with its own steps among those of the file."""
        here = self
        for step in steps:
            here = here._variant(str(step)) if str(step).endswith("Keys") else here.inside(step)
        return here

    def inside(self, step: str | int) -> Shape:
        """The shape behind a key, or of an item; where it has none such, itself."""
        here = self.settled().part
        if isinstance(step, int):
            return Shape(self.whole, here.get("items", here))
        named = {**here.get("patternProperties", {}), "": here.get("additionalProperties")}
        others = next((each for each in named.values() if isinstance(each, dict)), here)
        return Shape(self.whole, here.get("properties", {}).get(step, others))

    @property
    def is_made_of_keys(self) -> bool:
        """Whether only keys with values may stand here, and no text."""
        return "properties" in self.settled().part and "anyOf" not in self.part

    def known(self) -> list[str]:
        """The keys that may stand here."""
        return list(self.settled().part.get("properties", {}))

    def example(self, typed: Any = "") -> str:
        """A value that fits, in one line of YAML; with the text that was typed in the place of its first key."""
        here = self.settled().part
        if examples := self.part.get("examples", here.get("examples")):
            return _in_one_line(examples[0])
        if choices := here.get("enum"):
            return str(choices[0])
        if here.get("type") == "array":
            return f"[{self.inside(0).example()}]"
        if here.get("type") == "object":
            return f"{{{', '.join(self._pairs(typed))}}}"
        return "…"

    def _pairs(self, typed: Any) -> list[str]:
        here = self.settled().part
        if "properties" not in here:
            name = Shape(self.whole, here.get("propertyNames", _UNKNOWN)).example()
            return [f"{name}: {self.inside(name).example(typed)}"]
        needed = here.get("required", [*here["properties"]][:1])
        given = {needed[0]: typed} if isinstance(typed, str) and typed.strip() else {}
        shown = {
            key: in_quotes(given[key], inside=True) if key in given else self.inside(key).example() for key in needed
        }
        return [f"{key}: {value}" for key, value in shown.items()]

    def settled(self) -> Shape:
        """The shape itself, where this one refers to another or is one of several: the first that has parts."""
        here = self.part
        while "$ref" in here:
            here = self.whole["$defs"][here["$ref"].rsplit("/", 1)[-1]]
        variants = [Shape(self.whole, each).settled() for each in here.get("anyOf", here.get("oneOf", ()))]
        with_parts = [each for each in variants if {"properties", "items", "additionalProperties"} & set(each.part)]
        return (*with_parts, *variants, Shape(self.whole, here))[0]

    def _variant(self, name: str) -> Shape:
        """The shape of this name, if this is one of several shapes."""
        found = [each for each in self.part.get("oneOf", ()) if each.get("$ref", "").endswith(f"/{name}")]
        return Shape(self.whole, found[0]) if found else self


@cache
def shape_of(type_: Any) -> Shape:
    """The shape of a whole file: of one of the types in this folder, or of a list of one."""
    schema = TypeAdapter(type_).json_schema()
    return Shape(schema, schema)


def _in_one_line(example: Any) -> str:
    match example:
        case list():
            return f"[{', '.join(map(_in_one_line, example))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_in_one_line(value)}' for key, value in example.items())}}}"
        case _:
            return in_quotes(str(example))
