"""What the printed copies of a hub need, besides a profile without mistakes. Worth a look; it stops no build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from hubdocs.errors import HubError, Place, Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.library.rules.due import overdue_in_hub
from hubdocs.library.rules.hubs import hub_is_right
from hubdocs.model import Contact, Hub, Library
from hubdocs.model.hubs import SAFEGUARDING_LEAD


def hubs_named(library: Library, ids: Iterable[str]) -> tuple[Hub, ...]:
    """The hubs with these ids, in order; a file that cannot be read is passed over, for others tell of it.

    Raises:
        HubError: There is no such hub.
    """
    wanted = dict.fromkeys(ids)
    unknown = [id_ for id_ in wanted if id_ not in library.hubs and not _cannot_be_read(library, id_)]
    if unknown:
        raise HubError(_no_hub(library, id_) for id_ in unknown)
    return tuple(library.hubs[id_] for id_ in wanted if id_ in library.hubs)


def check_hubs(library: Library, ids: Iterable[str], today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with some hubs, or with all of them if none is named, in order of place.

    Raises:
        HubError: There is no such hub.
    """
    ids = tuple(ids)
    found = set(_of_their_files(library, ids))
    for hub in hubs_named(library, ids) if ids else library.hubs.values():
        found.update((*hub_is_right(library, hub), *overdue_in_hub(hub, today), *copies_are_ready(library, hub)))
    return tuple(sorted(found))


def copies_are_ready(library: Library, hub: Hub) -> Iterator[Problem]:
    """Yield a warning for each thing that a reader of a hub's copies would miss."""
    if hub.safeguarding_lead is None:
        message = "no safeguarding lead is named, so every page of its copies has only a line to write a name on"
        hint = f"add `{SAFEGUARDING_LEAD}: {{name: …, phone: …, checked: …}}` to `contacts`"
        yield _warning(hub.place, message, hint)
    for contact in hub.contacts:
        yield from _can_be_reached(contact)
    if not hub.packs:
        yield _warning(hub.place, "it names no pack, so nothing is printed for it", "name its packs behind `packs:`")
    for named in hub.packs:
        pack = library.packs.get(named.id)
        if pack and not pack.editions:
            message = f"the pack {pack.id} has no edition yet, so this hub's copy is a PROOF"
            yield _warning(named.place, message, f"fix one: hubdocs release {pack.id}")
    for pin in hub.pins:
        if not any(library.packs[each.id].holds(pin.id) for each in hub.packs if each.id in library.packs):
            message = f"none of its packs holds {pin.id}, so this pin changes nothing"
            yield _warning(pin.place, message, "remove the pin, or name the pack that holds it")


def _can_be_reached(contact: Contact) -> Iterator[Problem]:
    role = contact.role.replace("_", " ")
    if not contact.phone and (contact.role == SAFEGUARDING_LEAD or not contact.email):
        message = f"no phone number of the {role} is written down"
        yield _warning(contact.place, message, "add `phone: …`: with a number, help is one call away")


def _of_their_files(library: Library, ids: tuple[str, ...]) -> Iterator[Problem]:
    """Yield why files of hubs cannot be read, or clash."""
    for problem in library.blocking:
        folder, _, file = problem.place.path.rpartition("/")
        if folder in library.hub_folders and (not ids or file.rpartition(".")[0] in ids):
            yield problem


def _cannot_be_read(library: Library, id_: str) -> bool:
    return any(f"{folder}/{id_}.yml" in library.unreadable for folder in library.hub_folders)


def _no_hub(library: Library, id_: str) -> Problem:
    known = ", ".join(library.hubs)
    hint = did_you_mean(id_, library.hubs, f"there are: {known}" if known else "write one first: hubdocs new hub")
    return Problem(Place("materials/hubs"), f"there is no hub {id_}", hint, "hub")


def _warning(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, "hub-copy", Severity.WARNING)
