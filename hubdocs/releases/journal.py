"""All or nothing: the files of a release take their places together, whenever the computer stops.

First a journal names every place that is going to be taken. Then everything is made beside its place, under an
unfinished name. Then each takes its place by a rename, new things first. The first of these renames is the moment at
which it is released: a run that finds a journal completes the rest if that has happened, and else takes everything
away again. Every change of a file goes through `Filing`, so that tests can stop it anywhere.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from hubdocs.errors import HubError, Place, Problem

FOLDER = ".hubdocs"
"""The folder in a library that holds what belongs to one computer only."""
JOURNAL = f"{FOLDER}/release.json"
LOCK = f"{FOLDER}/release.lock"
PATIENCE = 10
"""Seconds for which a reader waits until another process has put its files into place; that takes a moment."""
_AUTHORED = ("modules", "materials")
"""The only folders in which a release changes anything."""


class Filing(Protocol):
    """Every change that a release makes on disk, one step at a time."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder whose parent is there."""

    def write(self, file: Path, data: bytes) -> None:
        """Write a file whole."""

    def copy(self, whence: Path, file: Path) -> None:
        """Copy a file's bytes."""

    def rename(self, old: Path, new: Path) -> None:
        """Let a file or folder take another name; a file that has that name already is gone then."""

    def delete(self, path: Path) -> None:
        """Delete a file, or a folder that is empty."""


class Disk:
    """Filing on the disk: each step is kept there before the next begins."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder whose parent is there."""
        folder.mkdir()
        _keep(folder.parent)

    def write(self, file: Path, data: bytes) -> None:
        """Write a file whole."""
        with file.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _keep(file.parent)

    def copy(self, whence: Path, file: Path) -> None:
        """Copy a file's bytes."""
        self.write(file, whence.read_bytes())

    def rename(self, old: Path, new: Path) -> None:
        """Let a file or folder take another name."""
        old.replace(new)
        _keep(new.parent)

    def delete(self, path: Path) -> None:
        """Delete a file, or a folder that is empty."""
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        _keep(path.parent)


