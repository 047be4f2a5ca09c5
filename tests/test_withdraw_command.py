"""`hubdocs withdraw`: one line for each release, and the list of everybody who holds it."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny import MODULE, MODULE_PATH

from hubdocs.cli import main
from hubdocs.library.holders import holders
from hubdocs.library.load import load_library
from hubdocs.model import Version
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted, release
from hubdocs.releases.journal import JOURNAL, Disk
from hubdocs.withdraw import Wanted as Withdrawal
from hubdocs.withdraw import withdraw

DAY = datetime.date(2026, 11, 22)
LATER = datetime.date(2026, 12, 1)
FOLDER = Path(MODULE_PATH).parent
FILE = FOLDER / "releases/withdrawn.yml"
HUB = """\
id: example-hub
name: Example Hub
lead_school: Example Academy
contacts:
  safeguarding_lead: {name: A Person, phone: 01234 567890, checked: 2026-11-01}
packs: [school-staff]
pins: {WC-01: 1.0.0}
"""


@pytest.fixture
def released(tiny: Path) -> Path:
    """The tiny library with two releases of its module, and an edition that holds the first."""
    release(tiny, Wanted(("WC-01", "ST-01"), "First release", DAY), Silent())
    release(tiny, Wanted(("school-staff",), "", DAY), Silent())
    (tiny / MODULE_PATH).write_text(MODULE.replace("Talk in pairs", "Talk in threes"))
    release(tiny, Wanted(("WC-01",), "Threes", DAY, "patch"), Silent())
    (tiny / "materials/hubs").mkdir()
    (tiny / "materials/hubs/example-hub.yml").write_text(HUB)
    return tiny


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["withdraw", *arguments, "-C", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_release_is_withdrawn_and_everybody_who_holds_it_is_named(released: Path) -> None:
    result = run(released, "WC-01", "1.0.0", "--reason", "The number was wrong: do not ring it.", "--on", "2026-12-01")

    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "WC-01 1.0.0 is withdrawn: The number was wrong: do not ring it.",
        "In its place: WC-01 1.0.1.",
        "WC-01 1.0.0 is in school-staff 2026-11, the newest: fix a new one",
        "WC-01 1.0.0 is with the hub example-hub: it keeps it by a pin (materials/hubs/example-hub.yml:7)",
        "Run `hubdocs build`: it puts the notice on every page.",
    ]
    first, second = load_library(released).releases["WC-01"]
    assert (first.withdrawn, first.withdrawn_on) == ("The number was wrong: do not ring it.", LATER)
    assert (second.withdrawn, second.withdrawn_on) == ("", None)


def test_without_a_version_every_release_is_withdrawn_but_no_later_one(released: Path) -> None:
    result = run(released, "WC-01", "--reason", "Not safe", "--on", "2026-12-01")

    assert "WC-01 1.0.0 is withdrawn" in result.stdout
    assert "WC-01 1.0.1 is withdrawn" in result.stdout
    assert "Nothing takes its place" in result.stdout
    (released / MODULE_PATH).write_text(MODULE.replace("Talk in pairs", "Talk in fours").replace("1.0.0", "1.0.1"))
    release(released, Wanted(("WC-01",), "Fours", LATER, "patch"), Silent())
    newest = load_library(released).newest("WC-01")
    assert newest is not None
    assert str(newest.version) == "1.0.2"


def test_a_line_that_withdraws_everything_stops_the_next_release(released: Path) -> None:
    (released / FILE).write_text("- {date: 2026-12-01, reason: Not safe}\n")
    (released / MODULE_PATH).write_text(MODULE.replace("Talk in pairs", "Talk in fours"))
    result = CliRunner().invoke(main, ["release", "WC-01", "--patch", "--summary", "Fours", "-C", str(released)])

    assert result.exit_code == 1
    assert f"{FILE.as_posix()}:1: this line withdraws every release of WC-01" in result.stderr


@pytest.mark.parametrize(
    "before",
    [
        "# What must not be used\n- {version: 1.0.0, date: 2026-11-30, reason: Old}  # a remark\n\n# an end\n",
        "[{version: 1.0.0, date: 2026-11-30, reason: Old}]\n",
        "  - version: 1.0.0\r\n    date: 2026-11-30\r\n    reason: 'Old'\r\n",
        "- version: 1.0.0\n  date: 2026-11-30\n  reason: Old",
    ],
)
def test_the_lines_that_are_there_stay_as_they_are(released: Path, before: str) -> None:
    (released / FILE).write_bytes(before.encode())

    result = run(released, "WC-01", "1.0.1", "--reason", 'It says "never", \\ and: #1', "--on", "2026-12-01")

    assert result.exit_code == 0, result.stderr
    assert (released / FILE).read_bytes().startswith(before.encode().rstrip(b"]\n"))
    assert [each.withdrawn for each in load_library(released).releases["WC-01"]] == [
        "Old",
        'It says "never", \\ and: #1',
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["WC-02", "--reason", "x"], "there is no document WC-02"),
        (["school-staff", "--reason", "x"], "school-staff is a pack"),
        (["WC-01", "3.0.0", "--reason", "x"], "WC-01 3.0.0 was never released"),
        (["WC-01", "1.0.0"], "nobody says why"),
        (["WC-01", "1.0.0", "--reason", "  "], "nobody says why"),
        (["WC-01", "1.0.0", "--reason", "one\ntwo"], "one line of plain text"),
        (["WC-01", "1.0.0", "--reason", "x" * 301], "at most 300 characters"),
        (["WC-01", "1.0.0", "--reason", "x", "--on", "2026-11-21"], "cannot be withdrawn on 2026-11-21"),
    ],
)
def test_what_cannot_be_withdrawn_is_refused(released: Path, arguments: list[str], told: str) -> None:
    result = run(released, *arguments)

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert "hint:" in result.stderr
    assert not (released / FILE).exists()


def test_what_is_withdrawn_already_is_not_withdrawn_again(released: Path) -> None:
    run(released, "WC-01", "1.0.0", "--reason", "Old")
    before = (released / FILE).read_bytes()
    result = run(released, "WC-01", "1.0.0", "--reason", "Again")

    assert (result.exit_code, (released / FILE).read_bytes()) == (1, before)
    assert "WC-01 1.0.0 was withdrawn already: Old" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["WC-01", "1.0"], ["WC-01", "--on", "soon"]])
def test_wrong_usage_ends_with_status_2(tiny: Path, arguments: list[str]) -> None:
    assert run(tiny, *arguments).exit_code == 2


def test_programs_get_the_same_in_json(released: Path) -> None:
    found = json.loads(run(released, "WC-01", "1.0.0", "--reason", "Old", "--on", "2026-12-01", "--json").stdout)

    assert found == {
        "id": "WC-01",
        "date": "2026-12-01",
        "reason": "Old",
        "versions": ["1.0.0"],
        "instead": "1.0.1",
        "editions": [{"pack": "school-staff", "id": "2026-11", "version": "1.0.0", "newest": True}],
        "hubs": [
            {
                "id": "example-hub",
                "version": "1.0.0",
                "how": "keeps it by a pin",
                "path": "materials/hubs/example-hub.yml",
            }
        ],
    }


def test_a_hub_holds_what_it_prints_unless_it_keeps_another_version(released: Path) -> None:
    assert [each.how for each in holders(load_library(released), "WC-01", Version(1, 0, 0)).hubs] == [
        "keeps it by a pin"
    ]
    (released / "materials/hubs/example-hub.yml").write_text(HUB.replace("1.0.0}", "1.0.1}"))
    library = load_library(released)

    assert holders(library, "WC-01", Version(1, 0, 0)).hubs == ()
    assert [each.how for each in holders(library, "ST-01", Version(1, 0, 0)).hubs] == [
        "prints it with school-staff 2026-11"
    ]
    assert not holders(library, "ST-01", Version(9, 0, 0))


class Stopping(Disk):
    """A disk that stops at one step."""

    def __init__(self, step: int) -> None:
        self.step = step

    def _count(self) -> None:
        self.step -= 1
        if self.step < 0:
            raise KeyboardInterrupt

    def write(self, file: Path, data: bytes) -> None:
        self._count()
        super().write(file, data[: len(data) // 2])
        self._count()
        super().write(file, data)

    def rename(self, old: Path, new: Path) -> None:
        self._count()
        super().rename(old, new)

    def delete(self, path: Path) -> None:
        self._count()
        super().delete(path)


@pytest.mark.parametrize("begins", ["", "- {version: 1.0.1, date: 2026-11-30, reason: Old}\n"])
def test_a_withdrawal_that_is_stopped_happens_whole_or_not_at_all(released: Path, tmp_path: Path, begins: str) -> None:
    if begins:
        (released / FILE).write_text(begins)
    seen = set()
    for step in range(20):
        root = shutil.copytree(released, tmp_path / f"at-{step}")
        try:
            withdraw(root, Withdrawal("WC-01", "Wrong", LATER, Version(1, 0, 0)), Stopping(step))
        except KeyboardInterrupt:
            first, _ = load_library(root).releases["WC-01"]
            names = sorted(each.name for each in (root / FOLDER / "releases").iterdir())
            assert [name for name in names if name.startswith(".")] == []
            assert not (root / JOURNAL).exists()
            seen.add(first.withdrawn)
        else:
            break

    assert seen == {"", "Wrong"}
