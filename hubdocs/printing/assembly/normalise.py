"""Once per document: make the print engine's tags what the standard and a reader need.

WeasyPrint 70 writes one tag for each box: a paragraph broken over two pages becomes two, a heading
with a picture in it two headings. It leaves list items without bodies, tables irregular, header cells
without direction, link names that are addresses, and running heads tagged but outside the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from hubdocs.printing.assembly.blanks import write_content
from hubdocs.printing.assembly.faces import faces_in
from hubdocs.printing.assembly.facts import Heading, Link, PdfFacts, Spoken
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.forms import mend_fields
from hubdocs.printing.assembly.mend_links import gather_links, unlink_loose
from hubdocs.printing.assembly.mend_lists import build_items, nest_lists, settle_lists
from hubdocs.printing.assembly.mend_tables import build_tables, settle_tables
from hubdocs.printing.assembly.mend_text import (
    drop_boxes,
    drop_empty,
    drop_same_language,
    gather_lines,
    join_pieces,
    set_wanted,
    take_decoration,
)
from hubdocs.printing.assembly.prints import page_prints
from hubdocs.printing.assembly.rooms import mark_box, mark_rooms
from hubdocs.printing.assembly.saving import save_whole
from hubdocs.printing.assembly.streams import streams_in
from hubdocs.printing.assembly.tags import Held, Kid, Mark, Tag, Written, downwards, read_tags, spread, write_tags
from hubdocs.printing.assembly.tree import leaves, name_tree, number_tree, read_bookmarks
from hubdocs.printing.inspection import contents_in, inspect
from hubdocs.printing.reading import Fragment, PageText, entry, join, kids_of, mark_number, pages_text, role_of, text_in

SCHEME = "hubdoc:"
"""How the address of a numbered link begins. Nobody else may use it."""
PRINTED = 4
"""The annotation flag that lets it appear on paper. Source: ISO 32000-1, 12.5.3."""

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


def normalise(
    source: Path, target: Path, prefix: str, links: Sequence[Link], *, with_prints: bool = True, inspected: bool = True
) -> PdfFacts:
    """Write `target`, a mended copy of what the print engine wrote, and tell what is in it.

    `prefix` is the document's id, which its ids in the tag tree are made to begin with. `links` are
    the document's numbered links. `target` still holds `hubdoc:` addresses, for `assemble` to resolve. Only of leaves
    that are replaced one by one is it asked what each page shows: `with_prints`. What is only ever a piece of another
    file need not be `inspected` here: that file is.

    Raises:
        PdfFault: The engine's tags are not laid out as expected, or the copy fails the inspection.
    """
    with pikepdf.open(source) as pdf:
        document = _Normaliser(pdf, prefix, tuple(links), with_prints=with_prints)
        facts = document.run()
        save_whole(pdf, target, excused={"private-address"}, check=inspect if inspected else None)
    return _with_what_is_read(facts, target, document.texts)


def _with_what_is_read(facts: PdfFacts, finished: Path, texts: tuple[PageText, ...]) -> PdfFacts:
    """Add what every file that will hold a document needs to know of it, and only the finished file tells.

    Its tags and names are read there, but not its pages: mending changes no word of them, and what became an artifact
    is among the words that no tag holds.
    """
    with pikepdf.open(finished) as pdf:
        spoken = Spoken(text_in(pdf, texts), streams_in(pdf))
        return replace(facts, faces=faces_in(pdf), spoken=spoken, contents=contents_in(pdf))


class _Normaliser:
    """One document being mended."""

    def __init__(self, pdf: pikepdf.Pdf, prefix: str, links: tuple[Link, ...], *, with_prints: bool) -> None:
        self.pdf = pdf
        self.with_prints = with_prints
        self.prefix = prefix
        self.links = links
        self.root, self.document = _expected_root(pdf)
        self.anchors = {str(name): value for name, value in leaves(entry(pdf.Root, "/Names", "/Dests"), "Names")}
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.texts = pages_text(pdf)
        self.headings = tuple(self._headings())

    def run(self) -> PdfFacts:
        top = read_tags(self.document, self.pages)
        decoration, taken = self._mend(top)
        self._drop_annotations(top, taken)
        fields = [self._mend_annotation(tag, held) for tag in downwards(top) for held in tag.kids if _is_held(held)]
        written = write_tags(self.pdf, top, self.document)
        for index, page in enumerate(self.pdf.pages):
            claimed = {mark.number for mark in written.owners if mark.page == index}
            adorned = {mark.number for mark in decoration if mark.page == index}
            self._make_artifacts(page, self.texts[index], claimed, adorned)
        mend_fields(self.pdf)
        texts = dict(zip(self.pages, self.texts, strict=True))
        mark_rooms(self.pdf, self.document, texts)
        mark_box(self.pdf, self.document, texts)
        self._finish(written)
        return self._facts(tuple(written.ids), tuple(filter(None, fields)))

    def _mend(self, top: Tag) -> tuple[frozenset[Mark], list[Held]]:
        """Mend the tags; answer what is decoration, and the places to click on that are to go.

        Each step is told in the module that has it. Their order matters: pieces are joined while it is known
        which box each came from, and what holds nothing goes last.
        """
        decoration = take_decoration(top)
        nest_lists(top)
        join_pieces(top)
        build_items(top)
        drop_boxes(top)
        set_wanted(top)
        drop_same_language(top, str(self.pdf.Root.get("/Lang", "")))
        taken = [*gather_links(top), *unlink_loose(top)]
        settle_lists(top)
        settle_tables(top)
        drop_empty(top)
        build_tables(top, self.prefix)
        gather_lines(top)
        number_notes(top, self.prefix)
        return decoration, taken

    def _drop_annotations(self, top: Tag, taken: Sequence[Held]) -> None:
        """Remove links in running heads and feet, which become artifacts and hold no links, and those taken out."""
        held = {kid.annotation.objgen for tag in downwards(top) for kid in tag.kids if isinstance(kid, Held)}
        for page in self.pdf.pages:
            annotations = list(page.obj.get("/Annots", []))
            kept = [each for each in annotations if each.objgen in held]
            if len(kept) < len(annotations):
                page.obj.Annots = Array(kept)
            if not kept and "/Annots" in page.obj:
                del page.obj.Annots
        if held & {each.annotation.objgen for each in taken}:
            raise PdfFault(["the print engine wrote one link into two tags"])

    def _mend_annotation(self, tag: Tag, held: Held) -> str:
        """Give an annotation its words; return its name when it is a form field."""
        annotation = held.annotation
        annotation.F = PRINTED
        if annotation.Subtype == "/Widget":
            if "/Parent" in annotation:
                raise PdfFault(["a form has radio buttons, which packs cannot hold: use check boxes"])
            return str(annotation.T)
        words = self._words(tag)
        if "/Dest" in annotation:
            # The number of a note says little to those who go from link to link.
            words = f"Note {words}" if words.isdigit() else words or self._title_at(str(annotation.Dest))
        else:
            words = self._mend_address(annotation.A) or words
        if not words:
            raise PdfFault(["a link has no words: a screen reader could not say where it leads"])
        annotation.Contents = String(words)
        return ""

    def _words(self, tag: Tag) -> str:
        """What a tag says, with the descriptions of pictures in it."""
        said: list[Fragment] = []
        stack: list[Kid] = [tag]
        while stack:
            kid = stack.pop()
            if isinstance(kid, Mark):
                said.append(self.texts[kid.page].marked.get(kid.number, Fragment()))
            elif isinstance(kid, Tag):
                said.append(Fragment(kid.alt))
                stack.extend(reversed(kid.kids))
        return join(said)

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

    def _make_artifacts(self, page: pikepdf.Page, text: PageText, claimed: set[int], adorned: set[int]) -> None:
        """Make artifacts of the marked content that no tag holds: heads and feet, and what is only decoration."""
        orphans = text.marked.keys() - claimed
        if orphans:
            margins = {mark: text.marked[mark] for mark in orphans - adorned}
            before = list(pikepdf.parse_content_stream(page))
            changed = list(_instructions(before, page, text, orphans, adorned))
            write_content(self.pdf, page, margins, before, changed)

    def _finish(self, written: Written) -> None:
        """Write the parent tree, which leads from pages and annotations back to tags, and the list of ids."""
        owners: dict[int, Any] = {}
        for index, page in enumerate(self.pdf.pages):
            own = {mark.number: element for mark, element in written.owners.items() if mark.page == index}
            owners[index] = Array([own.get(number) for number in range(max(own, default=-1) + 1)])
            page.obj.StructParents = index
        links = (each for page in self.pdf.pages for each in page.obj.get("/Annots", []))
        for key, annotation in enumerate(links, start=len(self.pages)):
            annotation.StructParent = key
            owners[key] = written.holders[annotation.objgen]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=number_tree(owners)))
        self.root.ParentTreeNextKey = len(owners)
        if written.ids:
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=name_tree(dict(written.ids))))

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
            prints=page_prints(self.pdf) if self.with_prints else (),
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


def number_notes(top: Tag, prefix: str) -> None:
    """Give every note an id of its own, as the standard wants. One of a single paragraph is that paragraph."""
    notes = (tag for tag in downwards(top) if tag.role == "Note")
    for number, note in enumerate(notes, start=1):
        note.id = f"{prefix}--n{number}"
        if len(note.kids) == 1:
            note.kids = spread(note.kids, lambda kid: kid.role == "P" and not kid.language)


def _is_held(kid: Kid) -> TypeGuard[Held]:
    return isinstance(kid, Held)


def _instructions(
    before: Sequence[Any], page: pikepdf.Page, text: PageText, orphans: set[int], adorned: set[int]
) -> Iterator[Any]:
    """A page's operators, with those that begin an orphan changed to begin an artifact."""
    resources = page.obj.get("/Resources")
    middle = (float(page.trimbox[1]) + float(page.trimbox[3])) / 2
    for instruction in before:
        mark = mark_number(instruction.operands, resources) if str(instruction.operator) == "BDC" else None
        if mark not in orphans:
            yield instruction
        elif mark in adorned:
            yield ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Layout)], Operator("BDC"))
        else:
            yield _running(text.marked[mark], middle)


def _running(fragment: Fragment, middle: float) -> ContentStreamInstruction:
    side = Name.Header if (fragment.y or 0) > middle else Name.Footer
    properties = Dictionary(Type=Name.Pagination, Subtype=side)
    return ContentStreamInstruction([Name.Artifact, properties], Operator("BDC"))
