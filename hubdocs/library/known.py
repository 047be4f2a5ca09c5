"""Which ids mean something, or will once a file is mended; and which known one an unknown one is most like."""

from __future__ import annotations

import re

from hubdocs.authoring.reference import GLOSSARY, SIGNPOSTS
from hubdocs.errors import Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.resolve import resolve
from hubdocs.model import ContentPage, Document, Library, Module, StandardSet, ids


def exists(library: Library, written: str, within: Document | ContentPage | None = None) -> bool:
    """Whether an id means something, or may do so once a file that cannot be read is mended."""
    if resolve(library, written, within) is not None:
        return True
    if written.startswith("term:"):
        return GLOSSARY in library.unreadable
    if ids.STANDARD.fullmatch(written) and _may_be_a_standard(library):
        return True
    if ids.HANDOUT.fullmatch(written) and _has_its_file(library, written):
        return True
    if isinstance(within, Document) and written.startswith("#"):
        return written[1:] in within.anchors
    if written.partition("#")[0].endswith(".md"):
        return any(path.startswith("content/") and path.endswith(".md") for path in library.unreadable)
    return re.split(r"#|-H", written)[0] in library.unreadable


def _may_be_a_standard(library: Library) -> bool:
    """Whether some standard's id cannot be read now, so that any could be it."""
    sets = (each for each in library.working.values() if isinstance(each, StandardSet))
    lost = any(not ids.STANDARD.fullmatch(each.anchor) for one in sets for each in one.headings if each.values)
    return lost or any(id_.startswith("ST-") for id_ in library.unreadable)


def _has_its_file(library: Library, id_: str) -> bool:
    """Whether the file is there that would hold a handout, whatever id stands in it."""
    document = library.working.get(ids.document_of(id_))
    file = f"handouts/{id_.rsplit('-', 1)[-1].lower()}.md"
    return isinstance(document, Module) and any(each.path.lower() == file for each in document.handouts)


def signpost_exists(library: Library, id_: str) -> bool:
    """Whether there is a helpline with this id, or may be once the file of helplines is mended."""
    return id_ in library.signposts or SIGNPOSTS in library.unreadable


def unknown(library: Library, place: Place, kind: str, id_: str, rule: str = "unknown-id") -> Problem:
    """The mistake of naming what does not exist."""
    return Problem(place, f"there is no {kind} {id_}", did_you_mean(id_, library.known_ids, "correct the id"), rule)
