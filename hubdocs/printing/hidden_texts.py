"""Reading what a pack or a document hides from its readers, and what it may say all the same."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.agreement.reading import spoken_body, words_of_details
from hubdocs.authoring.markdown import hidden_text, shown_text
from hubdocs.authoring.proof import Secrets
from hubdocs.model import ContentPage, Document, Library, Module, StandardSet, View
from hubdocs.printing.packs import Contents, PackedRelease


def hidden_in_pack(library: Library, contents: Contents) -> Secrets:
    """What the readers of a pack may not see."""
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


def hidden_in_release(library: Library, item: PackedRelease) -> Secrets:
    """What the readers of one document with its handouts may not see."""
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
