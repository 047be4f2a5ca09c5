"""YAML as authors mean it: every plain value is the text that was typed, and knows its line.

Anchors, aliases and tags are refused, so nothing in a file can multiply itself or name a type.
"""

from __future__ import annotations

import re
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

from hubdocs.authoring.files import INVISIBLE, LONGEST_LINE, read_text
from hubdocs.authoring.yaml_events import quick_events
from hubdocs.authoring.yaml_slips import keys_for_a_key, problem_of, sign_first
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model.documents import Typed

DEEPEST = 12
"""Levels of nesting; no file of the format needs more than five."""
MOST_COMMAS = 10_000
"""Commas in one file; a list in brackets takes the longer to read the more it holds."""
DEEPEST_FOREIGN = 20
"""The same in a file of another program."""


@dataclass(frozen=True)
class Scalar:
    """One plain value."""

    text: str
    line: int
    """In the file, counted from 1."""
    is_plain: bool = False
    """Whether it stands there without quotes."""
    remark: str = ""
    """What stands behind it when it is empty, and was not read because it begins with `#`."""


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
        inner = _inner(node, step)
        if inner is None:
            break
        line = node.key_lines[str(step)] if isinstance(node, Keys) else inner.line
        node = inner
    return line


def node_at(node: Node, location: tuple[str | int, ...]) -> Node:
    """The value, or at least what surrounds it, that a location names."""
    for step in location:
        inner = _inner(node, step)
        if inner is None:
            break
        node = inner
    return node


def _inner(node: Node, step: str | int) -> Node | None:
    match node:
        case Keys(values=values):
            return values.get(str(step))
        case Items(items=items) if isinstance(step, int) and step < len(items):
            return items[step]
    return None


def read_yaml(root: Path, path: str) -> Node:
    """The YAML file at a path of the library.

    Raises:
        HubError: It cannot be read.
    """
    return parse_yaml(path, read_text(root, path))


def parse_yaml(path: str, text: str, first_line: int = 1, *, foreign: bool = False) -> Node:
    """Read the one YAML document in `text`, which begins on `first_line` of the file at `path`.

    In a `foreign` file, which another program reads, anchors and tags mean something; they are passed over.

    Raises:
        HubError: It is not YAML of the format; the problem names the line.
    """
    try:
        return _parsed(text, first_line, foreign)
    except HubError as error:
        raise HubError(replace(each, place=replace(each.place, path=path)) for each in error.problems) from error


@lru_cache(maxsize=512)
def _parsed(text: str, first_line: int, foreign: bool) -> Node:
    """The same for a file without a name; the last texts are remembered, because releases repeat one another."""
    _stop_beyond_bounds(text, first_line)
    events = _events(text, first_line)
    node = _node(_Reader(first_line, events, tuple(text.split("\n")), foreign), next(events), 0)
    extra = next(events, None)
    if isinstance(extra, DocumentEndEvent):
        extra = next(events, None)
    if extra is not None and not isinstance(extra, StreamEndEvent):
        message = "a second document begins here; one file holds one"
        raise HubError([Problem(Place("", _line(extra, first_line)), message, "remove the line `---`", "yaml")])
    return node


def _stop_beyond_bounds(text: str, first_line: int) -> None:
    """Do nothing when a text can be read in good time.

    Raises:
        HubError: A line is too long, or more commas stand in it than any list has.
    """
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > LONGEST_LINE:
            message = f"this line has {len(line):,} characters; a line may have {LONGEST_LINE:,}"
            raise HubError([Problem(Place("", number), message, "write a list with one line to an item", "bounds")])
    if text.count(",") > MOST_COMMAS:
        message = f"more than {MOST_COMMAS:,} commas stand in this file"
        raise HubError([Problem(Place("", first_line), message, "write lists with one line to an item", "bounds")])


@dataclass(frozen=True)
class _Reader:
    first_line: int
    events: Iterator[Event]
    lines: tuple[str, ...]
    """The text."""
    is_foreign: bool

    @property
    def deepest(self) -> int:
        """Levels of nesting that the file may have."""
        return DEEPEST_FOREIGN if self.is_foreign else DEEPEST

    def text_at(self, event: Event) -> str:
        """The line of the text on which something begins."""
        number = int(event.start_mark.line)
        return self.lines[number] if number < len(self.lines) else ""

    def stop(self, event: Event, message: str, hint: str) -> HubError:
        return HubError([Problem(Place("", _line(event, self.first_line)), message, hint, "yaml")])


