"""From a code on paper to "You said, we did": what one person says, decided, released and told, in one go."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from shelves import CHROMIUM, watched
from tiny import MODULE_PATH, write_library

from gallery.browser import served
from hubdocs.cli import main

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
)

SITE = "https://hub.example.org/library/"
SETTINGS = f"site_name: Tiny library\nsite_url: {SITE}\ndocs_dir: content\nplugins:\n  - hubdocs\n"
WORRIED = "---\ntitle: Worried about a child?\nsummary: What to do.\n---\n\nTell the safeguarding lead today.\n"
ASKED = "We kept the talk in pairs, and gave it a clear end."


def hubdocs(root: Path, *words: str) -> str:
    answer = CliRunner().invoke(main, [*words, "-C", str(root)])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def code_on(pdf: Path, folder: Path, words: str) -> str:
    """What a telephone reads on the first page of a PDF that says something."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    number = next(number for number, page in enumerate(text.split("\f"), start=1) if words in page)
    page = [str(number)] * 2
    subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-png", "-f", *page[:1], "-l", *page[1:], pdf, folder / "page"], check=True
    )
    picture = next(folder.glob("page-*.png"))
    return subprocess.run(
        ["zbarimg", "--nodbus", "--quiet", "--raw", picture], capture_output=True, text=True, check=True
    ).stdout.strip()


def answered(browser, site: Path, code: str, target: Path) -> Path:
    """Open the page that a code leads to, answer two questions, and keep the file that it saves."""
    with served(site) as base, watched(browser, base, 390, accept_downloads=True) as seen:
        page = seen.open(code.removeprefix(SITE).replace("feedback/?", "feedback/index.html?"))
        about = " ".join(page.locator("#hub-about-words").inner_text().split())
        assert about.startswith("Who Cares? module WC-01, version 1.0.0")
        page.get_by_label("What should we change?").fill("The talk in pairs needs an end")
        page.locator("[name=as_planned][value=yes]").check()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save my answers as a file").click()
        saved.value.save_as(target)
    return target


def test_what_somebody_says_on_paper_ends_in_you_said_we_did(browser, tmp_path: Path) -> None:
    files = {"mkdocs.yml": SETTINGS, "content/help/help-a-child.md": WORRIED}
    root = write_library(tmp_path / "library", files)
    first = ("--summary", "First release", "--on", "2026-11-22")
    hubdocs(root, "release", "ST-01", "WC-01", *first)
    hubdocs(root, "build")
    site = root / "build" / "site"

    code = code_on(site / "modules/wc-01/1.0.0/WC-01-1.0.0-trainer.pdf", tmp_path, "How useful was it?")
    assert code == f"{SITE}feedback/?d=WC-01&v=1.0.0&c=print"
    assert set(urlsplit(code).query.split("&")) == {"d=WC-01", "v=1.0.0", "c=print"}

    file = answered(browser, site, code, tmp_path / "answers.csv")
    taken = json.loads(hubdocs(root, "feedback", "import", str(file), "--on", "2026-11-24", "--json"))
    assert {key: taken[key] for key in ("rows", "stored", "set_aside", "held", "repeats")} == {
        "rows": 1,
        "stored": 1,
        "set_aside": 0,
        "held": 0,
        "repeats": 0,
    }
    hubdocs(root, "feedback", "export", str(tmp_path / "kept.json"))
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    (row,) = kept if isinstance(kept, list) else kept["responses"]
    assert (row["document"], row["version"], row["channel"]) == ("WC-01", "1.0.0", "print")

    hubdocs(root, "feedback", "report")
    report = root / ".hubdocs" / "report"
    assert "The talk in pairs needs an end" in (report / "report.html").read_text(encoding="utf-8")
    assert (report / "report.pdf").read_bytes().startswith(b"%PDF")

    wish = ("--activity", "film", "--severity", "usability", "--title", "An end to the talk", "--on", "2026-11-25")
    hubdocs(root, "refine", "new", "WC-01", "--from", row["response_id"], *wish)
    written = root / "materials" / "refinements" / "R-0001.md"
    text = written.read_text(encoding="utf-8")
    assert "needs an end" not in text, "a refinement repeats nobody's words"
    written.write_text(text.replace("decision: open", "decision: accepted") + f"\n{ASKED}\n", encoding="utf-8")
    module = root / MODULE_PATH
    told = module.read_text(encoding="utf-8").replace("Talk in pairs.", "Talk in pairs, and say one thing at the end.")
    module.write_text(told, encoding="utf-8")
    answer = ("--minor", "--summary", "The talk ends with one thing.", "--closes", "R-0001", "--on", "2026-11-26")
    hubdocs(root, "release", "WC-01", *answer)
    hubdocs(root, "build", "--no-packs")

    with served(site) as base, watched(browser, base, 1280) as seen:
        page = seen.open("said-and-done/index.html")
        said = " ".join(page.locator("main").inner_text().split())
        history = " ".join(seen.open("modules/wc-01/history/index.html").locator("main").inner_text().split())
    for each in (said, history):
        assert "An end to the talk" in each
        assert "1.1.0" in each
        assert ASKED in each
        assert "needs an end" not in each
    assert "fewer than 5 people" in said.lower()
