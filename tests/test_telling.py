"""What people and programs are told: each mistake once, in order, and nothing that could act on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from tiny import MODULE, MODULE_PATH

from hubdocs.cli import main, telling
from hubdocs.errors import Place, Problem, Severity


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def wrong(path: str, line: int, message: str = "a word is misspelt", severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Place(path, line), message, "correct it", "spelling", severity)


def test_the_same_mistake_in_twenty_places_is_told_once_with_its_places(capsys: pytest.CaptureFixture[str]) -> None:
    telling.show([wrong("b.md", line) for line in range(1, 20)] + [wrong("a.md", 7)], "mend it.")

    assert capsys.readouterr().err == (
        "a.md:7: a word is misspelt\n"
        "  also: b.md:1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 7 more\n"
        "  hint: correct it\n"
        "20 mistakes in 2 files; mend it.\n"
    )


def test_a_mistake_and_a_warning_of_the_same_words_stay_apart(capsys: pytest.CaptureFixture[str]) -> None:
    telling.show([wrong("a.md", 1), wrong("a.md", 2, severity=Severity.WARNING)], "mend it.")

    told = capsys.readouterr().err
    assert "a.md:1: a word" in told
    assert "a.md:2: warning: a word" in told
    assert told.endswith("1 mistake and 1 warning in 1 file; mend it.\n")


def test_problems_are_told_in_order_of_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    telling.show([wrong("b.md", 2, "two"), wrong("a.md", 10, "ten"), wrong("a.md", 9, "nine")], "mend it.")

    told = capsys.readouterr().err
    assert told.index("nine") < told.index("ten") < told.index("two")


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    telling.show([wrong("a.md", 1)], "mend it.")
    assert "\x1b[" not in capsys.readouterr().err

    terminal = Console(stderr=True, force_terminal=True, color_system="standard", soft_wrap=True)
    monkeypatch.setattr(telling, "_ERRORS", terminal)
    telling.show([wrong("a.md", 1)], "mend it.")
    assert "\x1b[31m" in capsys.readouterr().err


def test_what_somebody_wrote_cannot_act_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    telling.show([wrong("a\x1b[2J.md", 1, "[bold]x[/] :sos: \x07")], "mend it.")

    assert capsys.readouterr().err.startswith("a\\x1b[2J.md:1: [bold]x[/] :sos: \\x07\n")


def test_programs_get_every_place(tiny: Path) -> None:
    text = MODULE.replace("Agree on the rules.", "Agree with [one](WC-77).\n\nAnd with [two](WC-77).")
    (tiny / MODULE_PATH).write_text(text)

    people = run("check", "-C", str(tiny), "--today", "2026-11-22")
    programs = run("check", "-C", str(tiny), "--today", "2026-11-22", "--format", "json")

    assert f"{MODULE_PATH}:20: the link leads to `WC-77`" in people.stderr
    assert f"  also: {MODULE_PATH}:22\n" in people.stderr
    assert [each["line"] for each in json.loads(programs.stdout)["problems"]] == [20, 22]


def test_github_gets_a_note_beside_each_line(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("minutes=5", "minutes=6"))
    result = run("check", "-C", str(tiny), "--today", "2028-01-01", "--format", "github")

    warning, error = result.stdout.splitlines()
    assert result.exit_code == 1
    assert warning.startswith("::warning file=materials/signposts.yml,line=6,title=checked::Childline was last checked")
    assert error == (
        f"::error file={MODULE_PATH},line=8,title=minutes::the session lasts 10 minutes, but its activities add up to "
        "11 (2 + 6 + 2 + 1)%0Ahint: write `duration: 11`, or change the minutes of an activity"
    )


def test_signs_that_github_reads_are_written_in_its_way() -> None:
    (note,) = telling.github_notes([Problem(Place("a,b:c%.md", 3), "50 % of\nit", "", "rule")])

    assert note == "::error file=a%2Cb%3Ac%25.md,line=3,title=rule::50 %25 of%0Ait"
