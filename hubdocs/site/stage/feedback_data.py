"""What the script of `/feedback/` knows: everything that a link may name, in words, and the ways to hand over.

Only ids, versions and titles that every reader may see stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from hubdocs.design import curly
from hubdocs.model import FormMap, Library, Module, Pack, Release
from hubdocs.model.addresses import FEEDBACK
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.packs import Issue
from hubdocs.site.stage.pages import StagedFile

DATA = f"{FEEDBACK}feedback-data.js"
Issues = Sequence[tuple[Pack, tuple[Issue, ...]]]


def form_of(library: Library) -> FormMap | None:
    """The provider's form that the settings name, where it says how to get there."""
    name = library.settings.feedback.form
    return next((each for each in library.forms if name and each.name == name and each.link), None)


def feedback_data(atlas: Atlas, issues: Issues) -> StagedFile:
    """A script that holds nothing but data, since a page that was opened by double click may fetch none."""
    library, form = atlas.library, form_of(atlas.library)
    data = {
        "mail": library.settings.feedback.mail,
        "form": form.link if form else "",
        "documents": {held[-1].id: _document(library, held) for held in on_record(atlas)},
        "packs": {pack.id: _pack(pack, held) for pack, held in issues},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # older browsers end a line there
    return StagedFile(DATA, f"var hubFeedback = {text};\n".encode())


def on_record(atlas: Atlas) -> Iterable[tuple[Release, ...]]:
    """The releases of each document that has any, oldest first; nobody was given a draft."""
    held = (tuple(each for each in releases if not each.is_draft) for releases in atlas.ever_released)
    return (releases for releases in held if releases)


def _document(library: Library, releases: tuple[Release, ...]) -> dict[str, Any]:
    document = releases[-1].document
    programme = library.programme_of(document)
    return {
        "kind": curly(f"{programme.title} {document.kind}" if programme else document.kind.capitalize()),
        "title": curly(document.title),
        "releases": {str(each.version): _activities(each) for each in releases},
    }


def _activities(release: Release) -> dict[str, str]:
    """The titles of activities by id; what only those see who run the session has none here."""
    document = release.document
    held = document.activities if isinstance(document, Module) else ()
    return {each.anchor: "" if each.for_trainer else curly(each.title) for each in held}


def _pack(pack: Pack, held: Iterable[Issue]) -> dict[str, Any]:
    return {"title": curly(pack.title), "editions": [each.edition for each in held]}
