"""A build as its user sees it: whole or not at all, the same bytes everywhere, and nothing of trainers' for others."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.cli import main

TOKEN = "zqsecret"  # noqa: S105  # a word to look for, no password

SECRETIVE = (
    MODULE.replace(
        "## Help {",
        f"""\
!!! answers
    The {TOKEN} answer has a table:

    | a | b |
    |---|---|
    | {TOKEN} | 2 |

A {TOKEN} paragraph for one.
{{ .for-trainer }}

- everybody
- the {TOKEN} item
  {{ .for-trainer }}

!!! trainer "{TOKEN} title"
    Something.[^secret] ![The {TOKEN} picture](images/{TOKEN}.svg "The {TOKEN} caption")

### The {TOKEN} part {{ .for-trainer }}

Nobody else reads the {TOKEN} part.

## Help {{""",
        1,
    )
    + f"\n## The {TOKEN} section {{ .for-trainer }}\n\nMore {TOKEN}.\n\n[^secret]: The {TOKEN} source.\n"
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="20" cy="10" r="8"/></svg>'
HANDOUT = TINY["modules/who-cares/WC-01-noticing/handouts/h1.md"] + f"\n!!! answers\n    The {TOKEN} on the sheet.\n"
CHANGES: dict[str, str | None] = {
    MODULE_PATH: SECRETIVE,
    f"modules/who-cares/WC-01-noticing/images/{TOKEN}.svg": PICTURE,
    "modules/who-cares/WC-01-noticing/handouts/h1.md": HANDOUT,
    "materials/packs/master-trainer/pack.yml": (
        "id: master-trainer\ntitle: Master trainer pack\naudience: trainer\nformats: [screen]\n"
        "contents:\n  - {module: WC-01, handouts: true}\n"
    ),
}


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def release_all(root: Path) -> None:
    day = ("--on", "2026-11-22", "-C", str(root))
    assert run("release", "ST-01", "WC-01", "--summary", "First release", *day).exit_code == 0
    made = run("release", "school-staff", "master-trainer", *day)
    assert made.exit_code == 0, made.stderr


