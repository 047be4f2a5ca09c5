"""`hubdocs feedback`: each command's answer, its exit status, and nothing that tells who somebody is."""

from __future__ import annotations

import importlib
import json

import pytest
from arriving import GOOD, read_rows, released_library, write_rows
from click.testing import CliRunner

from hubdocs.cli import main
from hubdocs.feedback.store import FILE, open_store

REVIEW = importlib.import_module("hubdocs.cli.feedback.review")
MAIL = GOOD | {"keep": "ask someone@school.example", "response_id": "5"}
ROWS = [GOOD | {"response_id": "1"}, MAIL, GOOD | {"response_id": "2", "version": "4.0.0"}, GOOD | {"response_id": "1"}]


@pytest.fixture
def root(tmp_path):
    return released_library(tmp_path)


@pytest.fixture
def file(tmp_path):
    return write_rows(tmp_path / "answers.csv", ROWS)


def run(root, *words, typed="", **environment):
    done = CliRunner().invoke(main, ["feedback", *map(str, words), "-C", str(root)], input=typed, env=environment)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def taken(root, file):
    done = run(root, "import", file, "--on", "2026-11-24")
    assert done.exit_code == 0, done.output
    return done


def test_an_import_tells_what_became_of_every_row(root, file):
    assert taken(root, file).output.splitlines() == [
        "Read answers.csv (CSV, UTF-8, cells parted by a comma).",
        "4 rows: 1 stored, 1 known before, 1 held back, 1 set aside.",
        "Set aside: 1 row, about nothing that was released (line 4).",
        "They are in answers.set-aside.csv, each with its reason: correct them there and import that file.",
        "Held back, since they may hold email addresses: look at them with hubdocs feedback review.",
    ]


def test_an_import_for_programs_adds_up(root, file):
    data = json.loads(run(root, "import", file, "--json").stdout)
    assert {key: data[key] for key in ("rows", "stored", "set_aside", "held", "repeats")} == {
        "rows": 4, "stored": 1, "set_aside": 1, "held": 1, "repeats": 1,
    }  # fmt: skip
    assert data["set_aside_file"] == "answers.set-aside.csv"


def test_an_unknown_form_is_a_mistake_and_nothing_is_taken_in(root, file):
    done = run(root, "import", file, "--form", "microsoft")
    assert done.exit_code == 1
    assert "there is no form microsoft" in done.output
    assert not (root / FILE).exists()


def test_outside_a_library_nothing_is_made(tmp_path, file):
    for words in (
        ["import", file],
        ["list"],
        ["review"],
        ["export", tmp_path / "x.csv"],
        ["purge", "--older-than", "1m"],
    ):
        done = run(tmp_path, *words)
        assert done.exit_code == 1
        assert "this is not a library" in done.output
    assert not (tmp_path / ".hubdocs").exists()


def test_a_release_that_cannot_be_read_stops_an_import(root, file):
    next(root.glob("modules/*/*/releases/1.0.0/release.yml")).write_text("format: 1\n")
    done = run(root, "import", file)
    assert done.exit_code == 1
    assert not list(file.parent.glob("*set-aside*"))


def test_a_mistake_in_a_working_text_does_not_stop_an_import(root, file):
    (root / "modules/who-cares/WC-01-noticing/module.md").write_text("---\nid: WC-01\n---\n")
    taken(root, file)


def test_what_is_kept_is_counted_and_never_shown(root, file):
    taken(root, file)
    done = run(root, "list")
    assert done.output.splitlines()[0] == "WC-01 1.0.0: 1 response"
    assert "1 response held back" in done.output
    assert "film" not in done.output.lower()
    data = json.loads(run(root, "list", "--document", "wc-01", "--json").stdout)
    assert data["listed"] == [{"document": "WC-01", "version": "1.0.0", "edition": "", "responses": 1}]
    assert "no responses about ST-01" in run(root, "list", "--document", "ST-01").output


def test_what_is_held_back_is_listed_without_its_words_unless_they_are_asked_for(root, file):
    taken(root, file)
    done = run(root, "review")
    assert "5  WC-01 1.0.0: keep: email addresses" in done.output
    assert "@" not in done.output + run(root, "review", "--json").output
    assert "someone@school.example" in run(root, "review", "--text").output
    (held,) = json.loads(run(root, "review", "--json", "--text").stdout)["held"]
    assert held["flags"] == [{"column": "keep", "kind": "email", "words": "someone@school.example"}]


def test_words_about_a_childs_safety_cannot_wait(root, tmp_path):
    rows = [GOOD | {"response_id": "1", "keep": "ask someone@school.example"}]
    rows.append(GOOD | {"response_id": "2", "keep": "He says he wants to kill himself"})
    done = taken(root, write_rows(tmp_path / "answers.csv", rows))
    listed = run(root, "review").output

    for said in (done.output, listed):
        assert "Tell the safeguarding lead the same day" in " ".join(said.split())
    assert listed.index("2  WC-01") < listed.index("1  WC-01")


