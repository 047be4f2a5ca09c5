"""What people asked for, of all documents, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.model.addresses import SAID
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, Strip
from hubdocs.site.stage.said import groups


def said_pages(atlas: Atlas) -> Iterator[Page]:
    """The page of what was said and done; it says so when nothing was asked for yet.

    Search does not find it: it speaks of what was wrong once, and nobody who seeks a number should land on that.
    """
    refinements = atlas.library.refinements.values()
    documents = {each.document for each in refinements}
    samples = any(release.id in documents and release.document.is_sample for release in atlas.newest)
    yield Page(
        address=SAID,
        title="You said, we did",
        description="What people asked us to change, and what became of it.",
        stamp="list said and done",
        html=draw(
            "said-and-done",
            groups=groups(atlas, refinements, Here(SAID)),
            strip=Strip.SAMPLE.value if samples else "",
        ),
        indexed=False,
        strip=Strip.SAMPLE if samples else Strip.NONE,
        sheets=("said",),
    )
