"""What people said and what was done can be read by everybody: with each release, and all in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from shelves import published, released, releases

from hubdocs.authoring.feedback import read_refinement
from hubdocs.model import Audience, Library
from hubdocs.site.stage import Staged, stage
from hubdocs.site.text import words_of

HISTORY = "modules/wc-01/history/"
FRONT = """\
---
id: {id}
document: WC-01
versions: [1.0.0]
activity: film
raised: 2026-10-{day:02}
responses: {responses}
severity: {severity}
decision: {decision}
{more}---

{text}
"""
TEXT = (
    "## More time\n\n### What people said\n\nThe film is *long*. See [GOV-1](GOV-1).\n\n### What we did\n\nWe cut it.\n"
)


def write(root: Path, number: int, text: str = TEXT, **keys: object) -> None:
    file = root / f"materials/refinements/R-{number:04}.md"
    file.parent.mkdir(exist_ok=True, parents=True)
    values = {"responses": 12, "severity": "usability", "decision": "accepted", "more": "", **keys}
    file.write_text(FRONT.format(id=file.stem, day=number, text=text, **values))


def with_refinements(library: Library) -> Library:
    folder = "materials/refinements"
    paths = sorted(file.name for file in (library.root / folder).iterdir())
    read = [read_refinement(library.root, f"{folder}/{name}") for name in paths]
    return replace(library, refinements={each.id: each for each in read})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two releases, of which the second answers R-0001; and a refinement of every other kind."""
    made = published(tmp_path / "library")
    document = made.working["WC-01"]
    write(made.root, 1, more="fixed_in: 1.1.0\n")
    write(made.root, 2, decision="rejected", more="reason: It is a <b>short</b> film\n", responses=3)
    write(made.root, 3, decision="deferred", more="reason: We wait for another film.\n")
    write(made.root, 4, decision="open", severity="safeguarding", more="source: desk review\n", responses=0)
    write(made.root, 5)
    second = released(document, "1.1.0", "minor", closes=("R-0001",))
    return with_refinements(releases(made, "WC-01", released(document), second))


def tree(staged: Staged, address: str = "said-and-done/"):
    return html.fromstring(next(page.html for page in staged.pages if page.address == address))


def read(staged: Staged, number: int, address: str = "said-and-done/") -> str:
    return words_of(tree(staged, address).get_element_by_id(f"r-{number:04}"))


def test_all_are_on_one_page_by_what_became_of_them(library: Library) -> None:
    page = tree(stage(library))
    groups = {
        words_of(each.find("h2")): [one.get("id") for one in each.iter("article")] for each in page.iter("section")
    }

    assert groups == {
        "We are looking at it": ["r-0004"],
        "We will do it": ["r-0005"],
        "Not yet": ["r-0003"],
        "We decided otherwise": ["r-0002"],
        "Done": ["r-0001"],
    }


def test_each_says_what_who_and_what_became_of_it(library: Library) -> None:
    staged = stage(library)

    assert read(staged, 1) == (
        "More time WC-01: Film. R-0001, about ease of use. 12 people, about 1.0.0. "
        "What people said The film is long. See GOV-1. What we did We cut it. Done in WC-01 1.1.0, 5 November 2026."
    )
    assert read(staged, 2).endswith("We decided otherwise. It is a <b>short</b> film.")
    assert read(staged, 3).endswith("Not yet. We wait for another film.")


def test_numbers_below_five_are_never_told_and_a_desk_review_is_told_as_such(library: Library) -> None:
    staged = stage(library)

    assert "R-0002, about ease of use. Fewer than 5 people, about 1.0.0." in read(staged, 2)
    assert "R-0004, about keeping children safe. Found by close reading, in 1.0.0." in read(staged, 4)


@pytest.mark.parametrize("count", range(5))
def test_no_small_number_reaches_the_site(library: Library, count: int) -> None:
    write(library.root, 2, decision="rejected", more="reason: So it is\n", responses=count)
    told = read(stage(with_refinements(library)), 2)

    assert "Fewer than 5 people" in told
    assert f"{count} people" not in told.replace("5 people", "")


def test_the_history_tells_what_each_release_answers_and_what_was_decided_otherwise(library: Library) -> None:
    staged = stage(library)
    page = tree(staged, HISTORY)
    within = {
        each.get("id"): [one.get("id") for one in each.iter("article")] for each in page.iter("li") if each.get("id")
    }

    assert within == {"release-1.1.0": ["r-0001"], "release-1.0.0": []}
    assert [words_of(each.find("h2")) for each in page.iter("section")] == [
        "We are looking at it",
        "We will do it",
        "Not yet",
        "We decided otherwise",
    ]
    assert "You said, we did More time" in words_of(page.get_element_by_id("release-1.1.0"))
    assert "We decided otherwise. It is a <b>short</b> film." in read(staged, 2, HISTORY)
    assert "More time" not in words_of(tree(staged, "standards/st-01/history/"))


