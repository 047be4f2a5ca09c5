"""`hubdocs release`: a document's text is fixed for ever, or an edition of a pack."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from hubdocs import release as releasing
from hubdocs.cli import options, telling
from hubdocs.cli.progress import progress
from hubdocs.cli.telling import counted
from hubdocs.model import Approval, Release
from hubdocs.releases.kind import KINDS, Needed, is_smaller

MOST_TOLD = 12
"""How many changes of one document are told before somebody is asked; the others are counted."""

_ADVICE = {
    "major": "people must be trained again, or an old copy is unsafe",
    "minor": "an old copy is replaced when convenient",
    "patch": "only wording changed: no need to reprint",
}
"""What each kind of release says to those who hold an old copy."""


@dataclass(frozen=True)
class _Words:
    """What is said of a release, typed with the command or answered on a terminal."""

    kind: str
    summary: str
    because: str


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.library
@click.option("--major", "kind", flag_value="major", help="People must be trained again, or an old copy is unsafe.")
@click.option("--minor", "kind", flag_value="minor", help="An old copy is replaced when convenient.")
@click.option("--patch", "kind", flag_value="patch", help="Only wording changed: no need to reprint.")
@click.option("--summary", default="", help="What is new, in one sentence for readers.")
@click.option("--because", default="", help="Why a smaller step than the changes need is right.")
@click.option("--closes", multiple=True, metavar="R-0001", help="A refinement that this release answers; repeatable.")
@click.option(
    "--on", "on", metavar="DATE", callback=options.day, help="The day of the release; today if it is not given."
)
@click.option("--approved-by", metavar="ROLE", help="Who approved it: a role, never a name.")
@click.option("--approved-on", metavar="DATE", callback=options.day, help="The day on which it was approved.")
@options.answers_problems("nothing was released.")
def release(
    ids: tuple[str, ...],
    root: Path,
    kind: str | None,
    summary: str,
    because: str,
    closes: tuple[str, ...],
    on: datetime.date | None,
    approved_by: str | None,
    approved_on: datetime.date | None,
) -> None:
    """Publish documents (WC-01), or fix an edition of packs (school-staff)."""
    if bool(approved_by) != bool(approved_on):
        raise click.UsageError("--approved-by and --approved-on belong together")
    if any(not letter.isprintable() for letter in f"{summary}{because}{approved_by or ''}"):
        raise click.UsageError("the summary, the reason and the role are one line of plain text each")
    if approved_by is not None and not approved_by.strip():
        raise click.UsageError('--approved-by needs a role, such as "Training lead"')
    words = _asked_for(root, ids, _Words(kind or "", summary.strip(), because.strip()))
    wanted = releasing.Wanted(
        ids=ids,
        summary=words.summary,
        on=on or options.today(),
        kind=words.kind,
        approved=Approval(approved_by, approved_on) if approved_by and approved_on else None,
        because=words.because,
        closes=tuple(id_ for each in closes for id_ in each.replace(",", " ").split()),
    )
    with progress(telling.console()) as shown:
        made = releasing.release(root, wanted, shown)
    for each in made:
        if isinstance(each, Release):
            telling.say(f"{each.name} is released: {each.summary}")
        else:
            documents = counted(len(each.documents), "document")
            pages = counted(sum(document.pages for document in each.documents), "page")
            telling.say(f"Edition {each.id} of {each.pack} is fixed: {documents}, {pages}.")


def somebody_is_there() -> bool:
    """Whether a person sits before the program and can be asked."""
    return sys.stdin.isatty()


def _asked_for(root: Path, ids: tuple[str, ...], words: _Words) -> _Words:
    """What was typed; on a terminal somebody is asked for what is missing, and told what changed."""
    if (words.kind and words.summary) or not somebody_is_there():
        return words
    found = releasing.outlook(root, ids)
    for each in found:
        if each.newest and each.needed:
            _tell_changes(each.newest, each.needed)
    kinds = [each.needed.kind for each in found if each.needed and each.needed.kind]
    if kinds and not words.kind:
        words = _with_kind(words, max(kinds, key=KINDS.index))
    if found and not words.summary and (kinds or any(each.newest is None for each in found)):
        words = replace(words, summary=_prompted("What is new, in one sentence for readers"))
    return words


def _tell_changes(newest: Release, needed: Needed) -> None:
    """Say what changed since a release, the weightiest first."""
    if not needed.reasons:
        telling.say(f"Nothing changed since {newest.name}.")
        return
    telling.say(f"Changed since {newest.name}:")
    for reason in needed.reasons[:MOST_TOLD]:
        telling.say(f"  {reason.kind}: {reason.words}")
    if len(needed.reasons) > MOST_TOLD:
        telling.say(f"  and {counted(len(needed.reasons) - MOST_TOLD, 'change')} more")


def _with_kind(words: _Words, needed: str) -> _Words:
    """The kind that somebody chooses, and why if it is smaller than what the changes need."""
    telling.say("")
    for kind in reversed(KINDS):
        telling.say(f"  {kind}: {_ADVICE[kind]}")
    kind = str(click.prompt("Which kind of release is it?", type=click.Choice(KINDS), default=needed))
    if is_smaller(kind, needed) and not words.because:
        return replace(words, kind=kind, because=_prompted(f"Why is {kind} enough, when it needs {needed}"))
    return replace(words, kind=kind)


def _prompted(question: str) -> str:
    """One line of plain text that somebody types."""
    while True:
        answer = str(click.prompt(question)).strip()
        if answer and answer.isprintable():
            return answer
        telling.say("Write one line of plain text.")
