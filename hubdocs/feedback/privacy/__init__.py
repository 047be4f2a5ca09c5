"""What in a cell may tell who somebody is, so that a person looks at it before it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Flag:
    """Words that a person must look at."""

    kind: str
    """What they may be, such as `email`."""
    words: str
    """The words, as they stand in the cell."""


def flags_in(column: str, text: str) -> tuple[Flag, ...]:  # noqa: ARG001  # every column is looked at in the same way
    """What in a cell may tell who somebody is."""
    return tuple(Flag("email", found[0]) for found in _EMAIL.finditer(text)) if "@" in text else ()
