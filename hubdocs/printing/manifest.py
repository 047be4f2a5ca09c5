"""What lies beside the PDFs of a pack for programs to read: manifest, checksums, leaves, and what was withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hubdocs.library.currency import currency_of
from hubdocs.model import CatchUp, Leaf, Library, Pack, PackedDocument, PrintedFile, PrintedPack, Version
from hubdocs.printing.finish import printed_file

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
CATCH_UP = "catch-up"
"""The format of catch-up packs, and the folder for them inside a pack's."""
PRESS, TICKET = "press", "ticket"
"""The format for print shops, and which of its files the job ticket is."""
LEAVES = "leaves.txt"
"""The binder's leaves as they were printed, one line each. It stays here: a site has its own list of them."""
WITHDRAWN = "withdrawn.txt"
"""What had been withdrawn when the files were made, one line each: what was since, they do not say. It stays here."""


@dataclass(frozen=True)
class Outdated:
    """The files of a pack's newest edition, made before something was withdrawn that it or an earlier one holds."""

    pack: str
    edition: str
    releases: tuple[str, ...]
    """What was withdrawn since, or of which the notice changed: `WC-06 1.1.0`."""


def manifest_of(library: Library, pack: Pack, printed: PrintedPack, *, private: bool = False) -> dict[str, Any]:
    """One pack's edition, in the form of `packs.json` with the edition before it. Contract: FORMAT, section 9.

    The files of a `private` copy have no address: they are never published.
    """
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
                "url": None if printed.is_proof or private else address + each.name,
                "pages": each.pages,
                "bytes": each.bytes,
                "sha256": each.sha256,
            }
            for each in (*printed.files, *(catch_up.pdf for catch_up in printed.catch_ups))
        ],
    }
    described = {"id": pack.id, "title": pack.title, "audience": pack.audience.value, "editions": [edition]}
    return {"format": 1, "packs": [described]}


def write_manifest(folder: Path, library: Library, pack: Pack, printed: PrintedPack, *, private: bool = False) -> None:
    """Write into a pack's folder the manifest of its files, their checksums, its leaves and what was withdrawn."""
    text = json.dumps(manifest_of(library, pack, printed, private=private), ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    write_sums(folder, (*printed.files, *printed.tickets, *(each.pdf for each in printed.catch_ups)))
    (folder / LEAVES).write_text("".join(f"{leaf}\n" for leaf in printed.leaves), encoding="utf-8")
    (folder / WITHDRAWN).write_text("".join(f"{line}\n" for line in _withdrawn(library, pack)), encoding="utf-8")


def tickets_of(files: Iterable[PrintedFile]) -> tuple[PrintedFile, ...]:
    """The job tickets for programs that lie beside those for people."""
    tickets = (file.file.with_suffix(".json") for file in files if file.part == TICKET)
    return tuple(printed_file(each, PRESS, 0) for each in tickets)


def _withdrawn(library: Library, pack: Pack) -> Iterator[str]:
    """Yield a line for each withdrawn release in any edition: files and letters to earlier holders name it."""
    held = {(each.id, each.version) for edition in pack.editions for each in edition.documents}
    for id_, version in sorted(held):
        for release in library.releases.get(id_, ()):
            if release.version == version and release.withdrawn:
                yield " ".join(f"{release.name} {release.withdrawn_on or ''} {release.withdrawn}".split())


def write_sums(folder: Path, files: Sequence[PrintedFile]) -> None:
    """Checksums in the form that `sha256sum --check` reads."""
    lines = sorted(f"{each.sha256}  {place_of(each.name, each.format)}\n" for each in files)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def place_of(name: str, format_: str) -> str:
    """Where a file lies in its pack's folder."""
    return f"{CATCH_UP}/{name}" if format_ == CATCH_UP else name


def kept_packs(library: Library, folder: Path) -> tuple[PrintedPack, ...]:
    """The packs whose newest edition lies printed in a folder from an earlier build, whole and unchanged.

    None of those that say nothing of what was withdrawn since: `outdated_packs` names them.
    """
    whole = _whole_packs(library, folder)
    return tuple(pack for pack in whole if not _withdrawn_since(library, library.packs[pack.id], folder / pack.id))


def outdated_packs(library: Library, folder: Path) -> tuple[Outdated, ...]:
    """The packs that lie printed in a folder just so, and of which something was withdrawn since."""
    found = (
        Outdated(pack.id, pack.edition, _withdrawn_since(library, library.packs[pack.id], folder / pack.id))
        for pack in _whole_packs(library, folder)
    )
    return tuple(each for each in found if each.releases)


def _withdrawn_since(library: Library, pack: Pack, folder: Path) -> tuple[str, ...]:
    """The releases of which the files in a folder say something else than the notices of today."""
    said = (folder / WITHDRAWN).read_text(encoding="utf-8", errors="replace").splitlines()
    changed = {*said} ^ {*_withdrawn(library, pack)}
    return tuple(dict.fromkeys(" ".join(line.split()[:2]) for line in sorted(changed)))


def _whole_packs(library: Library, folder: Path) -> tuple[PrintedPack, ...]:
    found = (_kept_pack(library, pack, folder / id_) for id_, pack in sorted(library.packs.items()))
    return tuple(pack for pack in found if pack)


def _kept_pack(library: Library, pack: Pack, folder: Path) -> PrintedPack | None:
    edition = pack.newest_edition
    try:
        described = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["packs"][0]["editions"][0]
        files = tuple(_kept_file(folder, each) for each in described["files"])
        same = all(file.sha256 == each["sha256"] for file, each in zip(files, described["files"], strict=True))
        documents = tuple(
            PackedDocument(each["id"], Version.parse(each["version"]), each["pages"]) for each in described["documents"]
        )
        leaves = tuple(map(Leaf.parse, (folder / LEAVES).read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    if edition is None or described.get("id") != edition.id or not same or not (folder / WITHDRAWN).is_file():
        return None
    own = tuple(file for file in files if file.format != CATCH_UP)
    printed = PrintedPack(pack.id, edition.id, edition.date, documents, own, leaves, tickets=tickets_of(own))
    return replace(printed, catch_ups=tuple(_kept_catch_ups(library, pack, leaves, files)))


def _kept_file(folder: Path, described: Mapping[str, Any]) -> PrintedFile:
    file = folder / place_of(described["name"], described["format"])
    return printed_file(file, described["format"], described["pages"])


def _kept_catch_ups(
    library: Library, pack: Pack, leaves: Sequence[Leaf], files: Sequence[PrintedFile]
) -> Iterator[CatchUp]:
    """Yield the catch-up packs among some files, each with the edition that it leads on from."""
    names = {file.name: file for file in files if file.format == CATCH_UP}
    for held in pack.editions[:-1]:
        if pdf := names.get(catch_up_name(pack.id, held.id, pack.editions[-1].id)):
            yield CatchUp(held.id, pdf, len(currency_of(library, pack, held, leaves).put_in))


def catch_up_name(pack: str, held: str, newest: str) -> str:
    """`school-staff-2026-11-to-2026-12.pdf`."""
    return f"{pack}-{held}-to-{newest}.pdf"
