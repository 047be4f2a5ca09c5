"""The opening page of a session: whether its table of activities still has room there.

A forced break follows the opening, so a table that runs over would leave the rest of its second page empty. How
much room there is must be known before anything is laid out; an estimate that is a line too careful only moves the
table to the page on which the text begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from hubdocs.model import Activity, Module
from hubdocs.printing import wording

ROOM = 117
"""Millimetres below the facts of a session for lists and table. Measured on the sample modules in A4."""
LINE = 5.3
"""Millimetres of a line in the two lists."""
ROW = 6.7
"""Millimetres of a row of the table."""
OBJECTIVE = 34
"""Letters of an objective that fit on a line."""
NEED = 50
"""Letters of a thing to bring that fit on a line."""


def is_long(module: Module, activities: Iterable[Activity]) -> bool:
    """Whether the table of activities goes to the page on which the text begins."""
    needs = (f"{item.handout} {wording.material(item)}".strip() for item in module.materials)
    lists = max(_lines(module.objectives, OBJECTIVE), _lines(needs, NEED))
    return lists * LINE + len(list(activities)) * ROW > ROOM


def _lines(texts: Iterable[str], width: int) -> int:
    return sum(ceil(len(text) / width) for text in texts)
