"""The job ticket: the same facts for programs and for people, on one page."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sample import load

from hubdocs.model import Library
from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.plan import Bookmarks, PackPlan, Part
from hubdocs.printing.assembly.press import PressFile
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.inspection import Finding
from hubdocs.printing.packs import Contents, resolve
from hubdocs.printing.reading import text_of
from hubdocs.printing.ticket import (
    COVER_STOCK,
    INSIDE_STOCK,
    Ticket,
    TicketFile,
    grouped,
    pages_of,
    print_ticket,
    ticket_file,
    ticket_json,
    ticket_of,
)
from hubdocs.printing.workers import Press

INSIDE = PressFile(44, (210.0, 297.0), 3.0, ("black",), (), (4, 14, 42, 43, 44), (Finding("ink", "page 1: a note"),))
COVER = PressFile(4, (210.0, 297.0), 3.0, ("cyan", "magenta", "yellow", "black"), (1,), (2, 3), ())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def contents(library: Library) -> Contents:
    pack = library.packs["school-staff"]
    return resolve(library, pack, pack.newest_edition)


@pytest.fixture(scope="module")
def ticket(contents: Contents) -> Ticket:
    return ticket_of(
        contents,
        TicketFile(f"{contents.stem}-press-inside.pdf", "0123456789abcdef" * 4, INSIDE_STOCK, INSIDE),
        TicketFile(f"{contents.stem}-press-cover.pdf", "fedcba9876543210" * 4, COVER_STOCK, COVER),
    )


def printed(library: Library, contents: Contents, ticket: Ticket, folder: Path) -> tuple[Path, int]:
    """The ticket as a finished, inspected PDF, and its pages."""
    document = print_ticket(contents, ticket)
    rendered = Press(WeasyPrintEngine(), RenderCache(folder / "cache")).print_at_once(document)
    part = Part(document.title, rendered.pdf, rendered.facts, label=document.label, bookmarks=Bookmarks.AS_THEY_ARE)
    assemble(PackPlan(document.title, "en-GB", (part,)), folder / "ticket.pdf")
    return folder / "ticket.pdf", rendered.facts.pages


def words(path: Path) -> str:
    return " ".join(text_of(path).split())


def test_programs_get_every_fact(ticket: Ticket) -> None:
    data = json.loads(ticket_json(ticket))
    assert data["pack"] == {"id": "school-staff", "title": "School staff pack"}
    assert (data["edition"], data["date"]) == ("2026-11", ticket.date and ticket.date.isoformat())
    assert (data["trim_mm"], data["bleed_mm"], data["sides"]) == ({"width": 210, "height": 297}, 3, 2)
    assert data["binding"]["kind"] == "saddle-stitched"
    assert [data[key] for key in ("quantity", "contact", "deliver_to", "needed_by", "punching")] == [None] * 5
    assert data["inside"] == {
        "file": "school-staff-2026-11-press-inside.pdf",
        "sha256": "0123456789abcdef" * 4,
        "pages": 44,
        "leaves": 22,
        "inks": ["black"],
        "colour_pages": [],
        "blank_pages": [4, 14, 42, 43, 44],
        "suggested_stock": "100 g/m² white uncoated",
        "remarks": ["page 1: a note"],
    }
    assert (data["cover"]["pages"], data["cover"]["leaves"], data["cover"]["colour_pages"]) == (4, 2, [1])


def test_the_help_names_every_key(ticket: Ticket) -> None:
    text = (Path(__file__).parents[2] / "content/help/for-programs.md").read_text(encoding="utf-8")
    told = text.split("\n## The job ticket of a print shop\n")[1].split("\n## ")[0]
    data = json.loads(ticket_json(ticket))

    listed = {key for row in re.findall(r"^\|([^|]*)\|", told, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert listed == {*data, *data["inside"]}
    nested = {key for each in ("pack", "trim_mm", "binding") for key in data[each]}
    assert [key for key in sorted(nested) if f"`{key}`" not in told] == []


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a file")
    made = ticket_file(tmp_path / "a.pdf", INSIDE, INSIDE_STOCK)
    assert (made.name, made.sha256) == ("a.pdf", hashlib.sha256(b"a file").hexdigest())


def test_people_get_the_same_facts_on_one_accessible_page(
    library: Library, contents: Contents, ticket: Ticket, tmp_path: Path
) -> None:
    path, pages = printed(library, contents, ticket, tmp_path)
    said = words(path)
    assert pages == 1
    for fact in (
        "Job ticket for edition 2026-11",
        "A4, 210 × 297 mm",
        "44 single pages (22 leaves)",
        "4 single pages (2 leaves)",
        "3 mm on every side",
        "Black only, on both sides",
        "Cyan, magenta, yellow and black; more than black on page 1",
        "pages 4, 14 and 42 to 44",
        "100 g/m² white uncoated",
        "250 g/m² white uncoated",
        "Saddle-stitched: two wire staples through the fold",
        "01234567 89abcdef 01234567 89abcdef",
        "Quantity",
        "Questions to: name, telephone, email",
        "packs for ring binders are printed from the binder file",
        "certutil -hashfile FILE SHA256",
    ):
        assert fact in said


def test_the_longest_ticket_is_one_page(library: Library, contents: Contents, ticket: Ticket, tmp_path: Path) -> None:
    many = tuple(range(2, 20, 2))
    press = replace(INSIDE, pages=260, blanks=many, inks=COVER.inks, colour_pages=many)
    inside = replace(ticket.inside, press=press)
    longest = replace(ticket, edition="", title="Workshop facilitator pack for primary schools", inside=inside)
    path, pages = printed(library, contents, longest, tmp_path)
    assert pages == 1
    assert "PROOF." in words(path)


@pytest.mark.parametrize(("pages", "kind"), [(64, "saddle-stitched"), (68, "wire-bound")])
def test_a_thick_pack_is_bound_with_wire(ticket: Ticket, pages: int, kind: str) -> None:
    thick = replace(ticket, inside=replace(ticket.inside, press=replace(INSIDE, pages=pages)))
    data = json.loads(ticket_json(thick))
    assert data["binding"]["kind"] == kind
    assert data["finishing"].startswith("Fold, stitch" if pages == 64 else "Collate, punch for the wire")


def test_a_proof_has_no_edition(ticket: Ticket) -> None:
    data = json.loads(ticket_json(replace(ticket, edition="", date=None)))
    assert (data["edition"], data["date"]) == (None, None)


@pytest.mark.parametrize(
    ("pages", "said"),
    [((), "none"), ((4,), "page 4"), ((4, 62, 63, 64), "pages 4 and 62 to 64"), (tuple(range(2, 60, 2)), "29 pages")],
)
def test_pages_are_named_while_they_are_few(pages: tuple[int, ...], said: str) -> None:
    assert pages_of(pages) == said


def test_a_checksum_can_be_read_out() -> None:
    assert grouped("0123456789abcdef") == "01234567 89abcdef"
