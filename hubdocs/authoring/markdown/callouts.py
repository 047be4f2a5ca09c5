"""Blocks that stand out: each names itself in words and with a picture, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.dialect import BLOCK_TYPES
from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import (
    classes_of,
    element,
    insert_first,
    parse,
    replace,
    with_class,
)
from hubdocs.design.icons import icon

SAMPLE = "Sample text: awaiting the Foundation’s review"
"""What every draft says on the page and on each printed leaf."""

_ICONS = {"trainer": "account-voice", "answers": "key-variant", "safeguarding": "shield-alert-outline"}
_NAMES = {"answers": "Answers", "safeguarding": "Safeguarding", "pupil": "For pupils"}


def dress(tree: HtmlElement, reading: Reading) -> None:
    """Give every block our classes, its name and its icon; ticks become plain boxes."""
    names = {**_NAMES, "trainer": reading.leader}
    for block in with_class(tree, "admonition"):
        _dress_block(block, names)
    for block in list(tree.iter("details")):
        _dress_details(block, names)
    for item in with_class(tree, "task-list-item"):
        _dress_task(item)
    for task_list in with_class(tree, "task-list"):
        task_list.set("class", "hub-tasks")


def _type_of(block: HtmlElement) -> str:
    return next((name for name in classes_of(block) if name in BLOCK_TYPES), "note")


def _dress_block(block: HtmlElement, names: Mapping[str, str]) -> None:
    kind = _type_of(block)
    if kind == "sample":
        replace(block, element("p", "hub-sample", SAMPLE))
        return
    title = next((child for child in block if "admonition-title" in classes_of(child)), None)
    block.set("class", f"hub-note hub-note--{kind}")
    block.set("role", "note")
    if title is None:
        title = element("p")
        insert_first(block, [title])
    title.set("class", "hub-note__title")
    _name_title(title, kind, names.get(kind, kind.capitalize()))


def _dress_details(block: HtmlElement, names: Mapping[str, str]) -> None:
    kind = _type_of(block)
    block.set("class", f"hub-note hub-note--{kind}")
    if (title := block.find("summary")) is not None:
        _name_title(title, kind, names.get(kind, kind.capitalize()))


def _name_title(title: HtmlElement, kind: str, name: str) -> None:
    """`Say` in a trainer block becomes `Trainer: say`; a block without a title is called by its type."""
    words = title.text_content().strip()
    if kind == "trainer" and words and words.lower() != kind:
        prefix = element("span", text=f"{name}: ")
        if title.text:
            title.text = title.text[0].lower() + title.text[1:]
        insert_first(title, [prefix])
        prefix.drop_tag()
    elif not words or words.lower() == kind:
        for child in list(title):
            child.drop_tree()
        title.text = name
    if kind in _ICONS:
        insert_first(title, list(parse(icon(_ICONS[kind]))))


def _dress_task(item: HtmlElement) -> None:
    """A task's checkbox becomes a drawn box: on paper and screen it is only something to tick by hand."""
    item.set("class", "hub-task")
    for label in list(item.iter("label")):
        label.drop_tag()
    for box in list(item.iter("input")):
        done = box.get("checked") is not None
        tick = element("span", "hub-tick hub-tick--done" if done else "hub-tick", aria_hidden="true")
        replace(box, tick)
