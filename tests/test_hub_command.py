"""`hubdocs hub check`: the profiles of hubs judged alone, wherever they lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner, Result
from tiny import write_library

from hubdocs.cli import main

GOLDEN = Path(__file__).parent / "golden" / "hub"
TODAY = ["--today", "2026-11-22"]

GOOD = """\
id: example-hub
name: Example Hub
lead_school: Example Academy
contacts:
  safeguarding_lead: {name: Ann Example, phone: 01632 960001, email: lead@academy.example.org, checked: 2026-10-01}
  link_leader: {name: Cara Specimen, email: link@academy.example.org, checked: 2026-10-01}
local_services:
  - {name: Talk Here Example, phone: 01632 960012, web: https://talk-here.example.org, checked: 2026-10-01}
packs: [school-staff]
"""
LACKING = """\
id: example-hub
name: Example Hub
lead_school: Example Academy
contacts:
  link_leader: {name: Cara Specimen, checked: 2025-10-01}
packs: [school-staff]
pins: {KW-01: 1.0.0, WC-01: 1.0.0}
"""
NAMES = ("Ann", "Cara", "Specimen", "01632", "academy.example")


def run(root: Path, *words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["hub", "check", "-C", str(root), *TODAY, *words], env=environment)


def library(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    return write_library(folder / "library", changes)


def profile(folder: Path, text: str, name: str = "example-hub.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_hub_without_mistakes_is_told_so_although_its_pack_is_a_proof(tmp_path, golden):
    root = library(tmp_path, {"materials/hubs/example-hub.yml": GOOD})
    done = run(root)
    assert done.exit_code == 0
    golden(GOLDEN / "good.txt", done.output)


def test_what_copies_would_lack_is_told_with_file_line_and_hint(tmp_path, golden):
    done = run(library(tmp_path, {"materials/hubs/example-hub.yml": LACKING}))
    assert done.exit_code == 1  # nothing was released that it could keep
    golden(GOLDEN / "lacking.txt", done.output)


def test_mistakes_of_the_rest_of_the_library_are_not_told(tmp_path):
    broken = {"modules/who-cares/WC-01-noticing/module.md": "---\nid: WC-01\n---\n", "materials/glossary.yml": "- {}\n"}
    root = library(tmp_path, {**broken, "materials/hubs/example-hub.yml": GOOD})
    done = run(root)
    assert done.exit_code == 0
    assert "module.md" not in done.output
    assert "glossary" not in done.output


def test_a_file_that_cannot_be_read_is_told_for_its_hub_alone(tmp_path):
    root = library(
        tmp_path, {"materials/hubs/example-hub.yml": GOOD, "materials/hubs/other.yml": "id: other\nnam: x\n"}
    )
    assert run(root, "example-hub").exit_code == 0
    done = run(root, "other")
    assert done.exit_code == 1
    assert "materials/hubs/other.yml:2" in done.output
    assert "did you mean" in done.output
    assert "there is no hub" not in done.output


def test_an_unknown_hub_is_a_mistake_with_a_guess(tmp_path):
    done = run(library(tmp_path, {"materials/hubs/example-hub.yml": GOOD}), "exmaple-hub")
    assert done.exit_code == 1
    assert "there is no hub exmaple-hub" in done.output
    assert "did you mean `example-hub`?" in done.output


def test_programs_are_answered_as_check_answers_them(tmp_path):
    done = run(library(tmp_path, {"materials/hubs/example-hub.yml": LACKING}), "--json")
    problems = json.loads(done.stdout)["problems"]
    assert {"path", "line", "severity", "rule", "message", "hint"} == set(problems[0])
    assert {each["rule"] for each in problems} >= {"hub-copy", "hub-pin", "checked"}


def test_programs_are_told_of_an_unknown_hub_and_of_a_library_that_cannot_be_read(tmp_path):
    unknown = run(library(tmp_path / "one", {"materials/hubs/example-hub.yml": GOOD}), "exmaple-hub", "--json")
    assert unknown.exit_code == 1
    (problem,) = json.loads(unknown.stdout)["problems"]
    assert "there is no hub exmaple-hub" in problem["message"]
    unreadable = run(tmp_path, "--json")
    assert unreadable.exit_code == 1
    assert json.loads(unreadable.stdout)["problems"]


def test_nobody_is_named_in_what_is_told(tmp_path):
    for number, text in enumerate((LACKING, GOOD.replace("Ann Example", "Ann 中 Example"), GOOD + "packs: [x]\n")):
        done = run(library(tmp_path / str(number), {"materials/hubs/example-hub.yml": text}))
        assert not [name for name in NAMES if name in done.output]


def test_a_letter_that_no_font_has_is_a_mistake_at_its_line(tmp_path):
    done = run(library(tmp_path, {"materials/hubs/example-hub.yml": GOOD.replace("Ann Example", "Ann 中 Example")}))
    assert done.exit_code == 1
    assert "materials/hubs/example-hub.yml:5: no font of the printed pages has the letter “中” (U+4E2D)" in done.output


def test_a_name_that_has_no_room_at_the_foot_is_a_mistake_at_its_line(tmp_path):
    done = run(library(tmp_path, {"materials/hubs/example-hub.yml": GOOD.replace("Ann Example", 12 * "Wilhelmina ")}))
    assert done.exit_code == 1
    assert "materials/hubs/example-hub.yml:5: the name of the safeguarding lead has no room" in done.output
    assert "Wilhelmina" not in done.output


def test_without_any_hub_the_way_to_write_one_is_told(tmp_path):
    done = run(library(tmp_path))
    assert (done.exit_code, done.output) == (0, "There are no hubs. Write one with: hubdocs new hub\n")


class TestElsewhere:
    """Hubs in a folder outside the library."""

    def test_they_are_judged_by_the_same_rules_under_the_path_as_given(self, tmp_path):
        root, elsewhere = library(tmp_path), profile(tmp_path / "private", GOOD.replace("school-staff", "school-stuff"))
        for done in (run(root, "--hubs-dir", str(elsewhere)), run(root, HUBDOCS_HUBS=str(elsewhere))):
            assert done.exit_code == 1
            assert f"{elsewhere.as_posix()}/example-hub.yml:9: there is no pack school-stuff" in done.output

    def test_a_folder_inside_the_library_is_named_from_there(self, tmp_path):
        root = library(tmp_path)
        profile(root / "private", GOOD.replace("lead_school", "led_school"))
        done = run(root, "--hubs-dir", str(root / "private"))
        assert "private/example-hub.yml:3" in done.output
        assert str(root) not in done.output

    def test_both_folders_count(self, tmp_path):
        root = library(tmp_path, {"materials/hubs/example-hub.yml": GOOD})
        elsewhere = profile(tmp_path / "private", GOOD.replace("example-hub", "other"), "other.yml")
        assert run(root, "example-hub", "other", "--hubs-dir", str(elsewhere)).exit_code == 0
        assert run(root, "other").exit_code == 1

    def test_an_id_in_both_is_a_mistake_that_names_both(self, tmp_path):
        root = library(tmp_path, {"materials/hubs/example-hub.yml": GOOD})
        elsewhere = profile(tmp_path / "private", GOOD)
        for words in ([], ["example-hub"]):
            done = run(root, *words, "--hubs-dir", str(elsewhere))
            assert done.exit_code == 1
            assert f"{elsewhere.as_posix()}/example-hub.yml:1: the hub example-hub is described twice" in done.output
            assert "materials/hubs/example-hub.yml does so, too" in done.output

    def test_naming_the_librarys_own_folder_changes_nothing(self, tmp_path):
        root = library(tmp_path, {"materials/hubs/example-hub.yml": GOOD})
        assert run(root, "--hubs-dir", str(root / "materials" / "hubs")).output == run(root).output

    def test_a_folder_that_is_not_there_is_wrong_usage(self, tmp_path):
        root = library(tmp_path)
        for command in (["hub", "check"], ["check"], ["status"], ["build", "--no-packs"]):
            words = [*command, "-C", str(root), "--hubs-dir", str(tmp_path / "nowhere")]
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 2
            assert "does not exist" in done.output
        assert run(root, HUBDOCS_HUBS=str(tmp_path / "nowhere")).exit_code == 2
        assert run(root, "--hubs-dir", str(root / "mkdocs.yml")).exit_code == 2

    def test_a_shortcut_is_refused_and_other_files_are_nobodys_business(self, tmp_path):
        root, elsewhere = library(tmp_path), profile(tmp_path / "private", GOOD)
        (elsewhere / "notes.docx").write_bytes(b"\0")
        (elsewhere / "sub").mkdir()
        assert run(root, "--hubs-dir", str(elsewhere)).exit_code == 0
        (elsewhere / "linked.yml").symlink_to("/etc/passwd")
        done = run(root, "--hubs-dir", str(elsewhere))
        assert done.exit_code == 1
        assert "linked.yml:1: this is a shortcut" in done.output

    def test_a_file_that_nobody_reads_for_its_ending_is_told(self, tmp_path):
        root, elsewhere = library(tmp_path), profile(tmp_path / "private", GOOD, "example-hub.yaml")
        done = run(root, "--hubs-dir", str(elsewhere))
        assert "rename it to example-hub.yml" in done.output

    @pytest.mark.parametrize("command", ["check", "status"])
    def test_check_and_status_know_them(self, tmp_path, command):
        root, elsewhere = library(tmp_path), profile(tmp_path / "private", GOOD.replace("school-staff", "school-stuff"))
        done = CliRunner().invoke(main, [command, "-C", str(root), *TODAY, "--hubs-dir", str(elsewhere)])
        assert "1 mistake" in done.output


def release(root: Path, *words: str) -> None:
    done = CliRunner().invoke(main, ["release", "-C", str(root), *words, "--summary", "A text.", "--on", "2026-11-01"])
    assert done.exit_code == 0, done.output


def test_a_withdrawal_names_the_hubs_of_another_folder_that_hold_it(tmp_path):
    root = library(tmp_path)
    release(root, "ST-01", "WC-01")
    elsewhere = profile(tmp_path / "private", GOOD + "pins: {WC-01: 1.0.0}\n")
    words = ["withdraw", "-C", str(root), "WC-01", "1.0.0", "--reason", "A card was wrong.", "--on", "2026-11-02"]
    done = CliRunner().invoke(main, [*words, "--hubs-dir", str(elsewhere)])
    assert done.exit_code == 0, done.output
    assert "WC-01 1.0.0 is with the hub example-hub: it keeps it by a pin" in done.output


def test_a_pinned_release_must_suit_the_readers_of_the_packs(tmp_path):
    for_parents = tiny.MODULE.replace("audience: [staff]", "audience: [parent]")
    root = library(tmp_path, {tiny.MODULE_PATH: for_parents, "materials/packs/school-staff/pack.yml": None})
    release(root, "ST-01", "WC-01")
    write_library(root, {tiny.MODULE_PATH: tiny.MODULE})
    release(root, "WC-01", "--minor")
    profile(root / "materials" / "hubs", GOOD + "pins: {WC-01: 1.0.0}\n")
    done = run(root)
    assert done.exit_code == 1
    assert "example-hub.yml:10: WC-01 1.0.0 is for parent, trainer; the pack school-staff is for staff" in done.output
    profile(root / "materials" / "hubs", GOOD + "pins: {WC-01: 1.1.0}\n")
    assert run(root).exit_code == 0
