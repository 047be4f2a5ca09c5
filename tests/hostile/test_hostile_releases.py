"""What releases leave behind, and what is made of it: journals, editions, withdrawals, differences, `/check/`.

Each thing here was once done wrong, or is a guard of which nothing else would notice that it is gone.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html
from scenes import FOLDER, front, module, run, said, write
from shelves import freeze
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.errors import HubError
from hubdocs.library.load import load_library
from hubdocs.model import Audience, View
from hubdocs.releases.journal import JOURNAL, LOCK
from hubdocs.site import Staged, prove, stage

PROVING = importlib.import_module("hubdocs.site.prove")
WORK = FOLDER.rstrip("/")
STANDARDS = "materials/standards/ST-01-standards"
WITHDRAWN = f"{FOLDER}releases/withdrawn.yml"
PACK = "materials/packs/school-staff"
SAID = "Nobody needs to speak unless they wish to."
LATER = date(2026, 11, 5)
HOSTILE = (
    '<script>zq()</script>" onerror="zq() {{ 7*7 }} {% raw %} </title></script> --> ]]> [a](javascript:zq) '
    "&lt;img src=x onerror=zq()&gt; # h *b* | ::: !!! note"
)


def released_once(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The tiny library with everything in it released as 1.0.0."""
    write_library(root, changes)
    freeze(root, STANDARDS, "1.0.0")
    freeze(root, WORK, "1.0.0")
    return root


def released_twice(root: Path, old: dict[str, str | None], new: dict[str, str | None]) -> Path:
    """The same, and its module once more as 1.1.0."""
    released_once(root, old)
    for path, text in new.items():
        write(root, path, text or "")
    freeze(root, WORK, "1.1.0", kind="minor", on=LATER)
    return root


class PlainEngine:
    """The least that an engine can do."""

    def build(self, staged: Staged, target: Path) -> Path:
        for file in staged.files:
            (target / file.path).parent.mkdir(parents=True, exist_ok=True)
            (target / file.path).write_bytes(file.read())
        for page in staged.pages:
            stamp = f'<meta name="hubdocs-document" content="{page.stamp}">'
            write(
                target, page.published, f"<!doctype html><html lang=en><head>{stamp}<title>x</title></head>{page.html}"
            )
        return target


# -- Journals -----------------------------------------------------------------------------------------------------


def journal(*new: object, **more: object) -> bytes:
    return json.dumps({"format": 1, "new": list(new), "changed": {}, "folders": [], **more}).encode()


