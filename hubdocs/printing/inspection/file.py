"""A finished PDF as the rules need it, each part read once, when a rule first asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Stream, String

from hubdocs.printing.inspection.content import Content, read_content
from hubdocs.printing.inspection.fonts import Font, font_of, fonts_in
from hubdocs.printing.reading import entry, kids_of

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""

STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT
    WP Figure Formula Form""".split()
)
"""The tags that readers know. Source: ISO 32000-1, 14.8.4."""
DEEPEST = 12
"""Drawings inside drawings that are followed."""


@dataclass(frozen=True)
class Node:
    """One element of the tag tree: read once, since reading is what costs."""

    element: pikepdf.Object
    number: Number
    written: str
    """The tag as it is written."""
    role: str
    """The standard tag that it stands for; empty when it stands for none."""
    parent_role: str
    parent_fits: bool
    """Whether it names as its parent the tag that holds it."""
    page: Number | None
    marks: tuple[tuple[Number | None, int], ...]
    """Marked content it holds: page and MCID."""
    objects: tuple[tuple[Number | None, Number], ...]
    """Annotations it holds: page and object."""
    below: tuple[pikepdf.Object, ...]
    """Tags it holds."""
    kids: tuple[str, ...]
    """The standard tags of those."""

    def __str__(self) -> str:
        return f"{self.written} (object {self.number[0]})"


@dataclass(frozen=True)
class Sheet:
    """One page."""

    index: int
    page: pikepdf.Object
    number: Number
    key: int | None
    """Its `StructParents`."""
    annotations: tuple[pikepdf.Object, ...]
    content: Content
    marks: tuple[int, ...]
    """The MCIDs on it, in order."""

    def __str__(self) -> str:
        return f"page {self.index + 1}"


@dataclass(frozen=True)
class Shown:
    """A font, and the codes of all letters that are shown in it."""

    font: Font
    codes: frozenset[int]


