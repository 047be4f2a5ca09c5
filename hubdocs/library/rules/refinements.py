"""A refinement names what was released, says why, and never tells who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.errors import Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.model import Library, Refinement, Release

_PERSONAL = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("a telephone number", re.compile(r"(?<!\d)(?:\+44|0)[\d ]{9,12}(?!\d)")),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
)
"""What would tell who somebody is, and has its own form."""


def refinements_are_right(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the refinements."""
    for refinement in library.refinements.values():
        yield from _names_what_was_released(library, refinement)
        yield from _says_why(refinement)
        yield from _names_nobody(refinement)


def _names_what_was_released(library: Library, refinement: Refinement) -> Iterator[Problem]:
    place = refinement.source.place
    if refinement.document in library.unreadable:
        return
    releases = {release.version: release for release in library.releases.get(refinement.document, ())}
    if not releases:
        message = f"{refinement.document} was never released, so nobody can have spoken of it"
        otherwise = f"if the id is right, keep this file elsewhere until {refinement.document} is released"
        hint = did_you_mean(refinement.document, library.releases, otherwise)
        yield Problem(place("document"), message, hint, "refinement")
        return
    there = f"its releases are {', '.join(map(str, releases))}"
    for version in refinement.versions:
        if version not in releases:
            message = f"{refinement.document} {version} was never released"
            yield Problem(place("versions"), message, there, "refinement")
    if refinement.fixed_in and refinement.fixed_in not in releases:
        message = f"it is said to be fixed in {refinement.document} {refinement.fixed_in}, which was never released"
        yield Problem(place("fixed_in"), message, f"remove `fixed_in` until then; {there}", "refinement")
    yield from _activity_was_there(refinement, [releases[each] for each in refinement.versions if each in releases])


def _activity_was_there(refinement: Refinement, releases: list[Release]) -> Iterator[Problem]:
    known = sorted({anchor for release in releases for anchor in release.document.anchors})
    if refinement.activity and releases and refinement.activity not in known:
        message = f"none of those versions has an activity `{refinement.activity}`"
        hint = did_you_mean(refinement.activity, known, f"their parts are {', '.join(known)}")
        yield Problem(refinement.source.place("activity"), message, hint, "refinement")


def _says_why(refinement: Refinement) -> Iterator[Problem]:
    if refinement.decision in {"rejected", "deferred"} and not refinement.reason:
        message = f"it is {refinement.decision}, but nobody says why"
        yield Problem(refinement.source.place("decision"), message, "add a line `reason: …`", "refinement")
    if refinement.fixed_in and refinement.decision != "accepted":
        message = f"it is fixed in {refinement.fixed_in}, but its decision is `{refinement.decision}`"
        yield Problem(refinement.source.place("decision"), message, "write `decision: accepted`", "refinement")


def _names_nobody(refinement: Refinement) -> Iterator[Problem]:
    """Yield a warning for what looks like the way to a person: refinements are published."""
    lines = [(refinement.source.place("reason"), refinement.reason)]
    body = refinement.source.body.split("\n")
    lines += [(refinement.source.body_place(number), line) for number, line in enumerate(body)]
    for place, line in lines:
        for what, form in _PERSONAL:
            if form.search(line):
                hint = "take it out; say what people need, never who they are"
                yield Problem(
                    place, f"{what} seems to stand here, and this text is published", hint, "personal", Severity.WARNING
                )
