"""Putting a pack together from finished PDFs, with their tags, links, bookmarks and fields.

Copying finished pages costs almost nothing beside laying them out: measured 0.4 to 0.8 s for a
pack of 109 pages, where laying them out takes 12 to 15 s.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hubdocs.printing.assembly.blanks import fill_blanks
from hubdocs.printing.assembly.faces import Faces, share_faces
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.metadata import xmp
from hubdocs.printing.assembly.normalise import SCHEME
from hubdocs.printing.assembly.pictures import share_pictures
from hubdocs.printing.assembly.plan import Blank, Bookmarks, PackPlan, Part, Stamp
from hubdocs.printing.assembly.rooms import BOX, ROOMS, Written, edition_in, tag, written_on
from hubdocs.printing.assembly.saving import save_whole
from hubdocs.printing.assembly.selection import keep_pages, mend_headings
from hubdocs.printing.assembly.stamp import Stamper
from hubdocs.printing.assembly.tree import (
    Bookmark,
    elements,
    flattened,
    name_tree,
    number_tree,
    read_bookmarks,
    write_bookmarks,
)
from hubdocs.printing.ending import leave
from hubdocs.printing.inspection import Proof, inspect, remember
from hubdocs.printing.reading import entry, kids_of, role_of

PRODUCER = "hubdocs"
"""The program named in the file. No version: an equal pack is an equal file."""


DEEPER = {f"H{level}": f"/H{level + 1}" for level in range(1, 6)}
"""The heading one level deeper than each."""


@dataclass(frozen=True)
class Assembled:
    """What came of putting a pack together. A link that is broken over two lines counts as two."""

    pages: int
    """How many the pack has."""
    links_inside: int
    """Links that lead to another place in the pack."""
    links_to_web: int
    """Links that lead to the site, because the pack lacks their target."""
    links_dropped: int
    """Links that became plain words, because nothing could be led to."""
    pictures_shared: int
    """Copies of pictures that were left out."""


@dataclass
class _Numbered:
    """A link that waits until all of the pack is there."""

    page: pikepdf.Object
    annotation: pikepdf.Object
    key: int
    link: Link


def assemble(plan: PackPlan, target: Path, proof: Proof | None = None) -> Assembled:
    """Write `target`: whole, the same bytes for the same plan and parts, or not at all.

    The result is PDF/UA-1 as its parts are. A PDF of a single document is a pack with one part. What `proof` raises
    of the finished file is raised here, and the file is not there.

    Raises:
        PdfFault: Two parts use one name, a stamp cannot be set, the plan does not fit its parts, or the
            inspection of the finished file found something.
    """
    for what, each in (("stamps", plan.stamps), ("bars", plan.bars)):
        if each and len(each) != plan.pages:
            raise PdfFault([f"the plan has {plan.pages} pages and {what} for {len(each)}"])
    with ExitStack() as sources:
        binder = _Binder(plan, sources)
        leave(binder)
        for item in plan.items:
            if isinstance(item, Part):
                binder.add_part(item)
            else:
                binder.add_blank(item)
        result = binder.finish()
        # Sources stay open until here: what was copied is read when it is written.
        save_whole(binder.pdf, target, check=partial(inspect, proof=proof))
    return result


class _Binder:
    """A pack in the making: pages first, then what refers to them, links last."""

    def __init__(self, plan: PackPlan, sources: ExitStack) -> None:
        self.plan = plan
        self.pdf = sources.enter_context(pikepdf.new())
        self._sources = sources
        self._faces = Faces(self.pdf)
        self._document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self._owners: dict[int, Any] = {}
        self._ids: dict[str, Any] = {}
        self._names: dict[str, Any] = {}
        self._bookmarks: list[Bookmark] = []
        self._fields: list[Any] = []
        self._field_names: set[str] = set()
        self._form_resources = Dictionary(Font=Dictionary(), ExtGState=Dictionary())
        self._links: list[_Numbered] = []
        self._clashes: list[str] = []
        self._cut_labels: set[str] = set()
        self._headed = False
        self._begun = Bookmarks.NONE
        """Where the bookmarks go of what the next piece may go on from."""
        self._rooms: list[Any] = []
        self._boxes: list[tuple[str, Any]] = []
        """Each edition that is written into a part, and the box for it."""

    def add_blank(self, blank: Blank) -> None:
        """Add one page with nothing on it: no tags either, so screen readers pass over it."""
        page = self.pdf.add_blank_page(page_size=(blank.width, blank.height))
        page.obj.Tabs = Name.S

    def add_part(self, part: Part) -> None:
        """Add a part's pages and everything that hangs on them."""
        source = self._sources.enter_context(pikepdf.open(part.pdf))
        leave(source)
        remember(part.facts.contents)
        if len(source.pages) != part.facts.pages:
            raise PdfFault([f"“{part.title}” has {len(source.pages)} pages, and its sidecar says {part.facts.pages}"])
        if part.pages_wanted:
            keep_pages(source, part.pages_wanted)
        first = len(self.pdf.pages)
        with warnings.catch_warnings():
            # It says that names and forms are not copied. They are, below.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(source.pages)
        pages = [page.obj for page in self.pdf.pages[first:]]
        # Only now: a reference to a page is kept if that page was copied before.
        carrier = _carrier(source, with_rooms=bool(self.plan.near), with_box=bool(part.edition))
        copied = self.pdf.copy_foreign(source.make_indirect(carrier))
        offset = max(self._owners, default=-1) + 1
        self._add_tags(part, copied, offset)
        self._add_names(part, copied, pages[0])
        self._add_bookmarks(part, copied, pages[0])
        for page in pages:
            page.StructParents = int(page.StructParents) + offset
            for annotation in page.get("/Annots", []):
                annotation.StructParent = int(annotation.StructParent) + offset
                self._add_annotation(part, page, annotation)
        self._add_form_resources(copied)

    def _add_tags(self, part: Part, copied: pikepdf.Object, offset: int) -> None:
        if not part.goes_on:
            self._begun = part.bookmarks
        elif self._begun is Bookmarks.UNDER_TITLE:
            _lower_headings(copied, len(part.facts.headings))
        element = self._document.K[-1] if part.goes_on else self._new_part(part)
        for kid in copied.K:
            kid.P = element
        element.K.extend(copied.K)
        if part.pages_wanted:
            self._headed = mend_headings(element, headed=self._headed)
        self._headed |= bool(part.facts.headings) and not part.pages_wanted
        for key, owner in _pairs(copied.Nums):
            self._owners[int(key) + offset] = owner
        self._collect(part, "id", self._ids, copied.Ids)
        if "/Rooms" in copied:
            self._rooms.append(list(copied.Rooms))
        if part.edition:
            if "/Box" not in copied:
                raise PdfFault([f"“{part.title}” has no box for the edition that it is to name"])
            self._boxes.append((part.edition, copied.Box))

    def _new_part(self, part: Part) -> pikepdf.Object:
        """The tag of a part, which holds nothing yet."""
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self._document, T=String(part.title), K=Array())
        )
        if part.language and part.language != self.plan.language:
            element.Lang = String(part.language)
        self._document.K.append(element)
        return element

    def _add_names(self, part: Part, copied: pikepdf.Object, first: pikepdf.Object) -> None:
        self._collect(part, "anchor", self._names, copied.Names)
        if part.pages_wanted:
            self._cut_labels.add(part.label)
        if part.label and part.begins:
            self._names.setdefault(part.label, _top_of(first))

    def _collect(self, part: Part, what: str, into: dict[str, Any], pairs: pikepdf.Object) -> None:
        for name, value in _pairs(pairs):
            if str(name) in into:
                self._clashes.append(f"the {what} `{name}` of “{part.title}” is used before in this pack")
            into[str(name)] = value

    def _add_bookmarks(self, part: Part, copied: pikepdf.Object, first: pikepdf.Object) -> None:
        own = list(read_bookmarks(copied.get("/Outlines")))
        if part.goes_on:
            self._bookmarks += _below(own, titled=False)
            return
        match part.bookmarks:
            case Bookmarks.AS_THEY_ARE:
                self._bookmarks += own
            case Bookmarks.TITLE_ONLY:
                self._bookmarks.append(Bookmark(1, part.title, _top_of(first)))
            case Bookmarks.UNDER_TITLE | Bookmarks.ALL_UNDER_TITLE:
                # Closed, so that the outline opens as a list of documents.
                self._bookmarks.append(Bookmark(1, part.title, _top_of(first), is_open=False))
                titled = part.begins and part.bookmarks is Bookmarks.UNDER_TITLE
                self._bookmarks += _below(own, titled=titled)

    def _add_annotation(self, part: Part, page: pikepdf.Object, annotation: pikepdf.Object) -> None:
        if annotation.Subtype == "/Widget":
            self._add_field(part, annotation)
        elif (address := str(entry(annotation, "/A", "/URI"))).startswith(SCHEME):
            link = part.facts.links[int(address.removeprefix(SCHEME))]
            self._links.append(_Numbered(page, annotation, int(annotation.StructParent), link))
        elif part.pages_wanted and "/Dest" in annotation and str(annotation.Dest) not in self._names:
            link = Link("", str(annotation.Contents), part.web)
            self._links.append(_Numbered(page, annotation, int(annotation.StructParent), link))

    def _add_field(self, part: Part, widget: pikepdf.Object) -> None:
        name = str(widget.T)
        if part.label and not name.startswith(f"{part.label}_"):
            name = f"{part.label}_{name}"
        # Two fields of one name would share one value.
        if name in self._field_names:
            self._clashes.append(f"the form field `{name}` of “{part.title}” is used before in this pack")
        self._field_names.add(name)
        widget.T = String(name)
        self._fields.append(widget)

    def _add_form_resources(self, copied: pikepdf.Object) -> None:
        for kind, into in self._form_resources.items():
            for name, value in (entry(copied, "/DR", kind) or Dictionary()).items():
                if name not in into:
                    into[name] = value

    def finish(self) -> Assembled:
        """Add what needs all parts: links, stamps, trees and the catalog."""
        if self._clashes:
            raise PdfFault(self._clashes)
        led = [self._lead(numbered) for numbered in self._links]
        self._stamp()
        self._write_tags()
        self._write_catalog()
        parts = (item for item in self.plan.items if isinstance(item, Part))
        share_faces(self.pdf, dict(pair for part in parts for pair in part.facts.faces), self._faces)
        return Assembled(
            len(self.pdf.pages), led.count("inside"), led.count("web"), led.count(""), share_pictures(self.pdf)
        )

    def _lead(self, numbered: _Numbered) -> str:
        """Lead a link to its place in the pack, else to the site, else make it plain words."""
        link, annotation = numbered.link, numbered.annotation
        # A part that is gone from a document still leads to the document, unless its page is not in this pack.
        label = link.target.partition("--")[0]
        for name in (link.target,) if label in self._cut_labels else (link.target, label):
            if name in self._names:
                del annotation.A
                annotation.Dest = String(name)
                return "inside"
        if "/Dest" in annotation:
            del annotation.Dest
        if address := _web_address(link.web, self.plan.web_base):
            annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
            return "web"
        self._unlink(numbered)
        return ""

    def _unlink(self, numbered: _Numbered) -> None:
        """Take a link away and keep its words: a link that leads nowhere is a lie to the reader."""
        number = numbered.annotation.objgen
        kept = [each for each in numbered.page.Annots if each.objgen != number]
        if kept:
            numbered.page.Annots = Array(kept)
        else:
            del numbered.page.Annots
        element = self._owners.pop(numbered.key)
        element.K = Array([kid for kid in kids_of(element) if not _refers_to(kid, number)])
        if not any(_is_reference(kid) for kid in element.K):
            element.S = Name.Span

    def _stamp(self) -> None:
        stamper = Stamper(self.pdf, self.plan.fonts, self.plan.bold_fonts, faces=self._faces)
        lines = [fill_blanks(page, self.plan.foot_line) for page in self.pdf.pages]
        tagged = self._written(stamper)
        nothing = ((),) * self.plan.pages
        for page, line, stamps, bars in zip(
            self.pdf.pages, lines, self.plan.stamps or nothing, self.plan.bars or nothing, strict=True
        ):
            stamper.stamp(page, (*line, *stamps), bars, tagged.get(page.obj.objgen, ()))
        stamper.finish()

    def _written(self, stamper: Stamper) -> dict[tuple[int, int], list[tuple[Stamp, int]]]:
        """By page, what is written where documents have room for it, with its number among the tags."""
        found: dict[tuple[int, int], list[tuple[Stamp, int]]] = {}
        for each in self._words_for_rooms(stamper):
            number = tag(each, self._owners[int(each.page.StructParents)])
            found.setdefault(each.page.objgen, []).append((each.stamp, number))
        return found

    def _words_for_rooms(self, stamper: Stamper) -> Iterator[Written]:
        """Yield the services near a hub for the lines that documents have, and editions for their boxes."""
        for rooms in self._rooms if self.plan.near else ():
            yield from written_on(rooms, self.plan.near, stamper.regular_fonts)
        for edition, box in self._boxes:
            yield edition_in(box, edition, stamper.bold_fonts)

    def _write_tags(self) -> None:
        root = Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([self._document]),
            ParentTree=self.pdf.make_indirect(Dictionary(Nums=number_tree(self._owners))),
            ParentTreeNextKey=max(self._owners, default=-1) + 1,
        )
        if self._ids:
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=name_tree(self._ids)))
        self.pdf.Root.StructTreeRoot = self.pdf.make_indirect(root)
        self._document.P = self.pdf.Root.StructTreeRoot

    def _write_catalog(self) -> None:
        catalog = self.pdf.Root
        catalog.Lang = String(self.plan.language)
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        catalog.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        catalog.Metadata = self.pdf.make_stream(xmp(self.plan, PRODUCER), Type=Name.Metadata, Subtype=Name.XML)
        if self._names:
            catalog.Names = Dictionary(Dests=self.pdf.make_indirect(Dictionary(Names=name_tree(self._names))))
        if self._bookmarks:
            catalog.Outlines = write_bookmarks(self.pdf, self._bookmarks)
            catalog.PageMode = Name.UseOutlines
        if self._fields:
            catalog.AcroForm = Dictionary(Fields=Array(self._fields), DR=self._form_resources, NeedAppearances=True)
        self._write_information()

    def _write_information(self) -> None:
        information = self.pdf.docinfo
        information["/Title"] = String(self.plan.title)
        information["/Producer"] = String(PRODUCER)
        if self.plan.subject:
            information["/Subject"] = String(self.plan.subject)


