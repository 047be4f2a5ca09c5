"""Ids are permanent, begin with the letters of their family, and never mean two things."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Place, Problem
from hubdocs.model import Document, Library, Module, StandardSet


def prefix_is_programmes(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when an id does not begin with the letters of its programme or kind."""
    programme = library.programme_of(document)
    prefix = programme.prefix if programme else {"standards": "ST", "agreement": "AG"}[document.kind]
    if not document.id.startswith(f"{prefix}-"):
        number = document.id.rsplit("-", 1)[-1]
        message = f"the id {document.id} does not begin with {prefix}, as ids here do"
        yield Problem(document.place("id"), message, f"write {prefix}-{number}", "prefix")


def prefixes_differ(library: Library) -> Iterator[Problem]:
    """Yield a problem for each programme or group of standards whose prefix is taken."""
    taken: dict[str, str] = {"ST": "standard sets", "AG": "agreements", "R": "refinements"}
    for programme in library.programmes:
        if programme.prefix in taken:
            message = f"the prefix {programme.prefix} is taken by {taken[programme.prefix]}"
            yield Problem(programme.place, message, "choose other letters", "prefix")
        taken[programme.prefix] = f"the programme {programme.id}"
    if len({programme.id for programme in library.programmes}) < len(library.programmes):
        place = library.programmes[-1].place
        yield Problem(place, "two programmes have the same id", "give each programme an id of its own", "ids")
    owners: dict[str, str] = {}
    for document in library.working.values():
        for standard in document.standards if isinstance(document, StandardSet) else ():
            prefix = standard.id.split("-")[0]
            if prefix in taken:
                message = f"the prefix of {standard.id} is taken by {taken[prefix]}"
                yield Problem(document.place("id"), message, "choose other letters", "prefix")
            if owners.setdefault(standard.id, document.id) != document.id:
                message = f"the id {standard.id} is taken: {owners[standard.id]} has it"
                yield Problem(document.place("id"), message, "give the standard the next free number", "ids")


def ids_are_permanent(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when a document was released from this folder under another id."""
    for id_, releases in library.releases.items():
        if id_ != document.id and any(each.document.folder.startswith(f"{document.folder}/") for each in releases):
            message = f"the id is {document.id}, but this folder was released as {id_}; ids are permanent"
            hint = f"write {id_}; a new document needs a folder of its own, without releases"
            yield Problem(document.place("id"), message, hint, "ids")


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
                hint = f"keep it, or add `- {{id: {standard.id}, date: …}}` to `retired` in the front matter"
                yield Problem(document.place("retired"), message, hint, "retired")
