"""The glossary page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hubdocs.model import Term
from hubdocs.model.addresses import GLOSSARY, term_anchor
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page
from hubdocs.site.stage.shelf import Item


def glossary_pages(atlas: Atlas) -> Iterator[Page]:
    """The glossary, if there are terms."""
    if not atlas.library.terms:
        return
    here = Here(GLOSSARY)
    terms = sorted(atlas.library.terms, key=lambda term: term.term.casefold())
    yield Page(
        address=GLOSSARY,
        title="Glossary",
        description="The words of this field in plain English.",
        stamp="list glossary",
        sheets=("lists",),
        html=draw(
            "glossary",
            letters=_letters(terms),
            terms=[(term, term_anchor(term.term), _see(atlas, term, here)) for term in terms],
        ),
    )


def _letters(terms: Sequence[Term]) -> list[Item]:
    """The first term of each letter that has one."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.term[0].upper(), term)
    return [Item(letter, f"#{term_anchor(term.term)}") for letter, term in first.items()]


def _see(atlas: Atlas, term: Term, here: Here) -> Item | None:
    """Where a term's reader can learn more."""
    if not term.see:
        return None
    if destination := atlas.link(f"term:{term.see}", here):
        return Item(term.see, re.sub(r"^.*#", "#", destination.href))
    destination = atlas.link(term.see, here)
    if destination is None or not destination.href:
        return None
    return Item(destination.title or term.see, destination.href)
