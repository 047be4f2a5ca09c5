"""What a pack holds: its contents as exact releases, laid out in order, with their page numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hubdocs.errors import HubError, Problem
from hubdocs.library.currency import why_withdrawn
from hubdocs.model import (
    ContentPage,
    Document,
    Edition,
    EditionDocument,
    Handout,
    Hub,
    Library,
    Module,
    Pack,
    PackDocument,
    PackPage,
    Pin,
    Release,
    View,
)
from hubdocs.printing.asking.session import has_session_sheet, print_session_sheet
from hubdocs.printing.documents import print_handout, print_page, print_release
from hubdocs.printing.formats import Format
from hubdocs.printing.printable import PrintDocument


@dataclass(frozen=True)
class PackedRelease:
    """A release as a pack holds it."""

    release: Release
    view: View
    handouts: tuple[Handout, ...]
    """The sheets that follow it, in order."""


@dataclass(frozen=True)
class Contents:
    """A pack with its contents resolved."""

    pack: Pack
    edition: Edition | None
    """`None` for a proof."""
    items: tuple[PackedRelease | ContentPage, ...]
    in_preparation: tuple[Document, ...] = ()
    """Documents that the pack asks for and that nobody has released."""
    hub: Hub | None = None
    """Whose copy it is; `None` for the pack that everybody may have."""

    @property
    def releases(self) -> tuple[PackedRelease, ...]:
        """Its controlled documents, in order."""
        return tuple(item for item in self.items if isinstance(item, PackedRelease))

    @property
    def is_proof(self) -> bool:
        """Whether it is printed without an edition, and so only to be looked at."""
        return self.edition is None

    @property
    def whose(self) -> str:
        """` · Example Hub`, to follow what names the edition; empty for the pack that everybody may have."""
        return f" · {self.hub.name}" if self.hub else ""

    @property
    def named(self) -> str:
        """`School staff pack 2026-11`, or `School staff pack, PROOF`; of a copy with the name of its hub."""
        return (
            f"{self.pack.title} {self.edition.id}{self.whose}"
            if self.edition
            else f"{self.pack.title}, PROOF{self.whose}"
        )

    def named_in(self, letters: int) -> str:
        """How the foot of a page names it in so many letters: in full, or a copy by its edition and hub alone.

        The name of a hub that is longer still is cut: cover, list and page of contacts have it in full.
        """
        full = self.edition_words or f"PROOF{self.whose}"
        if len(self.named) <= letters or not self.hub:
            return self.named
        return full if len(full) <= letters else f"{full[: letters - 1].rstrip()}…"

    @property
    def edition_words(self) -> str:
        """`2026-11`, and of a hub's copy `2026-11 · Example Hub`; empty for a proof."""
        return f"{self.edition.id}{self.whose}" if self.edition else ""

    @property
    def stem(self) -> str:
        """How its files' names begin: `school-staff-2026-11`, and of a copy the hub's id behind it."""
        stem = f"{self.pack.id}-{self.edition.id if self.edition else 'proof'}"
        return f"{stem}-{self.hub.id}" if self.hub else stem

    @property
    def kept(self) -> Mapping[str, EditionDocument]:
        """What the edition holds in the place of the releases that the hub keeps; by id of the document."""
        own = {each.release.id: each.release.version for each in self.releases}
        fixed = self.edition.documents if self.edition and self.hub else ()
        return {each.id: each for each in fixed if own.get(each.id, each.version) != each.version}

    @property
    def differs(self) -> bool:
        """Whether the copy holds other releases than its edition."""
        return bool(self.kept)

    @property
    def date(self) -> date | None:
        """The day of its edition."""
        return self.edition.date if self.edition else None


def packs_of(library: Library, hub: Hub, chosen: Collection[str] | None = None) -> tuple[Pack, ...]:
    """The packs that a hub prints, in its order; of those that are `chosen`, unless that is `None`."""
    named = (each.id for each in hub.packs if chosen is None or each.id in chosen)
    return tuple(library.packs[id_] for id_ in dict.fromkeys(named) if id_ in library.packs)


def resolve(library: Library, pack: Pack, edition: Edition | None, hub: Hub | None = None) -> Contents:
    """The contents of an edition, or, without one, of a proof from the newest releases.

    In the copy of a hub, the versions that it keeps stand in the place of the others.

    Raises:
        HubError: The edition names a release that is not there or no longer what it was; or the hub keeps one
            that must not be used.
    """
    items: list[PackedRelease | ContentPage] = []
    missing: list[Document] = []
    problems: list[Problem] = []
    for wanted in pack.contents:
        try:
            if isinstance(wanted, PackPage):
                items.append(_page(library, wanted))
            elif release := _release(library, pack, wanted, edition, hub):
                items.append(_packed(release, pack, handouts=wanted.handouts))
            elif not edition and (document := library.working.get(wanted.wanted.id)):
                missing.append(document)
        except HubError as error:
            problems.extend(error.problems)
    if problems:
        raise HubError(problems)
    return Contents(pack, edition, tuple(items), tuple(missing), hub)


