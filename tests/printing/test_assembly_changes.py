"""Change bars: where a new release says something that the old one did not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from small_pdfs import PICTURE, part

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.changes import bars
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Bar, PackPlan, Part
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import pages_text

SENTENCES = [f"Sentence {number} says what every pupil needs from an adult at school." for number in range(1, 7)]
TEXT = f"""<h1>Awareness</h1>
<p>{SENTENCES[0]} {SENTENCES[1]}</p>
<p>{SENTENCES[2]}</p>
<ul><li>Gate</li><li>Office</li></ul>
<table><thead><tr><th>Where</th><th>What</th></tr></thead><tbody><tr><td>Gate</td><td>Late</td></tr>
<tr><td>Yard</td><td>Alone</td></tr></tbody></table>
<p style="break-before: page">{SENTENCES[3]}</p>
<p><img src="{PICTURE}" alt="Hands"></p>
<p>{SENTENCES[4]} {SENTENCES[5]}</p>
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Part:
    return part(tmp_path_factory.mktemp("old"), "WC-01", TEXT)


def lines_at(document: Part, found: tuple[tuple[tuple[float, float], ...], ...]) -> list[list[str]]:
    """For each bar the words that stand beside it."""
    with pikepdf.open(document.pdf) as pdf:
        pages = pages_text(pdf)
    beside: list[list[str]] = []
    for page, spans in zip(pages, found, strict=True):
        for top, bottom in spans:
            heights = (bottom * 72 / 25.4, top * 72 / 25.4)
            shown = [each.text for each in page.marked.values() if each.y and heights[0] <= each.y <= heights[1]]
            beside.append([text for text in shown if text.strip()])
    return beside


def changed(old: Part, folder: Path, text: str) -> tuple[Part, list[list[str]]]:
    new = part(folder, "WC-01", text)
    return new, lines_at(new, bars([old.pdf], new.pdf))


def test_the_same_text_has_no_bars(old: Part) -> None:
    assert bars([old.pdf], old.pdf) == ((),) * old.pages


def test_a_bar_stands_beside_the_line_with_a_changed_word(old: Part, tmp_path: Path) -> None:
    _, beside = changed(old, tmp_path, TEXT.replace("Sentence 3 says what", "Sentence 3 said what"))
    assert len(beside) == 1
    assert beside[0][0].startswith("Sentence 3 said")


def test_a_word_put_in_does_not_mark_the_lines_broken_anew_below_it(old: Part, tmp_path: Path) -> None:
    new = part(tmp_path, "WC-01", TEXT.replace("Sentence 1 says what", "Sentence 1 here and now also says what"))
    ((first, *others), *later) = bars([old.pdf], new.pdf)
    assert (others, later) == ([], [()])
    assert first[0] - first[1] < 6
    assert "here and now" in lines_at(new, ((first,), ()))[0][0]


def test_text_that_only_moved_to_another_page_has_no_bar(old: Part, tmp_path: Path) -> None:
    new = part(tmp_path, "WC-01", TEXT.replace("<table>", '<table style="break-before: page">'))
    assert new.pages == old.pages + 1
    assert bars([old.pdf], new.pdf) == ((),) * new.pages


def test_a_row_a_picture_and_a_frame_have_bars(old: Part, tmp_path: Path) -> None:
    text = (
        TEXT.replace("</tbody>", "<tr><td>Hall</td><td>Loud</td></tr></tbody>")
        .replace(f'{PICTURE}" alt="Hands"', f'{PICTURE}" alt="Hands" style="border: 2pt solid #900"')
        .replace(f"<p>{SENTENCES[4]}", f'<p><img src="{PICTURE}" alt="New" style="width: 9mm"></p><p>{SENTENCES[4]}')
    )
    new, beside = changed(old, tmp_path, text)
    assert beside[0] == ["Hall", "Loud"]
    spans = bars([old.pdf], new.pdf)
    assert [len(page) for page in spans] == [1, 1]
    assert spans[1][0][0] - spans[1][0][1] > 9


def test_bold_letters_and_a_colour_are_changes(old: Part, tmp_path: Path) -> None:
    text = TEXT.replace("Office", "<b>Office</b>").replace("<li>Gate", "<li style='color: #900'>Gate")
    _, beside = changed(old, tmp_path, text)
    assert [text for each in beside for text in each if text.isalpha()] == ["Gate", "Office"]


def test_a_line_taken_out_leaves_a_short_bar(old: Part, tmp_path: Path) -> None:
    new = part(tmp_path, "WC-01", TEXT.replace(f"<p>{SENTENCES[2]}</p>\n", ""))
    ((span, *others), *later) = bars([old.pdf], new.pdf)
    assert (others, later) == ([], [()])
    assert round(span[0] - span[1], 1) == 3.0


def test_a_first_line_taken_out_leaves_a_short_bar_above_what_follows(tmp_path: Path) -> None:
    before, after = "<p>First of all.</p><h1>Then this</h1>", "<h1>Then this</h1>"
    one, two = part(tmp_path / "1", "WC-01", before), part(tmp_path / "2", "WC-01", after)
    (((top, bottom),),) = bars([one.pdf], two.pdf)
    assert round(top - bottom, 1) == 3.0


def test_running_heads_and_feet_have_no_bars(old: Part, tmp_path: Path) -> None:
    new = part(tmp_path, "WC-01", '<div class="head">Another head</div>' + TEXT)
    assert bars([old.pdf], new.pdf) == ((),) * new.pages


def test_without_an_old_document_everything_is_new(old: Part) -> None:
    assert all(bars([], old.pdf))


def test_bars_are_drawn_where_they_were_asked_for_as_artifacts(old: Part, tmp_path: Path) -> None:
    wanted = ((Bar(136, 100, 50), Bar(136, 40, 37)), ())
    assemble(PackPlan("One", "en-GB", (old,), bars=wanted), tmp_path / "one.pdf")
    assert inspect(tmp_path / "one.pdf") == ()
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        drawn = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[0])).decode()
        # 136, 100 and 50 mm in points.
        assert "385.512 283.465 m\n385.512 141.732 l\nS" in drawn
        assert drawn.count("/Artifact << /Type /Layout >> BDC") == 2
        assert "/Layout" not in pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[1])).decode()


def test_bars_must_be_as_many_as_pages(old: Part, tmp_path: Path) -> None:
    with pytest.raises(PdfFault, match="bars for 1"):
        assemble(PackPlan("One", "en-GB", (old,), bars=((),)), tmp_path / "one.pdf")
