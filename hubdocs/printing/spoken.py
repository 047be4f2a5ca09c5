"""What a finished file says, when most of its pages were read before: as parts, when they were laid out.

Reading every letter of a pack takes longer than putting it together. A pack holds its parts' content streams byte for
byte, so what was read once of a stream is known of every file that holds it; only what is new is read: stamps.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

import pikepdf

from hubdocs.printing.assembly.facts import Spoken
from hubdocs.printing.assembly.streams import digest, streams_of
from hubdocs.printing.reading import names_of, text_of_stream


def text_of_parts(pdf: pikepdf.Pdf, parts: Iterable[Spoken]) -> str:
    """Everything that a file says which was put together from parts, for a search for what must not be in it."""
    known = list(parts)
    streams = {digest for part in known for digest in part.streams}
    return "\n".join([*(part.words for part in known), *names_of(pdf), *_new_words(pdf, streams)])


def _new_words(pdf: pikepdf.Pdf, known: Container[str]) -> Iterator[str]:
    """Yield what stands in the content streams that no part has. Pages may share them, and all that they name."""
    fonts: dict[tuple[int, int], Any] = {}
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary()).objgen
        for stream in streams_of(page):
            if (stream.objgen, resources) in seen and resources != (0, 0):
                continue
            seen.add((stream.objgen, resources))
            if digest(stream) not in known:
                yield text_of_stream(stream, page, fonts)
