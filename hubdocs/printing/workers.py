"""Laying out many documents: those in the cache at once, the others side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock
from typing import Any, Self, TypeVar

from hubdocs.errors import HubError, Place, Problem
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.cache import RenderCache, Rendered, key_of
from hubdocs.printing.engine import PrintEngine
from hubdocs.printing.jobs import PrintJob
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import Limits, StoppedError
from hubdocs.printing.progress import Progress, Silent

T = TypeVar("T")

MOST_TOGETHER = 3
"""Documents of the program's own that one worker lays out after another."""

Missing = tuple[str, PrintDocument]
"""A document that is to be printed, behind its key in the cache."""

Keys = Mapping[PrintDocument, str]
"""Documents that are to be printed, with their keys in the cache."""


@dataclass
class Press:
    """Where documents become PDFs, and PDFs packs."""

    engine: PrintEngine
    cache: RenderCache
    jobs: int = 1
    """How many pieces of work are done at once."""
    workers: Executor = field(default_factory=lambda: ThreadPoolExecutor(1))
    """Does the heavy work; what it is given depends on nothing but its arguments."""
    progress: Progress = field(default_factory=Silent)
    limits: Limits = field(default_factory=Limits)
    """When to give up laying out one document."""
    used: set[str] = field(default_factory=set)
    """The entries of the cache that were asked for."""
    found: dict[PrintDocument, Rendered] = field(default_factory=dict)
    """What this press has printed, or found in the cache, so far."""

    def __post_init__(self) -> None:
        # These threads wait for workers, and tell when each begins.
        self._threads = ThreadPoolExecutor(max(self.jobs, 1))
        self._claiming = Lock()
        self._claimed: dict[str, Event] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what has begun, and keep the cache within its bounds.

        When this run was broken off, all that is being done ends at once instead.
        """
        broken_off = kind is not None and not issubclass(kind, HubError)
        if broken_off:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self.workers.shutdown(wait=False, cancel_futures=True)
        self._threads.shutdown()
        self.workers.shutdown()
        self.cache.trim(self.used)

    def print_all(
        self, documents: Iterable[PrintDocument], problems: list[Problem]
    ) -> Mapping[PrintDocument, Rendered]:
        """Every document's PDF. One that cannot be printed does not stop the others: it adds to `problems`."""
        wanted = list(dict.fromkeys(documents))
        missing = {each: key for each in wanted if (key := self._missing_key(each, problems))}
        self.progress.expect(len(missing), cached=len(wanted) - len(missing))
        mine, others = self._claim(missing)
        try:
            self._print(mine, problems)
        finally:
            self._give_up(mine)
        self._print(self._left_by(others, problems), problems)
        return {document: self.found[document] for document in wanted if document in self.found}

    def print_at_once(self, document: PrintDocument) -> Rendered:
        """One document's PDF.

        Raises:
            HubError: It cannot be printed as it is.
        """
        problems: list[Problem] = []
        finished = self.print_all([document], problems)
        if problems:
            raise HubError(problems)
        return finished[document]

    def work(self, name: str, place: Place, function: Callable[..., T], *arguments: Any) -> T:
        """What a function answers that one of the workers calls. Whoever asks has told progress to expect it.

        Args:
            name: What it makes, for progress and mistakes.
            place: The file that a mistake names.
            function: It depends on its arguments alone, and can be sent to another process, as they can.
            arguments: What it is given.

        Raises:
            HubError: The function raised it, or used more than it may.
        """
        try:
            return self._begin([name], function, *arguments).result()
        except StoppedError as stopped:
            raise HubError([_stopped(name, place, stopped)]) from stopped

    def _missing_key(self, document: PrintDocument, problems: list[Problem]) -> str:
        """The key of a document that is to be printed.

        Empty for one that needs no work: it was printed before, lies in the cache, or cannot be printed at all.
        """
        if document in self.found:
            return ""
        try:
            key = cache_key(document, self.engine)
        except HubError as error:
            problems.extend(error.problems)
            return ""
        if rendered := self.cache.find(key):
            self._note(document, rendered)
            return ""
        return key

    def _claim(self, missing: Keys) -> tuple[Keys, Mapping[PrintDocument, Event]]:
        """Tell documents that are this caller's to print from those that another caller prints already.

        Packs that are made side by side have pieces in common, and each is laid out once.
        """
        with self._claiming:
            others = {each: self._claimed[key] for each, key in missing.items() if key in self._claimed}
            mine = {each: key for each, key in missing.items() if each not in others}
            self._claimed.update({key: Event() for key in mine.values()})
        return mine, others

    def _give_up(self, claimed: Keys) -> None:
        """Let others go on that wait for documents: they are finished, or cannot be printed."""
        with self._claiming:
            for key in set(claimed.values()):
                self._claimed.pop(key).set()

    def _left_by(self, others: Mapping[PrintDocument, Event], problems: list[Problem]) -> Keys:
        """The documents that other callers could not print, as soon as those are done."""
        left = {}
        for document, event in others.items():
            event.wait()
            if key := self._missing_key(document, problems):
                left[document] = key
            else:
                self.progress.begin(document.name)
                self.progress.end(document.name)
        return left

    def _print(self, missing: Keys, problems: list[Problem]) -> None:
        """Lay out documents side by side."""
        theirs = [(key, each) for each, key in missing.items() if not each.ours]
        shares = shared([(key, each) for each, key in missing.items() if each.ours], self.jobs)
        running = [(each, self._begin_one(each)) for each in theirs]
        own = [(share, self._begin_share(share)) for share in shares]
        running += [(each, self._begin_one(each)) for share, future in own for each in self._not_made(share, future)]
        for (_, document), future in running:
            try:
                self._note(document, future.result())
            except HubError as error:
                problems.extend(error.problems)
            except StoppedError as stopped:
                problems.append(_stopped(document.name, document.place, stopped))

    def _note(self, document: PrintDocument, rendered: Rendered) -> None:
        self.found[document] = rendered
        self.used.add(rendered.pdf.stem)

    def _begin_one(self, missing: Missing) -> Future[Rendered]:
        key, document = missing
        return self._begin([document.name], print_as, key, document, self.engine, self.cache, self.limits)

    def _begin_share(self, share: Sequence[Missing]) -> Future[list[Rendered | None]]:
        names = [document.name for _, document in share]
        return self._begin(names, print_after_another, share, self.engine, self.cache, self.limits)

    def _not_made(self, share: Sequence[Missing], future: Future[list[Rendered | None]]) -> Sequence[Missing]:
        """Take in what one worker made; answer the documents that it could not make.

        Each of them is to have a worker of its own, so that nothing that befell one is told of another.
        """
        try:
            made = future.result()
        except StoppedError:
            made = [None] * len(share)
        for (_, document), rendered in zip(share, made, strict=True):
            if rendered:
                self._note(document, rendered)
        left = [missing for missing, rendered in zip(share, made, strict=True) if not rendered]
        self.progress.expect(len(left))
        return left

    def _begin(self, names: Sequence[str], function: Callable[..., T], *arguments: Any) -> Future[T]:
        """Let a worker call a function as soon as one is free; `names` are what it makes."""

        def tracked() -> T:
            for name in names:
                self.progress.begin(name)
            try:
                return self.workers.submit(function, *arguments).result()
            finally:
                for name in names:
                    self.progress.end(name)

        return self._threads.submit(tracked)


