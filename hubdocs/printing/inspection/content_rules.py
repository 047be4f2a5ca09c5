"""Rules of what is painted: all of it is tagged or an artifact, and never both."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.printing.inspection.file import File
from hubdocs.printing.inspection.rules import rule


@rule(
    "mark-missing", "Everything painted is tagged or an artifact; a page without tags holds artifacts alone.", "7.1-3"
)
def _mark_missing(file: File) -> Iterator[str]:
    for page in file.pages:
        if page.content.loose:
            yield f"{page} paints {page.content.loose} times outside tags and artifacts"
        if page.key is None and page.marks:
            yield f"{page} holds tagged content and is not in the parent tree"


@rule("artifact-in-tag", "No artifact stands inside tagged content.", "7.1-1")
def _artifact_in_tag(file: File) -> Iterator[str]:
    for page in file.pages:
        if times := page.content.artifacts_in_tags:
            yield f"{page} has {times} artifacts inside tagged content"


@rule("tag-in-artifact", "No tagged content stands inside an artifact.", "7.1-2")
def _tag_in_artifact(file: File) -> Iterator[str]:
    for page in file.pages:
        if times := page.content.tags_in_artifacts:
            yield f"{page} has {times} pieces of tagged content inside artifacts"


@rule(
    "marks-in-drawing", "No drawing holds tagged content of its own: shown twice, it would be in two places.", "7.20-2"
)
def _marks_in_drawing(file: File) -> Iterator[str]:
    for drawing, content in file.drawings:
        if content.marks:
            yield f"the drawing in object {drawing.objgen[0]} holds {len(content.marks)} pieces of tagged content"
