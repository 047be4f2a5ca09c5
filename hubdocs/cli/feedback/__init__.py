"""`hubdocs feedback`: what people said comes in, is looked at, kept and given out again."""

from __future__ import annotations

import click

from hubdocs.cli.feedback.form_map import form_map
from hubdocs.cli.feedback.giving import backup, export, list_
from hubdocs.cli.feedback.opening import streamed
from hubdocs.cli.feedback.removing import erase, purge
from hubdocs.cli.feedback.report import report_command
from hubdocs.cli.feedback.review import review
from hubdocs.cli.feedback.taking import import_


@click.group()
def feedback() -> None:
    """Take in what people said, look at it, understand it, and keep it safe."""


for command in (import_, list_, review, report_command(streamed), export, backup, purge, erase, form_map):
    feedback.add_command(command)
