"""What the content streams of a PDF put on paper: every piece of text with its size, font and place, every colour.

Streams are walked operator by operator, with the drawings inside them, so that nothing that a page shows is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Name

MILLIMETRE = 72 / 25.4
TEXT = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that set text."""
FILLS = frozenset({"g", "rg", "k", "sc", "scn"})
COLOURS = FILLS | {"G", "RG", "K", "SC", "SCN"}


@dataclass(frozen=True)
class Ink:
    """One operator that sets text or a colour."""

    page: int
    """Counted from 1."""
    operator: str
    values: tuple[float, ...] = ()
    """The operands of a colour."""
    size: float = 0
    """Points of a piece of text as it stands on paper."""
    font: str = ""
    x: float = 0
    y: float = 0
    """Where the text begins, in millimetres from the left and the foot of the trimmed page."""
    fill: tuple[float, ...] = (0.0,)
    """The colour in which text is set."""
    picture: bool = False
    """Whether it stands in a picture of the author's."""


@dataclass(frozen=True)
class _State:
    matrix: pikepdf.Matrix
    font: str = ""
    size: float = 0
    fill: tuple[float, ...] = (0.0,)


def ink_of(pdf: Path) -> Iterator[Ink]:
    """Everything that the pages of a file set or paint with."""
    with pikepdf.open(pdf) as file:
        for number, page in enumerate(file.pages, start=1):
            left, foot = (float(each) for each in list(page.trimbox)[:2])
            for each in _walk(page, page.obj.Resources, pikepdf.Matrix(), number, picture=False):
                yield replace(each, x=(each.x - left) / MILLIMETRE, y=(each.y - foot) / MILLIMETRE)


def _walk(stream, resources, matrix, page, *, picture) -> Iterator[Ink]:
    state, kept, marks = _State(matrix), [], [picture]
    text = line = pikepdf.Matrix()
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name == "q":
            kept.append(state)
        elif name == "Q":
            state = kept.pop()
        elif name == "cm":
            state = replace(state, matrix=_matrix(operands) @ state.matrix)
        elif name in {"BMC", "BDC"}:
            marks.append(marks[-1] or operands[0] == Name.Figure)
        elif name == "EMC":
            marks.pop()
        elif name == "BT":
            text = line = pikepdf.Matrix()
        elif name == "Tm":
            text = line = _matrix(operands)
        elif name in {"Td", "TD"}:
            text = line = pikepdf.Matrix(1, 0, 0, 1, *map(float, operands)) @ line
        elif name == "Tf":
            font = str(resources.Font[str(operands[0])].get("/BaseFont", ""))
            state = replace(state, font=font, size=float(operands[1]))
        elif name in TEXT:
            whole = text @ state.matrix
            size = abs(state.size) * (whole.c**2 + whole.d**2) ** 0.5
            yield Ink(page, name, (), size, state.font, whole.e, whole.f, state.fill, marks[-1])
        elif name in COLOURS:
            values = tuple(float(each) for each in operands if not isinstance(each, Name))
            if name in FILLS:
                state = replace(state, fill=values)
            yield Ink(page, name, values, picture=marks[-1])
            if operands and isinstance(operands[-1], Name):
                yield from _inside(resources.Pattern[str(operands[-1])], resources, pikepdf.Matrix(), page, marks[-1])
        elif name == "sh":
            yield Ink(page, name, picture=marks[-1])
        elif name == "Do":
            yield from _inside(resources.XObject[str(operands[0])], resources, state.matrix, page, marks[-1])


def _inside(drawing, resources, matrix, page, picture) -> Iterator[Ink]:
    """What a drawing or a pattern of the page holds; a photograph has no operators."""
    if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") != Name.Image:
        own = _matrix(drawing.get("/Matrix", [1, 0, 0, 1, 0, 0]))
        yield from _walk(drawing, drawing.get("/Resources", resources), own @ matrix, page, picture=picture)


def _matrix(numbers) -> pikepdf.Matrix:
    return pikepdf.Matrix(*map(float, numbers))
