"""`hubdocs refine`: what feedback asks for, from the first line that is written of it to the release that answers."""

from __future__ import annotations

import click

from hubdocs.cli.refine.listing import list_
from hubdocs.cli.refine.starting import new
from hubdocs.cli.refine.timing import timings


@click.group()
def refine() -> None:
    """Write down what feedback asks for, see what waits, and learn from the clock."""


for command in (new, list_, timings):
    refine.add_command(command)
