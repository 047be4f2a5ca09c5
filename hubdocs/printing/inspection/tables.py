"""Rules of tables: a regular grid, and cells that say what heads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.printing.inspection.file import File, Node
from hubdocs.printing.inspection.objects import Entries, number_of, text_of
from hubdocs.printing.inspection.rules import rule

CELLS = frozenset({"TH", "TD"})
SECTIONS = frozenset({"THead", "TBody", "TFoot"})
LARGEST = 1_000_000
"""Places in a grid that are counted; a cell may claim to span more than a machine can hold."""


@dataclass(frozen=True)
class Grid:
    """The cells of a table, each at the first free place of its row."""

    widths: tuple[int, ...]
    """How many places are taken in each row."""
    overlaps: bool
    """Whether two cells take one place."""
    reaches_out: bool
    """Whether a cell reaches below the last row."""


@rule("cells-overlap", "No cell of a table reaches over another.", "7.2-15")
def _cells_overlap(file: File) -> Iterator[str]:
    return (f"cells of {node} reach over each other" for node, grid in file.once(_grids) if grid.overlaps)


@rule("table-height", "Every column of a table has the same number of rows.", "7.2-41")
def _table_height(file: File) -> Iterator[str]:
    return (f"a cell of {node} reaches below its last row" for node, grid in file.once(_grids) if grid.reaches_out)


@rule("table-width", "Every row of a table has the same number of columns.", "7.2-42", "7.2-43")
def _table_width(file: File) -> Iterator[str]:
    for node, grid in file.once(_grids):
        if not grid.overlaps and len(set(grid.widths)) > 1:
            yield f"the rows of {node} have {min(grid.widths)} to {max(grid.widths)} columns"


@rule("table-scope", "Every header cell says whether it heads a row or a column.", "7.5-1")
def _table_scope(file: File) -> Iterator[str]:
    for node in file.with_role("TH"):
        if not any(each.get("/Scope") is not None for each in file.attributes_of(node.entries)):
            yield f"{node} does not say whether it heads a row or a column"


@rule("table-headers", "Every header that a cell names is a header cell of this file.", "7.5-2")
def _table_headers(file: File) -> Iterator[str]:
    ids = {file.objects.text(node.entries, "/ID") for node in file.with_role("TH") if "/ID" in node.entries}
    for node in file.with_role("TH", "TD"):
        if missing := set(_headers(file, node)) - ids:
            yield f"{node} names the header {min(missing)}, which is not there"


def _headers(file: File, cell: Node) -> Iterator[str]:
    for attributes in file.attributes_of(cell.entries):
        for name in file.objects.listed(attributes.get("/Headers")):
            yield text_of(file.objects.at(name))


def _grids(file: File) -> list[tuple[Node, Grid]]:
    return [(node, _grid(file, list(_rows(file, node)))) for node in file.with_role("Table")]


def _rows(file: File, table: Node) -> Iterator[Node]:
    for below in table.below:
        node = file.by_number[number_of(below)]
        if node.role == "TR":
            yield node
        elif node.role in SECTIONS:
            yield from (each for each in (file.by_number[number_of(row)] for row in node.below) if each.role == "TR")


def _grid(file: File, rows: list[Node]) -> Grid:
    taken: set[tuple[int, int]] = set()
    overlaps = reaches_out = False
    for y, row in enumerate(rows):
        x = 0
        for cell in (cell for cell, role in zip(row.below, row.kids, strict=True) if role in CELLS):
            while (y, x) in taken:
                x += 1
            attributes = file.attributes_of(cell)
            columns, height = (_span(file, attributes, key) for key in ("/ColSpan", "/RowSpan"))
            reaches_out |= y + height > len(rows)
            if columns * height + len(taken) > LARGEST:
                return Grid(() if reaches_out else (0, columns), overlaps, reaches_out)
            places = {(y + down, x + across) for down in range(height) for across in range(columns)}
            overlaps |= not taken.isdisjoint(places)
            taken |= places
            x += columns
    widths = [0] * len(rows)
    for y, _ in taken:
        if y < len(rows):
            widths[y] += 1
    return Grid(tuple(widths), overlaps, reaches_out)


def _span(file: File, cell: list[Entries], key: str) -> int:
    return max([int(file.objects.at(each[key])) for each in cell if each.get(key) is not None], default=1)
