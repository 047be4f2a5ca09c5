"""`hubdocs diff`: readable without colours, never wider than the terminal, as a page and as data."""

from __future__ import annotations

import importlib
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from tiny import HANDOUT, MODULE, MODULE_PATH

from hubdocs.cli import main

sys.path.insert(0, str(Path(__file__).parent / "site"))
from html_rules import faults

GOLDEN = Path(__file__).parent / "golden" / "diff"
COMMAND = importlib.import_module("hubdocs.cli.diff")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def changed(tiny: Path) -> Path:
    """The tiny library, released once, whose module was written on."""
    released = run("release", "WC-01", "ST-01", "-C", str(tiny), "--summary", "First", "--on", "2026-11-22")
    assert released.exit_code == 0, released.stderr
    text = (tiny / MODULE_PATH).read_text(encoding="utf-8")
    for old, new in {
        "duration: 10": "duration: 12",
        "objectives: [notice a change]": "objectives: [notice a change, tell somebody]",
        "#film minutes=5": "#film minutes=7",
        "Talk in pairs.": "Talk in small groups of three, so that everybody is heard and nobody is left alone.",
        "Agree on the rules.": "Agree on the rules.\n\n- No names\n- [You](WC-01#film) choose",
        "Nobody needs to speak unless": "Nobody has to speak unless",
        "Thank everybody.": "**Thank** everybody.",
    }.items():
        assert old in text
        text = text.replace(old, new)
    (tiny / MODULE_PATH).write_text(text, encoding="utf-8", newline="\n")
    handouts = (tiny / MODULE_PATH).parent / "handouts"
    (handouts / "h1.md").write_text(HANDOUT.replace("Three things", "Four things"), encoding="utf-8")
    (handouts / "h2.md").write_text(HANDOUT.replace("H1", "H2"), encoding="utf-8")
    return tiny


def test_what_changed_since_the_newest_release_is_told(changed: Path, golden: Callable[[Path, str], None]) -> None:
    result = run("diff", "WC-01", "-C", str(changed))

    assert result.exit_code == 0, result.stderr
    golden(GOLDEN / "since-release.txt", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert run("diff", "WC-01", "1.0.0", "working", "-C", str(changed)).stdout == result.stdout


def test_who_takes_part_sees_nothing_of_trainer_text(changed: Path, golden: Callable[[Path, str], None]) -> None:
    result = run("diff", "WC-01", "-C", str(changed), "--view", "participant")

    golden(GOLDEN / "participant.txt", result.stdout)
    assert "speak" not in result.stdout


def test_a_version_is_the_same_as_itself(changed: Path) -> None:
    result = run("diff", "WC-01", "1.0.0", "-C", str(changed))

    assert result.stdout == "WC-01 1.0.0 → 1.0.0\nNothing that you see changed.\n"


def test_on_a_terminal_colours_only_repeat_the_signs(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for colours in (None, "standard"):
        terminal = Terminal()
        console = Console(file=terminal, force_terminal=True, width=60, color_system=colours, highlight=False)
        monkeypatch.setattr(COMMAND, "_OUT", console)
        assert run("diff", "WC-01", "-C", str(changed)).exit_code == 0
        told.append(terminal.getvalue())

    assert "\x1b[31m[-needs-]" in told[1]
    assert "{+has+}" in told[0]
    assert max(map(len, told[0].splitlines())) <= 60


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    encoding = "utf-8"


def test_programs_get_the_same_in_json(changed: Path) -> None:
    data = json.loads(run("diff", "WC-01", "-C", str(changed), "--json").stdout)

    assert {key: data[key] for key in ("format", "id", "old", "new")} == {
        "format": 1,
        "id": "WC-01",
        "old": "1.0.0",
        "new": "working",
    }
    assert "total time 10 → 12 minutes" in data["summary"]
    duration = next(each for each in data["changes"] if each["name"] == "duration")
    assert duration == {
        "kind": "changed",
        "part": "front matter",
        "name": "duration",
        "section": "",
        "old": "10",
        "new": "12",
    }
    assert {each["kind"] for each in data["changes"]} <= {"added", "removed", "changed", "moved"}


def test_a_page_needs_no_other_file_and_has_no_faults(changed: Path, tmp_path: Path) -> None:
    file = tmp_path / "what changed.html"
    result = run("diff", "WC-01", "-C", str(changed), "--html", "--output", str(file))
    html = file.read_text(encoding="utf-8")

    assert result.exit_code == 0
    assert faults(html) == []
    assert run("diff", "WC-01", "-C", str(changed), "--html").stdout == html
    assert not re.search(r"(?:src|href)=.(?!#|data:)|url\(|@import", html)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["WC-02"], "there is no document WC-02\n  hint: did you mean `WC-01`?"),
        (["WC-01", "1.9.0"], "there is no WC-01 1.9.0\n  hint: there are: 1.0.0, working"),
        (["WC-01", "1.0.0", "next"], "there is no WC-01 next\n  hint: there are: 1.0.0, working"),
    ],
)
def test_what_is_not_there_is_a_mistake_with_what_there_is(changed: Path, arguments: list[str], message: str) -> None:
    result = run("diff", *arguments, "-C", str(changed))

    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_a_document_that_was_never_released_needs_two_names(tiny: Path) -> None:
    result = run("diff", "WC-01", "-C", str(tiny))

    assert result.exit_code == 1
    assert "WC-01 has no release that may be used" in result.stderr


def test_what_a_text_holds_can_do_nothing_to_a_terminal(changed: Path) -> None:
    path = changed / MODULE_PATH
    path.write_text(MODULE.replace("Agree on the rules.", "Agree on [bold]\u200bthe rules."), encoding="utf-8")

    result = run("diff", "WC-01", "-C", str(changed))
    assert "\u200b" not in result.stdout
    assert "[bold]" in result.stdout
