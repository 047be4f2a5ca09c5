"""The home page: a door for each role, what to do when worried, what a family needs, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hubdocs.model import Audience, ContentPage, Release
from hubdocs.model.addresses import CHECK, document_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.content import WRITING
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.in_short import IN_SHORT
from hubdocs.site.stage.lists import AGREEMENTS, MODULES, STANDARDS, item, need_anchor, needs_met
from hubdocs.site.stage.pages import Page, StagedFile, Strip
from hubdocs.site.stage.pairs import before, on_record
from hubdocs.site.stage.reading import read_page
from hubdocs.site.stage.shelf import Item

WORRIED = "help/help-a-child/"
"""The content page for those who are worried about a child."""
NEWEST = 5
"""How many releases the home page names."""


@dataclass(frozen=True)
class Door:
    """A way in for one kind of reader."""

    title: str
    words: str
    figure: str
    """`school`, `session`, `hub`, `copy` or `pencil`."""
    href: str


def home_pages(atlas: Atlas, page: ContentPage, *, packs: bool) -> Iterator[Page | StagedFile]:
    """The home page, with its pictures."""
    here = Here("")
    text = read_page(atlas, page, here)
    sample = any(release.document.is_sample for release in atlas.newest)
    yield Page(
        address="",
        title=page.title,
        description=page.summary,
        stamp=f"content {page.path}",
        html=draw(
            "home",
            page=page,
            text=text.html,
            sample=sample,
            doors=list(_doors(atlas, here, packs=packs)),
            worried=_content(atlas, here, WORRIED),
            needs=[
                Item(words.NEEDS[need][0], here.to(MODULES, need_anchor(need)), note=words.NEEDS[need][1])
                for need in needs_met(atlas)
            ],
            newest=[(release, item(release, here), _advice(atlas, release)) for release in _latest(atlas)],
        ),
        strip=Strip.SAMPLE if sample else Strip.NONE,
        sheets=("lists", "home"),
    )
    yield from text.pictures


def _doors(atlas: Atlas, here: Here, *, packs: bool) -> Iterator[Door]:
    """Only doors that lead somewhere."""
    if first := _first_for_staff(atlas):
        told = "Read in ten minutes what helps a pupil, and who to tell."
        yield Door("I work in a school", told, "school", here.to(first, IN_SHORT))
    if atlas.programmes:
        told = "Every session with its minutes, the trainer\u2019s notes and the sheets to copy."
        yield Door("I run a session", told, "session", here.to(MODULES))
    if any(not each.is_draft for releases in atlas.ever_released for each in releases):
        told = "See whether your copy is current"
        told += ", and print only what changed." if packs else "."
        yield Door("I hold a printed copy", told, "copy", here.to(CHECK))
    if atlas.standard_sets or atlas.agreements:
        told = "The standards, and what shows that they are met."
        if atlas.agreements:
            told = "The standards, and the agreements that bind both sides to them."
        yield Door("I lead a hub", told, "hub", here.to(STANDARDS if atlas.standard_sets else AGREEMENTS))
    if writing := _content(atlas, here, WRITING):
        yield Door("I write and refine", "How to write, mend and release a text, step by step.", "pencil", writing)


def _first_for_staff(atlas: Atlas) -> str | None:
    """Where the first session stands that is for all staff."""
    for _, releases in atlas.programmes:
        for release in releases:
            if Audience.STAFF in release.document.audience:
                return document_address(release.document.kind, release.id)
    return None


def _content(atlas: Atlas, here: Here, address: str) -> str:
    """The way to a content page, where the library has it."""
    return here.to(address) if any(page.address == address for page in atlas.library.pages) else ""


def _advice(atlas: Atlas, release: Release) -> str:
    """What a release asks of those who hold the one before."""
    return words.advice(release, before(on_record(atlas, release.id), release))


def _latest(atlas: Atlas) -> list[Release]:
    """What was released last, newest first."""
    return sorted(atlas.newest, key=lambda each: (each.date or date.max, each.id), reverse=True)[:NEWEST]
