"""Level-2 headings carry the permanent ids and the minutes, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hubdocs.authoring.marks import LEVEL, headings_beyond, misread_lines, slips_of, with_mark, with_own_id
from hubdocs.authoring.outline import heading, headings, prose_lines
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Document, StandardSet

LEVELS = ("must", "should", "may")


def marks_are_right(document: Document) -> Iterator[Problem]:
    """Yield a problem for each heading whose marks would be lost or print as text, and for activities without an id."""
    for each in slips_of(document):
        others = [other for other in document.headings if other.line != each.line and other.anchor in each.ids]
        taken = [
            f"`#{other.anchor}` is taken by line {document.source.body_place(other.line).line}" for other in others
        ]
        what = "; ".join((*each.what, *taken))
        meant = with_own_id(each.meant) if taken else each.meant
        yield Problem(document.source.body_place(each.line), what, f"write `{meant}`", "heading")


def levels_exist(document: Document) -> Iterator[Problem]:
    """Yield a problem for each heading with more # than there are levels."""
    for number, meant in headings_beyond(document.source.body):
        message = "a heading has at most six #"
        yield Problem(document.source.body_place(number), message, f"write `{meant}`, or fewer #", "heading-level")


def ids_are_unique(document: Document) -> Iterator[Problem]:
    """Yield a problem for each id of a part that is used a second time."""
    seen: dict[str, int] = {}
    for each in document.headings:
        place = document.source.body_place(each.line)
        if each.anchor in seen:
            message = f"the id `#{each.anchor}` is used twice; line {seen[each.anchor]} has it"
            yield Problem(place, message, "give this heading an id of its own", "heading-id")
        elif each.anchor:
            seen[each.anchor] = place.line


def standards_are_whole(document: Document) -> Iterator[Problem]:
    """Yield a problem for each standard without an id, a group or a level."""
    if not isinstance(document, StandardSet):
        return
    misread = misread_lines(document)
    lines = document.source.body.split("\n")
    for each in document.headings:
        if not (each.anchor or each.values) or each.line in misread:
            continue
        place = document.source.body_place(each.line)
        missing = [name for name in ("group", "level") if not each.values.get(name)]
        if not each.anchor:
            missing.insert(0, "id")
        if missing:
            examples = {"id": "#GOV-1", "group": 'group="People and roles"', "level": "level=must"}
            hint = f"write `{with_mark(lines[each.line], ' '.join(examples[name] for name in missing))}`"
            yield Problem(place, f"this standard lacks: {', '.join(missing)}", hint, "standard")
        elif each.values["level"] not in LEVELS:
            message = f"the level `{each.values['level']}` is not one of must, should and may"
            hint = did_you_mean(each.values["level"], LEVELS, "choose must, should or may")
            yield Problem(place, message, hint, "standard")


ITEMS = ("Why", "Evidence", "Minimum", "Go further", "Checked by")
"""What a standard says of itself. Contract: FORMAT, section 3."""


def items_of_standards_are_known(document: Document) -> Iterator[Problem]:
    """Yield a problem for each item of a standard that is none of the five, or that stands there twice."""
    if not isinstance(document, StandardSet):
        return
    starts = [each.line for each in document.headings]
    seen: set[tuple[int, str]] = set()
    for number, item in _items(document.source.body):
        place = document.source.body_place(number)
        standard = max((line for line in starts if line < number), default=-1)
        if standard < 0:
            continue
        if item not in ITEMS:
            hint = did_you_mean(item, ITEMS, f"a standard has {', '.join(ITEMS)}")
            yield Problem(place, f"“{item}” is not an item of a standard", hint, "standard")
        elif (standard, item) in seen:
            yield Problem(place, f"this standard has “{item}” twice", "put the two together", "standard")
        seen.add((standard, item))


def _items(body: str) -> Iterator[tuple[int, str]]:
    """The names of definitions at the left edge, each with its line."""
    lines = dict(prose_lines(body))
    for number, line in lines.items():
        before = lines.get(number - 1, "")
        if line.startswith(": ") and before.strip() and not before.startswith((":", " ")):
            yield number - 1, before.strip()


def activities_stand_free(text: Text) -> Iterator[Problem]:
    """Yield a problem for each activity inside a block or a list, where its minutes would not be counted."""
    for number, line in text.lines:
        if re.match(r"[ \t>]+##(?!#)", line) and heading(number, line.lstrip(" \t>")).is_activity:
            yield Problem(
                text.source.body_place(number),
                "an activity stands inside a block, so its minutes are not counted",
                "move the heading to the left edge, outside the block",
                "activity-in-block",
            )


def headings_are_read(text: Text) -> Iterator[Problem]:
    """Yield a problem where the headings that were typed are not those that a reader gets.

    A heading inside a comment or HTML counts its minutes and its safety marks, but nobody would see it.
    """
    typed = headings(text.source.body)
    shown = [each for each in text.survey.headings if each.level == LEVEL]
    free = [each for each in shown if each.stands_free]
    if len(typed) == len(free) and all(one.anchor in {"", other.id} for one, other in zip(typed, free, strict=True)):
        return
    seen = Counter(_letters(each.words) for each in shown)
    for each in typed:
        if seen[_letters(each.title)] > 0:
            seen[_letters(each.title)] -= 1
            continue
        message = f"the heading “{each.title}” is not shown: it stands in a comment, in HTML or in another block"
        hint = "take it out, or move it to the left edge with an empty line before it"
        yield Problem(text.source.body_place(each.line), message, hint, "heading")
    for other in free:
        if seen[_letters(other.words)] > 0:
            seen[_letters(other.words)] -= 1
            message = f"the heading “{other.words}” is underlined; here a heading begins with #"
            hint = f"write `## {other.words}`, and delete the line below it"
            yield Problem(text.place_of(other.words), message, hint, "heading")


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()


def levels_do_not_skip(text: Text) -> Iterator[Problem]:
    """Yield a problem where a heading is more than one level below the one before it."""
    level = 1
    places = text.heading_places
    for index, each in enumerate(text.survey.headings):
        if each.level > level + 1:
            yield Problem(
                places[index] if index < len(places) else text.place_of_heading(each.level, each.words),
                f"the heading “{each.words}” skips a level: it is level {each.level} after level {level}",
                f"write `{'#' * (level + 1)} {each.words}`",
                "heading-level",
            )
        level = each.level
