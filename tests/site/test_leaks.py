"""Finding runs of hidden words in finished text."""

from __future__ import annotations

import time

from hubdocs.authoring.proof import Secrets


def leaked_runs(hidden: list[str], shown: list[str], found: str) -> tuple[str, ...]:
    return Secrets(hidden, shown).found_in(found)


HIDDEN = "Nobody needs to speak unless they wish to, and you need not say why."


def test_six_hidden_words_in_a_row_are_found() -> None:
    assert leaked_runs([HIDDEN], [], "He read: needs to speak unless they wish. Then") == (
        "needs to speak unless they wish",
    )


def test_five_hidden_words_in_a_row_are_no_proof() -> None:
    assert leaked_runs([HIDDEN], [], "needs to speak unless they may") == ()


def test_a_longer_run_is_told_as_one() -> None:
    assert leaked_runs([HIDDEN], [], HIDDEN) == ("nobody needs to speak unless they wish to and you need not say why",)


def test_words_that_may_be_shown_elsewhere_are_no_leak() -> None:
    assert (
        leaked_runs([HIDDEN], ["Here nobody needs to speak unless they wish"], "nobody needs to speak unless they wish")
        == ()
    )


def test_capitals_punctuation_and_apostrophes_make_no_difference() -> None:
    hidden = "Don't tell him it\u2019s only a game"

    assert leaked_runs([hidden], [], "DON\u2019T — tell him: it's “only” a") == ("dont tell him its only a",)


def test_runs_do_not_reach_from_one_text_into_the_next() -> None:
    assert leaked_runs(["one two three", "four five six"], [], "one two three four five six") == ()


def test_what_a_page_may_show_of_its_own_is_allowed() -> None:
    secrets = Secrets([HIDDEN], [])

    assert secrets.found_in(HIDDEN, allowed=[HIDDEN]) == ()
    assert secrets.found_in(HIDDEN)


def test_a_search_takes_time_in_proportion_to_the_text() -> None:
    text = " ".join(f"word{number}" for number in range(100_000))
    began = time.process_time()

    assert len(leaked_runs([text], [], text)) == 1
    assert time.process_time() - began < 5
