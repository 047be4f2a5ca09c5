"""Pages of differences: which there are, what they mark, and what of it which readers may see."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from shelves import freeze, published, released, releases
from tiny import HANDOUT, MODULE, MODULE_PATH, TINY, write_library

from hubdocs.library.load import load_library
from hubdocs.model import Audience, Library, View
from hubdocs.site.stage import differences, readings, stage
from hubdocs.site.text import words_of

FOLDER = str(Path(MODULE_PATH).parent)
NOTE = '!!! trainer "Say"\n    Nobody needs to speak unless they wish to.'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="20" cy="10" r="{}"/></svg>'
OLD = {
    MODULE_PATH: MODULE.replace("Talk in pairs.", "Talk in pairs. ![A ring](images/ring.svg)"),
    f"{FOLDER}/images/ring.svg": PICTURE.format(8),
    f"{FOLDER}/handouts/h2.md": HANDOUT.replace("H1", "H2").replace("Card", "Old sheet"),
}
NEW = {
    MODULE_PATH: OLD[MODULE_PATH]
    .replace("Read this first.", "Read this, please, first.")
    .replace('title: "Noticing"', 'title: "Noticing more"')
    .replace("objectives: [notice a change]", "objectives: [notice a change, say so]")
    .replace(NOTE, NOTE.replace("unless they wish to", "unless they have something to say here"))
    .replace("minutes=5 .sensitive", "minutes=6 .sensitive")
    .replace("duration: 10", "duration: 11"),
    f"{FOLDER}/handouts/h1.md": HANDOUT.replace("Three things", "Four things"),
    f"{FOLDER}/handouts/h3.md": HANDOUT.replace("H1", "H3").replace("Card", "New sheet"),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A module in two releases, with a change of every kind between them."""
    root = write_library(tmp_path / "library", OLD)
    freeze(root, "materials/standards/ST-01-standards", "1.0.0")
    freeze(root, FOLDER, "1.0.0")
    write_library(root, NEW)
    (root / FOLDER / "handouts/h2.md").unlink()
    freeze(root, FOLDER, "1.1.0", kind="minor", on=date(2026, 11, 5), summary="It is clearer.")
    return load_library(root)


PARTICIPANT = "modules/wc-01/changes/1.0.0-to-1.1.0/"
TRAINER = f"{PARTICIPANT}trainer/"


def page(library: Library, address: str, audience: Audience | None = None):
    return next(each for each in stage(library, audience=audience).pages if each.address == address)


def tree(library: Library, address: str):
    return html.fromstring(page(library, address).html)


def many(library: Library, *withdrawn: str, count: int = 4) -> Library:
    """The module in several releases, some of them withdrawn."""
    document = library.working["WC-01"]
    versions = [f"1.{number}.0" for number in range(count)]
    made = [
        released(document, each, "minor" if index else "first", withdrawn="It was wrong." if each in withdrawn else "")
        for index, each in enumerate(versions)
    ]
    return releases(library, "WC-01", *made)


def compared(library: Library) -> list[str]:
    addresses = (page.address for page in stage(library).pages)
    return sorted(each.split("/changes/")[1] for each in addresses if "/changes/" in each and "trainer" not in each)


def test_each_release_is_compared_with_the_one_before_and_with_the_newest(tmp_path) -> None:
    assert compared(many(published(tmp_path / "library"))) == [
        "1.0.0-to-1.1.0/",
        "1.0.0-to-1.3.0/",
        "1.1.0-to-1.2.0/",
        "1.1.0-to-1.3.0/",
        "1.2.0-to-1.3.0/",
    ]


def test_from_a_withdrawn_newest_release_the_way_leads_back_to_the_one_in_force(tmp_path) -> None:
    assert compared(many(published(tmp_path / "library"), "1.2.0", count=3)) == [
        "1.0.0-to-1.1.0/",
        "1.1.0-to-1.2.0/",
        "1.2.0-to-1.1.0/",
    ]


def test_where_no_release_is_in_force_each_is_compared_with_the_one_before(tmp_path) -> None:
    library = many(published(tmp_path / "library"), "1.0.0", "1.1.0", count=2)

    assert compared(library) == ["1.0.0-to-1.1.0/"]


def test_a_page_tells_what_was_compared_and_what_to_do(library) -> None:
    made = page(library, PARTICIPANT)
    said = words_of(html.fromstring(made.html))

    assert made.title == "What changed in Noticing more (WC-01 from 1.0.0 to 1.1.0)"
    assert "From 1.0.0, released 1 October 2026, to 1.1.0, released 5 November 2026." in said
    assert "If you hold 1.0.0: Replace it when convenient." in said
    assert "1.1.0 It is clearer. 5 November 2026. Minor: print again when convenient." in said


