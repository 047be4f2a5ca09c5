"""Small words for working on HTML trees; lxml does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parse(html: str) -> HtmlElement:
    """The HTML as children of one `div`."""
    return fragment_fromstring(html, create_parent="div")


def serialise(tree: HtmlElement) -> str:
    """The children of the `div` that `parse` made, as HTML."""
    inner = "".join(tostring(child, encoding="unicode") for child in tree)
    return (_escaped(tree.text) + inner).strip()


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def classes_of(element: HtmlElement) -> list[str]:
    """The classes of an element, as written."""
    return (element.get("class") or "").split()


def with_class(tree: HtmlElement, name: str) -> list[HtmlElement]:
    """The elements of a class, in order, as a list that survives changes to the tree."""
    return [element for element in tree.iter(etree.Element) if name in classes_of(element)]


def element(tag: str, class_: str = "", text: str = "", **attributes: str) -> HtmlElement:
    """A new element."""
    made: HtmlElement = fragment_fromstring(f"<{tag}></{tag}>")
    if class_:
        made.set("class", class_)
    if text:
        made.text = text
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value)
    return made


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """Put one element where another stood, and keep the text behind it."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root of a tree cannot be replaced")
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)


def move_children(source: HtmlElement, target: HtmlElement) -> None:
    """Move text and children of one element to the end of another."""
    append_text(target, source.text or "")
    source.text = None
    for child in list(source):
        target.append(child)


def append_text(target: HtmlElement, text: str) -> None:
    """Add text at the end of an element."""
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def insert_first(target: HtmlElement, new: Iterable[HtmlElement]) -> None:
    """Put elements before everything else in an element, its text included."""
    made = list(new)
    text, target.text = target.text, None
    for index, child in enumerate(made):
        target.insert(index, child)
    if made and text:
        made[-1].tail = (made[-1].tail or "") + text


INLINE = frozenset(
    "a abbr b cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var".split()
)
"""Elements that do not part words."""


def words_of(tree: HtmlElement, *, pictures: bool = False) -> str:
    """The text of a tree with single spaces; with alternative texts and names of pictures if `pictures`.

    Footnote numbers and the links back from footnotes are left out: they change when others come or go.
    """
    return " ".join("".join(_texts(tree, pictures=pictures)).split())


def _texts(tree: HtmlElement, *, pictures: bool) -> Iterator[str]:
    skipped: HtmlElement | None = None
    for event, each in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(each.tag, str):
            continue
        gap = "" if each.tag in INLINE else " "
        if event == "start":
            if skipped is None and {"footnote-ref", "footnote-backref"} & set(classes_of(each)):
                skipped = each
            if skipped is None:
                yield gap + (each.text or "")
                if pictures and each.tag == "img":
                    name = (each.get("src") or "").rsplit("/", 1)[-1]
                    yield f" {each.get('alt') or ''} {each.get('title') or ''} {name} "
        else:
            if skipped is None:
                yield gap
            elif skipped is each:
                skipped = None
            if skipped is None and each is not tree:
                yield each.tail or ""