def shared(missing: Sequence[Missing], workers: int) -> list[Sequence[Missing]]:
    """Documents of the program's own in shares, as many for each worker, but none too large.

    Each is laid out in 0.1 to 0.4 s. To begin a process for it takes 0.03 s more, and what the first of a share has
    loaded, the next one finds.
    """
    shares = max(workers, -(-len(missing) // MOST_TOGETHER))
    return [share for first in range(shares) if (share := missing[first::shares])]


def side_by_side(pieces: Sequence[Callable[[], T]], threads: int) -> list[Future[T]]:
    """Do some pieces of work in threads of this process, which mostly wait for workers; all are done then."""
    pool = ThreadPoolExecutor(max(threads, 1))
    try:
        futures = [pool.submit(each) for each in pieces]
        wait(futures)
    except BaseException:
        # Somebody breaks this run off: what has begun ends with its workers, and nothing more begins.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return futures


def answers(futures: Iterable[Future[T]]) -> list[T]:
    """What some pieces of work answered that are all done.

    Raises:
        HubError: With the problems of all that have any.
    """
    found: list[T] = []
    problems: list[Problem] = []
    for future in futures:
        try:
            found.append(future.result())
        except HubError as error:
            problems.extend(error.problems)
    if problems:
        raise HubError(problems)
    return found


def _stopped(name: str, place: Place, stopped: StoppedError) -> Problem:
    """Work of this program's own that was given up."""
    if stopped.hint:
        # The same for all that is at work, and told once: it is no mistake of the document.
        return Problem(place, f"it cannot be printed: {stopped}", stopped.hint, "computer")
    if stopped.at_limit:
        hint = "split the document into smaller ones, or raise `print_limits` in mkdocs.yml"
        return Problem(place, f"{name} cannot be printed: {stopped}", hint, "print-limit")
    return Problem(place, f"{name} cannot be printed ({stopped})", "please report this as a defect", "print-pdf")


def cache_key(document: PrintDocument, engine: PrintEngine) -> str:
    """The name of a document's entry in the cache.

    Raises:
        HubError: A file that it uses cannot be read.
    """
    try:
        return key_of(document, engine.fingerprint)
    except OSError as error:
        message = f"{document.name} cannot be printed: {error.filename} cannot be read ({error.strerror})"
        raise HubError([Problem(document.place, message, "check that the file is there", "print-picture")]) from error


def print_one(document: PrintDocument, engine: PrintEngine, cache: RenderCache, limits: Limits) -> Rendered:
    """One document's PDF, from the cache or laid out now. What mends PDFs is loaded only there: in a worker.

    Raises:
        HubError: It cannot be printed as it is.
    """
    return print_as(cache_key(document, engine), document, engine, cache, limits)


def print_as(key: str, document: PrintDocument, engine: PrintEngine, cache: RenderCache, limits: Limits) -> Rendered:
    """The same of a document whose key is known.

    Raises:
        HubError: It cannot be printed as it is.
    """
    from hubdocs.printing.assembly.normalise import normalise

    if found := cache.find(key):
        return found
    raw, finished = cache.draft(key), cache.draft(key)
    try:
        engine.render(_job(document, raw, limits))
        facts = normalise(
            raw,
            finished,
            document.label,
            document.links,
            with_prints=document.replaceable,
            inspected=not document.ours,
        )
        return cache.keep(key, finished, facts)
    except PdfFault as fault:
        raise HubError(problems_of(fault, document)) from fault
    finally:
        raw.unlink(missing_ok=True)
        finished.unlink(missing_ok=True)


def print_after_another(
    share: Sequence[Missing], engine: PrintEngine, cache: RenderCache, limits: Limits
) -> list[Rendered | None]:
    """Several documents' PDFs, in their order; `None` for each that cannot be printed here."""
    made: list[Rendered | None] = []
    for key, document in share:
        try:
            made.append(print_as(key, document, engine, cache, limits))
        except HubError:
            made.append(None)
    return made


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


def _job(document: PrintDocument, target: Path, limits: Limits) -> PrintJob:
    return PrintJob(
        name=document.name,
        place=document.place,
        html=document.html,
        css=document.css,
        assets=document.assets,
        target=target,
        limits=limits,
        forms=document.forms,
        private=document.private,
        ours=document.ours,
    )
