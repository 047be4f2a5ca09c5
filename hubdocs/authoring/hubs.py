"""Reading hubs: who they are, and what they have agreed to."""

from __future__ import annotations

from pathlib import Path

from hubdocs.authoring import schemas
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import Node, line_of, read_yaml
from hubdocs.errors import Place
from hubdocs.model import Contact, Hub, HubAgreement, LocalService, NamedPack, Pin


def read_hub(root: Path, path: str) -> Hub:
    """Read one file of `materials/hubs/`.

    Raises:
        HubError: It does not fit.
    """
    node = read_yaml(root, path)
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
