"""Small tools for the trees inside a PDF: number trees, name trees, the outline, tags.

Each is written flat, which is valid for any size, and read whether flat or nested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hubdocs.printing.reading import kids_of


def leaves(tree: pikepdf.Object | None, kind: str) -> list[tuple[Any, Any]]:
    """The pairs of a number tree (`kind` "Nums") or name tree ("Names"), in the order of the file."""
    pairs: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        flat = list(node.get(f"/{kind}", []))
        pairs += zip(flat[::2], flat[1::2], strict=True)
        stack.extend(reversed(list(node.get("/Kids", []))))
    return pairs


def flattened(tree: pikepdf.Object | None, kind: str) -> pikepdf.Object:
    """The same as one array: the tree's own, if it is flat, since reading thousands of pairs is what costs."""
    if tree is not None and "/Kids" not in tree and (own := tree.get(f"/{kind}")) is not None:
        return own
    return Array([each for pair in leaves(tree, kind) for each in pair])


def number_tree(pairs: dict[int, Any]) -> Array:
    """What a number tree holds, sorted."""
    flat = Array()
    for number in sorted(pairs):
        flat.append(number)
        flat.append(pairs[number])
    return flat


def name_tree(pairs: dict[str, Any]) -> Array:
    """What a name tree holds, sorted by bytes as they stand in the file, which is what viewers search by."""
    flat = Array()
    for name in sorted(map(String, pairs), key=bytes):
        flat.append(name)
        flat.append(pairs[str(name)])
    return flat


def elements(top: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Every tag below `top` with the one above it, in reading order. On a stack: depth is the author's."""
    stack = [(kid, top) for kid in reversed(kids_of(top)) if is_element(kid)]
    while stack:
        element, parent = stack.pop()
        yield element, parent
        stack.extend((kid, element) for kid in reversed(kids_of(element)) if is_element(kid))


def is_element(kid: Any) -> bool:
    """Whether a kid is a tag, not the number of marked content or a reference to an annotation."""
    return isinstance(kid, Dictionary) and "/S" in kid and kid.get("/Type") not in {"/OBJR", "/MCR"}


def attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    """An element's attribute dictionaries: there may be none, one or an array."""
    owned = element.get("/A")
    if owned is None:
        return []
    return [each for each in (owned if isinstance(owned, Array) else [owned]) if isinstance(each, Dictionary)]


@dataclass(frozen=True)
class Bookmark:
    """One line of an outline."""

    level: int
    """1 at the top."""
    title: str
    """Its words."""
    destination: Any
    """An array: page, and where on it."""
    is_open: bool = True
    """Whether the lines below it show at first."""


def read_bookmarks(outlines: pikepdf.Object | None) -> Iterator[Bookmark]:
    """The outline of a file, in order."""
    stack = [(outlines.get("/First"), 1)] if outlines is not None else []
    while stack:
        item, level = stack.pop()
        if item is None:
            continue
        yield Bookmark(level, str(item.Title), item.get("/Dest"), int(item.get("/Count", 0)) >= 0)
        stack += [(item.get("/Next"), level), (item.get("/First"), level + 1)]


def write_bookmarks(pdf: pikepdf.Pdf, bookmarks: Iterable[Bookmark]) -> pikepdf.Object:
    """An outline of these lines; each goes below the nearest line before it of a lower level."""
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    path: list[tuple[int, pikepdf.Object]] = [(0, top)]
    written: list[tuple[pikepdf.Object, Bookmark]] = []
    for bookmark in bookmarks:
        while path[-1][0] >= bookmark.level:
            path.pop()
        item = pdf.make_indirect(Dictionary(Title=String(bookmark.title), Dest=bookmark.destination))
        _hang(item, path[-1][1])
        path.append((bookmark.level, item))
        written.append((item, bookmark))
    _count(top, written)
    return top


def _hang(item: pikepdf.Object, parent: pikepdf.Object) -> None:
    item.Parent = parent
    if "/Last" in parent:
        item.Prev = parent.Last
        parent.Last.Next = item
    else:
        parent.First = item
    parent.Last = item


def _count(top: pikepdf.Object, written: list[tuple[pikepdf.Object, Bookmark]]) -> None:
    """Give each line the number of lines that show below it, negative while it is closed."""
    visible: dict[tuple[int, int], int] = {}
    for item, bookmark in reversed(written):
        below = visible.get(item.objgen, 0)
        if below:
            item.Count = below if bookmark.is_open else -below
        shown = 1 + (below if bookmark.is_open else 0)
        visible[item.Parent.objgen] = visible.get(item.Parent.objgen, 0) + shown
    top.Count = visible.get(top.objgen, 0)
