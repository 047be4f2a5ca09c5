"""Invented responses, the same each time, and a library whose releases they speak of."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.feedback.report import Published, Summary, drawings_of, screen_page
from hubdocs.library.load import load_library
from hubdocs.model import Library, Module, Release, Response, Version

BEGAN = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC)
SECOND = MODULE.replace("WC-01", "WC-02").replace('"Noticing"', '"Listening"').replace("duration: 10", "duration: 60")
SECOND = SECOND.replace("#film minutes=5", "#film minutes=40").replace("#close minutes=1", "#close minutes=16")
HANDOUT = "---\nid: WC-02-H1\ntitle: Card\nper: person\n---\n\nListen.\n"
RELEASES = {"WC-01": ("1.0.0", "1.1.0", "2.0.0"), "WC-02": ("1.0.0",)}


def library_of(root: Path, releases: dict[str, tuple[str, ...]] | None = None) -> Library:
    """The tiny library with a second module, and with these releases of each."""
    files: dict[str, str | None] = {
        MODULE_PATH.replace("WC-01-noticing", "WC-02-listening"): SECOND,
        MODULE_PATH.replace("WC-01-noticing/module.md", "WC-02-listening/handouts/h1.md"): HANDOUT,
    }
    library = load_library(write_library(root, files))
    made = {
        id_: tuple(_released(library, id_, version, place) for place, version in enumerate(versions))
        for id_, versions in (RELEASES if releases is None else releases).items()
    }
    return replace(library, releases=made)


def _released(library: Library, id_: str, version: str, place: int) -> Release:
    document = replace(library.working[id_], version=Version.parse(version))
    assert isinstance(document, Module)
    day = datetime.date(2026, 8, 1) + datetime.timedelta(days=40 * place)
    return Release(document, day, "first" if place == 0 else "minor", f"Release {version}.", f"h1:{id_}-{version}")


def responses_of(library: Library, count: int, seed: int = 7) -> Iterator[Response]:
    """Invented responses on the modules of a library: mostly content, some not, some with blanks."""
    chance = random.Random(seed)
    releases = [each for id_ in sorted(library.releases) for each in library.releases[id_]]
    for number in range(count):
        release = chance.choice(releases)
        yield _response(chance, number, release)


def _response(chance: random.Random, number: int, release: Release) -> Response:
    module = release.document
    assert isinstance(module, Module)
    activity = chance.choice([None, None, *module.activities])
    planned = activity.minutes if activity else module.duration
    liked = 4.2 if release.version.minor else 3.4
    before = _blank(chance, chance.randint(1, 4))
    return Response(
        id=f"r{number:06}",
        document=release.id,
        version=release.version,
        activity=activity.anchor if activity else "",
        channel=chance.choice(["web", "print", "usb", ""]),
        submitted=BEGAN + datetime.timedelta(minutes=173 * number),
        role=chance.choice(["link leader", "teacher", "trainer", ""]),
        hub=chance.choice(["north", "south", ""]),
        as_planned=chance.choice(["yes", "yes", "partly", "no", ""]),
        minutes_taken=_blank(chance, max(1, round(planned * chance.uniform(0.8, 1.6)))),
        useful=_blank(chance, min(5, max(1, round(chance.gauss(liked, 1))))),
        clear=_blank(chance, min(5, max(1, round(chance.gauss(liked + 0.3, 1))))),
        before=before,
        after=_blank(chance, min(5, (before or 2) + chance.randint(0, 2))),
        keep=chance.choice(["", "", f"The talk in pairs was good ({number})."]),
        change=chance.choice(["", "", f"More time for questions, please ({number})."]),
        adapted=chance.choice(["", "", "", f"We left out the last part ({number})."]),
        again=chance.choice(["yes", "yes", "maybe", "no", ""]),
    )


def _blank(chance: random.Random, value: int) -> int | None:
    """The value, or now and then nothing."""
    return None if chance.random() < 0.1 else value


def page_of(library: Library, report: Summary | Published) -> str:
    """The page for screens."""
    return screen_page(library, report, drawings_of(report))
