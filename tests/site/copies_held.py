"""Libraries whose packs were printed more than once, for the tests of what a copy is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from shelves import FIRST, published, released, releases

from hubdocs.errors import Place
from hubdocs.model import (
    CatchUp,
    Edition,
    EditionDocument,
    Leaf,
    Library,
    PackedDocument,
    Printed,
    PrintedFile,
    PrintedPack,
    Release,
    Version,
)

PACK = "school-staff"
WITHDRAWN_ON = date(2026, 11, 12)


def with_history(root: Path, *made: tuple[str, str] | tuple[str, str, str]) -> Library:
    """The tiny library with releases of WC-01: version, kind, and why it was withdrawn."""
    library = published(root / "library")
    return releases(library, "WC-01", *(one(library, *each) for each in made))


def one(library: Library, version: str, kind: str, withdrawn: str = "") -> Release:
    """A release of WC-01."""
    on = WITHDRAWN_ON if withdrawn else None
    return released(library.working["WC-01"], version, kind, withdrawn=withdrawn, withdrawn_on=on)


def leaf(text: str) -> Leaf:
    """`WC-01 1-2 1.0.0`, or with what it says in spite of its foot: `WC-01 1-2 1.0.0|another number`."""
    return Leaf.parse(f"{text.partition('|')[0]} l1:{sha256(text.encode()).hexdigest()}")


def edition(id_: str, documents: str, *leaves: str, day: date = FIRST) -> Edition:
    """An edition with the documents of `WC-01 1.0.0, ST-01 1.0.0`, and its binder's leaves."""
    pairs = (each.split() for each in documents.split(", "))
    held = tuple(EditionDocument(name, Version.parse(version), f"h1:{name}", 2) for name, version in pairs)
    return Edition(id_, PACK, day, held, Place("x"), leaves=tuple(map(leaf, leaves)))


def printed_before(library: Library, *editions: Edition) -> Library:
    """The library with these editions of its pack, oldest first."""
    pack = replace(library.packs[PACK], editions=editions)
    return replace(library, packs={**library.packs, PACK: pack})


def pdf(folder: Path, name: str, kind: str, pages: int = 23) -> PrintedFile:
    """A file that nobody printed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"%PDF-1.7")
    return PrintedFile(folder / name, name, kind, pages, 2_400_000, "ab" * 32)


def printing(
    folder: Path, newest: Edition, caught_up: Iterable[str] = (), leaves: Iterable[Leaf] | None = None
) -> Printed:
    """The newest edition as one build printed it, with catch-up packs for earlier ones."""
    made = tuple(
        CatchUp(held, pdf(folder, f"{PACK}-{held}-to-{newest.id}.pdf", "catch-up"), leaves=3) for held in caught_up
    )
    pack = PrintedPack(
        PACK,
        newest.id,
        newest.date,
        tuple(PackedDocument(each.id, each.version, each.pages) for each in newest.documents),
        (pdf(folder, f"{PACK}-{newest.id}-binder.pdf", "binder", 40),),
        newest.leaves if leaves is None else tuple(leaves),
        made,
    )
    return Printed((pack,))
