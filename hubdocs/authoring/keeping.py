"""A file in the cache that one run writes and the next takes over: by this very program only, whole and undamaged.

What is kept decides what is judged and searched for, so a file is believed only when its digest says that no letter of
it is another. Any other is passed over, and everything is worked out anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import hubdocs

OWN = ("*.py", "*.html", "*.css", "*.svg")
"""The files of this program that decide what it makes of a text."""
READERS = ("lxml", "markdown", "nh3", "pymdown-extensions")
"""Packages that decide it as well."""


def taken_over(file: Path, about: str = "") -> dict[str, Any]:
    """What this program kept in a file about something; nothing where the file is another's, damaged or not there."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        held = json.loads(file.read_text(encoding="utf-8"))
        if held["sha256"] == _sum(held["kept"], about):
            kept = json.loads(held["kept"])
            return kept if isinstance(kept, dict) else {}
    return {}


def keep(file: Path, kept: Mapping[str, Any], about: str = "") -> None:
    """Write something for the next run, whole or not at all; a folder that cannot be written to is left alone."""
    told = json.dumps(kept, ensure_ascii=False)
    with suppress(OSError, UnicodeEncodeError):
        _write(file, json.dumps({"sha256": _sum(told, about), "kept": told}, ensure_ascii=False))


def _sum(kept: str, about: str) -> str:
    """A digest over what is kept, what it is about, and the program that made it."""
    return hashlib.sha256(f"{program()} {about} {kept}".encode()).hexdigest()


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
    for file in sorted(each for kind in OWN for each in home.rglob(kind)):
        yield str(file.relative_to(home)).encode()
        yield file.read_bytes()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".draft", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as draft:
            draft.write(text)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
