"""Which texts of a library only its deliverers may read, and which everybody may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hubdocs.authoring.agreement import spoken_body, words_of_details
from hubdocs.authoring.markdown import hidden_text, shown_text
from hubdocs.model import Document, Library, Module, StandardSet

_OURS = (Path(__file__).parent / "templates", Path(__file__).parent / "theme")
_MARKUP = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>", re.DOTALL)


def hidden_texts(library: Library) -> dict[str, tuple[str, ...]]:
    """The trainer text of every release, by its digest: who delivers a document may change from one to the next."""
    return {
        release.digest: tuple(_hidden(release.document))
        for releases in library.releases.values()
        for release in releases
    }


def shown_texts(library: Library) -> Iterator[str]:
    """Everything that everybody may read: authors' texts, what is always today's, and the site's own words."""
    for releases in library.releases.values():
        for release in releases:
            yield from (release.summary, release.because, release.withdrawn)
            yield from _shown(release.document)
    for page in library.pages:
        yield from (page.title, page.summary, shown_text(page.source.body))
    for term in library.terms:
        yield from (term.meaning, ", ".join(term.synonyms))
    for signpost in library.signposts.values():
        yield f"{signpost.name} {signpost.who} {signpost.phone} {signpost.text} {signpost.web} {signpost.hours}"
    for programme in library.programmes:
        yield from (programme.title, programme.summary)
    for pack in library.packs.values():
        yield from (pack.title, pack.summary)
    yield from (library.brand.name, library.brand.strapline, library.brand.contact, library.brand.licence)
    yield from _our_own()


def _hidden(document: Document) -> Iterator[str]:
    yield from hidden_text(spoken_body(document))
    if isinstance(document, Module):
        for handout in document.handouts:
            yield from hidden_text(handout.source.body)
            if document.is_for_deliverers(handout):
                yield shown_text(handout.source.body)


def _shown(document: Document) -> Iterator[str]:
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


def _our_own() -> Iterator[str]:
    """What the program itself writes on pages, such as the line at the foot."""
    for folder in _OURS:
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".j2", ".html"}:
                yield _MARKUP.sub(" ", file.read_text(encoding="utf-8"))
