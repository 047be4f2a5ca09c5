"""What an author typed is what a reader gets: nothing was cut out, and no sign of Markdown is left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hubdocs.authoring.markdown.sanitiser import INVISIBLE_CHARACTER, Removed, hidden, is_language, language_named
from hubdocs.authoring.markdown.trees import HEADINGS
from hubdocs.authoring.outline import open_fence
from hubdocs.authoring.rules.blocks import blocks, is_mistyped
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Place, Problem
from hubdocs.hints import nearest

MARKS = ("for-trainer",)
"""Marks that an author may put on a paragraph, an item or a heading."""


def nothing_was_removed(text: Text) -> Iterator[Problem]:
    """Yield a problem for each piece of HTML that the cleaner took out."""
    seen: Counter[str] = Counter()
    for removed in text.survey.removed:
        if text.is_document and removed.tag in HEADINGS and removed.attribute:
            continue  # a rule about the marks on headings judges these
        if removed.attribute == "class" and "admonition" in removed.value.split():
            continue  # the type of the block is unknown, and another rule says so
        if removed.tag == INVISIBLE_CHARACTER:
            yield from _invisible(text)
            continue
        if removed.attribute == "lang" and not is_language(removed.value):
            yield _unknown_language(text, removed.value, seen[removed.value])
            seen[removed.value] += 1
            continue
        typed = removed.value or removed.attribute or f"<{removed.tag}"
        place = _place_of(text, removed, typed, seen[typed])
        seen[typed] += 1
        if removed.attribute == "class" and (near := nearest(removed.value, MARKS)):
            message = f"`.{removed.value}` is not a mark, so everybody would read this"
            yield Problem(place, message, f"did you mean `{{ .{near} }}`?", "for-trainer")
            continue
        if removed.attribute:
            message = f"`{removed}` on <{removed.tag}> is not allowed in a text"
        elif removed.tag == "h1":
            place = text.place_of_heading(1, occurrence=seen[typed] - 1)
            message = "a heading of level 1 stands in the text; the title is in the front matter"
            yield Problem(place, message, "write ## for a heading", "heading-level")
            continue
        else:
            message = f"<{removed.tag}> is not allowed in a text"
        yield Problem(place, message, _instead_of(removed), "html")


def _unknown_language(text: Text, value: str, occurrence: int) -> Problem:
    """Tell of a language that nobody knows: a voice would read the words as if they were English."""
    typed = re.compile(r"\blang\s*=\s*[\"']?" + re.escape(value) + r"(?![\w-])")
    lines = [number for number, line in text.lines for _ in typed.finditer(line)]
    meant = language_named(value) or next(
        (each for each in (value.lower(), value.replace("_", "-"), value.lower().split("-")[0]) if is_language(each)),
        "",
    )
    return Problem(
        text.source.body_place(lines[min(occurrence, len(lines) - 1)]) if lines else text.place_of("lang"),
        f"`{value}` is not a language that computers know",
        f"did you mean `lang={meant}`?" if meant else "write it like en-GB, or cy for Welsh",
        "language",
    )


def _invisible(text: Text) -> Iterator[Problem]:
    """Yield a problem for each line with a sign that no reader sees, typed as such or by its number."""
    for number, line in text.lines:
        if hidden(line):
            hint = "delete it and type the words again; it often comes with text pasted from elsewhere"
            yield Problem(text.source.body_place(number), "an invisible character stands here", hint, "invisible")


def _place_of(text: Text, removed: Removed, typed: str, occurrence: int) -> Place:
    """Where something stood that was removed, though it may have been typed otherwise than it was read."""
    if typed in text.source.body:
        return text.place_of(typed, occurrence=occurrence)
    for form in (rf"<{removed.tag}\b[^>]*\b{removed.attribute}\b" if removed.attribute else "", rf"<{removed.tag}\b"):
        found = [number for number, line in text.lines if form and re.search(form, line, re.IGNORECASE)]
        if found:
            return text.source.body_place(found[min(occurrence, len(found) - 1)])
    return text.place_of("")


def _instead_of(removed: Removed) -> str:
    """What to write in the place of HTML that is not allowed."""
    if removed.attribute == "href":
        return "a link may begin with https:, mailto: or tel:, or name an id such as WC-01"
    if removed.attribute in {"colspan", "rowspan"}:
        return f'write how many, such as {removed.attribute}="2"'
    if removed.tag in HEADINGS:
        return "leave the marks out: only the headings of a document's own text have them"
    return "delete it; if it holds words for readers, write them as ordinary text"


def fences_are_closed(text: Text) -> Iterator[Problem]:
    """Yield a problem for code that has a beginning and no end: nothing behind it would be judged."""
    if (number := open_fence(text.source.body)) is not None:
        message = "the code that begins here has no end"
        yield Problem(
            text.source.body_place(number), message, "close it with the same signs on a line of their own", "fence"
        )


_HINTS = (
    (("!!!", "???"), "begin the block at the left edge, after an empty line"),
    (("! ! !", "!!", ":::", "[!"), "begin a block with three signs and its type, such as !!! note or !!! trainer"),
    (("===",), 'write a tab\'s name in straight quotes, such as === "At home", and indent its text by 4 spaces'),
    (("--8<--",), "copy the words themselves: other files are never read into a text"),
    (("[^",), "write the footnote on a line of its own: [^1]: its words"),
    (("[[", "]["), "link by id: [the words](WC-01)"),
    (("](", "] ("), "write the words in square brackets and the id directly behind them: [the card](WC-01-H1)"),
    (("(",), "the brackets are the wrong way round: write [the card](WC-01-H1)"),
    (("{{", "{%"), "only agreements have blanks; write the words themselves"),
    (("<!--",), "close the remark with -->, or delete it"),
    (("**",), "close what is bold with ** directly behind its last word"),
)
"""What to do about a sign that shows as text, by how it begins."""


def _line_above(text: Text, place: Place) -> str:
    number = place.line - text.source.body_line - 1
    return text.source.body.split("\n")[number] if number >= 0 else ""


def _hint_for(words: str, above: str) -> str:
    """What to do about a sign that shows as text, below a certain line."""
    for starts, hint in _HINTS:
        if words.startswith(starts):
            return hint
    if above.lstrip().startswith("|"):
        return (
            "a mark cannot hide a table: delete this line, write `!!! trainer` above the table, "
            "and put 4 spaces before each of its lines"
        )
    if not above.strip():
        return "remove the empty line above the mark: it belongs directly under its paragraph"
    return "write the mark on a line of its own directly under the paragraph; under a list item, indent it by 4 spaces"


def no_marks_are_left(text: Text) -> Iterator[Problem]:
    """Yield a problem for each `!!!`, `???` or `{ .` that would show as text and that no other rule explains."""
    told = {block.line for block in blocks(text) if is_mistyped(block)}
    if text.is_document:
        told |= {number for number, line in text.lines if line.lstrip(" >").startswith("##")}
    for words in text.survey.leftovers:
        if text.is_template and words.startswith(("{{", "{%")):
            continue
        place = text.place_of(words, words.split()[0])
        if place.line - text.source.body_line in told:
            continue
        yield Problem(
            place,
            f"`{words}` would show as text",
            _hint_for(words, _line_above(text, place)),
            "leftover",
        )
