"""Addresses on paper: the codes can be read, lead to pages of the site, and say what stands beside them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from click.testing import CliRunner
from tiny import TINY, write_library

from hubdocs.cli import main
from hubdocs.library.load import load_library, with_drafts
from hubdocs.model import Library
from hubdocs.printing.codes import ON_LIST, SMALLEST_MODULE, address, code_for, code_of_pack, code_of_release

SITE = "https://hub.example.org/library/"
AGREEMENT = Path(__file__).parents[1] / "authoring" / "golden" / "AG-90-hall" / "agreement.md"
CHANGES: dict[str, str | None] = {
    "mkdocs.yml": f"site_url: {SITE}\n{TINY['mkdocs.yml']}",
    "materials/agreements/AG-90-hall/agreement.md": AGREEMENT.read_text(encoding="utf-8"),
    "materials/packs/school-staff/pack.yml": TINY["materials/packs/school-staff/pack.yml"]
    + "  - {agreement: AG-90}\n  - {page: index.md}\n",
    "materials/packs/proofs/pack.yml": "id: proofs\ntitle: Proofs\naudience: trainer\nformats: [screen, binder]\n"
    "contents:\n  - {module: WC-01, handouts: true}\n",
}
SQUARES = re.compile(r"width:([0-9.]+)mm;height:\1mm;")


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a public address, released, with an edition of one pack and none of the other."""
    root = write_library(tmp_path_factory.mktemp("codes") / "library", CHANGES)
    day = ("--on", "2026-11-22", "-C", str(root))
    run("release", "ST-01", "WC-01", "AG-90", "--summary", "First release", *day)
    run("release", "school-staff", *day)
    run("build", "-C", str(root))
    return root / "build"


@pytest.fixture(scope="module")
def files(built: Path) -> list[Path]:
    """Every PDF: all packs in all formats, and every document by itself."""
    return sorted((*(built / "packs").rglob("*.pdf"), *(built / "site" / "modules").rglob("*.pdf")))


