"""Which column of a table is which, so that its rows can be compared cell by cell and stay as long as each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.releases.differences.align import align
from hubdocs.releases.differences.parts import Element, value_of


@dataclass(frozen=True)
class Columns:
    """How the columns of an old table and a new one stand to each other."""

    pairs: tuple[tuple[int | None, int | None], ...]
    """Each column, old and new, in the order in which they are shown; `None` where it is not there."""


def columns_of(old: Element, new: Element) -> Columns | None:
    """Which column is which by their heads; `None` when there are as many as before, each at its place."""
    heads, heads_now = _heads(old), _heads(new)
    if not is_regular(old) or not is_regular(new) or not heads or not heads_now:
        return None
    found = align([cell.key for cell in heads], [cell.key for cell in heads_now])
    if len(heads) == len(heads_now) and all(i == j for i, j in found):
        return None
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    for a, b in (*found, (len(heads), len(heads_now))):
        both = a - i == b - j
        pairs += [(i + step, j + step if both else None) for step in range(a - i)]
        pairs += [] if both else [(None, place) for place in range(j, b)]
        pairs += [(a, b)] if a < len(heads) else []
        i, j = a + 1, b + 1
    return Columns(tuple(pairs))


def can_be_compared(old: Element, new: Element) -> bool:
    """Whether two tables can be shown as one without tearing their grid."""
    if any(rows for table in (old, new) for row in _grid(table) for _, rows in row):
        return False
    if is_regular(old) and is_regular(new) and _heads(old) and _heads(new):
        return True
    return width_of(old) == width_of(new)


def have_one_shape(old: Element, new: Element) -> bool:
    """Whether two rows have their cells over the same columns, or each cell over one."""
    plain = {("", "")}
    return _spans(old) == _spans(new) or {*_spans(old), *_spans(new)} == plain


def is_regular(table: Element) -> bool:
    """Whether every row has as many cells, each of one column and one row."""
    rows = _grid(table)
    return len({len(row) for row in rows}) <= 1 and all(cell == ("", "") for row in rows for cell in row)


def width_of(table: Element) -> int:
    """How many columns a table has."""
    return max((sum(_number(columns) for columns, _ in row) for row in _grid(table)), default=0)


def _number(columns: str) -> int:
    return int(columns) if columns.isascii() and columns.isdigit() else 1


def match_cells(old: Element, new: Element, columns: Columns | None) -> dict[int, int]:
    """The old cell of each new cell of a row that has one."""
    if columns:
        return {j: i for i, j in columns.pairs if i is not None and j is not None}
    return {place: place for place in range(min(len(old.parts), len(new.parts)))}


def _heads(table: Element) -> list[Element]:
    row = next((row for row in rows_of(table)), None)
    return [cell for cell in row.parts if isinstance(cell, Element)] if row else []


def _grid(table: Element) -> list[list[tuple[str, str]]]:
    return [_spans(row) for row in rows_of(table)]


def _spans(row: Element) -> list[tuple[str, str]]:
    cells = (cell for cell in row.parts if isinstance(cell, Element))
    return [(value_of(cell.attributes, "colspan"), value_of(cell.attributes, "rowspan")) for cell in cells]


def rows_of(part: Element) -> Iterator[Element]:
    """The rows of a table, but for those of tables within it."""
    for each in part.parts:
        if isinstance(each, Element) and each.tag == "tr":
            yield each
        elif isinstance(each, Element) and each.tag in {"thead", "tbody", "tfoot"}:
            yield from rows_of(each)
