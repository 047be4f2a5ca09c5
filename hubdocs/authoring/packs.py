"""Reading packs and their editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hubdocs.authoring import schemas
from hubdocs.authoring.files import files_in
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import line_of, read_yaml
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Edition, EditionDocument, Leaf, Pack, PackDocument, PackPage


def read_pack(root: Path, folder: str) -> Pack:
    """Read `pack.yml` and the editions of a pack from its folder.

    Raises:
        HubError: A file is absent or does not fit.
    """
    path = f"{folder}/pack.yml"
    if not (root / path).is_file():
        hint = "write pack.yml with id, title, audience, formats and contents"
        raise HubError([Problem(Place(path), "this folder has no pack.yml", hint, "keys")])
    node = read_yaml(root, path)
    keys = validate(schemas.PackKeys, path, node)
    editions = [read_edition(root, each) for each in files_in(root, f"{folder}/editions", ".yml")]
    return Pack(
        id=keys.id,
        title=keys.title,
        audience=keys.audience,
        formats=tuple(keys.formats),
        contents=tuple(
            _pack_item(item, Place(path, line_of(node, ("contents", index))))
            for index, item in enumerate(keys.contents)
        ),
        place=Place(path),
        summary=keys.summary or "",
        editions=tuple(sorted(editions, key=_edition_order)),
        formats_place=Place(path, line_of(node, ("formats",))),
    )


def _pack_item(item: schemas.PackItemKeys, place: Place) -> PackDocument | PackPage:
    match item:
        case schemas.PackModuleKeys():
            return PackDocument("module", item.module, item.handouts, place)
        case schemas.PackStandardsKeys():
            return PackDocument("standards", item.standards, False, place)
        case schemas.PackAgreementKeys():
            return PackDocument("agreement", item.agreement, False, place)
        case schemas.PackPageKeys():
            return PackPage(item.page, place)


def _edition_order(edition: Edition) -> tuple[str, int]:
    """2026-11 comes before 2026-11-2, and that before 2026-11-10."""
    year, month, *count = edition.id.split("-")
    return f"{year}-{month}", int(count[0]) if count else 1


def read_edition(root: Path, path: str) -> Edition:
    """Read one edition.

    Raises:
        HubError: It does not fit.
    """
    keys = validate(schemas.EditionKeys, path, read_yaml(root, path))
    return Edition(
        id=keys.id,
        pack=keys.pack,
        date=keys.date,
        documents=tuple(EditionDocument(each.id, each.version, each.digest, each.pages) for each in keys.documents),
        place=Place(path),
        live=keys.live,
        leaves=tuple(_leaves(keys.leaves, Place(path))),
    )


def _leaves(written: list[str], place: Place) -> Iterator[Leaf]:
    """Yield the leaves that an edition records.

    Raises:
        HubError: One of them is not as `hubdocs release` writes it.
    """
    for line in written:
        try:
            yield Leaf.parse(line)
        except ValueError as error:
            hint = "put the edition's file back, from git or from a copy"
            raise HubError([Problem(place, str(error), hint, "edition")]) from error
