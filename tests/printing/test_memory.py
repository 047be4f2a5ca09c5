"""What is worked out once for a library is not worked out again, and never given for another one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tiny import write_library

from hubdocs.library.load import load_library
from hubdocs.model import Library, View
from hubdocs.printing import documents, texts
from hubdocs.printing.formats import BINDER, SCREEN
from hubdocs.printing.memory import once
from hubdocs.releases.register import as_draft


def test_the_same_arguments_give_the_same_answer_and_others_another(tmp_path) -> None:
    library, asked = load_library(write_library(tmp_path)), []

    @once
    def worked_out(library: Library, title: str, view: View) -> object:
        asked.append((library.settings.site_name, title, view))
        return object()

    title = "A title"
    first = worked_out(library, title, View.TRAINER)
    assert worked_out(library, title, View.TRAINER) is first
    assert worked_out(library, title, View.PARTICIPANT) is not first
    assert worked_out(replace(library), title, View.TRAINER) is not first
    assert len(asked) == 3


def test_a_text_is_read_once_for_all_formats_and_again_when_something_live_changed(tmp_path, monkeypatch) -> None:
    library = load_library(write_library(tmp_path))
    release, read = as_draft(library.working["WC-01"]), []
    render = texts.render_document
    monkeypatch.setattr(texts, "render_document", lambda *asked, **named: read.append(1) or render(*asked, **named))

    printed = [documents.print_release(library, release, View.TRAINER, each) for each in (SCREEN, BINDER, SCREEN)]
    assert len(read) == 1
    assert printed[0] == printed[2]
    changed = replace(
        library, signposts={id_: replace(each, phone="0800 2222") for id_, each in library.signposts.items()}
    )
    again = documents.print_release(changed, release, View.TRAINER, SCREEN)
    assert "0800 2222" in again.html
    assert "0800 2222" not in printed[0].html


def test_several_threads_work_one_thing_out_once(tmp_path) -> None:
    library, asked = load_library(write_library(tmp_path)), []

    @once
    def worked_out(library: Library, title: str) -> object:
        asked.append(title)
        time.sleep(0.01)
        return object()

    title = "A title"
    for _ in range(20):
        fresh = replace(library)
        with ThreadPoolExecutor(8) as pool:
            answers = set(pool.map(worked_out, [fresh] * 8, [title] * 8))
        assert len(answers) == 1
    assert len(asked) == 20
