"""Loading a library: one pass over its folder, every mistake at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from hubdocs.authoring import reference
from hubdocs.authoring.documents import FILES, read_provisionally
from hubdocs.authoring.feedback import read_form, read_refinement
from hubdocs.authoring.files import AUTHORED, SETTINGS_FILE, files_in, folders_in
from hubdocs.authoring.hubs import read_hub, read_hub_elsewhere
from hubdocs.authoring.packs import read_pack
from hubdocs.authoring.settings import read_settings, refuse_strangers
from hubdocs.authoring.tree import check_tree, hub_files, walk
from hubdocs.errors import HubError, Place, Problem, stop_on_errors
from hubdocs.model import Brand, Document, Hub, Library, Pack, Programme, Release, Settings, ids
from hubdocs.releases.digest import document_digest
from hubdocs.releases.journal import settle
from hubdocs.releases.register import as_draft, read_releases

T = TypeVar("T")


class _Named(Protocol):
    """Something that a file of its own describes."""

    @property
    def id(self) -> str:
        """Its id, which is the file's name."""

    @property
    def place(self) -> Place:
        """Where that id stands."""


N = TypeVar("N", bound=_Named)

HUBS = "materials/hubs"
"""Where hubs lie, unless they are kept elsewhere."""
RESERVED = frozenset({"agreements"})
"""Names of folders beside those of packs among a hub's copies."""


def load_library(root: Path, hubs_dir: Path | None = None) -> Library:
    """Read the library in a folder, to publish or release something of it.

    A mistake in a working document does not stop this: it is kept in `Library.problems`. `hubs_dir` is another
    folder with hubs, beside `materials/hubs`.

    Raises:
        HubError: Something that a build publishes cannot be read: content, packs, live files or a release.
    """
    library = read_library(root, hubs_dir)
    stop_on_errors(library.blocking)
    return library


