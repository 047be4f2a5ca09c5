"""YAML that means something else than it says: threats.md 1.5, and section 2 on mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import front, run, seconds_for, told
from tiny import MODULE, MODULE_PATH, TINY, write_library

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)
"""Nine levels of nine: 3.5 thousand million, were they written out."""
SUMMARY = "summary: A first short session."

CASES = {
    "python tag": ("!!python/object/apply:os.system ['touch ran']", "[yaml]"),
    "python name": ("!!python/name:os.system", "[yaml]"),
    "own tag": ("!include /etc/passwd", "[yaml]"),
    "text tag": ("!!str x", "[yaml]"),
    "anchor": ("&a x", "[yaml]"),
    "alias": ("*a", "[yaml]"),
    "unquoted colon": ("Noticing: what we see", "[yaml]"),
    "unquoted bracket": ("[one, two", "[yaml]"),
    "a list for a text": ("[one, two]", "[values]"),
    "keys for a text": ("{a: b}", "[values]"),
    "nothing": ("", "[values]"),
    "spaces in quotes": ('"  "', "[values]"),
    "an invisible sign": ('"a\\x1bb"', "[yaml]"),
    "a sign that turns text": ('"a\\u202eb"', "[yaml]"),
    "half a sign": ('"a\\ud800b"', "[yaml]"),
    "thirteen levels": ("[" * 14 + "]" * 14, "[yaml]"),
    "3,000 levels (1.12)": ("[" * 3000 + "]" * 3000, "[yaml]"),
    "3,000 open levels (1.12)": ("{" * 3000, "[yaml]"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_value_that_is_not_plain_is_a_mistake_on_its_line(tmp_path: Path, name: str) -> None:
    value, words = CASES[name]
    found = told(tmp_path, front(SUMMARY, f"summary: {value}"))

    lines = [each.split(": ", 1)[0] for each in found if any(word in each for word in words.split("|"))]
    assert lines, found
    assert set(lines) <= {f"{MODULE_PATH}:9", f"{MODULE_PATH}:10"}, found
    assert not Path("ran").exists()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1.10", "1.10"),
        ("1", "[values]"),
        ("1.0.0.0", "[values]"),
        ("v1.0.0", "[values]"),
        ("01.0.0", "[values]"),
        ("2026-11-01", "[values]"),
        ("[1, 0, 0]", "[values]"),
        ("٣.0.0", "[values]"),
    ],
)
def test_a_version_is_never_guessed(tmp_path: Path, value: str, words: str) -> None:
    found = told(tmp_path, front("version: 1.0.0", f"version: {value}"))

    assert any(each.startswith(f"{MODULE_PATH}:4: ") and words in each for each in found), found


@pytest.mark.parametrize("value", ["0o17", "0x1F", "1e3", "1_000", "-1", "10.0", "ten", "9" * 30, "١٠", "²", "no", "~"])
def test_a_number_is_digits_and_nothing_that_yaml_would_make_of_it(tmp_path: Path, value: str) -> None:
    """1.5: octal and its like."""
    found = told(tmp_path, front("duration: 10", f"duration: {value}"))

    assert any(each.startswith(f"{MODULE_PATH}:8: ") and "[values]" in each for each in found), found


def test_octal_is_read_as_the_digits_that_were_typed(tmp_path: Path) -> None:
    found = told(tmp_path, front("duration: 10", "duration: 010"))

    assert found == []


@pytest.mark.parametrize(
    "value", ["NO", "no", "off", "yes", "null", "~", "2026-02-30", "007", "1.10", "1e3", "=", "0x1F"]
)
def test_a_word_that_yaml_knows_stays_the_word_that_was_typed(tmp_path: Path, value: str) -> None:
    """1.5: `no` as false, dates."""
    root = write_library(tmp_path / "library", front('title: "Noticing"', f"title: {value}"))
    from hubdocs.library.load import load_library

    assert load_library(root).working["WC-01"].title == value


@pytest.mark.parametrize(
    "value", ["2026-02-30", "2026-13-01", "01-02-2026", "2026-1-1", "tomorrow", "20260101", "0000-01-01"]
)
def test_a_day_that_is_none_is_told(tmp_path: Path, value: str) -> None:
    found = told(tmp_path, front(SUMMARY, f"{SUMMARY}\nreview_by: {value}"))

    assert any(each.startswith(f"{MODULE_PATH}:10: ") and "[values]" in each for each in found), found


@pytest.mark.parametrize("value", ["yes", "no", "True", "on", "1", "TRUE"])
def test_a_truth_is_true_or_false(tmp_path: Path, value: str) -> None:
    path = "modules/who-cares/WC-01-noticing/handouts/h1.md"
    found = told(tmp_path, {path: TINY[path].replace("per: person", f"per: person\ncopier: {value}")})

    assert any("[values]" in each for each in found), found


def test_a_repeated_key_names_both_lines(tmp_path: Path) -> None:
    found = told(tmp_path, front(SUMMARY, f"{SUMMARY}\n{SUMMARY}"))

    assert any(each.startswith(f"{MODULE_PATH}:10: ") and "line 9" in each for each in found), found


@pytest.mark.parametrize("key", ["sumary", "Summary", "<<", "summary ", "__class__", "''"])
def test_an_unknown_key_is_a_mistake(tmp_path: Path, key: str) -> None:
    found = told(tmp_path, front(SUMMARY, f"{key}x: a\n{SUMMARY}"))

    assert any(each.startswith(f"{MODULE_PATH}:9: ") for each in found), found


def test_a_tab_is_a_mistake_with_its_line(tmp_path: Path) -> None:
    found = told(tmp_path, front("  - {item: Card, per: person, handout: WC-01-H1}", "\t- {item: Card}"))

    assert any(each.startswith(f"{MODULE_PATH}:12: ") for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("standards: [GOV-1]\n---\n", "standards: [GOV-1]\n", "[front-matter]"),
        ("---\nid", "id", "[front-matter]"),
        ("---\nid", "\n---\nid", "[front-matter]"),
        ("---\nid", "----\nid", "[front-matter]"),
    ],
    ids=["not closed", "not opened", "an empty line before", "four hyphens"],
)
def test_front_matter_that_is_open_is_told_and_never_printed_as_text(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    found = told(tmp_path, {MODULE_PATH: MODULE.replace(old, new, 1)})

    assert any(each.startswith(f"{MODULE_PATH}:1: ") and words in each for each in found), found


FILES = ("materials/glossary.yml", "materials/packs/school-staff/pack.yml", "modules/who-cares/programme.yml")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("name", ["bomb", "bomb in a list", "python", "two documents", "merge", "empty", "a directive"])
def test_a_file_that_multiplies_or_runs_is_refused_quickly(tmp_path: Path, path: str, name: str) -> None:
    """1.5: a nine-level alias bomb and its like, in files without Markdown."""
    text = {
        "bomb": BOMB,
        "bomb in a list": f"- {{term: &a [x], meaning: [*a, *a]}}\n- {BOMB.splitlines()[0]}",
        "python": f"!!python/object/apply:os.system ['touch {tmp_path}/ran']\n",
        "two documents": f"{TINY[path]}---\na: b\n",
        "merge": "x: &x {a: b}\ny:\n  <<: *x\n",
        "empty": "",
        "a directive": f"%YAML 9.9\n---\n{TINY[path]}",
    }[name]
    found = told(tmp_path, {path: text})

    assert any(each.startswith(f"{path}:") for each in found), found
    assert not (tmp_path / "ran").exists()
    seconds_for(write_library(tmp_path / "warm"))
    assert seconds_for(tmp_path / "library") < 2


@pytest.mark.parametrize(
    "line",
    [
        "extra: !!python/object/apply:os.system ['touch {ran}']",
        "hooks: !!python/object/new:os.system ['touch {ran}']",
        "site_author: !!python/name:os.system",
        "copyright: !ENV [HOME, x]",
    ],
)
@pytest.mark.parametrize("command", ["check", "status"])
def test_settings_with_python_tags_run_no_code(tmp_path: Path, line: str, command: str) -> None:
    """2: malicious mkdocs.yml. MkDocs runs it at build; maintainers own that file, authors do not."""
    ran = tmp_path / "ran"
    settings = TINY["mkdocs.yml"] + line.replace("{ran}", str(ran)) + "\n"
    root = write_library(tmp_path / "library", {"mkdocs.yml": settings})
    run(command, "-C", str(root))

    assert not ran.exists()
