"""What is worked out once for a library, however many packs, formats and catch-up packs ask for it.

Reading Markdown is most of the work of a build in which nothing has to be laid out anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple, cast

from hubdocs.model import Library

T = TypeVar("T")
Others = TypeVarTuple("Others")

_LOCK = threading.RLock()
"""Packs are put together in several threads. What is worked out may ask for more of its kind, but waits for nobody."""


def once(work: Callable[[Library, *Others], T]) -> Callable[[Library, *Others], T]:
    """Do some work once for each library and the very same other arguments; then give the same answer again.

    The work must depend on nothing else. What it answers lives as long as the library, whose parts never change.
    """

    @wraps(work)
    def remembered(library: Library, *others: *Others) -> T:
        key = (work.__module__, work.__qualname__, *map(id, others))
        # The arguments are kept as well: otherwise another object might come to have the same identity.
        return kept(library, key, lambda: (others, work(library, *others)))[1]

    return remembered


def kept(library: Library, key: tuple[object, ...], work: Callable[[], T]) -> T:
    """What is known of a library under some key; worked out once, and alive as long as the library."""
    with _LOCK:
        known = library.worked_out
        if key not in known:
            known[key] = work()
        return cast("T", known[key])
