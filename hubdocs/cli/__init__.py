"""Words in, words out: the only place of the program that prints or ends it."""

from __future__ import annotations

import click

from hubdocs.cli import telling
from hubdocs.cli.build import build
from hubdocs.cli.check import check
from hubdocs.cli.diff import diff
from hubdocs.cli.feedback import feedback
from hubdocs.cli.hub import hub
from hubdocs.cli.new import new
from hubdocs.cli.release import release
from hubdocs.cli.schema import schema
from hubdocs.cli.serve import serve
from hubdocs.cli.status import status
from hubdocs.cli.withdraw import withdraw


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hubdocs", message="hubdocs %(version)s")
def main() -> None:
    """Versioned training materials: a searchable site and print-ready packs."""
    telling.spell_what_cannot_be_written()


for command in (build, check, diff, feedback, hub, new, release, schema, serve, status, withdraw):
    main.add_command(command)
