"""`hubdocs release`: the step follows from what changed, and what is closed, rewritten and recorded with it."""

from __future__ import annotations

import datetime
import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny import MODULE, MODULE_PATH, REFINEMENT, STANDARDS

from hubdocs.cli import main
from hubdocs.library.load import load_library
from hubdocs.model import Release
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted, release

DAY = datetime.date(2026, 11, 22)
COMMAND = importlib.import_module("hubdocs.cli.release")
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
REFINEMENT_PATH = "materials/refinements/R-0001.md"
LONGER = MODULE.replace("minutes=5", "minutes=6").replace("duration: 10", "duration: 11")


@pytest.fixture
def released(tiny: Path) -> Path:
    """The tiny library, released."""
    release(tiny, Wanted(("WC-01", "ST-01"), "First release", DAY), Silent())
    (tiny / "materials/refinements").mkdir()
    (tiny / REFINEMENT_PATH).write_text(REFINEMENT)
    return tiny


def run(root: Path, *arguments: str, typed: str = "") -> Result:
    words = ["release", *arguments, "-C", str(root), "--on", "2026-12-01"]
    result = CliRunner().invoke(main, words, input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def newest(root: Path, id_: str = "WC-01") -> Release:
    return load_library(root).releases[id_][-1]


def test_a_smaller_step_than_needed_is_refused_with_its_line_its_reason_and_the_command(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", "--patch", "--summary", "Longer")

    assert result.exit_code == 1
    assert (
        f"{MODULE_PATH}:4: --patch is too small a step from 1.0.0: "
        "activity `film` now lasts 6 minutes, not 5; `duration` now says 11, not 10\n"
        '  hint: run `hubdocs release WC-01 --minor`, or say why not with --because "…"\n'
    ) in result.stderr
    assert newest(released).version.minor == 0


def test_without_a_step_the_one_that_is_needed_is_named_with_its_command(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01")

    assert result.exit_code == 1
    assert (
        f"{MODULE_PATH}:4: nobody said what kind of release follows 1.0.0; it needs --minor: "
        "activity `film` now lasts 6 minutes, not 5; `duration` now says 11, not 10\n"
        '  hint: run `hubdocs release WC-01 --minor --summary "What is new"`\n'
    ) in result.stderr


def test_a_smaller_step_may_be_taken_with_a_reason_which_is_kept(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", "--patch", "--summary", "Longer", "--because", "It always took 6")

    assert result.exit_code == 0, result.stderr
    made = newest(released)
    assert (str(made.version), made.kind, made.because) == ("1.0.1", "patch", "It always took 6")


def test_a_larger_step_may_always_be_taken(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)

    assert run(released, "WC-01", "--major", "--summary", "Longer").exit_code == 0
    assert str(newest(released).version) == "2.0.0"


def test_a_reason_for_a_smaller_step_that_is_none_is_refused(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", "--minor", "--summary", "Longer", "--because", "So there")

    assert result.exit_code == 1
    assert "--because explains a smaller step" in result.stderr


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_only_the_version_of_the_working_text_changes(released: Path, version: str) -> None:
    text = LONGER.replace("version: 1.0.0\n", f"version:  '{version}'   # counted by hand\r\n").replace(
        "Thank", "Than\u0301k"
    )
    (released / MODULE_PATH).write_bytes(text.encode())

    assert run(released, "WC-01", "--minor", "--summary", "Longer").exit_code == 0
    after = (released / MODULE_PATH).read_bytes().decode()
    assert after == text.replace(f"'{version}'", "'1.1.0'")
    frozen = released / Path(MODULE_PATH).parent / "releases/1.1.0/module.md"
    assert frozen.read_bytes() == (released / MODULE_PATH).read_bytes()


@pytest.mark.parametrize("version", ["0.9.0", "1.0.1", "2.0.0"])
def test_any_other_version_in_the_front_matter_is_a_mistake(released: Path, version: str) -> None:
    (released / MODULE_PATH).write_text(LONGER.replace("version: 1.0.0", f"version: {version}"))
    result = run(released, "WC-01", "--minor", "--summary", "Longer")

    assert result.exit_code == 1
    assert f"{MODULE_PATH}:4: after WC-01 1.0.0, a minor release is 1.1.0, but the front matter" in result.stderr


def test_several_documents_go_together_or_not_at_all(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    (released / STANDARDS_PATH).write_text(STANDARDS.replace("One day", "Two days"))
    refused = run(released, "WC-01", "ST-01", "--minor", "--summary", "More")

    assert refused.exit_code == 1
    assert f"{STANDARDS_PATH}:4: --minor is too small" in refused.stderr
    assert str(newest(released).version) == "1.0.0"
    assert run(released, "WC-01", "ST-01", "--major", "--summary", "More").exit_code == 0
    assert [str(newest(released, id_).version) for id_ in ("WC-01", "ST-01")] == ["2.0.0", "2.0.0"]
    assert newest(released).references["GOV-1"] == "2.0.0"


def test_a_first_release_beside_a_further_one_takes_its_own_version(released: Path) -> None:
    other = (
        MODULE.replace("WC-01", "WC-02").replace(", handout: WC-02-H1", "").replace("See [the card](WC-02-H1) and", "")
    )
    (released / "modules/who-cares/WC-02-looking").mkdir()
    (released / "modules/who-cares/WC-02-looking/module.md").write_text(other.replace("1.0.0", "0.9.0"))
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", "WC-02", "--minor", "--summary", "More")

    assert result.exit_code == 0, result.stderr
    assert (str(newest(released).version), str(newest(released, "WC-02").version)) == ("1.1.0", "0.9.0")


def test_a_release_is_not_of_a_day_before_the_last(released: Path) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = CliRunner().invoke(
        main, ["release", "WC-01", "--minor", "--summary", "x", "-C", str(released), "--on", "2026-11-01"]
    )

    assert result.exit_code == 1
    assert "was released on 2026-11-22, and this release would be of 2026-11-01" in result.stderr


@pytest.mark.parametrize("closes", [["--closes", "R-0001"], ["--closes", "R-0001,R-0001"]])
def test_a_refinement_is_closed_in_the_same_step(released: Path, closes: list[str]) -> None:
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", "--minor", "--summary", "Longer", *closes)

    assert result.exit_code == 0, result.stderr
    assert newest(released).closes == ("R-0001",)
    assert (released / REFINEMENT_PATH).read_text() == REFINEMENT.replace(
        "decision: accepted   # by the training lead\n",
        "fixed_in: 1.1.0\ndecision: accepted   # by the training lead\n",
    )
    assert str(load_library(released).refinements["R-0001"].fixed_in) == "1.1.0"


@pytest.mark.parametrize(
    ("text", "ids", "told"),
    [
        (REFINEMENT, ("WC-01", "R-0002"), "there is no refinement R-0002"),
        (REFINEMENT.replace("accepted", "open"), ("WC-01", "R-0001"), "its decision is `open`"),
        (REFINEMENT.replace("WC-01", "ST-01"), ("WC-01", "R-0001"), "R-0001 is about ST-01, which is not released"),
        (
            REFINEMENT.replace("decision:", "fixed_in: 1.0.0\ndecision:"),
            ("WC-01", "R-0001"),
            "R-0001 was fixed in WC-01 1.0.0 already",
        ),
    ],
)
def test_what_cannot_be_closed_stops_the_release(released: Path, text: str, ids: tuple[str, str], told: str) -> None:
    (released / REFINEMENT_PATH).write_text(text)
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, ids[0], "--minor", "--summary", "Longer", "--closes", ids[1])

    assert result.exit_code == 1
    assert told in result.stderr
    assert (released / REFINEMENT_PATH).read_text() == text
    assert str(newest(released).version) == "1.0.0"


def test_on_a_terminal_it_tells_what_changed_and_asks(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(COMMAND, "somebody_is_there", lambda: True)
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", typed="\nOne minute more\n")

    assert result.exit_code == 0, result.stderr
    assert "Changed since WC-01 1.0.0:\n  minor: activity `film` now lasts 6 minutes, not 5\n" in result.stdout
    assert "(patch, minor, major) [minor]" in result.stdout
    made = newest(released)
    assert (str(made.version), made.summary, made.because) == ("1.1.0", "One minute more", "")


def test_on_a_terminal_a_smaller_step_is_asked_for_its_reason(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(COMMAND, "somebody_is_there", lambda: True)
    (released / MODULE_PATH).write_text(LONGER)
    result = run(released, "WC-01", typed="patch\nIt always took 6\nOne minute more\n")

    assert result.exit_code == 0, result.stderr
    assert newest(released).because == "It always took 6"


def test_on_a_terminal_a_pack_asks_for_nothing(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(COMMAND, "somebody_is_there", lambda: True)
    monkeypatch.setattr(importlib.import_module("hubdocs.release"), "release", lambda *_: ())

    assert run(released, "school-staff").stdout == ""
