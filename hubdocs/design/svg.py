"""SVG in as few words as possible: drawings are written often, and read by people who look for mistakes."""

from __future__ import annotations

from html import escape

from hubdocs.design.geometry import Arc, Line, Point

HALF_TURN = 180
"""Degrees."""


def number(value: float) -> str:
    """A length with at most two decimals, without a minus before nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; `_` in an attribute's name becomes `-`."""
    written = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def drawing(content: str, box: tuple[float, float, float, float], kind: str) -> str:
    """A decorative drawing that fills what holds it and that nobody hears read out.

    `box` is the field that it shows: left, top, width and height.
    """
    field = " ".join(map(number, box))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="{field}" '
        f'aria-hidden="true" focusable="false">{content}</svg>'
    )


def disc(centre: Point, radius: float, **attributes: str | float) -> str:
    """A circle."""
    return element("circle", "", cx=centre.x, cy=centre.y, r=radius, **attributes)


def line_path(line: Line) -> str:
    """The path of a level line."""
    return f"M{number(line.start.x)} {number(line.start.y)}H{number(line.end.x)}"


def arc_path(arc: Arc) -> str:
    """The path of a piece of a circle; a whole circle is drawn as two halves."""
    if arc.sweep >= 2 * HALF_TURN:
        half = Arc(arc.centre, arc.radius, arc.start, HALF_TURN)
        return arc_path(half) + _curve(arc.radius, large=False, end=arc.centre.towards(arc.start, arc.radius))
    start = arc.centre.towards(arc.start, arc.radius)
    end = arc.centre.towards(arc.start + arc.sweep, arc.radius)
    return f"M{number(start.x)} {number(start.y)}" + _curve(arc.radius, large=arc.sweep > HALF_TURN, end=end)


def _curve(radius: float, *, large: bool, end: Point) -> str:
    size = number(radius)
    return f"A{size} {size} 0 {int(large)} 1 {number(end.x)} {number(end.y)}"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)
