"""Which texts of a document only its deliverers may read, and which everybody may."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.agreement.reading import spoken_body, words_of_details
from hubdocs.authoring.markdown import hidden_text, shown_text
from hubdocs.model import Document, Module, StandardSet


def hidden_in(document: Document) -> Iterator[str]:
    """The trainer text of a document and its handouts."""
    yield from hidden_text(spoken_body(document))
    if isinstance(document, Module):
        for handout in document.handouts:
            yield from hidden_text(handout.source.body)
            if document.is_for_deliverers(handout):
                yield shown_text(handout.source.body)


def shown_in(document: Document) -> Iterator[str]:
    """Everything else that stands in a document and its handouts."""
    yield from (document.title, document.summary, ", ".join(document.keywords))
    yield shown_text(spoken_body(document))
    yield from words_of_details(document)
    if isinstance(document, StandardSet):
        yield from (standard.statement for standard in document.standards)
    if isinstance(document, Module):
        yield from document.objectives
        yield from (material.item for material in document.materials)
        for handout in document.handouts:
            yield handout.title
            if not document.is_for_deliverers(handout):
                yield shown_text(handout.source.body)
