"""Ten thousand hostile rows: each ends in one place, and nothing of them acts anywhere."""

from __future__ import annotations

import csv
import random
import re

import pytest
from arriving import GOOD, read_rows, released_library, take, write_rows
from click.testing import CliRunner

from hubdocs.cli import main
from hubdocs.feedback.canonical import COLUMNS
from hubdocs.feedback.exports import export
from hubdocs.feedback.store import open_store

ROWS = 10_000
NASTY = (
    '=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1",
    "\r=1", "a;=1;", "＝1",
    "'=1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![](http://evil)",
    "{{ 7*7 }}", "{% include 'x' %}", "a\x00b", "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil\x07x", "\u202egnp.exe",
    "\u2066x\u2069", "\ufeff", "\ud83d", "\udce9", "\ufffd", "'; DROP TABLE responses; --",
    "../../etc/passwd", "%s%n", "",
    "NaN", "1e309", "9" * 400, "０", "🙂" * 50, "a" * 11_000, "line\nline", "\x85\u2028",
    "x\U000e0041", "someone@evil.example",
    "true", "null", "WC-01", "1.0.0", "WC-99", "9.9.9", "school-staff@2026-11", "film",
)  # fmt: skip
BELONGS = {
    "document": ("WC-01", "ST-01"),
    "version": ("1.0.0", "1.1.0"),
    "useful": ("4", "5.0"),
    "channel": ("web", "print"),
    "again": ("yes",),
    "submitted_at": ("2026-11-24T10:00",),
    "keep": ("Good", "Fine"),
}


FREE = ("keep", "change", "adapted", "role") * 4
"""Columns that hold any text, more often than the others."""


def rows(chance):
    found = []
    for number in range(ROWS - 3):
        if found and chance.random() < 0.1:
            found.append(dict(chance.choice(found)))  # a replay
            continue
        row = {column: chance.choice(texts) for column, texts in BELONGS.items() if chance.random() < 0.9}
        for _ in range(chance.randint(0, 2)):
            row[chance.choice((*COLUMNS, "Remarks", *FREE))] = chance.choice(NASTY)
        found.append(row | {"adapted": chance.choice(("", str(number), chance.choice(NASTY)))})
    found += [GOOD | {"keep": f"{number}{'=x' * 5_000_000}"} for number in range(3)]  # 10 MB each
    chance.shuffle(found)
    return found


def acts(text):
    return text.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@pytest.fixture(scope="module")
def arrived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "answers.csv"
    made = rows(random.Random(2026))
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        writer = csv.DictWriter(stream, (*COLUMNS, "Remarks"))
        writer.writeheader()
        writer.writerows(made)
    store = open_store(folder)
    return folder, made, store, take(file, store)


def test_each_of_ten_thousand_hostile_rows_ends_in_one_place(arrived):
    _, made, store, taken = arrived
    assert taken.rows == sum(any(text.strip() for text in row.values()) for row in made) > 9_990
    assert taken.stored + taken.set_aside + taken.held + taken.repeats == taken.rows
    assert store.counts() == (taken.stored, taken.held)
    assert min(taken.stored, taken.set_aside, taken.held, taken.repeats) > 100, "each place is really met"


def test_every_row_that_was_set_aside_is_there_whole(arrived):
    _, made, _, taken = arrived
    aside = read_rows(taken.set_aside_file)
    assert len(aside) == taken.set_aside
    assert all(row["reason"] and row["line"].isdigit() for row in aside)
    assert sum(len(row["keep"]) > 10_000_000 for row in aside) == 3
    assert not any(acts(text) for row in aside for text in row.values())
    assert len(made) == ROWS


def test_what_is_kept_holds_nothing_that_acts_on_a_terminal_or_turns_text(arrived):
    _, _, store, _ = arrived
    unseen = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
    for response in store.responses():
        assert not unseen.search("".join(map(str, vars(response).values())))


def test_an_export_does_nothing_in_a_spreadsheet_and_can_be_taken_in_again(arrived):
    folder, _, store, taken = arrived
    file = folder / "export.csv"
    assert export(store.responses(), file) == taken.stored
    exported = read_rows(file)
    assert not any(acts(text) for row in exported for text in row.values())
    for text in {cell for row in exported for cell in row.values()}:
        assert not any(acts(part) for part in re.split("[;\t\r\n]", text)[1:] if part)
    other = folder / "other"
    other.mkdir()
    again = take(file, open_store(other))
    assert (again.stored, again.rows) == (taken.stored, taken.stored)
    assert list(open_store(other).responses()) == list(store.responses())
    assert take(file, store).repeats == taken.stored
    assert export(store.responses(), folder / "export.json") == taken.stored
    assert take(folder / "export.json", store).repeats == taken.stored


def test_a_second_run_changes_nothing(arrived):
    folder, _, store, taken = arrived
    again = take(folder / "answers.csv", store)
    assert (again.stored, again.held) == (0, 0)
    assert again.repeats == taken.stored + taken.held + taken.repeats
    assert again.set_aside_file == taken.set_aside_file


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_the_answer_on_a_terminal_repeats_nothing_that_people_wrote(tmp_path, encoding):
    root = released_library(tmp_path)
    words = [text for text in NASTY if text.strip() and not re.search("[\ud800-\udfff]", text)]
    made = [GOOD | {"keep": text, "adapted": "secretive", "channel": text} for text in words]
    made += [GOOD | {"keep": "é – secretive", "\x1b[2J\u202eheading": "x"}]
    kept = [{key: text.encode(encoding, "replace").decode(encoding) for key, text in row.items()} for row in made]
    if encoding == "cp1252":
        kept = [{key.replace("\u202e", ""): text for key, text in row.items()} for row in kept]
    file = write_rows(tmp_path / "answers.csv", kept, encoding=encoding)
    done = CliRunner().invoke(main, ["feedback", "import", str(file), "-C", str(root), "--on", "2026-11-24"])
    assert done.exit_code == 0, done.output
    assert not {"\x1b", "\u202e", "\x00"} & set(done.output)
    assert "secretive" not in done.output
    assert "\\x1b[2J" in done.output
