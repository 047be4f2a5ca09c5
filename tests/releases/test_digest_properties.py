"""The digest: one digest is one text for every reader; what nobody sees keeps it; versions order as numbers."""

from __future__ import annotations

import datetime
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tiny import HANDOUT, MODULE_PATH, write_library

from hubdocs.authoring.documents import read_document
from hubdocs.library.load import load_library
from hubdocs.model import Library, Module, Release, Version, View
from hubdocs.printing.documents import print_handout, print_release
from hubdocs.printing.formats import SCREEN
from hubdocs.releases.digest import document_digest
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.reading import read_document as read_on_site
from hubdocs.site.stage.reading import read_handout as read_handout_on_site

FOLDER = str(Path(MODULE_PATH).parent)
FRONT = (
    "id: WC-01\ntitle: Café time\nversion: 1.0.0\nstatus: draft\naudience: [staff]\nduration: 3\n"
    "summary: A short session.\nobjectives:\n  - notice a change\nowner: Training lead\n"
)
BLOCKS = (
    "Tell the [DSL](term:DSL) at the café.",
    "One line\nand another  \nwith a break.",
    "- one\n- two\n\n    further in",
    '!!! trainer "Say"\n    Only for those who run it.',
    "For some. { .x }\n\nFor the trainer.\n{ .for-trainer }",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```\ncode  here\n```",
    "[Childline](signpost:childline), [a card](WC-01-H1) and [a standard](GOV-1).",
    "A note.[^1]\n\n[^1]: Below.",
    "Term\n:   What it means.",
)
bodies = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4, unique=True).map(
    lambda blocks: "Before.\n\n## Film { #film minutes=3 }\n\n" + "\n\n".join(blocks) + "\n"
)


@pytest.fixture(scope="module")
def live() -> Library:
    """Live files, which stay as they are."""
    return load_library(write_library(Path(tempfile.mkdtemp()) / "library"))


