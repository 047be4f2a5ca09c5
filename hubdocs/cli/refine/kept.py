"""Where refinements find the responses that are kept: the one seam between the two."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Response

_PLACE = Place(".hubdocs/feedback.sqlite")


class Kept(Protocol):
    """Responses that are kept."""

    def responses(self, document: str = "") -> Iterator[Response]:
        """Yield every response, or those about one document."""


def kept(root: Path) -> Kept:
    """The responses of a library. Whatever keeps them is loaded only here: other commands need it never.

    Raises:
        HubError: Nothing keeps any.
    """
    try:
        store = importlib.import_module("hubdocs.feedback.store")
    except ModuleNotFoundError as error:
        message = f"this program keeps no responses: {error}"
        hint = "install it whole; `hubdocs refine new` can do without: say with --responses how many people said it"
        raise HubError([Problem(_PLACE, message, hint, "feedback")]) from error
    opened: Kept = store.open_store(root, os.environ.get(store.VARIABLE, ""))
    return opened


def found(responses: Iterable[Response], ids: Sequence[str]) -> list[Response]:
    """The responses with some ids, in the order of these.

    Raises:
        HubError: One of the ids is nobody's.
    """
    wanted = dict.fromkeys(ids)
    held = {each.id: each for each in responses if each.id in wanted}
    if missing := [id_ for id_ in wanted if id_ not in held]:
        hint = "run `hubdocs feedback list` to see what is kept"
        raise HubError(Problem(_PLACE, f"no response {id_} is kept", hint, "feedback") for id_ in missing)
    return [held[id_] for id_ in wanted]
