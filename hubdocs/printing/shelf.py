"""Documents made ready for print, kept from one run to the next: reading texts is most of a build that lays out little.

What a document looks like depends on the whole library, which decides where its links lead. So all that is kept is of
one state of the library, known by a digest of everything in it; after any change it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVarTuple

from hubdocs.authoring.keeping import keep, taken_over
from hubdocs.errors import Place
from hubdocs.model import ContentPage, Handout, Library, Module, Release
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.formats import Format
from hubdocs.printing.memory import kept
from hubdocs.printing.printable import LeafFoot, PrintDocument
from hubdocs.printing.sheets import FONT_ASSETS

FILE = "documents.shelf"
"""The file in the cache's folder."""

Others = TypeVarTuple("Others")

_SET = re.compile(r"frozenset\(\{([^{}]*)\}\)")


class Shelf:
    """What was made ready of one library, by what each piece is. Pieces are unpacked when they are asked for."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._documents: dict[str, PrintDocument] = {}
        self._is_new = False

    def find(self, key: str) -> Any:
        """A piece from this run or an earlier one; `None` if it is not there."""
        return json.loads(zlib.decompress(self._packed[key])) if key in self._packed else None

    def put(self, key: str, piece: Any) -> None:
        """Keep a piece for the next run."""
        self._packed[key] = zlib.compress(json.dumps(piece).encode(), level=1)
        self._is_new = True

    def document(self, key: str, files: Mapping[str, Path], make: Callable[[], PrintDocument]) -> PrintDocument:
        """A document from the shelf, or made now. `files` are those that it may read, by the names that it uses."""
        if key not in self._documents:
            if (told := self.find(key)) is None:
                made = make()
                self.put(key, _told(made))
            else:
                made = _document(told, files)
            self._documents.setdefault(key, made)
        return self._documents[key]

    def load(self, file: Path, state: str) -> None:
        """Take over what this program kept of a library in this state."""
        head, _, pieces = taken_over(file, state).partition(b"\n")
        for key, (start, stop) in json.loads(head or b"{}").items():
            self._packed.setdefault(key, pieces[start:stop])

    def save(self, file: Path, state: str) -> None:
        """Keep everything for the next run, if anything is new."""
        if not self._is_new:
            return
        places, at = {}, 0
        for key, piece in self._packed.items():
            places[key] = (at, at + len(piece))
            at += len(piece)
        keep(file, json.dumps(places).encode() + b"\n" + b"".join(self._packed.values()), state)
        self._is_new = False


def shelf_of(library: Library) -> Shelf:
    """The shelf of a library; empty until somebody loads it."""
    return kept(library, ("shelf",), Shelf)


def state_of_library(library: Library) -> str:
    """A digest of everything that decides what documents look like: nothing of hubs, of folders or of the day."""
    return kept(library, ("state",), lambda: _digest(library))


def know_state(library: Library, state: str) -> None:
    """Tell the state of a library, where it is known already: a digest of everything that its files hold."""
    if state:
        kept(library, ("state",), lambda: state)


def shelved(make: Callable[[Library, *Others], PrintDocument]) -> Callable[[Library, *Others], PrintDocument]:
    """Let a document be made once for each state of the library, whatever run asks for it.

    It is made of a release, a handout or a page of that library, which the key names; any other is made as it is.
    """

    @wraps(make)
    def found(library: Library, *others: *Others) -> PrintDocument:
        if not all(_is_of(library, each) for each in others):
            return make(library, *others)
        key = " ".join([make.__name__, *map(_named, others)])
        files = {name: file for each in others for name, file in _files_of(each).items()}
        return shelf_of(library).document(key, files, lambda: make(library, *others))

    return found


def _is_of(library: Library, part: object) -> bool:
    """Whether the library holds a part just so; a release may be shown in another state, which the key names."""
    if isinstance(part, Release):
        known = (own for own in library.releases.get(part.id, ()) if own.document is part.document)
        return any(_shown_like(part, own) == part for own in known)
    return id(part) in _parts_of(library) if isinstance(part, Handout | ContentPage) else True


def _shown_like(held: Release, release: Release) -> Release:
    return replace(release, kind=held.kind, withdrawn=held.withdrawn, withdrawn_on=held.withdrawn_on)


def _parts_of(library: Library) -> frozenset[int]:
    """What tells the handouts and pages of a library from others, which may bear the same names."""

    def found() -> frozenset[int]:
        documents = [release.document for releases in library.releases.values() for release in releases]
        modules = [each for each in documents if isinstance(each, Module)]
        return frozenset(map(id, (*library.pages, *(sheet for module in modules for sheet in module.handouts))))

    return kept(library, ("parts",), found)


def _named(part: object) -> str:
    """What tells one part of a library from every other."""
    match part:
        case Release():
            # The leaves of an older release are compared in the state of a newer one.
            return f"{part.name} {part.digest} {part.kind} {part.withdrawn!r} {part.withdrawn_on}"
        case Handout():
            return part.id
        case ContentPage():
            return part.path
        case Format():
            return part.name
    return repr(part)


def _files_of(part: object) -> dict[str, Path]:
    """The pictures of a release or a page."""
    pictures = part.document.pictures if isinstance(part, Release) else getattr(part, "pictures", {})
    return {name: picture.file for name, picture in pictures.items()}


def _told(document: PrintDocument) -> dict[str, Any]:
    """A document as plain values; its files by name alone, since a library may lie elsewhere tomorrow."""
    return asdict(document) | {"assets": [name for name, _ in document.assets]}


def _document(told: dict[str, Any], files: Mapping[str, Path]) -> PrintDocument:
    """The document that was told."""
    known = {**dict(FONT_ASSETS), **files}
    return PrintDocument(
        **told
        | {
            "place": Place(**told["place"]),
            "assets": tuple((name, known[name]) for name in told["assets"]),
            "links": tuple(Link(**link) for link in told["links"]),
            "foot": LeafFoot(**told["foot"]) if told["foot"] else None,
        }
    )


def _digest(library: Library) -> str:
    """A digest of everything in a library. Sets have another order in each process, so theirs is made the same."""
    bare = replace(library, root=Path(), hubs={}, hub_folders=(), problems=(), blocking=(), provisional=())
    text = _SET.sub(lambda found: ", ".join(sorted(found[1].split(", "))), repr(bare))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
