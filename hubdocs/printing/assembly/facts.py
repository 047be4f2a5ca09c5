"""What is known of a finished PDF without opening it: the sidecar that lies beside it in the cache."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Link:
    """Where one numbered link of a document leads.

    The HTML that goes to the print engine holds `href="hubdoc:N"`, N being the place of this link
    in its list: which documents stand in a pack is not known when a document is laid out.
    """

    target: str
    """A name in the pack: a document's id, or an anchor such as `WC-02--film`; empty for the web only."""
    words: str
    """What the reader sees; a screen reader says it. Empty: the words that stand in the PDF are taken."""
    web: str = ""
    """Where to send a reader whose pack lacks the target: a full address, or one below the site's."""


@dataclass(frozen=True)
class Heading:
    """One heading, for contents lists and bookmarks."""

    level: int
    """1 for the title, 2 for what is below it, and so on."""
    title: str
    """Its words."""
    page: int
    """The page it is on, counted from 0 within its own PDF."""
    anchor: str = ""
    """A name that leads to it, when it has one."""


@dataclass(frozen=True)
class Spoken:
    """What a finished PDF says, and where that stands in it."""

    words: str = ""
    """Everything: on its pages, in descriptions and names, in running heads and feet."""
    streams: tuple[str, ...] = ()
    """The content streams of its pages: the SHA-256 of each as it is packed, sorted."""


@dataclass(frozen=True)
class PdfFacts:
    """The sidecar of one normalised PDF."""

    pages: int
    """How many."""
    width: float
    """Of the first page's trimmed sheet, in points (1/72 inch)."""
    height: float
    """Of the first page's trimmed sheet, in points."""
    anchors: tuple[tuple[str, int], ...] = ()
    """Names that links can lead to, each with its page counted from 0; in byte order."""
    headings: tuple[Heading, ...] = ()
    """In the order of the pages."""
    ids: tuple[str, ...] = ()
    """Ids in the tag tree (of table headers)."""
    fields: tuple[str, ...] = ()
    """Names of form fields."""
    links: tuple[Link, ...] = ()
    """Where the links that are still numbered lead."""
    prints: tuple[str, ...] = ()
    """What each page shows, as a SHA-256: equal for pages that look the same on paper. Only of leaves to replace."""
    faces: tuple[tuple[str, str], ...] = ()
    """Its fonts that are cut from the brand's: the SHA-256 of each as it is packed, and the brand's file."""
    spoken: Spoken = Spoken()
    """What it says, read once for every file that will hold it."""
    contents: tuple[tuple[str, str], ...] = ()
    """What the inspection read of each of its content streams, by the stream's key."""

    def page_of(self, anchor: str) -> int | None:
        """The page that an anchor is on, counted from 0."""
        return dict(self.anchors).get(anchor)

    def to_json(self) -> str:
        """The sidecar's text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> PdfFacts:
        """Read what `to_json` wrote.

        Raises:
            ValueError: It is not a sidecar of this program.
        """
        try:
            data = json.loads(text)
            return cls(
                **{
                    **data,
                    "anchors": tuple((name, page) for name, page in data["anchors"]),
                    "headings": tuple(Heading(**heading) for heading in data["headings"]),
                    "ids": tuple(data["ids"]),
                    "fields": tuple(data["fields"]),
                    "links": tuple(Link(**link) for link in data["links"]),
                    "prints": tuple(data["prints"]),
                    "faces": tuple((digest, name) for digest, name in data["faces"]),
                    "spoken": Spoken(data["spoken"]["words"], tuple(data["spoken"]["streams"])),
                    "contents": tuple((key, text) for key, text in data["contents"]),
                }
            )
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a sidecar of this program: {error}") from error
