"""`hubdocs status`: the most urgent first, what to do next last, and never wider than the terminal."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from tiny import HANDOUT, MODULE, MODULE_PATH, REFINEMENT, STANDARDS, TINY

from hubdocs.cli import main

GOLDEN = Path(__file__).parent / "golden" / "status"
WC_02_PATH = "modules/who-cares/WC-02-understanding-parents/module.md"
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
COMMAND = importlib.import_module("hubdocs.cli.status")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def status(root: Path, *more: str, today: str = "2026-11-22") -> Result:
    return run("status", "-C", str(root), "--today", today, *more)


def change(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture
def released(tiny: Path) -> Path:
    """The tiny library, released and with an edition of its pack."""
    result = run("release", "WC-01", "ST-01", "-C", str(tiny), "--summary", "First", "--on", "2026-11-22")
    assert result.exit_code == 0, result.stderr
    fixed = run("release", "school-staff", "-C", str(tiny), "--on", "2026-11-22")
    assert fixed.exit_code == 0, fixed.stderr
    return tiny


@pytest.fixture
def busy(released: Path) -> Path:
    """A library in which something of every kind waits for somebody."""
    change(released, MODULE_PATH, MODULE.replace("Read this first", "Read that first"))
    change(released, STANDARDS_PATH, STANDARDS.replace("status: draft", "status: pilot\nreview_by: 2026-11-01"))
    other = MODULE.replace("WC-01", "WC-02").replace('"Noticing"', '"Understanding parents: a longer title than most"')
    change(released, WC_02_PATH, other.replace("status: draft", "status: draft\nreview_by: 2027-01-01"))
    change(released, WC_02_PATH.replace("module.md", "handouts/h1.md"), HANDOUT.replace("WC-01", "WC-02"))
    change(released, "modules/who-cares/WC-03-broken/module.md", "not begun\n")
    pack = "materials/packs/school-staff/pack.yml"
    change(released, pack, TINY[pack].replace("{standards: ST-01}", "{module: WC-02}"))
    change(released, pack.replace("school-staff", "hub"), TINY[pack].replace("school-staff", "hub"))
    change(
        released,
        "materials/signposts.yml",
        TINY["materials/signposts.yml"].replace("2026-11-01", "2025-01-01")
        + "- {id: shout, name: Shout, who: Anyone, text: SHOUT to 85258, source: a leaflet, checked: never}\n",
    )
    return released


def test_nothing_waits_in_a_library_that_is_released_and_checked(
    released: Path, golden: Callable[[Path, str], None]
) -> None:
    result = status(released)

    assert result.exit_code == 0
    golden(GOLDEN / "quiet.txt", result.stdout)


def test_what_waits_is_told_the_most_urgent_first_and_what_to_do_last(
    busy: Path, golden: Callable[[Path, str], None]
) -> None:
    result = status(busy)

    assert result.exit_code == 0, "mistakes are told by `check`, not by the exit status"
    golden(GOLDEN / "busy.txt", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_on_a_terminal_it_fits_80_columns_and_colours_only_repeat_the_words(
    busy: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[Path, str], None]
) -> None:
    plain, coloured = Terminal(), Terminal()
    for terminal, colours in ((plain, None), (coloured, "standard")):
        console = Console(file=terminal, force_terminal=True, width=80, color_system=colours, highlight=False)
        monkeypatch.setattr(COMMAND, "_OUT", console)
        monkeypatch.setattr(COMMAND.telling, "_OUT", console)
        assert status(busy).exit_code == 0

    assert "\x1b[1;31moverdue" in coloured.getvalue()
    golden(GOLDEN / "terminal.txt", plain.getvalue())
    assert max(map(len, plain.getvalue().splitlines())) <= 80


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    encoding = "utf-8"


def test_programs_get_the_same_in_json(busy: Path) -> None:
    data = json.loads(status(busy, "--json").stdout)

    assert list(data) == ["today", "documents", "packs", "helplines", "mistakes", "warnings", "withdrawn"]
    standards, module, *_, broken = data["documents"]
    assert module == {
        "id": "WC-01",
        "title": "Noticing",
        "kind": "module",
        "state": "changed",
        "newest": "1.0.0",
        "released": "2026-11-22",
        "status": "draft",
        "review_by": None,
        "overdue": False,
        "due_soon": False,
        "needs": "patch",
        "reason": "the text before the first heading is worded otherwise",
        "reasons": 1,
        "blocked_by": [],
    }
    assert (standards["overdue"], standards["review_by"]) == (True, "2026-11-01")
    assert (broken["state"], broken["title"], broken["kind"]) == ("cannot be read", None, None)
    hub, staff = data["packs"]
    assert (hub["edition"], hub["fixed"], hub["changes"]) == (None, None, [])
    assert staff == {
        "id": "school-staff",
        "title": "School staff pack",
        "edition": "2026-11",
        "fixed": "2026-11-22",
        "changes": [{"id": "ST-01", "before": "1.0.0", "after": None}],
        "missing": ["WC-02"],
    }
    assert data["helplines"] == [
        {"id": "childline", "name": "Childline", "checked": "2025-01-01"},
        {"id": "shout", "name": "Shout", "checked": None},
    ]
    assert data["mistakes"] >= 1


def test_what_is_withdrawn_and_still_held_is_told_first(released: Path, golden: Callable[[Path, str], None]) -> None:
    change(released, STANDARDS_PATH, STANDARDS.replace("level=must", "level=should").replace("One day", "Two days"))
    change(released, "materials/hubs/example-hub.yml", HUB)
    run("withdraw", "ST-01", "-C", str(released), "--reason", "One day was too little", "--on", "2026-11-23")
    result = status(released)

    golden(GOLDEN / "withdrawn.txt", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert json.loads(status(released, "--json").stdout)["withdrawn"] == [
        {
            "id": "ST-01",
            "version": "1.0.0",
            "date": "2026-11-23",
            "reason": "One day was too little",
            "editions": [{"pack": "school-staff", "id": "2026-11"}],
            "hubs": ["example-hub"],
        }
    ]


HUB = """\
id: example-hub
name: Example Hub
lead_school: Example Academy
contacts:
  safeguarding_lead: {name: A Person, phone: 01234 567890, checked: 2026-11-01}
