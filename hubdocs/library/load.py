"""Loading a library: one pass over its folder, every mistake at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from hubdocs.authoring import reference
from hubdocs.authoring.documents import FILES, read_document
from hubdocs.authoring.files import folders_in, refuse_links
from hubdocs.authoring.settings import read_settings
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Brand, Document, Library, Pack, Programme, Release, ids
from hubdocs.releases.digest import document_digest
from hubdocs.releases.register import as_draft, read_releases

T = TypeVar("T")

AUTHORED = ("content", "modules", "materials")
"""The folders in which people write."""


def load_library(root: Path) -> Library:
    """Read the library in a folder.

    A mistake in a working document does not stop this: it is kept in `Library.problems`.

    Raises:
        HubError: Something that a build publishes cannot be read: content, packs, live files or a release.
    """
    root = root.resolve()
    settings = read_settings(root)
    gathered = _Gathered(root)
    for folder in AUTHORED:
        gathered.fatal.extend(refuse_links(root, folder))
    if gathered.fatal:
        raise HubError(gathered.fatal)
    programmes = gathered.programmes()
    for folder, kind, programme in _document_folders(root, programmes):
        gathered.read_document(folder, kind, programme)
    brand = gathered.attempt(lambda: reference.read_brand(root, settings.site_name)) or Brand(settings.site_name)
    library = Library(
        root=root,
        settings=settings,
        brand=brand,
        programmes=tuple(sorted((programme for _, programme in programmes), key=lambda each: (each.order, each.id))),
        working=gathered.working,
        releases=gathered.releases,
        packs=gathered.packs(),
        signposts=gathered.attempt(lambda: reference.read_signposts(root)) or {},
        terms=gathered.attempt(lambda: reference.read_terms(root)) or (),
        pages=tuple(
            page
            for path in reference.content_paths(root)
            if (page := gathered.attempt(partial(reference.read_content_page, root, path)))
        ),
        unreadable=frozenset(gathered.unreadable),
        problems=tuple(gathered.working_problems),
    )
    if gathered.fatal:
        raise HubError(gathered.fatal)
    return library


def with_drafts(library: Library) -> Library:
    """The library with its working texts in the place of the newest releases.

    A text that did not change since its newest release stays that release.
    """
    releases = dict(library.releases)
    for id_, document in library.working.items():
        earlier = releases.get(id_, ())
        draft = as_draft(document)
        if not earlier or earlier[-1].digest != draft.digest or earlier[-1].withdrawn:
            releases[id_] = (*earlier, draft)
    return replace(library, releases=releases)


def changed_since_release(library: Library) -> tuple[Release, ...]:
    """The newest releases whose working text says something else by now: news, not a mistake."""
    found = []
    for id_, document in sorted(library.working.items()):
        newest = library.newest(id_)
        if newest and not newest.is_draft and newest.digest != document_digest(document):
            found.append(newest)
    return tuple(found)


def _document_folders(root: Path, programmes: list[tuple[str, Programme]]) -> Iterator[tuple[str, str, str]]:
    """Folder, kind and programme of every document; a folder without the document's file is none."""
    places = [(folder, "module", programme.id) for folder, programme in programmes]
    places += [("materials/standards", "standards", ""), ("materials/agreements", "agreement", "")]
    for parent, kind, programme in places:
        for folder in folders_in(root, parent):
            yield folder, kind, programme


@dataclass
class _Gathered:
    """What one pass over a library's folder found so far."""

    root: Path
    working: dict[str, Document] = field(default_factory=dict)
    releases: dict[str, tuple[Release, ...]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    working_problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What `read` answers, or `None` once its problems are noted."""
        try:
            return read()
        except HubError as error:
            self.fatal.extend(error.problems)
            return None

    def programmes(self) -> list[tuple[str, Programme]]:
        """Every folder of `modules/` with its programme."""
        return [
            (folder, programme)
            for folder in folders_in(self.root, "modules")
            if (programme := self.attempt(partial(reference.read_programme, self.root, folder)))
        ]

    def packs(self) -> dict[str, Pack]:
        """Every pack, by id."""
        found: dict[str, Pack] = {}
        for folder in folders_in(self.root, "materials/packs"):
            pack = self.attempt(partial(reference.read_pack, self.root, folder))
            if pack is None:
                continue
            if pack.id != folder.rsplit("/", 1)[-1]:
                message = f"the id is {pack.id}, but the folder is called {folder.rsplit('/', 1)[-1]}"
                self.fatal.append(Problem(pack.place, message, f"rename the folder to {pack.id}", "id-folder"))
            found[pack.id] = pack
        return dict(sorted(found.items()))

    def read_document(self, folder: str, kind: str, programme: str) -> None:
        """Note the working text and the releases of the document in a folder."""
        releases = self.attempt(lambda: read_releases(self.root, folder, kind, programme)) or ()
        document = self._working(folder, kind, programme)
        id_ = document.id if document else releases[-1].id if releases else ""
        if releases:
            self.releases[id_] = tuple(replace_live(release, document) for release in releases)
        if document and not self._taken(document):
            self.working[id_] = document

    def _working(self, folder: str, kind: str, programme: str) -> Document | None:
        if not (self.root / folder / FILES[kind]).exists():
            message = f"this folder has no {FILES[kind]}"
            hint = f"write {FILES[kind]}, or remove the folder"
            self.working_problems.append(Problem(Place(f"{folder}/{FILES[kind]}"), message, hint, "keys"))
            return None
        try:
            return read_document(self.root, folder, kind, programme)
        except HubError as error:
            self.working_problems.extend(error.problems)
            if match := ids.DOCUMENT.match(folder.rsplit("/", 1)[-1]):
                self.unreadable.add(match[0])
            return None

    def _taken(self, document: Document) -> bool:
        other = self.working.get(document.id)
        if other:
            message = f"the id {document.id} is taken: {other.source.path} has it"
            hint = "give this document the next free number; ids are never used twice"
            self.working_problems.append(Problem(document.place("id"), message, hint, "ids"))
        return other is not None


def replace_live(release: Release, working: Document | None) -> Release:
    """The release with owner, review date and keywords as they are today, which no release freezes."""
    if working is None or working.id != release.id:
        return release
    document = replace(release.document, owner=working.owner, review_by=working.review_by, keywords=working.keywords)
    return replace(release, document=document)
