"""What a pack says, known from its parts, is what it says when every letter of it is read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from small_pdfs import REGULAR, part

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.facts import Spoken
from hubdocs.printing.assembly.plan import PackPlan, Part, Stamp
from hubdocs.printing.reading import text_of
from hubdocs.printing.spoken import text_of_parts

STAMP = "Ann Example rings on Monday"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Part]]:
    folder = tmp_path_factory.mktemp("spoken")
    parts = [part(folder, each) for each in ("WC-01", "WC-02")]
    pages = sum(each.pages for each in parts)
    stamps = ((Stamp(STAMP, 30, 10),),) * pages
    file = folder / "pack.pdf"
    assemble(PackPlan("A pack", "en-GB", tuple(parts), stamps=stamps, fonts=(REGULAR,)), file)
    return file, parts


def said_by(file: Path, parts: list[Spoken]) -> str:
    with pikepdf.open(file) as pdf:
        return text_of_parts(pdf, parts)


def test_every_word_of_a_pack_is_known_from_its_parts_and_what_is_new_in_it(pack):
    file, parts = pack
    known = said_by(file, [each.facts.spoken for each in parts])
    assert set(text_of(file).split()) <= set(known.split())
    assert STAMP in known


def test_what_is_told_of_a_document_when_it_is_mended_is_all_that_its_finished_file_says(pack):
    _, parts = pack
    for each in parts:
        told = each.facts.spoken.words.split("\n")
        assert sorted(told) == sorted(text_of(each.pdf).split("\n"))


def test_a_part_that_is_not_known_is_read(pack):
    file, parts = pack
    known = said_by(file, [parts[0].facts.spoken])
    assert set(text_of(file).split()) <= set(known.split())


def test_what_somebody_changed_in_a_page_is_read(pack, tmp_path):
    file, parts = pack
    with pikepdf.open(file) as pdf:
        stream = pdf.pages[0].Contents[1]
        data = stream.read_bytes()
        shown = data.index(b"] TJ")
        stream.write(data[:shown] + b"] TJ " + data[data.rindex(b"[", 0, shown) : shown] + data[shown:])
        pdf.save(tmp_path / "changed.pdf")
    before = said_by(file, [each.facts.spoken for each in parts])
    after = said_by(tmp_path / "changed.pdf", [each.facts.spoken for each in parts])
    assert len(after.split()) > len(before.split())
