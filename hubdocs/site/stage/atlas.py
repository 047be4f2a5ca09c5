"""Which pages this site has, and where every id of the library leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hubdocs.authoring.markdown import Destination
from hubdocs.library.resolve import Target, resolve
from hubdocs.model import (
    Agreement,
    Audience,
    ContentPage,
    Document,
    Handout,
    Library,
    Module,
    Programme,
    Release,
    StandardSet,
    View,
)
from hubdocs.model.addresses import document_address, handout_address, release_address
from hubdocs.model.ids import HANDOUT
from hubdocs.site.stage.here import Here

KINDS = ("module", "standards", "agreement")
"""The kinds of document that have pages."""
PLAIN = Destination("")
"""Where a link leads that prints as words."""


@dataclass(frozen=True)
class Spot:
    """A place on the site."""

    address: str
    title: str
    anchor: str = ""

    def seen_from(self, here: Here) -> Destination:
        """The way to it from a page."""
        return Destination(here.to(self.address, self.anchor), self.title)


@dataclass(frozen=True)
class Atlas:
    """A library, and for whom its site is made."""

    library: Library
    audience: Audience | None = None
    """Only this audience's trainer text is on the site; everybody's when it is `None`."""

    @cached_property
    def newest(self) -> tuple[Release, ...]:
        """The newest release of each document that has pages and may be used, in order of id."""
        return tuple(each for each in self.library.published() if each.document.kind in KINDS)

    @cached_property
    def ever_released(self) -> tuple[tuple[Release, ...], ...]:
        """Every release of each document that has pages, oldest first, in order of id."""
        held = (self.library.releases[id_] for id_ in sorted(self.library.releases))
        return tuple(tuple(each) for each in held if each and each[-1].document.kind in KINDS)

    @cached_property
    def programmes(self) -> tuple[tuple[Programme, tuple[Release, ...]], ...]:
        """Each programme that has modules in use, with these, in its own order."""
        ordered = sorted(self.library.programmes, key=lambda each: (each.order, each.id))
        shelves = ((programme, tuple(self.modules_of(programme))) for programme in ordered)
        return tuple((programme, modules) for programme, modules in shelves if modules)

    @cached_property
    def standard_sets(self) -> tuple[Release, ...]:
        """The standard sets in use."""
        return tuple(each for each in self.newest if isinstance(each.document, StandardSet))

    @cached_property
    def agreements(self) -> tuple[Release, ...]:
        """The agreement templates in use."""
        return tuple(each for each in self.newest if isinstance(each.document, Agreement))

    def modules_of(self, programme: Programme) -> Sequence[Release]:
        """The modules of a programme that are in use."""
        return self._modules.get(programme.id, ())

    @cached_property
    def _modules(self) -> Mapping[str, Sequence[Release]]:
        """The modules in use, by programme: every page of a module asks for those beside it."""
        found: dict[str, list[Release]] = {}
        for release in self.newest:
            if isinstance(release.document, Module):
                found.setdefault(release.document.programme, []).append(release)
        return found

    def shows_trainer_text(self, document: Document) -> bool:
        """Whether those who read this site may read what only deliverers of the document see."""
        return self.audience is None or document.delivered_to(self.audience)

    def staged_handouts(self, module: Module) -> tuple[Handout, ...]:
        """The handouts that have a page on this site."""
        view = View.TRAINER if self.shows_trainer_text(module) else View.PARTICIPANT
        return module.handouts_for(view)

    def address_of(self, release: Release) -> str:
        """Its page: the document's own for the newest release, its permanent one for any other."""
        document = release.document
        if self.library.newest(document.id) is release:
            return document_address(document.kind, document.id)
        return release_address(document.kind, document.id, document.version)

    def link(self, id_: str, here: Here, page: ContentPage | None = None) -> Destination | None:
        """Where an id leads from a page; plain words for what has no page, `None` for what is unknown."""
        target = resolve(self.library, id_, page)
        if target is None:
            return None
        spot = self.spot(target)
        return spot.seen_from(here) if spot else PLAIN

    def spot(self, target: Target) -> Spot | None:
        """Where a target stands; nothing when this site has no page for it."""
        if target.page:
            return Spot(target.page.address, target.title, target.anchor)
        if target.term:
            return Spot(target.address, target.title, target.anchor)
        if target.release is None or target.release.document.kind not in KINDS:
            return None
        title = f"{target.id.partition('#')[0]}: {target.title}"
        if HANDOUT.fullmatch(target.id):
            return self._handout_spot(target.release, target.id, title)
        if _is_for_trainer(target.release.document, target.anchor):
            shown = self.shows_trainer_text(target.release.document)
            return Spot(f"{target.address}trainer/", target.release.id, target.anchor) if shown else None
        return Spot(target.address, title, target.anchor)

    def handout_page(self, release: Release, handout: Handout) -> str:
        """Where a handout of a release stands."""
        base = document_address("module", release.id)
        return self.address_of(release) + handout_address(handout.id).removeprefix(base)

    def _handout_spot(self, release: Release, id_: str, title: str) -> Spot | None:
        module = release.document
        sheets = self.staged_handouts(module) if isinstance(module, Module) else ()
        for each in sheets:
            if isinstance(module, Module) and each.id == id_:
                return Spot(self.handout_page(release, each), id_ if module.is_for_deliverers(each) else title)
        return None


def _is_for_trainer(document: Document, anchor: str) -> bool:
    return any(each.anchor == anchor and "for-trainer" in each.classes for each in document.headings)
