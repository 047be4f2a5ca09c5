"""Paper that asks: the words of our columns stand on it, it names one release, and it fits on its sides."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from tiny import TINY

from hubdocs.authoring.schemas.feedback import Column
from hubdocs.errors import Place
from hubdocs.library.currency import Verdict, currency_of, document_of
from hubdocs.library.load import with_drafts
from hubdocs.model import Activity, Edition, EditionDocument, Leaf, Library, Mark, Module, Release, Version, View
from hubdocs.printing.asking import questions
from hubdocs.printing.asking.closing import print_feedback
from hubdocs.printing.asking.session import ADAPTATIONS, print_session_sheet
from hubdocs.printing.asking.steps import FEWEST, MOST, steps_of
from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import PackPlan
from hubdocs.printing.assembly.stamp import read_font
from hubdocs.printing.bound import part_of
from hubdocs.printing.cache import RenderCache, key_of
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER, BOOKLET, COPIER, FORMATS, LARGE_PRINT, PRESS, SCREEN
from hubdocs.printing.letter import filing_lines
from hubdocs.printing.packs import PackedRelease, print_documents, resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import Fragment, pages_text, reading_of
from hubdocs.printing.run import print_library
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import print_one

BRACKETED = re.compile(r'<span class="column">\[([a-z_]+)\]</span>')
ON_FRONT = {*get_args(Column)} - {"response_id", "activity"}
"""All that a person answers for a whole session: the program numbers responses, and activities stand on the back."""
ROW = re.compile(
    r'<tr><th scope="row">(.*?)</th><td class="column">(.*?)</td><td class="figure">(\d*)</td>'
    r'(?:<td class="steps__tick"><span class="tick"></span></td>){4}<td>(<span class="box"></span>)?</td></tr>'
)
LONG_TITLE = "Awareness: what a parent's mental illness can mean for a pupil, and for all of our school"
ANSWERS = {"as_planned": ("yes", "partly", "no"), "again": ("yes", "maybe", "no")}
"""Contract: FORMAT, section 8."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return sample.load(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Prints a document once."""
    cache = RenderCache(tmp_path_factory.mktemp("cache"))
    return lambda document: print_one(document, WeasyPrintEngine(), cache, Limits())


def session(library: Library, format_=SCREEN) -> PrintDocument:
    return print_session_sheet(library, library.releases["WC-01"][0], format_)


@pytest.fixture(scope="module")
def module(library) -> Module:
    return library.releases["WC-01"][0].document


def closing(library: Library, format_=SCREEN) -> PrintDocument:
    pack = library.packs["school-staff"]
    return print_feedback(library, resolve(library, pack, pack.newest_edition), format_)


def halves(document: PrintDocument) -> tuple[str, str]:
    """The HTML of the two sides."""
    front, _, back = document.html.partition('<div class="feedback check')
    return front, back


def changed(release: Release, **changes) -> Release:
    return replace(release, document=replace(release.document, **changes))


def activity(number: int, **changes) -> Activity:
    return Activity(f"step-{number}", f"Step {number}", 5, 5 * number, **changes)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_every_box_is_named_by_its_column_and_every_column_has_its_box(library, format_):
    for html in (halves(session(library, format_))[0], closing(library, format_).html):
        found = BRACKETED.findall(html)
        assert set(found) == ON_FRONT
        assert len(found) == len(ON_FRONT)


def test_what_can_be_ticked_are_the_words_of_the_columns():
    assert {each.column: each.answers for each in questions.CHOICES} == ANSWERS


def test_how_to_type_up_the_back_names_columns_alone(library):
    for format_ in FORMATS.values():
        _, back = halves(session(library, format_))
        _, _, words = back.partition("To type it up")
        named = set(BRACKETED.findall(words))
        assert named == {"document", "version", "activity", "as_planned", "minutes_taken", "adapted"}


def test_the_sheet_of_a_module_has_its_number_and_version_in_their_boxes(library):
    for format_ in FORMATS.values():
        boxes = re.findall(
            r'<span class="column">\[(\w+)\]</span><span class="box">(.*?)</span>', session(library).html
        )
        filled = {column: value.removeprefix("&nbsp;") for column, value in boxes if value}
        assert filled == {"document": "WC-01", "version": "1.0.0", "channel": "print"}, format_.name


