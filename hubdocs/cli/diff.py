"""`hubdocs diff`: what changed between two states of a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from hubdocs.cli import options, telling
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.load import load_library
from hubdocs.model import Document, Library, Version, View
from hubdocs.releases.differences import Change, Kind, Report, Words, page, report

_OUT = Console(highlight=False, emoji=False)

WORKING = "working"
"""The name of the text being written, in the place of a version."""
WIDTH = 80
"""Columns of what is not told to a terminal, which knows its own."""
NARROWEST = 40
"""Columns below which lines are left to the terminal to break."""

_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.MOVED: "~"}
_BRACKETS = {Kind.ADDED: ("{+", "+}"), Kind.REMOVED: ("[-", "-]"), Kind.CHANGED: ("{~", "~}")}
_COLOURS = {Kind.ADDED: "green", Kind.REMOVED: "red", Kind.CHANGED: "yellow", Kind.MOVED: "yellow"}
"""They only repeat what signs and brackets say."""


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("old", required=False)
@click.argument("new", required=False)
@options.library
@click.option("--view", type=click.Choice([each.value for each in View]), default=View.TRAINER.value, help="For whom.")
@click.option("--html", "as_html", is_flag=True, help="A whole page for a browser.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where the page goes.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("nothing was compared.")
def diff(
    id_: str,
    old: str | None,
    new: str | None,
    root: Path,
    view: str,
    as_html: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Say what changed in a document (ID) between two versions (OLD, NEW).

    With OLD alone, what changed up to the newest release; without both, what changed since that release in the text
    that is being written, which is called `working`.
    """
    if as_html and as_json:
        raise click.UsageError("choose --html or --json")
    if output and not as_html:
        raise click.UsageError("--output belongs to --html")
    library = load_library(root)
    before, after = _states(library, id_, old, new)
    found = report(before.document, after.document, View(view))
    title = f"{id_} {before.name} → {after.name}"
    if as_json:
        telling.answer(_as_data(id_, before.name, after.name, found))
    elif as_html:
        _write(page(title, found, before.document, after.document), output)
    else:
        for line in _lines(title, found):
            _tell(line)


class _State:
    """A document in one state, and what that is called."""

    def __init__(self, name: str, document: Document) -> None:
        self.name = name
        self.document = document


def _states(library: Library, id_: str, old: str | None, new: str | None) -> tuple[_State, _State]:
    """The two states that somebody asks for.

    Raises:
        HubError: There is no such document or no such version.
    """
    if id_ not in library.releases and id_ not in library.working:
        if id_ in library.unreadable:
            raise _problem(f"{id_} cannot be read", "run `hubdocs check` and mend it first")
        known = sorted({*library.releases, *library.working})
        hint = did_you_mean(id_, known, f"there are: {', '.join(known)}")
        raise _problem(f"there is no document {id_}", hint)
    if old is None:
        return _newest(library, id_), _state(library, id_, WORKING)
    return _state(library, id_, old), _state(library, id_, new) if new else _newest(library, id_)


def _newest(library: Library, id_: str) -> _State:
    newest = library.newest(id_)
    if newest is None:
        hint = f"name two states; there are: {_there_are(library, id_)}"
        raise _problem(f"{id_} has no release that may be used", hint)
    return _State(str(newest.version), newest.document)


def _state(library: Library, id_: str, name: str) -> _State:
    if name == WORKING:
        if id_ in library.working:
            return _State(WORKING, library.working[id_])
        raise _problem(f"the working text of {id_} cannot be read", "run `hubdocs check` and mend it first")
    for release in library.releases.get(id_, ()):
        if str(release.version) == name:
            return _State(name, release.document)
    raise _problem(f"there is no {id_} {name}", f"there are: {_there_are(library, id_)}")


def _there_are(library: Library, id_: str) -> str:
    versions: list[Version] = [release.version for release in library.releases.get(id_, ())]
    return ", ".join([*map(str, versions), *([WORKING] if id_ in library.working else [])])


def _problem(message: str, hint: str) -> HubError:
    return HubError([Problem(Place("command line"), message, hint, "diff")])


