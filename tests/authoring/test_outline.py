"""Headings and activities, read line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hubdocs.authoring.outline import activities, headings
from hubdocs.model import Mark


def test_activities_begin_when_the_one_before_ends() -> None:
    found = activities(
        headings("## A { #a minutes=5 .ground-rules }\n\ntext\n\n## Words\n\n## B { #b minutes=15 shortest=10 }\n")
    )

    assert [(each.anchor, each.starts, each.ends) for each in found] == [("a", 0, 5), ("b", 5, 20)]
    assert found[0].marks == {Mark.GROUND_RULES}
    assert (found[1].shortest, found[1].longest) == (10, None)


def test_headings_in_code_are_no_headings() -> None:
    assert headings("```\n## A { #a minutes=5 }\n```\n\n~~~~\n## B\n~~~\n## C\n~~~~\n\n## D\n")[0].title == "D"


def test_a_heading_knows_its_line_and_its_words_without_marks() -> None:
    (found,) = headings('\n\n## The *film* and [talk](WC-02) { #film group="People and roles" level=must }')

    assert (found.line, found.title, found.anchor) == (2, "The film and talk", "film")
    assert found.values == {"group": "People and roles", "level": "must"}


@given(st.lists(st.integers(1, 90), max_size=8))
def test_minutes_are_counted_without_gaps(minutes: list[int]) -> None:
    found = activities(headings("\n".join(f"## A{n} {{ #a{n} minutes={m} }}" for n, m in enumerate(minutes))))

    assert [each.minutes for each in found] == minutes
    assert (found[-1].ends if found else 0) == sum(minutes)
