"""Taking in: files of answers become responses, row by row, and no row is ever lost."""

from hubdocs.feedback.intake.mapping import Mapped, map_columns
from hubdocs.feedback.intake.reading import read_table
from hubdocs.feedback.intake.register import Register, register_of
from hubdocs.feedback.intake.rows import Flags
from hubdocs.feedback.intake.table import Row, Slip, Table
from hubdocs.feedback.intake.taking import Progress, TakenIn, Wanted, take_in

__all__ = [
    "Flags",
    "Mapped",
    "Progress",
    "Register",
    "Row",
    "Slip",
    "Table",
    "TakenIn",
    "Wanted",
    "map_columns",
    "read_table",
    "register_of",
    "take_in",
]