def test_advice_counts_what_came_after_the_release_that_is_compared(tmp_path) -> None:
    made = published(tmp_path / "library")
    document = made.working["WC-01"]
    kinds = [("1.0.0", "first"), ("1.0.1", "patch"), ("2.0.0", "major")]
    library = releases(made, "WC-01", *(released(document, *each) for each in kinds))

    said = words_of(tree(library, "modules/wc-01/changes/1.0.0-to-1.0.1/"))
    assert "If you hold 1.0.0: Do not use it: train again first." in said
    assert "fine to use" not in said


def test_both_releases_say_when_they_were_withdrawn(tmp_path) -> None:
    library = many(published(tmp_path / "library"), "1.1.0", count=3)

    for pair in ("1.0.0-to-1.1.0", "1.1.0-to-1.2.0"):
        said = words_of(tree(library, f"modules/wc-01/changes/{pair}/"))
        assert "Withdrawn: do not use release 1.1.0 It was wrong." in said
    assert "If you hold 1.1.0" not in said
    assert "1.2.0 Release 1.2.0. 5 November 2026. Minor: it replaces 1.1.0, which must not be used." in said


def test_a_paragraph_at_the_top_says_what_changed_in_this_view(library) -> None:
    said = [words_of(tree(library, address).find_class("hub-summary")[0]) for address in (PARTICIPANT, TRAINER)]

    assert "total time 10 → 11 minutes; one handout new; one handout changed; one handout taken out" in said[0]
    assert said[0] != said[1], "the trainer's text changed in one place more"


def test_words_that_changed_are_marked_within_the_text(library) -> None:
    text = tree(library, PARTICIPANT).get_element_by_id("hub-text")

    assert "[added: , please,]" in [words_of(each) for each in text.iter("ins")]


def test_what_readers_see_above_the_text_is_compared_as_well(library) -> None:
    above = words_of(tree(library, PARTICIPANT).get_element_by_id("hub-above"))

    assert "Title: Noticing [added: more]" in above
    assert "Lasts: [removed: 10] [added: 11] minutes" in above
    assert "WC-01-H3: New" in above
    assert "Added say so" in above
    assert "Summary" not in above, "what stayed the same is not repeated"


def test_new_changed_and_gone_handouts_are_shown(library) -> None:
    made = tree(library, PARTICIPANT)
    heads = [words_of(each) for each in made.iter("h2") if "handout" in words_of(each)]

    assert heads == ["Changed handout: WC-01-H1", "Gone handout: WC-01-H2", "New handout: WC-01-H3"]
    assert "Four" in words_of(made.get_element_by_id("hub-wc-01-h1"))
    assert made.get_element_by_id("hub-wc-01-h2").find(".//a").get("href") == "../../1.0.0/handouts/h2/index.html"
    assert made.get_element_by_id("hub-wc-01-h3").find(".//a").get("href") == "../../1.1.0/handouts/h3/index.html"


def test_the_list_of_changes_leads_to_each_of_them(library) -> None:
    for address in (PARTICIPANT, TRAINER):
        made = tree(library, address)
        (nav,) = made.xpath("//nav[@aria-label='Changes on this page']")
        targets = [str(link.get("href"))[1:] for link in nav.iter("a")]
        ids = made.xpath("//@id")

        assert len(targets) > 5
        assert set(targets) <= set(ids)
        assert len(ids) == len(set(ids))


def test_the_list_of_changes_says_where_ordinary_text_stands(library) -> None:
    (nav,) = tree(library, PARTICIPANT).xpath("//nav[@aria-label='Changes on this page']")
    said = words_of(nav)

    assert "New By the end you can: say so" in said
    assert "New Handouts: WC-01-H3: New sheet" in said
    assert "Changed Title: Noticing more" in said
    assert "List item" not in said
    assert "Paragraph" not in said


def test_trainer_text_is_compared_on_the_trainers_page_only(library) -> None:
    assert "something to say here" in page(library, TRAINER).html
    for each in stage(library).pages:
        if each.view is View.PARTICIPANT:
            assert "something to say" not in each.html, each.address
    staged = stage(library)
    assert not [file.path for file in staged.files if file.path.endswith("json") and b"to say here" in file.read()]


def test_a_change_of_trainer_text_alone_is_none_for_those_who_take_part(tmp_path) -> None:
    root = write_library(tmp_path / "library")
    freeze(root, FOLDER, "1.0.0")
    write_library(root, {MODULE_PATH: MODULE.replace("unless they wish to", "at all")})
    freeze(root, FOLDER, "1.0.1", kind="patch", on=date(2026, 11, 5))
    library = load_library(root)
    theirs, trainers = (tree(library, f"modules/wc-01/changes/1.0.0-to-1.0.1/{view}") for view in ("", "trainer/"))

    assert "The text itself is the same in both." in words_of(theirs)
    assert not theirs.find_class("hub-diff-added")
    assert not theirs.xpath("//nav[@aria-label='Changes on this page']")
    assert trainers.find_class("hub-diff-added")


