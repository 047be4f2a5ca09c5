"""The walk over a finished PDF: what a validator misses, and what must never be in one.

A validator passed files whose tags pointed at the wrong things. So nothing is published before
every reference inside it has been followed both ways. Each rule is one small function; each has a
damaged file in the tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream, String

from hubdocs.printing.reading import bookmarks_of, entry, kids_of, mark_number, operations, role_of

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""

MARKS = "BDC BMC EMC"
PAINTS = "Tj TJ ' \" Do sh f F f* S s B B* b b* EI"
ACTIVE = (
    *("Launch", "JavaScript", "JS", "SubmitForm", "ImportData", "GoToR", "GoToE", "OpenAction", "AA", "XFA"),
    *("EmbeddedFiles", "EmbeddedFile", "FileAttachment", "RichMedia", "Movie", "Sound", "Rendition"),
)
"""Names of PDF features that run, send, fetch or carry something."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a PDF."""

    rule: str
    """The id of the rule that found it."""
    message: str
    """What was found, and where."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold of every finished PDF."""

    id: str
    """Its short name."""
    meaning: str
    """What must hold, in a sentence."""
    check: Callable[[_File], Iterator[str]]
    """Yields a message for each place where it does not."""


@dataclass(frozen=True)
class _Node:
    """One element of the tag tree, as the rules need it: read once, since reading is what costs."""

    element: pikepdf.Object
    number: Number
    role: str
    parent_role: str
    parent_fits: bool
    page: Number | None
    marks: tuple[tuple[Number | None, int], ...]
    """Marked content it holds: page and MCID."""
    objects: tuple[tuple[Number | None, Number], ...]
    """Annotations it holds: page and object."""
    below: tuple[pikepdf.Object, ...]
    """Tags it holds."""

    def __str__(self) -> str:
        return f"{self.role} (object {self.number[0]})"


@dataclass(frozen=True)
class _Page:
    """One page, as the rules need it."""

    index: int
    number: Number
    key: int | None
    """Its `StructParents`."""
    annotations: tuple[pikepdf.Object, ...]
    marks: tuple[int, ...]
    """The MCIDs on it, in order."""
    loose: int
    """How often something is painted that is neither tagged nor an artifact."""

    def __str__(self) -> str:
        return f"page {self.index + 1}"


class _File:
    """A finished PDF, read piece by piece when a rule first asks."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root

    @cached_property
    def pages(self) -> tuple[_Page, ...]:
        return tuple(_read_page(index, page) for index, page in enumerate(self.pdf.pages))

    @cached_property
    def page_numbers(self) -> dict[Number, _Page]:
        return {page.number: page for page in self.pages}

    @cached_property
    def tags(self) -> Any:
        return self.root.get("/StructTreeRoot", Dictionary())

    @cached_property
    def nodes(self) -> tuple[_Node, ...]:
        return tuple(_read_nodes(self.tags))

    @cached_property
    def keys(self) -> list[tuple[int, Any]]:
        """The parent tree's pairs, in the order of the file."""
        return [(int(key), value) for key, value in _leaves(self.tags.get("/ParentTree"), "Nums")]

    @cached_property
    def owners(self) -> dict[int, Any]:
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
    def annotations(self) -> dict[Number, tuple[_Page, pikepdf.Object]]:
        return {each.objgen: (page, each) for page in self.pages for each in page.annotations}

    @cached_property
    def names(self) -> list[tuple[Any, Any]]:
        """Named destinations, in the order of the file."""
        return _leaves(entry(self.root, "/Names", "/Dests"), "Names")

    @cached_property
    def known_names(self) -> frozenset[str]:
        return frozenset(str(name) for name, _ in self.names)

    @cached_property
    def ids(self) -> list[tuple[Any, Any]]:
        return _leaves(self.tags.get("/IDTree"), "Names")

    @cached_property
    def objects(self) -> tuple[bytes, ...]:
        """Every object as text, without what streams hold."""
        return tuple(each.unparse(resolved=True) for each in self.pdf.objects)

    @cached_property
    def fonts(self) -> tuple[pikepdf.Object, ...]:
        return tuple(_fonts(self.pdf))

    @cached_property
    def xmp(self) -> str:
        metadata = self.root.get("/Metadata")
        return metadata.read_bytes().decode(errors="replace") if isinstance(metadata, Stream) else ""

    def leads_somewhere(self, destination: Any) -> bool:
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


