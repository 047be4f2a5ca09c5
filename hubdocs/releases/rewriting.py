"""Changing one value in a file that somebody wrote: its remarks, order, quotes and every other byte stay.

What is written is read again before anybody gets it: either it says just what it should, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from hubdocs.authoring.yaml import Keys, parse_yaml, typed
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model.documents import Typed

_BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FENCE = "---"


def with_value(path: str, data: bytes, key: str, value: str) -> bytes:
    """A Markdown file with another value behind a key of its front matter.

    Raises:
        HubError: The key is not there, or stands where no program can find it.
    """
    head, start, end = _front_matter(data)
    found = next((pair for pair in _pairs(head) if pair.key == key), None)
    if found is None:
        raise _by_hand(path, key, value)
    typed_ = head[found.value_start : found.value_end]
    written = typed_.replace(found.value, value, 1) if found.value and found.value in typed_ else f'"{value}"'
    changed = head[: found.value_start] + written + head[found.value_end :]
    return _proved(path, data, start, end, changed, {key: value})


def with_key(path: str, data: bytes, key: str, value: str, behind: str) -> bytes:
    """A Markdown file with one more key in its front matter, behind another.

    Raises:
        HubError: The front matter is so written that no program can add to it.
    """
    head, start, end = _front_matter(data)
    pairs = _pairs(head)
    if any(pair.key == key for pair in pairs):
        return with_value(path, data, key, value)
    places = [index for index, pair in enumerate(pairs) if pair.key == behind]
    if not places:
        raise _by_hand(path, key, value)
    following = pairs[places[0] + 1] if places[0] + 1 < len(pairs) else pairs[places[0]]
    line_start = max(head.rfind("\n", 0, following.key_start), head.rfind("\r", 0, following.key_start)) + 1
    indent = head[line_start : following.key_start]
    parting = ", " if following.is_flow else _line_end(data) + indent
    changed = head[: following.key_start] + f"{key}: {value}{parting}" + head[following.key_start :]
    return _proved(path, data, start, end, changed, {key: value})


def with_entries(path: str, data: bytes, entries: Sequence[Mapping[str, str]]) -> bytes:
    """A YAML file that is a list, with some entries more at its end.

    Raises:
        HubError: The list is so written that no program can add to it.
    """
    text = data.decode()
    line_end = _line_end(data)
    if _is_flow(text):
        closing = text.rindex("]")
        inner = ", ".join(
            "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in each.items()) + "}" for each in entries
        )
        comma = "" if text[:closing].rstrip().endswith(("[", ",")) else ", "
        changed = text[:closing].rstrip() + comma + inner + text[closing:]
    else:
        indent = " " * _column_of_list(text)
        lines = [
            f"{indent}{'- ' if index == 0 else '  '}{key}: {_quoted(value)}{line_end}"
            for each in entries
            for index, (key, value) in enumerate(each.items())
        ]
        gap = "" if not text or text.endswith(("\n", "\r")) else line_end
        changed = text + gap + "".join(lines)
    before = _data_of(path, text) if text.strip() else []
    try:
        says_so = isinstance(before, list) and _data_of(path, changed) == [*before, *map(dict, entries)]
    except HubError:
        says_so = False
    if not says_so:
        message = "this list is so written that no program can add to it"
        hint = "write one entry to a line that begins with a hyphen, and try again"
        raise HubError([Problem(Place(path), message, hint, "release")])
    return changed.encode()


@dataclass(frozen=True)
class _Pair:
    """A key of the front matter with its value, and where they stand in it."""

    key: str
    value: str
    """Its plain text; empty if it is a list or keys."""
    key_start: int
    value_start: int
    value_end: int
    is_flow: bool
    """Whether it stands between braces."""


def _front_matter(data: bytes) -> tuple[str, int, int]:
    """The front matter of a file, and where it begins and ends in its text."""
    text = data.decode()
    lines = _LINE.findall(text)
    start = len(lines[0])
    position = start
    for line in lines[1:]:
        if line.rstrip() == _FENCE:
            break
        position += len(line)
    return text[start:position], start, position


def _pairs(head: str) -> list[_Pair]:
    """The keys of the outermost level, in order."""
    found: list[_Pair] = []
    depth, key, is_flow = 0, None, False
    opened: Event | None = None
    for event in YAML(typ="safe", pure=True).parse(head):
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            if depth == 0:
                is_flow = bool(event.flow_style)
            if depth == 1 and key is not None:
                opened = event
            depth += 1
        elif not isinstance(event, NodeEvent):
            if type(event).__name__ in {"MappingEndEvent", "SequenceEndEvent"}:
                depth -= 1
                if depth == 1 and key is not None and opened is not None:
                    found.append(_pair(key, "", opened.start_mark.index, event.end_mark.index, is_flow))
                    key, opened = None, None
        elif depth == 1 and isinstance(event, ScalarEvent):
            if key is None:
                key = event
            else:
                found.append(_pair(key, str(event.value), event.start_mark.index, event.end_mark.index, is_flow))
                key = None
    return found


def _pair(key: ScalarEvent, value: str, start: int, end: int, is_flow: bool) -> _Pair:
    return _Pair(str(key.value), value, key.start_mark.index, start, end, is_flow)


def _proved(path: str, data: bytes, start: int, end: int, head: str, more: Mapping[str, str]) -> bytes:
    """The file with another front matter, once that says what it should.

    Raises:
        HubError: It does not.
    """
    text = data.decode()
    before = _data_of(path, text[start:end])
    try:
        says_so = isinstance(before, dict) and _data_of(path, head) == {**before, **more}
    except HubError:
        says_so = False
    if not says_so:
        raise _by_hand(path, *next(iter(more.items())))
    return (text[:start] + head + text[end:]).encode()


def _data_of(path: str, text: str) -> Typed:
    plain = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    return typed(parse_yaml(path, plain)) if plain.strip() else typed(Keys({}, 1))


def _by_hand(path: str, key: str, value: str) -> HubError:
    message = f"`{key}: {value}` cannot be written here: the front matter has a form that no program can add to"
    return HubError([Problem(Place(path), message, "write one `key: value` to a line", "release")])


def _line_end(data: bytes) -> str:
    """How the lines of a file end."""
    return next((end for end in ("\r\n", "\n", "\r") if end.encode() in data), "\n")


def _is_flow(text: str) -> bool:
    started = next((event for event in _events(text) if isinstance(event, SequenceStartEvent)), None)
    return bool(started and started.flow_style)


def _column_of_list(text: str) -> int:
    started = next((event for event in _events(text) if isinstance(event, SequenceStartEvent)), None)
    return int(started.start_mark.column) if started else 0


def _events(text: str) -> list[Event]:
    return list(YAML(typ="safe", pure=True).parse(text)) if text.strip() else []


def _quoted(value: str) -> str:
    """A value in quotes, whatever it holds; days and versions need none."""
    if re.fullmatch(r"[0-9][0-9.-]*", value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