def _lines(title: str, found: Report) -> Iterator[tuple[str, int, Sequence[Words]]]:
    """What is told, line by line: the sign in the margin, how far in, the words."""
    yield "", 0, (Words(title),)
    yield "", 0, (Words(found.summary),)
    if found.front:
        yield from _heading("Front matter")
        for change in found.front:
            yield _SIGNS[change.kind], 1, (Words(f"{change.name}: "), *change.words)
    if found.text.changes:
        yield from _heading("Text")
        yield from _text(found.text.changes)
    if found.handouts:
        yield from _heading("Handouts")
        for each in found.handouts:
            yield _SIGNS[each.kind], 1, (Words(f"{each.handout.id} {each.handout.title} ({each.kind})"),)
            if each.kind is Kind.CHANGED:
                yield from _text(each.comparison.changes)


def _heading(words: str) -> Iterator[tuple[str, int, Sequence[Words]]]:
    yield "", 0, ()
    yield "", 0, (Words(words),)


def _text(changes: Sequence[Change]) -> Iterator[tuple[str, int, Sequence[Words]]]:
    """Changes of a text, each section named once above its own."""
    for section, group in groupby(changes, key=lambda change: change.section):
        if section:
            yield "", 1, (Words(section),)
        for change in group:
            yield _SIGNS[change.kind], 2, (Words(f"{change.part}: "), *_told(change))


def _told(change: Change) -> Sequence[Words]:
    if change.kind is Kind.MOVED:
        return (Words(f"“{change.name}” moved; it stood {change.place}"),)
    return change.words


def _tell(line: tuple[str, int, Sequence[Words]]) -> None:
    """One line for a person, wrapped; colours on a terminal, signs and brackets everywhere."""
    sign, depth, words = line
    text = Text()
    for each in words:
        opened, closed = _BRACKETS.get(each.kind, ("", "")) if each.kind and sign == "~" else ("", "")
        before, inner, after = _trimmed(telling.plain(each.text))
        style = _COLOURS[each.kind] if each.kind else ""
        text.append(before).append(f"{opened}{inner}{closed}", style).append(after)
    margin = f"{sign:2}" + "  " * depth if sign or depth else ""
    width = max(_OUT.width, NARROWEST) if _OUT.is_terminal else WIDTH
    for row in _wrapped(text, width - len(margin)):
        head = Text(margin, style=_COLOURS[words[-1].kind] if sign and words[-1].kind else "")
        _OUT.print(head + row, soft_wrap=True)


def _trimmed(text: str) -> tuple[str, str, str]:
    """A text with the spaces at its ends set apart, which belong outside brackets."""
    inner = text.strip(" ")
    start = text.find(inner) if inner else len(text)
    return text[:start], inner, text[start + len(inner) :]


def _wrapped(text: Text, width: int) -> list[Text]:
    """A text in rows, broken at spaces, with its colours."""
    if not text.plain.strip():
        return [Text("")]
    rows, place = [], 0
    for row in textwrap.wrap(text.plain, width, break_on_hyphens=False):
        words = row.split()
        start = text.plain.index(words[0], place)
        end = start
        for word in words:
            end = text.plain.index(word, end) + len(word)
        rows.append(text[start:end])
        place = end
    return rows


def _write(html: str, output: Path | None) -> None:
    """The page into a file, whole or not at all; or to whoever listens, in the encoding that it names."""
    if output is None:
        click.echo(html.encode(), nl=False)
        return
    target = output.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(html.encode())  # a device or a pipe: nothing may take its place
    else:
        _replace(target, html.encode())
    telling.say(str(output))


def _replace(target: Path, data: bytes) -> None:
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _as_data(id_: str, old: str, new: str, found: Report) -> dict[str, Any]:
    """What changed for a program; keys are only ever added."""
    changes = [
        *(_change(change) for change in found.front),
        *(_change(change) for change in found.text.changes),
        *(
            {"kind": each.kind.value, "part": "handout", "name": each.handout.id, "section": "", "old": "", "new": ""}
            for each in found.handouts
        ),
        *(_change(change, each.handout.id) for each in found.handouts for change in each.comparison.changes),
    ]
    return {"format": 1, "id": id_, "old": old, "new": new, "summary": found.summary, "changes": changes}


def _change(change: Change, handout: str = "") -> dict[str, str]:
    return {
        "kind": change.kind.value,
        "part": change.part,
        "name": change.name,
        "section": handout or change.section,
        "old": change.old,
        "new": change.new,
    }
