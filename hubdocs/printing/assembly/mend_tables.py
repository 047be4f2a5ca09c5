"""Mending tables: a regular grid, in which every cell can name the cells that head it."""

from __future__ import annotations

from dataclasses import dataclass

from hubdocs.printing.assembly.tags import Kid, Tag, spread, upwards

SECTIONS = ("THead", "TBody", "TFoot")
CELLS = frozenset({"TH", "TD"})


@dataclass(eq=False)
class _Cell:
    """A cell at its place in the grid."""

    tag: Tag
    row: int
    column: int
    rows: int
    columns: int

    @property
    def across(self) -> range:
        return range(self.column, self.column + self.columns)

    @property
    def down(self) -> range:
        return range(self.row, self.row + self.rows)


def build_tables(top: Tag, prefix: str) -> None:
    """Make every table regular, and tell of its cells what heads them. `prefix` begins the ids of header cells."""
    tables = [tag for tag in upwards(top) if tag.role == "Table"]
    for number, table in enumerate(reversed(tables), start=1):
        _build(table, f"{prefix}--t{number}")


def _build(table: Tag, prefix: str) -> None:
    captions = [kid for kid in table.tags() if kid.role == "Caption"]
    sections = _sections([kid for kid in table.kids if kid not in captions])
    cells = _place(sections)
    width, height = _compress(cells, sections)
    _pad(cells, sections, width, height)
    _head(cells, sections, prefix)
    for caption in captions[1:]:
        captions[0].kids += caption.kids
    table.kids = [*captions[:1], *sections]
    if not sections:
        table.role = "Div"
        for caption in captions:
            caption.role = "P"


def _sections(kids: list[Kid]) -> list[Tag]:
    """The groups of rows of a table: one head and one foot at most, and at least one body."""
    sections: list[Tag] = []
    for kid in kids:
        if isinstance(kid, Tag) and kid.role in SECTIONS:
            sections.append(kid)
        elif sections and sections[-1].element == "" and sections[-1].role == "TBody":
            sections[-1].kids.append(kid)
        else:
            sections.append(Tag("TBody", [kid]))
    for section in sections:
        section.kids = [_row(kid) for kid in section.kids]
        section.kids = [row for row in section.tags() if row.kids]
    sections = [section for section in sections if section.kids]
    for role in ("THead", "TFoot"):
        for extra in [section for section in sections if section.role == role][1:]:
            extra.role = "TBody"
    if sections and not any(section.role == "TBody" for section in sections):
        # The standard wants a body where there is a head. Its header cells stay what they are.
        sections[-1].role = "TBody"
    return sections


def _row(kid: Kid) -> Tag:
    """A row, which holds cells alone."""
    if not (isinstance(kid, Tag) and kid.role == "TR"):
        return Tag("TR", [kid if isinstance(kid, Tag) and kid.role in CELLS else Tag("TD", [kid])])
    kid.kids = spread(
        kid.kids, lambda inner: inner.role not in CELLS and any(each.role in CELLS for each in inner.tags())
    )
    kid.kids = [each if isinstance(each, Tag) and each.role in CELLS else Tag("TD", [each]) for each in kid.kids]
    return kid


def _place(sections: list[Tag]) -> list[_Cell]:
    """Each cell at the first free place of its row, as a browser puts it; none reaches over another."""
    cells: list[_Cell] = []
    taken: set[tuple[int, int]] = set()
    row = 0
    for section in sections:
        end = row + len(section.kids)
        for line in section.tags():
            column = 0
            for tag in line.tags():
                while (row, column) in taken:
                    column += 1
                rows = max(1, min(tag.rows, end - row))
                columns = 1
                while columns < tag.columns and (row, column + columns) not in taken:
                    columns += 1
                cell = _Cell(tag, row, column, rows, columns)
                taken.update((y, x) for y in cell.down for x in cell.across)
                cells.append(cell)
                column += columns
            row += 1
    return cells


def _compress(cells: list[_Cell], sections: list[Tag]) -> tuple[int, int]:
    """Count only columns in which some cell begins: a cell may claim to span a thousand. Answers width and height."""
    starts = sorted({cell.column for cell in cells})
    rank = {column: index for index, column in enumerate(starts)}
    for cell in cells:
        cell.columns = sum(column in cell.across for column in starts)
        cell.column = rank[cell.column]
    return len(starts), sum(len(section.kids) for section in sections)


def _pad(cells: list[_Cell], sections: list[Tag], width: int, height: int) -> None:
    """Fill short rows with empty cells, and tell each cell how far it spans."""
    lines = [line for section in sections for line in section.tags()]
    taken = {(y, x) for cell in cells for y in cell.down for x in cell.across}
    for y in range(height):
        for x in range(width):
            if (y, x) not in taken:
                added = _Cell(Tag("TD"), y, x, 1, 1)
                cells.append(added)
                lines[y].kids.append(added.tag)
    for cell in cells:
        cell.tag.rows, cell.tag.columns = cell.rows, cell.columns


def _head(cells: list[_Cell], sections: list[Tag], prefix: str) -> None:
    """Tell of each header cell which way it heads, and let the cells that it heads name it.

    One that opens a row of data heads the row; every other one heads its column. An empty one heads nothing.
    """
    in_head = [section.role == "THead" for section in sections for _ in section.kids]
    has_data = {cell.row for cell in cells if cell.tag.role == "TD" and cell.tag.element and not in_head[cell.row]}
    data: set[int] = set()
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if cell.tag.role == "TD":
            data.add(cell.row)
        elif not cell.tag.kids:
            cell.tag.role = "TD"
        else:
            cell.tag.id = f"{prefix}-{cell.row}-{cell.column}"
            cell.tag.scope = "Row" if cell.row in has_data and cell.row not in data else "Column"
    heads = [cell for cell in cells if cell.tag.role == "TH"]
    heads.sort(key=lambda head: head.tag.scope == "Column")
    for cell in cells:
        if cell.tag.role == "TD":
            cell.tag.headers = tuple(head.tag.id for head in heads if _heads(head, cell))


def _heads(head: _Cell, cell: _Cell) -> bool:
    if head.tag.scope == "Row":
        return any(row in head.down for row in cell.down)
    return head.row < cell.row and any(column in head.across for column in cell.across)


def settle_tables(top: Tag) -> None:
    """Turn what calls itself a part of a table, and stands in none, into an ordinary block."""
    holders = {"TR": {"Table", *SECTIONS}, "TD": {"TR"}, "TH": {"TR"}, **{section: {"Table"} for section in SECTIONS}}
    for tag in reversed(list(upwards(top))):
        for kid in tag.tags():
            if tag.role not in holders.get(kid.role, {tag.role}):
                kid.role = "Div"
