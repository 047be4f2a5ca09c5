"""The motif: three rings that meet, each known by its texture. Source: DESIGN, section 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache
from zlib import crc32

from hubdocs.design.colours import ON_SCREEN, Colours
from hubdocs.design.geometry import Arc, Point, Region, circles, dots, lines, meeting
from hubdocs.design.svg import arc_path, disc, drawing, element, line_path

RADIUS = 30.0
"""Of each ring, on a field of 100 units."""
DISTANCE = 19.0
"""From the middle of the field to the middle of each ring."""
GAP = 1.6
"""Clear ground between a texture and any ring."""
MIDDLE = Point(50, 50)
ORBIT = RADIUS + DISTANCE + 6
"""Radius of the thin outer circle that carries the beads."""
BEAD = 2.1
"""Radius of a bead."""


class Partner(StrEnum):
    """One of the three who meet, and the texture of its ring."""

    SCHOOL = "school"
    """Ruled lines."""
    FAMILY = "family"
    """Rings within the ring."""
    SERVICES = "services"
    """Dots."""


CLOCKWISE = tuple(Partner)
"""The order of the partners round the motif, whoever leads."""

LEADERS = {"who-cares": Partner.SCHOOL, "kidstime-workshop": Partner.FAMILY, "hub": Partner.SERVICES}
"""The programmes whose leading partner was chosen by hand."""


@dataclass(frozen=True)
class Strokes:
    """How heavy a drawing is, in units of its field."""

    line: float
    outline: float
    step: float
    """Between two lines, rings or rows of a texture; nought for no texture."""


class Weight(Enum):
    """How heavily the motif is drawn, by the size at which it is shown."""

    NORMAL = Strokes(0.9, 1.35, 3.6)
    COVER = Strokes(0.62, 0.93, 2.7)
    """Large, on the cover of a pack."""
    OPENING = Strokes(0.95, 1.425, 4.2)
    """62 mm wide, on the opening page of a document."""
    HEADER = Strokes(1.15, 1.725, 4.4)
    """At the head of a page on screen."""
    SMALL = Strokes(2.6, 2.6, 0)
    """Under 60 pixels or 15 mm: outlines and hub only."""


def leading_partner(programme: str) -> Partner:
    """Whose ring stands on top for a programme, given its id; the same one every time."""
    return LEADERS.get(programme) or CLOCKWISE[crc32(programme.encode()) % len(CLOCKWISE)]


def pack_turn(pack: str) -> int:
    """By how many degrees a pack's motif is turned clockwise, given its id: -28 to 28."""
    return (crc32(pack.encode()) % 9 - 4) * 7


@lru_cache(maxsize=64)
def motif(
    leading: Partner,
    *,
    weight: Weight = Weight.NORMAL,
    turn: float = 0.0,
    beads: int | None = None,
    colours: Colours = ON_SCREEN,
) -> str:
    """The motif as an SVG drawing that fills what holds it.

    Args:
        leading: The partner whose ring stands on top; the others follow clockwise.
        weight: How heavily it is drawn, by the size at which it will be seen.
        turn: Degrees by which the rings turn clockwise; ruled lines stay level.
        beads: How many documents a pack holds; `None` leaves the outer circle out.
        colours: What the parts are painted with.
    """
    angles = [turn - 90 + 120 * place for place in range(3)]
    centres = [MIDDLE.towards(angle, DISTANCE) for angle in angles]
    first = CLOCKWISE.index(leading)
    partners = [CLOCKWISE[(first + place) % 3] for place in range(3)]
    rings = list(zip(partners, centres, strict=True))
    parts = [_hub(angles, colours)]
    if weight.value.step:
        parts += [_texture(partner, _region(centre, centres), weight.value, colours) for partner, centre in rings]
    parts += [_outline(partner, centre, RADIUS, weight.value, colours) for partner, centre in rings]
    if beads is not None:
        parts.append(_beads(beads, angles[0], weight.value, colours))
        reach = ORBIT + BEAD
        return drawing("".join(parts), (50 - reach, 50 - reach, 2 * reach, 2 * reach), "hub-motif")
    return drawing("".join(parts), _frame(centres, weight.value), "hub-motif")


