"""The story of a start: load, plan, check, and write."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hubdocs.errors import HubError, stop_on_errors
from hubdocs.library.load import load_library
from hubdocs.scaffold import Ground, Start, Wish, check_free, plan, there_already


def new(root: Path, wish_for: Callable[[Ground], Wish]) -> Start:
    """Begin something new in the library in a folder.

    Args:
        root: The library's folder.
        wish_for: Answers what is wished for; it may look into the library for the choices there are.

    Raises:
        HubError: The library cannot be read, or the wish does not fit it; then nothing is written.
    """
    library = load_library(root)
    ground = Ground(library, _paths(library.root))
    start = plan(ground, wish_for(ground))
    stop_on_errors(check_free(ground, start))
    write(library.root, start)
    return start


def _paths(root: Path) -> frozenset[str]:
    """Everything below the folders of documents, packs and hubs."""
    return frozenset(
        entry.relative_to(root).as_posix()
        for folder in ("modules", "materials")
        for entry in (root / folder).rglob("*")
    )


def write(root: Path, start: Start) -> None:
    """Write a start, whole or not at all. What is there is never replaced.

    Raises:
        HubError: Something is there already.
    """
    file = root / start.path
    try:
        with _folder(file.parents[1] if start.has_folder else file.parent):
            if start.has_folder:
                _write_with_folder(file, start.text)
            else:
                _write_alone(file, start.text)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            raise HubError([there_already(start)]) from error
        raise


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """A folder to write into; what had to be made of it is gone again when the writing fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def _write_with_folder(file: Path, text: str) -> None:
    """Write a file in a folder of its own, which takes its name when all is written."""
    folder = file.parent
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
    unfinished.mkdir()
    try:
        _write_alone(unfinished / file.name, text)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _write_alone(file: Path, text: str) -> None:
    """Write a file that must not be there."""
    with file.open("x", encoding="utf-8", newline="\n") as out:
        try:
            out.write(text)
            out.flush()
        except BaseException:
            file.unlink()
            raise
