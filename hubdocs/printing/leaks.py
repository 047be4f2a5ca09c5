"""The proof that a finished PDF holds no trainer text that its readers may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hubdocs.authoring.markdown import hidden_text, shown_text
from hubdocs.authoring.proof import leaked_runs
from hubdocs.errors import Place, Problem
from hubdocs.model import ContentPage, Document, Handout, Library, Module, StandardSet, View
from hubdocs.printing.packs import Contents, PackedRelease
from hubdocs.printing.reading import text_of

LONGEST_SHARED = 6
"""Words in a row of removed text that may not be found. Contract: FORMAT, section 2."""


@dataclass(frozen=True)
class Secrets:
    """What one file must not say, and what it may."""

    hidden: tuple[str, ...]
    shown: tuple[str, ...]


def secrets_of(library: Library, contents: Contents) -> Secrets:
    """What the PDFs of a pack must not say: trainer text of documents that its audience does not deliver."""
    hidden: list[str] = []
    shown: list[str] = [contents.pack.title, contents.pack.summary]
    for item in contents.items:
        if isinstance(item, ContentPage):
            hidden.extend(hidden_text(item.source.body))
            shown += [item.title, shown_text(item.source.body)]
        else:
            one = secrets_of_release(library, item)
            hidden.extend(one.hidden)
            shown.extend(one.shown)
    return Secrets(tuple(hidden), tuple(shown))


def secrets_of_release(library: Library, item: PackedRelease) -> Secrets:
    """The same for one document with its handouts."""
    document = item.release.document
    hidden = [text for handout in item.handouts for text in hidden_text(handout.source.body)]
    shown = [*_about(document), *_live(library), *_sheets(item.handouts), shown_text(document.source.body)]
    if item.view is View.TRAINER:
        shown.extend(hidden_text(document.source.body))
    else:
        hidden.extend(hidden_text(document.source.body))
    return Secrets(tuple(hidden), tuple(shown))


def find_leaks(file: Path, place: Place, secrets: Secrets) -> Iterator[Problem]:
    """Yield a problem for each run of trainer text in a finished PDF that may not be there."""
    if not secrets.hidden:
        return
    for run in leaked_runs(secrets.hidden, secrets.shown, text_of(file), length=LONGEST_SHARED):
        yield Problem(
            place,
            f"{file.name} would show trainer text to people who do not deliver the session: “{run}”",
            "say it in other words where participants read it, or move it out of the trainer text",
            "audience-leak",
        )


def _about(document: Document) -> Iterator[str]:
    """What front matter makes a reader see."""
    yield from (document.title, document.summary)
    if isinstance(document, Module):
        yield from document.objectives
        yield from (material.item for material in document.materials)
        yield from (activity.title for activity in document.activities if not activity.for_trainer)
    if isinstance(document, StandardSet):
        yield from (standard.statement for standard in document.standards)


def _live(library: Library) -> Iterator[str]:
    """Helplines and the glossary, which anybody may read."""
    for signpost in library.signposts.values():
        yield " ".join((signpost.name, signpost.who, signpost.phone, signpost.text, signpost.web, signpost.hours))
    for term in library.terms:
        yield f"{term.term} {term.meaning}"


def _sheets(handouts: Iterable[Handout]) -> Iterator[str]:
    for handout in handouts:
        yield from (handout.title, shown_text(handout.source.body))
