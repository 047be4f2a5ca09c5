"""Measure a build: cold, warm, after one edit, and what a pack costs against laying everything out afresh.

Every figure is taken in one run on one machine, in new processes, on a copy of this library.
Run it with `make bench`; lasting figures go into RESULTS.md by hand, with the date.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
AUTHORED = ("content", "modules", "materials", "mkdocs.yml")
BUILD = [sys.executable, "-c", "from hubdocs.cli import main; main()", "build"]
ROUNDS = 3


def copy_library(folder: Path) -> Path:
    library = folder / "library"
    library.mkdir()
    for name in AUTHORED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, library / name)
    return library


def seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def median(figures: list[float]) -> float:
    return sorted(figures)[len(figures) // 2]


def repeated(prepare: Callable[[], None], command: list[str], folder: Path) -> float:
    figures = []
    for _ in range(ROUNDS):
        prepare()
        figures.append(seconds(command, folder))
    return median(figures)


def edit_a_helpline(library: Path) -> None:
    file = library / "materials" / "signposts.yml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"0800 111(\d)", lambda match: f"0800 111{(int(match[1]) + 1) % 10}", text, count=1)
    if changed == text:
        raise SystemExit("no helpline's number was found to change")
    file.write_text(changed, encoding="utf-8")


def clear(library: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(library / "build" / name, ignore_errors=True)


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        library = copy_library(Path(name))
        rows = {
            "cold build (nothing cached)": repeated(lambda: clear(library, "cache", "site", "packs"), BUILD, library),
            "warm build (every document cached)": repeated(lambda: None, BUILD, library),
            "one helpline's number changed": repeated(lambda: edit_a_helpline(library), BUILD, library),
            "packs only, nothing cached": repeated(
                lambda: clear(library, "cache", "packs"), [*BUILD, "--no-site"], library
            ),
            "packs only, every document cached": repeated(
                lambda: clear(library, "packs"), [*BUILD, "--no-site"], library
            ),
            "site only": repeated(lambda: None, [*BUILD, "--no-packs"], library),
            "check": repeated(lambda: None, [*BUILD[:-1], "check"], library),
        }
        seconds(BUILD, library)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print("| what | seconds (median of three) | of cold |\n|---|---|---|")
        cold = rows["cold build (nothing cached)"]
        for label, figure in rows.items():
            print(f"| {label} | {figure:.1f} | {figure / cold:.0%} |")
        print(f"\nLargest process: {peak:.0f} MB.")
        for part in ("site", "packs", "cache"):
            print(f"build/{part}: {size(library / 'build' / part) / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()
