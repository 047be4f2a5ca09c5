"""What the tests of the site share."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

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
