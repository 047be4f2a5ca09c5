"""How printing tells what it is doing: what is to be printed, what lies in the cache, and what is at work."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told of the work while it is done, from several threads at once."""

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """So many more pieces of work are to come; so many documents beside them lay finished in the cache."""

    def begin(self, name: str) -> None:
        """Work on something begins: `WC-01 1.0.0 for the trainer`."""

    def end(self, name: str) -> None:
        """That piece of work is done, well or not."""


class Silent:
    """Tells nobody."""

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """Nothing."""

    def begin(self, name: str) -> None:
        """Nothing."""

    def end(self, name: str) -> None:
        """Nothing."""
