"""Booklets: that they fold into order, say what they are, and that a long pack is cut where it may be."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_packs import A5, ASIDE, BLEEDING, NEXT, pack

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.imposition import (
    FOLD,
    MOST_PAGES,
    DocumentPages,
    Run,
    Volume,
    impose,
    sides,
    split,
)
from hubdocs.printing.assembly.printing_only import are
from hubdocs.printing.preflight import BOOKLET, preflight
from hubdocs.printing.reading import page_text

MM = 72 / 25.4


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven pages: four with text, of which the last lies on its side, and three blank ones."""
    return pack(tmp_path_factory.mktemp("source"), NEXT + ASIDE, css=BLEEDING, blanks=2, stamped=True)


@pytest.fixture(scope="module")
def booklet(source: Path) -> Path:
    impose(source, source.parent / "booklet.pdf", title="A booklet")
    return source.parent / "booklet.pdf"


def read_folded(pages: int) -> list[int]:
    """The pages in the order in which hands turn them, once the sheets lie one in the other and are folded.

    A folded sheet is two leaves. Of the front half, the right of the front is what one sees first, and the left of
    the back is behind it: flipped on the short edge, left and right change places. Then come the sheets within.
    """
    printed = list(sides(pages))
    sheets = list(zip(printed[::2], printed[1::2], strict=True))
    first_leaves = [page for front, back in sheets for page in (front.right, back.left)]
    last_leaves = [page for front, back in reversed(sheets) for page in (back.right, front.left)]
    return first_leaves + last_leaves


@given(st.integers(1, 32))
def test_folded_sheets_read_in_order(sheets: int) -> None:
    pages = 4 * sheets
    assert read_folded(pages) == list(range(1, pages + 1))


def test_page_two_is_behind_page_one_and_the_last_beside_it() -> None:
    front, back, *_ = sides(12)
    assert (front.left, front.right) == (12, 1)
    assert (back.left, back.right) == (2, 11)
    assert (front.label, back.label) == ("sheet 1 front", "sheet 1 back")


def words_at(page: pikepdf.Page) -> list[tuple[str, float]]:
    return [(each.text, each.x or 0.0) for each in page_text(page).loose]


def test_each_page_stands_in_its_half(booklet: Path) -> None:
    with pikepdf.open(booklet) as pdf:
        numbers = {
            match[1]: (index, "right" if x >= FOLD else "left")
            for index, page in enumerate(pdf.pages)
            for text, x in words_at(page)
            if (match := re.search(r"^(\d) of \d$", text))
        }
    # Of eight pages, the first sheet holds 8 and 1, then 2 and 7; the second 6 and 3, then 4 and 5.
    assert numbers["1"] == (0, "right")
    assert numbers["2"] == (1, "left")
    assert numbers["3"] == (2, "right")
    assert numbers["4"] == (3, "left")


def test_the_fold_is_in_the_middle_and_the_halves_do_not_overlap(booklet: Path) -> None:
    with pikepdf.open(booklet) as pdf:
        sheet = [float(edge) for edge in pdf.pages[0].mediabox]
        moves = re.findall(r"cm /(\w+) Do", pdf.pages[1].Contents.read_bytes().decode())
        left = re.search(r"(\S+) \S+ cm /Left", pdf.pages[1].Contents.read_bytes().decode())
        right = re.search(r"(\S+) \S+ cm /Right", pdf.pages[0].Contents.read_bytes().decode())
        box = [float(edge) for edge in pdf.pages[1].obj.Resources.XObject.Left.BBox]
    assert sheet == pytest.approx([0, 0, 297 * MM, 210 * MM], abs=0.01)
    assert pytest.approx(FOLD, abs=0.01) == 297 * MM / 2
    assert moves == ["Left"]
    assert left is not None
    assert float(left[1]) + box[2] - box[0] == pytest.approx(FOLD, abs=0.01)
    assert right is not None
    assert float(right[1]) == pytest.approx(FOLD, abs=0.01)


