"""The formats in which a pack is printed, and what makes each different. Contract: FORMAT, section 4."""

from __future__ import annotations

from dataclasses import dataclass

from hubdocs.model import Pack


@dataclass(frozen=True)
class Foot:
    """Where on a page stands what is printed on it when it is finished. Millimetres, but for the type size."""

    outer: float = 18
    """From the text to the outer edge of a leaf."""
    binding: float = 22
    """From the text to the edge of a leaf that is bound."""
    baseline: float = 8.76
    """From the foot of the sheet to the line on which a document's own number stands."""
    line: float = 5.29
    """From one line of the foot to the next: 15 points."""
    size_pt: float = 10.5
    """As all running text."""
    letters: int = 46
    """How long the name of a pack may be that stands beside a document's own number."""


@dataclass(frozen=True)
class Room:
    """About how much of a pack's two lists a page has room for, in lines of each. Measured on finished packs."""

    effective: tuple[float, float] = (35, 44)
    """Of the list of documents, on its first page and on each later one."""
    contents: tuple[float, float] = (34.8, 37)
    """Of the contents, likewise."""
    title: int = 24
    """Letters of a document's title that stand in one line of the first list."""
    feedback: int = 1
    """Pages of the feedback sheet."""
    contacts: int = 1
    """Pages of a hub's contacts."""


@dataclass(frozen=True)
class Format:
    """One way of printing."""

    name: str
    """`screen`."""
    words: str
    """As the cover says it."""
    sheets: tuple[str, ...]
    """Style sheets after the common ones, in order."""
    right_hand: bool
    """Whether every document begins on a right-hand page, with blank pages put in where needed."""
    replaceable: bool = False
    """Whether leaves are replaced one by one: their foot then names no pack, edition or total."""
    one_colour: bool = False
    """Whether text, lines and drawings are black alone."""
    large: bool = False
    """Whether type is 18 points: then there is no margin column, and broad tables become lists."""
    fields: bool = False
    """Whether the blanks of an agreement are fields that can be filled in."""
    reshapes: bool = False
    """Whether pages are laid out unlike those of the screen format: then its style sheets have the last word."""
    sheets_only: bool = False
    """Whether it holds handouts alone, without a pack's cover, lists and feedback sheet."""
    width: float = 210
    """Of a page when it is trimmed, in millimetres."""
    height: float = 297
    """Of a page when it is trimmed, in millimetres."""
    foot: Foot = Foot()
    """Where a pack's own line stands."""
    room: Room = Room()
    """For its front matter."""
    cover_leaf: int = 0
    """Pages of the cover's first leaf, and of its last, where the cover is a file of its own."""
    multiple: int = 1
    """The number of pages is a multiple of this."""

    @property
    def counts_pages(self) -> bool:
        """Whether contents lists and feet name the pages of the pack."""
        return not self.replaceable

    @property
    def has_column(self) -> bool:
        """Whether a margin column stands beside the text, with dials, flags and numbers."""
        return not self.large and self.width >= SCREEN.width


SCREEN = Format("screen", "A4, for the screen", ("screen",), right_hand=False, fields=True)
BINDER = Format(
    "binder", "A4, printed on both sides, for a ring binder", ("binder",), right_hand=True, replaceable=True
)
BOOKLET = Format(
    "booklet",
    "A5 booklet, folded from A4",
    ("one-column", "booklet"),
    right_hand=True,
    reshapes=True,
    width=148,
    height=210,
    foot=Foot(outer=12, binding=16, baseline=5.53, line=4.23, size_pt=9, letters=34),
    room=Room(contacts=2),
)
PRESS = Format(
    "press",
    "A4, for a print shop",
    ("binder", "press"),
    right_hand=True,
    reshapes=True,
    one_colour=True,
    cover_leaf=2,
    multiple=4,
)
LARGE_PRINT = Format(
    "large-print",
    "A4, large print",
    ("one-column", "large-print"),
    right_hand=True,
    reshapes=True,
    large=True,
    foot=Foot(baseline=7.43, line=8.47, size_pt=18),
    room=Room((14, 18), (22, 26), feedback=2, contacts=2),
)
COPIER = Format("copier", "A4, to be copied", ("screen",), right_hand=False, one_colour=True, sheets_only=True)

FORMATS = {each.name: each for each in (SCREEN, BINDER, BOOKLET, PRESS, LARGE_PRINT, COPIER)}
"""Every format, by name."""


def formats_of(pack: Pack) -> tuple[Format, ...]:
    """The formats that a pack asks for, in its order."""
    return tuple(FORMATS[name] for name in pack.formats)
