"""What may tell who somebody is, or that somebody is not safe, is found; what people say of a session is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from hubdocs.feedback.privacy import KINDS, Flag, flags_in, published_words, redacted
from hubdocs.feedback.privacy.flags import Kind
from hubdocs.library.load import load_library

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
ENOUGH_FOUND, TOO_MANY_FALSE = 0.90, 0.10


@cache
def public() -> frozenset[str]:
    return published_words(load_library(REPOSITORY))


def kinds(text: str, column: str = "change") -> list[str]:
    return [flag.kind for flag in flags_in(column, text, public())]


def words(text: str, column: str = "change") -> list[str]:
    return [flag.words for flag in flags_in(column, text, public())]


@dataclass(frozen=True)
class Counts:
    """How a list of cells fared; a kind counts once in a cell."""

    recall: float
    """Of what should be found, the share that was."""
    false: float
    """Of what was found, the share that should not have been."""
    suspected: float
    """Of the cells that hold nothing, the share in which something was found."""


def counts(name: str, only: frozenset[str] = frozenset(KINDS)) -> Counts:
    cells = [(cell["text"], set(cell["kinds"])) for cell in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]
    pairs = [(wanted & only, set(kinds(text)) & only) for text, wanted in cells]
    innocent = [got for wanted, got in pairs if not wanted]
    return Counts(
        recall=sum(len(wanted & got) for wanted, got in pairs) / sum(len(wanted) for wanted, _ in pairs),
        false=sum(len(got - wanted) for wanted, got in pairs) / sum(len(got) for _, got in pairs),
        suspected=sum(map(bool, innocent)) / len(innocent),
    )


@pytest.mark.parametrize("name", ["cells.yml", "cells_held_out.yml", "cells_later.yml"])
def test_enough_is_found_and_little_else(name: str) -> None:
    found = counts(name)

    assert found.recall >= ENOUGH_FOUND
    assert found.false <= TOO_MANY_FALSE
    assert found.suspected <= TOO_MANY_FALSE


def test_on_cells_that_nothing_was_tuned_on_details_are_found_and_more_than_half_of_the_worries() -> None:
    """People hint at what worries them in more ways than any list holds: that is why a person reads everything."""
    details = counts("cells_last.yml", frozenset(KINDS) - {"safeguarding"})
    worries = counts("cells_last.yml", frozenset({"safeguarding"}))

    assert details.recall >= ENOUGH_FOUND
    assert worries.recall > 0.5
    assert max(details.false, details.suspected, worries.false, worries.suspected) <= TOO_MANY_FALSE


def test_hardly_a_sentence_of_the_library_itself_is_flagged() -> None:
    """Only people in its stories are; a person who reads "Sam" in feedback cannot know which Sam is meant, either."""
    modules = [release.document.source.body for each in load_library(REPOSITORY).releases.values() for release in each]
    text = re.sub(r"\]\([^)]*\)|\{[^}]*\}|[#*`|>\[]", "", "\n".join(modules))
    sentences = [part for part in re.split(r"(?<=[.?!])\s+|\n+", text) if len(part.split()) > 2]
    flagged = [sentence for sentence in sentences if flags_in("change", sentence, public())]

    assert len(sentences) > 1000
    assert len(flagged) / len(sentences) < 0.03


def test_the_list_of_cells_is_long_enough_and_has_every_kind() -> None:
    cells = yaml.safe_load((HERE / "cells.yml").read_text(encoding="utf-8"))
    innocent = [cell for cell in cells if not cell["kinds"]]

    assert len(cells) >= 60
    assert 0.4 < len(innocent) / len(cells) < 0.6
    assert {kind for cell in cells for kind in cell["kinds"]} == set(KINDS) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to (dana@example.org), please", "dana@example.org"),
        ("dana at example dot org", "dana at example dot org"),
        ("d\u200bana＠example．org", "d\u200bana＠example．org"),
        ("ring +44 (0)7700 900 555 now", "+44 (0)7700 900 555"),
        ("０７７００ ９００１２３", "０７７００ ９００１２３"),
        ("25 people, 01632 960001, 30 minutes", "01632 960001"),
        ("0 7 7 0 0 9 0 0 1 2 3", "0 7 7 0 0 9 0 0 1 2 3"),
        ("near sw1a 9zz, so", "sw1a 9zz"),
        ("943 476 5919", "943 476 5919"),
        ("dob: 3rd May 2014.", "3rd May 2014"),
        ("Mrs. O'Fennimore-Bell asked", "O'Fennimore-Bell"),
        ("a boy called Tobias Ottershaw", "Tobias Ottershaw"),
        ("nobody, Sister Ottershaw, listens", "Ottershaw"),
        ("It was Zoe\u0308's idea", "Zoe\u0308"),
    ],
)
def test_a_stretch_is_told_as_it_was_typed(text: str, found: str) -> None:
    (flag,) = flags_in("change", text, public())

    assert flag.words == found
    assert text[flag.start :].startswith(found)


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918",
        "0.10.1, then 0.11.0 and 1.12.10",
        "05 10 15 20 25 30",
        "AG-01@1.0.0",
        "KW1 and WC1 are the groups",
        "3 Calm close",
        "12.11.2026, 09.30 to 10.25",
        "We talked about what a name is for",
        "We met the Nurse. Good session",
        "If you are worried about a child, tell the lead",
        "If nobody is in danger, ring NHS 111",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert flags_in("change", text, public()) == ()


def test_a_helpline_counts_as_public_only_when_the_library_publishes_it() -> None:
    text = "Ring 0808 800 5000"

    assert [flag.kind for flag in flags_in("keep", text)] == ["phone"]
    assert flags_in("keep", text, frozenset({"0808 800 5000"})) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I don't feel safe here",
        "she isnt safe at home",
        "he was neglegted",
        "a boy was sucidal",
        "dad beats my brother",
    ],
)
def test_a_worry_is_found_as_people_spell_it(text: str) -> None:
    assert set(kinds(text)) == {"safeguarding"}


def test_a_name_that_was_told_once_is_found_wherever_it_stands() -> None:
    assert words("Mr Brannock came late. Brannock had no slides.") == ["Brannock", "Brannock"]


def test_a_column_of_names_tells_a_name_whatever_stands_in_it() -> None:
    assert flags_in("Full Name", " zq ") == (Flag("name", "zq"),)
    assert flags_in("Name", "anonymous") == ()


def test_a_column_of_codes_is_searched_for_mails_only() -> None:
    assert kinds("9434765919", "response_id") == []
    assert kinds("dana@example.org", "response_id") == ["email"]


def test_what_is_taken_out_is_named_by_its_kind() -> None:
    text = "Ring Tobias on 01632 960001."

    assert redacted(text, flags_in("change", text)) == "Ring [removed: name] on [removed: phone]."
    text = "My son Tobias, tobias@example.org"
    assert redacted(text, flags_in("change", text)) == "My son [removed: name], [removed: email]"


def test_stretches_that_overlap_are_taken_out_together() -> None:
    text = "one two three"

    assert redacted(text, [Flag("name", "one two", 0), Flag("phone", "two three", 4)]) == "[removed: name]"


def test_a_flag_whose_place_was_not_kept_takes_out_its_words_wherever_they_stand() -> None:
    assert redacted("ab, cd, ab", [Flag("name", "ab")]) == "[removed: name], cd, [removed: name]"


def test_a_flag_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="does not belong to this text"):
        redacted("something else", [Flag("name", "Tobias", 3)])
