"""What waits is listed in the order in which somebody should look at it; safety blocks a release."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from refined import FOLDER, released, released_again, write
from tiny import MODULE_PATH

from hubdocs.cli import main
from hubdocs.errors import errors_among
from hubdocs.library.load import load_library
from hubdocs.library.rules import check_published


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a release that answers R-0001, and one refinement of every other kind."""
    root = released(tmp_path_factory.mktemp("pristine"))
    write(root, "R-0001")
    released_again(root, closes=("R-0001",))
    write(root, "R-0002", decision="rejected", reason="It is long enough")
    write(root, "R-0003", decision="deferred", reason="Next year")
    write(root, "R-0004", severity="taste", activity="film")
    write(root, "R-0005", decision="open", severity="taste")
    write(root, "R-0006", decision="open", severity="safeguarding")
    write(root, "R-0007", severity="safeguarding")
    write(root, "R-0008", document="ST-01", decision="open")
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "library"))


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [*arguments, "-C", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def listed(root: Path, *arguments: str) -> list[str]:
    return [line[:6] for line in run(root, "refine", "list", *arguments).stdout.splitlines() if line.startswith("R-")]


def released_now(root: Path, *arguments: str) -> Result:
    """A release of the module with one word changed."""
    text = (root / MODULE_PATH).read_text()
    (root / MODULE_PATH).write_text(text.replace("Talk in pairs.", "Please talk in pairs."))
    return run(root, "release", "WC-01", "--patch", "--summary", "Kinder", "--on", "2026-11-30", *arguments)


def test_the_library_of_these_tests_has_no_mistakes(root: Path) -> None:
    assert not errors_among(check_published(load_library(root)))


def test_what_blocks_comes_first_and_what_is_finished_is_counted(root: Path) -> None:
    lines = run(root, "refine", "list").stdout.splitlines()

    assert listed(root) == ["R-0007", "R-0006", "R-0008", "R-0005", "R-0004", "R-0003"]
    assert lines[:2] == [
        "R-0007  WC-01  safeguarding, accepted: blocks every other release of WC-01",
        "  Longer talk in R-0007",
    ]
    assert "R-0004  WC-01#film  taste, accepted: waits for a release" in lines
    assert lines[-2:] == ["  because: Next year", "2 refinements wait for nothing any more: see --all."]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--document", "ST-01"], ["R-0008"]),
        (["--severity", "taste"], ["R-0005", "R-0004"]),
        (["--decision", "rejected"], ["R-0002"]),
        (["--decision", "accepted", "--severity", "usability"], ["R-0001"]),
        (["--all", "--document", "WC-01"], ["R-0007", "R-0006", "R-0005", "R-0004", "R-0003", "R-0001", "R-0002"]),
    ],
)
def test_the_list_can_be_narrowed(root: Path, arguments: list[str], expected: list[str]) -> None:
    assert listed(root, *arguments) == expected


def test_programs_get_everything(root: Path) -> None:
    found = json.loads(run(root, "refine", "list", "--json").stdout)["refinements"]

    assert len(found) == 8
    assert next(each for each in found if each["id"] == "R-0001") == {
        "id": "R-0001",
        "document": "WC-01",
        "activity": None,
        "versions": ["1.0.0"],
        "title": "Longer talk in R-0001",
        "raised": "2026-11-01",
        "responses": 6,
        "severity": "usability",
        "decision": "accepted",
        "reason": None,
        "fixed_in": "1.1.0",
        "source": "feedback",
        "waits_for": "nothing",
        "path": "materials/refinements/R-0001.md",
    }


def test_an_unknown_document_is_a_mistake_with_a_guess(root: Path) -> None:
    result = run(root, "refine", "list", "--document", "WC-10")

    assert result.exit_code == 1
    assert "there is no document WC-10" in result.stderr
    assert "did you mean `WC-01`?" in result.stderr


def test_an_accepted_safeguarding_refinement_blocks_a_release_that_leaves_it(root: Path) -> None:
    result = released_now(root)

    assert result.exit_code == 1
    assert (
        "materials/refinements/R-0007.md:7: R-0007 is about children's safety and accepted: "
        "WC-01 must answer it before all else\n"
        "  hint: mend it, and add `--closes R-0007`; or decide again\n"
    ) in result.stderr
    assert len(load_library(root).releases["WC-01"]) == 2


@pytest.mark.parametrize(
    ("written", "slip", "told"),
    [
        ("severity: safeguarding", "severity: Safeguarding", "`severity`"),
        ("decision: accepted", "decision: accepted\nfixed_in: 1.1.0", "does not name R-0007"),
    ],
)
def test_a_slip_in_it_does_not_let_a_release_pass(root: Path, written: str, slip: str, told: str) -> None:
    file = root / "materials" / "refinements" / "R-0007.md"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, slip), encoding="utf-8")

    result = released_now(root)

    assert result.exit_code == 1
    assert "materials/refinements/R-0007.md" in result.stderr
    assert told in result.stderr
    assert len(list(root.glob("modules/*/WC-01-*/releases/*/release.yml"))) == 2


def test_a_release_that_answers_it_also_with_others_is_not_blocked(root: Path) -> None:
    assert released_now(root, "--closes", "R-0007,R-0004").exit_code == 0

    after = load_library(root)
    assert after.releases["WC-01"][-1].closes == ("R-0007", "R-0004")
    assert str(after.refinements["R-0007"].fixed_in) == str(after.refinements["R-0004"].fixed_in) == "1.1.1"
    assert not errors_among(check_published(after))


@pytest.mark.parametrize("changes", [{"decision": "open"}, {"decision": "deferred", "reason": "Not yet"}])
def test_only_what_was_accepted_blocks(root: Path, changes: dict[str, str]) -> None:
    write(root, "R-0007", severity="safeguarding", **changes)

    assert released_now(root).exit_code == 0


def test_another_document_is_not_blocked(root: Path) -> None:
    file = root / "materials/standards/ST-01-standards/standards.md"
    file.write_text(file.read_text().replace("Somebody must have time", "Somebody needs time"))
    result = run(root, "release", "ST-01", "--patch", "--summary", "Plainer", "--on", "2026-11-30")

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("decision", ["rejected", "deferred", "open"])
def test_only_what_was_accepted_can_be_closed(root: Path, decision: str) -> None:
    (root / FOLDER / "R-0007.md").unlink()
    write(root, "R-0004", decision=decision, reason="So it is")
    result = released_now(root, "--closes", "R-0004")

    assert result.exit_code == 1
    assert f"R-0004 cannot be closed: its decision is `{decision}`" in result.stderr
