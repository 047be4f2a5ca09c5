"""Packs from finished PDFs: mend each document's PDF once, join them many times, lay them out for paper.

With `inspection`, `preflight` and `reading`, the only importer of pikepdf.
"""

from hubdocs.printing.assembly.assemble import Assembled, assemble
from hubdocs.printing.assembly.changes import Span, bars
from hubdocs.printing.assembly.faces import faces_in
from hubdocs.printing.assembly.facts import Heading, Link, PdfFacts, Spoken
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.imposition import DocumentPages, Imposed, Run, Volume, impose, split
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import Bar, Blank, Bookmarks, Near, PackPlan, Part, Stamp
from hubdocs.printing.assembly.press import PressFile, for_press

__all__ = [
    "Assembled",
    "Bar",
    "Blank",
    "Bookmarks",
    "DocumentPages",
    "Heading",
    "Imposed",
    "Link",
    "Near",
    "PackPlan",
    "Part",
    "PdfFacts",
    "PdfFault",
    "PressFile",
    "Run",
    "Span",
    "Spoken",
    "Stamp",
    "Volume",
    "assemble",
    "bars",
    "faces_in",
    "for_press",
    "impose",
    "normalise",
    "split",
]
