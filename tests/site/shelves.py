"""Small libraries in several states, and a browser that reports everything it ought not to do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tiny import write_library

from hubdocs.authoring.documents import FILES, read_document
from hubdocs.library.load import load_library
from hubdocs.model import Document, Library, Release, Version
from hubdocs.releases.digest import document_digest, files_of, handout_digest

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


def freeze(root: Path, folder: str, version: str, *, kind: str = "first", on: date = FIRST, **keys: object) -> Path:
    """Release a working text as it lies on the disk: its files in a folder of their own, and its `release.yml`."""
    name = next(file for file in ("module.md", "standards.md", "agreement.md") if (root / folder / file).exists())
    text = root / folder / name
    content = re.sub(r"(?m)^version: .*$", f"version: {version}", text.read_text(encoding="utf-8"), count=1)
    text.write_text(content, encoding="utf-8", newline="\n")
    kinds = {each: kind_ for kind_, each in FILES.items()}
    document = read_document(root, folder, kinds[name], folder.split("/")[1])
    target = root / folder / "releases" / version
    for path, whence in files_of(document).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / whence, target / path)
    earlier = sorted(
        (file for file in target.parent.glob("*/release.yml") if file.parent != target),
        key=lambda file: Version.parse(file.parent.name),
    )
    previous = re.findall(r"^digest: (.*)$", earlier[-1].read_text(encoding="utf-8"), re.MULTILINE) if earlier else []
    handouts = {each.id: handout_digest(document, each) for each in getattr(document, "handouts", ())}
    record = {
        "format": 1,
        "id": document.id,
        "version": version,
        "date": str(on),
        "kind": kind,
        "summary": f"Release {version}.",
        "digest": document_digest(document),
        "handouts": handouts,
        **({"previous": previous[0].strip("'\"")} if previous else {}),
        "references": {},
        **keys,
    }
    (target / "release.yml").write_text(
        "".join(f"{key}: {json.dumps(value)}\n" for key, value in record.items()), encoding="utf-8", newline="\n"
    )
    return target


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
