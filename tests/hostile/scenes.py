"""Small scenes for hostile tests: a tiny library with one thing in it, and what is said or made of it."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from click.testing import CliRunner, Result
from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.authoring.markdown import Destination, Reading
from hubdocs.authoring.markdown import survey as survey_of
from hubdocs.authoring.template import read_template
from hubdocs.cli import main
from hubdocs.errors import HubError, Problem
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_library
from hubdocs.model import View
from hubdocs.site.stage import Staged

TODAY = datetime.date(2026, 11, 22)
PLACE = "Read this first."
"""The words in the tiny module in whose place an author's text is put; they stand on line 16."""
LINE = 16
FOLDER = MODULE_PATH.removesuffix("module.md")
HANDOUT_PATH = f"{FOLDER}handouts/h1.md"
AGREEMENT_PATH = "materials/agreements/AG-01-lead/agreement.md"
FIELDS = "  - {name: who, label: Who, type: text}\n  - {name: names, label: Names, type: list}\n"

READING = Reading(
    view=View.TRAINER,
    link=lambda target: None if target.startswith("no") else Destination(f"to/{len(target)}"),
    picture=lambda path: f"shown/{len(path)}.png",
    activity_head=lambda activity: f"<h2>{activity.minutes}</h2>",
)


def module(text: str) -> dict[str, str | None]:
    """The tiny module with an author's text in it."""
    return {MODULE_PATH: MODULE.replace(PLACE, text)}


def front(old: str, new: str) -> dict[str, str | None]:
    """The tiny module with something else in its front matter."""
    assert old in MODULE
    return {MODULE_PATH: MODULE.replace(old, new, 1)}


def agreement(body: str, fields: str = FIELDS) -> dict[str, str | None]:
    """The tiny library with an agreement; its body begins on line 13."""
    head = "---\nid: AG-01\ntitle: Agreement\nversion: 1.0.0\nstatus: draft\naudience: [hub-lead]\n"
    return {AGREEMENT_PATH: f"{head}summary: What we agree.\nfields:\n{fields}---\n{body}\n"}


def problems_of(root: Path) -> tuple[Problem, ...]:
    """Everything that `check` says of a library."""
    try:
        return check_library(read_library(root), TODAY)
    except HubError as error:
        return error.problems


def said(root: Path) -> list[str]:
    """The same as `path:line: message [rule]`; words may change, the rule of a guard does not."""
    return [in_words(problem) for problem in problems_of(root)]


def in_words(problem: Problem) -> str:
    """A problem in one line."""
    return f"{problem.place}: {problem.message} [{problem.rule}]"


def told(folder: Path, changes: dict[str, str | None], raw: dict[str, bytes] | None = None) -> list[str]:
    """What is said of the tiny library with some files changed; each problem has a hint."""
    root = write_library(folder / "library", changes)
    for path, data in (raw or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    problems = problems_of(root)
    assert all(problem.hint and problem.place.line >= 1 for problem in problems)
    return [in_words(problem) for problem in problems]


def seconds_for(root: Path) -> float:
    """Processor time for reading and checking a library."""
    survey_of.cache_clear()
    read_template.cache_clear()
    began = time.process_time()
    problems_of(root)
    return time.process_time() - began


def run(*arguments: str) -> Result:
    """The program as its user runs it; a traceback is a failure."""
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def pages(staged: Staged) -> dict[str, str]:
    """Every staged page as it would be written, and every staged file that is text."""
    texts = {page.published: page.markdown for page in staged.pages}
    endings = (".html", ".json", ".xml", ".svg")
    return texts | {file.path: file.read().decode() for file in staged.files if file.path.endswith(endings)}


def everything(staged: Staged) -> bytes:
    """All bytes that would be published."""
    return b"\n".join([*(page.markdown.encode() for page in staged.pages), *(file.read() for file in staged.files)])


def write(root: Path, path: str, text: str) -> None:
    """Put a file into a library."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8", newline="\n")


def release(root: Path) -> None:
    """Release the standards and the module of the tiny library."""
    assert run("release", "ST-01", "WC-01", "--summary", "First", "--on", "2026-11-22", "-C", str(root)).exit_code == 0
