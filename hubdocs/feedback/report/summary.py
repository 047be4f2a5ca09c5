"""From responses to a summary: counted once, then worked out document by document."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from hubdocs.feedback.report.comparing import Comparison, can_be_shown, compare
from hubdocs.feedback.report.counts import BEGINNING, REMARKS, UNKNOWN, Counts, Remark, Subject, Tally, tally
from hubdocs.feedback.report.figures import Figures, figures_of
from hubdocs.feedback.report.priorities import Concern, open_safeguarding, rank, ranked
from hubdocs.model import Audience, Library, Module, Release, Response, Version

UNKNOWN_TITLE = "Activities that this release does not have"
FOR_TRAINER = "A part for those who run it"
"""What an activity is called whose own title only those who run the session may read: reports are published, too."""
AUDIENCES = {
    Audience.PUPIL: "pupils",
    Audience.PARENT: "parents and carers",
    Audience.STAFF: "school staff",
    Audience.TRAINER: "trainers",
    Audience.FACILITATOR: "facilitators",
    Audience.HUB_LEAD: "hub leads",
}


@dataclass(frozen=True)
class ReleaseSummary:
    """One release that people spoke of."""

    version: Version
    date: datetime.date | None
    """When it was released; `None` if the library does not know it."""
    withdrawn: bool
    responses: int
    """All of it: of the whole and of its activities."""
    whole: Figures
    """What people said of the whole session."""
    activities: tuple[Figures, ...]
    """In the order of the session; what it does not have comes last."""
    channels: Mapping[str, int]
    roles: Mapping[str, int]
    """The most frequent first."""

    @property
    def subjects(self) -> tuple[Figures, ...]:
        """The whole, then its activities."""
        return (self.whole, *self.activities)


@dataclass(frozen=True)
class DocumentSummary:
    """One document that people spoke of. A variant of a programme is a document of its own."""

    id: str
    title: str
    audience: tuple[str, ...]
    """For whom it is, in words."""
    newest: Version | None
    """The newest release that may be used."""
    releases: tuple[ReleaseSummary, ...]
    """Those with responses, oldest first."""
    comparisons: tuple[Comparison, ...]
    """Each release beside the one before it among these."""
    remarks: Mapping[str, tuple[Remark, ...]]
    """What people wrote, by column, the newest first."""

    @property
    def latest(self) -> ReleaseSummary:
        """The latest release that people spoke of."""
        return self.releases[-1]


@dataclass(frozen=True)
class Summary:
    """Everything that responses say."""

    date: datetime.date | None
    """The day of the newest response; `None` where no day is known."""
    since: datetime.date | None
    """The day of the oldest."""
    responses: int
    editions: Mapping[str, int]
    """Responses about a whole pack, by edition."""
    documents: tuple[DocumentSummary, ...]
    concerns: tuple[Concern, ...]
    """What to look at first."""


def summarise(library: Library, responses: Iterable[Response]) -> Summary:
    """Work out what responses say of the releases in a library, and of open refinements about safeguarding.

    Responses are taken one by one and not kept. Their order decides nothing but which roles are counted by themselves
    where people name very many.
    """
    counted = tally(responses)
    documents = tuple(_documents(library, counted))
    titles = {id_: releases[-1].document.title for id_, releases in library.releases.items() if releases}
    concerns = [
        *open_safeguarding(library.refinements, titles),
        *(
            concern
            for each in documents
            for concern in ranked(
                (figures for release in each.releases for figures in release.subjects), each.comparisons, each.newest
            )
        ),
    ]
    return Summary(
        date=counted.newest.date() if counted.newest else None,
        since=counted.oldest.date() if counted.oldest else None,
        responses=counted.responses,
        editions=dict(sorted(counted.editions.items())),
        documents=documents,
        concerns=tuple(sorted(concerns, key=rank)),
    )


def _documents(library: Library, counted: Tally) -> Iterator[DocumentSummary]:
    """Yield a summary of each document, in order of id."""
    for id_, subjects in groupby(sorted(counted.subjects), key=lambda subject: subject.document):
        known = {release.version: release for release in library.releases.get(id_, ())}
        releases = tuple(
            _release(counted, list(each), known.get(version))
            for version, each in groupby(subjects, key=lambda subject: subject.version)
        )
        document = known[max(known)].document if known else None
        newest = library.newest(id_)
        yield DocumentSummary(
            id=id_,
            title=document.title if document else id_,
            audience=tuple(AUDIENCES[each] for each in document.audience) if document else (),
            newest=newest.version if newest else None,
            releases=releases,
            comparisons=tuple(_comparisons(releases)),
            remarks={column: _newest_first(counted.remarks.get((id_, column), ())) for column in REMARKS},
        )


def _release(counted: Tally, subjects: list[Subject], release: Release | None) -> ReleaseSummary:
    id_, version = subjects[0].document, subjects[0].version
    module = release.document if release and isinstance(release.document, Module) else None
    activities = module.activities if module else ()
    order = {each.anchor: place for place, each in enumerate(activities)}
    titles = {each.anchor: FOR_TRAINER if each.for_trainer else each.title for each in activities}
    titles |= {UNKNOWN: UNKNOWN_TITLE}
    minutes = {each.anchor: each.minutes for each in activities}
    spoken = sorted(
        (each for each in subjects if each.activity),
        key=lambda each: (each.activity == UNKNOWN, order.get(each.activity, len(order)), each.activity),
    )
    whole = Subject(id_, version)
    people = counted.people[id_, version]
    return ReleaseSummary(
        version=version,
        date=release.date if release else None,
        withdrawn=bool(release and release.withdrawn),
        responses=sum(counted.subjects[each].responses for each in subjects),
        whole=figures_of(
            whole,
            release.document.title if release else id_,
            module.duration if module else None,
            counted.subjects.get(whole, Counts()),
        ),
        activities=tuple(
            figures_of(
                each,
                titles.get(each.activity, each.activity),
                minutes.get(each.activity),
                counted.subjects[each],
            )
            for each in spoken
        ),
        channels=_frequent_first(people.channels),
        roles=_frequent_first(people.roles),
    )


def _comparisons(releases: Iterable[ReleaseSummary]) -> Iterator[Comparison]:
    """Yield what can be set side by side: the whole, then each activity that both releases have."""
    for one, other in pairwise(releases):
        before = {each.subject.activity: each for each in one.subjects}
        for later in other.subjects:
            earlier = before.get(later.subject.activity)
            if earlier and later.subject.activity != UNKNOWN:
                yield from (each for each in compare(earlier, later) if can_be_shown(each))


def _frequent_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _newest_first(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, reverse=True))


def day_of(remark: Remark) -> datetime.date | None:
    """The day on which a remark was sent; `None` where it is not known."""
    return None if remark.submitted == BEGINNING else remark.submitted.date()
