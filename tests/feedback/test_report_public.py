"""What may be published: nothing that fewer than five people said can be read, or worked out from what can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_rows import library_of, page_of, responses_of

from hubdocs.feedback.report import as_json, published, summarise
from hubdocs.feedback.report.public import grouped, in_fives
from hubdocs.model import Library, Response, Version

ROLES = ("head of the smallest school", "link leader", "")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("library"))


@st.composite
def some_responses(draw: st.DrawFn) -> list[Response]:
    """A few to a few dozen responses, in clusters of equal ones, so that cells just below and above five are common."""
    found: list[Response] = []
    for _ in range(draw(st.integers(0, 7))):
        rating = st.none() | st.integers(1, 5)
        words = st.sampled_from(["", "A secret of one person."])
        like = Response(
            id="",
            document=draw(st.sampled_from(["WC-01", "WC-01", "WC-02"])),
            version=Version(1, 0, 0),
            activity=draw(st.sampled_from(["", "film"])),
            channel=draw(st.sampled_from(["web", "print", ""])),
            role=draw(st.sampled_from(ROLES)),
            as_planned=draw(st.sampled_from(["yes", "partly", "no", ""])),
            again=draw(st.sampled_from(["yes", "maybe", "no", ""])),
            useful=draw(rating),
            clear=draw(rating),
            before=draw(rating),
            after=draw(rating),
            minutes_taken=draw(st.none() | st.integers(1, 90)),
            keep=draw(words),
            change=draw(words),
            adapted=draw(words),
        )
        found += [like] * draw(st.integers(1, 9))
    return found


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a JSON tree with the key under which it stands."""
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)


@settings(max_examples=120)
@given(responses=some_responses())
def test_no_number_speaks_of_fewer_than_five(library: Library, responses: list[Response]) -> None:
    told = json.loads(as_json(published(summarise(library, responses))))
    for key, value in walk(told):
        if key.endswith("at_least") and not isinstance(value, dict):
            assert value % 5 == 0
        if key.endswith("_at_least") and isinstance(value, dict):
            assert all(n >= 5 and n % 5 == 0 for n in value.values())
        if key == "groups" and isinstance(value, list):
            assert all(group["n"] >= 5 for group in value)
        if key == "n":
            assert value == 0 or value >= 5
    assert "secret" not in json.dumps(told)
    assert not any(role and role in json.dumps(told) for role in ROLES)


@settings(max_examples=120)
@given(responses=some_responses())
def test_a_total_says_no_more_than_its_groups(library: Library, responses: list[Response]) -> None:
    """So an answer that is too rare cannot be had by taking the others from a total."""
    told = json.loads(as_json(published(summarise(library, responses))))
    for _, value in walk(told):
        if isinstance(value, dict) and "groups" in value:
            assert value["n"] == sum(group["n"] for group in value["groups"])
            alone = all(group["first"] == group["last"] for group in value["groups"])
            if not alone:
                assert (value["median"], value["figure"], value["interval"]) == (None, None, None)


@settings(max_examples=120)
@given(responses=some_responses())
def test_nobody_can_subtract_answers_from_responses(library: Library, responses: list[Response]) -> None:
    """For each question, more than one number of people without an answer fits what is told, unless that is nobody."""
    told = json.loads(as_json(published(summarise(library, responses))))
    for _, value in walk(told):
        if isinstance(value, dict) and "useful" in value:
            for measure in ("useful", "clear", "confidence", "as_planned", "again"):
                n = value[measure]["n"]
                silent = {total - n for total in range(value["at_least"], value["at_least"] + 5) if total >= n}
                assert n == 0 or silent == {0} or len(silent) > 1


@given(cells=st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_groups_hold_every_answer_once_or_nothing_is_told(cells: list[int]) -> None:
    named = [(str(place), n) for place, n in enumerate(cells)]
    groups = grouped(named)
    if sum(cells) < 5:
        assert groups == ()
        return
    assert next(group.first for group in groups) == "0"
    assert groups[-1].last == named[-1][0]
    for one, other in pairwise(groups):
        assert int(other.first) == int(one.last) + 1
    for group in groups:
        assert group.n == sum(cells[int(group.first) : int(group.last) + 1]) >= 5


def test_an_attacker_who_tries_everything_learns_no_rare_answer() -> None:
    """Of every way in which up to 30 people can choose among three answers: for each rare cell, another number fits."""
    told: dict[tuple, list[tuple[int, ...]]] = {}
    for cells in product(range(31), repeat=3):
        if sum(cells) <= 30:
            groups = grouped([(name, n) for name, n in zip("abc", cells, strict=True)])
            told.setdefault(groups, []).append(cells)
    for groups, fitting in told.items():
        for place in range(3):
            values = {cells[place] for cells in fitting}
            assert len(values) > 1 or min(values) >= 5, (groups, values)


def test_numbers_are_rounded_down_to_fives() -> None:
    assert [in_fives(n) for n in (0, 4, 5, 9, 10, 34)] == [0, 0, 5, 5, 10, 30]


def test_the_public_page_has_no_words_roles_or_hubs(library: Library) -> None:
    page = page_of(library, published(summarise(library, responses_of(library, 300))))
    for private in ("The talk in pairs", "More time for questions", "We left out", "link leader", "north", "Internal"):
        assert private not in page
    assert "What to look at first" not in page
    assert "Left out on purpose" in page


def test_four_responses_are_not_even_mentioned(library: Library, tmp_path: Path) -> None:
    four = [Response(id=str(n), document="WC-01", version=Version(1, 0, 0), useful=5) for n in range(4)]
    told = json.loads(as_json(published(summarise(library, four))))
    assert told == {"format": 1, "view": "public", "date": None, "since": None, "at_least": 0, "documents": []}
    assert "Too few people" in page_of(library, published(summarise(library, four)))
