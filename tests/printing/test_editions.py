"""Editions of a binder: its leaves are recorded, printed with their own versions, and compared with today's."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.cli import main
from hubdocs.errors import HubError
from hubdocs.library.load import load_library
from hubdocs.model import Edition, Leaf, Library, PrintedPack
from hubdocs.printing.editions import leaves_changed, next_edition
from hubdocs.printing.manifest import LEAVES, kept_packs
from hubdocs.printing.progress import Silent
from hubdocs.printing.run import leaves_today, print_library
from hubdocs.release import Wanted, release

SENTENCE = "Every pupil needs one adult who listens, who stays steady and who can be found. "
PARAGRAPH = f"{SENTENCE * 8}\n\n"
LONG = MODULE.replace("Thank everybody.\n", f"{PARAGRAPH * 12}Thank everybody.\n")
"""A module of three leaves: its opening, then text whose end is on the last."""
LATER = LONG.replace("Thank everybody.", "Thank everybody twice.").replace("version: 1.0.0", "version: 1.1.0")
PAGE = "---\ntitle: Using this pack\nsummary: How.\n---\n\nTake out the old sheet.\n"
PACK = TINY["materials/packs/school-staff/pack.yml"] + "  - {page: help/using-this-pack.md}\n"
FILES: dict[str, str | None] = {
    MODULE_PATH: LONG,
    "content/help/using-this-pack.md": PAGE,
    "materials/packs/school-staff/pack.yml": PACK,
}
SIGNPOSTS = "materials/signposts.yml"


@dataclass(frozen=True)
class Story:
    """A library with two releases of its module and an edition of each."""

    root: Path
    library: Library
    printed: PrintedPack
    target: Path

    @property
    def editions(self) -> tuple[Edition, ...]:
        return self.library.packs["school-staff"].editions

    @property
    def cache(self) -> Path:
        return self.root / "build" / "cache"


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> Story:
    folder = tmp_path_factory.mktemp("editions")
    root = write_library(folder / "library", FILES)
    release(root, Wanted(("WC-01", "ST-01", "school-staff"), "The first.", date(2026, 11, 2)), Silent())
    (root / MODULE_PATH).write_text(LATER)
    wanted = Wanted(("WC-01", "school-staff"), "Thanks.", date(2026, 12, 1), kind="minor")
    release(root, wanted, Silent())
    library = load_library(root)
    printed = print_library(library, target=folder / "build", cache=root / "build" / "cache", documents=False)
    return Story(root, library, printed.packs[0], folder / "build" / "packs")


def names(leaves: tuple[Leaf, ...]) -> list[str]:
    """Leaves without their prints."""
    return [str(leaf).rpartition(" ")[0] for leaf in leaves]


def feet(pdf: Path) -> list[str]:
    """The last line of each page of a binder."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return [page.strip().splitlines()[-1].strip() if page.strip() else "" for page in text.split("\f")[:-1]]


def test_an_edition_records_each_leaf_with_the_release_in_which_it_last_changed(story):
    first, second = story.editions
    assert names(first.leaves) == [
        "WC-01 1-2 1.0.0",
        "WC-01 3-4 1.0.0",
        "WC-01 5-6 1.0.0",
        "WC-01-H1 1 1.0.0",
        "ST-01 1 1.0.0",
        "page-help-using-this-pack 1 today",
    ]
    assert names(second.leaves) == [
        "WC-01 1-2 1.1.0",
        "WC-01 3-4 1.0.0",
        "WC-01 5-6 1.1.0",
        "WC-01-H1 1 1.0.0",
        "ST-01 1 1.0.0",
        "page-help-using-this-pack 1 today",
    ]
    same = [old == new for old, new in zip(first.leaves, second.leaves, strict=True)]
    assert same == [False, True, False, True, True, True]


def test_the_foot_of_a_leaf_names_its_page_and_its_own_release(story):
    binder = next(file.file for file in story.printed.files if file.format == "binder")
    found = feet(binder)
    versions = ("1.1.0", "1.1.0", "1.0.0", "1.0.0", "1.1.0", "1.1.0")
    module = [f"WC-01 · {page} · {version}" for page, version in enumerate(versions, start=1)]
    own = [*module, "ST-01 · 1 · 1.0.0", "Using this pack · 1"]
    assert [foot for foot in found if foot in own] == own
    assert any("WC-01-H1 · 1 · 1.0.0" in page for page in page_texts(binder))


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")


