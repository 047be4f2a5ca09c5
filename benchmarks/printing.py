"""Measure printing: packs from cached documents, against WeasyPrint that lays the same pack out in one go.

Everything is measured in one run on one machine, in new processes, on libraries made for it. No finished pack is ever
taken from a cache: `build/packs` and `build/hubs` are deleted before every run, and each pack is assembled and
inspected. Run it with `make bench-printing`; lasting figures go into RESULTS.md by hand, with the date.

Use: python -m benchmarks.printing [--quick] [pack|packs|hubs|edit|growth|peer]…
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from statistics import fmean, median

import pikepdf

from benchmarks.libraries import ALL_FORMATS, HUBDOCS, Made, ShortModules, edit, make_library, release, write_hubs
from benchmarks.memory import Cost, FailedError, run
from benchmarks.peer import Peer
from benchmarks.rival import Rival, write_rival
from hubdocs.errors import Problem
from hubdocs.library.load import load_library
from hubdocs.model import Library
from hubdocs.printing.binding import documents_of
from hubdocs.printing.packs import resolve
from hubdocs.printing.run import press_for, print_library

PACK = "hundred"
"""The pack of about 100 pages."""
NEW_PROCESS, LATER_PACKS, HUB_COPIES = 6, 15, 12
"""How many times as fast as in one go they are to be."""
LARGEST_FILE, AFTER_AN_EDIT = 1.35, 0.2
"""How large a file, and how long a build, may be at most, against the other."""
READ = frozenset({".readings", ".shelf", ".snapshot"})
"""The endings of files that keep what was read of texts."""
BUILD = (*HUBDOCS, "build", "--no-site")
MODULE = "benchmarks.inside"
MOST_FRONT = 8
"""Entries that front matter and feedback sheet of one pack may add to the cache."""


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    modules: int = 14
    rounds: int = 3
    hubs: int = 50
    sizes: tuple[int, ...] = (10, 50, 100, 200, 400)
    """Modules of the library that grows."""
    longest: float = 400
    """Seconds that one build of it may be expected to take; larger sizes are left out, and it says so."""


QUICK = Scale(modules=3, rounds=1, hubs=3, sizes=(3, 6))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    theirs: str
    ratio: str
    goal: str = ""
    met: bool = True

    def __str__(self) -> str:
        verdict = f"{self.goal}, {'met' if self.met else 'MISSED'}" if self.goal else ""
        return f"| {self.what} | {self.ours} | {self.theirs} | {self.ratio} | {verdict} |"


def faster(what: str, ours: float, theirs: float, goal: float = 0) -> Row:
    """How many times as fast as the rival, and, where there is a goal, whether that is enough."""
    times = theirs / ours
    wanted = f"at least {goal:g}x" if goal else ""
    return Row(what, f"{ours:.2f} s", f"{theirs:.1f} s", f"{times:.1f}x as fast", wanted, times >= goal)


def share_of(what: str, warm: float, cold: float, goal: float = 0) -> Row:
    """What part of a build with nothing cached, and, where there is a goal, whether that is little enough."""
    share = warm / cold
    wanted = f"at most {goal:.0%}" if goal else ""
    return Row(what, f"{warm:.1f} s", f"{cold:.1f} s (cold)", f"{share:.0%} of cold", wanted, not goal or share <= goal)


def less(what: str, ours: float, theirs: float, *, is_goal: bool = False) -> Row:
    """How much memory, against the rival; less of it if that is the goal."""
    as_much = f"{ours / theirs:.2f}x as much"
    return Row(what, f"{ours:.0f} MB", f"{theirs:.0f} MB", as_much, "less" if is_goal else "", ours < theirs)


def size_of(ours: Path, theirs: Path) -> Row:
    """How large a file, against the rival's of about as many pages."""
    sizes = [each.stat().st_size / 1000 for each in (ours, theirs)]
    times = sizes[0] / sizes[1]
    goal = f"at most {LARGEST_FILE}x"
    told = [f"{each:,.0f} kB" for each in sizes]
    return Row("size of its file", told[0], told[1], f"{times:.2f}x as large", goal, times <= LARGEST_FILE)


