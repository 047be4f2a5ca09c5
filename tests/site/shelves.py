"""Small libraries in several states, and a browser that reports everything it ought not to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tiny import write_library

from hubdocs.library import load_library
from hubdocs.model import Document, Library, Release, Version

FIRST, SECOND = date(2026, 10, 1), date(2026, 11, 5)
CHROMIUM = Path("/usr/bin/chromium")


def released(document: Document, version: str = "1.0.0", kind: str = "first", **changes: object) -> Release:
    """A document as it would stand after its release."""
    frozen = replace(document, version=Version.parse(version))
    handouts = {each.id: f"h1:{each.id}" for each in getattr(document, "handouts", ())}
    day = FIRST if kind == "first" else SECOND
    values = {"date": day, "kind": kind, "summary": f"Release {version}.", "digest": f"h1:{document.id}-{version}"}
    return Release(frozen, handouts=handouts, **{**values, **changes})  # type: ignore[arg-type]


def published(root: Path, changes: dict[str, str | None] | None = None) -> Library:
    """The tiny library with every document released once."""
    library = load_library(write_library(root, changes))
    return replace(library, releases={id_: (released(each),) for id_, each in library.working.items()})


def releases(library: Library, id_: str, *made: Release) -> Library:
    """The library with these releases of one document."""
    return replace(library, releases={**library.releases, id_: made})


@dataclass
class Watched:
    """A browser page, and everything that happened on it and should not."""

    page: object
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str):
        """Open a page of the site."""
        self.page.goto(self.base + path)
        return self.page


@contextmanager
def watched(browser, base: str, width: int, **options) -> Iterator[Watched]:
    """A page on which requests elsewhere are stopped and noted; nothing may have been noted at the end."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **options)
    seen = Watched(context.new_page(), base)
    host = urlsplit(base).netloc

    def decide(route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in {"file", "data", "blob"} or parts.netloc == host:
            route.continue_()
        else:
            seen.faults.append(f"asked for {route.request.url}")
            route.abort()

    def dismiss(dialog) -> None:
        seen.faults.append(f"opened a dialog: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", decide)
    seen.page.on("pageerror", lambda error: seen.faults.append(f"failed: {error}"))
    seen.page.on("console", lambda told: told.type == "error" and seen.faults.append(f"complained: {told.text}"))
    seen.page.on("dialog", dismiss)
    try:
        yield seen
        assert not seen.faults
    finally:
        context.close()
