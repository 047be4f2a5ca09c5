"""The next number of an id. Ids are permanent, so a number counts as used wherever it was ever seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Library, Module, ids
from hubdocs.scaffold.starts import Ground

LAST = 99
"""The highest number of a document or handout. Contract: FORMAT, section 1."""

_FOLDER = re.compile(
    rf"(?:modules/[^/]+|materials/standards|materials/agreements)/({ids.DOCUMENT.pattern})", re.IGNORECASE
)
_MODULE = re.compile(rf"(?P<folder>modules/[^/]+/(?P<id>{ids.DOCUMENT.pattern})[^/]*)/module\.md")
_SHEET = re.compile(r"h([1-9][0-9]?)(?![0-9])", re.IGNORECASE)


def next_document(ground: Ground, prefix: str) -> str:
    """The id of the next document with these letters: `WC-02` after `WC-01`.

    Raises:
        HubError: The highest number is taken.
    """
    used = (int(id_.rpartition("-")[2]) for id_ in _documents(ground) if id_.startswith(f"{prefix}-"))
    return f"{prefix}-{_after(used, f'{prefix}-'):02}"


def next_handout(ground: Ground, module: str, folder: str) -> str:
    """The id of the next handout of a module whose files lie in `folder`: `WC-01-H2` after `WC-01-H1`.

    Raises:
        HubError: The highest number is taken.
    """
    used = [int(id_.rpartition("H")[2]) for id_ in _handouts(ground.library) if id_.startswith(f"{module}-H")]
    below = f"{folder}/handouts/"
    sheets = (_SHEET.match(path.removeprefix(below)) for path in ground.paths if path.startswith(below))
    used.extend(int(match[1]) for match in sheets if match)
    return f"{module}-H{_after(used, f'{module}-H')}"


def _after(used: Iterable[int], name: str) -> int:
    """The number after the highest one; a gap below may be the number of something that was deleted.

    Raises:
        HubError: There is none left.
    """
    highest = max(used, default=0)
    if highest >= LAST:
        message = f"{name}{highest} is taken, and no number comes after it"
        hint = "copy a start by hand, and give it a number that was never used"
        raise HubError([Problem(Place("modules"), message, hint, "ids")])
    return highest + 1


def _documents(ground: Ground) -> Iterator[str]:
    """The id of every document that is written, was released or printed, or has a folder."""
    library = ground.library
    yield from (*library.working, *library.releases, *library.unreadable)
    for pack in library.packs.values():
        yield from (each.id for edition in pack.editions for each in edition.documents)
    yield from (match[1].upper() for path in ground.paths if (match := _FOLDER.match(path)))


def _handouts(library: Library) -> Iterator[str]:
    """The id of every handout that is written or was released."""
    released = (release.document for releases in library.releases.values() for release in releases)
    for document in (*library.working.values(), *library.provisional, *released):
        if isinstance(document, Module):
            yield from (handout.id for handout in document.handouts)


def folders_of_modules(ground: Ground) -> dict[str, str]:
    """The folder of each module that has a working text, readable or not, by the module's id, in order."""
    texts = (match for path in ground.paths if (match := _MODULE.fullmatch(path)))
    found = {match["id"]: match["folder"] for match in texts}
    documents = (*ground.library.provisional, *ground.library.working.values())
    found |= {document.id: document.folder for document in documents if isinstance(document, Module)}
    return dict(sorted(found.items()))
