"""`hubdocs feedback form-map`: a start for the file that says how an export is read."""

from __future__ import annotations

from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.feedback.intake.proposing import as_yaml, propose
from hubdocs.feedback.intake.reading import read_table


@click.command("form-map")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.library
@click.option("--provider", metavar="NAME", default="", help="Whose form it is, such as Microsoft Forms.")
@options.answers_problems("nothing was proposed.")
def form_map(file: Path, root: Path, provider: str) -> None:  # noqa: ARG001  # every command takes the library's folder
    """Propose a file for materials/forms from the headings and answers of an export. Look at it, then save it."""
    proposal = propose(read_table(file, ours=False), provider)
    for line in as_yaml(proposal):
        telling.say(line)