def pack_motif(pack: str, leading: Partner, documents: int, *, colours: Colours = ON_SCREEN) -> str:
    """A pack's own figure: turned by its id, with a bead for each document that it holds."""
    return motif(leading, weight=Weight.COVER, turn=pack_turn(pack), beads=documents, colours=colours)


@lru_cache(maxsize=64)
def ring(partner: Partner, *, colours: Colours = ON_SCREEN) -> str:
    """One partner's ring on a field of 64 units, for doors and for the steps of a sheet."""
    strokes = Strokes(2.4, 3.6, 7.0)
    centre, radius = Point(32, 32), 29.0
    region = Region(centre, radius - GAP - strokes.outline / 2, (), 0)
    parts = _texture(partner, region, strokes, colours, radius) + _outline(partner, centre, radius, strokes, colours)
    return drawing(parts, (0, 0, 64, 64), "hub-ring")


def _region(centre: Point, centres: Sequence[Point]) -> Region:
    """Where a ring's texture may lie: inside its own ring, outside the two others."""
    others = tuple(other for other in centres if other != centre)
    return Region(centre, RADIUS - GAP, others, RADIUS + GAP)


def _hub(angles: Sequence[float], colours: Colours) -> str:
    """The only solid shape: the place where all three rings meet."""
    corners = meeting(MIDDLE, angles, DISTANCE, RADIUS)
    size = f"{RADIUS:g}"
    curves = "".join(f"A{size} {size} 0 0 1 {point.x:.2f} {point.y:.2f}" for point in corners[1:] + corners[:1])
    return element("path", d=f"M{corners[0].x:.2f} {corners[0].y:.2f}{curves}Z", fill=colours.hub)


def _texture(partner: Partner, region: Region, strokes: Strokes, colours: Colours, outline: float = RADIUS) -> str:
    """A partner's texture, cut to its region."""
    colour = getattr(colours, partner.value)
    if partner is Partner.SERVICES:
        size = 0.9 * strokes.line
        spots = dots(region, 1.05 * strokes.step, size)
        return element("g", "".join(disc(spot, size) for spot in spots), fill=colour)
    if partner is Partner.SCHOOL:
        path = "".join(line_path(line) for line in lines(region, strokes.step))
    else:
        rings = circles(region, outline, strokes.step, smallest=strokes.line / 2)
        path = "".join(arc_path(arc) for arc in rings)
    return element("path", d=path, fill="none", stroke=colour, stroke_width=strokes.line, stroke_linecap="round")


def _outline(partner: Partner, centre: Point, radius: float, strokes: Strokes, colours: Colours) -> str:
    colour = getattr(colours, partner.value)
    return disc(centre, radius, fill="none", stroke=colour, stroke_width=strokes.outline)


def _beads(count: int, first: float, strokes: Strokes, colours: Colours) -> str:
    """The thin outer circle with one bead for each document, evenly spaced from the leading ring."""
    orbit = element(
        "path",
        d=arc_path(Arc(MIDDLE, ORBIT, first, 360)),
        fill="none",
        stroke=colours.ink,
        stroke_width=0.8 * strokes.line,
    )
    places = (MIDDLE.towards(first + 360 * bead / count, ORBIT) for bead in range(count))
    return orbit + element("g", "".join(disc(place, BEAD) for place in places), fill=colours.ink)


def _frame(centres: Sequence[Point], strokes: Strokes) -> tuple[float, float, float, float]:
    """Left, top, width and height of the smallest box that holds all three rings."""
    reach = RADIUS + strokes.outline / 2
    left, top = min(each.x for each in centres) - reach, min(each.y for each in centres) - reach
    right, foot = max(each.x for each in centres) + reach, max(each.y for each in centres) + reach
    return left, top, right - left, foot - top
