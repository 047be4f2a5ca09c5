"""The next number of a refinement. Numbers are permanent: one counts as used wherever it was ever seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Library

FOLDER = "materials/refinements"
"""Where refinements lie. Contract: FORMAT, section 1."""
LAST = 9999
"""The highest number. Contract: FORMAT, section 1."""
_NUMBER = re.compile(r"R-([0-9]{4})(?![0-9])", re.IGNORECASE)


def next_number(library: Library) -> str:
    """The id of the next refinement: `R-0008` when `R-0007` is the highest that is or ever was.

    A gap below may be the number of one that was deleted; only a release that answered it still tells of that.

    Raises:
        HubError: The highest number is taken.
    """
    highest = max((int(match[1]) for name in _seen(library) if (match := _NUMBER.match(name))), default=0)
    if highest >= LAST:
        message = f"R-{highest} is taken, and no number comes after it"
        hint = "tell those who look after the program: the form of these ids has four digits"
        raise HubError([Problem(Place(FOLDER), message, hint, "ids")])
    return f"R-{highest + 1:04}"


def _seen(library: Library) -> Iterator[str]:
    """Every id that a file has or is named after, readable or not, and every id that a release names."""
    yield from library.refinements
    folder = library.root / FOLDER
    if folder.is_dir():
        yield from (entry.name for entry in folder.iterdir())
    for releases in library.releases.values():
        for release in releases:
            yield from release.closes