def read_library(root: Path, hubs_dir: Path | None = None) -> Library:
    """Read as much of the library in a folder as can be read, with everything that is wrong so far.

    `hubs_dir` is another folder with hubs, beside `materials/hubs`.

    Raises:
        HubError: It is no library, or holds links or devices, which are never followed.
    """
    root = root.resolve()
    settle(root)
    gathered = _Gathered(root)
    settings = gathered.settings()
    gathered.judge_names()
    programmes = gathered.programmes()
    for folder, kind, programme in _document_folders(root, programmes):
        gathered.read_document(folder, kind, programme)
    return Library(
        root=root,
        settings=settings,
        brand=gathered.live(reference.BRAND, partial(reference.read_brand, name=settings.site_name))
        or Brand(settings.site_name),
        programmes=tuple(sorted((programme for _, programme in programmes), key=lambda each: (each.order, each.id))),
        working=gathered.working,
        releases=gathered.releases,
        packs=gathered.packs(),
        signposts=gathered.live(reference.SIGNPOSTS, reference.read_signposts) or {},
        terms=gathered.live(reference.GLOSSARY, reference.read_terms) or (),
        facts=gathered.live(reference.FACTS, reference.read_facts) or (),
        pages=gathered.each(reference.content_paths(root), reference.read_content_page),
        hubs=gathered.hubs(hubs_dir),
        hub_folders=(HUBS, *((_shown(root, hubs_dir),) if hubs_dir else ())),
        refinements=gathered.named(files_in(root, "materials/refinements", ".md"), read_refinement),
        forms=gathered.each(files_in(root, "materials/forms", ".yml"), read_form),
        unreadable=frozenset(gathered.unreadable),
        provisional=tuple(gathered.provisional),
        problems=tuple(gathered.problems),
        blocking=tuple(gathered.blocking),
    )


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
    return replace(library, releases=releases, shows_drafts=True)


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
    provisional: list[Document] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    clashing: set[str] = field(default_factory=set)
    """The ids of which two folders hold releases."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with working documents."""
    blocking: list[Problem] = field(default_factory=list)
    """What is wrong with the rest."""

    def attempt(self, path: str, read: Callable[[], T]) -> T | None:
        """What `read` answers; or `None` once its problems are noted, and that the path is not readable."""
        try:
            return read()
        except HubError as error:
            self.blocking.extend(error.problems)
            self.unreadable.add(path)
            return None

    def live(self, path: str, read: Callable[[Path], T]) -> T | None:
        """A file that is always today's."""
        return self.attempt(path, lambda: read(self.root))

    def each(self, paths: Iterable[str], read: Callable[[Path, str], T]) -> tuple[T, ...]:
        """What is read from each of some paths, without those that cannot be read."""
        found = ((path, self.attempt(path, partial(read, self.root, path))) for path in paths)
        return tuple(made for _, made in found if made is not None)

    def named(self, paths: Iterable[str], read: Callable[[Path, str], N]) -> dict[str, N]:
        """The same by id, which is the file's name."""
        found: dict[str, N] = {}
        for path in paths:
            stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            made = self.attempt(path, partial(read, self.root, path))
            if made is not None and made.id != stem:
                message = f"the id is {made.id}, but the file is called {path.rsplit('/', 1)[-1]}"
                hint = f"rename the file to {made.id}{path[path.rindex('.') :]}, or correct the id"
                self.blocking.append(Problem(made.place, message, hint, "id-file"))
            if made is not None:
                found.setdefault(made.id, made)
        return dict(sorted(found.items()))

    def hubs(self, elsewhere: Path | None) -> dict[str, Hub]:
        """Every hub, by id: those of the library, and those of another folder."""
        found = self.named(files_in(self.root, HUBS, ".yml"), read_hub)
        if elsewhere is None or elsewhere.resolve() == (self.root / HUBS).resolve():
            return found
        folder, shown = elsewhere.resolve(), _shown(self.root, elsewhere)
        paths, wrong = hub_files(folder, shown)
        self.blocking.extend(wrong)
        others = self.named(paths, lambda _, path: read_hub_elsewhere(folder, shown, path))
        for id_ in sorted(found.keys() & others.keys()):
            message = f"the hub {id_} is described twice: {found[id_].place.path} does so, too"
            hint = "keep one of the two files; only the one outside the library stays out of a shared repository"
            self.blocking.append(Problem(others[id_].place, message, hint, "ids"))
        return dict(sorted({**others, **found}.items()))

    def settings(self) -> Settings:
        """What `mkdocs.yml` says, or as good as nothing when it cannot be read."""
        refuse_strangers(self.root)
        return self.attempt(SETTINGS_FILE, partial(read_settings, self.root)) or Settings("")

    def judge_names(self) -> None:
        """Note every name in the tree that some computer cannot keep."""
        for problem in check_tree(tuple(entry for folder in AUTHORED for entry in walk(self.root, folder))):
            (self.problems if _is_working(problem.place.path) else self.blocking).append(problem)

    def programmes(self) -> list[tuple[str, Programme]]:
        """Every folder of `modules/` with its programme; the documents of one that is not readable are not either."""
        found: list[tuple[str, Programme]] = []
        for folder in folders_in(self.root, "modules"):
            if programme := self.attempt(folder, partial(reference.read_programme, self.root, folder)):
                found.append((folder, programme))
            else:
                self.unreadable.update(filter(None, map(_id_of, folders_in(self.root, folder))))
        return found

    def packs(self) -> dict[str, Pack]:
        """Every pack, by id."""
        found: dict[str, Pack] = {}
        for folder in folders_in(self.root, "materials/packs"):
            pack = self.attempt(folder, partial(read_pack, self.root, folder))
            if pack is None:
                continue
            if pack.id != folder.rsplit("/", 1)[-1]:
                message = f"the id is {pack.id}, but the folder is called {folder.rsplit('/', 1)[-1]}"
                self.blocking.append(Problem(pack.place, message, f"rename the folder to {pack.id}", "id-folder"))
            if pack.id in RESERVED:
                message = f"no pack can be called {pack.id}: a hub's copies of agreements lie in a folder of that name"
                hint = f"give the pack another id, such as all-{pack.id}, and rename its folder"
                self.blocking.append(Problem(pack.place, message, hint, "id-reserved"))
            found[pack.id] = pack
        return dict(sorted(found.items()))

    def read_document(self, folder: str, kind: str, programme: str) -> None:
        """Note the working text and the releases of the document in a folder."""
        frozen = f"{folder}/releases"
        releases = self.attempt(frozen, lambda: read_releases(self.root, folder, kind, programme)) or ()
        document = self._working(folder, kind, programme)
        if frozen in self.unreadable and (id_ := document.id if document else _id_of(folder)):
            self.unreadable.add(id_)
        if releases and self._is_free(releases[-1]):
            self.releases[releases[-1].id] = tuple(replace_live(release, document) for release in releases)
        if document and _id_of(folder) not in {"", document.id}:
            self.unreadable |= {document.id, _id_of(folder)}
        if document and not self._taken(document):
            self.working[document.id] = document

    def _working(self, folder: str, kind: str, programme: str) -> Document | None:
        """The working text in a folder, if it can be read without a stand-in."""
        if not (self.root / folder / FILES[kind]).exists():
            message = f"this folder has no {FILES[kind]}"
            texts = [path.rsplit("/", 1)[-1] for path in files_in(self.root, folder, ".md")]
            hint = f"rename {texts[0]} to {FILES[kind]}" if texts else f"write {FILES[kind]}, or remove the folder"
            self.problems.append(Problem(Place(f"{folder}/{FILES[kind]}"), message, hint, "keys"))
            self.unreadable.update(filter(None, [_id_of(folder)]))
            return None
        try:
            reading = read_provisionally(self.root, folder, kind, programme)
        except HubError as error:
            self.problems.extend(error.problems)
            self.unreadable.update(filter(None, [_id_of(folder)]))
            return None
        if not reading.problems:
            return reading.document
        self.problems.extend(reading.problems)
        self.provisional.append(reading.document)
        self.unreadable.add(reading.document.id)
        return None

    def _taken(self, document: Document) -> bool:
        """Whether another folder has the same id: then only that is told of the two."""
        other = self.working.get(document.id)
        if other is None:
            return False
        self.unreadable.add(document.id)
        if document.id not in self.clashing:
            newer = other if self._was_released(document) and not self._was_released(other) else document
            older = document if newer is other else other
            message = f"the id {document.id} is taken: {older.source.path} has it"
            hint = "give this document the next free number; ids are never used twice"
            self.problems.append(Problem(newer.place("id"), message, hint, "ids"))
        return True

    def _was_released(self, document: Document) -> bool:
        """Whether releases lie in a document's own folder."""
        releases = self.releases.get(document.id, ())
        return any(each.document.folder.startswith(f"{document.folder}/") for each in releases)

    def _is_free(self, release: Release) -> bool:
        """Whether no other folder holds releases of the same document."""
        other = self.releases.get(release.id)
        if other:
            self.clashing.add(release.id)
            folders = [each.document.folder.split("/releases/")[0] for each in (other[-1], release)]
            message = f"two folders hold releases of {release.id}: {folders[0]} and {folders[1]}"
            hint = "remove the one that is a copy; a copied folder must not keep its releases"
            self.blocking.append(Problem(release.document.place("id"), message, hint, "ids"))
        return not other


def _id_of(folder: str) -> str:
    """The id with which a document's folder begins; the empty text if it does not."""
    named = ids.DOCUMENT.match(folder.rsplit("/", 1)[-1])
    return named[0] if named else ""


def _shown(root: Path, folder: Path) -> str:
    """A folder as messages name it: from the library's if it lies in there, else as it was given."""
    real = folder.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else folder.as_posix()


def _is_working(path: str) -> bool:
    """Whether a path belongs to the working text of a document, which stops no build."""
    return path.startswith(("modules/", "materials/standards/", "materials/agreements/")) and "/releases/" not in path


def replace_live(release: Release, working: Document | None) -> Release:
    """The release with owner, review date and keywords as they are today, which no release freezes."""
    if working is None or working.id != release.id:
        return release
    document = replace(release.document, owner=working.owner, review_by=working.review_by, keywords=working.keywords)
    return replace(release, document=document)
