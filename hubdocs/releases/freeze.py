"""Releasing a document: its files are copied into a folder of their own, which never changes again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Approval, Document, Module, Release, Status, Version
from hubdocs.releases.digest import document_digest, files_of, handout_digest
from hubdocs.releases.journal import ChangedFile, Changes, NewFolder
from hubdocs.releases.kind import Needed, is_smaller, needed
from hubdocs.releases.register import RELEASE_FILE
from hubdocs.releases.rewriting import with_key, with_value

_MOST_TOLD = 3
"""How many reasons for a kind of release one line tells."""


@dataclass(frozen=True)
class Request:
    """What somebody asks to be released, and why."""

    summary: str
    """What is new, in a sentence for readers."""
    on: date
    """The day of the release."""
    kind: str = ""
    """`major`, `minor` or `patch`, as those who release it judge the change; empty for a first release."""
    approved: Approval | None = None
    because: str = ""
    """Why a smaller step than the change needs is right."""
    closes: tuple[str, ...] = ()
    """The refinements that it answers."""


def next_release(document: Document, earlier: tuple[Release, ...], request: Request) -> Release:
    """The next release of a document, as a value without references: nothing is written yet.

    Raises:
        HubError: Nothing changed, the step is smaller than the change needs, or the front matter has another version;
            else the summary is absent, or the approval that the status asks for.
    """
    newest = earlier[-1] if earlier else None
    digest = document_digest(document)
    asked = needed(newest.document, document) if newest and newest.digest != digest else None
    if problems := [*_what_stops(document, newest, asked, request)] or [*_unsaid(document, request)]:
        raise HubError(problems)
    is_small = asked is not None and is_smaller(request.kind, asked.kind)
    handouts = document.handouts if isinstance(document, Module) else ()
    return Release(
        document=replace(document, version=newest.version.after(request.kind)) if newest else document,
        date=request.on,
        kind=request.kind if newest else "first",
        summary=request.summary,
        digest=digest,
        previous=newest.digest if newest else "",
        handouts={handout.id: handout_digest(document, handout) for handout in handouts},
        approved=request.approved,
        because=request.because if is_small else "",
        closes=request.closes,
    )


def _what_stops(
    document: Document, newest: Release | None, asked: Needed | None, request: Request
) -> Iterator[Problem]:
    """Yield each reason for which a release cannot follow the one before."""
    place = document.place("version")
    if newest is None:
        if request.kind:
            message = f"{document.id} was never released, so there is no version to count from"
            hint = f"leave --{request.kind} out: the first release takes the version in the front matter"
            yield Problem(place, message, hint, "release")
        return
    if asked is None:
        message = f"nothing changed since {newest.name} was released"
        yield Problem(place, message, "change the text first", "release")
        return
    if newest.date and request.on < newest.date:
        message = f"{newest.name} was released on {newest.date}, and this release would be of {request.on}"
        yield Problem(place, message, f"name a day from {newest.date} on with --on", "release")
    yield from _too_small(document, newest, asked, request)
    yield from _not_counted_from(document, newest, request.kind or asked.kind)


def _unsaid(document: Document, request: Request) -> Iterator[Problem]:
    """Yield a problem for each thing that readers must be told and nobody says."""
    if not request.summary:
        message = f"the release of {document.id} has no summary"
        yield Problem(document.place(), message, 'add --summary "What is new, in a sentence"', "release")
    if document.status is Status.APPROVED and request.approved is None:
        message = "the status is `approved`, but nobody is named who approved it"
        hint = 'add --approved-by "Training lead" --approved-on 2026-11-01, or set `status: draft`'
        yield Problem(document.place("status"), message, hint, "release")


def _too_small(document: Document, newest: Release, asked: Needed, request: Request) -> Iterator[Problem]:
    """Yield a problem for a step that is smaller than the change needs, or for none at all.

    A reader judges by the number what to do with an old copy: it must follow from what changed.
    """
    place = document.place("version")
    command = f"hubdocs release {document.id} --{asked.kind}"
    if not request.kind:
        message = f"nobody said what kind of release follows {newest.version}; it needs --{asked.kind}: {told(asked)}"
        yield Problem(place, message, f'run `{command} --summary "What is new"`', "release")
    elif is_smaller(request.kind, asked.kind) and not request.because:
        message = f"--{request.kind} is too small a step from {newest.version}: {told(asked)}"
        yield Problem(place, message, f'run `{command}`, or say why not with --because "…"', "release")


def told(asked: Needed) -> str:
    """The reasons for a kind of release, in one line."""
    reasons = [reason.words for reason in asked.decisive]
    more = len(reasons) - _MOST_TOLD
    return "; ".join(reasons[:_MOST_TOLD]) + (f"; and {more} more" if more > 0 else "")


def _not_counted_from(document: Document, newest: Release, kind: str) -> Iterator[Problem]:
    """Yield a problem when the front matter has neither the version of the newest release nor the next one."""
    wanted = newest.version.after(kind)
    if document.version not in {newest.version, wanted}:
        message = f"after {newest.name}, a {kind} release is {wanted}, but the front matter says {document.version}"
        hint = f"write `version: {newest.version}`, and let the program count; or `version: {wanted}`"
        yield Problem(document.place("version"), message, hint, "release")


def changes_of(root: Path, release: Release) -> Changes:
    """Everything that changes on disk when a document is released: its frozen folder and its own version.

    Raises:
        HubError: The folder is there already, or the version cannot be written into the front matter.
    """
    document = release.document
    place = f"{document.folder}/releases/{release.version}"
    if (root / place).exists():
        message = f"{release.name} has a folder already"
        hint = "raise `version`, or look at that folder"
        raise HubError([Problem(document.place("version"), message, hint, "release")])
    before = (root / document.source.path).read_bytes()
    text = before if _says(document, release.version) else _with_version(document, before, release.version)
    own = document.source.path.removeprefix(f"{document.folder}/")
    frozen = NewFolder(
        place,
        copies={path: whence for path, whence in files_of(document).items() if path != own},
        texts={own: text, RELEASE_FILE: release_text(release).encode()},
    )
    changed = () if text == before else (ChangedFile(document.source.path, before, text),)
    return Changes(folders=(frozen,), changed=changed)


def _says(document: Document, version: Version) -> bool:
    """Whether the front matter has a version already."""
    return document.source.front.get("version") == str(version)


def _with_version(document: Document, text: bytes, version: Version) -> bytes:
    return with_value(document.source.path, text, "version", str(version))


def with_refinement_closed(root: Path, place: Place, version: Version) -> ChangedFile:
    """The file of a refinement, with the release that answers it.

    Raises:
        HubError: It is so written that no program can add to it.
    """
    before = (root / place.path).read_bytes()
    return ChangedFile(place.path, before, with_key(place.path, before, "fixed_in", str(version), "decision"))


def release_text(release: Release) -> str:
    """The text of `release.yml`. Contract: FORMAT, section 9."""
    keys: dict[str, Any] = {
        "format": 1,
        "id": release.id,
        "version": str(release.version),
        "date": str(release.date),
        "kind": release.kind,
        "summary": release.summary,
        "digest": release.digest,
        "handouts": dict(sorted(release.handouts.items())),
        "references": dict(sorted(release.references.items())),
    }
    if release.previous:
        keys["previous"] = release.previous
    if release.because:
        keys["because"] = release.because
    if release.approved:
        keys["approved"] = {"by": release.approved.by, "on": str(release.approved.on)}
    if release.closes:
        keys["closes"] = list(release.closes)
    return yaml_text(keys)


def yaml_text(keys: Mapping[str, Any]) -> str:
    """Keys as YAML in the order given, one to a line."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the stubs say None
    yaml.width = 1000
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(dict(keys), out)
    return out.getvalue()
