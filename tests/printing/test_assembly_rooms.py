"""The lines "Help near us" in documents: left to write on, or filled with the services near a hub, as real text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from small_pdfs import CSS, EXTENDED, REGULAR, print_body

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import Near, PackPlan, Part
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import pages_text, reading_of
from hubdocs.printing.texts import LOCAL_HELP

LINES = (
    CSS
    + """
.hub-lines { display: flex; gap: 6mm; padding-top: 8mm }
.hub-lines p { flex: 1; margin: 0; border-top: 0.75pt solid #000; font-size: 10pt; line-height: 13pt }
"""
)
BLOCK = f'<div class="hub-local">{LOCAL_HELP}</div>'
BODY = f"<h1>One</h1><p>Name</p><p>Text.</p>{BLOCK}<h2 style='break-before: page'>Two</h2>{BLOCK}<p>End.</p>"
TALK, CARERS, THIRD = Near("Talk Here", "01632 960012"), Near("Gŵyl Carers", "carers.example.org"), Near("Third", "3")


def laid_out(folder: Path, label: str, css: str = LINES) -> Part:
    raw = print_body(folder / "raw.pdf", BODY, css=css)
    facts = normalise(raw, folder / f"{label}.pdf", label, ())
    return Part(f"{label} Noticing", folder / f"{label}.pdf", facts, label=label)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Part:
    return laid_out(tmp_path_factory.mktemp("rooms"), "WC-01")


def made(folder: Path, *items: Part, near: tuple[Near, ...] = ()) -> Path:
    assemble(PackPlan("One", "en-GB", items, fonts=(REGULAR, EXTENDED), near=near), folder / "made.pdf")
    return folder / "made.pdf"


def read(path: Path) -> list[str]:
    return [each.text for each in reading_of(path)]


def test_lines_stay_to_write_on_when_there_is_nothing_to_write(tmp_path: Path, document: Part) -> None:
    assert read(made(tmp_path, document)).count("Number or place") == 4


def test_services_are_read_out_behind_what_their_line_is_for(tmp_path: Path, document: Part) -> None:
    path = made(tmp_path, document, near=(TALK, CARERS, THIRD))
    filled = [
        "Name Talk Here",
        "Number or place 01632 960012",
        "Name Gŵyl Carers",
        "Number or place carers.example.org",
    ]
    assert read(path) == ["One", "Name", "Text.", "Help near us", *filled, "Two", "Help near us", *filled, "End."]
    assert inspect(path) == ()


def test_they_stand_on_the_line_above_its_caption(tmp_path: Path, document: Part) -> None:
    with pikepdf.open(made(tmp_path, document, near=(TALK,))) as pdf:
        words = {each.text: each for each in pages_text(pdf)[0].marked.values() if each.text}
    said = words["Talk Here"]
    captions = [each for text, each in words.items() if text == "Number or place"]
    assert said.size == 12
    assert captions
    number = words["01632 960012"]
    assert round(number.y or 0, 1) == round(said.y or 0, 1)
    assert (number.x or 0) > (said.x or 0) + 100


def test_a_row_without_a_service_stays_to_write_on(tmp_path: Path, document: Part) -> None:
    words = read(made(tmp_path, document, near=(TALK,)))
    assert words.count("Name Talk Here") == 2
    assert words[words.index("Help near us") + 3 :][:2] == ["Name", "Number or place"]


def test_every_document_of_a_pack_is_filled(tmp_path: Path, document: Part) -> None:
    path = made(tmp_path, document, laid_out(tmp_path, "WC-02"), near=(TALK, CARERS))
    assert read(path).count("Name Talk Here") == 4
    assert inspect(path) == ()


def test_long_words_are_set_smaller_and_longer_ones_left_to_be_written(tmp_path: Path, document: Part) -> None:
    long, longer = (
        Near("Early Help for Families, West", "1"),
        Near("Early Help for Families and Schools in Exampleton", "2"),
    )
    with pikepdf.open(made(tmp_path, document, near=(long, longer))) as pdf:
        sizes = {each.text: each.size for each in pages_text(pdf)[0].marked.values()}
    assert 9 <= sizes[long.name] < 12
    assert longer.name not in sizes
    assert "2" not in sizes, "a number without its name would stand for something else"


def test_a_catch_up_pack_keeps_its_lines(tmp_path: Path, document: Part) -> None:
    path = made(tmp_path, replace(document, pages_wanted=(1,)))
    assert read(path).count("Number or place") == 2
    assert inspect(path) == ()


def test_no_mark_is_left_in_a_finished_file(tmp_path: Path, document: Part) -> None:
    for near in ((), (TALK,)):
        with pikepdf.open(made(tmp_path, document, near=near)) as pdf:
            assert not [each for each in pdf.objects if "Hubdocs" in repr(each)]


def test_the_same_services_give_the_same_bytes(tmp_path: Path, document: Part) -> None:
    first = made(tmp_path, document, near=(TALK, CARERS)).read_bytes()
    assert made(tmp_path, document, near=(TALK, CARERS)).read_bytes() == first
