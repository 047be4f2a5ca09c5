"""Paper and ink for plots: the one place that knows matplotlib, set up so that the same numbers give the same bytes.

Letters stay text, so that they are drawn in the page's own font and can be read and searched. Colours are written as
the light page has them; on screen each becomes a variable of the page's style, so that a dark page needs no second
drawing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubdocs.design import FAMILY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, INK_2, RULE, PAPER = "#12323a", "#46595e", "#d5cdb9", "#fffefe"
BAND = "#e3eeed"
"""Behind a dot: what is as planned."""
MARK = "#0e4f5f"
"""A dot and its interval. One off from the petrol of answers, so that each has a variable of its own."""
ANSWERS = ("#8a5200", "#f3d6a2", "#e9e2d0", "#8fbac1", "#0e4f5e")
"""From the worst to the best answer: amber to petrol, which colour-blind people tell apart."""
ON_ANSWERS = ("#fffffe", "#12323b", "#12323c", "#12323d", "#fffffd")
"""Letters on these."""
VARIABLES = {
    INK: "--hub-ink",
    INK_2: "--hub-ink-2",
    RULE: "--hub-rule",
    PAPER: "--hub-paper",
    BAND: "--plot-band",
    MARK: "--hub-petrol",
    **{colour: f"--plot-{place}" for place, colour in enumerate(ANSWERS, 1)},
    **{colour: f"--plot-on-{place}" for place, colour in enumerate(ON_ANSWERS, 1)},
}
"""How the page's style calls each colour."""

STROKES = 'stroke-linejoin="round" stroke-linecap="butt"'
"""How lines end and turn, in the whole of a drawing."""
INCH = 72
"""Points, the unit of a drawing."""
SETTINGS: Any = {
    "svg.hashsalt": "hubdocs",
    "svg.fonttype": "none",
    "path.simplify": False,
    "text.parse_math": False,
    "font.size": 12,
    "axes.edgecolor": INK,
    "axes.linewidth": 1,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


@dataclass(frozen=True)
class Plot:
    """A drawing with the words that stand for it."""

    name: str
    """`wc-01-ratings`: unique in a report."""
    caption: str
    description: str
    """What it shows, for whoever does not see it; the numbers are in the table beside it."""
    svg: str
    """As drawn, in the colours of the light page."""

    @property
    def on_screen(self) -> str:
        """To be set into a page: with title and description, and the page's own colours."""
        from markupsafe import escape

        head = (
            f'<svg role="img" aria-labelledby="{self.name}-title {self.name}-text" class="plot" {STROKES} '
            f'viewBox="{_box(self.svg)}"><title id="{self.name}-title">{escape(self.caption)}</title>'
            f'<desc id="{self.name}-text">{escape(self.description)}</desc>'
        )
        body = self.svg.partition(">")[2]
        for colour, variable in VARIABLES.items():
            body = body.replace(colour, f"var({variable})")
        body = re.sub(r'\bid="([^"]*)"', rf'id="{self.name}-\1"', body)
        return head + re.sub(r'(url\(#|href="#)', rf"\g<1>{self.name}-", body)

    @property
    def on_paper(self) -> str:
        """A file of its own."""
        return self.svg


@dataclass
class Sheet:
    """A drawing in the making. Lengths are points; the axes fill the sheet but for its margins."""

    axes: Axes
    width: float
    """Of the axes."""
    height: float
    """Of the axes."""
    svg: str = field(default="", init=False)

    def above(self, x: float, y: float = 16) -> tuple[float, float]:
        """A place above the axes, counted from their upper left corner, as parts of the axes."""
        return x / self.width, 1 + y / self.height


@contextmanager
def sheet(width: float, height: float, *, left: float, right: float, top: float, bottom: float) -> Iterator[Sheet]:
    """A sheet to draw on; what it shows is in its `svg` afterwards.

    Args:
        width: Of the whole, in points.
        height: Of the whole, in points.
        left: Margin for the names of rows.
        right: Margin.
        top: Margin for a key.
        bottom: Margin for a scale.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width / INCH, height / INCH))
        axes = figure.add_axes((left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height))
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(left=False, length=3, pad=4)
        drawn = Sheet(axes, width - left - right, height - top - bottom)
        yield drawn
        made = io.StringIO()
        figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        drawn.svg = _tidied(made.getvalue())


def _tidied(svg: str) -> str:
    """The drawing alone, in the house's letters: no prologue, no words about itself, no font of the engine's."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    # Inside a page, the engine's own style would reach the whole of it.
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", f"<svg {STROKES} ", 1)
    svg = re.sub(r"font-family: [^;\"]*", f"font-family: '{FAMILY}', sans-serif", svg)
    return re.sub(r">\s+<", "><", svg).strip()


def _box(svg: str) -> str:
    found = re.search(r'viewBox="([^"]*)"', svg)
    return found.group(1) if found else ""
