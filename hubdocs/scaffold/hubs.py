"""The start of a hub's own file, without any person in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.model import Agreement, Library, Module
from hubdocs.scaffold.names import id_of
from hubdocs.scaffold.starts import Ground, HubWish, Start
from hubdocs.scaffold.templates import fill


@dataclass(frozen=True)
class Line:
    """A pack that the hub may print."""

    id: str
    title: str
    """On one line."""


def hub_start(ground: Ground, wish: HubWish) -> Start:
    """A hub that prints every pack there is."""
    library = ground.library
    id_ = id_of(wish.id, wish.name, "hub")
    text = fill(
        "hub.yml",
        id=id_,
        name=wish.name,
        lead_school=wish.lead_school,
        packs=tuple(_lines(library)),
        agreement=max((id_ for id_, each in library.working.items() if isinstance(each, Agreement)), default="AG-01"),
        pinned=_pinned(library),
    )
    steps = (
        "Write the contacts in it. Nothing of this file reaches the site.",
        "`hubdocs check` says whether the library is in order.",
    )
    return Start(id_, f"materials/hubs/{id_}.yml", text, steps, has_folder=False)


def _lines(library: Library) -> Iterator[Line]:
    for pack in library.packs.values():
        yield Line(pack.id, " ".join(pack.title.split()))


def _pinned(library: Library) -> str:
    """An example of a version to keep: `WC-01: 1.0.0`."""
    modules = (release for release in library.published() if isinstance(release.document, Module))
    return next((f"{release.id}: {release.version}" for release in modules), "WC-01: 1.0.0")
