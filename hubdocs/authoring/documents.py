"""From one document's folder to its noun. What it means is read here; whether it is right, the rules say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hubdocs.authoring import outline, schemas
from hubdocs.authoring.files import files_in
from hubdocs.authoring.frontmatter import Page, read_page
from hubdocs.authoring.tree import TRANSLATED
from hubdocs.authoring.validation import validate_with
from hubdocs.authoring.yaml import line_of
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import (
    DELIVERERS,
    Agreement,
    Document,
    Field,
    GroupSize,
    Handout,
    Material,
    Module,
    Picture,
    Standard,
    StandardSet,
    ids,
)
from hubdocs.model.documents import Typed

K = TypeVar("K", bound=schemas.DocumentKeys)

FILES = {"module": "module.md", "standards": "standards.md", "agreement": "agreement.md"}
"""The file that holds each kind of document."""

PICTURES = (".png", ".jpg", ".svg")
"""Endings of the pictures that a document may show."""


@dataclass(frozen=True)
class Reading:
    """A document that was read, and what is wrong with its front matter."""

    document: Document
    """With stand-ins for the keys that are wrong, if any are."""
    problems: tuple[Problem, ...] = ()


def read_document(root: Path, folder: str, kind: str, programme: str = "") -> Document:
    """Read a module, standard set or agreement from its folder, relative to the library.

    Raises:
        HubError: A file of it cannot be read, or its front matter does not fit; all of that at once.
    """
    reading = read_provisionally(root, folder, kind, programme)
    if reading.problems:
        raise HubError(reading.problems)
    return reading.document


def read_provisionally(root: Path, folder: str, kind: str, programme: str = "") -> Reading:
    """Read a document even when keys of its front matter are wrong, so that its text can be judged with them.

    Raises:
        HubError: A file of it cannot be read at all.
    """
    problems: list[Problem] = []
    readers: dict[str, Callable[[_Folder], Document]] = {
        "module": _module,
        "standards": _standards,
        "agreement": _agreement,
    }
    handouts = _handouts(root, folder, problems) if kind == "module" else ()
    try:
        page = read_page(root, f"{folder}/{FILES[kind]}")
        document = readers[kind](_Folder(root, folder, page, programme, handouts, problems))
    except HubError as error:
        raise HubError([*problems, *error.problems]) from None
    return Reading(document, tuple(problems))


@dataclass(frozen=True)
class _Folder:
    """A document's folder while it is read."""

    root: Path
    path: str
    page: Page
    programme: str
    handouts: tuple[Handout, ...]
    problems: list[Problem]
    """What is wrong with its front matter, as it is found."""

    def keys(self, type_: type[K]) -> tuple[K, frozenset[str]]:
        """Its keys, and the names of those that something else stands in for."""
        named = ids.DOCUMENT.match(self.path.rsplit("/", 1)[-1])
        stand_ins = {**_STAND_INS, "id": named[0] if named else "XX-00"}
        if type_ is schemas.ModuleKeys:
            stand_ins["duration"] = "0"
        found = validate_with(type_, self.page.source.path, self.page.node, stand_ins)
        self.problems.extend(found.problems)
        return found.keys, found.stand_ins


_STAND_INS: dict[str, Typed] = {
    "title": "Untitled",
    "version": "0.0.0",
    "status": "draft",
    "audience": ["staff"],
    "summary": "Not written yet.",
}
"""For the keys that every document must have."""


def _module(folder: _Folder) -> Module:
    keys, stand_ins = folder.keys(schemas.ModuleKeys)
    common = _common(folder, keys, stand_ins)
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
        programme=folder.programme,
        activities=outline.activities(common["headings"]),
        handouts=folder.handouts,
    )


def _standards(folder: _Folder) -> StandardSet:
    keys, stand_ins = folder.keys(schemas.StandardsKeys)
    common = _common(folder, keys, stand_ins)
    standards = tuple(
        Standard(each.anchor, each.title, each.values.get("group", ""), each.values.get("level", ""))
        for each in common["headings"]
        if ids.STANDARD.fullmatch(each.anchor)
    )
    return StandardSet(**common, standards=standards, retired=tuple(each.id for each in keys.retired))


def _agreement(folder: _Folder) -> Agreement:
    keys, stand_ins = folder.keys(schemas.AgreementKeys)
    node, path = folder.page.node, folder.page.source.path
    fields = tuple(
        Field(
            name=each.name,
            label=each.label,
            type=each.type,
            place=Place(path, line_of(node, ("fields", index))),
            required=each.required,
            default=tuple(each.default) if isinstance(each.default, list) else each.default,
            unit=each.unit or "",
            choices=tuple(each.choices),
        )
        for index, each in enumerate(keys.fields)
    )
    return Agreement(**_common(folder, keys, stand_ins), standards=keys.standards, fields=fields)


def _common(folder: _Folder, keys: schemas.DocumentKeys, stand_ins: frozenset[str]) -> dict[str, Any]:
    """What every kind of document has."""
    source = folder.page.source
    return {
        "id": keys.id,
        "title": keys.title,
        "version": keys.version,
        "status": keys.status,
        "audience": tuple(keys.audience),
        "source": source,
        "folder": folder.path,
        "headings": outline.headings(source.body),
        "pictures": read_pictures(folder.root, folder.path),
        "summary": keys.summary,
        "lang": keys.lang,
        "owner": keys.owner or "",
        "review_by": keys.review_by,
        "keywords": tuple(keys.keywords),
        "delivered_by": tuple(keys.delivered_by) if keys.delivered_by is not None else DELIVERERS,
        "stand_ins": stand_ins,
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
        if TRANSLATED.fullmatch(path.rsplit("/", 1)[-1]):
            continue  # named as a mistake where all names are judged
        try:
            page = read_page(root, path)
            found = validate_with(schemas.HandoutKeys, path, page.node, _handout_stand_ins(path))
        except HubError as error:
            problems.extend(error.problems)
            continue
        problems.extend(found.problems)
        made.append(_handout(found.keys, page))
    return tuple(sorted(made, key=lambda handout: int(handout.id.rsplit("-H", 1)[-1])))


def _handout(keys: schemas.HandoutKeys, page: Page) -> Handout:
    return Handout(
        id=keys.id,
        title=keys.title,
        per=keys.per,
        source=page.source,
        audience=tuple(keys.audience),
        landscape=keys.orientation == "landscape",
        copier=keys.copier,
    )


def _handout_stand_ins(path: str) -> dict[str, Typed]:
    """For the keys that every handout must have; its id is told by its folder and file."""
    *_, folder, _, name = path.split("/")
    document = ids.DOCUMENT.match(folder)
    number = name.removesuffix(".md").upper()
    return {"id": f"{document[0] if document else 'XX-00'}-{number}", "title": "Untitled", "per": "room"}
