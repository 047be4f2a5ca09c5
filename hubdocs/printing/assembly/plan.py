"""What goes into a pack, decided before any PDF is opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from pathlib import Path
from typing import Literal

from hubdocs.printing.assembly.facts import PdfFacts

A4 = (595.275591, 841.889764)
"""Width and height in points. Source: ISO 216, as WeasyPrint rounds it."""


class Bookmarks(Enum):
    """Where a part's own bookmarks go."""

    UNDER_TITLE = "under"
    """Below an entry with the part's title. Where the part's outline begins with its own title
    alone at the top, the part's title takes its place, so that it does not stand twice."""
    ALL_UNDER_TITLE = "all under"
    """The same where the part's title is another than that at the top, which then stands below it, too."""
    AS_THEY_ARE = "as they are"
    """At the top, for a PDF of one document."""
    TITLE_ONLY = "title"
    """The part's title and nothing below it: a cover, a contents list."""
    NONE = "none"
    """Nothing."""


@dataclass(frozen=True)
class Part:
    """One normalised PDF of a pack."""

    title: str
    """For bookmarks and the tag tree."""
    pdf: Path
    """Made by `normalise`."""
    facts: PdfFacts
    """Its sidecar."""
    label: str = ""
    """The document's id: a name that links lead to, and the beginning of its form fields' names."""
    language: str = ""
    """Such as `cy`, when it is not the pack's."""
    bookmarks: Bookmarks = Bookmarks.UNDER_TITLE
    """Where its bookmarks go."""
    pages_wanted: tuple[int, ...] = ()
    """Of a part that is not held whole: its pages, counted from 0, in order; empty for all of them.
    A document stands in one part of a pack, however many runs of its pages are wanted."""
    web: str = ""
    """Where links to its pages that are not wanted lead: a full address, or one below the site's."""
    edition: str = ""
    """What is written into the box that it has for a pack's edition."""
    goes_on: bool = False
    """Whether it is one more piece of what the part before it begins: in the same tag, its bookmarks below that
    one's title, and without a blank page between them."""

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.pages_wanted) or self.facts.pages

    @property
    def begins(self) -> bool:
        """Whether its first page is there, with its title."""
        return not self.pages_wanted or 0 in self.pages_wanted


@dataclass(frozen=True)
class Blank:
    """One empty page, so that the next part begins on a right-hand one."""

    width: float = A4[0]
    """In points."""
    height: float = A4[1]
    """In points."""

    @property
    def pages(self) -> int:
        """One."""
        return 1


@dataclass(frozen=True)
class Stamp:
    """A line printed on a finished page: a pack's page number, DRAFT, a hub's name.

    It is an artifact: screen readers pass over it, as over every running head and foot.
    """

    text: str
    """What it says."""
    x_mm: float
    """From the left edge of the trimmed sheet: of its beginning, end or middle, by `align`."""
    baseline_mm: float
    """From the bottom edge of the trimmed sheet to the line that letters stand on."""
    align: Literal["left", "right", "centre"] = "left"
    """Which point of the text `x_mm` is."""
    size_pt: float = 8
    """Type size."""
    bold: bool = False
    """Whether it is set in the plan's bold fonts."""
    max_width_mm: float | None = None
    """Room there is; it is a fault when the text needs more. Without one, the page's width."""


@dataclass(frozen=True)
class Bar:
    """A stroke in the margin of a finished page, beside something that changed: an artifact, as stamps are."""

    x_mm: float
    """From the left edge of the trimmed sheet to its middle."""
    top_mm: float
    """From the bottom edge of the trimmed sheet to where it begins."""
    bottom_mm: float
    """From there to where it ends."""
    width_pt: float = 2.25
    """How broad it is."""


@dataclass(frozen=True)
class Near:
    """A service near a hub, for the lines "Help near us"."""

    name: str
    reached: str
    """Its number; else its address."""


@dataclass(frozen=True)
class PackPlan:
    """A pack: what it holds, in order, and what is printed over it.

    Pages are counted from 1 at the cover, as a viewer counts.
    """

    title: str
    """Shown in the viewer's title bar."""
    language: str
    """Such as `en-GB`."""
    items: tuple[Part | Blank, ...]
    """What it is made of."""
    subject: str = ""
    """A sentence for the file's metadata: what it is for."""
    stamps: tuple[tuple[Stamp, ...], ...] = ()
    """For each page of the pack its stamps; empty, or as many as there are pages."""
    fonts: tuple[Path, ...] = ()
    """Font files for stamps; each letter is taken from the first that has it."""
    web_base: str = ""
    """The site's address, with `/` at its end, for links whose target is not in the pack; or empty."""
    date: str = ""
    """An ISO 8601 date or moment for the metadata, or none. Never today's: the same pack is the same file."""
    bold_fonts: tuple[Path, ...] = ()
    """Font files for stamps in bold, as `fonts`."""
    bars: tuple[tuple[Bar, ...], ...] = ()
    """For each page of the pack its change bars; empty, or as many as there are pages."""
    foot_line: str = ""
    """The whole line at the foot that names a hub's safeguarding lead, in the place of the line to write on; empty
    leaves that. It is set in the plan's fonts."""
    near: tuple[Near, ...] = ()
    """What is written on the lines "Help near us" of each document; without any, they are left to write on."""

    @property
    def pages(self) -> int:
        """How many pages the pack has."""
        return sum(item.pages for item in self.items)

    @property
    def starts(self) -> tuple[int, ...]:
        """The first page of each item, counted from 0."""
        return tuple(accumulate((item.pages for item in self.items), initial=0))[:-1]
