"""The plots of one document: answers as stacked bars, minutes as dots, releases side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubdocs.feedback.report import words
from hubdocs.feedback.report.drawing import ANSWERS, BAND, INK, INK_2, MARK, ON_ANSWERS, PAPER, RULE, Plot, Sheet, sheet
from hubdocs.feedback.report.figures import DRIFT, FEWEST, Figures, Rating
from hubdocs.feedback.report.public import PublicAnswers, PublicDocument
from hubdocs.feedback.report.summary import DocumentSummary, ReleaseSummary

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 340.0
"""Points: narrow enough for a telephone without sliding, where letters are still as large as a page's small ones."""
LEFT, RIGHT, TOP, BOTTOM = 5.0, 20.0, 30.0, 28.0
ROW = 35.0
"""For the name of a row and what is drawn below it."""
DRAWN = 0.2
"""Where it is drawn: a little below the middle of its row."""
SIZE = 12.0
MOST_ROWS = 8
"""Releases in one plot: the newest. The table beside it has them all."""
NAME = 34
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
    with _paper(len(bars)) as made:
        axes = made.axes
        _rows(axes, [(bar.name, bar.n) for bar in bars])
        for row, bar in enumerate(bars):
            start = 0.0
            for name, n, colour in bar.parts:
                part = n / bar.n
                axes.barh(row + DRAWN, part, 0.5, start, color=ANSWERS[colour - 1], edgecolor=PAPER, linewidth=1.5)
                if part > NARROW:
                    label = name if name == str(colour) else f"{name}:"
                    shown = f"{n}" if name == str(colour) else f"{label} {n}"
                    axes.text(
                        start + part / 2,
                        row + DRAWN,
                        shown,
                        ha="center",
                        va="center",
                        color=ON_ANSWERS[colour - 1],
                        size=SIZE,
                    )
                start += part
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        _key(made)
    described = "; ".join(f"{bar.name}: " + ", ".join(f"{n} chose {name}" for name, n, _ in bar.parts) for bar in bars)
    return Plot(f"{id_.lower()}-answers", f"How useful and how clear people found {title}", f"{described}.", made.svg)


def _paper(rows: int, *, top: float = TOP, more: float = 0) -> AbstractContextManager[Sheet]:
    """A sheet for so many rows, with room for a key above them and a scale below."""
    bottom = BOTTOM + more
    return sheet(WIDTH, ROW * rows + top + bottom, left=LEFT, right=RIGHT, top=top, bottom=bottom)


def _key(made: Sheet) -> None:
    """What each colour means, above the bars, in the order of the bars."""
    at = 0.0
    for label, colour in zip(("1 not at all", "2", "3", "4", "5 very"), ANSWERS, strict=True):
        x, y = made.above(at + 6)
        made.axes.plot(
            [x], [y], "s", color=colour, markersize=9, markeredgecolor=INK, markeredgewidth=0.8, **_outside(made)
        )
        _words_above(made, at + 16, label)
        at += 27 + 6 * len(label)


def _minutes_key(made: Sheet) -> None:
    """What the strokes and dots mean."""
    x, y = made.above(2)
    tall = made.above(0, 8)[1] - made.above(0, 0)[1]
    made.axes.plot([x, x], [y - tall, y + tall], color=INK, linewidth=2.4, **_outside(made))
    _words_above(made, 10, "planned")
    ends = [made.above(70)[0], made.above(94)[0]]
    made.axes.plot(ends, [y, y], color=MARK, linewidth=2, solid_capstyle="butt", **_outside(made))
    made.axes.plot([made.above(82)[0]], [y], "o", **DOT, **_outside(made))
    _words_above(made, 101, "taken (median)")
    ends = [made.above(202)[0], made.above(222)[0]]
    made.axes.plot(ends, [y, y], color=BAND, linewidth=12, solid_capstyle="butt", **_outside(made))
    _words_above(made, 229, "25 % off")


