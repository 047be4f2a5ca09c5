"""`hubdocs feedback purge` and `erase`: what is no longer kept, for good."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.cli.feedback.opening import opened
from hubdocs.errors import Place, Problem
from hubdocs.feedback.retention import day_before_which
from hubdocs.feedback.store import FILE


@click.command()
@click.option("--older-than", "age", metavar="24m|DATE", required=True, help="How many months, or before which day.")
@options.library
@click.option("--today", metavar="DATE", callback=options.day, help="Count the months from this day.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("nothing was removed.")
def purge(age: str, root: Path, today: datetime.date | None, *, as_json: bool) -> None:
    """Remove for good what was sent or taken in longer ago; no import brings it back."""
    try:
        before = day_before_which(age, today or options.today())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--older-than") from None
    removed = opened(root).purge(before)
    if as_json:
        telling.answer({"before": str(before), "removed": removed})
        return
    telling.say(f"{telling.counted(removed, 'response')} from before {before} removed for good.")
    if removed:
        telling.say("Files they came from, backups and earlier reports still hold them: delete those, too.")


@click.command()
@click.argument("id_", metavar="ID", callback=options.words)
@options.library
@options.answers_problems("nothing was removed.")
def erase(id_: str, root: Path) -> None:
    """Remove one response for good, kept or held back; no import brings it back."""
    if not opened(root).erase(id_):
        hint = "see the ids with: hubdocs feedback export FILE, or hubdocs feedback review"
        telling.show([Problem(Place(FILE), f"there is no response {id_}", hint, "erase")], "nothing was removed.")
        sys.exit(1)
    telling.say("1 response removed for good.")
    telling.say("The file it came from, backups and earlier reports still hold it: delete those, too.")