def read(module: bytes, handout: bytes) -> Module:
    """A module as it is read from its files."""
    with tempfile.TemporaryDirectory() as folder:
        for path, data in {"module.md": module, "handouts/h1.md": handout}.items():
            file = Path(folder, FOLDER, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        document = read_document(Path(folder), FOLDER, "module", "who-cares")
    assert isinstance(document, Module)
    return document


def page(front: str, body: str) -> bytes:
    return f"---\n{front}---\n\n{body}".encode()


def html_of(library: Library, module: Module) -> list[str]:
    """Everything that readers of a module get, on the site and in print; what is live is the same for all."""
    module = replace(module, version=Version(1, 0, 0), owner="", review_by=None, keywords=())
    release = Release(module, datetime.date(2026, 11, 22), "first", "First release", "h1:0")
    atlas, here = Atlas(library), Here("modules/wc-01/")
    found = []
    for view in View:
        found.append(str(read_on_site(atlas, release, here, view=view, folder="images").html))
        printed = print_release(library, release, view, SCREEN)
        found += [printed.html, printed.css]
    for handout in module.handouts:
        text = read_handout_on_site(atlas, release, handout, here, view=View.PARTICIPANT, folder="images")
        sheet = print_handout(library, release, handout, SCREEN)
        found += [str(text.html), sheet.html, sheet.css]
    return found


def each_line(end: str) -> Callable[[str], str]:
    """Put something at the end of each line of the body that has nothing there."""

    def changed(text: str) -> str:
        front, body = text.split("\n---\n", 1)
        lines = (line if line.endswith(" ") else line + end for line in body.split("\n"))
        return f"{front}\n---\n" + "\n".join(lines)

    return changed


NOBODY_SEES: dict[str, Callable[[str], str]] = {
    "lines that end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "lines that end as on an old Mac": lambda text: text.replace("\n", "\r"),
    "a byte-order mark": lambda text: "\ufeff" + text,
    "a space at the end of each line": each_line(" "),
    "a tab at the end of each line": each_line("\t"),
    "three spaces for two": lambda text: text.replace("another  \n", "another   \n"),
    "letters in parts": lambda text: text.replace("at the café", unicodedata.normalize("NFD", "at the café")),
    "lines at the end": lambda text: text + "\n\n \n",
    "no line end at the end": lambda text: text.rstrip("\n"),
    "lines at the beginning": lambda text: text.replace("---\n\nBefore", "---\n\n\n \nBefore"),
    "keys in another order": lambda text: text.replace("duration: 3\n", "").replace("status:", "duration: 3\nstatus:"),
    "quotes": lambda text: text.replace("title: Café time", 'title: "Café time"').replace("3\n", "'3'\n", 1),
    "a list in another form": lambda text: text.replace("audience: [staff]", "audience:\n  - staff"),
    "remarks": lambda text: text.replace("status: draft", "# not yet\nstatus: draft   # soon"),
    "another version": lambda text: text.replace("version: 1.0.0", "version: 7.0.0"),
    "another owner": lambda text: text.replace("owner: Training lead", "owner: Somebody else"),
    "no owner": lambda text: text.replace("owner: Training lead\n", ""),
    "a day for its review": lambda text: text.replace("owner:", "review_by: 2027-09-01\nowner:"),
    "words to search for": lambda text: text.replace("owner:", "keywords: [mum is ill]\nowner:"),
}
"""Every edit that no reader can see, by what it is."""

SOMEBODY_SEES: dict[str, Callable[[str], str]] = {
    "a word": lambda text: text.replace("Before.", "Beforehand."),
    "a heading": lambda text: text.replace("## Film", "## The film"),
    "minutes": lambda text: text.replace("minutes=3", "minutes=4"),
    "a mark": lambda text: text.replace("minutes=3", "minutes=3 .sensitive"),
    "a paragraph": lambda text: text + "\nOne more.\n",
    "words for the trainer": lambda text: text + "\nOne more.\n{ .for-trainer }\n",
    "a break in a line": lambda text: text.replace("Before.", "Before  \nall."),
    "emphasis": lambda text: text.replace("Before.", "**Before.**"),
    "the title": lambda text: text.replace("title: Café", "title: Tea"),
    "an objective": lambda text: text.replace("notice a change", "notice a sign"),
    "the status": lambda text: text.replace("status: draft", "status: pilot"),
    "the minutes in all": lambda text: text.replace("duration: 3", "duration: 4"),
    "the summary": lambda text: text.replace("A short session", "A long session"),
}
"""Edits that somebody sees, by what they are."""

TRIES = settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("edit", NOBODY_SEES)
@TRIES
@given(body=bodies)
@example(body="Before.\n\n## Film { #film minutes=3 }\n\n" + "\n\n".join(BLOCKS) + "\n")
def test_what_nobody_sees_keeps_the_digest_and_every_page(live: Library, edit: str, body: str) -> None:
    before = page(FRONT, body)
    after = NOBODY_SEES[edit](before.decode()).encode()
    old, new = read(before, HANDOUT.encode()), read(after, HANDOUT.encode())

    assert document_digest(old) == document_digest(new)
    assert html_of(live, old) == html_of(live, new)


@pytest.mark.parametrize("edit", SOMEBODY_SEES)
@TRIES
@given(body=bodies)
def test_what_somebody_sees_changes_the_digest(live: Library, edit: str, body: str) -> None:
    before = page(FRONT, body)
    after = SOMEBODY_SEES[edit](before.decode()).encode()
    old, new = read(before, HANDOUT.encode()), read(after, HANDOUT.encode())

    assert html_of(live, old) != html_of(live, new)
    assert document_digest(old) != document_digest(new)


SIGNS = [
    "a",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "- ",
    "    ",
    "**",
    "`",
    "```\n",
    "é",
    "e\u0301",
    "\u00a0",
    "1. ",
    "\\",
]
texts = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
@given(signs=texts, place=st.integers(0, 14), more=st.sampled_from(SIGNS))
@example(signs="```\na\n```\n", place=5, more="  ")
@example(signs="a \t\na", place=0, more=" ")
@example(signs="a\na", place=1, more="\t")
def test_one_digest_is_one_text_for_every_reader(live: Library, signs: str, place: int, more: str) -> None:
    """Whatever is typed, and wherever: two texts of which a page differs have different digests."""
    other = signs[:place] + more + signs[place:]
    for path in ("module", "handout"):
        made = []
        for text in (signs, other):
            module = page(FRONT, f"## Film {{ #film minutes=3 }}\n\n{text if path == 'module' else 'x'}")
            handout = HANDOUT + (text if path == "handout" else "x")
            made.append(read(module, handout.encode()))
        if document_digest(made[0]) == document_digest(made[1]):
            assert html_of(live, made[0]) == html_of(live, made[1])


@given(st.lists(st.tuples(*[st.integers(0, 999)] * 3), min_size=2, max_size=2))
def test_versions_order_as_numbers(numbers: list[tuple[int, int, int]]) -> None:
    one, other = (Version.parse(".".join(map(str, each))) for each in numbers)

    assert (one < other) == (numbers[0] < numbers[1])
    for kind in ("patch", "minor", "major"):
        assert one < one.after(kind)
    assert one.after("patch") < one.after("minor") < one.after("major")
