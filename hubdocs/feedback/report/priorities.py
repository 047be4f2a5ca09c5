"""What to look at first: a ranked list, in which every line says why, with its figures and how many they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from hubdocs.feedback.report import words
from hubdocs.feedback.report.comparing import MEASURES, Comparison, Verdict
from hubdocs.feedback.report.counts import UNKNOWN, Subject
from hubdocs.feedback.report.figures import FEWEST, ByPlan, Cause, Figures
from hubdocs.model import Refinement, Version

MANY = 0.25
"""The part of all who responded from which many adapted something, or want something changed."""


class Weight(IntEnum):
    """How soon to look: the lower, the sooner. Within one weight, the more people the sooner."""

    SAFEGUARDING = 1
    FELL = 2
    MODULE = 3
    TRAINING = 4
    UNTOLD = 5
    MINUTES = 6
    ADAPTED = 7
    CHANGE = 8
    UNKNOWN = 9


@dataclass(frozen=True)
class Reason:
    """Why to look at something."""

    weight: Weight
    text: str
    """One sentence with its figures."""
    n: int
    """How many people it rests on."""


@dataclass(frozen=True)
class Concern:
    """Something to look at, and why."""

    subject: Subject
    title: str
    is_newest: bool
    """Whether no newer release of the document has come since."""
    reasons: tuple[Reason, ...]
    """The weightiest first."""


def ranked(
    figures: Iterable[Figures],
    comparisons: Iterable[Comparison],
    newest: Version | None,
) -> list[Concern]:
    """What to look at in one document, the weightiest first.

    Args:
        figures: Of each subject of it.
        comparisons: Of its releases.
        newest: Its newest release; older ones come after it.
    """
    fell = [each for each in comparisons if each.verdict is Verdict.WORSE]
    found = []
    for each in figures:
        reasons = sorted((*_reasons(each), *_falls(each, fell)), key=lambda reason: (reason.weight, -reason.n))
        if reasons:
            is_newest = newest is None or each.subject.version >= newest
            found.append(Concern(each.subject, each.title, is_newest, tuple(reasons)))
    return sorted(found, key=rank)


def rank(concern: Concern) -> tuple[object, ...]:
    """Its place in the list: safeguarding first, then what is in force, then by weight, reasons and people."""
    first = concern.reasons[0]
    return (
        first.weight is not Weight.SAFEGUARDING,
        not concern.is_newest,
        first.weight,
        -len(concern.reasons),
        -first.n,
        concern.subject,
    )


def open_safeguarding(refinements: Mapping[str, Refinement], titles: Mapping[str, str]) -> Iterator[Concern]:
    """Yield each refinement about safeguarding that waits for a decision, or was accepted and is in no release yet."""
    for id_ in sorted(refinements):
        each = refinements[id_]
        waits = each.decision == "open" or (each.decision == "accepted" and each.fixed_in is None)
        if each.severity == "safeguarding" and waits:
            state = "is not decided yet" if each.decision == "open" else "was accepted, and no release answers it yet"
            raised = f"{words.people(each.responses)} raised" if each.responses else "close reading found"
            text = f"The safeguarding refinement {id_} {state}: {raised} it."
            version = max(each.versions, default=Version(0, 0, 0))
            subject = Subject(each.document, version, each.activity)
            reason = Reason(Weight.SAFEGUARDING, text, each.responses)
            yield Concern(subject, titles.get(each.document, each.document), is_newest=True, reasons=(reason,))


def _reasons(figures: Figures) -> Iterator[Reason]:
    yield from _poor("useful", figures.useful_by_plan, figures.useful.median, figures.useful.n)
    yield from _poor("clear", figures.clear_by_plan, figures.clear.median, figures.clear.n)
    if figures.timing.drifts:
        yield Reason(Weight.MINUTES, _drift(figures), figures.timing.n)
    for column, weight, did in (
        ("adapted", Weight.ADAPTED, "adapted something"),
        ("change", Weight.CHANGE, "want something changed"),
    ):
        n = figures.remarks[column]
        if n >= FEWEST and n >= MANY * figures.responses:
            yield Reason(weight, f"{n} of {words.people(figures.responses)} {did}.", n)
    if figures.subject.activity == UNKNOWN and figures.responses >= FEWEST:
        text = f"{words.people(figures.responses)} named an activity that this release does not have."
        yield Reason(Weight.UNKNOWN, text, figures.responses)


def _poor(measure: str, parted: ByPlan, median: float | None, n: int) -> Iterator[Reason]:
    match parted.cause:
        case Cause.MODULE:
            middle, few = parted.planned.median, words.people(parted.planned.n)
            text = (
                f"Not {measure} enough although it ran as planned: median {words.half(middle)} of 5, {few}. "
                "Mend the module."
            )
            yield Reason(Weight.MODULE, text, parted.planned.n)
        case Cause.TRAINING:
            text = (
                f"Not {measure} enough where it did not run as planned (median {words.half(parted.otherwise.median)} "
                f"of 5, {words.people(parted.otherwise.n)}); where it did, the median is "
                f"{words.half(parted.planned.median)} ({words.people(parted.planned.n)}). Mend the training."
            )
            yield Reason(Weight.TRAINING, text, parted.otherwise.n)
        case Cause.UNTOLD:
            planned = parted.planned
            why = (
                f"Where it ran as planned, the median is {words.half(planned.median)} ({planned.n}), so nobody can tell"
                if planned.n >= FEWEST
                else f"Too few say that it ran as planned ({planned.n}) to tell"
            )
            rated = f"median {words.half(median)} of 5, {words.people(n)}"
            text = f"Not {measure} enough: {rated}. {why} module from training."
            yield Reason(Weight.UNTOLD, text, n)


def _drift(figures: Figures) -> str:
    timing = figures.timing
    way = "longer" if (timing.drift or 0) > 0 else "shorter"
    return (
        f"It takes {words.half(timing.median)} minutes, not {timing.planned}: {words.percent(abs(timing.drift or 0))} "
        f"{way} (median, {words.people(timing.n)})."
    )


def _falls(figures: Figures, fell: Iterable[Comparison]) -> Iterator[Reason]:
    for each in fell:
        if each.later == figures.subject.version and each.activity == figures.subject.activity:
            was, is_ = (words.of_measure(each.measure, figure) for figure in each.figures)
            text = (
                f"{MEASURES[each.measure]}: worse than in {each.earlier}, {is_} instead of {was} "
                f"({each.n[0]} and {words.people(each.n[1])})."
            )
            yield Reason(Weight.FELL, text, each.n[1])