@pytest.mark.parametrize(
    ("wish", "kept"),
    [("--accept", "ask someone@school.example"), ("--redact", "ask [removed: email]"), ("--discard", None)],
)
def test_a_decision_is_carried_out(root, file, wish, kept):
    taken(root, file)
    assert run(root, "review", wish, "5").exit_code == 0
    texts = {response.id: response.keep for response in open_store(root).responses()}
    assert texts.get("5") == kept
    assert "Nothing is held back." in run(root, "review").output


def test_a_decision_about_what_does_not_wait_changes_nothing(root, file):
    taken(root, file)
    done = run(root, "review", "--accept", "5", "--discard", "77")
    assert done.exit_code == 1
    assert "no response 77 waits" in done.output
    assert run(root, "review", "--accept", "5", "--redact", "5").exit_code == 1
    assert open_store(root).counts() == (1, 1)


def test_on_a_terminal_each_is_shown_and_asked_about(root, tmp_path, monkeypatch):
    mails = [GOOD | {"keep": f"ask a{number}@school.example", "response_id": str(number)} for number in range(5)]
    taken(root, write_rows(tmp_path / "answers.csv", mails))
    monkeypatch.setattr(REVIEW, "is_terminal", lambda: True)
    done = run(root, "review", typed="a\nr\nx\nd\nl\nq\n")
    assert "keep: ask a0@school.example" in done.output
    assert "3 decided, 2 still held back." in done.output
    texts = {response.id: response.keep for response in open_store(root).responses()}
    assert texts == {"0": "ask a0@school.example", "1": "ask [removed: email]"}


def test_what_is_shown_of_a_held_response_does_nothing_to_a_terminal(root, tmp_path):
    row = GOOD | {"keep": "ask a@b.example \x1b[31m\nand \u202ego", "response_id": "9\x1b[2J"}
    taken(root, write_rows(tmp_path / "answers.csv", [row]))
    done = run(root, "review", "--text")
    assert not {"\x1b", "\u202e"} & set(done.output)
    assert r"a@b.example [31m\nand go" in done.output


def test_an_export_holds_what_is_kept_and_nothing_that_waits(root, file, tmp_path):
    taken(root, file)
    done = run(root, "export", tmp_path / "out.csv")
    assert done.output == "1 response written to out.csv.\n"
    assert [row["response_id"] for row in read_rows(tmp_path / "out.csv")] == ["1"]
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
    again = run(root, "export", tmp_path / "out.csv")
    assert again.exit_code == 1
    assert "nothing is written over" in again.output
    assert run(root, "export", tmp_path / "out.txt").exit_code == 1
    assert run(root, "export", tmp_path / "nowhere" / "out.csv").exit_code == 1
    assert not list(tmp_path.glob(".*unfinished"))


def test_a_backup_can_be_used_as_the_store(root, file, tmp_path):
    taken(root, file)
    assert run(root, "backup", tmp_path / "copy.sqlite").exit_code == 0
    done = run(root, "list", HUBDOCS_FEEDBACK=str(tmp_path / "copy.sqlite"))
    assert "WC-01 1.0.0: 1 response" in done.output


def test_a_store_in_the_built_folder_is_refused(root, file):
    done = run(root, "import", file, HUBDOCS_FEEDBACK="build/feedback.sqlite")
    assert done.exit_code == 1
    assert "may not be kept in build/" in done.output


@pytest.mark.parametrize(
    ("age", "before", "removed"),
    [
        ("24m", "2025-02-28", 0),
        ("3m", "2026-11-28", 2),
        ("2026-11-24", "2026-11-24", 0),
        ("2026-11-25", "2026-11-25", 2),
    ],
)
def test_what_is_older_is_removed_for_good(root, file, age, before, removed):
    taken(root, file)
    done = run(root, "purge", "--older-than", age, "--today", "2027-02-28", "--json")
    assert json.loads(done.stdout) == {"before": before, "removed": removed}
    assert sum(open_store(root).counts()) == 2 - removed


@pytest.mark.parametrize("age", ["soon", "0m", "2099-01-01", "24"])
def test_an_age_that_is_none_is_wrong_usage(root, age):
    assert run(root, "purge", "--older-than", age, "--today", "2027-02-28").exit_code == 2


def test_one_response_is_erased_for_good(root, file):
    taken(root, file)
    assert run(root, "erase", "5").exit_code == 0
    assert b"school.example" not in (root / FILE).read_bytes()
    done = run(root, "erase", "5")
    assert done.exit_code == 1
    assert "there is no response 5" in done.output
    taken(root, file)
    assert open_store(root).counts() == (1, 0)


def test_other_commands_load_none_of_the_heavy_engines():
    import subprocess
    import sys

    script = "import sys, hubdocs.cli; sys.exit(bool({'sqlalchemy', 'openpyxl', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("words", [("erase", "\udcff"), ("list", "--document", "\udcff")], ids=["erase", "list"])
def test_bytes_that_are_no_text_are_refused_in_words(root, file, words):
    taken(root, file)

    done = run(root, *words)

    assert done.exit_code == 2
    assert "it is not written in letters (UTF-8)" in done.output


def test_nothing_is_exported_of_a_document_whose_id_is_no_text(root, file, tmp_path):
    taken(root, file)

    assert run(root, "export", tmp_path / "out.csv", "--document", "\udcff").exit_code == 2
    assert not (tmp_path / "out.csv").exists()
