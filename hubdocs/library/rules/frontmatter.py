"""What front matter names exists, and leads to an end."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.known import exists, unknown
from hubdocs.model import Agreement, Document, Library, Module, StandardSet


def front_matter_names_what_exists(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each standard, module or handout in the front matter that does not exist."""
    if not isinstance(document, Module):
        return
    retired = {id_ for each in library.working.values() if isinstance(each, StandardSet) for id_ in each.retired}
    for id_ in document.standards:
        if id_ in retired:
            message = f"the standard {id_} is retired"
            yield Problem(document.place("standards"), message, "take it out of `standards`", "retired")
        elif not exists(library, id_):
            yield unknown(library, document.place("standards"), "standard", id_)
    for id_ in document.prerequisites:
        if not exists(library, id_) or id_.startswith(("ST-", "AG-")):
            yield unknown(library, document.place("prerequisites"), "module", id_)
    if document.id in library.unreadable:
        return  # one of its handouts may be the file that cannot be read
    for material in document.materials:
        if material.handout and document.handout(material.handout) is None:
            yield unknown(library, document.place("materials"), "handout", material.handout)


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
    if not isinstance(found, StandardSet):
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