def test_a_site_for_those_who_take_part_has_no_trainers_differences(library) -> None:
    addresses = [each.address for each in stage(library, audience=Audience.STAFF).pages]

    assert PARTICIPANT in addresses
    assert TRAINER not in addresses


def test_differences_are_not_searched_and_not_listed(library) -> None:
    staged = stage(library)
    index = next(file for file in staged.files if file.path == "search/search_index.json").read()

    assert not page(library, PARTICIPANT).indexed
    assert not page(library, TRAINER).indexed
    assert not [entry for entry in json.loads(index)["docs"] if "changes" in entry["location"]]


def test_a_picture_that_stayed_the_same_is_no_change_and_one_that_was_drawn_anew_is(library, tmp_path) -> None:
    same = page(library, PARTICIPANT).html
    (library.root / FOLDER / "images/ring.svg").write_text(PICTURE.format(9))
    freeze(library.root, FOLDER, "1.2.0", kind="minor", on=date(2026, 11, 6))
    drawn = load_library(library.root)
    text = tree(drawn, "modules/wc-01/changes/1.1.0-to-1.2.0/").get_element_by_id("hub-text")
    sources = [str(each.get("src")) for each in text.iter("img")]

    assert same.count("images/ring.svg") == 1
    assert sources == ["../../1.0.0/images/ring.svg", "../../1.2.0/images/ring.svg"]
    assert {f"modules/wc-01/{version}/images/ring.svg" for version in ("1.0.0", "1.2.0")} <= stage(drawn).published


def test_many_releases_between_two_are_counted_and_not_all_told(tmp_path) -> None:
    library = many(published(tmp_path / "library"), count=20)
    made = tree(library, "modules/wc-01/changes/1.0.0-to-1.19.0/")

    assert len(made.find_class("hub-steps")[0]) == differences.MOST_BETWEEN
    assert f"And {19 - differences.MOST_BETWEEN} more. History of WC-01" in words_of(made)


def test_pages_do_not_grow_with_the_number_of_releases(tmp_path) -> None:
    library = published(tmp_path / "library")

    def longest(count: int) -> int:
        pages = (each for each in stage(many(library, count=count)).pages if each.document == "WC-01")
        return max(len(each.html) for each in pages if not each.address.endswith("history/"))

    assert longest(24) <= longest(12) + 50, "numbers have a digit more here and there, and nothing else"


def test_no_text_is_read_and_no_two_are_compared_twice(tmp_path, monkeypatch) -> None:
    root = write_library(tmp_path / "library")
    for number in range(5):
        (root / MODULE_PATH).write_text(MODULE.replace("Read this first.", f"Read this first, {number}."))
        freeze(root, FOLDER, f"1.{number}.0", kind="minor" if number else "first")
    read: list[tuple[str, ...]] = []
    pairs: list[tuple[str, str]] = []
    document, compare = readings.read_document, differences.compare

    def reading(atlas, release, here, *, view, folder):
        read.append((release.id, str(release.version), view))
        return document(atlas, release, here, view=view, folder=folder)

    def comparing(old, new):
        pairs.append((old, new))
        return compare(old, new)

    monkeypatch.setattr(readings, "read_document", reading)
    monkeypatch.setattr(differences, "compare", comparing)
    stage(load_library(root))

    assert sorted(read) == sorted(("WC-01", f"1.{number}.0", view) for number in range(5) for view in View)
    assert len(pairs) == len(set(pairs)) == 2 * 7, "seven pairs, in two views each"


def test_a_standard_set_and_an_agreement_are_compared_without_a_trainers_page(tmp_path) -> None:
    root = write_library(tmp_path / "library")
    folder = "materials/standards/ST-01-standards"
    text = TINY[f"{folder}/standards.md"]
    freeze(root, folder, "1.0.0")
    write_library(root, {f"{folder}/standards.md": text.replace("One day a week.", "Two days a week.")})
    freeze(root, folder, "2.0.0", kind="major", on=date(2026, 11, 5))
    library = load_library(root)
    addresses = [each.address for each in stage(library).pages if "/changes/" in each.address]

    assert addresses == ["standards/st-01/changes/1.0.0-to-2.0.0/"]
    assert "If you hold 1.0.0: Do not use it: what it binds people to changed." in words_of(tree(library, addresses[0]))
