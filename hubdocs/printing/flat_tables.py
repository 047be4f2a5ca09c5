"""Tables on paper: room to write in, and a list in the place of one that is too broad for the page."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from hubdocs.authoring.markdown.trees import append_text, classes_of, element, replace, with_class
from hubdocs.printing.flattening import Flattening, text_in

ROWS = "hub-rows"
"""The class of a list that was a table."""
SHORT_TABLE = 8
"""Rows, the head included, up to which a table is kept on one page."""


def leave_room(tree: HtmlElement, _work: Flattening) -> None:
    """Mark table rows with empty cells, in which somebody will write, and tables short enough to stay whole."""
    for table in tree.iter("table"):
        rows = list(table.iter("tr"))
        if len(rows) <= SHORT_TABLE:
            table.set("class", "hub-whole")
        for row in rows:
            if any(not text_in(cell) and cell.find(".//img") is None for cell in row.findall("td")):
                row.set("class", "hub-fill")


def list_rows(tree: HtmlElement, work: Flattening) -> None:
    """Turn each table that is too broad for the page into a list: a block for each row, a line for each cell."""
    shape = work.shape
    if not (shape.widest or shape.forms):
        return
    for table in list(tree.iter("table")):
        grid = _grid(table)
        signs = shape.forms and _is_in(table, "hub-signatures")
        if signs:
            # Who signs does so in one place: what each column asks of one person becomes a block.
            grid = [list(column) for column in zip(*grid, strict=True)]
            grid[0][0] = element("th")
        is_form = signs or (shape.forms and _is_in(table, "hub-details"))
        if is_form or (shape.widest and max(map(len, grid), default=0) > shape.widest):
            replace(table, _as_list(table, grid))


def _is_in(table: HtmlElement, class_: str) -> bool:
    return any(class_ in classes_of(above) for above in table.iterancestors())


def _grid(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row, column by column; one that covers several stands in each of them."""
    grid: list[list[HtmlElement]] = []
    hanging: dict[int, tuple[HtmlElement, int]] = {}
    for row in table.iter("tr"):
        line: list[HtmlElement] = []
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        while cells or len(line) in hanging:
            place = len(line)
            if place in hanging:
                cell, left = hanging.pop(place)
                line.append(cell)
            else:
                cell = cells.pop(0)
                left = int(cell.get("rowspan") or 1)
                line.extend([cell] * int(cell.get("colspan") or 1))
            hanging |= {column: (cell, left - 1) for column in range(place, len(line)) if left > 1}
        grid.append(line)
    return grid


def _as_list(table: HtmlElement, grid: list[list[HtmlElement]]) -> HtmlElement:
    """The same words as blocks: the cell that heads a row in bold, then `Head: cell` for each of the others.

    Only where several cells together head a row, as number and name of a detail do, the heads of these go: each
    says what it is.
    """
    blocks = element("div", ROWS)
    if (caption := table.find("caption")) is not None:
        caption.tag, caption.tail = "p", None
        blocks.append(caption)
    heads = grid[0] if all(cell.tag == "th" for cell in grid[0]) or table.find("thead") is not None else []
    for row in grid[1:] if heads else grid:
        blocks.append(_row_block(row, [text_in(head) for head in heads]))
    return blocks


def _row_block(row: list[HtmlElement], heads: list[str]) -> HtmlElement:
    """One row as a block. Where its first cell waits for words, that too is a line to write on."""
    block = element("div", f"{ROWS}__row")
    keys = next((place + 1 for place, cell in enumerate(row) if cell.tag == "th"), 1 if row and text_in(row[0]) else 0)
    key = element("p", f"{ROWS}__head")
    if keys == 1 and heads and heads[0]:
        key.append(element("span", f"{ROWS}__name", f"{heads[0].removesuffix(':')}: "))
    for cell in row[:keys]:
        _move_words(cell, key)
    for word in with_class(key, "hub-details__required"):
        word.drop_tree()
        word.text, word.tail = f" ({text_in(word)})", None
        key.append(word)
    if keys:
        block.append(key)
    lines = element("ul", f"{ROWS}__cells")
    for place, cell in enumerate(row[keys:], start=keys):
        if place and cell is row[place - 1]:
            continue
        line = element("li")
        if place < len(heads) and heads[place]:
            line.append(element("strong", text=f"{heads[place].removesuffix(':')}:"))
            line[-1].tail = " "
        if text_in(cell) or len(cell):
            _move_words(cell, line)
        else:
            line.append(element("span", "hub-write"))
        lines.append(line)
    if len(lines):
        block.append(lines)
    return block


def _move_words(cell: HtmlElement, into: HtmlElement) -> None:
    """Put everything in a cell at the end of another element. Of one that stands in several rows, a copy stays."""
    if text_in(into) and not into.text_content().endswith(" "):
        append_text(into, " ")
    append_text(into, cell.text or "")
    kept = deepcopy(cell)
    into.extend(list(cell))
    cell.extend(list(kept))
    for copy in cell.iter(etree.Element):
        copy.attrib.pop("id", None)
