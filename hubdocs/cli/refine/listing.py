"""`hubdocs refine list`: what is open, what waits, and what blocks a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from hubdocs.cli import options, telling
from hubdocs.cli.telling import counted
from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.refinements import DECISIONS, SEVERITIES, Waiting, Waits, waiting_for
from hubdocs.hints import did_you_mean
from hubdocs.library.load import load_library
from hubdocs.model import Library

_STATES = {
    Waiting.BLOCKS: "blocks every other release of {document}",
    Waiting.DECISION: "waits for a decision",
    Waiting.RELEASE: "waits for a release",
    Waiting.LATER: "put off",
    Waiting.NOTHING: "turned down",
}
"""For what a refinement waits, in words."""


@click.command("list")
@options.library
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only those about this document.")
@click.option("--decision", "decisions", multiple=True, type=click.Choice(DECISIONS), help="Only these decisions.")
@click.option("--severity", "severities", multiple=True, type=click.Choice(SEVERITIES), help="Only of this severity.")
@click.option("--all", "every", is_flag=True, help="Also those that wait for nothing any more.")
@click.option("--json", "as_json", is_flag=True, help="For programs; all of them.")
@options.answers_problems("nothing was listed.")
def list_(
    root: Path,
    documents: tuple[str, ...],
    decisions: tuple[str, ...],
    severities: tuple[str, ...],
    every: bool,
    as_json: bool,
) -> None:
    """Say what waits for a decision or a release, and what blocks one; the most pressing first."""
    library = load_library(root)
    stop_on_unknown(library, documents)
    waits = waiting_for(library, documents=documents, decisions=decisions, severities=severities)
    if as_json:
        telling.answer({"refinements": [_as_data(library, each) for each in waits]})
        return
    shown = [each for each in waits if every or decisions or each.waiting is not Waiting.NOTHING]
    for each in shown:
        for line in _told(library, each):
            telling.say(line)
    if not shown:
        telling.say("Nothing waits for anybody." if waits else "There are no such refinements.")
    if rest := len(waits) - len(shown):
        telling.say(f"{counted(rest, 'refinement waits', 'refinements wait')} for nothing any more: see --all.")


def stop_on_unknown(library: Library, documents: Iterable[str]) -> None:
    """Do nothing when each document is there.

    Raises:
        HubError: One of them is not.
    """
    known = sorted({*library.working, *library.releases})
    listed = f"there are: {', '.join(known)}"
    if unknown := [id_ for id_ in documents if id_ not in known]:
        raise HubError(
            Problem(Place("modules"), f"there is no document {id_}", did_you_mean(id_, known, listed), "unknown-id")
            for id_ in unknown
        )


def _told(library: Library, waits: Waits) -> Iterator[str]:
    each = waits.refinement
    part = f"#{each.activity}" if each.activity else ""
    yield f"{each.id}  {each.document}{part}  {each.severity}, {each.decision}: {_state(waits)}"
    yield f"  {_title(library, waits)}"
    if each.reason:
        yield f"  because: {each.reason}"


def _title(library: Library, waits: Waits) -> str:
    """What it asks for; where its text has no heading, what it is about."""
    releases = library.releases.get(waits.refinement.document, ())
    return waits.refinement.title or (releases[-1].document.title if releases else waits.refinement.document)


def _state(waits: Waits) -> str:
    each = waits.refinement
    if each.fixed_in:
        return f"answered by {each.document} {each.fixed_in}"
    return _STATES[waits.waiting].format(document=each.document)


def _as_data(library: Library, waits: Waits) -> dict[str, Any]:
    """A refinement for a program; keys are only ever added."""
    each = waits.refinement
    return {
        "id": each.id,
        "document": each.document,
        "activity": each.activity or None,
        "versions": [str(version) for version in each.versions],
        "title": _title(library, waits),
        "raised": str(each.raised),
        "responses": each.responses,
        "severity": each.severity,
        "decision": each.decision,
        "reason": each.reason or None,
        "fixed_in": str(each.fixed_in) if each.fixed_in else None,
        "source": each.origin,
        "waits_for": waits.waiting.value,
        "path": each.source.path,
    }
