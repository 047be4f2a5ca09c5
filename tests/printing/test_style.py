"""Rules that were read beforehand are as good as rules that are read for a document."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from weasyprint import HTML

from hubdocs.printing import style
from hubdocs.printing.sheets import Furniture, common_css, furniture_css
from hubdocs.printing.style import House

BODY = (
    '<html lang="en"><title>A</title><body class="front"><h1>Title</h1><p>Words <a href="#x">here</a></p></body></html>'
)
SHEETS = [("base", "front"), ("base", "screen", "document"), ("base", "large-print", "feedback"), ("front",)]


def printed(house: House, css: str, target: Path) -> bytes:
    """A page as the engine writes it, without the fonts' files: the letters are those of no font."""
    sheet = house.read(css, url_fetcher=lambda _: {"string": b"", "mime_type": "font/ttf"})
    HTML(string=BODY).write_pdf(target, stylesheets=[sheet], pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return target.read_bytes()


@pytest.mark.parametrize("sheets", SHEETS, ids="-".join)
def test_a_page_is_the_same_whether_its_rules_were_read_beforehand_or_not(
    sheets: tuple[str, ...], tmp_path: Path
) -> None:
    css = common_css(sheets) + furniture_css(Furniture(head_left="A head", number=("1",)))
    begun = House()
    begun.begin()

    assert printed(begun, css, tmp_path / "a.pdf") == printed(House(), css, tmp_path / "b.pdf")


def test_rules_that_were_read_beforehand_are_used_for_one_document_only(tmp_path: Path) -> None:
    first, second = (common_css(("base",)) + f"p {{ color: {colour} }}" for colour in ("#f00", "#00f"))
    house = House()
    house.begin()
    printed(house, first, tmp_path / "first.pdf")

    after = printed(house, second, tmp_path / "second.pdf")

    assert after == printed(House(), second, tmp_path / "alone.pdf")


def test_a_mistake_in_the_rules_is_told_with_each_document(monkeypatch, caplog) -> None:
    wrong = common_css(("base",)) + "p { colour: red }\n"
    monkeypatch.setattr(style, "common_css", lambda sheets: wrong if sheets else common_css(()))
    house = House()
    house.begin()

    with caplog.at_level(logging.WARNING, "weasyprint"):
        caplog.clear()
        house.read(wrong)

    assert "colour" in caplog.text
