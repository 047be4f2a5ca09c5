"""Libraries made for measuring: many modules that are copies of the real ones, released by hubdocs itself."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import run

ROOT = Path(__file__).parents[1]
HUBDOCS = (sys.executable, "-c", "from hubdocs.cli import main; main()")
DAY = "2026-11-22"
"""The day of every release and edition."""
ALL_FORMATS = ("screen", "binder", "booklet", "press", "large-print", "copier")
HANDWRITTEN = ("releases", "editions", "refinements", "hubs", "forms")
"""Folders of the real library that a made one does not take over."""
TEXTS = {".md", ".yml"}


@dataclass(frozen=True)
class Original:
    """A real module that is copied."""

    id: str
    folder: str

    def copy(self, number: int) -> str:
        """The id of one of its copies, counted from 0: of WC-06 `WC-61`, `WC-62`, …, and of WC-01 `WC-11`, …"""
        prefix, _, own = self.id.partition("-")
        return f"{prefix}-{int(own)}{number + 1}"


SCHOOL = Original("WC-01", "modules/who-cares/WC-01-awareness")
LESSON = Original("WC-06", "modules/who-cares/WC-06-making-sense")
WORKSHOP = Original("KW-01", "modules/kidstime-workshop/KW-01-model-and-role")
ORIGINALS = (SCHOOL, LESSON, WORKSHOP)
MOST_COPIES = 9
"""Of each original: two digits number a copy."""


@dataclass(frozen=True)
class PackMade:
    """A pack of a made library."""

    id: str
    audience: str
    contents: tuple[str, ...]
    """Ids of documents, and paths of pages."""
    formats: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its `pack.yml`."""
        lines = "".join(f"  - {self._line(each)}\n" for each in self.contents)
        return (
            f"id: {self.id}\ntitle: {self.id.capitalize()} pack\naudience: {self.audience}\n"
            f"summary: Made for measuring.\nformats: [{', '.join(self.formats)}]\ncontents:\n{lines}"
        )

    @staticmethod
    def _line(item: str) -> str:
        if item.endswith(".md"):
            return f"{{page: {item}}}"
        kind = {"ST": "standards", "AG": "agreement"}.get(item.partition("-")[0], "module")
        return f"{{{kind}: {item}{', handouts: true' if kind == 'module' else ''}}}"


@dataclass(frozen=True)
class Made:
    """A made library, with every document released once and an edition of every pack."""

    root: Path
    modules: tuple[str, ...]
    packs: tuple[PackMade, ...]

    @property
    def cache(self) -> Path:
        """The documents that are laid out already."""
        return self.root / "build" / "cache"

    @property
    def pack_ids(self) -> tuple[str, ...]:
        return tuple(pack.id for pack in self.packs)

    def folder_of(self, module: str) -> Path:
        """The folder of one of its modules."""
        return next(self.root.glob(f"modules/*/{module}-*"))

    def clear(self, *names: str) -> None:
        """Delete some folders of its `build`."""
        for name in names:
            shutil.rmtree(self.root / "build" / name, ignore_errors=True)

    def restore_cache(self, saved: Path) -> None:
        """Put back the cache as it was at some moment, and nothing that was laid out since."""
        self.clear("cache")
        shutil.copytree(saved, self.cache)


def copies(modules: int) -> tuple[tuple[Original, int], ...]:
    """The originals and the numbers of their copies, in order: the first of each, then the second of each, …"""
    each = [(original, number) for number in range(MOST_COPIES) for original in ORIGINALS]
    if modules > len(each):
        raise ValueError(f"there are numbers for {len(each)} copies only, not for {modules}")
    return tuple(each[:modules])


def make_library(root: Path, *, modules: int, formats: Sequence[str]) -> Made:
    """A library of copies of the real modules, in a folder that does not exist yet, released once.

    Raises:
        FailedError: hubdocs finds a mistake in it.
    """
    library = write_library(root, modules=modules, formats=formats)
    release(root, "ST-01", "AG-01", *library.modules, *library.pack_ids)
    return library


