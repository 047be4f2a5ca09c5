"""An agreement binds to exact standards: those in force on the day of its release, whatever comes later."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_library

from hubdocs.library.load import load_library, with_drafts
from hubdocs.library.resolve import references_of
from hubdocs.library.ties import tied_standards
from hubdocs.model import Document, Library, Release, Version

DAY = datetime.date(2026, 11, 22)
PATH = "materials/agreements/AG-01-lead/agreement.md"
AGREEMENT = """\
---
id: AG-01
title: Lead school
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What we agree.
standards: ST-01@1
fields:
  - {name: school, label: Name of the school, type: text}
---

{{ school }} keeps [the standards](ST-01).

## Money { #money }

Nothing, as [clause](#money) says.
"""


def released(document: Document, version: str = "1.0.0", **changes: object) -> Release:
    made = Release(replace(document, version=Version.parse(version)), DAY, "first", "First", f"h1:{version}")
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Standards in three releases, of which the last begins a new major version."""
    found = load_library(write_library(tmp_path / "library", {PATH: AGREEMENT}))
    standards = found.working["ST-01"]
    held = tuple(released(standards, version) for version in ("1.0.0", "1.1.0", "2.0.0"))
    return replace(found, releases={"ST-01": held})


def test_a_release_keeps_the_newest_standards_that_fit(library: Library) -> None:
    references = references_of(library, library.working["AG-01"])

    assert references == {"AG-01#money": "1.0.0", "ST-01": "1.1.0"}


def test_standards_that_were_never_released_are_kept_as_none(library: Library) -> None:
    none = replace(library, releases={})

    assert references_of(none, library.working["AG-01"])["ST-01"] == "none"


def test_a_release_stays_bound_when_newer_standards_fit(library: Library) -> None:
    agreement = released(library.working["AG-01"], references={"ST-01": "1.0.0"})
    tied = tied_standards(library, agreement)

    assert tied is not None
    assert tied.name == "ST-01 1.0.0"


def test_a_release_stays_bound_to_standards_that_were_withdrawn(library: Library) -> None:
    first, *rest = library.releases["ST-01"]
    gone = replace(library, releases={"ST-01": (replace(first, withdrawn="It was wrong."), *rest)})
    tied = tied_standards(gone, released(library.working["AG-01"], references={"ST-01": "1.0.0"}))

    assert tied is not None
    assert tied.name == "ST-01 1.0.0"


def test_working_text_is_bound_to_the_newest_that_fits_today(library: Library) -> None:
    (draft,) = with_drafts(library).releases["AG-01"]
    tied = tied_standards(library, draft)

    assert tied is not None
    assert tied.name == "ST-01 1.1.0"


def test_nothing_is_bound_where_nothing_is_named_or_released(library: Library) -> None:
    module = released(library.working["WC-01"])
    unbound = released(replace(library.working["AG-01"], standards=None))
    early = released(library.working["AG-01"], references={"ST-01": "none"})

    assert [tied_standards(library, each) for each in (module, unbound, early)] == [None, None, None]
