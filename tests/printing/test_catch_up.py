"""Catch-up packs: filed as they say, they make an old binder the new one, sheet by sheet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from lxml.html import fromstring
from small_pdfs import bookmarks
from tiny import HANDOUT, MODULE_PATH, write_library

from hubdocs.cli import main
from hubdocs.library.currency import MOST_CHANGED, Currency, DocumentCurrency, Verdict, currency_of
from hubdocs.library.load import load_library
from hubdocs.model import CatchUp, Library, PrintedPack, Version
from hubdocs.printing.assembly.prints import page_prints
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.catch_up import fitted_letter
from hubdocs.printing.editions import edition_text, next_edition
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.inspection import inspect
from hubdocs.printing.letter import filing_lines, print_letter
from hubdocs.printing.manifest import kept_packs
from hubdocs.printing.packs import resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.run import leaves_today, print_library
from hubdocs.printing.workers import Press

PACK = "trainers"
WORDS = "Every pupil needs one adult who listens, who stays steady and who can be found. "


def passage(name: str, sentences: int = 9) -> str:
    """A paragraph that stands nowhere else."""
    return "".join(f"This is sentence {number} of {name}. {WORDS}" for number in range(1, sentences + 1))


def activity(name: str, minutes: int, mark: str = "") -> str:
    """An activity of about a page and a half."""
    text = "\n\n".join(passage(f"{name} {number}") for number in range(1, 5))
    return f"## {name.capitalize()} {{ #{name} minutes={minutes} {mark}}}\n\n{text}\n\n"


def module(id_: str, title: str, *names: str) -> str:
    """A module with these activities between its rules and its close, and one sheet."""
    duration = 8 + 5 * len(names)
    return (
        f"---\nid: {id_}\ntitle: {title}\nversion: 1.0.0\nstatus: draft\naudience: [staff]\ndelivered_by: [trainer]\n"
        f"duration: {duration}\nsummary: A session.\nobjectives: [notice a change]\n"
        f"materials:\n  - {{item: Card, per: person, handout: {id_}-H1}}\nstandards: [GOV-1]\n---\n\n"
        "Read this first.\n\n## Rules { #rules minutes=2 .ground-rules }\n\nAgree on the rules.\n\n"
        + "".join(activity(name, 5) for name in names)
        + "## Help { #help minutes=5 .signposting }\n\nRing [Childline](signpost:childline).\n\n"
        "## Close { #close minutes=1 .closing }\n\nThank everybody.\n"
    )


def pack(*contents: str) -> str:
    """A pack of a binder alone."""
    lines = "".join(f"  - {{{line}}}\n" for line in contents)
    return f"id: {PACK}\ntitle: Trainer pack\naudience: trainer\nformats: [binder]\ncontents:\n{lines}"


SECOND_DAY = date(2026, 12, 2)
FIRST, SECOND, THIRD = "module: WC-01, handouts: true", "module: WC-02, handouts: true", "module: WC-03, handouts: true"
SET, PAGE = "standards: ST-01", "page: help/using-this-pack.md"
SECOND_PATH = "modules/who-cares/WC-02-listening/module.md"
SHEET_PATH = "modules/who-cares/WC-02-listening/handouts/h1.md"
THIRD_PATH = "modules/who-cares/WC-03-telling/module.md"
PACK_PATH = f"materials/packs/{PACK}/pack.yml"
SIGNPOSTS = "materials/signposts.yml"
FILES: dict[str, str | None] = {
    MODULE_PATH: module("WC-01", "Noticing", "film", "cards", "pairs", "story"),
    SECOND_PATH: module("WC-02", "Listening", "talk", "quiet"),
    SHEET_PATH: HANDOUT.replace("WC-01", "WC-02"),
    "materials/packs/school-staff/pack.yml": None,
    "content/help/using-this-pack.md": "---\ntitle: Using this pack\nsummary: How.\n---\n\nTake out the old sheet.\n",
    PACK_PATH: pack(FIRST, SECOND, SET, PAGE),
}
THIRD_FILES = {
    THIRD_PATH: module("WC-03", "Telling", "tell"),
    "modules/who-cares/WC-03-telling/handouts/h1.md": HANDOUT.replace("WC-01", "WC-03"),
}
"""A module that joins later."""


def run(root: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, [*arguments, "-C", str(root)])
    assert result.exit_code == 0, result.output


@dataclass(frozen=True)
class Shelf:
    """A library on disk, and the binder that somebody printed of its first edition."""

    root: Path
    binder: Path

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")

    def change(self, path: str, old: str, new: str, *, count: int = 1) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write({path: text.replace(old, new, count)})

    def release(self, *ids: str, kind: str = "--minor") -> None:
        kinds = (kind,) if kind else ()
        run(self.root, "release", *ids, *kinds, "--summary", "Something is new", "--on", "2026-12-01")

    def fix(self, on: date) -> Reprint:
        """Fix the next edition, with the leaves of its binder and without counting other pages, and print it."""
        library = load_library(self.root)
        pack_ = library.packs[PACK]
        leaves = leaves_today(library, pack_, cache=self.cache)
        pages = dict.fromkeys(library.releases, 1)
        edition = next_edition(library, pack_, on, pages, leaves)
        self.write({edition.place.path: edition_text(edition)})
        return self.reprint()

    def reprint(self, edition: str = "") -> Reprint:
        library = load_library(self.root)
        target = self.root / f"printed{edition}"
        printed = print_library(library, target=target, cache=self.cache, edition=edition, documents=False)
        return Reprint(library, self.binder, printed.packs[0], target)

    @property
    def cache(self) -> Path:
        return self.root / "build" / "cache"


@dataclass(frozen=True)
class Reprint:
    """The newest edition, printed, with the way to it from the first one."""

    library: Library
    old_binder: Path
    printed: PrintedPack
    target: Path

    @property
    def currency(self) -> Currency:
        pack_ = self.library.packs[PACK]
        return currency_of(self.library, pack_, pack_.editions[0], self.printed.leaves)

    @property
    def catch_up(self) -> CatchUp:
        (found,) = self.printed.catch_ups
        return found

    @property
    def put_in(self) -> list[str]:
        """The leaves that the catch-up pack holds, as their feet name them."""
        return [sheet.named for sheet in read_binder(self.catch_up.pdf.file).sheets]

    def file_away(self) -> list[tuple[str, ...]]:
        """Do with the old binder what the list says."""
        binder, new = read_binder(self.old_binder), read_binder(self.catch_up.pdf.file)
        for line in filing_lines(self.library, self.currency):
            file_line(binder, new, line.number or line.title, line.take_out, line.put_in)
        return binder.prints


@dataclass
class Sheet:
    """One leaf of a binder: what it belongs to, its first page there, and what its printed sides show."""

    label: str
    first: int
    named: str
    prints: tuple[str, ...]


@dataclass
class Ring:
    """A binder: cover and lists, the leaves of its documents, and the feedback sheet."""

    front: list[str] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    back: list[str] = field(default_factory=list)

    @property
    def prints(self) -> list[tuple[str, ...]]:
        return [tuple(self.front), *(sheet.prints for sheet in self.sheets), tuple(self.back)]


FOOT = re.compile(r"^ *((?:WC|ST)-\d\d(?:-H\d|-F)?|Using this pack) · (\d+)(?: · (\d\.\d\.\d))?", re.MULTILINE)


def read_binder(file: Path) -> Ring:
    """A binder, or what a catch-up pack brings for it, as its feet say what is what."""
    ring = Ring()
    with pikepdf.open(file) as pdf:
        take_bars(pdf)
        prints = page_prints(pdf)
    for text, print_ in zip(page_texts(file), prints, strict=True):
        foot = FOOT.search(text[text.find("Worried") :] if "Worried" in text else text)
        if foot is None:
            if text.strip() and "take out, put in" not in text and "· letter" not in text:
                (ring.back if "Feedback sheet" in text else ring.front).append(print_)
        elif (page := int(foot[2])) % 2:
            ring.sheets.append(Sheet(foot[1], page, foot[0].strip(), (print_,)))
        else:
            ring.sheets[-1].prints += (print_,)
    return ring


BAR = re.compile(rb"/Artifact <</Type/Layout>> BDC q 0 G .*? S Q EMC\n?")


def take_bars(pdf: pikepdf.Pdf) -> list[int]:
    """Take the change bars off every page: a new leaf without them is the new binder's. Answers their numbers."""
    taken = []
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        over = contents[-1] if isinstance(contents, pikepdf.Array) else None
        data = over.read_bytes() if over is not None else b""
        taken.append(len(BAR.findall(data)))
        if taken[-1]:
            over.write(BAR.sub(b"", data))
    return taken


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def file_line(binder: Ring, new: Ring, label: str, take_out: str, put_in: str) -> None:
    """Do what one line of the list says, with nothing but its words to go by."""
    if label.startswith("Cover"):
        binder.front = new.front
        return
    if label == "Feedback sheet":
        binder.back = new.back
        return
    at = next((place for place, sheet in enumerate(binder.sheets) if sheet.label == label), 0)
    taken: list[Sheet] = []
    if take_out:
        pages = pages_in(take_out)
        taken = [sheet for sheet in binder.sheets if sheet.label == label and sheet.first in pages]
        assert taken, take_out
        binder.sheets = [sheet for sheet in binder.sheets if sheet not in taken]
    if put_in:
        pages = pages_in(put_in)
        stack = taken if "the same sheets" in put_in else new.sheets
        sheets = [sheet for sheet in stack if sheet.label == label and ("same" in put_in or sheet.first in pages)]
        assert sheets, put_in
        if ", behind " in put_in and ", behind page " not in put_in:
            behind = put_in.partition(", behind ")[2]
            places = [place for place, sheet in enumerate(binder.sheets) if sheet.label == behind]
            at = places[-1] + 1 if places else 0
        else:
            at += sum(sheet.label == label and sheet.first < min(pages) for sheet in binder.sheets)
        binder.sheets[at:at] = sheets


