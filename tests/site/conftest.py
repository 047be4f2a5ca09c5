"""What the tests of the site share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from everything import build_everything
from shelves import CHROMIUM

from gallery.browser import QUIET, served

ENTRY_POINTS = """\
[mkdocs.plugins]
hubdocs = hubdocs.site.plugin:HubPlugin

[mkdocs.themes]
hubdocs = hubdocs.site.theme
"""


@pytest.fixture(scope="session", autouse=True)
def known_to_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """MkDocs finds plugin and theme by their entry points, also where hubdocs is not installed."""
    if any(each.name == "hubdocs" for each in entry_points(group="mkdocs.plugins")):
        return ""
    folder = tmp_path_factory.mktemp("installed")
    facts = folder / "hubdocs_checkout-0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: hubdocs-checkout\nVersion: 0\n")
    (facts / "entry_points.txt").write_text(ENTRY_POINTS)
    sys.path.insert(0, str(folder))
    return str(folder)


@pytest.fixture(scope="session")
def everything(known_to_mkdocs: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site that holds everything. Tests that ask for it stand in two groups: it is built at most twice."""
    return build_everything(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="session")
def address(everything: Path) -> Iterator[str]:
    """Where the site that holds everything is served."""
    with served(everything) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()
