"""The cache gives back what it was given, and never anything else."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from small_pdfs import part, print_body

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import View
from hubdocs.printing.assembly.facts import PdfFacts
from hubdocs.printing.cache import RenderCache, key_of
from hubdocs.printing.documents import print_release
from hubdocs.printing.formats import BINDER, SCREEN
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import Limits, StoppedError
from hubdocs.printing.workers import MOST_TOGETHER, Press, print_one, shared

FACTS = PdfFacts(pages=1, width=595.0, height=842.0)


def document(folder: Path, **changes) -> PrintDocument:
    picture = folder / "a.png"
    if not picture.exists():
        picture.write_bytes(b"picture")
    made = PrintDocument(
        label="WC-01",
        name="WC-01 1.0.0",
        title="Noticing",
        place=Place("module.md"),
        html="<p>Hello</p>",
        css="p { color: black }",
        assets=(("a.png", picture),),
    )
    return replace(made, **changes)


class Engine:
    """Counts its work and writes a real PDF that it was given."""

    fingerprint = "an engine 1"

    def __init__(self, pdf: Path | None = None) -> None:
        self.pdf = pdf
        self.rendered: list[str] = []

    def render(self, job) -> None:
        self.rendered.append(job.name)
        if self.pdf is None:
            raise HubError([Problem(job.place, f"{job.name} cannot be printed")])
        job.target.write_bytes(self.pdf.read_bytes())


@pytest.fixture
def cache(tmp_path: Path) -> RenderCache:
    return RenderCache(tmp_path / "cache")


def keep(cache: RenderCache, key: str, data: bytes = b"%PDF") -> None:
    finished = cache.draft(key)
    finished.write_bytes(data)
    cache.keep(key, finished, FACTS)


def test_what_is_kept_is_found_again(cache):
    keep(cache, "k")
    found = cache.find("k")
    assert found is not None
    assert found.pdf.read_bytes() == b"%PDF"
    assert found.facts == FACTS


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "k.json").unlink(),
        lambda folder: (folder / "k.pdf").unlink(),
        lambda folder: (folder / "k.pdf").write_bytes(b"%PD"),
        lambda folder: (folder / "k.json").write_text('{"sha256": '),
        lambda folder: (folder / "k.json").write_text("[]"),
        lambda folder: (folder / "k.json").write_bytes(b"\xff"),
    ],
)
def test_a_half_written_or_damaged_entry_is_not_used(cache, damage):
    keep(cache, "k")
    damage(cache.folder)
    assert cache.find("k") is None


def test_a_sidecar_of_another_program_is_not_used(cache):
    keep(cache, "k")
    entry = json.loads((cache.folder / "k.json").read_text())
    (cache.folder / "k.json").write_text(json.dumps({**entry, "facts": "{}"}))
    assert cache.find("k") is None


@pytest.mark.parametrize(
    "change",
    [
        {"html": "<p>Hello.</p>"},
        {"css": ""},
        {"label": "WC-02"},
        {"assets": ()},
    ],
)
def test_whatever_changes_a_page_changes_its_key(tmp_path, change):
    assert key_of(document(tmp_path), "e") != key_of(document(tmp_path, **change), "e")


def test_another_engine_or_other_bytes_of_a_picture_change_the_key(tmp_path):
    before = key_of(document(tmp_path), "e")
    assert key_of(document(tmp_path), "f") != before
    (tmp_path / "a.png").write_bytes(b"another picture")
    assert key_of(document(tmp_path), "e") != before


def test_text_that_moves_from_one_piece_to_the_next_changes_the_key(tmp_path):
    assert key_of(document(tmp_path, html="ab", css="c"), "e") != key_of(document(tmp_path, html="a", css="bc"), "e")


def test_the_same_document_in_another_folder_has_the_same_key(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert key_of(document(one), "e") == key_of(document(other), "e")


def test_a_changed_helpline_changes_the_key_of_documents_that_name_it_and_no_other(tmp_path):
    library = sample.load(tmp_path)
    rung = replace(library.signposts["childline"], phone="0800 2222")
    changed = replace(library, signposts={"childline": rung})

    def key(of, id_):
        return key_of(print_release(of, of.releases[id_][0], View.PARTICIPANT, SCREEN), "e")

    assert key(library, "WC-01") != key(changed, "WC-01")
    assert key(library, "ST-01") == key(changed, "ST-01")


def test_views_and_formats_have_keys_of_their_own(tmp_path):
    library = sample.load(tmp_path)
    release = library.releases["WC-01"][0]
    keys = {
        key_of(print_release(library, release, view, format_), "e") for view in View for format_ in (SCREEN, BINDER)
    }
    assert len(keys) == 4


def test_the_entries_unused_for_longest_go_first_and_those_in_use_stay(cache):
    for age, key in enumerate(["new", "used", "old"]):
        keep(cache, key, b"%PDF" * 100)
        os.utime(cache.folder / f"{key}.json", (1000 - age, 1000 - age))
    entry = sum(file.stat().st_size for file in cache.folder.glob("old.*"))
    cache.trim({"used"}, largest=2 * entry + 9)
    assert sorted(file.stem for file in cache.folder.glob("*.pdf")) == ["new", "used"]


def test_a_pdf_without_its_sidecar_goes_when_it_is_old_and_what_another_run_uses_stays(cache):
    for key in ("half", "fresh", "whole"):
        keep(cache, key)
    (cache.folder / "half.json").unlink()
    for name in ("half.pdf", "whole.json"):
        os.utime(cache.folder / name, (1000, 1000))
    cache.trim((), largest=0)
    assert sorted(file.name for file in cache.folder.iterdir()) == ["fresh.json", "fresh.pdf"]


def test_nobody_else_may_look_into_the_folder(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    for each in (folder, tmp_path / "new"):
        RenderCache(each).draft("a" * 64).unlink()
        assert each.stat().st_mode & 0o077 == 0


def test_an_entry_is_read_where_nothing_can_be_written(cache, monkeypatch):
    keep(cache, "k")
    monkeypatch.setattr(os, "utime", lambda *_: (_ for _ in ()).throw(PermissionError()))
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
    assert cache.find("k") is not None
    cache.trim((), largest=0)


def test_a_document_in_the_cache_is_not_laid_out_again(tmp_path, cache):
    part(tmp_path, "WC-01", '<h1 id="WC-01">Title</h1>')
    engine = Engine(tmp_path / "WC-01.raw.pdf")
    made = document(tmp_path)
    first = print_one(made, engine, cache, Limits())
    before = first.pdf.read_bytes()
    assert print_one(made, engine, cache, Limits()).pdf.read_bytes() == before
    assert engine.rendered == ["WC-01 1.0.0"]
    assert not list(cache.folder.glob(".*"))


def test_one_bad_document_does_not_stop_the_others(tmp_path, cache):
    part(tmp_path, "WC-01", '<h1 id="WC-01">Title</h1>')
    good, bad = document(tmp_path), document(tmp_path, name="WC-02 1.0.0", html="<p>Bad</p>")
    engine = Engine(tmp_path / "WC-01.raw.pdf")
    render = engine.render
    engine.render = lambda job: Engine().render(job) if job.name.startswith("WC-02") else render(job)
    problems: list[Problem] = []
    finished = Press(engine, cache, jobs=2).print_all([bad, good], problems)
    assert list(finished) == [good]
    assert [problem.message for problem in problems] == ["WC-02 1.0.0 cannot be printed"]
    assert len(list(cache.folder.glob("*.pdf"))) == 1


def test_a_missing_picture_is_a_mistake_of_its_document(tmp_path, cache):
    made = document(tmp_path, assets=(("b.png", tmp_path / "b.png"),))
    with pytest.raises(HubError, match=r"b\.png cannot be read"):
        print_one(made, Engine(), cache, Limits())


def raw(folder: Path) -> Path:
    """A PDF as an engine writes it."""
    return print_body(folder / "raw.pdf", '<h1 id="WC-01">Title</h1>')


def own(folder: Path, *names: str) -> list[PrintDocument]:
    """Documents that the program writes itself."""
    return [document(folder, name=name, html=f"<p>{name}</p>", ours=True) for name in names]


def test_documents_of_the_programs_own_are_laid_out_once_each(tmp_path: Path, cache: RenderCache) -> None:
    engine, problems = Engine(raw(tmp_path)), list[Problem]()
    wanted = own(tmp_path, "cover", "list", "contents", "contacts", "sheet")

    finished = Press(engine, cache, jobs=2).print_all(wanted, problems)

    assert list(finished) == wanted
    assert sorted(engine.rendered) == ["contacts", "contents", "cover", "list", "sheet"]
    assert not problems


def test_one_of_them_that_cannot_be_printed_stops_no_other_and_is_told_once(tmp_path: Path, cache: RenderCache) -> None:
    class NoList(Engine):
        def render(self, job) -> None:
            super().render(job)
            if job.name == "list":
                raise HubError([Problem(job.place, "the list cannot be printed")])

    problems = list[Problem]()

    finished = Press(NoList(raw(tmp_path)), cache).print_all(own(tmp_path, "cover", "list", "sheet"), problems)

    assert [each.name for each in finished] == ["cover", "sheet"]
    assert [each.message for each in problems] == ["the list cannot be printed"]


def test_a_worker_that_breaks_down_over_one_of_them_takes_no_other_along(tmp_path: Path, cache: RenderCache) -> None:
    class Deadly(Engine):
        def render(self, job) -> None:
            super().render(job)
            if job.name == "list":
                raise StoppedError("it was stopped after 9 seconds", at_limit=True)

    progress, problems = Counted(), list[Problem]()
    press = Press(Deadly(raw(tmp_path)), cache, progress=progress)

    finished = press.print_all(own(tmp_path, "cover", "list", "sheet"), problems)

    assert [each.name for each in finished] == ["cover", "sheet"]
    assert [each.message for each in problems] == ["list cannot be printed: it was stopped after 9 seconds"]
    assert progress.expected == progress.begun == progress.ended


class Slow(Engine):
    """Takes so long that another caller asks meanwhile."""

    def __init__(self, pdf: Path | None = None) -> None:
        super().__init__(pdf)
        self.at_work, self.asked = Event(), Event()

    def render(self, job) -> None:
        self.at_work.set()
        assert self.asked.wait(20)
        super().render(job)


@pytest.mark.parametrize("is_good", [True, False])
def test_what_two_callers_ask_for_at_once_is_laid_out_once(tmp_path: Path, cache: RenderCache, is_good: bool) -> None:
    engine, found = Slow(raw(tmp_path) if is_good else None), (list[Problem](), list[Problem]())
    wanted = [document(tmp_path, name=f"sheet of {pack}", ours=is_good) for pack in ("one", "two")]
    press = Press(engine, cache, jobs=4, workers=ThreadPoolExecutor(4))
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(press.print_all, wanted[:1], found[0])
        assert engine.at_work.wait(20)
        second = callers.submit(press.print_all, wanted[1:], found[1])
        second_waits = not wait([second], 0.2).done
        engine.asked.set()

    assert second_waits
    assert [list(first.result()), list(second.result())] == ([wanted[:1], wanted[1:]] if is_good else [[], []])
    assert [len(each) for each in found] == ([0, 0] if is_good else [1, 1])
    assert engine.rendered == (["sheet of one"] if is_good else ["sheet of one", "sheet of two"])


class Counted:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.expected = self.begun = self.ended = 0

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        self.expected += pieces

    def begin(self, name: str) -> None:
        self.begun += bool(name)

    def end(self, name: str) -> None:
        self.ended += bool(name)


@given(st.integers(1, 40), st.integers(1, 16))
def test_shares_hold_everything_once_and_none_is_large(count: int, workers: int) -> None:
    one = PrintDocument(label="", name="a cover", title="", place=Place("pack.yml"), html="", css="", assets=())
    missing = [(str(number), one) for number in range(count)]

    shares = shared(missing, workers)

    assert sorted(key for share in shares for key, _ in share) == sorted(key for key, _ in missing)
    assert all(1 <= len(share) <= MOST_TOGETHER for share in shares)
    assert len(shares) >= min(workers, count)