class Bench:
    """What the measurements share: a folder, libraries that are made once, and what the rival took."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self.notes: list[str] = []
        self._one_go: dict[str, tuple[Cost, Path]] = {}

    @cached_property
    def screens(self) -> Made:
        """A library whose packs are printed for the screen only, with every document laid out and nothing else."""
        tell(f"making a library of {self.scale.modules} modules")
        made = make_library(self.folder / "screens", modules=self.scale.modules, formats=("screen",))
        # A release lays out what editions count, and this all the rest, content pages too; neither makes front matter.
        library = load_library(made.root)
        print_library(library, packs=(), target=self.folder / "singles", cache=made.cache)
        lay_out_documents(library, made)
        shutil.copytree(made.cache, self.documents)
        run(BUILD, folder=made.root)
        # Front matter stays behind; what that build read of texts is kept as every build keeps it.
        for read in texts_read(made.cache):
            shutil.copy2(read, self.documents)
        return made

    @property
    def documents(self) -> Path:
        """The cache of that library when it held documents only."""
        return self.folder / "documents"

    def rival(self, pack: str) -> Rival:
        """A pack of that library for the rival."""
        spare = self.folder / "spare-cache"
        if not spare.exists():
            shutil.copytree(self.documents, spare)
        return write_rival(self.screens.root, pack, spare, self.folder / "rival")

    def one_go(self, pack: str, *, watched: bool = False) -> tuple[Cost, Path]:
        """Let the rival lay a pack out."""
        target = self.folder / "rival" / f"{pack}.pdf"
        cost = run(self.rival(pack).command(sys.executable, target), folder=self.folder, watched=watched)
        return cost, target

    def one_go_once(self, pack: str) -> tuple[Cost, Path]:
        """The same, but each pack only once however many measurements ask for it."""
        if pack not in self._one_go:
            self._one_go[pack] = self.one_go(pack)
        return self._one_go[pack]

    def fresh(self, *, unread: bool = False) -> Made:
        """The library for the screen with its documents laid out, without front matter and without finished packs.

        Where it is `unread`, what an earlier build read of its texts is gone as well.
        """
        made = self.screens
        made.clear("packs", "hubs")
        made.restore_cache(self.documents)
        for read in texts_read(made.cache) if unread else ():
            read.unlink()
        return made


def texts_read(cache: Path) -> list[Path]:
    """What a cache holds beside documents that are laid out: what was read of the library's texts."""
    return [file for file in cache.iterdir() if file.suffix in READ]


def lay_out_documents(library: Library, made: Made) -> None:
    """Lay out every document that a pack holds, and nothing that the program writes for a pack itself."""
    problems: list[Problem] = []
    packs = [resolve(library, library.packs[id_], library.packs[id_].newest_edition) for id_ in made.pack_ids]
    with press_for(library, made.cache) as press:
        press.print_all((each for contents in packs for each in documents_of(library, contents)), problems)
    if problems:
        raise FailedError("\n".join(map(str, problems)))


