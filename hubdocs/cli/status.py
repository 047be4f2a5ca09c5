"""`hubdocs status`: what waits for somebody, and what to do next."""

from __future__ import annotations

import datetime
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hubdocs.cli import options, telling
from hubdocs.cli.telling import counted
from hubdocs.errors import HubError
from hubdocs.library.holders import Holders
from hubdocs.library.load import read_library
from hubdocs.library.status import DocumentStatus, LibraryStatus, PackChange, PackStatus, State, status_of
from hubdocs.releases.kind import KINDS

_OUT = Console(highlight=False, emoji=False)

_UNKNOWN = "?"
"""Stands where a document cannot be read."""

WIDTH = 80
"""Columns of what is not told to a terminal, which knows its own."""
NARROWEST = 40
"""Columns below which lines are left to the terminal to break."""
GAP = 2
"""Spaces between two columns of plain text."""

_URGENT = {
    "overdue": "bold red",
    "cannot be read": "bold red",
    "withdrawn": "bold red",
    "due soon": "yellow",
    "changed": "yellow",
    "never": "yellow",
    "no edition": "yellow",
    "unlike": "yellow",
}
"""Colours for a line of a table, by how it begins; they only repeat what the words say."""


@dataclass(frozen=True)
class _List:
    """A list for people, one row to a thing."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each cell may have several lines."""
    wide: int = 1
    """The column that takes what the others leave."""


@click.command()
@options.library
@options.hubs_dir
@options.this_day
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("the library could not be read.")
def status(root: Path, hubs_dir: Path | None, today: datetime.date | None, as_json: bool) -> None:
    """Say what waits for review, for a release or for an edition, and what to do next."""
    try:
        found = status_of(read_library(root, hubs_dir), today or options.today())
    except HubError as error:
        telling.show(error.problems, "mend them first: the library cannot be read.")
        sys.exit(1)
    if as_json:
        telling.answer(_as_data(found))
        return
    for line in _urgent(found):
        _tell(line)
    for each in _lists(found):
        _show(each)
    telling.say("")
    telling.say("What to do next")
    for step in list(_steps(found)) or ["Nothing: all is reviewed, released and checked."]:
        _tell(step, indent=2)


def _urgent(found: LibraryStatus) -> Iterator[str]:
    """What waits for somebody, the most urgent first, one line for each kind."""
    for label, waiting in (
        ("Cannot be read", _ids(found, State.UNREADABLE)),
        ("Overdue for review", [f"{each.id} ({each.review_by})" for each in found.documents if each.overdue]),
        ("Withdrawn and still held", [each.release.name for each in found.withdrawn]),
        ("Withdrawn", _ids(found, State.WITHDRAWN)),
        ("Changed and not released", _ids(found, State.CHANGED)),
        ("Never released", _ids(found, State.NEVER_RELEASED)),
        ("Packs unlike their newest edition", [pack.id for pack in found.packs if pack.changes]),
        ("Packs without an edition", [pack.id for pack in found.packs if not pack.edition]),
        ("Due for review soon", [f"{each.id} ({each.review_by})" for each in found.documents if each.due_soon]),
    ):
        if waiting:
            yield f"{label}: {', '.join(waiting)}"
    yield from _counts(found)


def _ids(found: LibraryStatus, state: State) -> list[str]:
    return [each.id for each in found.documents if each.state is state]


def _counts(found: LibraryStatus) -> Iterator[str]:
    never = sum(each.checked is None for each in found.helplines)
    if never:
        yield f"Helplines that nobody has checked yet: {never}"
    if len(found.helplines) > never:
        yield f"Helplines not checked for a year: {len(found.helplines) - never}"
    if found.mistakes or found.warnings:
        yield f"Found by `hubdocs check`: {counted(found.mistakes, 'mistake')}, {counted(found.warnings, 'warning')}"
    else:
        yield "No mistakes."