def codes_in(file: Path, folder: Path) -> dict[int, str]:
    """What a telephone reads on each page that has a code, as an office printer would print it."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", file, folder / file.stem], check=True)
    found: dict[int, str] = {}
    for picture in folder.glob(f"{file.stem}-*.png"):
        command = ["zbarimg", "--nodbus", "--quiet", "--raw", str(picture)]
        read = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if lines := read.splitlines():
            found[int(picture.stem.rpartition("-")[2])] = "\n".join(lines)
    return dict(sorted(found.items()))


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.fixture(scope="module")
def read(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """The codes of each file, by page."""
    return {file.name: codes_in(file, tmp_path_factory.mktemp(file.stem)) for file in files}


def test_cover_and_list_lead_to_the_check_of_their_edition(read: dict[str, dict[int, str]]) -> None:
    for format_ in ("screen", "binder"):
        codes = list(read[f"school-staff-2026-11-{format_}.pdf"].items())
        checked = f"{SITE}check/school-staff/2026-11/"
        assert [codes[0], codes[1]] == [(1, checked), (2, checked)]


def test_the_sheet_that_closes_a_pack_leads_to_the_questions_about_its_edition(read: dict[str, dict[int, str]]) -> None:
    for format_ in ("screen", "binder"):
        last = list(read[f"school-staff-2026-11-{format_}.pdf"].values())[-1]
        assert last == f"{SITE}feedback/?e=school-staff@2026-11&c=print"
        proof = list(read[f"proofs-proof-{format_}.pdf"].values())[-1]
        assert proof == f"{SITE}feedback/?c=print"


def test_the_sheet_behind_a_module_leads_to_the_questions_about_its_release(
    files: list[Path], read: dict[str, dict[int, str]]
) -> None:
    about = f"{SITE}feedback/?d=WC-01&v=1.0.0&c=print"
    for name in ("proofs-proof-screen.pdf", "proofs-proof-binder.pdf", "WC-01-1.0.0-trainer.pdf"):
        pages = page_texts(next(file for file in files if file.name == name))
        assert [number for number, code in read[name].items() if code == about] == [
            number for number, page in enumerate(pages, start=1) if "How useful was it?" in page and "WC-01" in page
        ]
        assert about in read[name].values()
    for_all = (*read["school-staff-2026-11-screen.pdf"].values(), *read["WC-01-1.0.0.pdf"].values())
    assert about not in for_all


def test_a_proof_leads_to_the_general_check(read: dict[str, dict[int, str]]) -> None:
    assert read["proofs-proof-screen.pdf"][1] == f"{SITE}check/"


def test_the_opening_page_of_every_document_leads_to_its_release(read: dict[str, dict[int, str]]) -> None:
    opening = [f"{SITE}m/wc-01/1.0.0/", f"{SITE}m/st-01/1.0.0/", f"{SITE}m/ag-90/1.0.0/"]
    for format_ in ("screen", "binder"):
        assert list(read[f"school-staff-2026-11-{format_}.pdf"].values())[2:-1] == opening
    assert read["WC-01-1.0.0.pdf"] == {1: opening[0]}
    assert read["WC-01-1.0.0-trainer.pdf"][1] == opening[0]


def test_every_code_leads_to_a_page_of_the_site(built: Path, read: dict[str, dict[int, str]]) -> None:
    pages = {address_.partition("?")[0] for codes in read.values() for address_ in codes.values()}
    # The page that asks is made by another part of the program, and is looked at there.
    for address_ in pages:
        assert (built / "site" / address_.removeprefix(SITE) / "index.html").is_file(), address_


def test_the_same_address_stands_beside_each_code(files: list[Path], read: dict[str, dict[int, str]]) -> None:
    for file in files:
        pages = page_texts(file)
        for page, code in read[file.name].items():
            printed = "".join(pages[page - 1].split())
            # On a cover the column is narrow, and other words stand left of it.
            pieces = code.removeprefix("https://").rstrip("/").split("/")
            assert all(piece in printed for piece in pieces), (file.name, page)


def test_every_page_says_what_it_belongs_to_and_in_which_version(files: list[Path]) -> None:
    own = re.compile(r"\b(WC-01|WC-01-H1|WC-01-F|ST-01|AG-90) · (\d+ · )?1\.0\.0\b|\b(WC-01-H1) · 1\.0\.0\b")
    edition = re.compile(r"\b2026-11\b|\bPROOF\b|of a proof\b")
    live = re.compile(r"^ *Welcome · \d", re.MULTILINE)
    for file in files:
        for number, page in enumerate(page_texts(file), start=1):
            if page.strip():
                assert own.search(page) or edition.search(page) or live.search(page), (file.name, number)


@pytest.fixture
def library(tiny: Path) -> Library:
    return load_library(tiny)


def public(library: Library, address_: str) -> Library:
    return replace(library, settings=replace(library.settings, site_url=address_))


def test_without_a_public_address_there_is_no_code_and_no_host(library: Library) -> None:
    code = code_for(library, "check/", ON_LIST)
    assert (str(code.drawing), re.sub(r"<[^>]+>", "", code.words)) == ("", "/check")
    assert address(public(library, SITE), "packs/") == "hub.example.org/library/packs"


@pytest.mark.parametrize("host", ["https://a.org/", SITE, f"https://{'long-' * 20}name.example.org/{'deep/' * 20}"])
def test_squares_of_a_code_are_large_enough_for_a_photocopier(library: Library, host: str) -> None:
    code = code_for(public(library, host), "m/wc-01/1.0.0/", ON_LIST)
    made = segno.make(f"{host}m/wc-01/1.0.0/", error="m", micro=False, boost_error=False)
    width = SQUARES.search(code.drawing)
    assert width is not None
    assert float(width[1]) >= max(ON_LIST, made.symbol_size(border=0)[0] * SMALLEST_MODULE)


def test_an_address_breaks_over_lines_only_after_a_slash(library: Library) -> None:
    code = code_of_pack(public(library, SITE), library.packs["school-staff"], None, ON_LIST)
    pieces = ["hub.example.org/", "library/", "check"]
    assert code.words == "".join(f'<span class="address">{piece}</span>' for piece in pieces)


def test_a_draft_has_no_address_because_nobody_can_look_it_up(library: Library) -> None:
    assert code_of_release(library, with_drafts(library).releases["WC-01"][0]) is None
