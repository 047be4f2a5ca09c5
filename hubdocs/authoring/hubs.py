"""Reading hubs: who they are, and what they have agreed to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hubdocs.authoring import schemas
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import Node, line_of, read_yaml
from hubdocs.errors import HubError, Place
from hubdocs.model import Contact, Hub, HubAgreement, LocalService, NamedPack, Pin


def read_hub(root: Path, path: str) -> Hub:
    """Read one file of `materials/hubs/`.

    Raises:
        HubError: It does not fit.
    """
    return _read(path, read_yaml(root, path))


def read_hub_elsewhere(folder: Path, shown: str, path: str) -> Hub:
    """Read one file of another folder with hubs, which messages call `shown`; `path` is the file as they name it.

    Raises:
        HubError: It does not fit.
    """
    try:
        return _read(path, read_yaml(folder, path.removeprefix(f"{shown}/")))
    except HubError as error:
        raise HubError(replace(each, place=Place(path, each.place.line)) for each in error.problems) from error


def _read(path: str, node: Node) -> Hub:
    keys = validate(schemas.HubKeys, path, node)

    def place(*location: str | int) -> Place:
        return Place(path, line_of(node, location))

    return Hub(
        id=keys.id,
        name=keys.name,
        lead_school=keys.lead_school,
        place=place("id"),
        contacts=tuple(
            Contact(role, each.name, place("contacts", role), each.phone or "", each.email or "", each.checked)
            for role, each in keys.contacts.items()
        ),
        local_services=tuple(
            LocalService(each.name, place("local_services", index), each.phone or "", each.web or "", each.checked)
            for index, each in enumerate(keys.local_services)
        ),
        packs=tuple(NamedPack(each, place("packs", index)) for index, each in enumerate(keys.packs)),
        agreements=tuple(_agreement(each, path, node, index) for index, each in enumerate(keys.agreements)),
        pins=tuple(Pin(id_, version, place("pins", id_)) for id_, version in keys.pins.items()),
    )


def _agreement(keys: schemas.HubAgreementKeys, path: str, node: Node, index: int) -> HubAgreement:
    return HubAgreement(
        template=keys.template,
        place=Place(path, line_of(node, ("agreements", index, "template"))),
        fields={name: tuple(each) if isinstance(each, list) else each for name, each in keys.fields.items()},
        lines={name: line_of(node, ("agreements", index, "fields", name)) for name in keys.fields},
        signed=keys.signed,
    )