JOURNALS: dict[str, bytes] = {
    "nothing": b"",
    "no text": b"\xff\x00",
    "brackets without end": b"[" * 100_000,
    "a number without end": b"1" * 5_000,
    "a list": b"[]",
    "keys that are absent": b"{}",
    "a path out of the library": journal("modules/../x"),
    "an absolute path": journal("/etc/passwd"),
    "a folder of somebody else's": journal("content/index.md"),
    "no path": journal(1),
    "no files that change": journal("modules/x", changed=[1, 2]),
    "an absolute file that changes": journal("modules/x", changed={"/etc/passwd": ""}),
    "an absolute folder": journal("modules/x", folders=["/etc"]),
    "another format": journal("modules/x", format=2),
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library, released; not to be changed."""
    return released_once(tmp_path_factory.mktemp("released") / "library")


@pytest.fixture
def library(released: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    root = tmp_path / "library"
    for file in released.rglob("*"):
        if file.is_file():
            write(root, file.relative_to(released).as_posix(), file.read_text(encoding="utf-8"))
    return root


def everything(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", JOURNALS)
@pytest.mark.parametrize(
    "command", [["check"], ["withdraw", "WC-01", "1.0.0", "--reason", "Wrong."]], ids=lambda c: c[0]
)
def test_a_journal_of_somebody_else_is_told_and_nothing_is_done(library: Path, name: str, command: list[str]) -> None:
    (library / JOURNAL).parent.mkdir()
    (library / JOURNAL).write_bytes(JOURNALS[name])
    before = everything(library)
    result = run(*command, "-C", str(library))

    assert result.exit_code == 1
    assert f"{JOURNAL}:1: this journal of a release is not one that `hubdocs release` wrote" in result.output
    assert {**everything(library), LOCK: b""} == {**before, LOCK: b""}


def test_a_journal_that_is_a_folder_is_told(library: Path) -> None:
    (library / JOURNAL).mkdir(parents=True)

    assert "this journal of a release is not one" in run("check", "-C", str(library)).output


@pytest.mark.parametrize(
    "path", ["modules/a\0b", "modules/\ud800", "modules", f"{MODULE_PATH}/x", f"{WORK}/releases/9.9.9"]
)
def test_a_journal_of_a_release_that_was_never_prepared_is_taken_away(library: Path, path: str) -> None:
    before = everything(library)
    (library / JOURNAL).parent.mkdir()
    (library / JOURNAL).write_bytes(journal(path, folders=["modules/none"]))

    assert run("check", "--today", "2026-11-22", "-C", str(library)).exit_code == 0
    assert {path: data for path, data in everything(library).items() if path != LOCK} == before


@pytest.mark.parametrize("path", [LOCK, JOURNAL, ".hubdocs"])
def test_a_shortcut_among_the_files_of_this_computer_is_refused(library: Path, tmp_path: Path, path: str) -> None:
    """1.7: the lock was opened for writing, which emptied whatever it led to."""
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_text("precious")
    (library / path).parent.mkdir(exist_ok=True)
    (library / path).symlink_to(precious if path == ".hubdocs" else precious / "file")
    result = run("withdraw", "WC-01", "1.0.0", "--reason", "Wrong.", "-C", str(library))

    assert result.exit_code == 1
    assert f"{path}:1: this is a shortcut, which leads elsewhere" in result.output
    assert everything(precious) == {"file": b"precious"}
    assert not (library / WITHDRAWN).exists()


def test_two_processes_never_withdraw_at_once(library: Path) -> None:
    """All are told to do the same; one does it, and every other one says why it does not."""
    words = "from hubdocs.cli import main; main()"
    command = [sys.executable, "-c", words, "withdraw", "WC-01", "1.0.0", "--reason", "Wrong.", "-C", str(library)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    told = [each.communicate()[1].decode() for each in started]

    assert sorted(each.returncode for each in started) == [0, 1, 1]
    assert all("withdrawn already" in each or "at this moment" in each for each in told if each)
    assert (library / WITHDRAWN).read_text().count("version") == 1


# -- Withdrawn by hand --------------------------------------------------------------------------------------------

ENTRY = "- version: 1.0.0\n  date: 2026-11-03\n  reason: Wrong.\n"
BY_HAND: dict[str, tuple[str, str]] = {
    "twice": (ENTRY + ENTRY.replace("Wrong", "Other"), "4: 1.0.0 is withdrawn twice"),
    "all of them twice": ("- {date: 2026-11-03, reason: A.}\n" * 2, "2: every release is withdrawn twice"),
    "before its release": (ENTRY.replace("2026", "1900"), "1: WC-01 1.0.0 was released on 2026-10-01"),
    "never released": (ENTRY.replace("1.0.0", "7.0.0"), "1: 7.0.0 is withdrawn, but was never released"),
    "turned text": (ENTRY.replace("Wrong", '"a\\u202eb"'), "3: an invisible character stands here"),
    "NUL": (ENTRY.replace("Wrong.", '"a\\0b"'), "3: an invisible character stands here"),
    "keys in the place of a list": ("version: 1.0.0\n", "1: this file is a list"),
    "nothing": ("# none yet\n", "1: nothing is written here"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_withdrawal_by_hand_that_is_wrong_is_told_on_its_line(library: Path, name: str) -> None:
    text, words = BY_HAND[name]
    write(library, WITHDRAWN, text)

    assert any(each.startswith(f"{WITHDRAWN}:{words}") for each in said(library)), said(library)


FORMS = {
    "CRLF": ENTRY.replace("\n", "\r\n"),
    "byte-order mark": "\ufeff" + ENTRY,
    "no end": ENTRY.rstrip("\n"),
    "flow": '[{version: 1.0.0, date: 2026-11-03, reason: "Wrong]."}]',
    "an empty list": "[]",
    "indented": "  " + ENTRY.replace("\n  ", "\n    "),
    "remarks": ENTRY + "# the last one\n",
    "a text of several lines": ENTRY.replace("Wrong.", "|\n    Wrong.\n"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_withdrawal_is_added_to_a_list_of_any_form(library: Path, name: str) -> None:
    write(library, MODULE_PATH, MODULE.replace("pairs", "threes"))
    freeze(library, WORK, "1.1.0", kind="minor", on=LATER)
    (library / WITHDRAWN).write_bytes(FORMS[name].encode())
    reason = "It says: \"no\" \\ 'x' ] # y"
    result = run("withdraw", "WC-01", "1.1.0", "--reason", reason, "--on", "2026-11-10", "-C", str(library))

    assert result.exit_code == 0, result.output
    assert (library / WITHDRAWN).read_bytes().startswith(FORMS[name].rstrip("]").rstrip().encode())
    assert load_library(library).releases["WC-01"][-1].withdrawn == reason


# -- Editions by hand ---------------------------------------------------------------------------------------------


def edition(root: Path, *leaves: str) -> None:
    """An edition that holds both documents, with these leaves."""
    held = load_library(root).releases
    documents = [
        {"id": id_, "version": "1.0.0", "digest": held[id_][0].digest, "pages": 2} for id_ in ("WC-01", "ST-01")
    ]
    lines = [f"{each} l1:{'ab' * 32}" for each in leaves]
    keys = {"format": 1, "id": "2026-11", "pack": "school-staff", "date": "2026-11-01", "documents": documents}
    write(root, f"{PACK}/editions/2026-11.yml", json.dumps({**keys, "leaves": lines}))


LEAVES: dict[str, tuple[tuple[str, ...], str]] = {
    "apart": (("WC-01 1-2 1.0.0", "ST-01 1 1.0.0", "WC-01 3 1.0.0"), "the leaves of WC-01"),
    "without the first": (("WC-01 3-4 1.0.0",), "the leaves of WC-01"),
    "out of order": (("WC-01 3-4 1.0.0", "WC-01 1-2 1.0.0"), "the leaves of WC-01"),
    "twice": (("WC-01 1-2 1.0.0", "WC-01 1-2 1.0.0"), "the leaves of WC-01"),
    "of nobody": (("NO-99 1 1.0.0",), "leaves of NO-99, which it does not hold"),
    "of markup": (("<script>zq()</script> 1 1.0.0",), "leaves of <script>zq()</script>"),
    "no leaf": (("WC-01 2-3 1.0.0",), "is no leaf"),
    "no version": (("WC-01 1-2 newest",), "is not a version"),
    "pages without end": ((f"WC-01 {'1' * 5000} 1.0.0",), ""),
}


@pytest.mark.parametrize("name", LEAVES)
def test_leaves_that_are_not_all_there_are_a_mistake(library: Path, name: str) -> None:
    """A copy is judged leaf by leaf: a label that stood twice lost its first leaves, and they were called current."""
    leaves, words = LEAVES[name]
    edition(library, *leaves)

    assert any(each.startswith(f"{PACK}/editions/2026-11.yml:1: ") and words in each for each in said(library))


def test_leaves_that_are_all_there_are_right(library: Path) -> None:
    edition(library, "WC-01 1-2 1.0.0", "WC-01 3 1.0.0", "WC-01-H1 1 1.0.0", "ST-01 1-2 1.0.0", "page-help-x 1 today")

    assert said(library) == []


def test_an_edition_whose_release_is_gone_is_told(library: Path) -> None:
    edition(library, "WC-01 1-2 1.0.0")
    for file in sorted((library / f"{STANDARDS}/releases/1.0.0").iterdir()):
        file.unlink()
    (library / f"{STANDARDS}/releases/1.0.0").rmdir()

    assert any("this edition holds ST-01 1.0.0, which was not released as it says" in each for each in said(library))


# -- Trainer text -------------------------------------------------------------------------------------------------

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="2"/></svg>'
FIRST = (
    MODULE.replace(
        "Read this first.",
        "Read this first.\n\nZqcommon words.\n{ .for-trainer }\n\n- one\n- zqitem words\n{ .for-trainer }\n\n"
        "## zqsection { #zqid .for-trainer }\n\nzqinner[^n] ![zqalt](images/zqpicture.svg)\n\n[^n]: zqnote\n\n"
        "## Then shown { #flip }\n\nzqflip",
    )
    .replace("Nobody needs", "zqsaid Nobody needs")
    .replace("{item: Card,", "{item: zqthing, per: person}\n  - {item: Card,")
)
SECOND = (
    FIRST.replace("{ #flip }", "{ #flip .for-trainer }").replace("zqsaid", "zqtold").replace("zqnote", "zqother note")
)
FILM = re.search(r"## Film.*?(?=## Help)", SECOND, re.DOTALL)[0]  # type: ignore[index]
THIRD = SECOND.replace(FILM, "").replace("## Rules", f"{FILM}## Rules").replace("zqinner", "zqinside")
FOURTH = MODULE.replace('trainer "Say"', 'note "zqopen"')
STATES = (
    ("1.0.0", "first", FIRST, "trainer", "zqsheet"),
    ("1.1.0", "minor", SECOND, "trainer", "zqpaper"),
    ("2.0.0", "major", THIRD, "staff", "zqpublic"),
    ("2.1.0", "minor", FOURTH, "trainer", "zqagain"),
)
OPEN = {"1.0.0": {"zqflip"}, "1.1.0": set(), "2.0.0": {"zqpublic"}, "2.1.0": {"zqopen"}}
"""What everybody may read of each state; everything else that begins with zq is for those who run the session."""


@pytest.fixture(scope="module")
def turning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module whose trainer text comes, goes, moves, and becomes everybody's and back, with its handout."""
    pack = TINY[f"{PACK}/pack.yml"].replace("handouts: true", "handouts: false")
    root = write_library(tmp_path_factory.mktemp("turning") / "library", {f"{PACK}/pack.yml": pack})
    write(root, f"{FOLDER}images/zqpicture.svg", DRAWING)
    freeze(root, STANDARDS, "1.0.0")
    for version, kind, text, audience, word in STATES:
        write(root, MODULE_PATH, text)
        sheet = f"---\nid: WC-01-H2\ntitle: {word} sheet\nper: person\naudience: [{audience}]\n---\n\n{word} words\n"
        write(root, f"{FOLDER}handouts/h2.md", sheet)
        freeze(
            root, WORK, version, kind=kind, on=date(2026, 10, 1 + len(version) + int(version[0]) * 2 + int(version[2]))
        )
    return root


def planted(text: str) -> set[str]:
    return set(re.findall(r"zq[a-z]+", text.casefold()))


@pytest.mark.parametrize("audience", [None, Audience.STAFF, Audience.TRAINER])
def test_no_page_for_participants_says_a_word_of_trainer_text(turning: Path, audience: Audience | None) -> None:
    staged = stage(load_library(turning), audience=audience)
    ever = set().union(*OPEN.values())
    pages = [page for page in staged.pages if page.view is View.PARTICIPANT]

    assert any("/changes/" in page.address for page in pages)
    for page in pages:
        versions = re.findall(r"\d\.\d\.\d", page.address)
        allowed = set().union(*(OPEN[each] for each in versions)) if versions else ever
        found = planted(f"{page.address} {page.title} {page.description} {page.stamp} {page.markdown}")
        assert found <= allowed, page.address


def test_a_site_for_participants_holds_no_file_with_trainer_text(turning: Path) -> None:
    ever = set().union(*OPEN.values())
    for file in stage(load_library(turning), audience=Audience.STAFF).files:
        text = "" if file.path.endswith(".woff2") else file.read().decode(errors="replace")
        assert planted(file.path + text) <= ever, file.path


PAIRS = [("1.0.0", "1.1.0"), ("1.1.0", "2.0.0"), ("2.0.0", "2.1.0"), ("2.1.0", "1.0.0"), ("1.0.0", "2.1.0")]


@pytest.mark.parametrize("form", [[], ["--json"], ["--html"]], ids=["text", "json", "html"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_diff_for_participants_says_no_word_of_trainer_text(
    turning: Path, pair: tuple[str, str], form: list[str]
) -> None:
    shown = run("diff", "WC-01", *pair, "--view", "participant", *form, "-C", str(turning))
    whole = run("diff", "WC-01", *pair, *form, "-C", str(turning))

    assert shown.exit_code == 0
    assert planted(shown.output) <= OPEN[pair[0]] | OPEN[pair[1]]
    assert planted(whole.output) - planted(shown.output)


@pytest.mark.parametrize(("audience", "held"), [("staff", "1.0.0"), ("trainer", "1.1.0")])
def test_who_delivers_a_document_may_change_from_one_release_to_the_next(
    tmp_path: Path, audience: str, held: str
) -> None:
    """Such a site could not be built: every release was judged by all of them. It shows just what its readers run."""
    old = MODULE.replace("delivered_by: [trainer]", "delivered_by: [staff]")
    new = MODULE.replace(SAID, "Now say that only the trainer may read this aloud.")
    root = released_twice(tmp_path / "library", {MODULE_PATH: old}, {MODULE_PATH: new})
    library = load_library(root)
    staged = stage(library, audience=Audience(audience))
    site = PlainEngine().build(staged, tmp_path / "site")
    shown = {page.address for page in staged.pages if page.view is View.TRAINER and "/1." in page.address}

    prove(library, staged, site)
    assert shown == {f"modules/wc-01/{held}/trainer/"}


def test_the_proof_finds_trainer_text_of_another_release_than_the_page_shows(tmp_path: Path) -> None:
    new = {MODULE_PATH: MODULE.replace(SAID, "Now say that only the trainer may read this aloud.")}
    root = released_twice(tmp_path / "library", {}, new)
    library = load_library(root)
    staged = stage(library)
    site = PlainEngine().build(staged, tmp_path / "site")
    page = "modules/wc-01/1.1.0/trainer/index.html"
    (site / page).write_text((site / page).read_text() + f"<p>{SAID}</p>")

    with pytest.raises(HubError, match=rf"{page}:1: it shows trainer text to others"):
        prove(library, staged, site)


PLACES = {
    "a page of differences": "modules/wc-01/changes/1.0.0-to-1.1.0/index.html",
    "a history": "modules/wc-01/history/index.html",
    "an old release": "modules/wc-01/1.0.0/index.html",
    "notices": "notices/index.html",
    "check": "check/index.html",
    "what check knows": "check/check-data.js",
    "versions": "versions.json",
    "packs": "packs.json",
}


@pytest.mark.parametrize("name", PLACES)
def test_the_proof_covers_everything_that_tells_of_releases(tmp_path: Path, name: str) -> None:
    """The words stand in the first release only, which nobody reads any more."""
    new = {MODULE_PATH: MODULE.replace(SAID, "Say nothing of it.")}
    root = released_twice(tmp_path / "library", {}, new)
    library = load_library(root)
    staged = stage(library)
    site = PlainEngine().build(staged, tmp_path / "site")
    prove(library, staged, site)
    file = site / PLACES[name]
    text = file.read_text()
    file.write_text(json.dumps({"a": [text, SAID]}) if file.suffix == ".json" else f"{text}\n{SAID}")

    with pytest.raises(HubError, match=re.escape(f"site/{PLACES[name]}:1: it shows trainer text to others")):
        prove(library, staged, site)


LEAKS = [
    '<p>Nobody needs<ins> <span class="hub-unseen hub-diff-words">[added: </span>to speak</ins> unless they wish.</p>',
    '<p>Nobody <del><span class="hub-diff-words">[removed: </span>needs to</del><ins>may</ins> speak unless they wish',
]


@pytest.mark.parametrize("leak", LEAKS)
def test_marks_between_words_hide_no_trainer_text_from_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    root = released_twice(tmp_path / "library", {}, {MODULE_PATH: MODULE.replace("pairs", "threes")})
    library = load_library(root)
    staged = stage(library)
    site = PlainEngine().build(staged, tmp_path / "site")
    page = site / PLACES["a page of differences"]
    page.write_text(page.read_text() + leak)

    with pytest.raises(HubError, match="it shows trainer text to others"):
        prove(library, staged, site)
    monkeypatch.setattr(PROVING, "_before_and_after", lambda _: ())
    prove(library, staged, site)  # so it is this that finds it


def test_what_is_said_of_a_release_is_said_to_everybody(tmp_path: Path) -> None:
    """A reason that repeats trainer text stopped every build with words that blame the program."""
    new = {MODULE_PATH: MODULE.replace("pairs", "threes")}
    root = released_twice(tmp_path / "library", {}, new)
    write(root, WITHDRAWN, f'- {{version: 1.0.0, date: 2026-11-06, reason: "It said: {SAID}"}}\n')
    library = load_library(root)
    staged = stage(library)

    prove(library, staged, PlainEngine().build(staged, tmp_path / "site"))


# -- Markup in what is said of releases and packs -----------------------------------------------------------------


def test_words_about_releases_are_words_on_every_page(tmp_path: Path) -> None:
    """1.1: a summary, a reason, a role and the like come from a terminal, or from whoever edits release.yml."""
    quoted = json.dumps(HOSTILE)
    pack = TINY[f"{PACK}/pack.yml"].replace("title: School staff pack", f"title: {quoted}\nsummary: {quoted}")
    root = released_once(tmp_path / "library", {**front('"Noticing"', quoted), f"{PACK}/pack.yml": pack})
    edition(root, "WC-01 1-2 1.0.0")
    write(root, MODULE_PATH, (root / MODULE_PATH).read_text().replace("pairs", "threes"))
    approved = {"by": HOSTILE, "on": "2026-11-01"}
    freeze(root, WORK, "1.0.1", kind="patch", on=LATER, summary=HOSTILE, because=HOSTILE, approved=approved)
    reason = json.dumps(f"One.\n\n# head\n\n    code\n\n{HOSTILE}\u2028{HOSTILE}")
    write(root, WITHDRAWN, f"- {{version: 1.0.0, date: 2026-11-06, reason: {reason}}}\n")
    staged = stage(load_library(root))
    data = next(file for file in staged.files if file.path.endswith("check-data.js")).read().decode()

    assert said(root) == []
    for page in staged.pages:
        tree = html.document_fromstring(page.html)
        assert not [each for each in tree.iter("script") if not each.get("src")], page.address
        for each in tree.iter(etree.Element):
            assert each.tag not in {"h1", "pre"} or each.text_content().strip() != "head", page.address
            assert not any(name.startswith("on") for name in each.attrib), page.address
            assert not str(each.get("href") or each.get("src") or "").startswith("javascript:"), page.address
    history = next(page for page in staged.pages if page.address == "modules/wc-01/history/").html
    assert "&lt;script&gt;zq()&lt;/script&gt;" in history
    assert json.loads(data.removeprefix("var hubCheck = ").removesuffix(";\n"))
    assert "\u2028" not in data


# -- The command line ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module in two releases, the second with letters that few terminals have."""
    return released_twice(tmp_path_factory.mktemp("changed") / "library", {}, module("Read \u2192 \U0001f600 first."))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("form", [[], ["--json"], ["--html"]], ids=["text", "json", "html"])
def test_a_terminal_without_a_letter_is_told_all_the_same(changed: Path, encoding: str, form: list[str]) -> None:
    words = ["diff", "WC-01", "1.0.0", "1.1.0", *form, "-C", str(changed)]
    command = [sys.executable, "-c", "from hubdocs.cli import main; main()", *words]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    if form == ["--json"]:
        assert any("\U0001f600" in each["new"] for each in json.loads(done.stdout.decode(encoding))["changes"])
    elif form:
        assert "\U0001f600" in done.stdout.decode()
    else:
        assert b"\\U0001f600" in done.stdout


@pytest.mark.parametrize("words", [["9.9.9"], ["1.0"], [""], ["../1.0.0"], ["1.0.0", "\x1b[31m"], ["\udcff"]], ids=repr)
def test_a_version_that_is_none_is_answered_in_words(changed: Path, words: list[str]) -> None:
    result = run("diff", "WC-01", *words, "-C", str(changed))

    assert result.exit_code == 1
    assert "there are: 1.0.0, 1.1.0, working" in result.output
    assert "\x1b" not in result.output


def to_file(root: Path, target: object) -> tuple[int, str]:
    result = run("diff", "WC-01", "1.0.0", "1.1.0", "--html", "--output", str(target), "-C", str(root))
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["none/such.html", "x" * 252, ""])
def test_a_page_that_cannot_be_written_is_told(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, words = to_file(changed, name)

    assert status == 1
    assert "the computer says" in words
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_the_page_that_was_there(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("before")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    assert to_file(changed, target)[0] == 1
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("page.html", "before")]


def test_a_page_takes_the_place_of_no_device_and_no_shortcut(changed: Path, tmp_path: Path) -> None:
    """`--output /dev/stdout` replaced the device itself, where that was allowed."""
    pipe, shortcut, page = tmp_path / "pipe", tmp_path / "shortcut.html", tmp_path / "page.html"
    os.mkfifo(pipe)
    page.write_text("before")
    shortcut.symlink_to(page)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert to_file(changed, pipe)[0] == 0
        assert os.read(reader, 15) == b"<!doctype html>"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert to_file(changed, shortcut)[0] == 0
    assert shortcut.is_symlink()
    assert page.read_text().startswith("<!doctype html>")


# -- Front matter -------------------------------------------------------------------------------------------------

WRITTEN = {
    "in quotes": lambda text: text.replace("version: 1.0.0", 'version: "1.0.0"', 1),
    "with a remark": lambda text: text.replace("version: 1.0.0", "version: 1.0.0   # 1.0.0", 1),
    "with much space": lambda text: text.replace("version: 1.0.0", "version   :     1.0.0", 1),
    "on the next line": lambda text: text.replace("version: 1.0.0", "version:\n  1.0.0", 1),
    "folded": lambda text: text.replace("version: 1.0.0", "version: >-\n  1.0.0", 1),
    "as an explicit key": lambda text: text.replace("version: 1.0.0", "? version\n: 1.0.0", 1),
    "behind a remark that says it too": lambda text: text.replace(
        "version: 1.0.0", "# version: 1.0.0\nversion: 1.0.0", 1
    ),
    "in a summary as well": lambda text: text.replace("A first short session.", '"version: 1.0.0"'),
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "with CR": lambda text: text.replace("\n", "\r"),
    "behind a byte-order mark": lambda text: "\ufeff" + text,
    "with ends of both kinds": lambda text: text.replace("\n", "\r\n", 7),
    "without an end": lambda text: text.rstrip("\n"),
    "between fences with spaces": lambda text: text.replace("---\n", "---  \n"),
    "behind a letter of four bytes": lambda text: text.replace('"Noticing"', '"Notic\U0001f600ing"'),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_release_changes_the_number_of_the_version_and_no_other_byte(tmp_path: Path, name: str) -> None:
    text = WRITTEN[name](MODULE.replace("Read this first.", "version: 1.0.0\n\nAs it was in version: 1.0.0."))
    root = write_library(tmp_path / "library")
    (root / MODULE_PATH).write_bytes(text.encode())
    freeze(root, STANDARDS, "1.0.0")
    first = run("release", "WC-01", "--summary", "First", "--on", "2026-11-01", "-C", str(root))
    assert (first.exit_code, (root / MODULE_PATH).read_bytes()) == (0, text.encode()), first.output
    before = text.replace("pairs", "fours").encode()
    (root / MODULE_PATH).write_bytes(before)
    second = run("release", "WC-01", "--minor", "--summary", "Second", "--on", "2026-11-02", "-C", str(root))
    after = (root / MODULE_PATH).read_bytes()

    assert second.exit_code == 0, second.output
    assert [(one, other) for one, other in zip(before, after, strict=True) if one != other] == [(ord("0"), ord("1"))]
    assert (root / f"{FOLDER}releases/1.1.0/module.md").read_bytes() == after
    assert said(root) == []
