"""A release is a folder of its own, which never changes again."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from freezing import freeze
from tiny import MODULE, MODULE_PATH

from hubdocs.errors import HubError
from hubdocs.library.load import load_library
from hubdocs.model import Approval
from hubdocs.releases.digest import document_digest
from hubdocs.releases.freeze import Request, next_release

DAY = datetime.date(2026, 11, 22)
FOLDER = "modules/who-cares/WC-01-noticing"


def release(root: Path, **changes: object) -> Path:
    library = load_library(root)
    request = Request("First release", DAY, **changes)  # type: ignore[arg-type]
    made = next_release(library.working["WC-01"], library.releases.get("WC-01", ()), request)
    return freeze(library.root, replace(made, references={"GOV-1": "none"}))


def test_a_release_holds_the_text_its_handouts_and_a_release_file(tiny: Path) -> None:
    frozen = release(tiny)

    assert sorted(file.relative_to(frozen).as_posix() for file in frozen.rglob("*.*")) == [
        "handouts/h1.md",
        "module.md",
        "release.yml",
    ]
    assert (frozen / "module.md").read_text() == MODULE
    assert "digest: h1:" in (frozen / "release.yml").read_text()


def test_a_release_read_back_is_what_was_released(tiny: Path) -> None:
    release(tiny)
    library = load_library(tiny)
    (read,) = library.releases["WC-01"]

    assert str(read.version) == "1.0.0"
    assert (read.date, read.kind, read.summary) == (DAY, "first", "First release")
    assert read.digest == document_digest(library.working["WC-01"])
    assert read.references == {"GOV-1": "none"}
    assert set(read.handouts) == {"WC-01-H1"}


@pytest.mark.parametrize("file", ["module.md", "handouts/h1.md"])
def test_a_frozen_file_that_changed_is_named_with_its_release(tiny: Path, file: str) -> None:
    frozen = release(tiny)
    (frozen / file).write_text((frozen / file).read_text().replace("notice", "see").replace("Talk", "Speak"))

    with pytest.raises(HubError, match=rf"releases/1\.0\.0/{file}:.*WC-01 1\.0\.0 was released on 2026-11-22"):
        load_library(tiny)


@pytest.mark.parametrize("file", ["module.md", "release.yml"])
def test_a_frozen_file_that_is_missing_is_named(tiny: Path, file: str) -> None:
    (release(tiny) / file).unlink()

    with pytest.raises(HubError, match=rf"releases/1\.0\.0/{file}:1: this file of a release is missing"):
        load_library(tiny)


def test_a_change_of_the_working_text_leaves_the_release_alone(tiny: Path) -> None:
    release(tiny)
    (tiny / MODULE_PATH).write_text(MODULE.replace("Talk in pairs", "Talk in threes"))

    assert "pairs" in load_library(tiny).releases["WC-01"][0].document.source.body


def test_live_front_matter_is_todays_on_an_old_release(tiny: Path) -> None:
    release(tiny)
    (tiny / MODULE_PATH).write_text(MODULE.replace("duration: 10", "duration: 10\nowner: New owner"))

    assert load_library(tiny).releases["WC-01"][0].document.owner == "New owner"


def test_releasing_what_did_not_change_is_refused(tiny: Path) -> None:
    release(tiny)

    with pytest.raises(HubError, match=r"nothing changed since WC-01 1\.0\.0"):
        release(tiny)


def test_an_approved_document_names_who_approved_it(tiny: Path) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("status: draft", "status: approved"))

    with pytest.raises(HubError, match="nobody is named who approved it"):
        release(tiny)
    assert release(tiny, approved=Approval("Training lead", DAY)).is_dir()


def test_a_half_written_release_is_no_release(tiny: Path) -> None:
    unfinished = tiny / FOLDER / "releases" / ".1.0.0.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "module.md").write_text("half")

    assert load_library(tiny).releases == {}
    assert release(tiny).name == "1.0.0"


def test_a_further_release_follows_the_one_before(tiny: Path) -> None:
    release(tiny)
    changed = MODULE.replace("version: 1.0.0", "version: 1.1.0").replace(
        "duration: 10", "duration: 10\nneeds: [thriving]"
    )
    (tiny / MODULE_PATH).write_text(changed)

    assert release(tiny, kind="minor").name == "1.1.0"
    first, second = load_library(tiny).releases["WC-01"]
    assert (second.kind, second.previous) == ("minor", first.digest)


@pytest.mark.parametrize(
    ("version", "kind", "told"),
    [
        ("1.1.0", "", "nobody said what kind of release follows 1.0.0; it needs --minor: `needs` now says thriving"),
        ("1.1.0", "patch", "--patch is too small a step from 1.0.0: `needs` now says thriving, not nothing"),
        ("1.0.1", "minor", "after WC-01 1.0.0, a minor release is 1.1.0, but the front matter says 1.0.1"),
        ("1.2.0", "major", "after WC-01 1.0.0, a major release is 2.0.0, but the front matter says 1.2.0"),
    ],
)
def test_a_version_follows_from_the_kind_of_change(tiny: Path, version: str, kind: str, told: str) -> None:
    release(tiny)
    changed = MODULE.replace("version: 1.0.0", f"version: {version}").replace(
        "duration: 10", "duration: 10\nneeds: [thriving]"
    )
    (tiny / MODULE_PATH).write_text(changed)

    with pytest.raises(HubError, match=told):
        release(tiny, kind=kind)
    assert sorted(each.name for each in (tiny / FOLDER / "releases").iterdir()) == ["1.0.0"]


def test_a_first_release_has_no_version_to_count_from(tiny: Path) -> None:
    with pytest.raises(HubError, match="never released, so there is no version to count from"):
        release(tiny, kind="patch")
