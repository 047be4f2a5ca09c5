"""The wall between what authors paste and what readers' browsers run: an allow-list, applied by nh3."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import unescape as html_unescape

import nh3
from babel import Locale
from lxml import etree

from hubdocs.authoring.files import INVISIBLE
from hubdocs.authoring.markdown.dialect import BLOCK_TYPES
from hubdocs.authoring.markdown.trees import parse

TAGS = frozenset(
    """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary sup
    table tbody td tfoot th thead time tr ul var""".split()
)
"""What an author's text may be made of. A level-1 heading is the document's title, which we write."""

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "div": {"data-tabs"},
    "h2": {"minutes", "shortest", "longest", "group", "level"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "name", "checked", "disabled"},
    "label": {"for"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
}

SCHEMES = {"http", "https", "mailto", "tel", "signpost", "term"}
"""The addresses a link may use; `signpost` and `term` are our own and never reach a page."""

_CLASSES = re.compile(
    r"admonition(?:-title)?|for-trainer|footnote(?:-ref|-backref)?|highlight|language-[\w+-]+|task-list(?:-\w+)?"
    r"|tabbed-[\w-]+|" + "|".join(BLOCK_TYPES)
)
"""Classes that our dialect writes itself. Others would dress a page as what it is not, or hide a misspelt mark."""

OURS = "hub-"
"""How the ids of our own page begin; an author's id like it would mislead the page's script."""
_OWN_IDS = "__tabbed"
"""How the ids of content tabs begin; other ids with two underscores are the theme's."""

_INPUTS = {"radio", "checkbox"}
_HIDING = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that no reader sees and that turn, join or hide words; typed as `&#x202e;` they come this far."""
INVISIBLE_CHARACTER = "invisible character"
"""The name under which a hidden sign is told as removed."""
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,8}|[0-9]{1,10});?", re.IGNORECASE)
_FIELD = re.compile(r'<input(?![^>]*\btype="(?:radio|checkbox)")[^>]*>')
"""A field to type in: a page has none, because nothing would become of what is typed."""
_ALIGNMENTS = {"text-align: left;", "text-align: center;", "text-align: right;"}


@dataclass(frozen=True, order=True)
class Removed:
    """One thing that the cleaner took out."""

    tag: str
    attribute: str = ""
    """Empty when the whole element was not allowed."""
    value: str = ""

    def __str__(self) -> str:
        return f'{self.attribute}="{self.value}"' if self.attribute else f"<{self.tag}>"


@dataclass(frozen=True)
class Cleaned:
    """Clean HTML, and what it cost."""

    html: str
    removed: tuple[Removed, ...]


def clean(raw: str) -> Cleaned:
    """The HTML with everything taken out that is not allowed by name."""
    shown = INVISIBLE.sub("", _REFERENCE.sub(_visible, raw))
    html = nh3.clean(
        shown,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math"},
        attributes=ATTRIBUTES,
        attribute_filter=_allowed_value,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    removed = list((_inventory(shown) - _inventory(html)).elements())
    visible = _HIDING.sub("", html)
    if visible != html or shown != raw:
        removed.append(Removed(INVISIBLE_CHARACTER))
    kept, fields = _FIELD.subn("", visible)
    removed.extend([Removed("input")] * fields)
    return Cleaned(kept, tuple(sorted(removed)))


def hidden(line: str) -> bool:
    """Whether a line holds a sign that no reader sees, typed as such or by its number."""
    return bool(_HIDING.search(html_unescape(line))) or any(not _visible(each) for each in _REFERENCE.finditer(line))


def is_language(tag: str) -> bool:
    """Whether a text names a language as computers do: `cy`, `en-GB`, `zh-Hant`. Source: BCP 47, CLDR."""
    found = re.fullmatch(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", tag)
    return found is not None and found[1] in _languages()


@cache
def _languages() -> frozenset[str]:
    return frozenset(Locale("en").languages)


def language_named(name: str) -> str:
    """The tag of a language that goes by this English name; empty when there is none."""
    named = {known.casefold(): tag for tag, known in Locale("en").languages.items()}
    return str(named.get(name.casefold(), "")).replace("_", "-")


def _visible(reference: re.Match[str]) -> str:
    """A character written by its number, if it can be seen or parts words."""
    digits = reference[1].lower()
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return "" if number > sys.maxunicode or INVISIBLE.match(chr(number)) else reference[0]


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    """Refuse values that would shadow the theme's own parts or dress a page in an author's style."""
    if name == "class":
        return " ".join(word for word in value.split() if _CLASSES.fullmatch(word)) or None
    if name in {"id", "name", "for"} and value.startswith(("__", OURS)) and not value.startswith(_OWN_IDS):
        return None
    if tag in {"input", "label"} and name in {"name", "for"} and not value.startswith(_OWN_IDS):
        return None
    if name == "lang":
        return value if is_language(value) else None
    if name in {"colspan", "rowspan"}:
        return value if value.isascii() and value.isdigit() else None
    if name == "style":
        return value if value.strip() in _ALIGNMENTS else None
    if tag == "input" and name == "type":
        return value if value in _INPUTS else None
    return value


def _inventory(html: str) -> Counter[Removed]:
    """Every element and attribute of some HTML, counted."""
    found: Counter[Removed] = Counter()
    for element in parse(html).iter(etree.Element):
        tag = str(element.tag)
        found[Removed(tag)] += 1
        for name, value in element.attrib.items():
            if tag in TAGS and tag != "input":
                found[Removed(tag, str(name), str(value))] += 1
    return found
