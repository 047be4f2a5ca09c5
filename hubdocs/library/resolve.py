"""What an id means: a look-up over everything that was ever released, and over what is being written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.authoring.markdown import survey
from hubdocs.model import (
    Agreement,
    ContentPage,
    Document,
    Handout,
    Library,
    Module,
    Release,
    StandardSet,
    Term,
    addresses,
    ids,
)


@dataclass(frozen=True)
class Target:
    """What a link by id leads to."""

    id: str
    """As people write it: `WC-01`, `WC-01#film`, `WC-01-H1`, `GOV-1`; a term's word; a page's path."""
    title: str
    address: str
    """Its folder on the site; empty when it was never released and so has no page."""
    anchor: str = ""
    """The part of that page; empty for the whole."""
    document: Document | None = None
    """The document that it is or belongs to."""
    release: Release | None = None
    """The newest release that has it."""
    term: Term | None = None
    page: ContentPage | None = None

    @property
    def is_published(self) -> bool:
        """Whether there is a page to lead to."""
        return bool(self.address or self.page)


def resolve(library: Library, written: str, within: Document | ContentPage | None = None) -> Target | None:
    """What `written` means in a link; `None` if there is no such thing.

    `within` is the document or content page in which it stands, for `#part` and paths beside a page.
    """
    if written.startswith("term:"):
        return _term(library, written.removeprefix("term:"))
    if written.startswith("#") and isinstance(within, Document):
        return _part(library, within.id, written[1:])
    if match := ids.PART.fullmatch(written):
        return _part(library, match[1], match[2])
    if ids.HANDOUT.fullmatch(written):
        return _handout(library, written)
    if ids.DOCUMENT.fullmatch(written) and (found := _document(library, written)):
        return found
    if ids.STANDARD.fullmatch(written):
        return _standard(library, written)
    return _page(library, written, within)


def references_of(library: Library, document: Document) -> dict[str, str]:
    """Each id that a document names, with the version in force today, or `none`; live things are left out."""
    found: dict[str, str] = {}
    for written in _named(document):
        target = resolve(library, written, document)
        if target and target.document:
            own = target.document.id == document.id
            version = document.version if own else target.release.version if target.release else None
            found[target.id] = str(version) if version else "none"
    if isinstance(document, Agreement) and document.standards:
        tied = library.newest(document.standards)
        found[document.standards.id] = str(tied.version) if tied else "none"
    return found


def _named(document: Document) -> Iterator[str]:
    """Every id that a document's texts and front matter name."""
    yield from survey(document.source.body).links
    if isinstance(document, Module):
        yield from document.standards
        yield from document.prerequisites
        yield from (material.handout for material in document.materials if material.handout)
        for handout in document.handouts:
            yield from survey(handout.source.body).links


def _versions(library: Library, id_: str) -> Iterator[tuple[Document, Release | None]]:
    """Every state of a document: releases that may be used, newest first; withdrawn ones; the working text."""
    releases = library.releases.get(id_, ())
    some = False
    for release in reversed(releases):  # one by one: most links are answered by the first
        if not release.withdrawn:
            some = True
            yield release.document, release
    for release in () if some else reversed(releases):
        yield release.document, release
    if working := library.working.get(id_):
        yield working, None


def _address(library: Library, document: Document, release: Release | None) -> str:
    """Where a state of a document stands: at the document's own address if it is the newest."""
    if release is None:
        return ""
    newest = library.newest(document.id)
    if newest is None or newest is release:
        return addresses.document_address(document.kind, document.id)
    return addresses.release_address(document.kind, document.id, release.version)


def _document(library: Library, id_: str) -> Target | None:
    for document, release in _versions(library, id_):
        return Target(id_, document.title, _address(library, document, release), "", document, release)
    return None


def _part(library: Library, id_: str, anchor: str) -> Target | None:
    """The newest state that has the part, so that a link survives the part's removal."""
    for document, release in _versions(library, id_):
        for heading in document.headings:
            if heading.anchor == anchor:
                address = _address(library, document, release)
                return Target(f"{id_}#{anchor}", heading.title, address, anchor, document, release)
    return None


def _handout(library: Library, id_: str) -> Target | None:
    for document, release in _versions(library, ids.document_of(id_)):
        handout: Handout | None = document.handout(id_) if isinstance(document, Module) else None
        if handout:
            newest = library.newest(document.id)
            on_site = release is not None and (newest is None or newest is release)
            address = addresses.handout_address(id_) if on_site else _address(library, document, release)
            return Target(id_, handout.title, address, "", document, release)
    return None


def _standard(library: Library, id_: str) -> Target | None:
    for set_id in library.sets_of_standards.get(id_, ()):
        for document, release in _versions(library, set_id):
            if not isinstance(document, StandardSet):
                break
            for standard in document.standards:
                if standard.id == id_:
                    return Target(id_, standard.statement, _address(library, document, release), id_, document, release)
    return None


def _term(library: Library, word: str) -> Target | None:
    if not (term := library.terms_by_word.get(word.lower())):
        return None
    return Target(term.term, term.meaning, addresses.GLOSSARY, addresses.term_anchor(term.term), term=term)


def _page(library: Library, written: str, within: Document | ContentPage | None) -> Target | None:
    """A page of `content/` by its path, beside the page that names it or from the top."""
    path, _, anchor = written.partition("#")
    if not path.endswith(".md"):
        return None
    base = posixpath.dirname(within.path) if isinstance(within, ContentPage) else ""
    wanted = {posixpath.normpath(posixpath.join(base, path)), posixpath.normpath(path)}
    for page in library.pages:
        if page.path in wanted:
            return Target(page.path, page.title, page.address, anchor, page=page)
    return None
