"""Everything that the authors wrote and the Foundation released, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from hubdocs.errors import Place, Problem
from hubdocs.model.documents import Document, Module, StandardSet
from hubdocs.model.hubs import Hub
from hubdocs.model.ids import STANDARD
from hubdocs.model.packs import Pack
from hubdocs.model.reference import Brand, ContentPage, Fact, Programme, Signpost, Term
from hubdocs.model.refinements import FormMap, Refinement
from hubdocs.model.releases import Release
from hubdocs.model.version import Wanted


@dataclass(frozen=True)
class PrintLimits:
    """What laying out one document may use before it is stopped and reported as a mistake of that document."""

    seconds: int = 60
    """Processor time."""
    waiting: int = 120
    """Seconds on the clock: a process that waits for something uses no processor time."""
    memory: int = 3072
    """Megabytes."""
    pages: int = 1000
    """Printed pages."""


_SETTINGS = Place("mkdocs.yml")


@dataclass(frozen=True)
class FeedbackSettings:
    """The ways in which readers hand their feedback over. Text to copy is always there."""

    mail: str = ""
    """The address that it is mailed to; empty when nobody reads such mail."""
    form: str = ""
    """The file in `materials/forms/` with the link of a provider's form, without its ending; empty for none."""
    file: bool = True
    """Whether the page makes a file to save and to send back."""
    place: Place = _SETTINGS
    """Where the name of the form stands."""


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says about this library."""

    site_name: str
    site_url: str = ""
    """The public address, ending in `/`; empty when there is none."""
    print_limits: PrintLimits = PrintLimits()
    """When to give up a document that cannot be laid out."""
    feedback: FeedbackSettings = FeedbackSettings()
    """How feedback comes back."""


@dataclass(frozen=True)
class Library:
    """A whole library at one moment."""

    root: Path
    """The folder that holds `content/`, `modules/` and `materials/`."""
    settings: Settings
    brand: Brand
    programmes: tuple[Programme, ...]
    working: Mapping[str, Document]
    """The text being written, by document id."""
    releases: Mapping[str, tuple[Release, ...]]
    """What was published of each document, oldest first, by document id."""
    packs: Mapping[str, Pack]
    signposts: Mapping[str, Signpost]
    terms: tuple[Term, ...]
    pages: tuple[ContentPage, ...]
    hubs: Mapping[str, Hub] = field(default_factory=dict)
    hub_folders: tuple[str, ...] = ()
    """Where hubs lie, as messages name it: `materials/hubs`, and another folder if one was given."""
    refinements: Mapping[str, Refinement] = field(default_factory=dict)
    forms: tuple[FormMap, ...] = ()
    facts: tuple[Fact, ...] = ()
    unreadable: frozenset[str] = frozenset()
    """The ids of documents, and the paths of other files, that cannot be read: they exist, whatever is wrong."""
    provisional: tuple[Document, ...] = ()
    """Working texts whose front matter has mistakes, so that the rules can judge the rest of them."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the working documents; it stops no build of what was released."""
    blocking: tuple[Problem, ...] = ()
    """What is wrong with the rest; unless they are warnings only, nothing can be published."""
    shows_drafts: bool = False
    """Whether working texts stand in the place of what was released, wherever they say something else."""

    @cached_property
    def sets_of_standards(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the documents that hold, or once held, a standard; by the standard's id."""
        found: dict[str, list[str]] = {}
        for id_ in sorted({*self.releases, *self.working}):
            for document in self.states_of(id_):
                for standard in document.standards if isinstance(document, StandardSet) else ():
                    if id_ not in found.setdefault(standard.id, []):
                        found[standard.id].append(id_)
        return {id_: tuple(sets) for id_, sets in found.items()}

    @cached_property
    def released_in(self) -> Mapping[str, tuple[str, ...]]:
        """The ids under which the releases in a document's folder were published; by that folder."""
        found: dict[str, dict[str, None]] = {}
        for id_, releases in self.releases.items():
            for release in releases:
                found.setdefault(release.document.folder.split("/releases/")[0], {})[id_] = None
        return {folder: tuple(known) for folder, known in found.items()}

    @cached_property
    def worked_out(self) -> dict[tuple[object, ...], object]:
        """What others worked out from this library alone and need again, by what it is."""
        return {}

    @cached_property
    def terms_by_word(self) -> Mapping[str, Term]:
        """The terms of the glossary, by word in small letters."""
        return {term.term.lower(): term for term in self.terms}

    @cached_property
    def known_ids(self) -> tuple[str, ...]:
        """Every id that a link may name today, in order; for guesses at what somebody meant."""
        found = {f"term:{term.term}" for term in self.terms} | {page.path for page in self.pages}
        for id_ in {*self.releases, *self.working}:
            found.add(id_)
            for document in self.states_of(id_)[-2:]:
                found |= {a if STANDARD.fullmatch(a) else f"{id_}#{a}" for a in document.anchors}
                found |= {handout.id for handout in document.handouts} if isinstance(document, Module) else set()
        return tuple(sorted(found))

    def states_of(self, id_: str) -> tuple[Document, ...]:
        """Every state of a document: its releases, oldest first, and its working text."""
        released = tuple(release.document for release in self.releases.get(id_, ()))
        return (*released, self.working[id_]) if id_ in self.working else released

    def newest(self, wanted: Wanted | str) -> Release | None:
        """The newest release that is asked for and not withdrawn."""
        wanted = Wanted(wanted) if isinstance(wanted, str) else wanted
        fitting = (
            release
            for release in reversed(self.releases.get(wanted.id, ()))
            if wanted.allows(release.version) and not release.withdrawn
        )
        return next(fitting, None)

    def published(self) -> Iterator[Release]:
        """The newest release of each document that has one, in order of id."""
        for id_ in sorted(self.releases):
            if newest := self.newest(id_):
                yield newest

    def unreleased(self) -> tuple[str, ...]:
        """The ids of documents that were never released, in order."""
        return tuple(sorted(set(self.working) - {id_ for id_, releases in self.releases.items() if releases}))

    def programme_of(self, document: Document) -> Programme | None:
        """The programme that a module belongs to; other documents have none."""
        if not isinstance(document, Module):
            return None
        return next((each for each in self.programmes if each.id == document.programme), None)

    def leading_programme(self, documents: Iterable[Document]) -> str:
        """The id of the first programme among documents; `hub` where none belongs to one."""
        return next((each.id for each in map(self.programme_of, documents) if each), "hub")
