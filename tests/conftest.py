"""What all tests share: the tiny library, and one switch that accepts new golden files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parents[1]))  # the gallery stands beside the program, not in it
sys.path.insert(0, str(Path(__file__).parent))

from tiny import write_library

settings.register_profile("any computer", deadline=None)  # a busy one is slow, which proves nothing
settings.load_profile("any computer")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The tiny library, in a folder of its own."""
    return write_library(tmp_path / "library")


@pytest.fixture
def golden() -> Callable[[Path, str], None]:
    """Compare a text with a golden file; `HUBDOCS_ACCEPT=1` writes the file instead."""

    def compare(file: Path, text: str) -> None:
        if os.environ.get("HUBDOCS_ACCEPT") == "1":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8"), f"{file.name} differs; HUBDOCS_ACCEPT=1 accepts the new text"

    return compare