class File:
    """A finished PDF, read piece by piece."""

    def __init__(self, pdf: pikepdf.Pdf, header: bytes) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.header = header
        """The first bytes of the file."""

    @cached_property
    def pages(self) -> tuple[Sheet, ...]:
        """Every page."""
        return tuple(_read_page(index, page.obj) for index, page in enumerate(self.pdf.pages))

    @cached_property
    def page_numbers(self) -> dict[Number, Sheet]:
        """Every page by the number of its object."""
        return {page.number: page for page in self.pages}

    @cached_property
    def tags(self) -> Any:
        """The root of the tags; an empty dictionary where there is none."""
        return self.root.get("/StructTreeRoot", Dictionary())

    @cached_property
    def roles(self) -> dict[str, str]:
        """What tags of other names are said to be: the role map."""
        return {str(name)[1:]: str(role)[1:] for name, role in self.tags.get("/RoleMap", Dictionary()).items()}

    def standard(self, written: str) -> str:
        """The standard tag that a tag stands for; empty when the role map leads to none."""
        seen = set()
        while written not in STANDARD and written in self.roles and written not in seen:
            seen.add(written)
            written = self.roles[written]
        return written if written in STANDARD else ""

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every tag in reading order."""
        return tuple(self._read_nodes())

    def with_role(self, *roles: str) -> Iterator[Node]:
        """The tags that stand for one of these."""
        return (node for node in self.nodes if node.role in roles)

    @cached_property
    def by_number(self) -> dict[Number, Node]:
        """Every tag by the number of its object."""
        return {node.number: node for node in self.nodes}

    @cached_property
    def keys(self) -> list[tuple[int, Any]]:
        """The parent tree's pairs, in the order of the file."""
        return [(int(key), value) for key, value in _leaves(self.tags.get("/ParentTree"), "Nums")]

    @cached_property
    def owners(self) -> dict[int, Any]:
        """What the parent tree gives for each key."""
        return dict(self.keys)

    @cached_property
    def marks(self) -> dict[tuple[int, int], Number | None]:
        """The element that the parent tree gives for each mark: key of the page and MCID."""
        return {
            (key, mark): owner.objgen if isinstance(owner, Dictionary) else None
            for key, owners in self.keys
            if isinstance(owners, Array)
            for mark, owner in enumerate(owners)
        }

    @cached_property
    def annotations(self) -> dict[Number, tuple[Sheet, pikepdf.Object]]:
        """Every annotation by the number of its object, with its page."""
        return {each.objgen: (page, each) for page in self.pages for each in page.annotations}

    def holder_of(self, annotation: pikepdf.Object) -> Node | None:
        """The tag that an annotation leads to."""
        owner = self.owners.get(int(annotation.get("/StructParent", -1)))
        return self.by_number.get(owner.objgen) if isinstance(owner, Dictionary) else None

    @cached_property
    def names(self) -> list[tuple[Any, Any]]:
        """Named destinations, in the order of the file."""
        return _leaves(entry(self.root, "/Names", "/Dests"), "Names")

    @cached_property
    def known_names(self) -> frozenset[str]:
        """The names of destinations."""
        return frozenset(str(name) for name, _ in self.names)

    @cached_property
    def ids(self) -> list[tuple[Any, Any]]:
        """The ids of tags and the tags, in the order of the file."""
        return _leaves(self.tags.get("/IDTree"), "Names")

    @cached_property
    def objects(self) -> bytes:
        """Every object as text, one below the other, without what streams hold."""
        return b"\n".join(each.unparse(resolved=True) for each in self.pdf.objects)

    @cached_property
    def packet(self) -> etree._Element | None:
        """The packet in which the file tells of itself (XMP); `None` where there is none that can be read."""
        metadata = self.root.get("/Metadata")
        if not isinstance(metadata, Stream):
            return None
        try:
            # No entity is resolved and nothing is fetched: the file is not to be trusted before it was inspected.
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(metadata.read_bytes(), parser)
        except etree.XMLSyntaxError:
            return None

    @cached_property
    def drawings(self) -> tuple[tuple[pikepdf.Object, Content], ...]:
        """Every drawing that a page may draw, or that is drawn in one of those, with what it holds; once each."""
        return tuple((drawing, content) for drawing, _, content in self._followed)

    @cached_property
    def fonts(self) -> tuple[Shown, ...]:
        """Every font that a page, a drawing or a form field may use, and what is shown in it."""
        fonts: dict[Number, pikepdf.Object] = {}
        codes: dict[Number, set[int]] = {}
        form = self.root.get("/AcroForm", Dictionary()).get("/DR")
        known: dict[Number, dict[str, pikepdf.Object]] = {}
        for resources, content in [*self._places, (form, None)]:
            if resources is None:
                continue
            if resources.objgen not in known or resources.objgen == (0, 0):
                known[resources.objgen] = dict(fonts_in(resources))
                fonts.update((font.objgen, font) for font in known[resources.objgen].values())
            for name, shown in content.shown if content else ():
                if name in known[resources.objgen]:
                    codes.setdefault(known[resources.objgen][name].objgen, set()).update(shown)
        return tuple(Shown(font_of(font), frozenset(codes.get(number, ()))) for number, font in fonts.items())

    @cached_property
    def unknown_fonts(self) -> tuple[str, ...]:
        """Names of fonts that letters are set in, and that no resources give."""
        return tuple(
            name
            for resources, content in self._places
            for name in dict.fromkeys(name for name, _ in content.shown)
            if name not in fonts_in(resources)
        )

    @cached_property
    def _places(self) -> tuple[tuple[Any, Content], ...]:
        """Everything that shows letters, pages first, with the resources that name their fonts."""
        pages = ((page.page.get("/Resources"), page.content) for page in self.pages)
        return (*pages, *((resources, content) for _, resources, content in self._followed))

    @cached_property
    def _followed(self) -> tuple[tuple[pikepdf.Object, Any, Content], ...]:
        return tuple(self._follow())

    def _follow(self) -> Iterator[tuple[pikepdf.Object, Any, Content]]:
        stack = [(page.page.get("/Resources"), 0) for page in self.pages]
        seen: set[Number] = set()
        while stack:
            resources, depth = stack.pop()
            if resources is None or (resources.objgen in seen and resources.objgen != (0, 0)) or depth > DEEPEST:
                continue
            seen.add(resources.objgen)
            for kind in ("/XObject", "/Pattern"):
                for drawing in resources.get(kind, Dictionary()).values():
                    holds = drawing.get("/Subtype") == "/Form" or drawing.get("/PatternType") == 1
                    if drawing.objgen in seen or not (isinstance(drawing, Stream) and holds):
                        continue
                    seen.add(drawing.objgen)
                    inner = drawing.get("/Resources", resources)
                    yield drawing, inner, read_content(drawing)
                    stack.append((inner, depth + 1))

    def leads_somewhere(self, destination: Any) -> bool:
        """Whether a destination, or the name of one, is a page of this file."""
        if isinstance(destination, String):
            return str(destination) in self.known_names
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        return (
            isinstance(destination, Array)
            and len(destination) > 0
            and isinstance(destination[0], Dictionary)
            and destination[0].objgen in self.page_numbers
        )

    def _read_nodes(self) -> Iterator[Node]:
        """Every element in reading order, from a stack: an author decides how deep the tree is."""
        stack = [(kid, self.tags.objgen, "") for kid in reversed(kids_of(self.tags))]
        seen: set[Number] = set()
        while stack:
            element, parent, parent_role = stack.pop()
            node = self._read_node(element, parent, parent_role)
            yield node
            if node.number in seen:
                continue  # Held twice, or in a ring: `tag-parent` tells of it.
            seen.add(node.number)
            stack.extend((kid, node.number, node.role) for kid in reversed(node.below))

    def _read_node(self, element: Any, parent: Number, parent_role: str) -> Node:
        page = element.get("/Pg")
        number = None if page is None else page.objgen
        marks: list[tuple[Number | None, int]] = []
        objects: list[tuple[Number | None, Number]] = []
        below: list[pikepdf.Object] = []
        for kid in kids_of(element):
            if isinstance(kid, int):
                marks.append((number, kid))
            elif (kind := kid.get("/Type")) == "/OBJR":
                objects.append((kid.Pg.objgen if "/Pg" in kid else number, kid.Obj.objgen))
            elif kind == "/MCR":
                marks.append((kid.Pg.objgen if "/Pg" in kid else number, int(kid.MCID)))
            else:
                below.append(kid)
        named = element.get("/P")
        written = str(element.get("/S", ""))[1:]
        return Node(
            element,
            element.objgen,
            written,
            self.standard(written),
            parent_role,
            isinstance(named, Dictionary) and named.objgen == parent,
            number,
            tuple(marks),
            tuple(objects),
            tuple(below),
            tuple(self.standard(str(kid.get("/S", ""))[1:]) for kid in below),
        )