def files_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def output_of(root: Path) -> dict[str, str]:
    return files_of(root / "build" / "site") | files_of(root / "build" / "packs")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with secrets in every place, released and built."""
    root = write_library(tmp_path_factory.mktemp("one") / "library", CHANGES)
    release_all(root)
    result = run("build", "-C", str(root))
    assert result.exit_code == 0, result.stderr
    return root


def test_a_build_makes_the_site_and_the_packs_with_their_manifests(built: Path) -> None:
    packs = built / "build" / "packs" / "school-staff"
    manifest = json.loads((packs / "manifest.json").read_text())

    assert (built / "build" / "site" / "index.html").is_file()
    assert sorted(file.name for file in packs.iterdir()) == [
        "SHA256SUMS",
        "leaves.txt",
        "manifest.json",
        "school-staff-2026-11-binder.pdf",
        "school-staff-2026-11-screen.pdf",
        "withdrawn.txt",
    ]
    listed = json.dumps(manifest)
    for line in (packs / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((packs / name).read_bytes()).hexdigest() == digest
        assert digest in listed


def test_the_site_offers_the_same_packs(built: Path) -> None:
    for edition in ("school-staff", "master-trainer"):
        there = files_of(built / "build" / "site" / "packs" / edition / "2026-11")
        here = files_of(built / "build" / "packs" / edition)
        assert {name: digest for name, digest in here.items() if name.endswith(".pdf")}.items() <= there.items()


def test_an_edition_records_versions_digests_and_pages(built: Path) -> None:
    text = (built / "materials/packs/school-staff/editions/2026-11.yml").read_text()
    with pikepdf.open(built / "build/packs/school-staff/school-staff-2026-11-screen.pdf") as pdf:
        total = len(pdf.pages)

    counted = sum(int(pages) for pages in re.findall(r"pages: (\d+)", text))
    assert counted < total
    assert text.count("digest: h1:") == 2
    leaves = [line.removeprefix("- ") for line in text.partition("leaves:\n")[2].splitlines()]
    labels = list(dict.fromkeys(line.split()[0] for line in leaves))
    assert labels[:2] == ["WC-01", "WC-01-H1"]
    assert "ST-01" in labels
    assert leaves == (built / "build/packs/school-staff/leaves.txt").read_text().splitlines()


def test_trainer_text_is_in_no_file_that_is_made_for_others(built: Path) -> None:
    site = built / "build" / "site"
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if not file.is_file() or "/trainer/" in name or "-trainer." in name or "master-trainer" in name:
            continue
        assert TOKEN not in name or name.endswith(f"images/{TOKEN}.svg"), name
        if file.suffix != ".pdf":
            assert TOKEN.encode() not in file.read_bytes(), name
    for file in (built / "build" / "packs" / "school-staff").glob("*.pdf"):
        assert TOKEN not in everything_in(file), file.name
    assert TOKEN in everything_in(built / "build/packs/master-trainer/master-trainer-2026-11-screen.pdf")
    assert TOKEN in (site / "modules/wc-01/trainer/index.html").read_text()


def everything_in(pdf: Path) -> str:
    """All words of a PDF: its text, and every string in its objects (bookmarks, alternative texts, titles)."""
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    with pikepdf.open(pdf) as opened:
        strings = [found for each in opened.objects for found in strings_in(each)]
    return " ".join([text, *strings])


def strings_in(value: object) -> list[str]:
    """The strings of one object, without those of other objects that it refers to."""
    if isinstance(value, pikepdf.String):
        return [str(value)]
    if isinstance(value, pikepdf.Array):
        inner = list(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        inner = [item for _, item in value.items()]
    else:
        return []
    return [found for item in inner if not getattr(item, "is_indirect", False) for found in strings_in(item)]


def test_two_builds_in_different_folders_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "usb #1 & packs"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("build"))
    assert run("build", "-C", str(other), "--jobs", "1").exit_code == 0

    assert output_of(other) == output_of(built)


def test_a_second_build_gives_the_same_bytes_from_the_cache(built: Path) -> None:
    before = output_of(built)
    result = run("build", "-C", str(built))

    assert result.exit_code == 0
    assert output_of(built) == before


def test_packs_that_are_not_printed_again_stay_on_the_site(built: Path) -> None:
    before = output_of(built)
    for wish in (["--packs", "school-staff"], ["--no-packs"]):
        assert run("build", "-C", str(built), *wish).exit_code == 0
        site = files_of(built / "build" / "site")
        assert {name for name in before if name.startswith("packs/")} <= set(site)
    assert run("build", "-C", str(built)).exit_code == 0
    assert output_of(built) == before


def test_a_site_for_one_audience_holds_no_trainer_text_at_all(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "library"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("build"))
    assert run("build", "-C", str(other), "--audience", "staff").exit_code == 0

    site = other / "build" / "site"
    assert not (site / "modules/wc-01/trainer").exists()
    assert [folder.name for folder in (site / "packs").iterdir() if folder.is_dir()] == ["school-staff"]
    for file in site.rglob("*"):
        assert TOKEN not in file.name
        if file.suffix == ".pdf":
            assert TOKEN not in everything_in(file), file.name
        elif file.is_file():
            assert TOKEN.encode() not in file.read_bytes(), file.name


def test_a_mistake_in_a_working_text_is_told_and_stops_no_build_of_what_was_released(built: Path) -> None:
    before = output_of(built)
    (built / MODULE_PATH).write_text(SECRETIVE.replace("minutes=5", "minutes=6"))
    try:
        result = run("build", "-C", str(built))
        draft = run("build", "-C", str(built), "--draft")
    finally:
        (built / MODULE_PATH).write_text(SECRETIVE)

    assert result.exit_code == 0
    assert "the session lasts 10 minutes" in result.stderr
    assert "WC-01: changed since 1.0.0, not yet released." in result.stdout
    assert draft.exit_code == 1
    assert output_of(built) == before


def test_a_mistake_in_what_is_published_stops_the_build_and_leaves_the_last_output(built: Path) -> None:
    before = output_of(built)
    page = built / "content" / "index.md"
    whole = page.read_text()
    page.write_text(whole + "\n<script>alert(1)</script>\n")
    try:
        result = run("build", "-C", str(built))
    finally:
        page.write_text(whole)

    assert result.exit_code == 1
    assert "content/index.md:8: <script> is not allowed" in result.stderr
    assert output_of(built) == before


def test_a_picture_that_is_gone_stops_the_build(built: Path) -> None:
    frozen = built / f"modules/who-cares/WC-01-noticing/releases/1.0.0/images/{TOKEN}.svg"
    before = output_of(built)
    frozen.rename(frozen.with_suffix(".gone"))
    try:
        result = run("build", "-C", str(built))
    finally:
        frozen.with_suffix(".gone").rename(frozen)

    assert result.exit_code == 1
    assert "hint:" in result.stderr
    assert output_of(built) == before


def test_a_draft_build_says_so_on_every_page_and_leaf(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "library"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("build"))
    (other / MODULE_PATH).write_text(SECRETIVE.replace("Talk in pairs", "Talk in threes"))
    made = run("build", "-C", str(other), "--draft", "--packs", "school-staff")
    assert made.exit_code == 0
    assert "not yet released" not in made.stdout, "a draft shows what changed"

    assert "DRAFT" in (other / "build/site/modules/wc-01/index.html").read_text()
    (pdf,) = (other / "build/packs/school-staff").glob("*-screen.pdf")
    pages = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    for number, page in enumerate(pages[:-1], 1):
        assert "PROOF" in page or "DRAFT" in page, f"page {number} does not say what it is"


def test_a_draft_build_shows_the_working_text_though_only_an_edition_is_behind(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "library"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("site", "packs.json"))
    (other / MODULE_PATH).write_text(SECRETIVE.replace("Talk in pairs", "Talk in threes"))
    released = run("release", "WC-01", "--minor", "--summary", "Threes", "--on", "2026-11-23", "-C", str(other))
    assert released.exit_code == 0, released.stderr
    made = run("build", "-C", str(other), "--draft", "--no-site", "--packs", "school-staff")
    assert made.exit_code == 0, made.stderr

    assert "school-staff-proof-screen.pdf: PROOF of the working text" in made.stdout
    (pdf,) = (other / "build/packs/school-staff").glob("*-screen.pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "Talk in threes" in text
    assert "Talk in pairs" not in text
    for number, page in enumerate(text.split("\f")[:-1], 1):
        assert "PROOF" in page, f"page {number} does not say what it is"


def test_files_that_do_not_say_what_was_withdrawn_are_offered_no_more(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "library"
    shutil.copytree(built, other)
    reason = ("--reason", "A rule was wrong.", "--on", "2026-11-24")
    assert run("withdraw", "WC-01", "1.0.0", *reason, "-C", str(other)).exit_code == 0
    made = run("build", "-C", str(other), "--no-packs")
    assert made.exit_code == 0, made.stderr

    told = "WC-01 1.0.0 withdrawn, or the notice changed, after it was printed: its files are not on the site."
    for pack in ("school-staff", "master-trainer"):
        assert f"{pack} 2026-11: {told} Print it again: hubdocs build --packs {pack}" in made.stdout
    assert not list((other / "build/site/packs").rglob("*.pdf"))

    again = run("build", "-C", str(other), "--packs", "school-staff")
    assert f"school-staff 2026-11: {told}" not in again.stdout
    assert f"master-trainer 2026-11: {told}" in again.stdout
    assert "school-staff 2026-11: it holds WC-01 1.0.0, which was withdrawn: each leaf of that says so." in again.stdout
    assert "live text" not in again.stdout
    offered = sorted(file.name for file in (other / "build/site/packs").rglob("*.pdf"))
    assert offered == ["school-staff-2026-11-binder.pdf", "school-staff-2026-11-screen.pdf"]
    kept = run("build", "-C", str(other), "--no-packs")
    assert f"school-staff 2026-11: {told}" not in kept.stdout
    assert sorted(file.name for file in (other / "build/site/packs").rglob("*.pdf")) == offered


def test_a_killed_build_leaves_the_last_good_output_and_the_next_one_works(built: Path) -> None:
    before = output_of(built)
    command = [sys.executable, "-c", "from hubdocs.cli import main; main()", "build", "-C", str(built)]
    for seconds in (0.7, 1.5, 2.5, 3.5):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert output_of(built) == before

    assert run("build", "-C", str(built)).exit_code == 0
    assert output_of(built) == before
    assert sorted(entry.name for entry in (built / "build").iterdir()) == [".lock", "cache", "packs", "site"]


def test_two_builds_at_once_do_not_meet(built: Path) -> None:
    from hubdocs import output

    with output.workshop(built / "build"):
        result = run("build", "-C", str(built))

    assert result.exit_code == 1
    assert "another build is at work" in result.stderr


def test_a_library_of_three_files_can_be_built(tmp_path: Path) -> None:
    root = tmp_path / "small"
    keep = ("mkdocs.yml", "content/index.md", "modules/who-cares/programme.yml", MODULE_PATH)
    write_library(root, dict.fromkeys(set(TINY) - set(keep)))
    module = re.sub(r"(?m)^(materials:|  - \{item|standards:).*\n", "", MODULE)
    module = module.replace("See [the card](WC-01-H1) and [GOV-1](GOV-1).", "").replace(
        "[Childline](signpost:childline)", "Childline"
    )
    (root / MODULE_PATH).write_text(module.replace("[DSL](term:DSL)", "DSL"))
    assert run("release", "WC-01", "--summary", "First", "-C", str(root)).exit_code == 0
    result = run("build", "-C", str(root))

    assert result.exit_code == 0, result.stderr
    assert (root / "build/site/modules/wc-01/index.html").is_file()
