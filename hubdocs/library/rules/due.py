"""What the calendar asks for. Nothing that is built depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hubdocs.errors import Place, Problem, Severity
from hubdocs.model import Contact, Hub, Library

DAYS_BETWEEN_CHECKS = 366
"""How long a telephone number may go unchecked. Contract: FORMAT, section 7 ("for a year")."""


def overdue(library: Library, today: date) -> Iterator[Problem]:
    """Yield a warning for each helpline, contact and review whose time has come."""
    for signpost in library.signposts.values():
        yield from _stale(signpost.name, signpost.place, signpost.checked, today)
    for hub in library.hubs.values():
        yield from overdue_in_hub(hub, today)
    for document in library.working.values():
        if document.review_by and document.review_by < today:
            message = f"{document.id} was to be reviewed by {document.review_by}"
            hint = "review it, then write the next day behind `review_by:`"
            yield _warning(document.place("review_by"), message, hint, "review")


def overdue_in_hub(hub: Hub, today: date) -> Iterator[Problem]:
    """Yield a warning for each contact and service of a hub that nobody has asked or rung for a year."""
    for contact in hub.contacts:
        yield from _unsure(contact, today)
    for service in hub.local_services:
        yield from _stale(service.name, service.place, service.checked, today)


def _unsure(contact: Contact, today: date) -> Iterator[Problem]:
    """Yield a warning for somebody whose number or name may have changed."""
    role = contact.role.replace("_", " ")
    hint = "ask whether it is still right, then write the day behind `checked:`"
    if contact.checked is None:
        message = f"nobody has written down when the {role} was last asked"
        yield _warning(contact.place, message, hint, "checked")
    elif (today - contact.checked).days > DAYS_BETWEEN_CHECKS:
        message = f"the {role} was last asked on {contact.checked}, more than a year ago"
        yield _warning(contact.place, message, hint, "checked")


_RING = "ring or visit it, then write the day behind `checked:`"


def _stale(what: str, place: Place, checked: date | None, today: date) -> Iterator[Problem]:
    if checked is None:
        message = "nobody has checked this yet, so whoever reads it is told “to be checked before use”"
        yield _warning(place, message, _RING, "checked")
    elif (today - checked).days > DAYS_BETWEEN_CHECKS:
        yield _warning(place, f"{what} was last checked on {checked}, more than a year ago", _RING, "checked")


def _warning(place: Place, message: str, hint: str, rule: str) -> Problem:
    return Problem(place, message, hint, rule, Severity.WARNING)
