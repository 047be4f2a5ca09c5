"""Invented exports of our two forms, as the providers write them. Run it to write the files anew.

The workbook of Google is one that a person downloads from the spreadsheet behind the form.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import openpyxl
import yaml

HERE = Path(__file__).parent
FORMS = HERE.parents[2] / "materials" / "forms"
FIRST = datetime.datetime(2026, 11, 24, 9, 5, 12)  # noqa: DTZ001  # exports name no zone

ASKED = (
    "document version activity edition channel role hub group_size as_planned minutes_taken useful clear before after "
    "keep change adapted again"
).split()
"""What the forms ask; the rest is the provider's own."""

ANSWERS = [
    {"document": "WC-01", "version": "1.1.1", "edition": "school-staff@2026-11-5", "channel": "web", "role": "staff",
     "group_size": "24", "as_planned": "yes", "minutes_taken": "62", "useful": "5", "clear": "4", "before": "2",
     "after": "4", "keep": "The three principles. Short, and easy to remember.", "change": "The film needs subtitles.",
     "again": "yes"},
    {"document": "WC-01", "version": "1.1.0", "activity": "film", "channel": "print", "role": "hub-lead",
     "group_size": "18", "as_planned": "partly", "minutes_taken": "22", "useful": "4", "clear": "4",
     "change": "=more minutes, please", "adapted": "Story card read aloud, no film", "again": "maybe"},
    {"document": "WC-06", "version": "1.1.1", "activity": "sorting", "channel": "usb", "role": "staff",
     "group_size": "28", "as_planned": "no", "minutes_taken": "20", "useful": "3", "clear": "2", "before": "3",
     "after": "3", "keep": "“True, not true, it depends”", "change": "Fewer cards; 1–6 is enough", "again": "no"},
    {"document": "KW-01", "version": "2.0.0", "channel": "web", "role": "facilitator", "hub": "example-hub",
     "group_size": "9", "as_planned": "yes", "minutes_taken": "101", "useful": "5", "clear": "5", "before": "3",
     "after": "5", "keep": "Walking the evening\nin the room itself", "again": "yes"},
    {"document": "WC-01", "version": "1.1.1", "activity": "pathway", "channel": "web", "role": "trainer",
     "as_planned": "yes", "minutes_taken": "9", "useful": "4", "clear": "5", "again": "yes"},
]  # fmt: skip
PEOPLE = [
    ("anonymous", ""),
    ("dana.sample@example.org", "Dana Sample"),
    ("anonymous", ""),
    ("robin.sample@example.org", "Robin Sample"),
    ("anonymous", ""),
]


def as_exported(name: str) -> tuple[list[str], list[list[str | datetime.datetime]]]:
    """The headings and rows of a form's export, in the form's own words; moments are not yet text."""
    form = yaml.safe_load((FORMS / f"{name}.yml").read_text(encoding="utf-8"))
    questions = {column: heading for column, heading in form["columns"].items() if column in ASKED}
    words = {column: {ours: theirs for theirs, ours in each.items()} for column, each in form["values"].items()}
    microsoft = name == "microsoft-forms"
    first = ["ID", "Start time", "Completion time", "Email", "Name"] if microsoft else ["Timestamp", "Email address"]
    rows: list[list[str | datetime.datetime]] = []
    for number, (answer, (email, person)) in enumerate(zip(ANSWERS, PEOPLE, strict=True)):
        sent = FIRST + datetime.timedelta(days=number, minutes=47 * number, seconds=13 * number)
        told = [words.get(column, {}).get(answer.get(column, ""), answer.get(column, "")) for column in questions]
        about = [str(number + 1), sent - datetime.timedelta(minutes=2), sent, email, person]
        rows.append([*(about if microsoft else [sent, email.replace("anonymous", "")]), *told])
    return [*first, *questions.values()], rows


def as_text(name: str, value: str | datetime.datetime) -> str:
    """A cell of the CSV file: moments as the provider writes them."""
    if isinstance(value, str):
        return value
    if name == "microsoft-forms":
        return f"{value:%m/%d/%Y} {value:%H:%M:%S}"
    return f"{value:%Y/%m/%d} {value:%I:%M:%S} {value:%p} GMT".replace("AM", "am").replace("PM", "pm")


def write_csv(name: str) -> None:
    """Write the CSV file of a form; Microsoft's begins with the mark by which Excel knows UTF-8."""
    headings, rows = as_exported(name)
    encoding = "utf-8-sig" if name == "microsoft-forms" else "utf-8"
    with (HERE / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([as_text(name, value) for value in row] for row in rows)


def write_workbook(name: str) -> None:
    """Write the XLSX file of a form, where moments and numbers are such."""
    headings, rows = as_exported(name)
    book = openpyxl.Workbook()
    book.properties.creator = "hubdocs"
    book.properties.created = book.properties.modified = FIRST
    sheet = book.active
    sheet.title = "Sheet1" if name == "microsoft-forms" else "Form responses 1"
    sheet.append(headings)
    for row in rows:
        sheet.append([int(value) if isinstance(value, str) and value.isdigit() else value for value in row])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.data_type == "f":
                cell.data_type = "s"  # what a person typed is text, also behind an equals sign
    book.save(HERE / f"{name}.xlsx")


if __name__ == "__main__":
    for form in ("microsoft-forms", "google-forms"):
        write_csv(form)
        write_workbook(form)
