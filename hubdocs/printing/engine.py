"""The seam to the print engine: one HTML document in, one tagged PDF out.

Laying out a page runs megabytes of other people's code over text that many hands wrote. So it
happens in a child process (`hubdocs.printing.child`, the only importer of WeasyPrint) with a short
environment, limits on time and memory, no fonts but the job's own and no file but the job's own.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hubdocs.errors import HubError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

# No folder and no font: text can only be set in what `@font-face` brings, so that no machine
# prints in a font of its own. Measured: without this, a missing letter came from the system.
NO_SYSTEM_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'

KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""What a child inherits: where Pango may be found. Everything else in its environment is ours."""


@dataclass(frozen=True)
class Limits:
    """What one render may use before it is stopped and reported as a mistake of its document."""

    cpu_seconds: int = 60
    """Processor time."""
    wall_seconds: float = 120
    """Time on the clock: a child that waits for something uses no processor time."""
    memory_bytes: int = 3 * 1024**3
    """Address space."""
    pages: int = 1000
    """Printed pages."""


@dataclass(frozen=True)
class PrintJob:
    """One document, ready to print. It can be sent to another process or machine."""

    name: str
    """What it is, for mistakes: "WC-01 1.0.0"."""
    place: Place
    """The file that a mistake names."""
    html: str
    """The whole page. It refers to its pictures as `asset:NAME`."""
    css: str
    """The text of the one style sheet. It refers to its fonts as `asset:NAME`."""
    assets: tuple[tuple[str, Path], ...]
    """The only files that may be read, by the name that HTML and CSS use."""
    target: Path
    """The PDF to write."""
    forms: bool = False
    """Whether form elements become fields that can be filled in."""
    limits: Limits = Limits()
    """When to give up."""


@dataclass(frozen=True)
class Mistake:
    """What stopped a render, before the job's own name and place are added to it."""

    message: str
    """A sentence that goes on after "WC-01 1.0.0 cannot be printed:"."""
    hint: str
    """What to do next."""
    rule: str
    """Short name for programs."""


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
    """Prints with WeasyPrint, in a new child process for each document.

    A new process costs about a second (importing), and is what makes a limit a limit: nothing
    a document does can reach the next one.
    """

    @cached_property
    def fingerprint(self) -> str:
        """Versions of WeasyPrint, its Python helpers, and the libraries that shape text."""
        packages = [f"{name} {metadata.version(name)}" for name in ("weasyprint", "pydyf", "fonttools")]
        return ", ".join([*packages, *(f"{name} {_native_version(name)}" for name in NATIVE_LIBRARIES)])

    def render(self, job: PrintJob) -> None:
        """Write `job.target`, or raise a `HubError` and leave nothing."""
        job.target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="hubdocs-print-") as scratch:
            handle, name = tempfile.mkstemp(prefix=f".{job.target.name}.", suffix=".part", dir=job.target.parent)
            os.close(handle)
            part = Path(name)
            try:
                mistakes = _run_child(replace(job, target=part), Path(scratch))
                if mistakes:
                    raise HubError(_problem(job, mistake) for mistake in mistakes)
                _settle(part, job.target)
            finally:
                part.unlink(missing_ok=True)


def encode(job: PrintJob) -> bytes:
    """A job as the bytes that its child reads. Not pickled, so that reading it can run nothing."""
    return json.dumps(asdict(job), default=os.fspath).encode()


def decode(data: bytes) -> PrintJob:
    """The job that `encode` wrote."""
    fields = json.loads(data)
    fields["place"] = Place(**fields["place"])
    fields["limits"] = Limits(**fields["limits"])
    fields["target"] = Path(fields["target"])
    fields["assets"] = tuple((name, Path(path)) for name, path in fields["assets"])
    return PrintJob(**fields)


def _problem(job: PrintJob, mistake: Mistake) -> Problem:
    return Problem(job.place, f"{job.name} cannot be printed: {mistake.message}", mistake.hint, mistake.rule)


def _settle(part: Path, target: Path) -> None:
    """Give a finished file its name, after its bytes have reached the disk."""
    part.chmod(0o644)
    with part.open("rb") as finished:
        os.fsync(finished.fileno())
    part.replace(target)


def _run_child(job: PrintJob, scratch: Path) -> list[Mistake]:
    """Print in a process group of its own, and end the whole group afterwards whatever happened."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "hubdocs.printing.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=scratch,
        env=_environment(scratch),
        start_new_session=True,
    )
    try:
        answer, complaint = child.communicate(encode(job), timeout=job.limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return [_too_long(f"{job.limits.wall_seconds:g} seconds")]
    finally:
        _end_group(child)
    if child.returncode == 0:
        return [Mistake(**fields) for fields in json.loads(answer)]
    return [_breakdown(job, child.returncode, complaint.decode(errors="replace"))]


def _end_group(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    # After a kill this only collects what is left in the pipes, so that they get closed.
    child.communicate()


def _environment(scratch: Path) -> dict[str, str]:
    fonts = scratch / "fonts.conf"
    fonts.write_text(NO_SYSTEM_FONTS, encoding="utf-8")
    folders = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(scratch))
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        **folders,
        "FONTCONFIG_FILE": str(fonts),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _too_long(time: str) -> Mistake:
    return Mistake(
        f"it was stopped after {time}",
        "look for a very long table, deeply nested boxes or huge spans, and split them; "
        "or raise the print limits in the settings",
        "print-limit",
    )


def _breakdown(job: PrintJob, status: int, complaint: str) -> Mistake:
    """What to say of a child that ended without an answer."""
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        return _too_long(f"{job.limits.cpu_seconds} seconds of processor time")
    last = complaint.strip().rpartition("\n")[2] or f"status {status}"
    return Mistake(
        f"the print engine broke down ({last})",
        "check that WeasyPrint and Pango are installed; if they are, please report this document as a defect",
        "print-engine",
    )


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
