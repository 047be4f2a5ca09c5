"""A refinement is read by everybody, so it may not quote what only those read who deliver a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.proof import RUN, Secrets
from hubdocs.authoring.who_reads import hidden_in, shown_in
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Document, Library, Refinement, Release

_ASIDE = re.compile(r"\]\([^)]*\)|\{[^}]*\}")
"""What stands between the words of a Markdown text and is not read: where links lead, and marks."""


def refinements_quote_no_trainer_text(library: Library) -> Iterator[Problem]:
    """Yield a problem for each stretch of trainer text of a refinement's own document.

    The proof after a build looks for those of all documents in all that was made; it cannot say who wrote them where.
    """
    typed: dict[str, Secrets] = {}
    for refinement in library.refinements.values():
        id_, suspects = refinement.document, []
        for release in library.releases.get(id_, ()):
            if release.digest not in typed:
                typed[release.digest] = Secrets(_typed(release.document), ())
            if any(_quoted(refinement, typed[release.digest])):
                suspects.append(release)
        for place, words in _quoted(refinement, _secrets(suspects)):
            message = f"these words stand in notes for those who deliver {id_}, and everybody reads this: “{words}”"
            hint = f"say it in other words; fewer than {RUN} in a row may be the same"
            yield Problem(place, message, hint, "refinement")


def _typed(document: Document) -> Iterator[str]:
    """The texts of a document as they were typed: reading Markdown takes long, and most share nothing with them."""
    sources = [document.source, *(each.source for each in getattr(document, "handouts", ()))]
    yield from (_ASIDE.sub(" ", source.body) for source in sources)


def _secrets(releases: list[Release]) -> Secrets:
    """What only deliverers read of the first and the last of some releases; what lies between differs little."""
    documents = [release.document for release in [*releases[:1], *releases[1:][-1:]]]
    try:
        hidden = [text for document in documents for text in hidden_in(document)]
        shown = [text for document in documents for text in shown_in(document)] if hidden else []
    except (HubError, RecursionError):  # a frozen text that was changed by hand: another rule speaks of that
        return Secrets((), ())
    return Secrets(hidden, [*shown, *(release.summary for release in releases)])


def _quoted(refinement: Refinement, secrets: Secrets) -> Iterator[tuple[Place, str]]:
    """Each stretch that gives something away, where it stands; of a paragraph in several lines, its text's first."""
    source = refinement.source
    lines = [(source.place("reason"), refinement.reason)]
    lines += [(source.body_place(number), line) for number, line in enumerate(source.body.split("\n"))]
    found = [(place, words) for place, line in lines for words in secrets.found_in(line)]
    yield from found
    if not found:
        yield from ((source.body_place(0), words) for words in secrets.found_in(source.body))
