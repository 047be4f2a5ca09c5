"""Where a library stands on a day: what waits for review, for a release, for an edition or for a telephone call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hubdocs.errors import HubError, errors_among
from hubdocs.library.holders import Holders, holders
from hubdocs.library.load import changed_since_release
from hubdocs.library.rules import DAYS_BETWEEN_CHECKS, check_library
from hubdocs.model import Document, Edition, Library, Pack, PackDocument, Release, Signpost, Version, ids
from hubdocs.releases.kind import Needed, needed

DAYS_OF_NOTICE = 60
"""How many days before its day a review is announced."""


class State(StrEnum):
    """How the working text of a document compares with what was published of it."""

    RELEASED = "released"
    """It says what its newest release says."""
    CHANGED = "changed"
    """It says something else by now."""
    NEVER_RELEASED = "never released"
    WITHDRAWN = "withdrawn"
    """Every release of it must no longer be used."""
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class DocumentStatus:
    """Where one controlled document stands."""

    id: str
    title: str
    """Empty when nothing of the document can be read."""
    kind: str
    """`module`, `standards` or `agreement`; empty when nothing of the document can be read."""
    state: State
    newest: Version | None = None
    """The newest release that may be used."""
    released: date | None = None
    """The day of that release."""
    status: str = ""
    """`draft`, `pilot` or `approved`; empty when nothing of the document can be read."""
    review_by: date | None = None
    overdue: bool = False
    """Whether the day of its review is past."""
    due_soon: bool = False
    """Whether that day is today or within `DAYS_OF_NOTICE`."""
    needs: str = ""
    """The smallest release that fits what changed: `major`, `minor` or `patch`; empty if nothing changed."""
    reason: str = ""
    """The weightiest of the changes, in plain words."""
    reasons: int = 0
    """How many changes there are."""
    blocked_by: tuple[str, ...] = ()
    """The refinements about children's safety that its next release must answer."""


@dataclass(frozen=True)
class PackChange:
    """A document that an edition fixed today would hold otherwise than the newest edition does."""

    id: str
    before: Version | None
    """In the newest edition; `None` if the document is not in it."""
    after: Version | None
    """In an edition fixed today; `None` if the document would not be in it."""


@dataclass(frozen=True)
class PackStatus:
    """Where one pack stands."""

    id: str
    title: str
    edition: str = ""
    """The newest edition's id; empty while it has none."""
    fixed: date | None = None
    """The day on which that edition was fixed."""
    changes: tuple[PackChange, ...] = ()
    """In the pack's order, and then what was taken out; none while it has no edition."""
    missing: tuple[str, ...] = ()
    """The documents of which no release can be used, so that no edition can be fixed."""


@dataclass(frozen=True)
class WithdrawnStatus:
    """A release that must no longer be used and that somebody still holds."""

    release: Release
    held: Holders
    """Editions in force, and hubs."""


@dataclass(frozen=True)
class HelplineStatus:
    """A helpline that somebody has to ring or visit."""

    id: str
    name: str
    checked: date | None
    """The day on which somebody last did so; `None` if nobody has yet."""


@dataclass(frozen=True)
class LibraryStatus:
    """Where a whole library stands on a day."""

    today: date
    documents: tuple[DocumentStatus, ...]
    """In order of id."""
    packs: tuple[PackStatus, ...]
    """In order of id."""
    helplines: tuple[HelplineStatus, ...]
    """Those that were never checked, or not for a year, in the order of their file."""
    mistakes: int
    """How many mistakes `hubdocs check` finds."""
    warnings: int
    """How many warnings it finds."""
    withdrawn: tuple[WithdrawnStatus, ...] = ()
    """What is withdrawn and still held, in order of name; nobody writes over what was printed long ago."""


def status_of(library: Library, today: date) -> LibraryStatus:
    """Where the library stands on a day."""
    problems = check_library(library, today)
    mistakes = len(errors_among(problems))
    return LibraryStatus(
        today=today,
        documents=tuple(_documents(library, today)),
        packs=tuple(_pack(library, library.packs[id_]) for id_ in sorted(library.packs)),
        helplines=tuple(
            HelplineStatus(each.id, each.name, each.checked)
            for each in library.signposts.values()
            if _is_stale(each, today)
        ),
        mistakes=mistakes,
        warnings=len(problems) - mistakes,
        withdrawn=tuple(_withdrawn(library)),
    )


