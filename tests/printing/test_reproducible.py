"""The same releases give the same bytes: whoever builds them, where, when, with how many workers, in which order."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pytest
from sample import FILES, FILLING, FOLDER, STANDARDS
from tiny import write_library

from hubdocs.printing.formats import FORMATS

PROGRAM = (sys.executable, "-c", "from hubdocs.cli import main; main()")
BUILT = ("packs", "hubs", "site")
PDF = "trainers-2019-02-screen.pdf"
DAY = "2019-02-03"
"""Of the releases: long past, so that no day of today can be one of them."""
NOBODY = 65534
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    # Others may not look into the folder in which Python itself lies.
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)


def png() -> bytes:
    """A picture of four pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = b"\0\xff\0\0\0\xff\0" + b"\0\0\0\xff\x80\x80\x80"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pack(id_: str, audience: str, formats: Iterable[str], contents: str) -> str:
    return (
        f"id: {id_}\ntitle: {id_.capitalize()} pack\naudience: {audience}\nformats: [{', '.join(formats)}]\n"
        f"contents:\n{contents}"
    )


MODULE = (FILES[f"{FOLDER}/module.md"] or "").replace(FILLING, "")
"""Each build lays everything out anew, so the text is no longer than it has to be."""
AGREEMENT = """\
---
id: AG-01
title: Agreement
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What we promise each other.
standards: ST-01@1
fields:
  - {name: party_name, label: Name of the School, type: text, required: true}
---

Both sides keep their promises.

## What the School promises { #promise }

{{ party_name }} keeps the standards.
"""
HUB = """\
id: example-hub
name: Example Hub
lead_school: Example Academy
contacts:
  safeguarding_lead: {name: Ann Example, phone: 01632 960001, checked: 2019-01-02}
local_services:
  - {name: Example Young Carers, phone: 01632 960011, checked: 2019-01-02}
packs: [trainers]
agreements:
  - {template: AG-01@1, fields: {party_name: Example Academy}}
"""
SHEETS = "  - {module: WC-01, handouts: true}\n"
LIBRARY: dict[str, str | None] = {
    **FILES,
    f"{FOLDER}/module.md": MODULE.replace("## Close", "![Four dots](images/dots.png)\n\n## Close"),
    "materials/standards/ST-01-standards/standards.md": STANDARDS.replace("status: approved", "status: draft"),
    "materials/packs/school-staff/pack.yml": pack(
        "school-staff", "staff", FORMATS, f"{SHEETS}  - {{standards: ST-01}}\n"
    ),
    "materials/packs/trainers/pack.yml": pack(
        "trainers", "trainer", ["screen"], f"{SHEETS}  - {{agreement: AG-01}}\n  - {{page: help/using-this-pack.md}}\n"
    ),
    "materials/agreements/AG-01-agreement/agreement.md": AGREEMENT,
    "materials/hubs/example-hub.yml": HUB,
}


@dataclass(frozen=True)
class Surroundings:
    """What may differ between two builds of the same releases."""

    folder: str
    """Below a folder of its own."""
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    umask: int = 0o022
    backwards: bool = False
    """Whether the library's files were made in the opposite order, long ago."""
    cache: bool = False
    """Whether it takes over what the first build laid out."""
    becoming: tuple[str, ...] = ()
    """The program that runs it as another user, to whom the library then belongs."""


