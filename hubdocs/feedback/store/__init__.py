"""Where responses are kept: a database behind one seam, so that nobody else knows of SQL."""

from __future__ import annotations

from pathlib import Path

from hubdocs.feedback.store.place import FILE, VARIABLE, place_of_store
from hubdocs.feedback.store.seam import Arrived, FeedbackStore, Held, Outcome

__all__ = ["FILE", "VARIABLE", "Arrived", "FeedbackStore", "Held", "Outcome", "open_store"]


def open_store(root: Path, written: str = "") -> FeedbackStore:
    """The store of a library; it is made if it is not there. `written` is what `HUBDOCS_FEEDBACK` says.

    Raises:
        HubError: It may not lie there, cannot be opened, or was made by a newer program.
    """
    from hubdocs.feedback.store.database import SqlStore  # a heavy engine, and most commands need none

    return SqlStore(place_of_store(root, written))
