"""Notices: everything that was withdrawn, what to use in its place, and which printed editions hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hubdocs.library.currency import newest_released
from hubdocs.library.holders import holders
from hubdocs.model import Printed, Release
from hubdocs.model.addresses import CHECK, NOTICES, check_address, release_address
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.packs import issues
from hubdocs.site.stage.pages import Page
from hubdocs.site.stage.shelf import Item


@dataclass(frozen=True)
class Notice:
    """One release that must not be used any more."""

    release: Release
    href: str
    """Its page, which stays readable."""
    instead: Item | None
    """What to use in its place, if there is anything."""
    editions: tuple[Item, ...]
    """The printed editions that hold it, with where their holders learn what to do."""


def notice_pages(atlas: Atlas, printed: Printed) -> Iterator[Page]:
    """The page of notices; it says so when there are none."""
    here = Here(NOTICES)
    shown = {pack.id for pack, _ in issues(atlas, printed)}
    yield Page(
        address=NOTICES,
        title="Notices",
        description="Every release that was withdrawn, with the reason and what to use in its place.",
        stamp="list notices",
        html=draw(
            "notices",
            notices=[_notice(atlas, release, shown, here) for release in _withdrawn(atlas)],
            check_href=here.to(CHECK),
        ),
        section=CHECK,
        keywords=("withdrawn", "recall", "do not use"),
        sheets=("lists", "check"),
    )


def _withdrawn(atlas: Atlas) -> list[Release]:
    """Every release that was withdrawn, the last first."""
    found = [each for releases in atlas.ever_released for each in releases if each.withdrawn]
    found.sort(key=lambda each: (each.id, each.version))
    return sorted(found, key=lambda each: each.withdrawn_on or date.min, reverse=True)


def _notice(atlas: Atlas, release: Release, packs: set[str], here: Here) -> Notice:
    document = release.document
    newest = newest_released(atlas.library, release.id)
    held = holders(atlas.library, release.id, release.version).editions  # hubs never reach the site
    return Notice(
        release,
        href=here.to(release_address(document.kind, document.id, document.version)),
        instead=Item(newest.name, here.to(atlas.address_of(newest))) if newest else None,
        editions=tuple(
            Item(f"{each.pack.title} {each.edition.id}", here.to(check_address(each.pack.id, each.edition.id)))
            for each in held
            if each.pack.id in packs
        ),
    )
