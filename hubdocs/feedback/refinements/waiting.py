"""What became of each refinement, and for what the others wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hubdocs.model import Library, Refinement

SEVERITIES = ("safeguarding", "factual", "usability", "taste")
"""From what matters most to what matters least."""
DECISIONS = ("open", "accepted", "rejected", "deferred")
"""What can be decided, from nothing yet on."""


class Waiting(StrEnum):
    """For what a refinement waits; in the order in which somebody should look at them."""

    BLOCKS = "blocks"
    """It is about safety and accepted: no release of its document may leave it unanswered."""
    DECISION = "decision"
    """Nobody decided yet."""
    RELEASE = "release"
    """It is accepted, and no release answers it yet."""
    LATER = "later"
    """It was put off, with a reason."""
    NOTHING = "nothing"
    """A release answers it, or it was turned down with a reason."""


@dataclass(frozen=True)
class Waits:
    """A refinement, and for what it waits."""

    refinement: Refinement
    waiting: Waiting


def waiting(refinement: Refinement) -> Waiting:
    """For what a refinement waits."""
    if refinement.blocks:
        return Waiting.BLOCKS
    match refinement.decision:
        case "open":
            return Waiting.DECISION
        case "deferred":
            return Waiting.LATER
        case "accepted" if refinement.fixed_in is None:
            return Waiting.RELEASE
    return Waiting.NOTHING


def waiting_for(
    library: Library, *, documents: Iterable[str] = (), decisions: Iterable[str] = (), severities: Iterable[str] = ()
) -> tuple[Waits, ...]:
    """The refinements of some documents, decisions and severities, the most pressing first; no names mean all."""
    chosen = (tuple(documents), tuple(decisions), tuple(severities))
    found = [
        Waits(each, waiting(each))
        for each in library.refinements.values()
        if all(
            not names or value in names
            for names, value in zip(chosen, (each.document, each.decision, each.severity), strict=True)
        )
    ]
    order = list(Waiting)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each.waiting),
                SEVERITIES.index(each.refinement.severity),
                each.refinement.id,
            ),
        )
    )
