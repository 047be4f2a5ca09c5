"""The outline of a document: its level-2 headings become sections, and activities get their heads."""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import classes_of, element, insert_first, move_children, parse

_OURS = ("minutes", "shortest", "longest", "group", "level")
_LEVELS = {"must": "Must", "should": "Should", "may": "May"}


def divide(tree: HtmlElement, reading: Reading) -> None:
    """Wrap each level-2 heading and what follows it in a section that carries the permanent id."""
    parts: list[HtmlElement] = []
    current = element("div", "hub-intro")
    current.text, tree.text = tree.text, None
    for child in list(tree):
        if child.tag == "h2":
            parts.append(current)
            current = _section(child, reading)
        elif child.tag == "div" and "footnote" in classes_of(child):
            parts.append(current)
            current = child
        else:
            current.append(child)
    parts.append(current)
    for part in parts:
        if len(part) or (part.text or "").strip():
            part.tail = "\n"
            tree.append(part)


def _section(heading: HtmlElement, reading: Reading) -> HtmlElement:
    anchor = str(heading.get("id") or "")
    values = {name: str(heading.attrib.pop(name)) for name in _OURS if heading.get(name) is not None}
    activity = next((each for each in reading.activities if each.anchor == anchor and "minutes" in values), None)
    heading.attrib.pop("id", None)
    heading.attrib.pop("class", None)
    heading.tail = "\n"
    section = element("section", id=anchor)
    heading.getparent().remove(heading)
    if activity:
        section.set("class", " ".join(["hub-activity", *(f"hub-activity--{mark}" for mark in sorted(activity.marks))]))
        move_children(parse(reading.activity_head(activity)), section)
    elif level := values.get("level"):
        section.set("class", f"hub-standard hub-standard--{level}")
        number = element("span", "hub-standard__id", anchor)
        number.tail = " "
        insert_first(heading, [number])
        section.append(heading)
        kind = " · ".join(part for part in (_LEVELS.get(level, level), values.get("group", "")) if part)
        section.append(element("p", "hub-standard__level", kind))
    else:
        section.set("class", "hub-section")
        section.append(heading)
    return section
