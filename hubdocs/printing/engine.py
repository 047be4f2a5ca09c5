"""The seam to the print engine: one HTML document in, one tagged PDF out.

Laying out a page runs megabytes of other people's code over text that many hands wrote. So it
happens in a process of its own (`hubdocs.printing.child`, the only importer of WeasyPrint) with a short
environment, limits on time and memory, no fonts but the job's own and no file but the job's own.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hubdocs.errors import HubError, Problem
from hubdocs.printing import ending
from hubdocs.printing.jobs import Assets, Mistake, PrintJob
from hubdocs.printing.processes import ForkServer, StoppedError, shared_server

if TYPE_CHECKING:
    from collections.abc import Mapping


class PrintEngine(Protocol):
    """Turns one HTML document into one tagged PDF. Tests may use one that prints text."""

    @property
    def fingerprint(self) -> str:
        """The versions of everything that decides what a page looks like, in one line."""

    def render(self, job: PrintJob) -> None:
        """Write `job.target` as PDF/UA-1: whole, the same bytes for the same job, or not at all.

        Raises:
            HubError: The document could not be printed as it is; no file is left behind.
        """


class WeasyPrintEngine:
    """Prints with WeasyPrint, in a process of its own for each document.

    That is what makes a limit a limit: nothing a document does can reach the next one. What this program writes itself
    is laid out in the process that asks, if that was made for a few such documents and ends with them: no author can
    make them grow beyond all limits, and what could not be done there for one of them is tried for it alone. Measured,
    when each had such a process to itself: five packs took 5.8 s in place of 6.2.
    """

    def __init__(self, server: ForkServer | None = None) -> None:
        self._server = server or shared_server()

    @cached_property
    def fingerprint(self) -> str:
        """Versions of WeasyPrint, its Python helpers, and the libraries that shape text and pack bytes."""
        packages = [f"{name} {metadata.version(name)}" for name in PYTHON_LIBRARIES]
        native = [f"{name} {_native_version(name)}" for name in NATIVE_LIBRARIES]
        return ", ".join([*packages, *native, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"])

    def render(self, job: PrintJob) -> None:
        """Write `job.target`, or raise a `HubError` and leave nothing."""
        job.target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{job.target.name}.", suffix=".part", dir=job.target.parent)
        os.close(handle)
        part = Path(name).absolute()
        try:
            mistakes = self._lay_out(replace(job, target=part, assets=_found_anywhere(job.assets)))
            if mistakes:
                raise HubError(_problem(job, mistake) for mistake in mistakes)
            _settle(part, job.target)
        finally:
            part.unlink(missing_ok=True)

    def _lay_out(self, job: PrintJob) -> tuple[Mistake, ...]:
        if job.ours and ending.is_near():
            return _lay_out(job)
        try:
            return self._server.call(_lay_out, job, limits=job.limits)
        except StoppedError as stopped:
            return (_mistake_of(stopped),)


def _lay_out(job: PrintJob) -> tuple[Mistake, ...]:
    """The work of a fork. Only there, so that this process does without the print engine."""
    from hubdocs.printing.child import lay_out

    return lay_out(job)


def _found_anywhere(assets: Assets) -> Assets:
    """Files by paths that lead to them from every folder."""
    return tuple((name, path.absolute()) for name, path in assets)


def _problem(job: PrintJob, mistake: Mistake) -> Problem:
    return Problem(job.place, f"{job.name} cannot be printed: {mistake.message}", mistake.hint, mistake.rule)


def _settle(part: Path, target: Path) -> None:
    """Give a finished file its name, after its bytes have reached the disk."""
    part.chmod(0o644)
    with part.open("rb") as finished:
        os.fsync(finished.fileno())
    part.replace(target)


def _mistake_of(stopped: StoppedError) -> Mistake:
    """What to say of a render that came to no answer."""
    if stopped.hint:
        return Mistake(str(stopped), stopped.hint, "computer")
    if stopped.at_limit:
        return Mistake(
            str(stopped),
            "look for a very long table, deeply nested boxes or huge spans, and split them; "
            "or raise `print_limits` in mkdocs.yml",
            "print-limit",
        )
    return Mistake(
        f"the print engine broke down ({stopped})",
        "check that WeasyPrint and Pango are installed; if they are, please report this document as a defect",
        "print-engine",
    )


PYTHON_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinyhtml5", "tinycss2", "cssselect2", "pillow")
"""Packages that decide what a page looks like, or what its bytes are."""
NATIVE_LIBRARIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")),
}
"""Libraries that decide where letters stand: the function that tells their version, and their files."""


def _native_version(name: str) -> str:
    """The version of a library as loaded, or "not found": then no render can succeed either."""
    function, files = NATIVE_LIBRARIES[name]
    for file in files:
        with suppress(OSError, AttributeError):
            version = getattr(ctypes.CDLL(file), function)
            version.restype = ctypes.c_char_p
            return str(version().decode())
    return "not found"
