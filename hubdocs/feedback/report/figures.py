"""The figures of one subject, each with how many people it rests on. Below five there is neither mean nor median."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hubdocs.feedback.report.counts import Counts, Subject
from hubdocs.feedback.report.intervals import (
    Interval,
    mean_change,
    mean_of,
    mean_rating,
    median_interval,
    median_of,
    wilson,
)

FEWEST = 5
"""How few answers may have a mean, a median or a share. Source: FORMAT, section 8."""
SCALE = (1, 2, 3, 4, 5)
"""The answers to a question about usefulness or clearness."""
PLANNED = ("yes", "partly", "no")
AGAIN = ("yes", "maybe", "no")
POOR = 3.0
"""The median up to which a rating is poor: half of the people chose the middle of the scale or less."""
DRIFT = 0.25
"""The part of the planned minutes by which a session may run over or under."""


@dataclass(frozen=True)
class Rating:
    """Answers from 1 to 5."""

    counts: tuple[int, ...]
    """How many chose 1, 2, 3, 4 and 5."""
    median: float | None
    mean: float | None
    interval: Interval | None
    """Of the mean."""

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def is_poor(self) -> bool:
        """Whether enough people answered, and half of them chose the middle of the scale or less."""
        return self.median is not None and self.median <= POOR


@dataclass(frozen=True)
class Choice:
    """Answers in words, the first of which is yes."""

    counts: Mapping[str, int]
    """By answer, in the order of the question."""
    share: float | None
    """Of those who said yes."""
    interval: Interval | None

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def yes(self) -> int:
        """How many said yes."""
        return self.counts["yes"]


@dataclass(frozen=True)
class Change:
    """How sure people were before and are after, of those who told both."""

    counts: Mapping[int, int]
    """How many changed by -4 to 4 steps."""
    before: Rating
    after: Rating
    median: float | None
    mean: float | None
    interval: Interval | None
    """Of the mean; also absent where all changed by the same."""

    @property
    def n(self) -> int:
        """How many told both."""
        return sum(self.counts.values())

    @property
    def less(self) -> int:
        """How many are less sure."""
        return sum(n for step, n in self.counts.items() if step < 0)

    @property
    def same(self) -> int:
        """How many are as sure as before."""
        return self.counts[0]

    @property
    def more(self) -> int:
        """How many are more sure."""
        return sum(n for step, n in self.counts.items() if step > 0)


@dataclass(frozen=True)
class Timing:
    """Minutes that a session or an activity took."""

    planned: int | None
    """The minutes of that release; `None` where it names none."""
    counts: Mapping[int, int]
    """How many told each number of minutes."""
    median: float | None
    interval: Interval | None
    """Of the median."""

    @property
    def n(self) -> int:
        """How many told."""
        return sum(self.counts.values())

    @property
    def drift(self) -> float | None:
        """By which part of the plan the median runs over, or under when it is negative."""
        return self.median / self.planned - 1 if self.median is not None and self.planned else None

    @property
    def drifts(self) -> bool:
        """Whether enough people told, and the median is off by more than a quarter of the plan."""
        return self.drift is not None and abs(self.drift) > DRIFT


class Cause(StrEnum):
    """What a poor rating speaks of: the text, or the way it was run."""

    NONE = "none"
    """The rating is not poor, or too few answered."""
    MODULE = "module"
    """Poor where it ran as planned: mend the module."""
    TRAINING = "training"
    """Poor only where it did not run as planned: mend the training of those who run it."""
    UNTOLD = "untold"
    """Poor, but too few ran it as planned to tell why."""


@dataclass(frozen=True)
class ByPlan:
    """One rating, parted by whether the session ran as planned."""

    planned: Rating
    """Of those who said that it ran as planned."""
    otherwise: Rating
    """Of those who said that it ran partly as planned, or not."""
    cause: Cause


@dataclass(frozen=True)
class Figures:
    """Everything that is known of one subject."""

    subject: Subject
    title: str
    """The activity's, or the document's."""
    responses: int
    useful: Rating
    clear: Rating
    useful_by_plan: ByPlan
    clear_by_plan: ByPlan
    change: Change
    as_planned: Choice
    again: Choice
    timing: Timing
    remarks: Mapping[str, int]
    """How many wrote what to keep, what to change and what they adapted."""


def figures_of(subject: Subject, title: str, planned: int | None, counts: Counts) -> Figures:
    """What counts of a subject say."""
    useful, clear = rating(counts.useful), rating(counts.clear)
    return Figures(
        subject=subject,
        title=title,
        responses=counts.responses,
        useful=useful,
        clear=clear,
        useful_by_plan=by_plan(useful, counts.useful_by_plan),
        clear_by_plan=by_plan(clear, counts.clear_by_plan),
        change=change(counts.sure),
        as_planned=choice(counts.as_planned, PLANNED),
        again=choice(counts.again, AGAIN),
        timing=timing(planned, counts.minutes),
        remarks={column: counts.remarks[column] for column in ("keep", "change", "adapted")},
    )


def rating(counts: Counter[int]) -> Rating:
    """Ratings with their middle, once enough people answered."""
    cells = tuple(counts[value] for value in SCALE)
    if sum(cells) < FEWEST:
        return Rating(cells, None, None, None)
    return Rating(cells, median_of(counts), mean_of(counts), mean_rating(counts))


def choice(counts: Counter[str], answers: tuple[str, ...]) -> Choice:
    """Answers in words with the share of yes, once enough people answered."""
    cells = {answer: counts[answer] for answer in answers}
    n = sum(cells.values())
    if n < FEWEST:
        return Choice(cells, None, None)
    return Choice(cells, cells["yes"] / n, wilson(cells["yes"], n))


def change(pairs: Counter[tuple[int, int]]) -> Change:
    """What pairs of before and after say."""
    before, after, steps = Counter[int](), Counter[int](), Counter[int]()
    for (was, is_), n in pairs.items():
        before[was] += n
        after[is_] += n
        steps[is_ - was] += n
    cells = {step: steps[step] for step in range(-4, 5)}
    if pairs.total() < FEWEST:
        return Change(cells, rating(before), rating(after), None, None, None)
    return Change(cells, rating(before), rating(after), median_of(steps), mean_of(steps), mean_change(steps))


def timing(planned: int | None, counts: Counter[int]) -> Timing:
    """Minutes with their middle, once enough people told them."""
    cells = {minutes: counts[minutes] for minutes in sorted(counts)}
    if counts.total() < FEWEST:
        return Timing(planned, cells, None, None)
    return Timing(planned, cells, median_of(counts), median_interval(counts))


def by_plan(overall: Rating, counts: Counter[tuple[str, int]]) -> ByPlan:
    """A rating parted by whether the session ran as planned, and what a poor one speaks of."""
    planned, otherwise = Counter[int](), Counter[int]()
    for (ran, value), n in counts.items():
        (planned if ran == "yes" else otherwise)[value] += n
    parted = rating(planned), rating(otherwise)
    return ByPlan(*parted, _cause(overall, *parted))


def _cause(overall: Rating, planned: Rating, otherwise: Rating) -> Cause:
    """The rule of the report: who ran it as planned speaks of the module; all others speak of their training first."""
    if planned.is_poor:
        return Cause.MODULE
    if planned.n >= FEWEST and otherwise.is_poor:
        return Cause.TRAINING
    return Cause.UNTOLD if overall.is_poor else Cause.NONE
