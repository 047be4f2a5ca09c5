"""Some pages of a document alone, as a catch-up pack holds them: with their tags and nothing of the others'.

A page is not a document of its own. Paragraphs and tables run on from one page to the next, headers stand where
their table began, and links and bookmarks lead to pages that stay behind. All of that is cut where the pages are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.tree import (
    attributes,
    elements,
    is_element,
    leaves,
    name_tree,
    number_tree,
    read_bookmarks,
    write_bookmarks,
)
from hubdocs.printing.reading import entry, kids_of, role_of

Number = tuple[int, int]
"""What pikepdf tells objects apart by: object number and generation."""


class _Fate(Enum):
    """What becomes of a tag, or of something that it holds."""

    STAYS = auto()
    """Something of it is on a page that stays."""
    GOES = auto()
    """All of it is on pages that go."""
    EITHER = auto()
    """It holds nothing, as an empty cell does: it goes with what stands before it."""


def keep_pages(pdf: pikepdf.Pdf, wanted: Sequence[int]) -> None:
    """Take every other page out of a normalised PDF, with all that hangs on it. The file itself stays as it is.

    `wanted` are counted from 0.

    Raises:
        PdfFault: They are not in order, or not pages of this file.
    """
    if not wanted or list(wanted) != sorted(set(wanted)) or wanted[0] < 0 or wanted[-1] >= len(pdf.pages):
        raise PdfFault([f"pages {', '.join(map(str, wanted))} cannot be taken from {len(pdf.pages)}, counted from 0"])
    cut = _Cut(pdf, frozenset(wanted))
    cut.prune_tags()
    cut.prune_parents()
    cut.prune_names()
    cut.prune_bookmarks()
    for index in reversed(range(len(pdf.pages))):
        if index not in cut.wanted:
            del pdf.pages[index]
    # All pages of a document name everything that any of them shows.
    pdf.remove_unreferenced_resources()


def mend_headings(top: pikepdf.Object, *, headed: bool) -> bool:
    """Raise headings below `top` that skip a level, because those above them stand on pages that are not there.

    `headed` says whether a heading stands before them. Answers whether one does after them.
    """
    above: list[tuple[int, int]] = []
    for element, _ in elements(top):
        role = role_of(element)
        if len(role) != len("H1") or role[0] != "H" or not role[1].isdigit():
            continue
        written = int(role[1])
        while above and above[-1][0] >= written:
            above.pop()
        level = min(written, (above[-1][1] if above else int(headed)) + 1)
        above.append((written, level))
        element.S = Name(f"/H{level}")
    return headed or bool(above)


class _Cut:
    """A document from which pages are taken."""

    def __init__(self, pdf: pikepdf.Pdf, wanted: frozenset[int]) -> None:
        self.pdf = pdf
        self.wanted = wanted
        self.root = pdf.Root.StructTreeRoot
        self.document = kids_of(self.root)[0]
        pages = [page.obj for index, page in enumerate(pdf.pages) if index not in wanted]
        annotations = [each for page in pages for each in page.get("/Annots", [])]
        self.pages = {page.objgen for page in pages}
        self.annotations = {each.objgen for each in annotations}
        self.keys = {int(page.StructParents) for page in pages} | {int(each.StructParent) for each in annotations}

    def prune_tags(self) -> None:
        """Drop the tags of which nothing is left, and what others hold of the pages that go."""
        fates: dict[Number, _Fate] = {}
        every = [element for element, _ in elements(self.document)]
        for element in (*reversed(every), self.document):
            fates[element.objgen] = self._prune(element, fates)
        self._prune_headers()

    def _prune(self, element: pikepdf.Object, fates: dict[Number, _Fate]) -> _Fate:
        """Leave an element what stays of it. Those that it holds were pruned before."""
        page = element.get("/Pg")
        gone = page is not None and page.objgen in self.pages
        kids = [(kid, self._fate(kid, fates, gone=gone)) for kid in kids_of(element)]
        if gone:
            del element.Pg
        own = {fate for _, fate in kids}
        if _Fate.GOES in own:
            element.K = Array(_staying(kids))
        if _Fate.STAYS in own:
            return _Fate.STAYS
        return _Fate.GOES if _Fate.GOES in own else _Fate.EITHER

    def _fate(self, kid: Any, fates: dict[Number, _Fate], *, gone: bool) -> _Fate:
        """What becomes of something that an element on a page that goes (`gone`), or on another, holds."""
        if is_element(kid):
            return fates[kid.objgen]
        if not isinstance(kid, int):
            if kid.get("/Type") == "/OBJR":
                gone = kid.Obj.objgen in self.annotations
            elif "/Pg" in kid:
                gone = kid.Pg.objgen in self.pages
        return _Fate.GOES if gone else _Fate.STAYS

    def _prune_headers(self) -> None:
        """Let cells name only headers that are there."""
        kept = [element for element, _ in elements(self.document)]
        ids = {str(element.ID): element for element in kept if "/ID" in element}
        for owned in (owned for element in kept for owned in attributes(element) if "/Headers" in owned):
            named = [name for name in owned.Headers if str(name) in ids]
            if named:
                owned.Headers = Array(named)
            else:
                del owned.Headers
        if "/IDTree" in self.root:
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=name_tree(ids)))

    def prune_parents(self) -> None:
        """Forget which tags held what was on the pages that go."""
        owners = {int(key): owner for key, owner in leaves(self.root.ParentTree, "Nums") if int(key) not in self.keys}
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=number_tree(owners)))

    def prune_names(self) -> None:
        """Forget the places that links led to on the pages that go."""
        if (names := entry(self.pdf.Root, "/Names", "/Dests")) is not None:
            kept = {str(name): at for name, at in leaves(names, "Names") if at[0].objgen not in self.pages}
            self.pdf.Root.Names.Dests = self.pdf.make_indirect(Dictionary(Names=name_tree(kept)))

    def prune_bookmarks(self) -> None:
        """Forget the bookmarks that led there."""
        written = read_bookmarks(self.pdf.Root.get("/Outlines"))
        kept = [each for each in written if each.destination[0].objgen not in self.pages]
        if kept:
            self.pdf.Root.Outlines = write_bookmarks(self.pdf, kept)
        elif "/Outlines" in self.pdf.Root:
            del self.pdf.Root.Outlines


def _staying(kids: Sequence[tuple[Any, _Fate]]) -> Iterator[Any]:
    """What stays of an element. What holds nothing goes with what stands before it, at the beginning with the next."""
    fate = next((fate for _, fate in kids if fate is not _Fate.EITHER), _Fate.STAYS)
    for kid, own in kids:
        fate = fate if own is _Fate.EITHER else own
        if fate is _Fate.STAYS:
            yield kid
