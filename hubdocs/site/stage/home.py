"""The home page: four doors, what to do when worried, what a family needs, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hubdocs.model import Audience, ContentPage, Release
from hubdocs.model.addresses import PACKS, programme_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.lists import MODULES, STANDARDS, item, need_anchor, needs_met
from hubdocs.site.stage.pages import Page, StagedFile, Strip
from hubdocs.site.stage.reading import read_page
from hubdocs.site.stage.shelf import Item

NEWEST = 5
"""How many releases the home page names."""


@dataclass(frozen=True)
class Door:
    """A way in for one kind of reader."""

    title: str
    words: str
    figure: str
    """`school`, `session`, `hub` or `copy`."""
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
            needs=[
                Item(words.NEEDS[need][0], here.to(MODULES, need_anchor(need)), note=words.NEEDS[need][1])
                for need in needs_met(atlas)
            ],
            newest=[(release, item(release, here)) for release in _latest(atlas)],
        ),
        strip=Strip.SAMPLE if sample else Strip.NONE,
    )
    yield from text.pictures


def _doors(atlas: Atlas, here: Here, *, packs: bool) -> Iterator[Door]:
    """Only doors that lead somewhere."""
    if programme := _school_programme(atlas):
        told = "Read in ten minutes what helps a pupil, and who to tell."
        yield Door("I work in a school", told, "school", here.to(programme_address(programme)))
    if atlas.programmes:
        told = "Every session with its minutes, notes and handouts, for trainers and workshop teams."
        yield Door("I run a session", told, "session", here.to(MODULES))
    if atlas.standard_sets:
        told = "The standards, and what shows that they are met."
        yield Door("I lead a hub", told, "hub", here.to(STANDARDS))
    if packs:
        told = "Find your pack by its name, and see which edition is the newest."
        yield Door("I hold a printed copy", told, "copy", here.to(PACKS))


def _school_programme(atlas: Atlas) -> str | None:
    """The first programme that has something for all staff."""
    for programme, releases in atlas.programmes:
        if any(Audience.STAFF in release.document.audience for release in releases):
            return programme.id
    return None


def _latest(atlas: Atlas) -> list[Release]:
    """What was released last, newest first."""
    return sorted(atlas.newest, key=lambda each: (each.date or date.max, each.id), reverse=True)[:NEWEST]
