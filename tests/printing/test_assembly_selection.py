"""Some pages of a document alone, as a catch-up pack holds them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import sample
from small_pdfs import PICTURE, annotations, bookmarks, part, tags

from hubdocs.model import View
from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Blank, PackPlan, Part
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER
from hubdocs.printing.inspection import inspect
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import pages_text, reading_of, text_of
from hubdocs.printing.workers import print_one

WORDS = "Every pupil needs one adult who listens and who stays. " * 6
ROWS = "".join(f'<tr><th scope="row">Row {row}</th><td>{row} minutes</td></tr>' for row in range(40))


def chapter(number: int) -> str:
    """A part of a long document with everything that hangs together across pages."""
    return f"""
<h2 id="WC-01--c{number}">Chapter {number}</h2>
<h3>Below it {number}</h3>
<p>{WORDS} See <a href="#WC-01--c1">the first</a> and <a href="#WC-01--c4">the last chapter</a>
or <a href="hubdoc:0">the film</a>. {WORDS}</p>
<ul><li><p>One. {WORDS}</p></li><li>Two. {WORDS}<ul><li>Below two</li></ul></li></ul>
<table><thead><tr><th>Part</th><th>Minutes</th></tr></thead><tbody>{ROWS if number == 2 else ROWS[:150]}</tbody></table>
<p><img src="{PICTURE}" alt="Picture {number}" style="width: {20 + number}mm"></p>
<form><p><label>Name {number} <input name="name_{number}"></label></p></form>
<h3>A last part of {number}</h3><p>{WORDS}</p><p>{WORDS}</p><p>{WORDS}</p>
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Part:
    body = '<h1 id="WC-01">Long</h1>' + "".join(map(chapter, range(1, 5)))
    made = part(tmp_path_factory.mktemp("long"), "WC-01", body)
    assert made.pages >= 12
    return made


def selected(document: Part, target: Path, *pages: int, **changes: object) -> Path:
    """A pack of some pages of one document, which must be sound."""
    chosen = replace(document, pages_wanted=pages, **changes)
    assemble(PackPlan("Some pages", "en-GB", (chosen,), web_base="https://hub.example/"), target)
    assert inspect(target) == ()
    return target


def words_of_pages(path: Path) -> list[str]:
    """What each page says in its tagged text."""
    with pikepdf.open(path) as pdf:
        return [" ".join(fragment.text for fragment in page.marked.values()) for page in pages_text(pdf)]


def run(*words: str | Path) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def picture(path: Path, page: int) -> bytes:
    """A page as it looks."""
    wanted = ["-f", str(page), "-l", str(page), "-r", "40"]
    return subprocess.run(["pdftoppm", *wanted, path], capture_output=True, check=True).stdout


def test_every_leaf_alone_is_sound_and_says_what_its_pages_said(document: Part, tmp_path: Path) -> None:
    whole = words_of_pages(document.pdf)
    for first in range(0, document.pages, 2):
        leaf = tuple(range(first, min(first + 2, document.pages)))
        found = selected(document, tmp_path / f"{first}.pdf", *leaf)
        assert words_of_pages(found) == [whole[page] for page in leaf]
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", found)


@pytest.mark.parametrize("pages", [(3,), (1, 2, 3), (0, 11), (2, 3, 8, 9), tuple(range(1, 12, 2))])
def test_any_run_of_pages_is_sound(document: Part, tmp_path: Path, pages: tuple[int, ...]) -> None:
    whole = words_of_pages(document.pdf)
    assert words_of_pages(selected(document, tmp_path / "some.pdf", *pages)) == [whole[page] for page in pages]


def test_the_same_pages_look_the_same(document: Part, tmp_path: Path) -> None:
    found = selected(document, tmp_path / "some.pdf", 4, 7)
    assert [picture(found, 1), picture(found, 2)] == [picture(document.pdf, 5), picture(document.pdf, 8)]


def test_what_a_reader_hears_is_what_stands_on_the_pages(document: Part, tmp_path: Path) -> None:
    found = {passage.text for passage in reading_of(selected(document, tmp_path / "some.pdf", 0))}
    assert "Chapter 1" in found
    assert not {"Chapter 2", "Chapter 3", "Chapter 4"} & found


def test_nothing_of_the_other_pages_is_left_in_the_file(document: Part, tmp_path: Path) -> None:
    found = selected(document, tmp_path / "some.pdf", 0)
    said = text_of(found)
    assert "Picture 4" not in said
    assert "Chapter 4" not in said
    with pikepdf.open(found) as pdf:
        assert len(tags(pdf, "H2")) == 1
        assert all(len(page.obj.Resources.get("/XObject", {})) <= 1 for page in pdf.pages)


