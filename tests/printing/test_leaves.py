"""The leaves of a binder: what a page shows, and in which release a leaf last changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_pdfs import FACES, PICTURE, print_body

from hubdocs.library.load import with_drafts
from hubdocs.model import Leaf, Library, Version, View
from hubdocs.printing.assembly.facts import PdfFacts
from hubdocs.printing.assembly.prints import page_prints
from hubdocs.printing.cache import Rendered
from hubdocs.printing.formats import BINDER
from hubdocs.printing.leaves import last_changes, leaf_print, leaves_of, pack_leaves
from hubdocs.printing.packs import Contents, PackedRelease, print_documents, resolve
from hubdocs.printing.printable import PrintDocument

PLAIN = FACES + "@page { size: A5; margin: 20mm } div { break-after: page } img { width: 20mm }"
GREEN = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgaGAAAAGEAIF9LzNjAAAAAElFTkSuQmCC"
)
BASE = f"<p>Say <b>hello</b> to 12 ŵ pupils.</p><img src='{PICTURE}' alt='Hands'>"


def shade(colour: str) -> str:
    """A page with a drawing in the background, in which a colour runs out."""
    svg = (
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3ClinearGradient id='g'%3E"
        f"%3Cstop stop-color='{colour}'/%3E%3Cstop offset='1' stop-color='white'/%3E%3C/linearGradient%3E"
        "%3Crect width='9' height='9' fill='url(%23g)' opacity='.5'/%3E%3C/svg%3E"
    )
    return f'<p style="background-image: url(&quot;data:image/svg+xml,{svg}&quot;)">Shade</p>'


PAGES = {
    "base": BASE,
    "again": BASE,
    "letter": BASE.replace("hello", "hallo"),
    "number": BASE.replace("12", "13"),
    "letter of another font": BASE.replace("ŵ", "ŷ"),
    "weight": BASE.replace("<b>", "").replace("</b>", ""),
    "colour": BASE.replace("<p>", "<p style='color: #123456'>"),
    "position": BASE.replace("<p>", "<p style='margin-left: 1mm'>"),
    "size": BASE.replace("<p>", "<p style='font-size: 15px'>"),
    "picture": BASE.replace(PICTURE, GREEN),
    "picture's size": BASE.replace("<img", "<img style='width: 21mm'"),
    "line": BASE.replace("<p>", "<p style='border-bottom: 1px solid'>"),
    "shade": shade("red"),
    "shade again": shade("red"),
    "other shade": shade("blue"),
    "see-through": BASE.replace("<p>", "<p style='opacity: .5'>"),
}


def prints_of(folder: Path, bodies: list[str]) -> tuple[str, ...]:
    """The prints of a document in which each body has a page of its own."""
    pages = "".join(f"<div>{body}</div>" for body in bodies[:-1]) + f"<section>{bodies[-1]}</section>"
    with pikepdf.open(print_body(folder / "pages.pdf", pages, css=PLAIN)) as pdf:
        prints = page_prints(pdf)
    assert len(prints) == len(bodies)
    return prints


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return dict(zip(PAGES, prints_of(tmp_path_factory.mktemp("prints"), list(PAGES.values())), strict=True))


def test_a_page_laid_out_twice_has_one_print(prints):
    assert prints["base"] == prints["again"]
    assert prints["shade"] == prints["shade again"]


@pytest.mark.parametrize("changed", [name for name in PAGES if name not in {"base", "again", "shade", "shade again"}])
def test_whatever_looks_otherwise_has_another_print(prints, changed):
    assert [name for name, each in prints.items() if each == prints[changed]] == [changed]


def test_a_page_keeps_its_print_among_other_pages_pictures_and_letters(tmp_path, prints):
    before = [f"<img src='{GREEN}' alt='Green'> Zebras vex Quartz ŷ ẃ", shade("green"), "<p><i>More</i> 98765</p>"]
    among = prints_of(tmp_path, [*before, BASE, "<p>Behind it</p>", shade("red")])
    assert (among[3], among[5]) == (prints["base"], prints["shade"])


def test_what_a_page_only_tells_to_screen_readers_is_not_in_its_print(tmp_path, prints):
    told = BASE.replace("'Hands'", "'Two hands'").replace("<p>", "<p><a href='https://example.org'></a>")
    assert prints_of(tmp_path, [told, "<p>Next</p>"])[0] == prints["base"]


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-"
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=8, max_size=16), st.randoms(use_true_random=False))
def test_pages_have_one_print_exactly_if_they_say_the_same(tmp_path_factory, texts, random):
    said = [*texts, *random.sample(texts, 4)]
    found = prints_of(tmp_path_factory.mktemp("said"), [f"<p>{text}</p>" for text in said])
    assert [[text == other for other in said] for text in said] == [[one == other for other in found] for one in found]


# Which release a leaf last changed in.

FACTS = PdfFacts(pages=0, width=595.0, height=842.0)


@dataclass
class Paper:
    """In the place of a press: what each release looks like, leaf by leaf, is said in a table."""

    looks: dict[str, str]
    """By the name of a document the letters of its pages: `WC-01 1.0.0 for the trainer`."""
    asked: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    """Of what was asked for: its style sheets, in which heads and feet stand."""

    def print_all(self, documents, problems):
        wanted = list(documents)
        self.asked += [each.name for each in wanted]
        self.styles += [each.css for each in wanted]
        return {each: self.rendered(each) for each in wanted}

    def rendered(self, document: PrintDocument) -> Rendered:
        pages = tuple(self.looks.get(document.name, "X"))
        return Rendered(Path(), replace(FACTS, pages=len(pages), prints=pages))


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    return sample.load(tmp_path_factory.mktemp("leaves"))


def with_releases(library: Library, *versions: str, **changes: dict) -> Library:
    """The library with `WC-01` released so many times; `changes` are of a release, by its version as `v1_0_0`."""
    first = library.releases["WC-01"][0]
    releases = tuple(
        replace(
            first,
            document=replace(first.document, version=Version.parse(version)),
            **changes.get(f"v{version.replace('.', '_')}", {}),
        )
        for version in versions
    )
    return replace(library, releases={**library.releases, "WC-01": releases})


def versions_of(library: Library, looks: dict[str, str]) -> tuple[dict[str, tuple[str, ...]], Paper]:
    """For each document of the trainers' pack the versions on its leaves; and what was laid out to find them."""
    paper = Paper(looks)
    contents = resolve(library, library.packs["trainers"], None)
    finished = paper.print_all([each for item in contents.items for each in print_documents(library, item, BINDER)], [])
    paper.asked.clear()
    paper.styles.clear()
    problems: list = []
    versions = last_changes(library, [contents], finished, paper, problems)
    assert not problems
    return {document.label: found for document, found in versions.items()}, paper


