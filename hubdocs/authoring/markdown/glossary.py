"""The words of the field: jargon is explained where it first stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import HEADINGS, element
from hubdocs.model import Term

_JARGON = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
"""Only abbreviations are explained unasked; a plain word is explained where its author links it."""

_UNTOUCHED = frozenset({"a", "abbr", "code", "pre", "summary", "label", "figcaption", "dt", "th", *HEADINGS})


def explain(tree: HtmlElement, reading: Reading) -> None:
    """Link each abbreviation of the glossary to its meaning, once, where a reader first meets it."""
    terms = {term.term: term for term in reading.terms if _JARGON.fullmatch(term.term)}
    explained = {link.text_content() for link in tree.iter("a") if "hub-term" in (link.get("class") or "")}
    explained |= {abbreviation.text_content() for abbreviation in tree.iter("abbr")}
    for text in list(_running_text(tree)):
        _explain_in(text, {name: term for name, term in terms.items() if name not in explained}, explained, reading)


def _running_text(tree: HtmlElement) -> Iterable[tuple[HtmlElement, bool]]:
    """Every stretch of text outside links, headings and code: the element, and whether it is its tail."""
    for each in tree.iter(etree.Element):
        within = {str(ancestor.tag) for ancestor in each.iterancestors()}
        if not within & _UNTOUCHED and each.tail and each is not tree:
            yield each, True
        if not (within | {str(each.tag)}) & _UNTOUCHED and each.text:
            yield each, False


def _explain_in(place: tuple[HtmlElement, bool], terms: dict[str, Term], explained: set[str], reading: Reading) -> None:
    """Split one stretch of text round the first use of each term in it."""
    each, is_tail = place
    while terms:
        text = (each.tail if is_tail else each.text) or ""
        names = "|".join(re.escape(name) for name in sorted(terms, key=len, reverse=True))
        if not (match := re.search(rf"(?<![\w-])(?:{names})(?![\w-])", text)):
            return
        term = terms.pop(match[0])
        explained.add(term.term)
        destination = reading.link(f"term:{term.term}")
        if destination is None or not destination.href:
            continue
        link = element("a", "hub-term", term.term, href=destination.href, title=term.meaning)
        link.tail = text[match.end() :]
        if is_tail:
            each.tail = text[: match.start()]
            each.addnext(link)
            link.tail = text[match.end() :]
        else:
            each.text = text[: match.start()]
            each.insert(0, link)
        each, is_tail = link, True
