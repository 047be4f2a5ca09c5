"""The words of a finished page, for its search entry and for the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.trees import INLINE


def words_of(element: HtmlElement, leave_out: Callable[[HtmlElement], bool] = lambda _: False) -> str:
    """The text within an element with single spaces; blocks are kept apart."""
    return " ".join("".join(_pieces(element, leave_out)).split())


def _pieces(element: HtmlElement, leave_out: Callable[[HtmlElement], bool]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not leave_out(child):
            gap = "" if child.tag in INLINE else " "
            yield gap
            yield from _pieces(child, leave_out)
            yield gap
        yield child.tail or ""