def attributes_of(element: Any) -> list[Any]:
    """An element's attribute dictionaries."""
    owned = element.get("/A")
    if owned is None:
        return []
    return [each for each in owned if isinstance(each, Dictionary)] if isinstance(owned, Array) else [owned]


def words(owner: Any, *keys: str) -> str:
    """The first text that stands in one of these entries and is not empty."""
    return next((text for key in keys if (text := str(owner.get(key, "")).strip())), "")


def _read_page(index: int, page: pikepdf.Object) -> Sheet:
    content = read_content(page)
    key = page.get("/StructParents")
    annotations = tuple(page.get("/Annots", []))
    return Sheet(
        index,
        page,
        page.objgen,
        None if key is None else int(key),
        annotations,
        content,
        tuple(_numbers(content, page.get("/Resources"))),
    )


def _numbers(content: Content, resources: Any) -> Iterator[int]:
    """The MCIDs of some content, those that stand in its resources among them."""
    for mark in content.marks:
        if isinstance(mark, int):
            yield mark
        elif (number := entry(resources, "/Properties", mark, "/MCID")) is not None:
            yield int(number)


def _leaves(tree: Any, kind: str) -> list[tuple[Any, Any]]:
    """The pairs of a number or name tree."""
    pairs: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        if (node := stack.pop()) is None:
            continue
        flat = list(node.get(f"/{kind}", []))
        pairs += zip(flat[::2], flat[1::2], strict=False)
        stack.extend(reversed(list(node.get("/Kids", []))))
    return pairs
