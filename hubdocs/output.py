"""The folder `build/`: everything is made aside and takes its place at the end, whole or not at all."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubdocs.errors import HubError, Place, Problem

_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux: two folders change places in one step."""
_HERE = -100
"""`AT_FDCWD`: paths are relative to the working folder."""


@contextmanager
def workshop(build: Path) -> Iterator[Path]:
    """A folder inside `build` to make things in; it is gone afterwards, and only one build has it at a time.

    Raises:
        HubError: Another build is at work in the same folder.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "another build is at work in this folder"
            raise HubError([Problem(Place("build"), message, "wait until it has ended, and try again")]) from None
        unfinished = build / ".unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            yield unfinished
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def swap_in(made: Path, place: Path) -> None:
    """Put the folder `made` where `place` is, in one step; what was there is deleted."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        made.rename(place)
        return
    _exchange(made, place)
    shutil.rmtree(made)


def swap_in_each(made: Path, place: Path, *, only: bool) -> None:
    """Put each folder inside `made` where its namesake inside `place` is; if `only`, the others are deleted."""
    place.mkdir(parents=True, exist_ok=True)
    names = {folder.name for folder in made.iterdir() if folder.is_dir()} if made.is_dir() else set()
    for name in sorted(names):
        swap_in(made / name, place / name)
    if only:
        for folder in place.iterdir():
            if folder.is_dir() and folder.name not in names:
                shutil.rmtree(folder)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places: in one step where the system can, else with a moment in between."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return
    spare = one.with_name(f"{one.name}.old")
    other.rename(spare)
    one.rename(other)
    spare.rename(one)