def _carrier(source: pikepdf.Pdf, *, with_rooms: bool, with_box: bool) -> Dictionary:
    """All that is to be copied besides the pages, in one dictionary, so that nothing is copied twice."""
    root = source.Root.StructTreeRoot
    carrier = Dictionary(
        K=root.K[0].K,
        Nums=flattened(root.ParentTree, "Nums"),
        Ids=flattened(root.get("/IDTree"), "Names"),
        Names=flattened(entry(source.Root, "/Names", "/Dests"), "Names"),
    )
    if "/Outlines" in source.Root:
        carrier.Outlines = source.Root.Outlines
    if (resources := entry(source.Root, "/AcroForm", "/DR")) is not None:
        carrier.DR = resources
    if with_rooms and ROOMS in source.Root:
        pages = {page.obj.objgen for page in source.pages}
        carrier.Rooms = Array([room for room in source.Root[ROOMS] if room.Tag.Pg.objgen in pages])
    if with_box and BOX in source.Root:
        carrier.Box = source.Root[BOX]
    return carrier


def _pairs(flat: pikepdf.Object) -> Iterator[tuple[Any, Any]]:
    items = list(flat)
    yield from zip(items[::2], items[1::2], strict=True)


def _top_of(page: pikepdf.Object) -> Array:
    """A destination: the top left corner of a page, at the reader's own magnification."""
    box = page.get("/TrimBox", page.MediaBox)
    return Array([page, Name.XYZ, box[0], box[3], 0])


def _lower_headings(top: pikepdf.Object, count: int) -> None:
    """Put the first `count` headings below `top` one level deeper: there are no more, and looking takes time."""
    for heading in islice((each for each, _ in elements(top) if role_of(each) in DEEPER), count):
        heading.S = Name(DEEPER[role_of(heading)])


def _below(own: list[Bookmark], *, titled: bool) -> Iterator[Bookmark]:
    """A part's bookmarks, moved below its title.

    One that is alone at their top is that title itself, if they are `titled`: if the title's page is there.
    """
    tops = [bookmark for bookmark in own if bookmark.level == 1]
    if titled and own and tops == own[:1]:
        yield from own[1:]
    else:
        yield from (replace(bookmark, level=bookmark.level + 1) for bookmark in own)


def _web_address(address: str, base: str) -> str:
    """A full address, or empty: one below the site's leads nowhere while the site has none."""
    if ":" in address.partition("/")[0]:
        return address
    return base + address.removeprefix("/") if address and base else ""


def _is_reference(kid: Any) -> bool:
    return not isinstance(kid, int) and kid.get("/Type") == "/OBJR"


def _refers_to(kid: Any, number: tuple[int, int]) -> bool:
    return _is_reference(kid) and kid.Obj.objgen == number