def _outside(made: Sheet) -> dict[str, Any]:
    """What lets something be drawn in the margin."""
    return {"transform": made.axes.transAxes, "clip_on": False}


def _words_above(made: Sheet, at: float, words_: str) -> None:
    x, y = made.above(at)
    made.axes.text(x, y, words_, transform=made.axes.transAxes, va="center", size=SIZE)


def _rows(axes: Axes, names: Sequence[tuple[str, int]]) -> None:
    """Rows from top to bottom, each with its name above what is drawn, and how many answered."""
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    for row, (name, n) in enumerate(names):
        common: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "size": SIZE}
        axes.text(0, row - 0.26, textwrap.shorten(name, NAME, placeholder=" …"), weight="bold", **common)
        axes.text(1, row - 0.26, f"n = {n}", ha="right", color=INK_2, **common)


def _minutes(document: DocumentSummary) -> Plot | None:
    """Minutes planned and taken, of the latest release of which enough people told."""
    for release in reversed(document.releases):
        told = [each for each in release.subjects if each.timing.planned and each.timing.median is not None]
        if told:
            return _drawn_minutes(document, release, told)
    return None


def _drawn_minutes(document: DocumentSummary, release: ReleaseSummary, told: Sequence[Figures]) -> Plot:
    names = ["Whole session" if not each.subject.activity else each.title for each in told]
    with _paper(len(told), more=14) as made:
        axes = made.axes
        _rows(axes, [(name, each.timing.n) for name, each in zip(names, told, strict=True)])
        for row, each in enumerate(told):
            timing = each.timing
            planned, median, interval = timing.planned or 0, timing.median or 0, timing.interval
            axes.barh(row + DRAWN, 2 * DRIFT * planned, 0.4, (1 - DRIFT) * planned, color=BAND, linewidth=0)
            axes.plot([planned, planned], [row + DRAWN - 0.24, row + DRAWN + 0.24], color=INK, linewidth=2.4)
            if interval:
                axes.plot(
                    [interval.low, interval.high], [row + DRAWN] * 2, color=MARK, linewidth=2, solid_capstyle="butt"
                )
            axes.plot([median], [row + DRAWN], "o", **DOT)
        axes.set_xlim(left=0)
        axes.set_xlabel("Minutes", size=SIZE, labelpad=2)
        _minutes_key(made)
    described = "; ".join(
        f"{name}: planned {each.timing.planned}, median taken {words.half(each.timing.median)} "
        f"({words.minutes(each.timing.interval)})"
        for name, each in zip(names, told, strict=True)
    )
    caption = f"Minutes planned and taken, {document.id} {release.version}"
    return Plot(f"{document.id.lower()}-minutes", caption, f"{described}.", made.svg)


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
    names = [(f"{name}, {release.version}", getattr(release.whole, measure).n) for measure, name, release in rows]
    with _paper(len(rows), top=4, more=14) as made:
        axes = made.axes
        _rows(axes, names)
        for row, (measure, _, release) in enumerate(rows):
            rating: Rating = getattr(release.whole, measure)
            axes.plot([1, 5], [row + DRAWN] * 2, color=RULE, linewidth=1)
            if rating.interval:
                ends = [rating.interval.low, rating.interval.high]
                axes.plot(ends, [row + DRAWN] * 2, color=MARK, linewidth=2.4, solid_capstyle="butt")
            axes.plot(
                [rating.mean or 0],
                [row + DRAWN],
                "o",
                color=MARK,
                markersize=9,
                markeredgecolor=PAPER,
                markeredgewidth=1.2,
            )
            if row and rows[row - 1][0] != measure:
                axes.axhline(row - 0.54, color=INK, linewidth=1)
            elif row and rows[row - 1][2].version.major != release.version.major:
                axes.axhline(row - 0.54, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.set_xlim(0.9, 5.1)
        axes.set_xticks([1, 2, 3, 4, 5])
        axes.set_xlabel("From 1, not at all, to 5, very", size=SIZE, labelpad=2)
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
