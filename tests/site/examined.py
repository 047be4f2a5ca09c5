"""Which pages of the site that holds everything stand for the rest: one of each shape, and one in each state."""

from __future__ import annotations

import re
from pathlib import Path

DRAWN = (
    "index.html",
    "modules/index.html",
    "modules/who-cares/index.html",
    "modules/wc-90/index.html",
    "modules/wc-90/trainer/index.html",
    "modules/wc-90/handouts/h1/index.html",
    "modules/wc-90/1.0.0/index.html",
    "modules/wc-90/1.1.0/index.html",
    "modules/wc-90/1.2.0/trainer/index.html",
    "modules/wc-90/1.2.0/handouts/h2/index.html",
    "modules/wc-90/history/index.html",
    "modules/wc-90/changes/1.0.0-to-1.2.0/index.html",
    "modules/wc-90/changes/1.0.0-to-1.1.0/trainer/index.html",
    "modules/wc-90/changes/1.1.0-to-1.2.0/index.html",
    "modules/wc-01/index.html",
    "standards/index.html",
    "standards/st-01/index.html",
    "standards/st-01/1.0.0/index.html",
    "standards/st-01/history/index.html",
    "standards/st-01/changes/1.0.0-to-1.1.0/index.html",
    "agreements/ag-01/changes/1.0.0-to-1.2.0/index.html",
    "agreements/index.html",
    "agreements/ag-01/index.html",
    "agreements/ag-01/1.0.0/index.html",
    "agreements/ag-01/history/index.html",
    "glossary/index.html",
    "said-and-done/index.html",
    "packs/index.html",
    "check/index.html",
    "check/school-staff/2026-09/index.html",
    "check/school-staff/2026-10/index.html",
    "check/school-staff/2026-11/index.html",
    "notices/index.html",
    "feedback/index.html",
    "help/index.html",
    "help/authors/tables-and-blocks/index.html",
    "accessibility/index.html",
    "404.html",
)
"""Pages with our header and footer, by path."""

_PARTS = (
    (r"\b[a-z]{2,4}-\d{2}\b", "ID"),
    (r"\b\d+\.\d+\.\d+\b", "VERSION"),
    (r"VERSION-to-VERSION", "PAIR"),
    (r"\bh\d+\b", "NUMBER"),
    (r"^modules/(?!ID/)[a-z][a-z0-9-]*/", "modules/PROGRAMME/"),
    (r"^check/[a-z][a-z0-9-]*/[0-9-]+/", "check/PACK/EDITION/"),
    (r"^m/.*", "m/…"),
)


def shape(path: str, content: set[str]) -> str:
    """What kind of page stands at a path: `modules/ID/VERSION/index.html`."""
    if path in content and path != "index.html":
        return "a page of content/"
    for pattern, word in _PARTS:
        path = re.sub(pattern, word, path)
    return path


def content_paths(library: Path) -> set[str]:
    """Where the pages of `content/` stand on the site."""
    written = (file.relative_to(library / "content").with_suffix("") for file in library.glob("content/**/*.md"))
    return {(path if path.name == "index" else path / "index").with_suffix(".html").as_posix() for path in written}
