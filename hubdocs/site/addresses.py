"""What the pages of a finished site load and lead to: nothing from elsewhere, nothing that is not there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from hubdocs.errors import Place, Problem

LOADED = (
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("input", "src"),
    ("form", "action"),
)
"""What a browser fetches without being asked, and where a form would send what was typed."""
NAMED_ONLY = {"canonical", "alternate", "prev", "next"}
"""Relations of `link` elements that no browser fetches."""
SCHEMES = {"", "http", "https", "mailto", "tel"}
"""Where an author's link may lead."""

_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def problems(path: str, tree: HtmlElement, folder: Path) -> Iterator[Problem]:
    """Everything that a page loads from elsewhere, or that leads nowhere."""
    loaded = [*_loaded(tree)]
    for address in loaded:
        if _is_elsewhere(address):
            yield _problem(path, f"it loads {address} from elsewhere")
    links = [str(link.get("href")) for link in tree.iter("a", "area") if link.get("href") is not None]
    for address in links:
        if urlsplit(address).scheme.lower() not in SCHEMES:
            yield _problem(path, f"it has a link of an unknown kind: {address}")
    if path != "404.html":
        for address in [*loaded, *links]:
            if not _is_there(path, address, folder):
                yield _problem(path, f"it leads to {address}, which is not on the site")


def style_problems(path: str, folder: Path) -> Iterator[Problem]:
    """Everything that a style sheet loads from elsewhere."""
    for match in _STYLE_URL.finditer((folder / path).read_text(encoding="utf-8")):
        address = match[1] or match[2]
        if _is_elsewhere(address):
            yield _problem(path, f"it loads {address} from elsewhere")


def _loaded(tree: HtmlElement) -> Iterator[str]:
    for tag, attribute in LOADED:
        for element in tree.iter(tag):
            if (address := element.get(attribute)) is not None:
                yield str(address)
    for link in tree.iter("link"):
        if set(str(link.get("rel")).lower().split()) - NAMED_ONLY:
            yield str(link.get("href"))
    for meta in tree.iter("meta"):
        if str(meta.get("http-equiv")).lower() == "refresh":
            yield str(meta.get("content")).partition("url=")[2]


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address.strip())
    return parts.scheme.lower() not in {"", "data"} or bool(parts.netloc)


def _is_there(path: str, address: str, folder: Path) -> bool:
    """Whether a relative address names a file of the site; others are judged elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return True
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return not target.startswith(("..", "/")) and (folder / target).is_file()


def _problem(path: str, message: str) -> Problem:
    return Problem(Place(f"site/{path}"), message, "this is a fault of the program: please report it", "site-proof")