SHARED = [each for each in FORMATS.values() if each.counts_pages and not each.sheets_only]
"""The formats in which all packs have the same closing sheet until they are put together."""


def bound(library: Library, format_, printed, folder: Path, edition: str = "school-staff@2026-11") -> Path:
    """A file that holds nothing but the sheet that closes a pack."""
    document = replace(closing(library, format_), edition=edition)
    part = part_of(document, printed(document))
    plan = PackPlan("One", "en-GB", (part,), fonts=STAMP_FONTS, bold_fonts=BOLD_STAMP_FONTS)
    assemble(plan, folder / "one.pdf")
    return folder / "one.pdf"


def pieces_of(path: Path) -> list[Fragment]:
    with pikepdf.open(path) as pdf:
        return [piece for page in pages_text(pdf) for piece in page.marked.values()]


def shown(path: Path, words: str) -> Fragment:
    return next(piece for piece in pieces_of(path) if words in piece.text)


@pytest.mark.parametrize("format_", SHARED, ids=lambda each: each.name)
def test_the_sheet_that_closes_a_pack_has_its_edition_in_the_box(library, printed, tmp_path, format_):
    path = bound(library, format_, printed, tmp_path)

    assert "Pack and edition [edition] school-staff@2026-11" in [each.text for each in reading_of(path)]
    with pikepdf.open(path) as pdf:
        assert not [name for name in pdf.Root if "Hubdocs" in name]
    edition, channel = shown(path, "@2026-11"), shown(path, "print")
    above, beside = shown(path, "[edition]"), shown(path, "[channel]")
    assert edition.size == pytest.approx(channel.size, abs=0.01)
    assert edition.x - above.x == pytest.approx(channel.x - beside.x, abs=0.05)
    assert edition.y - above.y == pytest.approx(channel.y - beside.y, abs=0.05)


@pytest.mark.parametrize("format_", SHARED, ids=lambda each: each.name)
def test_a_long_edition_stays_in_its_box(library, printed, tmp_path, format_):
    path = bound(library, format_, printed, tmp_path, edition="workshop-facilitators-and-master-trainers@2026-11-12")

    edition, above = shown(path, "@2026-11"), shown(path, "[edition]")
    end = edition.x + read_font(BOLD_STAMP_FONTS[0]).width(edition.text) * edition.size / 1000
    beside = [piece.x for piece in pieces_of(path) if piece.x and abs(piece.y - above.y) < 1 and piece.x > above.x + 9]
    assert 0 < edition.size < shown(path, "print").size
    assert edition.x + 20 < end < min(beside) - above.size


def test_in_a_binder_and_in_a_proof_nothing_is_set_later(library):
    assert '[edition]</span><span class="box">&nbsp;school-staff@2026-11</span>' in closing(library, BINDER).html
    pack = library.packs["school-staff"]
    proof = print_feedback(library, resolve(library, pack, None), SCREEN)
    assert '[edition]</span><span class="box"></span>' in proof.html
    assert proof.edition == closing(library, BINDER).edition == ""


def test_all_packs_share_the_sheet_that_closes_them(library):
    one = library.packs["school-staff"]
    other = replace(one, id="another", title="Another pack", editions=(replace(one.newest_edition, pack="another"),))

    sheets = [print_feedback(library, resolve(library, each, each.newest_edition), SCREEN) for each in (one, other)]

    assert key_of(sheets[0], "") == key_of(sheets[1], "")
    assert [each.edition for each in sheets] == ["school-staff@2026-11", "another@2026-11"]


def test_a_sheet_whose_code_leads_to_its_edition_is_that_packs_own(library):
    public = replace(library, settings=replace(library.settings, site_url="https://hub.example.org/"))

    sheet = closing(public)

    assert '[edition]</span><span class="box">&nbsp;school-staff@2026-11</span>' in sheet.html
    assert sheet.edition == ""


def test_a_document_without_a_box_cannot_name_an_edition(library, printed, tmp_path):
    document = closing(library, BINDER)

    with pytest.raises(PdfFault, match="has no box for the edition"):
        assemble(
            PackPlan("One", "en-GB", (replace(part_of(document, printed(document)), edition="a@1"),)),
            tmp_path / "one.pdf",
        )


