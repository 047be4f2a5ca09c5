"""Releasing one document by itself, for tests that need its frozen folder and nothing else."""

from __future__ import annotations

from pathlib import Path

from hubdocs.model import Release
from hubdocs.releases.freeze import changes_of
from hubdocs.releases.journal import alone, file_away


def freeze(root: Path, release: Release) -> Path:
    """Copy the document into `releases/<version>/` and answer that folder."""
    with alone(root):
        file_away(root, changes_of(root, release))
    return root / release.document.folder / "releases" / str(release.version)
