"""A refinement names what was released, says why, agrees with what releases say, and never tells who somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hubdocs.errors import Place, Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.model import Library, Refinement, Release
from hubdocs.releases.register import RELEASE_FILE

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
        yield from _agrees_with_its_release(library, refinement)
        yield from _is_still_answered(library, refinement)
        yield from _says_why(refinement)
        yield from _says_what(refinement)
        yield from _names_nobody(refinement)
    for releases in library.releases.values():
        for release in releases:
            yield from _closes_what_is_there(library, release)


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


def _agrees_with_its_release(library: Library, refinement: Refinement) -> Iterator[Problem]:
    """Yield a problem where a refinement and the release that it names do not say the same."""
    releases = library.releases.get(refinement.document, ())
    release = next((each for each in releases if each.version == refinement.fixed_in), None)
    if release is None or refinement.decision != "accepted":
        return  # other rules speak of that
    place = refinement.source.place("fixed_in")
    if refinement.id not in release.closes:
        message = f"it is said to be fixed in {release.name}, but that release does not name {refinement.id}"
        hint = f"take the line out; `hubdocs release {refinement.document} --closes {refinement.id}` writes it"
        yield Problem(place, message, hint, "refinement")
    if release.date and release.date < refinement.raised:
        message = f"{release.name} of {release.date} cannot answer what was raised on {refinement.raised}"
        hint = f"correct `raised`: it is {release.date} at the latest"
        yield Problem(refinement.source.place("raised"), message, hint, "refinement")


def _is_still_answered(library: Library, refinement: Refinement) -> Iterator[Problem]:
    """Warn where what children's safety asked for was answered, and no release since may be used any more."""
    releases = library.releases.get(refinement.document, ())
    since = [each for each in releases if refinement.fixed_in and each.version >= refinement.fixed_in]
    if refinement.severity == "safeguarding" and since and all(each.withdrawn for each in since):
        message = f"it was answered in {since[0].name}, and that is withdrawn: nobody has the answer now"
        hint = f"release {refinement.document} anew as soon as you can, with what answers {refinement.id} in it"
        yield Problem(refinement.source.place("fixed_in"), message, hint, "refinement", Severity.WARNING)


def _closes_what_is_there(library: Library, release: Release) -> Iterator[Problem]:
    """Yield a problem for each refinement that a release names, and that knows nothing of it."""
    for id_ in release.closes:
        path = f"materials/refinements/{id_}.md"
        refinement = library.refinements.get(id_)
        if refinement is None:
            if path not in library.unreadable:
                message = f"{release.name} answers {id_}, which is not there"
                hint = f"put {path} back as it was: what a release names stays for ever"
                yield Problem(Place(f"{release.document.folder}/{RELEASE_FILE}"), message, hint, "refinement")
        elif refinement.document != release.id:
            message = f"{release.name} answers {id_}, but this is about {refinement.document}"
            hint = f"write `document: {release.id}`; the document of a refinement never changes"
            yield Problem(refinement.source.place("document"), message, hint, "refinement")
        elif refinement.fixed_in != release.version:
            key = "fixed_in" if refinement.fixed_in else "decision"
            said = f"it is said to be fixed in {refinement.fixed_in}" if refinement.fixed_in else "it does not say so"
            hint = f"write `decision: accepted` and `fixed_in: {release.version}`"
            message = f"{release.name} answers {id_}, but {said}"
            yield Problem(refinement.source.place(key), message, hint, "refinement")


def unanswered(library: Library, id_: str, closes: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each refinement that blocks a release of a document which answers only `closes`."""
    for refinement in library.refinements.values():
        if refinement.document == id_ and refinement.blocks and refinement.id not in closes:
            message = f"{refinement.id} is about children's safety and accepted: {id_} must answer it before all else"
            hint = f"mend it, and add `--closes {refinement.id}`; or decide again"
            yield Problem(refinement.source.place("severity"), message, hint, "refinement")


def _says_why(refinement: Refinement) -> Iterator[Problem]:
    if refinement.is_decided_otherwise and not refinement.reason:
        message = f"it is {refinement.decision}, but nobody says why"
        yield Problem(refinement.source.place("decision"), message, "add a line `reason: …`", "refinement")
    if refinement.fixed_in and refinement.decision != "accepted":
        message = f"it is fixed in {refinement.fixed_in}, but its decision is `{refinement.decision}`"
        yield Problem(refinement.source.place("decision"), message, "write `decision: accepted`", "refinement")


def _says_what(refinement: Refinement) -> Iterator[Problem]:
    """Yield a problem where nobody could tell what is asked for, or whether anybody asked."""
    if not refinement.source.body.strip():
        message = "the text is empty: nobody can tell what people said"
        hint = "write below the front matter what people asked for, and what was done"
        yield Problem(refinement.source.body_place(0), message, hint, "refinement")
    if refinement.origin == "feedback" and not refinement.responses:
        message = "nobody said it, but it is said to come from feedback"
        hint = "write how many people said it; or `source: desk review`"
        yield Problem(refinement.source.place("responses"), message, hint, "refinement")


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
