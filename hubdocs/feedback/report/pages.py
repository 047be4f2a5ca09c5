"""The report as a page for screens, whole in one file, and as a page for print."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hubdocs.design import Face, Partner, Weight, curly, font_faces, long_day, motif
from hubdocs.feedback.report import words
from hubdocs.feedback.report.comparing import ENOUGH, MEASURES, Comparison, Verdict
from hubdocs.feedback.report.counts import NEWEST, REMARKS, UNTOLD
from hubdocs.feedback.report.drawing import Plot
from hubdocs.feedback.report.figures import FEWEST, ByPlan, Cause, Figures
from hubdocs.feedback.report.plots import plots_of, public_plots_of
from hubdocs.feedback.report.priorities import Concern
from hubdocs.feedback.report.priorities import Weight as Reasons
from hubdocs.feedback.report.public import PublicFigures, Published
from hubdocs.feedback.report.showing import printable, visible
from hubdocs.feedback.report.summary import DocumentSummary, ReleaseSummary, Summary, day_of
from hubdocs.model import Library, Version

FOLDER = Path(__file__).parent / "templates"
LABEL = "feedback-report"
"""Begins every anchor of the printed page."""
CHANNELS = {"web": "from the site", "print": "from paper", "usb": "from a USB stick", UNTOLD: "in ways not told"}
FIRST, AFTER = 7, 40
"""How many things to look at are told in full, and how many more in a line each: whatever is too long is not read."""
ASKED = {"keep": "What to keep", "change": "What to change", "adapted": "What people adapted, and why"}


Drawings: TypeAlias = Mapping[str, tuple[Plot, ...]]
"""The plots of each document, by its id."""


@dataclass(frozen=True)
class Page:
    """A part of a report that is printed by itself, so that a long report needs no more at once than a short one."""

    label: str
    """Begins its anchors; no other part has the same."""
    title: str
    html: str
    css: str
    drawings: Mapping[str, str]
    """SVG by the name under which `asset:` asks for it."""


def screen_page(library: Library, report: Summary | Published, drawings: Drawings) -> str:
    """One HTML file with everything in it: style, fonts and drawings. It runs nothing and asks nobody for anything."""
    shown = {plot.name: Markup(plot.on_screen) for plots in drawings.values() for plot in plots}  # noqa: S704 - ours
    return _filled(
        "screen.html",
        visible,
        library,
        report,
        up=0,
        drawings=drawings,
        drawn=shown.__getitem__,
        style=Markup(_fonts() + _read("screen.css")),  # noqa: S704 - ours
        mark=Markup(motif(Partner.SCHOOL, weight=Weight.SMALL)),  # noqa: S704 - ours
    )


def print_pages(library: Library, report: Summary | Published, drawings: Drawings) -> tuple[Page, ...]:
    """The same for print: what is told of all, each document, and how to read it."""
    fill = partial(_filled, shown=printable, library=library, report=report, drawings=drawings, up=1)
    kind = "public" if isinstance(report, Published) else "internal"
    css = _read("print.css")
    first = Page(LABEL, title_of(report), fill(f"{kind}.html"), css, {})
    each_one = "public-document.html" if isinstance(report, Published) else "document.html"
    documents = [
        Page(
            f"{LABEL}-{document.id.lower()}",
            f"{document.id} {document.title}",
            fill(each_one, document=document, drawn=partial(_picture, drawings)),
            css,
            {f"plots/{plot.name}.svg": plot.on_paper for plot in drawings[document.id]},
        )
        for document in report.documents
    ]
    rules = Page(f"{LABEL}-rules", "How to read this report", fill("rules.html"), css, {})
    return (first, *documents, rules)


def _picture(drawings: Drawings, name: str) -> Markup:
    """A drawing as a file of the printed page, with its description."""
    plot = next(each for plots in drawings.values() for each in plots if each.name == name)
    said = printable(plot.description)
    return Markup('<img class="plot" src="asset:plots/{}.svg" alt="{}">').format(name, said)


def _fonts() -> str:
    """The upright letters of the house, inside the page."""
    return font_faces(_inside)


def _inside(face: Face) -> str:
    return "data:font/woff2;base64," + base64.b64encode(face.file.read_bytes()).decode("ascii")


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment(shown: Callable[[str], str]) -> Environment:
    """Templates in which all text is escaped, and words of people go through `shown` first."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: curly(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["shown"] = shown
    return made