def write_library(root: Path, *, modules: int, formats: Sequence[str]) -> Made:
    """The same without releases and editions: only what people write."""
    made = copies(modules)
    ids = tuple(original.copy(number) for original, number in made)
    copy_surroundings(root, ids_of_set(0, ids))
    for original, number in made:
        copy_module(root, original, number, ids)
    packs = tuple(packs_of(ids, tuple(formats)))
    for pack in packs:
        write(root / "materials" / "packs" / pack.id / "pack.yml", pack.text)
    return Made(root, ids, packs)


def packs_of(ids: Sequence[str], formats: tuple[str, ...]) -> Iterator[PackMade]:
    """Four packs in some formats that hold every module between them, and one of about 100 pages for the screen."""

    def some(original: Original, *numbers: int) -> tuple[str, ...]:
        return tuple(id_ for number in numbers if (id_ := original.copy(number)) in ids)

    page, tables = ("help/using-this-pack.md",), ("ST-01",)
    hundred = (*some(SCHOOL, 0, 1), *some(LESSON, 0), *some(WORKSHOP, 0), *tables, "AG-01", *page)
    yield PackMade("hundred", "trainer", hundred, ("screen",))
    lessons = (*some(LESSON, 0, 2, 3, 4), "help/help-a-child.md", *page)
    yield PackMade("lessons", "staff", lessons, formats)
    schools = (*some(SCHOOL, 0, 1), *some(LESSON, 0, 1), *tables, *page)
    yield PackMade("schools", "staff", schools, formats)
    trainers = (*some(SCHOOL, 2, 3, 4), *some(WORKSHOP, 0, 2), *tables, *page)
    yield PackMade("trainers", "trainer", trainers, formats)
    yield PackMade("workshops", "facilitator", (*some(WORKSHOP, 0, 1, 3), "AG-01", *page), formats)


def ids_of_set(number: int, made: Iterable[str]) -> Mapping[str, str]:
    """What each original is called in the text of a set of copies: its copy there, or, where there is none, its
    first."""
    made = set(made)
    return {each.id: each.copy(number) if each.copy(number) in made else each.copy(0) for each in ORIGINALS}


def copy_surroundings(root: Path, ids: Mapping[str, str]) -> None:
    """Everything of the real library but its modules, packs, hubs and releases."""
    root.mkdir(parents=True)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("content", "materials"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(*HANDWRITTEN, "packs"))
    for programme in ROOT.glob("modules/*/programme.yml"):
        write(root / programme.relative_to(ROOT), programme.read_text(encoding="utf-8"))
    rename(root / "content", ids)
    rename(root / "materials", ids)


def copy_module(root: Path, original: Original, number: int, made: Sequence[str]) -> None:
    """The working text, sheets and pictures of a real module, under another id in its folder, text and links."""
    folder = root / original.folder.replace(original.id, original.copy(number))
    shutil.copytree(ROOT / original.folder, folder, ignore=shutil.ignore_patterns(*HANDWRITTEN))
    rename(folder, ids_of_set(number, made))


def rename(folder: Path, ids: Mapping[str, str]) -> None:
    """Write other ids for the originals in every text of a folder, also where a handout's or a part's begins."""
    named = re.compile(rf"\b(?:{'|'.join(ids)})\b")
    for file in sorted(folder.rglob("*")):
        if file.suffix in TEXTS:
            write(file, named.sub(lambda found: ids[found[0]], file.read_text(encoding="utf-8")))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def release(root: Path, *what: str, kind: str = "") -> None:
    """Release documents and editions with the program itself."""
    wish = [f"--{kind}"] if kind else []
    run([*HUBDOCS, "release", *what, *wish, "--summary", "Made for measuring.", "--on", DAY], folder=root)


HUB = """\
id: hub-{number:03d}
name: Hub {number} by the river
lead_school: Example School {number}
contacts:
  safeguarding_lead: {{name: Lead {number}, phone: 01632 960{number:03d}, checked: {day}}}
  link_leader: {{name: Leader {number}, phone: 01632 961{number:03d}, email: link{number}@example.org, checked: {day}}}
local_services:
  - {{name: Young carers {number}, phone: 01632 962{number:03d}, web: https://example.org/{number}, checked: {day}}}
packs: [{packs}]
"""


