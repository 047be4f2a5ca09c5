"""The digest of a document: one name for one text, whatever editor, system or day touched it.

Contract: FORMAT, section 5, with its worked example in the tests.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

from hubdocs.authoring.frontmatter import in_order
from hubdocs.authoring.markdown import survey
from hubdocs.model import Document, Handout, Module, Picture, Source

LIVE_KEYS = frozenset({"version", "owner", "review_by", "keywords"})
"""Front matter that is always today's, or that names the release itself."""

_PICTURE = re.compile(r"!\[|<img", re.IGNORECASE)


def document_digest(document: Document) -> str:
    """`h1:` and the SHA-256 of the document's text, its handouts and the pictures that they use."""
    return _digest(_named(document), document.pictures)


def frozen_digest(document: Document) -> str:
    """The digest of a document in the folder of a release, which holds the pictures that it shows and no other.

    When it is the digest that was released, the text is the released one. When it is not, only
    `document_digest` can say whether the text changed or a picture too many lies there.
    """
    return _digest_over(_named(document), document.pictures.values())


def handout_digest(document: Document, handout: Handout) -> str:
    """The same over the handout's own file and pictures."""
    return _digest({handout.path: handout.source}, document.pictures)


def files_of(document: Document) -> dict[str, str]:
    """What a release holds, by path in the document's folder: the text, the handouts and the pictures they show.

    Each with its path in the library.
    """
    paths = [*_named(document), *(picture.path for picture in pictures_shown(document))]
    return {path: f"{document.folder}/{path}" for path in paths}


def pictures_shown(document: Document) -> list[Picture]:
    """The pictures that a document or its handouts show in any view, in order of path."""
    return pictures_used(sources_of(document), document.pictures)


def sources_of(document: Document) -> tuple[Source, ...]:
    """The document's own text and its handouts'."""
    handouts = document.handouts if isinstance(document, Module) else ()
    return (document.source, *(handout.source for handout in handouts))


def pictures_used(sources: Iterable[Source], pictures: Mapping[str, Picture]) -> list[Picture]:
    """The pictures that some texts show in any view, in order of path."""
    named = {
        picture.path
        for source in sources
        if _may_show(source.body, pictures)
        for picture in survey(source.body).pictures
    }
    return [pictures[path] for path in sorted(named & set(pictures))]


def _may_show(body: str, pictures: Iterable[str]) -> bool:
    """Whether a text could show one of some pictures; if not, it need not be read as Markdown to know it."""
    if not pictures or not _PICTURE.search(body):
        return False
    escaped = "\\" in body or "&" in body
    return escaped or any(path.rsplit("/", 1)[-1] in body for path in pictures)


def _named(document: Document) -> dict[str, Source]:
    """The document's own text and its handouts', by path in its folder."""
    return {source.path.removeprefix(f"{document.folder}/"): source for source in sources_of(document)}


def _digest(sources: Mapping[str, Source], pictures: Mapping[str, Picture]) -> str:
    return _digest_over(sources, pictures_used(sources.values(), pictures))


def _digest_over(sources: Mapping[str, Source], pictures: Iterable[Picture]) -> str:
    contents = {unicodedata.normalize("NFC", path): text_content(source) for path, source in sources.items()}
    for picture in pictures:
        contents[unicodedata.normalize("NFC", picture.path)] = picture.file.read_bytes()
    lines = [
        path.encode() + b"\0" + hashlib.sha256(contents[path]).hexdigest().encode() + b"\n"
        for path in sorted(contents, key=str.encode)
    ]
    return "h1:" + hashlib.sha256(b"".join(lines)).hexdigest()


def text_content(source: Source) -> bytes:
    """The bytes that stand for a text: its front matter as JSON, a line feed, and its body put in order."""
    front = {key: value for key, value in source.front.items() if key not in LIVE_KEYS}
    head = json.dumps(front, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{head}\n{body_in_order(source.body)}".encode()


def body_in_order(body: str) -> str:
    """The body without what no reader can see: forms of letters, line ends, trailing and outer space."""
    lines = in_order(body.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    while lines and not lines[0].strip(" "):
        lines.pop(0)
    while lines and not lines[-1].strip(" "):
        lines.pop()
    return "\n".join(lines)
