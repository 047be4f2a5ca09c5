"""How much of anything a file may hold: beyond that, reading it would take for ever, or could not be done.

Each limit is far above what a person writes. What was measured is in benchmarks/RESULTS.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser

from hubdocs.authoring.files import LONGEST_LINE
from hubdocs.authoring.outline import prose_lines
from hubdocs.errors import HubError, Problem
from hubdocs.model import Source

MOST_LINES = 6_000
"""Lines in one text. Our longest module has 400."""
LONGEST_PARAGRAPH = 6_000
"""Characters in one paragraph: about 1,000 words."""
MOST_OPEN_BRACKETS = 100
"""Brackets `[` without their `]` in one text; Markdown looks for the end of each through all that follows."""
MOST_OPEN_TAGS = 100
"""Signs `<` before a letter without their `>` in one text, for the same reason."""
MOST_TAGS = 1_000
"""Tags of HTML in one text."""
LONGEST_HEADING = 400
"""Characters in the line of a heading, its marks included."""
MOST_ROWS = 300
"""Rows in one table. The print engine does not finish one of 3,000."""
MOST_COLUMNS = 20
"""Columns in one table; ten already are hard to read on paper."""
MOST_DEFINITIONS = 300
"""Footnotes and abbreviations in one text."""
DEEPEST_BLOCKS = 10
"""Levels of lists, quotes and blocks inside each other."""
DEEPEST_HTML = 20
"""Elements of HTML inside each other."""
WIDEST_SPAN = 50
"""Columns or rows that one cell may cover."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|:|\[\^[^\]]*\]:|\*\[[^\]]*\]:|\|)")
_DEFINITION = re.compile(r"(?:\[\^[^\]]*\]:|\*\[[^\]]*\]:)")
_SPAN = re.compile(r"(?:col|row)span\s*=\s*[\"']?\s*(\d+)", re.IGNORECASE)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")

Lines = list[tuple[int, str]]
"""Lines outside code, numbered from 0."""


def stop_beyond_bounds(source: Source) -> None:
    """Do nothing when a text can be read in good time.

    Raises:
        HubError: It holds too much of something; the first place of each is named.
    """
    lines = prose_lines(source.body)
    if found := [problem for bound in BOUNDS if (problem := next(bound(source, lines), None))]:
        raise HubError(found)


def _problem(source: Source, line: int, message: str, hint: str) -> Problem:
    return Problem(source.body_place(line), message, hint, "bounds")


def _lines_are_counted(source: Source, _: Lines) -> Iterator[Problem]:
    count = source.body.count("\n") + 1
    if count > MOST_LINES:
        message = f"this text has {count:,} lines; a text may have {MOST_LINES:,}"
        yield _problem(source, MOST_LINES, message, "part it into several documents or handouts")


def _lines_are_short(source: Source, _: Lines) -> Iterator[Problem]:
    for number, line in enumerate(source.body.split("\n")):
        if len(line) > LONGEST_LINE:
            message = f"this line has {len(line):,} characters; a line may have {LONGEST_LINE:,}"
            yield _problem(source, number, message, "part it into paragraphs, with an empty line between them")


def _paragraphs_are_short(source: Source, lines: Lines) -> Iterator[Problem]:
    begun, length, before = 0, 0, -1
    for number, line in lines:
        if not line.strip():
            begun, length = number + 1, 0
        elif number != before + 1 or _ITEM.match(line):
            begun, length = number, 0
        length += len(line)
        before = number
        if LONGEST_PARAGRAPH < length <= LONGEST_LINE:
            message = f"this paragraph has more than {LONGEST_PARAGRAPH:,} characters"
            yield _problem(source, begun, message, "part it into shorter ones, with an empty line between them")


def _brackets_are_closed(source: Source, lines: Lines) -> Iterator[Problem]:
    yield from _closed(source, lines, MOST_OPEN_BRACKETS, re.compile(r"\["), "[", "]")


def _tags_are_closed(source: Source, lines: Lines) -> Iterator[Problem]:
    yield from _closed(source, lines, MOST_OPEN_TAGS, _TAG, "<", ">")


def _links_are_closed(source: Source, lines: Lines) -> Iterator[Problem]:
    yield from _closed(source, lines, MOST_OPEN_BRACKETS, re.compile(r"\]\("), "(", ")")


def _braces_are_closed(source: Source, lines: Lines) -> Iterator[Problem]:
    yield from _closed(source, lines, MOST_OPEN_BRACKETS, re.compile(r"\{%"), "{%", "%}")
    yield from _closed(source, lines, MOST_OPEN_BRACKETS, re.compile(r"\{\{"), "{{", "}}")


def _tags_are_counted(source: Source, lines: Lines) -> Iterator[Problem]:
    count = 0
    for number, line in lines:
        count += len(_TAG.findall(line))
        if count > MOST_TAGS:
            message = f"more than {MOST_TAGS:,} tags of HTML stand in this text"
            yield _problem(source, number, message, "write it in plain Markdown")
            return


