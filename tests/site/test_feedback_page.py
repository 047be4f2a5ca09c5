"""What the page of feedback asks and knows, and the links that lead to it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from asked import EVERY_WAY, FORM, MAIL, asking_library, in_every_way
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring
from shelves import published
from tiny import MODULE, MODULE_PATH

from hubdocs.authoring.schemas.feedback import Column
from hubdocs.library.load import with_drafts
from hubdocs.model import Audience, FeedbackSettings
from hubdocs.model.addresses import feedback_query
from hubdocs.site.stage import Page, Staged, stage
from hubdocs.site.stage.assets import ASSETS
from hubdocs.site.stage.feedback import ROLES

KIB = 1024
READABLE = {"keep", "change", "adapted"}
"""The columns that people fill in their own words."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return in_every_way(asking_library(tmp_path_factory.mktemp("asking")))


@pytest.fixture(scope="module")
def staged(library):
    return stage(library)


def page(staged: Staged, address: str) -> Page:
    return next(each for each in staged.pages if each.address == address)


def tree(page: Page) -> HtmlElement:
    return fragment_fromstring(page.html, create_parent="div")


def data(staged: Staged) -> dict:
    script = next(each for each in staged.files if each.path == "feedback/feedback-data.js").read().decode()
    return json.loads(script.removeprefix("var hubFeedback = ").removesuffix(";\n"))


def links(page: Page) -> dict[str, dict[str, list[str]]]:
    """What each link to the page of feedback carries, by its words."""
    found = {}
    for link in tree(page).iter("a"):
        address = urlsplit(link.get("href"))
        if address.path.endswith("feedback/index.html"):
            found[link.text_content()] = parse_qs(address.query)
    return found


# ---- Links that ask ----


@pytest.mark.parametrize(
    ("address", "version", "title"),
    [
        ("modules/wc-01/", "1.1.0", "“Film” & pairs talk"),
        ("modules/wc-01/trainer/", "1.1.0", "“Film” & pairs talk"),
        ("modules/wc-01/1.1.0/", "1.1.0", "“Film” & pairs talk"),
        ("modules/wc-01/1.0.0/", "1.0.0", "Film"),
        ("modules/wc-01/1.0.0/trainer/", "1.0.0", "Film"),
    ],
)
def test_every_activity_has_a_link_with_its_own_release(staged, address, version, title) -> None:
    of = {"d": ["WC-01"], "v": [version]}

    assert links(page(staged, address)) == {
        "Suggest a change to Rules": {**of, "a": ["rules"]},
        f"Suggest a change to {title}": {**of, "a": ["film"]},
        "Suggest a change to Help": {**of, "a": ["help"]},
        "Suggest a change to Close": {**of, "a": ["close"]},
        "Give feedback on this module": of,
    }


def test_standards_are_asked_about_as_well(staged) -> None:
    assert links(page(staged, "standards/st-01/")) == {
        "Give feedback on these standards": {"d": ["ST-01"], "v": ["1.0.0"]}
    }


def test_headings_and_search_stay_what_they_were(staged) -> None:
    headings = [each.text_content() for each in tree(page(staged, "modules/wc-01/1.0.0/")).iter("h2")]
    index = next(each for each in staged.files if each.path == "search/search_index.json").read().decode()

    assert headings[:1] == ["By the end you can"]
    assert {"Rules", "Film", "Help", "Close"} <= set(headings)
    assert "Suggest a change" not in index
    assert "Two minutes, no names. It carries" not in index


def test_a_draft_is_not_asked_about(library) -> None:
    drafted = with_drafts(replace(library, releases={"ST-01": library.releases["ST-01"]}))
    staged = stage(drafted)

    assert "Suggest a change" not in page(staged, "modules/wc-01/").html
    assert links(page(staged, "modules/wc-01/")) == {}
    assert list(data(staged)["documents"]) == ["ST-01"]


def test_pages_of_differences_ask_for_nothing(staged) -> None:
    assert "Suggest a change" not in page(staged, "modules/wc-01/changes/1.0.0-to-1.1.0/").html


def test_nothing_released_means_nothing_to_ask_about(library) -> None:
    staged = stage(replace(library, releases={}))

    assert "feedback/" not in {each.address for each in staged.pages}
    assert "Feedback" not in {entry.title for entry in staged.frame.small}


def test_the_foot_of_every_page_leads_to_it(staged) -> None:
    assert [entry.address for entry in staged.frame.small if entry.title == "Feedback"] == ["feedback/"]


IDS = st.from_regex(r"[A-Z]{2,4}-[0-9]{2}", fullmatch=True)
NUMBERS = st.from_regex(r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}", fullmatch=True)
SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)


@given(IDS, NUMBERS, st.just("") | SLUGS, st.just("") | SLUGS.map(lambda pack: f"{pack}@2026-11"))
def test_a_query_carries_what_it_was_given_and_needs_no_escaping(document, version, activity, edition) -> None:
    query = feedback_query(document=document, version=version, activity=activity, edition=edition, channel="print")
    carried = {"d": document, "v": version, "a": activity, "e": edition, "c": "print"}

    assert {key: value for key, (value,) in parse_qs(query).items()} == {k: v for k, v in carried.items() if v}
    assert "%" not in query


# ---- What the page knows ----


