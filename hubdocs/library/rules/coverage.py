"""Every promise that hubs must keep is served by a module."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem, Severity
from hubdocs.model import Library, Module, StandardSet, ids


def musts_are_served(library: Library) -> Iterator[Problem]:
    """Yield a warning for each `must` that no module says it serves; none while a module cannot be read."""
    if any(ids.DOCUMENT.fullmatch(id_) and not id_.startswith(("ST-", "AG-")) for id_ in library.unreadable):
        return
    served = {id_ for each in library.working.values() if isinstance(each, Module) for id_ in each.standards}
    for document in library.working.values():
        if not isinstance(document, StandardSet):
            continue
        lines = {each.anchor: each.line for each in document.headings}
        for standard in document.standards:
            if standard.level == "must" and standard.id not in served:
                place = document.source.body_place(lines[standard.id])
                hint = f"add {standard.id} to `standards` of the module that helps a hub to keep it"
                yield Problem(place, "no module serves this `must`", hint, "coverage", Severity.WARNING)
