"""The rules that need the whole library: what is named exists, and ids mean one thing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date

from hubdocs.authoring.rules import check_document, check_text
from hubdocs.authoring.rules.text import Text, texts_of
from hubdocs.design.contrast import PAPER, SHEET, TEXT, contrast
from hubdocs.errors import HubError, Place, Problem, Severity
from hubdocs.library.resolve import resolve
from hubdocs.model import (
    DELIVERERS,
    ContentPage,
    Document,
    Library,
    Module,
    Pack,
    PackDocument,
    PackPage,
    StandardSet,
    ids,
)

DAYS_BETWEEN_CHECKS = 366
"""How long a helpline's number may go unchecked. Contract: FORMAT, section 7 ("for a year")."""

_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def check_library(library: Library, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with the working texts and with what a build publishes, in order of place.

    Only this answer depends on the day; nothing that is built does.
    """
    found = {*check_working(library), *check_published(library), *_overdue(library, today)}
    return tuple(sorted(found))


def check_working(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the working texts; it stops no build of what was released."""
    yield from library.problems
    for document in library.working.values():
        yield from _safely(document.source.path, _check_document(library, document))


def _check_document(library: Library, document: Document) -> Iterator[Problem]:
    yield from check_document(document)
    yield from _prefix_is_programmes(library, document)
    yield from _front_matter_names_what_exists(library, document)
    for text in texts_of(document):
        yield from check_text(text)
        yield from _links_lead_somewhere(library, text, document)


def check_release(library: Library, id_: str) -> Iterator[Problem]:
    """Yield everything that stops the release of one document."""
    yield from (problem for problem in library.problems if f"/{id_}-" in problem.place.path)
    if document := library.working.get(id_):
        yield from _safely(document.source.path, _check_document(library, document))


def check_published(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with what every build publishes, besides the releases: pages, packs and programmes."""
    yield from _prefixes_differ(library)
    if not any(page.path == "index.md" for page in library.pages):
        yield Problem(Place("content/index.md"), "the home page is missing", "write content/index.md", "pages")
    yield from _brand_can_be_read(library)
    for page in library.pages:
        yield from _safely(page.source.path, _check_page(library, page))
    for pack in library.packs.values():
        yield from _pack_names_once(pack)
        yield from _editions_are_whole(library, pack)
        yield from _pack_names_what_exists(library, pack)
        yield from _pack_suits_its_audience(library, pack)


def _brand_can_be_read(library: Library) -> Iterator[Problem]:
    """Yield a problem for a brand's own colour of links and buttons that is too light to read."""
    primary = library.brand.primary
    found = min(contrast(primary, ground) for ground in (PAPER, SHEET)) if primary else TEXT
    if found < TEXT:
        message = f"the colour {primary} has a contrast of {found:.1f} on our paper; text needs {TEXT}"
        yield Problem(Place("materials/brand/brand.yml"), message, "choose a darker `primary`", "contrast")


def _safely(path: str, problems: Iterator[Problem]) -> list[Problem]:
    """The problems of one file; a file that cannot be read at all is one problem."""
    found: list[Problem] = []
    try:
        found.extend(problems)
    except HubError as error:
        found.extend(error.problems)
    except RecursionError:
        message = "the blocks of this text are nested too deeply to be read"
        found.append(Problem(Place(path), message, "flatten its lists and quotes", "nesting"))
    return found


def _check_page(library: Library, page: ContentPage) -> Iterator[Problem]:
    text = Text.of(page.source, page.pictures)
    yield from check_text(text)
    yield from _links_lead_somewhere(library, text, page)


def _links_lead_somewhere(library: Library, text: Text, within: Document | ContentPage) -> Iterator[Problem]:
    """Yield a problem for each link, helpline and term that names nothing."""
    for written in text.survey.links:
        if _ELSEWHERE.match(written) or written.startswith("#fn"):
            continue
        if written.startswith("signpost:"):
            yield from _signpost_exists(library, written.removeprefix("signpost:"), text.place_of(written))
        elif not (_exists(library, written, within) or _is_own_heading(written, text)):
            known = _known(library)
            yield Problem(
                text.place_of(f"]({written}") if f"]({written}" in text.source.body else text.place_of(written),
                f"the link leads to `{written}`, which does not exist",
                _near(written, known, "link by id: WC-01, WC-01#film, WC-01-H1, GOV-1, term:DSL or help/page.md"),
                "link",
            )
    for id_ in text.survey.signposts:
        yield from _signpost_exists(library, id_, text.place_of(id_))


def _exists(library: Library, written: str, within: Document | ContentPage | None = None) -> bool:
    """Whether an id means something, or may do so once a document that cannot be read is mended."""
    if resolve(library, written, within) is not None:
        return True
    if ids.STANDARD.fullmatch(written) and any(id_.startswith("ST-") for id_ in library.unreadable):
        return True
    return re.split(r"#|-H", written)[0] in library.unreadable


def _is_own_heading(written: str, text: Text) -> bool:
    """Whether a content page links to one of its own headings, by the id that Markdown gives it."""
    slugs = {re.sub(r"[^\w]+", "-", each.words.lower()).strip("-") for each in text.survey.headings}
    return written.startswith("#") and written[1:] in slugs


def _signpost_exists(library: Library, id_: str, place: Place) -> Iterator[Problem]:
    if id_ not in library.signposts:
        hint = _near(id_, library.signposts, "add it to materials/signposts.yml")
        yield Problem(place, f"there is no helpline or service `{id_}`", hint, "signpost")


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.7)
    return f"did you mean `{near[0]}`?" if near else otherwise


def _known(library: Library) -> list[str]:
    """Every id that a link may name."""
    known: list[str] = [f"term:{term.term}" for term in library.terms] + [page.path for page in library.pages]
    for id_, document in _documents(library):
        known.append(id_)
        known.extend(f"{id_}#{anchor}" for anchor in document.anchors)
        known.extend(handout.id for handout in getattr(document, "handouts", ()))
        if isinstance(document, StandardSet):
            known.extend(standard.id for standard in document.standards)
    return known


def _documents(library: Library) -> Iterator[tuple[str, Document]]:
    for id_, releases in library.releases.items():
        yield from ((id_, release.document) for release in releases)
    yield from library.working.items()


def _prefix_is_programmes(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem when an id does not begin with the letters of its programme or kind."""
    programme = library.programme_of(document)
    prefix = programme.prefix if programme else {"standards": "ST", "agreement": "AG"}[document.kind]
    if not document.id.startswith(f"{prefix}-"):
        number = document.id.rsplit("-", 1)[-1]
        message = f"the id {document.id} does not begin with {prefix}, as ids here do"
        yield Problem(document.place("id"), message, f"write {prefix}-{number}", "prefix")


def _prefixes_differ(library: Library) -> Iterator[Problem]:
    """Yield a problem for each programme or group of standards whose prefix is taken."""
    taken: dict[str, str] = {"ST": "standard sets", "AG": "agreements", "R": "refinements"}
    for programme in library.programmes:
        if programme.prefix in taken:
            message = f"the prefix {programme.prefix} is taken by {taken[programme.prefix]}"
            yield Problem(programme.place, message, "choose other letters", "prefix")
        taken[programme.prefix] = f"the programme {programme.id}"
    if len({programme.id for programme in library.programmes}) < len(library.programmes):
        place = library.programmes[-1].place
        yield Problem(place, "two programmes have the same id", "give each programme an id of its own", "ids")
    owners: dict[str, str] = {}
    for document in library.working.values():
        for standard in document.standards if isinstance(document, StandardSet) else ():
            prefix = standard.id.split("-")[0]
            if prefix in taken:
                message = f"the prefix of {standard.id} is taken by {taken[prefix]}"
                yield Problem(document.place("id"), message, "choose other letters", "prefix")
            if owners.setdefault(standard.id, document.id) != document.id:
                message = f"the id {standard.id} is taken: {owners[standard.id]} has it"
                yield Problem(document.place("id"), message, "give the standard the next free number", "ids")


def _front_matter_names_what_exists(library: Library, document: Document) -> Iterator[Problem]:
    """Yield a problem for each standard, module or handout in the front matter that does not exist."""
    if not isinstance(document, Module):
        return
    for id_ in document.standards:
        if not _exists(library, id_):
            yield _unknown(library, document.place("standards"), "standard", id_)
    for id_ in document.prerequisites:
        if not _exists(library, id_):
            yield _unknown(library, document.place("prerequisites"), "module", id_)
    for material in document.materials:
        if material.handout and document.handout(material.handout) is None:
            yield _unknown(library, document.place("materials"), "handout", material.handout)


def _unknown(library: Library, place: Place, kind: str, id_: str) -> Problem:
    return Problem(place, f"there is no {kind} {id_}", _near(id_, _known(library), "correct the id"), "unknown-id")


def _pack_names_once(pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each document, page and format that a pack names a second time."""
    seen: set[str] = set()
    for item in pack.contents:
        name = item.path if isinstance(item, PackPage) else item.wanted.id
        if name in seen:
            yield Problem(item.place, f"{name} is in this pack already", "remove one of the two lines", "pack")
        seen.add(name)
    if len(set(pack.formats)) < len(pack.formats):
        yield Problem(pack.place, "a format is named twice", "name each format once", "pack")


def _editions_are_whole(library: Library, pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each edition that is not its file's or pack's, or that names what was never released."""
    for edition in pack.editions:
        file = edition.place.path.rsplit("/", 1)[-1]
        if (edition.pack, f"{edition.id}.yml") != (pack.id, file):
            message = f"this file says that it is edition {edition.id} of {edition.pack}"
            yield Problem(edition.place, message, f"put back what {file} was, from git or from a copy", "edition")
        for each in edition.documents:
            digests = {release.version: release.digest for release in library.releases.get(each.id, ())}
            if digests.get(each.version) != each.digest:
                message = f"this edition holds {each.id} {each.version}, which was not released as it says"
                yield Problem(edition.place, message, "put the file back, from git or from a copy", "edition")


def _pack_names_what_exists(library: Library, pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each line of a pack that names no document, version or page."""
    for item in pack.contents:
        if isinstance(item, PackPage):
            if not any(page.path == item.path for page in library.pages):
                hint = _near(item.path, [page.path for page in library.pages], "write that page into content/")
                yield Problem(item.place, f"there is no page {item.path} in content/", hint, "pack")
            continue
        working = library.working.get(item.wanted.id)
        releases = library.releases.get(item.wanted.id, ())
        found = working or (releases[-1].document if releases else None)
        if found is None and item.wanted.id in library.unreadable:
            continue
        if found is None:
            hint = _near(item.wanted.id, {*library.working, *library.releases}, "correct the id")
            yield Problem(item.place, f"there is no document {item.wanted.id}", hint, "pack")
        elif found.kind != item.kind:
            article = {"module": "a module", "standards": "a standard set", "agreement": "an agreement"}
            message = f"{found.id} is {article[found.kind]}, not {article[item.kind]}"
            yield Problem(item.place, message, f"write {{{found.kind}: {item.wanted}}}", "pack")
        elif item.wanted.numbers and releases and library.newest(item.wanted) is None:
            versions = ", ".join(str(release.version) for release in releases)
            message = f"no usable release of {found.id} fits {item.wanted}"
            yield Problem(item.place, message, f"its releases are {versions}", "pack")


def _pack_suits_its_audience(library: Library, pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each module and handout that a pack's audience neither takes part in nor delivers."""
    if pack.audience in DELIVERERS:
        return
    for item in pack.contents:
        if isinstance(item, PackPage):
            continue
        document = _in_pack(library, item)
        if not isinstance(document, Module):
            continue
        who = ", ".join([*document.audience, *document.delivered_by])
        if not document.meant_for(pack.audience):
            message = f"{document.id} is for {who}; this pack is for {pack.audience}"
            hint = "take it out, or change `audience` of the pack or of the module"
            yield Problem(item.place, message, hint, "pack-audience")
        elif item.handouts:
            for handout in document.handouts:
                if handout.audience and pack.audience not in {*handout.audience, *document.delivered_by}:
                    message = f"the handout {handout.id} is for {', '.join(handout.audience)}, not for {pack.audience}"
                    yield Problem(
                        item.place, message, "write `handouts: false`, or change its audience", "pack-audience"
                    )


def _in_pack(library: Library, item: PackDocument) -> Document | None:
    """The state of a document that a pack would print, or its working text before the first release."""
    newest = library.newest(item.wanted)
    return newest.document if newest else library.working.get(item.wanted.id)


def _overdue(library: Library, today: date) -> Iterator[Problem]:
    """Yield a warning for each helpline and review whose time has come."""
    for signpost in library.signposts.values():
        if signpost.checked is None:
            message = f"nobody has checked {signpost.name} yet; pages say “to be checked before use”"
        elif (today - signpost.checked).days > DAYS_BETWEEN_CHECKS:
            message = f"{signpost.name} was last checked on {signpost.checked}, more than a year ago"
        else:
            continue
        hint = "ring or visit it, then write the day behind `checked:`"
        yield Problem(signpost.place, message, hint, "signpost-checked", Severity.WARNING)
    for document in library.working.values():
        if document.review_by and document.review_by < today:
            message = f"{document.id} was to be reviewed by {document.review_by}"
            hint = "review it, then write the next day behind `review_by:`"
            yield Problem(document.place("review_by"), message, hint, "review", Severity.WARNING)
