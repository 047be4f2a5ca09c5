"""Every mistake is a tiny library with one thing wrong, and the text that its author reads."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import write_library

from hubdocs.errors import HubError, Problem
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_library

MISTAKES = Path(__file__).parents[1] / "mistakes"
TODAY = datetime.date(2026, 11, 22)


def problems_of(root: Path) -> tuple[Problem, ...]:
    try:
        return check_library(read_library(root), TODAY)
    except HubError as error:
        return error.problems


@pytest.mark.parametrize("mistake", sorted(folder.name for folder in MISTAKES.iterdir()))
def test_a_mistake_is_told_with_file_line_and_hint(
    mistake: str, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    root = write_library(tmp_path / "library")
    shutil.copytree(MISTAKES / mistake, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))

    found = problems_of(root)

    assert found, "nothing was noticed"
    assert all(problem.hint for problem in found), "a mistake without a hint leaves its author alone"
    golden(MISTAKES / mistake / "expected.txt", "".join(f"{problem.severity}: {problem}\n" for problem in found))


def test_a_library_without_mistakes_is_told_nothing(tiny: Path) -> None:
    assert problems_of(tiny) == ()


def test_a_symbolic_link_is_refused_by_name(tiny: Path) -> None:
    (tiny / "content" / "passwd.md").symlink_to("/etc/passwd")

    (problem,) = problems_of(tiny)

    assert problem.place.path == "content/passwd.md"
    assert "shortcut" in problem.message
