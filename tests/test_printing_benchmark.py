"""The benchmark of printing measures libraries without mistakes, and sets its rival the same task."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from weasyprint import CSS, HTML

from benchmarks.libraries import ALL_FORMATS, LESSON, ORIGINALS, ShortModules, copies, write_hubs, write_library
from benchmarks.printing import faster, less, share_of
from benchmarks.rival import joined_css, joined_html
from hubdocs.errors import Place, errors_among
from hubdocs.library.load import load_library, read_library
from hubdocs.library.rules import check_library
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.formats import FORMATS
from hubdocs.printing.printable import PrintDocument

DAY = datetime.date(2026, 11, 22)


def test_every_format_is_measured() -> None:
    assert set(ALL_FORMATS) == set(FORMATS)


def test_the_copies_are_a_library_without_mistakes(tmp_path: Path) -> None:
    made = write_library(tmp_path / "library", modules=14, formats=ALL_FORMATS)
    library = read_library(made.root)

    assert errors_among(check_library(library, DAY)) == ()
    assert len(made.modules) == len(library.working) - 2 == 14  # besides standards and agreement
    assert {item for pack in made.packs for item in pack.contents if "-" in item[:3]} >= set(made.modules)
    assert not {original.id for original in ORIGINALS} & library.working.keys()
    assert library.working["WC-62"].handouts[0].id == "WC-62-H1"


def test_there_are_no_more_copies_than_numbers() -> None:
    assert LESSON.copy(2) == "WC-63"
    with pytest.raises(ValueError, match="27 copies only"):
        copies(28)


def test_short_modules_and_hubs_are_without_mistakes(tmp_path: Path) -> None:
    many = ShortModules(tmp_path / "library")
    assert many.write_up_to(12)[-3:] == ["PA-12", "pack-000", "pack-010"]
    write_hubs(many.root / "materials" / "hubs", 2, ["pack-000"])
    library = load_library(many.root)

    assert errors_among(check_library(library, DAY)) == ()
    assert set(library.hubs) == {"hub-001", "hub-002"}


def document(label: str, body: str, css: str, links: tuple[Link, ...] = ()) -> PrintDocument:
    return PrintDocument(
        label=label,
        name=label,
        title=label,
        place=Place("a.md"),
        html=f'<html><head><title>{label}</title></head><body class="document">{body}</body></html>',
        css=f"p {{ color: black }} {css}",
        assets=(),
        links=links,
    )


@pytest.fixture
def joined(tmp_path: Path) -> list[str]:
    """What stands on the pages of two documents that were joined: their texts, then the widths of their pages."""
    link = Link("WC-02--film", "Film", "")
    one = document("WC-01", '<h1>One</h1><p>To <a href="hubdoc:0">two</a></p>', "h1 { font-size: 20pt }", (link,))
    two = document("WC-02", '<h1 id="WC-02--film">Two</h1>', "h1 { font-size: 40pt } @page { size: A5 }")
    html, css = joined_html([one, two]), joined_css([one, two])
    pages = HTML(string=html).render(stylesheets=[CSS(string=css)]).pages
    headings = [box for page in pages for box in page._page_box.descendants() if box.element_tag == "h1"]
    return [
        *(f"{page.width:.0f}" for page in pages),
        *(f"{box.style['font_size']:.1f}" for box in headings if hasattr(box, "lines") or box.children),
        *(link[1] for link in pages[0].links if link[0] == "internal"),
    ]


def test_each_document_keeps_its_own_rules_and_pages(joined: list[str]) -> None:
    assert joined[:2] == ["794", "559"]
    assert {"26.7", "53.3"} == set(joined[2:-1])


def test_links_lead_from_one_document_to_the_other(joined: list[str]) -> None:
    assert joined[-1] == "WC-02--film"


def test_a_goal_that_is_missed_is_told() -> None:
    assert "15.0x as fast | at least 15x, met" in str(faster("packs", 1, 15, 15))
    assert "14.9x as fast | at least 15x, MISSED" in str(faster("packs", 1, 14.9, 15))
    assert "20% of cold | at most 20%, met" in str(share_of("edit", 2, 10, 0.2))
    assert "21% of cold | at most 20%, MISSED" in str(share_of("edit", 2.1, 10, 0.2))
    assert str(less("memory", 2, 1, is_goal=True)).endswith("| 2.00x as much | less, MISSED |")
    assert str(less("memory", 1, 2, is_goal=True)).endswith("| 0.50x as much | less, met |")
    assert str(less("memory", 2, 1)).endswith("| 2.00x as much |  |")
    assert str(faster("packs", 1, 2)).endswith("| 2.0x as fast |  |")
