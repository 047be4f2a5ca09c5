"""The line at the foot of each page that waits for the name of a safeguarding lead.

A document is laid out once for all hubs, with a line to write on. In a hub's copy the name stands there in its place.
So the line's letters get a content stream of their own, which `normalise` marks and `assemble` keeps or takes out. The
marks are private to the cache: no finished file has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Name, Object, Pdf, Stream

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Stamp
from hubdocs.printing.assembly.stamp import POINTS
from hubdocs.printing.reading import Fragment, mark_number

LINE = Name("/HubdocsLine")
"""In the dictionary of a stream that shows the line, or the rest of one that needed two."""
AT = Name("/HubdocsAt")
"""Beside it, where the line begins: from the left and the foot of the page, and the size of its letters; in points."""

_BLANK = re.compile(r"(?P<words>.*\bSafeguarding lead:)? *_*")
"""What such a line says. Where a page is too narrow for all of it, what is to be written on stands below the words."""
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that show letters."""


def with_blanks(pdf: Pdf, page: pikepdf.Page, margins: Mapping[int, Fragment], instructions: Sequence[Any]) -> Object:
    """The content of a page: one stream, or several of which one shows the line to write on, and is marked.

    `margins` is what running heads and feet say, by their numbers in the page as it still is; `instructions` are the
    operators of what it will be, as many.

    Raises:
        PdfFault: The line is not shown in one piece.
    """
    blanks = {number: fragment for number, fragment in margins.items() if _BLANK.fullmatch(fragment.text)}
    if not any(_words(fragment) for fragment in blanks.values()):
        return _stream(pdf, instructions)
    streams: list[Object] = []
    begin = 0
    for at, number in _shown(page, blanks):
        if at > begin:
            streams.append(_stream(pdf, instructions[begin:at]))
        fragment, line = blanks[number], _stream(pdf, instructions[at : at + 1])
        line[LINE] = True
        if _words(fragment):
            line[AT] = Array([round(value or 0.0, 4) for value in (fragment.x, fragment.y, fragment.size)])
        streams.append(line)
        begin = at + 1
    return Array([*streams, _stream(pdf, instructions[begin:])])


def fill_blanks(page: pikepdf.Page, written: str) -> tuple[Stamp, ...]:
    """Take the marks of a page's line away; and the line with them, if something is written in its place.

    Returns what is then to be printed where the line began.
    """
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, Array) else []
    lines = [each for each in streams if LINE in each]
    stamps = [_stamp(page, line[AT], written) for line in lines if written and AT in line]
    if stamps:
        page.obj.Contents = Array([each for each in streams if LINE not in each])
    for line in lines:
        del line[LINE]
        if AT in line:
            del line[AT]
    return tuple(stamps)


def _stamp(page: pikepdf.Page, at: Object, written: str) -> Stamp:
    """What is written, where the line began: on the page as the engine wrote it, which may have room round its trim."""
    x, y, size = (float(value) for value in at)
    left, foot = float(page.trimbox[0]), float(page.trimbox[1])
    return Stamp(written, (x - left) / POINTS, (y - foot) / POINTS, size_pt=round(size, 2))


def _words(fragment: Fragment) -> str:
    found = _BLANK.fullmatch(fragment.text)
    return (found["words"] or "") if found else ""


def _shown(page: pikepdf.Page, blanks: Mapping[int, Fragment]) -> Iterator[tuple[int, int]]:
    """Where among the operators the letters of each line are shown, and the number of that line."""
    resources = page.obj.get("/Resources")
    current: int | None = None
    seen: set[int] = set()
    for at, instruction in enumerate(pikepdf.parse_content_stream(page)):
        operator = str(instruction.operator)
        if operator == "BDC":
            number = mark_number(instruction.operands, resources)
            current = number if number in blanks else None
        elif operator == "EMC":
            current = None
        elif operator in _SHOWING and current is not None:
            if current in seen:
                raise PdfFault(["the line at the foot for the safeguarding lead is not shown in one piece"])
            seen.add(current)
            yield at, current


def _stream(pdf: Pdf, instructions: Sequence[Any]) -> Stream:
    return pdf.make_stream(pikepdf.unparse_content_stream(list(instructions)))
