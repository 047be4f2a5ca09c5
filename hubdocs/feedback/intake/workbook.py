"""Workbooks (.xlsx): only what is written in the cells of the first sheet is read; nothing is worked out."""

from __future__ import annotations

import datetime
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # only the name of its error

from hubdocs.feedback.intake.table import MOST_ROWS, Row, Slip, Table, stop_on_too_many_columns, unreadable

MOST_PARTS = 500
"""Files inside a workbook."""
LARGEST_PART = 300_000_000
"""Bytes of the largest of them, unpacked: 100,000 rows have 150 MB."""
LARGEST_SHARED = 100_000_000
"""Bytes of the texts that all cells share, which are in memory at once."""
LARGEST_RATIO = 250
"""How much larger a part may become than it was packed; a sheet of equal rows has 40."""
_SMALL = 1_000_000
"""Bytes below which no part can do harm."""
_CHUNK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text of two bytes for each letter begins: no program writes a workbook so, and declarations could hide."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the reader of workbooks raises for one that is broken."""


def read_workbook(file: Path) -> Table:
    """The first sheet of a workbook.

    Raises:
        HubError: It is damaged, holds macros, or would unpack to far more than it seems.
    """
    _stop_on_harm(file)
    with _told(file):
        head = next(_sheet_rows(file), None)
    headings = [_text(cell)[0].strip() for cell in head[1]] if head else []
    while headings and not headings[-1]:
        headings.pop()
    if not any(headings):
        message = "the first sheet of this workbook has no row of headings"
        raise unreadable(file.name, message, "move the sheet with the answers to the front, and begin it with headings")
    stop_on_too_many_columns(file.name, tuple(headings))

    def rows() -> Iterator[Row]:
        with _told(file):
            for number, cells in islice(_sheet_rows(file), 1, None):
                yield from _row(number, cells, len(headings))

    return Table(file.name, tuple(headings), rows, "workbook")


def _stop_on_harm(file: Path) -> None:
    """Do nothing when a workbook can be opened without harm; its declared sizes are looked at before anything else."""
    with _told(file), zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise unreadable(file.name, "this is a packed file, but no workbook", "unpack it, and give what is in it")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise unreadable(file.name, "this workbook holds macros", "save it as .xlsx without macros, or as CSV")
        if len(parts) > MOST_PARTS or any(map(_is_bomb, parts)):
            message = "this workbook would unpack to far more than a file of answers has"
            raise unreadable(file.name, message, "download the answers again, or save them as CSV")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(packed, part):
                raise unreadable(file.name, "this workbook defines words of its own in its XML", "save them as CSV")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.file_size < _SMALL:
        return False
    most = LARGEST_SHARED if part.filename.lower().endswith("sharedstrings.xml") else LARGEST_PART
    return part.file_size > most or part.file_size > LARGEST_RATIO * max(part.compress_size, 1)


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part could make a short text long while it is read; a cell cannot hold these signs."""
    before = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen = before + chunk
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen or (not before and chunk[:2] in _WIDE):
                return True
            before = chunk[-16:]
    return False


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Let a damaged workbook be a mistake in words; and let nothing be said of what is ignored in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except _DAMAGED:
            raise unreadable(file.name, "this workbook is damaged", "download it again, or save it as CSV") from None


def _sheet_rows(file: Path) -> Iterator[tuple[int, Iterable[Any]]]:
    """The rows of the first sheet with their numbers, as they are written: nothing is worked out or followed."""
    from openpyxl import load_workbook  # type: ignore[import-untyped,unused-ignore]

    book = load_workbook(file, read_only=True, data_only=False, keep_links=False, keep_vba=False)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number > MOST_ROWS + 1:
                message = f"this sheet has more than {MOST_ROWS:,} rows"
                raise unreadable(file.name, message, "part it into several files, each with the row of headings")
            yield number, cells
    finally:
        book.close()


def _row(number: int, cells: Iterable[Any], width: int) -> Iterator[Row]:
    """The row, unless it is empty."""
    slips: list[Slip] = []
    texts: list[str] = []
    for cell in cells:
        text, is_formula = _text(cell)
        if is_formula and len(texts) < width:
            slips.append(Slip("formula", f"cell {len(texts) + 1} is a formula: paste its value instead"))
        texts.append(text)
    while texts and not texts[-1].strip():
        texts.pop()
    if not texts:
        return
    if len(texts) > width:
        slips.append(Slip("cells", f"it has {len(texts)} cells, but there are {width} headings"))
    yield Row(number, (*texts, *[""] * (width - len(texts))), tuple(slips))


def _text(cell: Any) -> tuple[str, bool]:
    """What a cell shows, as text; and whether it is a formula."""
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        return str(getattr(value, "text", value)), True
    match value:
        case None:
            return "", False
        case bool():
            return ("yes" if value else "no"), False
        case float() if value.is_integer():
            return str(int(value)), False
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat(), False
        case _:
            return str(value), False
