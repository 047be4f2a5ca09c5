"""The story of a report: count, work out, write for people and for programs, print, and put in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.report import (
    Page,
    Published,
    Summary,
    as_json,
    drawings_of,
    print_pages,
    published,
    screen_page,
    summarise,
    title_of,
)
from hubdocs.model import Library, Response
from hubdocs.output import swap_in
from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Bookmarks, PackPlan, Part, Stamp
from hubdocs.printing.cache import Rendered
from hubdocs.printing.engine import PrintEngine
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.printable import PrintDocument, whole_page
from hubdocs.printing.progress import Progress
from hubdocs.printing.run import press_for
from hubdocs.printing.sheets import FONT_ASSETS, STAMP_FONTS, Furniture, common_css, furniture_css
from hubdocs.printing.workers import problems_of

FOLDER = Path(".hubdocs/report")
"""Where a report is written when nobody says otherwise: never under `build/`, and ignored by git."""
HTML, PDF, JSON = "report.html", "report.pdf", "report.json"
JOBS = 2
"""Parts that are printed at once."""
A4_WIDTH = 210
"""Millimetres. Source: ISO 216."""
FILES = frozenset({HTML, PDF, JSON})


@dataclass(frozen=True)
class Report:
    """A report that was written."""

    folder: Path
    responses: int
    """How many were read."""
    documents: int
    """How many documents it tells of."""
    concerns: int
    """How many things there are to look at first; none in a public report."""
    pages: int
    """Of the PDF."""


def make_report(
    library: Library,
    responses: Iterable[Response],
    target: Path,
    *,
    public: bool = False,
    engine: PrintEngine | None = None,
    progress: Progress | None = None,
) -> Report:
    """Write what responses say into a folder: for screens, for print and for programs; whole, or not at all.

    The same responses give the same bytes on any day. Nothing of it stays in the cache of printed documents: people's
    own words would outlive their erasure there.

    Args:
        library: What was released.
        responses: Taken one by one.
        target: A folder that is absent, empty, or holds an earlier report.
        public: Whether to leave out all that speaks of fewer than five people, and people's own words.
        engine: The print engine; WeasyPrint in a process of its own when `None`.
        progress: Told of the printing.

    Raises:
        HubError: The folder holds something else, or the report cannot be printed.
    """
    stop_on_other_files(target)
    summary = summarise(library, responses)
    report = published(summary) if public else summary
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".report.", dir=target.parent))
    try:
        made = aside / "made"
        made.mkdir(mode=0o755 if public else 0o700)
        drawings = drawings_of(report)
        (made / HTML).write_text(screen_page(library, report, drawings), encoding="utf-8", newline="\n")
        (made / JSON).write_text(as_json(report), encoding="utf-8", newline="\n")
        parts = print_pages(library, report, drawings)
        pages = _print(library, report, parts, made / PDF, engine, progress)
        swap_in(made, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    concerns = 0 if public else len(summary.concerns)
    return Report(target, summary.responses, len(report.documents), concerns, pages)


def stop_on_other_files(target: Path) -> None:
    """Do nothing where a report may be written: the whole folder is replaced.

    Raises:
        HubError: The folder holds something that is no report, or is no folder.
    """
    hint = "name a new folder with --out"
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise HubError([Problem(Place(str(target)), "it is no folder, so no report can be put there", hint, "report")])
    others = sorted(each.name for each in target.iterdir() if each.name not in FILES) if target.is_dir() else []
    if others:
        message = f"it holds something else ({others[0]}), and a report would take its place"
        raise HubError([Problem(Place(str(target)), message, hint, "report")])


def _print(
    library: Library,
    report: Summary | Published,
    parts: Sequence[Page],
    target: Path,
    engine: PrintEngine | None,
    progress: Progress | None,
) -> int:
    """Print a report as a tagged PDF, which is inspected as every other one, and say how many pages it has.

    What is made on the way lies beside the folder of the target.
    """
    aside = target.parent.parent
    documents = [_document(page, report, aside / "drawings") for page in parts]
    problems: list[Problem] = []
    with press_for(library, aside / "cache", jobs=JOBS, progress=progress, engine=engine) as press:
        finished = press.print_all(documents, problems)
        if problems:
            raise HubError(problems)
        plan = _plan(report, [(document, finished[document]) for document in documents])
        try:
            assemble(plan, target)
        except PdfFault as fault:
            raise HubError(problems_of(fault, documents[0])) from fault
    return plan.pages


def _plan(report: Summary | Published, printed: Sequence[tuple[PrintDocument, Rendered]]) -> PackPlan:
    """The parts in their order, with page numbers that run on."""
    parts = tuple(
        Part(
            document.title,
            rendered.pdf,
            rendered.facts,
            label=document.label,
            bookmarks=Bookmarks.UNDER_TITLE if place else Bookmarks.AS_THEY_ARE,
        )
        for place, (document, rendered) in enumerate(printed)
    )
    pages = sum(part.pages for part in parts)
    foot, width = SCREEN.foot, A4_WIDTH
    return PackPlan(
        title_of(report),
        "en-GB",
        parts,
        subject="What people said of sessions",
        stamps=tuple(
            (Stamp(f"Page {n} of {pages}", width - foot.outer, foot.baseline, align="right", size_pt=foot.size_pt),)
            for n in range(1, pages + 1)
        ),
        fonts=STAMP_FONTS,
        date=report.date.isoformat() if report.date else "",
    )


def _document(page: Page, report: Summary | Published, folder: Path) -> PrintDocument:
    """A part as a document, with its drawings as files beside it."""
    assets = []
    for name, drawing in page.drawings.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawing, encoding="utf-8", newline="\n")
        assets.append((name, file))
    furniture = Furniture(
        head_left="Internal: please do not pass it on" if isinstance(report, Summary) else "",
        head_right="Feedback report",
    )
    return PrintDocument(
        label=page.label,
        name=f"the feedback report ({page.title})",
        title=page.title,
        place=Place(str(FOLDER)),
        html=whole_page(page.title, f'<div id="{page.label}">{page.html}</div>', "report"),
        css=common_css(("base",)) + page.css + furniture_css(furniture),
        assets=(*FONT_ASSETS, *assets),
        private=True,
    )
