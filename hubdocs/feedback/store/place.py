"""Where feedback is kept: on this computer only, outside what is built, and readable by nobody else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import HubError, Place, Problem

FOLDER = ".hubdocs"
"""The folder in a library that holds what belongs to one computer only."""
FILE = f"{FOLDER}/feedback.sqlite"
"""Where feedback is kept unless `HUBDOCS_FEEDBACK` says otherwise."""
VARIABLE = "HUBDOCS_FEEDBACK"


@dataclass(frozen=True)
class StorePlace:
    """Where a store is: a file, or the address of a database."""

    shown: str
    """As messages name it; without any password."""
    file: Path | None = None
    address: str = ""
    """For SQLAlchemy; empty when it is a file."""


def place_of_store(root: Path, written: str = "") -> StorePlace:
    """Where the feedback of a library is kept; `written` is what `HUBDOCS_FEEDBACK` says.

    Raises:
        HubError: It would lie in `build/`, which is replaced at every build, or behind a shortcut, or nowhere.
    """
    if "://" in written and not written.startswith("sqlite"):
        return StorePlace(VARIABLE, address=written)
    path = _path_in(written) if "://" in written else written
    if written and not path.strip():
        hint = "name a file or an address, or leave it empty"
        raise HubError([_problem(VARIABLE, "this names no file, so nothing would be kept", hint)])
    file = root.resolve() / (path or FILE)
    if not written and ((root / FOLDER).is_symlink() or file.is_symlink()):
        hint = "delete the shortcut; the program makes what it needs"
        raise HubError([_problem(FILE, "this is a shortcut, which leads elsewhere", hint)])
    if file.resolve().is_relative_to(root.resolve() / "build"):
        hint = "name a file outside build/, or leave HUBDOCS_FEEDBACK empty"
        raise HubError([_problem(VARIABLE, "feedback may not be kept in build/, which every build replaces", hint)])
    return StorePlace(VARIABLE if written else FILE, file=file)


def _path_in(address: str) -> str:
    """The file that an SQLite address names; empty for one in memory.

    Raises:
        HubError: It has more to it than a file.
    """
    path = address.partition("://")[2].removeprefix("/")
    if "?" in path or path.startswith(("file:", ":memory:")):
        raise HubError([_problem(VARIABLE, "this is not the path of a file", "write the file's path alone")])
    return path


def make_file(place: StorePlace) -> None:
    """Make the store's file if it is not there, so that only its owner may read it.

    Raises:
        OSError: The folder may not be written to.
    """
    if place.file is None:
        return
    folder = place.file.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.name == FOLDER:
        folder.chmod(0o700)
    if not place.file.exists():
        os.close(os.open(place.file, os.O_CREAT | os.O_WRONLY, 0o600))
    if place.shown == FILE:
        place.file.chmod(0o600)


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(Place(path), message, hint, "store")
