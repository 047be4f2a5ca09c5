"""The tiny library with releases, and responses about them, for tests of what feedback asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.library.load import load_library
from hubdocs.model import Document, Library, Release, Response, Version
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted, release

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 20)
FOLDER = "materials/refinements"
LONGER = MODULE.replace("minutes=5", "minutes=6").replace("duration: 10", "duration: 11")


def released(root: Path, module: str = MODULE) -> Path:
    """A library in which everything was released once."""
    release(write_library(root, {MODULE_PATH: module}), Wanted(("WC-01", "ST-01"), "First release", FIRST), Silent())
    return root


def released_again(root: Path, module: str = LONGER, *, kind: str = "minor", closes: tuple[str, ...] = ()) -> Path:
    """The same after a change of the module was released, too."""
    version = re.search(r"^version: .*$", (root / MODULE_PATH).read_text(), re.MULTILINE)
    (root / MODULE_PATH).write_text(re.sub(r"(?m)^version: .*$", version[0] if version else "", module))
    release(root, Wanted(("WC-01",), "Longer", SECOND, kind, closes=closes), Silent())
    return root


def refinement(id_: str = "R-0001", **keys: object) -> str:
    """The text of a refinement about the tiny module; keys are changed or, with `None`, left out."""
    values: dict[str, object] = {
        "id": id_,
        "document": "WC-01",
        "versions": "[1.0.0]",
        "raised": FIRST,
        "responses": 6,
        "severity": "usability",
        "decision": "accepted",
        **keys,
    }
    front = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    return f"---\n{front}---\n\n## Longer talk in {id_}\n\n### What people said\n\nThe talk was too short.\n"


def write(root: Path, id_: str = "R-0001", **keys: object) -> Path:
    """Write a refinement into a library."""
    file = root / FOLDER / f"{id_}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(refinement(id_, **keys))
    return file


def response(id_: str = "a", version: str = "1.1.0", **answers: object) -> Response:
    """What one person said about the tiny module."""
    made = Response(id=id_, document="WC-01", version=Version.parse(version))
    return replace(made, **answers)  # type: ignore[arg-type]


def in_memory(root: Path, module: str, *versions: str) -> Library:
    """A library in which a module has some versions, all with the same text; nothing is frozen on the disk."""
    made = load_library(write_library(root, {MODULE_PATH: module}))
    document = made.working["WC-01"]
    return replace(made, releases={"WC-01": tuple(of_version(document, version) for version in versions)})


def of_version(document: Document, version: str) -> Release:
    """A document as it would stand after its release."""
    kind = "first" if version == "1.0.0" else "minor"
    return Release(
        replace(document, version=Version.parse(version)), FIRST, kind, f"Release {version}.", f"h1:{version}"
    )
