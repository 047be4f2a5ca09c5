"""What the library itself publishes, and which therefore tells nobody's secret."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.model import Library, Module


def published_words(library: Library) -> frozenset[str]:
    """Helplines with their numbers, words of the glossary, and titles: what people may name freely.

    Of a title such as "Story card: Sam's morning", the part behind the colon is one as well.
    """
    return frozenset(part for words in _published(library) for part in {words, words.rsplit(": ", 1)[-1]} if part)


def _published(library: Library) -> Iterator[str]:
    for signpost in library.signposts.values():
        yield from (signpost.name, signpost.phone, signpost.text, signpost.web)
    for term in library.terms:
        yield from (term.term, *term.synonyms)
    for programme in library.programmes:
        yield programme.title
    for releases in library.releases.values():
        for release in releases:
            yield release.document.title
            yield from (heading.title for heading in release.document.headings)
            if isinstance(release.document, Module):
                yield from (handout.title for handout in release.document.handouts)
    for document in library.working.values():
        yield document.title
