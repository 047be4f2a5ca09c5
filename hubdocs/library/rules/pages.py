"""Content pages stand at addresses of their own, which nothing else has."""

from __future__ import annotations

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
            message = f"the address /{page.address} belongs to the library itself"
            yield Problem(place, message, f"call the page or its folder something else than {first}", "pages")
        elif page.address in seen:
            message = f"the address /{page.address} is taken by {seen[page.address]}"
            yield Problem(place, message, "rename one of the two pages", "pages")
        elif not all(_is_plain(part) for part in page.path.removesuffix(".md").split("/")):
            hint = "rename it: small letters, digits and hyphens, such as using-this-pack.md"
            yield Problem(place, "the name of this page or of its folder is no address", hint, "pages")
        seen.setdefault(page.address, page.source.path)


def _is_plain(part: str) -> bool:
    """Whether part of an address is in small letters, digits and hyphens, so that it can be typed."""
    return part.isascii() and part == part.lower() and part.replace("-", "").isalnum() and part != "readme"