def measure_pack(bench: Bench) -> Iterator[Row]:
    """One pack in a new process, against the same pack in one go."""
    ours, theirs = [], []
    for round_ in range(bench.scale.rounds + 1):
        watched = round_ == bench.scale.rounds  # Looking on costs time, so the last round is for memory alone.
        made = bench.fresh()
        ours.append(run([*BUILD, "--packs", PACK], folder=made.root, watched=watched))
        stop_if_documents_were_laid_out(bench, made)
        theirs.append(bench.one_go(PACK, watched=watched)[0])
        tell(f"{PACK}: {ours[-1].seconds:.2f} s, in one go {theirs[-1].seconds:.1f} s")
    unread = median(
        run([*BUILD, "--packs", PACK], folder=bench.fresh(unread=True).root).seconds for _ in range(bench.scale.rounds)
    )
    file = next((bench.screens.root / "build" / "packs" / PACK).glob("*.pdf"))
    rival = bench.folder / "rival" / f"{PACK}.pdf"
    pages = f"{pages_of(file)} pages from the cache of documents, new process"
    *timed, look = zip(ours, theirs, strict=True)
    sides = list(zip(*timed, strict=True))
    mine, its = (median(each.seconds for each in side) for side in sides)
    yield faster(pages, mine, its, NEW_PROCESS)
    yield faster("the same, every text read anew", unread, its)
    yield faster("the same, processor time", *(median(each.processor for each in side) for side in sides))
    yield less("memory of all its processes (PSS)", look[0].together, look[1].together, is_goal=True)
    yield less("memory of its largest process (RSS)", look[0].largest, look[1].largest)
    yield size_of(file, rival)
    bench.notes.append(f"In one go the pack has {pages_of(rival)} pages, assembled {pages_of(file)}.")


def stop_if_documents_were_laid_out(bench: Bench, made: Made) -> None:
    """Make sure that a run measured assembling: only front matter and the feedback sheet are new in the cache."""
    new = {file.name for file in made.cache.glob("*.pdf")} - {file.name for file in bench.documents.glob("*.pdf")}
    if not 0 < len(new) <= MOST_FRONT:
        raise FailedError(f"{len(new)} documents were laid out anew; front matter and a feedback sheet were expected")


def measure_packs(bench: Bench) -> Iterator[Row]:
    """Several packs in one process: what each more takes, asked for together, and one after the other.

    A round for each later pack: that pack in one go, then one pack alone and all of them, so that a machine which
    becomes slower or faster meanwhile does so for both.
    """
    first, *later = bench.screens.pack_ids
    one_go, alone, together, calls = [], [], [], []
    for round_, pack in enumerate(later):
        one_go.append(bench.one_go_once(pack)[0].seconds)
        alone.append(run([*BUILD, "--packs", first], folder=bench.fresh().root).seconds)
        together.append(run(BUILD, folder=bench.fresh().root).seconds)
        made, finished = bench.fresh(), bench.folder / f"inside-{round_}"
        said = run([sys.executable, "-m", MODULE, made.root, finished, first, *later], folder=bench.folder).said
        calls.append([each["seconds"] for each in json.loads(said)])
        tell(f"one pack {alone[-1]:.2f} s, all {together[-1]:.2f} s, {pack} in one go {one_go[-1]:.1f} s")
    each = (fmean(together) - fmean(alone)) / len(later)
    bench.notes.append(
        f"Packs 2 to {len(later) + 1}: one command that prints them all took {fmean(together):.2f} s and one that "
        f"prints the first of them alone {fmean(alone):.2f} s, so that each of the {len(later)} others took "
        f"{each:.2f} s, two at a time; means of {len(later)} rounds. The first lays out the feedback sheet, which they "
        "share where no code on it leads to a public site. The next line is for calls one after the other."
    )
    named = f"packs 2 to {len(later) + 1} in one process, each"
    yield faster(named, each, fmean(one_go), LATER_PACKS)
    yield faster("the same, one after the other", fmean(fmean(call[1:]) for call in calls), fmean(one_go))


