"""What the contents of a pack name of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import write_library

from hubdocs.library.load import load_library
from hubdocs.model import StandardSet
from hubdocs.printing.frontmatter import MOST_NAMED, Row, _have_short_numbers, _standards

STANDARD = """
## Statement {number} {{ #GOV-{number} group="{group}" level=must }}

Why
:   Because.
"""


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (2, [("GOV-1", "Statement 1", "GOV-1"), ("GOV-2", "Statement 2", "GOV-2")]),
        (MOST_NAMED + 1, [("", "People, GOV-1 to GOV-4", "GOV-1"), ("", "Work, GOV-5 to GOV-13", "GOV-5")]),
    ],
)
def test_many_standards_are_named_by_their_groups(
    tmp_path: Path, count: int, named: list[tuple[str, str, str]]
) -> None:
    path = "materials/standards/ST-01-standards/standards.md"
    front = "---\nid: ST-01\ntitle: Standards\nversion: 1.0.0\nstatus: draft\naudience: [staff]\nsummary: What.\n---\n"
    body = "".join(STANDARD.format(number=each, group="People" if each < 5 else "Work") for each in range(1, count + 1))
    document = load_library(write_library(tmp_path / "library", {path: front + body})).working["ST-01"]
    assert isinstance(document, StandardSet)

    assert list(_standards(document)) == named


@pytest.mark.parametrize(("sheet", "fixed"), [("WC-01-H1", True), ("SAFE-01-H1", False)])
def test_a_number_too_long_for_its_column_lets_the_table_measure_its_cells(sheet: str, fixed: bool) -> None:
    below = Row(sheet, "Three principles", "hubdoc:1", 5)
    assert _have_short_numbers([Row("WC-01", "Awareness", "hubdoc:0", 4, below=(below,))]) is fixed
