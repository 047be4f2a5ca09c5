"""What a person decides about a response that waits: keep it, keep it without the flagged words, or discard it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.privacy import redacted
from hubdocs.feedback.store import FILE, FeedbackStore, Held
from hubdocs.hints import did_you_mean
from hubdocs.model import Response


def without_flagged(held: Held) -> Response:
    """The response with every flagged stretch taken out."""
    said: dict[str, Any] = {
        column: redacted(getattr(held.response, column), flags) for column, flags in held.flags.items()
    }
    return replace(held.response, **said)


def decide(store: FeedbackStore, *, accept: Iterable[str], redact: Iterable[str], discard: Iterable[str]) -> None:
    """Do what a person decided about responses that wait, by their ids.

    Raises:
        HubError: One of them does not wait, or two things were decided about one; then nothing was done.
    """
    wishes = [*(("accept", id_) for id_ in accept), *(("redact", id_) for id_ in redact)]
    wishes += [("discard", id_) for id_ in discard]
    waiting = {held.response.id: held for held in store.held()}
    ids = [id_ for _, id_ in wishes]
    if problems := [*_unknown(ids, waiting), *_twice(ids)]:
        raise HubError(problems)
    for wish, id_ in wishes:
        carry_out(store, waiting[id_], wish)


def carry_out(store: FeedbackStore, held: Held, wish: str) -> None:
    """`accept`, `redact` or `discard` one response that waits."""
    kept = {"accept": held.response, "redact": without_flagged(held), "discard": None}[wish]
    store.settle(held.response.id, kept)


def _unknown(ids: Iterable[str], waiting: Iterable[str]) -> Iterator[Problem]:
    for id_ in ids:
        if id_ not in waiting:
            hint = did_you_mean(id_, waiting, "see which ones wait: hubdocs feedback review")
            yield Problem(Place(FILE), f"no response {id_} waits", hint, "review")


def _twice(ids: list[str]) -> Iterator[Problem]:
    for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield Problem(Place(FILE), f"two things are decided about {id_}", "decide one of them", "review")
