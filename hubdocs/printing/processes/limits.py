"""What one piece of work may use before it is stopped."""

from __future__ import annotations

import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one piece of work may use before it is stopped and reported as a mistake of its document."""

    cpu_seconds: int = 60
    """Processor time."""
    wall_seconds: float = 120
    """Time on the clock: a process that waits for something uses no processor time."""
    memory_bytes: int = 3 * 1024**3
    """Address space."""
    pages: int = 1000
    """Printed pages of one document."""


def around(limits: Limits) -> Limits:
    """What work may use that waits for a document to be laid out within some limits, and does something with its pages.

    It grows with them: whoever raises them for a long document must not be stopped a step later.
    """
    usual = Limits()
    return Limits(
        cpu_seconds=5 * max(limits.cpu_seconds, usual.cpu_seconds),
        wall_seconds=7.5 * max(limits.wall_seconds, usual.wall_seconds),
        memory_bytes=max(limits.memory_bytes, usual.memory_bytes),
        pages=limits.pages,
    )


def keep_within(limits: Limits) -> None:
    """Take from this process what its work may not use."""
    seconds = limits.cpu_seconds
    _limit(resource.RLIMIT_CPU, seconds, seconds + 2)
    _limit(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0, 0)


def _limit(kind: int, soft: int, hard: int) -> None:
    """Set a limit, but never above the one that this process was given: the system would refuse it."""
    given = resource.getrlimit(kind)[1]
    if given != resource.RLIM_INFINITY:
        soft, hard = min(soft, given), min(hard, given)
    resource.setrlimit(kind, (soft, hard))
