"""A file in the cache that one run writes and the next takes over: by this very program only, whole and undamaged.

What is kept decides what is judged, printed and searched for, so a file is believed only when its digest says that
nothing of it is another. Any other is passed over, and everything is worked out anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import hubdocs

OWN = (".py", ".html", ".css", ".svg")
"""The endings of the files of this program that decide what it makes of a text."""
READERS = ("babel", "lxml", "markdown", "nh3", "pydantic", "pymdown-extensions", "pyyaml", "ruamel.yaml")
"""Packages that decide it as well."""
LARGEST = 32 * 1024**2
"""Bytes of the largest file that is kept: the cache has its bounds, and reading is not everything."""
DIGEST = 32
"""Bytes of a digest, with which a file begins."""


def taken_over(file: Path, about: str = "") -> bytes:
    """What this program kept in a file about something; nothing where the file is another's, damaged or not there."""
    with suppress(OSError):
        held = file.read_bytes()
        if held[:DIGEST] == _sum(held[DIGEST:], about):
            return held[DIGEST:]
    return b""


def keep(file: Path, kept: bytes, about: str = "") -> None:
    """Write something for the next run, whole or not at all; a folder that cannot be written to is left alone.

    What is too large is worked out anew in each run. Nobody else on this computer may read the file: texts for
    trainers, and what hubs told of themselves, may be in it.
    """
    if len(kept) > LARGEST:
        return
    with suppress(OSError):
        _write(file, _sum(kept, about) + kept)


def _sum(kept: bytes, about: str) -> bytes:
    """A digest over what is kept, what it is about, and the program that made it."""
    digest = hashlib.sha256(f"{program()} {about} ".encode())
    digest.update(kept)
    return digest.digest()


@cache
def program() -> str:
    """A digest of everything that reads a text: this program's own files, and the versions of its libraries."""
    digest = hashlib.sha256()
    for part in _parts():
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _parts() -> Iterator[bytes]:
    for name in READERS:
        yield f"{name} {metadata.version(name)}".encode()
    home = Path(hubdocs.__file__).parent
    own = (Path(folder, name) for folder, _, names in os.walk(home) for name in names if name.endswith(OWN))
    for file in sorted(own):
        yield str(file.relative_to(home)).encode()
        yield file.read_bytes()


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".draft", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(data)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
