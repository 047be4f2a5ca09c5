"""`hubdocs feedback import`: answers come in, row by row, and each row's fate is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from hubdocs.cli import options, telling
from hubdocs.cli.feedback.opening import opened
from hubdocs.cli.progress import progress
from hubdocs.feedback.intake import TakenIn, Wanted, register_of, take_in
from hubdocs.feedback.intake.mapping import find_form
from hubdocs.feedback.privacy import flags_in, published_words
from hubdocs.library.load import read_library
from hubdocs.printing.progress import Silent

COLUMNS_NAMED = 12
"""How many columns that are not ours are named; the others are counted."""
RULES = {
    "cells": "not fitting the headings",
    "contradicts": "with an id that is stored with other answers",
    "empty": "answering nothing",
    "encoding": "with signs that could not be read",
    "formula": "with a formula",
    "too-long": "with a cell that is too long",
    "unknown": "about nothing that was released",
    "value": "with an answer that does not fit",
}
"""What a row is set aside for, as a person is told it."""
KINDS = {
    "address": "addresses",
    "date-of-birth": "dates of birth",
    "email": "email addresses",
    "name": "names",
    "nhs-number": "NHS numbers",
    "phone": "phone numbers",
    "postcode": "postcodes",
    "safeguarding": "words about a child’s safety",
}
"""What a person must look at, as that person is told it."""


SAFEGUARDING = "safeguarding"
"""The kind of flag that cannot wait."""
TODAY = (
    "Some may speak of a child who is not safe: read those today. Tell the safeguarding lead the same day; "
    "if anyone is in danger now, call 999."
)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.library
@click.option("--form", "form_name", metavar="NAME", help="The form it is an export of: a file in materials/forms.")
@click.option("--on", metavar="DATE", callback=options.day, help="The day it came; today if it is not given.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("what was not taken in can be imported again.")
def import_(file: Path, root: Path, form_name: str | None, on: datetime.date | None, *, as_json: bool) -> None:
    """Take in a file of answers: CSV, JSON or a workbook. Doing it twice changes nothing."""
    library = read_library(root)
    form = find_form(library.forms, form_name) if form_name else None
    wanted = Wanted(file, on or options.today(), form, library.forms)
    register, store = register_of(library), opened(root)
    flag = partial(flags_in, allowed=published_words(library))
    if as_json:
        telling.answer(_as_data(take_in(wanted, register, store, flag, Silent())))
        return
    with progress(telling.console()) as told:
        taken = take_in(wanted, register, store, flag, told)
    for line in _told(taken):
        telling.say(line)


def _told(taken: TakenIn) -> Iterator[str]:
    """What became of the rows, and what to do next. Nothing that people wrote is repeated."""
    table = taken.table
    how = ", ".join(
        filter(None, (table.form, table.encoding, table.delimiter and f"cells parted by a {table.delimiter}"))
    )
    yield f"Read {table.name} ({how})."
    if table.doubt:
        yield f"About its letters: {table.doubt}."
    yield f"{telling.counted(taken.rows, 'row')}: {', '.join(_counts(taken))}."
    if others := taken.left_aside:
        more = f" and {len(others) - COLUMNS_NAMED} more" if len(others) > COLUMNS_NAMED else ""
        yield f"Not ours, and not kept: {'; '.join(others[:COLUMNS_NAMED])}{more}."
    for rule, count in sorted(taken.reasons.items()):
        more = "" if count <= len(taken.lines[rule]) else " and more"
        where = ", ".join(map(str, taken.lines[rule])) + more
        yield f"Set aside: {telling.counted(count, 'row')}, {RULES[rule]} (line {where})."
    if taken.set_aside_file:
        yield f"They are in {taken.set_aside_file.name}, each with its reason: correct them there and import that file."
    if taken.held:
        kinds = ", ".join(KINDS.get(kind, kind) for kind in sorted(taken.flags))
        yield f"Held back, since they may hold {kinds}: look at them with hubdocs feedback review."
    if SAFEGUARDING in taken.flags:
        yield TODAY
    if taken.bursts:
        minute, count = max(taken.bursts, key=lambda each: each[1])
        yield f"Worth a look: {count} came from the web in the minute {minute:%Y-%m-%d %H:%M}, more than people send."


def _counts(taken: TakenIn) -> Iterator[str]:
    yield f"{taken.stored} stored"
    if taken.repeats:
        yield f"{taken.repeats} known before"
    if taken.held:
        yield f"{taken.held} held back"
    if taken.set_aside:
        yield f"{taken.set_aside} set aside"


def _as_data(taken: TakenIn) -> dict[str, Any]:
    """The same for a program; keys are only ever added. Contract: FORMAT, section 7."""
    return {
        "rows": taken.rows,
        "stored": taken.stored,
        "set_aside": taken.set_aside,
        "held": taken.held,
        "repeats": taken.repeats,
        "encoding": taken.table.encoding,
        "delimiter": taken.table.delimiter,
        "left_aside": list(taken.left_aside),
        "reasons": dict(sorted(taken.reasons.items())),
        "flags": dict(sorted(taken.flags.items())),
        "set_aside_file": taken.set_aside_file.name if taken.set_aside_file else None,
        "bursts": [{"minute": f"{minute:%Y-%m-%dT%H:%MZ}", "rows": count} for minute, count in taken.bursts],
    }