def _line(event: Event, first_line: int) -> int:
    return int(event.start_mark.line) + first_line


def _events(text: str, first_line: int) -> Iterator[Event]:
    """The events of the file, without the wrapping at its start; a malformed file ends them.

    A reader in C comes first, which is 25 times as fast. What it cannot read, or might read another way, is left to the
    reader in Python: only that one tells what is wrong as the rest of this program does.
    """
    quick = quick_events(text)
    yield from (each for each in (_slow_events(text, first_line) if quick is None else quick) if not _wraps(each))


def _wraps(event: Event) -> bool:
    return isinstance(event, (StreamStartEvent, DocumentStartEvent))


def _slow_events(text: str, first_line: int) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        hint = "delete it and type the words again; it often comes with text pasted from elsewhere"
        raise HubError([Problem(Place("", line), "an invisible character stands here", hint, "yaml")]) from error
    except MarkedYAMLError as error:
        raise HubError([problem_of(error, text, first_line)]) from error
    except (OverflowError, ValueError) as error:
        line = first_line + next((number for number, each in enumerate(text.split("\n")) if "\\U" in each), 0)
        message = "a sign is written here by a number that no sign has"
        raise HubError([Problem(Place("", line), message, "type the sign itself", "yaml")]) from error


def _node(reader: _Reader, event: Event, depth: int) -> Node:
    if not reader.is_foreign:
        _refuse_signs(reader, event)
    if depth > reader.deepest:
        message = f"this is nested more than {reader.deepest} levels deep"
        raise reader.stop(event, message, "no file needs so many brackets or indents: take most of them out")
    line = _line(event, reader.first_line)
    match event:
        case ScalarEvent():
            return _scalar(reader, event, line)
        case SequenceStartEvent():
            return Items(tuple(_items(reader, depth)), line)
        case MappingStartEvent():
            return _keys(reader, line, depth)
        case AliasEvent():
            return Scalar("", line)
        case _:
            problem = Problem(Place("", reader.first_line), "nothing is written here", _WRITE_OR_DELETE, "yaml")
            raise HubError([problem])


_WRITE_OR_DELETE = "add its keys, or delete the file"


def _refuse_signs(reader: _Reader, event: Event) -> None:
    """Do nothing unless an anchor, an alias or a tag stands here."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise reader.stop(event, *sign_first(reader.text_at(event)))
    if (tag := getattr(event, "tag", None)) is not None and str(tag) != "!":
        raise reader.stop(event, *sign_first(reader.text_at(event)))


def _scalar(reader: _Reader, event: ScalarEvent, line: int) -> Scalar:
    text = str(event.value)
    if INVISIBLE.search(text):
        raise reader.stop(event, "an invisible character stands here", "delete it and type the words again")
    return Scalar(text, line, is_plain=not event.style)


def _with_remark(reader: _Reader, key: Event, value: Node) -> Node:
    """The value; with the remark that stands in its place, if it is empty."""
    behind = reader.text_at(key)[int(key.end_mark.column) :]
    remark = re.match(r"\s*:\s+(#.*)", behind)
    if isinstance(value, Scalar) and not value.text and value.is_plain and remark:
        return replace(value, remark=remark[1].strip())
    return value


def _items(reader: _Reader, depth: int) -> Iterator[Node]:
    while not isinstance(event := next(reader.events), SequenceEndEvent):
        yield _node(reader, event, depth + 1)


def _keys(reader: _Reader, line: int, depth: int) -> Keys:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    while not isinstance(event := next(reader.events), MappingEndEvent):
        key = _node(reader, event, depth + 1)
        if not isinstance(key, Scalar):
            raise reader.stop(event, *keys_for_a_key(reader.text_at(event)))
        if key.text in values:
            message = f"`{key.text}` stands here a second time; it is on line {lines[key.text]} already"
            raise reader.stop(event, message, "keep one of the two")
        values[key.text] = _with_remark(reader, event, _node(reader, next(reader.events), depth + 1))
        lines[key.text] = key.line
    return Keys(values, line, lines)
