"""What every pass over a document's text knows: where links lead, and what the page has room for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from hubdocs.printing.assembly.facts import Link

INTERNAL = "hub:"
"""How a link to another document reaches this module: `hub:WC-02#film`."""
TERM = "term:"
"""How a link to a term reaches this module: `term:Trusted%20adult`, its meaning in `title`."""
BLANK = "#hub-field-"
"""How a link begins from a blank of an agreement to the detail that fills it."""


@dataclass(frozen=True)
class Reach:
    """Where a link to another document leads, from paper and from a PDF."""

    target: str
    """The name of its anchor in a pack: `WC-02--film`; empty when no pack can hold it."""
    printed: str
    """What stands in brackets behind the words: `WC-02`, or an address."""
    web: str = ""
    """A full address, or one below the site's: `modules/wc-02/#film`."""


@dataclass(frozen=True)
class Shape:
    """What the page of a format has room for."""

    column: bool = True
    """Whether a margin column stands beside the text."""
    widest: int = 0
    """Columns up to which a table stays one; broader ones become lists. Nought when all stay tables."""
    forms: bool = False
    """Whether the Details of an agreement become a list as well, so that there is room to write."""
    for_screens: bool = True
    """Whether somebody may follow links in it."""


A4_SHAPE = Shape()
A5_SHAPE = Shape(column=False, widest=4, for_screens=False)
LARGE_SHAPE = Shape(column=False, widest=3, forms=True)


@dataclass
class Flattening:
    """What the passes need to know, and the links that they number on their way."""

    label: str
    """The document's id, which begins every anchor: `WC-01`."""
    reach: Callable[[str], Reach]
    """Answers the id of another document, part or page with where it is."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """For each handout of this module, by id, how many are needed: `one each`."""
    rings: tuple[str, ...] = ()
    """Drawings that mark the steps of a sheet; none elsewhere."""
    shape: Shape = A4_SHAPE
    """What the page has room for."""
    links: list[Link] = field(default_factory=list)


def text_in(element: HtmlElement) -> str:
    """All the words of an element, with single spaces between them."""
    return " ".join(element.text_content().split())


def put_after(element: HtmlElement, new: HtmlElement) -> None:
    """Put a new element behind another, before the text that follows it."""
    new.tail, element.tail = element.tail, None
    element.addnext(new)
