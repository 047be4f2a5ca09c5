"""A hub names what exists, keeps versions that were released, and fills the blanks that its agreements have."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.rules.agreements import misfit
from hubdocs.errors import Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.model import Agreement, Hub, HubAgreement, Library, PackDocument, Pin, Version, Wanted


def hubs_are_right(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the hubs."""
    for hub in library.hubs.values():
        yield from _packs_exist(library, hub)
        for pin in hub.pins:
            yield from _pin_was_released(library, pin)
            yield from _pin_agrees(library, hub, pin)
        for agreement in hub.agreements:
            yield from _agreement_is_filled(library, agreement)


def _packs_exist(library: Library, hub: Hub) -> Iterator[Problem]:
    seen: set[str] = set()
    for named in hub.packs:
        if named.id in seen:
            yield Problem(named.place, f"{named.id} is named twice", "remove one of the two lines", "hub")
        seen.add(named.id)
        if named.id not in library.packs and f"materials/packs/{named.id}" not in library.unreadable:
            hint = did_you_mean(named.id, library.packs, "correct the id, or write the pack first")
            yield Problem(named.place, f"there is no pack {named.id}", hint, "hub")


def _pin_was_released(library: Library, pin: Pin) -> Iterator[Problem]:
    releases = library.releases.get(pin.id, ())
    found = next((release for release in releases if release.version == pin.version), None)
    if pin.id in library.unreadable:
        return
    if not releases:
        hint = did_you_mean(pin.id, library.releases, "pin only what was released")
        yield Problem(pin.place, f"{pin.id} was never released, so no version of it can be kept", hint, "hub-pin")
    elif found is None:
        hint = f"its releases are {', '.join(str(release.version) for release in releases)}"
        yield Problem(pin.place, f"{pin.id} {pin.version} was never released", hint, "hub-pin")
    elif found.withdrawn:
        message = f"{pin.id} {pin.version} is withdrawn: {found.withdrawn}"
        yield Problem(pin.place, message, "remove the pin, so that the newest release is printed", "hub-pin")


def _pin_agrees(library: Library, hub: Hub, pin: Pin) -> Iterator[Problem]:
    """Yield a problem for a pin against which a pack names exactly another version."""
    for named in hub.packs:
        pack = library.packs.get(named.id)
        for item in pack.contents if pack else ():
            if isinstance(item, PackDocument) and item.wanted.id == pin.id and _contradicts(item.wanted, pin.version):
                message = f"{pin.id} {pin.version} goes against the pack {named.id}, which asks for {item.wanted}"
                yield Problem(pin.place, message, "remove the pin, or change the pack's line", "hub-pin")


def _contradicts(wanted: Wanted, version: Version) -> bool:
    """Whether an exact version was asked for and this is another."""
    return len(wanted.numbers) == len(("major", "minor", "patch")) and not wanted.allows(version)


def _agreement_is_filled(library: Library, filled: HubAgreement) -> Iterator[Problem]:
    template = _template(library, filled.template)
    if template is None:
        if filled.template.id not in library.unreadable:
            agreements = [id_ for id_ in {*library.working, *library.releases} if id_.startswith("AG-")]
            hint = did_you_mean(str(filled.template), agreements, "name an agreement and a version that was released")
            yield Problem(filled.place, f"there is no agreement {filled.template}", hint, "hub-agreement")
        return
    if filled.signed and len(filled.template.numbers) < len(("major", "minor", "patch")):
        newest = library.newest(filled.template)
        hint = f"write {filled.template.id}@{newest.version if newest else '1.0.0'}, as the signed copy says"
        message = "a signed agreement names the exact version that was signed"
        yield Problem(filled.place, message, hint, "hub-agreement")
    yield from _answers_fit(template, filled)


def _template(library: Library, wanted: Wanted) -> Agreement | None:
    newest = library.newest(wanted)
    found = newest.document if newest else None if library.releases.get(wanted.id) else library.working.get(wanted.id)
    return found if isinstance(found, Agreement) else None


def _answers_fit(template: Agreement, filled: HubAgreement) -> Iterator[Problem]:
    fields = {field.name: field for field in template.fields}
    for name, answer in filled.fields.items():
        place = filled.place_of(name)
        if name not in fields:
            hint = did_you_mean(name, fields, f"its fields are {', '.join(fields)}" if fields else "remove this line")
            yield Problem(place, f"{template.id} has no field `{name}`", hint, "hub-field")
        elif expected := misfit(fields[name], answer):
            yield Problem(place, f"`{name}` does not fit: {expected}", "correct what is filled in", "hub-field")
    for field in fields.values():
        if field.required and field.default is None and field.name not in filled.fields:
            severity = Severity.ERROR if filled.signed else Severity.WARNING
            message = f"`{field.name}` ({field.label}) is not filled in, and {template.id} needs it"
            yield Problem(filled.place, message, f"add `{field.name}: …` to `fields`", "hub-field", severity)
