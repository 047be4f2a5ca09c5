"""Reading a PDF through its tags gives what its author wrote, in that order."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from small_pdfs import module, part

from hubdocs.printing.assembly.tree import Bookmark, leaves, name_tree, read_bookmarks, write_bookmarks
from hubdocs.printing.reading import Fragment, Passage, join, plain, reading_of, text_of, unicode_map


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return part(tmp_path_factory.mktemp("reading"), "WC-01").pdf


def written(html: str) -> list[str]:
    """The words of HTML in order, without running heads."""
    html = re.sub(r'<div class="head">.*?</div>', "", html)
    html = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", html)
    html = re.sub(r"</?(b|a)\b[^>]*>", "", html)
    return re.sub(r"<[^>]*>", " ", html).split()


def test_the_tags_read_like_the_module(document: Path) -> None:
    spoken = [
        passage.text
        for passage in reading_of(document)
        if not (passage.role == "Lbl" and re.fullmatch(r"\W|\d+\.", passage.text))
    ]
    assert " ".join(spoken).split() == written(module("WC-01"))


def test_each_passage_has_its_role(document: Path) -> None:
    passages = reading_of(document)
    assert passages[0] == Passage("H1", "Awareness: the office of ŵyl and Łódź")
    assert Passage("LBody", "A tight item") in passages
    assert Passage("TH", "Minutes") in passages
    assert Passage("TD", "35") in passages
    assert Passage("Figure", "Two hands") in passages


def test_words_of_several_fonts_and_broken_lines_are_whole(document: Path) -> None:
    paragraph = next(passage.text for passage in reading_of(document) if passage.role == "P")
    assert "Some parents are offered skills by their mother-in-law, see the film" in paragraph


def test_running_heads_are_not_read_out_and_are_in_the_text(document: Path) -> None:
    assert not any("running head" in passage.text for passage in reading_of(document))
    assert "Who cares? A running head" in " ".join(text_of(document).split())


def test_everything_that_could_leak_is_in_the_text(document: Path, tmp_path: Path) -> None:
    with pikepdf.open(document) as pdf:
        pdf.docinfo["/Subject"] = "secret subject"
        pdf.Root.Outlines.First.Title = String("secret bookmark")
        annotation = next(each for page in pdf.pages for each in page.obj.get("/Annots", []))
        annotation.Contents = String("secret link")
        pdf.save(tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf")
    for each in ("secret subject", "secret bookmark", "secret link", "Two hands", "Name of the school", "party_name"):
        assert each in text


def test_text_of_pages_copied_into_drawings_is_found(document: Path, tmp_path: Path) -> None:
    with pikepdf.open(document) as pdf, pikepdf.new() as booklet:
        sheet = booklet.add_blank_page(page_size=(842, 595))
        sheet.add_overlay(pdf.pages[0], pikepdf.Rectangle(0, 0, 421, 595))
        booklet.save(tmp_path / "booklet.pdf")
    assert "Every pupil needs one adult who listens." in " ".join(text_of(tmp_path / "booklet.pdf").split())


def test_tagged_text_that_no_tag_holds_is_found(document: Path, tmp_path: Path) -> None:
    with pikepdf.open(document) as pdf:
        pdf.Root.StructTreeRoot.K = Array()
        pdf.save(tmp_path / "a.pdf")
    assert reading_of(tmp_path / "a.pdf") == ()
    assert "Film and pairs talk" in text_of(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        ([("one", 100), ("two", 80)], "one two"),
        ([("par", 100), ("ents", 100)], "parents"),
        ([("word", 100), ("1", 104)], "word1"),
        ([("mother-in-", 100), ("law", 80)], "mother-in-law"),
        ([("a - ", 100), ("b", 80)], "a - b"),
    ],
)
def test_fragments_are_joined_as_they_are_seen(fragments: list[tuple[str, float]], expected: str) -> None:
    assert join(Fragment(text, 0, y, 10) for text, y in fragments) == expected


def test_letters_are_as_an_author_types_them() -> None:
    assert plain("o\ufb03ce\u00a0soft\u00adhyphen non\u2011breaking") == "office softhyphen non-breaking"


def test_maps_of_letters_are_read_in_each_of_their_forms() -> None:
    with pikepdf.new() as pdf:
        body = (
            b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar\n"
            b"2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0078> <0079>] endbfrange"
        )
        font = Dictionary(Type=Name.Font, ToUnicode=pdf.make_stream(body))
        assert unicode_map(font) == {1: "A", 2: "fi", 3: "a", 4: "b", 5: "c", 6: "x", 7: "y"}


def test_an_outline_survives_writing_and_reading() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        top = Array([page, Name.Fit])
        written = [(1, "A", True), (2, "B", False), (3, "C", True), (2, "D", True), (1, "E", True)]
        outline = write_bookmarks(pdf, [Bookmark(level, title, top, is_open) for level, title, is_open in written])
        assert [(each.level, each.title, each.is_open) for each in read_bookmarks(outline)] == written
        # A, B, D and E show; C waits below B, which is closed.
        assert (int(outline.Count), int(outline.First.Count), int(outline.First.First.Count)) == (4, 2, -1)


def test_names_are_sorted_as_bytes_of_the_file_and_read_from_nested_trees() -> None:
    flat = name_tree({"é": 1, "z": 2, "Ω": 3, "a": 4})
    assert [bytes(name) for name in list(flat)[::2]] == sorted(bytes(String(name)) for name in "ézΩa")
    nested = Dictionary(Kids=Array([Dictionary(Names=flat), Dictionary(Kids=Array([Dictionary(Names=flat)]))]))
    assert len(leaves(nested, "Names")) == 8
