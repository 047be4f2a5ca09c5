"""A release happens whole or not at all, whenever the computer stops: afterwards the tree is the old or the new one."""

from __future__ import annotations

import datetime
import importlib
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from killed import Killed, Killing, everything_in
from tiny import HANDOUT, MODULE, MODULE_PATH, REFINEMENT, STANDARDS, write_library

from hubdocs.errors import HubError
from hubdocs.library.load import load_library, read_library
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted, release
from hubdocs.releases.journal import JOURNAL, Disk, alone, settle

STORY = importlib.import_module("hubdocs.release")
DAY = datetime.date(2026, 11, 22)
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M1 1h8"/></svg>\n'

ONE = Wanted(("WC-01",), "Talk in threes", DAY, "minor")
TWO = Wanted(("WC-01", "ST-01"), "More time", DAY, "major")
ALL = Wanted(("WC-01", "ST-01", "school-staff"), "More time", DAY, "major", closes=("R-0001",))
FIRST = Wanted(("WC-01", "ST-01"), "First release", DAY)


def first_text(root: Path) -> Path:
    """A library of which nothing was released yet."""
    picture = Path(MODULE_PATH).parent / "images/pair.svg"
    return write_library(root, {picture.as_posix(): PICTURE, MODULE_PATH: with_picture(MODULE)})


def with_picture(text: str) -> str:
    return text.replace("Talk in pairs.", "Talk in pairs.\n\n![Two people](images/pair.svg)\n\n")


def second_text(root: Path) -> Path:
    """The same, released once and changed since then."""
    release(first_text(root), FIRST, Silent())
    (root / MODULE_PATH).write_text(with_picture(MODULE).replace("pairs", "threes\n\n- and move your chairs"))
    (root / Path(MODULE_PATH).parent / "handouts/h1.md").write_text(HANDOUT.replace("Three", "Four"))
    (root / STANDARDS_PATH).write_text(STANDARDS.replace("One day", "Two days"))
    (root / "materials/refinements").mkdir()
    (root / "materials/refinements/R-0001.md").write_text(REFINEMENT)
    return root


@pytest.fixture(autouse=True)
def pages_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid out, and nothing waits for the disk: both take long, and other tests know them."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(STORY, "page_counts", lambda *_, **__: {"WC-01": 2, "ST-01": 1})
    monkeypatch.setattr(STORY, "leaves_today", lambda *_, **__: ())


@pytest.mark.parametrize(
    ("begin", "wanted"),
    [(first_text, FIRST), (second_text, ONE), (second_text, TWO), (second_text, ALL)],
    ids=["first", "one", "two", "all"],
)
def test_a_release_killed_at_any_moment_leaves_the_old_or_the_new_tree(
    begin: Callable[[Path], Path], wanted: Wanted, tmp_path: Path
) -> None:
    start = begin(tmp_path / "start")
    old = everything_in(start)
    whole = Killing()
    done = shutil.copytree(start, tmp_path / "done")
    release(done, wanted, Silent(), whole)
    new = everything_in(done)
    assert old != new
    seen: list[bool] = []

    for moment in range(whole.moments):
        root = shutil.copytree(start, tmp_path / "killed")
        with pytest.raises(Killed):
            release(root, wanted, Silent(), Killing(moment))
        library = read_library(root)
        found = everything_in(root)
        step = f"killed at moment {moment} of {whole.steps}"
        assert found in (old, new), step
        assert not library.blocking, step
        assert not (root / JOURNAL).exists(), step
        seen.append(found == new)
        shutil.rmtree(root)

    assert seen == sorted(seen), "once it is released, it stays released"
    assert {*seen} == {False, True}


def test_mending_killed_at_any_moment_is_mended_by_the_next_run(tmp_path: Path) -> None:
    start = second_text(tmp_path / "start")
    old = everything_in(start)
    whole = Killing()
    done = shutil.copytree(start, tmp_path / "done")
    release(done, ALL, Silent(), whole)
    new = everything_in(done)

    for moment in range(1, whole.moments, 7):
        stopped = shutil.copytree(start, tmp_path / "stopped")
        with pytest.raises(Killed):
            release(stopped, ALL, Silent(), Killing(moment))
        mending = Killing()
        settle(shutil.copytree(stopped, tmp_path / "mended"), mending)
        for later in range(mending.moments):
            root = shutil.copytree(stopped, tmp_path / "killed-again")
            with pytest.raises(Killed):
                settle(root, Killing(later))
            settle(root)
            assert everything_in(root) in (old, new)
            shutil.rmtree(root)
        shutil.rmtree(tmp_path / "mended")
        shutil.rmtree(stopped)


