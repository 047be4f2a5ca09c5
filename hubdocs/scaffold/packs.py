"""The start of a pack: what suits its audience, in the order of the ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import DELIVERERS, Audience, Document, Library, Module
from hubdocs.scaffold.names import id_of
from hubdocs.scaffold.starts import Ground, PackWish, Start
from hubdocs.scaffold.templates import fill

_ORDER = ("module", "standards", "agreement")


@dataclass(frozen=True)
class Item:
    """A line of a pack's contents."""

    kind: str
    """`module`, `standards` or `agreement`."""
    id: str
    handouts: str
    """`true` or `false`: whether a module's handouts follow it."""
    title: str
    """On one line."""


def pack_start(ground: Ground, wish: PackWish) -> Start:
    """A pack of every document that suits its audience.

    Raises:
        HubError: No document does.
    """
    contents = tuple(_item(document, wish.audience) for document in _suiting(ground.library, wish.audience))
    if not contents:
        message = f"nothing in this library is for the audience {wish.audience} yet"
        hint = f"begin with `hubdocs new module --audience {wish.audience}`, or choose another audience"
        raise HubError([Problem(Place("materials/packs"), message, hint, "pack-audience")])
    id_ = id_of(wish.id, wish.title, "pack")
    text = fill("pack.yml", id=id_, title=wish.title, audience=wish.audience, contents=contents)
    steps = (
        f"`hubdocs build --draft --packs {id_}` prints a first proof of it.",
        "`hubdocs check` names every slip in it.",
    )
    return Start(id_, f"materials/packs/{id_}/pack.yml", text, steps)


def _suiting(library: Library, audience: Audience) -> list[Document]:
    """What people of this audience may have: modules first, then standards and agreements."""
    found = [document for document in _usable(library) if _suits(document, audience)]
    return sorted(found, key=lambda document: (_ORDER.index(document.kind), document.id))


def _usable(library: Library) -> Iterator[Document]:
    """Each document as a pack would print it now; what was withdrawn is left out."""
    for id_ in {*library.working, *library.releases}:
        if newest := library.newest(id_):
            yield newest.document
        elif not library.releases.get(id_):
            yield library.working[id_]


def _suits(document: Document, audience: Audience) -> bool:
    return document.meant_for(audience) or (isinstance(document, Module) and audience in DELIVERERS)


def _item(document: Document, audience: Audience) -> Item:
    handouts = "true" if _sheets_suit(document, audience) else "false"
    return Item(document.kind, document.id, handouts, " ".join(document.title.split()))


def _sheets_suit(document: Document, audience: Audience) -> bool:
    """Whether people of this audience may have every handout of a module."""
    if not isinstance(document, Module) or audience in DELIVERERS or document.delivered_to(audience):
        return True
    return all(not handout.audience or audience in handout.audience for handout in document.handouts)