packs: [school-staff]
"""


def test_a_folder_that_is_no_library_ends_with_status_1(tmp_path: Path) -> None:
    result = status(tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no mkdocs.yml here" in result.stderr
    assert "nothing was published" not in result.stderr


def test_what_a_title_holds_is_shown_as_it_is_written(tiny: Path) -> None:
    change(tiny, MODULE_PATH, MODULE.replace('"Noticing"', '"\u200bNoticing [bold]"'))
    result = status(tiny)

    assert "\u200b" not in result.stdout
    assert "\\u200bNoticing [bold]" in result.stdout


def test_what_a_release_must_answer_first_is_named(released: Path) -> None:
    urgent = REFINEMENT.replace("severity: usability", "severity: safeguarding")
    change(
        released, "materials/refinements/R-0001.md", urgent.replace("\n---\n\nThe talk", "\n---\n\n## Ring\n\nThe talk")
    )
    before = status(released)

    change(released, MODULE_PATH, MODULE.replace("Read this first", "Read that first"))
    after = status(released)

    assert "Change WC-01 so that it answers R-0001" in " ".join(before.stdout.split())
    assert "hubdocs release WC-01 --patch" in after.stdout
    assert '--summary "What is new" --closes R-0001' in " ".join(after.stdout.split())
    documents = json.loads(status(released, "--json").stdout)["documents"]
    assert {each["id"]: each["blocked_by"] for each in documents} == {"WC-01": ["R-0001"], "ST-01": []}
