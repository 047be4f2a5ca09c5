"""What each cell means, and what a row is set aside for."""

from __future__ import annotations

import datetime

import pytest
from arriving import GOOD, ONE, REGISTER, TWO, mail_only
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.feedback.canonical import COLUMNS, row_of
from hubdocs.feedback.intake.rows import SetAside, identified, response_of
from hubdocs.feedback.intake.values import cleaned, moment


def read(values=None, dates="", **cells):
    return response_of(GOOD | cells, values or {}, dates, REGISTER)


def reason(**cells):
    with pytest.raises(SetAside) as caught:
        read(**cells)
    return str(caught.value)


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        ("useful", "4.0", 4),
        ("useful", " 4 ", 4),
        ("clear", "5,0", 5),
        ("document", " wc-01", "WC-01"),
        ("version", "v1.1.0", TWO),
        ("activity", "#Film", "film"),
        ("activity", "WC-01#film", "film"),
        ("channel", "WEB", "web"),
        ("as_planned", "Partly", "partly"),
        ("again", "YES", "yes"),
        ("hub", "Example-Hub", "example-hub"),
        ("group_size", "12.0", 12),
        ("minutes_taken", "0", 0),
        ("role", " link \n leader ", "link leader"),
        ("keep", "a\x00b\u202ec\u200bd\r\ne", "abcd\ne"),
        ("keep", "e\u0301", "é"),
        ("edition", "School-Staff@2026-11", "school-staff@2026-11"),
    ],
)
def test_cells_are_read_as_people_and_spreadsheets_write_them(column, written, meant):
    assert getattr(read(**{column: written}), column) == meant


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("useful", "0"),
        ("useful", "6"),
        ("useful", "4.5"),
        ("useful", "-1"),
        ("useful", "four"),
        ("useful", "１"),
        ("useful", "1e0"),
        ("before", "1" * 5000),
        ("version", "1.0"),
        ("version", "=1.0.0"),
        ("document", "WC-1"),
        ("document", "<b>WC-01</b>"),
        ("activity", "film strip"),
        ("activity", "<script>"),
        ("channel", "email"),
        ("as_planned", "perhaps"),
        ("again", "2"),
        ("hub", "Example Hub"),
        ("hub", "../x"),
        ("group_size", "2001"),
        ("minutes_taken", "1441"),
        ("submitted_at", "24/11/2026"),
        ("submitted_at", "2026-02-30"),
        ("submitted_at", "0001-01-01"),
        ("submitted_at", "9999-12-31T23:59:59-12:00"),
        ("edition", "school-staff"),
        ("keep", "x" * 10_001),
        ("keep", "\ufffd"),
        ("change", "\udce9"),
        ("role", "x" * 81),
        ("response_id", "x" * 101),
    ],
)
def test_a_cell_that_does_not_fit_sets_its_row_aside_by_its_column(column, written):
    assert reason(**{column: written}).startswith(f"{column}: ")


def test_everything_that_is_wrong_in_a_row_is_told_at_once():
    told = reason(useful="9", again="x", version="one")
    assert [part.split(":")[0] for part in told.split("; ")] == ["version", "useful", "again"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"document": "WC-10"}, "WC-10 was never released; did you mean `WC-01`?"),
        ({"version": "9.9.9"}, "WC-01 9.9.9 was never released; the newest are 1.0.0, 1.1.0"),
        ({"version": ""}, "it is not said which one of WC-01"),
        ({"document": ""}, "it is not said of which document"),
        ({"document": "", "version": ""}, "a row needs a document and its version, or an edition"),
        ({"edition": "school-staf@2026-11"}, "was never printed; did you mean `school-staff@2026-11`?"),
        ({"useful": "", "keep": ""}, "nothing is answered"),
        ({"document": "ST-01", "version": "", "edition": "school-staff@2026-11"}, "which one of ST-01"),
    ],
)
def test_what_was_never_released_is_set_aside_with_a_guess(cells, told):
    assert told in reason(**cells)


