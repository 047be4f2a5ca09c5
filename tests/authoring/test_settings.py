"""`mkdocs.yml` is another program's file: what means something there is left alone, what can do harm is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tiny import TINY

from hubdocs.authoring.settings import LARGEST, read_settings
from hubdocs.errors import HubError

SETTINGS = TINY["mkdocs.yml"]


def write_settings(root: Path, more: str) -> Path:
    (root / "mkdocs.yml").write_text(SETTINGS + more, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "more",
    [
        "extra: !ENV [NAME, words]\n",
        "markdown_extensions:\n  - x: {slugify: !!python/name:some.function }\n",
        "extra: &all {a: 1}\nothers: *all\n",
        "defaults: &all {a: 1}\nextra:\n  <<: *all\n",
        'copyright: "2026-11-31"\n',
        "copyright: 2026-11-30\n",
        "site_url: null\n",
    ],
)
def test_what_mkdocs_understands_is_left_alone(more: str, tmp_path: Path) -> None:
    assert read_settings(write_settings(tmp_path, more)).site_name == "Tiny library"


@pytest.mark.parametrize("more", ["extra: " + "[" * 3000, "extra:\n  " + "- " * 4_000, "extra: " + "{a: " * 2000])
def test_brackets_without_end_are_refused_at_once(more: str, tmp_path: Path) -> None:
    begun = time.process_time()

    with pytest.raises(HubError, match="nested more than 20 levels deep"):
        read_settings(write_settings(tmp_path, more))

    assert time.process_time() - begun < 2


def test_more_settings_than_any_site_needs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HubError, match=r"mkdocs\.yml:1: mkdocs\.yml has 50,"):
        read_settings(write_settings(tmp_path, "#" * LARGEST))
