"""Who takes part, who runs it, and how many they are, makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem
from hubdocs.model import Document, Module


def somebody_is_named_once(document: Document) -> Iterator[Problem]:
    """Yield a problem when nobody runs a document, or people are named twice."""
    if not document.delivered_by:
        message = "`delivered_by` is empty, so nobody could read the trainer text"
        hint = "name who runs it, or remove the line: then trainers and facilitators do"
        yield Problem(document.place("delivered_by"), message, hint, "audience")
    for key, named in (("audience", document.audience), ("delivered_by", document.delivered_by)):
        for each in sorted({one for one in named if named.count(one) > 1}):
            yield Problem(document.place(key), f"`{key}` names {each} twice", "name everybody once", "audience")


def groups_are_possible(document: Document) -> Iterator[Problem]:
    """Yield a problem when more people are typical than can take part, or sit together than there are."""
    size = document.group_size if isinstance(document, Module) else None
    if size is None:
        return
    place = document.place("group_size")
    if size.largest is not None and size.largest < size.typical:
        message = f"`typical` is {size.typical}, but `largest` is only {size.largest}"
        hint = "raise `largest` or lower `typical`; perhaps the two are the wrong way round"
        yield Problem(place, message, hint, "group-size")
    if size.per_group is not None and not 0 < size.per_group <= size.typical:
        message = f"`per_group` is {size.per_group}, of {size.typical} people altogether"
        yield Problem(place, message, "make `per_group` smaller than `typical`, and at least 1", "group-size")