def test_an_edition_alone_is_enough_and_says_which_version_a_document_has():
    alone = read(document="", version="", edition="school-staff@2026-11")
    assert (alone.document, alone.version) == ("", None)
    assert read(version="", edition="school-staff@2026-11").version == ONE


def test_an_activity_that_its_version_does_not_have_is_kept_and_marked():
    assert read(activity="talk", version="1.1.0").knows_activity
    assert not read(activity="talk").knows_activity
    assert not read(document="", version="", edition="school-staff@2026-11", activity="film").knows_activity
    assert read(document="ST-01", activity="gov-1").knows_activity


def test_answers_of_a_form_are_turned_into_ours_whatever_their_capitals():
    values = {"useful": {"strongly agree": "5"}}
    assert read(values, useful="Strongly  agree").useful == 5
    assert read(values, useful="3").useful == 3


@pytest.mark.parametrize(
    ("text", "pattern", "meant"),
    [
        ("2026-11-30", "", "2026-11-30T00:00:00+00:00"),
        ("2026-11-30T15:30:00+01:00", "", "2026-11-30T14:30:00+00:00"),
        ("2026-11-30T15:30:59.999Z", "", "2026-11-30T15:30:59+00:00"),
        ("30/11/2026 09:05:00", "%d/%m/%Y %H:%M:%S", "2026-11-30T09:05:00+00:00"),
        ("2026/11/30 3:04:05 pm GMT+1", "%Y/%m/%d %I:%M:%S %p", "2026-11-30T14:04:05+00:00"),
        ("2026/11/30 3:04:05 am GMT-5:30", "%Y/%m/%d %I:%M:%S %p", "2026-11-30T08:34:05+00:00"),
        ("2026/11/30 09:05:12 am GMT", "%Y/%m/%d %I:%M:%S %p", "2026-11-30T09:05:12+00:00"),
        ("2026-11-30T09:05:00", "%d/%m/%Y", "2026-11-30T09:05:00+00:00"),
    ],
)
def test_moments_are_kept_in_universal_time(text, pattern, meant):
    assert moment(text, pattern).isoformat() == meant


def test_a_row_without_an_id_always_gets_the_same_and_what_it_says_decides():
    first, content = identified(read(), mail_only)
    again, _ = identified(read(useful="4.0"), mail_only)
    other, _ = identified(read(useful="3"), mail_only)
    assert first.id == again.id != other.id
    assert first.id.startswith("r-")
    assert content.startswith(first.id[2:])


def test_an_id_that_tells_who_somebody_is_is_not_kept():
    hidden, _ = identified(read(response_id="someone@school.example"), mail_only)
    assert "@" not in hidden.id
    assert hidden.id == identified(read(response_id="someone@school.example", useful="1"), mail_only)[0].id


@given(st.text(max_size=200))
def test_cleaned_text_is_clean(text):
    try:
        once = cleaned(text)
    except ValueError:
        return
    assert cleaned(once) == once
    assert not set(once) & {"\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\r"}


RATING = st.sampled_from(["", "1", "2", "3", "4", "5"])


@given(
    st.fixed_dictionaries({"keep": st.text(max_size=50), "useful": RATING, "after": RATING, "again": st.just("yes")})
)
def test_a_response_written_down_is_the_same_response_when_it_is_read_again(cells):
    try:
        response, _ = identified(read(**cells), mail_only)
    except SetAside:
        return
    row = row_of(response)
    assert tuple(row) == COLUMNS
    again, _ = identified(response_of(row, {}, "", REGISTER), mail_only)
    assert again == response


def test_a_moment_survives_being_written_down():
    response = read(submitted_at="2026-11-30T15:30:00+01:00")
    assert row_of(response)["submitted_at"] == "2026-11-30T14:30:00Z"
    assert response.submitted == datetime.datetime(2026, 11, 30, 14, 30, tzinfo=datetime.UTC)
