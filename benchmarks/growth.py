"""Measure how `hubdocs check` grows: the same library with 50, 100, 200 and 400 documents of 30 releases each.

Every document is WC-01 under another id, and each release changes its text a little. Documents are added to
one library, and at each size `check` runs in a new process. Run it with `make bench-growth`; it takes a while.
Lasting figures go into RESULTS.md by hand, with the date.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hubdocs.authoring.documents import read_document
from hubdocs.model import Module, Release
from hubdocs.releases.digest import document_digest, frozen_digest, handout_digest
from hubdocs.releases.freeze import release_text

ROOT = Path(__file__).parents[1]
MODULE = ROOT / "modules" / "who-cares" / "WC-01-awareness"
SIZES = (50, 100, 200, 400)
RELEASES = 30
PER_PROGRAMME = 99
CHECK = [sys.executable, "-c", "from hubdocs.cli import main; main()", "check", "--today", "2026-11-22", "-C"]


def begin(library: Path) -> None:
    """A library without modules and packs, whose texts name the first document that will be added."""
    for name in ("content", "materials"):
        shutil.copytree(ROOT / name, library / name)
    shutil.copyfile(ROOT / "mkdocs.yml", library / "mkdocs.yml")
    shutil.rmtree(library / "materials" / "packs")
    standards = library / "materials" / "standards" / "ST-01-hub-standards" / "standards.md"
    for file in (*(library / "content").rglob("*.md"), library / "materials" / "glossary.yml", standards):
        file.write_text(file.read_text(encoding="utf-8").replace("WC-01", "PA-01"), encoding="utf-8")


def add_document(library: Path, number: int) -> None:
    prefix = f"P{chr(ord('A') + number // PER_PROGRAMME)}"
    id_ = f"{prefix}-{number % PER_PROGRAMME + 1:02d}"
    programme = library / "modules" / prefix.lower()
    if not programme.exists():
        programme.mkdir(parents=True)
        keys = f"id: {prefix.lower()}\ntitle: Programme {prefix}\nprefix: {prefix}\nsummary: Many.\norder: {number}\n"
        (programme / "programme.yml").write_text(keys, encoding="utf-8")
    folder = programme / f"{id_}-copy"
    write_state(folder, id_, RELEASES - 1)
    previous = ""
    for state in range(RELEASES):
        frozen = folder / "releases" / f"1.{state}.0"
        write_state(frozen, id_, state)
        previous = write_release(library, frozen, "minor" if state else "first", previous)


def write_state(folder: Path, id_: str, state: int) -> None:
    shutil.copytree(MODULE / "images", folder / "images")
    (folder / "handouts").mkdir()
    text = (MODULE / "module.md").read_text(encoding="utf-8").replace("WC-01", id_)
    text = text.replace("version: 1.0.0", f"version: 1.{state}.0") + f"\nState {state}.\n"
    (folder / "module.md").write_text(text, encoding="utf-8")
    for handout in (MODULE / "handouts").iterdir():
        text = handout.read_text(encoding="utf-8").replace("WC-01", id_)
        (folder / "handouts" / handout.name).write_text(text, encoding="utf-8")


def write_release(library: Path, folder: Path, kind: str, previous: str) -> str:
    document = read_document(library, folder.relative_to(library).as_posix(), "module")
    digest = frozen_digest(document)
    if kind == "first" and digest != document_digest(document):
        raise SystemExit("the copied pictures are not those that the module shows")
    handouts = document.handouts if isinstance(document, Module) else ()
    digests = {each.id: handout_digest(document, each) if kind == "first" else digest for each in handouts}
    release = Release(document, datetime.date(2026, 1, 1), kind, "A step", digest, digests, previous)
    (folder / "release.yml").write_text(release_text(release), encoding="utf-8")
    return digest


def measured(library: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of one check."""
    start = time.perf_counter()
    process = subprocess.Popen([*CHECK, str(library)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("the library has mistakes, so this would measure something else")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        library = Path(name)
        begin(library)
        made = 0
        print("| documents | releases | seconds | milliseconds a release | MB |\n|---|---|---|---|---|")
        for size in SIZES:
            for number in range(made, size):
                add_document(library, number)
            made = size
            seconds, memory = measured(library)
            releases = size * RELEASES
            print(
                f"| {size} | {releases:,} | {seconds:.1f} | {seconds / releases * 1000:.1f} | {memory:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
