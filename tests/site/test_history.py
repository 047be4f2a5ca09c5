"""The history of a document: every release, what each changed, and what can be read and printed of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from shelves import FIRST, published, released, releases

from hubdocs.library.load import with_drafts
from hubdocs.model import Approval, Library, Printed, PrintedDocument, PrintedFile, Version, View
from hubdocs.site.stage import stage
from hubdocs.site.text import words_of

ADDRESS = "modules/wc-01/history/"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three releases, of which the second was withdrawn."""
    made = published(tmp_path / "library")
    document = made.working["WC-01"]
    return releases(
        made,
        "WC-01",
        released(document, approved=Approval("training lead", date(2026, 9, 30))),
        released(
            document,
            "1.1.0",
            "minor",
            summary="A sheet is new.",
            closes=("R-0003", "R-0007"),
            withdrawn="A number was wrong.",
            withdrawn_on=date(2026, 11, 9),
        ),
        released(document, "1.1.1", "patch", because="Only a name was corrected."),
    )


def tree(library: Library, address: str = ADDRESS, printed: Printed | None = None):
    pages = stage(library, printed or Printed()).pages
    return html.fromstring(next(page.html for page in pages if page.address == address))


def told(library: Library) -> list[str]:
    return [words_of(each) for each in tree(library).find_class("hub-story__release")]


def ways(library: Library, version: str, printed: Printed | None = None) -> dict[str, str]:
    entry = tree(library, printed=printed).get_element_by_id(f"release-{version}")
    return {(link.text or "").strip(): str(link.get("href")) for link in entry.iter("a")}


def test_every_release_is_told_newest_first(library) -> None:
    newest, withdrawn, first = told(library)

    assert newest.startswith("1.1.1 Newest 5 November 2026. Patch: it replaces 1.1.0, which must not be used.")
    assert "Why this kind Only a name was corrected." in newest
    assert withdrawn.startswith("1.1.0 Withdrawn 5 November 2026. Minor: print again when convenient. A sheet is new.")
    assert "Do not use it. Withdrawn on 9 November 2026: A number was wrong." in withdrawn
    assert "Answers R-0003, R-0007" in withdrawn
    assert first.startswith("1.0.0 1 October 2026. First release. Release 1.0.0.")
    assert "Approved Training lead, 30 September 2026" in first


def test_nobody_is_told_to_keep_what_was_withdrawn(library) -> None:
    home = words_of(tree(library, ""))

    assert "It replaces 1.1.0, which must not be used" in home
    assert "no need to reprint" not in home + " ".join(told(library))


def test_a_patch_of_what_may_be_used_asks_for_nothing(library) -> None:
    made = library.working["WC-01"]
    fine = releases(library, "WC-01", released(made), released(made, "1.0.1", "patch", summary="Clearer"))

    assert told(fine)[0].startswith("1.0.1 Newest 5 November 2026. Patch: wording only, no need to reprint. Clearer.")
    assert "Wording only, no need to reprint" in words_of(tree(fine, ""))


def test_nobody_is_trained_for_standards(tmp_path) -> None:
    made = published(tmp_path / "library")
    document = made.working["ST-01"]
    library = releases(made, "ST-01", released(document), released(document, "2.0.0", "major"))
    home, history = words_of(tree(library, "")), words_of(tree(library, "standards/st-01/history/"))

    assert "Do not use an older copy" in home
    assert "Major: an old copy must not be used." in history
    assert "rain again" not in home + history


def test_the_day_of_the_next_review_stands_at_the_release_in_force_alone(tmp_path) -> None:
    made = published(tmp_path / "library")
    document = replace(made.working["WC-01"], review_by=date(2027, 9, 1))
    library = releases(made, "WC-01", released(document), released(document, "1.1.0", "minor"))

    assert "Review due 1 September 2027" in words_of(tree(library, "modules/wc-01/"))
    assert "Review due" not in words_of(tree(library, "modules/wc-01/1.0.0/"))


