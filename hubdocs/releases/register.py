"""Reading what was released: every frozen folder of a document, checked to be what it was that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from hubdocs.authoring import schemas
from hubdocs.authoring.documents import FILES, read_document
from hubdocs.authoring.files import folders_in
from hubdocs.authoring.tree import walk
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import Node, line_of, read_yaml
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Approval, Document, Module, Release, Version
from hubdocs.releases.digest import document_digest, frozen_digest, handout_digest, pictures_shown, sources_of

RELEASE_FILE = "release.yml"
WITHDRAWN_FILE = "withdrawn.yml"

_Withdrawals: TypeAlias = dict[Version | None, schemas.WithdrawnKeys]


def read_releases(root: Path, folder: str, kind: str, programme: str = "") -> tuple[Release, ...]:
    """Every release of the document in a folder, oldest first.

    Raises:
        HubError: A frozen folder is not what was released, or its files are gone; all of that at once.
    """
    withdrawn = _withdrawn(root, folder)
    found: list[Release] = []
    problems: list[Problem] = []
    for frozen in folders_in(root, f"{folder}/releases"):
        if frozen.rsplit("/", 1)[-1].startswith("."):
            continue
        try:
            found.append(_read_release(root, frozen, kind, programme, withdrawn))
        except HubError as error:
            problems.extend(error.problems)
    found.sort(key=lambda release: release.version)
    if not problems:
        problems.extend(_unknown_withdrawn(root, folder, {release.version for release in found}))
        problems.extend(_contradictions(root, folder, {release.version: release for release in found}))
        problems.extend(_breaks(found))
    if problems:
        raise HubError(problems)
    return tuple(found)


def _breaks(releases: Sequence[Release]) -> Iterator[Problem]:
    """Yield a problem wherever one release does not follow from the one before: one between them is gone."""
    if releases and releases[0].previous:
        yield _missing(releases[0], f"a release came before {releases[0].name}, and its folder is missing")
    for before, release in pairwise(releases):
        altered = f"put {before.version}/{RELEASE_FILE} and {release.version}/{RELEASE_FILE} back, from git or a copy"
        if not release.previous:
            message = f"{release.name} says that it was the first release, but {before.version} came before it"
            yield Problem(_place(release), message, altered, "frozen")
        elif release.previous != before.digest:
            message = f"{release.name} does not follow from {before.version}: a release between them is missing"
            yield _missing(release, message)
        elif before.date and release.date and release.date < before.date:
            message = f"{release.name} is of {release.date}, but {before.version}, before it, is of {before.date}"
            yield Problem(_place(release), message, altered, "frozen")


def _missing(release: Release, message: str) -> Problem:
    """A folder beside a release's own is gone."""
    folder = release.document.folder.rsplit("/", 1)[0]
    return Problem(_place(release), message, f"put that folder back into {folder}, from git or from a copy", "frozen")


def _place(release: Release) -> Place:
    return Place(f"{release.document.folder}/{RELEASE_FILE}")


def _read_release(root: Path, frozen: str, kind: str, programme: str, withdrawn: _Withdrawals) -> Release:
    path = f"{frozen}/{RELEASE_FILE}"
    for needed in (RELEASE_FILE, FILES[kind]):
        if not (root / frozen / needed).is_file():
            hint = "put the released files back, from git or from a copy"
            raise HubError([Problem(Place(f"{frozen}/{needed}"), "this file of a release is missing", hint, "frozen")])
    keys = validate(schemas.ReleaseKeys, path, read_yaml(root, path))
    withdrawal = withdrawn.get(keys.version) or withdrawn.get(None)
    release = Release(
        document=read_document(root, frozen, kind, programme),
        date=keys.date,
        kind=keys.kind,
        summary=keys.summary,
        digest=keys.digest,
        handouts=keys.handouts,
        previous=keys.previous or "",
        references=keys.references,
        approved=Approval(keys.approved.by, keys.approved.on) if keys.approved else None,
        because=keys.because or "",
        closes=tuple(keys.closes),
        withdrawn=withdrawal.reason if withdrawal else "",
        withdrawn_on=withdrawal.date if withdrawal else None,
    )
    _stop_if_misplaced(release, keys)
    held = set(release.document.pictures)
    if frozen_digest(release.document) != release.digest:
        _stop_if_changed(release)
        held = {picture.path for picture in pictures_shown(release.document)}
    if strays := [*_strays(root, release, held)]:
        raise HubError(strays)
    return release


