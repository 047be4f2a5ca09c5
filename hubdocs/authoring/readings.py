"""What was read of Markdown texts, remembered from one run to the next: most of them never change.

Only what depends on a text alone is remembered, under the SHA-256 of the text.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from hubdocs.authoring.keeping import keep, taken_over

T = TypeVar("T")

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
        """Take over what an earlier run of this program kept; nothing of any other file."""
        if held := taken_over(file):
            self._known = {**json.loads(held), **self._known}

    def save(self, file: Path) -> None:
        """Keep everything for the next run, if anything is new."""
        if self._is_new:
            with self._lock:
                kept = dict([*self._asked.items(), *self._known.items()][:MOST])
                self._is_new = False
            with suppress(UnicodeEncodeError):  # Half a sign cannot be kept; it is read anew.
                keep(file, json.dumps(kept, ensure_ascii=False).encode())


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
