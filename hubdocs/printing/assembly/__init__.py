"""Packs from finished PDFs: mend each document's PDF once, join them many times.

With `inspection` and `reading`, the only importer of pikepdf.
"""

from hubdocs.printing.assembly.assemble import Assembled, assemble
from hubdocs.printing.assembly.changes import Span, bars
from hubdocs.printing.assembly.facts import Heading, Link, PdfFacts, Spoken
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import Bar, Blank, Bookmarks, PackPlan, Part, Stamp

__all__ = [
    "Assembled",
    "Bar",
    "Blank",
    "Bookmarks",
    "Heading",
    "Link",
    "PackPlan",
    "Part",
    "PdfFacts",
    "PdfFault",
    "Span",
    "Spoken",
    "Stamp",
    "assemble",
    "bars",
    "normalise",
]
