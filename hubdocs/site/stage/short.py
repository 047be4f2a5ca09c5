"""The short addresses that print carries: plain pages with one link, which need neither script nor theme."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.library.resolve import resolve
from hubdocs.model import Module, Release, StandardSet
from hubdocs.model.addresses import document_address, release_address, short_address
from hubdocs.site.stage.atlas import Atlas, Spot
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import StagedFile


def short_pages(atlas: Atlas) -> Iterator[StagedFile]:
    """A page for each document, each release, each handout and each standard."""
    for releases in atlas.ever_released:
        yield _document(atlas, releases)
        yield from (_release(each) for each in releases if not each.is_draft)
        yield from _handouts(atlas, releases)
        yield from _standards(atlas, releases)


def _document(atlas: Atlas, releases: tuple[Release, ...]) -> StagedFile:
    shown = atlas.library.newest(releases[0].id) or releases[-1]
    document = shown.document
    return _page(
        document.id, Spot(document_address(document.kind, document.id), document.title), short_address(document.id)
    )


def _release(release: Release) -> StagedFile:
    document = release.document
    spot = Spot(release_address(document.kind, document.id, document.version), document.title)
    return _page(release.name, spot, short_address(document.id, document.version))


def _handouts(atlas: Atlas, releases: tuple[Release, ...]) -> Iterator[StagedFile]:
    """Handouts of any release, also those that a later one no longer has."""
    shown: dict[str, Spot] = {}
    newest = atlas.library.newest(releases[0].id)
    for release in (*releases, *([newest] if newest else [])):
        if isinstance(release.document, Module):
            for handout in atlas.staged_handouts(release.document):
                shown[handout.id] = Spot(atlas.handout_page(release, handout), handout.title)
    yield from (_page(id_, spot, short_address(id_)) for id_, spot in sorted(shown.items()))


def _standards(atlas: Atlas, releases: tuple[Release, ...]) -> Iterator[StagedFile]:
    """Standards of any release, also those that were retired."""
    ids = {
        standard.id
        for release in releases
        if isinstance(release.document, StandardSet)
        for standard in release.document.standards
    }
    for id_ in sorted(ids):
        target = resolve(atlas.library, id_)
        if target and (spot := atlas.spot(target)):
            yield _page(id_, Spot(spot.address, target.title, spot.anchor), short_address(id_))


def _page(name: str, spot: Spot, address: str) -> StagedFile:
    stamp = f"short {name}"
    href = Here(address).to(spot.address, spot.anchor)
    html = draw("short", name=name, title=spot.title, href=href, stamp=stamp)
    return StagedFile(f"{address}index.html", html.encode(), stamp)
