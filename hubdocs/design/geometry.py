"""Textures cut to shape: what is left of a line, a circle or a dot inside one ring and outside others.

Nothing is masked: every piece is computed, so that it prints as black line art on any device.
Lengths are units of the drawing's own field; `y` grows downwards, as in SVG, and angles are degrees
that grow clockwise from three o'clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHORTEST_LINE = 8.0
"""A shorter stub of a line is left out. Source: DESIGN, section 5."""


@dataclass(frozen=True)
class Point:
    """A place in the field."""

    x: float
    y: float

    def towards(self, angle: float, distance: float) -> Point:
        """The point that lies so far away in that direction."""
        turn = math.radians(angle)
        return Point(self.x + distance * math.cos(turn), self.y + distance * math.sin(turn))

    def distance(self, other: Point) -> float:
        """How far away another point is."""
        return math.hypot(other.x - self.x, other.y - self.y)


@dataclass(frozen=True)
class Region:
    """The inside of one circle without the insides of others."""

    centre: Point
    radius: float
    """Texture stays within this distance of the centre."""
    others: tuple[Point, ...]
    keep_out: float
    """Texture stays at least this far from each of the other centres."""

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a spot of that radius lies wholly in the region."""
        inside = self.centre.distance(point) <= self.radius - margin
        return inside and all(other.distance(point) >= self.keep_out + margin for other in self.others)


@dataclass(frozen=True)
class Line:
    """A level line from its left end to its right end."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Arc:
    """A piece of a circle, or the whole of it."""

    centre: Point
    radius: float
    start: float
    """Degrees."""
    sweep: float
    """Degrees, clockwise; 360 for a whole circle."""


Span = tuple[float, float]


def without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """The pieces of a span that are left between its holes, in order.

    >>> without((0, 10), [(4, 6), (5, 7)])
    [(0, 4), (7, 10)]
    """
    pieces: list[Span] = []
    start, end = span
    for left, right in sorted(hole for hole in holes if hole[0] < hole[1]):
        if left > start:
            pieces.append((start, min(left, end)))
        start = max(start, right)
    if start < end:
        pieces.append((start, end))
    return [(left, right) for left, right in pieces if left < right]


def lines(region: Region, step: float) -> Iterator[Line]:
    """Level lines at whole multiples of `step` from the centre.

    A line that another circle splits in two is left out, and so is a short stub.
    """
    count = int(region.radius / step)
    for number in range(-count, count + 1):
        height = region.centre.y + number * step
        pieces = without(
            _chord(region.centre, region.radius, height),
            (_chord(other, region.keep_out, height) for other in region.others),
        )
        if len(pieces) == 1 and pieces[0][1] - pieces[0][0] >= SHORTEST_LINE:
            left, right = pieces[0]
            yield Line(Point(left, height), Point(right, height))


def circles(region: Region, outline: float, step: float, smallest: float) -> Iterator[Arc]:
    """Circles round the centre at `outline - n * step`, each cut to its longest piece."""
    for number in range(1, int(outline / step) + 1):
        radius = outline - number * step
        if radius < smallest or radius > region.radius:
            continue
        holes = [hole for other in region.others for hole in _hidden(region, other, radius)]
        if not holes:
            yield Arc(region.centre, radius, 0, 360)
            continue
        first = holes[0][0]
        pieces = without((first, first + 360), _unrolled(holes, first))
        if pieces:
            start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
            yield Arc(region.centre, radius, start, end - start)


def dots(region: Region, pitch: float, radius: float) -> Iterator[Point]:
    """Centres of whole dots on a triangular grid with one dot at the region's centre."""
    rise = pitch * math.sqrt(3) / 2
    rows, columns = int(region.radius / rise), int(region.radius / pitch) + 1
    for row in range(-rows, rows + 1):
        shift = pitch / 2 if row % 2 else 0.0
        for column in range(-columns, columns + 1):
            spot = Point(region.centre.x + column * pitch + shift, region.centre.y + row * rise)
            if region.holds(spot, radius):
                yield spot


def meeting(centre: Point, towards: Sequence[float], distance: float, radius: float) -> list[Point]:
    """The corners of the place where three equal circles meet, in the order of their directions.

    Each corner lies opposite the circle's two neighbours: on the line from the common centre to
    that circle's own.
    """
    half = distance / 2
    chord = math.sqrt(radius**2 - (distance * math.sqrt(3) / 2) ** 2)
    return [centre.towards(angle, chord - half) for angle in towards]


def _chord(centre: Point, radius: float, height: float) -> Span:
    """From where to where a level line runs inside a circle; an empty span when it misses."""
    rise = abs(height - centre.y)
    if rise >= radius:
        return (centre.x, centre.x)
    half = math.sqrt(radius**2 - rise**2)
    return (centre.x - half, centre.x + half)


def _hidden(region: Region, other: Point, radius: float) -> list[Span]:
    """The angles at which a circle round the region's centre lies too near to another centre."""
    apart = region.centre.distance(other)
    reach = (radius**2 + apart**2 - region.keep_out**2) / (2 * radius * apart)
    if reach >= 1:
        return []
    middle = math.degrees(math.atan2(other.y - region.centre.y, other.x - region.centre.x))
    half = math.degrees(math.acos(max(reach, -1.0)))
    return [(middle - half, middle + half)]


def _unrolled(holes: Iterable[Span], first: float) -> list[Span]:
    """Holes moved by whole turns so that they begin within one turn after `first`."""
    moved = [(start - first) % 360 + first for start, _ in holes]
    return [(start, start + end - begin) for start, (begin, end) in zip(moved, holes, strict=True)]
