"""What was ever released, so that a row can be held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hubdocs.errors import HubError, errors_among
from hubdocs.hints import Guesses
from hubdocs.model import Library, Version


@dataclass(frozen=True)
class Register:
    """Everything that a response may be about, whether it is still in force or not."""

    documents: Mapping[str, Mapping[Version, frozenset[str]]]
    """The ids of the parts of each release, by version and document."""
    editions: Mapping[str, Mapping[str, Version]]
    """The version of each document in an edition, by the edition's name, such as `school-staff@2026-11`."""
    guess_document: Guesses
    guess_edition: Guesses


def register_of(library: Library) -> Register:
    """What was released in a library; withdrawn and old releases too, since people spoke of them.

    Raises:
        HubError: A release or an edition cannot be read, so that its rows would be set aside without reason.
    """
    paths = ("/releases/", "/editions/")
    if lost := [each for each in errors_among(library.blocking) if any(path in each.place.path for path in paths)]:
        raise HubError(lost)
    documents = {
        id_: {release.version: frozenset(release.document.anchors) for release in releases if not release.is_draft}
        for id_, releases in library.releases.items()
    }
    documents = {id_: releases for id_, releases in documents.items() if releases}
    editions = {
        f"{pack.id}@{edition.id}": {document.id: document.version for document in edition.documents}
        for pack in library.packs.values()
        for edition in pack.editions
    }
    return Register(documents, editions, Guesses(documents), Guesses(editions))
