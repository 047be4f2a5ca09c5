"""The rules that need the whole library: what is named exists, and ids mean one thing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from hubdocs.authoring.rules import check_document, check_text
from hubdocs.authoring.rules.text import Text, texts_of
from hubdocs.errors import HubError, Place, Problem, errors_among
from hubdocs.library.rules import (
    coverage,
    due,
    forms,
    frontmatter,
    hubs,
    identity,
    links,
    live,
    packs,
    pages,
    quotations,
    refinements,
    releases,
)
from hubdocs.library.rules.copies import check_hubs, hubs_named
from hubdocs.library.rules.due import DAYS_BETWEEN_CHECKS
from hubdocs.model import ContentPage, Document, Library, Refinement

__all__ = [
    "DAYS_BETWEEN_CHECKS",
    "check_hubs",
    "check_library",
    "check_published",
    "check_release",
    "check_working",
    "hubs_named",
]

WORKING_RULES: tuple[Callable[[Library, Document], Iterator[Problem]], ...] = (
    identity.prefix_is_programmes,
    identity.ids_are_permanent,
    identity.parts_are_never_reused,
    identity.standards_are_retired,
    frontmatter.standards_exist,
    frontmatter.prerequisites_exist,
    frontmatter.handouts_exist,
    frontmatter.agreement_binds_to_standards,
    frontmatter.handouts_suit_their_module,
)
"""Rules about one working document among all that was ever released."""

PUBLISHED_RULES: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    identity.prefixes_differ,
    pages.home_is_there,
    pages.addresses_are_free,
    live.brand_can_be_read,
    live.terms_lead_somewhere,
    live.facts_are_used_somewhere,
    packs.packs_are_right,
    hubs.hubs_are_right,
    refinements.refinements_are_right,
    quotations.refinements_quote_no_trainer_text,
    forms.form_is_there,
    releases.references_are_there,
)
"""Rules about what every build publishes, besides the releases."""

WARNINGS: tuple[Callable[[Library], Iterator[Problem]], ...] = (coverage.musts_are_served,)
"""Worth a look; they stop nothing."""


def check_library(library: Library, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with the working texts and with what a build publishes, in order of place.

    Only this answer depends on the day; nothing that is built does.
    """
    found = {*library.blocking, *check_working(library), *check_published(library), *due.overdue(library, today)}
    for rule in WARNINGS:
        found.update(rule(library))
    return tuple(sorted(_told_once(found)))


def _told_once(found: set[Problem]) -> Iterator[Problem]:
    """The problems without those that only follow from the name of a file."""
    misnamed = {problem.place.path for problem in found if problem.rule == "name"}
    missing = {problem.message.rsplit("/", 1)[-1] for problem in found if problem.rule == "picture"}
    for problem in found:
        follows = problem.rule in {"pages", "picture-name", "handout-id"} and problem.place.path in misnamed
        wanted = problem.rule == "unread" and problem.place.path.rsplit("/", 1)[-1] in missing
        if not (follows or wanted):
            yield problem


def check_working(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the working texts; it stops no build of what was released."""
    yield from library.problems
    yield from frontmatter.prerequisites_end(library)
    for document in (*library.working.values(), *library.provisional):
        yield from _check_document(library, document)


def check_release(library: Library, id_: str, closes: Collection[str] = ()) -> Iterator[Problem]:
    """Yield everything that stops the release of one document which answers some refinements."""
    yield from refinements.unanswered(library, id_, closes)
    # One that names another document, or a release that never answered it, would block nothing.
    yield from errors_among(refinements.refinements_are_right(library))
    yield from (problem for problem in library.problems if f"/{id_}" in problem.place.path)
    if document := library.working.get(id_):
        yield from _check_document(library, document)


def check_published(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with what every build publishes, besides the releases."""
    for rule in PUBLISHED_RULES:
        yield from rule(library)
    for page in library.pages:
        yield from _safely(page.source.path, _check_page(library, page))
    for refinement in library.refinements.values():
        yield from _safely(refinement.source.path, _check_refinement(library, refinement))


def _check_document(library: Library, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a document, save what follows only from what stands in for a wrong key."""
    told = {document.place(key) for key in document.stand_ins}
    for problem in _safely(document.source.path, _judged(library, document)):
        if problem.place not in told:
            yield problem


def _judged(library: Library, document: Document) -> Iterator[Problem]:
    yield from check_document(document)
    for rule in WORKING_RULES:
        yield from rule(library, document)
    for text in texts_of(document):
        yield from check_text(text)
        yield from links.links_lead_somewhere(library, text, document)


def _check_page(library: Library, page: ContentPage) -> Iterator[Problem]:
    text = Text.of(page.source, page.pictures)
    yield from check_text(text)
    yield from links.links_lead_somewhere(library, text, page)


def _check_refinement(library: Library, refinement: Refinement) -> Iterator[Problem]:
    text = Text.of(refinement.source, {})
    yield from check_text(text)
    yield from links.links_lead_somewhere(library, text, None)


def _safely(path: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file; a file that cannot be read at all is one problem."""
    found: list[Problem] = []
    try:
        found.extend(problems)
    except HubError as error:
        found.extend(error.problems)
    except RecursionError:
        message = "the blocks of this text are nested too deeply to be read"
        found.append(Problem(Place(path), message, "flatten its lists and quotes", "bounds"))
    return found
