"""What was read of Markdown texts, remembered from one run to the next: most of them never change.

Only what depends on a text alone is remembered, under the SHA-256 of the text; and only by the very program that read
it, since another version may read it another way. Nothing here is trusted with more than saving time: a file that is
damaged or another program's is passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, wraps
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

import hubdocs

T = TypeVar("T")

OWN = ("*.py", "*.html", "*.css", "*.svg")
"""The files of this program that decide it as well."""
READERS = ("lxml", "markdown", "nh3", "pymdown-extensions")
"""Packages that decide how a text is read."""
MOST = 20_000
"""Readings that are kept; those of this run go first."""


class Readings:
    """What is known of texts: by the name of what was asked, and the digest of the text."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._is_new = False

    def ask(self, what: str, text: str, adapter: TypeAdapter[T], work: Callable[[str], T]) -> T:
        """The answer of some work on a text alone, from an earlier run or worked out now."""
        key = f"{what} {hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()}"
        with self._lock:
            if key in self._known:
                with suppress(ValidationError):
                    answer = adapter.validate_python(self._known[key])
                    self._asked[key] = self._known[key]
                    return answer
        answer = work(text)
        with self._lock:
            self._asked[key] = adapter.dump_python(answer, mode="json")
            self._is_new = True
        return answer

    def load(self, file: Path) -> None:
        """Take over what an earlier run of this program wrote; nothing of any other file."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            held = json.loads(file.read_text(encoding="utf-8"))
            if held["program"] == program():
                self._known = {**held["readings"], **self._known}

    def save(self, file: Path) -> None:
        """Write everything for the next run, whole or not at all; a folder that cannot be written to is left alone."""
        if not self._is_new:
            return
        with self._lock:
            kept = dict([*self._asked.items(), *self._known.items()][:MOST])
            text = json.dumps({"program": program(), "readings": kept}, ensure_ascii=False)
            self._is_new = False
        with suppress(OSError, UnicodeEncodeError):
            write_whole(file, text)


READINGS = Readings()
"""Those of this process."""


def remembered(adapter: TypeAdapter[T]) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Let a function of one text answer from an earlier run where it can."""

    def decorate(work: Callable[[str], T]) -> Callable[[str], T]:
        @wraps(work)
        def answer(text: str) -> T:
            return READINGS.ask(work.__name__, text, adapter, work)

        return answer

    return decorate


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


def write_whole(file: Path, text: str) -> None:
    """Write a file of the cache, whole or not at all.

    Raises:
        OSError: The folder cannot be written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".draft", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as draft:
            draft.write(text)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
