"""Timings that learn: where sessions take longer or shorter than planned, other minutes are proposed.

Nothing is changed here: authors decide. What counts is the time of those who ran an activity as it is written, in the
same major version and with the same plan; a time that was measured beside another plan answers another question.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from hubdocs.model import Activity, Library, Module, Release, Response

FEWEST_TIMES = 5
"""How many times are needed before their middle says anything. Contract: issue 7."""
DRIFT = 0.25
"""By what part of the plan the middle must be off before other minutes are proposed."""
COARSE_FROM = 15
"""Minutes from which plans are made in steps of five; nobody plans a film for 17 minutes."""


@dataclass(frozen=True)
class Times:
    """How long something took, in minutes, as those say who ran it as planned."""

    count: int
    """How many times there are."""
    left_out: int
    """How many more were told by those who did not run it as planned, or do not say so."""
    middle: float | None
    """The median; `None` below five times."""
    usual: tuple[float, float] | None
    """Between these two lies the middle half of the times; `None` below five times."""

    def drift(self, planned: int) -> float | None:
        """By what part of the plan the median is off: 0.5 where 10 minutes became 15; `None` below five times."""
        return None if self.middle is None else self.middle / planned - 1


@dataclass(frozen=True)
class Proposal:
    """One activity of the newest release: its plan, its times, and the minutes that would fit them better."""

    activity: Activity
    times: Times
    minutes: int | None
    """What to plan in place of the minutes; `None` where these hold, or where too few told their times."""

    @property
    def shortest(self) -> int | None:
        """The shortest time that would still fit: it may not be more than the minutes."""
        shortest = self.activity.shortest
        return min(shortest, self.minutes) if shortest is not None and self.minutes is not None else shortest

    @property
    def longest(self) -> int | None:
        """The longest time that would still fit: it may not be less than the minutes."""
        longest = self.activity.longest
        return max(longest, self.minutes) if longest is not None and self.minutes is not None else longest


@dataclass(frozen=True)
class Timings:
    """What the times of one module say about its newest release."""

    release: Release
    session: Times
    """Times of the whole session; which activity they belong to, they do not say, so nothing follows from them."""
    activities: tuple[Proposal, ...]

    @property
    def duration(self) -> tuple[int, int]:
        """Minutes of the session: as it is planned, and with everything that is proposed."""
        return (
            sum(each.activity.minutes for each in self.activities),
            sum(each.minutes or each.activity.minutes for each in self.activities),
        )

    @property
    def shortest(self) -> tuple[int, int]:
        """Minutes of the session at its shortest: as it is planned, and with everything that is proposed."""
        return (
            sum(_shortest(each.activity) for each in self.activities),
            sum(each.shortest or each.minutes or each.activity.minutes for each in self.activities),
        )

    @property
    def proposes(self) -> bool:
        """Whether other minutes are proposed for any activity."""
        return any(each.minutes is not None for each in self.activities)


def timings_of(library: Library, responses: Iterable[Response], documents: Sequence[str] = ()) -> tuple[Timings, ...]:
    """What the times in some responses say about the modules in force, in order of id; no names mean all modules.

    The responses are read once, as a stream; only minutes are kept of them.
    """
    newest = {
        each.id: each
        for each in library.published()
        if isinstance(each.document, Module) and (not documents or each.id in documents)
    }
    told = _told(library, newest, responses)
    return tuple(_timings(release, told.get(release.id, {})) for release in newest.values())


@dataclass
class _Told:
    """Minutes that were told so far of one activity, or of a whole session."""

    kept: list[int] = field(default_factory=list)
    left_out: int = 0

    def add(self, minutes: int, *, as_planned: bool) -> None:
        if as_planned:
            self.kept.append(minutes)
        else:
            self.left_out += 1


def _told(
    library: Library, newest: Mapping[str, Release], responses: Iterable[Response]
) -> dict[str, dict[str, _Told]]:
    """Minutes by document and activity; the empty text is the whole session."""
    plans = {(id_, each.version): _plan(each) for id_ in newest for each in library.releases[id_]}
    found: dict[str, dict[str, _Told]] = defaultdict(lambda: defaultdict(_Told))
    for each in responses:
        release = newest.get(each.document)
        if release is None or each.version is None or not each.minutes_taken:
            continue
        planned = _plan(release).get(each.activity)
        if each.version.major != release.version.major or planned is None:
            continue
        if plans.get((each.document, each.version), {}).get(each.activity) == planned:
            found[each.document][each.activity].add(each.minutes_taken, as_planned=each.as_planned == "yes")
    return found


def _plan(release: Release) -> dict[str, int]:
    """The planned minutes of each activity of a release, and of the whole."""
    module = release.document
    activities = module.activities if isinstance(module, Module) else ()
    return {"": sum(each.minutes for each in activities)} | {each.anchor: each.minutes for each in activities}


def _timings(release: Release, told: Mapping[str, _Told]) -> Timings:
    module = release.document
    activities = module.activities if isinstance(module, Module) else ()
    return Timings(
        release,
        session=_times(told.get("", _Told())),
        activities=tuple(_proposal(each, _times(told.get(each.anchor, _Told()))) for each in activities),
    )


def _times(told: _Told) -> Times:
    count = len(told.kept)
    if count < FEWEST_TIMES:
        return Times(count, told.left_out, None, None)
    low, _, high = quantiles(told.kept, n=4, method="inclusive")
    return Times(count, told.left_out, median(told.kept), (low, high))


def _proposal(activity: Activity, times: Times) -> Proposal:
    drift = times.drift(activity.minutes)
    is_off = drift is not None and abs(drift) > DRIFT
    return Proposal(activity, times, rounded(times.middle) if is_off and times.middle is not None else None)


def rounded(minutes: float) -> int:
    """Minutes as people plan them: whole ones below 15, then steps of five; halves go up, and nothing becomes 0.

    >>> [rounded(each) for each in (0.4, 7.5, 14, 17.5, 22)]
    [1, 8, 14, 20, 20]
    """
    step = 5 if minutes >= COARSE_FROM else 1
    return max(1, math.floor(minutes / step + 0.5) * step)


def _shortest(activity: Activity) -> int:
    return activity.minutes if activity.shortest is None else activity.shortest
