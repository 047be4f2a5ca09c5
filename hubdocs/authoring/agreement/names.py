"""What parts of an agreement are called, wherever they stand."""

from __future__ import annotations

from hubdocs.model import Agreement

DETAILS = "hub-details"
"""The id of the schedule in which its blanks stand; no author can take it."""
NOTICE = "Draft: take legal advice"
"""What it says under its title and on every leaf, for as long as it is a draft. Source: DESIGN, section 7."""


def clause_numbers(agreement: Agreement) -> dict[str, int]:
    """The number of each clause, by its permanent id."""
    anchors = [each.anchor for each in agreement.headings if each.anchor]
    return {anchor: number for number, anchor in enumerate(dict.fromkeys(anchors), start=1)}
