"""MkDocs as the engine: what it makes of staged pages, and of a library on its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from shelves import published
from tiny import write_library

from hubdocs.errors import HubError
from hubdocs.site import MkDocsEngine, prove, stage
from hubdocs.site.stage import Page


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def build(library, target: Path, staged=None) -> Path:
    MkDocsEngine().build(staged or stage(library), library.root, target)
    return target


def test_every_staged_page_is_published_and_proved(tmp_path) -> None:
    library = published(tmp_path / "library")

    prove(library, stage(library), build(library, tmp_path / "site"))


def test_the_same_library_gives_the_same_bytes_in_any_folder_on_any_day(tmp_path, monkeypatch) -> None:
    one, other = published(tmp_path / "one"), published(tmp_path / "other place & more")
    first = digests(build(one, tmp_path / "site"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    assert digests(build(other, tmp_path / "elsewhere" / "deep")) == first


def test_an_authors_own_html_runs_nothing(tmp_path) -> None:
    text = '---\ntitle: H\n---\n\n<script>alert(1)</script>\n\n<img src="x.png" alt="a picture" onerror="alert(2)">\n'
    library = published(tmp_path / "library", {"content/help/index.md": text})
    staged = stage(library)
    page = next(each for each in staged.pages if each.address == "help/").html

    assert "alert" not in page
    assert "onerror" not in page


def test_files_that_nobody_staged_are_not_published(tmp_path) -> None:
    library = published(
        tmp_path / "library", {"content/secret.txt": "x", "content/templates/a.md": "---\ntitle: A\n---\nText.\n"}
    )
    site = build(library, tmp_path / "site")

    assert not (site / "secret.txt").exists()
    assert (site / "templates/a/index.html").exists()


def test_material_brings_only_what_pages_load(tmp_path) -> None:
    library = published(tmp_path / "library")
    site = build(library, tmp_path / "site")

    assert not list(site.rglob("*.map"))
    assert not list((site / "assets").rglob("lunr"))
    assert not (site / "assets/stylesheets").exists()
    assert (site / "assets/licences.txt").exists()


def test_what_mkdocs_doubts_is_a_mistake(tmp_path) -> None:
    library = published(tmp_path / "library", {"mkdocs.yml": "site_name: T\nplugins: [hubdocs]\nstrange: yes\n"})

    with pytest.raises(HubError, match="strange"):
        build(library, tmp_path / "site")


def test_a_configuration_that_lost_the_plugin_since_it_was_read_is_a_mistake(tmp_path) -> None:
    library = published(tmp_path / "library", {"mkdocs.yml": "site_name: T\nplugins: [hubdocs]\n"})
    (library.root / "mkdocs.yml").write_text("site_name: T\n")

    with pytest.raises(HubError) as raised:
        build(library, tmp_path / "site")
    assert "mkdocs.yml:1: the plugin `hubdocs` is not listed\n  hint: add it: plugins: [hubdocs]" in str(raised.value)


def test_material_itself_gives_way_to_our_theme(tmp_path) -> None:
    library = published(tmp_path / "library", {"mkdocs.yml": "site_name: T\nplugins: [hubdocs]\ntheme: material\n"})
    MkDocsEngine().build(stage(library), library.root, tmp_path / "site")

    assert "hub-header" in (tmp_path / "site" / "index.html").read_text()


def test_another_theme_is_refused(tmp_path) -> None:
    library = published(tmp_path / "library", {"mkdocs.yml": "site_name: T\nplugins: [hubdocs]\ntheme: readthedocs\n"})

    with pytest.raises(HubError, match="leave `theme` out"):
        build(library, tmp_path / "site")


def test_a_broken_configuration_is_told_in_words(tmp_path) -> None:
    library = published(tmp_path / "library")
    (library.root / "mkdocs.yml").write_text("site_name: [\n")

    with pytest.raises(HubError, match=r"mkdocs\.yml:1: MkDocs stopped"):
        build(library, tmp_path / "site")


def test_a_page_whose_text_looks_like_markdown_stays_as_it_was_staged(tmp_path) -> None:
    library = published(tmp_path / "library")
    staged = stage(library)
    odd = Page("odd/", "Odd", "", "content odd", "<div>\n# no heading\n- no *list* &amp; [x](y) &#35;\n</div>")
    site = build(library, tmp_path / "site", replace(staged, pages=(*staged.pages, odd)))

    assert odd.html in (site / "odd/index.html").read_text()


def mkdocs(root: Path, known: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [known, str(Path(__file__).parents[2])]))
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


BARE = "site_name: Tiny library\ndocs_dir: content\nplugins:\n  - hubdocs\n"


def test_bare_mkdocs_build_publishes_what_is_released(tmp_path, known_to_mkdocs) -> None:
    root = write_library(tmp_path / "library", {"mkdocs.yml": BARE})
    done = mkdocs(root, known_to_mkdocs, "build", "-q")

    assert done.returncode == 0, done.stderr
    assert "Tiny library" in (root / "build/site/index.html").read_text()
    assert not (root / "build/site/modules/wc-01").exists()


def test_a_build_of_changed_pages_only_is_refused(tmp_path, known_to_mkdocs) -> None:
    root = write_library(tmp_path / "library", {"mkdocs.yml": BARE})
    done = mkdocs(root, known_to_mkdocs, "build", "--dirty")

    assert done.returncode == 1
    assert "--dirty would break the search" in done.stderr
    assert not (root / "build").exists()


def test_mistakes_in_what_is_published_stop_bare_mkdocs_in_words(tmp_path, known_to_mkdocs) -> None:
    root = write_library(tmp_path / "library", {"mkdocs.yml": BARE, "materials/signposts.yml": "- name: [\n"})
    done = mkdocs(root, known_to_mkdocs, "build", "-q")

    assert done.returncode == 1
    assert "materials/signposts.yml:" in done.stderr
    assert "Traceback" not in done.stderr
