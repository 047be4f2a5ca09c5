"""A library is taken over as an earlier run read it, for as long as none of its files is another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import MODULE_PATH, write_library

from hubdocs.authoring.keeping import keep
from hubdocs.errors import HubError
from hubdocs.library import load
from hubdocs.library.snapshot import FILE, Judgement, Snapshot, read_or_taken_over, state_of_files
from hubdocs.model import Picture
from hubdocs.values import packed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library")


@pytest.fixture
def reads(monkeypatch) -> list[Path]:
    """Grows with every time a library is read."""
    found: list[Path] = []
    read = load.load_library
    monkeypatch.setattr(load, "load_library", lambda root, hubs: found.append(root) or read(root, hubs))
    return found


def taken(root: Path, hubs_dir: Path | None = None) -> tuple[Snapshot, Judgement]:
    with ThreadPoolExecutor(1) as beside:
        snapshot = read_or_taken_over(root, hubs_dir, root / "build" / "cache", beside)
    return snapshot, snapshot.judgement.result()


def test_what_was_read_is_taken_over_just_so(root: Path, reads: list[Path]) -> None:
    first, judged = taken(root)

    second, again = taken(root)

    assert len(reads) == 1
    assert second.library == first.library
    assert again == judged
    assert second.state == first.state != ""


def test_mistakes_in_working_texts_are_told_again(root: Path, reads: list[Path]) -> None:
    text = (root / MODULE_PATH).read_text(encoding="utf-8")
    (root / MODULE_PATH).write_text(text.replace("audience: [", "audience: [stuff, "), encoding="utf-8")
    _, judged = taken(root)
    assert judged.unfinished

    assert taken(root)[1] == judged
    assert len(reads) == 1


def change_a_word(root: Path) -> None:
    (root / MODULE_PATH).write_text((root / MODULE_PATH).read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def add_a_file(root: Path) -> None:
    (root / "content" / "new.md").write_text("A new page.\n", encoding="utf-8")


def remove_a_file(root: Path) -> None:
    (root / "materials" / "facts.yml").unlink()


def rename_a_folder(root: Path) -> None:
    (root / MODULE_PATH).parent.rename(root / "modules" / "who-cares" / "WC-01-seeing")


def change_the_settings(root: Path) -> None:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")


def add_a_hidden_file(root: Path) -> None:
    (root / "content" / ".hidden").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    "change", [change_a_word, add_a_file, remove_a_file, rename_a_folder, change_the_settings, add_a_hidden_file]
)
def test_any_change_of_a_file_lets_it_be_read_anew(root: Path, reads: list[Path], change) -> None:
    (root / "materials").mkdir(exist_ok=True)
    (root / "materials" / "facts.yml").write_text("[]\n", encoding="utf-8")
    before, _ = taken(root)
    change(root)

    after, _ = taken(root)

    assert len(reads) == 2
    assert after.state != before.state


def test_a_link_is_told_by_where_it_leads_and_never_followed(root: Path, tmp_path: Path) -> None:
    states = set()
    for name in ("one", "two"):
        link = root / "content" / "link.md"
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path / name)
        states.add(state_of_files(root))

    assert len(states) == 2
    with pytest.raises(HubError, match="shortcut"):
        taken(root)


def test_a_library_in_another_folder_is_read(root: Path, reads: list[Path]) -> None:
    taken(root)
    moved = root.rename(root.with_name("moved"))

    snapshot, _ = taken(moved)

    assert len(reads) == 2
    assert snapshot.library.root == moved


def test_a_library_with_another_folder_of_hubs_is_always_read_and_never_kept(
    root: Path, reads: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "hubs").mkdir()

    for _ in range(2):
        taken(root, tmp_path / "hubs")

    assert len(reads) == 2
    assert not (root / "build" / "cache" / FILE).exists()


def test_what_nobody_may_publish_is_never_kept(root: Path) -> None:
    (root / "content" / "index.md").write_text("# A heading of level 1\n", encoding="utf-8")
    with pytest.raises(HubError):
        taken(root)

    assert not (root / "build" / "cache" / FILE).exists()


def test_pictures_outside_of_the_library_are_not_taken_over(root: Path, reads: list[Path], tmp_path: Path) -> None:
    """A cache may come from anywhere, and whatever it names would be printed."""
    snapshot, judged = taken(root)
    page = replace(snapshot.library.pages[0], pictures={"secret.png": Picture("secret.png", tmp_path / "secret.png")})
    hostile = replace(snapshot.library, pages=(page,))
    keep(root / "build" / "cache" / FILE, packed((hostile, judged)), snapshot.state)

    after, _ = taken(root)

    assert len(reads) == 2
    assert after.library.pages == snapshot.library.pages


def test_bytes_that_would_run_something_are_refused(root: Path, reads: list[Path], tmp_path: Path) -> None:
    snapshot, _ = taken(root)
    made = tmp_path / "made"
    keep(root / "build" / "cache" / FILE, b"cos\nmkdir\n(S'" + str(made).encode() + b"'\ntR.", snapshot.state)

    taken(root)

    assert len(reads) == 2
    assert not made.exists()
