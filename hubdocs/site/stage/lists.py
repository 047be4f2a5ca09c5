"""The lists of documents: all modules, one programme, all standard sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hubdocs.model import Module, Programme, Release
from hubdocs.model.addresses import document_address, programme_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page
from hubdocs.site.stage.shelf import Item

MODULES = "modules/"
STANDARDS = "standards/"


def list_pages(atlas: Atlas) -> Iterator[Page]:
    """The list of modules, a page for each programme, and the list of standard sets."""
    if atlas.programmes:
        yield _modules(atlas)
    for programme, releases in atlas.programmes:
        yield _programme(atlas, programme, releases)
    if atlas.standard_sets:
        yield _standards(atlas)


def need_anchor(need: str) -> str:
    """The anchor of a family's need on the list of modules."""
    return f"need-{need}"


def needs_met(atlas: Atlas) -> dict[str, list[Release]]:
    """The modules that serve each need of a family, in the order of the needs; only needs that are served."""
    found: dict[str, list[Release]] = {need: [] for need in words.NEEDS}
    for _, releases in atlas.programmes:
        for release in releases:
            if isinstance(release.document, Module):
                for need in release.document.needs:
                    found.setdefault(need, []).append(release)
    return {need: releases for need, releases in found.items() if releases and need in words.NEEDS}


def item(release: Release, here: Here) -> Item:
    """A document in a list: its number, its title and where it leads."""
    document = release.document
    return Item(document.title, here.to(document_address(document.kind, document.id)), lead=document.id)


def _modules(atlas: Atlas) -> Page:
    here = Here(MODULES)
    programmes = [
        (programme, here.to(programme_address(programme.id)), _rows(releases, here))
        for programme, releases in atlas.programmes
    ]
    needs = [
        (need_anchor(need), words.NEEDS[need], [item(each, here) for each in releases])
        for need, releases in needs_met(atlas).items()
    ]
    return Page(
        address=MODULES,
        title="Modules",
        description="Every session of every programme, timed and ready to run.",
        stamp="list modules",
        html=draw("modules", programmes=programmes, needs=needs),
        section=MODULES,
    )


def _programme(atlas: Atlas, programme: Programme, releases: Sequence[Release]) -> Page:
    here = Here(programme_address(programme.id))
    others = [
        Item(each.title, here.to(programme_address(each.id)), current=each is programme) for each, _ in atlas.programmes
    ]
    return Page(
        address=here.address,
        title=programme.title,
        description=programme.summary,
        stamp=f"programme {programme.id}",
        html=draw("programme", programme=programme, rows=_rows(releases, here), others=others),
        section=MODULES,
    )


def _standards(atlas: Atlas) -> Page:
    here = Here(STANDARDS)
    return Page(
        address=STANDARDS,
        title="Standards",
        description="What a family can count on in every hub, and what shows that it is so.",
        stamp="list standards",
        html=draw("standards", rows=_rows(atlas.standard_sets, here)),
        section=STANDARDS,
    )


def _rows(releases: Sequence[Release], here: Here) -> list[tuple[Release, Item, str]]:
    """Each document with its link, and how long it lasts where that can be said."""
    return [(release, item(release, here), _length(release)) for release in releases]


def _length(release: Release) -> str:
    document = release.document
    return words.lasts(document) if isinstance(document, Module) else ""