def poorly_rated(document: DocumentSummary) -> list[tuple[ReleaseSummary, Figures, str, ByPlan]]:
    """What is rated poorly in a document, the newest release first, with the ratings parted by plan."""
    return [
        (release, figures, name, parted)
        for release in reversed(document.releases)
        for figures in release.subjects
        for name, parted in (("Useful", figures.useful_by_plan), ("Clear", figures.clear_by_plan))
        if parted.cause is not Cause.NONE
    ]


def paired(document: DocumentSummary) -> list[tuple[tuple[Version, Version], list[Comparison], int]]:
    """The comparisons by pair of releases, the newest pair first, with how many more there are that say nothing.

    Of the whole session, all stand there. Of its activities, only what could be compared: the others fill pages.
    """
    pairs = groupby(document.comparisons, key=lambda each: (each.earlier, each.later))
    found = []
    for pair, group in pairs:
        every = list(group)
        telling = [each for each in every if not each.activity or each.interval]
        found.append((pair, telling, len(every) - len(telling)))
    return found[::-1]


def weights_of(concern: Concern) -> list[Reasons]:
    """Why to look at something, each kind of reason once."""
    return list(dict.fromkeys(reason.weight for reason in concern.reasons))


def wrote(document: DocumentSummary, column: str) -> int:
    """How many wrote something in a column, of all releases together."""
    return sum(figures.remarks[column] for release in document.releases for figures in release.subjects)


def rows_of(figures: PublicFigures) -> list[tuple[str, str, str, str]]:
    """What may be published of a subject: question, how many answered, their answers, and the middle of these."""
    rows = [
        (name, f"{answers.n:,}", answers.in_words, words.half(answers.median))
        for measure, name in MEASURES.items()
        if (answers := getattr(figures, measure)).groups
    ]
    if figures.minutes is not None:
        planned = f"{figures.planned_minutes} planned" if figures.planned_minutes else "none planned"
        rows.append(("Minutes taken", words.NOTHING, planned, words.half(figures.minutes)))
    if figures.adapted_at_least:
        rows.append(("Adapted something", at_least(figures.adapted_at_least), "", words.NOTHING))
    return rows


def at_least(n: int) -> str:
    """`30 or more`."""
    return f"{n:,} or more"


def drawings_of(report: Summary | Published) -> Drawings:
    """Every plot of a report. It takes the longest of all, so it is done once for screen and print."""
    if isinstance(report, Summary):
        return {document.id: plots_of(document) for document in report.documents}
    return {document.id: public_plots_of(document) for document in report.documents}


def title_of(report: Summary | Published) -> str:
    """The title of a report."""
    return "What people told us" + ("" if isinstance(report, Summary) else ", in numbers that may be published")


def _filled(
    template: str, shown: Callable[[str], str], library: Library, report: Summary | Published, **more: object
) -> str:
    public = isinstance(report, Published)
    environment = _environment(shown)
    return environment.get_template(template).render(
        report=report,
        public=public,
        title=title_of(report),
        site=library.settings.site_name,
        label=LABEL,
        words=words,
        day=long_day,
        month=lambda when: f"{when:%B %Y}",
        day_of=day_of,
        measures=MEASURES,
        asked=ASKED,
        columns=REMARKS,
        fewest=FEWEST,
        enough=ENOUGH,
        newest=NEWEST,
        causes=CAUSES,
        Verdict=Verdict,
        poorly_rated=poorly_rated,
        paired=paired,
        wrote=wrote,
        rows_of=rows_of,
        at_least=at_least,
        channels=CHANNELS,
        first=FIRST,
        after=AFTER,
        weights=weights_of,
        short_reasons=SHORT_REASONS,
        **more,
    )


SHORT_REASONS = {
    Reasons.SAFEGUARDING: "safeguarding",
    Reasons.FELL: "worse than before",
    Reasons.MODULE: "poor although as planned",
    Reasons.TRAINING: "poor where not as planned",
    Reasons.UNTOLD: "poor, cause not known",
    Reasons.MINUTES: "minutes",
    Reasons.ADAPTED: "many adapt it",
    Reasons.CHANGE: "many want a change",
    Reasons.UNKNOWN: "unknown activities",
}

CAUSES = {
    Cause.NONE: "",
    Cause.MODULE: "Mend the module",
    Cause.TRAINING: "Mend the training",
    Cause.UNTOLD: "Nobody can tell why",
}
