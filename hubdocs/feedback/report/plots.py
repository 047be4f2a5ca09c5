"""The plots of one document: answers as stacked bars, minutes as dots, releases side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubdocs.feedback.report import words
from hubdocs.feedback.report.drawing import ANSWERS, BAND, INK, INK_2, MARK, ON_ANSWERS, PAPER, RULE, Plot, Sheet, sheet
from hubdocs.feedback.report.figures import DRIFT, FEWEST, Figures, Rating
from hubdocs.feedback.report.public import PublicAnswers, PublicDocument
from hubdocs.feedback.report.summary import DocumentSummary, ReleaseSummary

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 460.0
"""Points: as wide as the text of an A4 page inside a frame, so that letters are as large there as here."""
LEFT = 156.0
"""For the names of rows."""
RIGHT = 20.0
ROW = 30.0
MOST_ROWS = 8
"""Releases in one plot: the newest. The table beside it has them all."""
NAME = 25
"""Letters in a line of a row's name."""
NARROW = 0.045
"""A part of the bar that is too narrow for a number inside."""
DOT: dict[str, Any] = {"color": MARK, "markersize": 9, "markeredgecolor": PAPER, "markeredgewidth": 1.2}
"""How a mean or a median is marked."""
MEASURES = (("useful", "How useful"), ("clear", "How clear"))


@dataclass(frozen=True)
class Bar:
    """A row of a plot of answers."""

    name: str
    n: int
    parts: tuple[tuple[str, int, int], ...]
    """Of each part its name, how many chose it, and the place of its colour."""


def plots_of(document: DocumentSummary) -> tuple[Plot, ...]:
    """What can be drawn of a document: nothing that rests on fewer than five."""
    made = (_answers(document), _minutes(document), _side_by_side(document))
    return tuple(each for each in made if each)


def public_plots_of(document: PublicDocument) -> tuple[Plot, ...]:
    """The answers as they may be published, with neighbours put together."""
    bars = [
        _public_bar(f"{name}, {release.version}", getattr(release.whole, measure))
        for measure, name in MEASURES
        for release in document.releases[-MOST_ROWS:]
        if release.whole and len(getattr(release.whole, measure).groups) > 1
    ]
    return (_drawn_answers(document.id, document.title, bars),) if bars else ()


def _public_bar(name: str, answers: PublicAnswers) -> Bar:
    parts = tuple(
        (each.first if each.first == each.last else f"{each.first}\N{EN DASH}{each.last}", each.n, int(each.last))
        for each in answers.groups
    )
    return Bar(name, answers.n, parts)


def _answers(document: DocumentSummary) -> Plot | None:
    """How useful and how clear people found the whole session, release by release."""
    bars = [
        _bar(f"{name}, {release.version}", getattr(release.whole, measure))
        for measure, name in MEASURES
        for release in document.releases[-MOST_ROWS:]
        if getattr(release.whole, measure).n >= FEWEST
    ]
    return _drawn_answers(document.id, document.title, bars) if bars else None


def _bar(name: str, rating: Rating) -> Bar:
    return Bar(name, rating.n, tuple((str(value), n, value) for value, n in enumerate(rating.counts, 1) if n))


def _drawn_answers(id_: str, title: str, bars: Sequence[Bar]) -> Plot:
    height = ROW * len(bars) + 58
    with sheet(WIDTH, height, left=LEFT, right=RIGHT, top=32, bottom=26) as made:
        axes = made.axes
        _rows(axes, [f"{bar.name}\nn = {bar.n}" for bar in bars])
        for row, bar in enumerate(bars):
            start = 0.0
            for name, n, colour in bar.parts:
                part = n / bar.n
                axes.barh(row, part, 0.66, start, color=ANSWERS[colour - 1], edgecolor=PAPER, linewidth=1.5)
                if part > NARROW:
                    label = name if name == str(colour) else f"{name}:"
                    shown = f"{n}" if name == str(colour) else f"{label} {n}"
                    axes.text(
                        start + part / 2, row, shown, ha="center", va="center", color=ON_ANSWERS[colour - 1], size=10.5
                    )
                start += part
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        _key(made)
    described = "; ".join(f"{bar.name}: " + ", ".join(f"{n} chose {name}" for name, n, _ in bar.parts) for bar in bars)
    return Plot(f"{id_.lower()}-answers", f"How useful and how clear people found {title}", f"{described}.", made.svg)


def _key(made: Sheet) -> None:
    """What each colour means, above the bars, in the order of the bars."""
    labels = ("1 not at all", "2", "3", "4", "5 very")
    inner = made.width - LEFT - RIGHT
    at = 0.0
    for label, colour in zip(labels, ANSWERS, strict=True):
        made.axes.scatter(
            [(at + 6) / inner],
            [1 + 14 / (made.height - 58)],
            s=70,
            marker="s",
            color=colour,
            edgecolors=INK,
            linewidths=0.8,
            transform=made.axes.transAxes,
            clip_on=False,
        )
        made.axes.text(
            (at + 16) / inner,
            1 + 14 / (made.height - 58),
            label,
            transform=made.axes.transAxes,
            ha="left",
            va="center",
            size=10.5,
        )
        at += 26 + 5.6 * len(label)


