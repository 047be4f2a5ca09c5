"""The table of activities stays whole: on the opening page where it has room, else where the text begins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny import write_library

from hubdocs.library.load import load_library
from hubdocs.model import Material
from hubdocs.printing.openings import is_long


@pytest.fixture
def session(tmp_path):
    return load_library(write_library(tmp_path / "library")).working["WC-01"]


def test_a_short_session_has_its_table_on_the_opening_page(session):
    assert not is_long(session, session.activities)


def test_a_long_list_of_things_to_bring_sends_the_table_to_the_next_page(session):
    needs = tuple(Material(f"A large sheet of paper for group {number}", "group") for number in range(24))
    assert is_long(replace(session, materials=needs), session.activities)


def test_many_activities_do_so_too(session):
    assert is_long(session, session.activities * 6)


def test_what_a_reader_does_not_see_takes_no_room(session):
    assert not is_long(session, ())
