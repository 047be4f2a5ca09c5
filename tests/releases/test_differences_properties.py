"""What holds for any two texts: the steps lead from one to the other, and the page without marks is the new one."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_differences import compared, html_of

from hubdocs.authoring.markdown.trees import parse, words_of
from hubdocs.releases.differences import Kind, compare, in_form

WORDS = st.sampled_from("a one two film talk pupils we they ring 999 it’s never-ending ÄÖ e-mail x".split())
INLINE = st.one_of(
    WORDS,
    st.builds("**{} {}**".format, WORDS, WORDS),
    st.builds("*{}*".format, WORDS),
    st.builds("[{} {}](WC-0{})".format, WORDS, WORDS, st.integers(1, 3)),
    st.builds("`{}`".format, WORDS),
    st.sampled_from(
        [",", ".", "?", "&nbsp;", "[^n]", "<kbd>A</kbd><kbd>B</kbd>", "<br>", "<em></em>", "![p](images/a.svg)"]
    ),
)
SENTENCE = st.lists(INLINE, min_size=1, max_size=12).map(" ".join)


def block(head: str, lines: list[str]) -> str:
    return "\n".join([head, *(f"    {line}" for line in lines)])


def table(heads: list[str], rows: list[list[str]]) -> str:
    width = len(heads)
    cells = [heads, ["---"] * width, *((row + [""] * width)[:width] for row in rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


CELLS = st.lists(SENTENCE, min_size=1, max_size=4)
BLOCKS = st.one_of(
    SENTENCE,
    SENTENCE,
    st.builds("## {} {{ #{} minutes=10 }}".format, SENTENCE, st.sampled_from(["film", "talk", "close"])),
    st.builds("## {}".format, WORDS),
    st.builds("### {}".format, SENTENCE),
    st.builds("#### {} {{ #{} }}".format, SENTENCE, st.sampled_from(["k1", "k2", "change-1"])),
    st.lists(SENTENCE, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(SENTENCE, min_size=1, max_size=4).map(
        lambda items: "\n".join(f"{n}. {i}" for n, i in enumerate(items, 3))
    ),
    st.lists(SENTENCE, min_size=2, max_size=3).map(lambda i: f"- {i[0]}\n\n    {i[1]}\n\n    - {i[-1]}"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- [x] {item}" for item in items)),
    st.builds("{}\n:   {}".format, SENTENCE, SENTENCE),
    st.builds(block, st.sampled_from(['!!! trainer "Say"', "!!! note", "??? tip", "!!! sample", '=== "Tab"']), CELLS),
    st.builds(block, st.just("```\nx = 1\n```\n\n> quote"), st.just([])),
    st.builds(table, CELLS, st.lists(CELLS, max_size=4)),
    st.sampled_from(
        ["* * *", '![A](images/a.svg "It")', '![B](images/b.svg "It")', "[^n]: A note.", "*[we]: all of us"]
    ),
    st.sampled_from(
        [
            "<table><tr><td colspan=2>one</td></tr><tr><td>a</td><td>b</td></tr></table>",
            "<table><caption>C</caption><tr><td rowspan=2>one</td><td>b</td></tr><tr><td>a</td></tr></table>",
            "<table><caption>D</caption><colgroup><col></colgroup><tr><td>one</td><td>b</td></tr></table>",
            "<div>loose <p>text</p> round</div>",
            "<div>words <p>here</p></div>",
            "<ul><li>one two three<li>four five six</ul>",
            "<details><summary>one</summary>two</details>",
        ]
    ),
)
TEXTS = st.lists(BLOCKS, max_size=9)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what an author made of it: blocks taken out, put in, moved and written anew."""
    old = draw(TEXTS)
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, max(len(new) - 1, 0)))
        match draw(st.sampled_from(["out", "in", "move", "word"])):
            case "out" if new:
                new.pop(place)
            case "in":
                new.insert(place, draw(BLOCKS))
            case "move" if new:
                new.insert(draw(st.integers(0, len(new) - 1)), new.pop(place))
            case "word" if new:
                words = new[place].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(WORDS)
                new[place] = " ".join(words)
    return "\n\n".join(old), "\n\n".join(new)


MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(revisions())
def test_the_steps_lead_from_any_text_to_what_was_made_of_it(texts: tuple[str, str]) -> None:
    compared(*texts)


@MANY
@given(TEXTS, TEXTS)
def test_the_steps_lead_from_any_text_to_any_other(old: list[str], new: list[str]) -> None:
    compared("\n\n".join(old), "\n\n".join(new))


@MANY
@given(TEXTS)
def test_any_text_is_the_same_as_itself(blocks: list[str]) -> None:
    html = html_of("\n\n".join(blocks))

    assert compare(html, html).is_same
    assert compare(html, html).html == in_form(html)


@MANY
@given(revisions())
def test_every_word_that_came_or_went_is_told(texts: tuple[str, str]) -> None:
    old, new = map(html_of, texts)
    comparison = compare(old, new)
    shown = words_of(parse(comparison.html))

    for change in comparison.changes:
        if change.kind in {Kind.ADDED, Kind.REMOVED}:
            assert all(word in shown for word in f"{change.old} {change.new}".split() if word.isalnum())
    if words_of(parse(in_form(old))).split() != words_of(parse(in_form(new))).split():
        assert not comparison.is_same or counted_only(old, new)


def counted_only(old: str, new: str) -> bool:
    """Whether two texts differ in numbers that the program counts, and in nothing else."""
    letters = [
        [word for word in words_of(parse(in_form(each))).split() if not word.strip(".").isdigit()]
        for each in (old, new)
    ]
    return letters[0] == letters[1]


@pytest.mark.parametrize("number", [300, 1200])
def test_the_time_grows_with_the_length_of_the_texts(number: int) -> None:
    old = html_of("\n\n".join(paragraph(place, 7) for place in range(number)))
    new = html_of("\n\n".join(paragraph(place, 11) for place in range(number)))
    begun = time.process_time()
    compare(old, new)

    assert time.process_time() - begun < number / 100


def paragraph(place: int, step: int) -> str:
    """A paragraph of 40 common words, in an order of its own."""
    return " ".join(f"w{(place * step + each * each) % 97}" for each in range(40))