def test_it_counts_sheets_and_names_blank_pages(source: Path, tmp_path: Path) -> None:
    imposed = impose(source, tmp_path / "booklet.pdf", title="A booklet")
    with pikepdf.open(source) as pdf:
        written = len(pdf.pages) - 2
    assert imposed.pages == 4 * imposed.sheets == 8
    assert imposed.blanks == tuple(range(written + 1, 9))
    with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
        subject = str(pdf.docinfo["/Subject"])
        assert subject in pdf.Root.Metadata.read_bytes().decode()
    how = "Print on both sides of A4, flip on the short edge, fold in the middle and staple."
    assert subject == f"For printing only. {how} Pages {written + 1} to 8 are left blank."


def test_blank_pages_go_before_a_back_cover(source: Path, tmp_path: Path) -> None:
    imposed = impose(source, tmp_path / "booklet.pdf", title="A booklet", pages=range(5), back_cover=True)
    assert imposed.blanks == (5, 6, 7)
    imposed = impose(source, tmp_path / "booklet.pdf", title="A booklet", pages=range(5))
    assert imposed.blanks == (6, 7, 8)


def test_a_page_on_its_side_has_its_upper_edge_at_the_fold(source: Path, tmp_path: Path) -> None:
    def matrix(pages: list[int]) -> tuple[list[float], str]:
        impose(source, tmp_path / "booklet.pdf", title="A booklet", pages=pages)
        with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
            for page in pdf.pages:
                found = re.search(r"q 0 (\S+) (\S+) 0 (\S+) (\S+) cm /(\w+)", page.Contents.read_bytes().decode())
                if found:
                    return [float(found[n]) for n in range(1, 5)], found[5]
        raise AssertionError("no page was turned")

    last = 4
    (up, across, x, y), half = matrix([last])
    # Page 1 is at the right: the point at the top of the page lands at the fold.
    assert half == "Right"
    assert across * A5[0] + x == pytest.approx(FOLD, abs=0.01)
    assert (up, y) == (1, 0)
    (up, across, x, y), half = matrix([0, last])
    assert half == "Left"
    assert across * A5[0] + x == pytest.approx(FOLD, abs=0.01)
    assert up * A5[1] + y == pytest.approx(0, abs=0.01)


def test_nothing_is_left_for_readers_on_a_screen(booklet: Path) -> None:
    # The picture of the small pack is two dots wide.
    assert {each.rule for each in preflight(booklet, BOOKLET)} == {"picture-coarse"}
    with pikepdf.open(booklet) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/PageLabels", "/Metadata", "/ViewerPreferences"}
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert [page.label for page in pdf.pages][:2] == ["sheet 1 front", "sheet 1 back"]
        for page in pdf.pages:
            for drawing in page.obj.Resources.get("/XObject", {}).values():
                operators = [str(each.operator) for each in pikepdf.parse_content_stream(drawing)]
                assert "BDC" not in operators
                assert operators.count("q") == operators.count("Q")


def test_fonts_and_pictures_are_shared(source: Path, booklet: Path) -> None:
    def streams(path: Path, kind: str) -> int:
        with pikepdf.open(path) as pdf:
            return sum(isinstance(each, pikepdf.Stream) and kind in each for each in pdf.objects)

    for kind in ("/Length1", "/ColorSpace"):
        assert 0 < streams(booklet, kind) <= streams(source, kind)
    assert booklet.stat().st_size < source.stat().st_size


def test_the_same_pages_are_the_same_file(source: Path, booklet: Path, tmp_path: Path) -> None:
    impose(source, tmp_path / "again.pdf", title="A booklet")
    assert (tmp_path / "again.pdf").read_bytes() == booklet.read_bytes()


@pytest.mark.parametrize("pages", [(), (0,) * 65], ids=["none", "65"])
def test_a_booklet_has_neither_no_pages_nor_too_many(source: Path, tmp_path: Path, pages: tuple[int, ...]) -> None:
    with pytest.raises(PdfFault, match=f"holds 1 to 64 pages, and “A booklet” has {len(pages)}"):
        impose(source, tmp_path / "booklet.pdf", title="A booklet", pages=pages)
    assert not list(tmp_path.iterdir())


