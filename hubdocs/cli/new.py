"""`hubdocs new`: a small, valid start of a module, a handout, a pack, a hub or an agreement."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hubdocs import new as making
from hubdocs.cli import options, telling
from hubdocs.model import Audience, Library, Programme, ids
from hubdocs.scaffold import (
    SHORTEST,
    AgreementWish,
    Ground,
    HandoutWish,
    HubWish,
    ModuleWish,
    PackWish,
    Wish,
    find_module,
    find_programme,
    folders_of_modules,
)

T = TypeVar("T")

LONGEST = 600
"""Minutes of the longest session: more than a day's training has."""
LONGEST_TEXT = 1_000
"""Characters of a title or name: more than fits on a cover."""
LONGEST_ID = 60
"""Letters of an id; folders and addresses are made of it."""

_AUDIENCES = click.Choice([each.value for each in Audience])
_PER = click.Choice(["person", "pair", "group", "room"])
_MINUTES = click.IntRange(SHORTEST, LONGEST)
_NO_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Signs that turn the direction of text, and two that stand for none."""


def words(text: str) -> str:
    """One line of plain text, without space around it.

    Raises:
        click.BadParameter: Nothing in it can be seen, it is too long, or it holds line ends or control characters.
    """
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise click.BadParameter("write at least one word")
    if len(text) > LONGEST_TEXT:
        raise click.BadParameter(f"write at most {LONGEST_TEXT:,} characters")
    if _NO_TEXT.search(text) or any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text):
        raise click.BadParameter("write one line of plain text, without control characters")
    return text.strip()


def _words(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    return value if value is None else words(value)


def _slug(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not (ids.SLUG.fullmatch(value) and len(value) <= LONGEST_ID):
        raise click.BadParameter(
            f"{value} is not an id; write small letters, digits and hyphens, at most {LONGEST_ID}, such as school-staff"
        )
    return value


_title = click.option("--title", metavar="TEXT", callback=_words, help="As readers see it.")
_id = click.option(
    "--id", "id_", metavar="ID", default="", callback=_slug, help="Permanent; made from its words if it is not given."
)


def is_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(given: T | None, name: str, question: str, kind: Any = words, default: T | None = None) -> T:
    """What was given; else, on a terminal, what is answered; else what is usual.

    Raises:
        click.UsageError: Nothing was given, nobody can be asked, and nothing is usual.
    """
    if given is not None:
        return given
    if is_terminal():
        answer: T = click.prompt(question, type=kind, default=default)
        return answer
    if default is None:
        raise click.UsageError(f"{name} is missing, and there is no terminal to ask on")
    return default


def _make(root: Path, wish_for: Callable[[Ground], Wish]) -> None:
    """Write a start, and say where it is and what comes next."""
    start = making.new(root, wish_for)
    telling.say(f"{start.path} is written.")
    for step in start.steps:
        telling.say(step)


@click.group()
def new() -> None:
    """Write a small start of something new; nothing that is there is changed."""


@new.command()
@click.option("--programme", metavar="ID", help="The programme that it belongs to, such as who-cares.")
@_title
@click.option("--audience", type=_AUDIENCES, help="Who takes part.")
@click.option("--duration", type=_MINUTES, metavar="MINUTES", help="How long it lasts; 60 if it is not given.")
@options.library
@options.answers_problems("nothing was written.")
def module(root: Path, programme: str | None, title: str | None, audience: str | None, duration: int | None) -> None:
    """Start a module with the next number of its programme."""

    def wish_for(ground: Ground) -> Wish:
        chosen = _programme(ground.library, programme)
        usual = chosen.audience[0] if chosen.audience else Audience.STAFF
        return ModuleWish(
            programme=chosen,
            title=_asked(title, "--title", "Title"),
            audience=Audience(_asked(audience, "--audience", "Who takes part", _AUDIENCES, usual.value)),
            duration=_asked(duration, "--duration", "Minutes", _MINUTES, 60),
        )

    _make(root, wish_for)


def _programme(library: Library, given: str | None) -> Programme:
    """The programme that is meant; where there is only one, it is usual."""
    known = [each.id for each in library.programmes]
    if not known:
        return find_programme(library, given or "")
    usual = known[0] if len(known) == 1 else None
    return find_programme(library, _asked(given, "--programme", "Programme", click.Choice(known), usual))


@new.command()
@click.argument("module", required=False)
@_title
@click.option("--per", type=_PER, help="How many copies: one for each of these; person if it is not given.")
@options.library
@options.answers_problems("nothing was written.")
def handout(root: Path, module: str | None, title: str | None, per: str | None) -> None:
    """Start a handout of a module, such as WC-01."""

    def wish_for(ground: Ground) -> Wish:
        return HandoutWish(
            module=_module(ground, module),
            title=_asked(title, "--title", "Title"),
            per=_asked(per, "--per", "One copy for each", _PER, "person"),
        )

    _make(root, wish_for)


def _module(ground: Ground, given: str | None) -> str:
    """The id of the module that is meant."""
    known = tuple(folders_of_modules(ground))
    id_ = _asked(given, "MODULE", "Module", click.Choice(known)) if known else given or ""
    find_module(ground, id_)
    return id_


@new.command()
@_title
@click.option("--audience", type=_AUDIENCES, help="For whom it is printed.")
@_id
@options.library
@options.answers_problems("nothing was written.")
def pack(root: Path, title: str | None, audience: str | None, id_: str) -> None:
    """Start a pack of everything that suits its audience."""

    def wish_for(_ground: Ground) -> Wish:
        return PackWish(
            title=_asked(title, "--title", "Title"),
            audience=Audience(_asked(audience, "--audience", "For whom it is printed", _AUDIENCES)),
            id=id_,
        )

    _make(root, wish_for)


@new.command()
@click.option("--name", metavar="TEXT", callback=_words, help="As it is printed.")
@click.option("--lead-school", metavar="TEXT", callback=_words, help="The school that leads it.")
@_id
@options.library
@options.answers_problems("nothing was written.")
def hub(root: Path, name: str | None, lead_school: str | None, id_: str) -> None:
    """Start the file that says who a hub is."""

    def wish_for(_ground: Ground) -> Wish:
        return HubWish(
            name=_asked(name, "--name", "Name of the hub"),
            lead_school=_asked(lead_school, "--lead-school", "School that leads it"),
            id=id_,
        )

    _make(root, wish_for)


@new.command()
@_title
@options.library
@options.answers_problems("nothing was written.")
def agreement(root: Path, title: str | None) -> None:
    """Start an agreement template with the next number."""
    _make(root, lambda _ground: AgreementWish(_asked(title, "--title", "Title")))
