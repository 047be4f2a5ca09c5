"""Ids are permanent, begin with the letters of their family, and never mean two things."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Place, Problem
from hubdocs.model import Document, Library, Module, StandardSet


def prefix_is_programmes(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when an id does not begin with the letters of its programme or kind."""
    fixed = {"standards": ["ST"], "agreement": ["AG"]}
    prefixes = fixed.get(document.kind) or [each.prefix for each in library.programmes if each.id == _of(document)]
    if prefixes and not any(document.id.startswith(f"{prefix}-") for prefix in prefixes):
        number = document.id.rsplit("-", 1)[-1]
        message = f"the id {document.id} does not begin with {prefixes[0]}, as ids here do"
        yield Problem(document.place("id"), message, f"write {prefixes[0]}-{number}", "prefix")


def _of(document: Document) -> str:
    return document.programme if isinstance(document, Module) else ""


def prefixes_differ(library: Library) -> Iterator[Problem]:
    """Yield a problem for each programme or group of standards whose prefix is taken."""
    taken: dict[str, str] = {"ST": "standard sets", "AG": "agreements", "R": "refinements"}
    for programme in library.programmes:
        if programme.prefix in taken:
            message = f"the prefix {programme.prefix} is taken by {taken[programme.prefix]}"
            yield Problem(programme.place, message, "choose other letters", "prefix")
        taken[programme.prefix] = f"the programme {programme.id}"
    ids = [programme.id for programme in library.programmes]
    for programme in library.programmes:
        if programme is not library.programmes[ids.index(programme.id)]:
            message = f"two programmes have the id {programme.id}"
            yield Problem(programme.place, message, "give each programme an id of its own", "ids")
    for document in library.working.values():
        if isinstance(document, StandardSet):
            yield from _standards_are_free(library, document, taken)


def _standards_are_free(library: Library, document: StandardSet, taken: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for each standard whose letters or whole id something else has."""
    lines = {each.anchor: each.line for each in document.headings}
    for standard in document.standards:
        place = document.source.body_place(lines[standard.id])
        prefix = standard.id.split("-")[0]
        first = library.sets_of_standards[standard.id][0]
        if prefix in taken:
            message = f"the prefix of {standard.id} is taken by {taken[prefix]}"
            yield Problem(place, message, "choose other letters, such as #GOV-1", "prefix")
        if first != document.id:
            message = f"the id {standard.id} is taken: {first} has it"
            yield Problem(place, message, "give the standard the next free number", "ids")


def ids_are_permanent(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when a document's id is not that of its folder, or not that of its releases."""
    folder = document.folder.rsplit("/", 1)[-1]
    for id_ in library.released_in.get(document.folder, ()):
        if id_ != document.id:
            message = f"the id is {document.id}, but this folder was released as {id_}; ids are permanent"
            hint = f"write {id_}; a new document needs a folder of its own, without releases"
            yield Problem(document.place("id"), message, hint, "ids")
            return
    if not (folder == document.id or folder.startswith(f"{document.id}-")):
        message = f"the id is {document.id}, but the folder is called {folder}"
        hint = f"correct the id, or rename the folder to {document.id}-…"
        yield Problem(document.place("id"), message, hint, "id-folder")


def parts_are_never_reused(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for the id of a part or handout that an older release used for something else.

    Feedback and printed copies name parts by id: one id must not come to mean two things.
    """
    releases = library.releases.get(document.id, ())
    if not releases:
        return
    newest = _named_parts(releases[-1].document)
    older: dict[str, tuple[str, str]] = {}
    for release in releases:
        older.update({id_: (title, str(release.version)) for id_, title in _named_parts(release.document).items()})
    for id_, title in _named_parts(document).items():
        if id_ in older and id_ not in newest and older[id_][0] != title:
            was, version = older[id_]
            message = f"the id {id_} was “{was}” in {version}; an id is never used again for something else"
            yield Problem(_place_of_part(document, id_), message, "give this part a new id", "ids")


def _named_parts(document: Document) -> dict[str, str]:
    """The titles of parts and handouts by permanent id."""
    parts = {f"#{each.anchor}": each.title for each in document.headings if each.anchor}
    if isinstance(document, Module):
        parts |= {handout.id: handout.title for handout in document.handouts}
    return parts


def _place_of_part(document: Document, id_: str) -> Place:
    for each in document.headings:
        if f"#{each.anchor}" == id_:
            return document.source.body_place(each.line)
    handout = document.handout(id_) if isinstance(document, Module) else None
    return handout.source.place("id") if handout else document.place("id")


def standards_are_retired(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for a standard that is gone without a word, and for one that is retired and yet there."""
    if not isinstance(document, StandardSet) or "retired" in document.stand_ins:
        return
    there = {standard.id for standard in document.standards}
    for id_ in document.retired:
        if id_ in there:
            message = f"{id_} is retired, but stands in the text"
            yield Problem(document.place("retired"), message, "take it out of one of the two", "retired")
    for release in library.releases.get(document.id, ())[-1:]:
        was = release.document.standards if isinstance(release.document, StandardSet) else ()
        for standard in was:
            if standard.id not in {*there, *document.retired}:
                message = f"{standard.id} was released in {release.version}, and now it is gone"
                hint = f"keep it, or add `- {{id: {standard.id}, date: 2027-01-31}}` to `retired` in the front matter"
                yield Problem(_retired(document), message, hint, "retired")


def _retired(document: Document) -> Place:
    """Where retired standards are listed, or would be: the last line of the front matter."""
    if "retired" in document.source.front_lines:
        return document.place("retired")
    return Place(document.source.path, max(document.source.body_line - 2, 1))
