"""Laying out many documents: those in the cache at once, the others side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from hubdocs.errors import HubError, Problem
from hubdocs.printing.assembly import PdfFault, normalise
from hubdocs.printing.cache import RenderCache, Rendered, key_of
from hubdocs.printing.documents import PrintDocument
from hubdocs.printing.engine import PrintEngine, PrintJob

Progress = Callable[[str], None]
"""Is told in words what was just done."""


def silent(_done: str) -> None:
    """Tells nobody."""


@dataclass
class Press:
    """Where documents become PDFs."""

    engine: PrintEngine
    cache: RenderCache
    jobs: int = 1
    """How many documents are laid out at once."""
    progress: Progress = silent
    executor: Callable[[int], Executor] = ThreadPoolExecutor
    """Makes the workers. Threads suffice: each document is laid out in a process of its own."""
    used: set[str] = field(default_factory=set)
    """The entries of the cache that were asked for."""

    def print_all(
        self, documents: Iterable[PrintDocument], problems: list[Problem]
    ) -> Mapping[PrintDocument, Rendered]:
        """Every document's PDF. One that cannot be printed does not stop the others: it adds to `problems`."""
        wanted = dict.fromkeys(documents)
        finished: dict[PrintDocument, Rendered] = {}
        with self.executor(max(self.jobs, 1)) as workers:
            running = {workers.submit(print_one, document, self.engine, self.cache): document for document in wanted}
            for done, future in enumerate(as_completed(running), start=1):
                document = running[future]
                try:
                    finished[document] = future.result()
                    self.used.add(finished[document].pdf.stem)
                except HubError as error:
                    problems.extend(error.problems)
                self.progress(f"{document.name} ({done} of {len(running)})")
        return finished

    def print_at_once(self, document: PrintDocument) -> Rendered:
        """One document's PDF.

        Raises:
            HubError: It cannot be printed as it is.
        """
        rendered = print_one(document, self.engine, self.cache)
        self.used.add(rendered.pdf.stem)
        return rendered


def print_one(document: PrintDocument, engine: PrintEngine, cache: RenderCache) -> Rendered:
    """One document's PDF, from the cache or laid out now.

    Raises:
        HubError: It cannot be printed as it is.
    """
    try:
        key = key_of(document, engine.fingerprint)
    except OSError as error:
        message = f"{document.name} cannot be printed: {error.filename} cannot be read ({error.strerror})"
        raise HubError([Problem(document.place, message, "check that the file is there", "print-picture")]) from error
    if found := cache.find(key):
        return found
    raw, finished = cache.draft(key), cache.draft(key)
    try:
        engine.render(_job(document, raw))
        facts = normalise(raw, finished, document.label, document.links)
        return cache.keep(key, finished, facts)
    except PdfFault as fault:
        raise HubError(problems_of(fault, document)) from fault
    finally:
        raw.unlink(missing_ok=True)
        finished.unlink(missing_ok=True)


def problems_of(fault: PdfFault, document: PrintDocument) -> list[Problem]:
    """The faults of a document's PDF as mistakes of its file."""
    return [
        Problem(
            document.place,
            f"{document.name} cannot be printed: {each}",
            "mend what it names in the text; if the text is right, please report this document as a defect",
            "print-pdf",
        )
        for each in fault.faults
    ]


def _job(document: PrintDocument, target: Path) -> PrintJob:
    return PrintJob(
        name=document.name,
        place=document.place,
        html=document.html,
        css=document.css,
        assets=document.assets,
        target=target,
        forms=document.forms,
    )
