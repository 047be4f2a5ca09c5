"""A hub names what exists, keeps versions that were released, and fills the blanks that its agreements have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hubdocs.authoring.rules.agreements import misfit
from hubdocs.errors import Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.model import (
    DELIVERERS,
    Agreement,
    Answer,
    Hub,
    HubAgreement,
    Library,
    Module,
    PackDocument,
    Pin,
    Release,
    Version,
    Wanted,
)


def hubs_are_right(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the hubs."""
    for hub in library.hubs.values():
        yield from hub_is_right(library, hub)


def hub_is_right(library: Library, hub: Hub) -> Iterator[Problem]:
    """Yield everything that is wrong with one hub."""
    yield from _packs_exist(library, hub)
    for pin in hub.pins:
        yield from _pin_was_released(library, pin, alone=len(hub.pins) == 1)
        yield from _pin_agrees(library, hub, pin)
        yield from _pin_suits_its_readers(library, hub, pin)
    yield from _agreements_differ(library, hub)
    for agreement in hub.agreements:
        yield from _agreement_is_filled(library, agreement)


def _packs_exist(library: Library, hub: Hub) -> Iterator[Problem]:
    seen: set[str] = set()
    for named in hub.packs:
        if named.id in seen:
            yield Problem(named.place, f"{named.id} is named twice", "remove one of the two lines", "hub")
        seen.add(named.id)
        if named.id not in library.packs and f"materials/packs/{named.id}" not in library.unreadable:
            hint = did_you_mean(named.id, _packs(library), "correct the id, or write the pack first")
            yield Problem(named.place, f"there is no pack {named.id}", hint, "hub")


def _packs(library: Library) -> list[str]:
    """The ids of all packs, those that cannot be read included."""
    folder = "materials/packs/"
    return [*library.packs, *(path.removeprefix(folder) for path in library.unreadable if path.startswith(folder))]


def _pin_was_released(library: Library, pin: Pin, *, alone: bool) -> Iterator[Problem]:
    releases = library.releases.get(pin.id, ())
    found = next((release for release in releases if release.version == pin.version), None)
    if pin.id in library.unreadable:
        return
    if not releases:
        out = "delete `pins` with all that stands in it" if alone else f"take `{pin.id}: {pin.version}` out of `pins`"
        hint = did_you_mean(pin.id, library.releases, out)
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


def _pin_suits_its_readers(library: Library, hub: Hub, pin: Pin) -> Iterator[Problem]:
    """Yield a problem for a pinned release that was written for others than the readers of a pack."""
    kept = next((each.document for each in library.releases.get(pin.id, ()) if each.version == pin.version), None)
    if not isinstance(kept, Module):
        return
    for named in hub.packs:
        pack = library.packs.get(named.id)
        if pack and pack.audience not in DELIVERERS and pack.holds(pin.id) and not kept.meant_for(pack.audience):
            who = ", ".join([*kept.audience, *kept.delivered_by])
            message = f"{pin.id} {pin.version} is for {who}; the pack {pack.id} is for {pack.audience}"
            yield Problem(pin.place, message, "keep a later version, or remove the pin", "hub-pin")


def _contradicts(wanted: Wanted, version: Version) -> bool:
    """Whether an exact version was asked for and this is another."""
    return wanted.is_exact and not wanted.allows(version)


def _agreements_differ(library: Library, hub: Hub) -> Iterator[Problem]:
    """Yield a problem for each agreement that a hub fills a second time."""
    seen: dict[tuple[str, str], int] = {}
    for filled in hub.agreements:
        newest = library.newest(filled.template)
        version = str(newest.version if newest else filled.template)
        line = seen.setdefault((filled.template.id, version), filled.place.line)
        if line != filled.place.line:
            message = f"{filled.template} is filled twice; line {line} has it already"
            yield Problem(filled.place, message, "keep one of the two, with everything that is filled in", "hub")


