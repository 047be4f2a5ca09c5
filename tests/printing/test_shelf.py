"""Texts that are ready for paper are kept for one state of the library, and for no other."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_library

from hubdocs.library.load import load_library
from hubdocs.model import Library, View
from hubdocs.printing import documents
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.shelf import FILE, shelf_of, state_of_library
from hubdocs.releases.register import as_draft

STATE = (
    "import sys; from pathlib import Path; from hubdocs.library.load import load_library;"
    "from hubdocs.printing.shelf import state_of_library; print(state_of_library(load_library(Path(sys.argv[1]))))"
)


def printed(library: Library) -> str:
    return documents.print_release(library, as_draft(library.working["WC-01"]), View.TRAINER, SCREEN).html


@pytest.fixture
def reads(monkeypatch) -> list[int]:
    """Grows with every text that is read."""
    found: list[int] = []
    render = documents.render_document
    monkeypatch.setattr(
        documents, "render_document", lambda *asked, **named: found.append(1) or render(*asked, **named)
    )
    return found


def test_another_run_need_not_read_the_texts_of_the_same_library(tmp_path: Path, reads: list[int]) -> None:
    root, file = write_library(tmp_path / "library"), tmp_path / FILE
    first, second = load_library(root), load_library(root)
    told = printed(first)
    shelf_of(first).save(file, state_of_library(first))
    assert reads == [1]

    shelf_of(second).load(file, state_of_library(second))

    assert printed(second) == told
    assert reads == [1]


def test_nothing_is_taken_over_of_another_state(tmp_path: Path, reads: list[int]) -> None:
    library, file = load_library(write_library(tmp_path / "library")), tmp_path / FILE
    printed(library)
    shelf_of(library).save(file, state_of_library(library))
    numbers = {id_: replace(each, phone="0800 2222") for id_, each in library.signposts.items()}
    changed = replace(library, signposts=numbers)

    shelf_of(changed).load(file, state_of_library(changed))

    assert "0800 2222" in printed(changed)
    assert reads == [1, 1]


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
