"""The starts of modules, handouts and agreements."""

from __future__ import annotations

from collections.abc import Iterable

from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Audience, Library, Programme, StandardSet
from hubdocs.scaffold.names import slug_of
from hubdocs.scaffold.numbers import folders_of_modules, next_document, next_handout
from hubdocs.scaffold.starts import AgreementWish, Ground, HandoutWish, ModuleWish, Start
from hubdocs.scaffold.templates import fill, quoted

SHARES = {"agreement": 1, "first_thoughts": 2, "story": 6, "who_can_help": 2, "close": 1}
"""How a session's time is shared among the activities of a start, in twelfths."""
SHORTEST = len(SHARES)
"""Minutes of the shortest session that a start can be made for: one for each activity."""

_LOOK = ("`hubdocs serve` shows it in the browser while you write.", "`hubdocs check` names every slip in it.")


def find_programme(library: Library, id_: str) -> Programme:
    """The programme with this id.

    Raises:
        HubError: There is none.
    """
    known = {programme.id: programme for programme in library.programmes}
    if id_ in known:
        return known[id_]
    if not known:
        hint = "write modules/who-cares/programme.yml with id, title, prefix, summary and order"
        raise HubError([Problem(Place("modules"), "there is no programme yet", hint, "unknown-id")])
    raise HubError([_unknown("programme", id_, known)])


def find_module(ground: Ground, id_: str) -> str:
    """The folder of the module with this id.

    Raises:
        HubError: There is none.
    """
    known = folders_of_modules(ground)
    if id_ in known:
        return known[id_]
    if not known:
        message, hint = "there is no module yet", "begin with `hubdocs new module`"
        raise HubError([Problem(Place("modules"), message, hint, "unknown-id")])
    raise HubError([_unknown("module", id_, known)])


def _unknown(kind: str, id_: str, known: Iterable[str]) -> Problem:
    hint = did_you_mean(id_, known, f"there are: {', '.join(known)}")
    return Problem(Place("modules"), f"there is no {kind} {id_}", hint, "unknown-id")


def module_start(ground: Ground, wish: ModuleWish) -> Start:
    """A safe session with the programme's next number.

    Raises:
        HubError: The programme has no number left.
    """
    programme = wish.programme
    id_ = next_document(ground, programme.prefix)
    folder = programme.place.path.rpartition("/")[0]
    text = fill(
        "module.md",
        id=id_,
        prefix=programme.prefix,
        title=wish.title,
        audience=wish.audience,
        delivered_by=_deliverer(wish.audience),
        duration=wish.duration,
        minutes=shared(wish.duration),
        signpost=_signpost(ground.library),
    )
    return Start(id_, f"{folder}/{id_}-{slug_of(wish.title, 'module')}/module.md", text, _LOOK)


def shared(duration: int) -> dict[str, int]:
    """The minutes of each activity, which add up to `duration`; what is left over goes to the story.

    Args:
        duration: Minutes, not fewer than `SHORTEST`.
    """
    minutes = {name: max(1, duration * share // sum(SHARES.values())) for name, share in SHARES.items()}
    return minutes | {"story": duration - sum(minutes.values()) + minutes["story"]}


def _deliverer(audience: Audience) -> Audience:
    """Who runs a session for these people as a rule."""
    return {Audience.PUPIL: Audience.STAFF, Audience.PARENT: Audience.FACILITATOR}.get(audience, Audience.TRAINER)


def _signpost(library: Library) -> str:
    """A service to begin with: the first that is there for more than an emergency, if there is any."""
    ordered = sorted(library.signposts.values(), key=lambda each: each.emergency)
    return ordered[0].id if ordered else ""


def handout_start(ground: Ground, wish: HandoutWish) -> Start:
    """A sheet with its module's next number.

    Raises:
        HubError: There is no such module, or it has no number left.
    """
    folder = find_module(ground, wish.module)
    id_ = next_handout(ground, wish.module, folder)
    text = fill("handout.md", id=id_, module=wish.module, title=wish.title, per=wish.per)
    steps = (
        f"Name it in {folder}/module.md: add this line below `materials:`",
        f"  - {{item: {quoted(wish.title)}, per: {wish.per}, handout: {id_}}}",
        *_LOOK,
    )
    return Start(id_, f"{folder}/handouts/{id_.rpartition('-')[2].lower()}.md", text, steps, has_folder=False)


def agreement_start(ground: Ground, wish: AgreementWish) -> Start:
    """An agreement with the next number, bound to the newest standards that were released.

    Raises:
        HubError: There is no number left.
    """
    id_ = next_document(ground, "AG")
    text = fill("agreement.md", id=id_, title=wish.title, standards=_standards(ground.library))
    return Start(id_, f"materials/agreements/{id_}-{slug_of(wish.title, 'agreement')}/agreement.md", text, _LOOK)


def _standards(library: Library) -> str:
    """The last standard set of those in force with the beginning of its version, `ST-01@1`; empty without one."""
    found = [release for release in library.published() if isinstance(release.document, StandardSet)]
    return f"{found[-1].id}@{found[-1].version.major}" if found else ""
