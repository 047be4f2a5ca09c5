"""A session's minutes can be trusted: they are numbers, in order, and add up."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.outline import number
from hubdocs.authoring.rules.headings import VALUES
from hubdocs.errors import Problem
from hubdocs.model import Document, Module


def minutes_are_whole(document: Document) -> Iterator[Problem]:
    """Yield a problem for minutes that are no whole number above nothing."""
    for each in document.headings:
        for name in VALUES:
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
    if any("{" in each.title or (each.is_activity and not number(each, "minutes")) for each in document.headings):
        return  # another rule names the heading whose minutes could not be read
    if not document.duration:
        message = "a session lasts at least a minute"
        yield Problem(document.place("duration"), message, "write its minutes, such as `duration: 60`", "minutes")
        return
    total = sum(activity.minutes for activity in document.activities)
    if total != document.duration:
        parts = " + ".join(str(activity.minutes) for activity in document.activities) or "no activities"
        yield Problem(
            document.place("duration"),
            f"the session lasts {document.duration} minutes, but its activities add up to {total} ({parts})",
            f"write `duration: {total}`, or change the minutes of an activity",
            "minutes",
        )


def bounds_are_in_order(document: Document) -> Iterator[Problem]:
    """Yield a problem when the shortest time is longer than the planned one, or the longest shorter."""
    for each in document.headings:
        minutes, shortest, longest = (number(each, name) for name in VALUES)
        if minutes is None:
            if shortest or longest:
                message = "`shortest` and `longest` stand on a heading without `minutes`"
                yield Problem(document.source.body_place(each.line), message, "add minutes=…", "minutes")
            continue
        if (shortest or minutes) > minutes or (longest or minutes) < minutes:
            yield Problem(
                document.source.body_place(each.line),
                f"shortest {shortest or minutes}, minutes {minutes} and longest {longest or minutes} are not in order",
                "make shortest the smallest and longest the largest of the three",
                "minutes",
            )
