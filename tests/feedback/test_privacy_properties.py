"""Whatever is typed: nothing raises, what was taken out is gone, and a large cell takes no longer than it must."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.feedback.privacy import flags_in, redacted

PERSONAL = {
    "email": ["dana@example.org", "d.s+x@mail.example.org", "pat (at) example (dot) org", "kim at example dot org"],
    "phone": ["01632 960 123", "07700900123", "+44 7700 900456", "(01632) 960-004"],
    "postcode": ["SW1A 9ZZ", "ls27 9zz", "B339ZZ"],
    "nhs-number": ["943 476 5919", "4010232137"],
    "date-of-birth": ["dob 03/05/2014", "born on 3 May 2014"],
    "name": ["Mrs Wexcombe", "a boy called Tobias", "my son Yusuf"],
    "address": ["14 Larkspur Road", "@drama.kid_2031"],
}
FILLING = st.sampled_from(["the film ran late", "page 12", "good", "keep it", "WC-01", "25 minutes", "we ran on"])
PIECE = st.sampled_from([each for many in PERSONAL.values() for each in many])
SAID = st.lists(st.one_of(FILLING, PIECE), max_size=8).map("; ".join)
ODD = st.text(alphabet=st.sampled_from(list("0157+ .-()@aAtTomMrs\u200b\u0308１＠,;\n'/")), max_size=60)
PROSE = "The film took longer than planned, and Tom from the hub said so on page 12. "
MILLION = 1_000_000
SECONDS = 4
"""Of processor time for a million characters. It takes about two at most; other work on the machine can double it."""


@given(st.one_of(st.text(), ODD, SAID), st.sampled_from(["change", "role", "response_id", "Name", ""]))
def test_nothing_raises_and_every_flag_stands_where_it_says(text: str, column: str) -> None:
    for flag in flags_in(column, text):
        assert flag.words
        assert text[flag.start :].startswith(flag.words)


@given(st.one_of(ODD, SAID, st.text()))
def test_what_was_taken_out_is_gone_and_nothing_like_it_is_left(text: str) -> None:
    flags = [flag for flag in flags_in("change", text) if flag.kind in {"email", "phone", "postcode", "nhs-number"}]

    left = redacted(text, flags)

    kinds = {flag.kind for flag in flags}
    assert [flag for flag in flags_in("change", left) if flag.kind in kinds] == []


@given(st.lists(FILLING, max_size=4), PIECE, st.lists(FILLING, max_size=4))
def test_a_personal_detail_is_found_wherever_it_stands(before: list[str], piece: str, after: list[str]) -> None:
    text = "; ".join([*before, piece, *after])
    (kind,) = [kind for kind, pieces in PERSONAL.items() if piece in pieces]

    flags = flags_in("change", text)

    assert kind in {flag.kind for flag in flags}
    assert all(flag.words not in redacted(text, flags) for flag in flags)


@pytest.mark.parametrize(
    "piece",
    [
        "a", "1", "1 ", "0 ", "@", "a@", "a.", "a at ", "a dot ", "１", "a\u200b", "ﷺ", "\n", " ", "Aa ", "Aa-", "Tom ",
        "mrs ", "with Zqa ", "born 1 may ", "he was not never safe ", "abuse ", "left a a ", "07700 900123 ",
        "call 123456 ", "1 Aa Bb Cc Dd ", "SW1A ", "x.com/a ", "insta is name ", "+(", "@aaa",
        PROSE,
    ],
    ids=ascii,
)  # fmt: skip
def test_a_hostile_cell_takes_no_longer_for_its_length(piece: str) -> None:
    assert seconds_for(piece, MILLION // 10) < SECONDS / 5


@pytest.mark.parametrize("piece", [PROSE, "0 ", "Aa "])
def test_a_million_letters_are_searched_in_seconds(piece: str) -> None:
    assert seconds_for(piece, MILLION) < SECONDS


def seconds_for(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    began = time.process_time()
    redacted(text, flags_in("change", text))
    return time.process_time() - began