def test_it_knows_every_release_every_activity_and_every_edition(staged) -> None:
    known = data(staged)
    titles = {"rules": "Rules", "film": "Film", "help": "Help", "close": "Close"}

    assert known["documents"]["WC-01"] == {
        "kind": "Who Cares? module",
        "title": "Noticing",
        "releases": {"1.0.0": titles, "1.1.0": {**titles, "film": "“Film” & pairs talk"}},
    }
    assert known["documents"]["ST-01"] == {"kind": "Standards", "title": "Standards", "releases": {"1.0.0": {}}}
    assert known["packs"] == {"school-staff": {"title": "School staff pack", "editions": ["2026-11", "2026-09"]}}


def test_a_title_that_only_those_see_who_run_it_stands_nowhere_else(tmp_path) -> None:
    written = MODULE.replace("## Film { #film minutes=5", "## Only we know { #film minutes=5 .for-trainer")
    staged = stage(published(tmp_path / "library", {MODULE_PATH: written}))

    assert data(staged)["documents"]["WC-01"]["releases"]["1.0.0"]["film"] == ""
    assert "Suggest a change to Only we know" in links(page(staged, "modules/wc-01/trainer/"))
    assert "#film" not in page(staged, "modules/wc-01/").html


def test_titles_cannot_leave_the_data(tmp_path) -> None:
    title = "A\u2028</script><script>alert(1)</script>"
    library = published(tmp_path / "library")
    (release,) = library.releases["WC-01"]
    wild = replace(release, document=replace(release.document, title=title))
    staged = stage(replace(library, releases={**library.releases, "WC-01": (wild,)}))

    assert data(staged)["documents"]["WC-01"]["title"] == title
    assert not any(
        "\u2028" in each.read().decode() for each in staged.files if each.path == "feedback/feedback-data.js"
    )


# ---- What it asks ----


def buttons(page: Page) -> set[str]:
    return {each.text_content() for each in tree(page).iter("button")}


ALWAYS = {"Show my answers as text", "Copy the text", "Clear my answers"}
MAILED, SAVED = "Write a mail with my answers", "Save my answers as a file"


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        (FeedbackSettings(), {SAVED}),
        (FeedbackSettings(mail=MAIL), {SAVED, MAILED}),
        (FeedbackSettings(mail=MAIL, file=False), {MAILED}),
        (FeedbackSettings(form=FORM.name, file=False), set()),
        (EVERY_WAY, {SAVED, MAILED}),
    ],
)
def test_it_offers_the_ways_that_the_settings_name(library, settings, wanted) -> None:
    asked = page(stage(replace(library, settings=replace(library.settings, feedback=settings))), "feedback/")

    assert buttons(asked) == ALWAYS | wanted
    assert ("mailto:" in asked.html) == bool(settings.mail)
    assert ("forms.example.org" in asked.html) == bool(settings.form)


def test_a_warning_with_a_way_to_help_stands_right_above_every_box_for_words(staged) -> None:
    boxes = [each for each in tree(page(staged, "feedback/")).iter("textarea") if each.get("readonly") is None]

    assert {each.get("data-column") for each in boxes} == READABLE
    for box in boxes:
        warning = box.getprevious()
        assert "No names" in warning.text_content()
        assert "If a child is at risk, do not write it here" in warning.text_content()
        assert [link.get("href") for link in warning.iter("a")] == ["../help/help-a-child/index.html"]
        assert warning.get("id") in box.get("aria-describedby").split()


def test_without_a_page_for_those_who_worry_the_warning_says_what_to_do(tmp_path) -> None:
    asked = page(stage(published(tmp_path / "library")), "feedback/")

    assert asked.html.count("tell the safeguarding lead today, and in an emergency call 999") == len(READABLE)


def test_there_is_no_form_that_a_browser_would_send_by_itself(staged) -> None:
    """The Enter key in a field of a form would put every answer into the address."""
    asked = tree(page(staged, "feedback/"))

    assert list(asked.iter("form")) == []
    assert {each.get("type") for each in asked.iter("button")} == {"button"}


def test_it_asks_for_what_a_person_knows_and_the_link_carries_the_rest(staged) -> None:
    asked = {each.get("data-column") for each in tree(page(staged, "feedback/")).iter() if each.get("data-column")}
    carried = {"document", "version", "activity", "edition", "channel"}

    assert asked | carried | {"response_id", "submitted_at"} == set(get_args(Column))
    assert not asked & carried


def test_the_columns_of_a_saved_file_are_those_of_the_format() -> None:
    script = (ASSETS / "feedback-answers.js").read_text(encoding="utf-8")
    written = re.search(r"const COLUMNS = \((.*?)\)\.split", script, re.DOTALL)

    assert written
    assert " ".join(re.findall(r'"([^"]*)"', written[1])).split() == list(get_args(Column))


def test_roles_are_the_words_of_the_format() -> None:
    assert {value for value, _ in ROLES} == set(map(str, Audience))


def test_what_it_loads_is_small(staged) -> None:
    sizes = {file.path: len(file.read()) for file in staged.files}

    assert sizes["assets/asking.css"] < KIB
    assert sizes["assets/feedback.css"] < 6 * KIB
    assert sizes["assets/feedback.js"] + sizes["assets/feedback-answers.js"] < 16 * KIB
