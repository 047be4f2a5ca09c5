"""A pack names what exists, once, and what its readers may have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.currency import document_of
from hubdocs.model import DELIVERERS, Document, Edition, Library, Module, Pack, PackDocument, PackPage

_PAGE = "page-"
"""How the label of a content page begins; an edition names no content pages but by their leaves."""


def packs_are_right(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the packs."""
    for pack in library.packs.values():
        yield from _pack_names_once(pack)
        yield from _editions_are_whole(library, pack)
        yield from _pack_names_what_exists(library, pack)
        yield from _pack_suits_its_audience(library, pack)
        yield from _copier_has_sheets(library, pack)


def _pack_names_once(pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each document, page and format that a pack names a second time."""
    seen: set[str] = set()
    for item in pack.contents:
        name = item.path if isinstance(item, PackPage) else item.wanted.id
        if name in seen:
            yield Problem(item.place, f"{name} is in this pack already", "remove one of the two lines", "pack")
        seen.add(name)
    if len(set(pack.formats)) < len(pack.formats):
        yield Problem(pack.formats_place or pack.place, "a format is named twice", "name each format once", "pack")


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
        yield from _leaves_are_whole(edition)


def _leaves_are_whole(edition: Edition) -> Iterator[Problem]:
    """Yield a problem wherever an edition's leaves are not those of what it holds, each label's in order and together.

    A copy is judged leaf by leaf: one that is lost here would be called current.
    """
    held = {each.id for each in edition.documents}
    seen: set[str] = set()
    for label, group in groupby(edition.leaves, key=lambda leaf: leaf.label):
        numbers = [leaf.number for leaf in group]
        message = ""
        if not label.startswith(_PAGE) and document_of(label) not in held:
            message = f"this edition has leaves of {label}, which it does not hold"
        elif label in seen or numbers != list(range(1, len(numbers) + 1)):
            message = f"the leaves of {label} in this edition are not all there, in order and together"
        if message:
            yield Problem(edition.place, message, "put the file back, from git or from a copy", "edition")
        seen.add(label)


def _pack_names_what_exists(library: Library, pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each line of a pack that names no document, version or page."""
    for item in pack.contents:
        if isinstance(item, PackPage):
            if not any(page.path == item.path for page in library.pages):
                hint = did_you_mean(item.path, [page.path for page in library.pages], "write that page into content/")
                yield Problem(item.place, f"there is no page {item.path} in content/", hint, "pack")
            continue
        working = library.working.get(item.wanted.id)
        releases = library.releases.get(item.wanted.id, ())
        found = working or (releases[-1].document if releases else None)
        if found is None and item.wanted.id in library.unreadable:
            continue
        if found is None:
            hint = did_you_mean(item.wanted.id, {*library.working, *library.releases}, "correct the id")
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
                if not all(map(document.meant_for, handout.audience)):
                    continue  # of people who have nothing to do with the module, another rule speaks
                if handout.audience and pack.audience not in {*handout.audience, *document.delivered_by}:
                    message = f"the handout {handout.id} is for {', '.join(handout.audience)}, not for {pack.audience}"
                    yield Problem(
                        item.place, message, "write `handouts: false`, or change its audience", "pack-audience"
                    )


def _copier_has_sheets(library: Library, pack: Pack) -> Iterator[Problem]:
    """Yield a problem when a pack asks for sheets to copy, and holds no sheet."""
    asked = (item for item in pack.contents if isinstance(item, PackDocument) and item.handouts)
    if "copier" not in pack.formats or any(_may_have_sheets(library, item) for item in asked):
        return
    message = "the format `copier` prints handouts alone, and this pack has none"
    hint = "write `handouts: true` behind a module that has some, or take `copier` out"
    yield Problem(pack.formats_place or pack.place, message, hint, "pack")


def _may_have_sheets(library: Library, item: PackDocument) -> bool:
    """Whether a document has handouts, as far as anybody can tell."""
    document = _in_pack(library, item)
    return not isinstance(document, Module) or bool(document.handouts)


def _in_pack(library: Library, item: PackDocument) -> Document | None:
    """The state of a document that a pack would print, or its working text before the first release."""
    newest = library.newest(item.wanted)
    return newest.document if newest else library.working.get(item.wanted.id)
