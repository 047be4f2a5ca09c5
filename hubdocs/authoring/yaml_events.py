"""The events of a YAML file from the reader in C, for files that both readers read alike.

PyYAML reads YAML 1.1, our format is 1.2. They differ in what ends a line, in directives and in some signs: a text with
any of those, and every text that is wrong, is left to the reader in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml
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

DOUBTFUL = re.compile(
    r"""[^\n -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]     # signs that may end a line, or be none
        | ^(?: % | --- | \.\.\. )                                        # directives, and the marks of documents
        | (?<!\w)[?!&*]                                                   # keys of keys, tags, anchors
        | [|>][-+0-9]*[ ]*(?:\#.*)?$                                       # blocks of several lines
    """,
    re.MULTILINE | re.VERBOSE,
)
"""What the two readers may understand in two ways."""

_SAME: Mapping[type[yaml.Event], Callable[..., Event]] = {
    yaml.StreamStartEvent: StreamStartEvent,
    yaml.StreamEndEvent: StreamEndEvent,
    yaml.DocumentStartEvent: DocumentStartEvent,
    yaml.DocumentEndEvent: DocumentEndEvent,
    yaml.SequenceEndEvent: SequenceEndEvent,
    yaml.MappingEndEvent: MappingEndEvent,
}
"""Events that only say where something begins or ends."""


def quick_events(text: str) -> list[Event] | None:
    """Every event of a text, or nothing when it is wrong or doubtful.

    Of a value that is left empty, the readers name two places.
    """
    if not yaml.__with_libyaml__ or DOUBTFUL.search(text):
        return None
    try:
        events = [_translated(event) for event in yaml.parse(text, Loader=yaml.CSafeLoader)]
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    is_left_empty = any(isinstance(each, ScalarEvent) and not each.value and not each.style for each in events)
    return None if is_left_empty else events


def _translated(event: Any) -> Event:
    """An event as the other reader would tell of it."""
    where = (event.start_mark, event.end_mark)
    match event:
        case yaml.ScalarEvent():
            return ScalarEvent(event.anchor, event.tag, event.implicit, event.value, *where, style=event.style)
        case yaml.AliasEvent():
            return AliasEvent(event.anchor, *where)
        case yaml.SequenceStartEvent():
            return SequenceStartEvent(event.anchor, event.tag, event.implicit, *where)
        case yaml.MappingStartEvent():
            return MappingStartEvent(event.anchor, event.tag, event.implicit, *where)
        case _:
            return _SAME[type(event)](*where)
