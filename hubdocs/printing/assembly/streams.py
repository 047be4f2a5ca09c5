"""The content streams of pages: by their bytes, what was read of them once is known in every file that holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf

from hubdocs.printing.assembly.blanks import LINE


def streams_in(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The digests of all content streams of a document, sorted."""
    return tuple(sorted({digest(each) for page in pdf.pages for each in (*streams_of(page), *_other_content(page))}))


def streams_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The content streams of a page."""
    contents = page.obj.get("/Contents", pikepdf.Array())
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def digest(stream: pikepdf.Object) -> str:
    """The SHA-256 of a stream's bytes as they are packed."""
    return hashlib.sha256(stream.read_raw_bytes()).hexdigest()


def _other_content(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield the content that a page may have in its place, which says no word more."""
    if LINE in page.obj:
        yield page.obj[LINE].Without
