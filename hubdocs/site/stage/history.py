"""The history of a document: every release, newest first, with what it changed and what it asks of its readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.design import long_day
from hubdocs.model import Library, Printed, Refinement, Release, View
from hubdocs.model.addresses import SAID, document_address, history_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.documents import beside
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.lists import menu_section
from hubdocs.site.stage.pages import Page
from hubdocs.site.stage.pairs import in_force
from hubdocs.site.stage.said import Said, groups, said
from hubdocs.site.stage.shelf import Item, Shelf


@dataclass(frozen=True)
class Told:
    """One release, as its document's history tells of it."""

    release: Release
    kind: str
    """In plain words, with what to do."""
    is_newest: bool
    facts: tuple[tuple[str, str], ...]
    """Who approved it, what it answers, and the like: a name and words."""
    ways: tuple[Item, ...]
    """What can be read and printed."""
    answers: tuple[Said, ...] = ()
    """What people asked for, and this release does."""


def history_pages(atlas: Atlas, printed: Printed, releases: tuple[Release, ...]) -> Iterator[Page]:
    """The history of a document that was ever released; of a mere draft there is none."""
    if releases:
        yield _page(atlas, printed, releases)


def _page(atlas: Atlas, printed: Printed, releases: tuple[Release, ...]) -> Page:
    shown = in_force(releases) or releases[-1]
    document = shown.document
    shelf = Shelf(atlas, printed, shown, permanent=True)
    here = Here(history_address(document.kind, document.id))
    told = [_told(Shelf(atlas, printed, each, permanent=True), here) for each in reversed(releases)]
    others = [each for each in atlas.library.refinements.values() if each.document == document.id]
    return Page(
        address=here.address,
        title=f"History of {document.title} ({document.id})",
        description=f"Every release of {document.id}, and what each changed.",
        stamp=f"history {document.id}",
        html=draw(
            "history",
            document=document,
            shelf=shelf,
            told=told,
            count=_count(releases),
            document_href=here.to(document_address(document.kind, document.id)),
            beside=beside(shelf, here),
            others=groups(atlas, [each for each in others if not each.fixed_in], here),
            said_href=here.to(SAID),
        ),
        section=menu_section(atlas, document.kind),
        indexed=False,
        document=document.id,
        strip=shelf.strip,
        sheets=("versions", "said"),
    )


def _count(releases: tuple[Release, ...]) -> str:
    """`3 releases, one of them withdrawn`."""
    gone = sum(bool(each.withdrawn) for each in releases)
    count = "1 release" if len(releases) == 1 else f"{len(releases)} releases"
    if not gone:
        return count
    return f"{count}, withdrawn" if gone == len(releases) == 1 else f"{count}, {gone} of them withdrawn"


def _told(shelf: Shelf, here: Here) -> Told:
    release = shelf.release
    return Told(
        release=release,
        kind=words.kind_of(release, shelf.before),
        is_newest=shelf.is_newest,
        facts=tuple(_facts(release, shelf.atlas.library)),
        answers=tuple(said(shelf.atlas, each, here) for each in _answered(release, shelf.atlas.library)),
        ways=(*_to_read(shelf, here), *_to_compare(shelf, here), *_to_print(shelf, here)),
    )


def _answered(release: Release, library: Library) -> list[Refinement]:
    """The refinements that a release answers and that can be told of."""
    return [library.refinements[id_] for id_ in release.closes if id_ in library.refinements]


def _facts(release: Release, library: Library) -> Iterator[tuple[str, str]]:
    if release.because:
        yield "Why this kind", release.because
    if release.approved:
        yield "Approved", f"{words.capital(release.approved.by)}, {long_day(release.approved.on)}"
    if untold := [id_ for id_ in release.closes if id_ not in library.refinements]:
        yield "Answers", ", ".join(untold)


def _to_read(shelf: Shelf, here: Here) -> Iterator[Item]:
    labels = {View.PARTICIPANT: "Read it", View.TRAINER: words.views(shelf.release.document)[View.TRAINER]}
    for view in shelf.views:
        yield Item(labels[view], here.to(shelf.folder(view)))


def _to_compare(shelf: Shelf, here: Here) -> Iterator[Item]:
    """What the release changed; and what changed since, unless both are one page."""
    before, since = shelf.changed_here(View.PARTICIPANT), shelf.changed_since(View.PARTICIPANT)
    if before and shelf.before:
        yield Item(f"What changed since {shelf.before.version}", here.to(before))
    if since and shelf.newest:
        yield Item(f"What is different in {shelf.newest.version}", here.to(since))


def _to_print(shelf: Shelf, here: Here) -> Iterator[Item]:
    names = words.views(shelf.release.document)
    for view in shelf.views:
        if pdf := shelf.pdf(view):
            whom = f" {names[view].lower()}" if len(shelf.views) > 1 else ""
            size = f"{words.pages(pdf.pages)}, {words.size(pdf.bytes)}"
            yield Item(f"PDF{whom}", here.file(shelf.pdf_path(view)), note=size)
