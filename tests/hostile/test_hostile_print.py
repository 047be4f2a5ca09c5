"""Documents that no print engine should be given: each ends in words, and takes nothing else along.

The bounds of texts keep most of this out, in a frozen release too. Where they do not, or are raised one day, the limits
of printing stand between a document and the computer: here documents come past the bounds. Limits are small here; in a
real library they are larger, and nothing else differs.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from scenes import release, run
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.build import Wishes, build
from hubdocs.errors import HubError, Problem
from hubdocs.library.load import load_library
from hubdocs.model import Library, Picture, PrintLimits
from hubdocs.printing.progress import Silent
from hubdocs.printing.run import print_library
from hubdocs.releases.freeze import Request, next_release

DAY = date(2026, 11, 22)
LIMITS = PrintLimits(seconds=4, waiting=120, memory=1500, pages=8)
SETTINGS = "`print_limits` in mkdocs.yml"
PACK = (
    "id: school-staff\ntitle: School staff pack\naudience: staff\nformats: [screen]\n"
    "contents:\n  - {module: WC-01, handouts: true}\n  - {standards: ST-01}\n"
)


class Told(Silent):
    """Keeps what was begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def begin(self, name: str) -> None:
        self.begun.append(name)


def library_with(root: Path, *, module: str = "", standards: str = "", limits: PrintLimits = LIMITS) -> Library:
    """The tiny library with releases that hold some text that nobody could release today."""
    library = load_library(write_library(root, {"materials/packs/school-staff/pack.yml": PACK}))
    releases = {}
    for id_, text in (("ST-01", standards), ("WC-01", module)):
        document = replace(library.working[id_], status=type(library.working[id_].status).DRAFT)
        made = next_release(document, (), Request("First.", DAY))
        body = (
            document.source.body.replace("Read this first.", text) if id_ == "WC-01" and text else document.source.body
        )
        body = body.replace("What every hub keeps.", text) if id_ == "ST-01" and text else body
        releases[id_] = (replace(made, document=replace(document, source=replace(document.source, body=body))),)
    return replace(library, releases=releases, settings=replace(library.settings, print_limits=limits))


def printed(library: Library, folder: Path) -> tuple[tuple[Problem, ...], list[str]]:
    """The mistakes of a run, and what it laid out."""
    told = Told()
    try:
        print_library(library, target=folder / "out", cache=folder / "cache", documents=False, progress=told)
    except HubError as error:
        return error.problems, told.begun
    return (), told.begun


def entries(folder: Path) -> set[str]:
    """The finished documents in the cache; no drafts are left beside them."""
    assert not list((folder / "cache").glob(".*"))
    return {file.stem for file in (folder / "cache").glob("*.json")}


