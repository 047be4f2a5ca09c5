"""What was read of a text is remembered from one run to the next, and nothing wrong is ever remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from hubdocs.authoring import keeping
from hubdocs.authoring.markdown import extension
from hubdocs.authoring.readings import Readings

WORDS = TypeAdapter(tuple[str, ...])


class Reader:
    """Reads words, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> tuple[str, ...]:
        self.asked.append(text)
        return tuple(text.split())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in which a run kept the words of one text."""
    place = tmp_path / "cache" / "texts.readings"
    first = Readings()
    first.ask("words", "one two", WORDS, Reader())
    first.save(place)
    return place


def answers(file: Path, text: str) -> tuple[tuple[str, ...], list[str]]:
    """What another run answers, and which texts it had to read."""
    run, reader = Readings(), Reader()
    run.load(file)
    return run.ask("words", text, WORDS, reader), reader.asked


def test_another_run_need_not_read_the_same_text(file: Path) -> None:
    assert answers(file, "one two") == (("one", "two"), [])


def test_a_text_that_changed_is_read(file: Path) -> None:
    assert answers(file, "one three") == (("one", "three"), ["one three"])


def test_what_another_version_of_the_program_read_is_not_taken_over(file: Path, monkeypatch) -> None:
    monkeypatch.setattr(keeping, "program", lambda: "another version")

    assert answers(file, "one two") == (("one", "two"), ["one two"])


@pytest.mark.parametrize("held", [b"", b"[]", b"{", b'{"program": 1}', b"\x00", bytes(100)])
def test_a_damaged_file_is_passed_over(file: Path, held: bytes) -> None:
    file.write_bytes(held)

    assert answers(file, "one two") == (("one", "two"), ["one two"])


def test_a_file_of_which_one_word_is_another_is_passed_over(file: Path) -> None:
    data = file.read_bytes()
    assert data.count(b"two") == 1
    file.write_bytes(data.replace(b"two", b"six"))

    assert answers(file, "one two") == (("one", "two"), ["one two"])


def test_an_answer_of_another_kind_is_passed_over(file: Path) -> None:
    kept = json.loads(keeping.taken_over(file))
    keeping.keep(file, json.dumps(dict.fromkeys(kept, 7)).encode())

    assert answers(file, "one two") == (("one", "two"), ["one two"])


def test_a_folder_that_cannot_be_written_to_is_left_alone(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    run = Readings()
    run.ask("words", "one", WORDS, Reader())

    run.save(blocked / "texts.readings")

    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 10)

    keeping.keep(tmp_path / "small", b"1234567890")
    keeping.keep(tmp_path / "large", b"12345678901")

    assert keeping.taken_over(tmp_path / "small") == b"1234567890"
    assert not (tmp_path / "large").exists()


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    keeping.keep(tmp_path / "cache" / "kept", b"words")

    assert (tmp_path / "cache" / "kept").stat().st_mode & 0o077 == 0


def test_a_run_that_read_nothing_new_writes_nothing(file: Path) -> None:
    before = file.stat().st_mtime_ns
    run = Readings()
    run.load(file)
    run.ask("words", "one two", WORDS, Reader())

    run.save(file)

    assert file.stat().st_mtime_ns == before


PIECES = st.sampled_from(
    ["# A\n\n", "Words ", "**bold** ", "[link](WC-01) ", "![](a.png) ", "!!! trainer\n    Say\n\n", "<script>", "\n\n"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_surveys_and_parted_texts_come_back_as_they_were(body: str) -> None:
    for adapter, work in ((extension._SURVEY, extension.survey), (extension._PARTED, extension._parted)):
        made = work(body)
        assert adapter.validate_python(json.loads(json.dumps(adapter.dump_python(made, mode="json")))) == made