class Ending(Killing):
    """Filing that ends the whole process, without a last word."""

    def _pass(self, step: str = "") -> None:
        try:
            super()._pass(step)
        except Killed:
            os._exit(9)


def _release_and_end(root: Path, moment: int) -> None:
    STORY.page_counts = lambda *_, **__: {"WC-01": 2, "ST-01": 1}  # type: ignore[attr-defined]
    if hasattr(STORY, "leaves_today"):
        STORY.leaves_today = lambda *_, **__: ()  # type: ignore[attr-defined]
    release(root, ALL, Silent(), Ending(moment))


def test_a_process_that_ends_in_the_middle_leaves_the_old_or_the_new_tree(tmp_path: Path) -> None:
    start = second_text(tmp_path / "start")
    old = everything_in(start)
    whole = Killing()
    done = shutil.copytree(start, tmp_path / "done")
    release(done, ALL, Silent(), whole)
    new = everything_in(done)
    decided = 1 + max(index for index, step in enumerate(whole.steps) if step.startswith("copy"))

    for moment in (1, decided, whole.moments // 2, whole.moments - 14, whole.moments - 8, whole.moments - 2):
        root = shutil.copytree(start, tmp_path / f"at-{moment}")
        process = multiprocessing.get_context("spawn").Process(target=_release_and_end, args=(root, moment))
        process.start()
        process.join()
        assert process.exitcode == 9
        read_library(root)
        assert everything_in(root) in (old, new)


class Full(Disk):
    """A disk on which there is room for a few files only."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, file: Path, data: bytes) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(28, "No space left on device", str(file))
        super().write(file, data)


@pytest.mark.parametrize("room", range(6))
def test_a_full_disk_leaves_the_old_tree_at_once(tmp_path: Path, room: int) -> None:
    root = second_text(tmp_path / "library")
    old = everything_in(root)

    with pytest.raises(OSError, match="No space left"):
        release(root, TWO, Silent(), Full(room))

    assert everything_in(root) == old
    assert not (root / JOURNAL).exists()


def test_words_that_somebody_wrote_after_the_power_went_stay(tmp_path: Path) -> None:
    root = second_text(tmp_path / "library")
    whole = Killing()
    release(shutil.copytree(root, tmp_path / "done"), ONE, Silent(), whole)
    released = next(
        moment for moment in range(whole.moments) if _is_released_after(root, tmp_path / f"try-{moment}", moment)
    )

    with pytest.raises(Killed):
        release(root, ONE, Silent(), Killing(released))
    text = (root / MODULE_PATH).read_text() + "\nA new thought.\n"
    (root / MODULE_PATH).write_text(text)

    assert [str(each.version) for each in load_library(root).releases["WC-01"]] == ["1.0.0", "1.1.0"]
    assert (root / MODULE_PATH).read_text() == text


def _is_released_after(start: Path, root: Path, moment: int) -> bool:
    shutil.copytree(start, root)
    with pytest.raises(Killed):
        release(root, ONE, Silent(), Killing(moment))
    return (root / Path(MODULE_PATH).parent / "releases/1.1.0").exists()


def test_two_releases_at_once_are_refused(tmp_path: Path) -> None:
    root = second_text(tmp_path / "library")

    with alone(root), pytest.raises(HubError, match="somebody else is releasing something"):
        release(root, ONE, Silent())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 1, "new": [], "changed": {}, "folders": []}',
        '{"format": 1, "new": ["../elsewhere"], "changed": {}, "folders": []}',
        '{"format": 1, "new": ["/tmp/elsewhere"], "changed": {}, "folders": []}',
        '{"format": 1, "new": ["content"], "changed": {}, "folders": []}',
        '{"format": 1, "new": [7], "changed": {}, "folders": []}',
        '{"format": 2, "new": ["modules/x"], "changed": {}, "folders": []}',
    ],
)
def test_a_journal_that_is_not_ours_is_named_and_nothing_is_touched(tiny: Path, text: str) -> None:
    (tiny / JOURNAL).parent.mkdir()
    (tiny / JOURNAL).write_text(text)
    old = everything_in(tiny)

    with pytest.raises(HubError, match="not one that `hubdocs release` wrote"):
        load_library(tiny)
    assert everything_in(tiny) == old


def test_a_journal_never_leads_through_a_shortcut(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/.releases.unfinished").write_text("precious")
    (tiny / "modules/link").symlink_to(tmp_path / "elsewhere")
    (tiny / JOURNAL).parent.mkdir()
    (tiny / JOURNAL).write_text('{"format": 1, "new": ["modules/link/releases"], "changed": {}, "folders": []}')

    with pytest.raises(HubError, match="not one that `hubdocs release` wrote"):
        load_library(tiny)
    assert (tmp_path / "elsewhere/.releases.unfinished").read_text() == "precious"
