"""Figures in words: how they are rounded, and what stands where there is none."""

from __future__ import annotations

from hubdocs.feedback.report.intervals import Interval

NOTHING = "\N{EN DASH}"
"""Where a figure would rest on fewer than five."""
MINUS = "\N{MINUS SIGN}"
SHARES = frozenset({"as_planned", "again"})
"""The measures that are shares."""


def people(n: int) -> str:
    """`1 person`, `12 people`."""
    return "1 person" if n == 1 else f"{n:,} people"


def counted(n: int, one: str, many: str = "") -> str:
    """`1 response`, `1,204 responses`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def half(figure: float | None) -> str:
    """A median: whole, or with a half."""
    return NOTHING if figure is None else signed(f"{figure:.1f}".removesuffix(".0"))


def tenth(figure: float | None) -> str:
    """A mean, to one decimal: more would claim too much."""
    return NOTHING if figure is None else signed(_without_minus_zero(f"{figure:.1f}"))


def change(figure: float | None) -> str:
    """A mean of changes, with its sign."""
    if figure is None:
        return NOTHING
    text = _without_minus_zero(f"{figure:.1f}")
    return signed(text) if text.startswith("-") or text == "0.0" else f"+{text}"


def percent(share: float | None) -> str:
    """A share or a part, to whole percent."""
    return NOTHING if share is None else signed(f"{_without_minus_zero(f'{share * 100:.0f}')}\N{NO-BREAK SPACE}%")


def of_measure(measure: str, figure: float | None) -> str:
    """A figure as its measure is told."""
    if measure in SHARES:
        return percent(figure)
    return change(figure) if measure == "change" else tenth(figure)


def span(measure: str, interval: Interval | None) -> str:
    """`3.9 to 4.6`; nothing where there is no interval."""
    if interval is None:
        return NOTHING
    return f"{of_measure(measure, interval.low)} to {of_measure(measure, interval.high)}"


def difference(measure: str, interval: Interval | None) -> str:
    """An interval of a difference, both ends with their sign."""
    if interval is None:
        return NOTHING
    if measure in SHARES:
        low, high = (f"{end * 100:+.0f}".replace("-0", "0").replace("+0", "0") for end in (interval.low, interval.high))
        return f"{signed(low)} to {signed(high)} points"
    return f"{change(interval.low)} to {change(interval.high)}"


def minutes(interval: Interval | None) -> str:
    """`12 to 18`."""
    return NOTHING if interval is None else f"{half(interval.low)} to {half(interval.high)}"


def signed(text: str) -> str:
    """A number with a real minus sign."""
    return text.replace("-", MINUS)


def _without_minus_zero(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.") else text
