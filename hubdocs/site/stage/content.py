"""The pages that authors keep in `content/`, without the home page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from hubdocs.model import ContentPage
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.reading import read_page
from hubdocs.site.stage.shelf import Item

WRITING = "help/authors/"
"""The content pages for those who write."""
FOR_WRITERS = 0.5
"""How much search prefers these: readers in a school come first."""


def content_pages(atlas: Atlas) -> Iterator[Page | StagedFile]:
    """Every content page with its pictures."""
    for page in sorted(atlas.library.pages, key=lambda each: each.address):
        if page.address:
            yield from _content_page(atlas, page)


def _content_page(atlas: Atlas, page: ContentPage) -> Iterator[Page | StagedFile]:
    here = Here(page.address)
    text = read_page(atlas, page, here)
    yield Page(
        address=page.address,
        title=page.title,
        description=page.summary,
        stamp=f"content {page.path}",
        html=draw("content", page=page, text=text.html, beside=_neighbours(atlas, page, here)),
        section=_folder(page),
        boost=FOR_WRITERS if page.address.startswith(WRITING) else 1.0,
    )
    yield from text.pictures


def _folder(page: ContentPage) -> str:
    """The first folder of its address: `help/`."""
    return page.address.split("/", 1)[0] + "/"


def _neighbours(atlas: Atlas, page: ContentPage, here: Here) -> list[Item]:
    """The way up from a page, the pages of its folder, and the folders in it; nothing if it stands alone."""
    folder = posixpath.dirname(page.path)
    if not folder:
        return []
    near = [each for each in atlas.library.pages if each.address and _is_near(each.path, folder)]
    near.sort(key=lambda each: (not each.path.endswith("/index.md"), each.address.count("/"), each.title.casefold()))
    items = [Item(each.title, here.to(each.address), current=each is page) for each in near]
    return items if len(items) > 1 else []


def _is_near(path: str, folder: str) -> bool:
    """Whether a page stands in a folder, or is the first page of a folder round it or directly in it."""
    there = posixpath.dirname(path)
    first = posixpath.basename(path) == "index.md"
    return there == folder or (first and (folder.startswith(f"{there}/") or posixpath.dirname(there) == folder))
