"""The quick reader of YAML: what it reads, the exact one reads just so; what it doubts, it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubdocs.authoring import yaml as reading
from hubdocs.authoring.yaml_events import quick_events
from hubdocs.errors import HubError

PIECES = (
    "key",
    "word",
    "two words",
    ":",
    ": ",
    "- ",
    "  ",
    "    ",
    "\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "# ",
    "#",
    '"',
    "'",
    "\\",
    "\\n",
    "|\n",
    ">-\n",
    "|2\n",
    "1.2.0",
    "12:30",
    "yes",
    "~",
    "? ",
    "Who?",
    "!x ",
    "&a ",
    "*a",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "`",
    "é",
    "\t",
    "\r",
    "\x85",
    "\u2028",
    "\ufeff",
    "https://example.org/",
    "<<",
)


def told(event: Any) -> tuple[Any, ...]:
    """All that our reader asks of an event."""
    value, style = getattr(event, "value", None), getattr(event, "style", None) or None
    sign = (getattr(event, "tag", None), getattr(event, "anchor", None))
    end = event.end_mark.column if value is not None and not style else None
    start = (event.start_mark.line, event.start_mark.column) if value is not None else event.start_mark.line
    if type(event).__name__.endswith("EndEvent"):
        start = None  # Nobody asks where something ends.
    return type(event).__name__, start, end, value, style, sign


def slow_events(text: str) -> list[Any] | None:
    try:
        return list(reading._slow_events(text, 1))
    except HubError:
        return None


def same(text: str) -> None:
    quick = quick_events(text)
    if quick is None:
        return
    slow = slow_events(text)
    assert slow is not None, f"only the quick reader takes {text!r}"
    assert [told(each) for each in quick] == [told(each) for each in slow]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("key: [a, b]\nother: {c: d, e: 'f'}\n")
@example("key: |\n  one\n  two\nnext: >-\n  three\n")
def test_both_readers_tell_of_the_same_events(text: str) -> None:
    same(text)


@pytest.mark.parametrize(
    "text", ["a:\n", "a: &b c\n", "a: *b\n", "a: !!str c\n", "%YAML 1.1\n---\na: b\n", "a: b\u2028\n"]
)
def test_what_the_readers_may_take_in_two_ways_is_left_to_the_exact_one(text: str) -> None:
    assert quick_events(text) is None


def test_front_matter_as_authors_write_it_is_read_quickly() -> None:
    text = "id: WC-01\ntitle: Who Cares? A start\naudience: [staff]\nmaterials:\n  - {item: Card, per: person}\n"

    assert quick_events(text) is not None
    same(text)
