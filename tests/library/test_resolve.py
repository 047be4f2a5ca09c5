"""An id means one thing, found over all that was ever released."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from freezing import freeze

from hubdocs.library.load import load_library, with_drafts
from hubdocs.library.resolve import references_of, resolve
from hubdocs.releases.freeze import Request, next_release

DAY = datetime.date(2026, 11, 22)


@pytest.fixture
def released(tiny: Path) -> Path:
    library = load_library(tiny)
    for id_ in ("ST-01", "WC-01"):
        freeze(library.root, next_release(library.working[id_], (), Request("First", DAY)))
    return tiny


@pytest.mark.parametrize(
    ("written", "address", "anchor", "title"),
    [
        ("WC-01", "modules/wc-01/", "", "Noticing"),
        ("WC-01#film", "modules/wc-01/", "film", "Film"),
        ("WC-01-H1", "modules/wc-01/handouts/h1/", "", "Card"),
        ("GOV-1", "standards/st-01/", "GOV-1", "A named leader has time"),
        ("term:DSL", "glossary/", "term-dsl", "The safeguarding lead in school"),
        ("index.md", "", "", "Welcome"),
    ],
)
def test_every_form_of_id_leads_to_its_page(
    released: Path, written: str, address: str, anchor: str, title: str
) -> None:
    target = resolve(load_library(released), written)

    assert target is not None
    assert (target.address, target.anchor, target.title) == (address, anchor, title)


@pytest.mark.parametrize(
    "written", ["WC-09", "WC-01#none", "WC-01-H9", "GOV-9", "term:none", "none.md", "nothing", "", "#none"]
)
def test_an_id_of_nothing_leads_nowhere(released: Path, written: str) -> None:
    assert resolve(load_library(released), written) is None


def test_a_part_is_found_within_its_own_document(released: Path) -> None:
    library = load_library(released)
    target = resolve(library, "#film", library.working["WC-01"])

    assert target is not None
    assert target.id == "WC-01#film"


def test_what_was_never_released_exists_without_a_page(tiny: Path) -> None:
    target = resolve(load_library(tiny), "WC-01")

    assert target is not None
    assert not target.is_published


def test_references_name_the_version_in_force_or_none(tiny: Path) -> None:
    library = load_library(tiny)
    assert references_of(library, library.working["WC-01"]) == {"GOV-1": "none", "WC-01-H1": "1.0.0"}

    freeze(library.root, next_release(library.working["ST-01"], (), Request("First", DAY)))
    library = load_library(tiny)
    assert references_of(library, library.working["WC-01"]) == {"GOV-1": "1.0.0", "WC-01-H1": "1.0.0"}


def test_a_draft_takes_the_place_of_the_newest_release_only_where_the_text_changed(released: Path) -> None:
    module = released / "modules/who-cares/WC-01-noticing/module.md"
    module.write_text(module.read_text().replace("pairs", "threes"))
    library = with_drafts(load_library(released))
    module_now, standards_now = library.newest("WC-01"), library.newest("ST-01")

    assert module_now is not None
    assert module_now.is_draft
    assert standards_now is not None
    assert not standards_now.is_draft
