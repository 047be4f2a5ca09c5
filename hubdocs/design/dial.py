"""The minutes dial: how long an activity lasts, as a part of the hour. Source: DESIGN, section 5."""

from __future__ import annotations

from hubdocs.design.colours import ON_SCREEN, Colours
from hubdocs.design.fonts import FAMILY
from hubdocs.design.geometry import Arc, Point
from hubdocs.design.svg import arc_path, disc, drawing, element

CENTRE = Point(24, 24)
RADIUS = 20.0
SCREEN_STROKE = 4.0
PRINT_STROKE = 4.6
TWO_DIGITS = 99
"""More minutes are written smaller."""
HOUR = 60
"""Minutes; a longer activity shows a full circle and its number."""


def dial(minutes: int, *, stroke: float = SCREEN_STROKE, colours: Colours = ON_SCREEN) -> str:
    """The dial of an activity on a field of 48 units.

    Words beside it always say the same, so nobody hears it read out.

    Args:
        minutes: How long the activity lasts.
        stroke: Thickness of the arc; print takes a heavier one.
        colours: Only the ink is used.
    """
    marks = "".join(disc(CENTRE.towards(30 * hour, RADIUS), 0.8) for hour in range(12))
    arc = Arc(CENTRE, RADIUS, -90, min(minutes, HOUR) * 360 / HOUR)
    parts = [element("g", marks, fill=colours.ink)]
    if minutes > 0:
        parts.append(
            element(
                "path",
                d=arc_path(arc),
                fill="none",
                stroke=colours.ink,
                stroke_width=stroke,
                stroke_linecap="round",
            )
        )
    parts.append(
        element(
            "text",
            str(minutes),
            x=CENTRE.x,
            y=CENTRE.y + 5,
            text_anchor="middle",
            font_family=FAMILY,
            font_weight="800",
            font_size=15 if minutes <= TWO_DIGITS else 12,
            fill=colours.ink,
        )
    )
    return drawing("".join(parts), (0, 0, 48, 48), "hub-dial")
