"""Releasing a document: its files are copied into a folder of their own, which never changes again."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from hubdocs.errors import HubError, Problem
from hubdocs.model import Approval, Document, Module, Release, Status
from hubdocs.releases.digest import document_digest, files_of, handout_digest
from hubdocs.releases.register import RELEASE_FILE


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


def next_release(document: Document, earlier: tuple[Release, ...], request: Request) -> Release:
    """The next release of a document, as a value without references: nothing is written yet.

    Raises:
        HubError: Nothing changed, the version does not follow from the kind of change, or the status asks for
            an approval that is absent.
    """
    digest = document_digest(document)
    if earlier:
        _stop_unless_it_follows(document, earlier[-1], digest, request.kind)
    elif request.kind:
        message = f"{document.id} was never released, so there is no version to count from"
        hint = f"leave --{request.kind} out: the first release takes the version in the front matter"
        raise HubError([Problem(document.place("version"), message, hint, "release")])
    if document.status is Status.APPROVED and request.approved is None:
        message = "the status is `approved`, but nobody is named who approved it"
        hint = 'add --approved-by "Training lead" --approved-on 2026-11-01, or set `status: draft`'
        raise HubError([Problem(document.place("status"), message, hint, "release")])
    handouts = document.handouts if isinstance(document, Module) else ()
    return Release(
        document=document,
        date=request.on,
        kind=request.kind or "first",
        summary=request.summary,
        digest=digest,
        previous=earlier[-1].digest if earlier else "",
        handouts={handout.id: handout_digest(document, handout) for handout in handouts},
        approved=request.approved,
    )


def _stop_unless_it_follows(document: Document, newest: Release, digest: str, kind: str) -> None:
    """A reader judges by the number what to do with an old copy: it must follow from the kind of change."""
    place = document.place("version")
    if newest.digest == digest:
        message = f"nothing changed since {newest.name} was released"
        raise HubError([Problem(place, message, "change the text first", "release")])
    if not kind:
        message = f"{newest.name} is released already, and nobody said what kind of change this is"
        hint = "add --patch (only wording), --minor (print again when convenient) or --major (train again)"
        raise HubError([Problem(place, message, hint, "release")])
    wanted = newest.version.after(kind)
    if document.version != wanted:
        message = f"after {newest.name}, a {kind} release is {wanted}, but the front matter says {document.version}"
        raise HubError([Problem(place, message, f"write `version: {wanted}`", "release")])


def freeze(root: Path, release: Release) -> Path:
    """Copy the document into `releases/<version>/` and answer that folder.

    Everything is written under another name first; the rename is the moment at which it is released.

    Raises:
        HubError: The folder is there already.
    """
    document = release.document
    target = root / document.folder / "releases" / str(release.version)
    if target.exists():
        message = f"{release.name} has a folder already"
        raise HubError([Problem(document.place("version"), message, "raise `version`, or look at that folder")])
    unfinished = target.with_name(f".{release.version}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for path, whence in files_of(document).items():
        copy = unfinished / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / whence, copy, follow_symlinks=False)
    (unfinished / RELEASE_FILE).write_text(release_text(release), encoding="utf-8", newline="\n")
    unfinished.rename(target)
    return target


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
    if release.approved:
        keys["approved"] = {"by": release.approved.by, "on": str(release.approved.on)}
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