def test_no_names_is_said_before_anything_can_be_written_on_either_side(library):
    for format_ in FORMATS.values():
        for side in halves(session(library, format_)):
            assert 0 < side.index("No names, please.") < side.index('class="box"')


def test_the_self_check_lists_the_activities_of_this_release_with_their_ids_and_minutes(library):
    _, back = halves(session(library))
    assert ROW.findall(back) == [
        ("Rules", "rules", "5", '<span class="box"></span>'),
        ("Film", "film", "20", '<span class="box"></span>'),
        ("Help", "help", "10", '<span class="box"></span>'),
        ("Close", "close", "5", '<span class="box"></span>'),
        ("Sheet: Card", "WC-01-H1", "", ""),
        ("Sheet: Poster", "WC-01-H2", "", ""),
    ]


def test_another_release_is_asked_about_with_its_own_activities(library):
    later = changed(library.releases["WC-01"][0], version=Version(1, 1, 0), activities=(activity(1), activity(2)))
    _, back = halves(print_session_sheet(library, later, SCREEN))
    assert [row[1] for row in ROW.findall(back)] == ["step-1", "step-2", "WC-01-H1", "WC-01-H2"]
    assert "WC-01, version 1.1.0." in back


@given(
    st.lists(st.sampled_from(["kept", "optional", "plain"]), max_size=30),
    st.integers(0, 2),
)
def test_a_self_check_never_leaves_out_what_is_always_kept_for_something_else(module, kinds, sheets):
    made = {
        "kept": {"marks": frozenset({Mark.CLOSING})},
        "optional": {"optional": True},
        "plain": {},
    }
    activities = tuple(activity(number, **made[kind]) for number, kind in enumerate(kinds))
    made_of = replace(module, activities=activities, handouts=module.handouts[:sheets])
    steps = steps_of(made_of)
    assert len(steps) <= MOST
    assert len(steps) >= min(FEWEST, len(activities) + sheets)
    shown = [each.code for each in steps if each.planned is not None]
    assert shown == [each.anchor for each in activities if each.anchor in shown]
    rank = {"kept": 0, "plain": 1, "optional": 2}
    inside = [rank[kind] for kind, each in zip(kinds, activities, strict=True) if each.anchor in shown]
    outside = [rank[kind] for kind, each in zip(kinds, activities, strict=True) if each.anchor not in shown]
    assert not outside or max(inside) <= min(outside)


def test_only_those_who_run_a_module_get_its_sheet(library):
    release = library.releases["WC-01"][0]
    for format_ in FORMATS.values():
        labels = {
            view: [each.label for each in print_documents(library, PackedRelease(release, view, ()), format_)]
            for view in View
        }
        own = [] if format_.sheets_only else ["WC-01"]
        assert labels == {View.PARTICIPANT: own, View.TRAINER: [*own, "WC-01-F"]}
    standards = PackedRelease(library.releases["ST-01"][0], View.TRAINER, ())
    assert [each.label for each in print_documents(library, standards, SCREEN)] == ["ST-01"]


def test_it_stands_behind_the_handouts_and_belongs_to_its_module(library):
    release = library.releases["WC-01"][0]
    item = PackedRelease(release, View.TRAINER, release.document.handouts)
    labels = [each.label for each in print_documents(library, item, BINDER)]
    assert labels == ["WC-01", "WC-01-H1", "WC-01-H2", "WC-01-F"]
    assert {document_of(label) for label in labels} == {"WC-01"}


def test_a_release_changes_its_own_sheet_and_no_other(library):
    two = with_drafts(library)
    before = print_session_sheet(two, two.releases["WC-02"][0], BINDER)
    (release,) = library.releases["WC-01"]
    later = changed(release, version=Version(1, 0, 1))
    after = replace(two, releases={**two.releases, "WC-01": (release, later)})
    assert print_session_sheet(after, after.releases["WC-02"][0], BINDER) == before
    assert print_session_sheet(after, later, BINDER).html != session(library, BINDER).html


