"""`hubdocs refine timings`: where the clock and the plan differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from hubdocs.cli import options, telling
from hubdocs.cli.refine.kept import kept
from hubdocs.cli.refine.listing import stop_on_unknown
from hubdocs.cli.telling import counted
from hubdocs.feedback.refinements import FEWEST_TIMES, Proposal, Times, Timings, timings_of
from hubdocs.library.load import load_library


@click.command()
@click.argument("documents", nargs=-1, metavar="[ID]...")
@options.library
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("no times were compared.")
def timings(documents: tuple[str, ...], root: Path, as_json: bool) -> None:
    """Propose other minutes where activities take longer or shorter than planned. Nothing is changed.

    Only the times of those count who ran an activity as planned, in the major version in force, beside the same plan.
    """
    library = load_library(root)
    stop_on_unknown(library, documents)
    compared = timings_of(library, kept(root).responses(), documents)
    if as_json:
        telling.answer({"documents": [as_data(each) for each in compared]})
        return
    for each in compared:
        for line in told(each):
            telling.say(line)
    if not compared:
        telling.say("There is no module to compare.")


def told(timings: Timings) -> Iterator[str]:
    """What the times say about one module, line by line."""
    yield f"{timings.release.name}, {_minutes(timings.duration[0])}"
    for each in timings.activities:
        if each.minutes is not None:
            yield f"  {_proposed(each, each.minutes)}"
            yield from (f"    {line}" for line in _bounds(each))
    fits = sum(each.minutes is None and each.times.middle is not None for each in timings.activities)
    few = sum(each.times.middle is None for each in timings.activities)
    if fits:
        yield f"  {counted(fits, 'activity keeps', 'activities keep')} to the plan."
    if few:
        yield f"  Fewer than {FEWEST_TIMES} times, so nothing can be said: {counted(few, 'activity', 'activities')}."
    if timings.session.middle is not None:
        yield f"  The whole session: {_measured(timings.session)}. Which activity that comes from, nobody can tell."
    if timings.proposes:
        yield from _sums(timings)


def _sums(timings: Timings) -> Iterator[str]:
    before, after = timings.duration
    if before != after:
        yield f"  The session would last {_minutes(after)} in place of {before}: write `duration: {after}`, too."
    before, after = timings.shortest
    if before != after:
        yield f"  At its shortest it would last {_minutes(after)} in place of {before}."
    yield "  Nothing was changed. Whoever plans other minutes makes a minor release."


def _proposed(proposal: Proposal, minutes: int) -> str:
    planned, drift = proposal.activity.minutes, proposal.times.drift(proposal.activity.minutes) or 0.0
    more = f"{abs(drift):.0%} {'more' if drift > 0 else 'less'} than the {planned} that are planned"
    return f"{proposal.activity.anchor}: {_measured(proposal.times)}; {more}. Try `minutes={minutes}`."


def _measured(times: Times) -> str:
    low, high = times.usual or (0.0, 0.0)
    told = f"{_minutes(times.middle or 0)} in the middle of {times.count} times, mostly {low:g} to {high:g}"
    return told + (f", without {times.left_out} not taken as planned" if times.left_out else "")


def _bounds(proposal: Proposal) -> Iterator[str]:
    """What must change beside the minutes."""
    activity = proposal.activity
    if proposal.shortest != activity.shortest:
        yield f"`shortest={activity.shortest}` is more than that: write `shortest={proposal.shortest}` or less."
    if proposal.longest != activity.longest:
        yield f"`longest={activity.longest}` is less than that: write `longest={proposal.longest}` or more."


def _minutes(count: float) -> str:
    return f"{count:g} minute{'' if count == 1 else 's'}"


def as_data(timings: Timings) -> dict[str, Any]:
    """What the times say, for a program; keys are only ever added."""
    return {
        "id": timings.release.id,
        "version": str(timings.release.version),
        "title": timings.release.document.title,
        "duration": dict(zip(("planned", "proposed"), timings.duration, strict=True)),
        "shortest": dict(zip(("planned", "proposed"), timings.shortest, strict=True)),
        "session": _times_as_data(timings.session, timings.duration[0]),
        "activities": [
            {
                "activity": each.activity.anchor,
                "title": each.activity.title,
                **_times_as_data(each.times, each.activity.minutes),
                "proposed": each.minutes,
                "shortest": each.shortest,
                "longest": each.longest,
            }
            for each in timings.activities
        ],
    }


def _times_as_data(times: Times, planned: int) -> dict[str, Any]:
    drift = times.drift(planned)
    return {
        "planned": planned,
        "times": times.count,
        "left_out": times.left_out,
        "median": times.middle,
        "usual": list(times.usual) if times.usual else None,
        "drift": None if drift is None else round(drift, 3),
    }
