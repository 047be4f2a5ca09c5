"""What was withdrawn is said wherever somebody could still hold it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from copies_held import edition, printed_before, with_history
from lxml.html import fragment_fromstring
from shelves import published, released, releases

from hubdocs.errors import Place
from hubdocs.model import Audience, Hub, Version
from hubdocs.site.stage import stage
from hubdocs.site.stage.words import names
from hubdocs.site.text import words_of

REASON = "A number was wrong."


def page(staged, address):
    return next(each for each in staged.pages if each.address == address)


def read(staged, address="notices/") -> str:
    return words_of(fragment_fromstring(page(staged, address).html))


@pytest.fixture
def withdrawn(tmp_path):
    """WC-01 1.1.0 was withdrawn; the second edition holds it."""
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor", REASON), ("1.2.0", "minor"))
    editions = (("2026-09", "1.0.0"), ("2026-10", "1.1.0"), ("2026-11", "1.2.0"))
    return printed_before(library, *(edition(id_, f"WC-01 {version}") for id_, version in editions))


def test_a_notice_says_what_why_when_what_instead_and_where_it_was_printed(withdrawn) -> None:
    staged = stage(withdrawn)

    assert (
        "Do not use WC-01 1.1.0 Noticing A number was wrong. Withdrawn 12 November 2026 "
        "Use instead WC-01 1.2.0 Printed in School staff pack 2026-10 Read what it said"
    ) in read(staged)
    found = page(staged, "notices/").html
    assert 'href="../modules/wc-01/index.html"' in found
    assert 'href="../check/school-staff/2026-10/index.html"' in found
    assert 'href="../modules/wc-01/1.1.0/index.html"' in found


def test_a_reason_that_names_what_to_use_is_not_said_twice(tmp_path) -> None:
    history = (("1.0.0", "first", "A number was wrong. Use 1.1.0."), ("1.1.0", "minor"))
    staged = stage(with_history(tmp_path, *history))

    said = read(staged, "modules/wc-01/1.0.0/")
    assert "A number was wrong. Use 1.1.0. Read 1.1.0." in said
    (file,) = (each for each in staged.files if each.path == "check/check-data.js")
    assert 'It was withdrawn: A number was wrong. Use 1.1.0."' in file.content.decode()


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [("Use 1.1.0.", True), ("Use WC-01 1.1.0, please", True), ("Use 1.1.01.", False), ("11.1.0 or 1.1.0.1", False)],
)
def test_a_version_is_found_in_a_sentence_only_as_itself(sentence, is_named) -> None:
    assert names(sentence, Version(1, 1, 0)) is is_named


def test_where_nothing_was_withdrawn_the_page_says_so(tmp_path) -> None:
    assert "Nothing was withdrawn." in read(stage(published(tmp_path / "library")))


def test_a_document_of_which_nothing_is_left_has_nothing_in_its_place(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first", REASON))

    assert "Use instead Nothing takes its place yet. Printed in No edition of a pack holds it." in read(stage(library))


def test_the_last_notice_stands_first(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first", REASON))
    standards = released(library.working["ST-01"], withdrawn="Out of date.", withdrawn_on=date(2027, 1, 4))
    told = read(stage(releases(library, "ST-01", standards)))

    assert told.index("ST-01 1.0.0") < told.index("WC-01 1.0.0")


def test_the_pages_of_packs_and_copies_that_hold_it_carry_a_banner(withdrawn) -> None:
    staged = stage(withdrawn)
    packs = read(staged, "packs/")

    assert packs.count("was withdrawn") == 1
    assert (
        packs.index("Edition 2026-10 Released")
        < packs.index("WC-01 1.1.0 was withdrawn")
        < packs.index("Edition 2026-09")
    )
    assert "WC-01 1.1.0 was withdrawn" in read(staged, "check/school-staff/2026-10/")
    assert "was withdrawn" not in read(staged, "check/school-staff/2026-11/")
    assert "was withdrawn" not in read(staged, "check/school-staff/2026-09/")


def test_no_hub_is_ever_named(withdrawn) -> None:
    place = Place("materials/hubs/north.yml")
    hub = Hub(id="north", name="Northern Secret Hub", place=place, lead_school="Secret Academy")
    staged = stage(replace(withdrawn, hubs={"north": hub}))

    assert not [each.address for each in staged.pages if "Secret" in each.html]
    assert not [each.path for each in staged.files if b"Secret" in each.read()]


def test_a_site_for_one_audience_names_only_its_editions(withdrawn) -> None:
    assert "School staff pack" not in read(stage(withdrawn, audience=Audience.PARENT))


def test_every_page_leads_to_the_notices(withdrawn) -> None:
    assert "Notices" in [entry.title for entry in stage(withdrawn).frame.small]
