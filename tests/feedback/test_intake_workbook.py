"""Workbooks: what is in the cells, never what they work out, and nothing that does harm."""

from __future__ import annotations

import datetime
import random
import zipfile

import pytest
from arriving import counts, read_rows, take
from openpyxl import Workbook

from hubdocs.errors import HubError
from hubdocs.feedback.intake import read_table, table, workbook
from hubdocs.feedback.store import open_store

HEADINGS = ["document", "version", "useful", "keep", "submitted_at"]


def book(folder, *rows, headings=HEADINGS):
    made = Workbook()
    made.active.append(headings)
    for row in rows:
        made.active.append(row)
    file = folder / "answers.xlsx"
    made.save(file)
    return file


def repack(file, changes):
    """Change some files inside a workbook, or add them."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {**parts, **changes(parts)}.items():
            packed.writestr(name, data)
    return file


def sheet(change):
    name = "xl/worksheets/sheet1.xml"
    return lambda parts: {name: change(parts[name].decode()).encode()}


def cells(file):
    return [row.cells for row in read_table(file).rows()]


def test_cells_become_text_as_people_read_them(tmp_path):
    moment = datetime.datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001  # workbooks have no zones
    file = book(tmp_path, ["WC-01", "1.0.0", 4.0, True, moment], ["WC-01", "1.0.0", 4.5, None, moment.date()])
    assert cells(file) == [
        ("WC-01", "1.0.0", "4", "yes", "2026-11-24T09:05:00"),
        ("WC-01", "1.0.0", "4.5", "", "2026-11-24T00:00:00"),
    ]


def test_a_formula_sets_its_row_aside_and_is_never_worked_out(tmp_path):
    file = book(tmp_path, ["WC-01", "1.0.0", "=2+2", "Good", None], ["WC-01", "1.0.0", 4, '=HYPERLINK("x")', None])
    taken = take(file, open_store(tmp_path))
    assert counts(taken) == (0, 0, 2, 0)
    aside = read_rows(taken.set_aside_file)
    assert [row["useful"] for row in aside] == ["'=2+2", "4"]
    assert aside[0]["reason"] == "cell 3 is a formula: paste its value instead"


def test_text_that_only_looks_like_a_formula_is_text(tmp_path):
    file = book(tmp_path, ["WC-01", "1.0.0", 4, "x", None])
    repack(file, sheet(lambda xml: xml.replace("<t>x</t>", "<t>=1+1</t>")))
    store = open_store(tmp_path)
    assert counts(take(file, store)) == (1, 0, 0, 0)
    assert [response.keep for response in store.responses()] == ["=1+1"]


def test_empty_rows_are_none_and_lines_are_those_of_the_sheet(tmp_path):
    file = book(tmp_path, ["WC-01", "1.0.0", 4], [None, None], ["WC-01", "1.0.0", 5])
    assert [row.line for row in read_table(file).rows()] == [2, 4]


def test_a_bomb_is_refused_by_its_declared_sizes_before_it_is_opened(tmp_path, monkeypatch):
    file = repack(book(tmp_path), lambda _: {"xl/media/big.bin": bytes(5_000_000)})
    opened = []
    monkeypatch.setattr(workbook, "_sheet_rows", opened.append)
    with pytest.raises(HubError, match="unpack to far more"):
        read_table(file)
    assert not opened


def test_more_parts_than_a_workbook_has_are_refused(tmp_path):
    file = repack(book(tmp_path), lambda _: {f"xl/media/{number}": b"" for number in range(workbook.MOST_PARTS)})
    with pytest.raises(HubError, match="unpack to far more"):
        read_table(file)


def test_macros_are_refused(tmp_path):
    with pytest.raises(HubError, match="macros"):
        read_table(repack(book(tmp_path), lambda _: {"xl/vbaProject.bin": b"x"}))


def test_xml_that_defines_words_of_its_own_is_refused(tmp_path):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">]>'
    with pytest.raises(HubError, match="defines words of its own"):
        read_table(repack(book(tmp_path), sheet(lambda xml: xml.replace("<worksheet", f"{laughs}<worksheet", 1))))


def test_links_to_other_workbooks_are_ignored(tmp_path):
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    file = repack(book(tmp_path, ["WC-01", "1.0.0", 4]), lambda _: {"xl/externalLinks/externalLink1.xml": link})
    assert cells(file) == [("WC-01", "1.0.0", "4", "", "")]


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path):
    file = repack(
        book(tmp_path, ["WC-01", "1.0.0", 4]),
        sheet(lambda xml: xml.replace('<dimension ref="A1:E2"', '<dimension ref="A1:XFD1048576"')),
    )
    assert cells(file) == [("WC-01", "1.0.0", "4", "", "")]


def test_a_row_far_below_ends_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1000)
    file = repack(
        book(tmp_path, ["WC-01", "1.0.0", 4]), sheet(lambda xml: xml.replace('<row r="2"', '<row r="99999999999"'))
    )
    with pytest.raises(HubError, match="more than 1,000 rows"):
        cells(file)


def test_a_sheet_wider_than_any_form_is_refused(tmp_path):
    with pytest.raises(HubError, match="columns"):
        read_table(book(tmp_path, headings=[f"h{number}" for number in range(table.MOST_COLUMNS + 1)]))


def test_another_packed_file_is_no_workbook(tmp_path):
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(HubError, match="no workbook"):
        read_table(file)


def test_a_workbook_damaged_anywhere_is_told_in_words_or_read(tmp_path):
    data = book(tmp_path, ["WC-01", "1.0.0", 4, "Good", None]).read_bytes()
    chance = random.Random(7)
    file = tmp_path / "broken.xlsx"
    told = 0
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        file.write_bytes(broken[: chance.choice([len(broken), chance.randrange(5, len(broken))])])
        try:
            cells(file)
        except HubError:
            told += 1
    assert told > 50