def test_a_leaf_carries_the_release_in_which_it_last_changed(library):
    three = with_releases(library, "1.0.0", "1.1.0", "1.2.0")
    looks = {
        "WC-01 1.0.0 for the trainer": "abcdefg",
        "WC-01 1.1.0 for the trainer": "ABcdEfg",
        "WC-01 1.2.0 for the trainer": "12cdEfG",
    }
    found, _ = versions_of(three, looks)
    assert found["WC-01"] == ("1.2.0", "1.0.0", "1.1.0", "1.2.0")


def test_a_leaf_changes_with_either_of_its_sides(library):
    two = with_releases(library, "1.0.0", "1.1.0")
    looks = {"WC-01 1.0.0 for the trainer": "abcdef", "WC-01 1.1.0 for the trainer": "abcDEf"}
    assert versions_of(two, looks)[0]["WC-01"] == ("1.0.0", "1.1.0", "1.1.0")


def test_a_leaf_that_was_changed_and_changed_back_carries_the_later_release(library):
    three = with_releases(library, "1.0.0", "1.1.0", "1.2.0")
    looks = {f"WC-01 1.{minor}.0 for the trainer": look for minor, look in enumerate(("ab", "xy", "ab"))}
    assert versions_of(three, looks)[0]["WC-01"] == ("1.2.0",)


def test_a_leaf_that_is_no_longer_the_last_one_has_changed_when_its_back_is_printed(library):
    two = with_releases(library, "1.0.0", "1.1.0")
    looks = {"WC-01 1.0.0 for the trainer": "abc", "WC-01 1.1.0 for the trainer": "abcdef"}
    assert versions_of(two, looks)[0]["WC-01"] == ("1.0.0", "1.1.0", "1.1.0")


def test_a_sheet_carries_the_release_in_which_it_last_changed_and_a_page_none(library):
    three = with_releases(library, "1.0.0", "1.1.0", "1.2.0")
    found, _ = versions_of(three, {"WC-01-H1 1.0.0": "a", "WC-01-H1 1.1.0": "b", "WC-01-H1 1.2.0": "b"})
    assert (found["WC-01-H1"], found["WC-01-H2"]) == (("1.1.0",), ("1.0.0",))
    assert "page-help-using-this-pack" not in found