def _stop_if_misplaced(release: Release, keys: schemas.ReleaseKeys) -> None:
    """A folder says of itself what it holds, in its name and in `release.yml`."""
    document = release.document
    name = f"{keys.id} {keys.version}"
    folder = document.folder.rsplit("/", 1)[-1]
    if folder != str(keys.version) and document.version == keys.version:
        message = f"this folder is called {folder}, but holds {name}"
        raise HubError([Problem(document.place("version"), message, f"rename it to {keys.version}", "frozen")])
    if (document.id, str(document.version), folder) != (keys.id, str(keys.version), str(keys.version)):
        message = f"this folder holds {document.id} {document.version}, but its release.yml says {name}"
        hint = "put the released files back, from git or from a copy"
        raise HubError([Problem(document.place("version"), message, hint, "frozen")])


def _stop_if_changed(release: Release) -> None:
    """Feedback names a document and a version; if one version could mean two texts, nobody could tell which."""
    document = release.document
    if document_digest(document) != release.digest:
        message = f"this text changed after {release.name} was released on {release.date}"
        hint = "put the released files back, and make the change in the working text"
        places = [
            handout.source.place("id")
            for handout in (document.handouts if isinstance(document, Module) else ())
            if handout_digest(document, handout) != release.handouts.get(handout.id)
        ]
        raise HubError(Problem(place, message, hint, "frozen") for place in places or [document.place("version")])


def _strays(root: Path, release: Release, pictures: set[str]) -> Iterator[Problem]:
    """Yield a problem for each file in a release's folder that was not released with it."""
    document = release.document
    held = {
        RELEASE_FILE,
        *pictures,
        *(source.path.removeprefix(f"{document.folder}/") for source in sources_of(document)),
    }
    for entry in walk(root, document.folder):
        path = entry.path.removeprefix(f"{document.folder}/")
        if entry.is_file and path not in held:
            message = f"this file is no part of {release.name}, as it was released on {release.date}"
            hint = "delete it, or move it to the working text"
            yield Problem(Place(entry.path), message, hint, "frozen")


def _withdrawn(root: Path, folder: str) -> _Withdrawals:
    """When and why releases were withdrawn, by version; under `None` the entry that covers all of them."""
    return {keys.version: keys for keys in _withdrawals(root, folder)[1]}


def _withdrawals(root: Path, folder: str) -> tuple[Node | None, list[schemas.WithdrawnKeys]]:
    path = f"{folder}/releases/{WITHDRAWN_FILE}"
    if not (root / path).is_file():
        return None, []
    node = read_yaml(root, path)
    return node, validate(list[schemas.WithdrawnKeys], path, node)


def entry_for_all(root: Path, folder: str) -> Place | None:
    """Where a document's releases are withdrawn all at once, without a version; `None` if they are not."""
    node, withdrawals = _withdrawals(root, folder)
    for index, keys in enumerate(withdrawals):
        if node and keys.version is None:
            return Place(f"{folder}/releases/{WITHDRAWN_FILE}", line_of(node, (index,)))
    return None


def _unknown_withdrawn(root: Path, folder: str, released: set[Version]) -> Iterator[Problem]:
    """Yield a problem for each version that is withdrawn and was never released: another one may be meant."""
    node, withdrawals = _withdrawals(root, folder)
    for index, keys in enumerate(withdrawals):
        if node and keys.version and keys.version not in released:
            place = Place(f"{folder}/releases/{WITHDRAWN_FILE}", line_of(node, (index,)))
            there = ", ".join(map(str, sorted(released))) or "none"
            message = f"{keys.version} is withdrawn, but was never released, or its folder is missing"
            yield Problem(
                place, message, f"correct the version, or put its folder back; the releases are {there}", "withdrawn"
            )


def _contradictions(root: Path, folder: str, releases: Mapping[Version, Release]) -> Iterator[Problem]:
    """Yield a problem for each entry that says twice what another says, or of a day before its release."""
    node, withdrawals = _withdrawals(root, folder)
    seen: set[Version | None] = set()
    for index, keys in enumerate(withdrawals):
        place = Place(f"{folder}/releases/{WITHDRAWN_FILE}", line_of(node, (index,)) if node else 1)
        release = releases.get(keys.version) if keys.version else None
        if keys.version in seen:
            what = f"{keys.version} is withdrawn" if keys.version else "every release is withdrawn"
            message = f"{what} twice, and readers can be told one day and one reason"
            yield Problem(place, message, "remove one of the two entries", "withdrawn")
        elif release and release.date and keys.date < release.date:
            message = f"{release.name} was released on {release.date}, so it cannot be withdrawn on {keys.date}"
            yield Problem(place, message, f"write a day from {release.date} on", "withdrawn")
        seen.add(keys.version)


def as_draft(document: Document) -> Release:
    """The working text in the place of a release, for `--draft` and `serve`."""
    return Release(document, None, "draft", "Working text, not released", document_digest(document))