def test_links_within_the_document_lead_to_the_web_where_their_page_is_left_out(document: Part, tmp_path: Path) -> None:
    def led(path: Path) -> set[str]:
        with pikepdf.open(path) as pdf:
            links = [each for each in annotations(pdf) if each.Subtype == "/Link"]
            return {str(each.Dest) if "/Dest" in each else str(each.A.URI) for each in links}

    assert led(selected(document, tmp_path / "web.pdf", 0, web="m/wc-01/1.1.0/")) == {
        "WC-01--c1",
        "https://hub.example/m/wc-01/1.1.0/",
    }
    assert led(selected(document, tmp_path / "words.pdf", 0)) == {"WC-01--c1"}
    assert "the last chapter" in " ".join(text_of(tmp_path / "words.pdf").split())


def test_a_link_from_another_document_does_not_lead_to_a_page_that_is_not_its_target(
    document: Part, tmp_path: Path
) -> None:
    body = '<h1 id="WC-09">Other</h1><p>See <a href="hubdoc:0">the film</a>.</p>'
    other = part(tmp_path, "WC-09", body)
    here = replace(document, label="WC-02", pages_wanted=(3,))
    counted = assemble(PackPlan("Two", "en-GB", (other, here)), tmp_path / "two.pdf")
    assert counted.links_inside == 0
    assert inspect(tmp_path / "two.pdf") == ()


def test_bookmarks_are_those_of_the_pages(document: Part, tmp_path: Path) -> None:
    facts = document.facts
    page = next(heading.page for heading in facts.headings if heading.title == "Chapter 2")
    with pikepdf.open(selected(document, tmp_path / "some.pdf", page)) as pdf:
        found = [line.strip() for line in bookmarks(pdf).splitlines()]
    assert found == [document.title, *(each.title for each in facts.headings if each.page == page)]


def test_headings_skip_no_level_when_those_above_them_are_left_out(document: Part, tmp_path: Path) -> None:
    third = next(each.page for each in document.facts.headings if each.title == "A last part of 1")
    assert third > 0
    alone = selected(document, tmp_path / "alone.pdf", third)
    front = part(tmp_path, "WC-08", "<h1>A letter</h1>")
    both = tmp_path / "both.pdf"
    assemble(PackPlan("Both", "en-GB", (front, Blank(420, 595), replace(document, pages_wanted=(third,)))), both)
    assert inspect(both) == ()

    def role(path: Path) -> str:
        return next(passage.role for passage in reading_of(path) if passage.text == "A last part of 1")

    assert (role(document.pdf), role(alone), role(both)) == ("H3", "H1", "H2")


def test_form_fields_are_those_of_the_pages(document: Part, tmp_path: Path) -> None:
    with pikepdf.open(document.pdf) as pdf:
        page = next(at for at, each in enumerate(pdf.pages) for a in each.obj.get("/Annots", []) if a.get("/T"))
    with pikepdf.open(selected(document, tmp_path / "some.pdf", page)) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["WC-01_name_1"]


def test_the_cached_document_stays_whole_and_the_same_pages_give_the_same_bytes(document: Part, tmp_path: Path) -> None:
    before = document.pdf.read_bytes()
    one, two = (selected(document, tmp_path / name, 2, 3) for name in ("one.pdf", "two.pdf"))
    assert one.read_bytes() == two.read_bytes()
    assert document.pdf.read_bytes() == before


@pytest.mark.parametrize("pages", [(99,), (3, 2), (1, 1), (-1,)])
def test_pages_that_are_not_there_or_not_in_order_are_refused(
    document: Part, tmp_path: Path, pages: tuple[int, ...]
) -> None:
    with pytest.raises(PdfFault, match="cannot be taken from"):
        selected(document, tmp_path / "some.pdf", *pages)
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_began_on_a_page_before_names_no_header_that_is_not_there(document: Part, tmp_path: Path) -> None:
    with pikepdf.open(document.pdf) as pdf:
        said = words_of_pages(document.pdf)
        inside = next(page for page, words in enumerate(said) if "Row 20" in words and "Row 0 " not in words)
        assert tags(pdf, "TD")
    with pikepdf.open(selected(document, tmp_path / "some.pdf", inside)) as pdf:
        rows = tags(pdf, "TR")
        assert 0 < len(rows) < 40
        assert all(len(list(row.K)) for row in rows)


def test_a_real_module_can_be_cut_anywhere(tmp_path: Path) -> None:
    library = sample.load(tmp_path / "library")
    made = print_release(library, library.releases["WC-01"][0], View.TRAINER, BINDER)
    rendered = print_one(made, WeasyPrintEngine(), RenderCache(tmp_path / "cache"), Limits())
    whole = Part(made.title, rendered.pdf, rendered.facts, label=made.label)
    for page in range(whole.pages):
        selected(whole, tmp_path / f"{page}.pdf", page)
