"""What front matter names exists, and leads to an end."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.known import exists, unknown
from hubdocs.model import Agreement, Document, Library, Module, StandardSet


def standards_exist(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each standard that a module serves and that does not exist, or no longer."""
    sets = [each for each in library.working.values() if isinstance(each, StandardSet)]
    there = {standard.id for each in sets for standard in each.standards}
    retired = {id_ for each in sets for id_ in each.retired} - there
    for index, id_ in enumerate(document.standards if isinstance(document, Module) else ()):
        place = document.source.place_of_item("standards", index)
        if id_ in retired:
            message = f"the standard {id_} is retired"
            yield Problem(place, message, "take it out of `standards`", "retired")
        elif not exists(library, id_):
            yield unknown(library, place, "standard", id_)


def prerequisites_exist(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each prerequisite that is no module."""
    for index, id_ in enumerate(document.prerequisites if isinstance(document, Module) else ()):
        place = document.source.place_of_item("prerequisites", index)
        if id_.startswith(("ST-", "AG-")):
            message = f"{id_} is not a module, and only a module can come before a module"
            yield Problem(place, message, "take it out of `prerequisites`", "unknown-id")
        elif not exists(library, id_):
            yield unknown(library, place, "module", id_)


def handouts_exist(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each handout among the materials that does not exist."""
    if not isinstance(document, Module) or document.id in library.unreadable:
        return  # one of its handouts may be the file that cannot be read
    for index, material in enumerate(document.materials):
        if material.handout and not exists(library, material.handout):
            yield unknown(library, document.source.place_of_item("materials", index), "handout", material.handout)


def prerequisites_end(library: Library) -> Iterator[Problem]:
    """Yield a problem for each ring of modules that ask for one another first: nobody could begin."""
    modules = {id_: each for id_, each in library.working.items() if isinstance(each, Module)}
    told: set[frozenset[str]] = set()
    for id_ in modules:
        ring = _ring(modules, id_)
        if ring and frozenset(ring) not in told:
            told.add(frozenset(ring))
            first = modules[min(ring)]
            message = f"prerequisites go round in a ring: {' → '.join((*ring, ring[0]))}"
            yield Problem(first.place("prerequisites"), message, "take one of them out", "prerequisites")


def _ring(modules: dict[str, Module], start: str) -> list[str]:
    """A way along prerequisites from a module back to itself, shortest first; nothing if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for id_ in modules[way[-1]].prerequisites if way[-1] in modules else ():
            if id_ == start:
                return way
            if id_ not in seen:
                seen.add(id_)
                ways.append([*way, id_])
    return []


def agreement_binds_to_standards(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when the standards of an agreement are none, or no release of them fits."""
    wanted = document.standards if isinstance(document, Agreement) else None
    if wanted is None or wanted.id in library.unreadable:
        return
    releases = library.releases.get(wanted.id, ())
    found = library.working.get(wanted.id) or (releases[-1].document if releases else None)
    place = document.place("standards")
    if found and not isinstance(found, StandardSet):
        article = "a module" if found.kind == "module" else "an agreement"
        message = f"{wanted.id} is {article}, not a standard set"
        yield Problem(place, message, "write an id such as ST-01@1", "unknown-id")
    elif found is None:
        sets = [id_ for id_ in {*library.working, *library.releases} if id_.startswith("ST-")]
        hint = did_you_mean(wanted.id, sets, "write an id such as ST-01@1")
        yield Problem(place, f"there is no standard set {wanted.id}", hint, "unknown-id")
    elif releases and wanted.numbers and library.newest(wanted) is None:
        versions = ", ".join(str(release.version) for release in releases)
        message = f"no usable release of {wanted.id} fits {wanted}"
        yield Problem(place, message, f"its releases are {versions}", "unknown-id")


def handouts_suit_their_module(_library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each handout that is for people who neither take part in its module nor run it."""
    if not isinstance(document, Module) or {"audience", "delivered_by"} & document.stand_ins:
        return
    for handout in document.handouts:
        for audience in handout.audience:
            if not document.meant_for(audience):
                who = ", ".join(dict.fromkeys([*document.audience, *document.delivered_by]))
                message = f"{handout.id} is for {audience}, but its module is for {who}"
                hint = "correct `audience` here, or add it to the module's"
                yield Problem(handout.source.place("audience"), message, hint, "handout-audience")
