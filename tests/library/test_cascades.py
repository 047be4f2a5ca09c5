"""One broken file is one message: whatever names it waits until it is mended."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.errors import HubError, Problem
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_library

AGREEMENT = """\
---
id: AG-01
title: Lead school
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What we agree.
standards: ST-01
fields:
  - {name: school, label: Name, type: text}
---

Between us and {{ school }}.

## Time { #time }

We [agree](#time).
"""

WHOLE = {
    **TINY,
    "materials/agreements/AG-01-lead/agreement.md": AGREEMENT,
    "materials/hubs/north.yml": (
        "id: north\nname: North\nlead_school: Sample\npacks: [school-staff]\n"
        "agreements:\n  - {template: AG-01, fields: {school: Sample}}\n"
    ),
    "materials/facts.yml": (
        "- {id: a, claim: x, source: y, date: 2026-01-01, mark: S, used_in: [WC-01, GOV-1, index.md]}\n"
    ),
    "materials/forms/ms.yml": "provider: M\ncolumns: {useful: Was it useful}\n",
}


def problems_of(root: Path) -> tuple[Problem, ...]:
    try:
        return check_library(read_library(root), datetime.date(2026, 11, 22))
    except HubError as error:
        return error.problems


def test_a_library_with_one_of_everything_is_right(tmp_path: Path) -> None:
    assert problems_of(write_library(tmp_path, WHOLE)) == ()


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("content", [b"---\na: [b\n c: d\n---\n", b"\xff\xfe\x00"], ids=["unreadable", "binary"])
def test_a_file_that_cannot_be_read_causes_one_message(path: str, content: bytes, tmp_path: Path) -> None:
    write_library(tmp_path, WHOLE)
    (tmp_path / path).write_bytes(content)

    assert [problem.place.path for problem in problems_of(tmp_path)] == [path]


def test_every_broken_file_is_told_at_once(tmp_path: Path) -> None:
    write_library(tmp_path, WHOLE)
    for path in WHOLE:
        (tmp_path / path).write_bytes(b"\xff")

    told = {problem.place.path for problem in problems_of(tmp_path)}

    handout = "modules/who-cares/WC-01-noticing/handouts/h1.md"
    assert told >= set(WHOLE) - {handout, MODULE_PATH}, "a module waits for its programme, nothing else waits"


def test_a_wrong_key_does_not_hide_what_is_wrong_below_it(tmp_path: Path) -> None:
    text = MODULE.replace("status: draft", "status: final").replace("duration: 10", "duration: ten")
    text = text.replace("(signpost:childline)", "(signpost:chidline)")
    write_library(tmp_path, {MODULE_PATH: text})

    told = [(problem.place.line, problem.rule) for problem in problems_of(tmp_path)]

    assert told == [(5, "values"), (8, "values"), (31, "signpost")]
