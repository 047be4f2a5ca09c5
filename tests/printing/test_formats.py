"""One pack in every format: which files there are, what is on which page, and that each keeps its own rules."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import sample

from hubdocs.errors import HubError
from hubdocs.model import PrintedFile, PrintedPack
from hubdocs.model.packs import FORMATS as NAMES
from hubdocs.printing.formats import FORMATS
from hubdocs.printing.inspection import inspect
from hubdocs.printing.preflight import BOOKLET, WARNINGS, PrintKind, preflight
from hubdocs.printing.reading import pages_text, text_of
from hubdocs.printing.run import print_library

A4 = (595.28, 841.89)
FOR_PRINTING_ONLY = ("booklet", "press")
POINTS = 72 / 25.4


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> PrintedPack:
    folder = tmp_path_factory.mktemp("pack")
    library = sample.load(folder / "library")
    all_formats = replace(library.packs["school-staff"], formats=NAMES)
    library = replace(library, packs={"school-staff": all_formats})
    return print_library(library, target=folder / "build", cache=cache, documents=False).packs[0]


def file_of(pack: PrintedPack, format_: str, part: str = "") -> PrintedFile:
    return next(each for each in pack.files if (each.format, each.part) == (format_, part))


def sizes(path: Path, box: str = "mediabox") -> set[tuple[float, float]]:
    with pikepdf.open(path) as pdf:
        boxes = [[float(edge) for edge in getattr(page, box)] for page in pdf.pages]
    return {(round(right - left, 2), round(top - bottom, 2)) for left, bottom, right, top in boxes}


def pages_of(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [
            " ".join(fragment.text for fragment in (*page.marked.values(), *page.loose)) for page in pages_text(pdf)
        ]


def test_every_format_of_the_contract_can_be_printed():
    assert tuple(FORMATS) == NAMES


def test_each_format_has_its_files(pack):
    assert [each.name for each in pack.files] == [
        "school-staff-2026-11-screen.pdf",
        "school-staff-2026-11-binder.pdf",
        "school-staff-2026-11-booklet.pdf",
        "school-staff-2026-11-press.pdf",
        "school-staff-2026-11-press-cover.pdf",
        "school-staff-2026-11-press-ticket.pdf",
        "school-staff-2026-11-large-print.pdf",
        "school-staff-2026-11-copier.pdf",
    ]
    assert [each.name for each in pack.tickets] == ["school-staff-2026-11-press-ticket.json"]


@pytest.mark.parametrize("format_", [name for name in NAMES if name not in FOR_PRINTING_ONLY])
def test_an_accessible_format_passes_the_inspection(pack, format_):
    assert [str(each) for each in inspect(file_of(pack, format_).file)] == []


def test_the_job_ticket_is_accessible_too(pack):
    assert [str(each) for each in inspect(file_of(pack, "press", "ticket").file)] == []


@pytest.mark.parametrize(
    ("format_", "part", "kind"),
    [
        ("booklet", "", BOOKLET),
        ("press", "", PrintKind("press", (210, 297), one_colour=True)),
        ("press", "cover", PrintKind("press", (210, 297), one_colour=False)),
    ],
)
def test_a_format_for_printing_only_passes_the_preflight_and_does_not_call_itself_accessible(pack, format_, part, kind):
    path = file_of(pack, format_, part).file
    assert [str(each) for each in preflight(path, kind) if each.rule not in WARNINGS] == []
    with pikepdf.open(path) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
        assert "For printing only." in str(pdf.docinfo["/Subject"])


def test_pages_have_the_size_of_their_format(pack):
    assert sizes(file_of(pack, "large-print").file) == {A4, A4[::-1]}  # one sheet is landscape
    assert sizes(file_of(pack, "booklet").file) == {A4[::-1]}
    assert sizes(file_of(pack, "press").file, "trimbox") == {A4}
    (bleed,) = sizes(file_of(pack, "press").file, "bleedbox")
    assert bleed == pytest.approx([edge + 6 * POINTS for edge in A4], abs=0.02)


def test_page_two_of_a_booklet_is_behind_page_one(pack):
    front, back, *_ = pages_of(file_of(pack, "booklet").file)
    assert "School staff pack" in front
    assert re.search(r"What is in this pack.* 2 of \d+", back)


def test_a_booklet_says_how_to_print_it_and_which_pages_are_blank(pack):
    file = file_of(pack, "booklet")
    with pikepdf.open(file.file) as pdf:
        said = str(pdf.docinfo["/Subject"])
    assert "flip on the short edge, fold in the middle and staple" in said
    assert re.search(r"Pages? [\d, ]+(?:(?:to|and) \d+ )?(?:are|is) left blank\.", said)
    assert re.fullmatch(r"\d+ sheets of A4, \d+ pages left blank", file.note)


def test_pages_for_inside_count_on_from_the_cover_and_fill_whole_sections(pack):
    inside, cover = file_of(pack, "press"), file_of(pack, "press", "cover")
    assert inside.pages % 4 == 0
    assert cover.pages == 4
    pages = pages_of(inside.file)
    assert f"School staff pack 2026-11 · 3 of {inside.pages + 4}" in pages[0]
    with pikepdf.open(inside.file) as pdf:
        assert int(pdf.Root.PageLabels.Nums[1].St) == 3


def test_the_job_ticket_describes_the_very_files(pack):
    ticket = json.loads(pack.tickets[0].file.read_text())
    said = json.dumps(ticket)
    for part in ("", "cover"):
        file = file_of(pack, "press", part)
        assert hashlib.sha256(file.file.read_bytes()).hexdigest() in said
        assert file.name in said
    assert ticket["quantity"] is None


def test_sheets_to_copy_stand_alone_with_their_number_and_version(pack):
    pages = pages_of(file_of(pack, "copier").file)
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert f"WC-01-H{number} · 1.0.0" in page
        assert "2026-11" not in page


def test_no_format_holds_trainer_text_that_its_readers_may_not_see(pack):
    for file in pack.files:
        assert sample.SECRET not in text_of(file.file)


PARAGRAPHS = "\n\n".join([sample.FILLING * 3] * 6)
LONG = "".join(f"## Part {number} {{ #part-{number} }}\n\n{PARAGRAPHS}\n\n" for number in range(24))


def test_a_pack_too_long_for_one_booklet_becomes_several_cut_before_a_heading(tmp_path, cache):
    page = f"---\ntitle: A long page\nsummary: Long.\n---\n\n{LONG}"
    library = sample.load(tmp_path / "library", {"content/help/using-this-pack.md": page})
    pack = replace(library.packs["school-staff"], formats=("booklet",))
    library = replace(library, packs={"school-staff": pack})
    files = print_library(library, target=tmp_path / "build", cache=cache, documents=False).packs[0].files
    assert [each.part for each in files] == [str(number) for number in range(1, len(files) + 1)]
    assert len(files) > 1
    assert all(each.pages <= 32 for each in files)
    pages = [page for each in files for page in pages_of(each.file)]
    counted = [int(number) for page in pages for number in re.findall(r"2026-11 · (\d+) of", page)]
    assert sorted(counted) == sorted(set(counted))
    assert f"Part 2 of {len(files)}" in pages_of(files[1].file)[0]
    lines = right_half(files[1].file, side=3)
    heading = next(at for at, line in enumerate(lines) if re.fullmatch(r"Part \d+", line))
    assert not any("Every pupil" in line for line in lines[:heading]), "page 3, behind the cover leaf, begins a part"


def right_half(path: Path, side: int) -> list[str]:
    """The lines of the right page on one side of an A4 sheet."""
    box = ["-x", "421", "-y", "0", "-W", "421", "-H", "596"]
    words = ["pdftotext", "-layout", "-f", str(side), "-l", str(side), *box, path, "-"]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_a_section_longer_than_a_booklet_is_a_mistake_that_names_it(tmp_path, cache):
    endless = LONG.replace("## Part", "### Part").replace(" { #part", " { #part")
    text = re.sub(r" \{ #[a-z0-9-]+ \}", "", endless)
    page = f"---\ntitle: A long page\nsummary: Long.\n---\n\n## All of it\n\n{text}"
    library = sample.load(tmp_path / "library", {"content/help/using-this-pack.md": page})
    pack = replace(library.packs["school-staff"], formats=("booklet",))
    library = replace(library, packs={"school-staff": pack})
    with pytest.raises(HubError, match=r"help/using-this-pack\.md has a section of \d+ pages"):
        print_library(library, target=tmp_path / "build", cache=cache, documents=False)