def test_each_release_leads_to_its_pages_and_to_what_changed(library) -> None:
    assert ways(library, "1.0.0") == {
        "Read it": "../1.0.0/index.html",
        "For the trainer": "../1.0.0/trainer/index.html",
        "What is different in 1.1.1": "../changes/1.0.0-to-1.1.1/index.html",
    }
    assert ways(library, "1.1.1") == {
        "Read it": "../1.1.1/index.html",
        "For the trainer": "../1.1.1/trainer/index.html",
        "What changed since 1.1.0": "../changes/1.1.0-to-1.1.1/index.html",
    }


def test_each_release_offers_the_pdfs_that_were_printed_of_it(library, tmp_path) -> None:
    file = PrintedFile(tmp_path / "a.pdf", "a.pdf", "screen", 12, 2_400_000, "ab" * 32)
    made = tuple(PrintedDocument("WC-01", Version(1, 0, 0), view, file) for view in View)

    assert ways(library, "1.0.0", Printed((), made)) == {
        **ways(library, "1.0.0"),
        "PDF for participants": "../1.0.0/WC-01-1.0.0.pdf",
        "PDF for the trainer": "../1.0.0/WC-01-1.0.0-trainer.pdf",
    }


def test_standards_have_a_history_as_well(library) -> None:
    assert "History of “Standards”" in tree(library, "standards/st-01/history/").text_content()


def test_working_text_has_no_history(library) -> None:
    unreleased = replace(library, releases={})
    drafts = stage(with_drafts(unreleased))

    assert not [page.address for page in drafts.pages if "history" in page.address or "changes" in page.address]
    assert 'href="history/' not in next(page.html for page in drafts.pages if page.address == "modules/wc-01/")


def test_a_draft_is_no_part_of_the_history(library) -> None:
    assert len(tree(with_drafts(library)).find_class("hub-story__release")) == 3


def test_a_document_that_was_withdrawn_keeps_its_history(library) -> None:
    gone = tuple(replace(each, withdrawn=each.withdrawn or "All is wrong.") for each in library.releases["WC-01"])
    page = tree(releases(library, "WC-01", *gone))

    assert "3 releases, 3 of them withdrawn" in page.text_content()
    assert len(page.find_class("hub-story__release--withdrawn")) == 3


def test_history_is_not_searched(library) -> None:
    staged = stage(library)
    page = next(each for each in staged.pages if each.address == ADDRESS)

    assert not page.indexed
    assert "history" not in next(file for file in staged.files if file.path.endswith("index.json")).read().decode()


def test_beside_a_document_stand_the_last_five_releases_and_the_way_to_all(library) -> None:
    document = library.working["WC-01"]
    many = [released(document), *(released(document, f"1.{number}.0", "minor") for number in range(1, 9))]
    pages = {page.address: html.fromstring(page.html) for page in stage(releases(library, "WC-01", *many)).pages}

    def beside(address: str) -> list[str]:
        (nav,) = pages[address].xpath("//nav[@aria-label='Releases']")
        return [" ".join(link.text_content().split()) for link in nav.iter("a")]

    newest = [f"1.{number}.0 5 November 2026" for number in (8, 7, 6, 5, 4)]
    assert beside("modules/wc-01/") == [*newest, "History 9 releases, and what each changed"]
    assert beside("modules/wc-01/1.2.0/") == [
        *newest,
        "1.2.0 5 November 2026",
        "History 9 releases, and what each changed",
    ]


def test_the_newest_page_says_what_changed_in_it(library) -> None:
    page = tree(library, "modules/wc-01/")
    line = next(each for each in page.find_class("hub-facts") if "Changed in" in each.text_content())

    assert words_of(line) == "Changed in 1.1.1 Release 1.1.1. See what changed"
    assert line.find(".//a").get("href") == "changes/1.1.0-to-1.1.1/index.html"
    assert "Changed in" not in tree(library, "standards/st-01/").text_content()
    assert library.newest("WC-01").date != FIRST
