"""Rules that were read beforehand are as good as rules that are read for a document."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from weasyprint import HTML

from hubdocs.design import FACES
from hubdocs.printing import style
from hubdocs.printing.fetching import AssetFetcher
from hubdocs.printing.jobs import Mistake
from hubdocs.printing.sheets import FONT_ASSETS, Furniture, common_css, furniture_css
from hubdocs.printing.style import House

BODY = (
    '<html lang="en"><title>A</title><body class="front"><h1>Title</h1><p>Words <a href="#x">here</a></p></body></html>'
)
SHEETS = [("base", "cover"), ("base", "screen", "document"), ("base", "large-print", "feedback"), ("contents",)]


class Told(list[Mistake]):
    """What somebody was told of."""

    def add(self, mistake: Mistake) -> None:
        self.append(mistake)


def printed(house: House, css: str, target: Path) -> bytes:
    """A page as the engine writes it, set in the fonts of the brand."""
    told = Told()
    style = house.read(css, AssetFetcher(FONT_ASSETS, told), told)
    options = {"pdf_variant": "pdf/ua-1", "uncompressed_pdf": True}
    HTML(string=BODY).write_pdf(target, stylesheets=[style.sheet], font_config=style.fonts, **options)
    assert not told
    return target.read_bytes()


@pytest.mark.parametrize("sheets", SHEETS, ids="-".join)
def test_a_page_is_the_same_whether_its_rules_were_read_beforehand_or_not(
    sheets: tuple[str, ...], tmp_path: Path
) -> None:
    css = common_css(sheets) + furniture_css(Furniture(head_left="A head", number=("1",)))
    begun = House()
    begun.begin()

    assert printed(begun, css, tmp_path / "a.pdf") == printed(House(), css, tmp_path / "b.pdf")


def test_what_is_added_to_rules_that_were_read_beforehand_is_of_one_document_only(tmp_path: Path) -> None:
    own = "p { color: #f00 } .front { margin: 9mm } @page { margin: 3cm } * { font-style: italic } #x { top: 0 }\n"
    plain = common_css(("base",))
    house = House()
    house.begin()
    printed(house, plain + own, tmp_path / "first.pdf")

    after = printed(house, plain, tmp_path / "second.pdf")

    assert house._begun
    assert after == printed(House(), plain, tmp_path / "alone.pdf")


def test_fonts_of_one_document_are_those_of_no_other() -> None:
    css = common_css(("base",)) + '@font-face { font-family: "Own"; src: url("asset:own.ttf") }\n'
    assets = [*FONT_ASSETS, ("own.ttf", FACES[0].unpacked_file)]
    house, told = House(), Told()
    house.begin()

    first = house.read(css, AssetFetcher(assets, told), told)
    second = house.read(css, AssetFetcher(assets, told), told)

    assert first.fonts is not second.fonts
    assert not told


def test_a_mistake_in_the_rules_is_told_with_each_document(monkeypatch, caplog) -> None:
    wrong = common_css(("base",)) + "p { colour: red }\n"
    monkeypatch.setattr(style, "common_css", lambda sheets: wrong if sheets else common_css(()))
    house = House()
    house.begin()

    with caplog.at_level(logging.WARNING, "weasyprint"):
        caplog.clear()
        house.read(wrong, AssetFetcher(FONT_ASSETS, Told()), Told())

    assert "colour" in caplog.text


def test_a_font_that_is_declared_once_more_is_told_with_its_document() -> None:
    house, told = House(), Told()
    house.begin()

    house.read(common_css(("base",)) + common_css(()), AssetFetcher(FONT_ASSETS, told), told)

    assert len(told) == len(FONT_ASSETS)
    assert "two font files are declared as one face" in told[0].message


def test_a_document_with_other_files_under_the_names_of_the_fonts_is_set_in_those(tmp_path: Path, caplog) -> None:
    other = tmp_path / "other.ttf"
    other.write_text("This is no font.")
    house, told = House(), Told()
    house.begin()
    assets = [(name, other) for name, _ in FONT_ASSETS]

    with caplog.at_level(logging.WARNING, "weasyprint"):
        house.read(common_css(("base",)), AssetFetcher(assets, told), told)

    assert caplog.text.count("cannot be loaded") == len(assets)
