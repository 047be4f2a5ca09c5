"""Once per document: make the print engine's tags what the standard and a reader need.

WeasyPrint 70 leaves list items without bodies, ids that clash between documents, header cells
without direction, link names that are addresses, and running heads tagged but outside the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from hubdocs.printing.assembly.blanks import with_blanks
from hubdocs.printing.assembly.facts import Heading, Link, PdfFacts
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.forms import mend_fields
from hubdocs.printing.assembly.prints import page_prints
from hubdocs.printing.assembly.rooms import mark_rooms
from hubdocs.printing.assembly.saving import save_whole
from hubdocs.printing.assembly.tree import (
    attributes,
    elements,
    is_element,
    leaves,
    name_tree,
    number_tree,
    read_bookmarks,
)
from hubdocs.printing.reading import Fragment, PageText, entry, kids_of, mark_number, page_text, role_of, words_of

SCHEME = "hubdoc:"
"""How the address of a numbered link begins. Nobody else may use it."""
PRINTED = 4
"""The annotation flag that lets it appear on paper. Source: ISO 32000-1, 12.5.3."""

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


def normalise(source: Path, target: Path, prefix: str, links: Sequence[Link]) -> PdfFacts:
    """Write `target`, a mended copy of what the print engine wrote, and tell what is in it.

    `prefix` is the document's id, which its ids in the tag tree are made to begin with. `links` are
    the document's numbered links. `target` still holds `hubdoc:` addresses, for `assemble` to resolve.

    Raises:
        PdfFault: The engine's tags are not laid out as expected, or the copy fails the inspection.
    """
    with pikepdf.open(source) as pdf:
        facts = _Normaliser(pdf, prefix, tuple(links)).run()
        save_whole(pdf, target, excused={"private-address"})
        return facts


class _Normaliser:
    """One document being mended."""

    def __init__(self, pdf: pikepdf.Pdf, prefix: str, links: tuple[Link, ...]) -> None:
        self.pdf = pdf
        self.prefix = prefix
        self.links = links
        self.root, self.document = _expected_root(pdf)
        self.owners = {int(key): value for key, value in leaves(self.root.ParentTree, "Nums")}
        self.anchors = {str(name): value for name, value in leaves(entry(pdf.Root, "/Names", "/Dests"), "Names")}
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        fonts: dict[Number, Any] = {}
        self.texts = {page.obj.objgen: page_text(page, fonts) for page in pdf.pages}
        self.headings = tuple(self._headings())

    def run(self) -> PdfFacts:
        ids, reached = self._mend_tags()
        fields = []
        for page in self.pdf.pages:
            self._drop_loose_annotations(page, reached)
            fields += [self._mend_annotation(each) for each in page.obj.get("/Annots", [])]
            self._loosen_margins(page, reached)
        mend_fields(self.pdf)
        mark_rooms(self.pdf, self.document, self.texts)
        self._finish(ids)
        return self._facts(tuple(ids), tuple(filter(None, fields)))

    def _mend_tags(self) -> tuple[dict[str, Any], set[Number]]:
        """Mend every element of the tree; return those with an id, and the numbers of all."""
        ids: dict[str, Any] = {}
        reached = set()
        for element, parent in elements(self.document):
            reached.add(element.objgen)
            match role_of(element):
                case "LI":
                    _give_list_body(self.pdf, element)
                case "TR":
                    _give_scopes(element, in_head=role_of(parent) == "THead")
            if "/ID" in element:
                element.ID = self._prefixed(element.ID)
                ids[str(element.ID)] = element
            for owned in attributes(element):
                if "/Headers" in owned:
                    owned.Headers = Array([self._prefixed(each) for each in owned.Headers])
        return ids, reached

    def _prefixed(self, name: Any) -> String:
        return String(f"{self.prefix}--{name}")

    def _drop_loose_annotations(self, page: pikepdf.Page, reached: set[Number]) -> None:
        """Remove links in running heads and feet: those become artifacts, which hold no links."""
        annotations = list(page.obj.get("/Annots", []))
        kept = [each for each in annotations if self._owner(each).objgen in reached]
        for each in annotations:
            if self._owner(each).objgen not in reached:
                del self.owners[int(each.StructParent)]
        if len(kept) < len(annotations):
            page.obj.Annots = Array(kept)
        if not kept and "/Annots" in page.obj:
            del page.obj.Annots

    def _owner(self, annotation: pikepdf.Object) -> pikepdf.Object:
        owner: pikepdf.Object | None = self.owners.get(int(annotation.get("/StructParent", -1)))
        if owner is None or not is_element(owner):
            raise PdfFault(["the print engine wrote an annotation without a tag"])
        return owner

    def _mend_annotation(self, annotation: pikepdf.Object) -> str:
        """Give an annotation its words; return its name when it is a form field."""
        annotation.F = PRINTED
        if annotation.Subtype == "/Widget":
            if "/Parent" in annotation:
                raise PdfFault(["a form has radio buttons, which packs cannot hold: use check boxes"])
            return str(annotation.T)
        words = words_of(self._owner(annotation), self.texts)
        if "/Dest" in annotation:
            words = words or self._title_at(str(annotation.Dest))
        else:
            words = self._mend_address(annotation.A) or words
        if not words:
            raise PdfFault(["a link has no words: a screen reader could not say where it leads"])
        annotation.Contents = String(words)
        return ""

    def _mend_address(self, action: pikepdf.Object) -> str:
        """Resolve what is known already of a numbered link; return the words it was given."""
        address = str(action.URI)
        if not address.startswith(SCHEME):
            return ""
        try:
            link = self.links[int(address.removeprefix(SCHEME))]
        except (ValueError, IndexError):
            raise PdfFault([f"a link leads to `{address}`, which is not among this document's links"]) from None
        if not link.target:
            action.URI = String(link.web)
        return link.words

    def _title_at(self, anchor: str) -> str:
        return next((heading.title for heading in self.headings if heading.anchor == anchor), anchor)

    def _loosen_margins(self, page: pikepdf.Page, reached: set[Number]) -> None:
        """Make artifacts of the tagged content that no element of the tree holds: heads and feet."""
        owners = self.owners[int(page.obj.StructParents)]
        orphans = {mark for mark, owner in enumerate(owners) if owner is None or owner.objgen not in reached}
        if not orphans:
            return
        text = self.texts[page.obj.objgen]
        if missing := orphans - text.marked.keys():
            raise PdfFault([f"{len(missing)} pieces of running text are tagged, but do not stand on their page"])
        margins = {mark: text.marked[mark] for mark in orphans}
        page.obj.Contents = with_blanks(self.pdf, page, margins, list(_instructions(page, text, orphans)))
        for mark in orphans:
            owners[mark] = None

    def _finish(self, ids: Mapping[str, Any]) -> None:
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=number_tree(self.owners)))
        self.root.ParentTreeNextKey = max(self.owners) + 1
        if ids:
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=name_tree(dict(ids))))

    def _headings(self) -> Iterator[Heading]:
        anchors = {_spot(value): name for name, value in sorted(self.anchors.items(), reverse=True)}
        for bookmark in read_bookmarks(self.pdf.Root.get("/Outlines")):
            page = self.pages[bookmark.destination[0].objgen]
            yield Heading(bookmark.level, bookmark.title, page, anchors.get(_spot(bookmark.destination), ""))

    def _facts(self, ids: tuple[str, ...], fields: tuple[str, ...]) -> PdfFacts:
        box = self.pdf.pages[0].trimbox
        return PdfFacts(
            pages=len(self.pdf.pages),
            width=float(box[2]) - float(box[0]),
            height=float(box[3]) - float(box[1]),
            anchors=tuple(sorted((name, self.pages[value[0].objgen]) for name, value in self.anchors.items())),
            headings=self.headings,
            ids=ids,
            fields=fields,
            links=self.links,
            prints=page_prints(self.pdf),
        )


def _expected_root(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, pikepdf.Object]:
    """The root of the tags and the document below it, as WeasyPrint 70 lays them out.

    Raises:
        PdfFault: They are laid out otherwise; this code would need another look.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/ParentTree" not in root:
        raise PdfFault(["the print engine wrote no tags"])
    tops = kids_of(root)
    if len(tops) != 1 or role_of(tops[0]) != "Document":
        raise PdfFault(["the print engine's tags do not begin with one Document"])
    if any("/StructParents" not in page.obj for page in pdf.pages):
        raise PdfFault(["the print engine wrote a page without tags"])
    return root, tops[0]