def inspect(path: Path) -> tuple[Finding, ...]:
    """Every finding in a PDF that claims to be accessible; nothing when it is sound.

    Raises:
        pikepdf.PdfError: It cannot be read at all.
    """
    with pikepdf.open(path) as pdf:
        file = _File(pdf)
        return tuple(Finding(rule.id, message) for rule in RULES for message in rule.check(file))


RULES: list[Rule] = []
"""Everything that is checked, in this order."""


def _rule(name: str, meaning: str) -> Callable[[Callable[[_File], Iterator[str]]], Callable[[_File], Iterator[str]]]:
    def add(check: Callable[[_File], Iterator[str]]) -> Callable[[_File], Iterator[str]]:
        RULES.append(Rule(name, meaning, check))
        return check

    return add


@_rule("tag-parent", "Every tag names as its parent the tag that holds it, and is held once.")
def _tag_parent(file: _File) -> Iterator[str]:
    for node in file.nodes:
        if not node.parent_fits:
            yield f"{node} names another parent than the one that holds it"
    for number, times in Counter(node.number for node in file.nodes).items():
        if times > 1:
            yield f"object {number[0]} is held {times} times"


@_rule("tag-page", "Every tag's page is a page of this file.")
def _tag_page(file: _File) -> Iterator[str]:
    known = {None, *file.page_numbers}
    for node in file.nodes:
        held = (page for page, _ in (*node.marks, *node.objects))
        if node.page not in known or not known.issuperset(held):
            yield f"{node} is on a page that is not in this file"


@_rule("mark-owner", "The parent tree gives, for each piece of marked content, the tag that holds it.")
def _mark_owner(file: _File) -> Iterator[str]:
    for node in file.nodes:
        for number, mark in node.marks:
            page = file.page_numbers.get(number) if number else None
            if page is None:
                continue  # `tag-page` tells of it.
            if page.key is None or file.marks.get((page.key, mark)) != node.number:
                yield f"{node} holds mark {mark} of {page}, and the parent tree says otherwise"


@_rule("mark-claimed", "Each piece of marked content is held by exactly one tag, and each tag's piece exists.")
def _mark_claimed(file: _File) -> Iterator[str]:
    claims = Counter((number, mark) for node in file.nodes for number, mark in node.marks)
    for page in file.pages:
        standing = Counter(page.marks)
        for mark, times in standing.items():
            if (claimed := claims[page.number, mark]) != 1 or times != 1:
                yield f"mark {mark} stands {times} times on {page} and is held by {claimed} tags"
    present = {(page.number, mark) for page in file.pages for mark in page.marks}
    for number, mark in sorted(claims.keys() - present, key=str):
        if number in file.page_numbers:
            yield f"mark {mark} is held by a tag and does not stand on {file.page_numbers[number]}"


@_rule("mark-missing", "Everything painted is tagged or an artifact; a page without tags holds artifacts alone.")
def _mark_missing(file: _File) -> Iterator[str]:
    for page in file.pages:
        if page.loose:
            yield f"{page} paints {page.loose} times outside tags and artifacts"
        if page.key is None and page.marks:
            yield f"{page} holds tagged content and is not in the parent tree"


@_rule("object-owner", "Each annotation that a tag holds is on its page and leads back to the tag.")
def _object_owner(file: _File) -> Iterator[str]:
    for node in file.nodes:
        for number, target in node.objects:
            page, annotation = file.annotations.get(target, (None, None))
            if page is None or annotation is None or number not in {None, page.number}:
                yield f"{node} holds object {target[0]}, which is not an annotation of its page"
                continue
            owner = file.owners.get(int(annotation.get("/StructParent", -1)))
            if not isinstance(owner, Dictionary) or owner.objgen != node.number:
                yield f"{node} holds object {target[0]}, which leads back to another tag"


@_rule("annotation-claimed", "Every annotation is held by a tag.")
def _annotation_claimed(file: _File) -> Iterator[str]:
    held = {target for node in file.nodes for _, target in node.objects}
    for number, (page, annotation) in file.annotations.items():
        if number not in held:
            yield f"{annotation.get('/Subtype')} (object {number[0]}) on {page} is held by no tag"


@_rule("annotation-words", "Every link says in words where it leads, and every field what it asks.")
def _annotation_words(file: _File) -> Iterator[str]:
    for number, (page, annotation) in file.annotations.items():
        key = "/TU" if annotation.get("/Subtype") == "/Widget" else "/Contents"
        if not str(annotation.get(key, "")).strip():
            yield f"{annotation.get('/Subtype')} (object {number[0]}) on {page} has no words ({key[1:]})"


