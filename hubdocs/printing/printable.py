"""Something that is laid out on its own leaves, as whoever prints it takes it. Nothing here knows a library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import Place
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.templates import as_html, fill


@dataclass(frozen=True)
class LeafFoot:
    """The line at the foot of a leaf that is replaced by itself: `WC-01 · 5 · 1.1.0`.

    It is printed on the finished page. In the HTML, the version would make every leaf another with every release.
    """

    tail: str = ""
    """What follows the version: for whom the leaf is."""
    heads_foot: bool = False
    """Whether it stands on the first line of the foot, in bold, as on a sheet to give out; else on the second."""


@dataclass(frozen=True)
class PrintDocument:
    """Something that is laid out on its own leaves: everything that decides what they look like."""

    label: str
    """Its id, which begins all its anchors: `WC-01`, `WC-01-H1`, `page-help-index`."""
    name: str
    """What it is, for mistakes and progress: `WC-01 1.0.0 for the trainer`."""
    title: str
    place: Place
    """The file that a mistake names."""
    html: str
    css: str
    assets: tuple[tuple[str, Path], ...]
    """The files it reads, by the name that HTML and CSS use."""
    links: tuple[Link, ...] = ()
    language: str = "en-GB"
    numbered: bool = False
    """Whether its label is an id that readers know."""
    foot: LeafFoot | None = None
    """The line that is printed at the foot of its leaves when it is known in which release each last changed."""
    replaceable: bool = False
    """Whether its leaves are replaced one by one, so that it must be known what each shows."""
    forms: bool = False
    """Whether it has fields to fill in on a screen."""
    goes_on: bool = False
    """Whether it is one more piece of the part that the document before it begins: on the next page, whichever side."""
    ours: bool = False
    """Whether this program writes all of it, but for titles: no author decides how much is to be laid out."""
    edition: str = ""
    """What is written into its box for an edition when it is put into a pack: it is laid out once for all of them."""
    private: bool = False
    """Whether a hub's own words stand in it, which no mistake may repeat: they may name somebody."""


def whole_page(title: str, body: str, kind: str, language: str = "en-GB") -> str:
    """An HTML page around a body that is HTML already."""
    return fill("skeleton", title=title, language=language, body=as_html(body), kind=kind)


def anchor(label: str, id_: str) -> str:
    """The name of a part that no other document of a pack can have: `WC-01--film`."""
    return f"{label}--{id_}"