HERE = Surroundings("library", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}, ("--jobs", "4"))
FAR = Surroundings(
    "Bücher für alle & mehr/die Sammlung",
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1900000000",
        "COLUMNS": "40",
    },
    ("--jobs", "1"),
    umask=0o077,
    backwards=True,
)
SOMEBODY = Surroundings(
    "elsewhere",
    {"HOME": "/nonexistent", "USER": "nobody", "LOGNAME": "nobody", "LC_ALL": "de_DE.UTF-8", "TZ": "America/Adak"},
    ("--jobs", "3"),
    cache=True,
    becoming=AS_NOBODY,
)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a release of each document and an edition of each pack, and nothing laid out."""
    root = write_library(tmp_path_factory.mktemp("released"), LIBRARY)
    (root / FOLDER / "images" / "dots.png").write_bytes(png())
    wanted = ("WC-01", "ST-01", "AG-01", "school-staff", "trainers")
    run(root, HERE, "release", *wanted, "--summary", "The first.", "--on", DAY)
    shutil.rmtree(root / "build")
    return root


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that every user may enter; those of pytest are for one user only."""
    folder = Path(tempfile.mkdtemp(prefix="hubdocs-reproducible-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def here(released: Path, place: Path) -> Path:
    """The library as it was built first."""
    return built(released, place, HERE)


def built(released: Path, place: Path, around: Surroundings) -> Path:
    """A copy of the library, built."""
    root = place / around.folder
    copied(released, root, around)
    if around.cache:
        shutil.copytree(place / HERE.folder / "build" / "cache", root / "build" / "cache")
    if around.becoming:
        for path in (root, *root.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    build(root, around)
    return root


def copied(released: Path, root: Path, around: Surroundings) -> None:
    files = sorted(file for file in released.rglob("*") if file.is_file())
    for file in reversed(files) if around.backwards else files:
        copy = root / file.relative_to(released)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        if around.backwards:
            os.utime(copy, (86400, 86400))


def build(root: Path, around: Surroundings, *more: str) -> None:
    run(root, around, "build", "--all-hubs", *around.arguments, *more)


def run(root: Path, around: Surroundings, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [*around.becoming, *PROGRAM, *arguments],
        cwd=root,
        env={**environment, **around.environment},
        umask=around.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def digests(root: Path) -> dict[str, str]:
    """The SHA-256 of every built file, by path."""
    files = (file for name in BUILT for file in (root / "build" / name).rglob("*") if file.is_file())
    return {
        file.relative_to(root / "build").as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def differences(one: Path, other: Path) -> list[str]:
    """The built files that are not the same in two libraries, also those that only one of them has."""
    left, right = digests(one), digests(other)
    return sorted(path for path in left | right if left.get(path) != right.get(path))


def test_every_pack_was_built_in_every_format(here: Path) -> None:
    made = digests(here)

    for format_ in FORMATS:
        assert [path for path in made if path.startswith(f"packs/school-staff/school-staff-2019-02-{format_}")], format_
    assert [path for path in made if path.startswith("hubs/example-hub/") and "trainers" in path]
    assert [path for path in made if path.startswith("hubs/example-hub/") and "AG-01" in path]
    assert "site/index.html" in made


def test_far_away_in_another_time_and_tongue_with_one_worker(released: Path, place: Path, here: Path) -> None:
    assert differences(here, built(released, place, FAR)) == []


def test_by_somebody_else_with_a_cache_from_elsewhere(released: Path, place: Path, here: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only the superuser can become somebody else")

    assert differences(here, built(released, place, SOMEBODY)) == []


def test_once_more_from_the_cache_in_another_order(here: Path) -> None:
    first = digests(here)
    build(here, FAR, "--packs", "trainers", "school-staff")

    assert digests(here) == first


def naming(root: Path, days: Iterable[datetime.date]) -> list[str]:
    """The built files in which some day stands, in any of the forms that programs write."""
    forms = [(f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.day} {day:%B %Y}", f"{day.day} {day:%b %Y}") for day in days]
    words = [word.encode() for each in forms for word in each]
    return sorted(path for path in digests(root) if any(word in opened(root / "build" / path) for word in words))


def opened(file: Path) -> bytes:
    """What a file holds, without the compression around it."""
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    if file.suffix != ".pdf":
        return file.read_bytes()
    plain = io.BytesIO()
    with pikepdf.open(file) as pdf:
        pdf.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return plain.getvalue()


def test_no_file_names_the_day_on_which_it_was_built(here: Path) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()

    assert naming(here, [today, today - datetime.timedelta(days=1)]) == []
    assert f"packs/trainers/{PDF}" in naming(here, [datetime.date.fromisoformat(DAY)])


def test_a_difference_would_be_found(here: Path, tmp_path: Path) -> None:
    shutil.copytree(here / "build", tmp_path / "build")
    pdf = tmp_path / "build" / "packs" / "trainers" / PDF
    pdf.write_bytes(pdf.read_bytes().replace(b"%%EOF", b"%%EOG"))
    (tmp_path / "build" / "site" / "index.html").unlink()

    assert differences(here, tmp_path) == [f"packs/trainers/{PDF}", "site/index.html"]
