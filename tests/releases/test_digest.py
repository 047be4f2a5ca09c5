"""The digest names one text: what no reader can see keeps it, what a reader can see changes it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.model import Audience, Handout, Module, Picture, Source, Status, Version
from hubdocs.releases.digest import body_in_order, document_digest, handout_digest, text_content

CARD = Handout(
    "WC-99-H1",
    "Card",
    "person",
    Source("m/handouts/h1.md", {"id": "WC-99-H1", "per": "person", "title": "Card"}, "One line.", 6),
)
EXAMPLE = Module(
    id="WC-99",
    title="Example",
    version=Version(1, 0, 0),
    status=Status.DRAFT,
    audience=(Audience.STAFF,),
    source=Source(
        "m/module.md",
        {"audience": ["staff"], "duration": "5", "id": "WC-99", "title": "Example"},
        "## Hello { #hello minutes=5 }\n\nGood morning.",
        7,
    ),
    folder="m",
    handouts=(CARD,),
)


def with_body(body: str) -> Module:
    return dataclasses.replace(EXAMPLE, source=dataclasses.replace(EXAMPLE.source, body=body))


def test_the_worked_example_of_the_format_gives_its_digest() -> None:
    assert document_digest(EXAMPLE) == "h1:3208fdb0396b472a4b3b68708812ee0af43e2444750e62f9be1dc2047041fbe8"
    assert handout_digest(EXAMPLE, CARD) == "h1:7920f3449cd6419bcd98b04f09c0b018c261f33779f74675826fc7922e098dfd"


def test_the_content_of_a_text_is_its_front_matter_as_json_and_its_body() -> None:
    assert text_content(CARD.source) == b'{"id":"WC-99-H1","per":"person","title":"Card"}\nOne line.'


@pytest.mark.parametrize(
    "harmless",
    [
        "\ufeff## Hello { #hello minutes=5 }\n\nGood morning.",
        "## Hello { #hello minutes=5 }\r\n\r\nGood morning.\r\n",
        "\n \n## Hello { #hello minutes=5 } \n\nGood morning. \n\n\n",
    ],
)
def test_what_no_reader_sees_keeps_the_digest(harmless: str) -> None:
    assert document_digest(with_body(harmless)) == document_digest(EXAMPLE)


def test_letters_composed_in_another_way_keep_the_digest() -> None:
    assert document_digest(with_body("Cafe\u0301")) == document_digest(with_body("Caf\u00e9"))


def test_live_front_matter_keeps_the_digest() -> None:
    front = {**EXAMPLE.source.front, "version": "2.0.0", "owner": "X", "review_by": "2027-01-01", "keywords": ["a"]}
    changed = dataclasses.replace(EXAMPLE, source=dataclasses.replace(EXAMPLE.source, front=front))

    assert document_digest(changed) == document_digest(EXAMPLE)


@pytest.mark.parametrize("body", ["Good morning!", "## Hello { #hello minutes=6 }\n\nGood morning."])
def test_what_a_reader_sees_changes_the_digest(body: str) -> None:
    assert document_digest(with_body(body)) != document_digest(EXAMPLE)


def test_a_picture_that_is_shown_counts_and_one_that_is_not_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>")
    pictures = {"images/a.svg": Picture("images/a.svg", tmp_path / "a.svg")}
    unused = dataclasses.replace(EXAMPLE, pictures=pictures)
    used = dataclasses.replace(with_body("![A line](images/a.svg)"), pictures=pictures)
    before = document_digest(used)

    (tmp_path / "a.svg").write_text("<svg><path/></svg>")

    assert document_digest(unused) == document_digest(EXAMPLE)
    assert document_digest(used) != before


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200))
def test_putting_a_body_in_order_twice_changes_nothing_more(body: str) -> None:
    once = body_in_order(body)

    assert body_in_order(once) == once


@given(st.lists(st.sampled_from(["a", "a ", "a  ", "a   ", "", "  ", "\t"]), max_size=8))
def test_line_ends_keep_no_space_or_two(lines: list[str]) -> None:
    for line in body_in_order("\n".join(lines)).split("\n"):
        assert line == line.rstrip() or line == line.rstrip() + "  "
