"""What is wrong with the HTML of a page, told without a browser: by the parser of the standard, and by rules of ours.

`make validate-html` asks the Nu Html Checker, which knows the whole standard. Of what it may say, these rules
hold what a change to templates or to the reading of Markdown is likely to break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, defs, document_fromstring
from tinyhtml5.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SECTIONS = ("article", "section", "nav", "aside")
BLOCKS = {
    *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer"),
    *("form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul", *HEADINGS),
}
WORDS_ONLY = {
    *("abbr", "b", "button", "cite", "code", "dfn", "em", "i", "kbd", "label", "legend", "mark", "p", "pre", "q", "s"),
    *("samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", *HEADINGS),
}
"""Elements that hold words, and no blocks."""
PRESSED = ("a", "button", "input", "select", "summary", "textarea", "label")
"""Elements that do something, and so must not stand in each other; a label may hold its field."""
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"td", "th"},
}
"""Which elements alone may stand in a list or a row."""
NAMING = ("aria-controls", "aria-labelledby", "aria-describedby", "aria-owns", "for", "list", "headers")
"""Attributes that name ids of their own page."""
OBSOLETE = {"align", "valign", "bgcolor", "border", "cellpadding", "cellspacing", "nowrap", "color", "face"}
NEW = {"dialog", "main", "search", "template", "slot", "picture", "wbr", "svg"}
"""Elements that lxml's own list does not name."""
NOT_TYPED = {"checkbox", "radio", "button", "submit", "reset", "file", "image"}
"""Kinds of fields that nothing is typed into."""


def faults(text: str) -> list[str]:
    """Everything that is wrong with a page."""
    tree = document_fromstring(text)
    for drawing in tree.iter("svg"):
        drawing[:] = []
    rules = (_ids, _references, _headings, _sections, _children, _blocks, _nesting, _tables, _attributes, _elements)
    return [*_parsing(text), *(fault for rule in rules for fault in rule(tree))]


def _parsing(text: str) -> Iterator[str]:
    """What the parser of the standard had to mend: tags that are not closed, attributes given twice, and the like."""
    parser = HTMLParser(namespace_html_elements=False)
    parser.parse(text)
    for (line, column), error, facts in parser.errors:
        yield f"{line}:{column}: {error} {facts or ''}".rstrip()


def _ids(tree: HtmlElement) -> Iterator[str]:
    for name, number in Counter(str(each) for each in tree.xpath("//@id")).items():
        if number > 1:
            yield f"the id {name!r} stands on {number} elements"
        if not name or name.split() != [name]:
            yield f"{name!r} is no id"


def _references(tree: HtmlElement) -> Iterator[str]:
    ids = set(tree.xpath("//@id"))
    for each in tree.iter(etree.Element):
        for attribute in NAMING:
            for name in (each.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not on the page"
        href = each.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"a link leads to {href!r}, which is not on the page"


def _headings(tree: HtmlElement) -> Iterator[str]:
    found = list(tree.iter(*HEADINGS))
    levels = [int(each.tag[1]) for each in found]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} headings of the first level"
    for above, below, heading in zip(levels, levels[1:], found[1:], strict=False):
        if below > above + 1:
            yield f"the heading {_words(heading)!r} is of level {below}, and the one before it of level {above}"
    for heading in found:
        if not _words(heading):
            yield f"a heading of level {heading.tag[1]} has no words"


def _sections(tree: HtmlElement) -> Iterator[str]:
    """An article or section has a heading of its own, which is not that of a part of it."""
    for section in tree.iter("article", "section"):
        own = (each for each in section.iter(*HEADINGS) if next(each.iterancestors(*SECTIONS)) is section)
        if next(own, None) is None:
            yield f"<{section.tag} class={section.get('class')!r}> has no heading of its own"


def _children(tree: HtmlElement) -> Iterator[str]:
    for parent in tree.iter(*CHILDREN):
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in CHILDREN[parent.tag]:
                yield f"<{child.tag}> stands in <{parent.tag}>"
    for details in tree.iter("details"):
        if len(details) == 0 or details[0].tag != "summary" or len(details.findall("summary")) > 1:
            yield "<details> does not begin with its <summary>"


def _blocks(tree: HtmlElement) -> Iterator[str]:
    for block in tree.iter(*BLOCKS):
        parent = block.getparent()
        while parent is not None and parent.tag in {"a", "ins", "del"}:
            parent = parent.getparent()
        if parent is not None and parent.tag in WORDS_ONLY:
            yield f"<{block.tag}> stands in <{parent.tag}>"


def _nesting(tree: HtmlElement) -> Iterator[str]:
    for inner in tree.iter(*PRESSED):
        for outer in inner.iterancestors("a", "button"):
            yield f"<{inner.tag}> stands in <{outer.tag}>"


def _tables(tree: HtmlElement) -> Iterator[str]:
    for table in tree.iter("table"):
        widths = {sum(int(cell.get("colspan", "1")) for cell in row) for row in table.iter("tr")}
        if len(widths) > 1 and not table.xpath(".//@rowspan"):
            yield f"the rows of a table are {sorted(widths)} cells long"


def _attributes(tree: HtmlElement) -> Iterator[str]:
    if not tree.get("lang"):
        yield "the page does not say its language"
    for each in tree.iter(etree.Element):
        for name in OBSOLETE & set(each.keys()):
            yield f"<{each.tag}> has the attribute {name}, which HTML gave up"
        if each.tag == "img" and each.get("alt") is None:
            yield f"the picture {each.get('src')} has no alternative text"
        if each.tag == "input" and each.get("type") in NOT_TYPED and each.get("autocomplete"):
            yield f"<input type={each.get('type')}> has the attribute autocomplete"


def _elements(tree: HtmlElement) -> Iterator[str]:
    for name in {each.tag for each in tree.iter(etree.Element)} - defs.tags - NEW:
        yield f"HTML knows no element <{name}>"
    for name in {each.tag for each in tree.iter(etree.Element)} & defs.deprecated_tags:
        yield f"HTML gave up the element <{name}>"


def _words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
