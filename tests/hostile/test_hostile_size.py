"""Too much of anything: threats.md 1.12 and 4.7. Each ends within two seconds of processor time, told or harmless."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import HANDOUT_PATH, LINE, agreement, front, module, problems_of, seconds_for, told
from tiny import MODULE, MODULE_PATH, TINY, write_library

SECONDS = 2.0
EMPTY = "\n\n"


def table(rows: int, columns: int = 2) -> str:
    row = "| a " * columns + "|\n"
    return row + "|---" * columns + "|\n" + row * rows


def spread(unit: str, times: int, paragraphs: int) -> str:
    """Many signs, in paragraphs short enough to be read."""
    return EMPTY.join([unit * times] * paragraphs)


TOLD = {
    "3,000 opening brackets": ("[" * 3000, "more than 100 signs `[`"),
    "12,000 opening brackets": (spread("[", 4000, 3), "more than 100 signs `[`"),
    "12,000 opening brackets in a line": ("[" * 12_000, "this line has 12,000 characters"),
    "5,000 openings of pictures": (spread("![", 2500, 2), "more than 100 signs `[`"),
    "20,000 opening tags": (spread("<a ", 1900, 10), "more than 100 signs `<`"),
    "3,000 quote levels": (">" * 3000 + " x", "more than 10 levels deep"),
    "3,000 quote levels with spaces": ("> " * 2900 + "x", "more than 10 levels deep"),
    "3,000 quote levels, a line each": (
        "\n".join(">" * depth + " x" for depth in range(1, 120)),
        "more than 10 levels",
    ),
    "3,000 list levels": ("- " * 2900 + "x", "more than 10 levels deep"),
    "300 list levels, a line each": ("\n".join("    " * depth + "- x" for depth in range(300)), "more than 10 levels"),
    "14 nested blocks": (
        "\n\n".join("    " * depth + "!!! note\n" + "    " * (depth + 1) + "x" for depth in range(14)),
        "more than 10 levels deep",
    ),
    "300 nested div": ("<div>" * 300 + "x" + "</div>" * 300, "more than 20 elements of HTML"),
    "300 open div": ("<div>" * 300 + "x", "more than 20 elements of HTML"),
    "3,000 nested span": (spread("<b>", 1900, 2), "more than 20 elements of HTML"),
    "21 nested lists of HTML": ("<ul><li>" * 11 + "x" + "</li></ul>" * 11, "more than 20 elements of HTML"),
    "20,000-row table": (table(20_000), "bytes; a text may have|lines; a text may have|more than 300 rows"),
    "3,000-row table": (table(3000), "more than 300 rows"),
    "301-row table": (table(301), "more than 300 rows"),
    "500-column table": (table(3, 500), "more than 20 columns"),
    "huge colspan": ('<table><tr><td colspan="1000000">x</td></tr></table>', "more than 50 columns or rows"),
    "huge rowspan": ("<table><tr><td rowspan=65000>x</td></tr></table>", "more than 50 columns or rows"),
    "huge colspan in capitals": ("<TABLE><TR><TD COLSPAN = '51'>x</TD></TR></TABLE>", "more than 50 columns or rows"),
    "5,000-digit colspan": (
        f'<table><tr><td colspan="{"9" * 5000}">x</td></tr></table>',
        "more than 50 columns or rows",
    ),
    "100,000-character line": ("x" * 100_000, "this line has 100,000 characters"),
    "100,000-character line of words": ("word " * 20_000, "this line has 100,000 characters"),
    "7,000-character paragraph": ("word " * 1400, "more than 6,000 characters"),
    "7,000 lines": ("x\n\n" * 3500, "lines; a text may have 6,000"),
    "1,000 footnotes": ("\n\n".join(f"[^{number}]: x" for number in range(1000)), "more than 300 footnotes"),
    "1,000 abbreviations": ("\n\n".join(f"*[A{number}]: x" for number in range(1000)), "more than 300 footnotes"),
    "1 MB": ("word word.\n\n" * 90_000, "bytes; a text may have 200,000"),
}


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything is loaded before anything is measured."""
    problems_of(write_library(tmp_path_factory.mktemp("warm") / "library"))


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("path", [MODULE_PATH, HANDOUT_PATH, "content/index.md"], ids=["module", "handout", "content"])
def test_too_much_is_a_mistake_that_names_its_limit(tmp_path: Path, name: str, path: str) -> None:
    text, words = TOLD[name]
    lines = TINY[path].count("\n") + 2
    changes = {path: f"{TINY[path]}\n{text}\n"} if path != MODULE_PATH else module(text)
    root = write_library(tmp_path / "library", changes)
    found = [problem for problem in problems_of(root) if problem.place.path == path and problem.rule == "bounds"]

    assert found
    assert any(word in problem.message for problem in found for word in words.split("|")), found
    first = LINE if path == MODULE_PATH else lines
    before = first - 1  # a paragraph is told on the empty line before it: test_hostile_faults
    assert all(problem.place.line >= before or "bytes" in problem.message for problem in found), found
    assert seconds_for(root) < SECONDS