def test_after_new_wording_a_binder_gets_its_new_sheet_and_nobody_must_hurry(library):
    (first,) = library.releases["WC-01"]
    second = replace(changed(first, version=Version(1, 0, 1)), kind="patch")
    editions = tuple(
        Edition(
            id_,
            "trainers",
            sample.DAY,
            (EditionDocument("WC-01", release.version, release.digest, 3),),
            Place("materials/packs/trainers/editions/now.yml"),
            leaves=(
                Leaf("WC-01", 1, 2, "1.0.0", f"l1:{'0' * 64}"),
                Leaf("WC-01-F", 1, 2, str(release.version), f"l1:{number * 64}"),
            ),
        )
        for id_, release, number in (("2026-11", first, "1"), ("2026-12", second, "2"))
    )
    pack = replace(library.packs["trainers"], editions=editions)
    two = replace(library, packs={"trainers": pack}, releases={**library.releases, "WC-01": (first, second)})
    currency = currency_of(two, pack, editions[0])
    assert [str(each)[:19] for each in currency.put_in] == ["WC-01-F 1-2 1.0.1 l"]
    assert [(each.id, each.verdict) for each in currency.documents] == [("WC-01", Verdict.WORDING)]
    line = next(each for each in filing_lines(two, currency) if each.number == "WC-01-F")
    assert (line.title, line.take_out, line.put_in) == ("How did it go?", "pages 1 to 2", "pages 1 to 2")


def test_a_draft_has_no_address_because_nobody_can_answer_about_it(tmp_path):
    site = {"mkdocs.yml": f"site_url: https://hub.example.org/\n{TINY['mkdocs.yml']}"}
    library = sample.load(tmp_path, site)
    assert "answer here" in session(library).html
    draft = print_session_sheet(library, with_drafts(library).releases["WC-02"][0], SCREEN)
    assert "answer here" not in draft.html
    assert "DRAFT" in re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), draft.css)


@pytest.mark.parametrize("format_", [SCREEN, BINDER, PRESS, COPIER], ids=lambda each: each.name)
def test_on_a4_it_has_one_side_for_each_of_its_halves_even_when_there_is_much_to_ask(library, printed, format_):
    release = library.releases["WC-01"][0]
    long = tuple(replace(activity(n), title=f"What we notice in our school, part {n}") for n in range(MOST))
    usual = tuple(replace(each, title="What we notice, part 1") for each in long)
    for each in (release, changed(release, activities=usual), changed(release, title=LONG_TITLE, activities=long)):
        sheet = printed(print_session_sheet(library, each, format_))
        assert sheet.facts.pages == 2
    if not format_.sheets_only:
        assert printed(closing(library, format_)).facts.pages == 1


def test_in_a_booklet_it_has_three_pages_and_the_one_that_closes_the_pack_has_one(library, printed):
    assert printed(session(library, BOOKLET)).facts.pages == 3
    assert printed(closing(library, BOOKLET)).facts.pages == 1


def test_large_print_asks_for_the_same_in_blocks(library, printed):
    told = " ".join(each.text for each in reading_of(printed(session(library, LARGE_PRINT)).pdf))
    for row in steps_of(library.releases["WC-01"][0].document):
        assert row.words in told
        assert f"[{row.code}]" in told
    assert told.count("What, in which step") == ADAPTATIONS
    assert "<table" not in session(library, LARGE_PRINT).html


def test_a_pack_for_those_who_run_sessions_holds_it_in_every_format_without_a_fault(tmp_path):
    library = sample.load(tmp_path / "library")
    pack = replace(library.packs["trainers"], formats=tuple(FORMATS))
    library = replace(library, packs={"trainers": pack})
    # Every accessible file is inspected before it is kept, and every other one looked over for the press.
    (done,) = print_library(library, target=tmp_path / "build", cache=tmp_path / "cache", documents=False).packs
    assert [each.label for each in done.leaves if each.label == "WC-01-F"] == ["WC-01-F"]
    assert [each.version for each in done.leaves if each.label == "WC-01-F"] == ["1.0.0"]
    copier = next(each for each in done.files if each.format == "copier")
    with pikepdf.open(copier.file) as pdf:
        assert len(pdf.pages) == 4
