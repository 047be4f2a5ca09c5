"""The start of a refinement: the next number, what it is about, and a text that may be published as it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hubdocs.errors import HubError, Place, Problem, stop_on_errors
from hubdocs.feedback.refinements.numbers import FOLDER, next_number
from hubdocs.hints import did_you_mean
from hubdocs.model import Library, Release, Response, Version

FEWEST = 5
"""How many people must have said a thing before their number is told. Contract: FORMAT, section 8."""
DESK_REVIEW = "desk review"
"""The origin of what nobody sent in: somebody read the text closely."""


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to write down."""

    document: str
    """The id of what it is about."""
    severity: str
    """`safeguarding`, `factual`, `usability` or `taste`."""
    raised: datetime.date
    activity: str = ""
    """The permanent id of an activity; empty for what the responses agree on, or for the whole document."""
    versions: tuple[Version, ...] = ()
    """The releases that people spoke of; those of the responses, or else the newest, when it is empty."""
    title: str = ""
    """What it asks for, in a few plain words without markup."""
    responses: int | None = None
    """How many people said it; as many as there are responses when it is `None`."""
    is_desk_review: bool = False
    """Whether it comes from close reading and not from feedback."""


@dataclass(frozen=True)
class Begun:
    """A refinement that is not written yet."""

    id: str
    path: str
    """Its file, relative to the library's folder."""
    text: str


def begin(library: Library, wish: Wish, responses: Sequence[Response] = ()) -> Begun:
    """A refinement with the next number; none of the words of the responses stands in it.

    Raises:
        HubError: The document, a version or the activity was never released, a response speaks of something else,
            or nobody said anything.
    """
    releases = library.releases.get(wish.document, ())
    if not releases:
        raise HubError([_never_released(library, wish.document)])
    spoken = [_version_of(library, wish.document, each) for each in responses]
    stop_on_errors(_what_is_wrong(library, wish, responses, spoken))
    named = wish.versions or tuple({version for version in spoken if version})
    versions = tuple(sorted(set(named))) or (_newest(releases).version,)
    chosen = [each for each in releases if each.version in versions]
    activity = wish.activity or _agreed(responses)
    stop_on_errors(_unknown_part(chosen, wish.document, activity))
    id_ = next_number(library)
    people = 0 if wish.is_desk_review else len(responses) if wish.responses is None else wish.responses
    title = wish.title or _title(chosen[-1], activity)
    front = _front(id_, wish, versions, activity, people)
    heard = _heard(wish, chosen[-1], activity, people)
    return Begun(id_, f"{FOLDER}/{id_}.md", front + _body(title, heard, is_desk_review=wish.is_desk_review))


def _front(id_: str, wish: Wish, versions: Iterable[Version], activity: str, people: int) -> str:
    """The front matter. Contract: FORMAT, sections 8 and 9."""
    lines = [
        f"id: {id_}",
        f"document: {wish.document}",
        f"versions: [{', '.join(map(str, versions))}]",
        *([f"activity: {activity}"] if activity else []),
        f"raised: {wish.raised}",
        f"responses: {people}",
        f"severity: {wish.severity}",
        "decision: open",
        f"source: {DESK_REVIEW if wish.is_desk_review else 'feedback'}",
    ]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _body(title: str, heard: str, *, is_desk_review: bool) -> str:
    """A text that is true from the first day: it is published with the next build, whether or not somebody goes on."""
    done = "We are looking at it, and say here what we decide."
    source = "What we noticed" if is_desk_review else "What people said"
    return f"\n## {title}\n\n### {source}\n\n{heard}\n\n### What we did\n\n{done}\n"


def _heard(wish: Wish, release: Release, activity: str, people: int) -> str:
    about = f"“{_heading(release, activity)}” in {release.id}" if activity else release.id
    if wish.is_desk_review:
        return f"Somebody on our team read {about} closely, and noticed that it could be better."
    count = f"{people} people" if people >= FEWEST else f"Fewer than {FEWEST} people"
    return f"{count} wrote to us about {about}."


def _title(release: Release, activity: str) -> str:
    return _heading(release, activity) if activity else release.document.title


def _heading(release: Release, activity: str) -> str:
    """What the activity is called; where only those who run the session may read that, what the document is called."""
    heading = next(each for each in release.document.headings if each.anchor == activity)
    return release.document.title if "for-trainer" in heading.classes else heading.title


def _newest(releases: Sequence[Release]) -> Release:
    """The release in force; of a document that was withdrawn whole, its last."""
    return next((each for each in reversed(releases) if not each.withdrawn), releases[-1])


def _agreed(responses: Sequence[Response]) -> str:
    """The activity of which all responses speak; empty when they speak of several or of none."""
    named = {each.activity if each.knows_activity else "" for each in responses}
    return named.pop() if len(named) == 1 else ""


def _version_of(library: Library, id_: str, response: Response) -> Version | None:
    """The release of a document that a response speaks of, if it does; an edition stands for what is printed in it."""
    if response.document:
        return response.version if response.document == id_ else None
    pack, _, name = response.edition.partition("@")
    editions = library.packs[pack].editions if pack in library.packs else ()
    printed = (document for edition in editions if edition.id == name for document in edition.documents)
    return next((document.version for document in printed if document.id == id_), None)


def _what_is_wrong(
    library: Library, wish: Wish, responses: Sequence[Response], spoken: Sequence[Version | None]
) -> Iterator[Problem]:
    place = Place(FOLDER)
    for response, version in zip(responses, spoken, strict=True):
        if version is None:
            about = response.document or response.edition or "nothing that is known"
            message = f"response {response.id} is about {about}, and not about {wish.document}"
            yield Problem(place, message, f"name only responses about {wish.document}", "refinement")
    known = [each.version for each in library.releases[wish.document]]
    for asked in wish.versions:
        if asked not in known:
            message = f"{wish.document} {asked} was never released"
            yield Problem(place, message, f"its releases are {', '.join(map(str, known))}", "refinement")
    if wish.responses is not None and wish.responses < max(1, len(responses)):
        message = f"{wish.responses} people cannot have said it: {len(responses)} responses are named"
        hint = "leave --responses out, or count those who are named among them"
        yield Problem(place, message, hint, "refinement")
    if not (wish.is_desk_review or responses or wish.responses):
        hint = "name responses with --from, say how many people with --responses, or add --desk-review"
        yield Problem(place, "nobody said it", hint, "refinement")


def _unknown_part(releases: Sequence[Release], id_: str, activity: str) -> Iterator[Problem]:
    """Yield a problem when the last of some releases has no such activity."""
    known = sorted(releases[-1].document.anchors)
    if activity and activity not in known:
        message = f"{id_} {releases[-1].version} has no activity `{activity}`"
        yield Problem(
            Place(FOLDER), message, did_you_mean(activity, known, f"its parts are {', '.join(known)}"), "refinement"
        )


def _never_released(library: Library, id_: str) -> Problem:
    message = f"{id_} was never released, so nobody can have spoken of it"
    known = [each for each, releases in library.releases.items() if releases]
    hint = did_you_mean(id_, known, f"there are: {', '.join(known) or 'none yet'}")
    place = library.working[id_].place() if id_ in library.working else Place("modules")
    return Problem(place, message, hint, "unknown-id")
