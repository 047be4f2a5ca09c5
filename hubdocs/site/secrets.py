"""Which texts of a library only its deliverers may read, and which everybody may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hubdocs.authoring.markdown import shown_text
from hubdocs.authoring.who_reads import hidden_in, shown_in
from hubdocs.model import Library

_OURS = (Path(__file__).parent / "templates", Path(__file__).parent / "theme")
_MARKUP = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>", re.DOTALL)


def hidden_texts(library: Library) -> dict[str, tuple[str, ...]]:
    """The trainer text of every release, by its digest: who delivers a document may change from one to the next."""
    return {
        release.digest: tuple(hidden_in(release.document))
        for releases in library.releases.values()
        for release in releases
    }


def shown_texts(library: Library) -> Iterator[str]:
    """Everything that everybody may read: authors' texts, what is always today's, and the site's own words."""
    for releases in library.releases.values():
        for release in releases:
            yield from (release.summary, release.because, release.withdrawn)
            yield from shown_in(release.document)
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


def _our_own() -> Iterator[str]:
    """What the program itself writes on pages, such as the line at the foot."""
    for folder in _OURS:
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".j2", ".html"}:
                yield _MARKUP.sub(" ", file.read_text(encoding="utf-8"))
