"""What a finished file says, when most of its pages were read before: as parts, when they were laid out.

Reading every letter of a pack takes longer than putting it together. A pack holds its parts' content streams byte for
byte, so what was read once of a stream is known of every file that holds it; only what is new is read: stamps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from hubdocs.printing.assembly.blanks import LINE
from hubdocs.printing.assembly.facts import Spoken
from hubdocs.printing.reading import names_of, text_in, text_of_stream


def spoken_by(path: Path) -> Spoken:
    """Everything that a PDF says, and which content streams say it."""
    with pikepdf.open(path) as pdf:
        digests = {_digest(each) for page in pdf.pages for each in (*_streams(page), *_other_content(page))}
        return Spoken(text_in(pdf), tuple(sorted(digests)))


def text_of_parts(path: Path, parts: Iterable[Spoken]) -> str:
    """Everything that a file says which was put together from parts, for a search for what must not be in it."""
    known = list(parts)
    streams = {digest for part in known for digest in part.streams}
    with pikepdf.open(path) as pdf:
        return "\n".join([*(part.words for part in known), *names_of(pdf), *_new_words(pdf, streams)])


def _new_words(pdf: pikepdf.Pdf, known: Container[str]) -> Iterator[str]:
    """Yield what stands in the content streams that no part has."""
    fonts: dict[tuple[int, int], Any] = {}
    for page in pdf.pages:
        for stream in _streams(page):
            if _digest(stream) not in known:
                yield text_of_stream(stream, page, fonts)


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The content streams of a page."""
    contents = page.obj.get("/Contents", pikepdf.Array())
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _other_content(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield the content that a page may have in its place, which says no word more."""
    if LINE in page.obj:
        yield page.obj[LINE].Without


def _digest(stream: pikepdf.Object) -> str:
    """The SHA-256 of a stream's bytes as they are packed."""
    return hashlib.sha256(stream.read_raw_bytes()).hexdigest()
