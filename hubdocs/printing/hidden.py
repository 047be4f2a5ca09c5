"""What the readers of a pack or a document may not see."""

from __future__ import annotations

from collections.abc import Callable

from hubdocs.authoring.proof import Secrets
from hubdocs.model import ContentPage, Library
from hubdocs.printing.memory import kept
from hubdocs.printing.packs import Contents, PackedRelease
from hubdocs.printing.shelf import shelf_of


def secrets_of(library: Library, contents: Contents) -> Secrets:
    """What the PDFs of a pack must not say: trainer text of documents that its audience does not deliver.

    Copies of a pack that hold the same documents have the same secrets, whoever's they are; each set is made once.
    """

    def read() -> Secrets:
        from hubdocs.printing.hidden_texts import hidden_in_pack

        return hidden_in_pack(library, contents)

    return _made_once(library, " ".join(["secrets of", contents.pack.id, *map(_held, contents.items)]), read)


def secrets_of_release(library: Library, item: PackedRelease) -> Secrets:
    """The same for one document with its handouts."""

    def read() -> Secrets:
        from hubdocs.printing.hidden_texts import hidden_in_release

        return hidden_in_release(library, item)

    return _made_once(library, f"secrets of {_held(item)}", read)


def _made_once(library: Library, key: str, read: Callable[[], Secrets]) -> Secrets:
    """What is hidden, from this run or an earlier one, or read now: what reads texts takes long to load."""

    def found() -> Secrets:
        shelf = shelf_of(library)
        if (runs := shelf.find(key)) is None:
            runs = read().runs
            shelf.put(key, runs)
        return Secrets.of_runs(runs)

    return kept(library, ("hidden", key), found)


def _held(item: PackedRelease | ContentPage) -> str:
    """What identifies the texts of one item of a pack."""
    if isinstance(item, ContentPage):
        return item.path
    sheets = ",".join(each.id for each in item.handouts)
    return f"{item.release.name} {item.release.digest} {item.view} ({sheets})"
