"""Mending links: one tag for each, which holds every place to click on and all its words."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf

from hubdocs.printing.assembly.tags import Held, Tag, downwards, upwards

SLACK = 1.0
"""Points by which a place to click on may reach beyond another and still be the same to a reader."""


def gather_links(top: Tag) -> list[Held]:
    """Let each link hold its places to click on itself, and answer those that are taken out.

    The engine makes one for each box inside a link, too: for bold words in it, for the page number behind it. A
    reader who goes from link to link would come to the same one twice.
    """
    taken: list[Held] = []
    for link in [tag for tag in downwards(top) if tag.role == "Link"]:
        places: list[Held] = []
        for tag in downwards(link):
            if tag.role == "Form":
                continue
            places += [kid for kid in tag.kids if isinstance(kid, Held)]
            tag.kids = [kid for kid in tag.kids if not isinstance(kid, Held)]
        kept: list[Held] = []
        for place in places:
            (taken if any(_covers(other, place) for other in kept) else kept).append(place)
        link.kids[:0] = kept
    return taken


def unlink_loose(top: Tag) -> list[Held]:
    """Take out places to click on that stand in no link, and answer them."""
    taken: list[Held] = []
    for tag in upwards(top):
        if tag.role not in {"Link", "Form"}:
            taken += [kid for kid in tag.kids if isinstance(kid, Held)]
            tag.kids = [kid for kid in tag.kids if not isinstance(kid, Held)]
    return taken


def _covers(outer: Held, inner: Held) -> bool:
    """Whether a click on the inner place does what one on the outer does, at the same place."""
    if outer.page != inner.page or _aim(outer.annotation) != _aim(inner.annotation):
        return False
    left, foot, right, top = _edges(outer.annotation.Rect)
    left_inside, foot_inside, right_inside, top_inside = _edges(inner.annotation.Rect)
    is_level = foot_inside >= foot - SLACK and top_inside <= top + SLACK
    return is_level and left_inside >= left - SLACK and right_inside <= right + SLACK


def _aim(annotation: pikepdf.Object) -> str:
    """Where an annotation leads."""
    action = annotation.get("/A")
    return str(annotation.get("/Dest", "")) if action is None else str(action.get("/URI", ""))


def _edges(rect: Iterable[object]) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge: the engine does not write them in this order."""
    x1, y1, x2, y2 = (float(edge) for edge in rect)  # type: ignore[arg-type]
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
