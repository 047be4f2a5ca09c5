"""Every page of the finished site is valid HTML with headings in order, as far as can be told without Java."""

from __future__ import annotations

import pytest
from html_rules import faults

PAGE = '<!doctype html><html lang="en"><head><title>A</title></head><body><h1>A</h1>{}</body></html>'


def test_every_page_is_valid(everything) -> None:
    found = {file.relative_to(everything).as_posix(): faults(file.read_text("utf-8")) for file in pages(everything)}
    assert {path: told for path, told in found.items() if told} == {}
    assert len(found) > 60


def pages(site):
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>open <b>bold</p>", "unexpected-end-tag"),
        ('<p id="a" id="a">twice</p>', "duplicate-attribute"),
        ("</section>", "end-tag-too-early"),
        ('<p id="a">one</p><p id="a">two</p>', "the id 'a' stands on 2 elements"),
        ('<p id="a b">one</p>', "'a b' is no id"),
        ('<button aria-controls="b">x</button>', "aria-controls names 'b', which is not on the page"),
        ('<a href="#b">x</a>', "a link leads to '#b', which is not on the page"),
        ("<h1>B</h1>", "the page has 2 headings of the first level"),
        ("<h3>B</h3>", "the heading 'B' is of level 3, and the one before it of level 1"),
        ("<h2> </h2>", "a heading of level 2 has no words"),
        ("<article><section><h2>B</h2></section></article>", "<article class=None> has no heading of its own"),
        ("<ul><p>x</p></ul>", "<p> stands in <ul>"),
        ("<dl><p>x</p></dl>", "<p> stands in <dl>"),
        ("<details><p>x</p></details>", "<details> does not begin with its <summary>"),
        ("<span><div>x</div></span>", "<div> stands in <span>"),
        ('<span><a href="b"><p>x</p></a></span>', "<p> stands in <span>"),
        ('<a href="b"><button>x</button></a>', "<button> stands in <a>"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</tr></table>", "the rows of a table are [1, 2] cells long"),
        ('<p align="left">x</p>', "<p> has the attribute align, which HTML gave up"),
        ('<img src="b.png">', "the picture b.png has no alternative text"),
        ('<input type="checkbox" autocomplete="off">', "<input type=checkbox> has the attribute autocomplete"),
        ("<nonsense>x</nonsense>", "HTML knows no element <nonsense>"),
        ("<center>x</center>", "HTML gave up the element <center>"),
    ],
)
def test_a_fault_is_told(body, told) -> None:
    assert any(told in fault for fault in faults(PAGE.format(body))), faults(PAGE.format(body))


def test_a_page_without_a_language_is_told() -> None:
    assert "the page does not say its language" in faults(PAGE.replace(' lang="en"', "").format(""))


def test_a_good_page_has_no_faults() -> None:
    good = '<h2 id="b">B</h2><ul><li><a href="#b">x</a></ul><details><summary>y</summary><p>z</p></details>'
    assert faults(PAGE.format(good)) == []
