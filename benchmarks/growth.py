"""Measure how the work on a library grows: with the releases of one module, and with the number of documents.

The library is this one, to which copies of WC-01 under other ids are added. At four sizes, `check`, `status` and
`build --no-packs` run in new processes, and what each *further* release or document costs is compared between the
first step and the last. Work that grows in proportion gives 1; work that grows with the square gives more than 2.
Processor time decides, in which waiting does not count; yet other work makes it longer, too, and not evenly, so run
it on a machine that does nothing else. It ends with status 1 when a step is too dear. Run it with `make bench-growth`;
it takes the better part of an hour. Lasting figures go into RESULTS.md by hand, with the date.

Use: python benchmarks/growth.py [--shrink N] [releases|documents]…    sizes are divided by N, for a quick look
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hubdocs.authoring.documents import read_document
from hubdocs.model import Module, Release
from hubdocs.releases.digest import document_digest, frozen_digest, handout_digest
from hubdocs.releases.freeze import release_text

ROOT = Path(__file__).parents[1]
MODULE = ROOT / "modules" / "who-cares" / "WC-01-awareness"
AUTHORED = ("content", "modules", "materials", "mkdocs.yml")
PER_PROGRAMME = 20
"""Every page of a module lists those of its programme, so a programme has as many as a real one may have."""
RELEASES_EACH = 2
"""How many releases every document has where the number of documents grows."""
ROUNDS = 3
SHORT = 20
"""Seconds below which a run is repeated."""
DEAREST = 1.5
"""How many times as much as at first a further release or document may cost at last."""
CHANGED = """
This is state {0} of what everybody reads.

!!! trainer "Say"
    This is state {0} of what only those who deliver the session read.
