"""What a command costs: seconds, and the memory of all its processes together, as Linux counts it.

A process that forks shares most of its memory with its children, so adding up their sizes counts the same pages many
times. Linux divides each page among those who share it ("proportional set size", PSS); a sum of these counts every page
once. Pages shared with processes that are none of ours, such as a library that another program uses as well, count in
part only: on a busy machine figures come out a little too small, for every program alike.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias

PROC = Path("/proc")
Command: TypeAlias = "Sequence[str | Path]"
"""A program and its arguments."""
PAUSE = 0.05
"""Seconds between two looks."""


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    seconds: float
    """By the clock, from the start of its process to its end."""
    processor: float
    """Of work by all its processes that were waited for, however many cores did it."""
    together: float = 0
    """MB that all its processes held at the worst moment (PSS); 0 when nobody looked."""
    largest: float = 0
    """MB that its largest process held at the worst moment (RSS); 0 when nobody looked."""
    said: str = ""
    """What it wrote."""


class FailedError(Exception):
    """A command that is measured ended with a mistake, so that its figures would mean nothing."""


@dataclass(frozen=True)
class Process:
    """One process, told from a later one of the same number by the moment of its start."""

    number: int
    started: int
    """In ticks of the clock since the machine was started."""


class Watch:
    """Looks at a process and all that come from it, again and again, until it is told to stop."""

    def __init__(self, root: int, pause: float = PAUSE) -> None:
        self.together = 0.0
        self.largest = 0.0
        self._root = root
        self._pause = pause
        self._known: set[Process] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._ended.wait(self._pause):
            self._look()

    def _look(self) -> None:
        self._known = family(self._root, self._known)
        self.together = max(self.together, sum(megabytes(each, "smaps_rollup", "Pss") for each in self._known))
        self.largest = max([self.largest, *(megabytes(each, "status", "VmHWM") for each in self._known)])


def family(root: int, known: set[Process]) -> set[Process]:
    """The processes that come from one, itself included.

    A child whose parent ended belongs to nobody any more; it counts as long as it was `known` before.
    """
    living = dict(processes())
    members = {each for each in living if each.number == root or each in known}
    while more := {each for each, parent in living.items() if parent in {one.number for one in members}} - members:
        members |= more
    return members


def processes() -> Iterator[tuple[Process, int]]:
    """Every process that is alive, and the number of its parent."""
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The name of a program stands in brackets, and may itself hold brackets and spaces.
                fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield Process(int(folder.name), int(fields[19])), int(fields[1])


def megabytes(process: Process, file: str, name: str) -> float:
    """A figure that Linux tells of a process in kB; 0 when it has ended meanwhile."""
    try:
        lines = (PROC / str(process.number) / file).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0)


def run(
    command: Sequence[str | os.PathLike[str]],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    watched: bool = False,
) -> Cost:
    """Run a command in a new process.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: Variables besides those that this process has.
        watched: Whether to look at its memory; that costs it some time, so seconds are best taken without.

    Raises:
        FailedError: It ended with a mistake.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=said, stderr=said
        )
        with Watch(process.pid) if watched else nullcontext() as watch:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # Else it would be waited for once more.
        said.seek(0)
        words = said.read()
    if process.returncode:
        raise FailedError(f"{' '.join(map(str, command))}\nended with status {process.returncode}:\n{words[-4000:]}")
    worked = usage.ru_utime + usage.ru_stime
    return Cost(seconds, worked, watch.together if watch else 0, watch.largest if watch else 0, words)
