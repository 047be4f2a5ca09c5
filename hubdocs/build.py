"""The story of a build: load, check, print, stage, publish, prove, and swap in."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hubdocs import output
from hubdocs.errors import Problem, stop_on_errors
from hubdocs.library import check_library, check_published, check_working, load_library, with_drafts
from hubdocs.model import Library, Printed
from hubdocs.printing import print_library
from hubdocs.site import MkDocsEngine, prove, stage

Tell = Callable[[str], None]
"""Is told in words what is being done."""


@dataclass(frozen=True)
class Wishes:
    """What somebody asked a build to do."""

    draft: bool = False
    """Whether to publish the working text, stamped DRAFT, in the place of what was released."""
    packs: tuple[str, ...] | None = None
    """The packs to print; all of them when `None`."""
    print_packs: bool = True
    site: bool = True
    jobs: int | None = None
    """How many documents to lay out at a time; as many as there are processors when `None`."""


@dataclass(frozen=True)
class Report:
    """What a build made, in figures."""

    library: Library
    printed: Printed
    pages: int
    """Pages of the site; none when it was left as it is."""
    unfinished: tuple[Problem, ...]
    """Mistakes in working documents, which stop no build of what was released."""


def build(root: Path, wishes: Wishes, tell: Tell) -> Report:
    """Build the library in a folder into its `build/`.

    Raises:
        HubError: Something that is published is wrong; the last good output is untouched.
    """
    library = load_library(root)
    stop_on_errors(check_published(library))
    unfinished = tuple(check_working(library))
    if wishes.draft:
        stop_on_errors(unfinished)
        library = with_drafts(library)
    place = library.root / "build"
    with output.workshop(place) as made:
        printed = Printed()
        if wishes.print_packs:
            printed = print_library(
                library, packs=wishes.packs, target=made / "packs", cache=place / "cache", jobs=jobs(wishes), tell=tell
            )
        pages = 0
        if wishes.site:
            tell("Making the site")
            staged = stage(library, printed)
            MkDocsEngine().build(staged, library.root, made / "site")
            prove(library, staged, made / "site")
            pages = len(staged.pages)
        if wishes.print_packs:
            output.swap_in_each(made / "packs", place / "packs", only=wishes.packs is None)
        if wishes.site:
            output.swap_in(made / "site", place / "site")
    return Report(library, printed, pages, unfinished)


def check(root: Path, today: datetime.date) -> tuple[Problem, ...]:
    """Everything that is wrong with the library in a folder, and what is overdue on a day.

    Raises:
        HubError: The library cannot be read as a whole.
    """
    return check_library(load_library(root), today)


def jobs(wishes: Wishes) -> int:
    """How many documents to lay out at a time."""
    return wishes.jobs or os.cpu_count() or 1
