"""What a process is done with need not be taken apart when the process ends anyway.

A pack of 115 pages is eight thousand objects, and so are its parts: to free them one by one takes as long as to write
the file. The system frees all memory of a process at once.
"""

from __future__ import annotations

_left: list[object] | None = None
"""What is left for the system to free; `None` in a process that goes on, which frees what nobody holds."""


def will_end() -> None:
    """Tell that this process ends with the work that it has begun."""
    global _left  # noqa: PLW0603 - it is a fact of the process
    _left = []


def is_near() -> bool:
    """Whether this process ends with the work that it has begun."""
    return _left is not None


def leave(done_with: object) -> None:
    """Do nothing about something large until this process ends, if it ends soon."""
    if _left is not None:
        _left.append(done_with)
