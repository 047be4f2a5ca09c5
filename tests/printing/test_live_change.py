"""A helpline changes its number: every printed page that names it says the new one, and nothing else is laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sample
from test_hub_copies import OAKFIELD

from hubdocs.model import Library
from hubdocs.model.packs import FORMATS as NAMES
from hubdocs.printing.progress import Silent
from hubdocs.printing.reading import text_of
from hubdocs.printing.run import print_library

OLD, NEW = "0800 1111", "0800 2222"


class Told(Silent):
    """Keeps the names of what is done."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def begin(self, name: str) -> None:
        self.names.append(name)


@dataclass(frozen=True)
class Made:
    """One build of everything."""

    texts: dict[str, str]
    """What each PDF says, by its path, in one line."""
    entries: dict[str, float]
    """The entries of the cache, with when each was written."""


def made(library: Library, folder: Path, cache: Path) -> Made:
    print_library(library, target=folder, cache=cache, hubs=["oakfield"])
    files = sorted(folder.rglob("*.pdf"))
    texts = {file.relative_to(folder).as_posix(): re.sub(r"\s+", " ", text_of(file)) for file in files}
    return Made(texts, {file.stem: file.stat().st_mtime_ns for file in cache.glob("*.pdf")})


def with_number(library: Library, number: str) -> Library:
    childline = replace(library.signposts["childline"], phone=number)
    return replace(library, signposts={**library.signposts, "childline": childline})


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Made]:
    """Everything in every format, before and after."""
    folder = tmp_path_factory.mktemp("live")
    library = sample.load(folder / "library")
    packs = {id_: replace(pack, formats=NAMES) for id_, pack in library.packs.items()}
    library = replace(library, packs=packs, hubs={"oakfield": OAKFIELD})
    before = made(library, folder / "before", folder / "cache")
    return before, made(with_number(library, NEW), folder / "after", folder / "cache")


def test_the_new_number_stands_in_every_file_in_which_the_old_one_stood(both: tuple[Made, Made]) -> None:
    before, after = both
    named = {path for path, text in before.texts.items() if OLD in text}
    assert {path for path, text in after.texts.items() if NEW in text} == named
    assert not [path for path, text in after.texts.items() if OLD in text]
    assert not [path for path, text in before.texts.items() if NEW in text]
    assert before.texts.keys() == after.texts.keys()


def test_every_format_the_single_documents_and_the_hubs_copy_are_among_them(both: tuple[Made, Made]) -> None:
    named = {path for path, text in both[1].texts.items() if NEW in text}
    for pack in ("packs/school-staff", "packs/trainers", "hubs/oakfield/school-staff"):
        for format_ in ("screen", "binder", "booklet", "large-print", "press"):
            assert any(path.startswith(f"{pack}/") and path.endswith(f"-{format_}.pdf") for path in named), format_
    assert {path for path in named if path.startswith("documents/")} == {
        "documents/WC-01-1.0.0.pdf",
        "documents/WC-01-1.0.0-trainer.pdf",
    }


def test_only_what_names_it_was_laid_out_again(both: tuple[Made, Made]) -> None:
    before, after = both
    assert {key: after.entries[key] for key in before.entries} == before.entries, "what was there is as it was"
    new = len(after.entries.keys() - before.entries.keys())
    assert 0 < new < len(before.entries) / 2
