"""`hubdocs withdraw`: a release stays readable under a notice, and nobody should use it any more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from hubdocs import withdraw as withdrawing
from hubdocs.cli import options, telling
from hubdocs.library.holders import Holders
from hubdocs.model import Version
from hubdocs.withdraw import Withdrawn


def _version(_context: click.Context, _argument: click.Parameter, value: str | None) -> Version | None:
    """Read an argument that is a version.

    Raises:
        click.BadParameter: It is none.
    """
    try:
        return Version.parse(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("version", required=False, metavar="[VERSION]", callback=_version)
@options.library
@options.hubs_dir
@click.option("--reason", default="", help="Why it must not be used, in one sentence for readers.")
@click.option("--on", "on", metavar="DATE", callback=options.day, help="The day; today if it is not given.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("nothing was withdrawn.")
def withdraw(
    id_: str,
    version: Version | None,
    root: Path,
    hubs_dir: Path | None,
    reason: str,
    on: datetime.date | None,
    as_json: bool,
) -> None:
    """Withdraw a release (WC-01 1.1.0), or every release of a document (WC-01)."""
    wanted = withdrawing.Wanted(id_, reason.strip(), on or options.today(), version)
    done = withdrawing.withdraw(root, wanted, hubs_dir=hubs_dir)
    if as_json:
        telling.answer(_as_data(wanted, done))
        return
    for line in _told(wanted, done):
        telling.say(line)


def _told(wanted: withdrawing.Wanted, done: Withdrawn) -> Iterator[str]:
    """What was done, what to use instead, and who holds it."""
    for release in done.releases:
        yield f"{release.name} is withdrawn: {wanted.reason}"
    if done.instead:
        yield f"In its place: {done.instead.name}."
    else:
        yield f"Nothing takes its place: no release of {wanted.id} can be used until you release a new one."
    for release, held in done.held:
        yield from _holders(release.name, held)
    yield "Run `hubdocs build`: it puts the notice on every page."


def _holders(name: str, held: Holders) -> Iterator[str]:
    """Who has to be told."""
    if not held:
        yield f"{name} is in no edition and with no hub."
    for each in held.editions:
        newest = ", the newest: fix a new one" if each.is_newest else ""
        yield f"{name} is in {each.pack.id} {each.edition.id}{newest}"
    for hub in held.hubs:
        yield f"{name} is with the hub {hub.hub.id}: it {hub.how} ({hub.place})"


def _as_data(wanted: withdrawing.Wanted, done: Withdrawn) -> dict[str, Any]:
    """The same for a program; keys are only ever added."""
    return {
        "id": wanted.id,
        "date": str(wanted.on),
        "reason": wanted.reason,
        "versions": [str(release.version) for release in done.releases],
        "instead": str(done.instead.version) if done.instead else None,
        "editions": [
            {"pack": each.pack.id, "id": each.edition.id, "version": str(release.version), "newest": each.is_newest}
            for release, held in done.held
            for each in held.editions
        ],
        "hubs": [
            {"id": each.hub.id, "version": str(release.version), "how": each.how, "path": each.place.path}
            for release, held in done.held
            for each in held.hubs
        ],
    }
