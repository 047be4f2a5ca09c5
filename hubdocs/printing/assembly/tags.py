"""The tag tree of one document as plain values: read once from what the print engine wrote, mended, written anew.

While it is plain values, a tag can move without its parent, its page and the parent tree being kept in step by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.tree import attributes
from hubdocs.printing.reading import kids_of, role_of

PIXEL = 0.75
"""Points in a pixel, in which the print engine measures. Source: CSS Values 3, 6.2."""


@dataclass(frozen=True)
class Mark:
    """A piece of marked content that a tag holds."""

    page: int
    """The page it stands on, counted from 0."""
    number: int
    """Its MCID."""


@dataclass(frozen=True, eq=False)
class Held:
    """An annotation that a tag holds."""

    page: int
    annotation: pikepdf.Object


@dataclass(eq=False)
class Tag:
    """One tag: what it is, and what it holds."""

    role: str
    """`P`, `H2`, `LI` …"""
    kids: list[Kid] = field(default_factory=list)
    element: str = ""
    """The HTML element that it was made for: `dt`, `li::marker`; empty where there is none."""
    number: int = -1
    """The element's number in the document: boxes of one element have the same. Negative where there is none."""
    order: int = 0
    """Its place in the order in which the engine came by it, which is that of the HTML."""
    language: str = ""
    """The language set on the element itself."""
    wanted: str = ""
    """The tag that the HTML asks for by name."""
    alt: str = ""
    box: tuple[float, ...] = ()
    """Of a picture: left, top, right and bottom edge in pixels from the top left corner of its page."""
    columns: int = 1
    """Of a cell: how many columns it spans."""
    rows: int = 1
    """Of a cell: how many rows it spans."""
    id: str = ""
    scope: str = ""
    """Of a header cell: `Row` or `Column`."""
    headers: tuple[str, ...] = ()
    """Of a cell: the ids of those that head it."""

    @property
    def base(self) -> str:
        """The HTML element without what is generated before, in or after it: `a::after` is an `a`."""
        return self.element.partition(":")[0]

    def tags(self) -> list[Tag]:
        """The tags among what it holds."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]


Kid = Tag | Mark | Held

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


def downwards(top: Tag) -> Iterator[Tag]:
    """A tag and all below it, each before what it holds. What it holds may be changed while it is handed out."""
    stack = [top]
    while stack:
        tag = stack.pop()
        yield tag
        stack.extend(reversed(tag.tags()))


def upwards(top: Tag) -> Iterator[Tag]:
    """A tag and all below it, each after what it holds."""
    return reversed(list(downwards(top)))


def marks_of(tag: Tag) -> Iterator[Mark]:
    """All marked content of a tag, in reading order."""
    stack: list[Kid] = [tag]
    while stack:
        kid = stack.pop()
        if isinstance(kid, Mark):
            yield kid
        elif isinstance(kid, Tag):
            stack.extend(reversed(kid.kids))


def spread(kids: Sequence[Kid], opens: Callable[[Tag], bool]) -> list[Kid]:
    """Kids, with those tags that `opens` chooses replaced by what they hold."""
    return [inner for kid in kids for inner in (kid.kids if isinstance(kid, Tag) and opens(kid) else [kid])]


def read_tags(document: pikepdf.Object, pages: Mapping[Number, int]) -> Tag:
    """The tree below the engine's `Document`. `pages` gives the index of each page by the number of its object.

    Raises:
        PdfFault: A tag does not say which element it was made for, or is on no page.
    """
    top = Tag("Document")
    stack: list[tuple[Tag, pikepdf.Object]] = [(top, document)]
    while stack:
        tag, element = stack.pop()
        page = element.get("/Pg")
        at = -1 if page is None else pages.get(page.objgen, -1)
        for kid in kids_of(element):
            if isinstance(kid, int):
                tag.kids.append(Mark(at, kid))
            elif kid.get("/Type") == "/OBJR":
                tag.kids.append(Held(pages[kid.Pg.objgen], kid.Obj))
            else:
                below = _read(kid)
                tag.kids.append(below)
                stack.append((below, kid))
    if any(mark.page < 0 for mark in marks_of(top)):
        raise PdfFault(["the print engine's tags do not say on which page they are"])
    if top.kids and not any(tag.number >= 0 for tag in downwards(top)):
        raise PdfFault(["the print engine's tags do not say which elements they were made for"])
    return top


def _read(element: pikepdf.Object) -> Tag:
    tag = Tag(
        role_of(element),
        element=str(element.get("/HubElement", "")),
        number=int(element.get("/HubNumber", -1)),
        order=element.objgen[0],
        language=str(element.get("/HubLang", "")),
        wanted=str(element.get("/HubTag", "")),
        alt=" ".join(str(element.get("/Alt", "")).split()),
    )
    for owned in attributes(element):
        tag.columns = int(owned.get("/ColSpan", tag.columns))
        tag.rows = int(owned.get("/RowSpan", tag.rows))
        if "/BBox" in owned:
            tag.box = tuple(float(edge) for edge in owned.BBox)
    return tag


@dataclass(frozen=True)
class Written:
    """What came of writing a tree."""

    owners: dict[Mark, pikepdf.Object]
    """The element that holds each piece of marked content."""
    holders: dict[Number, pikepdf.Object]
    """The element that holds each annotation."""
    ids: dict[str, pikepdf.Object]
    """The elements that have an id."""


def write_tags(pdf: pikepdf.Pdf, top: Tag, document: pikepdf.Object) -> Written:
    """Put a tree in the place of what `document` held."""
    written = Written({}, {}, {})
    stack = [(top, document)]
    while stack:
        tag, element = stack.pop()
        here = next((kid.page for kid in (*tag.kids, *marks_of(tag)) if isinstance(kid, Mark)), None)
        if here is not None:
            element.Pg = pdf.pages[here].obj
        kids: list[Any] = []
        for kid in tag.kids:
            if isinstance(kid, Tag):
                below = pdf.make_indirect(_element(pdf, kid, element))
                stack.append((kid, below))
                kids.append(below)
                if kid.id:
                    written.ids[kid.id] = below
            elif isinstance(kid, Mark):
                written.owners[kid] = element
                kids.append(kid.number if kid.page == here else _mark(pdf, kid))
            else:
                written.holders[kid.annotation.objgen] = element
                kids.append(Dictionary(Type=Name.OBJR, Obj=kid.annotation, Pg=pdf.pages[kid.page].obj))
        element.K = Array(kids)
    return written


def _mark(pdf: pikepdf.Pdf, mark: Mark) -> Dictionary:
    return Dictionary(Type=Name.MCR, Pg=pdf.pages[mark.page].obj, MCID=mark.number)


def _element(pdf: pikepdf.Pdf, tag: Tag, parent: pikepdf.Object) -> Dictionary:
    element = Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent)
    for key, text in (("/Alt", tag.alt), ("/Lang", tag.language), ("/ID", tag.id)):
        if text:
            element[key] = String(text)
    if owned := _attributes(pdf, tag):
        element.A = owned
    return element


def _attributes(pdf: pikepdf.Pdf, tag: Tag) -> Dictionary | None:
    if tag.role in {"TH", "TD"}:
        owned = Dictionary(O=Name.Table)
        if tag.columns > 1:
            owned.ColSpan = tag.columns
        if tag.rows > 1:
            owned.RowSpan = tag.rows
        if tag.scope:
            owned.Scope = Name(f"/{tag.scope}")
        if tag.headers:
            owned.Headers = Array([String(each) for each in tag.headers])
        return owned if len(owned) > 1 else None
    mark = next(marks_of(tag), None)
    if tag.box and mark:
        sheet = pdf.pages[mark.page].trimbox
        left, top, right, bottom = (edge * PIXEL for edge in tag.box)
        edges = (left, float(sheet[3]) - bottom, right, float(sheet[3]) - top)
        return Dictionary(O=Name.Layout, BBox=Array([round(edge, 3) for edge in edges]))
    return None
