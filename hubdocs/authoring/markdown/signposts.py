"""Helplines and services in the text: always today's number, with the day it was last checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import HELPLINES, NOT_LISTED, Reading
from hubdocs.authoring.markdown.trees import (
    append_text,
    classes_of,
    element,
    move_children,
    parse,
    replace,
    with_class,
)
from hubdocs.design import long_day
from hubdocs.model import Signpost


def named(tree: HtmlElement) -> Iterator[str]:
    """The ids that `signposts` blocks name."""
    for block in _blocks(tree, "signposts"):
        yield from _ids(block)


def print_blocks(tree: HtmlElement, reading: Reading) -> None:
    """Fill `signposts` and `local-help` blocks."""
    for block in _blocks(tree, "signposts"):
        named_here = _ids(block)
        box = listed([reading.signposts[id_] for id_ in named_here if id_ in reading.signposts])
        for id_ in named_here:
            if id_ not in reading.signposts:
                box[0].append(_gone(id_, reading))
        replace(block, box)
    for block in _blocks(tree, "local-help"):
        made = element("div", "hub-local")
        move_children(parse(reading.local_help), made)
        replace(block, made)


def listed(signposts: list[Signpost]) -> HtmlElement:
    """A framed list of services, one to a row."""
    box = element("div", "hub-signposts")
    rows = element("ul")
    for signpost in signposts:
        row = element("li")
        row.append(element("strong", "hub-signposts__name", signpost.name))
        row[-1].tail = " "
        row.append(element("span", "hub-signposts__who", signpost.who))
        row[-1].tail = " "
        for reach in _reaches(signpost, "hub-signposts__number"):
            row.append(reach)
            row[-1].tail = " "
        if signpost.hours:
            row.append(element("span", "hub-signposts__hours", signpost.hours))
            row[-1].tail = " "
        row.append(element("span", "hub-signposts__checked", checked(signpost)))
        rows.append(row)
    box.append(rows)
    return box


def _gone(id_: str, reading: Reading) -> HtmlElement:
    """A row for a service that was listed on the day of a release: its number may be wrong today."""
    row = element("li")
    row.append(element("strong", "hub-signposts__name", id_.replace("-", " ").capitalize()))
    row[-1].tail = " "
    row.append(element("span", "hub-signposts__who hub-gone", NOT_LISTED))
    if reading.link(HELPLINES):
        row[-1].tail = " "
        row.append(element("a", "hub-signposts__web", "today\u2019s helplines", href=HELPLINES))
    return row


def inline(signpost: Signpost, words: str) -> HtmlElement:
    """Name, number and hours within a sentence; the author's words stand for the name."""
    made = element("span", "hub-signpost")
    made.append(element("strong", text=words or signpost.name))
    separator = ": "
    for reach in _reaches(signpost, "hub-signpost__number"):
        made[-1].tail = separator
        made.append(reach)
        separator = " or "
    details = ", ".join(part for part in (signpost.hours, "" if signpost.checked else checked(signpost)) if part)
    if details:
        append_text(made, f" ({details})")
    return made


def checked(signpost: Signpost) -> str:
    """When somebody last rang or visited the service, in words."""
    if signpost.checked is None:
        return "to be checked before use"
    return f"checked {long_day(signpost.checked)}"


def _reaches(signpost: Signpost, class_: str) -> Iterator[HtmlElement]:
    """The ways to reach a service, as links where a device can follow them."""
    if signpost.phone:
        yield element("a", class_, signpost.phone, href="tel:" + re.sub(r"[^0-9+]", "", signpost.phone))
    if signpost.text:
        yield element("span", class_, f"text {signpost.text}")
    if signpost.web:
        address = signpost.web if "://" in signpost.web else f"https://{signpost.web}"
        yield element("a", "hub-signposts__web", signpost.web, href=address)


def _blocks(tree: HtmlElement, name: str) -> list[HtmlElement]:
    return [block for block in with_class(tree, name) if "admonition" in classes_of(block)]


def _ids(block: HtmlElement) -> list[str]:
    body = [child.text_content() for child in block if "admonition-title" not in classes_of(child)]
    return re.split(r"[\s,]+", " ".join(body).strip()) if "".join(body).strip() else []
