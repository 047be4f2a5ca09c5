"""Releases name releases: those that they refer to are still there."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Place, Problem
from hubdocs.model import Library, Release, ids

NONE = "none"
"""What a release keeps of an id that had no release on its day."""


def references_are_there(library: Library) -> Iterator[Problem]:
    """Yield a problem for each release that another one refers to and of which the folder is gone."""
    versions = {id_: {str(each.version) for each in releases} for id_, releases in library.releases.items()}
    told: set[str] = set()
    for releases in library.releases.values():
        for release in releases:
            for written, version in release.references.items():
                owners = _owners(library, written)
                if version == NONE or not owners or any(version in versions.get(owner, ()) for owner in owners):
                    continue
                missing = f"{owners[0]} {version}"
                if missing not in told and owners[0] not in library.unreadable:
                    told.add(missing)
                    yield _problem(release, written, missing)


def _problem(release: Release, written: str, missing: str) -> Problem:
    place = Place(f"{release.document.folder}/release.yml")
    as_ = "" if missing.startswith(f"{written} ") else f", as `{written}`"
    message = f"{release.name} refers to {missing}{as_}, and the folder of that release is missing"
    return Problem(place, message, "put it back, from git or from a copy", "frozen")


def _owners(library: Library, written: str) -> tuple[str, ...]:
    """The documents that an id may belong to; none where that cannot be told any more."""
    if part := ids.PART.fullmatch(written):
        return (part[1],)
    if ids.HANDOUT.fullmatch(written):
        return (ids.document_of(written),)
    if ids.DOCUMENT.fullmatch(written):
        return (written,)
    return library.sets_of_standards.get(written, ())
