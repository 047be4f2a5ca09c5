"""Words in, words out: the only place of the program that prints or ends it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

import click

from hubdocs.cli import telling

COMMANDS = (
    "build",
    "check",
    "diff",
    "feedback",
    "hub",
    "new",
    "refine",
    "release",
    "schema",
    "serve",
    "status",
    "withdraw",
)
"""Each in the module of its name."""
WITHOUT_PRINT = frozenset({"--no-packs", "--help", "-h"})
"""With these, a build prints nothing."""


class Commands(click.Group):
    """The commands, each loaded when it is asked for: a build need not wait for what only a release needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's name
        """Every command, in the order of the alphabet."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for. Before it is loaded, the print engine begins to load, if it will be needed."""
        if args[:1] == ["build"] and WITHOUT_PRINT.isdisjoint(args):
            from hubdocs.printing.processes import shared_server

            with suppress(OSError):  # The build itself starts it again, and tells what the computer refuses.
                shared_server().start()
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's name
        """One command, or nothing when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"hubdocs.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hubdocs", message="hubdocs %(version)s")
def main() -> None:
    """Versioned training materials: a searchable site and print-ready packs."""
    telling.spell_what_cannot_be_written()