"""
"""What each release says otherwise than the one before."""
PROGRAM = [sys.executable, "-c", "from hubdocs.cli import main; main()"]
COMMANDS = {
    "check": ["check", "--today", "2026-11-22"],
    "status": ["status", "--today", "2026-11-22"],
    "build --no-packs": ["build", "--no-packs"],
}


@dataclass
class Copy:
    """A copy of WC-01 in a library, with the releases that it was given so far."""

    library: Path
    number: int
    releases: int = 0
    previous: str = field(default="", repr=False)
    """The digest of its newest release."""

    @property
    def id(self) -> str:
        return f"{self.prefix}-{self.number % PER_PROGRAMME + 1:02d}"

    @property
    def prefix(self) -> str:
        return f"P{chr(ord('A') + self.number // PER_PROGRAMME)}"

    @property
    def folder(self) -> Path:
        return self.library / "modules" / self.prefix.lower() / f"{self.id}-copy"

    def release_up_to(self, releases: int) -> None:
        """Give it further releases, each of which changes its text and every other one a handout; the last one is its
        working text, too."""
        for state in range(self.releases, releases):
            frozen = self.folder / "releases" / f"1.{state}.0"
            self.write_state(frozen, state)
            self.previous = self.write_release(frozen, state)
        self.releases = releases
        self.write_state(self.folder, releases - 1)

    def write_state(self, folder: Path, state: int) -> None:
        for made in ("images", "handouts"):
            shutil.rmtree(folder / made, ignore_errors=True)
        shutil.copytree(MODULE / "images", folder / "images")
        (folder / "handouts").mkdir()
        text = self.own(MODULE / "module.md")
        text = re.sub(r"(?m)^version: .*$", f"version: 1.{state}.0", text, count=1)
        (folder / "module.md").write_text(text + CHANGED.format(state), encoding="utf-8")
        for handout in sorted((MODULE / "handouts").iterdir()):
            text = f"{self.own(handout)}\nThis is state {state // 2} of the sheet.\n"
            (folder / "handouts" / handout.name).write_text(text, encoding="utf-8")

    def own(self, file: Path) -> str:
        return file.read_text(encoding="utf-8").replace("WC-01", self.id)

    def write_release(self, frozen: Path, state: int) -> str:
        document = read_document(self.library, frozen.relative_to(self.library).as_posix(), "module")
        digest = frozen_digest(document)
        if state == 0 and digest != document_digest(document):
            raise SystemExit("the copied pictures are not those that the module shows")
        handouts = document.handouts if isinstance(document, Module) else ()
        digests = {each.id: handout_digest(document, each) for each in handouts}
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=state)
        kind = "minor" if state else "first"
        release = Release(document, day, kind, f"Step {state} of the text.", digest, digests, self.previous)
        (frozen / "release.yml").write_text(release_text(release), encoding="utf-8")
        return digest


class Releases:
    """One module that is released again and again."""

    unit = "release"
    sizes = (75, 150, 225, 300)

    def __init__(self, library: Path) -> None:
        self.copy = new_copy(library, 0)

    def grow(self, size: int) -> None:
        self.copy.release_up_to(size)


class Documents:
    """More and more modules, of a few releases each."""

    unit = "document"
    sizes = (50, 100, 200, 400)

    def __init__(self, library: Path) -> None:
        self.library = library
        self.made = 0

    def grow(self, size: int) -> None:
        for number in range(self.made, size):
            new_copy(self.library, number).release_up_to(RELEASES_EACH)
        self.made = size


SCENES: dict[str, Callable[[Path], Releases | Documents]] = {"releases": Releases, "documents": Documents}


def new_copy(library: Path, number: int) -> Copy:
    copy = Copy(library, number)
    programme = copy.folder.parent
    if not programme.exists():
        programme.mkdir(parents=True)
        title = f"id: {programme.name}\ntitle: Programme {copy.prefix}\nprefix: {copy.prefix}\n"
        (programme / "programme.yml").write_text(f"{title}summary: Many.\norder: {100 + number}\n", encoding="utf-8")
    return copy


def copy_library(library: Path) -> None:
    for name in AUTHORED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, library / name)


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    processor: float
    """Seconds of work, its own children included."""
    clock: float
    """Seconds by the clock."""
    memory: float
    """MB at most."""


def cost_of(command: Sequence[str], library: Path) -> Cost:
    """The least of a few runs, as long as they are short: other work on the machine can only add to it."""
    costs = [one_run(command, library)]
    while len(costs) < ROUNDS and costs[0].clock < SHORT:
        costs.append(one_run(command, library))
    return min(costs, key=lambda cost: cost.processor)


def one_run(command: Sequence[str], library: Path) -> Cost:
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen([*PROGRAM, *command, "-C", str(library)], stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status):
            said.seek(0)
            raise SystemExit(f"{said.read()}\n`{command[0]}` failed, so this would measure something else")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def dearer(sizes: Sequence[int], costs: Sequence[Cost]) -> float:
    """How many times as much as in the first step a further one costs in the last."""
    steps = list(zip(sizes, costs, strict=True))
    (size_0, cost_0), (size_1, cost_1), *_, (size_y, cost_y), (size_z, cost_z) = steps
    first = (cost_1.processor - cost_0.processor) / (size_1 - size_0)
    last = (cost_z.processor - cost_y.processor) / (size_z - size_y)
    if min(first, last) <= 0:
        raise SystemExit("the steps are too small to measure; take larger sizes")
    return last / first


def told(scene: Releases | Documents, sizes: Sequence[int], costs: dict[str, list[Cost]]) -> Iterator[str]:
    """The figures as a table, and a line about each command."""
    yield f"\n| {scene.unit}s | " + " | ".join(f"{name}: s, MB, ms each" for name in COMMANDS) + " |"
    yield "|---|" + "---|" * len(COMMANDS)
    for at, size in enumerate(sizes):
        row = [costs[name][at] for name in COMMANDS]
        cells = [f"{each.processor:.1f}, {each.memory:.0f}, {each.processor / size * 1000:.1f}" for each in row]
        yield f"| {size} | {' | '.join(cells)} |"
    yield ""
    for name, figures in costs.items():
        times = dearer(sizes, figures)
        verdict = "in proportion" if times <= DEAREST else f"TOO DEAR, more than {DEAREST}"
        yield f"- `{name}`: a further {scene.unit} costs {times:.2f} times what it cost at first: {verdict}."


def measure(scene: Releases | Documents, library: Path, sizes: Sequence[int]) -> bool:
    """Tell what a scene costs as it grows; whether every command grows in proportion."""
    costs: dict[str, list[Cost]] = {name: [] for name in COMMANDS}
    for size in sizes:
        scene.grow(size)
        for name, command in COMMANDS.items():
            costs[name].append(cost := cost_of(command, library))
            print(f"{size} {scene.unit}s: {name} took {cost.processor:.1f} s", file=sys.stderr, flush=True)
    print("\n".join(told(scene, sizes, costs)), flush=True)
    return all(dearer(sizes, figures) <= DEAREST for figures in costs.values())


def main() -> None:
    wishes = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    wishes.add_argument("scenes", nargs="*", choices=[*SCENES, []], metavar="releases|documents")
    wishes.add_argument("--shrink", type=int, default=1, metavar="N", help="divide all sizes by N")
    wished = wishes.parse_args()
    good = True
    for name in wished.scenes or SCENES:
        with tempfile.TemporaryDirectory() as folder:
            copy_library(Path(folder))
            scene = SCENES[name](Path(folder))
            good &= measure(scene, Path(folder), [size // wished.shrink for size in scene.sizes])
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
