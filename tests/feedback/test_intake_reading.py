"""Files of answers in every form that schools send, read without guessing in silence."""

from __future__ import annotations

import json

import pytest
from arriving import GOOD, write_rows
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.errors import HubError
from hubdocs.feedback.intake import read_table
from hubdocs.feedback.intake.table import MOST_COLUMNS

ROW = GOOD | {"keep": "Café – “both”"}


def cells(file):
    table = read_table(file)
    return [dict(zip(table.headings, row.cells, strict=False)) for row in table.rows()]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a mark at its beginning"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_usual_encoding_is_found_and_named(tmp_path, encoding, said):
    file = write_rows(tmp_path / "a.csv", [ROW], encoding=encoding)
    assert read_table(file).encoding == said
    assert cells(file) == [ROW]


def test_a_guess_at_an_encoding_is_told_as_one(tmp_path):
    file = write_rows(tmp_path / "a.csv", [ROW], encoding="cp1252")
    assert "see whether letters with accents look right" in read_table(file).doubt
    assert not read_table(write_rows(tmp_path / "b.csv", [ROW])).doubt


@pytest.mark.parametrize(("delimiter", "said"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
def test_every_usual_delimiter_is_found_and_named(tmp_path, delimiter, said):
    file = write_rows(tmp_path / "a.csv", [ROW | {"change": "a, b; c"}], delimiter=delimiter)
    assert read_table(file).delimiter == said
    assert cells(file) == [ROW | {"change": "a, b; c"}]


def test_bytes_that_are_no_letters_stay_in_their_row(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("document,version,keep\nWC-01,1.0.0,café é\nWC-01,1.0.0,".encode() + b"caf\xe9\n")
    good, bad = read_table(file).rows()
    assert good.cells[2] == "café é"
    assert bad.cells[2].encode("utf-8", "surrogateescape") == b"caf\xe9"
    assert "no letters" in read_table(file).doubt


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('document,version,keep\nWC-01,1.0.0,"two\nlines"\n\nWC-01,1.0.0,one\n', encoding="utf-8")
    assert [row.line for row in read_table(file).rows()] == [2, 5]


def test_a_row_with_too_many_cells_keeps_them_and_says_so(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("document,version,keep\nWC-01,1.0.0,Good, but long\nWC-01,1.0.0,ok,,,\n", encoding="utf-8")
    wide, padded = read_table(file).rows()
    assert wide.cells == ("WC-01", "1.0.0", "Good", " but long")
    assert [slip.rule for slip in wide.slips] == ["cells"]
    assert padded.cells == ("WC-01", "1.0.0", "ok")
    assert not padded.slips


def test_a_quotation_mark_that_swallows_rows_is_a_mistake_at_its_line(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('document,version,keep\nWC-01,1.0.0,a\nWC-01,1.0.0,"b\nWC-01,1.0.0,c\n', encoding="utf-8")
    with pytest.raises(HubError, match=r"a\.csv:3: a quotation mark opens here and is never closed"):
        list(read_table(file).rows())


def test_an_inch_sign_swallows_nothing(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('document,version,keep\nWC-01,1.0.0,A 5" screen\n', encoding="utf-8")
    assert cells(file)[0]["keep"] == 'A 5" screen'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no line of headings"),
        (b"\n\n", "no line of headings"),
        (b"%PDF-1.7 x", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook of an old form"),
        (b"PK\x03\x04 broken", "damaged"),
        (b",".join([b"a"] * (MOST_COLUMNS + 1)), f"it may have {MOST_COLUMNS}"),
        (b'[{"document": "WC-01"', "not JSON any more"),
        (b'[{"document": "WC-01"}', "the list never ends"),
        (b'[{"document": "WC-01"} {}]', "a comma or the end"),
        (b'[{"document": "WC-01"}] x', "behind the end"),
        (b"[" * 100_000, "far too many"),
    ],
)
def test_what_is_no_file_of_answers_is_told_in_words(tmp_path, data, message):
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(HubError, match=message):
        list(read_table(file).rows())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ROW, ROW]),
        json.dumps([ROW, ROW], indent=2),
        f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n",
        json.dumps({"format": 1, "responses": [ROW, ROW]}),
    ],
)
def test_lists_of_objects_and_objects_in_a_row_are_read(tmp_path, text):
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    assert [{key: text for key, text in row.items() if text} for row in cells(file)] == [ROW, ROW]


def test_numbers_of_json_stay_as_they_are_written(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('[{"useful": 4.0, "clear": 1e400, "before": ' + "9" * 6000 + ', "after": null, "again": true}]')
    (row,) = cells(file)
    assert (row["useful"], row["clear"], len(row["before"]), row["after"]) == ("4.0", "1e400", 6000, "")


def test_what_is_no_row_of_json_is_set_aside_whole(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('[5, {"keep": ["a"]}, {"keep": "a", "keep": "b"}, {"Name": {"x": "y"}, "keep": "c"}]')
    five, nested, twice, other = read_table(file).rows()
    assert five.cells[-1] == '"5"'
    assert [bool(row.slips) for row in (five, nested, twice, other)] == [True, True, True, False]
    assert other.cells[-1] == '{"Name": {"x": "y"}}'


@given(st.lists(st.dictionaries(st.sampled_from(["keep", "change", "adapted"]), st.text(min_size=1)), max_size=5))
def test_any_objects_come_through_whatever_the_pieces_they_are_read_in(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("json") / "a.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    found = [{key: text for key, text in row.items() if text} for row in cells(file)]
    assert found == rows


def test_many_objects_are_read_in_pieces(tmp_path):
    rows = [{"keep": "x" * 3000, "useful": str(number)} for number in range(500)]
    file = tmp_path / "a.json"
    file.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    assert [row["useful"] for row in cells(file)] == [str(number) for number in range(500)]
