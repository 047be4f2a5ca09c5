"""What the program once did wrong, each with the smallest input that a search or a fuzzer found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scenes import (
    FOLDER,
    LINE,
    READING,
    agreement,
    everything,
    front,
    module,
    problems_of,
    run,
    said,
    seconds_for,
    told,
)
from shelves import published
from tiny import MODULE_PATH, TINY, write_library

from hubdocs.authoring.markdown import render, survey
from hubdocs.site.stage import stage

SETTINGS = "site_name: x\nplugins: [hubdocs]\n"
EMPTY = "\n\n"


# -- 1. Tracebacks at check ---------------------------------------------------------------------------------------

CRASHES: dict[str, dict[str, str | None]] = {
    "`colours:` without a value in brand.yml": {"materials/brand/brand.yml": "name: Example\ncolours:\n"},
    "`fonts: Serif` in brand.yml": {"materials/brand/brand.yml": "name: Example\nfonts: Serif\n"},
    "`<![` in a text": module("a <![ b"),
    "`<![x[` in a text": module("a <![x[ b"),
    "YAML `\\U` beyond Unicode": front("summary: A first short session.", 'summary: "\\UFFFFFFFF"'),
    "YAML `\\U` just beyond Unicode": front("summary: A first short session.", 'summary: "\\U00110000"'),
    "a number of 5,000 digits in a template": agreement("\n{{ who }} {{ names }} {{ " + "9" * 5000 + " }}"),
    "settings: `\\U` beyond Unicode": {"mkdocs.yml": SETTINGS.replace("x", '"\\UFFFFFFFF"')},
}


MENDED: dict[str, dict[str, str | None]] = {
    "`## Film { #film minutes= }`": module("## Film { #a minutes= }"),
    "`## Film { #film minutes }`": module("## Film { #a minutes }"),
    "`[^1]:` that nothing names": module("[^1]:"),
    "settings: merged keys": {"mkdocs.yml": "site_name: x\nx: &x {plugins: []}\n<<: *x\n"},
    "settings: a number of 5,000 digits": {"mkdocs.yml": SETTINGS.replace("x", "0x" + "F" * 5000)},
    "settings: `!!bool foo`": {"mkdocs.yml": SETTINGS.replace("x", "!!bool foo")},
    "settings: `!!set foo`": {"mkdocs.yml": SETTINGS.replace("x", "!!set foo")},
    "settings: `? : []`": {"mkdocs.yml": "? : []"},
}


@pytest.mark.parametrize("name", MENDED)
def test_check_answers_in_words_since_it_was_mended(tmp_path: Path, name: str) -> None:
    told(tmp_path, MENDED[name])


@pytest.mark.parametrize("name", CRASHES)
def test_check_answers_in_words(tmp_path: Path, name: str) -> None:
    told(tmp_path, CRASHES[name])


# -- 2. Tracebacks at build, of what check calls right ------------------------------------------------------------


@pytest.mark.parametrize("code", ["&#8;", "&#x1b;", "&#xFFFF;"])
@pytest.mark.parametrize("text", ["[Childline](signpost:childline){}", "- [ ] a{}"])
def test_a_control_character_by_its_number_is_a_mistake_or_harmless(tmp_path: Path, code: str, text: str) -> None:
    body = text.format(code)
    root = write_library(tmp_path / "library", module(body))

    assert any("invisible character" in each for each in said(root)) or render(body, READING)


def test_a_control_character_by_its_number_is_told(tmp_path: Path) -> None:
    assert any("invisible" in each for each in told(tmp_path, module("a&#8;b")))


@pytest.mark.parametrize("sign", ["\x80", "\x9b", "\x85"])
def test_c1_signs_are_invisible_characters(tmp_path: Path, sign: str) -> None:
    assert any("invisible character" in each for each in told(tmp_path, module(f"a{sign}b")))


def test_hidden_words_in_tag_signs_are_told(tmp_path: Path) -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "secret")

    assert any("invisible character" in each for each in told(tmp_path, module(f"Words.{hidden}")))


def test_a_broken_clock_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_library(tmp_path / "library")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "banana")

    assert run("build", "--no-packs", "-C", str(root)).exit_code in {0, 1, 2}


def test_json_tells_of_names_that_are_no_text(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library")
    Path(os.fsdecode(os.fsencode(root / "content") + b"/caf\xe9.md")).write_text("Words.\n")
    code = "from hubdocs.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, "check", "--json", "-C", str(root)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8:strict"},
    )

    assert b"Traceback" not in done.stderr


# -- 3. Walls that can be walked round ----------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
ENTITY = "<script xmlns='http://www.w3.org/2000/svg'>alert(1)</script>"
DRAWINGS = {
    "a script of XHTML": SVG.format('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>').encode(),
    "a frame of XHTML": SVG.format(
        '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>'
    ).encode(),
    "a style sheet as an instruction": b'<?xml-stylesheet type="text/xsl" href="https://evil.example/a.xsl"?>'
    + SVG.format("").encode(),
    "a script in an entity, in UTF-16": (
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY x "{ENTITY}">]>{SVG.format("&x;")}'
    ).encode("utf-16"),
    "a handler in the doctype, in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'
        f"{SVG.format('')}"
    ).encode("utf-16"),
    "no drawing at all": b"<html><p>x</p></html>",
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_that_acts_is_refused(tmp_path: Path, name: str) -> None:
    found = told(tmp_path, module("![A ring](images/a.svg)"), {f"{FOLDER}images/a.svg": DRAWINGS[name]})

    assert any("the picture images/a.svg" in each for each in found)


def test_a_drawing_is_clean_when_it_is_published(tmp_path: Path) -> None:
    drawing = SVG.format("<script>zqsecret()</script><!-- zqsecret -->")
    staged = stage(published(tmp_path / "library", {**module("![A](images/a.svg)"), f"{FOLDER}images/a.svg": drawing}))

    assert b"zqsecret" not in everything(staged)


def test_a_comment_in_a_drawing_is_left_out_or_told(tmp_path: Path) -> None:
    changes = {
        **module("![A ring](images/a.svg)"),
        f"{FOLDER}images/a.svg": SVG.format("<!-- zqsecret --><circle r='3'/>"),
    }
    root = tmp_path / "library"

    assert b"zqsecret" not in everything(stage(published(root, changes))) or said(root)


@pytest.mark.parametrize("text", ['<input type="text" name="q">', "<input>", '<input type="password">'])
def test_a_field_to_type_in_is_told_and_taken_out(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, module(text))

    assert any("input" in each for each in found)
    assert "<input" not in render(text, READING)


@pytest.mark.parametrize("text", ['<p id="hub-menu">x</p>', "## Find { #hub-find }", "Words.\n{ #hub-menu-button }"])
def test_an_id_of_the_theme_is_told(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, module(text))


@pytest.mark.parametrize("words", ['names|join(attribute="__class__")', 'names|join(", ", attribute="x")'])
def test_a_filter_reaches_no_attribute(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, agreement(f"\n{{{{ who }}}} {{{{ {words} }}}}"))


def test_raw_is_not_of_the_language(tmp_path: Path) -> None:
    assert told(tmp_path, agreement("\n{{ who }} {{ names }} {% raw %}{{ x.__class__ }}{% endraw %}"))


@pytest.mark.parametrize("path", ["content/._index.md", "materials/hubs/._example.yml", f"{FOLDER}handouts/._h1.md"])
def test_what_a_mac_puts_beside_a_file_is_passed_over(tmp_path: Path, path: str) -> None:
    root = write_library(tmp_path / "library")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ")

    assert said(root) == []


# -- 4. Slow ------------------------------------------------------------------------------------------------------

SECONDS = 1.0
"""Processor time for each; every text here is smaller than it may be, and needed two seconds to half a minute."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time, so that these tests do not take it."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