@_rule("parent-tree", "Keys of the parent tree are sorted and used once, and the next key is above them all.")
def _parent_tree(file: _File) -> Iterator[str]:
    keys = [key for key, _ in file.keys]
    if keys != sorted(set(keys)):
        yield "its keys are not in order, or one stands twice"
    if int(file.tags.get("/ParentTreeNextKey", 0)) <= max(keys, default=-1):
        yield "its next key is used already"
    used = [page.key for page in file.pages if page.key is not None]
    used += [int(each.StructParent) for _, each in file.annotations.values() if "/StructParent" in each]
    for key, times in Counter(used).items():
        if times > 1:
            yield f"key {key} is used by {times} pages or annotations"


@_rule("page-count", "There are as many page objects as pages, so that nothing removed is still inside.")
def _page_count(file: _File) -> Iterator[str]:
    objects = sum(bool(re.search(rb"/Type /Page\b(?!s)", text)) for text in file.objects)
    if objects != len(file.pages):
        yield f"it has {len(file.pages)} pages and {objects} page objects"


@_rule("destination", "Every link, bookmark and name leads to a page of this file.")
def _destination(file: _File) -> Iterator[str]:
    for name, target in file.names:
        if not file.leads_somewhere(target):
            yield f"the name “{name}” leads nowhere"
    for page, annotation in file.annotations.values():
        if "/Dest" in annotation and not file.leads_somewhere(annotation.Dest):
            yield f"a link on {page} leads to “{annotation.Dest}”, which is not there"
    for bookmark in bookmarks_of(file.pdf):
        if not file.leads_somewhere(bookmark.get("/Dest")):
            yield f"the bookmark “{bookmark.get('/Title')}” leads nowhere"


@_rule("name-order", "Names and ids are sorted by bytes and used once, or viewers cannot find them.")
def _name_order(file: _File) -> Iterator[str]:
    for what, pairs in (("names", file.names), ("ids", file.ids)):
        found = [bytes(name) for name, _ in pairs]
        if found != sorted(set(found)):
            yield f"its {what} are not in order, or one stands twice"


@_rule("private-address", "No address of this program's own is left.")
def _private_address(file: _File) -> Iterator[str]:
    yield from _addresses(file, b"hubdoc:", b"asset:")


@_rule("file-address", "No address names a file of somebody's computer.")
def _file_address(file: _File) -> Iterator[str]:
    yield from _addresses(file, b"file:")


@_rule("active-content", "Nothing in it runs, sends, fetches or carries another file.")
def _active_content(file: _File) -> Iterator[str]:
    pattern = re.compile(rb"/(" + "|".join(ACTIVE).encode() + rb")(?![A-Za-z0-9])")
    for text in file.objects:
        if pattern.search(text):
            yield from (f"it holds {name.decode()}" for name in pattern.findall(_without_strings(text)))


@_rule("list", "A list item holds only a label and a body, and a list only items.")
def _list(file: _File) -> Iterator[str]:
    for node in file.nodes:
        if node.parent_role == "LI" and node.role not in {"Lbl", "LBody"}:
            yield f"a list item holds {node}"
        if node.parent_role == "L" and node.role not in {"LI", "L", "Caption"}:
            yield f"a list holds {node}"
        if node.role == "LI" and node.marks:
            yield f"{node} holds words outside its label and body"


@_rule("heading", "The first heading is of level 1, and none skips a level.")
def _heading(file: _File) -> Iterator[str]:
    before = 0
    for node in file.nodes:
        if match := re.fullmatch(r"H([1-6])", node.role):
            level = int(match[1])
            if level > before + 1:
                yield f"{node} comes after level {before}"
            before = level


@_rule("figure", "Every picture has a description.")
def _figure(file: _File) -> Iterator[str]:
    for node in file.nodes:
        if node.role == "Figure" and not str(node.element.get("/Alt", "")).strip():
            yield f"{node} has no description"


@_rule("table-headers", "Every header that a cell names is in the list of ids, and header cells say which way.")
def _table_headers(file: _File) -> Iterator[str]:
    ids = {str(name) for name, _ in file.ids}
    for node in file.nodes:
        if node.role not in {"TH", "TD"}:
            continue
        owned = _attributes(node.element)
        missing = {str(name) for each in owned for name in each.get("/Headers", [])} - ids
        if missing:
            yield f"{node} names the header {min(missing)}, which is not there"
        if node.role == "TH" and not any("/Scope" in each for each in owned):
            yield f"{node} does not say whether it heads a row or a column"


