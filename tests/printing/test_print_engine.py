"""One document through the real print engine, and every way in which that may go wrong."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from small_pdfs import CSS, FACES, fonts_in, job, print_body

from hubdocs.errors import HubError
from hubdocs.printing import engine
from hubdocs.printing.child import Complaints
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.processes import ForkServer, Limits
from hubdocs.printing.processes import messages as frames

HOSTILE_DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
    "<image width='9' height='9' xlink:href='file:///etc/passwd'/></svg>"
)
ENDLESS = '<table><tr><td colspan="1000000" rowspan="65000">x</td></tr></table>'


def messages(error: pytest.ExceptionInfo[HubError]) -> str:
    return str(error.value)


def refuse(folder: Path, body: str, **changes: object) -> str:
    """What is said of a document that cannot be printed. Nothing may be left behind."""
    with pytest.raises(HubError) as error:
        print_body(folder / "out" / "a.pdf", body, **changes)
    assert list((folder / "out").iterdir()) == []
    return messages(error)


def test_a_job_survives_the_way_to_its_child_and_to_another_machine(tmp_path: Path) -> None:
    sent = job(tmp_path / "a.pdf", "<p>ŵ</p>", limits=Limits(pages=3), forms=True)
    assert pickle.loads(pickle.dumps(sent)) == sent  # noqa: S301 - our own bytes


def test_using_the_engine_does_not_load_weasyprint_into_this_process() -> None:
    code = """
import sys
from hubdocs.printing.engine import WeasyPrintEngine
WeasyPrintEngine().fingerprint
print("weasyprint" in sys.modules)
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert answer.stdout.strip() == "False"


def test_the_fingerprint_names_everything_that_decides_where_letters_stand() -> None:
    fingerprint = WeasyPrintEngine().fingerprint
    for name in ("weasyprint", "pydyf", "fonttools", "pango", "harfbuzz"):
        assert f"{name} " in fingerprint
    assert "not found" not in fingerprint


def test_the_same_job_gives_the_same_bytes_in_two_folders(tmp_path: Path) -> None:
    one, two = (print_body(tmp_path / name / "a.pdf", "<h1>One</h1><p>text</p>") for name in ("x", "y z"))
    assert one.read_bytes() == two.read_bytes()


def test_only_the_jobs_own_fonts_are_used_whatever_the_style_asks_for(tmp_path: Path) -> None:
    body = '<p style="font-family: DejaVu Sans, serif">Letters ŵ</p><pre>code</pre><p lang="ja">plain</p>'
    assert fonts_in(print_body(tmp_path / "a.pdf", body)) == {"Text", "Text-more"}


def test_a_missing_picture_is_a_mistake_with_its_place_and_leaves_nothing(tmp_path: Path) -> None:
    said = refuse(tmp_path, '<p><img src="asset:film.png" alt="The film"></p>')
    assert said.startswith("modules/who-cares/WC-01-awareness/module.md:4: WC-01 1.0.0 cannot be printed: ")
    assert "`film.png` is not one of its files" in said
    assert "hint:" in said


def test_a_failed_render_leaves_the_last_good_file_as_it_was(tmp_path: Path) -> None:
    good = print_body(tmp_path / "a.pdf", "<p>good</p>").read_bytes()
    with pytest.raises(HubError):
        print_body(tmp_path / "a.pdf", '<img src="asset:film.png" alt="x">')
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == good


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="asset:../../etc/passwd">',
        '<link rel="stylesheet" href="http://169.254.169.254/">',
        "<style>@import url(file:///etc/passwd);</style>",
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<object data="file:///etc/passwd"></object>',
        f'<img alt="x" src="data:image/svg+xml,{HOSTILE_DRAWING}">',
    ],
)
def test_a_document_reads_nothing_but_its_own_files(tmp_path: Path, body: str) -> None:
    said = refuse(tmp_path, body)
    assert "nothing but its own files" in said or "is not one of its files" in said


@pytest.mark.parametrize(
    "element", ['<link rel="attachment" href="asset:bold.woff2">', '<a rel="attachment" href="asset:bold.woff2">x</a>']
)
def test_no_file_is_attached_to_a_pdf(tmp_path: Path, element: str) -> None:
    assert "it attaches `bold.woff2`" in refuse(tmp_path, element)


