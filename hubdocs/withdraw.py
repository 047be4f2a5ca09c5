"""The story of a withdrawal: load, check, write one line, and say who holds what must not be used any more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import Place, Problem, stop_on_errors
from hubdocs.hints import did_you_mean
from hubdocs.library.holders import Holders, holders
from hubdocs.library.load import load_library
from hubdocs.model import Library, Release, Version
from hubdocs.releases.journal import DISK, Filing, alone, file_away, settle_alone
from hubdocs.releases.register import WITHDRAWN_FILE
from hubdocs.releases.withdrawing import withdrawal_of

LONGEST_REASON = 300
"""Characters of a reason; it stands on every page of what is withdrawn."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to be withdrawn."""

    id: str
    """A document."""
    reason: str
    """Why, in a sentence for readers."""
    on: datetime.date
    version: Version | None = None
    """The release; all that may still be used if it is `None`."""


@dataclass(frozen=True)
class Withdrawn:
    """What was withdrawn, what takes its place, and who holds it."""

    releases: tuple[Release, ...]
    """Oldest first."""
    instead: Release | None
    """The newest release that may be used; `None` if there is none."""
    held: tuple[tuple[Release, Holders], ...]
    """Who holds each of them."""


def withdraw(root: Path, wanted: Wanted, filing: Filing = DISK, hubs_dir: Path | None = None) -> Withdrawn:
    """Withdraw a release of a document, or all of them, in the library in a folder.

    `hubs_dir` is another folder with hubs: whoever of them holds it must know, too.

    Raises:
        HubError: There is no such release, it is withdrawn already, or nobody says why; then nothing is withdrawn.
    """
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file():
        load_library(root)
    with alone(root):
        settle_alone(root)
        library = load_library(root, hubs_dir)
        stop_on_errors(_what_stops(library, wanted))
        releases = tuple(_meant(library, wanted))
        folder = releases[0].document.folder.split("/releases/")[0]
        file_away(root, withdrawal_of(root, folder, releases, wanted.on, wanted.reason), filing)
    library = load_library(root, hubs_dir)
    held = tuple((release, holders(library, release.id, release.version)) for release in releases)
    return Withdrawn(releases, library.newest(wanted.id), held)


def _meant(library: Library, wanted: Wanted) -> Iterator[Release]:
    """Yield the releases that are asked for and may still be used."""
    for release in library.releases.get(wanted.id, ()):
        if not release.withdrawn and wanted.version in {None, release.version}:
            yield release


def _what_stops(library: Library, wanted: Wanted) -> Iterator[Problem]:
    """Yield every reason for which nothing can be withdrawn."""
    releases = library.releases.get(wanted.id, ())
    if not releases:
        yield _unknown(library, wanted.id)
        return
    path = f"{releases[0].document.folder.split('/releases/')[0]}/releases/{WITHDRAWN_FILE}"
    found = next((each for each in releases if each.version == wanted.version), None)
    if wanted.version and found is None:
        message = f"{wanted.id} {wanted.version} was never released"
        hint = f"its releases are {', '.join(str(each.version) for each in releases)}"
        yield Problem(releases[-1].document.place("version"), message, hint, "withdrawn")
    elif not any(_meant(library, wanted)):
        told = found or releases[-1]
        what = found.name if found else f"every release of {wanted.id}"
        message = f"{what} was withdrawn already: {told.withdrawn}"
        yield Problem(Place(path), message, "nothing needs to be done", "withdrawn")
    for release in _meant(library, wanted):
        if release.date and wanted.on < release.date:
            message = f"{release.name} was released on {release.date}, so it cannot be withdrawn on {wanted.on}"
            yield Problem(Place(path), message, f"name a day from {release.date} on with --on", "withdrawn")
    yield from _unsaid(path, wanted.reason)


def _unknown(library: Library, id_: str) -> Problem:
    """A document that was never released, or is none."""
    if id_ in library.working:
        message = f"{id_} was never released, so there is nothing to withdraw"
        return Problem(
            library.working[id_].place("version"), message, "its working text is on no page yet", "withdrawn"
        )
    if id_ in library.packs:
        message = f"{id_} is a pack; documents are withdrawn, and their packs with them"
        return Problem(library.packs[id_].place, message, "name the document, such as WC-01", "withdrawn")
    hint = did_you_mean(id_, library.releases, f"there are: {', '.join(library.releases) or 'none yet'}")
    return Problem(Place("modules"), f"there is no document {id_}", hint, "unknown-id")


def _unsaid(path: str, reason: str) -> Iterator[Problem]:
    """Yield a problem when a reason is none, or more than one line."""
    if not reason.strip():
        hint = 'add --reason "The helpline number was wrong."'
        yield Problem(Place(path), "nobody says why", hint, "withdrawn")
    elif not reason.isprintable() or len(reason) > LONGEST_REASON:
        message = f"the reason must be one line of plain text, of at most {LONGEST_REASON} characters"
        yield Problem(Place(path), message, "say in one sentence what is wrong with it", "withdrawn")
