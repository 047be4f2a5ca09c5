"""Names and ways that lead out, cannot be kept or are not files: threats.md 1.6, 1.7 and section 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import FOLDER, LINE, everything, module, problems_of, release, run, said, told, write
from shelves import published
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.authoring.files import inside
from hubdocs.errors import HubError, Severity
from hubdocs.library.load import load_library
from hubdocs.site.stage import stage

SECRET = "zqsecret"  # noqa: S105  # a word to look for
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'

# -- 1.6 Paths that authors write ---------------------------------------------------------------------------------

OUT = [
    "../secret.png",
    "../../../../etc/hostname.png",
    "images/../../../secret.png",
    "images/../../WC-01-noticing/images/a.png",
    "/etc/hostname.png",
    "//evil.example/a.png",
    "https://evil.example/a.png",
    "file:///etc/hostname.png",
    "%2e%2e/secret.png",
    "images/%2e%2e/secret.png",
    "..%2fsecret.png",
    "images\\a.png",
    "..\\secret.png",
    "C:\\a.png",
    "C:a.png",
    "\\\\server\\a.png",
    "images/./a.png",
    "images//a.png",
    "releases/1.0.0/images/a.png",
    "handouts/h1.md",
    "module.md",
    "images/a.png?x",
    "images/a.png#x",
    "IMAGES/a.png",
    "images/a.png\u200b",
]


@pytest.mark.parametrize("path", OUT)
def test_a_picture_is_shown_only_from_its_own_folder(tmp_path: Path, path: str) -> None:
    root = write_library(tmp_path / "library", {**module(f"![A pair]({path})"), "secret.png": SECRET})
    write(root, f"{FOLDER}images/a.svg", DRAWING)
    write(root, "modules/who-cares/secret.png", SECRET)

    assert any(each.startswith(f"{MODULE_PATH}:{LINE}: ") or f"{MODULE_PATH}:15: " in each for each in said(root))
    assert SECRET.encode() not in everything(stage(published(root, module(f"![A pair]({path})"))))


@pytest.mark.parametrize(
    "path", ["../index.md", "/etc/passwd", "help\\a.md", "%2e%2e/a.md", "..", "a.md/../../b.md", "x:y.md"]
)
def test_a_packs_page_is_one_of_content(tmp_path: Path, path: str) -> None:
    pack = "materials/packs/school-staff/pack.yml"
    found = told(tmp_path, {pack: TINY[pack] + f"  - {{page: '{path}'}}\n"})

    assert any(each.startswith(f"{pack}:8: ") for each in found), found


@pytest.mark.parametrize("link", ["../../../mkdocs.yml", "/etc/passwd", "%2e%2e/x.md", "..\\x.md", "module.md", "."])
def test_a_link_leads_to_an_id_and_never_to_a_file(tmp_path: Path, link: str) -> None:
    found = told(tmp_path, module(f"[x]({link})"))

    assert any(each.startswith(f"{MODULE_PATH}:{LINE}: ") for each in found) or any("15: " in each for each in found)


@pytest.mark.parametrize("text", ['--8<-- "../secret.txt"', "--8<--\n../secret.txt\n--8<--", ';--8<-- "a"', "-8<- 'a'"])
def test_no_file_is_read_into_a_text(tmp_path: Path, text: str) -> None:
    """1.6: snippets."""
    root = write_library(tmp_path / "library", {**module(text), "secret.txt": SECRET, f"{FOLDER}secret.txt": SECRET})

    if "--8<--" in text:
        assert any("[leftover]" in each for each in said(root)), said(root)
    assert SECRET.encode() not in everything(stage(published(root, module(text))))


@pytest.mark.parametrize(
    "written",
    ["../a", "/a", "a/../../b", "%2e%2e/a", "a%00", "..\\a", "C:/a", "a:b", "", "..", "x/../../..", "\\\\s\\a"],
)
def test_the_one_function_for_paths_refuses(written: str) -> None:
    assert inside("modules/a", written) is None


@given(st.lists(st.sampled_from(["..", ".", "", "a", "b.png", "%2e", "\\", "C:", "/", "…"]), max_size=8))
def test_no_path_whatever_leads_out(parts: list[str]) -> None:
    found = inside("modules/a", "/".join(parts))

    assert found is None or found == "modules/a" or found.startswith("modules/a/")
    assert found is None or ".." not in found.split("/")


# -- 1.6 Names that cannot be kept --------------------------------------------------------------------------------

NAMES = {
    "a device": ("content/CON.md", "[name]"),
    "a device in small letters": ("content/aux.md", "[name]"),
    "a device with an ending": ("content/com1.notes.md", "[name]"),
    "a device as a folder": ("content/nul/a.md", "[name]"),
    "a dot at the end": ("content/help./a.md", "[name]"),
    "a space at the end": ("content/help /a.md", "[name]"),
    "a colon": ("content/a:b.md", "[name]"),
    "a backslash": ("content/a\\b.md", "[name]"),
    "a star": ("content/a*.md", "[name]"),
    "a question mark": ("content/why?.md", "[name]"),
    "a line end": ("content/a\nb.md", "[name]"),
    "an escape code": ("content/a\x1b[31mb.md", "[name]"),
    "a very long path": (f"content/{'a' * 90}/{'b' * 90}.md", "[name]"),
    "a device among pictures": (f"{FOLDER}images/prn.png", "[name]"),
    "two dots at the end": ("content/help/a..", "[name]"),
    "an address of ours": ("content/modules/index.md", "[pages]"),
    "an address of the theme": ("content/assets/index.md", "[pages]"),
    "a space": ("content/my page.md", "[pages]"),
    "another script": ("content/помощь.md", "[pages]"),
    "the direction turned": ("content/a\u202eb.md", "[pages]"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_some_computer_cannot_keep_is_refused(tmp_path: Path, name: str) -> None:
    path, words = NAMES[name]
    found = told(tmp_path, {path: "---\ntitle: A\n---\n\nWords.\n"})

    assert any(words in each for each in found), found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("content/help.md", "content/Help.md"),
        ("content/help/a.md", "content/HELP/a.md"),
        (f"content/{unicodedata.normalize('NFC', 'é')}.md", f"content/{unicodedata.normalize('NFD', 'é')}.md"),
        (f"{FOLDER}images/a.svg", f"{FOLDER}images/A.svg"),
        ("content/strasse.md", "content/straße.md"),
    ],
    ids=["case", "case of folders", "Unicode form", "pictures", "folded case"],
)
def test_names_that_are_one_name_elsewhere_are_refused(tmp_path: Path, one: str, other: str) -> None:
    found = told(tmp_path, {one: DRAWING, other: DRAWING})

    assert any("[name]" in each for each in found), found


# -- 1.7 Links and special files ----------------------------------------------------------------------------------


def a_file(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def a_folder(path: Path) -> None:
    path.symlink_to("/etc")


def a_broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


def a_link_inside(path: Path) -> None:
    (path.parent / "real.md").write_text("---\ntitle: A\n---\n\nWords.\n")
    path.symlink_to("real.md")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket has at most 108 signs
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def refused(root: Path) -> list[tuple[str, int, str]]:
    return [(problem.place.path, problem.place.line, problem.rule) for problem in problems_of(root)]


KINDS: tuple[Callable[[Path], None], ...] = (a_file, a_folder, a_broken_link, a_loop, a_link_inside, a_pipe, a_socket)
PLACES = (
    "content/notes.md",
    "content/.hidden",
    f"{FOLDER}images/a.svg",
    f"{FOLDER}handouts/h2.md",
    "materials/brand/logo.svg",
    "materials/packs/other",
    "modules/other",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_what_is_no_plain_file_is_refused_by_name_and_never_opened(
    tmp_path: Path, make: Callable[[Path], None], place: str
) -> None:
    root = write_library(tmp_path / "library")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    make(root / place)

    assert refused(root) == [(place, 1, "symlink")]


@pytest.mark.parametrize("name", ["content", "modules", "materials"])
def test_a_folder_of_the_library_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    root = write_library(tmp_path / "library")
    (root / name).rename(tmp_path / name)
    (root / name).symlink_to(tmp_path / name)

    assert refused(root) == [(name, 1, "symlink")]


@pytest.mark.parametrize("path", ["mkdocs.yml"])
def test_settings_that_are_a_link_are_refused(tmp_path: Path, path: str) -> None:
    root = write_library(tmp_path / "library")
    (root / path).rename(tmp_path / "elsewhere.yml")
    (root / path).symlink_to(tmp_path / "elsewhere.yml")

    assert (path, 1, "symlink") in refused(root)


@pytest.mark.parametrize(
    "command", [["build", "--no-packs"], ["release", "WC-01", "--summary", "x"], ["build", "--draft"]]
)
@pytest.mark.parametrize("make", [a_file, a_folder, a_pipe], ids=lambda make: make.__name__)
def test_no_link_is_followed_when_something_is_made(
    tmp_path: Path, make: Callable[[Path], None], command: list[str]
) -> None:
    """1.7: at build and release too, and nothing is published."""
    root = write_library(tmp_path / "library")
    make(root / FOLDER / "images")
    result = run(*command, "-C", str(root))

    assert result.exit_code == 1
    assert f"{FOLDER}images:1: " in result.stderr
    assert not (root / "build" / "site").exists()
    assert not (root / FOLDER / "releases").exists()


def test_a_link_in_a_release_is_refused(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library")
    release(root)
    (root / FOLDER / "releases/1.0.0/images").symlink_to("/etc")

    assert any("[symlink]" in each for each in said(root))


@pytest.mark.parametrize("make", [a_file, a_broken_link, a_loop, a_pipe], ids=lambda make: make.__name__)
def test_a_text_that_becomes_a_link_after_the_walk_is_refused_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    """1.7: check again at the time of reading."""
    from hubdocs.library import load

    root = write_library(tmp_path / "library")
    real = load.walk

    def swapped(root_: Path, folder: str):
        found = real(root_, folder)
        if folder == "materials":
            (root / MODULE_PATH).unlink()
            make(root / MODULE_PATH)
        return found

    monkeypatch.setattr(load, "walk", swapped)
    assert any(each.startswith(f"{MODULE_PATH}:1: this ") for each in said(root)), said(root)


# -- 2 Secrets, a folder called templates, escape codes -----------------------------------------------------------

STRAY = {
    ".env": "PASSWORD=zqsecret\n",
    "content/.env": "PASSWORD=zqsecret\n",
    "content/id_rsa": "-----BEGIN OPENSSH PRIVATE KEY-----\nzqsecret\n",
    "content/keys.pem": "zqsecret",
    "content/.git/config": "zqsecret",
    "content/notes.txt": "zqsecret",
    "content/help/page.html": "<script>zqsecret</script>",
    "content/script.js": "zqsecret",
    "content/style.css": "zqsecret",
    "content/passwords.csv": "zqsecret",
    "content/images/unused.svg": f"<!-- zqsecret -->{DRAWING}",
    f"{FOLDER}.env": "zqsecret",
    f"{FOLDER}notes.md": "zqsecret",
    f"{FOLDER}images/unused.svg": f"<!-- zqsecret -->{DRAWING}",
    f"{FOLDER}images/.env.svg": "zqsecret",
    f"{FOLDER}handouts/.h2.md": "zqsecret",
    "materials/brand/secret.txt": "zqsecret",
    "modules/who-cares/.env": "zqsecret",
}


def test_what_nobody_asked_for_is_never_published(tmp_path: Path) -> None:
    """2: secrets in the tree."""
    library = published(tmp_path / "library", dict(STRAY))

    assert b"zqsecret" not in everything(stage(library))


@pytest.mark.parametrize(
    "path",
    [path for path in STRAY if "/." not in path and "unused" not in path and "brand" not in path and path != ".env"],
)
def test_a_file_that_nobody_reads_is_named_in_a_warning(tmp_path: Path, path: str) -> None:
    """2: secrets in the tree; hidden files are the computer's own."""
    root = write_library(tmp_path / "library", {path: STRAY[path]})
    (found,) = problems_of(root)

    assert (found.place.path, found.severity) == (path, Severity.WARNING)
    assert found.rule == "unread"