def _headings_are_short(source: Source, lines: Lines) -> Iterator[Problem]:
    for number, line in lines:
        if line.startswith("#") and len(line) > LONGEST_HEADING:
            message = f"this heading has {len(line):,} characters; a heading may have {LONGEST_HEADING}"
            yield _problem(source, number, message, "write a short heading, and the rest below it")


def _no_declarations(source: Source, lines: Lines) -> Iterator[Problem]:
    """The reader of HTML in Markdown stumbles over these, and no page needs them."""
    for number, line in lines:
        if re.search(r"<!(?!--)", line):
            yield _problem(
                source, number, "`<!` begins something that no text needs", "write it as `\\<!`, or leave it out"
            )


def _closed(
    source: Source, lines: Lines, most: int, sign: re.Pattern[str], opening: str, closing: str
) -> Iterator[Problem]:
    still_open = 0
    for number, line in lines:
        still_open = max(0, still_open + len(sign.findall(line)) - line.count(closing))
        if still_open > most:
            message = f"more than {most} signs `{opening}` stand before this without their `{closing}`"
            yield _problem(source, number, message, f"close each `{opening}`, or write it as `\\{opening}`")
            return


def _tables_are_small(source: Source, lines: Lines) -> Iterator[Problem]:
    rows, before = 0, -1
    for number, line in lines:
        bars = line.replace("\\|", "").count("|")
        rows = rows + 1 if bars and number == before + 1 else int(bool(bars))
        before = number
        if rows > MOST_ROWS:
            message = f"this table has more than {MOST_ROWS} rows"
            yield _problem(source, number, message, "part it into several tables, with a sentence between them")
        elif rows > 1 and bars - 1 > MOST_COLUMNS:
            message = f"this table has more than {MOST_COLUMNS} columns"
            yield _problem(source, number, message, "turn it, or part it into several tables")


def _cells_span_little(source: Source, lines: Lines) -> Iterator[Problem]:
    for number, line in lines:
        if any(len(digits) > len(str(WIDEST_SPAN)) or int(digits) > WIDEST_SPAN for digits in _SPAN.findall(line)):
            message = f"a cell of this table covers more than {WIDEST_SPAN} columns or rows"
            yield _problem(source, number, message, "write a smaller number")


def _definitions_are_counted(source: Source, lines: Lines) -> Iterator[Problem]:
    found = [number for number, line in lines if _DEFINITION.match(line)]
    if len(found) > MOST_DEFINITIONS:
        message = f"more than {MOST_DEFINITIONS} footnotes and abbreviations are defined"
        yield _problem(source, found[MOST_DEFINITIONS], message, "part the text into several documents")


def _blocks_are_flat(source: Source, lines: Lines) -> Iterator[Problem]:
    for number, line in lines:
        spread = line.expandtabs(4)
        lead = re.match(r"(?:[ >]|(?:[-*+]|\d+[.)]) )*", spread)
        signs = len(re.findall(r">|(?:[-*+]|\d+[.)]) ", lead[0])) if lead else 0
        depth = (len(spread) - len(spread.lstrip())) // 4 + signs
        if line.strip(" \t-*_") and depth > DEEPEST_BLOCKS:
            message = f"this is more than {DEEPEST_BLOCKS} levels deep in lists, quotes or blocks"
            yield _problem(source, number, message, "flatten it: begin further left")


class _Depth(HTMLParser):
    """Counts how deeply the HTML of a text is nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.too_deep = 0
        """The line, counted from 1, on which the limit is passed; 0 while it is not."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _EMPTY:
            self.open.append(tag)
        if len(self.open) > DEEPEST_HTML and not self.too_deep:
            self.too_deep = self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass


_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())


def _html_is_flat(source: Source, lines: Lines) -> Iterator[Problem]:
    shown = [""] * (lines[-1][0] + 1 if lines else 0)
    for number, line in lines:
        shown[number] = re.sub(r"`+[^`]*`+", "", line)
    depth = _Depth()
    with suppress(AssertionError):  # a declaration that is told elsewhere
        depth.feed("\n".join(shown))
    if depth.too_deep:
        message = f"more than {DEEPEST_HTML} elements of HTML stand inside each other here"
        yield _problem(source, depth.too_deep - 1, message, "write it in plain Markdown")


BOUNDS: tuple[Callable[[Source, Lines], Iterator[Problem]], ...] = (
    _lines_are_counted,
    _lines_are_short,
    _paragraphs_are_short,
    _brackets_are_closed,
    _tags_are_closed,
    _links_are_closed,
    _braces_are_closed,
    _tags_are_counted,
    _headings_are_short,
    _no_declarations,
    _tables_are_small,
    _cells_span_little,
    _definitions_are_counted,
    _blocks_are_flat,
    _html_is_flat,
)
