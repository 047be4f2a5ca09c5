"""What the print engine is asked to do, and what it says when it cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from hubdocs.errors import Place
from hubdocs.printing.processes import Limits

Assets: TypeAlias = tuple[tuple[str, Path], ...]
"""Files by the names that HTML and CSS use."""


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
    assets: Assets
    """The only files that may be read, by the name that HTML and CSS use."""
    target: Path
    """The PDF to write."""
    forms: bool = False
    """Whether form elements become fields that can be filled in."""
    private: bool = False
    """Whether a mistake must not repeat its words."""
    ours: bool = False
    """Whether this program wrote all of it, but for titles."""
    limits: Limits = field(default_factory=Limits)
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
