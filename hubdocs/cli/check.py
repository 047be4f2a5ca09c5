"""`hubdocs check`: every mistake with its file, its line and what to do."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.errors import HubError, errors_among
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_library


@click.command()
@options.library
@options.hubs_dir
@options.this_day
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For people, for programs, or as notes beside a change on GitHub.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@options.answers_problems("the library could not be read.")
def check(root: Path, hubs_dir: Path | None, today: datetime.date | None, form: str, as_json: bool) -> None:
    """Name every mistake with its file, its line and what to do."""
    try:
        problems = check_library(read_library(root, hubs_dir), today or options.today())
    except HubError as error:
        problems = error.problems
    errors = errors_among(problems)
    if as_json or form == "json":
        telling.answer(telling.as_data(problems))
    elif form == "github":
        for line in telling.github_notes(problems):
            telling.say(line)
    else:
        telling.show(problems, "mend them before the next release.")
        if not errors:
            telling.say("No mistakes.")
    if errors:
        sys.exit(1)
