"""YAML as authors mean it: every plain value is the text that was typed, and knows its line.

Anchors, aliases and tags are refused, so nothing in a file can multiply itself or name a type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.reader import ReaderError

from hubdocs.authoring.files import INVISIBLE, read_text
from hubdocs.authoring.yaml_slips import problem_of
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model.documents import Typed

DEEPEST = 12
"""Levels of nesting; no file of the format needs more than five."""


@dataclass(frozen=True)
class Scalar:
    """One plain value."""

    text: str
    line: int
    """In the file, counted from 1."""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Keys:
    """Keys with values."""

    values: Mapping[str, Node]
    line: int
    key_lines: Mapping[str, int] = field(default_factory=dict)


Node: TypeAlias = "Scalar | Items | Keys"


def typed(node: Node) -> Typed:
    """The node as plain data in which every plain value is text."""
    match node:
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [typed(item) for item in items]
        case Keys(values=values):
            return {key: typed(value) for key, value in values.items()}


def line_of(node: Node, location: tuple[str | int, ...]) -> int:
    """The line of the value, or at least of what surrounds it, that a location such as `("materials", 2)` names."""
    line = node.line
    for step in location:
        match node:
            case Keys(values=values, key_lines=key_lines) if step in values:
                line, node = key_lines[str(step)], values[str(step)]
            case Items(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
                line = node.line
            case _:
                break
    return line


def read_yaml(root: Path, path: str) -> Node:
    """The YAML file at a path of the library.

    Raises:
        HubError: It cannot be read.
    """
    return parse_yaml(path, read_text(root, path))


def parse_yaml(path: str, text: str, first_line: int = 1) -> Node:
    """Read the one YAML document in `text`, which begins on `first_line` of the file at `path`.

    Raises:
        HubError: It is not YAML of the format; the problem names the line.
    """
    try:
        return _parsed(text, first_line)
    except HubError as error:
        raise HubError(replace(each, place=replace(each.place, path=path)) for each in error.problems) from error


@lru_cache(maxsize=512)
def _parsed(text: str, first_line: int) -> Node:
    """The same for a file without a name; the last texts are remembered, because releases repeat one another."""
    events = _events(text, first_line)
    node = _node(_Reader(first_line, events), next(events), 0)
    extra = next(events, None)
    if isinstance(extra, DocumentEndEvent):
        extra = next(events, None)
    if extra is not None and not isinstance(extra, StreamEndEvent):
        message = "a second document begins here; one file holds one"
        raise HubError([Problem(Place("", _line(extra, first_line)), message, "remove the line `---`", "yaml")])
    return node


@dataclass(frozen=True)
class _Reader:
    first_line: int
    events: Iterator[Event]

    def stop(self, event: Event, message: str, hint: str) -> HubError:
        return HubError([Problem(Place("", _line(event, self.first_line)), message, hint, "yaml")])


def _line(event: Event, first_line: int) -> int:
    return int(event.start_mark.line) + first_line


def _events(text: str, first_line: int) -> Iterator[Event]:
    """The events of the file, without the wrapping at its start; a malformed file ends them."""
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if not isinstance(event, (StreamStartEvent, DocumentStartEvent)):
                yield event
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        hint = "delete it and type the words again; it often comes with text pasted from elsewhere"
        raise HubError([Problem(Place("", line), "an invisible character stands here", hint, "yaml")]) from error
    except MarkedYAMLError as error:
        raise HubError([problem_of(error, text, first_line)]) from error


def _node(reader: _Reader, event: Event, depth: int) -> Node:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise reader.stop(
            event, "`&` and `*` have no meaning in these files", "write the text out, or put it in quotes"
        )
    if (tag := getattr(event, "tag", None)) is not None and str(tag) != "!":
        raise reader.stop(event, "`!` has no meaning at the start of a value here", 'put the text in "straight quotes"')
    if depth > DEEPEST:
        raise reader.stop(event, f"this is nested more than {DEEPEST} levels deep", "write it as a flat list of keys")
    line = _line(event, reader.first_line)
    match event:
        case ScalarEvent():
            if INVISIBLE.search(str(event.value)):
                raise reader.stop(event, "an invisible character stands here", "delete it and type the words again")
            return Scalar(str(event.value), line)
        case SequenceStartEvent():
            return Items(tuple(_items(reader, depth)), line)
        case MappingStartEvent():
            return _keys(reader, line, depth)
        case _:
            raise reader.stop(event, "nothing is written here", "add its keys, or delete the file")


def _items(reader: _Reader, depth: int) -> Iterator[Node]:
    while not isinstance(event := next(reader.events), SequenceEndEvent):
        yield _node(reader, event, depth + 1)


def _keys(reader: _Reader, line: int, depth: int) -> Keys:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    while not isinstance(event := next(reader.events), MappingEndEvent):
        key = _node(reader, event, depth + 1)
        if not isinstance(key, Scalar):
            raise reader.stop(event, "a key must be a plain word", "write `word: value`")
        if key.text in values:
            message = f"`{key.text}` stands here a second time; it is on line {lines[key.text]} already"
            raise reader.stop(event, message, "keep one of the two")
        values[key.text] = _node(reader, next(reader.events), depth + 1)
        lines[key.text] = key.line
    return Keys(values, line, lines)