@pytest.mark.parametrize(
    "path", ["content/templates/index.md", "content/templates/more.md", "content/overrides/index.md"]
)
def test_a_folder_that_an_engine_might_swallow_is_staged_whole_or_refused(tmp_path: Path, path: str) -> None:
    """2: a folder called `templates`."""
    changes = {path: "---\ntitle: About templates\nsummary: Words.\n---\n\nzqwords.\n"}
    root = tmp_path / "library"
    library = published(root, changes)
    if [each for each in problems_of(root) if each.severity is Severity.ERROR]:
        return
    from hubdocs.site import MkDocsEngine, prove

    staged = stage(library)
    MkDocsEngine().build(staged, library.root, tmp_path / "site")
    prove(library, staged, tmp_path / "site")
    published_at = next(page.published for page in staged.pages if "zqwords" in page.html)
    assert "zqwords" in (tmp_path / "site" / published_at).read_text()


CODES = "\x1b]0;zqowned\x07\x1b[2J\x1b[31m"


@pytest.mark.parametrize("form", [[], ["--format", "github"], ["--json"]], ids=["text", "github", "json"])
def test_escape_codes_in_names_and_values_are_shown_and_not_sent(tmp_path: Path, form: list[str]) -> None:
    """2: terminal escape codes in file names and titles."""
    changes = {
        f"content/a{CODES}.md": "---\ntitle: x\n---\n\nWords.\n",
        "content/b.md": "---\ntitle: x\n---\n\n[x](\x9b31mnowhere)\n",
        **module("!!! tr\x9b31m\n    x"),
    }
    result = run("check", *form, "-C", str(write_library(tmp_path / "library", changes)))

    for text in (result.stdout, result.stderr):
        assert "\x1b" not in text
        assert "\x07" not in text
        if form != ["--json"]:
            assert "\x9b" not in text
    assert result.exit_code == 1