@_rule("font-embedded", "Every font is in the file.")
def _font_embedded(file: _File) -> Iterator[str]:
    for font in file.fonts:
        below = font.get("/DescendantFonts", [font])[0]
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.get("/FontDescriptor", Dictionary()).keys()):
            yield f"{font.get('/BaseFont')} is not embedded"


@_rule("font-letters", "Every font says which letters its glyphs are, so that text can be read out and copied.")
def _font_letters(file: _File) -> Iterator[str]:
    for font in file.fonts:
        if not isinstance(font.get("/ToUnicode"), Stream):
            yield f"{font.get('/BaseFont')} has no map to letters"


@_rule("language", "The file says which language it is in.")
def _language(file: _File) -> Iterator[str]:
    if not str(file.root.get("/Lang", "")).strip():
        yield "it has no language"


@_rule("title", "The file has a title, in both places where viewers look, and they show it.")
def _title(file: _File) -> Iterator[str]:
    if not str(file.pdf.docinfo.get("/Title", "")).strip() or "<dc:title>" not in file.xmp:
        yield "it has no title"
    if not entry(file.root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "viewers would show the file's name in place of its title"


@_rule("marked", "The file says that it is tagged, and that it keeps PDF/UA-1.")
def _marked(file: _File) -> Iterator[str]:
    if not entry(file.root, "/MarkInfo", "/Marked"):
        yield "it does not say that it is tagged"
    if not re.search(r'pdfuaid:part(="1"|>1<)', file.xmp):
        yield "it does not say that it keeps PDF/UA-1"


def _read_page(index: int, page: pikepdf.Page) -> _Page:
    marks: list[int] = []
    loose = depth = 0
    resources = page.obj.get("/Resources")
    for operator, operands in operations(page, f"{MARKS} {PAINTS}"):
        match operator:
            case "BDC" | "BMC":
                depth += 1
                if (number := mark_number(operands, resources)) is not None:
                    marks.append(number)
            case "EMC":
                depth -= 1
            case _:
                loose += depth < 1
    key = page.obj.get("/StructParents")
    annotations = tuple(page.obj.get("/Annots", []))
    return _Page(index, page.obj.objgen, None if key is None else int(key), annotations, tuple(marks), loose)


def _read_nodes(root: Any) -> Iterator[_Node]:
    """Every element in reading order, from a stack: an author decides how deep the tree is."""
    stack = [(kid, root.objgen, "") for kid in reversed(kids_of(root))]
    seen: set[Number] = set()
    while stack:
        element, parent, parent_role = stack.pop()
        node = _read_node(element, parent, parent_role)
        yield node
        if node.number in seen:
            continue  # Held twice, or in a ring: `tag-parent` tells of it.
        seen.add(node.number)
        stack.extend((kid, node.number, node.role) for kid in reversed(node.below))


def _read_node(element: Any, parent: Number, parent_role: str) -> _Node:
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
    return _Node(
        element,
        element.objgen,
        role_of(element),
        parent_role,
        isinstance(named, Dictionary) and named.objgen == parent,
        number,
        tuple(marks),
        tuple(objects),
        tuple(below),
    )


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


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every font that a page, a drawing on it or a form field may use, once each."""
    stack = [page.obj.get("/Resources") for page in pdf.pages]
    stack.append(pdf.Root.get("/AcroForm", Dictionary()).get("/DR"))
    seen: set[Number] = set()
    while stack:
        resources = stack.pop()
        if resources is None or (resources.objgen in seen and resources.objgen != (0, 0)):
            continue
        seen.add(resources.objgen)
        for font in resources.get("/Font", Dictionary()).values():
            if font.objgen not in seen or font.objgen == (0, 0):
                seen.add(font.objgen)
                yield font
        for kind in ("/XObject", "/Pattern"):
            stack.extend(drawing.get("/Resources") for drawing in resources.get(kind, Dictionary()).values())


def _attributes(element: Any) -> list[Any]:
    owned = element.get("/A", Array())
    return list(owned) if isinstance(owned, Array) else [owned]


def _addresses(file: _File, *beginnings: bytes) -> Iterator[str]:
    pattern = re.compile(rb"\((?:%s)[^)]*\)" % b"|".join(beginnings), re.IGNORECASE)
    for text in file.objects:
        for address in pattern.findall(text):
            yield f"it holds {address.decode(errors='replace')}"


def _without_strings(text: bytes) -> bytes:
    """An object's text without its strings, in which an author may write what looks like a name."""
    return re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", text, flags=re.DOTALL)
