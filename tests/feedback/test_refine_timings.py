"""Times of those who ran an activity as it is written may ask for other minutes; nothing else may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from refined import LONGER, in_memory, of_version, released, response

from hubdocs.cli import main
from hubdocs.cli.refine import kept as seam
from hubdocs.cli.refine.timing import told
from hubdocs.feedback.refinements import Proposal, Timings, timings_of
from hubdocs.feedback.refinements.timings import DRIFT, rounded
from hubdocs.model import Library, Response

BOUNDED = LONGER.replace("minutes=6", "minutes=6 shortest=5 longest=8")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The film lasts 6 minutes, at the shortest 5 and at the longest 8; the whole 11."""
    return in_memory(tmp_path / "library", BOUNDED, "1.0.0", "1.1.0")


def took(*minutes: int, version: str = "1.1.0", activity: str = "film", as_planned: str = "yes") -> list[Response]:
    return [
        response(str(number), version, activity=activity, as_planned=as_planned, minutes_taken=each)
        for number, each in enumerate(minutes)
    ]


def compared(library: Library, responses: list[Response]) -> Timings:
    (found,) = timings_of(library, iter(responses))
    return found


def film(library: Library, responses: list[Response]) -> Proposal:
    return next(each for each in compared(library, responses).activities if each.activity.anchor == "film")


def test_the_middle_of_five_times_asks_for_other_minutes(library: Library) -> None:
    found = film(library, took(9, 9, 8, 10, 30))

    assert found.minutes == 9
    assert found.times.middle == 9
    assert found.times.usual == (9, 10)
    assert found.times.drift(6) == 0.5


@pytest.mark.parametrize(
    ("minutes", "proposed"),
    [((12, 12, 12, 12), None), ((7, 7, 7, 8, 8), None), ((6, 6, 6, 6, 6), None), ((3, 4, 4, 4, 5), 4)],
)
def test_few_times_or_a_small_drift_ask_for_nothing(
    library: Library, minutes: tuple[int, ...], proposed: int | None
) -> None:
    assert film(library, took(*minutes)).minutes == proposed


@pytest.mark.parametrize("as_planned", ["partly", "no", ""])
def test_only_the_times_of_those_who_kept_to_the_text_count(library: Library, as_planned: str) -> None:
    found = film(library, [*took(12, 12, 12, 12), *took(12, 12, as_planned=as_planned)])

    assert (found.minutes, found.times.count, found.times.left_out) == (None, 4, 2)


def test_times_of_another_major_version_are_never_pooled(library: Library) -> None:
    newest = of_version(library.working["WC-01"], "2.0.0")
    second = replace(library, releases={"WC-01": (*library.releases["WC-01"], newest)})

    assert film(second, took(*[12] * 9)).times.count == 0
    assert film(second, [*took(*[12] * 9), *took(*[12] * 5, version="2.0.0")]).times.count == 5


def test_times_beside_another_plan_do_not_count(library: Library, tmp_path: Path) -> None:
    other = in_memory(tmp_path / "other", BOUNDED.replace("minutes=6", "minutes=7"), "1.0.0")
    mixed = replace(library, releases={"WC-01": (*other.releases["WC-01"], library.releases["WC-01"][1])})

    assert film(mixed, took(*[12] * 9, version="1.0.0")).times.count == 0
    assert film(library, took(*[12] * 9, version="1.0.0")).times.count == 9


def test_a_withdrawn_release_is_not_the_one_in_force(library: Library) -> None:
    first, second = library.releases["WC-01"]
    made = replace(library, releases={"WC-01": (first, replace(second, withdrawn="Wrong."))})

    assert str(compared(made, []).release.version) == "1.0.0"


def test_times_of_an_unknown_activity_or_document_are_passed_over(library: Library) -> None:
    strange = [
        *took(*[12] * 9, activity="flim"),
        *(replace(each, document="WC-09") for each in took(*[12] * 9)),
        *(replace(each, minutes_taken=None) for each in took(*[12] * 9)),
        *(replace(each, document="", version=None, edition="school-staff@2026-11") for each in took(*[12] * 9)),
    ]

    assert all(each.times.count == 0 and each.minutes is None for each in compared(library, strange).activities)


def test_what_follows_for_the_session_is_told(library: Library) -> None:
    longer = compared(library, took(*[9] * 5))
    shorter = compared(library, took(*[4] * 5))

    assert (longer.duration, longer.shortest) == ((11, 14), (10, 10))
    assert (shorter.duration, shorter.shortest) == ((11, 9), (10, 9))
    more = "50% more than the 6 that are planned"
    assert list(told(longer)) == [
        "WC-01 1.1.0, 11 minutes",
        f"  film: 9 minutes in the middle of 5 times, mostly 9 to 9; {more}. Try `minutes=9`.",
        "    `longest=8` is less than that: write `longest=9` or more.",
        "  Fewer than 5 times, so nothing can be said: 3 activities.",
        "  The session would last 14 minutes in place of 11: write `duration: 14`, too.",
        "  Nothing was changed. Whoever plans other minutes makes a minor release.",
    ]
    assert "    `shortest=5` is more than that: write `shortest=4` or less." in told(shorter)
    assert "  At its shortest it would last 9 minutes in place of 10." in told(shorter)


def test_times_of_the_whole_session_are_told_and_nothing_follows_from_them(library: Library) -> None:
    found = compared(library, took(*[20] * 5, activity=""))

    assert not found.proposes
    assert (
        "  The whole session: 20 minutes in the middle of 5 times, mostly 20 to 20. "
        "Which activity that comes from, nobody can tell."
    ) in told(found)


@given(planned=st.integers(1, 300), middle=st.integers(2, 1200).map(lambda twice: twice / 2))
def test_what_is_proposed_lies_on_the_side_to_which_the_times_drift(planned: int, middle: float) -> None:
    drift = middle / planned - 1
    if abs(drift) > DRIFT:
        assert rounded(middle) != planned
        assert (rounded(middle) > planned) == (drift > 0)
    assert rounded(middle) >= 1
    assert abs(rounded(middle) - middle) <= 2.5


class _Kept:
    def responses(self, _document: str = "") -> Iterator[Response]:
        return iter([*took(*[12] * 6, version="1.0.0"), *took(*[20] * 6)])


def test_the_command_asks_whatever_keeps_responses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = released(tmp_path / "library", BOUNDED)
    monkeypatch.setattr(
        seam.importlib,
        "import_module",
        lambda _: SimpleNamespace(VARIABLE="HUBDOCS_FEEDBACK", open_store=lambda *_: _Kept()),
    )
    result = CliRunner().invoke(main, ["refine", "timings", "WC-01", "--json", "-C", str(root)])

    (document,) = json.loads(result.stdout)["documents"]
    assert document["duration"] == {"planned": 11, "proposed": 17}
    assert [(each["activity"], each["times"], each["proposed"]) for each in document["activities"]] == [
        ("rules", 0, None),
        ("film", 6, 12),
        ("help", 0, None),
        ("close", 0, None),
    ]


def test_without_anything_that_keeps_responses_the_command_says_so(tmp_path: Path, monkeypatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    root = in_memory(tmp_path / "library", BOUNDED).root
    monkeypatch.setattr(seam.importlib, "import_module", absent)
    result = CliRunner().invoke(main, ["refine", "timings", "-C", str(root)])

    assert result.exit_code == 1
    assert "this program keeps no responses" in result.stderr
