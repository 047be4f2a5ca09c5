"""Each tag says which element of the HTML it was made for, or the print fails."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pydyf
import pytest
from small_pdfs import print_body

from hubdocs.printing.assembly.tree import elements
from hubdocs.printing.tag_names import TagsUnknownError, name_tags


def named(pdf: Path) -> list[tuple[str, str, int]]:
    """The role, element and number of every tag that has them, in the order of the tree."""
    with pikepdf.open(pdf) as opened:
        return [
            (str(each.S)[1:], str(each.HubElement), int(each.HubNumber))
            for each, _ in elements(opened.Root.StructTreeRoot)
            if "/HubNumber" in each
        ]


def test_pieces_of_one_element_have_one_number(tmp_path: Path) -> None:
    words = "Every pupil needs one adult who listens. " * 90
    found = named(print_body(tmp_path / "a.pdf", f"<h1>One</h1><p>{words}</p><p>Two</p>"))
    assert found.count(("P", "p", 1)) > 1
    assert list(dict.fromkeys(found)) == [("H1", "h1", 0), ("P", "p", 1), ("P", "p", 2)]


def test_terms_and_meanings_are_told_apart(tmp_path: Path) -> None:
    found = named(print_body(tmp_path / "a.pdf", "<h1>One</h1><dl><dt>Why</dt><dd>Because</dd></dl>"))
    assert found == [("H1", "h1", 0), ("L", "dl", 1), ("LBody", "dt", 2), ("LBody", "dd", 3)]


def test_languages_and_wishes_are_told(tmp_path: Path) -> None:
    body = "<h1>One</h1><p lang=cy data-tag=Note>Croeso</p>"
    with pikepdf.open(print_body(tmp_path / "a.pdf", body)) as pdf:
        told = [
            (str(each.HubLang), str(each.HubTag)) for each, _ in elements(pdf.Root.StructTreeRoot) if "/HubLang" in each
        ]
    assert told == [("cy", "Note")]


def tag() -> Any:
    return pydyf.Dictionary({"Type": "/StructElem", "S": "/P"})


def test_more_tags_than_boxes_are_refused() -> None:
    with pytest.raises(TagsUnknownError, match="more tags"):
        name_tags(SimpleNamespace(pages=[]), SimpleNamespace(objects=[tag(), tag()]))


def test_fewer_tags_than_boxes_are_refused() -> None:
    box = SimpleNamespace(element=None, children=[], widget_annotation=None)
    page = SimpleNamespace(_page_box=box)
    with pytest.raises(TagsUnknownError, match="fewer tags"):
        name_tags(SimpleNamespace(pages=[page]), SimpleNamespace(objects=[tag()]))