def view_for(document: Document, pack: Pack) -> View:
    """Trainer text stands only in packs of an audience that delivers the document."""
    return View.TRAINER if isinstance(document, Module) and document.delivered_to(pack.audience) else View.PARTICIPANT


def print_documents(library: Library, item: PackedRelease | ContentPage, format_: Format) -> tuple[PrintDocument, ...]:
    """Everything that one item of a pack prints: the document, its handouts, and a sheet for those who run it."""
    if isinstance(item, ContentPage):
        return () if format_.sheets_only else (print_page(library, item, format_),)
    sheets = [print_handout(library, item.release, handout, format_) for handout in item.handouts]
    if has_session_sheet(item.release, item.view):
        sheets.append(print_session_sheet(library, item.release, format_))
    if format_.sheets_only:
        return tuple(sheets)
    return (print_release(library, item.release, item.view, format_), *sheets)


def changes_since(library: Library, previous: Edition, edition: Edition) -> Iterator[str]:
    """What is different from the edition before, and what to do about it: one clause a document."""
    before = {each.id: each.version for each in previous.documents}
    for each in edition.documents:
        old = before.get(each.id)
        if old is None:
            yield f"{each.id} is new in this pack"
        elif old != each.version and why_withdrawn(library, each.id, old):
            yield f"{each.id} {old} was withdrawn (do not use it)"
        elif old.major != each.version.major:
            yield f"{each.id} has changed in what matters ({_anew(library, each)})"
        elif old.minor != each.version.minor:
            yield f"{each.id} has changed (print again)"
        elif old.patch != each.version.patch:
            yield f"{each.id} has new wording only (no need to reprint)"
    for id_ in sorted(before.keys() - {each.id for each in edition.documents}):
        yield f"{id_} is no longer in this pack"


def _anew(library: Library, document: EditionDocument) -> str:
    """What a major release asks: nobody is trained in standards or agreements."""
    releases = library.releases.get(document.id, ())
    is_module = any(isinstance(each.document, Module) for each in releases)
    return "train again" if is_module else "it binds people to something else"


def _page(library: Library, wanted: PackPage) -> ContentPage:
    for page in library.pages:
        if page.path == wanted.path:
            return page
    message = f"there is no page content/{wanted.path}"
    raise HubError([Problem(wanted.place, message, "write the page, or take it out of the pack", "pack-page")])


def _release(
    library: Library, pack: Pack, wanted: PackDocument, edition: Edition | None, hub: Hub | None
) -> Release | None:
    """The release that a pack prints of one document; none when its edition lacks it or nobody released it."""
    pin = hub.pin_of(wanted.wanted.id) if hub else None
    if edition is None:
        return _kept(library, pin) if pin else library.newest(wanted.wanted)
    fixed = next((each for each in edition.documents if each.id == wanted.wanted.id), None)
    if fixed is None:
        return None
    if pin:
        return _kept(library, pin)
    for release in library.releases.get(fixed.id, ()):
        if release.version == fixed.version and release.digest == fixed.digest:
            return release
    message = f"edition {edition.id} of {pack.id} holds {fixed.id} {fixed.version}, which is not among its releases"
    hint = f"put the released files of {fixed.id} {fixed.version} back as they were"
    raise HubError([Problem(edition.place, message, hint, "edition")])


def _kept(library: Library, pin: Pin) -> Release:
    """The release that a hub keeps."""
    for release in library.releases.get(pin.id, ()):
        if release.version == pin.version and not release.is_draft and not release.withdrawn:
            return release
    message = f"{pin.id} {pin.version} cannot be kept: it was never released, or was withdrawn"
    raise HubError([Problem(pin.place, message, "remove the pin, or keep another version", "hub-pin")])


def _packed(release: Release, pack: Pack, *, handouts: bool) -> PackedRelease:
    document = release.document
    sheets: tuple[Handout, ...] = ()
    if handouts and isinstance(document, Module):
        delivered = document.delivered_to(pack.audience)
        sheets = tuple(
            each for each in document.handouts if delivered or pack.audience in (each.audience or document.audience)
        )
    return PackedRelease(release, view_for(document, pack), sheets)
