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

ROOM = 156
"""Millimetres for title, lead, lists and table together. Measured on the sample modules in A4."""
TITLE_LINE = 13
"""Millimetres of a line of the title."""
LEAD_LINE = 7
"""Millimetres of a line of the lead."""
LINE = 5.3
"""Millimetres of a line in the two lists."""
ROW = 6.7
"""Millimetres of a row of the table."""
TITLE = 20
"""Letters of a title that fit on a line."""
LEAD = 62
"""Letters of a lead that fit on a line."""
OBJECTIVE = 34
"""Letters of an objective that fit on a line."""
NEED = 50
"""Letters of a thing to bring that fit on a line."""


def is_long(module: Module, activities: Iterable[Activity]) -> bool:
    """Whether the table of activities goes to the page on which the text begins."""
    needs = (f"{item.handout} {wording.material(item)}".strip() for item in module.materials)
    lists = max(_lines(module.objectives, OBJECTIVE), _lines(needs, NEED))
    head = _lines([module.title], TITLE) * TITLE_LINE + _lines([module.summary], LEAD) * LEAD_LINE
    return head + lists * LINE + len(list(activities)) * ROW > ROOM


def _lines(texts: Iterable[str], width: int) -> int:
    return sum(ceil(len(text) / width) for text in texts)