def test_a_page_of_another_size_is_refused(source: Path, tmp_path: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.pages[1].obj.TrimBox = pikepdf.Array([0, 0, 500, 595])
        pdf.save(tmp_path / "odd.pdf")
    with pytest.raises(PdfFault, match="page 2 measures 176 × 210 mm, and must measure 148 × 210 mm"):
        impose(tmp_path / "odd.pdf", tmp_path / "booklet.pdf", title="A booklet")


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ((), ""),
        ((4,), "Page 4 is"),
        ((4, 5), "Pages 4 and 5 are"),
        ((62, 63, 64), "Pages 62 to 64 are"),
        ((2, 4, 62, 63, 64), "Pages 2, 4 and 62 to 64 are"),
    ],
)
def test_pages_are_named_in_words(pages: tuple[int, ...], words: str) -> None:
    assert are(pages) == words


@st.composite
def documents(draw: st.DrawFn) -> DocumentPages:
    """A document whose sections all fit into a booklet, however it is cut."""
    sections = draw(st.lists(st.integers(1, 61), min_size=1, max_size=6))
    starts = [sum(sections[:n]) for n in range(1, len(sections))]
    return DocumentPages("WC-01", sum(sections), tuple(starts))


@given(st.integers(0, 20), st.lists(documents(), max_size=6), st.integers(0, 6))
def test_every_page_is_in_one_booklet_in_order_and_on_its_own_side(
    opening: int, held: list[DocumentPages], closing: int
) -> None:
    volumes = split(opening, held, closing)

    assert [(run.document, page) for each in volumes for run in each.runs for page in range(run.start, run.stop)] == [
        (index, page) for index, document in enumerate(held) for page in range(document.pages)
    ]
    assert [each.opening for each in volumes] == [opening, *[2] * (len(volumes) - 1)]
    assert [each.closing for each in volumes] == [*[0] * (len(volumes) - 1), closing]
    for volume in volumes:
        assert volume.pages <= MOST_PAGES
        assert volume.pages % 4 == 0
        assert 0 <= volume.pages - volume.content < 4
        end = volume.opening
        for run in volume.runs:
            # The page after the one before, or one blank page later: whichever is on the side it was laid out for.
            assert run.at - 1 - end in {0, 1}
            assert (run.at - 1) % 2 == run.start % 2
            assert run.start == 0 or run.start in held[run.document].headings
            end = run.at - 1 + run.pages
        assert volume.content == (end + end % 2 + closing if volume.closing else end)


@given(st.integers(0, 20), st.lists(documents(), max_size=6))
def test_a_document_that_a_booklet_holds_is_never_cut(opening: int, held: list[DocumentPages]) -> None:
    runs = [run.document for each in split(opening, held) for run in each.runs]
    assert all(runs.count(index) == 1 for index, document in enumerate(held) if document.pages <= MOST_PAGES - 2)


def test_a_pack_that_fits_is_one_booklet() -> None:
    assert split(4, [DocumentPages("WC-01", 9), DocumentPages("ST-01", 16)], 1) == (
        Volume(4, (Run(0, 0, 9, 5), Run(1, 0, 16, 15)), 1, 31),
    )


def test_a_document_goes_whole_into_the_next_booklet() -> None:
    assert split(4, [DocumentPages("WC-01", 40, (10,)), DocumentPages("ST-01", 30, (5, 10))]) == (
        Volume(4, (Run(0, 0, 40, 5),), 0, 44),
        Volume(2, (Run(1, 0, 30, 3),), 0, 32),
    )


def test_a_long_document_is_cut_at_its_last_heading_that_fits() -> None:
    (first, second) = split(4, [DocumentPages("WC-01", 100, (20, 51, 61, 80))])
    assert first.runs == (Run(0, 0, 51, 5),)
    # Page 52 was laid out as a left-hand one: a blank page stands before it.
    assert second.runs == (Run(0, 51, 100, 4),)


def test_a_section_longer_than_a_booklet_is_named() -> None:
    found = re.escape("WC-01 1.1.0 has a section of 70 pages, beginning on its page 11")
    with pytest.raises(PdfFault, match=f"{found}, and a booklet has room for 62"):
        split(4, [DocumentPages("WC-01 1.1.0", 100, (10, 80))])


def test_lists_or_an_end_longer_than_a_booklet_are_named() -> None:
    with pytest.raises(PdfFault, match="cover and lists have 65 pages"):
        split(65, [])
    with pytest.raises(PdfFault, match="the end of the pack has 70 pages"):
        split(4, [], 70)
