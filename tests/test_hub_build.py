"""`hubdocs build` with hubs: what may be asked for, and what then lies where."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_hub_command import GOOD
from tiny import write_library

from hubdocs import build as building
from hubdocs.build import Report, Wishes, _swap_in_hubs
from hubdocs.cli import main
from hubdocs.cli.built import told
from hubdocs.cli.options import _spread
from hubdocs.errors import HubError
from hubdocs.library.load import load_library
from hubdocs.model import Printed, PrintedFile, PrintedHub, PrintedPack
from hubdocs.printing.progress import Silent

HUB = {"materials/hubs/example-hub.yml": GOOD}


def build(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(root), *words])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--no-packs", "--hub", "example-hub"], "--no-packs excludes --hub and --all-hubs"),
        (["--no-packs", "--all-hubs"], "--no-packs excludes --hub and --all-hubs"),
        (["--all-hubs", "--hub", "example-hub"], "--hub and --all-hubs exclude each other"),
        (["example-hub"], "what is example-hub? Packs are named behind --packs, hubs behind --hub"),
        (["--hub"], "requires an argument"),
        (["--hub", "example-hub", "--draft", "other"], "what is other?"),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(tmp_path: Path, words: list[str], expected: str) -> None:
    done = build(write_library(tmp_path / "library", HUB), *words)
    assert done.exit_code == 2
    assert expected in " ".join(done.output.split())


def test_an_option_takes_all_words_up_to_the_next_one() -> None:
    words = "-C root --packs a b --draft --hub x y z --jobs 2 --packs=c d".split()
    assert " ".join(_spread(words, ("--packs", "--hub"))) == (
        "-C root --packs a --packs b --draft --hub x --hub y --hub z --jobs 2 --packs=c --packs d"
    )
    assert list(_spread(["stray", "--hub"], ("--hub",))) == ["stray", "--hub"]


def test_an_unknown_hub_is_a_mistake_with_a_guess_and_nothing_is_published(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", HUB)
    done = build(root, "--no-site", "--hub", "example-hub", "exmaple-hub")
    assert done.exit_code == 1
    assert "materials/hubs:1: there is no hub exmaple-hub" in done.output
    assert "did you mean `example-hub`?" in done.output
    assert not (root / "build" / "hubs").exists()
    assert not (root / "build" / "packs").exists()


def test_what_cannot_be_printed_is_told_before_anything_is_laid_out(tmp_path: Path) -> None:
    text = GOOD.replace("Ann Example", "Ann 中 Example")
    root = write_library(tmp_path / "library", {"materials/hubs/example-hub.yml": text})
    with pytest.raises(HubError, match="U\\+4E2D"):
        building.build(root, Wishes(site=False, hubs=None), Silent())
    assert not list((root / "build").glob("cache/*.pdf"))


def printed(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(folder.name)
    return folder


def lying(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text() for file in sorted(folder.rglob("*.pdf"))}


def test_a_hubs_copies_take_their_place_together(tmp_path: Path) -> None:
    place = printed(tmp_path / "old", "one/staff/a.pdf", "one/parents/b.pdf", "two/staff/c.pdf")
    _swap_in_hubs(printed(tmp_path / "new", "one/staff/d.pdf"), place, Wishes(hubs=("one",)))
    assert lying(place) == {"one/staff/d.pdf": "new", "two/staff/c.pdf": "old"}


def test_copies_of_packs_that_nobody_wished_for_stay(tmp_path: Path) -> None:
    place = printed(tmp_path / "old", "one/staff/a.pdf", "one/parents/b.pdf")
    wishes = Wishes(hubs=("one", "two"), packs=("staff",))
    _swap_in_hubs(printed(tmp_path / "new", "one/staff/d.pdf", "two/staff/e.pdf"), place, wishes)
    assert lying(place) == {"one/staff/d.pdf": "new", "one/parents/b.pdf": "old", "two/staff/e.pdf": "new"}


def test_with_all_hubs_what_is_left_of_others_goes(tmp_path: Path) -> None:
    place = printed(tmp_path / "old", "gone/staff/a.pdf", "one/staff/b.pdf")
    _swap_in_hubs(printed(tmp_path / "new", "one/staff/d.pdf"), place, Wishes(hubs=None))
    assert lying(place) == {"one/staff/d.pdf": "new"}
    _swap_in_hubs(tmp_path / "nothing", place, Wishes(hubs=None))
    assert lying(place) == {}


def test_a_build_without_hubs_leaves_their_copies_alone(tmp_path: Path) -> None:
    place = printed(tmp_path / "old", "one/staff/a.pdf")
    _swap_in_hubs(tmp_path / "nothing", place, Wishes())
    assert lying(place) == {"one/staff/a.pdf": "old"}


def test_copies_are_told_by_the_hubs_id_and_its_people_not_at_all(tmp_path: Path) -> None:
    library = load_library(write_library(tmp_path / "library", HUB))
    file = PrintedFile(tmp_path / "x.pdf", "school-staff-2026-11-example-hub-screen.pdf", "screen", 37, 400_000, "0")
    agreement = PrintedFile(tmp_path / "y.pdf", "AG-01-1.0.0.pdf", "screen", 1, 9_000, "0")
    pack = PrintedPack("school-staff", "2026-11", None, (), (file,))
    hubs = (PrintedHub("example-hub", (pack,), (agreement,)), PrintedHub("other"))
    lines = list(told(Report(library, Printed(hubs=hubs), 0, ())))
    assert lines[-3:] == [
        f"build/hubs/example-hub/school-staff/{file.name}: edition 2026-11 for example-hub, 37 pages, 400 kB.",
        "build/hubs/example-hub/agreements/AG-01-1.0.0.pdf: filled in for example-hub, 1 page, 9 kB.",
        "other: it names none of these packs, so nothing was printed for it.",
    ]