def _keep(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


DISK = Disk()


@dataclass(frozen=True)
class NewFolder:
    """A folder that was not there before: a release."""

    place: str
    """Relative to the library's folder."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """The files that are copied into it, by their path in it; each with its path in the library."""
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """The files that are written into it, by their path in it."""


@dataclass(frozen=True)
class NewFile:
    """A file that was not there before: an edition."""

    place: str
    """Relative to the library's folder."""
    data: bytes


@dataclass(frozen=True)
class ChangedFile:
    """A file that was there, and says something else now."""

    place: str
    """Relative to the library's folder."""
    before: bytes
    data: bytes


@dataclass(frozen=True)
class Changes:
    """Everything that happens together, or not at all."""

    folders: tuple[NewFolder, ...] = ()
    files: tuple[NewFile, ...] = ()
    changed: tuple[ChangedFile, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that is taken, in order; the first of them decides."""
        everything: tuple[NewFolder | NewFile | ChangedFile, ...] = (*self.folders, *self.files, *self.changed)
        return tuple(each.place for each in everything)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let nobody else release in a library meanwhile.

    Raises:
        HubError: Somebody does already.
    """
    _stop_on_shortcuts(root)
    (root / FOLDER).mkdir(exist_ok=True)
    with (root / LOCK).open("a") as lock:  # never emptied, whatever it is
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HubError([_at_work()]) from None
        yield


def _stop_on_shortcuts(root: Path) -> None:
    """Do nothing when what belongs to this computer lies in the library itself.

    Raises:
        HubError: It is a shortcut: what is written there would be written elsewhere.
    """
    for path in (FOLDER, LOCK, JOURNAL):
        if (root / path).is_symlink():
            hint = "delete the shortcut; the program makes what it needs"
            raise HubError([Problem(Place(path), "this is a shortcut, which leads elsewhere", hint, "symlink")])


def _at_work() -> Problem:
    message = "somebody else is releasing something in this library at this moment"
    return Problem(Place(LOCK), message, "wait until that has ended, and try again", "release")


def settle(root: Path, filing: Filing = DISK) -> None:
    """Complete or undo a release that was stopped on its way. Without one, this looks for two files and no more.

    Raises:
        HubError: Another process is at it and does not end, or the journal is not one of ours.
    """
    journal = root / JOURNAL
    if not (journal.exists() or _unfinished(journal).exists()):
        return
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            with alone(root):
                settle_alone(root, filing)
        except HubError as error:
            if error.problems != (_at_work(),) or time.monotonic() > ends:
                raise
            time.sleep(0.05)
        else:
            return


def settle_alone(root: Path, filing: Filing = DISK) -> None:
    """The same for whoever is `alone` already.

    Raises:
        HubError: The journal is not one of ours.
    """
    journal = root / JOURNAL
    if _unfinished(journal).exists():
        filing.delete(_unfinished(journal))  # written before anything else was done
    if not journal.exists():
        return
    found = _read(root)
    _complete(root, found, filing) if found.is_released(root) else _undo(root, found, filing)
    filing.delete(journal)


def file_away(root: Path, changes: Changes, filing: Filing = DISK) -> None:
    """Put everything that belongs to a release into its place, all of it or nothing. The caller is `alone`.

    Raises:
        HubError: Something has one of the new places already.
        OSError: The computer cannot; then everything is as it was before.
    """
    journal = _journal_of(root, changes)
    if taken := [place for place in journal.new if (root / place).exists()]:
        hint = "look at what is there, and raise the version"
        raise HubError(Problem(Place(place), "this is there already", hint, "release") for place in taken)
    try:
        _write_journal(root, journal, filing)
        _prepare(root, changes, journal, filing)
        _complete(root, journal, filing)
    except OSError:
        was_released = journal.is_released(root)
        settle_alone(root, filing)
        if not was_released:
            raise
        return
    filing.delete(root / JOURNAL)


@dataclass(frozen=True)
class _Journal:
    """What a release is going to do, as its journal says."""

    new: tuple[str, ...]
    """Places that nothing had."""
    changed: Mapping[str, str]
    """Files that were there, each with the digest of what it said."""
    folders: tuple[str, ...]
    """Folders that are made around the new places."""

    @property
    def places(self) -> tuple[str, ...]:
        """All places, in the order in which they are taken."""
        return (*self.new, *self.changed)

    def is_released(self, root: Path) -> bool:
        """Whether the first place was taken."""
        first = root / self.places[0]
        return first.exists() and not _unfinished(first).exists()


def _journal_of(root: Path, changes: Changes) -> _Journal:
    new = changes.places[: len(changes.folders) + len(changes.files)]
    around = {parent for place in new for parent in _above(place) if not (root / parent).exists()}
    return _Journal(
        new,
        {each.place: _digest(each.before) for each in changes.changed},
        tuple(sorted(around)),
    )


def _above(place: str) -> list[str]:
    """The folders round a place, the outermost first, without the library's own."""
    return [str(parent) for parent in reversed(PurePosixPath(place).parents)][1:]


def _write_journal(root: Path, journal: _Journal, filing: Filing) -> None:
    data = {
        "format": 1,
        "new": list(journal.new),
        "changed": dict(journal.changed),
        "folders": list(journal.folders),
    }
    file = root / JOURNAL
    filing.write(_unfinished(file), json.dumps(data, indent=1).encode())
    filing.rename(_unfinished(file), file)


def _read(root: Path) -> _Journal:
    """The journal of a release that was stopped.

    Raises:
        HubError: It names what no release touches, so it is not ours.
    """
    try:
        data = json.loads((root / JOURNAL).read_bytes())
        journal = _Journal(tuple(data["new"]), dict(data["changed"]), tuple(data["folders"]))
        is_ours = data["format"] == 1 and bool(journal.places)
    except (ValueError, KeyError, TypeError, RecursionError, IsADirectoryError):
        is_ours = False
    if not is_ours or not all(_is_ours(root, path) for path in (*journal.places, *journal.folders)):
        message = "this journal of a release is not one that `hubdocs release` wrote"
        hint = "compare the library with its last copy, then delete this file"
        raise HubError([Problem(Place(JOURNAL), message, hint, "release")])
    return journal


def _is_ours(root: Path, path: object) -> bool:
    """Whether a path is one that a release may touch, and no shortcut leads elsewhere on the way."""
    if not isinstance(path, str):
        return False
    parts = PurePosixPath(path).parts
    if ".." in parts or PurePosixPath(path).is_absolute() or not parts or parts[0] not in _AUTHORED:
        return False
    return not any((root / above).is_symlink() for above in (*_above(path), path))


def _prepare(root: Path, changes: Changes, journal: _Journal, filing: Filing) -> None:
    """Make everything under its unfinished name."""
    for place in journal.places:
        _delete_all(_unfinished(root / place), filing)  # of an older program, which kept no journal
    for folder in journal.folders:
        filing.make_folder(root / folder)
    for each in changes.folders:
        _fill(root, each, filing)
    files: tuple[NewFile | ChangedFile, ...] = (*changes.files, *changes.changed)
    for file in files:
        filing.write(_unfinished(root / file.place), file.data)


def _fill(root: Path, folder: NewFolder, filing: Filing) -> None:
    target = _unfinished(root / folder.place)
    made = {str(target)}
    filing.make_folder(target)
    for path in sorted({*folder.copies, *folder.texts}):
        for above in _above(path):
            if str(target / above) not in made:
                filing.make_folder(target / above)
                made.add(str(target / above))
        if path in folder.texts:
            filing.write(target / path, folder.texts[path])
        else:
            filing.copy(root / folder.copies[path], target / path)


def _complete(root: Path, journal: _Journal, filing: Filing) -> None:
    """Let everything that is made take its place; what took it already is passed over."""
    for place in journal.new:
        if _unfinished(root / place).exists():
            filing.rename(_unfinished(root / place), root / place)
    for place, before in journal.changed.items():
        _change(root / place, before, filing)


def _change(file: Path, before: str, filing: Filing) -> None:
    """Let the new text of a file take its place, unless somebody wrote in it meanwhile: their words stay."""
    if not _unfinished(file).exists():
        return
    if file.exists() and _digest(file.read_bytes()) == before:
        filing.rename(_unfinished(file), file)
    else:
        filing.delete(_unfinished(file))


def _undo(root: Path, journal: _Journal, filing: Filing) -> None:
    """Take away whatever was made."""
    for place in journal.places:
        _delete_all(_unfinished(root / place), filing)
    for folder in reversed(journal.folders):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            filing.delete(root / folder)


def _delete_all(path: Path, filing: Filing) -> None:
    if path.is_dir() and not path.is_symlink():
        for each in sorted(path.iterdir()):
            _delete_all(each, filing)
    if path.exists() or path.is_symlink():
        filing.delete(path)


def _unfinished(path: Path) -> Path:
    """The name under which something is made; nobody reads what has it."""
    return path.with_name(f".{path.name}.unfinished")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
