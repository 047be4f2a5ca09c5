"""The line at the foot of each page that waits for the name of a safeguarding lead.

A document is laid out once for all hubs, with a line to write on. In a hub's copy the name stands there in its place.
So the cache holds the content of such a page twice, as it is and without the line's letters: `normalise` writes both,
and `assemble` takes one. Both are known to those who read and inspect content, whichever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Stamp
from hubdocs.printing.assembly.stamp import POINTS
from hubdocs.printing.reading import Fragment, mark_number

LINE = Name("/HubdocsLine")
"""In the dictionary of a page in the cache: its content without the line, and where that begins: from the left and the
foot of the page, and the size of its letters; in points. No finished file has it."""

_BLANK = re.compile(r"(?P<words>.*\bSafeguarding lead:)? *_*")
"""What such a line says. Where a page is too narrow for all of it, what is to be written on stands below the words."""
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that show letters."""


def write_content(
    pdf: Pdf,
    page: pikepdf.Page,
    margins: Mapping[int, Fragment],
    before: Sequence[Any],
    instructions: Sequence[Any],
) -> None:
    """Give a page new content, and note the same without the line to write on, if it has that.

    Args:
        pdf: The file.
        page: The page.
        margins: What running heads and feet say, by their numbers in the page as it still is.
        before: The operators of the page as it still is.
        instructions: The operators of what it will be, as many.

    Raises:
        PdfFault: The line is not shown, or not in one piece.
    """
    blanks = {number: fragment for number, fragment in margins.items() if _BLANK.fullmatch(fragment.text)}
    begun = next((fragment for fragment in blanks.values() if _words(fragment)), None)
    if begun:
        shown = set(_shown(before, page.obj.get("/Resources"), blanks))
        without = [each for at, each in enumerate(instructions) if at not in shown]
        page.obj[LINE] = Dictionary(Without=_stream(pdf, without), At=beginning_of(begun))
    page.obj.Contents = _stream(pdf, instructions)


def beginning_of(words: Fragment) -> Array:
    """Where words begin, in points from the left and the lower edge, and the size of their type in points.

    Raises:
        PdfFault: Nothing of them is shown.
    """
    if words.x is None or words.y is None:
        raise PdfFault([f"“{words.text}”, where something is to be written, is not shown on its page"])
    return Array([round(value, 4) for value in (words.x, words.y, words.size)])


def fill_blanks(page: pikepdf.Page, written: str) -> tuple[Stamp, ...]:
    """Choose a page's content: with the line to write on, or without it, if something is written in its place.

    Returns what is then to be printed where the line began.
    """
    line = page.obj.get(LINE)
    if line is None:
        return ()
    del page.obj[LINE]
    if not written:
        return ()
    page.obj.Contents = line.Without
    return (_stamp(page, line.At, written),)


def _stamp(page: pikepdf.Page, at: Object, written: str) -> Stamp:
    """What is written, where the line began: on the page as the engine wrote it, which may have room round its trim."""
    x, y, size = (float(value) for value in at)
    left, foot = float(page.trimbox[0]), float(page.trimbox[1])
    return Stamp(written, (x - left) / POINTS, (y - foot) / POINTS, size_pt=round(size, 2))


def _words(fragment: Fragment) -> str:
    found = _BLANK.fullmatch(fragment.text)
    return (found["words"] or "") if found else ""


def _shown(instructions: Sequence[Any], resources: Any, blanks: Mapping[int, Fragment]) -> Iterator[int]:
    """Where among the operators the letters of the line are shown."""
    current: int | None = None
    seen: set[int] = set()
    for at, instruction in enumerate(instructions):
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
            yield at


def _stream(pdf: Pdf, instructions: Sequence[Any]) -> Stream:
    return pdf.make_stream(pikepdf.unparse_content_stream(list(instructions)))
