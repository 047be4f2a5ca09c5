"""YAML means what was typed: text with a line, and nothing that can do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.authoring.yaml import line_of, parse_yaml, typed
from hubdocs.errors import HubError, Problem


@pytest.mark.parametrize(
    "value", ["1.10.0", "1.10", "NO", "yes", "02071234567", "2026-11-01", "null", "~", "0x1F", "1e3"]
)
def test_a_plain_value_is_the_text_that_was_typed(value: str) -> None:
    assert typed(parse_yaml("a.yml", f"key: {value}")) == {"key": value}


def test_every_value_knows_its_line_in_the_file() -> None:
    node = parse_yaml("a.md", "id: X\nmaterials:\n  - Pens\n  - item: Card\n    per: person\n", first_line=2)

    assert line_of(node, ("id",)) == 2
    assert line_of(node, ("materials", 0)) == 4
    assert line_of(node, ("materials", 1, "per")) == 6
    assert line_of(node, ("missing",)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "a: !!python/object/apply:os.system [ls]",
        "a: 1\na: 2",
        "a: [1",
        "a: 1\n---\nb: 2",
        "",
        "a: b: c",
    ],
)
def test_what_has_no_meaning_is_a_mistake_with_its_line(text: str) -> None:
    with pytest.raises(HubError, match=r"^a\.yml:\d+: .*\n  hint: "):
        parse_yaml("a.yml", text)


def test_deep_nesting_is_a_mistake() -> None:
    with pytest.raises(HubError, match="nested more than"):
        parse_yaml("a.yml", "[" * 40 + "]" * 40)


@given(st.text(max_size=120))
def test_no_text_whatever_is_a_traceback(text: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        parse_yaml("a.yml", text)
    except HubError as error:
        found = error.problems

    assert all(problem.place.line >= 1 and problem.hint for problem in found)
