"""How the commands for feedback come to the store, and what they tell of a day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubdocs.authoring.settings import refuse_strangers
from hubdocs.feedback.store import VARIABLE, FeedbackStore, open_store
from hubdocs.model import Response


def opened(root: Path) -> FeedbackStore:
    """The store of the library in a folder.

    Raises:
        HubError: The folder is no library, or its store cannot be opened.
    """
    refuse_strangers(root)
    return open_store(root, os.environ.get(VARIABLE, ""))


@contextmanager
def streamed(root: Path, document: str) -> Iterator[Iterator[Response]]:
    """What is kept about one document, or about all, one response after the other.

    Raises:
        HubError: The store cannot be opened.
    """
    yield opened(root).responses(document)
