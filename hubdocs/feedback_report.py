"""The story of a report: count, work out, write for people and for programs, print, and put in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.report import Page, Published, Summary, as_json, print_page, published, screen_page, summarise
from hubdocs.feedback.report.pages import LABEL
from hubdocs.model import Library, Response
from hubdocs.output import swap_in
from hubdocs.printing.assembly import Bookmarks, PackPlan, Part, PdfFault, assemble
from hubdocs.printing.documents import PrintDocument, whole_page
from hubdocs.printing.engine import PrintEngine
from hubdocs.printing.progress import Progress
from hubdocs.printing.run import press_for
from hubdocs.printing.sheets import FONT_ASSETS, PAGE, PAGES, Furniture, common_css, furniture_css
from hubdocs.printing.workers import problems_of

FOLDER = Path(".hubdocs/report")
"""Where a report is written when nobody says otherwise: never under `build/`, and ignored by git."""
HTML, PDF, JSON = "report.html", "report.pdf", "report.json"
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
        made.mkdir()
        (made / HTML).write_text(screen_page(library, report), encoding="utf-8", newline="\n")
        (made / JSON).write_text(as_json(report), encoding="utf-8", newline="\n")
        pages = _print(library, report, aside, made / PDF, engine, progress)
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
    aside: Path,
    target: Path,
    engine: PrintEngine | None,
    progress: Progress | None,
) -> int:
    """Print a report as a tagged PDF, which is inspected as every other one, and say how many pages it has."""
    page = print_page(library, report)
    document = _document(page, report, aside / "drawings")
    with press_for(library, aside / "cache", jobs=1, progress=progress, engine=engine) as press:
        rendered = press.print_at_once(document)
        part = Part(page.title, rendered.pdf, rendered.facts, label=LABEL, bookmarks=Bookmarks.AS_THEY_ARE)
        day = report.date.isoformat() if report.date else ""
        try:
            assemble(PackPlan(page.title, "en-GB", (part,), subject="What people said of sessions", date=day), target)
        except PdfFault as fault:
            raise HubError(problems_of(fault, document)) from fault
    return rendered.facts.pages


def _document(page: Page, report: Summary | Published, folder: Path) -> PrintDocument:
    """The page as a document, with its drawings as files beside it."""
    assets = []
    for name, drawing in page.drawings.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawing, encoding="utf-8", newline="\n")
        assets.append((name, file))
    furniture = Furniture(
        head_left="Internal: please do not pass it on" if isinstance(report, Summary) else "",
        head_right="Feedback report",
        number=("Page ", PAGE, " of ", PAGES),
    )
    return PrintDocument(
        label=LABEL,
        name="the feedback report",
        title=page.title,
        place=Place(str(FOLDER)),
        html=whole_page(page.title, page.html, "report"),
        css=common_css(("base",)) + page.css + furniture_css(furniture),
        assets=(*FONT_ASSETS, *assets),
        private=True,
    )
