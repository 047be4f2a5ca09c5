"""Content pages stand at addresses of their own, which nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.errors import Place, Problem
from hubdocs.model import Library

TAKEN = frozenset(
    "modules standards agreements m packs check feedback notices said-and-done self-assessment glossary schemas"
    " assets search hubs programmes".split()
)
"""The first part of every address that the program writes itself. Contract: FORMAT, section 6."""


def home_is_there(library: Library) -> Iterator[Problem]:
    """Yield a problem when there is no home page."""
    if not any(page.path == "index.md" for page in library.pages) and "content/index.md" not in library.unreadable:
        yield Problem(Place("content/index.md"), "the home page is missing", "write content/index.md", "pages")


def addresses_are_free(library: Library) -> Iterator[Problem]:
    """Yield a problem for each page whose address is ours, another page's, or not written plainly."""
    seen: dict[str, str] = {}
    for page in library.pages:
        place = Place(page.source.path)
        first = page.address.split("/")[0]
        if first in TAKEN:
            message = f"this page would stand at /{page.address}, where the library keeps a page of its own"
            hint = f"rename {first}.md or its folder, such as to about-{first}; its title may stay"
            yield Problem(place, message, hint, "pages")
        elif page.address in seen:
            message = f"the address /{page.address} is taken by {seen[page.address]}"
            yield Problem(place, message, "rename one of the two pages", "pages")
        elif page.path.lower().endswith("readme.md"):
            message = f"{page.path.rsplit('/', 1)[-1]} has no address of its own"
            hint = "rename it to index.md, or to what it is about, such as using-this-pack.md"
            yield Problem(place, message, hint, "pages")
        elif (plain := _plain(page.path)) != page.path:
            message = "capitals, spaces and other signs in a file's name cannot stand in an address that people type"
            yield Problem(place, message, f"rename it to content/{plain}", "pages")
        seen.setdefault(page.address, page.source.path)


def _plain(path: str) -> str:
    """A page's path in small letters, digits and hyphens."""
    parts = path.removesuffix(".md").lower().split("/")
    return "/".join(re.sub(r"[^a-z0-9]+", "-", part).strip("-") or "page" for part in parts) + ".md"