def _lists(found: LibraryStatus) -> Iterator[_List]:
    """The documents, the packs, and the helplines to ring."""
    documents = tuple(
        (each.id, each.title or _UNKNOWN, _state(each), each.status or _UNKNOWN, _review(each))
        for each in found.documents
    )
    if documents:
        yield _List("Documents", ("Id", "Title", "State", "Status", "Review by"), documents)
    changes = tuple((each.id, each.needs, _reason(each)) for each in found.documents if each.reason)
    if changes:
        yield _List("Changes not yet released", ("Id", "Needs", "Because"), changes, wide=2)
    withdrawn = tuple((each.release.name, each.release.withdrawn, _holders(each.held)) for each in found.withdrawn)
    if withdrawn:
        yield _List("Withdrawn and still held", ("Release", "Why", "Held by"), withdrawn)
    packs = tuple((each.id, each.title, _edition(each), _unlike(each)) for each in found.packs)
    if packs:
        yield _List("Packs", ("Id", "Title", "Edition", "If one were fixed today"), packs)
    helplines = tuple((each.id, each.name, str(each.checked or "never")) for each in found.helplines)
    if helplines:
        yield _List("Helplines to check", ("Id", "Name", "Last checked"), helplines)


def _state(document: DocumentStatus) -> str:
    """`changed since 1.1.0`, and below it the day of that release."""
    match document.state:
        case State.CHANGED:
            needs = f"\nneeds {document.needs}" if document.needs else ""
            return f"changed since {document.newest}\nof {document.released}{needs}"
        case State.RELEASED:
            return f"released {document.newest}\non {document.released}"
        case state:
            return state.value


def _review(document: DocumentStatus) -> str:
    if not document.review_by:
        return "no day set" if document.status else _UNKNOWN
    if document.overdue:
        return f"{document.review_by}\noverdue"
    return f"{document.review_by}\ndue soon" if document.due_soon else str(document.review_by)


def _reason(document: DocumentStatus) -> str:
    """The weightiest change, and how many others there are."""
    more = document.reasons - 1
    return document.reason + (f"\nand {counted(more, 'change')} more" if more else "")


def _holders(held: Holders) -> str:
    """Who holds a release, one to a line."""
    lines = [f"{each.pack.id} {each.edition.id}" for each in held.editions]
    return "\n".join([*lines, *dict.fromkeys(f"hub {each.hub.id}" for each in held.hubs)])


def _edition(pack: PackStatus) -> str:
    return f"{pack.edition}\nof {pack.fixed}" if pack.edition else "no edition"


def _unlike(pack: PackStatus) -> str:
    """What an edition fixed today would hold otherwise, one document to a line."""
    lines = [_change(change) for change in pack.changes if change.id not in pack.missing]
    lines += [f"{id_} has no release" for id_ in pack.missing]
    return "\n".join(lines) or ("the same" if pack.edition else "the first edition")


def _change(change: PackChange) -> str:
    if change.before is None:
        return f"{change.id} {change.after} is new"
    if change.after is None:
        return f"{change.id} is taken out"
    return f"{change.id} {change.before} to {change.after}"


def _steps(found: LibraryStatus) -> Iterator[str]:
    """What to do next, in this order, one line for each step; a command may be pasted with its remark."""
    if found.mistakes:
        yield "hubdocs check  # names each mistake with its line and what to do"
    for each in found.documents:
        if each.overdue:
            yield f"Review {each.id}, then write the next day behind `review_by:`"
    yield from _releases(found)
    for held in found.withdrawn:
        for hub in held.held.hubs:
            yield f"Tell the hub {hub.hub.id} not to use {held.release.name}: it {hub.how}"
    for pack in found.packs:
        if _can_be_fixed(pack, found):
            yield f"hubdocs release {pack.id}  # fixes an edition"
    if found.helplines:
        what = counted(len(found.helplines), "helpline")
        yield f"Ring or visit {what}, then write the day behind `checked:`"


def _releases(found: LibraryStatus) -> Iterator[str]:
    """The command that releases each text which readers do not have yet."""
    for each in found.documents:
        closes = "".join(f" --closes {id_}" for id_ in each.blocked_by)
        if each.needs:
            larger = KINDS[KINDS.index(each.needs) + 1 :]
            remark = f"  # or {', '.join(f'--{kind}' for kind in larger)}" if larger else ""
            yield f'hubdocs release {each.id} --{each.needs} --summary "What is new"{closes}{remark}'
        elif each.blocked_by:
            named = ", ".join(each.blocked_by)
            yield f"Change {each.id} so that it answers {named}: no other release of it is possible before"
        elif each.state is State.NEVER_RELEASED:
            yield f'hubdocs release {each.id} --summary "What it is for"  # its first release'


