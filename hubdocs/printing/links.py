"""Where links by id lead on paper: inside a document, to another one of the pack, or to an address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from hubdocs.authoring.markdown import Destination
from hubdocs.library.resolve import Target, resolve
from hubdocs.model import ContentPage, Document, Library
from hubdocs.model.addresses import document_address, short_address
from hubdocs.model.ids import HANDOUT, page_label
from hubdocs.printing.flattening import INTERNAL, TERM, Reach
from hubdocs.printing.printable import anchor


@dataclass(frozen=True)
class Links:
    """The links of one document, handout or content page."""

    library: Library
    within: Document | ContentPage | None = None
    """What they stand in; `None` in a handout, which is a print document of its own."""

    def destination(self, id_: str) -> Destination | None:
        """What stands in the HTML for a link by id; `None` when there is no such thing.

        A document that was never released, or only in releases that are withdrawn, prints as words.
        """
        target = resolve(self.library, id_, self.within)
        if target is None:
            return None
        if target.term:
            return Destination(TERM + quote(target.id), target.title)
        if self._is_inside(target):
            return Destination(f"#{target.anchor}")
        if target.document and not self.library.newest(target.document.id):
            return Destination("")
        return Destination(INTERNAL + target.id)

    def reach(self, id_: str) -> Reach:
        """Where something outside the document is, for a link and in words.

        Raises:
            ValueError: There is no such thing; `destination` never answers with its id.
        """
        target = resolve(self.library, id_, self.within)
        if target is None:
            raise ValueError(f"{id_} leads nowhere")
        if target.page:
            return Reach(page_label(target.page.path), self.library.settings.site_url + target.address, target.address)
        if target.document and target.anchor == target.id:
            return Reach(anchor(target.document.id, target.anchor), target.id, short_address(target.id))
        if target.document and target.anchor:
            owner = target.document
            address = f"{document_address(owner.kind, owner.id)}#{target.anchor}"
            return Reach(anchor(owner.id, target.anchor), owner.id, address)
        return Reach(target.id, target.id, short_address(target.id))

    def _is_inside(self, target: Target) -> bool:
        """Whether the link stays on the leaves of the document it stands in."""
        if not isinstance(self.within, Document) or target.document is None or HANDOUT.fullmatch(target.id):
            return False
        inner = not target.anchor or target.anchor in self.within.anchors
        return target.document.id == self.within.id and inner
