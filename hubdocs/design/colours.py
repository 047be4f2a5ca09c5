"""The colours of the drawings, as each medium names them. Source: design/DESIGN, section 2."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Colours:
    """What each part of a drawing is painted with, as words that SVG understands."""

    school: str
    family: str
    services: str
    hub: str
    """The place where all three rings meet."""
    ink: str
    """Text, beads and the minutes dial."""


ON_SCREEN = Colours(
    school="var(--hub-petrol, #0E4F5E)",
    family="var(--hub-amber, #B06A00)",
    services="var(--hub-heather, #7B4A74)",
    hub="var(--hub-gold, #F2B134)",
    ink="var(--hub-ink, #12323A)",
)
"""CSS variables, so that a dark page or another brand needs no second drawing."""

IN_PRINT = Colours(school="#0E4F5E", family="#B06A00", services="#7B4A74", hub="#F2B134", ink="#12323A")
"""Plain values: the print engine reads no variables inside drawings."""

ONE_COLOUR = Colours(school="#000", family="#000", services="#000", hub="#000", ink="#000")
"""Pure black, for copiers and the press; the rings stay apart by their texture."""


def branded(primary: str, accent: str, colours: Colours = IN_PRINT) -> Colours:
    """Colours with a charity's own in the place of petrol and gold; an empty one changes nothing."""
    return replace(colours, school=primary or colours.school, hub=accent or colours.hub)
