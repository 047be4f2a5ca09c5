"""The search index, in the form that Material's search reads; also as a script, for pages opened by double click."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape

from lxml.html import HtmlElement, fragment_fromstring

from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.text import words_of

CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
}
"""What Material's own plugin writes for English."""


def search_index(pages: Iterable[Page]) -> tuple[StagedFile, ...]:
    """The index over every page that search may find."""
    entries = [_boosted(entry, page.boost) for page in pages if page.indexed for entry in _entries(page)]
    index = json.dumps({"config": CONFIG, "docs": entries}, separators=(",", ":"))
    return (
        StagedFile("search/search_index.json", index.encode()),
        StagedFile("search/search_index.js", f"var __index = {index}".encode()),
    )


def _boosted(entry: dict[str, str], boost: float) -> dict[str, str | float]:
    """An entry with its weight, where it is not the common one."""
    return {**entry, "boost": boost} if boost != 1 else {**entry}


def _entries(page: Page) -> Iterator[dict[str, str]]:
    """One entry for the page, and one for each of its parts that can be linked to."""
    tree = fragment_fromstring(page.html, create_parent="div")
    called = f" {', '.join(page.keywords)}" if page.keywords else ""
    yield _entry(page.published, page.title, words_of(tree, _not_its_own) + called)
    for section in tree.iter("section"):
        if section.get("id") and not _excluded(section):
            heading = next(section.iter("h1", "h2", "h3"), None)
            title = words_of(heading, _is_drawing) if heading is not None else page.title
            yield _entry(f"{page.published}#{section.get('id')}", title, words_of(section, _not_text_of_part))


def _entry(location: str, title: str, text: str) -> dict[str, str]:
    """Titles and texts are put into the page as HTML by the search, so they are escaped here."""
    return {"location": location, "title": escape(title, quote=False), "text": escape(text, quote=False)}


def _is_drawing(element: HtmlElement) -> bool:
    """Drawings, and the marks of footnotes, which say nothing in a list of results."""
    return element.tag == "svg" or (element.get("class") or "") in {"footnote-ref", "footnote-backref"}


def _not_text_of_part(element: HtmlElement) -> bool:
    """What says nothing of its own: drawings, the heading, and what is marked so."""
    return _is_drawing(element) or element.tag in {"h1", "h2"} or element.get("data-search-exclude") is not None


def _not_its_own(element: HtmlElement) -> bool:
    """The same, and parts that have an entry of their own."""
    return _not_text_of_part(element) or (element.tag == "section" and bool(element.get("id")))


def _excluded(element: HtmlElement) -> bool:
    return any(ancestor.get("data-search-exclude") is not None for ancestor in element.iterancestors())
