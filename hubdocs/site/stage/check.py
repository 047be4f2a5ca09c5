"""Is my copy current? A page to find that out, and one for each edition, where the QR codes on covers lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from hubdocs.design import icon
from hubdocs.library.currency import Verdict, newest_released
from hubdocs.model import Printed, Release, Version, View
from hubdocs.model.addresses import (
    CHECK,
    NOTICES,
    PACKS,
    changes_address,
    check_address,
    document_address,
    history_address,
)
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.check_data import DATA, check_data
from hubdocs.site.stage.copies import Copy, Row, copies, headline
from hubdocs.site.stage.drawing import draw, ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.packs import file_items, issues
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.shelf import Item, Shelf

TITLE = "Is my copy current?"
_SCRIPT = "assets/check.js"
ICONS = {
    Verdict.CURRENT: "check-circle-outline",
    Verdict.WORDING: "pencil-outline",
    Verdict.REPLACE: "swap-horizontal",
    Verdict.DO_NOT_USE: "alert-octagon-outline",
}
WORDS = {
    Verdict.CURRENT: "Current",
    Verdict.WORDING: "Fine to use",
    Verdict.REPLACE: "Replace",
    Verdict.DO_NOT_USE: "Do not use",
}
"""Each verdict in a word or two."""


@dataclass(frozen=True)
class Places:
    """Everything that the pages of one site need to know of each other."""

    atlas: Atlas
    printed: Printed
    addresses: frozenset[str]
    """The pages of the site besides these: only they are linked to."""


def check_pages(atlas: Atlas, printed: Printed, addresses: frozenset[str]) -> Iterator[Page | StagedFile]:
    """The page that finds a copy, a page for each edition, and what the script reads."""
    places = Places(atlas, printed, addresses)
    shelves = [tuple(copies(atlas.library, held)) for _, held in issues(atlas, printed)]
    yield _finder(places, shelves)
    for shelf in shelves:
        for copy in shelf:
            yield _verdict_page(places, copy)
    yield check_data(atlas, shelves, addresses)


def _finder(places: Places, shelves: list[tuple[Copy, ...]]) -> Page:
    here = Here(CHECK)
    packs = [(shelf[0].pack, [(copy, headline(copy), _page_of(copy, here)) for copy in shelf]) for shelf in shelves]
    return Page(
        address=CHECK,
        title=TITLE,
        description="Whether a printed pack or sheet may still be used, and what to print again.",
        stamp="check",
        html=draw(
            "check",
            title=TITLE,
            packs=packs,
            documents=[_document(places, releases, here) for releases in _on_record(places.atlas)],
            data=here.file(DATA),
            script=here.file(_SCRIPT),
            verdicts=[(str(each), icon_of(each)) for each in Verdict],
            icon_of=icon_of,
            notices=_link(places, NOTICES, here),
            packs_href=_link(places, PACKS, here),
        ),
        section=CHECK,
        keywords=("old copy", "out of date", "which edition", "newest version"),
        sheets=("lists", "check"),
    )


def icon_of(verdict: Verdict) -> Markup:
    """The icon of a verdict; words always stand beside it."""
    return ready(icon(ICONS[verdict]))


def _page_of(copy: Copy, here: Here) -> str:
    return here.to(check_address(copy.pack.id, copy.issue.edition))


def _on_record(atlas: Atlas) -> Iterator[tuple[Release, ...]]:
    """The releases of each document that has any; drafts are none."""
    held = (tuple(each for each in releases if not each.is_draft) for releases in atlas.ever_released)
    return (releases for releases in held if releases)


def _document(places: Places, releases: tuple[Release, ...], here: Here) -> tuple[Item, Release | None]:
    """A document with the release to use, and the way to all of them."""
    shown = newest_released(places.atlas.library, releases[-1].id)
    document = (shown or releases[-1]).document
    history = history_address(document.kind, document.id)
    address = history if history in places.addresses else document_address(document.kind, document.id)
    return Item(document.title, here.to(address), lead=document.id), shown


def _link(places: Places, address: str, here: Here) -> str:
    return here.to(address) if address in places.addresses else ""


def _verdict_page(places: Places, copy: Copy) -> Page:
    here = Here(check_address(copy.pack.id, copy.issue.edition))
    title, sentence = headline(copy)
    return Page(
        address=here.address,
        title=f"{copy.name}: is it current?",
        description=f"{title}. What to keep, to replace and not to use of a printed {copy.name}.",
        stamp=f"check {copy.pack.id} {copy.issue.edition}",
        html=draw(
            "copy",
            copy=copy,
            headline=title,
            sentence=sentence,
            icon_of=icon_of,
            verdict_word=lambda verdict: WORDS[verdict],
            rows=[(row, _ways(places, copy, row, here)) for row in copy.rows],
            since=[(release, _since(copy, release), _own_ways(places, copy, release, here)) for release in copy.since],
            catch_up=_catch_up(copy, here),
            files=file_items(copy.newest, here),
            check_href=here.to(CHECK),
            packs_href=here.to(PACKS, copy.pack.id),
            newest_href=here.to(check_address(copy.pack.id, copy.newest.edition)),
            notices=_link(places, NOTICES, here),
        ),
        section=CHECK,
        indexed=False,
        sheets=("lists", "check"),
    )


def _catch_up(copy: Copy, here: Here) -> tuple[Item, int] | None:
    """The way to the catch-up pack, and how many sheets of paper it takes."""
    if not (made := copy.catch_up):
        return None
    return Item(made.pdf.name, here.file(copy.newest.path(made.pdf))), words.sheets(made.pdf.pages)


def _since(copy: Copy, release: Release) -> str:
    """What a release after the newest edition means for those who hold a copy."""
    held = {each.id for each in copy.issue.documents}
    return "" if release.id in held else "The next edition brings it; your copy does not have it."


def _ways(places: Places, copy: Copy, row: Row, here: Here) -> list[Item]:
    """Where to read on about a document: what changed, and what to use."""
    found = []
    target = row.document.newest or (row.instead.version if row.instead else None)
    targets = dict.fromkeys(each for each in (target, row.instead.version if row.instead else None) if each)
    if row.held and (changes := _changes(places, copy, row.held, tuple(targets))):
        version, address = changes
        found.append(Item(f"What changed from {row.held.version} to {version}", here.to(address)))
    if row.instead:
        found += _own_ways(places, copy, row.instead, here)
    return found


def _changes(places: Places, copy: Copy, held: Release, targets: tuple[Version, ...]) -> tuple[Version, str] | None:
    """The page of differences that the readers of this pack want, up to the first target that the site has one for."""
    document = held.document
    views = (View.TRAINER, View.PARTICIPANT) if document.delivered_to(copy.pack.audience) else (View.PARTICIPANT,)
    for target in targets:
        for view in views:
            address = changes_address(document.kind, document.id, held.version, target, view)
            if address in places.addresses:
                return target, address
    return None


def _own_ways(places: Places, copy: Copy, release: Release, here: Here) -> list[Item]:
    """Where to read one release, and its PDF."""
    document = release.document
    shelf = Shelf(places.atlas, places.printed, release, permanent=False)
    ways = [Item(f"Read {release.name}", here.to(places.atlas.address_of(release)))]
    view = (
        View.TRAINER if document.delivered_to(copy.pack.audience) and View.TRAINER in shelf.views else View.PARTICIPANT
    )
    if pdf := shelf.pdf(view):
        ways.append(
            Item(f"Print {release.name}", here.file(shelf.pdf_path(view)), note=f"PDF, {words.pages(pdf.pages)}")
        )
    return ways
