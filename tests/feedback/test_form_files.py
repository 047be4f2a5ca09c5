"""The forms' files fit what the providers export, and read nothing by which somebody could be found."""

from __future__ import annotations

import csv
import datetime
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from hubdocs.authoring.feedback import read_form
from hubdocs.library.load import load_library
from hubdocs.model import FormMap

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
sys.path.insert(0, str(HERE / "exports"))

import making  # noqa: E402  # it stands beside the files that it makes

FORMS = ("microsoft-forms", "google-forms")
TELLING = {"Email", "Name", "Email address", "Username"}
CHOICES = {"channel": {"web", "print", "usb"}, "as_planned": {"yes", "partly", "no"}, "again": {"yes", "maybe", "no"}}


@cache
def form(name: str) -> FormMap:
    return read_form(REPOSITORY, f"materials/forms/{name}.yml")


def rows_of_csv(name: str) -> list[dict[str, str]]:
    text = (HERE / "exports" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def rows_of_workbook(name: str) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(HERE / "exports" / f"{name}.xlsx").worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def in_our_words(name: str, column: str, told: str) -> str:
    return form(name).values.get(column, {}).get(told, told)


@pytest.mark.parametrize("name", FORMS)
def test_the_examples_are_what_their_program_writes(name: str) -> None:
    headings, rows = making.as_exported(name)

    assert [list(row.values()) for row in rows_of_csv(name)] == [
        [making.as_text(name, value) for value in row] for row in rows
    ]
    assert [list(row) for row in rows_of_workbook(name)] == [headings] * len(rows)
    assert [[making.as_text(name, value) for value in row] for row in rows] == [
        [as_told(name, value) for value in row.values()] for row in rows_of_workbook(name)
    ]


def as_told(name: str, value: object) -> str:
    return making.as_text(name, value) if isinstance(value, datetime.datetime) else "" if value is None else str(value)


@pytest.mark.parametrize("name", FORMS)
def test_every_heading_that_the_form_names_is_in_the_export(name: str) -> None:
    assert set(form(name).columns.values()) <= set(rows_of_csv(name)[0])


@pytest.mark.parametrize("name", FORMS)
def test_nothing_that_tells_who_answered_is_read(name: str) -> None:
    assert not TELLING & set(form(name).columns.values())
    assert TELLING & set(rows_of_csv(name)[0])


@pytest.mark.parametrize("name", FORMS)
def test_every_moment_can_be_read(name: str) -> None:
    heading = form(name).columns["submitted_at"]

    moments = [
        datetime.datetime.strptime(row[heading].removesuffix(" GMT"), form(name).dates)  # noqa: DTZ007
        for row in rows_of_csv(name)
    ]
    assert moments == [row[heading] for row in rows_of_workbook(name)]


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_means_what_was_answered(name: str) -> None:
    read = [
        {column: in_our_words(name, column, row[heading]) for column, heading in form(name).columns.items()}
        for row in rows_of_csv(name)
    ]

    assert [{column: told for column, told in row.items() if told and column in making.ASKED} for row in read] == (
        making.ANSWERS
    )
    assert all(row[column] in choices for row in read for column, choices in CHOICES.items())
    assert all(row[column] in {"", *"12345"} for row in read for column in ("useful", "clear", "before", "after"))


def test_what_the_examples_speak_of_was_released() -> None:
    releases = load_library(REPOSITORY).releases

    assert all(
        row["version"] in {str(release.version) for release in releases[row["document"]]} for row in making.ANSWERS
    )
