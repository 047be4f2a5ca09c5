"""What may be published: nothing that fewer than five people said, nor anything from which that can be worked out.

Three rules, each of which holds by itself, so that no two numbers need to be watched together:

1. How many responded is told in fives: "30 or more". So nobody can subtract the answers to a question from all
   responses, or some activities from all, and learn what one person did.
2. Answers that stand in an order (1 to 5; yes, partly, no; less, as, more sure) are told exactly, but neighbours are
   put together until each group has five people or none is left. A total is the sum of its groups and nothing else.
   An empty answer is put together as well: otherwise one could see which answer was too rare to show.
3. Mean, median and interval are told only where every answer stands by itself: beside a group, they would give its
   parts away. Of minutes, only the median is told.

What stands in no order (channels) is told in fives by itself, without a total; what is rarer is not named. Remarks,
roles (people write what they like there), hubs and the list of what to look at first are never published; of days, only
the month is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hubdocs.feedback.report.comparing import Verdict
from hubdocs.feedback.report.figures import AGAIN, FEWEST, PLANNED, SCALE, Change, Choice, Figures, Rating
from hubdocs.feedback.report.intervals import Interval
from hubdocs.feedback.report.summary import DocumentSummary, ReleaseSummary, Summary
from hubdocs.model import Version

CHANGES = ("less sure", "as sure", "more sure")


@dataclass(frozen=True)
class Group:
    """Neighbouring answers, told together."""

    first: str
    last: str
    n: int
    """Five or more."""

    @property
    def name(self) -> str:
        """`5`, `1 to 4`, `partly or no`."""
        if self.first == self.last:
            return self.first
        spans = self.first.isdigit() and int(self.last) - int(self.first) > 1
        return f"{self.first} {'to' if spans else 'or'} {self.last}"


@dataclass(frozen=True)
class PublicAnswers:
    """The answers to one question, put together as far as they must be."""

    groups: tuple[Group, ...]
    """Empty where fewer than five answered."""
    median: float | None = None
    figure: float | None = None
    """The mean, or the share of yes; only where every answer stands by itself."""
    interval: Interval | None = None

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(group.n for group in self.groups)

    @property
    def in_words(self) -> str:
        """`1 or 2: 6, 3: 10`; where all answers are put together there is nothing to tell but how many there are."""
        if len(self.groups) == 1:
            return "too few to tell apart"
        return ", ".join(f"{group.name}: {group.n}" for group in self.groups)


@dataclass(frozen=True)
class PublicFigures:
    """What may be published of one subject."""

    activity: str
    title: str
    at_least: int
    """How many responded, rounded down to a multiple of five."""
    useful: PublicAnswers
    clear: PublicAnswers
    change: PublicAnswers
    as_planned: PublicAnswers
    again: PublicAnswers
    planned_minutes: int | None
    minutes: float | None
    """The median, where five or more told."""
    adapted_at_least: int
    """How many adapted something, rounded down to a multiple of five."""


@dataclass(frozen=True)
class PublicComparison:
    """What may be published of two releases: a word."""

    measure: str
    activity: str
    title: str
    earlier: Version
    later: Version
    verdict: Verdict


@dataclass(frozen=True)
class PublicRelease:
    """What may be published of one release."""

    version: Version
    date: datetime.date | None
    withdrawn: bool
    at_least: int
    whole: PublicFigures | None
    """`None` where fewer than five spoke of the whole."""
    activities: tuple[PublicFigures, ...]
    """Those of which five or more spoke."""
    channels: Mapping[str, int]
    """Each rounded down to a multiple of five; the rarer ones are absent."""

    @property
    def parts(self) -> tuple[PublicFigures, ...]:
        """The whole, if enough spoke of it, then its activities."""
        return (self.whole, *self.activities) if self.whole else self.activities


@dataclass(frozen=True)
class PublicDocument:
    """What may be published of one document."""

    id: str
    title: str
    audience: tuple[str, ...]
    newest: Version | None
    releases: tuple[PublicRelease, ...]
    comparisons: tuple[PublicComparison, ...]


@dataclass(frozen=True)
class Published:
    """What may be published of a summary."""

    date: datetime.date | None
    """The first day of the month of the newest response."""
    since: datetime.date | None
    """The same for the oldest."""
    at_least: int
    """How many responded, rounded down to a multiple of five."""
    documents: tuple[PublicDocument, ...]
    """Those of which some release has five responses or more."""


def published(summary: Summary) -> Published:
    """Leave out of a summary whatever speaks of fewer than five people."""
    documents = tuple(_document(each) for each in summary.documents)
    enough = summary.responses >= FEWEST
    return Published(
        date=_month(summary.date) if enough else None,
        since=_month(summary.since) if enough else None,
        at_least=in_fives(summary.responses),
        documents=tuple(each for each in documents if each.releases),
    )


def _month(day: datetime.date | None) -> datetime.date | None:
    return day.replace(day=1) if day else None


def in_fives(n: int) -> int:
    """A number of people, rounded down to a multiple of five."""
    return n - n % FEWEST


def grouped(cells: Sequence[tuple[str, int]]) -> tuple[Group, ...]:
    """Answers in their order, put together until each group has five people or more; none where that cannot be.

    From the first answer on, each group closes as soon as it has enough; what is left at the end joins the last group.
    """
    groups: list[Group] = []
    first, n = "", 0
    for name, count in cells:
        first, n = first or name, n + count
        if n >= FEWEST:
            groups.append(Group(first, name, n))
            first, n = "", 0
    if first and groups:
        last = groups.pop()
        groups.append(Group(last.first, cells[-1][0], last.n + n))
    return tuple(groups)


def _rating(rating: Rating) -> PublicAnswers:
    groups = grouped([(str(value), n) for value, n in zip(SCALE, rating.counts, strict=True)])
    if len(groups) < len(SCALE):
        return PublicAnswers(groups)
    return PublicAnswers(groups, rating.median, rating.mean, rating.interval)


def _choice(choice: Choice, answers: tuple[str, ...]) -> PublicAnswers:
    groups = grouped([(answer, choice.counts[answer]) for answer in answers])
    if len(groups) < len(answers):
        return PublicAnswers(groups)
    return PublicAnswers(groups, figure=choice.share, interval=choice.interval)


def _change(change: Change) -> PublicAnswers:
    """Less, as or more sure. A mean of the steps would say more than these three do, so there is none."""
    return PublicAnswers(grouped(list(zip(CHANGES, (change.less, change.same, change.more), strict=True))))


def _figures(figures: Figures) -> PublicFigures | None:
    if figures.responses < FEWEST:
        return None
    return PublicFigures(
        activity=figures.subject.activity,
        title=figures.title,
        at_least=in_fives(figures.responses),
        useful=_rating(figures.useful),
        clear=_rating(figures.clear),
        change=_change(figures.change),
        as_planned=_choice(figures.as_planned, PLANNED),
        again=_choice(figures.again, AGAIN),
        planned_minutes=figures.timing.planned,
        minutes=figures.timing.median,
        adapted_at_least=in_fives(figures.remarks["adapted"]),
    )


def _release(release: ReleaseSummary) -> PublicRelease:
    return PublicRelease(
        version=release.version,
        date=release.date,
        withdrawn=release.withdrawn,
        at_least=in_fives(release.responses),
        whole=_figures(release.whole),
        activities=tuple(each for each in map(_figures, release.activities) if each),
        channels=_frequent(release.channels),
    )


def _document(document: DocumentSummary) -> PublicDocument:
    """A release with fewer than five responses is not named: that it has some is told by nothing."""
    releases = tuple(_release(each) for each in document.releases if each.responses >= FEWEST)
    shown = {each.version for each in releases}
    return PublicDocument(
        id=document.id,
        title=document.title,
        audience=document.audience,
        newest=document.newest,
        releases=releases,
        comparisons=tuple(
            PublicComparison(each.measure, each.activity, each.title, each.earlier, each.later, each.verdict)
            for each in document.comparisons
            if {each.earlier, each.later} <= shown and min(each.n) >= FEWEST
        ),
    )


def _frequent(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: in_fives(n) for name, n in _by_name(counts.items()) if n >= FEWEST}


def _by_name(items: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """In the order of their rounded numbers, then of their names: the exact order would tell more."""
    return sorted(items, key=lambda item: (-in_fives(item[1]), item[0]))
