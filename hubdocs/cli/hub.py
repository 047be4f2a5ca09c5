"""`hubdocs hub`: what concerns the hubs alone."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.errors import HubError, Problem, errors_among
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_hubs, hubs_named
from hubdocs.model import Hub
from hubdocs.printing.contacts import hub_can_be_printed


@click.group()
def hub() -> None:
    """Judge the profiles of hubs. They are private: nothing of them reaches the site."""


@hub.command()
@options.library
@options.hubs_dir
@options.this_day
@click.argument("hubs", nargs=-1, metavar="[HUB]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("no copy of it can be printed.")
def check(root: Path, hubs_dir: Path | None, today: datetime.date | None, hubs: tuple[str, ...], as_json: bool) -> None:
    """Name every mistake in the profiles of hubs, and what their printed copies would lack."""
    chosen: tuple[Hub, ...] = ()
    problems: Sequence[Problem]
    try:
        library = read_library(root, hubs_dir)
        judged = check_hubs(library, hubs, today or options.today())
        chosen = hubs_named(library, hubs) if hubs else tuple(library.hubs.values())
        problems = sorted({*judged, *(problem for each in chosen for problem in hub_can_be_printed(library, each))})
    except HubError as error:
        problems = error.problems
    errors = errors_among(problems)
    if as_json:
        telling.answer(telling.as_data(problems))
    else:
        telling.show(problems, "no copy can be printed until they are mended.")
        if not errors:
            telling.say("No mistakes." if chosen else "There are no hubs. Write one with: hubdocs new hub")
    if errors:
        sys.exit(1)
