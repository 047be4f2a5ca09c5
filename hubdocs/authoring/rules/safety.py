"""A session that touches people is framed: agreed rules before, help and an ending after."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.marks import misread_lines
from hubdocs.errors import Problem
from hubdocs.model import Activity, Document, Mark, Module


def sensitive_activities_are_framed(document: Document) -> Iterator[Problem]:
    """Yield a problem for each sensitive activity without ground rules before, signposting or a closing after."""
    if not isinstance(document, Module) or misread_lines(document):
        return  # of a heading whose marks could not be read, another rule speaks
    for index, activity in enumerate(document.activities):
        if Mark.SENSITIVE not in activity.marks:
            continue
        before, after = document.activities[:index], document.activities[index + 1 :]
        missing = [
            words
            for words, there in (
                ("ground rules before it (.ground-rules)", _has(before, Mark.GROUND_RULES)),
                ("signposting after it (.signposting)", _has(after, Mark.SIGNPOSTING)),
                ("a closing after it (.closing)", _has(after, Mark.CLOSING)),
            )
            if not there
        ]
        if missing:
            yield Problem(
                document.source.body_place(_line(document, activity)),
                f"the sensitive activity “{activity.title}” lacks {', '.join(missing)}",
                "mark or add those activities, in that order, so that nobody is left alone with what came up",
                "safe-session",
            )


def safe_parts_are_kept(document: Document) -> Iterator[Problem]:
    """Yield a problem for each part of a safe session that is called optional."""
    if not isinstance(document, Module):
        return
    for activity in document.activities:
        if activity.optional and activity.marks:
            mark = min(activity.marks).value
            yield Problem(
                document.source.body_place(_line(document, activity)),
                f"“{activity.title}” is marked .{mark} and .optional; a safe session never leaves it out",
                "remove .optional",
                "safe-session",
            )


def _has(activities: tuple[Activity, ...], mark: Mark) -> bool:
    return any(mark in activity.marks for activity in activities)


def _line(document: Document, activity: Activity) -> int:
    return next((each.line for each in document.headings if each.anchor == activity.anchor), 0)