def test_what_is_printed_are_the_recorded_leaves_while_nothing_live_changed(story):
    assert story.printed.leaves == story.editions[-1].leaves
    assert leaves_changed(story.editions[-1], story.printed.leaves) == {}


def test_an_older_edition_has_its_own_leaves_again(story):
    pack = story.library.packs["school-staff"]
    first = pack.editions[0]
    assert leaves_today(story.library, pack, cache=story.cache, edition=first) == first.leaves


def test_leaves_do_not_depend_on_how_many_workers_there_are(story):
    pack = story.library.packs["school-staff"]
    one, many = (leaves_today(story.library, pack, cache=story.cache, jobs=jobs) for jobs in (1, 5))
    assert one == many


def test_another_telephone_number_changes_the_leaves_that_print_it_and_the_build_names_them(story, tmp_path):
    root = tmp_path / "library"
    shutil.copytree(story.root, root)
    (root / SIGNPOSTS).write_text((root / SIGNPOSTS).read_text().replace("0800 1111", "0800 2222"))
    library = load_library(root)
    pack = library.packs["school-staff"]
    leaves = leaves_today(library, pack, cache=story.cache, edition=pack.newest_edition)
    changed = leaves_changed(pack.newest_edition, leaves)
    assert {label: names(each) for label, each in changed.items()} == {"WC-01": ["WC-01 1-2 1.1.0"]}

    result = CliRunner().invoke(main, ["build", "-C", str(root), "--no-site", "--packs", "school-staff"])
    assert result.exit_code == 0
    assert "school-staff 2026-12: 1 leaf of WC-01 (1-2) not as recorded: live text" in result.output
    assert kept_packs(load_library(root), root / "build" / "packs")[0].leaves == leaves


def test_leaves_that_came_or_went_count_as_changed(story):
    edition = story.editions[-1]
    fewer, more = edition.leaves[1:], (*edition.leaves, Leaf("WC-02", 1, 1, "1.0.0", edition.leaves[0].print))
    assert list(leaves_changed(edition, fewer)) == ["WC-01"]
    assert names(leaves_changed(edition, more)["WC-02"]) == ["WC-02 1 1.0.0"]
    assert leaves_changed(replace(edition, leaves=()), more) == {}


def test_a_pack_that_lies_printed_gives_its_leaves_back(story, tmp_path):
    (kept,) = kept_packs(story.library, story.target)
    assert kept.leaves == story.printed.leaves
    shutil.copytree(story.target, tmp_path / "packs")
    (tmp_path / "packs" / "school-staff" / LEAVES).unlink()
    assert kept_packs(story.library, tmp_path / "packs") == ()


def test_an_edition_needs_another_document_live_text_or_leaf_than_the_one_before(story):
    pack, last = story.library.packs["school-staff"], story.editions[-1]
    pages = {each.id: each.pages for each in last.documents}
    with pytest.raises(HubError, match="nothing changed since edition 2026-12 of school-staff"):
        next_edition(story.library, pack, last.date, pages, last.leaves)
    other = (*last.leaves[:-1], replace(last.leaves[-1], print="l1:" + 64 * "0"))
    assert next_edition(story.library, pack, last.date, pages, other).leaves == other


def test_an_edition_without_a_record_of_its_leaves_is_not_told_from_one_with_them(story):
    last = replace(story.editions[-1], leaves=())
    pack = replace(story.library.packs["school-staff"], editions=(last,))
    pages = {each.id: each.pages for each in last.documents}
    with pytest.raises(HubError, match="nothing changed"):
        next_edition(story.library, pack, last.date, pages, story.editions[-1].leaves)


def test_a_pack_without_a_binder_records_no_leaves(story):
    screen = replace(story.library.packs["school-staff"], formats=("screen",))
    assert leaves_today(story.library, screen, cache=story.cache) == ()
