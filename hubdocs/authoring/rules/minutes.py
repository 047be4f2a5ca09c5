"""A session's minutes can be trusted: they are numbers, in order, and add up."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.marks import MINUTES, misread_lines
from hubdocs.authoring.outline import number
from hubdocs.errors import Problem
from hubdocs.model import Document, Module


def minutes_are_whole(document: Document) -> Iterator[Problem]:
    """Yield a problem for minutes that are no whole number above nothing."""
    misread = misread_lines(document)
    for each in document.headings:
        for name in MINUTES if each.line not in misread else ():
            if name in each.values and not number(each, name):
                yield Problem(
                    document.source.body_place(each.line),
                    f"`{name}={each.values[name]}` is not a number of minutes",
                    f"write a whole number, such as {name}=15",
                    "minutes",
                )


def minutes_add_up(document: Document) -> Iterator[Problem]:
    """Yield a problem when the activities do not last as long as the session."""
    if not isinstance(document, Module):
        return
    if misread_lines(document) or any(each.is_activity and not number(each, "minutes") for each in document.headings):
        return  # another rule names the heading whose minutes could not be read
    if not document.duration:
        message = "a session lasts at least a minute"
        yield Problem(document.place("duration"), message, "write its minutes, such as `duration: 60`", "minutes")
        return
    if not document.activities:
        message = "no heading has minutes, so nobody knows how the session runs"
        hint = f"add a heading such as `## Talk {{ #talk minutes={document.duration} }}`"
        yield Problem(document.place("duration"), message, hint, "minutes")
        return
    total = sum(activity.minutes for activity in document.activities)
    if total != document.duration:
        parts = " + ".join(str(activity.minutes) for activity in document.activities)
        yield Problem(
            document.place("duration"),
            f"the session lasts {document.duration} minutes, but its activities add up to {total} ({parts})",
            f"write `duration: {total}`, or change the minutes of an activity",
            "minutes",
        )


def bounds_are_in_order(document: Document) -> Iterator[Problem]:
    """Yield a problem when the shortest time is longer than the planned one, or the longest shorter."""
    for each in document.headings:
        minutes, shortest, longest = (number(each, name) for name in MINUTES)
        if minutes is None:
            if shortest or longest:
                message = "`shortest` and `longest` stand on a heading without `minutes`"
                yield Problem(document.source.body_place(each.line), message, "add minutes=…", "minutes")
            continue
        for low, high, low_name, high_name in (
            (shortest, minutes, "shortest", "minutes"),
            (minutes, longest, "minutes", "longest"),
        ):
            if low is not None and high is not None and low > high:
                message = f"{low_name} is {low}, which is more than {high_name}, {high}"
                hint = f"make {low_name} at most as large as {high_name}"
                yield Problem(document.source.body_place(each.line), message, hint, "minutes")
