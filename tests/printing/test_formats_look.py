"""How the formats look in which everything is laid out anew: large print, booklet, press and copier."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pikepdf
import pytest
import sample
from ink import TEXT, ink_of

from hubdocs.model import View
from hubdocs.printing.asking.closing import print_feedback
from hubdocs.printing.asking.session import print_session_sheet
from hubdocs.printing.assembly.stamp import read_font
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_handout, print_page, print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER, BOOKLET, COPIER, FORMATS, LARGE_PRINT, PRESS, SCREEN
from hubdocs.printing.frontmatter import COVER, print_back_cover, print_cover, print_front
from hubdocs.printing.layout import lay_out, numbered
from hubdocs.printing.packs import print_documents, resolve
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import page_text, reading_of, text_of
from hubdocs.printing.sheets import STAMP_FONTS
from hubdocs.printing.workers import print_one

MILLIMETRE = 72 / 25.4
BROAD = "| Part | Who | From | To |\n|---|---|---|---|\n| Close | Lead | &nbsp; | 8 |\n| Late | &nbsp; | 9 | *soon* |\n"
CHANGES = {
    f"{sample.FOLDER}/module.md": sample.MODULE.replace("### What we see\n", f"### What we see\n\n{BROAD}\n"),
    f"{sample.FOLDER}/handouts/h2.md": sample.POSTER + "\n" + BROAD,
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return sample.load(tmp_path_factory.mktemp("library"), CHANGES)


@pytest.fixture(scope="module")
def printed(library, tmp_path_factory):
    """Prints a document of the sample library, once."""
    cache = RenderCache(tmp_path_factory.mktemp("cache"))
    return lambda document: print_one(document, WeasyPrintEngine(), cache, Limits())


def module(library, format_):
    return print_release(library, library.releases["WC-01"][0], View.TRAINER, format_)


def sheets(library, format_):
    release = library.releases["WC-01"][0]
    return [print_handout(library, release, handout, format_) for handout in release.document.handouts]


def layout_of(library, format_, printed=None):
    """A layout of the staff pack; where only words count, with documents of three pages that nobody laid out."""
    contents = resolve(library, library.packs["school-staff"], library.packs["school-staff"].newest_edition)
    unread = SimpleNamespace(facts=SimpleNamespace(pages=3, page_of=lambda _anchor: 1))
    finished = tuple(
        tuple((each, printed(each) if printed else unread) for each in print_documents(library, item, format_))
        for item in contents.items
    )
    lengths = [rendered.facts.pages for each in finished for _, rendered in each]
    return lay_out(contents, format_, finished, numbered(lengths, format_, 3, 1))


def everything(library, format_):
    """Every kind of page that a pack of a format holds."""
    layout = layout_of(library, format_)
    documents = sheets(library, format_)
    asking = print_session_sheet(library, library.releases["WC-01"][0], format_)
    if format_.sheets_only:
        return [*documents, asking]
    standards = print_release(library, library.releases["ST-01"][0], View.PARTICIPANT, format_)
    pages = [print_page(library, page, format_) for page in library.pages]
    front = [*print_front(library, layout, 1), print_feedback(library, layout.contents, format_)]
    return [module(library, format_), standards, *documents, asking, *pages, *front]


def words_of(pdf) -> Counter[str]:
    """The words of the text itself, without page numbers, feet and bookmarks."""
    return Counter(re.findall(r"[^\W\d]\w*", " ".join(each.text for each in reading_of(pdf))))


def said(pdf) -> str:
    """Everything that a file says, in one line."""
    return " ".join(text_of(pdf).split())


def rows_of(pdf) -> list[int]:
    """The number of cells of each table row."""
    with pikepdf.open(pdf) as file:
        stack, found = [file.Root.StructTreeRoot], []
        while stack:
            element = stack.pop()
            kids = element.get("/K", [])
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            kids = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
            if element.get("/S") == "/TR":
                found.append(sum(kid.get("/S") in ("/TD", "/TH") for kid in kids))
            stack.extend(kids)
        return found


def test_nothing_in_large_print_is_smaller_than_18_points(library, printed):
    for document in everything(library, LARGE_PRINT):
        small = [
            each
            for each in ink_of(printed(document).pdf)
            if each.size < 17.99 and each.operator in TEXT and not each.picture
        ]
        assert not small, document.name


def test_large_print_has_no_italics(library, printed):
    document = module(library, LARGE_PRINT)
    assert "<em>soon</em>" in document.html
    for each in everything(library, LARGE_PRINT):
        assert not [ink.font for ink in ink_of(printed(each).pdf) if "Italic" in ink.font], each.name


def test_a_table_in_large_print_has_at_most_three_columns(library, printed):
    for document in everything(library, LARGE_PRINT):
        assert max(rows_of(printed(document).pdf), default=0) <= 3, document.name
    assert max(rows_of(printed(module(library, SCREEN)).pdf)) > 3


def test_a_broad_table_becomes_a_list_with_a_line_where_somebody_writes(library, printed):
    document = module(library, LARGE_PRINT)
    assert '<li><strong>From: </strong><span class="hub-write"></span></li>' in document.html
    assert "Part: Close Who: Lead From: To: 8 Part: Late Who: From: 9 To: soon" in said(printed(document).pdf)


def test_a_sheet_on_its_side_stands_up_where_its_table_became_a_list(library, printed):
    _, poster = sheets(library, LARGE_PRINT)
    assert sizes(printed(poster).pdf) == {(210, 297)}
    _, poster = sheets(library, SCREEN)
    assert sizes(printed(poster).pdf) == {(297, 210)}


def sizes(pdf) -> set[tuple[int, int]]:
    """The trimmed sizes of the pages of a file, in millimetres."""
    with pikepdf.open(pdf) as file:
        boxes = [[float(each) for each in page.trimbox] for page in file.pages]
    return {(round((x1 - x0) / MILLIMETRE), round((y1 - y0) / MILLIMETRE)) for x0, y0, x1, y1 in boxes}


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT, PRESS], ids=lambda each: each.name)
def test_pages_have_the_size_of_their_format(library, printed, format_):
    for document in everything(library, format_):
        if "landscape" not in document.css:
            assert sizes(printed(document).pdf) == {(format_.width, format_.height)}, document.name


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT, PRESS], ids=lambda each: each.name)
def test_text_stands_within_the_margins_which_change_sides(library, printed, format_):
    for each in ink_of(printed(module(library, format_)).pdf):
        if each.operator in TEXT:
            foot = format_.foot
            left = foot.binding if each.page % 2 else foot.outer
            assert left - 0.1 <= each.x <= format_.width - (foot.outer if each.page % 2 else foot.binding)


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT, PRESS, SCREEN], ids=lambda each: each.name)
def test_a_foot_has_two_lines_where_a_pack_prints_its_own(library, printed, format_):
    for document in everything(library, format_):
        lines = {(each.page, round(each.y, 1)) for each in ink_of(printed(document).pdf) if each.y < 16 and each.size}
        wanted = {round(format_.foot.baseline, 1), round(format_.foot.baseline + format_.foot.line, 1)}
        for page in {page for page, _ in lines}:
            if document.label != "front" or page > 1:
                assert {y for on, y in lines if on == page} <= wanted, (document.name, page)


@pytest.mark.parametrize(
    ("format_", "stamp"),
    [(BOOKLET, "School staff pack 2026-11-4 · 188 of 188"), (LARGE_PRINT, "pack page 188 of 188")],
    ids=lambda each: getattr(each, "name", ""),
)
def test_the_foot_leaves_room_for_the_line_of_a_pack(library, printed, format_, stamp):
    foot = format_.foot
    room = format_.width - foot.outer - foot.binding - width_of(stamp, foot.size_pt)
    for document in everything(library, format_):
        with pikepdf.open(printed(document).pdf) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                edge = (foot.binding if number % 2 else foot.outer) * MILLIMETRE
                line = [
                    each for each in page_text(page).loose if each.y and round(each.y / MILLIMETRE - foot.baseline) == 0
                ]
                for each in line:
                    end = (each.x - edge) / MILLIMETRE + width_of(each.text, each.size)
                    assert end < room - 2, (document.name, each.text)


def width_of(text: str, size_pt: float) -> float:
    """Millimetres of words as a foot has them."""
    return read_font(STAMP_FONTS[0]).width(text) * size_pt / 1000 / MILLIMETRE


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT], ids=lambda each: each.name)
def test_a_sheet_without_a_column_says_in_its_head_that_it_is_a_sample(library, printed, format_):
    for sheet in sheets(library, format_):
        written = [each for each in loose_in(printed(sheet).pdf) if "Sample text" in each.text]
        assert written, sheet.name
        assert all(each.y > (format_.height - 20) * MILLIMETRE for each in written), sheet.name


def loose_in(pdf):
    """What heads and feet of a file say."""
    with pikepdf.open(pdf) as file:
        return [each for page in file.pages for each in page_text(page).loose]


@pytest.mark.parametrize("format_", [PRESS, COPIER], ids=lambda each: each.name)
def test_the_press_and_the_copier_print_in_black_alone(library, printed, format_):
    documents = everything(library, format_)
    assert not any(each.label == COVER for each in documents)
    for document in documents:
        for each in ink_of(printed(document).pdf):
            assert each.operator != "sh"
            if each.values and not each.picture:
                assert set(each.values) in ({0.0}, {1.0}), (document.name, each)


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT], ids=lambda each: each.name)
def test_a_withdrawn_release_says_so_in_a_deeper_head(library, printed, format_):
    release = replace(library.releases["WC-01"][0], withdrawn="Unsafe.", withdrawn_on=sample.DAY)
    pdf = printed(print_release(library, release, View.PARTICIPANT, format_)).pdf
    assert "WITHDRAWN: do not use" in said(pdf)
    written = [each for each in ink_of(pdf) if each.operator in TEXT and each.page > 1]
    head = [each for each in written if each.fill == pytest.approx((0x9C / 255, 0x2F / 255, 0x1E / 255), abs=1e-3)]
    assert {round(each.size) for each in head} == {18 if format_.large else 9}
    assert max(each.y for each in head) < format_.height - 5
    body = [each.y for each in written if each.page == 2 and each not in head and each.size > 9.5]
    assert min(each.y for each in head) > max(body)


def test_every_sheet_is_a_master_for_the_copier(library, printed):
    for sheet in sheets(library, COPIER):
        pdf = printed(sheet).pdf
        assert {round(each.size) for each in ink_of(pdf) if each.operator in TEXT} >= {15, 34}
        text = said(pdf)
        assert f"{sheet.label} · 1.0.0" in text
        assert "One for each person · Copy on one side" in text or sheet.label != "WC-01-H1"
        assert "Copy on one side" in text
        assert "Sample text: awaiting the Foundation’s review" in text


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT, PRESS], ids=lambda each: each.name)
def test_no_word_of_the_screen_is_missing(library, printed, format_):
    missing = words_of(printed(module(library, SCREEN)).pdf) - words_of(printed(module(library, format_)).pdf)
    assert not missing


@pytest.mark.parametrize("format_", FORMATS.values(), ids=lambda each: each.name)
def test_every_document_can_be_printed_with_its_anchors(library, printed, format_):
    for document in everything(library, format_):
        facts = printed(document).facts
        assert facts.page_of(document.label) is not None, document.name
    if not format_.sheets_only:
        assert printed(module(library, format_)).facts.page_of("WC-01--film") is not None


@pytest.mark.parametrize("format_", [SCREEN, BOOKLET, PRESS, LARGE_PRINT], ids=lambda each: each.name)
def test_front_matter_is_cover_list_and_contents_and_for_the_press_has_no_cover(library, printed, format_):
    layout = layout_of(library, format_)
    cover = [] if format_ is PRESS else ["cover"]
    front = print_front(library, layout, 1)
    assert [each.name for each in front] == [
        f"{piece} of school-staff, {format_.name}" for piece in (*cover, "list", "contents")
    ]
    if cover:
        assert front[0] == print_cover(library, layout)
        assert printed(front[0]).facts.pages == 1
    assert [each.goes_on for each in front] == [False, *([True] * (len(front) - 1))]


@pytest.mark.parametrize(("list_pages", "number"), [(1, 3), (2, 4)])
def test_the_contents_in_a_binder_go_on_where_the_list_ends(library, printed, list_pages, number):
    pieces = print_front(library, layout_of(library, BINDER), list_pages)
    contents = printed(pieces[-1]).pdf
    assert f"Contents of edition 2026-11 · {number}" in " ".join(each.text for each in loose_in(contents))
    left = min(each.x for each in ink_of(contents) if each.operator in TEXT and each.page == 1)
    assert left == pytest.approx(22 if number % 2 else 18, abs=0.5)


def test_each_number_of_a_scale_is_read_by_itself(library, printed):
    feedback = print_feedback(library, layout_of(library, LARGE_PRINT).contents, LARGE_PRINT)
    told = [each.text for each in reading_of(printed(feedback).pdf)]
    question = told.index("How useful was it? [useful]")
    assert told[question + 1 : question + 6] == ["1", "2", "3", "4", "5"]


def test_the_list_of_documents_reads_number_and_title_as_two_words(library, printed):
    effective = print_front(library, layout_of(library, LARGE_PRINT), 1)[1]
    told = [each.text for each in reading_of(printed(effective).pdf)]
    assert any(each.startswith("WC-01 ") for each in told)
    assert not any(re.match(r"WC-01\w", each) for each in told)


@pytest.mark.parametrize("format_", [BOOKLET, LARGE_PRINT, SCREEN], ids=lambda each: each.name)
def test_a_long_summary_stays_clear_of_the_figure_of_a_cover(library, format_):
    layout = layout_of(library, format_)
    long = replace(layout.contents.pack, summary="So many words. " * 16)
    assert "cover--full" in print_cover(library, replace(layout, contents=replace(layout.contents, pack=long))).html
    assert "cover--full" not in print_cover(library, layout).html


def test_a_cover_names_its_part(library, printed):
    cover = print_cover(library, layout_of(library, BOOKLET), "Part 2 of 3: WC-06 to ST-01")
    assert "Part 2 of 3: WC-06 to ST-01" in said(printed(cover).pdf)


def test_a_cover_for_the_press_keeps_its_colours_and_runs_beyond_the_trim(library, printed):
    layout = layout_of(library, PRESS)
    pdf = printed(print_cover(library, layout)).pdf
    painted = {each.values for each in ink_of(pdf) if each.values}
    assert any(len(set(values)) > 1 for values in painted)
    written = [each.fill for each in ink_of(pdf) if each.operator in TEXT]
    assert set(written) == {(0.0, 0.0, 0.0)}


def test_a_back_cover_is_one_page_that_says_whose_pack_it_is(library, printed):
    rendered = printed(print_back_cover(library, layout_of(library, PRESS)))
    text = said(rendered.pdf)
    assert rendered.facts.pages == 1
    assert library.brand.name in text
    assert "/check/school-staff/2026-11" in text.replace(" ", "")
