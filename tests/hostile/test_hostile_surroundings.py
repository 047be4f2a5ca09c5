"""Frozen files that changed, a computer in a bad mood, rings of documents: threats.md section 2."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenes import FOLDER, LINE, module, pages, release, run, said, told, write
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs import output
from hubdocs.authoring import rules
from hubdocs.errors import HubError
from hubdocs.library.load import load_library
from hubdocs.site.stage import stage

HOSTILE = (
    '<script>zqsecret()</script>\n\n<img src="images/a.png" alt="x" onerror="alert(1)">\n\n[x](javascript:alert(1))'
)
FROZEN = f"{FOLDER}releases/1.0.0/"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library, released; not to be changed."""
    root = write_library(tmp_path_factory.mktemp("frozen") / "library")
    release(root)
    return root


@pytest.fixture
def library(frozen: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    root = tmp_path / "library"
    for file in frozen.rglob("*"):
        if file.is_file():
            write(root, file.relative_to(frozen).as_posix(), file.read_text(encoding="utf-8"))
    return root


# -- A frozen release edited by hand ------------------------------------------------------------------------------

TAMPERED = {
    "a script in the text": ("module.md", "Read this first.", HOSTILE, "[frozen]"),
    "a word": ("module.md", "pairs", "threes", "[frozen]"),
    "a title": ("module.md", "Noticing", "Other", "[frozen]"),
    "a handout": ("handouts/h1.md", "Three", "Four", "[frozen]"),
    "another version": ("module.md", "version: 1.0.0", "version: 1.0.1", "[frozen]"),
    "another id": ("release.yml", "id: WC-01", "id: WC-02", "[frozen]"),
    "another digest": ("release.yml", "digest: h1:", "digest: h1:0", "[values]|[frozen]"),
    "a key too many": ("release.yml", "id: WC-01", "id: WC-01\nextra: 1", "[keys]"),
    "an alias": ("release.yml", "summary: First", "summary: &a First", "[yaml]"),
    "a tag": ("release.yml", "summary: First", "summary: !!python/name:os.system", "[yaml]"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_changed_release_is_named_and_stops_the_build(library: Path, name: str) -> None:
    file, old, new, words = TAMPERED[name]
    text = (library / FROZEN / file).read_text()
    assert old in text
    (library / FROZEN / file).write_text(text.replace(old, new, 1))
    result = run("build", "--no-packs", "-C", str(library))

    found = [each for each in said(library) if any(word in each for word in words.split("|"))]
    assert found
    assert all(each.startswith(FROZEN) for each in found)
    assert result.exit_code == 1
    assert not (library / "build" / "site").exists()


@pytest.mark.parametrize("path", ["extra.md", "handouts/h2.md", "images/a.svg", ".env.txt", "notes/x.txt"])
def test_a_file_too_many_in_a_release_is_named(library: Path, path: str) -> None:
    """2: frozen release edited by hand; nothing can be slipped in. Hidden files are the computer's own."""
    write(library, FROZEN + path, "---\nid: WC-01-H2\ntitle: x\nper: person\n---\n\nx\n")
    found = said(library)

    assert bool(found) is not path.startswith(".")
    assert all(FROZEN in each for each in found)


def test_a_release_made_while_the_rules_were_off_is_clean_when_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1.2, FORMAT 5: frozen files are not judged by today's rules, and cleaned on output."""
    root = write_library(tmp_path / "library", module(HOSTILE))
    with monkeypatch.context() as bypass:
        bypass.setattr(rules, "TEXT_RULES", ())
        release(root)
    (root / MODULE_PATH).write_text(MODULE)
    assert "zqsecret" in (root / FROZEN / "module.md").read_text()

    staged = stage(load_library(root))
    texts = [text for path, text in pages(staged).items() if path.startswith("modules/wc-01/")]
    assert said(root) == []
    assert texts
    for text in texts:
        assert "zqsecret" not in text
        assert "onerror" not in text
        assert "javascript:" not in text


def test_a_release_that_is_only_half_there_is_named(library: Path) -> None:
    """2: a crash half way."""
    (library / FROZEN / "module.md").unlink()

    assert any(each.startswith(f"{FROZEN}module.md:1: ") for each in said(library))


# -- The clock and the environment --------------------------------------------------------------------------------


@pytest.mark.parametrize("junk", ["banana", "-1", "99999999999999999999", "1e9", "", "0", "\u0663"])
def test_the_clock_of_the_environment_changes_nothing(frozen: Path, monkeypatch: pytest.MonkeyPatch, junk: str) -> None:
    """2: SOURCE_DATE_EPOCH junk: no output depends on it."""
    plain = pages(stage(load_library(frozen)))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", junk)

    assert pages(stage(load_library(frozen))) == plain
    assert run("check", "--today", "2026-11-22", "-C", str(frozen)).exit_code == 0


@pytest.mark.parametrize("junk", ["-1", "0"])
def test_a_build_with_a_broken_clock_ends_well_or_in_words(
    library: Path, monkeypatch: pytest.MonkeyPatch, junk: str
) -> None:
    """2: the engine's programs read it too. A word in its place: test_hostile_faults."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", junk)
    result = run("build", "--no-packs", "-C", str(library))

    assert result.exit_code in {0, 1, 2}
    assert (library / "build" / "site").exists() is (result.exit_code == 0)


@pytest.mark.parametrize("words", ["2026-02-30", "banana", "99999-01-01", "-1"])
def test_a_day_that_is_none_is_wrong_usage(frozen: Path, words: str) -> None:
    assert run("check", "--today", words, "-C", str(frozen)).exit_code == 2


def test_a_program_beside_us_learns_nothing_from_our_environment(tmp_path: Path) -> None:
    """2: environment variables read by tools; the print engine's child gets a short list."""
    from hubdocs.printing.processes.client import _environment

    os.environ["ZQSECRET"] = "1"
    try:
        given = _environment(tmp_path)
    finally:
        del os.environ["ZQSECRET"]
    assert "ZQSECRET" not in given
    assert given["HOME"] == str(tmp_path)


# -- A full disk, a folder that cannot be written -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EACCES, "Permission denied"),
        (errno.EROFS, "Read-only file system"),
    ],
)
@pytest.mark.parametrize("where", ["mkdir", "open", "write_bytes"])
def test_what_the_computer_forbids_is_told_in_words(
    library: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, where: str
) -> None:
    """2: full disk, read-only folder."""
    real = getattr(Path, where)

    def forbidden(self: Path, *arguments: object, **options: object) -> object:
        mode = str(arguments[0]) if arguments and where == "open" else "w"
        if "build" in self.parts and (where != "open" or "w" in mode):
            raise OSError(number, os.strerror(number), str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, where, forbidden)
    result = run("build", "--no-packs", "-C", str(library))

    if where != "write_bytes" or result.exit_code:
        assert result.exit_code == 1
        assert words in result.stderr
        assert "hint: see whether the disk is full" in result.stderr
        assert not (library / "build" / "site").exists()


def test_a_release_on_a_full_disk_leaves_no_half_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2: a crash half way."""
    root = write_library(tmp_path / "library")
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if "releases" in self.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        result = run("release", "WC-01", "--summary", "First", "--on", "2026-11-22", "-C", str(root))

    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert not (root / FROZEN).exists()
    release(root)
    assert said(root) == []


def test_a_folder_that_cannot_be_read_is_told_in_words(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2: read-only folder; a test that runs as root cannot take the right away."""
    real = os.scandir

    def forbidden(path: object) -> object:
        if str(path).endswith("materials"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", forbidden)
    result = run("check", "-C", str(library))

    assert result.exit_code == 1
    assert "Permission denied" in result.stderr


def test_the_last_output_stays_when_the_new_one_cannot_take_its_place(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2: a crash half way; the same for a disk that fills at the last moment."""
    assert run("build", "--no-packs", "-C", str(library)).exit_code == 0
    before = {file: file.read_bytes() for file in (library / "build/site").rglob("*") if file.is_file()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site")

    monkeypatch.setattr(output, "_exchange", full)
    assert run("build", "--no-packs", "-C", str(library)).exit_code == 1
    assert {file: file.read_bytes() for file in (library / "build/site").rglob("*") if file.is_file()} == before


# -- Rings, and a library that is none ----------------------------------------------------------------------------


def test_a_ring_of_prerequisites_is_named(tmp_path: Path) -> None:
    """2: circular prerequisites."""
    other = MODULE.replace("WC-01", "WC-02").replace(
        "materials:\n  - {item: Card, per: person, handout: WC-02-H1}\n", ""
    )
    changes = {
        MODULE_PATH: MODULE.replace("standards:", "prerequisites: [WC-02]\nstandards:"),
        "modules/who-cares/WC-02-more/module.md": other.replace("WC-02-H1", "WC-01-H1").replace(
            "standards:", "prerequisites: [WC-01]\nstandards:"
        ),
    }
    found = told(tmp_path, changes)

    assert any("WC-01" in each and "WC-02" in each for each in found), found


def test_a_document_that_needs_itself_is_named(tmp_path: Path) -> None:
    found = told(tmp_path, {MODULE_PATH: MODULE.replace("standards:", "prerequisites: [WC-01]\nstandards:")})

    assert any(each.startswith(f"{MODULE_PATH}:") for each in found), found
    assert LINE == 16


@pytest.mark.parametrize("name", ["empty", "a file", "absent"])
def test_what_is_no_library_is_told_in_words(tmp_path: Path, name: str) -> None:
    root = tmp_path / "library"
    if name == "empty":
        root.mkdir()
    elif name == "a file":
        root.write_text("x")
    for command in (["check"], ["build", "--no-packs"], ["status"], ["release", "WC-01", "--summary", "x"]):
        result = run(*command, "-C", str(root))
        assert result.exit_code == 1
        assert "mkdocs.yml" in result.stderr or "computer says" in result.stderr


def test_the_program_says_nothing_of_python_when_it_is_stopped(frozen: Path) -> None:
    """FORMAT 7: a traceback is a defect; also when nobody reads what is printed."""
    code = "from hubdocs.cli import main; main()"
    command = [sys.executable, "-W", "ignore", "-c", code, "status", "-C", str(frozen)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()


def test_the_scene_is_a_good_library(frozen: Path) -> None:
    try:
        load_library(frozen)
    except HubError as error:
        pytest.fail(str(error))
    assert said(frozen) == []
    assert set(TINY) <= {file.relative_to(frozen).as_posix() for file in frozen.rglob("*") if file.is_file()}
