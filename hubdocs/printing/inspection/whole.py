"""Rules of wholeness: every reference inside the file holds in both directions. A validator asks few of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pikepdf import Dictionary

from hubdocs.printing.inspection.file import File
from hubdocs.printing.inspection.rules import rule
from hubdocs.printing.reading import bookmarks_of

ACTIVE = (
    *("Launch", "JavaScript", "JS", "SubmitForm", "ImportData", "GoToR", "GoToE", "OpenAction", "AA", "XFA"),
    *("EmbeddedFiles", "EmbeddedFile", "FileAttachment", "RichMedia", "Movie", "Sound", "Rendition"),
)
"""Names of PDF features that run, send, fetch or carry something."""
ACTIVE_NAMES = re.compile(rb"/(" + "|".join(ACTIVE).encode() + rb")(?![A-Za-z0-9])")
ACTIVE_WORDS = re.compile(b'"' + ACTIVE_NAMES.pattern)
"""The same among objects as plain data; it may also stand in a string, after a quotation mark that is escaped."""
UNTAGGED = frozenset({"/Popup", "/PrinterMark", "/TrapNet"})
"""Annotations that no tag holds."""


@rule("tag-parent", "Every tag names as its parent the tag that holds it, and is held once.", "7.1-12")
def _tag_parent(file: File) -> Iterator[str]:
    for node in file.nodes:
        if not node.parent_fits:
            yield f"{node} names another parent than the one that holds it"
    for number, times in Counter(node.number for node in file.nodes).items():
        if times > 1:
            yield f"object {number[0]} is held {times} times"


@rule("tag-page", "Every tag's page is a page of this file.")
def _tag_page(file: File) -> Iterator[str]:
    known = {None, *file.page_numbers}
    for node in file.nodes:
        held = (page for page, _ in (*node.marks, *node.objects))
        if node.page not in known or not known.issuperset(held):
            yield f"{node} is on a page that is not in this file"


@rule("mark-owner", "The parent tree gives, for each piece of marked content, the tag that holds it.")
def _mark_owner(file: File) -> Iterator[str]:
    for node in file.nodes:
        for number, mark in node.marks:
            page = file.page_numbers.get(number) if number else None
            if page is None:
                continue  # `tag-page` tells of it.
            if page.key is None or file.marks.get((page.key, mark)) != node.number:
                yield f"{node} holds mark {mark} of {page}, and the parent tree says otherwise"


@rule("mark-claimed", "Each piece of marked content is held by exactly one tag, and each tag's piece exists.")
def _mark_claimed(file: File) -> Iterator[str]:
    claims = Counter((number, mark) for node in file.nodes for number, mark in node.marks)
    for page in file.pages:
        standing = Counter(page.marks)
        for mark, times in standing.items():
            if (claimed := claims[page.number, mark]) != 1 or times != 1:
                yield f"mark {mark} stands {times} times on {page} and is held by {claimed} tags"
    present = {(page.number, mark) for page in file.pages for mark in page.marks}
    for number, mark in sorted(claims.keys() - present, key=str):
        if number in file.page_numbers:
            yield f"mark {mark} is held by a tag and does not stand on {file.page_numbers[number]}"


@rule("object-owner", "Each annotation that a tag holds is on its page and leads back to the tag.")
def _object_owner(file: File) -> Iterator[str]:
    for node in file.nodes:
        for number, target in node.objects:
            page, annotation = file.annotations.get(target, (None, None))
            if page is None or annotation is None or number not in {None, page.number}:
                yield f"{node} holds object {target[0]}, which is not an annotation of its page"
                continue
            owner = file.owners.get(int(annotation.get("/StructParent", -1)))
            if not isinstance(owner, Dictionary) or owner.objgen != node.number:
                yield f"{node} holds object {target[0]}, which leads back to another tag"


@rule("annotation-claimed", "Every annotation is held by a tag.")
def _annotation_claimed(file: File) -> Iterator[str]:
    held = {target for node in file.nodes for _, target in node.objects}
    for number, (page, annotation) in file.annotations.items():
        if number not in held and str(annotation.get("/Subtype")) not in UNTAGGED:
            yield f"{annotation.get('/Subtype')} (object {number[0]}) on {page} is held by no tag"


@rule("parent-tree", "Keys of the parent tree are sorted and used once, and the next key is above them all.")
def _parent_tree(file: File) -> Iterator[str]:
    keys = [key for key, _ in file.keys]
    if keys != sorted(set(keys)):
        yield "its keys are not in order, or one stands twice"
    if int(file.tags.get("/ParentTreeNextKey", 0)) <= max(keys, default=-1):
        yield "its next key is used already"
    used = [page.key for page in file.pages if page.key is not None]
    used += [int(each.StructParent) for _, each in file.annotations.values() if "/StructParent" in each]
    for key, times in Counter(used).items():
        if times > 1:
            yield f"key {key} is used by {times} pages or annotations"


@rule("page-count", "There are as many page objects as pages, so that nothing removed is still inside.")
def _page_count(file: File) -> Iterator[str]:
    objects = file.objects.as_json.count(b'"/Type": "/Page"')
    if objects != len(file.pages):
        yield f"it has {len(file.pages)} pages and {objects} page objects"


@rule("destination", "Every link, bookmark and name leads to a page of this file.")
def _destination(file: File) -> Iterator[str]:
    for name, target in file.names:
        if not file.leads_somewhere(target):
            yield f"the name “{name}” leads nowhere"
    for page, annotation in file.annotations.values():
        if "/Dest" in annotation and not file.leads_somewhere(annotation.Dest):
            yield f"a link on {page} leads to “{annotation.Dest}”, which is not there"
    for bookmark in bookmarks_of(file.pdf):
        if not file.leads_somewhere(bookmark.get("/Dest")):
            yield f"the bookmark “{bookmark.get('/Title')}” leads nowhere"


@rule("name-order", "Names and ids are sorted by bytes and used once, or viewers cannot find them.")
def _name_order(file: File) -> Iterator[str]:
    for what, pairs in (("names", file.names), ("ids", file.ids)):
        found = [bytes(name) for name, _ in pairs]
        if found != sorted(set(found)):
            yield f"its {what} are not in order, or one stands twice"


@rule("id-owner", "The list of ids leads to the tags that have them, and misses none.")
def _id_owner(file: File) -> Iterator[str]:
    listed = {str(name): target.objgen for name, target in file.ids if isinstance(target, Dictionary)}
    owned = {file.objects.text(node.entries, "/ID"): node.number for node in file.nodes if "/ID" in node.entries}
    for name in sorted(listed.keys() | owned.keys()):
        if listed.get(name) != owned.get(name):
            yield f"the id “{name}” is not the same in the list and in the tags"


@rule("private-address", "No address of this program's own is left.")
def _private_address(file: File) -> Iterator[str]:
    return _addresses(file, "hubdoc:", "asset:")


@rule("file-address", "No address names a file of somebody's computer.")
def _file_address(file: File) -> Iterator[str]:
    return _addresses(file, "file:")


@rule(
    "active-content",
    "Nothing in it runs, sends, fetches, plays or carries another file.",
    *("7.11-1", "7.15-1", "7.18.6.2-1", "7.18.6.2-2"),
)
def _active_content(file: File) -> Iterator[str]:
    text = file.objects.as_json
    for name in ACTIVE_WORDS.finditer(text):
        if text[name.start() - 1 : name.start()] != b"\\":
            yield f"it holds {name[1].decode()}"


def _addresses(file: File, *beginnings: str) -> Iterator[str]:
    return (f"it holds ({address})" for address in file.objects.strings_with(*beginnings))
