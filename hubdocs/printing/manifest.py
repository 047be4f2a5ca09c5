"""What lies beside the PDFs of a pack for programs to read: `manifest.json` and `SHA256SUMS`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hubdocs.model import Library, Pack, PackedDocument, PrintedFile, PrintedPack, Version

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


def printed_file(file: Path, format_: str, pages: int) -> PrintedFile:
    """The facts of a finished PDF."""
    data = file.read_bytes()
    return PrintedFile(file, file.name, format_, pages, len(data), hashlib.sha256(data).hexdigest())


def manifest_of(library: Library, pack: Pack, printed: PrintedPack) -> dict[str, Any]:
    """One pack's edition, in the form of `packs.json` with the edition before it. Contract: FORMAT, section 9."""
    editions = [edition.id for edition in pack.editions]
    place = editions.index(printed.edition) if printed.edition in editions else 0
    address = f"{library.settings.site_url}packs/{pack.id}/{printed.edition}/"
    edition = {
        "id": printed.edition or None,
        "date": printed.date.isoformat() if printed.date else None,
        "previous": editions[place - 1] if place else None,
        "documents": [{"id": each.id, "version": str(each.version), "pages": each.pages} for each in printed.documents],
        "files": [
            {
                "format": each.format,
                "name": each.name,
                "url": None if printed.is_proof else address + each.name,
                "pages": each.pages,
                "bytes": each.bytes,
                "sha256": each.sha256,
            }
            for each in printed.files
        ],
    }
    described = {"id": pack.id, "title": pack.title, "audience": pack.audience.value, "editions": [edition]}
    return {"format": 1, "packs": [described]}


def write_manifest(folder: Path, library: Library, pack: Pack, printed: PrintedPack) -> None:
    """Write the manifest and the checksums of a pack's files into their folder."""
    text = json.dumps(manifest_of(library, pack, printed), ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    write_sums(folder, printed.files)


def write_sums(folder: Path, files: Sequence[PrintedFile]) -> None:
    """Checksums in the form that `sha256sum --check` reads."""
    lines = sorted(f"{each.sha256}  {each.name}\n" for each in files)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def kept_packs(library: Library, folder: Path) -> tuple[PrintedPack, ...]:
    """The packs whose newest edition lies printed in a folder from an earlier build, whole and unchanged."""
    found = (_kept_pack(pack, folder / id_) for id_, pack in sorted(library.packs.items()))
    return tuple(pack for pack in found if pack)


def _kept_pack(pack: Pack, folder: Path) -> PrintedPack | None:
    edition = pack.newest_edition
    try:
        described = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["packs"][0]["editions"][0]
        files = tuple(printed_file(folder / each["name"], each["format"], each["pages"]) for each in described["files"])
        same = all(file.sha256 == each["sha256"] for file, each in zip(files, described["files"], strict=True))
        documents = tuple(
            PackedDocument(each["id"], Version.parse(each["version"]), each["pages"]) for each in described["documents"]
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    if edition is None or described.get("id") != edition.id or not same:
        return None
    return PrintedPack(pack.id, edition.id, edition.date, documents, files)
