"""`hubdocs feedback review`: a person looks at what was held back, and decides."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from hubdocs.cli import options, telling
from hubdocs.cli.feedback.opening import opened
from hubdocs.cli.feedback.taking import KINDS, SAFEGUARDING, TODAY
from hubdocs.feedback.canonical import row_of, said_about
from hubdocs.feedback.reviewing import carry_out, decide, without_flagged
from hubdocs.feedback.store import FeedbackStore, Held

LISTED = 50
"""How many are listed at once."""
_CHOICES = {"a": "accept", "r": "redact", "d": "discard", "l": "later", "q": "quit"}


def is_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@click.command()
@options.library
@click.option("--accept", metavar="ID", multiple=True, help="Keep this one as it is.")
@click.option("--redact", metavar="ID", multiple=True, help="Keep this one without the flagged words.")
@click.option("--discard", metavar="ID", multiple=True, help="Remove this one for good.")
@click.option("--text", "with_text", is_flag=True, help="Show what was written, in a list or with --json.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("nothing was decided.")
def review(
    root: Path,
    accept: tuple[str, ...],
    redact: tuple[str, ...],
    discard: tuple[str, ...],
    *,
    with_text: bool,
    as_json: bool,
) -> None:
    """Look at the responses that were held back, and decide. On a terminal each is shown and asked about."""
    store = opened(root)
    if accept or redact or discard:
        decide(store, accept=accept, redact=redact, discard=discard)
        if not as_json:
            telling.say(f"{len(accept)} accepted, {len(redact)} kept without words, {len(discard)} discarded.")
    elif not as_json and not with_text and is_terminal():
        _ask(store)
        return
    if as_json:
        telling.answer({"held": [_as_data(held, with_text=with_text) for held in store.held()]})
    else:
        for line in _listed(store, with_text=with_text):
            telling.say(line)


def _listed(store: FeedbackStore, *, with_text: bool) -> Iterator[str]:
    _, waiting = store.counts()
    yield f"{telling.counted(waiting, 'response')} held back." if waiting else "Nothing is held back."
    if any(map(_is_urgent, store.held())):
        yield TODAY
    for held in islice(_urgent_first(store), LISTED):
        yield f"{held.response.id}  {said_about(row_of(held.response))}: {'; '.join(_kinds(held))}"
        if with_text:
            yield from _texts(held)
    if waiting > LISTED:
        yield f"and {waiting - LISTED} more"
    if waiting:
        yield "Decide on a terminal, or with --accept ID, --redact ID or --discard ID; --text shows what was written."


def _is_urgent(held: Held) -> bool:
    """Whether it may speak of a child who is not safe."""
    return any(flag.kind == SAFEGUARDING for flags in held.flags.values() for flag in flags)


def _urgent_first(store: FeedbackStore) -> list[Held]:
    """Everything that waits, what cannot wait before all else."""
    return sorted(store.held(), key=lambda held: not _is_urgent(held))


def _kinds(held: Held) -> Iterator[str]:
    """In which columns there is what."""
    for column, flags in held.flags.items():
        kinds = sorted({KINDS.get(flag.kind, flag.kind) for flag in flags})
        yield f"{column}: {', '.join(kinds)}"


def _texts(held: Held) -> Iterator[str]:
    """The flagged cells whole, and what they would be without the flagged words."""
    row, without = row_of(held.response), row_of(without_flagged(held))
    for column in held.flags:
        yield f"  {column}: {row[column]}"
        yield f"  without the words: {without[column]}"


def _ask(store: FeedbackStore) -> None:
    """Show each response that waits, and do what is answered."""
    waiting = _urgent_first(store)
    done = 0
    if any(map(_is_urgent, waiting)):
        telling.say(TODAY)
    for held in waiting:
        telling.say(f"{held.response.id}  {said_about(row_of(held.response))}: {'; '.join(_kinds(held))}")
        for line in _texts(held):
            telling.say(line)
        answer = click.prompt("accept, redact, discard, later or quit", type=click.Choice(list(_CHOICES)))
        if answer == "q":
            break
        wish = _CHOICES[answer]
        if wish != "later":
            carry_out(store, held, wish)
            done += 1
    _, left = store.counts()
    telling.say(f"{done} decided, {left} still held back.")


def _as_data(held: Held, *, with_text: bool) -> dict[str, Any]:
    """A held response for a program; keys are only ever added."""
    row = row_of(held.response)
    data: dict[str, Any] = {
        "id": held.response.id,
        "document": row["document"],
        "version": row["version"],
        "activity": row["activity"],
        "edition": row["edition"],
        "flags": [
            {"column": column, "kind": flag.kind} | ({"words": flag.words} if with_text else {})
            for column, flags in held.flags.items()
            for flag in flags
        ],
    }
    return data | ({"text": {column: row[column] for column in held.flags}} if with_text else {})
