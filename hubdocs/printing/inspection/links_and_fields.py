"""Rules of links and form fields: each in its tag, with words, and come by in the order of the text.

One that is held by no tag at all is told of by `annotation-claimed`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from hubdocs.printing.inspection.file import File, Node, Sheet, words
from hubdocs.printing.inspection.rules import rule

OWN_TAGS = frozenset({"/Widget", "/Popup", "/Link", "/PrinterMark", "/TrapNet"})
"""Annotations that do not stand in an `Annot`."""
HIDDEN = 2
"""The flag of an annotation that nobody sees. Source: ISO 32000-1, 12.5.3."""


def _found(file: File, *kinds: str) -> Iterator[tuple[Sheet, pikepdf.Object, Node | None]]:
    """The annotations of some kinds, with the tags that hold them."""
    for page, annotation in file.annotations.values():
        if str(annotation.get("/Subtype")) in kinds:
            yield page, annotation, file.holder_of(annotation)


def _others(file: File) -> Iterator[tuple[Sheet, pikepdf.Object, Node | None]]:
    for page, annotation in file.annotations.values():
        if str(annotation.get("/Subtype")) not in OWN_TAGS:
            yield page, annotation, file.holder_of(annotation)


def _is_hidden(page: Sheet, annotation: pikepdf.Object) -> bool:
    """Whether nobody sees it, because it says so or stands outside its page."""
    if int(annotation.get("/F", 0)) & HIDDEN:
        return True
    left, foot, right, top = (float(edge) for edge in page.page.get("/CropBox", page.page.MediaBox))
    across, down = ([float(edge) for edge in annotation.Rect][at::2] for at in (0, 1))
    return max(across) < left or min(across) > right or max(down) < foot or min(down) > top


def _name(page: Sheet, annotation: pikepdf.Object) -> str:
    return f"{str(annotation.get('/Subtype'))[1:]} (object {annotation.objgen[0]}) on {page}"


@rule("annotation-tag", "Every annotation but links and fields stands in an Annot.", "7.18.1-1")
def _annotation_tag(file: File) -> Iterator[str]:
    for page, annotation, holder in _others(file):
        if holder and holder.role != "Annot":
            yield f"{_name(page, annotation)} does not stand in an Annot"


@rule("annotation-words", "Every annotation that is seen says in words what it is.", "7.18.1-2")
def _annotation_words(file: File) -> Iterator[str]:
    for page, annotation, holder in _others(file):
        said = words(annotation, "/Contents") or (holder and file.objects.words(holder.entries, "/Alt"))
        if not said and not _is_hidden(page, annotation):
            yield f"{_name(page, annotation)} has no words"


@rule("field-words", "Every field says in words what it asks.", "7.18.1-3")
def _field_words(file: File) -> Iterator[str]:
    for page, annotation, holder in _found(file, "/Widget"):
        said = words(annotation, "/TU") or (holder and file.objects.words(holder.entries, "/Alt"))
        if not said and not _is_hidden(page, annotation):
            yield f"{_name(page, annotation)} has no words (TU)"


@rule("no-trap", "No annotation tells a press how to trap colours.", "7.18.2-1")
def _no_trap(file: File) -> Iterator[str]:
    for page, annotation, _ in _found(file, "/TrapNet"):
        yield f"{_name(page, annotation)} is not allowed"


@rule("tab-order", "On a page with links or fields the tab key follows the order of the tags.", "7.18.3-1")
def _tab_order(file: File) -> Iterator[str]:
    for page in file.pages:
        if page.annotations and str(page.page.get("/Tabs")) != "/S":
            yield f"on {page} the tab key does not follow the tags"


@rule("field-tag", "Every field stands in a Form.", "7.18.4-1")
def _field_tag(file: File) -> Iterator[str]:
    for page, annotation, holder in _found(file, "/Widget"):
        if holder and holder.role != "Form":
            yield f"{_name(page, annotation)} does not stand in a Form"


@rule("form-kids", "Every Form holds one field and nothing else.", "7.18.4-2")
def _form_kids(file: File) -> Iterator[str]:
    for node in file.with_role("Form"):
        if len(node.objects) != 1 or node.marks or node.below:
            yield f"{node} holds something else than one field"


@rule("link-tag", "Every link stands in a Link.", "7.18.5-1")
def _link_tag(file: File) -> Iterator[str]:
    for page, annotation, holder in _found(file, "/Link"):
        if holder and holder.role != "Link":
            yield f"{_name(page, annotation)} does not stand in a Link"


@rule("link-words", "Every link says in words where it leads.", "7.18.5-2")
def _link_words(file: File) -> Iterator[str]:
    for page, annotation, _ in _found(file, "/Link"):
        if not words(annotation, "/Contents"):
            yield f"{_name(page, annotation)} has no words (Contents)"


@rule("link-live", "Every Link holds a place to click on.")
def _link_live(file: File) -> Iterator[str]:
    for node in file.with_role("Link"):
        if not node.objects:
            yield f"{node} holds no place to click on"


@rule("printer-mark", "No mark for the printer is among the tags.", "7.18.8-1")
def _printer_mark(file: File) -> Iterator[str]:
    for page, annotation, holder in _found(file, "/PrinterMark"):
        if holder:
            yield f"{_name(page, annotation)} is among the tags"
