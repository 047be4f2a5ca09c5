"""Words in, words out: the only place of the program that prints or ends it."""

from __future__ import annotations

import click

from hubdocs.cli.build import build
from hubdocs.cli.check import check
from hubdocs.cli.new import new
from hubdocs.cli.release import release
from hubdocs.cli.schema import schema
from hubdocs.cli.serve import serve
from hubdocs.cli.status import status


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hubdocs", message="hubdocs %(version)s")
def main() -> None:
    """Versioned training materials: a searchable site and print-ready packs."""


for command in (build, check, new, release, schema, serve, status):
    main.add_command(command)
