"""From one document's folder to its noun. What it means is read here; whether it is right, the rules say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hubdocs.authoring import outline, schemas
from hubdocs.authoring.files import files_in
from hubdocs.authoring.frontmatter import Page, read_page
from hubdocs.authoring.validation import validate
from hubdocs.errors import HubError, Problem
from hubdocs.model import (
    DELIVERERS,
    Agreement,
    Document,
    GroupSize,
    Handout,
    Material,
    Module,
    Picture,
    Standard,
    StandardSet,
)
from hubdocs.model.ids import STANDARD

FILES = {"module": "module.md", "standards": "standards.md", "agreement": "agreement.md"}
"""The file that holds each kind of document."""

PICTURES = (".png", ".jpg", ".svg")
"""Endings of the pictures that a document may show."""


def read_document(root: Path, folder: str, kind: str, programme: str = "") -> Document:
    """Read a module, standard set or agreement from its folder, relative to the library.

    Raises:
        HubError: A file of it cannot be read, or its front matter does not fit; all of that at once.
    """
    readers: dict[str, Callable[[Path, str, Page, str], Document]] = {
        "module": _module,
        "standards": _standards,
        "agreement": _agreement,
    }
    page = read_page(root, f"{folder}/{FILES[kind]}")
    return readers[kind](root, folder, page, programme)


def _module(root: Path, folder: str, page: Page, programme: str) -> Module:
    problems: list[Problem] = []
    handouts = _handouts(root, folder, problems)
    try:
        keys = validate(schemas.ModuleKeys, page.source.path, page.node)
    except HubError as error:
        raise HubError([*problems, *error.problems]) from None
    if problems:
        raise HubError(problems)
    common = _common(root, folder, page, keys)
    return Module(
        **common,
        duration=keys.duration,
        objectives=tuple(keys.objectives),
        materials=tuple(Material(each.item, each.per or "", each.handout or "") for each in keys.materials),
        group_size=_group_size(keys.group_size),
        prerequisites=tuple(keys.prerequisites),
        standards=tuple(keys.standards),
        needs=tuple(keys.needs),
        part=keys.part,
        programme=programme,
        activities=outline.activities(common["headings"]),
        handouts=handouts,
    )


def _standards(root: Path, folder: str, page: Page, _programme: str) -> StandardSet:
    keys = validate(schemas.StandardsKeys, page.source.path, page.node)
    common = _common(root, folder, page, keys)
    standards = tuple(
        Standard(each.anchor, each.title, each.values.get("group", ""), each.values.get("level", ""))
        for each in common["headings"]
        if STANDARD.fullmatch(each.anchor)
    )
    return StandardSet(**common, standards=standards, retired=tuple(each.id for each in keys.retired))


def _agreement(root: Path, folder: str, page: Page, _programme: str) -> Agreement:
    keys = validate(schemas.AgreementKeys, page.source.path, page.node)
    return Agreement(**_common(root, folder, page, keys), standards=str(keys.standards or ""))


def _common(root: Path, folder: str, page: Page, keys: schemas.DocumentKeys) -> dict[str, Any]:
    """What every kind of document has."""
    return {
        "id": keys.id,
        "title": keys.title,
        "version": keys.version,
        "status": keys.status,
        "audience": tuple(keys.audience),
        "source": page.source,
        "folder": folder,
        "headings": outline.headings(page.source.body),
        "pictures": read_pictures(root, folder),
        "summary": keys.summary,
        "lang": keys.lang,
        "owner": keys.owner or "",
        "review_by": keys.review_by,
        "keywords": tuple(keys.keywords),
        "delivered_by": tuple(keys.delivered_by) if keys.delivered_by is not None else DELIVERERS,
    }


def _group_size(keys: schemas.GroupSizeKeys | None) -> GroupSize | None:
    return GroupSize(keys.typical, keys.largest, keys.per_group) if keys else None


def read_pictures(root: Path, folder: str) -> dict[str, Picture]:
    """The pictures in the `images/` of a folder, by path within that folder."""
    found = {}
    for path in files_in(root, f"{folder}/images", *PICTURES):
        short = path.removeprefix(f"{folder}/")
        found[short] = Picture(short, root / path)
    return found


def _handouts(root: Path, folder: str, problems: list[Problem]) -> tuple[Handout, ...]:
    """The handouts in order of number; what is wrong with one is added to `problems`."""
    made: list[Handout] = []
    for path in files_in(root, f"{folder}/handouts", ".md"):
        try:
            page = read_page(root, path)
            keys = validate(schemas.HandoutKeys, path, page.node)
        except HubError as error:
            problems.extend(error.problems)
            continue
        made.append(
            Handout(
                id=keys.id,
                title=keys.title,
                per=keys.per,
                source=page.source,
                audience=tuple(keys.audience),
                landscape=keys.orientation == "landscape",
                copier=keys.copier,
            )
        )
    return tuple(sorted(made, key=lambda handout: int(handout.id.rsplit("-H", 1)[-1])))
