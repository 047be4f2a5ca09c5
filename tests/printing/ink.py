"""What the content streams of a PDF put on paper: every piece of text with its size, font and place, every colour.

Streams are walked operator by operator, with the drawings inside them, so that nothing that a page shows is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

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
            for each in _Walk(number, page.obj.Resources).through(page):
                yield replace(each, x=(each.x - left) / MILLIMETRE, y=(each.y - foot) / MILLIMETRE)


class _Walk:
    """One walk through a content stream, with everything that decides how its operators come out."""

    def __init__(self, page: int, resources, matrix: pikepdf.Matrix | None = None, *, picture: bool = False) -> None:
        self.page, self.resources = page, resources
        self.state, self.kept, self.pictures = _State(pikepdf.Matrix() if matrix is None else matrix), [], [picture]
        self.text = self.line = pikepdf.Matrix()

    def through(self, stream) -> Iterator[Ink]:
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name in TEXT:
                yield self._words(name)
            elif name in COLOURS:
                yield from self._colour(name, operands)
            elif name == "sh":
                yield Ink(self.page, name, picture=self.pictures[-1])
            elif name == "Do":
                yield from self._inside(self.resources.XObject[str(operands[0])], self.state.matrix)
            elif name in _Walk.CHANGES:
                _Walk.CHANGES[name](self, operands)

    def _words(self, name: str) -> Ink:
        whole = self.text @ self.state.matrix
        size = abs(self.state.size) * (whole.c**2 + whole.d**2) ** 0.5
        place = (whole.e, whole.f)
        return Ink(self.page, name, (), size, self.state.font, *place, self.state.fill, self.pictures[-1])

    def _colour(self, name: str, operands) -> Iterator[Ink]:
        values = tuple(float(each) for each in operands if not isinstance(each, Name))
        if name in FILLS:
            self.state = replace(self.state, fill=values)
        yield Ink(self.page, name, values, picture=self.pictures[-1])
        if operands and isinstance(operands[-1], Name):
            yield from self._inside(self.resources.Pattern[str(operands[-1])], pikepdf.Matrix())

    def _inside(self, drawing, matrix: pikepdf.Matrix) -> Iterator[Ink]:
        """What a drawing or a pattern of the page holds; a photograph has no operators."""
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") != Name.Image:
            own = _matrix(drawing.get("/Matrix", [1, 0, 0, 1, 0, 0]))
            resources = drawing.get("/Resources", self.resources)
            yield from _Walk(self.page, resources, own @ matrix, picture=self.pictures[-1]).through(drawing)

    def _keep(self, _operands) -> None:
        self.kept.append(self.state)

    def _restore(self, _operands) -> None:
        self.state = self.kept.pop()

    def _transform(self, operands) -> None:
        self.state = replace(self.state, matrix=_matrix(operands) @ self.state.matrix)

    def _mark(self, operands) -> None:
        self.pictures.append(self.pictures[-1] or operands[0] == Name.Figure)

    def _unmark(self, _operands) -> None:
        self.pictures.pop()

    def _begin(self, _operands) -> None:
        self.text = self.line = pikepdf.Matrix()

    def _place(self, operands) -> None:
        self.text = self.line = _matrix(operands)

    def _move(self, operands) -> None:
        self.text = self.line = pikepdf.Matrix(1, 0, 0, 1, *map(float, operands)) @ self.line

    def _font(self, operands) -> None:
        font = str(self.resources.Font[str(operands[0])].get("/BaseFont", ""))
        self.state = replace(self.state, font=font, size=float(operands[1]))

    CHANGES: ClassVar = {
        "q": _keep,
        "Q": _restore,
        "cm": _transform,
        "BMC": _mark,
        "BDC": _mark,
        "EMC": _unmark,
        "BT": _begin,
        "Tm": _place,
        "Td": _move,
        "TD": _move,
        "Tf": _font,
    }


def _matrix(numbers) -> pikepdf.Matrix:
    return pikepdf.Matrix(*map(float, numbers))
