"""The steps of a session that its self-check asks about: what was done, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from hubdocs.model import Activity, Handout, Module

FEWEST, MOST = 8, 12
"""How many steps a self-check has. Source: domain notes, section 7; a short module may have fewer."""
LINE = 25
"""Letters of a step that fit on a line."""
LINES = 15
"""Lines of steps for which a side has room beside the log, in its usual spacing. Measured."""


@dataclass(frozen=True)
class Step:
    """One thing that the plan of a session asks for."""

    words: str
    code: str
    """The permanent id of an activity, or that of a sheet to give out."""
    planned: int | None = None
    """Minutes; `None` for a sheet."""


def steps_of(module: Module) -> tuple[Step, ...]:
    """The core steps of a session, in order: its activities, and where these are few, its sheets too.

    Of more than twelve activities, those are left out first that may be left out in the session as well, and never
    one that is always kept.
    """
    core = sorted(sorted(module.activities, key=_loose)[:MOST], key=module.activities.index)
    steps = tuple(Step(each.title, each.anchor, each.minutes) for each in core)
    missing = max(0, FEWEST - len(steps))
    sheets = module.handouts[: MOST - len(steps)] if missing else ()
    return (*steps, *(Step(_given(each), each.id) for each in sheets))


def is_long(steps: Iterable[Step]) -> bool:
    """Whether they need more than the usual room of a side of A4."""
    return sum(ceil(len(each.words) / LINE) for each in steps) > LINES


def _loose(activity: Activity) -> int:
    """How readily a session may do without it: 0 is never."""
    return 0 if activity.always_kept else 2 if activity.optional else 1


def _given(handout: Handout) -> str:
    """`Sheet: Who to tell`."""
    return f"Sheet: {handout.title}"
