"""A finished PDF as the rules need it, each part read once, when a rule first asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar, cast

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Stream, String

from hubdocs.printing.inspection.content import Content, read_content
from hubdocs.printing.inspection.fonts import Font, fonts_in, fonts_of
from hubdocs.printing.inspection.objects import DIRECT, Entries, Number, Objects, number_of
from hubdocs.printing.reading import entry

Found = TypeVar("Found")

STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT
    WP Figure Formula Form""".split()
)
"""The tags that readers know. Source: ISO 32000-1, 14.8.4."""
DEEPEST = 12
"""Drawings inside drawings that are followed."""


class Node(NamedTuple):
    """One element of the tag tree, read once. A tuple, since a pack has thousands."""

    number: Number
    entries: Entries
    """What its dictionary holds."""
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
    below: tuple[Entries, ...]
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


class _Standard(dict[str, str]):
    """What tags stand for, each worked out when it is first met: there are thousands of tags, and few names."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        super().__init__()
        self._roles = roles

    def __missing__(self, written: str) -> str:
        seen, name = set(), written
        while name not in STANDARD and name in self._roles and name not in seen:
            seen.add(name)
            name = self._roles[name]
        self[written] = name if name in STANDARD else ""
        return self[written]


class File:
    """A finished PDF, read piece by piece."""

    def __init__(self, pdf: pikepdf.Pdf, header: bytes) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.header = header
        """The first bytes of the file."""
        self._done: dict[Any, Any] = {}

    def once(self, work: Callable[[File], Found]) -> Found:
        """What some work on this file gives: done once for all rules that ask for it."""
        if work not in self._done:
            self._done[work] = work(self)
        return cast("Found", self._done[work])

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

    @cached_property
    def standard(self) -> Mapping[str, str]:
        """The standard tag that each tag stands for, as it is written; empty when the role map leads to none."""
        return _Standard(self.roles)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every tag in reading order."""
        return tuple(self._read_nodes())

    def with_role(self, *roles: str) -> Iterator[Node]:
        """The tags that stand for one of these, in reading order."""
        places = chain.from_iterable(self._places_of.get(role, ()) for role in roles)
        return (self.nodes[place] for place in sorted(places))

    @cached_property
    def _places_of(self) -> Mapping[str, list[int]]:
        """Where in `nodes` each standard tag stands: nearly every rule asks for one kind of tag."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, node in enumerate(self.nodes):
            places[node.role].append(place)
        return places

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
    def objects(self) -> Objects:
        """Every object as plain data."""
        return Objects(self.pdf)

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
        read = zip(fonts, fonts_of(fonts.values()), strict=True)
        return tuple(Shown(font, frozenset(codes.get(number, ()))) for number, font in read)

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
        at = self.objects.at
        top = at(self.objects[self.root.objgen].get("/StructTreeRoot")) or {}
        stack = [(at(kid), number_of(top), "") for kid in reversed(self.objects.listed(top.get("/K")))]
        seen: set[Number] = set()
        while stack:
            element, parent, parent_role = stack.pop()
            node = self._read_node(element, parent, parent_role)
            yield node
            if node.number in seen:
                continue  # Held twice, or in a ring: `tag-parent` tells of it.
            seen.add(node.number)
            stack.extend([(kid, node.number, node.role) for kid in reversed(node.below)])

    def _read_node(self, entries: Entries, parent: Number, parent_role: str) -> Node:
        at, number = self.objects.at, self.objects.number
        page = number(entries.get("/Pg"))
        marks: list[tuple[Number | None, int]] = []
        objects: list[tuple[Number | None, Number]] = []
        below: list[Entries] = []
        for kid in map(at, self.objects.listed(entries.get("/K"))):
            if isinstance(kid, int):
                marks.append((page, kid))
            elif (kind := at(kid.get("/Type"))) == "/OBJR":
                objects.append((number(kid.get("/Pg")) or page, number(kid.get("/Obj")) or DIRECT))
            elif kind == "/MCR":
                marks.append((number(kid.get("/Pg")) or page, int(at(kid["/MCID"]))))
            else:
                below.append(kid)
        written, named = self._written(entries), at(entries.get("/P"))
        return Node(
            number_of(entries),
            entries,
            written,
            self.standard[written],
            parent_role,
            isinstance(named, dict) and number_of(named) == parent,
            page,
            tuple(marks),
            tuple(objects),
            tuple(below),
            tuple([self.standard[self._written(kid)] for kid in below]),
        )

    def _written(self, entries: Entries) -> str:
        return str(self.objects.at(entries.get("/S", "")))[1:]

    def attributes_of(self, entries: Entries) -> list[Entries]:
        """The attribute dictionaries of an element."""
        owned = self.objects.at(entries.get("/A"))
        if isinstance(owned, list):
            return [each for each in map(self.objects.at, owned) if isinstance(each, dict)]
        return [] if owned is None else [owned]


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
