"""Rules of what is said: headings in order, descriptions of pictures and formulas, notes that can be referred to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hubdocs.printing.inspection.file import File
from hubdocs.printing.inspection.rules import rule

LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")


@rule("heading", "The first heading is of level 1, and none skips a level.", "7.4.2-1")
def _heading(file: File) -> Iterator[str]:
    before = 0
    for node in file.with_role(*LEVELS):
        level = int(node.role[1])
        if level > before + 1:
            yield f"{node} comes after level {before}"
        before = level


@rule("heading-kinds", "Headings have levels, or none has.", "7.4.4-2", "7.4.4-3")
def _heading_kinds(file: File) -> Iterator[str]:
    kinds = {node.role == "H" for node in file.with_role("H", *LEVELS)}
    if len(kinds) > 1:
        yield "it has headings with and without levels"


@rule("heading-words", "Every heading has words.")
def _heading_words(file: File) -> Iterator[str]:
    for node in file.with_role("H", *LEVELS):
        if not (node.marks or node.below):
            yield f"{node} holds nothing"


@rule("figure", "Every picture has a description.", "7.3-1")
def _figure(file: File) -> Iterator[str]:
    for node in file.with_role("Figure"):
        if not file.objects.words(node.entries, "/Alt", "/ActualText"):
            yield f"{node} has no description"


@rule("formula", "Every formula is said in words.", "7.7-1")
def _formula(file: File) -> Iterator[str]:
    for node in file.with_role("Formula"):
        if not file.objects.words(node.entries, "/Alt", "/ActualText"):
            yield f"{node} is not said in words"


@rule("note-id", "Every note has an id.", "7.9-1")
def _note_id(file: File) -> Iterator[str]:
    for node in file.with_role("Note"):
        if not file.objects.words(node.entries, "/ID"):
            yield f"{node} has no id"


@rule("note-once", "No two notes have one id.", "7.9-2")
def _note_once(file: File) -> Iterator[str]:
    found = Counter(file.objects.words(node.entries, "/ID") for node in file.with_role("Note"))
    for name, times in found.items():
        if name and times > 1:
            yield f"{times} notes have the id {name}"