@pytest.mark.parametrize("kind", ["symlink", "folder", "pipe", "absent", "empty"])
def test_only_plain_files_are_read_as_assets(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.png"
    match kind:
        case "symlink":
            path.symlink_to("/etc/hostname")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "empty":
            path.touch()
    made = job(tmp_path / "out" / "a.pdf", "")
    said = refuse(tmp_path, '<img src="asset:picture.png" alt="x">', assets=(*made.assets, ("picture.png", path)))
    assert "`picture.png` cannot be read" in said


def test_all_mistakes_of_a_document_are_told_together(tmp_path: Path) -> None:
    body = '<h1>So</h1><p>Say 你 to them</p><img src="asset:a.png" alt="x"><a href="#no">x</a><p id="i"><p id="i">'
    said = refuse(tmp_path, body, css=CSS + "p { colr: red }")
    for each in (
        "no font has the character “你” (U+4F60), in “So Say 你 to them x”",
        "`a.png` is not one of its files",
        "leads to `#no`",
        "`i` is used twice",
        "`colr: red `",
    ):
        assert each in said


def test_what_is_said_of_a_private_document_repeats_none_of_its_words(tmp_path: Path) -> None:
    body = "<p>Say 你 to Ann Example</p>"
    told = refuse(tmp_path, body, private=True)
    assert "no font has the character “你” (U+4F60)" in told
    assert "Ann" not in told
    complaints = Complaints(replace(job(tmp_path / "a.pdf", body), private=True))
    complaints.emit(logging.LogRecord("weasyprint", logging.ERROR, "", 0, "Odd: %s", ("Ann Example",), None))
    assert [each.message for each in complaints.found] == ["the print engine complains: Odd: %s"]


def test_two_files_for_one_face_are_refused_because_letters_would_print_wrong(tmp_path: Path) -> None:
    twice = '@font-face { font-family: "Text"; src: url(asset:extended.woff2); font-weight: normal }'
    assert "declared as one face (text 400 normal)" in refuse(tmp_path, "<p>ŵ</p>", css=FACES + twice)


def test_a_font_that_cannot_be_loaded_is_a_mistake(tmp_path: Path) -> None:
    broken = '@font-face { font-family: Broken; src: url("data:font/woff2;base64,AAAA") }'
    assert "the font “Broken” cannot be loaded" in refuse(tmp_path, "<p>x</p>", css=FACES + broken)


def test_a_picture_without_description_is_a_mistake(tmp_path: Path) -> None:
    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    assert "has no description" in refuse(tmp_path, f'<img src="{svg}">')


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(wall_seconds=2.5), "it was stopped after 2.5 seconds"),
        (Limits(cpu_seconds=2), "it was stopped after 2 seconds of processor time"),
    ],
)
def test_a_document_that_never_ends_is_stopped_with_everything_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, said: str
) -> None:
    begun: list[int] = []
    number = frames.number
    monkeypatch.setattr(frames, "number", lambda data: begun.append(number(data)) or begun[-1])
    started = time.monotonic()
    assert said in refuse(tmp_path, ENDLESS, limits=limits)
    assert time.monotonic() - started < 20
    with pytest.raises(ProcessLookupError):
        os.killpg(begun[0], signal.SIGKILL)


def test_memory_is_limited(tmp_path: Path) -> None:
    picture = "<p>" + "word " * 400_000
    said = refuse(tmp_path, picture, limits=Limits(memory_bytes=200 * 1024**2, wall_seconds=600, cpu_seconds=300))
    assert "200 MB of memory" in said or "broke down" in said


def test_a_document_nested_too_deeply_is_a_mistake(tmp_path: Path) -> None:
    assert "nested too deeply" in refuse(tmp_path, "<div>" * 400 + "x")


def test_a_document_of_too_many_pages_is_a_mistake(tmp_path: Path) -> None:
    body = '<p style="break-after: page">x</p>' * 5
    assert "it needs 5 pages, more than 4" in refuse(tmp_path, body, limits=Limits(pages=4))


def test_an_engine_that_breaks_down_is_a_mistake_and_not_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(HubError, match=r"the print engine broke down \(status 1\)"):
        WeasyPrintEngine(ForkServer()).render(job(tmp_path / "a.pdf", "<p>x</p>"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ours", "ends", "place"),
    [(True, True, "here"), (True, False, "elsewhere"), (False, True, "elsewhere"), (False, False, "elsewhere")],
)
def test_only_what_the_program_writes_is_laid_out_where_it_is_asked_for_and_only_in_a_process_that_ends_then(
    ours: bool, ends: bool, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[str] = []

    class Server(ForkServer):
        def call(self, *_: object, **__: object) -> Any:
            laid_out.append("elsewhere")
            return ()

    monkeypatch.setattr(engine, "_lay_out", lambda _: laid_out.append("here") or ())
    monkeypatch.setattr(engine.ending, "is_near", lambda: ends)

    WeasyPrintEngine(Server()).render(replace(job(tmp_path / "a.pdf", "<p>x</p>"), ours=ours))

    assert laid_out == [place]


def test_a_job_without_forms_has_no_fields(tmp_path: Path) -> None:
    body = '<form><label>Name <input name="n"></label></form>'
    for name, forms in (("without", False), ("with", True)):
        with pikepdf.open(print_body(tmp_path / f"{name}.pdf", body, forms=forms)) as pdf:
            assert ("/AcroForm" in pdf.Root) is forms
