"""Where links by id lead on paper: inside a document, to another one of the pack, or to an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hubdocs.authoring.markdown import Destination
from hubdocs.model import Document, Library, StandardSet
from hubdocs.model.addresses import document_address, short_address
from hubdocs.model.ids import DOCUMENT, HANDOUT, PART, STANDARD
from hubdocs.printing.flatten import INTERNAL, TERM, Reach, anchor


def page_label(path: str) -> str:
    """The name under which a content page stands in a pack: `help/index.md` gives `page-help-index`."""
    return "page-" + path.removesuffix(".md").replace("/", "-")


@dataclass(frozen=True)
class Links:
    """The links of one document, or of a content page."""

    library: Library
    document: Document | None = None
    """The document that they stand in; `None` in a content page."""

    def destination(self, id_: str) -> Destination | None:
        """What stands in the HTML for a link by id; `None` when there is no such thing.

        A document that was never released, or only in releases that are withdrawn, prints as words.
        """
        if id_.startswith(TERM):
            return self._term(id_.removeprefix(TERM))
        if inner := self._inner(id_):
            return Destination(inner)
        if id_.endswith(".md"):
            known = any(page.path == id_ for page in self.library.pages)
            return Destination(INTERNAL + id_) if known else None
        if not (owner := self._owner(id_)):
            return None
        return Destination(INTERNAL + id_ if self.library.newest(owner) else "")

    def reach(self, id_: str) -> Reach:
        """Where something outside the document is, for a link and in words."""
        if id_.endswith(".md"):
            address = next(page.address for page in self.library.pages if page.path == id_)
            return Reach(page_label(id_), self.library.settings.site_url + address, address)
        owner = self._owner(id_)
        if part := PART.fullmatch(id_):
            release = self.library.newest(owner)
            address = document_address(release.document.kind, owner) if release else ""
            return Reach(anchor(part[1], part[2]), owner, f"{address}#{part[2]}")
        if STANDARD.fullmatch(id_) and not DOCUMENT.fullmatch(id_):
            return Reach(anchor(owner, id_), id_, short_address(id_))
        return Reach(id_, id_, short_address(id_))

    def _term(self, name: str) -> Destination | None:
        wanted = name.casefold()
        for term in self.library.terms:
            if wanted == term.term.casefold() or wanted in map(str.casefold, term.synonyms):
                return Destination(TERM + quote(term.term), term.meaning)
        return None

    def _inner(self, id_: str) -> str:
        """The anchor, when the link stays in its own document; otherwise the empty text."""
        if id_.startswith("#"):
            return id_
        if self.document is None:
            return ""
        if id_ == self.document.id:
            return "#"
        part = PART.fullmatch(id_)
        if part and part[1] == self.document.id:
            return f"#{part[2]}"
        return f"#{id_}" if id_ in self.document.anchors else ""

    def _owner(self, id_: str) -> str:
        """The id of the document that a part, handout or standard belongs to; empty when nobody has it."""
        if match := HANDOUT.fullmatch(id_) or PART.fullmatch(id_):
            id_ = match[1]
        if id_ in self.library.working or id_ in self.library.releases:
            return id_
        return next((each.id for each in self._standard_sets() if id_ in _standards_of(each)), "")

    def _standard_sets(self) -> Iterator[StandardSet]:
        for releases in self.library.releases.values():
            for release in reversed(releases):
                if isinstance(release.document, StandardSet):
                    yield release.document
        for document in self.library.working.values():
            if isinstance(document, StandardSet):
                yield document


def _standards_of(standards: StandardSet) -> set[str]:
    return {standard.id for standard in standards.standards} | set(standards.retired)
