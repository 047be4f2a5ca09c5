"""What the pages of one document say, before and after they are laid out."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import sample
from small_pdfs import bookmarks, tags

from hubdocs.model import Version, View
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_handout, print_page, print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER, SCREEN
from hubdocs.printing.printable import LeafFoot
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import reading_of, text_of
from hubdocs.printing.workers import print_one


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return sample.load(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def printed(library, tmp_path_factory):
    """Prints a document of the sample library, once."""
    cache = RenderCache(tmp_path_factory.mktemp("cache"))
    return lambda document: print_one(document, WeasyPrintEngine(), cache, Limits())


def module(library, view=View.TRAINER, format_=SCREEN):
    return print_release(library, library.releases["WC-01"][0], view, format_)


def handout(library, place):
    release = library.releases["WC-01"][0]
    return print_handout(library, release, release.document.handouts[place], SCREEN)


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def test_the_opening_page_holds_the_whole_session(library, printed):
    first = page_texts(printed(module(library)).pdf)[0]
    for words in ("40 minutes", "All staff", "20, at most 60", "22 November 2026", "You need", "WC-01-H1 Card"):
        assert words in first
    assert re.search(r"Film +5 +20 min", first)
    assert re.search(r"Close +35 +5 min", first)


def test_every_page_says_which_document_version_and_page_it_is(library, printed):
    pages = page_texts(printed(module(library)).pdf)
    for number, page in enumerate(pages, start=1):
        assert f"WC-01 · 1.0.0 · {number} of {len(pages)} · trainer" in page
        assert "Worried about a child? Safeguarding lead:" in page
        assert page.lstrip().startswith("Sample text: awaiting the Foundation’s review")


def test_a_binder_leaf_leaves_room_for_the_version_that_is_printed_on_it_later(library, printed):
    document = module(library, View.PARTICIPANT, BINDER)
    assert document.foot == LeafFoot()
    for page in page_texts(printed(document).pdf):
        assert page.splitlines()[-1].startswith("Worried about a child?")


def test_an_approved_document_carries_no_sample_line(library, printed):
    document = print_release(library, library.releases["ST-01"][0], View.PARTICIPANT, SCREEN)
    assert "Sample text" not in text_of(printed(document).pdf)


def test_a_draft_says_so_on_every_page(library, printed):
    release = replace(library.releases["ST-01"][0], kind="draft", date=None)
    document = print_release(library, release, View.PARTICIPANT, SCREEN)
    for page in page_texts(printed(document).pdf):
        assert page.lstrip().startswith("DRAFT")


def test_participants_do_not_read_trainer_text(library, printed):
    text = text_of(printed(module(library, View.PARTICIPANT)).pdf)
    assert "Nobody in this room" not in text
    assert sample.SECRET not in text
    assert "kettle" not in text


def test_trainers_read_everything(library, printed):
    text = text_of(printed(module(library)).pdf)
    assert "Nobody in this room needs to speak" in text
    assert sample.SECRET in text
    assert "kettle" in text


def test_a_reader_hears_an_activity_in_order(library, printed):
    passages = [passage.text for passage in reading_of(printed(module(library)).pdf)]
    start = passages.index("Minute 5 to 25. At the shortest 10 minutes.")
    assert passages[start - 1] == "Film"
    assert passages[start + 1] == "Sensitive Keep the agreement. Nobody has to speak."
    assert passages[start + 2] == "Handout WC-01-H1 one each"


def test_drawings_are_no_figures_but_pictures_are(library, printed):
    with pikepdf.open(printed(module(library)).pdf) as pdf:
        assert [str(figure.Alt) for figure in tags(pdf, "Figure")] == ["Two circles that meet"]


def test_bookmarks_follow_the_text_and_not_the_opening_page(library, printed):
    with pikepdf.open(printed(module(library)).pdf) as pdf:
        assert bookmarks(pdf) == (
            "Noticing: what a pupil’s day shows us\n  Before you run it\n  Rules\n  Film\n    What we see\n"
            "  Help\n  Close\n  Notes"
        )


def test_a_page_reference_is_the_page_the_heading_is_on(library, printed):
    rendered = printed(module(library))
    target = rendered.facts.page_of("WC-01--film")
    assert target is not None
    assert f"the film (p. {target + 1})" in text_of(rendered.pdf)


def test_no_heading_stands_at_the_foot_of_a_page(library, printed):
    for page in page_texts(printed(module(library)).pdf):
        body = [line.strip() for line in page.splitlines() if line.strip()]
        assert body[-3] not in {"Film", "Rules", "Help", "Close", "What we see", "Before you run it"}


def test_a_copier_master_is_black_and_one_page(library, printed):
    document = handout(library, 0)
    rendered = printed(document)
    assert rendered.facts.pages == 1
    colours = set()
    with pikepdf.open(rendered.pdf) as pdf:
        for operands, _operator in pikepdf.parse_content_stream(pdf.pages[0], "rg RG scn SCN"):
            colours.add(tuple(float(value) for value in operands))
    assert colours <= {(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)}
    assert "WC-01-H1 · 1.0.0" in text_of(rendered.pdf)
    assert "One for each person" in text_of(rendered.pdf)


def test_a_landscape_sheet_lies_on_its_side(library, printed):
    facts = printed(handout(library, 1)).facts
    assert facts.width > facts.height


def test_a_sheet_that_did_not_change_says_since_when(library):
    old = library.releases["WC-01"][0]
    new = replace(old, document=replace(old.document, version=Version(1, 1, 0)))
    later = replace(library, releases={**library.releases, "WC-01": (old, new)})
    document = print_handout(later, new, new.document.handouts[0], SCREEN)
    assert r"WC-01-H1 · 1.1.0 (unchanged since 1.0.0)" in document.css


def test_a_content_page_has_no_version(library, printed):
    text = text_of(printed(print_page(library, library.pages[-1], SCREEN)).pdf)
    assert "Take out the old sheet. See Noticing (WC-01)." in text
    assert "Using this pack · 1 of 1" in text


def test_every_file_of_a_document_can_be_read_by_its_engine_only_if_it_shows_it(library):
    shown = {name for name, _ in module(library).assets}
    hidden = {name for name, _ in handout(library, 0).assets}
    assert "images/circles.svg" in shown
    assert "images/circles.svg" not in hidden


def test_words_from_a_title_cannot_become_markup_or_style(library, printed):
    release = library.releases["ST-01"][0]
    title = '<b>A</b> "quote" } @page { size: A5 } \\ & more'
    hostile = replace(release, document=replace(release.document, title=title))
    rendered = printed(print_release(library, hostile, View.PARTICIPANT, SCREEN))
    assert (round(rendered.facts.width), round(rendered.facts.height)) == (595, 842)
    assert "<b>A</b> “quote” } @page" in text_of(rendered.pdf)
