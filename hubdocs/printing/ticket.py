"""The job ticket that goes to a print shop with its files: what to print, on what, and how to bind it.

Once for programs (JSON) and once for people, as a page that a print shop can pin to the job. Quantity, delivery and
whom to ring are for whoever orders to fill in: the program does not know them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hubdocs.printing import wording
from hubdocs.printing.assembly.imposition import MOST_PAGES
from hubdocs.printing.assembly.press import PressFile
from hubdocs.printing.assembly.printing_only import page_runs
from hubdocs.printing.packs import Contents
from hubdocs.printing.printable import PrintDocument, whole_page
from hubdocs.printing.sheets import FONT_ASSETS, Furniture, common_css, furniture_css
from hubdocs.printing.templates import fill

TICKET = "press-ticket"
"""The label of the page."""
INSIDE_STOCK = "100 g/m² white uncoated"
"""Paper that takes a pen, and does not show the other side through. A suggestion: print shops have their own."""
COVER_STOCK = "250 g/m² white uncoated"
"""Card that lasts a school year. A suggestion as well."""
SIZES = {(210.0, 297.0): "A4", (148.0, 210.0): "A5"}
"""Names of trimmed sizes in millimetres. Source: ISO 216."""
MOST_NAMED = 9
"""Pages, or runs of pages, that are named one by one: the ticket is one page. The JSON names them all."""
GROUP = 8
"""Figures of a checksum that are printed together, so that two people can read it out to each other."""


@dataclass(frozen=True)
class TicketFile:
    """One file of the job."""

    name: str
    """`school-staff-2026-11-press-inside.pdf`."""
    sha256: str
    """Lower-case hexadecimal."""
    stock: str
    """The suggested paper."""
    press: PressFile
    """What is known of its pages."""

    @property
    def leaves(self) -> int:
        """Sheets of the trimmed size: each has two pages."""
        return self.press.pages // 2

    @property
    def is_black(self) -> bool:
        """Whether one plate suffices."""
        return self.press.inks == ("black",)


def ticket_file(file: Path, press: PressFile, stock: str) -> TicketFile:
    """The facts of a finished file."""
    return TicketFile(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), stock, press)


@dataclass(frozen=True)
class Ticket:
    """What a print shop is asked to do with one edition of a pack."""

    pack: str
    """Its id."""
    title: str
    """`School staff pack`."""
    edition: str
    """`2026-11`; empty for a proof."""
    date: date | None
    """The day of the edition."""
    inside: TicketFile
    cover: TicketFile

    @property
    def is_stitched(self) -> bool:
        """Whether it is thin enough to be folded and stapled through its back."""
        return self.inside.press.pages <= MOST_PAGES

    @property
    def binding(self) -> str:
        """How it is held together, in words."""
        if self.is_stitched:
            return "Saddle-stitched: two wire staples through the fold, on the long left edge"
        return "Wire-bound on the long left edge, with the cover as first and last leaf"

    @property
    def finishing(self) -> str:
        """What is done to it besides."""
        first = "Fold, stitch" if self.is_stitched else "Collate, punch for the wire"
        return f"{first} and trim to the crop marks. No lamination"


PUNCHING = "None: packs for ring binders are printed from the binder file"


def ticket_of(contents: Contents, inside: TicketFile, cover: TicketFile) -> Ticket:
    """The ticket of a pack's press files."""
    edition = contents.edition.id if contents.edition else ""
    return Ticket(contents.pack.id, contents.pack.title, edition, contents.date, inside, cover)


def ticket_json(ticket: Ticket) -> str:
    """The ticket for programs. What nobody has decided yet is `null`."""
    size = ticket.inside.press.trim
    data = {
        "format": 1,
        "pack": {"id": ticket.pack, "title": ticket.title},
        "edition": ticket.edition or None,
        "date": ticket.date.isoformat() if ticket.date else None,
        "quantity": None,
        "contact": None,
        "deliver_to": None,
        "needed_by": None,
        "trim_mm": {"width": size[0], "height": size[1]},
        "bleed_mm": ticket.inside.press.bleed_mm,
        "sides": 2,
        "binding": {
            "kind": "saddle-stitched" if ticket.is_stitched else "wire-bound",
            "edge": "long left",
            "words": ticket.binding,
        },
        "punching": None,
        "finishing": ticket.finishing,
        "inside": _part(ticket.inside),
        "cover": _part(ticket.cover),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _part(file: TicketFile) -> dict[str, object]:
    return {
        "file": file.name,
        "sha256": file.sha256,
        "pages": file.press.pages,
        "leaves": file.leaves,
        "inks": list(file.press.inks),
        "colour_pages": list(file.press.colour_pages),
        "blank_pages": list(file.press.blanks),
        "suggested_stock": file.stock,
        "remarks": [each.message for each in file.press.warnings],
    }


def print_ticket(contents: Contents, ticket: Ticket) -> PrintDocument:
    """The ticket for people: one page of A4."""
    title = f"Job ticket: {contents.named}"
    html = fill(
        "ticket",
        label=TICKET,
        ticket=ticket,
        size=size_of(ticket),
        inside_inks=inks_of(ticket.inside),
        cover_inks=inks_of(ticket.cover),
        inside_short=_short(ticket.inside),
        cover_short=_short(ticket.cover),
        punching=PUNCHING,
        digest=grouped,
        pages=pages_of,
        words=wording,
    )
    return PrintDocument(
        label=TICKET,
        name=f"job ticket of {ticket.pack}",
        title=title,
        place=contents.pack.place,
        html=whole_page(title, html, "ticket"),
        css=common_css(("base", "ticket")) + furniture_css(_furniture(contents)),
        assets=FONT_ASSETS,
        private=contents.hub is not None,
    )


def _furniture(contents: Contents) -> Furniture:
    return Furniture(
        head_left="For the print shop",
        head_right=contents.named,
        foot_line="The same as data, for programs: the file of this name that ends in .json",
    )


def size_of(ticket: Ticket) -> str:
    """Width and height of the trimmed page in millimetres, after the name of that size where it has one."""
    width, height = ticket.inside.press.trim
    measured = f"{width:g} × {height:g} mm"
    return f"{SIZES[width, height]}, {measured}" if (width, height) in SIZES else measured


def inks_of(file: TicketFile) -> str:
    """`Black only, both sides`, or the inks and the pages that need more than black."""
    if file.is_black:
        return "Black only, on both sides"
    inks = wording.sentence(wording.listed(list(file.press.inks)))
    if not file.press.colour_pages:
        return inks
    return f"{inks}; more than black on {pages_of(file.press.colour_pages)}"


def _short(file: TicketFile) -> str:
    return "black" if file.is_black else "colour"


def pages_of(numbers: Sequence[int]) -> str:
    """`page 4`, `pages 4, 8 and 62 to 64`, `23 pages`; `none`."""
    if not numbers:
        return "none"
    named = page_runs(numbers)
    if len(named) > MOST_NAMED:
        return f"{len(numbers)} pages"
    return f"page{'s' if len(numbers) > 1 else ''} {wording.listed(named)}"


def grouped(digest: str) -> str:
    """A checksum with spaces, so that it can be read out and breaks where it may."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))
