"""Every text of a document is read once for each view; what a page shows of it is that text, seen from the page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from hubdocs.authoring.markdown.trees import parse, serialise
from hubdocs.model import Handout, Release, View
from hubdocs.model.addresses import release_address
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import StagedFile
from hubdocs.site.stage.reading import Text, read_document, read_handout

_LEADING = (("a", "href"), ("img", "src"))
"""What leads from a text to another file of the site."""
Placed = Callable[[str], str]
"""Answers a picture's path within its document with the folder on the site in which it stands."""


class Readings:
    """The texts of one document, in all its releases.

    Reading Markdown is most of the work of a build, and a release is shown at its own address, at the newest
    one's and in comparisons with others.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._texts: dict[tuple[str, ...], Text] = {}

    def document(self, release: Release, view: View, here: Here, placed: Placed) -> Text:
        """The text of a release in one view, as it stands on a page."""
        at = Here(folder_of(release))
        key = (*_named(release), view)
        if key not in self._texts:
            self._texts[key] = read_document(self._atlas, release, at, view=view, folder=at.address)
        return seen_from(self._texts[key], at, here, placed)

    def handout(self, release: Release, handout: Handout, view: View, here: Here, placed: Placed) -> Text:
        """The text of a handout of a release in one view, as it stands on a page."""
        at = Here(folder_of(release))
        key = (*_named(release), view, handout.id)
        if key not in self._texts:
            self._texts[key] = read_handout(self._atlas, release, handout, at, view=view, folder=at.address)
        return seen_from(self._texts[key], at, here, placed)


def folder_of(release: Release) -> str:
    """Where a release stands for ever."""
    document = release.document
    return release_address(document.kind, document.id, document.version)


def _named(release: Release) -> tuple[str, str]:
    """A draft may have the version of a release."""
    return str(release.version), release.kind


def seen_from(text: Text, at: Here, here: Here, placed: Placed) -> Text:
    """A text that was read at one address, as it stands on a page at another: its links lead to the same places."""
    moved = {
        picture.path: posixpath.join(placed(path), path)
        for picture in text.pictures
        if (path := picture.path.removeprefix(at.address))
    }
    if here == at and all(path == new for path, new in moved.items()):
        return text
    pictures = tuple(StagedFile(moved[picture.path], picture.content) for picture in text.pictures)
    return Text(_led(text.html, at, here, moved), pictures)


def _led(html: Markup, at: Here, here: Here, moved: Mapping[str, str]) -> Markup:
    tree = parse(html)
    for tag, attribute in _LEADING:
        for each in tree.iter(tag):
            parts = urlsplit(each.get(attribute) or "")
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = posixpath.normpath(posixpath.join(at.address, unquote(parts.path)))
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            each.set(attribute, here.file(moved.get(target, target)) + anchor)
    return ready(serialise(tree))
