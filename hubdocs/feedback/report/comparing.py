"""One release beside another: only within a major version, and "better" only where enough people say so.

Nothing is added up over releases: each speaks for itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from hubdocs.feedback.report.figures import FEWEST, Change, Choice, Figures, Rating
from hubdocs.feedback.report.intervals import (
    Interval,
    difference_of_changes,
    difference_of_ratings,
    difference_of_shares,
)
from hubdocs.model import Version

ENOUGH = 20
"""How few answers for each release may be called better or worse. Source: the notes on the domain, section 7."""


class Verdict(StrEnum):
    """What can honestly be said of the later release."""

    BETTER = "better"
    WORSE = "worse"
    NOT_CLEAR = "no clear difference"
    TOO_FEW = "too few to compare"
    NOT_COMPARED = "not compared"
    """The releases are of different major versions: the sessions differ too much."""


MEASURES = {
    "useful": "How useful",
    "clear": "How clear",
    "change": "How much surer",
    "as_planned": "Ran as planned",
    "again": "Would run it again",
}
"""What is compared, in words. `VERY_SURE` rests on how many these are."""


@dataclass(frozen=True)
class Comparison:
    """One figure of two releases that follow each other among those with responses."""

    measure: str
    """A key of `MEASURES`."""
    activity: str
    """Empty for the whole session."""
    title: str
    earlier: Version
    later: Version
    n: tuple[int, int]
    """How many answered, earlier and later."""
    figures: tuple[float | None, float | None]
    """The mean, or the share that said yes; nothing below five answers."""
    interval: Interval | None
    """Of the later less the earlier; only where it is judged."""
    verdict: Verdict


def compare(earlier: Figures, later: Figures) -> tuple[Comparison, ...]:
    """Every figure of a subject in two releases, side by side."""
    return tuple(_compared(measure, earlier, later) for measure in MEASURES)


def _compared(measure: str, earlier: Figures, later: Figures) -> Comparison:
    one, other = getattr(earlier, measure), getattr(later, measure)
    versions = earlier.subject.version, later.subject.version
    verdict, interval = _judged(one, other, versions)
    return Comparison(
        measure=measure,
        activity=later.subject.activity,
        title=later.title,
        earlier=versions[0],
        later=versions[1],
        n=(one.n, other.n),
        figures=(figure(one), figure(other)),
        interval=interval,
        verdict=verdict,
    )


def figure(measured: Rating | Choice | Change) -> float | None:
    """The figure by which releases are compared: a mean, or a share."""
    return measured.share if isinstance(measured, Choice) else measured.mean


def _judged(
    one: Rating | Choice | Change, other: Rating | Choice | Change, versions: tuple[Version, Version]
) -> tuple[Verdict, Interval | None]:
    if versions[0].major != versions[1].major:
        return Verdict.NOT_COMPARED, None
    if min(one.n, other.n) < ENOUGH:
        return Verdict.TOO_FEW, None
    interval = _difference(one, other)
    if interval.holds_zero:
        return Verdict.NOT_CLEAR, interval
    return (Verdict.BETTER if interval.low > 0 else Verdict.WORSE), interval


def _difference(one: Rating | Choice | Change, other: Rating | Choice | Change) -> Interval:
    if isinstance(one, Choice) and isinstance(other, Choice):
        return difference_of_shares((one.yes, one.n), (other.yes, other.n))
    if isinstance(one, Change) and isinstance(other, Change):
        return difference_of_changes(Counter(one.counts), Counter(other.counts))
    if isinstance(one, Rating) and isinstance(other, Rating):
        return difference_of_ratings(_counted(one), _counted(other))
    raise TypeError(f"{type(one).__name__} and {type(other).__name__} are not of one kind")


def _counted(rating: Rating) -> Counter[int]:
    return Counter(dict(enumerate(rating.counts, 1)))


def can_be_shown(comparison: Comparison) -> bool:
    """Whether at least one of the two has a figure."""
    return max(comparison.n) >= FEWEST
