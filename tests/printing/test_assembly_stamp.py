"""Lines printed over finished pages."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from small_pdfs import BOLD, EXTENDED, REGULAR, fonts_in, part

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Blank, PackPlan, Part, Stamp
from hubdocs.printing.assembly.stamp import Stamper, read_font
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import pages_text


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Part:
    return part(tmp_path_factory.mktemp("stamped"), "WC-01", "<h1>One</h1><p>Text.</p>")


def stamped(folder: Path, document: Part, *stamps: Stamp, fonts: tuple[Path, ...] = (REGULAR, EXTENDED)) -> Path:
    items = (document, Blank(420, 595))
    assemble(PackPlan("One", "en-GB", items, stamps=(stamps, stamps), fonts=fonts), folder / "one.pdf")
    return folder / "one.pdf"


def words(path: Path, page: int) -> list[tuple[str, float, float]]:
    """What is stamped on a page, and where it begins, as a viewer's own text extraction finds it."""
    with pikepdf.open(path) as pdf:
        loose = pages_text(pdf)[page].loose
    return [(each.text, round(each.x or 0, 1), round(each.y or 0, 1)) for each in loose if each.text]


def test_a_stamp_stands_upright_where_it_was_asked_for_on_every_page(tmp_path: Path, document: Part) -> None:
    path = stamped(tmp_path, document, Stamp("1 of 2", 20, 10))
    assert ("1 of 2", 56.7, 28.3) in words(path, 0)
    assert ("1 of 2", 56.7, 28.3) in words(path, 1)


def test_a_stamp_ends_or_has_its_middle_where_it_was_asked_to(tmp_path: Path, document: Part) -> None:
    three = (Stamp("left", 50, 10), Stamp("right", 50, 20, "right"), Stamp("middle", 50, 30, "centre"))
    found = {text: x for text, x, _ in words(stamped(tmp_path, document, *three), 1)}
    assert found["left"] == 141.7
    assert found["right"] < found["middle"] < found["left"]


def test_letters_of_several_fonts_stand_in_one_line(tmp_path: Path, document: Part) -> None:
    path = stamped(tmp_path, document, Stamp("Ysgol Tŷ Gŵyr · DRAFT", 20, 10))
    assert words(path, 1)[0][0] == "Ysgol Tŷ Gŵyr · DRAFT"
    assert inspect(path) == ()
    seen = subprocess.run(["pdftotext", "-l", "1", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Ysgol Tŷ Gŵyr · DRAFT" in seen


def test_stamps_are_artifacts_of_the_edge_they_stand_at(tmp_path: Path, document: Part) -> None:
    path = stamped(tmp_path, document, Stamp("DRAFT", 20, 200), Stamp("1 of 2", 20, 10))
    with pikepdf.open(path) as pdf:
        marks = [operands for operands, _ in pikepdf.parse_content_stream(pdf.pages[1], "BDC")]
    assert [(str(kind), str(about.Subtype)) for kind, about in marks] == [
        ("/Artifact", "/Header"),
        ("/Artifact", "/Footer"),
    ]


def test_a_stamp_in_bold_takes_its_letters_from_the_bold_fonts(tmp_path: Path, document: Part) -> None:
    both = ((Stamp("bold", 20, 20, bold=True), Stamp("plain", 20, 10)), ())
    plan = PackPlan("One", "en-GB", (document, Blank(420, 595)), stamps=both, fonts=(REGULAR,), bold_fonts=(BOLD,))
    assemble(plan, tmp_path / "one.pdf")
    assert {text for text, _, _ in words(tmp_path / "one.pdf", 0)} >= {"bold", "plain"}
    assert {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"} <= fonts_in(tmp_path / "one.pdf")
    with pytest.raises(PdfFault, match="no font for stamps has"):
        assemble(replace(plan, bold_fonts=()), tmp_path / "two.pdf")


def test_figures_of_a_stamp_are_all_of_one_width() -> None:
    font = read_font(REGULAR)
    assert len({font.width(figure) for figure in "0123456789"}) == 1


def test_a_font_that_no_stamp_needs_is_left_out(tmp_path: Path, document: Part) -> None:
    assert fonts_in(stamped(tmp_path, document, Stamp("plain", 20, 10))) == {
        "Text",
        "Text-Bold",
        "AtkinsonHyperlegibleNext-Regular",
    }
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert "/HubFoot1" not in pdf.pages[0].Resources.Font


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (Stamp("你", 20, 10), "no font for stamps has “你”"),
        (Stamp("A long title that goes on", 20, 10, max_width_mm=20), "needs .* mm at 8 pt, and has 20"),
        (Stamp("x" * 300, 20, 10), "needs .* mm at 8 pt, and has 148"),
    ],
)
def test_a_stamp_that_cannot_be_set_is_refused_by_its_words(
    tmp_path: Path, document: Part, stamp: Stamp, said: str
) -> None:
    with pytest.raises(PdfFault, match=said):
        stamped(tmp_path, document, stamp)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_font_is_refused(tmp_path: Path, document: Part) -> None:
    (tmp_path / "font.ttf").write_bytes(b"no font")
    with pytest.raises(PdfFault, match=r"font\.ttf cannot be read as a font"):
        stamped(tmp_path, document, Stamp("x", 20, 10), fonts=(tmp_path / "font.ttf",))


def test_a_font_of_another_stamp_is_never_replaced() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        Stamper(pdf, [REGULAR]).stamp(page, [Stamp("a", 1, 1)])
        with pytest.raises(PdfFault, match="the name HubFoot0 of a stamp's font is taken"):
            Stamper(pdf, [REGULAR]).stamp(page, [Stamp("b", 1, 1)])
        Stamper(pdf, [REGULAR], name="HubSlug").stamp(page, [Stamp("b", 1, 1)])
        assert {"/HubFoot0", "/HubSlug0"} <= set(page.obj.Resources.Font.keys())
