"""Links by id: each leads where this reading says, or stands as plain words."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import GONE, NOT_LISTED, Reading
from hubdocs.authoring.markdown.signposts import inline
from hubdocs.authoring.markdown.trees import element, replace

_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_FOOTNOTE = re.compile(r"#fn(?:ref\d*)?:")


def resolve(tree: HtmlElement, reading: Reading) -> None:
    """Turn every link into one that leads somewhere in this medium, and ask for every picture."""
    for link in list(tree.iter("a")):
        href = unquote(str(link.get("href") or ""))
        if href.startswith("signpost:"):
            _print_signpost(link, href.removeprefix("signpost:"), reading)
        elif not (_ELSEWHERE.match(href) or _FOOTNOTE.match(href)):
            _lead(link, href, reading)
    for image in tree.iter("img"):
        image.set("src", reading.picture(picture_path(str(image.get("src") or ""))))


def picture_path(written: str) -> str:
    """A picture's path within its document: a handout may write `../images/a.svg` for `images/a.svg`."""
    return written.removeprefix("./").removeprefix("../")


def _lead(link: HtmlElement, href: str, reading: Reading) -> None:
    destination = reading.link(href) if href else None
    if destination is None or not destination.href:
        if href and destination is None:
            _say_gone(link, GONE)
        link.drop_tag()
        return
    link.set("href", destination.href)
    if href.startswith("term:"):
        link.set("class", "hub-term")
    if destination.title and not link.get("title"):
        link.set("title", destination.title)


def _print_signpost(link: HtmlElement, id_: str, reading: Reading) -> None:
    """Name, number and hours in the place of the link."""
    if signpost := reading.signposts.get(id_):
        replace(link, inline(signpost, link.text_content()))
    else:
        _say_gone(link, f"({NOT_LISTED})")
        link.drop_tag()


def _say_gone(link: HtmlElement, words: str) -> None:
    """Only texts that were released long ago name what is gone: in working text it is a mistake."""
    note = element("span", "hub-gone", words)
    parent, rest = link.getparent(), link.tail
    if parent is None:
        raise ValueError("a link stands in a text")
    link.tail = " "
    parent.insert(parent.index(link) + 1, note)
    note.tail = rest
