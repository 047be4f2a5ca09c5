"""Is my copy current? What stands on the page of each edition, and in what the script reads."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from copies_held import edition, leaf, printed_before, printing, with_history
from lxml.html import fragment_fromstring
from shelves import published, released, releases
from tiny import MODULE, MODULE_PATH

from hubdocs.library.currency import Verdict, filing_steps, verdict_of
from hubdocs.library.filing import filing
from hubdocs.model import Audience, Library, Printed
from hubdocs.site.stage import Page, Staged, stage
from hubdocs.site.text import words_of

LEAVES = ("WC-01 1-2 1.0.0", "WC-01 3-4 1.0.0", "WC-01 5-6 1.0.0", "WC-01-H1 1 1.0.0", "ST-01 1-2 1.0.0")
CHANGED = ("WC-01 1-2 1.1.0", *LEAVES[1:3], "WC-01-H1 1 1.1.0", LEAVES[4])
BOTH = "WC-01 1.0.0, ST-01 1.0.0"
OLD, NEW = edition("2026-10", BOTH, *LEAVES), edition("2026-11", "WC-01 1.1.0, ST-01 1.0.0", *CHANGED)


def page(staged: Staged, address: str) -> Page:
    return next(each for each in staged.pages if each.address == address)


def words(found: Page) -> str:
    """What a reader is told."""
    return words_of(fragment_fromstring(found.html))


def told(found: Page) -> str:
    """The verdict at the top."""
    return words_of(fragment_fromstring(found.html).find_class("hub-verdict")[0])


def data(staged: Staged) -> dict:
    script = next(each for each in staged.files if each.path == "check/check-data.js").read().decode()
    return json.loads(script.removeprefix("var hubCheck = ").rstrip(";\n"))


def copy_page(library: Library, held: str = "2026-10", printed: Printed | None = None) -> Page:
    return page(stage(library, printed or Printed()), f"check/school-staff/{held}/")


@pytest.mark.parametrize(
    ("made", "newest", "verdict"),
    [
        ([("1.0.0", "first")], "WC-01 1.0.0", "Your copy is current"),
        ([("1.0.0", "first"), ("1.0.1", "patch")], "WC-01 1.0.1", "Fine to use: only wording changed"),
        ([("1.0.0", "first"), ("1.1.0", "minor")], "WC-01 1.1.0", "Replace WC-01 when convenient"),
        ([("1.0.0", "first"), ("2.0.0", "major")], "WC-01 2.0.0", "Do not use WC-01"),
    ],
)
def test_the_verdict_stands_at_the_top_in_one_sentence(tmp_path, made, newest, verdict) -> None:
    library = printed_before(
        with_history(tmp_path, *made), edition("2026-10", "WC-01 1.0.0"), edition("2026-11", newest)
    )

    assert told(copy_page(library)).startswith(verdict)


def test_the_newest_edition_is_current_while_nothing_was_released_since(tmp_path) -> None:
    library = printed_before(with_history(tmp_path, ("1.0.0", "first")), OLD)

    assert told(copy_page(library)) == (
        "Your copy is current This is the newest edition of the pack. There is nothing to do."
    )


@pytest.fixture
def replaced(tmp_path) -> tuple[Library, Printed]:
    """WC-01 has a second release, and the second edition holds it: two of five leaves differ."""
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor"))
    return printed_before(library, OLD, NEW), printing(tmp_path / "pdf", NEW, ["2026-10"])


def test_what_to_print_and_to_file_is_said_leaf_by_leaf(replaced) -> None:
    library, printed = replaced
    found = copy_page(library, printed=printed)
    read = words(found)

    assert told(found).startswith("Replace 2 sheets when convenient Your copy may be used until then.")
    assert "Catch-up pack: only what changed, on 12 sheets" in read
    assert "PDF, 23 pages, 2.4 MB." in read
    assert 'href="../../../packs/school-staff/2026-11/school-staff-2026-10-to-2026-11.pdf"' in found.html
    assert "WC-01 pages 1 to 2 pages 1 to 2 WC-01-H1 page 1 page 1" in read
    assert "You have 1.0.0; the newest edition has 1.1.0 Replace it when convenient. 2 of 4 sheets differ." in read
    assert "1.1.0: Release 1.1.0." in read
    assert "Pages 1 and 2 1.0.0 1.1.0 Replace Pages 3 and 4 1.0.0 1.0.0 Keep" in read
    assert "WC-01-H1, page 1 1.0.0 1.1.0 Replace" in read
    assert "ST-01 Standards Current You have 1.0.0 Keep it: nothing changed." in read


def test_the_catch_up_pack_stands_with_the_files_of_the_newest_edition(replaced) -> None:
    staged = stage(*replaced)

    assert "packs/school-staff/2026-11/school-staff-2026-10-to-2026-11.pdf" in staged.published
    assert "If you have 2026-10: print only 12 sheets" in words(page(staged, "packs/"))


def test_a_newer_binder_is_printed_where_most_of_it_changed(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor"))
    old = edition("2026-10", "WC-01 1.0.0", *LEAVES[:2])
    new = edition("2026-11", "WC-01 1.1.0", "WC-01 1-2 1.1.0", "WC-01 3-4 1.1.0")
    found = copy_page(printed_before(library, old, new), printed=printing(tmp_path / "pdf", new))

    assert "Print a new binder. More than half of its sheets changed" in words(found)
    assert "school-staff-2026-11-binder.pdf" in found.html
    assert "Take out, put in" not in found.html


def test_where_leaves_were_not_recorded_documents_are_compared(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor"))
    found = copy_page(printed_before(library, edition("2026-10", BOTH), NEW))

    assert "nobody can say which of them changed" in words(found)
    assert "Replace it when convenient." in words(found)
    assert "Sheet by sheet" not in found.html


def test_what_was_withdrawn_stands_on_top_with_the_reason(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first", "A number was wrong"), ("1.1.0", "minor"))
    library = releases(library, "ST-01", released(library.working["ST-01"]))
    found = copy_page(printed_before(library, edition("2026-10", "ST-01 1.0.0, WC-01 1.0.0", *LEAVES), NEW))
    read = words(found)

    assert told(found).startswith("Do not use WC-01 Everything else in this copy may be used.")
    assert read.index("WC-01 1.0.0 was withdrawn on 12 November 2026 A number was wrong.") < read.index("What to print")
    assert read.count("A number was wrong.") == 1
    assert read.index("WC-01 Noticing") < read.index("ST-01 Standards")
    assert "Replace 2 of its 4 sheets, and you hold version 1.1.0." in read
    assert "Pages 1 and 2 1.0.0 1.1.0 Do not use: replace" in read


def test_where_nothing_takes_the_place_of_what_was_withdrawn_every_sheet_is_taken_out(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first", "A number was wrong."))
    read = words(copy_page(printed_before(library, OLD)))

    assert "Take it out and do not use it. Nothing takes its place yet." in read
    assert read.count("Take out: do not use") == 4


def test_nothing_withdrawn_is_put_into_a_binder(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor", "A number was wrong."))
    found = copy_page(printed_before(library, OLD, NEW))
    read = words(found)

    assert told(found).startswith("Your copy is current")
    assert "Do not put in WC-01 1.1.0" in read
    assert "Keep yours for now: version 1.1.0, in the newest edition, was withdrawn." in read
    assert "pages 1 to 2" not in read


@pytest.mark.parametrize(
    ("kind", "verdict", "to_do"),
    [
        ("patch", "Fine to use", "Only wording changed, in 1.0.1. The next edition brings it."),
        ("minor", "Print WC-01 again when convenient", "Version 1.1.0 is in no edition yet."),
        ("major", "Do not use WC-01", "People are trained again with 2.0.0, which is in no edition yet."),
    ],
)
def test_a_release_after_the_newest_edition_makes_that_one_old_too(tmp_path, kind, verdict, to_do) -> None:
    version = {"patch": "1.0.1", "minor": "1.1.0", "major": "2.0.0"}[kind]
    library = printed_before(with_history(tmp_path, ("1.0.0", "first"), (version, kind)), OLD)
    found = copy_page(library)

    assert told(found).startswith(verdict)
    assert to_do in words(found)
    assert f"Released since the newest edition WC-01 {version}" in words(found)


def test_a_number_that_changed_today_is_told_to_holders_of_the_newest_edition(tmp_path) -> None:
    library = printed_before(with_history(tmp_path, ("1.0.0", "first")), OLD)
    today = [*map(leaf, LEAVES[:4]), leaf("ST-01 1-2 1.0.0|another number")]
    found = copy_page(library, printed=printing(tmp_path / "pdf", OLD, leaves=today))

    assert told(found).startswith("Replace 1 sheet when convenient")
    assert "A part that is always today’s changed, such as a telephone number." in words(found)
    assert "Print edition 2026-10 anew" in words(found)


def test_differences_are_linked_where_the_site_has_them(replaced) -> None:
    staged = stage(*replaced)
    found = page(staged, "check/school-staff/2026-10/")
    wanted = "modules/wc-01/changes/1.0.0-to-1.1.0/"

    has_it = any(each.address == wanted for each in staged.pages)
    assert has_it
    assert f'href="../../../{wanted}index.html"' in found.html


def test_a_document_is_added_moved_or_taken_out_in_words(tmp_path) -> None:
    library = published(
        tmp_path, {"content/help/using.md": "---\ntitle: Using this pack\nsummary: How.\n---\n\nText.\n"}
    )
    old = tuple(map(leaf, ("WC-01 1-2 1.0.0", "ST-01 1-2 1.0.0", "AG-01 1 1.0.0", "KW-01 1-2 1.0.0", "KW-01 3 1.0.0")))
    new = tuple(
        map(
            leaf,
            (
                *("page-help-using 1 today", "KW-01 1-2 1.0.0", "WC-01 1-2 1.1.0", "WC-01 3-4 1.1.0"),
                *("ST-01 1-2 1.0.0", "HB-01 1 1.0.0"),
            ),
        )
    )
    steps = [(step.label, *filing(library, step)) for step in filing_steps(old, new)]

    assert steps == [
        ("AG-01", "all of it (page 1)", ""),
        ("page-help-using", "", "page 1, at the front, behind the contents list"),
        ("KW-01", "all of it (pages 1 to 3)", "the same sheets, behind Using this pack"),
        ("KW-01", "page 3", ""),
        ("WC-01", "pages 1 to 2", "pages 1 to 4"),
        ("HB-01", "", "page 1, behind ST-01"),
    ]


def test_every_edition_is_linked_by_pack_newest_first(replaced) -> None:
    found = page(stage(*replaced), "check/")

    assert re.findall(r'href="(school-staff/[^"]+)"', found.html) == [
        "school-staff/2026-11/index.html",
        "school-staff/2026-10/index.html",
    ]
    assert "Edition 2026-11 Newest Your copy is current" in words(found)
    assert "Edition 2026-10 Replace 2 sheets when convenient" in words(found)


def test_every_document_is_linked_with_its_newest_version(replaced) -> None:
    found = page(stage(*replaced), "check/")

    assert "WC-01 Noticing 1.1.0" in words(found)
    assert 'href="../modules/wc-01/history/index.html"' in found.html


def test_where_nothing_was_released_there_is_nothing_to_check(tmp_path) -> None:
    library = replace(published(tmp_path / "library"), releases={})
    staged = stage(library)

    assert "Nothing was released yet, so there is no copy to check." in words(page(staged, "check/"))
    assert "I hold a printed copy" not in page(staged, "").html


def test_the_script_is_told_what_the_pages_say(replaced) -> None:
    library, printed = replaced
    staged = stage(library, printed)
    known = data(staged)

    for id_, releases_ in library.releases.items():
        for release in releases_:
            assert known["documents"][id_]["releases"][str(release.version)]["verdict"] == verdict_of(library, release)
    (pack,) = known["packs"]
    for id_, held in pack["editions"].items():
        found = page(staged, f"check/school-staff/{id_}/")
        assert told(found).startswith(f"{held['title']} {held['told']}")
    assert known["standards"] == {"GOV-1": "ST-01"}


def test_nobody_is_trained_again_for_standards(tmp_path) -> None:
    library = published(tmp_path / "library")
    document = library.working["ST-01"]
    made = releases(library, "ST-01", released(document), released(document, "2.0.0", "major"))

    held = data(stage(made))["documents"]["ST-01"]["releases"]["1.0.0"]
    assert held["verdict"] == Verdict.DO_NOT_USE
    assert held["told"] == "What it binds people to changed with 2.0.0."


def test_the_script_shows_quotation_marks_as_the_pages_do(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first", 'It named a pupil\'s "home".'))

    assert "a pupil\u2019s \u201chome\u201d" in data(stage(library))["documents"]["WC-01"]["releases"]["1.0.0"]["told"]


def test_every_address_in_the_scripts_data_is_a_page(replaced) -> None:
    staged = stage(*replaced)
    addresses = re.findall(r'"(?:href|changes)":"([^"]+)"', json.dumps(data(staged), separators=(",", ":")))

    assert len(addresses) > 6
    for address in addresses:
        path = address.removeprefix("../") if address.startswith("../") else f"check/{address}"
        assert path in staged.published, address


def test_a_handout_is_judged_by_its_own_text(tmp_path) -> None:
    library = with_history(tmp_path, ("1.0.0", "first"), ("1.1.0", "minor"))
    handout = data(stage(library))["documents"]["WC-01-H1"]

    assert handout["releases"]["1.0.0"] == {
        "verdict": str(Verdict.CURRENT),
        "told": "It says the same in 1.1.0, the newest. There is nothing to do.",
    }


def test_a_site_for_one_audience_speaks_only_of_its_packs_and_handouts(tmp_path) -> None:
    changes = {MODULE_PATH: MODULE, "modules/who-cares/WC-01-noticing/handouts/h2.md": TRAINERS}
    library = printed_before(published(tmp_path / "library", changes), OLD)

    assert "WC-01-H2" in data(stage(library))["documents"]
    staged = stage(library, audience=Audience.PARENT)
    assert "WC-01-H2" not in data(staged)["documents"]
    assert data(staged)["packs"] == []
    assert not [each.address for each in staged.pages if each.address.startswith("check/school-staff/")]


TRAINERS = "---\nid: WC-01-H2\ntitle: Cues\nper: room\naudience: [trainer]\n---\n\nFor the trainer alone.\n"


def test_pages_of_editions_are_not_searched_and_the_question_is(replaced) -> None:
    staged = stage(*replaced)

    assert page(staged, "check/").indexed
    assert not page(staged, "check/school-staff/2026-11/").indexed
