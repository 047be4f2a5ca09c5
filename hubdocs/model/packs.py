"""Packs, which are lists of documents to print together, and editions, which are their printings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hubdocs.errors import Place
from hubdocs.model.audience import Audience
from hubdocs.model.version import Version, Wanted

FORMATS = ("screen", "binder", "booklet", "press", "large-print", "copier")
"""The ways a pack can be printed. Contract: FORMAT, section 4."""


@dataclass(frozen=True)
class PackDocument:
    """A controlled document that a pack asks for."""

    kind: str
    """`module`, `standards` or `agreement`."""
    wanted: Wanted
    handouts: bool
    """Whether a module's handouts follow it."""
    place: Place


@dataclass(frozen=True)
class PackPage:
    """A content page that a pack asks for: it has no version and is always today's."""

    path: str
    """Relative to `content/`: `help/using-this-pack.md`."""
    place: Place


@dataclass(frozen=True)
class Pack:
    """A printed collection for one audience."""

    id: str
    title: str
    audience: Audience
    formats: tuple[str, ...]
    contents: tuple[PackDocument | PackPage, ...]
    place: Place
    summary: str = ""
    editions: tuple[Edition, ...] = ()
    """Oldest first."""
    formats_place: Place | None = None
    """Where its formats are named."""

    def holds(self, id_: str) -> bool:
        """Whether a document is among what it asks for."""
        return any(isinstance(each, PackDocument) and each.wanted.id == id_ for each in self.contents)

    @property
    def newest_edition(self) -> Edition | None:
        """The printing in force."""
        return self.editions[-1] if self.editions else None


@dataclass(frozen=True)
class EditionDocument:
    """A document as one edition holds it."""

    id: str
    version: Version
    digest: str
    pages: int
    """Pages of A4 in the format that the edition was counted in."""


_LEAF = re.compile(
    r"(?P<label>\S+) (?P<first>[1-9][0-9]*)(?:-(?P<last>[1-9][0-9]*))? (?P<version>\S+) (?P<print>l1:[0-9a-f]{64})"
)
TODAY = "today"
"""What stands in the place of a version on a leaf that has none, because its text is always today's."""


@dataclass(frozen=True)
class Leaf:
    """One sheet of a binder, which is taken out and put in by itself."""

    label: str
    """What it belongs to: `WC-01`, `WC-01-H1`, or a content page such as `page-help-using-this-pack`."""
    number: int
    """Its place in that, counted from 1."""
    sides: int
    """How many of its two sides are printed."""
    version: str
    """The release in which it last changed; `today` on a page that has no version."""
    print: str
    """`l1:` and a SHA-256 of what both sides show, the version at their foot included."""

    @classmethod
    def parse(cls, text: str) -> Leaf:
        """Read `WC-01 5-6 1.1.0 l1:…`.

        Raises:
            ValueError: It is no such line, its pages are not those of one leaf, or its version is none.
        """
        found = _LEAF.fullmatch(text)
        first = int(found["first"]) if found else 0
        last = int(found["last"] or first) if found else 0
        if not found or first % 2 == 0 or last not in {first, first + 1}:
            raise ValueError(f"{text!r} is no leaf, such as `WC-01 5-6 1.1.0 l1:…`")
        if found["version"] != TODAY:
            Version.parse(found["version"])
        return cls(found["label"], (first + 1) // 2, last - first + 1, found["version"], found["print"])

    @property
    def first(self) -> int:
        """The first page on it, counted within what it belongs to."""
        return 2 * self.number - 1

    @property
    def last(self) -> int:
        """The last page on it."""
        return self.first + self.sides - 1

    def __str__(self) -> str:
        pages = f"{self.first}-{self.last}" if self.sides > 1 else str(self.first)
        return f"{self.label} {pages} {self.version} {self.print}"


@dataclass(frozen=True)
class Edition:
    """One printing of a pack, fixed to exact releases."""

    id: str
    """The month, `2026-11`; a second in one month is `2026-11-2`."""
    pack: str
    date: date
    documents: tuple[EditionDocument, ...]
    place: Place
    live: Mapping[str, str] = field(default_factory=dict)
    """The digests of what is always today's, as it was that day."""
    leaves: tuple[Leaf, ...] = ()
    """Every leaf of the binder but cover, lists and feedback sheet, in order; empty where the pack has no binder."""