def _agreement_is_filled(library: Library, filled: HubAgreement) -> Iterator[Problem]:
    wanted = filled.template
    if wanted.id in library.unreadable:
        return
    template = _template(library, wanted)
    releases = library.releases.get(wanted.id, ())
    if template is None:
        yield _no_agreement(library, filled)
        return
    if filled.signed and not releases:
        message = f"{str(wanted).replace('@', ' ')} was never released, so nobody can have signed it"
        yield Problem(
            filled.place, message, f"remove `signed` until a release of {wanted.id} is signed", "hub-agreement"
        )
    elif filled.signed and not wanted.is_exact:
        newest = library.newest(wanted)
        hint = f"write {wanted.id}@{newest.version if newest else '1.0.0'}, as the signed copy says"
        message = "a signed agreement names the exact version that was signed"
        yield Problem(filled.place, message, hint, "hub-agreement")
    yield from _nothing_withdrawn(releases, filled)
    yield from _answers_fit(template, filled)


def _no_agreement(library: Library, filled: HubAgreement) -> Problem:
    """What is wrong with a template that cannot be found."""
    wanted = filled.template
    agreements = [id_ for id_ in {*library.working, *library.releases} if id_.startswith("AG-")]
    found = library.working.get(wanted.id)
    if releases := library.releases.get(wanted.id, ()):
        found = releases[-1].document
    if found is None:
        hint = did_you_mean(str(wanted), agreements, "name an agreement and a version that was released")
        return Problem(filled.place, f"there is no agreement {wanted}", hint, "hub-agreement")
    if not isinstance(found, Agreement):
        article = {"module": "a module", "standards": "a standard set"}[found.kind]
        hint = f"name an agreement, such as {min(agreements)}" if agreements else "write the agreement first"
        return Problem(filled.place, f"{wanted.id} is {article}, not an agreement", hint, "hub-agreement")
    hint = f"its releases are {', '.join(str(release.version) for release in releases)}"
    return Problem(filled.place, f"no release of {wanted.id} fits {wanted}", hint, "hub-agreement")


def _nothing_withdrawn(releases: Iterable[Release], filled: HubAgreement) -> Iterator[Problem]:
    """Yield a problem when nobody should sign this version any more; a warning when it was signed in its day."""
    fitting = [release for release in releases if filled.template.allows(release.version)]
    if fitting and all(release.withdrawn for release in fitting):
        newest = fitting[-1]
        hint = "agree on a version that is in force, and name it here"
        severity = Severity.WARNING if filled.signed else Severity.ERROR
        message = f"{newest.name} is withdrawn: {newest.withdrawn}"
        yield Problem(filled.place, message, hint, "hub-agreement", severity)


def _template(library: Library, wanted: Wanted) -> Agreement | None:
    """The agreement that is asked for: a release, even one that was withdrawn; its working text if it has none."""
    releases = library.releases.get(wanted.id, ())
    fitting = [release.document for release in releases if wanted.allows(release.version)]
    newest = library.newest(wanted)
    found = newest.document if newest else fitting[-1] if fitting else None
    found = found if releases else library.working.get(wanted.id)
    return found if isinstance(found, Agreement) else None


def _answers_fit(template: Agreement, filled: HubAgreement) -> Iterator[Problem]:
    fields = {field.name: field for field in template.fields}
    for name, answer in filled.fields.items():
        place = filled.place_of(name)
        if name not in fields:
            hint = did_you_mean(name, fields, f"its fields are {', '.join(fields)}" if fields else "remove this line")
            yield Problem(place, f"{template.id} has no field `{name}`", hint, "hub-field")
        elif _is_filled(answer) and (expected := misfit(fields[name], answer)):
            yield Problem(place, f"`{name}` does not fit: {expected}", "correct what is filled in", "hub-field")
    for field in fields.values():
        if field.required and field.default is None and not _is_filled(filled.fields.get(field.name, "")):
            severity = Severity.ERROR if filled.signed else Severity.WARNING
            message = f"`{field.name}` ({field.label}) is not filled in, and {template.id} needs it"
            is_there = field.name in filled.fields
            hint = f"write it behind `{field.name}:`" if is_there else f"add `{field.name}: …` to `fields`"
            yield Problem(filled.place_of(field.name), message, hint, "hub-field", severity)


def _is_filled(answer: Answer) -> bool:
    """Whether there is something in an answer."""
    return any(text.strip() for text in ((answer,) if isinstance(answer, str) else answer))
