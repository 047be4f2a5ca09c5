"""The outline of a body: its level-2 headings with their attributes, line by line.

Markdown itself forgets line numbers, so headings are read from the lines; code is passed over.
"""

from __future__ import annotations

import re

from markdown.extensions.attr_list import get_attrs_and_remainder

from hubdocs.model import Activity, Heading, Mark

_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"##(?!#)[ \t]*(?P<words>.*?)(?:[ \t]+#*)?[ \t]*$")
_ATTRIBUTES = re.compile(r"^(?P<title>.*?)[ ]+\{:?[ ]*(?P<attributes>[^\}\n ][^\n]*)[ ]*\}$")
_BLANK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
"""A tag of a template; headings may not hold one, and a rule says so."""
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`]+|(?<!\w)_+|_+(?!\w)")


def prose_lines(body: str) -> list[tuple[int, str]]:
    """The lines of a body that are not inside a code fence, with their numbers counted from 0."""
    return _scan(body)[0]


def open_fence(body: str) -> int | None:
    """The line, counted from 0, on which code begins that has no end; `None` when all code has one."""
    return _scan(body)[1]


def _scan(body: str) -> tuple[list[tuple[int, str]], int | None]:
    """The lines outside code, and where code begins that has no end."""
    prose: list[tuple[int, str]] = []
    fence, begun = "", None
    for number, line in enumerate(body.split("\n")):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence, begun = "", None
        elif match:
            fence, begun = match[1], number
        else:
            prose.append((number, line))
    return prose, begun


def headings(body: str) -> tuple[Heading, ...]:
    """Every level-2 heading that stands at the left edge, in order."""
    return tuple(heading(number, line) for number, line in prose_lines(body) if _HEADING.match(line))


def heading(number: int, line: str) -> Heading:
    """Read one heading line such as `## Film { #film minutes=15 .sensitive }`."""
    match = _HEADING.match(line)
    words = _BLANK.sub("…", match["words"] if match else line)
    if not (marked := _ATTRIBUTES.match(words)):
        return Heading(plain(words), "", number)
    attributes, _ = get_attrs_and_remainder(marked["attributes"])
    anchor, classes, values = "", [], {}
    for name, value in attributes:
        if name == "id":
            anchor = value
        elif name == ".":
            classes.append(value)
        else:
            values[name] = str(value or "")
    return Heading(plain(marked["title"]), anchor, number, tuple(classes), values)


def plain(words: str) -> str:
    """The words of a heading without Markdown's marks."""
    return _MARKUP.sub(lambda match: match[1] or "", words).strip()


def activities(found: tuple[Heading, ...]) -> tuple[Activity, ...]:
    """The activities among the headings, with the minute at which each begins.

    A heading whose minutes are no number is left out; a rule names it.
    """
    made: list[Activity] = []
    starts = 0
    for each in found:
        minutes = number(each, "minutes")
        if minutes is None:
            continue
        made.append(
            Activity(
                anchor=each.anchor,
                title=each.title,
                minutes=minutes,
                starts=starts,
                shortest=number(each, "shortest"),
                longest=number(each, "longest"),
                optional="optional" in each.classes,
                for_trainer="for-trainer" in each.classes,
                marks=frozenset(mark for mark in Mark if mark.value in each.classes),
            )
        )
        starts += minutes
    return tuple(made)


def number(found: Heading, name: str) -> int | None:
    """The whole number that an attribute holds, or `None` when it is absent or no number."""
    value = found.values.get(name, "")
    return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else None
