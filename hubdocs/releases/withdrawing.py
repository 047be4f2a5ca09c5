"""Withdrawing releases: a line in `withdrawn.yml` for each. Their pages stay; nobody should use them any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hubdocs.model import Release
from hubdocs.releases.journal import ChangedFile, Changes, NewFile
from hubdocs.releases.register import WITHDRAWN_FILE
from hubdocs.releases.rewriting import with_entries


def withdrawal_of(root: Path, folder: str, releases: Iterable[Release], on: date, reason: str) -> Changes:
    """The change of `releases/withdrawn.yml` that withdraws some releases of the document in a folder.

    Each is named by its version, so that a later release is not withdrawn from its first day.

    Raises:
        HubError: The file is so written that no program can add to it.
    """
    path = f"{folder}/releases/{WITHDRAWN_FILE}"
    entries = [{"version": str(each.version), "date": str(on), "reason": reason} for each in releases]
    file = root / path
    before = file.read_bytes() if file.exists() else b""
    data = with_entries(path, before, entries)
    if file.exists():
        return Changes(changed=(ChangedFile(path, before, data),))
    return Changes(files=(NewFile(path, data),))
