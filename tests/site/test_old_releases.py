"""Old releases on the site and in print: what they tell their readers, and what becomes of links to what is gone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from shelves import freeze, published, released, releases
from tiny import HANDOUT, MODULE, MODULE_PATH, STANDARDS, TINY, write_library

from hubdocs.build import Wishes, build
from hubdocs.design import long_day
from hubdocs.library.load import load_library
from hubdocs.model import View
from hubdocs.printing.documents import print_release
from hubdocs.printing.formats import BINDER
from hubdocs.printing.progress import Silent
from hubdocs.site import stage

MODULE_FOLDER = str(Path(MODULE_PATH).parent)
STANDARDS_FOLDER = "materials/standards/ST-01-standards"
NAMES_MUCH = MODULE.replace(
    "Thank everybody.\n",
    """Thank everybody. Read [the page](help/old.md), [the sheet](WC-01-H2), [the extra part](WC-01#extra),
[the other session](WC-02), [GOV-2](GOV-2) and [an SEN word](term:SEN). Ring [Shout](signpost:shout) today.

!!! signposts
    childline shout

## More { #extra minutes=0 .optional }

An extra part.
""",
)
EXTRA = {
    MODULE_PATH: NAMES_MUCH.replace("standards: [GOV-1]", "standards: [GOV-1]\nprerequisites: [WC-02]"),
    f"{MODULE_FOLDER}/handouts/h2.md": HANDOUT.replace("H1", "H2").replace("Card", "Sheet"),
    "modules/who-cares/WC-02-other/module.md": MODULE.replace("WC-01", "WC-02").replace("WC-02-H1", "WC-01-H1"),
    "content/help/old.md": "---\ntitle: Old page\n---\n\nWords.\n",
    "content/help/help-a-child.md": "---\ntitle: Help a child\n---\n\n!!! signposts\n    childline\n",
    "materials/glossary.yml": TINY["materials/glossary.yml"] + "- {term: SEN, meaning: Special needs}\n",
    "materials/signposts.yml": TINY["materials/signposts.yml"]
    + "- {id: shout, name: Shout, who: Anyone, text: '85258', source: 'https://example.org/', checked: 2026-11-01}\n",
    f"{STANDARDS_FOLDER}/standards.md": STANDARDS
    + '\n## Somebody answers { #GOV-2 group="People" level=should }\n\nWhy\n:   So it is.\n',
}
"""A library with everything that a module can name."""


@pytest.fixture
def thinned(tmp_path: Path) -> Path:
    """A library whose only release of a module names much that is no more."""
    root = write_library(tmp_path / "library", EXTRA)
    freeze(root, STANDARDS_FOLDER, "1.0.0")
    freeze(root, MODULE_FOLDER, "1.0.0")
    write_library(
        root,
        {
            MODULE_PATH: MODULE,
            "materials/glossary.yml": TINY["materials/glossary.yml"],
            "materials/signposts.yml": TINY["materials/signposts.yml"],
            f"{STANDARDS_FOLDER}/standards.md": STANDARDS.replace(
                "summary: What", "retired:\n  - {id: GOV-2, date: 2026-11-05}\nsummary: What"
            ),
        },
    )
    freeze(root, STANDARDS_FOLDER, "1.1.0", kind="minor", on=date(2026, 11, 5))
    for path in ("content/help/old.md", "modules/who-cares/WC-02-other/module.md", f"{MODULE_FOLDER}/handouts/h2.md"):
        (root / path).unlink()
    (root / "modules/who-cares/WC-02-other").rmdir()
    return root


def words(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_what_a_release_names_and_is_gone_is_said_to_be_gone_on_the_whole_site(thinned: Path) -> None:
    build(thinned, Wishes(print_packs=False), Silent())
    page = (thinned / "build/site/modules/wc-01/1.0.0/index.html").read_text(encoding="utf-8")
    said = words(page)

    assert "Read the page (no longer there), the sheet," in said
    assert "the other session (no longer there)" in said
    assert "an SEN word (no longer there)" in said
    assert "Ring Shout (no longer listed) today" in said
    assert "Shout no longer listed today’s helplines" in said
    assert "WC-02 (no longer there)" in said
    assert 'href="../../../help/help-a-child/index.html"' in page
    assert re.search(r'href="[^"]*st-01/1\.0\.0/index\.html#GOV-2"', page), "a retired standard is where it last stood"


def test_paper_says_the_same_of_what_is_gone(thinned: Path) -> None:
    library = load_library(thinned)
    release = library.newest("WC-01")

    said = words(print_release(library, release, View.TRAINER, BINDER).html)

    assert "the page (no longer there)" in said
    assert "an SEN word (no longer there)" in said
    assert "Shout (no longer listed)" in said
    assert re.search("Shout ?no longer listed ?today’s helplines", said)


def test_a_part_and_a_sheet_that_a_later_release_no_longer_has_lead_to_where_they_last_stood(thinned: Path) -> None:
    freeze(thinned, MODULE_FOLDER, "1.1.0", kind="major", on=date(2026, 11, 5))
    build(thinned, Wishes(print_packs=False), Silent())
    site = thinned / "build/site/modules/wc-01"

    assert 'href="#extra"' in (site / "1.0.0/index.html").read_text(encoding="utf-8")
    assert (site / "1.0.0/handouts/h2/index.html").exists()
    assert 'rel="canonical" href="../../../index.html"' in (site / "1.0.0/handouts/h2/index.html").read_text(
        encoding="utf-8"
    )


def test_every_page_of_an_old_release_stays_out_of_search_and_names_the_newest(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library")
    freeze(root, MODULE_FOLDER, "1.0.0")
    write_library(root, {MODULE_PATH: MODULE.replace("Read this first.", "Read this before.")})
    freeze(root, MODULE_FOLDER, "1.1.0", kind="minor", on=date(2026, 11, 5))
    build(root, Wishes(print_packs=False), Silent())
    site = root / "build/site"
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    old = sorted(site.glob("modules/wc-01/1.0.0/**/index.html"))

    assert [file.parent.relative_to(site).as_posix() for file in old] == [
        "modules/wc-01/1.0.0/handouts/h1",
        "modules/wc-01/1.0.0",
        "modules/wc-01/1.0.0/trainer",
    ]
    for file in old:
        head = html.fromstring(file.read_text(encoding="utf-8"))
        canonical = head.xpath("//link[@rel='canonical']/@href")
        assert head.xpath("//meta[@name='robots']/@content") == ["noindex"], file
        assert len(canonical) == 1, file
        named = (file.parent / canonical[0]).resolve().relative_to(site.resolve()).as_posix()
        assert named in {"modules/wc-01/index.html", "modules/wc-01/handouts/h1/index.html"}
    assert not re.search(r"1\.0\.0|history/|changes/|Read this first", index)
    assert "Read this before" in index


@pytest.mark.parametrize(
    ("kinds", "advice"),
    [
        (("patch",), "It is fine to use: only wording changed."),
        (("patch", "minor"), "Replace it when convenient."),
        (("major", "patch"), "Do not use it: train again first."),
    ],
)
def test_an_old_page_says_what_to_do_by_the_weightiest_release_since(tmp_path, kinds, advice) -> None:
    library = published(tmp_path / "library")
    document = library.working["WC-01"]
    later = [released(document, f"{number}.0.0", kind) for number, kind in enumerate(kinds, start=2)]
    staged = stage(releases(library, "WC-01", released(document), *later))
    pages = {page.address: page.html for page in staged.pages}

    for address in ("modules/wc-01/1.0.0/", "modules/wc-01/1.0.0/trainer/"):
        assert advice in pages[address]
        view = "trainer/" if "trainer" in address else ""
        assert f"changes/1.0.0-to-{len(kinds) + 1}.0.0/{view}index.html" in pages[address]


def test_a_withdrawn_major_release_still_counts_for_those_who_hold_an_older_one(tmp_path) -> None:
    library = published(tmp_path / "library")
    document = library.working["WC-01"]
    made = (
        released(document),
        released(document, "2.0.0", "major", withdrawn="A number was wrong."),
        released(document, "2.0.1", "patch"),
    )
    pages = {page.address: page.html for page in stage(releases(library, "WC-01", *made)).pages}

    assert "Do not use it: train again first." in pages["modules/wc-01/1.0.0/"]


def test_a_withdrawn_page_says_when_and_why_and_what_to_use(tmp_path) -> None:
    library = published(tmp_path / "library")
    document = library.working["WC-01"]
    day = date(2026, 11, 9)
    gone = released(document, "1.1.0", "minor", withdrawn="A number was wrong.", withdrawn_on=day)
    pages = {page.address: page.html for page in stage(releases(library, "WC-01", released(document), gone)).pages}
    notice = words(pages["modules/wc-01/1.1.0/"])

    assert "Withdrawn: do not use release 1.1.0" in notice
    assert f"Withdrawn on {long_day(day)}. A number was wrong. Use 1.0.0. See what changed." in notice
    assert "changes/1.1.0-to-1.0.0/index.html" in pages["modules/wc-01/1.1.0/"]
    assert "You are reading an old release" not in pages["modules/wc-01/1.0.0/"]


def test_a_sheet_that_stayed_the_same_may_be_used_whatever_became_of_its_session(tmp_path) -> None:
    library = published(tmp_path / "library")
    document = library.working["WC-01"]
    changed = replace(released(document, "3.0.0", "major"), handouts={"WC-01-H1": "h1:other"})
    same = stage(releases(library, "WC-01", released(document), released(document, "2.0.0", "major")))
    other = stage(releases(library, "WC-01", released(document), changed))
    address = "modules/wc-01/1.0.0/handouts/h1/"

    assert "The sheet is the same today" in next(page.html for page in same.pages if page.address == address)
    assert "Do not use it" in next(page.html for page in other.pages if page.address == address)