SLOW: dict[str, dict[str, str | None]] = {
    "1,000 spaces in a heading": module("## a" + " " * 800 + "b"),
    "braces and spaces in a heading": module("## " + " {a" * 450 + " " * 700 + "x"),
    "2,000 links that are not closed behind their `(`": module(EMPTY.join(["[x](" * 1000] * 20)),
    "pictures that are not closed": module(EMPTY.join(["![a](b " * 800] * 20)),
    "4,000 tags in paragraphs": module(EMPTY.join(["<u>x</u>" * 700] * 12)),
    "2,000 links that lead nowhere": module(EMPTY.join(f"[a](X{number})" for number in range(2000))),
    "2,000 helplines that are not there": module(EMPTY.join(f"[a](signpost:x{number})" for number in range(2000))),
    "1,000 headings that skip a level": module(EMPTY.join(["## a\n\n#### b"] * 1000)),
    "8,000 empty div": module(EMPTY.join(["<div></div>" * 500] * 30)),
    "3,000 misspelt keys in the glossary": {
        "materials/glossary.yml": "".join(f"- {{term: T{number}, meanin: m}}\n" for number in range(3000))
    },
    "1,200 terms that see nothing": {
        "materials/glossary.yml": "".join(
            f"- {{term: T{number}, meaning: m, see: U{number}}}\n" for number in range(1200)
        )
    },
    "20,000 values in brackets": {"materials/glossary.yml": "[" + "a," * 20_000 + "]"},
    "3,000 tags of a template without their end": agreement("\n" + EMPTY.join(["{%" * 2900] * 25)),
    "1,100 long sentences": module(EMPTY.join([f"word{number} " + "word " * 32 + "." for number in range(1100)])),
}


