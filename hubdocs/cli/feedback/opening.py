"""How the commands for feedback come to the store, and what they tell of a day."""

from __future__ import annotations

import os
from pathlib import Path

from hubdocs.authoring.settings import refuse_strangers
from hubdocs.feedback.store import VARIABLE, FeedbackStore, open_store


def opened(root: Path) -> FeedbackStore:
    """The store of the library in a folder.

    Raises:
        HubError: The folder is no library, or its store cannot be opened.
    """
    refuse_strangers(root)
    return open_store(root, os.environ.get(VARIABLE, ""))