def write_hubs(folder: Path, number: int, packs: Iterable[str]) -> None:
    """Profiles of hubs that each have some packs, their own people and a service nearby."""
    named = ", ".join(packs)
    for each in range(1, number + 1):
        write(folder / f"hub-{each:03d}.yml", HUB.format(number=each, day=DAY, packs=named))


SHORT = """\
---
id: {id}
title: "Short session {number}"
version: 1.0.0
status: draft
audience: [staff]
delivered_by: [trainer]
duration: 20
summary: Session {number} of many short ones.
objectives: [notice a change, tell the right person]
materials:
  - {{item: Card, per: person, handout: {id}-H1}}
standards: [SCH-1]
---

This is session {number}. {filling}

## Rules {{ #rules minutes=3 .ground-rules }}

Agree on the rules. {filling}

## Talk {{ #talk minutes=10 .sensitive }}

Talk in pairs. See [the card]({id}-H1). {filling}

!!! trainer "Say"
    In session {number} nobody in this room needs to speak unless they really wish to do so.

## Help {{ #help minutes=5 .signposting }}

Ring [Childline](signpost:childline) or tell the [safeguarding lead](term:DSL).

## Close {{ #close minutes=2 .closing }}

Thank everybody.
"""
CARD = "---\nid: {id}-H1\ntitle: Card {number}\nper: person\n---\n\nThree things to notice in session {number}.\n"
FILLING = "Every pupil needs one adult who listens, who stays steady and who can be found. " * 4
PER_PROGRAMME = 50
PER_PACK = 10


class ShortModules:
    """A library that grows: short modules with a sheet each, and for every ten of them a pack.

    Beside them stand copies of the three real modules, to which the content pages refer, in no pack.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made = 0
        ids = tuple(original.copy(0) for original in ORIGINALS)
        copy_surroundings(root, ids_of_set(0, ids))
        for original in ORIGINALS:
            copy_module(root, original, 0, ids)
        self._unreleased = ["ST-01", "AG-01", *ids]

    def grow(self, size: int) -> None:
        """Give it further modules and packs, released once."""
        release(self.root, *self.write_up_to(size))

    def write_up_to(self, size: int) -> list[str]:
        """Write further modules and packs; the ids of everything that is not released yet."""
        new = [self._module(number) for number in range(self.made, size)]
        packs = [self._pack(new[at : at + PER_PACK], self.made + at) for at in range(0, len(new), PER_PACK)]
        self.made = size
        written, self._unreleased = [*self._unreleased, *new, *packs], []
        return written

    def _module(self, number: int) -> str:
        prefix = f"P{chr(ord('A') + number // PER_PROGRAMME)}"
        id_ = f"{prefix}-{number % PER_PROGRAMME + 1:02d}"
        programme = self.root / "modules" / prefix.lower()
        title = f"id: {prefix.lower()}\ntitle: Programme {prefix}\nprefix: {prefix}\n"
        write(programme / "programme.yml", f"{title}summary: Many.\norder: {100 + number // PER_PROGRAMME}\n")
        write(programme / f"{id_}-short" / "module.md", SHORT.format(id=id_, number=number, filling=FILLING))
        write(programme / f"{id_}-short" / "handouts" / "h1.md", CARD.format(id=id_, number=number))
        return id_

    def _pack(self, modules: Sequence[str], first: int) -> str:
        pack = PackMade(f"pack-{first:03d}", "trainer", (*modules, "help/using-this-pack.md"), ("screen", "binder"))
        write(self.root / "materials" / "packs" / pack.id / "pack.yml", pack.text)
        return pack.id


def edit(module: Path, change: Callable[[str], str]) -> None:
    """Change the working text of a module."""
    file = module / "module.md"
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    if changed == text:
        raise ValueError(f"nothing was found to change in {module.name}")
    write(file, changed)