def _withdrawn(library: Library) -> Iterator[WithdrawnStatus]:
    """Yield each withdrawn release that an edition in force or a hub still holds."""
    for id_ in sorted(library.releases):
        for release in library.releases[id_]:
            held = holders(library, id_, release.version) if release.withdrawn else Holders()
            if in_force := replace(held, editions=held.newest_editions):
                yield WithdrawnStatus(release, in_force)


def _documents(library: Library, today: date) -> Iterator[DocumentStatus]:
    changed = {release.id for release in changed_since_release(library)}
    unreadable = {id_ for id_ in library.unreadable if ids.DOCUMENT.fullmatch(id_)}
    for id_ in sorted({*library.working, *library.releases, *unreadable}):
        yield _document(library, id_, _state(library, id_, changed), today)


def _state(library: Library, id_: str, changed: set[str]) -> State:
    if id_ in library.unreadable:
        return State.UNREADABLE
    if not library.releases.get(id_):
        return State.NEVER_RELEASED
    if library.newest(id_) is None:
        return State.WITHDRAWN
    return State.CHANGED if id_ in changed else State.RELEASED


def _document(library: Library, id_: str, state: State, today: date) -> DocumentStatus:
    document = _text_of(library, id_)
    if document is None:
        return DocumentStatus(id_, "", "", state)
    newest = library.newest(id_)
    asked = _needed(library, id_) if state in {State.CHANGED, State.WITHDRAWN} else None
    days = (document.review_by - today).days if document.review_by else None
    return DocumentStatus(
        id=id_,
        title=document.title,
        kind=document.kind,
        state=state,
        newest=newest.version if newest else None,
        released=newest.date if newest else None,
        status=document.status.value,
        review_by=document.review_by,
        overdue=days is not None and days < 0,
        due_soon=days is not None and 0 <= days <= DAYS_OF_NOTICE,
        needs=asked.kind if asked else "",
        reason=asked.reasons[0].words if asked and asked.reasons else "",
        reasons=len(asked.reasons) if asked else 0,
        blocked_by=tuple(sorted(r.id for r in library.refinements.values() if r.document == id_ and r.blocks)),
    )


def _needed(library: Library, id_: str) -> Needed | None:
    """What a release of a changed text must be; `None` while there is none, or nobody can read it out."""
    if id_ not in library.working:
        return None
    try:
        return needed(library.releases[id_][-1].document, library.working[id_])
    except HubError:  # the template of an agreement has a mistake, which `check` names
        return None


def _text_of(library: Library, id_: str) -> Document | None:
    """The working text; else the last release; else what can be read of a text with mistakes."""
    if id_ in library.working:
        return library.working[id_]
    if releases := library.releases.get(id_):
        return releases[-1].document
    return next((each for each in library.provisional if each.id == id_), None)


def _pack(library: Library, pack: Pack) -> PackStatus:
    wanted = {item.wanted.id: library.newest(item.wanted) for item in pack.contents if isinstance(item, PackDocument)}
    versions = {id_: release.version if release else None for id_, release in wanted.items()}
    edition = pack.newest_edition
    return PackStatus(
        id=pack.id,
        title=pack.title,
        edition=edition.id if edition else "",
        fixed=edition.date if edition else None,
        changes=tuple(_changes(edition, versions)) if edition else (),
        missing=tuple(id_ for id_, version in versions.items() if version is None),
    )


def _changes(edition: Edition, today: dict[str, Version | None]) -> Iterator[PackChange]:
    """Yield each document of which today's version is not the edition's."""
    fixed = {each.id: each.version for each in edition.documents}
    for id_ in dict.fromkeys((*today, *fixed)):
        before, after = fixed.get(id_), today.get(id_)
        if before != after:
            yield PackChange(id_, before, after)


def _is_stale(signpost: Signpost, today: date) -> bool:
    return signpost.checked is None or (today - signpost.checked).days > DAYS_BETWEEN_CHECKS
