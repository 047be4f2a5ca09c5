"""The command line: plain words, the right exit status, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tiny import MODULE, MODULE_PATH

from hubdocs.cli import Commands, main
from hubdocs.printing.processes import ForkServer


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [
        (["build"], True),
        (["build", "--packs", "a"], True),
        (["build", "--no-packs"], False),
        (["build", "--help"], False),
        (["check"], False),
        ([], False),
    ],
)
def test_the_print_engine_begins_to_load_first_wherever_something_is_printed(
    arguments: list[str], starts: bool, monkeypatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(ForkServer, "start", lambda _: started.append("server"))
    monkeypatch.setattr(Commands, "get_command", lambda *_: started.append("command") or click.Command("a"))

    with click.Context(main) as context:
        main.resolve_command(context, arguments or ["status"])

    assert started == ["server", "command"] if starts else started == ["command"]


def test_a_computer_without_room_for_the_print_engine_is_told_by_the_build(tiny: Path, monkeypatch) -> None:
    def refuse(_: ForkServer) -> None:
        raise OSError(28, "No space left on device", "server")

    monkeypatch.setattr(ForkServer, "start", refuse)

    result = run("build", "-C", str(tiny), "--no-site")

    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_of_a_good_library_says_so(tiny: Path) -> None:
    result = run("check", "-C", str(tiny), "--today", "2026-11-22")

    assert (result.exit_code, result.stdout) == (0, "No mistakes.\n")


def test_check_names_every_mistake_and_ends_with_status_1(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(
        MODULE.replace("minutes=5", "minutes=6").replace("signpost:childline", "signpost:x")
    )
    result = run("check", "-C", str(tiny), "--today", "2026-11-22")

    assert result.exit_code == 1
    assert f"{MODULE_PATH}:8: the session lasts 10 minutes" in result.stderr
    assert f"{MODULE_PATH}:31: there is no helpline or service `x`" in result.stderr
    assert "2 mistakes in 1 file; mend them before the next release." in result.stderr


def test_check_answers_programs_in_json(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("minutes=5", "minutes=6"))
    result = run("check", "-C", str(tiny), "--today", "2026-11-22", "--json")
    (problem,) = json.loads(result.stdout)["problems"]

    assert result.exit_code == 1
    assert set(problem) == {"path", "line", "severity", "rule", "message", "hint"}
    assert (problem["path"], problem["line"], problem["severity"], problem["rule"]) == (
        MODULE_PATH,
        8,
        "error",
        "minutes",
    )


def test_warnings_depend_on_the_day_and_end_with_status_0(tiny: Path) -> None:
    later = run("check", "-C", str(tiny), "--today", "2028-01-01")

    assert later.exit_code == 0
    assert "warning: Childline was last checked on 2026-11-01" in later.stderr
    assert "1 warning in 1 file." in later.stderr
    assert "No mistakes." in later.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--today", "soon"],
        ["release"],
        ["build", "--packs", "a", "--no-packs"],
        ["build", "school-staff"],
        ["build", "--audience", "everybody"],
        ["release", "WC-01", "--summary", "x", "--approved-by", "Training lead"],
    ],
)
def test_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_folder_that_is_no_library_is_told_in_words(tmp_path: Path) -> None:
    result = run("check", "-C", str(tmp_path))

    assert result.exit_code == 1
    assert "there is no mkdocs.yml here" in result.stderr


def test_release_freezes_a_document_and_says_so(tiny: Path) -> None:
    result = run("release", "WC-01", "ST-01", "-C", str(tiny), "--summary", "First release", "--on", "2026-11-22")

    assert result.exit_code == 0
    assert result.stdout == "WC-01 1.0.0 is released: First release\nST-01 1.0.0 is released: First release\n"
    release = (tiny / MODULE_PATH).parent / "releases" / "1.0.0" / "release.yml"
    assert "GOV-1: 1.0.0" in release.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["WC-1"], "there is no document or pack WC-1"),
        (["WC-01"], "the release of WC-01 has no summary"),
        (["school-staff"], "ST-01 was never released"),
    ],
)
def test_a_release_that_cannot_be_made_changes_nothing(tiny: Path, arguments: list[str], told: str) -> None:
    result = run("release", *arguments, "-C", str(tiny))

    assert result.exit_code == 1
    assert told in result.stderr.replace("WC-01, ST-01", "ST-01")
    assert "hint:" in result.stderr
    assert not list(tiny.rglob("releases/*"))
    assert not list(tiny.rglob("editions/*"))


def test_a_document_with_a_mistake_is_not_released(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("minutes=5", "minutes=6"))
    result = run("release", "ST-01", "WC-01", "-C", str(tiny), "--summary", "First")

    assert result.exit_code == 1
    assert "the session lasts 10 minutes" in result.stderr
    assert not list(tiny.rglob("releases/*")), "one bad document stops all of a command"


def test_terminal_codes_in_what_authors_wrote_are_shown_and_not_sent(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("(WC-01-H1)", "(WC-\x9b31m)"))
    result = run("check", "-C", str(tiny))

    assert "\x9b" not in result.stdout + result.stderr
