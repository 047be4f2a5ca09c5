"""Agreements: from a template with blanks to the one reading that site and print share.

The template is written out first, on placeholders; Markdown reads it next; then the blanks, or what was filled
in, take the places of these. Contract: FORMAT, section 3.
"""

from hubdocs.authoring.agreement.clauses import clause_numbers
from hubdocs.authoring.agreement.details import DETAILS
from hubdocs.authoring.agreement.reading import NOTICE, render_document, spoken_body, words_of_details
from hubdocs.authoring.agreement.signatures import SIGNATURES
from hubdocs.authoring.agreement.writing import TOO_LONG, write_out

__all__ = [
    "DETAILS",
    "NOTICE",
    "SIGNATURES",
    "TOO_LONG",
    "clause_numbers",
    "render_document",
    "spoken_body",
    "words_of_details",
    "write_out",
]