def measure_hubs(bench: Bench) -> Iterator[Row]:
    """Copies for many hubs, against laying out each copy in one go."""
    hubs = bench.folder / "hubs"
    packs = [each for each in bench.screens.pack_ids if each != PACK]
    write_hubs(hubs, bench.scale.hubs, packs)
    made = bench.fresh()
    cost = run([*BUILD, "--all-hubs"], folder=made.root, environment={"HUBDOCS_HUBS": str(hubs)})
    copies = len(list((made.root / "build" / "hubs").rglob("*.pdf")))
    if copies < bench.scale.hubs * len(packs):
        raise FailedError(f"{copies} copies were made for {bench.scale.hubs} hubs with {len(packs)} packs each")
    tell(f"{copies} copies for hubs: {cost.seconds:.0f} s")
    theirs = fmean(bench.one_go_once(pack)[0].seconds for pack in packs)
    bench.notes.append(
        f"Copies for {bench.scale.hubs} hubs: everything that `build --all-hubs` does counts, also the packs for "
        f"nobody in particular; {copies} files in {cost.seconds:.0f} s. In one go means one run of each of the "
        f"{len(packs)} packs, without anything of a hub."
    )
    yield faster(f"copy of a pack for a hub, mean of {copies}", cost.seconds / copies, theirs, HUB_COPIES)
    work = fmean(bench.one_go_once(pack)[0].processor for pack in packs)
    yield faster("the same, processor time", cost.processor / copies, work)


def measure_edit(bench: Bench) -> Iterator[Row]:
    """All packs in all formats after one module was edited, against a build with an empty cache."""
    tell("making a library with every format")
    made = make_library(bench.folder / "formats", modules=bench.scale.modules, formats=ALL_FORMATS)
    made.clear("cache", "packs")
    cold = run(BUILD, folder=made.root)
    saved = bench.folder / "before-the-edit"
    shutil.copytree(made.cache, saved)
    edited = made.modules[0]
    edit(made.folder_of(edited), lambda text: text.replace("\n\n## ", "\n\nA sentence that is new.\n\n## ", 1))
    # A release lays documents out, too, so the cache is put back as it was before it.
    release(made.root, edited, *concerned(made, edited), kind="minor")
    made.clear("packs")
    made.restore_cache(saved)
    warm = run(BUILD, folder=made.root)
    files = len(list((made.root / "build" / "packs").rglob("*.pdf")))
    tell(f"one edit: {warm.seconds:.1f} s, cold {cold.seconds:.1f} s")
    bench.notes.append("After an edit: the figures beside it are those of hubdocs itself with nothing cached.")
    edit_of = f"one module of {len(made.modules)} edited: {files} files of {len(made.packs)} packs"
    yield share_of(edit_of, warm.seconds, cold.seconds, AFTER_AN_EDIT)
    yield share_of("the same, processor time", warm.processor, cold.processor)


def concerned(made: Made, module: str) -> list[str]:
    """The packs that hold a module, and so need a new edition."""
    return [pack.id for pack in made.packs if module in pack.contents]


def measure_peer(bench: Bench) -> Iterator[Row]:
    """The stock tools on the same text."""
    made = bench.screens
    pack = next(each for each in made.packs if each.id == PACK)
    peer = Peer(bench.folder / "peer", made.root, pack.contents)
    try:
        peer.install()
    except FailedError as error:
        bench.notes.append(f"LEFT OUT: mkdocs-to-pdf could not be installed ({str(error).splitlines()[-1]}).")
        return
    pdf, cost, site_alone = peer.build()
    with pikepdf.open(pdf) as opened:
        tags = "/StructTreeRoot" in opened.Root
    ours = run([*BUILD, "--packs", PACK], folder=bench.fresh().root).seconds
    size = pdf.stat().st_size / 1000
    bench.notes.append(
        f"{peer.versions}: {pages_of(pdf)} pages, {size:,.0f} kB, {'tags' if tags else 'no tags'}, "
        f"{cost.seconds:.1f} s; the same site without the PDF {site_alone.seconds:.1f} s. It prints the Markdown of "
        "the pack's documents and handouts as the site shows it, with a cover and a contents list, but without "
        "versions, effective documents, feedback sheet or blocks of hubdocs' own (helplines, trainer text, codes)."
    )
    yield faster("the same documents, not in one go but by mkdocs-to-pdf", ours, cost.seconds)


