"""What the script of `/check/` knows: for everything that stands on paper, the verdict and what to do, in words.

The build decides and words everything, by the same functions as the pages; the script only finds and shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hubdocs.design import curly
from hubdocs.library.currency import Verdict, newest_released, verdict_of, verdict_of_handout
from hubdocs.model import Handout, Module, Release, StandardSet
from hubdocs.model.addresses import CHECK, changes_address, check_address, release_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.copies import Copy, headline
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import StagedFile

DATA = f"{CHECK}check-data.js"
_HERE = Here(CHECK)


def check_data(atlas: Atlas, shelves: Sequence[Sequence[Copy]], addresses: frozenset[str]) -> StagedFile:
    """A script that holds nothing but data, since a page that was opened by double click may fetch none."""
    documents: dict[str, Any] = {}
    standards: dict[str, str] = {}
    for held in atlas.ever_released:
        releases = [each for each in held if not each.is_draft]
        if releases:
            documents[releases[-1].id] = _document(atlas, releases, addresses)
            documents.update(_handouts(atlas, releases))
            standards.update(dict.fromkeys(_standards(releases), releases[-1].id))
    data = {"packs": [_pack(shelf) for shelf in shelves], "documents": documents, "standards": standards}
    text = json.dumps(_typeset(data), ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # older browsers end a line there
    return StagedFile(DATA, f"var hubCheck = {text};\n".encode())


def _typeset(value: Any) -> Any:
    """The same with typographic quotation marks, as on every page."""
    match value:
        case str():
            return curly(value)
        case dict():
            return {key: _typeset(each) for key, each in value.items()}
        case list():
            return [_typeset(each) for each in value]
    return value


def _pack(shelf: Sequence[Copy]) -> dict[str, Any]:
    pack = shelf[0].pack
    return {"id": pack.id, "title": pack.title, "editions": {copy.issue.edition: _edition(copy) for copy in shelf}}


def _edition(copy: Copy) -> dict[str, str]:
    title, sentence = headline(copy)
    href = _HERE.to(check_address(copy.pack.id, copy.issue.edition))
    return {"verdict": copy.verdict, "title": title, "told": sentence, "href": href}


def _document(atlas: Atlas, releases: Iterable[Release], addresses: frozenset[str]) -> dict[str, Any]:
    """A document with what to do about a copy of each of its releases."""
    held = [*releases]
    newest = newest_released(atlas.library, held[-1].id)
    shown = newest or held[-1]
    return {
        "title": shown.document.title,
        "newest": str(newest.version) if newest else "",
        "href": _HERE.to(atlas.address_of(shown)),
        "releases": {str(each.version): _release(atlas, each, newest, addresses) for each in held},
    }


def _release(atlas: Atlas, release: Release, newest: Release | None, addresses: frozenset[str]) -> dict[str, str]:
    document = release.document
    verdict = verdict_of(atlas.library, release)
    told = {
        "verdict": str(verdict),
        "told": _told(release, verdict, newest),
        "href": _HERE.to(release_address(document.kind, document.id, document.version)),
    }
    changes = changes_address(document.kind, document.id, release.version, newest.version) if newest else ""
    return {**told, "changes": _HERE.to(changes)} if changes in addresses else told


def _told(release: Release, verdict: Verdict, newest: Release | None) -> str:
    """What to do with a copy of a release, in a sentence or two."""
    if release.withdrawn:
        use = f"Use {newest.version} in its place." if newest else "Nothing takes its place yet."
        told = f"It was withdrawn: {words.whole(release.withdrawn)}"
        return told if newest and words.names(release.withdrawn, newest.version) else f"{told} {use}"
    if newest is None or newest.version == release.version:
        return "This is the newest release. There is nothing to do."
    match verdict:
        case Verdict.CURRENT:
            return f"The newest is {newest.version}. It asks nothing of you."
        case Verdict.WORDING:
            return f"Only wording changed up to {newest.version}. You need not print it again."
        case Verdict.REPLACE:
            return f"The newest is {newest.version}. You may use yours until then."
        case Verdict.DO_NOT_USE:
            if not isinstance(release.document, Module):
                return f"What it binds people to changed with {newest.version}."
            return f"People are trained again with {newest.version}, or an old copy is unsafe."


def _handouts(atlas: Atlas, releases: Sequence[Release]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each handout that a release on this site has or had, judged by its own text."""
    held: dict[str, list[tuple[Release, Handout]]] = {}
    for release in releases:
        if isinstance(release.document, Module):
            for handout in atlas.staged_handouts(release.document):
                held.setdefault(handout.id, []).append((release, handout))
    for id_, found in held.items():
        newest = newest_released(atlas.library, releases[-1].id)
        release, handout = found[-1]
        yield (
            id_,
            {
                "title": handout.title,
                "newest": str(newest.version) if newest else "",
                "href": _HERE.to(atlas.handout_page(release, handout)),
                "releases": {str(each.version): _handout(atlas, each, id_, newest) for each, _ in found},
            },
        )


def _handout(atlas: Atlas, release: Release, id_: str, newest: Release | None) -> dict[str, str]:
    verdict = verdict_of_handout(atlas.library, release, id_)
    told = _told(release, verdict, newest)
    if newest and not release.withdrawn and release.version != newest.version:
        if verdict is Verdict.CURRENT:
            told = f"It says the same in {newest.version}, the newest. There is nothing to do."
        elif id_ not in newest.handouts:
            told = f"{newest.name} has no such handout any more."
    return {"verdict": str(verdict), "told": told}


def _standards(releases: Iterable[Release]) -> Iterator[str]:
    for release in releases:
        if isinstance(release.document, StandardSet):
            yield from (each.id for each in release.document.standards)
