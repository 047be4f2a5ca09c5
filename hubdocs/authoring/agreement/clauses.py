"""Clauses: numbered by the program in the order of the template, and named by their numbers.

A clause keeps its number in a copy that leaves another one out, so that everybody means the same one.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.trees import append_text, element, insert_first

WORDS = ("clause", "")
"""Words of a link that a number completes; others get it in brackets behind them."""


def number_clauses(tree: HtmlElement, numbers: Mapping[str, int]) -> None:
    """Write each clause's number before its heading, and into every link that leads to it."""
    for section in tree.iter("section"):
        heading = section.find("h2")
        if heading is not None and (number := numbers.get(section.get("id") or "")):
            section.set("class", "hub-section hub-clause")
            mark = element("span", "hub-clause__number", str(number))
            mark.tail = " "
            insert_first(heading, [mark])
    for link in tree.iter("a"):
        if number := numbers.get((link.get("href") or "").removeprefix("#")):
            _name(link, number)


def _name(link: HtmlElement, number: int) -> None:
    """`clause` becomes `clause 7`; other words get it in brackets."""
    words = " ".join(link.text_content().split())
    clause = f"clause\N{NO-BREAK SPACE}{number}"
    if words.lower() not in WORDS:
        append_text(link, f" ({clause})")
    else:
        append_text(link, clause.removeprefix("clause") if words else clause)
