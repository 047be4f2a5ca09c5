"""How the site reads an author's text: its links, its pictures and the heads of its activities."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from hubdocs.authoring.agreement.reading import render_document
from hubdocs.authoring.markdown import Destination, Reading, render
from hubdocs.authoring.picture_notes import without_notes
from hubdocs.design.lettering import with_letters
from hubdocs.model import Activity, ContentPage, Document, Handout, Mark, Module, Picture, Refinement, Release, View
from hubdocs.site.stage.atlas import PLAIN, Atlas
from hubdocs.site.stage.drawing import draw, ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import StagedFile

Link = Callable[[str], Destination | None]


@dataclass(frozen=True)
class Text:
    """An author's text as HTML, and the pictures that it shows."""

    html: Markup
    pictures: tuple[StagedFile, ...]


@dataclass
class Pictures:
    """Answers where a picture stands, and remembers which were asked for."""

    here: Here
    folder: str
    """Where the pictures stand on the site."""
    held: Mapping[str, Picture]
    """What there is, by path as written."""
    asked: dict[str, bytes] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """The way from the page to a picture."""
        target = posixpath.normpath(posixpath.join(self.folder, path))
        if picture := self.held.get(path):
            content = without_notes(picture.file.read_bytes(), picture.file.suffix)
            self.asked[target] = with_letters(content) if picture.file.suffix == ".svg" else content
        return self.here.file(target)

    def staged(self) -> tuple[StagedFile, ...]:
        """Every picture that was asked for."""
        return tuple(StagedFile(path, content) for path, content in sorted(self.asked.items()))


def read_document(atlas: Atlas, release: Release, here: Here, *, view: View, folder: str) -> Text:
    """A document's text in one view; its pictures stand in `folder` on the site."""
    document = release.document

    def link(id_: str) -> Destination | None:
        return _own_part(document, view, id_) or atlas.link(id_, here)

    pictures = Pictures(here, folder, document.pictures)
    reading = _reading(atlas, link, pictures, view=view, document=document)
    return Text(ready(render_document(document, reading)), pictures.staged())


def read_handout(atlas: Atlas, release: Release, handout: Handout, here: Here, *, view: View, folder: str) -> Text:
    """A handout's text in one view; its pictures stand in `folder` on the site."""
    pictures = Pictures(here, folder, release.document.pictures)
    return _read(atlas, handout.source.body, lambda id_: _elsewhere(atlas, here, id_), pictures, view=view)


def read_page(atlas: Atlas, page: ContentPage, here: Here) -> Text:
    """The text of a content page; nobody delivers it, so it is read as everybody may."""
    folder = posixpath.dirname(page.path)
    pictures = Pictures(here, folder, page.pictures)

    def link(id_: str) -> Destination | None:
        return _elsewhere(atlas, here, id_, page)

    return _read(atlas, page.source.body, link, pictures, view=View.PARTICIPANT)


def read_refinement(atlas: Atlas, refinement: Refinement, here: Here) -> Text:
    """The text of a refinement, which everybody may read; it shows no pictures."""
    pictures = Pictures(here, "", {})

    def link(id_: str) -> Destination | None:
        return _elsewhere(atlas, here, id_)

    return _read(atlas, refinement.source.body, link, pictures, view=View.PARTICIPANT)


def activity_head(activity: Activity) -> str:
    """The head of an activity: dial, heading, its time in words, and what must be kept."""
    return draw("activity", activity=activity, flags=_flags(activity))


def _read(atlas: Atlas, body: str, link: Link, pictures: Pictures, *, view: View) -> Text:
    return Text(ready(render(body, _reading(atlas, link, pictures, view=view))), pictures.staged())


def _reading(atlas: Atlas, link: Link, pictures: Pictures, *, view: View, document: Document | None = None) -> Reading:
    return Reading(
        view=view,
        link=link,
        picture=pictures.address,
        activity_head=activity_head,
        activities=document.activities if isinstance(document, Module) else (),
        signposts=atlas.library.signposts,
        terms=atlas.library.terms,
        leader=document.leader if document else Reading.leader,
        local_help=draw("local-help"),
    )


def _own_part(document: Document, view: View, id_: str) -> Destination | None:
    """A part of the text that is being read, where this view has it."""
    owner, hash_, anchor = id_.partition("#")
    if not hash_ or owner not in {"", document.id}:
        return None
    heading = next((each for each in document.headings if each.anchor == anchor), None)
    if heading and ("for-trainer" not in heading.classes or view is View.TRAINER):
        return Destination(f"#{anchor}", heading.title)
    if owner:
        return None
    return PLAIN if heading else Destination(id_)


def _elsewhere(atlas: Atlas, here: Here, id_: str, page: ContentPage | None = None) -> Destination | None:
    return Destination(id_) if id_.startswith("#") else atlas.link(id_, here, page)


def _flags(activity: Activity) -> tuple[str, ...]:
    flags = {
        "Always kept": activity.always_kept,
        "Sensitive": Mark.SENSITIVE in activity.marks,
        "Optional": activity.optional,
        "Only for those who run it": activity.for_trainer,
    }
    return tuple(name for name, holds in flags.items() if holds)
