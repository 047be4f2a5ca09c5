"""Who holds a release: the editions that printed it, and the hubs that keep, print or signed it.

Editions are public. Hubs are not: nothing that this says of a hub may reach the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.errors import Place
from hubdocs.model import Edition, Hub, Library, Pack, Version, Wanted


@dataclass(frozen=True)
class EditionHolder:
    """A printing of a pack that holds a release."""

    pack: Pack
    edition: Edition
    is_newest: bool
    """Whether it is the printing in force."""


@dataclass(frozen=True)
class HubHolder:
    """A hub that holds a release. Private: never on the site."""

    hub: Hub
    how: str
    """In words: `keeps it by a pin`."""
    place: Place
    """Where the hub says so."""


@dataclass(frozen=True)
class Holders:
    """Everybody who holds one release, as far as the library knows."""

    editions: tuple[EditionHolder, ...] = ()
    """In order of pack, the oldest edition first."""
    hubs: tuple[HubHolder, ...] = ()
    """In order of hub."""

    @property
    def newest_editions(self) -> tuple[EditionHolder, ...]:
        """Those that are in force, and so are printed again by every build."""
        return tuple(each for each in self.editions if each.is_newest)

    def __bool__(self) -> bool:
        return bool(self.editions or self.hubs)


def holders(library: Library, id_: str, version: Version) -> Holders:
    """Who holds a release of a document, withdrawn or not."""
    return Holders(
        tuple(_editions(library, id_, version)),
        tuple(each for hub in library.hubs.values() for each in _of_hub(library, hub, id_, version)),
    )


def _editions(library: Library, id_: str, version: Version) -> Iterator[EditionHolder]:
    for pack in library.packs.values():
        for edition in pack.editions:
            if _holds(edition, id_, version):
                yield EditionHolder(pack, edition, edition == pack.newest_edition)


def _holds(edition: Edition, id_: str, version: Version) -> bool:
    return any((each.id, each.version) == (id_, version) for each in edition.documents)


def _of_hub(library: Library, hub: Hub, id_: str, version: Version) -> Iterator[HubHolder]:
    """Yield each way in which a hub holds a release."""
    pins = [pin for pin in hub.pins if pin.id == id_]
    for pin in pins:
        if pin.version == version:
            yield HubHolder(hub, "keeps it by a pin", pin.place)
    for agreement in hub.agreements:
        if agreement.template.id == id_ and _meant(library, agreement.template) == version:
            how = f"signed it on {agreement.signed}" if agreement.signed else "fills it"
            yield HubHolder(hub, how, agreement.place)
    for named in hub.packs:
        pack = library.packs.get(named.id)
        edition = pack.newest_edition if pack else None
        if edition and not pins and _holds(edition, id_, version):
            yield HubHolder(hub, f"prints it with {named.id} {edition.id}", named.place)


def _meant(library: Library, wanted: Wanted) -> Version | None:
    """The newest release that a hub's line asks for, even one that was withdrawn since."""
    fitting = (each.version for each in library.releases.get(wanted.id, ()) if wanted.allows(each.version))
    return max(fitting, default=None)
