"""Cells do nothing in a spreadsheet, and give back what was written."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.feedback.cells import raw, safe

SIGNS = "=+-@'＝＋－＠\t\r\n;,\" ab1"
TEXTS = st.one_of(st.text(), st.text(alphabet=SIGNS))


@given(TEXTS)
def test_what_was_made_safe_gives_back_every_sign(text):
    assert raw(safe(text)) == text


@given(TEXTS)
def test_nothing_that_a_spreadsheet_takes_for_a_cell_begins_a_formula(text):
    for part in re.split("[;\t\r\n]", safe(text)):
        assert not part.startswith(tuple("=+-@＝＋－＠"))


@given(st.lists(TEXTS, min_size=1))
def test_rows_of_such_cells_survive_a_file(texts):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerow(map(safe, texts))
    stream.seek(0)
    assert [raw(cell) for cell in next(csv.reader(stream))] == texts


@pytest.mark.parametrize("text", ["-1", "=1+1", "'quoted'", "@cmd", "+44", "a;=1", "\t=1", "don't", "a - b", "x\n- y"])
def test_texts_that_people_write_come_back(text):
    assert raw(safe(text)) == text


def test_plain_words_stay_as_they_are():
    assert safe("don't stop: it's 5-1 = 4") == "don't stop: it's 5-1 = 4"
