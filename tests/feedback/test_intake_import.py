"""An import: every row ends in one place, nothing is lost, and doing it again changes nothing."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
from arriving import DAY, GOOD, REGISTER, counts, mail_only, read_rows, take, take_rows, write_rows

from hubdocs.errors import HubError, Place
from hubdocs.feedback.intake import Wanted, take_in, taking
from hubdocs.feedback.store import open_store
from hubdocs.model import FormMap
from hubdocs.printing.progress import Silent

MICROSOFT = FormMap(
    "microsoft",
    "Microsoft Forms",
    {
        "response_id": "ID",
        "submitted_at": "Completion time",
        "document": "Module",
        "version": "Version",
        "useful": "How useful was it?",
        "keep": "What should we keep?",
    },
    Place("materials/forms/microsoft.yml"),
    "%m/%d/%y %H:%M:%S",
    {"useful": {"Strongly agree": "5"}},
)
EXPORT = {
    "ID": "1",
    "Start time": "11/24/26 9:00:00",
    "Completion time": "11/24/26 9:05:00",
    "Email": "anonymous",
    "Module": "WC-01",
    "Version": "1.0.0",
    "How useful was it?\xa0": "strongly agree",
    "What should we keep?": "=The film",
}
WRONG = GOOD | {"useful": "9", "keep": "=cmd()", "Remarks": "mine"}


def test_each_row_ends_in_exactly_one_place(tmp_path):
    rows = [GOOD, GOOD, GOOD | {"keep": "ask a@b.org"}, GOOD | {"version": "7.0.0"}, GOOD | {"useful": "5"}]
    taken, store = take_rows(tmp_path, *rows)
    assert counts(taken) == (2, 1, 1, 1)
    assert store.counts() == (2, 1)


def test_the_same_file_twice_changes_nothing(tmp_path):
    rows = [GOOD, GOOD | {"keep": "ask a@b.org"}, WRONG]
    taken, store = take_rows(tmp_path, *rows)
    again = take(tmp_path / "answers.csv", store)
    assert counts(again) == (0, 0, 1, 2)
    assert store.counts() == (1, 1)
    assert again.set_aside_file == taken.set_aside_file
    assert len(list(tmp_path.glob("*set-aside*"))) == 1


def test_a_row_that_is_set_aside_can_be_corrected_and_imported(tmp_path):
    taken, store = take_rows(tmp_path, GOOD, WRONG)
    assert taken.left_aside == ("Remarks",)
    aside = taken.set_aside_file
    assert aside.name == "answers.set-aside.csv"
    (row,) = read_rows(aside)
    assert row["line"] == "3"
    assert "from 1 to 5" in row["reason"]
    assert row["keep"] == "'=cmd()"
    assert row["Remarks"] == "mine"
    text = aside.read_text(encoding="utf-8-sig")
    aside.write_text(text.replace('"9"', '"2"'), encoding="utf-8")
    corrected = take(aside, store)
    assert counts(corrected) == (1, 0, 0, 0)
    assert corrected.left_aside == ("Remarks",)
    assert "=cmd()" in {response.keep for response in store.responses()}


def test_rows_set_aside_from_a_file_of_such_rows_keep_their_form(tmp_path):
    taken, store = take_rows(tmp_path, WRONG)
    aside = taken.set_aside_file
    text = aside.read_text(encoding="utf-8-sig")
    aside.write_text(text.replace('"9"', '"8"'), encoding="utf-8")
    again = take(aside, store)
    assert again.set_aside_file.name == "answers.set-aside-2.csv"
    (row,) = read_rows(again.set_aside_file)
    assert list(row) == ["line", "reason", "document", "version", "useful", "keep", "Remarks"]
    assert (row["line"], row["useful"], row["keep"]) == ("2", "8", "'=cmd()")


def test_a_file_of_rows_that_were_set_aside_is_never_written_over(tmp_path):
    (tmp_path / "answers.set-aside.csv").write_text("mine")
    taken, _ = take_rows(tmp_path, WRONG)
    assert taken.set_aside_file.name == "answers.set-aside-2.csv"
    assert (tmp_path / "answers.set-aside.csv").read_text() == "mine"
    assert not list(tmp_path.glob(".*unfinished"))


def test_only_its_owner_may_read_what_was_set_aside(tmp_path):
    taken, _ = take_rows(tmp_path, WRONG)
    assert taken.set_aside_file.stat().st_mode & 0o777 == 0o600


def test_a_cell_that_is_too_long_sets_its_row_aside_whole(tmp_path):
    long = "=" + "ab" * 3_000_000
    taken, _ = take_rows(tmp_path, GOOD, GOOD | {"keep": long})
    assert counts(taken) == (1, 0, 1, 0)
    assert read_rows(taken.set_aside_file)[0]["keep"] == f"'{long}"


def test_a_row_with_bytes_that_are_no_letters_is_set_aside_byte_for_byte(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("document,version,keep\nWC-01,1.0.0,café é\nWC-01,1.0.0,".encode() + b"caf\xe9\n")
    taken = take(file, open_store(tmp_path))
    assert counts(taken) == (1, 0, 1, 0)
    assert b'"caf\xe9"' in taken.set_aside_file.read_bytes()


def test_half_a_sign_in_json_sets_its_row_aside_and_loses_no_other(tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps([GOOD | {"keep": "a\ud83d"}, GOOD | {"keep": "fine"}]), encoding="utf-8")
    taken = take(file, open_store(tmp_path))
    assert counts(taken) == (1, 0, 1, 0)
    assert read_rows(taken.set_aside_file)[0]["keep"] == "a\ufffd"


def test_other_answers_under_a_known_id_are_set_aside_and_change_nothing(tmp_path):
    taken, store = take_rows(tmp_path, GOOD | {"response_id": "7"}, GOOD | {"response_id": "7", "useful": "1"})
    assert counts(taken) == (1, 0, 1, 0)
    assert "already stored with other answers" in read_rows(taken.set_aside_file)[0]["reason"]
    later = write_rows(tmp_path / "later.csv", [GOOD | {"response_id": "7", "keep": "Nothing"}])
    assert counts(take(later, store)) == (0, 0, 1, 0)
    assert [response.useful for response in store.responses()] == [4]


def test_many_from_the_web_in_one_minute_are_told_and_not_refused(tmp_path):
    rows = [
        GOOD | {"channel": "web", "submitted_at": f"2026-11-24T10:00:{number:02}", "keep": str(number)}
        for number in range(taking.BURST + 1)
    ]
    taken, store = take_rows(tmp_path, *rows)
    minute = datetime.datetime(2026, 11, 24, 10, tzinfo=datetime.UTC)
    assert taken.bursts == ((minute, taking.BURST + 1),)
    assert taken.stored == taking.BURST + 1
    assert take(tmp_path / "answers.csv", store).bursts == ()
    paper = [row | {"channel": "print"} for row in rows]
    assert take(write_rows(tmp_path / "paper.csv", paper), store).bursts == ()


def test_an_export_of_a_form_is_read_by_its_map_and_the_rest_is_not_kept(tmp_path):
    store = open_store(tmp_path)
    taken = take(write_rows(tmp_path / "export.csv", [EXPORT]), store, MICROSOFT)
    assert counts(taken) == (1, 0, 0, 0)
    assert taken.left_aside == ("Start time", "Email")
    (response,) = store.responses()
    assert (response.id, response.useful, response.keep) == ("microsoft:1", 5, "=The film")
    assert response.submitted == datetime.datetime(2026, 11, 24, 9, 5, tzinfo=datetime.UTC)


def test_the_first_answers_of_two_forms_are_two_responses(tmp_path):
    store = open_store(tmp_path)
    other = replace(MICROSOFT, name="evening")
    take(write_rows(tmp_path / "one.csv", [EXPORT]), store, MICROSOFT)
    assert counts(take(write_rows(tmp_path / "two.csv", [EXPORT | {"Module": "ST-01"}]), store, other)) == (1, 0, 0, 0)
    assert counts(take(tmp_path / "one.csv", store, MICROSOFT)) == (0, 0, 0, 1)


def test_what_rows_of_json_name_beside_our_columns_is_named(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([GOOD, GOOD | {"Name": "x", "keep": "y"}, GOOD | {"useful": 9, "Email": "z"}]))
    store = open_store(tmp_path)
    taken = take(file, store)
    assert counts(taken) == (2, 0, 1, 0)
    assert taken.left_aside == ("Name", "Email")
    aside = taken.set_aside_file
    assert read_rows(aside)[0]["other"] == '{"Email": "z"}'
    aside.write_text(aside.read_text(encoding="utf-8-sig").replace('"9"', '"3"'), encoding="utf-8")
    assert counts(take(aside, store)) == (1, 0, 0, 0)


def test_what_a_form_wrote_is_taken_as_it_is_and_survives_being_set_aside(tmp_path):
    store = open_store(tmp_path)
    wrong = EXPORT | {"Version": "8.0.0", "What should we keep?": "'=quoted"}
    taken = take(write_rows(tmp_path / "export.csv", [wrong]), store, MICROSOFT)
    aside = taken.set_aside_file
    aside.write_text(aside.read_text(encoding="utf-8-sig").replace("8.0.0", "1.0.0"), encoding="utf-8")
    assert counts(take(aside, store, MICROSOFT)) == (1, 0, 0, 0)
    assert [response.keep for response in store.responses()] == ["'=quoted"]


def test_an_export_that_lacks_a_column_of_its_form_is_a_mistake_with_a_guess(tmp_path):
    file = write_rows(tmp_path / "export.csv", [{key.replace("Module", "Modul"): text for key, text in EXPORT.items()}])
    with pytest.raises(HubError, match=r"(?s)microsoft\.yml:1: the column “Module”.*did you mean `Modul`"):
        take(file, open_store(tmp_path), MICROSOFT)


@pytest.mark.parametrize(("version", "hint"), [("Version", "add --form microsoft"), ("Copy", "--form NAME")])
def test_without_its_form_an_export_is_a_mistake_that_names_the_form_if_one_fits(tmp_path, version, hint):
    row = {heading: text for heading, text in EXPORT.items() if heading != "Version"} | {version: "1.0.0"}
    wanted = Wanted(write_rows(tmp_path / "export.csv", [row]), DAY, None, (MICROSOFT,))
    with pytest.raises(HubError, match=hint):
        take_in(wanted, REGISTER, open_store(tmp_path), mail_only, Silent())


def test_a_column_that_stands_there_twice_is_a_mistake(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("document,version,useful,useful\nWC-01,1.0.0,4,5\n")
    with pytest.raises(HubError, match="“useful” stands there twice"):
        take(file, open_store(tmp_path))


def test_a_file_that_breaks_off_is_not_taken_in_by_half(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('document,version,useful,keep\nWC-01,1.0.0,4,a\nWC-01,1.0.0,5,"b\nWC-01,1.0.0,5,c\n')
    store = open_store(tmp_path)
    with pytest.raises(HubError):
        take(file, store, batch=1)
    assert store.counts() == (0, 0)


def test_too_many_rows_are_refused_before_any_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "MOST_ROWS", 3)
    store = open_store(tmp_path)
    with pytest.raises(HubError, match="more than 3 rows"):
        take(write_rows(tmp_path / "a.csv", [GOOD | {"keep": str(number)} for number in range(4)]), store)
    assert store.counts() == (0, 0)


def test_progress_is_told_for_a_large_file_and_adds_up(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "PIECE", 20)
    told = []

    class Telling:
        def expect(self, pieces, *, cached=0):
            told.append(pieces)

        def begin(self, name):
            told.append(name)

        def end(self, name):
            told.append(f"end {name}")

    file = write_rows(tmp_path / "a.csv", [GOOD | {"keep": str(number)} for number in range(45)])
    taken = take_in(Wanted(file, DAY, batch=10), REGISTER, open_store(tmp_path), mail_only, Telling())
    assert taken.stored == 45
    names = ["Rows 1 to 20", "Rows 21 to 40", "Rows 41 to 45"]
    assert told == [3, *(each for name in names for each in (name, f"end {name}"))]