def measure_growth(bench: Bench) -> Iterator[Row]:
    """What a build costs as the library grows; a table of its own, so no rows."""
    library = ShortModules(bench.folder / "growing")
    lines = [
        "| modules | cold: s, ms each | warm: s, ms each | MB cold, PSS / RSS | MB warm, PSS / RSS |",
        "|---|---|---|---|---|",
    ]
    done: list[tuple[int, float]] = []
    for size in bench.scale.sizes:
        if done and (expected := done[-1][1] / done[-1][0] * size) > bench.scale.longest:
            bench.notes.append(
                f"LEFT OUT: growth to {size} modules and more, where a cold build would take {expected:.0f} s."
            )
            break
        tell(f"growing to {size} modules")
        library.grow(size)
        for name in ("cache", "packs"):
            shutil.rmtree(library.root / "build" / name, ignore_errors=True)
        cold = run(BUILD, folder=library.root, watched=True)
        shutil.rmtree(library.root / "build" / "packs")
        warm = run(BUILD, folder=library.root, watched=True)
        done.append((size, cold.seconds))
        tell(f"{size} modules: cold {cold.seconds:.1f} s, warm {warm.seconds:.1f} s")
        times = [f"{each.seconds:.1f}, {each.seconds / size * 1000:.0f}" for each in (cold, warm)]
        held = [f"{each.together:.0f} / {each.largest:.0f}" for each in (cold, warm)]
        lines.append(f"| {size} | {' | '.join(times)} | {' | '.join(held)} |")
    bench.notes.append(
        "Growth: short modules of a page or two with a sheet each, a pack for every ten, in screen and binder, beside "
        "three real modules in no pack; one run each, with memory looked at, every document by itself included. Warm "
        "has every document and all front matter cached, and assembles and inspects each pack anew.\n\n"
        + "\n".join(lines)
    )
    yield from ()


MEASURES: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "pack": measure_pack,
    "packs": measure_packs,
    "hubs": measure_hubs,
    "edit": measure_edit,
    "growth": measure_growth,
    "peer": measure_peer,
}

NOT_ALIKE = """\
What is not like for like: in one go, WeasyPrint uses one processor core, counts the pages of the whole where hubdocs
counts those of each document, stamps no line of the pack, and inspects nothing; hubdocs reads the whole library first,
uses all cores, stamps, inspects and writes a manifest. Both lay out the front matter. Times are medians of {rounds}
(packs 2 and later: one run in one go each); memory is one further run, looked at every 50 ms."""


def report(rows: Sequence[Row], notes: Sequence[str], scale: Scale) -> Iterator[str]:
    load = os.getloadavg()[0]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("weasyprint", "pikepdf"))
    yield f"\n{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}."
    yield f"Load of the machine at the end: {load:.1f}; figures mean little where others work on it.\n"
    yield "| what | hubdocs | in one go | ratio | goal |\n|---|---|---|---|---|"
    yield from map(str, rows)
    yield f"\n{NOT_ALIKE.format(rounds=scale.rounds)}"
    yield from (f"\n{note}" for note in notes)


def pages_of(file: Path) -> int:
    with pikepdf.open(file) as opened:
        return len(opened.pages)


def tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    wishes = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    wishes.add_argument("measures", nargs="*", choices=[*MEASURES, []], metavar="|".join(MEASURES))
    wishes.add_argument("--quick", action="store_true", help="small libraries, one round")
    wished = wishes.parse_args()
    scale = QUICK if wished.quick else Scale()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="hubdocs-bench-") as folder:
        bench = Bench(Path(folder), scale)
        failed = []
        for name in wished.measures or MEASURES:
            try:
                for row in MEASURES[name](bench):
                    rows.append(row)
                    tell(str(row))  # A run takes long, and may be ended before its table is printed.
            except FailedError as error:
                failed.append(f"FAILED: `{name}`: {error}")
        print("\n".join(report(rows, [*bench.notes, *failed], scale)))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