def test_links_lead_where_they_lead_from_every_page(library: Library) -> None:
    staged = stage(library)

    def hrefs(address: str) -> list[str]:
        article = tree(staged, address).get_element_by_id("r-0001")
        return [str(link.get("href")) for link in article.iter("a")]

    assert hrefs("said-and-done/") == [
        "../modules/wc-01/index.html#film",
        "../standards/st-01/index.html#GOV-1",
        "../modules/wc-01/history/index.html#release-1.1.0",
    ]
    assert hrefs(HISTORY) == ["../index.html#film", "../../../standards/st-01/index.html#GOV-1"]
    assert "said-and-done/index.html" in str([link.get("href") for link in tree(staged, HISTORY).iter("a")])


def test_the_foot_of_every_page_leads_there(library: Library) -> None:
    assert ("You said, we did", "said-and-done/") in [(each.title, each.address) for each in stage(library).frame.small]


def test_a_text_can_do_nothing_to_the_page(library: Library) -> None:
    hostile = (
        "## <img src=x onerror=alert(1)> Title\n\n### Part\n\n<script>alert(1)</script> [x](javascript:alert(1))"
        ' <a onclick="alert(1)">y</a>\n'
    )
    write(library.root, 1, hostile, more="fixed_in: 1.1.0\n")
    article = tree(stage(with_refinements(library))).get_element_by_id("r-0001")

    assert not list(article.iter("script", "iframe"))
    assert not [name for each in article.iter() for name in each.attrib if name.startswith("on")]
    assert not [link for link in article.iter("a") if "javascript" in (link.get("href") or "")]


def test_what_only_deliverers_read_is_taken_out(library: Library) -> None:
    write(library.root, 1, TEXT + '\n!!! trainer "Say"\n    Nobody hears this.\n', more="fixed_in: 1.1.0\n")

    assert "Nobody hears this" not in read(stage(with_refinements(library)), 1)


def test_texts_with_the_same_footnotes_and_headings_do_not_meet(library: Library) -> None:
    text = TEXT + "\nMore.[^1]\n\n[^1]: A note.\n"
    write(library.root, 2, text, decision="rejected", more="reason: So it is\n")
    write(library.root, 3, text, decision="deferred", more="reason: So it is\n")
    page = tree(stage(with_refinements(library)))
    ids = [each.get("id") for each in page.iter() if each.get("id")]

    assert len(ids) == len(set(ids))
    assert {link.get("href") for link in page.iter("a") if "fn" in (link.get("href") or "")} == {
        f"#r-{number:04}-{note}" for number in (2, 3) for note in ("fn:1", "fnref:1")
    }
    assert all(href[1:] in ids for href in (link.get("href") for link in page.iter("a")) if href.startswith("#r-"))


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("Only words.\n", "Film", "Only words."),
        ("Words first.\n\n## Then a heading\n\nMore.\n", "Film", "Words first. Then a heading More."),
        ("## Alone\n", "Alone", ""),
    ],
)
def test_a_text_of_another_form_is_told_as_well(library: Library, text: str, title: str, said: str) -> None:
    write(library.root, 1, text, more="fixed_in: 1.1.0\n")
    article = tree(stage(with_refinements(library))).get_element_by_id("r-0001")

    assert words_of(article.find("h3")) == title
    assert said in words_of(article)
    assert [each.tag for each in article.iter("h1", "h2")] == []


def test_what_was_fixed_last_comes_first(library: Library) -> None:
    for number in (2, 3):
        write(library.root, number, more="fixed_in: 1.0.0\n")
    page = tree(stage(with_refinements(library)))
    (done,) = page.xpath("//section[@aria-labelledby='group-done']")

    assert [each.get("id") for each in done.iter("article")] == ["r-0001", "r-0003", "r-0002"]


def test_a_library_without_refinements_says_so(tmp_path: Path) -> None:
    page = tree(stage(published(tmp_path / "library")))

    assert "Nobody has asked for a change yet." in words_of(page)
    assert not list(page.iter("article"))[1:]


def test_search_finds_none_of_it(library: Library) -> None:
    staged = stage(library)
    page = next(each for each in staged.pages if each.address == "said-and-done/")
    index = next(file for file in staged.files if file.path.endswith("index.json")).read().decode()

    assert not page.indexed
    assert "said-and-done" not in index


def test_a_site_for_some_has_it_too_and_no_link_to_what_they_have_not(library: Library) -> None:
    assert read(stage(library, audience=Audience.STAFF), 1).startswith("More time")


def test_the_same_library_gives_the_same_page(library: Library) -> None:
    first, second = (
        next(page.markdown for page in stage(library).pages if page.address == "said-and-done/") for _ in range(2)
    )

    assert first == second
