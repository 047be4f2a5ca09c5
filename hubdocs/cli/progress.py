"""How a build tells what it is doing: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console
from rich.markup import escape

from hubdocs.cli.telling import counted, plain, say
from hubdocs.printing.progress import Progress

WORTH_TELLING = 5
"""From how many documents on it is told that they lay in the cache; a cover and its lists are not worth a line."""
NAMED = 2
"""How many pieces of work that go on at once are named; the others are counted."""


@contextmanager
def progress(console: Console) -> Iterator[Progress]:
    """A way to tell what is being done: one moving line on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield Lines(say)
        return
    columns = (
        bars.SpinnerColumn(),
        bars.BarColumn(24),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.description}"),
    )
    with bars.Progress(*columns, console=console, transient=True) as shown:
        yield Bar(shown)


class _Count:
    """How far the work is; several threads tell of it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.total = 0
        self.done = 0
        self.cached = 0
        self.at_work: dict[str, int] = {}

    def begin(self, name: str) -> None:
        self.at_work[name] = self.at_work.get(name, 0) + 1

    def end(self, name: str) -> None:
        self.done += 1
        self.at_work[name] -= 1
        if not self.at_work[name]:
            del self.at_work[name]


class Lines:
    """A line for each piece of work that is done, and one for what need not be done again."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._count = _Count()

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """Say how much lies finished in the cache."""
        with self._count.lock:
            self._count.total += pieces
            if cached >= WORTH_TELLING:
                self._tell(f"{counted(cached, 'document')} from the cache, {pieces} to lay out")

    def begin(self, name: str) -> None:
        """Nothing: a line for the end is enough."""
        with self._count.lock:
            self._count.begin(name)

    def end(self, name: str) -> None:
        """Say what is done."""
        with self._count.lock:
            self._count.end(name)
            self._tell(f"{name} ({self._count.done} of {self._count.total})")


class Bar:
    """One moving line: how much is done, what is at work, and how much came from the cache."""

    def __init__(self, shown: bars.Progress) -> None:
        self._shown = shown
        self._task = shown.add_task("Reading the library", total=None)
        self._count = _Count()

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """Make the bar longer."""
        with self._count.lock:
            self._count.total += pieces
            self._count.cached += cached
            self._show()

    def begin(self, name: str) -> None:
        """Name what is at work."""
        with self._count.lock:
            self._count.begin(name)
            self._show()

    def end(self, name: str) -> None:
        """Move on."""
        with self._count.lock:
            self._count.end(name)
            self._show()

    def _show(self) -> None:
        count = self._count
        names = list(count.at_work)
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        cached = f" ({counted(count.cached, 'document')} from the cache)" if count.cached else ""
        words = ", ".join(names[:NAMED]) + more + cached
        self._shown.update(
            self._task, total=count.total or None, completed=count.done, description=escape(plain(words))
        )