def _can_be_fixed(pack: PackStatus, found: LibraryStatus) -> bool:
    """Whether a new edition is due, once the steps above it are done."""
    waiting = {each.id for each in found.documents if each.state is State.NEVER_RELEASED}
    return bool(pack.changes or not pack.edition) and waiting.issuperset(pack.missing)


def _tell(line: str, indent: int = 0) -> None:
    """One line for a person; a longer one goes on below, further in."""
    margin = " " * indent
    for part in _wrapped(line, _width() - indent, "    "):
        telling.say(margin + part)


def _show(table: _List) -> None:
    """A table on a terminal, aligned lines elsewhere."""
    telling.say("")
    telling.say(table.title)
    if _OUT.is_terminal:
        _OUT.print(_drawn(table))
        return
    for line in _aligned(table):
        telling.say(line)


def _drawn(table: _List) -> Table:
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column, heading in enumerate(table.headings):
        drawn.add_column(heading, no_wrap=column != table.wide)
    for row in table.rows:
        drawn.add_row(*map(_coloured, row))
    return drawn


def _coloured(cell: str) -> Text:
    lines = (Text(telling.plain(line), style=_colour(line)) for line in cell.split("\n"))
    return Text("\n").join(lines)


def _colour(line: str) -> str:
    return next((colour for words, colour in _URGENT.items() if line.startswith(words)), "")


def _aligned(table: _List) -> Iterator[str]:
    """The lines of a table, each column as wide as it needs to be and one as wide as there is room for."""
    cells = [
        [[telling.plain(line) for line in cell.split("\n")] for cell in row] for row in (table.headings, *table.rows)
    ]
    widths = [max(len(line) for row in cells for line in row[column]) for column in range(len(table.headings))]
    others = sum(widths) - widths[table.wide] + GAP * (len(widths) - 1)
    widths[table.wide] = min(widths[table.wide], max(_width() - others, 10))
    for row in cells:
        row[table.wide] = [part for line in row[table.wide] for part in _wrapped(line, widths[table.wide])]
        for line in range(max(map(len, row))):
            parts = (
                (cell[line] if line < len(cell) else "").ljust(width) for cell, width in zip(row, widths, strict=True)
            )
            yield (" " * GAP).join(parts).rstrip()


def _wrapped(line: str, width: int, further: str = "") -> list[str]:
    return textwrap.wrap(line, width, subsequent_indent=further, break_on_hyphens=False) or [""]


def _width() -> int:
    return max(_OUT.width, NARROWEST) if _OUT.is_terminal else WIDTH


def _as_data(found: LibraryStatus) -> dict[str, Any]:
    """The status for a program; keys are only ever added."""
    return {
        "today": str(found.today),
        "documents": [
            {
                "id": each.id,
                "title": _or_null(each.title),
                "kind": _or_null(each.kind),
                "state": each.state.value,
                "newest": _or_null(each.newest),
                "released": _or_null(each.released),
                "status": _or_null(each.status),
                "review_by": _or_null(each.review_by),
                "overdue": each.overdue,
                "due_soon": each.due_soon,
                "needs": _or_null(each.needs),
                "reason": _or_null(each.reason),
                "reasons": each.reasons,
                "blocked_by": list(each.blocked_by),
            }
            for each in found.documents
        ],
        "packs": [
            {
                "id": each.id,
                "title": each.title,
                "edition": _or_null(each.edition),
                "fixed": _or_null(each.fixed),
                "changes": [
                    {"id": change.id, "before": _or_null(change.before), "after": _or_null(change.after)}
                    for change in each.changes
                ],
                "missing": list(each.missing),
            }
            for each in found.packs
        ],
        "helplines": [
            {"id": each.id, "name": each.name, "checked": _or_null(each.checked)} for each in found.helplines
        ],
        "mistakes": found.mistakes,
        "warnings": found.warnings,
        "withdrawn": [
            {
                "id": each.release.id,
                "version": str(each.release.version),
                "date": _or_null(each.release.withdrawn_on),
                "reason": each.release.withdrawn,
                "editions": [{"pack": held.pack.id, "id": held.edition.id} for held in each.held.editions],
                "hubs": list(dict.fromkeys(hub.hub.id for hub in each.held.hubs)),
            }
            for each in found.withdrawn
        ],
    }


def _or_null(value: object) -> str | None:
    return str(value) if value else None
