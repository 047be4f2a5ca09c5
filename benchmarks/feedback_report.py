"""What a report costs: 100,000 invented responses counted, worked out, written, drawn and printed, and memory with it.

Each size is measured in a process of its own, so that memory is that of one report and not of those before it. Rows are
made as they are counted and kept nowhere, as a store streams them; how long making them takes is measured by itself.
"""

from __future__ import annotations

import datetime
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from hubdocs.feedback.report import as_json, drawings_of, print_pages, screen_page, summarise
from hubdocs.feedback_report import make_report
from hubdocs.library.load import load_library
from hubdocs.model import Library, Module, Release, Response

ROOT = Path(__file__).parents[1]
DOCUMENTS = 14
"""As many modules as the programmes are meant to have."""
SIZES = (10_000, 100_000)
BEGAN = datetime.datetime(2026, 1, 1, 9, 0, tzinfo=datetime.UTC)
WORDS = ("Keep the talk in pairs.", "More time for questions, please.", "We left the last part out.", "", "", "")


@dataclass(frozen=True)
class Figures:
    """What one report took."""

    rows: int
    making: float
    """Seconds to make the rows alone."""
    counting: float
    """Seconds to make, count and work them out."""
    writing: float
    """Seconds for page and data, drawings included."""
    whole: float
    """Seconds for everything again, and the PDF with it."""
    counted_mb: float
    """The most memory of the process when all were counted."""
    whole_mb: float
    """The most memory of the process at the end."""
    pages: int


def library_of(documents: int) -> Library:
    """The real library with copies of its modules under other ids, each with all its releases."""
    library = load_library(ROOT)
    real = [
        releases for releases in library.releases.values() if releases and isinstance(releases[-1].document, Module)
    ]
    made: dict[str, tuple[Release, ...]] = {}
    for number in range(documents):
        id_ = f"BM-{number + 1:02}"
        made[id_] = tuple(
            replace(release, document=replace(release.document, id=id_)) for release in real[number % len(real)]
        )
    return replace(library, releases=made, refinements={})


def responses_of(library: Library, count: int) -> Iterator[Response]:
    """Invented responses, the same each time."""
    chance = random.Random(1)  # noqa: S311 - no secret
    releases = [
        (release, release.document)
        for each in library.releases.values()
        for release in each
        if isinstance(release.document, Module)
    ]
    for number in range(count):
        release, module = chance.choice(releases)
        activity = chance.choice((None, *module.activities))
        planned = activity.minutes if activity else module.duration
        yield Response(
            id=f"r{number}",
            document=release.id,
            version=release.version,
            activity=activity.anchor if activity else "",
            channel=chance.choice(("web", "print", "usb")),
            submitted=BEGAN + datetime.timedelta(minutes=number),
            role=chance.choice(("link leader", "teacher", "trainer")),
            as_planned=chance.choice(("yes", "partly", "no", "")),
            minutes_taken=max(1, round(planned * chance.uniform(0.8, 1.6))),
            useful=chance.randint(1, 5),
            clear=chance.randint(2, 5),
            before=chance.randint(1, 4),
            after=chance.randint(2, 5),
            keep=chance.choice(WORDS),
            change=chance.choice(WORDS),
            adapted=chance.choice(WORDS),
            again=chance.choice(("yes", "maybe", "no")),
        )


def measure(rows: int) -> Figures:
    """Make one report of so many rows in this process."""
    library = library_of(DOCUMENTS)
    started = time.perf_counter()
    for _ in responses_of(library, rows):
        pass
    made = time.perf_counter()
    summary = summarise(library, responses_of(library, rows))
    counted, counted_mb = time.perf_counter(), peak()
    drawings = drawings_of(summary)
    screen_page(library, summary, drawings)
    as_json(summary)
    print_pages(library, summary, drawings)
    written = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = make_report(library, responses_of(library, rows), Path(folder) / "report")
    ended = time.perf_counter()
    return Figures(
        rows=rows,
        making=made - started,
        counting=counted - made,
        writing=written - counted,
        whole=ended - written,
        counted_mb=counted_mb,
        whole_mb=peak(),
        pages=report.pages,
    )


def peak() -> float:
    """The most memory that this process ever held, in MB; those that lay pages out are not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Yield a line of Markdown for each size, measured in a process of its own."""
    yield "| rows | making | and counting | rows/s | page and data | all | MB counted | MB | pages |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for rows in sizes:
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.feedback_report", str(rows)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        each = Figures(**json.loads(told.stdout))
        yield (
            f"| {each.rows:,} | {each.making:.1f} s | {each.counting:.1f} s | "
            f"{each.rows / max(each.counting - each.making, 0.01):,.0f} | {each.writing:.1f} s | {each.whole:.1f} s | "
            f"{each.counted_mb:.0f} | {each.whole_mb:.0f} | {each.pages} |"
        )


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(asdict(measure(int(sys.argv[1])))))
        return
    for line in report():
        print(line)


if __name__ == "__main__":
    main()
