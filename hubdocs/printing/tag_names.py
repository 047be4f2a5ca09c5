"""Telling, in the PDF, which element of the HTML each tag was made for.

WeasyPrint 70 writes a tag for every box: a paragraph that is broken over two pages becomes two
paragraphs, a term and its meaning two items, and neither says where it came from. Nor does it write
the language of a passage. It calls a function of ours when its PDF is finished in memory; this one
follows the boxes in the order in which WeasyPrint made the tags, and writes on each tag the number,
name and language of its element. `assembly.normalise` reads that and takes it out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

NUMBER, ELEMENT, LANGUAGE, WANTED = "HubNumber", "HubElement", "HubLang", "HubTag"
"""The keys of a tag: its element's number, its element's name, the language set on it, the tag asked for."""
ATTRIBUTE = "data-tag"
"""The HTML attribute that asks for a tag by name."""
BODY = ("html", "body")


class TagsUnknownError(Exception):
    """WeasyPrint did not write its tags in the order of its boxes, as version 70 does."""


def name_tags(document: Any, pdf: Any) -> None:
    """Write on each tag of a PDF in memory which element it was made for.

    Raises:
        TagsUnknownError: Tags and boxes do not match; another version of WeasyPrint needs another look.
    """
    tags = (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem")
    next(tags)  # The document itself.
    numbers: dict[Any, int] = {}
    walk = _Walk(tags, numbers)
    for page in document.pages:
        walk.visit(page._page_box, "/Document")  # noqa: SLF001 - the boxes of a page have no public name
    if next(tags, None) is not None:
        raise TagsUnknownError("the print engine wrote more tags than it has boxes")


class _Walk:
    """Follows the boxes of a document, and takes for each the next tags."""

    def __init__(self, tags: Iterator[Any], numbers: dict[Any, int]) -> None:
        self._tags = tags
        self._numbers = numbers

    def visit(self, box: Any, parent: str) -> None:
        """Name the tags of a box and of all inside it. `parent` is the role of the tag above."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as the engine does
        name = None if box.element is None else box.element_tag
        if name in BODY or isinstance(box, boxes.PageBox):
            if isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
                for child in box.children:
                    self.visit(child, parent)
                return
        elif isinstance(box, boxes.MarginBox):
            for child in box.children:
                self.visit(child, parent)
            return
        tag = self._next()
        if tag["S"] == "/LI" and parent not in {"/LI", "/LBody"} and _is_wrapped(box, name):
            tag = self._next()
        self._name(tag, box, name)
        self._visit_children(box, tag["S"])

    def _visit_children(self, box: Any, role: str) -> None:
        if box.widget_annotation:
            self._next()
        for child in _children(box, role):
            for inner in child.children if isinstance(child, boxes.LineBox) else [child]:
                if not isinstance(inner, boxes.TextBox):
                    self.visit(inner, role)
                elif role != "/Link":
                    self._next()

    def _next(self) -> Any:
        try:
            return next(self._tags)
        except StopIteration:
            raise TagsUnknownError("the print engine wrote fewer tags than it has boxes") from None

    def _name(self, tag: Any, box: Any, name: str | None) -> None:
        if box.element is None or name is None:
            return
        tag[NUMBER] = self._numbers.setdefault(box.element, len(self._numbers))
        tag[ELEMENT] = pydyf.String(name)
        if name == box.element.tag:
            for key, attribute in ((LANGUAGE, "lang"), (WANTED, ATTRIBUTE)):
                if value := box.element.get(attribute):
                    tag[key] = pydyf.String(value)


def _children(box: Any, role: str) -> Iterator[Any]:
    """The boxes in a box, in the order in which the engine makes their tags."""
    if role == "/Table" and box.is_table_wrapper and (table := box.get_wrapped_table()):
        for child in box.children:
            yield from child.children if child is table else [child]
    else:
        yield from box.children


def _is_wrapped(box: Any, name: str | None) -> bool:
    """Whether the engine makes an item of a list around the body that it makes of this box."""
    return name in {"dt", "dd"} or (
        name == "li" and ("list-item" not in box.style["display"] or box.style["list_style_type"] == "none")
    )
