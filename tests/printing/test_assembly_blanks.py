"""The line at the foot for the name of a safeguarding lead: left to write on, or filled for a hub."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from small_pdfs import CSS, EXTENDED, REGULAR, part, print_body

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import PackPlan, Part
from hubdocs.printing.assembly.prints import page_prints
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import pages_text, text_of
from hubdocs.printing.sheets import WORRIED

BEGINS = WORRIED.rstrip("_ ")
NAME = f"{BEGINS} Zoë Kwiatkowska-Jonquil, 01632 960001"
BODY = "<h1>One</h1><p>Text.</p><h2 style='break-before: page'>Two</h2><p>More.</p>"


def foot(size: int = 9) -> str:
    return (
        CSS
        + f'@page {{ @bottom-left {{ content: "{WORRIED}\\A WC-01 · 1.0.0"; white-space: pre-wrap; width: 100%;'
        + (f" font-size: {size}pt; vertical-align: top }} @bottom-right {{ content: none }} }}")
    )


def laid_out(folder: Path, css: str) -> Part:
    raw = print_body(folder / "raw.pdf", BODY, css=css)
    facts = normalise(raw, folder / "one.pdf", "WC-01", ())
    return Part("WC-01 Noticing", folder / "one.pdf", facts, label="WC-01")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Part:
    return laid_out(tmp_path_factory.mktemp("blank"), foot())


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Part:
    """A document in whose foot the line to write on does not stand beside the words."""
    return laid_out(tmp_path_factory.mktemp("narrow"), foot(14))


def made(folder: Path, document: Part, line: str = "", fonts: tuple[Path, ...] = (REGULAR, EXTENDED)) -> Path:
    assemble(PackPlan("One", "en-GB", (document,), fonts=fonts, foot_line=line), folder / "made.pdf")
    return folder / "made.pdf"


def feet(path: Path) -> list[list[tuple[str, float, float, float]]]:
    """What the foot of each page says, and where: from the left, from the foot, and how large."""
    with pikepdf.open(path) as pdf:
        return [
            [
                (each.text, round(each.x or 0, 1), round(each.y or 0, 1), round(each.size, 1))
                for each in text.loose
                if each.text
            ]
            for text in pages_text(pdf)
        ]


def read_words(path: Path) -> list[str]:
    return [text for page in feet(path) for text, *_ in page]


def raw_bytes(path: Path) -> bytes:
    """Everything in a file, unpacked."""
    with pikepdf.open(path) as pdf:
        parts = [repr(each).encode() for each in pdf.objects]
        parts += [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return b"\n".join(parts)


def test_the_line_to_write_on_stays_when_nothing_is_written(tmp_path: Path, document: Part) -> None:
    path = made(tmp_path, document)
    assert [lines[0][0] for lines in feet(path)] == [WORRIED, WORRIED]
    assert inspect(path) == ()


def test_a_name_stands_where_the_line_was_and_the_rest_stays(tmp_path: Path, document: Part) -> None:
    before = feet(made(tmp_path, document))
    path = made(tmp_path, document, NAME)
    for old, new in zip(before, feet(path), strict=True):
        assert new[0] == old[1], "the number below the line stands where it stood"
        assert new[1] == (NAME, *old[0][1:]), "the same place, the same size"
    assert "___" not in text_of(path)
    assert inspect(path) == ()


def test_a_line_that_needed_two_gives_way_as_a_whole(tmp_path: Path, narrow: Part) -> None:
    before = feet(made(tmp_path, narrow))
    assert [text for text, *_ in before[0]][:2] == [f"{BEGINS} ", 22 * "_"]
    short = "Safeguarding lead: Zoë K. Jonquil"
    assert feet(made(tmp_path, narrow, short))[0] == [before[0][2], (short, *before[0][0][1:])]


def test_marks_are_private_to_the_cache(tmp_path: Path, document: Part) -> None:
    assert b"HubdocsLine" in raw_bytes(document.pdf)
    for line in ("", NAME):
        assert b"Hubdocs" not in raw_bytes(made(tmp_path, document, line))


def test_the_print_of_a_page_is_what_it_was_before_its_line_was_marked(tmp_path: Path, document: Part) -> None:
    raw = print_body(tmp_path / "raw.pdf", BODY, css=foot())
    with pikepdf.open(raw) as pdf:
        assert page_prints(pdf) == document.facts.prints


def test_a_part_without_that_line_stays_as_it_is(tmp_path: Path) -> None:
    plain = part(tmp_path, "WC-01", "<h1>One</h1><p>Text.</p>")
    assert read_words(made(tmp_path, plain, NAME)) == read_words(made(tmp_path, plain))


def test_a_letter_that_no_font_has_is_named(tmp_path: Path, document: Part) -> None:
    with pytest.raises(PdfFault, match="U\\+4E2D"):
        made(tmp_path, document, "中")


def test_pages_taken_from_a_document_keep_their_line(tmp_path: Path, document: Part) -> None:
    path = made(tmp_path, replace(document, pages_wanted=(1,)))
    assert feet(path)[0][0][0] == WORRIED
    assert b"Hubdocs" not in raw_bytes(path)


def test_the_same_name_gives_the_same_bytes(tmp_path: Path, document: Part) -> None:
    first = made(tmp_path, document, NAME).read_bytes()
    assert made(tmp_path, document, NAME).read_bytes() == first
