"""What several commands take, and how each ends when its work cannot go on."""

from __future__ import annotations

import datetime
import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from hubdocs.cli.telling import show
from hubdocs.errors import HubError, Place, Problem

C = TypeVar("C", bound=Callable[..., Any])


def library(command: C) -> C:
    """Give a command the option that names the library's folder."""
    option = click.option(
        "-C", "root", metavar="FOLDER", default=".", type=click.Path(path_type=Path), help="The library's folder."
    )
    return option(command)


def words(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse bytes of a terminal that are no text: no store of text can be asked for them."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("it is not written in letters (UTF-8)") from None
    return value


def several(*names: str) -> type[click.Command]:
    """A kind of command in which each of these options takes all words up to the next option."""

    class Several(click.Command):
        def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
            return super().parse_args(ctx, list(_spread(args, names)))

    return Several


def _spread(words: Iterable[str], names: Sequence[str]) -> Iterator[str]:
    """The words of a command with the option repeated before each of its values: `--packs a --packs b`."""
    current = ""
    is_first = False
    for word in words:
        if word.startswith("-"):
            name, _, value = word.partition("=")
            current, is_first = (name, not value) if name in names else ("", False)
            yield word
        else:
            if current and not is_first:
                yield current
            is_first = False
            yield word


def hubs_dir(command: C) -> C:
    """Give a command the option that names another folder with hubs, so that they can stay out of the repository."""
    option = click.option(
        "--hubs-dir",
        metavar="FOLDER",
        envvar="HUBDOCS_HUBS",
        default=None,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Another folder with hub files, beside materials/hubs.  [env: HUBDOCS_HUBS]",
    )
    return option(command)


def day(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    """Read an option that is a day.

    Raises:
        click.BadParameter: It is none.
    """
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value} is not a day; write it like 2026-11-30") from None


def this_day(command: C) -> C:
    """Give a command the option that fixes the day by which reviews are judged."""
    return click.option("--today", metavar="DATE", callback=day, help="Judge review dates as on this day.")(command)


def stop_on_broken_clock() -> None:
    """Do nothing when the time that the surroundings fix for a build, if any, is one.

    Raises:
        click.UsageError: `SOURCE_DATE_EPOCH` is no number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch(r"[0-9]{1,11}", fixed):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {fixed}, but must be a number of seconds")


def today() -> datetime.date:
    """The day on this computer's clock."""
    return datetime.datetime.now().astimezone().date()


def answers_problems(so: str) -> Callable[[C], C]:
    """Let a command end with status 1 and its problems in words when its work cannot go on.

    `so` says what follows, such as "nothing was published."
    """

    def dressed(command: C) -> C:
        @functools.wraps(command)
        def wrapped(*arguments: Any, **options: Any) -> Any:
            try:
                return command(*arguments, **options)
            except HubError as error:
                show(error.problems, so)
            except OSError as error:
                show([_of_the_computer(error)], so)
            sys.exit(1)

        return wrapped  # type: ignore[return-value]  # it takes and answers what the command does

    return dressed


def _of_the_computer(error: OSError) -> Problem:
    return Problem(
        Place(str(error.filename or "the library")),
        f"the computer says: {error.strerror or error}",
        "see whether the disk is full or the folder may be written to",
        "computer",
    )