def test_rich_markup_in_names_and_values_is_shown_as_it_is(tmp_path: Path) -> None:
    """2: terminal codes; the same for the markup of the library that prints."""
    changes = {
        **module("!!! trai[red]nr\n    x\n\n[link=file:///etc/passwd](nowhere)"),
        "content/[bold]x.md": "Words.\n",
    }
    result = run("check", "-C", str(write_library(tmp_path / "library", changes)))

    assert "[bold]x.md" in result.stderr
    assert "trai" in result.stderr


def test_names_that_are_no_text_are_told_without_a_traceback(tmp_path: Path) -> None:
    """2: names as another system wrote them; printed on a terminal as it is."""
    root = write_library(tmp_path / "library")
    Path(os.fsdecode(os.fsencode(root / "content") + b"/caf\xe9.md")).write_text("Words.\n")
    code = "from hubdocs.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, "check", "-C", str(root)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8:strict"},
    )

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"caf\\udce9.md" in done.stderr


def test_a_library_without_any_of_that_is_published(tmp_path: Path) -> None:
    """The scene itself is right."""
    root = write_library(tmp_path / "library", {MODULE_PATH: MODULE})

    try:
        assert problems_of(root) == ()
        assert load_library(root).working["WC-01"].title == "Noticing"
    except HubError as error:
        pytest.fail(str(error))
