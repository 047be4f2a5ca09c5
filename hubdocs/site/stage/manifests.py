"""What programs read: `versions.json` and `packs.json`, with a JSON Schema for each. Contract: FORMAT, section 9."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hubdocs.model import Module, Printed, Release
from hubdocs.model.addresses import document_address, release_address
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.packs import Issue, issues
from hubdocs.site.stage.pages import StagedFile

SCHEMAS = Path(__file__).parent.parent / "schemas"
"""What each of these files may hold, for those who write programs."""


def manifests(atlas: Atlas, printed: Printed) -> tuple[StagedFile, ...]:
    """Both files with their schemas; addresses in them are relative to the site's root, where they stand."""
    documents = [_document([each for each in held if not each.is_draft]) for held in atlas.ever_released]
    packs = [
        {
            "id": pack.id,
            "title": pack.title,
            "audience": str(pack.audience),
            "editions": [_edition(issue) for issue in held],
        }
        for pack, held in issues(atlas, printed)
    ]
    return (
        _json("versions.json", {"format": 1, "documents": [each for each in documents if each]}),
        _json("packs.json", {"format": 1, "packs": packs}),
        *(StagedFile(f"schemas/{file.name}", file) for file in sorted(SCHEMAS.glob("*.json"))),
    )


def _document(releases: list[Release]) -> dict[str, object]:
    """A document with all its releases, newest first; nothing while it has none."""
    if not releases:
        return {}
    usable = [each for each in releases if not each.withdrawn]
    newest = (usable or releases)[-1]
    document = newest.document
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "programme": document.programme if isinstance(document, Module) else None,
        "status": str(document.status),
        "latest": str(newest.version) if usable else None,
        "url": document_address(document.kind, document.id) + "index.html",
        "releases": [_release(each) for each in reversed(releases)],
    }


def _release(release: Release) -> dict[str, object]:
    document = release.document
    return {
        "version": str(release.version),
        "date": release.date.isoformat() if release.date else None,
        "kind": release.kind,
        "summary": release.summary,
        "digest": release.digest,
        "url": release_address(document.kind, document.id, document.version) + "index.html",
        "withdrawn": release.withdrawn or None,
    }


def _edition(issue: Issue) -> dict[str, object]:
    return {
        "id": issue.edition,
        "date": issue.date.isoformat() if issue.date else None,
        "documents": [{"id": each.id, "version": str(each.version), "pages": each.pages} for each in issue.documents],
        "files": [
            {
                "format": file.format,
                "name": file.name,
                "url": issue.path(file),
                "pages": file.pages,
                "bytes": file.bytes,
                "sha256": file.sha256,
            }
            for file in issue.everything
        ],
    }


def _json(path: str, value: Mapping[str, object]) -> StagedFile:
    return StagedFile(path, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
