"""The story of a release: load, check, fix, freeze, and put everything into its place at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.authoring.documents import read_document
from hubdocs.errors import HubError, Place, Problem, stop_on_errors
from hubdocs.hints import did_you_mean
from hubdocs.library.load import load_library
from hubdocs.library.resolve import references_of
from hubdocs.library.rules import check_published, check_release
from hubdocs.model import Approval, Edition, Library, Refinement, Release
from hubdocs.printing.editions import edition_text, next_edition
from hubdocs.printing.progress import Progress
from hubdocs.printing.run import leaves_today, page_counts
from hubdocs.releases.digest import document_digest
from hubdocs.releases.freeze import Request, changes_of, next_release, with_refinement_closed
from hubdocs.releases.journal import DISK, Changes, Filing, NewFile, alone, file_away, settle_alone
from hubdocs.releases.kind import Needed, is_smaller, needed
from hubdocs.releases.register import entry_for_all


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
    because: str = ""
    """Why a smaller step than the changes need is right."""
    closes: tuple[str, ...] = ()
    """The refinements that are answered."""


@dataclass(frozen=True)
class Outlook:
    """What a release of a document would have to be, for whoever is asked before it."""

    id: str
    newest: Release | None
    """The release before; `None` before the first."""
    needed: Needed | None
    """What changed since then, and what it asks for; `None` before the first."""


def outlook(root: Path, ids: tuple[str, ...]) -> tuple[Outlook, ...]:
    """What a release of some documents would have to be; packs and what is unknown are passed over.

    Raises:
        HubError: The library cannot be read.
    """
    library = load_library(root)
    return tuple(_outlook(library, id_) for id_ in dict.fromkeys(ids) if id_ in library.working)


def _outlook(library: Library, id_: str) -> Outlook:
    newest = next(reversed(library.releases.get(id_, ())), None)
    return Outlook(id_, newest, needed(newest.document, library.working[id_]) if newest else None)


def release(root: Path, wanted: Wanted, progress: Progress, filing: Filing = DISK) -> tuple[Release | Edition, ...]:
    """Release documents, and fix editions of packs, in the library in a folder: all of them or none.

    Raises:
        HubError: Something is wrong with one of them; then none is released.
    """
    root = root.resolve()
    stop_unless_it_is_a_library(root)
    with alone(root):
        settle_alone(root)
        library = load_library(root)
        stop_on_errors(_what_stops(library, wanted))
        ids = tuple(dict.fromkeys(wanted.ids))
        documents = _documents(library, [id_ for id_ in ids if id_ not in library.packs], wanted)
        released = library
        for made in documents:
            released = _with(released, made)
        documents = [replace(made, references=references_of(released, made.document)) for made in documents]
        # An agreement prints what it refers to, so editions need the references too.
        for made in documents:
            library = _with(library, made)
        editions = [_edition(library, id_, wanted, progress) for id_ in ids if id_ in library.packs]
        _stop_if_somebody_wrote(library, documents)
        file_away(root, _changes(library, documents, editions), filing)
    return (*documents, *editions)


def stop_unless_it_is_a_library(root: Path) -> None:
    """Do nothing in the folder of a library: elsewhere nothing may be written, not even a lock.

    Raises:
        HubError: It is none.
    """
    if not (root / "mkdocs.yml").is_file():
        load_library(root)


def _with(library: Library, made: Release) -> Library:
    """The library as it will be, so that what is released together refers to one another."""
    return replace(library, releases={**library.releases, made.id: (*library.releases.get(made.id, ()), made)})


def _changes(library: Library, documents: list[Release], editions: list[Edition]) -> Changes:
    """Everything that changes on disk."""
    each = [changes_of(library.root, made) for made in documents]
    closed = [
        with_refinement_closed(library.root, library.refinements[id_].place, made.version)
        for made in documents
        for id_ in made.closes
    ]
    return Changes(
        folders=tuple(folder for changes in each for folder in changes.folders),
        files=tuple(NewFile(edition.place.path, edition_text(edition).encode()) for edition in editions),
        changed=(*(file for changes in each for file in changes.changed), *closed),
    )


def _stop_if_somebody_wrote(library: Library, documents: list[Release]) -> None:
    """Do nothing when the texts are still those that were read: counting the pages of a pack takes a while.

    Raises:
        HubError: One of them is not.
    """
    for made in documents:
        document = made.document
        now = read_document(library.root, document.folder, document.kind, getattr(document, "programme", ""))
        if document_digest(now) != made.digest:
            message = f"somebody changed {made.id} while it was being released"
            raise HubError([Problem(document.place(), message, "run the same command again", "release")])


def _what_stops(library: Library, wanted: Wanted) -> Iterator[Problem]:
    """Yield every reason for which one of the wanted documents and packs cannot be released."""
    for id_ in wanted.ids:
        if id_ in library.packs:
            yield from check_published(library)
        elif id_ in library.working or id_ in library.unreadable:
            yield from check_release(library, id_, wanted.closes)
            yield from _withdrawn_beforehand(library, id_)
        else:
            known = sorted({*library.working, *library.packs})
            hint = did_you_mean(id_, known, f"there are: {', '.join(known)}")
            yield Problem(Place("modules"), f"there is no document or pack {id_}", hint, "unknown-id")
    for id_ in dict.fromkeys(wanted.closes):
        yield from _cannot_close(library, id_, wanted)
    yield from _because_of_nothing(library, wanted)


def _withdrawn_beforehand(library: Library, id_: str) -> Iterator[Problem]:
    """Yield a problem when all releases of a document are withdrawn in one line: the new one would be too."""
    if id_ in library.working and (place := entry_for_all(library.root, library.working[id_].folder)):
        message = f"this line withdraws every release of {id_}, so a new one would be withdrawn from the first day"
        versions = ", ".join(str(each.version) for each in library.releases.get(id_, ()))
        hint = f"write one entry with its `version` for each of {versions}"
        yield Problem(place, message, hint, "withdrawn")


def _cannot_close(library: Library, id_: str, wanted: Wanted) -> Iterator[Problem]:
    """Yield each reason for which a refinement is not answered by what is released."""
    refinement = library.refinements.get(id_)
    if refinement is None:
        known = ", ".join(library.refinements) or "none yet"
        hint = did_you_mean(id_, library.refinements, f"the refinements are: {known}")
        yield Problem(Place("materials/refinements"), f"there is no refinement {id_}", hint, "refinement")
        return
    place = refinement.source.place
    if refinement.document not in wanted.ids or not library.releases.get(refinement.document):
        message = f"{id_} is about {refinement.document}, which is not released again here"
        hint = f"release {refinement.document} with the same command, or leave `--closes {id_}` out"
        yield Problem(place("document"), message, hint, "refinement")
    if refinement.fixed_in:
        message = f"{id_} was fixed in {refinement.document} {refinement.fixed_in} already"
        yield Problem(place("fixed_in"), message, f"leave `--closes {id_}` out", "refinement")
    if refinement.decision != "accepted":
        message = f"{id_} cannot be closed: its decision is `{refinement.decision}`"
        hint = f"write `decision: accepted`, or leave `--closes {id_}` out"
        yield Problem(place("decision"), message, hint, "refinement")


def _because_of_nothing(library: Library, wanted: Wanted) -> Iterator[Problem]:
    """Yield a problem when a smaller step is explained, and none is taken: the words would be kept nowhere."""
    if not wanted.because:
        return
    asked = [each for id_ in wanted.ids if id_ in library.working and (each := _outlook(library, id_).needed)]
    if not any(wanted.kind and each.kind and is_smaller(wanted.kind, each.kind) for each in asked):
        message = "--because explains a smaller step than the changes need, and this is none"
        yield Problem(Place(_path(library, wanted.ids[0])), message, "leave --because out", "release")


def _path(library: Library, id_: str) -> str:
    return library.working[id_].source.path if id_ in library.working else "modules"


def _documents(library: Library, ids: list[str], wanted: Wanted) -> list[Release]:
    """The next releases of some documents, without references.

    Raises:
        HubError: One of them cannot follow the release before it; of all of them at once.
    """
    made: list[Release] = []
    problems: list[Problem] = []
    for id_ in ids:
        try:
            made.append(_document(library, id_, wanted, counts=any(map(library.releases.get, ids))))
        except HubError as error:
            problems.extend(error.problems)
    stop_on_errors(problems)
    return made


def _document(library: Library, id_: str, wanted: Wanted, *, counts: bool) -> Release:
    """The next release of a document; beside others that are counted, a first one needs no kind."""
    earlier = library.releases.get(id_, ())
    closes = tuple(each for each in dict.fromkeys(wanted.closes) if _is_about(library.refinements[each], id_))
    kind = wanted.kind if earlier or not counts else ""
    request = Request(wanted.summary, wanted.on, kind, wanted.approved, wanted.because, closes)
    return next_release(library.working[id_], earlier, request)


def _is_about(refinement: Refinement, id_: str) -> bool:
    return refinement.document == id_


def _edition(library: Library, id_: str, wanted: Wanted, progress: Progress) -> Edition:
    pack = library.packs[id_]
    cache = library.root / "build" / "cache"
    pages = page_counts(library, pack, cache=cache, progress=progress)
    leaves = leaves_today(library, pack, cache=cache, progress=progress)
    return next_edition(library, pack, wanted.on, pages, leaves)
