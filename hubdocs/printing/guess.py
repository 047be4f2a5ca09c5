"""How long front matter will be, before it is laid out: its own length decides the page numbers that it names.

A right guess saves laying its lists out a second time, about half a second for each pack and format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from hubdocs.authoring.agreement.names import clause_numbers
from hubdocs.model import Agreement, ContentPage, Document, Module, StandardSet
from hubdocs.printing.asking.session import TITLE, has_session_sheet
from hubdocs.printing.formats import Format
from hubdocs.printing.frontmatter import MOST_NAMED
from hubdocs.printing.packs import Contents, PackedRelease

GAPS = {"document": 0.85, "sheet": 0.4, "below": 0.33}
"""Lines between two rows: of documents and of sheets in the first list, and above a document in the contents."""
CHECK = 5
"""Lines of the words below the first list, which stand on one page."""


def guessed_lengths(contents: Contents, format_: Format) -> tuple[int, ...]:
    """About how long each piece of front matter will be: cover, list, contents. A wrong guess only costs time."""
    room = format_.room
    effective = _pages([*_effective(contents, room.title), CHECK], *room.effective)
    named = _pages(_contents(contents, format_), *room.contents)
    return (effective, named) if format_.cover_leaf else (1, effective, named)


def _pages(rows: Iterable[float], first: float, later: float) -> int:
    """How many pages rows of some heights fill, none of which is broken."""
    pages, left = 1, first
    for row in rows:
        if row > left:
            pages, left = pages + 1, later
        left -= row
    return pages


def _effective(contents: Contents, letters: int) -> Iterator[float]:
    """The height of each row of the list of effective documents."""
    for item in contents.items:
        title = item.title if isinstance(item, ContentPage) else item.release.document.title
        yield ceil(len(title) / letters) + GAPS["document"]
        for sheet in _sheets(item):
            yield ceil(len(sheet) / letters) + GAPS["sheet"]


def _contents(contents: Contents, format_: Format) -> Iterator[float]:
    """The height of each row of the contents."""
    for item in contents.items:
        yield 1 + GAPS["below"]
        if isinstance(item, PackedRelease) and format_.counts_pages:
            yield from [1] * (_parts_named(item.release.document) + len(_sheets(item)))


def _sheets(item: PackedRelease | ContentPage) -> tuple[str, ...]:
    """The titles of the sheets behind a document."""
    if isinstance(item, ContentPage):
        return ()
    own = (TITLE,) if has_session_sheet(item.release, item.view) else ()
    return (*(each.title for each in item.handouts), *own)


def _parts_named(document: Document) -> int:
    """How many parts of a document the contents name."""
    match document:
        case Module():
            return len(document.activities)
        case StandardSet():
            many = len(document.standards) > MOST_NAMED
            return len({each.group for each in document.standards}) if many else len(document.standards)
        case Agreement():
            return 1 + len(clause_numbers(document))
    return 0