def _spot(destination: pikepdf.Object) -> tuple[Number, str, str]:
    """Where a destination leads, as a value: an anchor on a heading is where its bookmark is."""
    return (destination[0].objgen, str(destination[2]), str(destination[3]))


def _give_list_body(pdf: pikepdf.Pdf, item: pikepdf.Object) -> None:
    """Put what a list item holds beside its label into a body, where the engine left it loose."""
    kids = kids_of(item)
    labels = [kid for kid in kids if is_element(kid) and role_of(kid) == "Lbl"]
    others = [kid for kid in kids if not (is_element(kid) and role_of(kid) == "Lbl")]
    if all(is_element(kid) and role_of(kid) == "LBody" for kid in others):
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(others)))
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in filter(is_element, others):
        kid.P = body
    item.K = Array([*labels, body])


def _give_scopes(row: pikepdf.Object, *, in_head: bool) -> None:
    """Tell of each header cell which way it heads.

    A header cell that opens a row of data heads the row; every other one heads its column. The
    row's cells name it, because a cell that names any header is read out with those alone.
    """
    cells = [kid for kid in kids_of(row) if is_element(kid) and role_of(kid) in {"TH", "TD"}]
    heads_row = not in_head and any(role_of(cell) == "TD" for cell in cells)
    for index, cell in enumerate(cells):
        if role_of(cell) != "TH":
            continue
        owned = next(iter(attributes(cell)), None)
        if owned is None:
            owned = cell.A = Dictionary(O=Name.Table)
        owned.Scope = Name.Row if heads_row and index == 0 else Name.Column
        if owned.Scope == Name.Row and "/ID" in cell:
            _name_header(cell.ID, cells[1:])


def _name_header(name: pikepdf.Object, cells: Sequence[pikepdf.Object]) -> None:
    for owned in (owned for cell in cells if role_of(cell) == "TD" for owned in attributes(cell)):
        named = list(owned.get("/Headers", []))
        if str(name) not in map(str, named):
            owned.Headers = Array([name, *named])


def _instructions(page: pikepdf.Page, text: PageText, orphans: set[int]) -> Iterator[Any]:
    """A page's operators, with those that begin running text changed to begin an artifact."""
    resources = page.obj.get("/Resources")
    middle = (float(page.trimbox[1]) + float(page.trimbox[3])) / 2
    for instruction in pikepdf.parse_content_stream(page):
        mark = mark_number(instruction.operands, resources) if str(instruction.operator) == "BDC" else None
        yield _artifact(text.marked[mark], middle) if mark in orphans else instruction


def _artifact(fragment: Fragment, middle: float) -> ContentStreamInstruction:
    side = Name.Header if (fragment.y or 0) > middle else Name.Footer
    properties = Dictionary(Type=Name.Pagination, Subtype=side)
    return ContentStreamInstruction([Name.Artifact, properties], Operator("BDC"))
