"""What an author typed is what a reader gets: nothing was cut out, and no sign of Markdown is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hubdocs.authoring.outline import headings, open_fence
from hubdocs.authoring.rules.blocks import blocks, is_mistyped
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Problem
from hubdocs.hints import nearest

MARKS = ("for-trainer",)
"""Marks that an author may put on a paragraph, an item or a heading."""


def nothing_was_removed(text: Text) -> Iterator[Problem]:
    """Yield a problem for each piece of HTML that the cleaner took out."""
    seen: Counter[str] = Counter()
    on_headings = {name for each in headings(text.source.body) for name in (*each.values, *each.classes)}
    for removed in text.survey.removed:
        if removed.tag == "h2" and {removed.attribute, *removed.value.split()} & on_headings:
            continue  # a rule about headings judges these
        if removed.attribute == "class" and "admonition" in removed.value.split():
            continue  # the type of the block is unknown, and another rule says so
        typed = removed.value or removed.attribute or f"<{removed.tag}"
        place = text.place_of(typed, occurrence=seen[typed])
        seen[typed] += 1
        if removed.attribute == "class" and (near := nearest(removed.value, MARKS)):
            message = f"`.{removed.value}` is not a mark, so everybody would read this"
            yield Problem(place, message, f"did you mean `{{ .{near} }}`?", "for-trainer")
            continue
        if removed.attribute:
            message = f"`{removed}` on <{removed.tag}> is not allowed and was removed"
        elif removed.tag == "h1":
            place = text.place_of_heading(1, occurrence=seen[typed] - 1)
            message = "a heading of level 1 stands in the text; the title is in the front matter"
            yield Problem(place, message, "write ## for a heading", "heading-level")
            continue
        else:
            message = f"<{removed.tag}> is not allowed and was removed"
        yield Problem(place, message, "write it in plain Markdown, or leave it out", "html")


def fences_are_closed(text: Text) -> Iterator[Problem]:
    """Yield a problem for code that has a beginning and no end: nothing behind it would be judged."""
    if (number := open_fence(text.source.body)) is not None:
        message = "the code that begins here has no end"
        yield Problem(
            text.source.body_place(number), message, "close it with the same signs on a line of their own", "fence"
        )


def _hint_for(words: str) -> str:
    """What to do about a mark that shows as text."""
    if words.startswith(("!!!", "???", "!!")):
        return "begin the block at the left edge, after an empty line"
    if words.startswith("--8<--"):
        return "copy the words themselves: other files are never read into a text"
    if words.startswith("[!"):
        return "write the block as this library does, such as !!! note"
    return "write the mark on a line of its own under the paragraph; under a list item, indent it by 4 spaces"


def no_marks_are_left(text: Text) -> Iterator[Problem]:
    """Yield a problem for each `!!!`, `???` or `{ .` that would show as text and that no other rule explains."""
    told = {block.line for block in blocks(text) if is_mistyped(block)}
    told |= {each.line for each in headings(text.source.body) if "{" in each.title}
    for words in text.survey.leftovers:
        place = text.place_of(words, words.split()[0])
        if place.line - text.source.body_line in told:
            continue
        yield Problem(
            place,
            f"`{words}` would show as text",
            _hint_for(words),
            "leftover",
        )