def pages_in(words: str) -> range:
    """`page 5`, `pages 5 to 8, behind WC-02`."""
    if not (found := re.search(r"pages? (\d+)(?: to (\d+))?", words)):
        return range(0)
    return range(int(found[1]), int(found[2] or found[1]) + 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The library with its first edition, and the binder of it."""
    root = write_library(tmp_path_factory.mktemp("catch-up") / "library", FILES)
    run(root, "release", "WC-01", "WC-02", "ST-01", "--summary", "First release", "--on", "2026-11-01")
    made = Shelf(root, root).fix(date(2026, 11, 2))
    return Shelf(root, made.printed.files[0].file)


@pytest.fixture
def shelf(base: Shelf, tmp_path: Path) -> Shelf:
    """The same, to be changed."""
    return copied(base, tmp_path / "library")


def copied(shelf: Shelf, root: Path) -> Shelf:
    shutil.copytree(shelf.root, root, ignore=shutil.ignore_patterns("printed*"))
    return Shelf(root, shelf.binder)


@pytest.fixture(scope="module")
def one_paragraph(base: Shelf, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, Reprint]:
    """After one paragraph of one module changed."""
    shelf = copied(base, tmp_path_factory.mktemp("one-paragraph") / "library")
    shelf.change(MODULE_PATH, "This is sentence 3 of pairs 1.", "Now this sentence of pairs is new.")
    shelf.release("WC-01")
    return shelf, shelf.fix(SECOND_DAY)


def assert_filed(made: Reprint) -> None:
    """Filing the catch-up pack gives the new binder, and the finished file is sound."""
    assert made.file_away() == read_binder(made.printed.files[0].file).prints
    assert [str(each) for each in inspect(made.catch_up.pdf.file)] == []


def test_one_new_paragraph_changes_its_own_leaf_and_the_opening_one(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    # The sheet to answer on names the release, so it comes with it.
    assert made.put_in == ["WC-01 · 1 · 1.1.0", "WC-01 · 5 · 1.1.0", "WC-01-F · 1 · 1.1.0"]
    assert (made.catch_up.leaves, len(made.printed.leaves)) == (3, 14)
    assert_filed(made)


def test_every_part_of_a_catch_up_pack_begins_on_a_right_hand_page(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    beginnings = (
        "Bring your binder up to date",
        "take out, put in ·",
        "Edition",
        "WC-01 · 1 ·",
        "WC-01 · 5 ·",
        "WC-01-F · 1 ·",
        "Feedback sheet of edition",
    )
    pages = page_texts(made.catch_up.pdf.file)
    found = [next(at for at, page in enumerate(pages, start=1) if words in page) for words in beginnings]
    assert found == [1, 3, 5, 9, 11, 13, 15]
    assert made.catch_up.pdf.pages == len(pages) == 15


def test_bars_stand_beside_what_is_new_and_nowhere_else(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    with pikepdf.open(made.catch_up.pdf.file) as pdf:
        barred = [page for page, number in enumerate(take_bars(pdf), start=1) if number]
    pages = page_texts(made.catch_up.pdf.file)
    assert 9 in barred  # the opening page names the release
    assert "Now this sentence of pairs is new." in " ".join(pages[10].split())
    assert set(barred) == {9, 11}


def test_bookmarks_name_the_letter_the_list_and_the_documents(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    with pikepdf.open(made.catch_up.pdf.file) as pdf:
        top = [line for line in bookmarks(pdf).splitlines() if not line.startswith(" ")]
    letter = ["Bring your binder up to date", "Take out, put in"]
    assert top == [*letter, "Trainer pack", "WC-01 Noticing", "WC-01-F How did it go?", "How did it go?"]


def test_the_letter_counts_what_there_is_to_print(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    words = " ".join(page_texts(made.catch_up.pdf.file)[0].split())
    assert "from edition 2026-11 to edition 2026-12" in words
    assert "These 8 sheets replace what changed" in words
    assert "Print all 15 pages on both sides" in words
    assert re.search(r"WC-01 1\.0\.0 to 1\.1\.0 Something is new\.", words)


def test_catch_up_packs_are_listed_summed_and_found_again(one_paragraph: tuple[Shelf, Reprint]) -> None:
    _, made = one_paragraph
    folder = made.target / "packs" / PACK
    sums = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "catch-up/trainers-2026-11-to-2026-12.pdf: OK" in sums.stdout
    (edition,) = json.loads((folder / "manifest.json").read_text())["packs"][0]["editions"]
    assert [(each["format"], each["name"]) for each in edition["files"]] == [
        ("binder", "trainers-2026-12-binder.pdf"),
        ("catch-up", "trainers-2026-11-to-2026-12.pdf"),
    ]
    assert kept_packs(made.library, made.target / "packs") == (made.printed,)


def test_a_catch_up_pack_is_the_same_bytes_in_another_folder(
    one_paragraph: tuple[Shelf, Reprint], tmp_path: Path
) -> None:
    shelf, made = one_paragraph
    again = copied(shelf, tmp_path / "quite another" / "place").reprint()
    assert again.catch_up.pdf.sha256 == made.catch_up.pdf.sha256


def test_printing_an_older_edition_makes_no_catch_up_pack(one_paragraph: tuple[Shelf, Reprint]) -> None:
    shelf, _ = one_paragraph
    assert shelf.reprint(f"{PACK}@2026-11").printed.catch_ups == ()


def test_nothing_that_was_withdrawn_is_put_in(one_paragraph: tuple[Shelf, Reprint], tmp_path: Path) -> None:
    shelf = copied(one_paragraph[0], tmp_path / "library")
    run(shelf.root, "withdraw", "WC-01", "1.1.0", "--reason", "A rule was wrong", "--on", "2026-12-03")
    made = shelf.reprint()
    assert (made.put_in, made.catch_up.leaves) == ([], 0)
    assert made.file_away()[1:-1] == read_binder(made.old_binder).prints[1:-1]
    letter, _, filing, *_ = (" ".join(page.split()) for page in page_texts(made.catch_up.pdf.file))
    assert "WC-01 1.1.0 was withdrawn on 3 December 2026. A rule was wrong. It is not among these sheets" in letter
    assert "keep your 1.0.0 for now" in letter
    assert "Now the binder is edition 2026-12, but for WC-01, of which the letter says more." in filing
    cover, leaf = (
        next(page for page in page_texts(made.printed.files[0].file) if words in page)
        for words in ("Edition", "WC-01 · 1 ·")
    )
    assert "Withdrawn: WC-01 1.1.0. Do not use it." in " ".join(cover.split())
    assert "WITHDRAWN: do not use" in leaf
    assert [str(each) for each in inspect(made.catch_up.pdf.file)] == []


def test_pages_added_and_a_changed_sheet_are_put_in(shelf: Shelf) -> None:
    more = "\n\n".join(passage(f"more {number}") for number in range(1, 7))
    shelf.change(MODULE_PATH, "## Help", f"{more}\n\n## Help")
    shelf.change(SHEET_PATH, "Three things", "Four things")
    shelf.release("WC-01", "WC-02")
    made = shelf.fix(SECOND_DAY)
    assert made.put_in == [
        "WC-01 · 1 · 1.1.0",
        "WC-01 · 7 · 1.1.0",
        "WC-01 · 9 · 1.1.0",
        "WC-01 · 11 · 1.1.0",
        "WC-01-F · 1 · 1.1.0",
        "WC-02 · 1 · 1.1.0",
        "WC-02-H1 · 1 · 1.1.0",
        "WC-02-F · 1 · 1.1.0",
    ]
    assert_filed(made)


def test_documents_that_join_leave_and_move_are_filed(shelf: Shelf) -> None:
    shelf.write({**THIRD_FILES, PACK_PATH: pack(FIRST, THIRD, PAGE, SECOND)})
    shelf.release("WC-03", kind="")
    made = shelf.fix(SECOND_DAY)
    assert {named.split(" · ")[0] for named in made.put_in} == {"WC-03", "WC-03-H1", "WC-03-F"}
    assert_filed(made)
    lines = [
        (line.number or line.title, line.take_out, line.put_in) for line in filing_lines(made.library, made.currency)
    ]
    assert lines[1] == ("ST-01", "all of it (page 1)", "")
    assert ("WC-03", "", "pages 1 to 4, behind WC-01-F") in lines
    assert ("WC-03-H1", "", "page 1, behind WC-03") in lines
    assert ("WC-03-F", "", "pages 1 to 2, behind WC-03-H1") in lines
    assert ("Using this pack", "all of it (page 1)", "the same sheets, behind WC-03-F") in lines


def test_a_new_telephone_number_changes_the_leaves_that_name_it(shelf: Shelf) -> None:
    shelf.change(SIGNPOSTS, "0800 1111", "0800 2222")
    made = shelf.fix(SECOND_DAY)
    assert [named.split(" · ")[0] for named in made.put_in] == ["WC-01", "WC-02"]
    assert_filed(made)
    assert "Something that is always today’s" in page_texts(made.catch_up.pdf.file)[0]


def test_above_six_changed_leaves_of_ten_there_is_no_catch_up_pack(shelf: Shelf) -> None:
    for path in (MODULE_PATH, SECOND_PATH):
        shelf.change(path, "Every pupil", "Every child", count=-1)
    shelf.change(SHEET_PATH, "Three things", "Four things")
    shelf.release("WC-01", "WC-02")
    made = shelf.fix(SECOND_DAY)
    assert made.currency.changed_share > MOST_CHANGED
    assert made.printed.catch_ups == ()
    assert not (made.target / "packs" / PACK / "catch-up").exists()


def change(id_: str, held: str, newest: str, verdict: Verdict = Verdict.REPLACE, **more: str) -> DocumentCurrency:
    """A document of which a release between two versions is new; a version may be missing."""
    versions = (Version.parse(each) if each else None for each in (held, newest))
    return DocumentCurrency(id_, *versions, verdict, (), **more)


def released(library: Library, id_: str, *kinds: tuple[str, str, str]) -> Library:
    """The library with these releases of a document: version, kind and summary."""
    first = library.releases["WC-01"][0]
    made = tuple(
        replace(
            first, document=replace(first.document, id=id_, version=Version.parse(version)), kind=kind, summary=summary
        )
        for version, kind, summary in kinds
    )
    return replace(library, releases={**library.releases, id_: made})


def letter_of(library: Library, *documents: DocumentCurrency, short: bool = False) -> PrintDocument:
    contents = resolve(library, library.packs[PACK], library.packs[PACK].editions[0])
    return print_letter(library, contents, Currency(PACK, "2026-11", "2026-12", documents, (), True), 24, short=short)


def words_of(document: PrintDocument) -> str:
    return " ".join(" ".join(fromstring(document.html).itertext()).split())


@pytest.fixture(scope="module")
def library(base: Shelf) -> Library:
    """The library with two more releases of a module, of which the first asks for training."""
    kinds = (("1.0.0", "first", "First"), ("2.0.0", "major", "Rules first"), ("2.0.1", "patch", "A comma"))
    return released(load_library(base.root), "WC-01", *kinds)


def test_the_letter_says_first_what_must_not_be_used_and_then_who_trains_again(library: Library) -> None:
    old, *later = library.releases["WC-01"]
    old = replace(old, withdrawn="A number was wrong", withdrawn_on=date(2026, 12, 1))
    library = replace(library, releases={**library.releases, "WC-01": (old, *later)})
    words = words_of(letter_of(library, change("WC-01", "1.0.0", "2.0.1", Verdict.DO_NOT_USE, withdrawn=old.withdrawn)))
    assert "Do not use any more WC-01 1.0.0 was withdrawn on 1 December 2026. A number was wrong. Train again" in words
    assert "Train again before the next session WC-01 2.0.1 Rules first. What to do" in words
    assert "WC-01 1.0.0 to 2.0.1 Rules first. A comma." in words


def test_a_letter_of_a_major_release_names_what_takes_the_old_ones_place(library: Library) -> None:
    words = words_of(letter_of(library, change("WC-01", "1.0.0", "2.0.1", Verdict.DO_NOT_USE)))
    assert "Do not use any more WC-01 1.0.0 is replaced by 2.0.1." in words


def test_a_letter_of_small_changes_forbids_nothing_and_trains_nobody(library: Library) -> None:
    words = words_of(letter_of(library, change("WC-01", "2.0.0", "2.0.1", Verdict.WORDING)))
    assert "Do not use" not in words
    assert "Train again" not in words


@pytest.mark.parametrize(
    ("held", "newest", "words"),
    [
        ("", "1.0.0", "WC-01 1.0.0 New in this pack: Noticing"),
        ("1.0.0", "", "WC-01 1.0.0 No longer in this pack"),
        ("2.0.0", "1.0.0", "WC-01 2.0.0 to 1.0.0 An earlier release is in force again"),
    ],
)
def test_the_letter_says_what_joined_left_or_came_back(library: Library, held: str, newest: str, words: str) -> None:
    assert words in words_of(letter_of(library, change("WC-01", held, newest)))


@pytest.mark.parametrize(
    ("held", "newest", "withdrawn", "unsafe", "news"),
    [
        ("1.0.0", "2.0.1", "", "It is not among these sheets: keep your 1.0.0 for now.", "1.0.0 Nothing for now"),
        ("", "2.0.1", "", "It is not among these sheets.", "2.0.1 Withdrawn: it is not put in"),
        ("2.0.1", "2.0.1", "A rule was wrong", "Take it out", "2.0.1 Withdrawn: take it out"),
    ],
)
def test_a_release_that_was_withdrawn_while_it_is_in_force_is_named_too(
    library: Library, held: str, newest: str, withdrawn: str, unsafe: str, news: str
) -> None:
    document = change("WC-01", held, newest, Verdict.CURRENT, withdrawn=withdrawn, newest_withdrawn="A rule was wrong")
    words = words_of(letter_of(library, document))
    assert f"Do not use any more WC-01 2.0.1 was withdrawn. A rule was wrong. {unsafe}" in words
    assert f"WC-01 {news}" in words
    assert "Train again" not in words


def test_a_release_that_stays_and_must_not_be_used_is_told_with_what_takes_its_place(library: Library) -> None:
    document = change("WC-01", "1.0.0", "2.0.0", Verdict.DO_NOT_USE, newest_withdrawn="A rule was wrong")
    words = words_of(letter_of(library, document))
    assert "WC-01 1.0.0 is replaced by 2.0.1, which is in no edition yet." in words
    assert "keep your" not in words


def test_a_letter_about_many_changes_stays_on_one_page(library: Library, base: Shelf) -> None:
    ids = [f"WC-{number}" for number in range(10, 50)]
    for id_ in ids:
        news = ("1.1.0", "minor", "The talk about the film is shorter, and a new card helps groups that are quiet")
        library = released(library, id_, ("1.0.0", "first", "First"), news)
    documents = [change(id_, "1.0.0", "1.1.0") for id_ in ids]
    press = Press(WeasyPrintEngine(), RenderCache(base.cache))
    full, short = (press.print_at_once(letter_of(library, *documents, short=short)) for short in (False, True))
    assert (full.facts.pages > 1, short.facts.pages) == (True, 1)
    contents = resolve(library, library.packs[PACK], library.packs[PACK].editions[0])
    currency = Currency(PACK, "2026-11", "2026-12", tuple(documents), (), True)
    assert fitted_letter(library, contents, currency, 24, press).pages == 1
