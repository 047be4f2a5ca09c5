"""Which pages of the packs are shown: found by the bookmarks of their PDFs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from gallery.missing import MissingError
from gallery.pictures import COPIER, PRINT, Leaf, Picture, slug
from hubdocs.printing.manifest import CATCH_UP, place_of

EFFECTIVE, CONTENTS, FEEDBACK = "What is in this pack", "Contents", "How did it go?"
"""Bookmarks that every pack has."""
INNER, BEGINNING = 2, 3
"""How many pages within the first document are shown, and how many of a format that is only for printing."""

_DOCUMENT = re.compile(r"[A-Z]{2,4}-\d{2} ")
_HANDOUT = re.compile(r"([A-Z]{2,4}-\d{2}-H\d+) ")


@dataclass(frozen=True)
class Bookmark:
    """Where a part of a PDF begins."""

    title: str
    page: int
    """Counted from one."""
    depth: int
    """0 for documents, sheets and what goes round them."""


@dataclass(frozen=True)
class PackFile:
    """One PDF of a pack."""

    pack: str
    """Its title."""
    format: str
    pdf: Path
    bookmarks: tuple[Bookmark, ...]
    blank: frozenset[int]
    """The pages that hold nothing, counted from one."""
    pages: int
    documents: tuple[str, ...]
    """The ids of what it holds; none while nothing of it was released."""


def leaves(packs: Path) -> tuple[Leaf, ...]:
    """Every picture of the packs, in order; at the end what a photocopier leaves of the first pack.

    Raises:
        MissingError: There is no pack, or a pack has no such page.
    """
    files = [*_files(packs)]
    screens = [file for file in files if file.format == "screen"]
    if not screens:
        raise MissingError("no pack has a file in the screen format")
    to_copy = next((file for file in screens if file.documents), screens[0])
    shown = [_leaf(PRINT, file, page, subject) for file in files for page, subject in _chosen(file)]
    copied = [_leaf(COPIER, to_copy, page, subject) for page, subject in _copied(to_copy)]
    return (*shown, *copied)


def _files(packs: Path) -> Iterator[PackFile]:
    for manifest in sorted(packs.glob("*/manifest.json")):
        pack = json.loads(manifest.read_text(encoding="utf-8"))["packs"][0]
        edition = pack["editions"][0]
        documents = tuple(each["id"] for each in edition["documents"])
        for file in edition["files"]:
            pdf = manifest.parent / place_of(file["name"], file["format"])
            if not pdf.is_file():
                raise MissingError(f"the manifest of {pack['title']} names {pdf.name}, which is not beside it")
            about = (bookmarks(pdf), blank_pages(pdf), file["pages"], documents)
            yield PackFile(pack["title"], file["format"], pdf, *about)


def bookmarks(pdf: Path) -> tuple[Bookmark, ...]:
    """The bookmarks of a PDF, in reading order."""
    with pikepdf.open(pdf) as opened, opened.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(opened.pages, start=1)}
        return tuple(_marks(outline.root, 0, numbers))


def blank_pages(pdf: Path) -> frozenset[int]:
    """The pages of a tagged PDF on which nothing is: the backs of leaves that are printed on one side."""
    with pikepdf.open(pdf) as opened:
        return frozenset(
            number for number, page in enumerate(opened.pages, start=1) if page.obj.get("/StructParents") is None
        )


def _marks(items: Sequence[pikepdf.OutlineItem], depth: int, numbers: dict[Any, int]) -> Iterator[Bookmark]:
    for item in items:
        if isinstance(item.destination, pikepdf.Array):
            yield Bookmark(item.title, numbers[item.destination[0].objgen], depth)
        yield from _marks(item.children, depth + 1, numbers)


def _chosen(file: PackFile) -> Iterator[tuple[int, str]]:
    """The pages of a PDF that are shown: of the screen format all that differ, of another what it changes."""
    if file.format == "screen":
        yield 1, "Cover"
        yield _page_of(file, EFFECTIVE), "List of effective documents"
        yield _page_of(file, CONTENTS), "Contents"
        yield from _copied(file)
    elif file.format == "binder":
        yield _page_of(file, EFFECTIVE), "List of effective documents"
        yield from _inner(file)
    elif file.format == CATCH_UP:
        yield from _caught_up(file)
    else:
        yield from ((page, "Beginning") for page in range(1, min(file.pages, BEGINNING) + 1))


def _copied(file: PackFile) -> Iterator[tuple[int, str]]:
    """The pages that people copy, and that show what a copier makes of our type and figures."""
    if file.documents:
        yield _first_document(file), "Opening page"
    yield from _inner(file)
    yield from _handouts(file)
    yield _page_of(file, FEEDBACK), "Feedback sheet"


def _page_of(file: PackFile, title: str) -> int:
    for mark in file.bookmarks:
        if mark.title.strip() == title:
            return mark.page
    raise MissingError(f"{file.pdf.name} has no page “{title}”")


def _first_document(file: PackFile) -> int:
    for mark in file.bookmarks:
        if mark.depth == 0 and _DOCUMENT.match(mark.title):
            return mark.page
    raise MissingError(f"{file.pdf.name} holds no document")


def _inner(file: PackFile) -> Iterator[tuple[int, str]]:
    """Two pages from the middle of the first document: in a binder the two sides of an opening."""
    if not file.documents:
        return
    first = _first_document(file)
    after = min((mark.page for mark in file.bookmarks if mark.depth == 0 and mark.page > first), default=file.pages + 1)
    middle = (first + after) // 2
    left = middle if middle % 2 == 0 else middle - 1
    for page in range(left, left + INNER):
        if first < page < after:
            side = "left" if page % 2 == 0 else "right"
            yield page, "Inner page" if file.format == "screen" else f"Inner page, {side}"


def _caught_up(file: PackFile) -> Iterator[tuple[int, str]]:
    """Letter, list and every changed leaf, page by page; cover, lists and feedback sheet are the binder's."""
    marks = [mark for mark in file.bookmarks if mark.depth == 0]
    ends = [*(mark.page for mark in marks[1:]), file.pages + 1]
    for mark, end in zip(marks, ends, strict=True):
        if mark.title not in {file.pack, FEEDBACK}:
            yield from ((page, mark.title) for page in range(mark.page, end) if page not in file.blank)


def _handouts(file: PackFile) -> Iterator[tuple[int, str]]:
    for mark in file.bookmarks:
        if mark.depth == 0 and (match := _HANDOUT.match(mark.title)):
            yield mark.page, f"Handout {match[1]}"


def _leaf(room: str, file: PackFile, page: int, subject: str) -> Leaf:
    copied = room == COPIER
    group = f"{file.pack}, copied twice" if copied else file.pack
    if file.format == CATCH_UP:
        group = f"{file.pack}, catch-up: {file.pdf.stem.removeprefix(file.pdf.parents[1].name).strip('-')}"
    caption = f"{subject}, {file.format}, page {page}"
    begins = slug(file.pdf.stem) if file.format == CATCH_UP else f"{slug(file.pack)}-{file.format}"
    name = f"{begins}-{page:03}-{slug(subject)}"
    picture = Picture(room, group, caption, f"{file.pdf.parent.name}/{file.pdf.name}", name, "leaf")
    return Leaf(picture, file.pdf, page, copied)
