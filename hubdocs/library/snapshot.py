"""A library as an earlier run read and judged it, taken over for as long as no file of it changed.

To look whether any of a thousand files is another takes a moment; to read and to judge them takes far longer, and so
does loading what can. Whoever names another folder with hubs has the library read: what is told there stays there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.authoring.files import AUTHORED, SETTINGS_FILE
from hubdocs.authoring.keeping import keep, taken_over
from hubdocs.errors import Problem, errors_among, stop_on_errors
from hubdocs.model import Library, Release
from hubdocs.releases.journal import settle
from hubdocs.values import packed, unpacked

FILE = "library.snapshot"
"""The file in the folder of the cache."""
READINGS_FILE = "texts.readings"
"""The file beside it that holds what was read of single texts."""


@dataclass(frozen=True)
class Judgement:
    """What is said of the working texts of a library, which stop no build of what was released."""

    unfinished: tuple[Problem, ...]
    """Their mistakes."""
    changed: tuple[Release, ...]
    """The newest releases whose working text says something else by now."""


@dataclass(frozen=True)
class Snapshot:
    """A library that can be published."""

    library: Library
    judgement: Future[Judgement]
    """It may still be made while others lay out and assemble."""
    state: str
    """A digest of everything that its files hold; empty where somebody wrote in them meanwhile."""


def read_or_taken_over(root: Path, hubs_dir: Path | None, cache: Path, beside: Executor) -> Snapshot:
    """The library in a folder, as an earlier run read it or read now.

    Args:
        root: The library's folder.
        hubs_dir: Another folder with hubs, beside `materials/hubs`.
        cache: Where earlier runs kept what they read.
        beside: Judges the working texts of a library that is read now.

    Raises:
        HubError: Something that a build publishes cannot be read, or is wrong.
    """
    settle(root)
    state = state_of_files(root)
    if hubs_dir is None and (snapshot := _taken_over(root, cache / FILE, state)):
        return snapshot
    # What reads and judges is loaded only here.
    from hubdocs.authoring.readings import READINGS
    from hubdocs.library.load import load_library
    from hubdocs.library.rules import check_published

    READINGS.load(cache / READINGS_FILE)
    library = load_library(root, hubs_dir)
    stop_on_errors(check_published(library))
    state = state if state_of_files(root) == state else ""
    return Snapshot(library, beside.submit(_judge, library, cache, state if hubs_dir is None else ""), state)


def state_of_files(root: Path) -> str:
    """A digest of everything that stands in a library's files, and of their names; empty if one cannot be read."""
    digest = hashlib.sha256(os.fsencode(root.resolve()))
    with suppress(OSError):
        for name in (*AUTHORED, SETTINGS_FILE):
            for path, told in _told(root, name):
                digest.update(len(path).to_bytes(4) + path + len(told).to_bytes(4) + told)
        return digest.hexdigest()
    return ""


def _told(root: Path, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Name and contents of a file, or of a folder and all below it; a link only tells where it leads."""
    waiting = [name]
    while waiting:
        here = waiting.pop()
        path = root / here
        if path.is_symlink():
            yield os.fsencode(here), b"link " + os.fsencode(path.readlink())
        elif path.is_dir():
            yield os.fsencode(here), b"folder"
            waiting.extend(sorted((f"{here}/{each.name}" for each in path.iterdir()), reverse=True))
        elif path.is_file():
            with path.open("rb") as file:
                yield os.fsencode(here), b"file " + hashlib.file_digest(file, "sha256").digest()
        else:
            yield os.fsencode(here), b"other"


def _taken_over(root: Path, file: Path, state: str) -> Snapshot | None:
    """What an earlier run kept of the very same files."""
    if not (state and (held := taken_over(file, state))):
        return None
    with suppress(ValueError):
        library, judgement = unpacked(held)
        if isinstance(library, Library) and isinstance(judgement, Judgement) and _is_of(library, root):
            ready: Future[Judgement] = Future()
            ready.set_result(judgement)
            return Snapshot(library, ready, state)
    return None


def _is_of(library: Library, root: Path) -> bool:
    """Whether a library and all its pictures lie in a folder: a cache may come from anywhere."""
    home = root.resolve()
    documents = (document for id_ in {*library.releases, *library.working} for document in library.states_of(id_))
    held = [each.pictures for each in (*documents, *library.provisional)] + [each.pictures for each in library.pages]
    files = (picture.file for pictures in held for picture in pictures.values())
    return library.root == home and all(file.is_relative_to(home) and ".." not in file.parts for file in files)


def _judge(library: Library, cache: Path, state: str) -> Judgement:
    """Judge the working texts, and keep for the next run what is known now."""
    from hubdocs.authoring.readings import READINGS
    from hubdocs.library.load import changed_since_release
    from hubdocs.library.rules import check_working

    judgement = Judgement(errors_among(check_working(library)), changed_since_release(library))
    if state:
        # A copy has nothing with it of what others worked out from the library meanwhile.
        keep(cache / FILE, packed((replace(library), judgement)), state)
    READINGS.save(cache / READINGS_FILE)
    return judgement
