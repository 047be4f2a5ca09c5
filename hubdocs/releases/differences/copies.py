"""What was removed, as it may stand on a page beside what is there now: words, and nothing that works or is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hubdocs.authoring.markdown.trees import HEADINGS
from hubdocs.releases.differences.parts import Attributes, Element, Part, Run, Token, Wrap, value_of

_KEPT = frozenset(
    {"alt", "class", "colspan", "dir", "height", "lang", "rowspan", "scope", "src", "start", "type", "width"}
)
"""Attributes that neither name a part of the page nor make it do something."""
_ID = re.compile(r'(?<=\s)id="[^"]*"\s?')
"""The id of a picture or of an element without words."""
_PLAIN = {"section": "div", "article": "div", "nav": "div", "aside": "div", "details": "div", "summary": "p"}
"""What stands for elements that would be places to jump to, or could be pressed."""


def removed_copy(part: Part) -> Part:
    """A part without ids, links, headings and places to jump to."""
    if isinstance(part, Run):
        return Run(tuple(replace(each, wraps=plain_wraps(each.wraps)) for each in removed_tokens(part.tokens)))
    tag, attributes = _PLAIN.get(part.tag, part.tag), _kept(part.attributes)
    if tag in HEADINGS:
        tag, attributes = "p", (("class", f"hub-diff-heading hub-diff-heading--{tag[1]}"),)
    elif tag in {"a", "label"}:
        tag = "div"
    return Element(tag, attributes, tuple(map(removed_copy, part.parts)))


def removed_tokens(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Words without fields, and pictures without ids; the elements round them as they were."""
    return tuple(replace(token, markup=_ID.sub("", token.markup)) for token in tokens if not _is_field(token))


def plain_wraps(wraps: Iterable[Wrap]) -> tuple[Wrap, ...]:
    """Inline elements without ids and links."""
    return tuple(map(_plain, wraps))


def _is_field(token: Token) -> bool:
    return token.markup.startswith("<input")


def _plain(wrap: Wrap) -> Wrap:
    tag = "span" if wrap.tag in {"a", "label"} else wrap.tag
    return Wrap(tag, _kept(wrap.attributes), wrap.again)


def _kept(attributes: Attributes) -> Attributes:
    kept = tuple((name, value) for name, value in attributes if name in _KEPT)
    return kept if value_of(kept, "class") != "hub-table" else (("class", "hub-table hub-diff-table"),)
