"""The lists of documents: all modules, one programme, all standard sets, all agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hubdocs.model import Module, Programme, Release, View
from hubdocs.model.addresses import FOLDERS, document_address, programme_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.in_short import IN_SHORT
from hubdocs.site.stage.pages import Page
from hubdocs.site.stage.shelf import Item

MODULES = "modules/"
STANDARDS = "standards/"
AGREEMENTS = "agreements/"


def list_pages(atlas: Atlas) -> Iterator[Page]:
    """The list of modules, a page for each programme, and the lists of standard sets and of agreements."""
    if atlas.programmes:
        yield _modules(atlas)
    for programme, releases in atlas.programmes:
        yield _programme(atlas, programme, releases)
    if atlas.standard_sets:
        yield _standards(atlas)
    if atlas.agreements:
        yield _agreements(atlas)


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
        (programme, here.to(programme_address(programme.id)), _rows(atlas, releases, here))
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
        sheets=("lists",),
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
        html=draw("programme", programme=programme, rows=_rows(atlas, releases, here), others=others),
        section=MODULES,
        sheets=("lists",),
    )


def _standards(atlas: Atlas) -> Page:
    here = Here(STANDARDS)
    return Page(
        address=STANDARDS,
        title="Standards",
        description="What a family can count on in every hub, and what shows that it is so.",
        stamp="list standards",
        html=draw(
            "standards",
            rows=_rows(atlas, atlas.standard_sets, here),
            agreements=_rows(atlas, atlas.agreements, here),
            agreements_href=here.to(AGREEMENTS),
        ),
        section=STANDARDS,
        sheets=("lists",),
    )


def _agreements(atlas: Atlas) -> Page:
    here = Here(AGREEMENTS)
    return Page(
        address=AGREEMENTS,
        title="Agreements",
        description="What the two sides of a hub promise each other: templates to print, fill in and sign.",
        stamp="list agreements",
        html=draw("agreements", rows=_rows(atlas, atlas.agreements, here), standards=_standards_way(atlas, here)),
        section=menu_section(atlas, "agreement"),
        sheets=("lists",),
    )


def menu_section(atlas: Atlas, kind: str) -> str:
    """The menu entry that a kind of document belongs to: agreements stand below the standards that they bind to."""
    return STANDARDS if kind == "agreement" and atlas.standard_sets else f"{FOLDERS[kind]}/"


def _standards_way(atlas: Atlas, here: Here) -> str:
    """The way to the standards, where there are any."""
    return here.to(STANDARDS) if atlas.standard_sets else ""


def _rows(atlas: Atlas, releases: Sequence[Release], here: Here) -> list[tuple[Release, Item, str, list[Item]]]:
    """Each document with its link, how long it lasts where that can be said, and its other ways in."""
    return [(each, item(each, here), _length(each), list(_ways(atlas, each, here))) for each in releases]


def _ways(atlas: Atlas, release: Release, here: Here) -> Iterator[Item]:
    """The other ways into a session: in short, and for those who run it."""
    document = release.document
    if isinstance(document, Module):
        address = document_address(document.kind, document.id)
        yield Item("In ten minutes", here.to(address, IN_SHORT))
        if atlas.shows_trainer_text(document):
            label = words.views(document)[View.TRAINER]
            yield Item(label, here.to(document_address(document.kind, document.id, View.TRAINER)))


def _length(release: Release) -> str:
    document = release.document
    return words.lasts(document) if isinstance(document, Module) else ""
