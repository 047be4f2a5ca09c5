"""One reading of a document for site and print: an agreement opens with its Details and ends with signatures."""

from __future__ import annotations

from collections.abc import Mapping

from hubdocs.authoring.agreement.clauses import number_clauses
from hubdocs.authoring.agreement.details import details, words_of_fields
from hubdocs.authoring.agreement.names import clause_numbers
from hubdocs.authoring.agreement.placing import place, plain_words
from hubdocs.authoring.agreement.signatures import sign
from hubdocs.authoring.agreement.writing import EMPTY, write_out
from hubdocs.authoring.markdown import Reading, render
from hubdocs.authoring.markdown.trees import parse, serialise
from hubdocs.model import Agreement, Answer, Document


def render_document(
    document: Document, reading: Reading, answers: Mapping[str, Answer] = EMPTY, *, forms: bool = False
) -> str:
    """A document's own text as clean HTML.

    Args:
        document: A module, a standard set or an agreement.
        reading: For whom, and where links and pictures lead.
        answers: What stands in the fields of an agreement, by name; all others stay blanks.
        forms: Whether the blanks in the Details are fields to fill in on a screen, and not lines to write on.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    if not isinstance(document, Agreement):
        return render(document.source.body, reading)
    written = write_out(document, answers)
    tree = parse(render(written.text, reading))
    place(tree, written)
    number_clauses(tree, clause_numbers(document))
    if document.fields:
        tree.insert(0, details(document, answers, forms=forms))
    sign(tree, document)
    return serialise(tree)


def spoken_body(document: Document) -> str:
    """A document's Markdown as its readers get it, with plain words in the places of an agreement's blanks."""
    if not isinstance(document, Agreement):
        return document.source.body
    written = write_out(document)
    return written.placeholder.sub(lambda found: plain_words(written, int(found[1])), written.text)


def words_of_details(document: Document) -> tuple[str, ...]:
    """Every word that the Details of an agreement take from it; none for other documents."""
    return words_of_fields(document) if isinstance(document, Agreement) else ()
