"""What the readers of a pack or a document may not see."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.agreement.reading import spoken_body, words_of_details
from hubdocs.authoring.markdown import hidden_text, shown_text
from hubdocs.authoring.proof import Secrets
from hubdocs.model import ContentPage, Document, Library, Module, StandardSet, View
from hubdocs.printing.memory import kept
from hubdocs.printing.packs import Contents, PackedRelease


def secrets_of(library: Library, contents: Contents) -> Secrets:
    """What the PDFs of a pack must not say: trainer text of documents that its audience does not deliver.

    Copies of a pack that hold the same documents have the same secrets, whoever's they are; each set is made once.
    """
    key = ("secrets", contents.pack.id, *map(_held, contents.items))
    return kept(library, key, lambda: _secrets(library, contents))


def _held(item: PackedRelease | ContentPage) -> tuple[object, ...]:
    """What identifies the texts of one item of a pack."""
    if isinstance(item, ContentPage):
        return ("page", item.path)
    sheets = tuple(each.id for each in item.handouts)
    return (item.release.id, item.release.version, item.release.digest, item.view, sheets)


def _secrets(library: Library, contents: Contents) -> Secrets:
    hidden = [words for item in contents.items for words in _hidden_in(item)]
    if not hidden:
        return Secrets((), ())  # Nothing is searched for, so what may be seen is not asked for.
    shown: list[str] = [contents.pack.title, contents.pack.summary, *_live(library)]
    for item in contents.items:
        if isinstance(item, ContentPage):
            shown += [item.title, shown_text(item.source.body)]
        else:
            shown.extend(_shown(item))
    return Secrets(hidden, shown)


def _hidden_in(item: PackedRelease | ContentPage) -> Iterator[str]:
    """The trainer text that an item of a pack leaves out."""
    return iter(hidden_text(item.source.body)) if isinstance(item, ContentPage) else _hidden(item)


def secrets_of_release(library: Library, item: PackedRelease) -> Secrets:
    """The same for one document with its handouts."""
    return Secrets(_hidden(item), [*_shown(item), *_live(library)])


def _hidden(item: PackedRelease) -> Iterator[str]:
    """The trainer text that a printed document leaves out."""
    if item.view is not View.TRAINER:
        yield from hidden_text(spoken_body(item.release.document))
    for handout in item.handouts:
        yield from hidden_text(handout.source.body)


def _shown(item: PackedRelease) -> Iterator[str]:
    """Everything that a printed document may say."""
    document = item.release.document
    yield from _about(document)
    yield shown_text(spoken_body(document))
    yield from words_of_details(document)
    if item.view is View.TRAINER:
        yield from hidden_text(spoken_body(document))
    for handout in item.handouts:
        yield from (handout.title, shown_text(handout.source.body))


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
        yield f"{signpost.name} {signpost.who} {signpost.phone} {signpost.text} {signpost.web} {signpost.hours}"
    for term in library.terms:
        yield f"{term.term} {term.meaning}"
