"""`hubdocs serve`: the working text in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from hubdocs.cli import options

LAST_PORT = 65535
"""The highest number of a port. Source: RFC 793."""


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise click.BadParameter(f"{value} is no address; write it like 127.0.0.1:8000")
    return value


@click.command()
@options.library
@click.option(
    "--address", metavar="HOST:PORT", default="127.0.0.1:8000", callback=_address, help="Where the browser finds it."
)
@options.answers_problems("nothing is shown.")
def serve(root: Path, address: str) -> None:
    """Show the working text in the browser, and follow each change."""
    # Only now: the site engine takes a while to load, and no other command needs it at once.
    from hubdocs.site.preview import preview

    options.stop_on_broken_clock()
    preview(root, address)
