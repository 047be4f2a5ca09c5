"""The report for programs: the same numbers as on its pages. `SCHEMA` says what each key means."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import singledispatch
from pathlib import Path
from typing import Any

from hubdocs.feedback.report.comparing import Comparison
from hubdocs.feedback.report.counts import Remark
from hubdocs.feedback.report.figures import SCALE, ByPlan, Change, Choice, Figures, Rating, Timing
from hubdocs.feedback.report.intervals import Interval
from hubdocs.feedback.report.priorities import Concern
from hubdocs.feedback.report.public import (
    PublicAnswers,
    PublicComparison,
    PublicDocument,
    PublicFigures,
    PublicRelease,
    Published,
)
from hubdocs.feedback.report.summary import DocumentSummary, ReleaseSummary, Summary, day_of

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
"""The JSON Schema (2020-12) of the report."""
DECIMALS = 4
"""Of means, shares and intervals."""


def as_json(report: Summary | Published) -> str:
    """The report as JSON, the same for the same responses."""
    view = "internal" if isinstance(report, Summary) else "public"
    return json.dumps({"format": 1, "view": view, **data(report)}, ensure_ascii=False, indent=2) + "\n"


@singledispatch
def data(value: object) -> Any:
    """A value in the shapes that JSON has."""
    raise TypeError(f"{type(value).__name__} is no part of a report")


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DECIMALS)


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(interval.low, DECIMALS), round(interval.high, DECIMALS)]


def _all(values: Sequence[object]) -> list[Any]:
    return [data(each) for each in values]


@data.register
def _(summary: Summary) -> Any:
    return {
        "date": summary.date.isoformat() if summary.date else None,
        "since": summary.since.isoformat() if summary.since else None,
        "responses": summary.responses,
        "editions": dict(summary.editions),
        "look_at_first": _all(summary.concerns),
        "documents": _all(summary.documents),
    }


@data.register
def _(concern: Concern) -> Any:
    return {
        "document": concern.subject.document,
        "version": str(concern.subject.version),
        "activity": concern.subject.activity or None,
        "newest": concern.is_newest,
        "reasons": [{"kind": each.weight.name.lower(), "text": each.text, "n": each.n} for each in concern.reasons],
    }


@data.register
def _(document: DocumentSummary) -> Any:
    return {
        **_head(document),
        "releases": _all(document.releases),
        "comparisons": _all(document.comparisons),
        "remarks": {column: _all(remarks) for column, remarks in document.remarks.items()},
    }


@data.register
def _(document: PublicDocument) -> Any:
    return {
        **_head(document),
        "releases": _all(document.releases),
        "comparisons": _all(document.comparisons),
    }


def _head(document: DocumentSummary | PublicDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "audience": list(document.audience),
        "newest": str(document.newest) if document.newest else None,
    }


@data.register
def _(remark: Remark) -> Any:
    day = day_of(remark)
    return {
        "date": day.isoformat() if day else None,
        "version": str(remark.version),
        "activity": remark.activity or None,
        "text": remark.text,
    }


@data.register
def _(release: ReleaseSummary) -> Any:
    return {
        **_release_head(release),
        "responses": release.responses,
        "whole": data(release.whole),
        "activities": _all(release.activities),
        "channels": dict(release.channels),
        "roles": dict(release.roles),
    }


def _release_head(release: ReleaseSummary | PublicRelease) -> dict[str, Any]:
    return {
        "version": str(release.version),
        "date": release.date.isoformat() if release.date else None,
        "withdrawn": release.withdrawn,
    }


@data.register
def _(figures: Figures) -> Any:
    return {
        "activity": figures.subject.activity or None,
        "title": figures.title,
        "responses": figures.responses,
        "useful": {**data(figures.useful), "by_plan": data(figures.useful_by_plan)},
        "clear": {**data(figures.clear), "by_plan": data(figures.clear_by_plan)},
        "confidence": data(figures.change),
        "as_planned": data(figures.as_planned),
        "again": data(figures.again),
        "minutes": data(figures.timing),
        "remarks": dict(figures.remarks),
    }


@data.register
def _(rating: Rating) -> Any:
    return {
        "n": rating.n,
        "counts": {str(value): n for value, n in zip(SCALE, rating.counts, strict=True)},
        "median": rating.median,
        "mean": _rounded(rating.mean),
        "interval": _ends(rating.interval),
    }


@data.register
def _(parted: ByPlan) -> Any:
    return {"as_planned": data(parted.planned), "otherwise": data(parted.otherwise), "cause": parted.cause.value}


@data.register
def _(choice: Choice) -> Any:
    return {
        "n": choice.n,
        "counts": dict(choice.counts),
        "share": _rounded(choice.share),
        "interval": _ends(choice.interval),
    }


@data.register
def _(change: Change) -> Any:
    return {
        "n": change.n,
        "counts": {f"{step:+d}" if step else "0": n for step, n in change.counts.items()},
        "median": change.median,
        "mean": _rounded(change.mean),
        "interval": _ends(change.interval),
        "before": data(change.before),
        "after": data(change.after),
    }


@data.register
def _(timing: Timing) -> Any:
    return {
        "planned": timing.planned,
        "n": timing.n,
        "counts": {str(minutes): n for minutes, n in timing.counts.items()},
        "median": timing.median,
        "interval": _ends(timing.interval),
        "drift": _rounded(timing.drift),
    }


@data.register
def _(comparison: Comparison) -> Any:
    return {
        **_pair(comparison),
        "n": list(comparison.n),
        "figures": [_rounded(each) for each in comparison.figures],
        "interval": _ends(comparison.interval),
    }


@data.register
def _(comparison: PublicComparison) -> Any:
    return _pair(comparison)


def _pair(comparison: Comparison | PublicComparison) -> dict[str, Any]:
    return {
        "measure": "confidence" if comparison.measure == "change" else comparison.measure,
        "activity": comparison.activity or None,
        "earlier": str(comparison.earlier),
        "later": str(comparison.later),
        "verdict": comparison.verdict.value,
    }


@data.register
def _(report: Published) -> Any:
    return {
        "date": f"{report.date:%Y-%m}" if report.date else None,
        "since": f"{report.since:%Y-%m}" if report.since else None,
        "at_least": report.at_least,
        "documents": _all(report.documents),
    }


@data.register
def _(release: PublicRelease) -> Any:
    return {
        **_release_head(release),
        "at_least": release.at_least,
        "whole": data(release.whole) if release.whole else None,
        "activities": _all(release.activities),
        "channels_at_least": dict(release.channels),
    }


@data.register
def _(figures: PublicFigures) -> Any:
    answers: Mapping[str, PublicAnswers] = {
        "useful": figures.useful,
        "clear": figures.clear,
        "confidence": figures.change,
        "as_planned": figures.as_planned,
        "again": figures.again,
    }
    return {
        "activity": figures.activity or None,
        "title": figures.title,
        "at_least": figures.at_least,
        **{name: data(each) for name, each in answers.items()},
        "minutes": {"planned": figures.planned_minutes, "median": figures.minutes},
        "adapted_at_least": figures.adapted_at_least,
    }


@data.register
def _(answers: PublicAnswers) -> Any:
    return {
        "n": answers.n,
        "groups": [{"first": each.first, "last": each.last, "n": each.n} for each in answers.groups],
        "median": answers.median,
        "figure": _rounded(answers.figure),
        "interval": _ends(answers.interval),
    }
