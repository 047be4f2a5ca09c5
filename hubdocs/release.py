"""The story of a release: load, check, fix, and freeze."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.errors import Place, Problem, stop_on_errors
from hubdocs.hints import did_you_mean
from hubdocs.library import check_published, check_release, load_library, references_of
from hubdocs.model import Approval, Edition, Library, Release
from hubdocs.printing.editions import keep_edition, next_edition
from hubdocs.printing.run import page_counts
from hubdocs.releases.freeze import Request, freeze, next_release


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to be released."""

    ids: tuple[str, ...]
    """Documents and packs."""
    summary: str
    """What is new, in a sentence for readers; packs need none."""
    on: datetime.date
    kind: str = ""
    """`major`, `minor` or `patch`; empty for first releases."""
    approved: Approval | None = None


def release(root: Path, wanted: Wanted, tell: Callable[[str], None]) -> tuple[Release | Edition, ...]:
    """Release documents, and fix editions of packs, in the library in a folder.

    Raises:
        HubError: Something is wrong with one of them; then none is released.
    """
    library = load_library(root)
    stop_on_errors(_what_stops(library, wanted))
    ids = tuple(dict.fromkeys(wanted.ids))
    documents = [_document(library, id_, wanted) for id_ in ids if id_ not in library.packs]
    for made in documents:
        library = _with(library, made)
    documents = [replace(made, references=references_of(library, made.document)) for made in documents]
    editions = [_edition(library, id_, wanted, tell) for id_ in ids if id_ in library.packs]
    for made in documents:
        freeze(library.root, made)
    for edition in editions:
        keep_edition(library.root, edition)
    return (*documents, *editions)


def _with(library: Library, made: Release) -> Library:
    """The library as it will be, so that what is released together refers to one another."""
    return replace(library, releases={**library.releases, made.id: (*library.releases.get(made.id, ()), made)})


def _what_stops(library: Library, wanted: Wanted) -> Iterator[Problem]:
    """Yield every reason for which one of the wanted documents and packs cannot be released."""
    for id_ in wanted.ids:
        if id_ in library.packs:
            yield from check_published(library)
        elif id_ in library.working or id_ in library.unreadable:
            yield from check_release(library, id_)
            if not wanted.summary:
                message = f"the release of {id_} has no summary"
                yield Problem(
                    Place(_path(library, id_)), message, 'add --summary "What is new, in a sentence"', "release"
                )
        else:
            known = sorted({*library.working, *library.packs})
            hint = did_you_mean(id_, known, f"there are: {', '.join(known)}")
            yield Problem(Place("modules"), f"there is no document or pack {id_}", hint, "unknown-id")


def _path(library: Library, id_: str) -> str:
    return library.working[id_].source.path if id_ in library.working else "modules"


def _document(library: Library, id_: str, wanted: Wanted) -> Release:
    document = library.working[id_]
    request = Request(wanted.summary, wanted.on, wanted.kind, wanted.approved)
    return next_release(document, library.releases.get(id_, ()), request)


def _edition(library: Library, id_: str, wanted: Wanted, tell: Callable[[str], None]) -> Edition:
    pack = library.packs[id_]
    pages = page_counts(library, pack, cache=library.root / "build" / "cache", progress=lambda what, *_: tell(what))
    return next_edition(library, pack, wanted.on, pages)
