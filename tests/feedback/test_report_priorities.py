"""What to look at first: each reason from rows made for it, and the order of the list."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from report_rows import library_of, page_of

from hubdocs.feedback.report import summarise
from hubdocs.feedback.report.summary import Summary
from hubdocs.model import Library, Refinement, Response, Source, Version

V1, V11, V2 = Version(1, 0, 0), Version(1, 1, 0), Version(2, 0, 0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("library"))


def some(count: int, **answers: object) -> Iterator[Response]:
    like = Response(id="", document="WC-01", version=V2)
    for number in range(count):
        yield replace(like, id=str(number), **answers)  # type: ignore[arg-type]


def kinds(summary: Summary) -> list[list[str]]:
    return [[reason.weight.name for reason in concern.reasons] for concern in summary.concerns]


def reasons(summary: Summary) -> list[str]:
    return [reason.text for concern in summary.concerns for reason in concern.reasons]


def test_poor_as_planned_speaks_of_the_module(library: Library) -> None:
    told = summarise(library, [*some(5, useful=3, as_planned="yes"), *some(30, useful=5, as_planned="no")])
    assert reasons(told) == ["Not useful enough although it ran as planned: median 3 of 5, 5 people. Mend the module."]


def test_poor_otherwise_speaks_of_the_training(library: Library) -> None:
    told = summarise(library, [*some(5, clear=5, as_planned="yes"), *some(6, clear=2, as_planned="partly")])
    assert reasons(told) == [
        (
            "Not clear enough where it did not run as planned (median 2 of 5, 6 people); where it did, the median is 5 "
            "(5 people). Mend the training."
        )
    ]


def test_poor_without_enough_who_ran_it_as_planned_is_told_as_that(library: Library) -> None:
    told = summarise(library, [*some(4, useful=1, as_planned="yes"), *some(6, useful=2, as_planned="no")])
    assert kinds(told) == [["UNTOLD"]]
    assert "Too few say that it ran as planned (4)" in reasons(told)[0]


def test_many_who_do_not_say_how_it_ran_are_not_silenced_by_a_few_who_do(library: Library) -> None:
    told = summarise(library, [*some(5, useful=4, as_planned="yes"), *some(100, useful=1)])
    assert kinds(told) == [["UNTOLD"]]
    assert "Where it ran as planned, the median is 4 (5), so nobody can tell module from training." in reasons(told)[0]


def test_four_people_are_no_reason(library: Library) -> None:
    rows = some(4, useful=1, clear=1, as_planned="yes", minutes_taken=90, change="Shorter", adapted="Left out half")
    assert summarise(library, rows).concerns == ()


@pytest.mark.parametrize(("minutes", "found"), [(12, 0), (13, 1), (8, 0), (7, 1)])
def test_minutes_count_from_a_quarter_of_the_plan(library: Library, minutes: int, found: int) -> None:
    told = summarise(library, some(5, minutes_taken=minutes))
    assert len(told.concerns) == found
    if minutes == 13:
        assert reasons(told) == ["It takes 13 minutes, not 10: 30\N{NO-BREAK SPACE}% longer (median, 5 people)."]
    if minutes == 7:
        assert "shorter" in reasons(told)[0]


def test_an_activity_is_measured_by_its_own_minutes(library: Library) -> None:
    told = summarise(library, some(5, activity="film", minutes_taken=10))
    assert reasons(told) == ["It takes 10 minutes, not 5: 100\N{NO-BREAK SPACE}% longer (median, 5 people)."]
    assert told.concerns[0].title == "Film"


def test_a_fall_after_a_release_is_told_with_both_figures(library: Library) -> None:
    rows = [*some(30, version=V1, useful=5), *some(30, version=V11, useful=4)]
    told = summarise(library, rows)
    assert reasons(told) == ["How useful: worse than in 1.0.0, 4.0 instead of 5.0 (30 and 30 people)."]


def test_major_versions_are_never_compared(library: Library) -> None:
    told = summarise(library, [*some(30, version=V11, useful=5), *some(30, version=V2, useful=4)])
    assert told.concerns == ()
    assert {each.verdict.value for each in told.documents[0].comparisons} == {"not compared"}


def test_many_adaptations_and_many_wishes(library: Library) -> None:
    told = summarise(
        library, [*some(5, adapted="Cut it"), *some(15), *some(5, change="More time", document="WC-02", version=V1)]
    )
    assert reasons(told) == ["5 of 20 people adapted something.", "5 of 5 people want something changed."]
    assert summarise(library, [*some(5, adapted="Cut it"), *some(16)]).concerns == ()


def test_newer_releases_come_first_and_safeguarding_before_all(library: Library) -> None:
    refinement = Refinement(
        id="R-0001",
        document="WC-01",
        versions=(V1,),
        raised=datetime.date(2026, 10, 1),
        responses=2,
        severity="safeguarding",
        decision="accepted",
        source=Source("materials/refinements/R-0001.md", {}, "", 1),
    )
    others = {
        "R-0001": refinement,
        "R-0002": replace(refinement, id="R-0002", fixed_in=V11),
        "R-0003": replace(refinement, id="R-0003", severity="taste", decision="open"),
        "R-0004": replace(refinement, id="R-0004", decision="rejected", reason="It is so on purpose."),
    }
    rows = [*some(9, version=V1, useful=1, as_planned="yes"), *some(5, minutes_taken=20)]
    told = summarise(replace(library, refinements=others), rows)
    assert kinds(told) == [["SAFEGUARDING"], ["MINUTES"], ["MODULE"]]
    assert [concern.is_newest for concern in told.concerns] == [True, True, False]
    assert reasons(told)[0] == (
        "The safeguarding refinement R-0001 was accepted, and no release answers it yet: 2 people raised it."
    )


def test_safeguarding_is_told_even_where_nobody_has_sent_feedback(library: Library) -> None:
    refinement = Refinement(
        id="R-0005",
        document="WC-02",
        versions=(V1,),
        raised=datetime.date(2026, 10, 1),
        responses=1,
        severity="safeguarding",
        decision="open",
        source=Source("materials/refinements/R-0005.md", {}, "", 1),
        origin="desk review",
    )
    page = page_of(library, summarise(replace(library, refinements={"R-0005": refinement}), []))
    assert "Nobody has sent feedback yet" in page
    assert "The safeguarding refinement R-0005 is not decided yet: 1 person raised it." in page


def test_activities_that_a_release_lacks_are_told_together(library: Library) -> None:
    told = summarise(
        library, [*some(3, activity="old", knows_activity=False), *some(3, activity="x", knows_activity=False)]
    )
    assert reasons(told) == ["6 people named an activity that this release does not have."]


def test_the_reasons_do_not_depend_on_the_order_of_rows(library: Library, tmp_path: Path) -> None:
    rows = [*some(9, useful=2, as_planned="yes"), *some(9, version=V1, clear=2, as_planned="no"), *some(6, change="x")]
    assert summarise(library, rows).concerns == summarise(library, rows[::-1]).concerns
