"""Texts made ready for paper, kept from one run to the next: reading Markdown is most of a build that lays nothing out.

What a text looks like depends on the whole library, which decides where its links lead. So all that is kept is of one
state of the library, known by a digest of everything in it; after any change it is made anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVarTuple, cast

from hubdocs.authoring.keeping import keep, taken_over
from hubdocs.model import Library
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.flatten import Flat
from hubdocs.printing.memory import kept, once

FILE = "flat.readings"
"""The file in the cache's folder."""

Others = TypeVarTuple("Others")

_SET = re.compile(r"frozenset\(\{([^{}]*)\}\)")


class Shelf:
    """The texts of one library that are ready for paper, by what each is."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._is_new = False

    def find(self, key: str) -> Flat | None:
        """A text from an earlier run, if it is there."""
        with suppress(KeyError, TypeError, ValueError):
            html, links = self._known[key]
            return Flat(html, tuple(Link(*each) for each in links))
        return None

    def put(self, key: str, flat: Flat) -> None:
        """Keep a text for the next run."""
        self._known[key] = (flat.html, [(link.target, link.words, link.web) for link in flat.links])
        self._is_new = True

    def load(self, file: Path, state: str) -> None:
        """Take over what this program kept of a library in this state."""
        self._known = {**taken_over(file, state), **self._known}

    def save(self, file: Path, state: str) -> None:
        """Keep everything for the next run, if anything is new."""
        if self._is_new:
            keep(file, self._known, state)
            self._is_new = False


def shelf_of(library: Library) -> Shelf:
    """The shelf of a library; empty until somebody loads it."""
    return kept(library, ("shelf",), Shelf)


def state_of_library(library: Library) -> str:
    """A digest of everything that decides what texts look like on paper: nothing of hubs, of folders or of the day."""

    def digest() -> str:
        bare = replace(library, root=Path(), hubs={}, hub_folders=(), problems=(), blocking=(), provisional=())
        return _digest(bare)

    return kept(library, ("state",), digest)


def once_for_all(work: Callable[[Library, *Others], Flat]) -> Callable[[Library, *Others], Flat]:
    """Let a text be made ready for paper once for each state of the library, whatever run asks for it."""

    @wraps(work)
    def found(library: Library, *others: *Others) -> Flat:
        shelf = shelf_of(library)
        key = " ".join([work.__qualname__, *map(_named, cast("tuple[object, ...]", others))])
        if (flat := shelf.find(key)) is None:
            flat = work(library, *others)
            shelf.put(key, flat)
        return flat

    return once(found)


def _named(part: object) -> str:
    """What tells an argument from every other: a text by its file and all that stands in it, anything else as it is."""
    source = getattr(part, "source", None)
    return f"{source.path} {_digest(part)}" if source else repr(part)


def _digest(value: object) -> str:
    """A digest of everything in a value. Sets have another order in each process, so theirs is made the same."""
    text = _SET.sub(lambda found: ", ".join(sorted(found[1].split(", "))), repr(value))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
