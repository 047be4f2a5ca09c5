"""Fixing an edition of a pack: exact releases, page counts, and what was live on that day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from hubdocs.authoring.files import read_text
from hubdocs.errors import HubError, Place, Problem
from hubdocs.library.currency import by_label
from hubdocs.model import Edition, EditionDocument, Leaf, Library, Pack, PackPage
from hubdocs.printing.packs import resolve
from hubdocs.releases.freeze import yaml_text

LIVE_FILES = ("materials/signposts.yml", "materials/glossary.yml", "materials/brand/brand.yml")
"""Files whose newest state is printed in every pack."""


def next_edition(
    library: Library, pack: Pack, on: date, pages: Mapping[str, int], leaves: tuple[Leaf, ...] = ()
) -> Edition:
    """The edition that a pack would have if it were fixed on a day, with the newest releases it asks for.

    `pages` are the pages of each document with its handouts, by id; `leaves` those of its binder, if it has one.

    Raises:
        HubError: A document of the pack was never released, or nothing changed since the last edition.
    """
    contents = resolve(library, pack, None)
    if contents.in_preparation:
        missing = [document.id for document in contents.in_preparation]
        hint = f"run `hubdocs release {' '.join(missing)} --summary …` first"
        raise HubError([Problem(pack.place, f"{', '.join(missing)} was never released", hint, "edition")])
    documents = tuple(
        EditionDocument(item.release.id, item.release.version, item.release.digest, pages[item.release.id])
        for item in contents.releases
    )
    id_ = _next_id(pack, on)
    place = Place(f"{_folder(pack)}/editions/{id_}.yml")
    edition = Edition(id_, pack.id, on, documents, place, dict(_live(library, pack)), leaves)
    last = pack.newest_edition
    if last and _is_same(last, edition):
        message = f"nothing changed since edition {last.id} of {pack.id}"
        raise HubError([Problem(last.place, message, "print that edition again", "edition")])
    return edition


def _is_same(last: Edition, new: Edition) -> bool:
    """Whether nothing that is printed differs. Of an edition without a record of its leaves nobody knows them."""
    return (last.documents, last.live) == (new.documents, new.live) and last.leaves in {(), new.leaves}


def leaves_changed(edition: Edition, leaves: Sequence[Leaf]) -> Mapping[str, tuple[Leaf, ...]]:
    """The leaves that are not printed as an edition recorded them, by what they belong to; also those now gone.

    Something live changed them, such as a telephone number, or a newer print engine did. Empty for an edition
    without a record of its leaves.
    """
    if not edition.leaves:
        return {}
    recorded, printed = by_label(edition.leaves), by_label(leaves)
    pairs = {
        label: zip_longest(recorded.get(label, ()), printed.get(label, ()))
        for label in dict.fromkeys((*printed, *recorded))
    }
    changed = {label: tuple(new or old for old, new in each if old != new) for label, each in pairs.items()}
    return {label: each for label, each in changed.items() if each}


def edition_text(edition: Edition) -> str:
    """The text of an edition's file. Contract: FORMAT, section 9."""
    return yaml_text(
        {
            "format": 1,
            "id": edition.id,
            "pack": edition.pack,
            "date": str(edition.date),
            "documents": [
                {"id": each.id, "version": str(each.version), "digest": each.digest, "pages": each.pages}
                for each in edition.documents
            ],
            "live": dict(edition.live),
            "leaves": [str(leaf) for leaf in edition.leaves],
        }
    )


def _folder(pack: Pack) -> str:
    return pack.place.path.rsplit("/", 1)[0]


def _next_id(pack: Pack, on: date) -> str:
    """The month, and from the second edition in it a number: `2026-11`, `2026-11-2`."""
    month = f"{on:%Y-%m}"
    earlier = [each for each in pack.editions if each.id == month or each.id.startswith(f"{month}-")]
    return f"{month}-{len(earlier) + 1}" if earlier else month


def _live(library: Library, pack: Pack) -> Iterator[tuple[str, str]]:
    """Name and digest of each file that is printed in its state of the day."""
    pages = [f"content/{item.path}" for item in pack.contents if isinstance(item, PackPage)]
    for path in sorted({*LIVE_FILES, *pages}):
        if (library.root / path).is_file():
            yield path, "sha256:" + hashlib.sha256(read_text(library.root, path).encode()).hexdigest()