def test_a_sheet_is_as_old_as_the_release_that_brought_it(library):
    document = library.releases["WC-01"][0].document
    before = replace(document, handouts=document.handouts[:1], version=Version.parse("1.0.0"))
    both = with_releases(library, "1.0.0", "1.1.0")
    old, new = both.releases["WC-01"]
    both = replace(both, releases={**both.releases, "WC-01": (replace(old, document=before), new)})
    found, paper = versions_of(both, {})
    assert (found["WC-01-H1"], found["WC-01-H2"]) == (("1.0.0",), ("1.1.0",))
    assert "WC-01-H2 1.0.0" not in paper.asked


def test_earlier_releases_are_laid_out_only_until_every_leaf_is_known(library):
    many = with_releases(library, *(f"1.{minor}.0" for minor in range(9)))
    looks = {f"WC-01 1.{minor}.0 for the trainer": "ab" if minor > 5 else "cd" for minor in range(9)}
    found, paper = versions_of(many, looks)
    assert found["WC-01"] == ("1.6.0",)
    assert [name for name in paper.asked if "trainer" in name] == [
        "WC-01 1.7.0 for the trainer",
        "WC-01 1.6.0 for the trainer",
        "WC-01 1.5.0 for the trainer",
    ]


def test_leaves_of_a_withdrawn_release_count_like_others(library):
    three = with_releases(library, "1.0.0", "1.1.0", "1.2.0", v1_1_0={"withdrawn": "A wrong number."})
    looks = {f"WC-01 1.{minor}.0 for the trainer": look for minor, look in enumerate(("ab", "xy", "xy"))}
    found, paper = versions_of(three, looks)
    assert found["WC-01"] == ("1.1.0",)
    assert paper.styles
    assert not any("WITHDRAWN" in style for style in paper.styles)


def test_a_withdrawn_release_that_is_still_held_is_compared_as_if_all_were(library):
    two = with_releases(library, "1.0.0", "1.1.0", v1_1_0={"withdrawn": "A wrong number."})
    held = replace(two.packs["trainers"], contents=two.packs["trainers"].contents[:1])
    item = PackedRelease(two.releases["WC-01"][1], View.TRAINER, ())
    contents = Contents(held, None, (item,))
    paper = Paper({})
    finished = paper.print_all(print_documents(two, item, BINDER), [])
    versions = last_changes(two, [contents], finished, paper, [])
    assert {document.label: each for document, each in versions.items()} == {
        "WC-01": ("1.0.0",),
        "WC-01-F": ("1.1.0",),  # It names its release, so no release before had the same.
    }
    assert all("WITHDRAWN" in style for style in paper.styles)


def test_a_draft_is_compared_with_every_release_even_one_of_its_own_number(library):
    changed = replace(library.working["WC-01"], source=replace(library.working["WC-01"].source, body="## More\n\nNew."))
    drafts = with_drafts(replace(library, working={**library.working, "WC-01": changed}))
    assert [each.is_draft for each in drafts.releases["WC-01"]] == [False, True]
    _, paper = versions_of(drafts, {})
    asked = dict(zip(paper.asked, paper.styles, strict=True))
    assert "DRAFT" in asked["WC-01 1.0.0 for the trainer"]


def test_a_release_that_cannot_be_laid_out_is_told_and_ends_the_search(library):
    two = with_releases(library, "1.0.0", "1.1.0")
    contents = resolve(two, two.packs["trainers"], None)
    paper = Paper({})
    finished = paper.print_all([each for item in contents.items for each in print_documents(two, item, BINDER)], [])
    paper.print_all = lambda documents, problems: problems.append("cannot be printed") or {}
    problems: list = []
    versions = last_changes(two, [contents], finished, paper, problems)
    assert problems == ["cannot be printed"]
    assert {found for document, found in versions.items() if document.label == "WC-01"} == {("1.1.0",)}


def test_leaves_are_named_by_their_pages_and_say_what_both_sides_show():
    document = SimpleNamespace(label="WC-01")
    facts = replace(FACTS, pages=3, prints=("a", "b", "c"))
    found = list(leaves_of(document, facts, ("1.1.0", "1.0.0")))
    assert [str(leaf).rpartition(" ")[0] for leaf in found] == ["WC-01 1-2 1.1.0", "WC-01 3 1.0.0"]
    assert found[0].print == "l1:" + hashlib.sha256(b"a\nb\n1.1.0\n").hexdigest()
    assert found[1].print == leaf_print(("c",), "1.0.0") != leaf_print(("c",), "1.0.1")
    assert [Leaf.parse(str(leaf)) for leaf in found] == found
    assert next(leaves_of(document, facts, ())).version == "today"


def test_a_pack_without_a_binder_has_no_leaves(library):
    screen = replace(library.packs["trainers"], formats=("screen",))
    assert pack_leaves(library, resolve(library, screen, None), {}, {}) == ()
