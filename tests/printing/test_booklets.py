"""What a booklet says that it holds, also when a pack is so full that its last one holds no document."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from hubdocs.printing.assembly.imposition import DocumentPages, Volume, split
from hubdocs.printing.booklets import _held

FULL = 61
"""Pages of one document that fill a booklet beside its cover, so that a feedback sheet needs another."""


def bound(*labels: str) -> Any:
    """A pack of documents with these labels; those without a number have a title alone."""
    placed = [
        SimpleNamespace(document=SimpleNamespace(label=each, title=each.title(), numbered=each.isupper()))
        for each in labels
    ]
    tail = (SimpleNamespace(title="How did it go?"),)
    return SimpleNamespace(layout=SimpleNamespace(placed=placed), tail=tail)


def volumes(*pages: int) -> tuple[Volume, ...]:
    return split(2, [DocumentPages(f"document {each}", each) for each in pages], 1)


@pytest.mark.parametrize(
    ("labels", "pages", "held"),
    [
        (("WC-01", "WC-02", "WC-03"), (40, 20, 30), "WC-03"),
        (("WC-01", "WC-02", "page"), (40, 30, 20), "WC-02 to Page"),
        (("WC-01",), (FULL,), "How did it go?"),
    ],
)
def test_the_last_booklet_names_what_it_holds(labels: tuple[str, ...], pages: tuple[int, ...], held: str) -> None:
    made = volumes(*pages)

    assert len(made) == 2
    assert _held(bound(*labels), made[-1]) == held
