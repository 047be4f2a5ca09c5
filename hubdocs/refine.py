"""The story of a refinement: load, find the responses, number, and write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hubdocs.feedback.refinements import Begun, Wish, begin
from hubdocs.library.load import load_library
from hubdocs.model import Response
from hubdocs.releases.journal import DISK, Changes, Filing, NewFile, alone, file_away, settle_alone

Find = Callable[[Sequence[str]], Sequence[Response]]
"""Answers ids with the responses that have them.

Raises:
    HubError: There is no such response.
"""


def write_refinement(root: Path, wish: Wish, ids: Sequence[str], find: Find, filing: Filing = DISK) -> Begun:
    """Write a refinement with the next number into the library in a folder, whole or not at all.

    Args:
        root: The library's folder.
        wish: What it is about.
        ids: The responses that asked for it; `find` is not called when there are none.
        find: Where responses are kept.
        filing: How it reaches the disk.

    Raises:
        HubError: The library cannot be read, or the wish does not fit it; then nothing is written.
    """
    root = root.resolve()
    load_library(root)  # elsewhere nothing may be written, not even a lock
    with alone(root):
        settle_alone(root)
        library = load_library(root)
        begun = begin(library, wish, find(ids) if ids else ())
        file_away(root, Changes(files=(NewFile(begun.path, begun.text.encode()),)), filing)
    return begun
