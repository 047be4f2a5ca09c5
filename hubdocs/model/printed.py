"""Facts about finished PDFs: the value in which they reach the site and the manifests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hubdocs.model.audience import View
from hubdocs.model.packs import Leaf
from hubdocs.model.version import Version


@dataclass(frozen=True)
class PrintedFile:
    """One finished PDF."""

    file: Path
    """Where it lies now."""
    name: str
    """Its file name for people: `school-staff-2026-11-screen.pdf`."""
    format: str
    """`screen`, `binder` and so on."""
    pages: int
    bytes: int
    sha256: str
    """Lower-case hexadecimal."""
    note: str = ""
    """What whoever prints it should know: `16 sheets of A4, 2 pages left blank`."""

    @property
    def part(self) -> str:
        """Which of several files of its format it is: `cover`, `ticket`, `2`; empty for the one or first."""
        return self.name.rpartition(self.format)[2].partition(".")[0].lstrip("-")


@dataclass(frozen=True)
class PrintedDocument:
    """One release of a document, or one of its sheets, as a PDF of its own."""

    id: str
    version: Version
    view: View
    """For whom it is; a sheet is the same for all who may have it."""
    pdf: PrintedFile
    handout: str = ""
    """The sheet's id; empty for the document with all its sheets."""


@dataclass(frozen=True)
class PackedDocument:
    """A document as a printed pack holds it."""

    id: str
    version: Version
    pages: int


@dataclass(frozen=True)
class CatchUp:
    """What the holders of an earlier edition's binder print to have the newest one."""

    held: str
    """The edition that they hold."""
    pdf: PrintedFile
    leaves: int
    """How many leaves of documents it holds, besides cover, lists and feedback sheet."""


@dataclass(frozen=True)
class PrintedPack:
    """One edition of a pack with its files; the edition is empty for a proof."""

    id: str
    edition: str
    date: date | None
    documents: tuple[PackedDocument, ...]
    files: tuple[PrintedFile, ...]
    leaves: tuple[Leaf, ...] = ()
    """The binder's leaves as they are printed now; empty where the pack has no binder."""
    catch_ups: tuple[CatchUp, ...] = ()
    """For earlier editions, oldest first; none for one of which too much changed."""
    tickets: tuple[PrintedFile, ...] = ()
    """Job tickets for programs, which are no PDFs."""

    @property
    def is_proof(self) -> bool:
        """Whether it was printed without an edition, and so is not published."""
        return not self.edition


@dataclass(frozen=True)
class PrintedHub:
    """A hub's own copies. They are private: no site, list of packs or manifest may name them."""

    id: str
    packs: tuple[PrintedPack, ...] = ()
    agreements: tuple[PrintedFile, ...] = ()
    """What it has agreed to, with its own words in the blanks."""


@dataclass(frozen=True)
class Printed:
    """Everything that one build printed."""

    packs: tuple[PrintedPack, ...] = ()
    documents: tuple[PrintedDocument, ...] = ()
    hubs: tuple[PrintedHub, ...] = ()