HOSTILE = {
    "a table of 20,000 rows": (
        "<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>",
        "seconds of processor",
        SETTINGS,
    ),
    "300 nested quotes": ("".join("> " * n + f"level {n}\n" for n in range(1, 301)), "too deeply", "take some apart"),
    "300 nested boxes": ("<div>" * 300 + "x" + "</div>" * 300, "too deeply", "take some apart"),
    "letters that no font has": ("你 and \N{GRINNING FACE} and بيت.", "no font has the character", "other characters"),
    "endless spans": ('<table><tr><td colspan="99999" rowspan="65000">x</td></tr></table>', "seconds of", SETTINGS),
    "thousands of forced breaks": ("x<br>" * 3_000, "pages, more than 8", SETTINGS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_named_and_the_others_are_kept(name: str, tmp_path: Path) -> None:
    text, said, hint = HOSTILE[name]
    library = library_with(tmp_path / "library", module=text)

    problems, begun = printed(library, tmp_path)
    kept = entries(tmp_path)

    assert {problem.place.path for problem in problems} == {MODULE_PATH}
    assert all(problem.place.line == 1 for problem in problems)
    assert any(said in problem.message and hint in problem.hint for problem in problems), problems
    assert all(problem.message.startswith("WC-01 1.0.0 cannot be printed: ") for problem in problems)
    assert len(begun) == 3
    assert len(kept) == 2


def test_all_mistakes_of_a_run_are_told_and_the_next_run_tries_only_those_again(tmp_path: Path) -> None:
    library = library_with(tmp_path / "library", module="你", standards="x<br>" * 3_000)

    problems, begun = printed(library, tmp_path)
    assert [(problem.place.path.rpartition("/")[2], problem.rule) for problem in problems] == [
        ("standards.md", "print-limit"),
        ("module.md", "print-character"),
    ]
    assert sorted(begun) == ["ST-01 1.0.0", "WC-01 1.0.0", "WC-01-H1 1.0.0"]
    kept = entries(tmp_path)

    again, begun = printed(library, tmp_path)
    assert again == problems
    assert sorted(begun) == ["ST-01 1.0.0", "WC-01 1.0.0"]
    assert entries(tmp_path) == kept


# -- Pictures -----------------------------------------------------------------------------------------------------


def png(side: int) -> bytes:
    """A square picture in black, of which even many dots are few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = side.to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0])
    packer, row = zlib.compressobj(1), bytes(1 + side // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def with_picture(folder: Path, data: bytes, size: int = 0) -> Library:
    """A library whose module shows a picture that nobody could put there today."""
    library = library_with(folder / "library", module="![A square](images/big.png)")
    file = folder / "big.png"
    file.write_bytes(data)
    if size:
        os.truncate(file, size)
    (released,) = library.releases["WC-01"]
    document = replace(released.document, pictures={"images/big.png": Picture("images/big.png", file)})
    return replace(library, releases={**library.releases, "WC-01": (replace(released, document=document),)})


@pytest.mark.parametrize(
    ("side", "size", "said"),
    [
        (40_000, 0, "the picture `images/big.png` has too many dots"),
        (8, 65 << 20, "`images/big.png` cannot be read: it is larger than 64 MB"),
        (8, 20, "the picture `images/big.png` cannot be read"),
    ],
)
def test_a_huge_picture_or_none_at_all_is_named(tmp_path: Path, side: int, size: int, said: str) -> None:
    problems, begun = printed(with_picture(tmp_path, png(side), size), tmp_path)

    assert [(problem.place.path, problem.message) for problem in problems] == [
        (MODULE_PATH, f"WC-01 1.0.0 cannot be printed: {said}")
    ]
    assert len(begun) == 3
    assert len(entries(tmp_path)) == 2


# -- Memory and the computer --------------------------------------------------------------------------------------


@pytest.mark.parametrize("memory", [100, 200])
def test_too_little_memory_is_told_with_the_setting(tmp_path: Path, memory: int) -> None:
    text = "\n\n".join(["A paragraph with some words. " * 60] * 400)
    limits = replace(LIMITS, memory=memory, seconds=60, pages=1000)
    problems, _ = printed(library_with(tmp_path / "library", module=text, limits=limits), tmp_path)

    assert problems
    assert all(SETTINGS in problem.hint for problem in problems)
    assert any(f"more than {memory} MB of memory" in problem.message for problem in problems)
    entries(tmp_path)


def test_a_cache_that_is_no_folder_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    library = library_with(tmp_path / "library")
    with pytest.raises(HubError) as told:
        print_library(library, target=tmp_path / "out", cache=tmp_path / "cache", documents=False)
    assert {problem.rule for problem in told.value.problems} == {"computer"}
    assert len({problem.message for problem in told.value.problems}) == 1
    assert "the computer says: " in str(told.value)


# -- A whole build ------------------------------------------------------------------------------------------------


def output_of(root: Path) -> dict[str, bytes]:
    """Every file that was published."""
    folders = [root / "build" / "packs", root / "build" / "site"]
    return {str(file): file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library, released and built once; each test leaves its output as it was."""
    root = write_library(
        tmp_path_factory.mktemp("built") / "library",
        {
            "materials/packs/school-staff/pack.yml": PACK,
            "mkdocs.yml": f"{TINY['mkdocs.yml'].rstrip()}:\n      print_limits: {{pages: 20}}\n",
        },
    )
    release(root)
    build(root, Wishes(), Silent())
    return root


def test_a_build_with_a_hostile_release_leaves_the_last_good_output(built: Path) -> None:
    before = output_of(built)
    paragraphs = "\n\n".join(["A paragraph."] * 2_500)
    (built / MODULE_PATH).write_text(MODULE.replace("Read this first.", paragraphs))
    made = run("release", "WC-01", "--minor", "--summary", "Second", "--on", "2026-11-23", "-C", str(built))
    assert made.exit_code == 0, made.stderr
    try:
        result = run("build", "--jobs", "2", "-C", str(built))
        assert result.exit_code == 1
        assert "releases/1.1.0/module.md:1: WC-01 1.1.0" in result.stderr
        assert SETTINGS in result.stderr
        assert "Traceback" not in result.stderr
        assert output_of(built) == before
        assert not (built / "build" / ".unfinished").exists()
    finally:
        subprocess.run(["rm", "-rf", str((built / MODULE_PATH).parent / "releases" / "1.1.0")], check=True)
        (built / MODULE_PATH).write_text(MODULE)


COMMAND = [sys.executable, "-c", "from hubdocs.cli import main; main()", "build", "--jobs", "2"]


def begin(root: Path, cache: Path) -> tuple[subprocess.Popen[str], int, list[int]]:
    """A build in a process of its own that lays documents out: with its server and the forks of that."""
    subprocess.run(["rm", "-rf", str(cache)], check=True)
    process = subprocess.Popen([*COMMAND, "-C", str(root)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        for server in children_of(process.pid):
            if (forks := children_of(server)) and list(cache.glob(".*.draft.pdf")):
                return process, server, forks
        time.sleep(0.02)
    raise AssertionError("nothing was laid out")


def children_of(process: int) -> list[int]:
    """The processes that one has begun."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_gone(process: int) -> bool:
    """Whether a process ends within seconds."""
    for _ in range(100):
        if not Path(f"/proc/{process}").exists() or "State:\tZ" in Path(f"/proc/{process}/status").read_text():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_broken_off_leaves_nothing_at_work_and_nothing_half_made(built: Path, number: int) -> None:
    before, cache = output_of(built), built / "build" / "cache"
    process, server, forks = begin(built, cache)
    folder = Path(f"/proc/{server}/cwd").readlink()

    process.send_signal(number)
    said, _ = process.communicate(timeout=30)

    assert process.returncode == (1 if number == signal.SIGINT else -number)
    assert "Traceback" not in said
    assert "Exception" not in said
    assert all(is_gone(each) for each in (server, *forks))
    assert not Path(folder).exists()
    assert output_of(built) == before
    assert (built / "build" / ".unfinished").exists() is (number != signal.SIGINT)

    left = list(cache.glob(".*"))
    for each in left:
        os.utime(each, (0, 0))
    assert run("build", "--jobs", "2", "-C", str(built)).exit_code == 0
    assert output_of(built) == before
    assert not list(cache.glob(".*")), "old drafts are tidied away"


def test_a_build_whose_server_is_killed_says_so_or_goes_on_and_the_next_is_as_ever(built: Path) -> None:
    before = output_of(built)
    process, server, _ = begin(built, built / "build" / "cache")

    os.kill(server, signal.SIGKILL)
    said, _ = process.communicate(timeout=120)

    assert "Traceback" not in said
    assert process.returncode in {0, 1}
    assert process.returncode == 0 or "the print engine broke down (" in said
    assert output_of(built) == before
    assert run("build", "-C", str(built)).exit_code == 0
    assert output_of(built) == before


def test_a_fork_that_is_killed_is_told_with_its_document(built: Path) -> None:
    before = output_of(built)
    process, _, forks = begin(built, built / "build" / "cache")

    os.kill(forks[0], signal.SIGKILL)
    said, _ = process.communicate(timeout=120)

    assert "Traceback" not in said
    assert process.returncode == 1
    assert "killed from outside" in said
    assert output_of(built) == before


def test_two_runs_share_a_cache(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    library = library_with(tmp_path / "library")
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(print_library, library, target=tmp_path / str(number), cache=tmp_path / "cache", jobs=2)
            for number in range(2)
        ]
    one, other = (run.result() for run in runs)
    assert [file.sha256 for pack in one.packs for file in pack.files] == [
        file.sha256 for pack in other.packs for file in pack.files
    ]
    assert entries(tmp_path)
