"""Documents that are ready for print are kept for one state of the library, and for no other."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_library

from hubdocs.library.load import load_library, with_drafts
from hubdocs.model import Library, Module, Release, View
from hubdocs.printing import texts
from hubdocs.printing.documents import print_handout, print_page, print_release
from hubdocs.printing.formats import BINDER, COPIER, SCREEN
from hubdocs.printing.hidden import secrets_of_release
from hubdocs.printing.packs import PackedRelease
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.shelf import FILE, shelf_of, state_of_library

STATE = (
    "import sys; from pathlib import Path; from hubdocs.library.load import load_library;"
    "from hubdocs.printing.shelf import state_of_library; print(state_of_library(load_library(Path(sys.argv[1]))))"
)


def module_of(library: Library) -> Release:
    return library.releases["WC-01"][-1]


def printed(library: Library) -> str:
    return print_release(library, module_of(library), View.TRAINER, SCREEN).html


def read(root: Path) -> Library:
    return with_drafts(load_library(root))


def again(library: Library, root: Path, file: Path) -> Library:
    """The library in a folder as another run reads it, with what this run kept."""
    shelf_of(library).save(file, state_of_library(library))
    other = read(root)
    shelf_of(other).load(file, state_of_library(other))
    return other


@pytest.fixture
def reads(monkeypatch) -> list[int]:
    """Grows with every text that is read."""
    found: list[int] = []
    for name in ("render", "render_document"):
        work = getattr(texts, name)
        monkeypatch.setattr(texts, name, lambda *asked, work=work, **named: found.append(1) or work(*asked, **named))
    return found


def everything(library: Library) -> list[PrintDocument]:
    release = module_of(library)
    assert isinstance(release.document, Module)
    return [
        *(print_release(library, release, view, format_) for view in View for format_ in (SCREEN, BINDER)),
        *(
            print_handout(library, release, each, format_)
            for each in release.document.handouts
            for format_ in (SCREEN, COPIER)
        ),
        *(print_page(library, each, SCREEN) for each in library.pages),
    ]


def test_another_run_need_not_read_the_texts_of_the_same_library(tmp_path: Path, reads: list[int]) -> None:
    root, file = write_library(tmp_path / "library"), tmp_path / FILE
    first = read(root)
    told = everything(first)
    assert reads
    reads.clear()

    second = again(first, root, file)

    assert everything(second) == told
    assert not reads


def test_a_library_that_was_moved_has_its_pictures_where_it_is_now(tmp_path: Path) -> None:
    one, two = (write_library(tmp_path / name) for name in ("one", "two"))
    first = read(one)
    for document in everything(first):
        assert not any(file.is_relative_to(two) for _, file in document.assets)

    for document in everything(again(first, two, tmp_path / FILE)):
        assert not any(file.is_relative_to(one) for _, file in document.assets)


def test_nothing_is_taken_over_of_another_state(tmp_path: Path, reads: list[int]) -> None:
    library, file = read(write_library(tmp_path / "library")), tmp_path / FILE
    printed(library)
    shelf_of(library).save(file, state_of_library(library))
    numbers = {id_: replace(each, phone="0800 2222") for id_, each in library.signposts.items()}
    changed = replace(library, signposts=numbers)

    shelf_of(changed).load(file, state_of_library(changed))

    assert "0800 2222" in printed(changed)
    assert reads == [1, 1]


def test_a_release_that_the_library_does_not_hold_so_is_printed_as_it_is(tmp_path: Path) -> None:
    library = read(write_library(tmp_path))
    release = module_of(library)
    printed(library)
    other = replace(release, document=replace(release.document, title="Another title"))

    assert "Another title" in print_release(library, other, View.TRAINER, SCREEN).html
    assert "Another title" not in printed(library)


def test_a_release_that_was_withdrawn_is_another_document(tmp_path: Path) -> None:
    library = read(write_library(tmp_path))
    before = print_release(library, module_of(library), View.TRAINER, SCREEN)
    withdrawn = replace(module_of(library), withdrawn="It was wrong.")

    after = print_release(library, withdrawn, View.TRAINER, SCREEN)

    assert after != before
    assert "WITHDRAWN" in after.css


def test_what_is_hidden_comes_back_as_it_was(tmp_path: Path) -> None:
    root, file = write_library(tmp_path / "library"), tmp_path / FILE
    first = read(root)
    item = PackedRelease(module_of(first), View.PARTICIPANT, ())
    runs = secrets_of_release(first, item).runs
    assert runs

    second = again(first, root, file)

    assert secrets_of_release(second, replace(item, release=module_of(second))).runs == runs


def test_the_state_is_the_same_in_another_folder_and_process_and_with_other_hubs(tmp_path: Path) -> None:
    roots = [write_library(tmp_path / name) for name in ("one", "two")]
    library = load_library(roots[0])
    states = {state_of_library(library), state_of_library(replace(library, hubs={"a": None}))}
    for root, seed in zip(roots, ("1", "2"), strict=True):
        command = [sys.executable, "-c", STATE, str(root)]
        answer = subprocess.run(
            command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        states.add(answer.stdout.strip())

    assert len(states) == 1


def test_every_word_of_a_text_decides_the_state(tmp_path: Path) -> None:
    root = write_library(tmp_path)
    before = state_of_library(load_library(root))
    module = next((root / "modules").rglob("module.md"))
    module.write_text(module.read_text(encoding="utf-8") + "\nOne word more.\n", encoding="utf-8")

    assert state_of_library(load_library(root)) != before