def _rows(axes: Axes, names: Sequence[str]) -> None:
    """Rows from top to bottom, each with its name at the left."""
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    for row, name in enumerate(names):
        first, _, rest = name.partition("\n")
        both = bool(rest)
        axes.annotate(
            first,
            (0, row),
            (-8, 6.5 if both else 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            va="center",
            weight="bold",
            size=10.5,
        )
        if both:
            axes.annotate(
                rest,
                (0, row),
                (-8, -6.5),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                ha="right",
                va="center",
                color=INK_2,
                size=10.5,
            )


def _minutes(document: DocumentSummary) -> Plot | None:
    """Minutes planned and taken, of the latest release of which enough people told."""
    for release in reversed(document.releases):
        told = [each for each in release.subjects if each.timing.planned and each.timing.median is not None]
        if told:
            return _drawn_minutes(document, release, told)
    return None


def _drawn_minutes(document: DocumentSummary, release: ReleaseSummary, told: Sequence[Figures]) -> Plot:
    names = ["Whole session" if not each.subject.activity else each.title for each in told]
    with sheet(WIDTH, ROW * len(told) + 62, left=LEFT, right=RIGHT, top=32, bottom=30) as made:
        axes = made.axes
        _rows(axes, [f"{_short(name)}\nn = {each.timing.n}" for name, each in zip(names, told, strict=True)])
        for row, each in enumerate(told):
            timing = each.timing
            planned, median, interval = timing.planned or 0, timing.median or 0, timing.interval
            axes.barh(row, 2 * DRIFT * planned, 0.5, (1 - DRIFT) * planned, color=BAND, linewidth=0)
            axes.plot([planned, planned], [row - 0.3, row + 0.3], color=INK, linewidth=2.4)
            if interval:
                axes.plot([interval.low, interval.high], [row, row], color=MARK, linewidth=2, solid_capstyle="butt")
            axes.plot([median], [row], "o", **DOT)
        axes.set_xlim(left=0)
        axes.set_xlabel("Minutes", size=10.5, labelpad=2)
        _minutes_key(made)
    described = "; ".join(
        f"{name}: planned {each.timing.planned}, median taken {words.half(each.timing.median)} "
        f"({words.minutes(each.timing.interval)})"
        for name, each in zip(names, told, strict=True)
    )
    caption = f"Minutes planned and taken, {document.id} {release.version}"
    return Plot(f"{document.id.lower()}-minutes", caption, f"{described}.", made.svg)


def _minutes_key(made: Sheet) -> None:
    axes, inner = made.axes, made.width - LEFT - RIGHT
    high = 1 + 14 / (made.height - 62)
    common: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    axes.plot(
        [2 / inner] * 2, [high - 6 / (made.height - 62), high + 6 / (made.height - 62)], color=INK, lw=2.4, **common
    )
    axes.text(10 / inner, high, "planned", transform=axes.transAxes, va="center", size=10.5)
    axes.plot([66 / inner, 88 / inner], [high, high], color=MARK, lw=2, solid_capstyle="butt", **common)
    axes.plot([77 / inner], [high], "o", **DOT, **common)
    axes.text(95 / inner, high, "taken (median)", transform=axes.transAxes, va="center", size=10.5)
    axes.plot([178 / inner, 196 / inner], [high, high], color=BAND, lw=12, solid_capstyle="butt", **common)
    axes.text(202 / inner, high, "25 % off", transform=axes.transAxes, va="center", size=10.5)


def _side_by_side(document: DocumentSummary) -> Plot | None:
    """The mean of each release with its interval; a dashed line parts major versions, which are not compared."""
    rows = [
        (measure, name, release)
        for measure, name in MEASURES
        for release in document.releases[-MOST_ROWS:]
        if getattr(release.whole, measure).mean is not None
    ]
    if len({release.version for _, _, release in rows}) == 1 or not rows:
        return None
    names = [f"{name}, {release.version}\nn = {getattr(release.whole, measure).n}" for measure, name, release in rows]
    with sheet(WIDTH, ROW * len(rows) + 48, left=LEFT, right=RIGHT, top=10, bottom=38) as made:
        axes = made.axes
        _rows(axes, names)
        for row, (measure, _, release) in enumerate(rows):
            rating: Rating = getattr(release.whole, measure)
            axes.plot([1, 5], [row, row], color=RULE, linewidth=1)
            if rating.interval:
                ends = [rating.interval.low, rating.interval.high]
                axes.plot(ends, [row, row], color=MARK, linewidth=2.4, solid_capstyle="butt")
            axes.plot(
                [rating.mean or 0], [row], "o", color=MARK, markersize=9, markeredgecolor=PAPER, markeredgewidth=1.2
            )
            if row and rows[row - 1][0] != measure:
                axes.axhline(row - 0.5, color=INK, linewidth=1)
            elif row and rows[row - 1][2].version.major != release.version.major:
                axes.axhline(row - 0.5, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.set_xlim(0.9, 5.1)
        axes.set_xticks([1, 2, 3, 4, 5], ["1 not at all", "2", "3", "4", "5 very"])
    described = "; ".join(
        f"{name}, {release.version}: mean {words.tenth(getattr(release.whole, measure).mean)}, interval "
        f"{words.span(measure, getattr(release.whole, measure).interval)}"
        for measure, name, release in rows
    )
    return Plot(
        f"{document.id.lower()}-releases",
        f"{document.title}, release by release: mean rating and its interval",
        f"{described}.",
        made.svg,
    )


def _short(name: str) -> str:
    return textwrap.shorten(name, NAME, placeholder=" …")