HARMLESS = {
    "20,000 backticks": spread("`", 5000, 4),
    "20,000 separate backticks": spread("` ", 2500, 8),
    "4,000 stars": "*" * 4000,
    "4,000 unclosed stars": spread("*a ", 1300, 3),
    "4,000 unclosed underscores": spread("_a ", 1300, 3),
    "20,000 closing brackets": spread("]", 5000, 4),
    "5,000 closed brackets": spread("[a]", 1900, 3),
    "99 open brackets in each of 30 paragraphs, closed": spread("[" * 90 + "]" * 90, 30, 30),
    "10,000 ampersands": spread("&", 5000, 2),
    "5,000 references": spread("&amp;", 1100, 5),
    "10,000 backslashes": spread("\\", 5000, 2),
    "10,000 exclamation marks": spread("! ", 2500, 4),
    "10,000 bars": spread("x|", 9, 500),
    "10,000 braces": spread("{ ", 2500, 2),
    "10,000 braces that look like marks": spread("{: .x ", 900, 2),
    "10,000 tildes": spread("~", 5000, 2),
    "10,000 colons": spread(":", 5000, 2),
    "2,900 empty paragraphs": EMPTY.join(["&nbsp;"] * 2900),
    "2,900 short paragraphs": EMPTY.join(["x"] * 2900),
    "1,400 headings": EMPTY.join(f"## H{number} {{ #h{number} }}" for number in range(1400)),
    "900 blocks": EMPTY.join(["!!! note\n    x"] * 900),
    "19 nested div": "<div>" * 19 + "x" + "</div>" * 19,
    "9 list levels": "\n".join("    " * depth + "- x" for depth in range(9)),
    "300 rows": table(297),
    "290 footnotes": EMPTY.join(f"x[^{number}]" for number in range(290))
    + EMPTY
    + "\n".join(f"[^{number}]: x" for number in range(290)),
    "5,000 helplines in a block": "!!! signposts\n    " + "childline " * 500,
    "500 open comments": EMPTY.join(["<!-- x"] * 90),
    "90 open tags": "<b " * 90,
    "1,000 line ends": "x  \n" * 1000,
    "4,000 smart quotes": spread("'a ", 650, 3),
    "5,000 addresses": spread("http://example.org/ ", 290, 10),
    "1,000 mail addresses": spread("<a@b.example> ", 400, 3),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_much_of_something_is_read_in_good_time(tmp_path: Path, name: str) -> None:
    root = write_library(tmp_path / "library", module(HARMLESS[name]))

    assert seconds_for(root) < SECONDS
    assert all(problem.hint for problem in problems_of(root))


KEYS = {
    "10,000 keys": "\n".join(f"key{number}: {number}" for number in range(10_000)),
    "200 keys": "\n".join(f"key{number}: {number}" for number in range(200)),
    "deep flow": "needs: " + "[" * 3000 + "]" * 3000,
    "deep blocks": "needs:\n" + "\n".join(" " * depth + "-" for depth in range(1, 200)),
    "a long value": "owner: " + "x" * 60_000,
    "a long key": "x" * 60_000 + ": a",
    "a long comment": "# x\n" * 20_000,
    "a long quoted value": 'ownr: "' + "x\n\n  " * 9000 + '"',
    "a bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
}


@pytest.mark.parametrize("name", KEYS)
def test_too_much_front_matter_is_a_mistake(tmp_path: Path, name: str) -> None:
    root = write_library(tmp_path / "library", front("summary:", f"{KEYS[name]}\nsummary:"))

    assert any(problem.place.path == MODULE_PATH for problem in problems_of(root))
    assert seconds_for(root) < SECONDS


FILES = {
    "a huge glossary": (
        "materials/glossary.yml",
        "- {term: a, meaning: b}\n" * 50_000,
        "bytes; a text may have 200,000",
    ),
    "a deep glossary": ("materials/glossary.yml", "- " * 4_000, "[yaml]"),
    "open braces": ("materials/glossary.yml", "{" * 9_000, "[yaml]"),
    "a glossary of one line": ("materials/glossary.yml", "a " * 90_000, "[bounds]"),
    "a quoted glossary": ("materials/glossary.yml", '"' + "a\n" * 60_000 + '"', "[values]"),
    "a pack of 2,000 pages": (
        "materials/packs/school-staff/pack.yml",
        TINY["materials/packs/school-staff/pack.yml"]
        + "".join(f"  - {{page: x{number}.md}}\n" for number in range(2000)),
        "x1999.md",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_other_files_are_bounded_too(tmp_path: Path, name: str) -> None:
    path, text, words = FILES[name]
    found = told(tmp_path, {path: text})

    assert any(word in each for each in found for word in words.split("|")), found[:3]
    assert seconds_for(tmp_path / "library") < SECONDS


def test_a_template_is_bounded_too(tmp_path: Path) -> None:
    """1.4: places, and lines."""
    body = "\n## Terms { #terms }\n\n" + EMPTY.join(["{{ who }} {{ names }} " * 20] * 100)
    found = told(tmp_path, agreement(body))

    assert any("more than 1,000 places" in each for each in found), found
    assert seconds_for(tmp_path / "library") < SECONDS


def test_a_bound_counts_from_the_line_in_the_file(tmp_path: Path) -> None:
    (found,) = [each for each in told(tmp_path, module("Words.\n\n" + "x" * 10_001)) if "characters" in each]

    assert found.startswith(f"{MODULE_PATH}:{LINE + 2}: ")


def test_one_file_that_is_too_large_hides_no_mistake_of_another(tmp_path: Path) -> None:
    found = told(tmp_path, {**module("[" * 3000), HANDOUT_PATH: TINY[HANDOUT_PATH] + "\n[x](nowhere)\n"})

    assert any(each.startswith(f"{MODULE_PATH}:{LINE}: more than 100 signs") for each in found)
    assert MODULE.count("\n") < 60