QUICK: dict[str, dict[str, str | None]] = {
    "5,000 wrong choices": front("summary:", "needs:\n" + "  - x\n" * 5000 + "summary:"),
    "1,200 unknown keys": front("summary:", "\n".join(f"key{number}: 1" for number in range(1200)) + "\nsummary:"),
    "settings: 2,000 brackets": {"mkdocs.yml": "site_name: " + "[" * 2000 + "]" * 2000 + "\n"},
    "settings: a bomb of aliases as the site's name": {
        "mkdocs.yml": "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
            for before, name in zip("abcdefg", "bcdefgh", strict=True)
        )
        + "site_name: *h\nplugins: [hubdocs]\n"
    },
}
"""What was slow and is mended."""


@pytest.mark.parametrize("name", QUICK)
def test_it_is_read_in_good_time_since_it_was_mended(tmp_path: Path, name: str) -> None:
    root = write_library(tmp_path / "library", QUICK[name])

    assert seconds_for(root) < 2


@pytest.mark.parametrize("name", SLOW)
def test_it_is_read_in_good_time(tmp_path: Path, name: str) -> None:
    root = write_library(tmp_path / "library", SLOW[name])
    problems_of(write_library(tmp_path / "warm"))
    survey.cache_clear()

    late = False
    try:
        with stopped_after(SECONDS):
            problems_of(root)
    except TimeoutError:  # told anew: pytest cannot print a place in the middle of a line
        late = True
    assert not late


# -- 5. Words and lines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ['part: "core\\nx"', 'review_by: "2026\\n01"', "part: |\n  core\n  x"])
def test_a_message_is_one_line(tmp_path: Path, line: str) -> None:
    root = write_library(tmp_path / "library", front("summary:", f"{line}\nsummary:"))

    assert problems_of(root)
    assert all("\n" not in problem.message for problem in problems_of(root))


def test_a_long_paragraph_is_told_on_its_first_line(tmp_path: Path) -> None:
    (found,) = [each for each in told(tmp_path, module("Words.\n\n" + "word " * 1400)) if "paragraph" in each]

    assert found.startswith(f"{MODULE_PATH}:{LINE + 2}: ")


@pytest.mark.parametrize(
    "text",
    [
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        '<a href="&#106;avascript:alert(1)">x</a>',
        "a&#x202e;b",
        "se\u200bcret",
    ],
)
def test_a_mistake_is_told_on_its_line(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, module(f"Words.\n\n{text}"))

    assert found
    assert not any(each.startswith(f"{MODULE_PATH}:15: ") for each in found), found


def test_a_file_that_is_no_list_is_told_in_whole_words(tmp_path: Path) -> None:
    found = told(tmp_path, {"materials/glossary.yml": "words\n"})

    assert not any("``" in each for each in found)


def test_a_tag_of_the_engine_is_told_on_its_line(tmp_path: Path) -> None:
    body = "\n{{ who }} {{ names }}\n\n{% autoescape false %}x{% endautoescape %}"
    found = [each for each in told(tmp_path, agreement(body)) if "not allowed in a template" in each]

    assert [each.split(": ")[0].rsplit(":", 1)[1] for each in found] == ["15"], found


def test_the_scenes_are_right_without_their_fault(tmp_path: Path) -> None:
    assert told(tmp_path, {**module("Words."), "mkdocs.yml": SETTINGS}) == []
    assert told(tmp_path, agreement("\n{{ who }} {{ names }}")) == []
    assert survey("Words.").removed == ()
    assert TINY["mkdocs.yml"].startswith("site_name")
