"""The demonstration feedback is what its program writes, shows what it says, and tells of nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from statistics import mean

import pytest

from hubdocs.feedback.privacy import flags_in, published_words
from hubdocs.library.load import load_library
from hubdocs.model import Library, Version
from tools.demonstration_feedback import COLUMNS, ROOT, TARGET, demonstration

FREE = ("role", "hub", "keep", "change", "adapted")


@cache
def library() -> Library:
    return load_library(ROOT)


@cache
def rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(io.StringIO(TARGET.read_text(encoding="utf-8"))))


def of(document: str, version: str = "", activity: str = "") -> Iterator[dict[str, str]]:
    for row in rows():
        if row["document"] == document and row["activity"] == activity and version in {"", row["version"]}:
            yield row


def usefulness(document: str, version: str, activity: str = "", as_planned: bool | None = None) -> float:
    marks = [
        int(row["useful"])
        for row in of(document, version, activity)
        if as_planned is None or (row["as_planned"] == "yes") == as_planned
    ]
    assert len(marks) >= 5
    return mean(marks)


def test_the_file_is_what_the_program_writes() -> None:
    assert TARGET.read_bytes().decode() == demonstration(library())


def test_there_are_about_four_hundred_rows_each_marked_as_invented() -> None:
    assert 380 <= len(rows()) <= 420
    assert list(rows()[0]) == COLUMNS
    assert all(row["response_id"].startswith("demo-") and row["hub"].startswith("demo-hub-") for row in rows())
    assert len({row["response_id"] for row in rows()}) == len(rows())


def test_every_row_speaks_of_what_was_released() -> None:
    released = {(id_, release.version): release for id_, each in library().releases.items() for release in each}
    editions = {f"{pack.id}@{edition.id}" for pack in library().packs.values() for edition in pack.editions}
    for row in rows():
        if row["edition"]:
            assert row["edition"] in editions
        else:
            release = released[row["document"], Version.parse(row["version"])]
            assert not row["activity"] or row["activity"] in release.document.anchors
            assert row["submitted_at"][:10] > str(release.date)


def test_nothing_in_it_would_be_held_back() -> None:
    public = published_words(library())

    assert [row for row in rows() for column in FREE if flags_in(column, row[column], public)] == []


@pytest.mark.parametrize("version", ["1.0.0", "1.0.1", "1.1.0"])
def test_the_film_takes_longer_than_planned(version: str) -> None:
    taken = [int(row["minutes_taken"]) for row in of("WC-01", version, "film")]

    assert len(taken) >= 5
    assert 1.3 < mean(taken) / 15 < 1.5


def test_one_activity_is_poor_as_planned_and_another_only_when_it_is_not() -> None:
    assert usefulness("WC-01", "1.1.0", "notice", as_planned=True) < 2.5
    assert usefulness("WC-06", "1.1.0", "sorting", as_planned=True) > 4
    assert usefulness("WC-06", "1.1.0", "sorting", as_planned=False) < 2.5


def test_one_version_is_better_than_the_one_before() -> None:
    assert min(len(list(of("WC-06", version))) for version in ("1.0.0", "1.1.0")) >= 20
    assert usefulness("WC-06", "1.1.0") - usefulness("WC-06", "1.0.0") > 1


def test_one_version_has_too_few_responses_to_be_shown() -> None:
    assert 0 < len(list(of("WC-01", "1.1.1"))) < 5
