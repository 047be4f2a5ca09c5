"""Ids stand where they are looked for."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem
from hubdocs.model import Document, Module


def handout_ids_belong(document: Document) -> Iterator[Problem]:
    """Yield a problem for each handout whose id is not its module's, not its file's, or taken."""
    if not isinstance(document, Module) or not document.folder.rsplit("/", 1)[-1].startswith(document.id):
        return  # of an id that is not its folder's, another rule speaks
    seen: dict[str, str] = {}
    for handout in document.handouts:
        place = handout.source.place("id")
        name = handout.path.rsplit("/", 1)[-1]
        if not handout.id.startswith(f"{document.id}-H"):
            hint = f"write {document.id}-{handout.id.rsplit('-', 1)[-1]}"
            yield Problem(place, f"{handout.id} is not a handout of {document.id}", hint, "handout-id")
        elif name.removesuffix(".md").lower() != handout.id.rsplit("-", 1)[-1].lower():
            number = name.removesuffix(".md").upper()
            hint = (
                f"rename the file to {handout.id.rsplit('-', 1)[-1].lower()}.md, or write `id: {document.id}-{number}`"
            )
            yield Problem(place, f"{handout.id} stands in a file called {name}", hint, "handout-id")
        elif handout.id in seen:
            message = f"{handout.id} is used twice: {seen[handout.id]} has it"
            yield Problem(place, message, "number the handouts H1, H2, H3 …", "handout-id")
        seen[handout.id] = handout.source.path
