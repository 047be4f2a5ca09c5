"""Every number of the report, worked out again from the raw rows by plain code that shares nothing with the program."""

from __future__ import annotations

import json
import math
import statistics
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from report_rows import library_of, page_of, responses_of

from hubdocs.feedback.report import SCHEMA, as_json, published, summarise
from hubdocs.model import Library, Module, Response

SHOWN = 5e-5
"""How far a rounded number may be off."""
T_95 = {4: 2.7764, 9: 2.2622, 19: 2.0930, 49: 2.0096, 99: 1.9842}
"""Student's t for 95 %, two-sided. Source: any printed table."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def rows(library: Library) -> list[Response]:
    return list(responses_of(library, 500))


@pytest.fixture(scope="module")
def told(library: Library, rows: list[Response]) -> dict:
    return json.loads(as_json(summarise(library, rows)))


def close(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) <= SHOWN


@cache
def t_for(freedom: int, sure: float) -> float:
    """Student's t by adding up its density in small steps: slow, and unlike the program's way."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    step, total, at = 1e-4, 0.0, 0.0
    while total < sure / 2:
        total += scale * (1 + (at + step / 2) ** 2 / freedom) ** (-(freedom + 1) / 2) * step
        at += step
    return at


def of(rows: list[Response], document: str, version: str, activity: str | None) -> list[Response]:
    wanted = (document, version, activity or "")
    return [row for row in rows if (row.document, str(row.version), row.activity) == wanted]


def subjects(told: dict) -> list[tuple[str, str, dict]]:
    return [
        (document["id"], release["version"], figures)
        for document in told["documents"]
        for release in document["releases"]
        for figures in (release["whole"], *release["activities"])
    ]


def check_rating(found: dict, values: list[int]) -> None:
    assert found["n"] == len(values)
    assert found["counts"] == {str(k): values.count(k) for k in (1, 2, 3, 4, 5)}
    if len(values) < 5:
        assert (found["median"], found["mean"], found["interval"]) == (None, None, None)
        return
    assert found["median"] == statistics.median(values)
    assert close(found["mean"], statistics.fmean(values))
    padded = [1, *values, 5]
    half = t_for(len(padded) - 1, 0.95) * statistics.stdev(padded) / math.sqrt(len(padded))
    middle = statistics.fmean(padded)
    for end, expected in zip(found["interval"], (max(1, middle - half), min(5, middle + half)), strict=True):
        assert abs(end - expected) < 2e-3


def wilson_ends(yes: int, n: int, z: float) -> tuple[float, float]:
    """The two shares that a test of the observed share would just not reject, by halving."""

    def edge(low: float, high: float, inside: float) -> float:
        outside = low if inside == high else high
        for _ in range(80):
            middle = (outside + inside) / 2
            rejected = abs(yes / n - middle) > z * math.sqrt(middle * (1 - middle) / n)
            outside, inside = (middle, inside) if rejected else (outside, middle)
        return inside

    return edge(0.0, yes / n, yes / n), edge(yes / n, 1.0, yes / n)


def check_choice(found: dict, values: list[str], answers: tuple[str, ...]) -> None:
    assert found["counts"] == {answer: values.count(answer) for answer in answers}
    assert found["n"] == len(values)
    if len(values) < 5:
        assert (found["share"], found["interval"]) == (None, None)
        return
    assert close(found["share"], values.count("yes") / len(values))
    for end, expected in zip(found["interval"], wilson_ends(values.count("yes"), len(values), 1.959964), strict=True):
        assert abs(end - expected) < 1e-3


def test_the_report_fits_its_schema(library: Library, rows: list[Response], told: dict) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    judge = Draft202012Validator(SCHEMA)
    assert list(judge.iter_errors(told)) == []
    assert list(judge.iter_errors(json.loads(as_json(published(summarise(library, rows)))))) == []
    assert list(judge.iter_errors(json.loads(as_json(summarise(library, []))))) == []


def test_every_response_is_in_one_subject(rows: list[Response], told: dict) -> None:
    assert told["responses"] == len(rows)
    assert sum(figures["responses"] for _, _, figures in subjects(told)) == len(rows)
    assert told["since"] == min(row.submitted for row in rows).date().isoformat()
    assert told["date"] == max(row.submitted for row in rows).date().isoformat()
    for document in told["documents"]:
        for release in document["releases"]:
            every = [row for row in rows if (row.document, str(row.version)) == (document["id"], release["version"])]
            assert release["responses"] == len(every)
            assert release["channels"] == {
                name: sum((row.channel or "not told") == name for row in every)
                for name in {row.channel or "not told" for row in every}
            }
            assert release["roles"] == {
                name: sum((row.role or "not told") == name for row in every)
                for name in {row.role or "not told" for row in every}
            }


def test_ratings(rows: list[Response], told: dict) -> None:
    for document, version, figures in subjects(told):
        mine = of(rows, document, version, figures["activity"])
        assert figures["responses"] == len(mine)
        for measure in ("useful", "clear"):
            found = figures[measure]
            check_rating(found, [getattr(row, measure) for row in mine if getattr(row, measure)])
            parts = {"as_planned": ["yes"], "otherwise": ["partly", "no"]}
            for part, words in parts.items():
                values = [getattr(row, measure) for row in mine if row.as_planned in words and getattr(row, measure)]
                check_rating(found["by_plan"][part], values)
            assert found["by_plan"]["cause"] == cause(mine, measure)


def cause(rows: list[Response], measure: str) -> str:
    def middle(wanted: set[str]) -> float | None:
        values = [getattr(row, measure) for row in rows if row.as_planned in wanted and getattr(row, measure)]
        return statistics.median(values) if len(values) >= 5 else None

    planned, otherwise, every = middle({"yes"}), middle({"partly", "no"}), middle({"yes", "partly", "no", ""})
    if planned is not None and planned <= 3:
        return "module"
    if planned is not None:
        return "training" if otherwise is not None and otherwise <= 3 else "none"
    return "untold" if every is not None and every <= 3 else "none"


def test_confidence(rows: list[Response], told: dict) -> None:
    for document, version, figures in subjects(told):
        mine = [
            row
            for row in of(rows, document, version, figures["activity"])
            if row.before is not None and row.after is not None
        ]
        found, steps = figures["confidence"], [row.after - row.before for row in mine]
        assert found["n"] == len(mine)
        assert {int(step): n for step, n in found["counts"].items()} == {k: steps.count(k) for k in range(-4, 5)}
        check_rating(found["before"], [row.before for row in mine])
        check_rating(found["after"], [row.after for row in mine])
        if len(steps) < 5:
            assert (found["median"], found["mean"], found["interval"]) == (None, None, None)
            continue
        assert found["median"] == statistics.median(steps)
        assert close(found["mean"], statistics.fmean(steps))
        if len(set(steps)) > 1:
            half = t_for(len(steps) - 1, 0.95) * statistics.stdev(steps) / math.sqrt(len(steps))
            low, high = found["interval"]
            assert abs(high - low - 2 * half) < 4e-3
        else:
            assert found["interval"] is None


def test_choices(rows: list[Response], told: dict) -> None:
    for document, version, figures in subjects(told):
        mine = of(rows, document, version, figures["activity"])
        planned = [row.as_planned for row in mine if row.as_planned]
        check_choice(figures["as_planned"], planned, ("yes", "partly", "no"))
        check_choice(figures["again"], [row.again for row in mine if row.again], ("yes", "maybe", "no"))


def test_minutes(library: Library, rows: list[Response], told: dict) -> None:
    for document, version, figures in subjects(told):
        module = next(each.document for each in library.releases[document] if str(each.version) == version)
        assert isinstance(module, Module)
        planned = {each.anchor: each.minutes for each in module.activities} | {None: module.duration}
        mine = of(rows, document, version, figures["activity"])
        taken = sorted(row.minutes_taken for row in mine if row.minutes_taken is not None)
        found = figures["minutes"]
        assert (found["planned"], found["n"]) == (planned[figures["activity"]], len(taken))
        assert {int(minutes): n for minutes, n in found["counts"].items()} == {k: taken.count(k) for k in set(taken)}
        if len(taken) < 5:
            assert (found["median"], found["interval"], found["drift"]) == (None, None, None)
            continue
        assert found["median"] == statistics.median(taken)
        assert close(found["drift"], statistics.median(taken) / planned[figures["activity"]] - 1)
        place = max((k for k in range(len(taken) // 2) if tail(k, len(taken)) <= 0.025), default=0)
        assert found["interval"] == [taken[place], taken[-1 - place]]


def tail(k: int, n: int) -> float:
    """How likely at most `k` of `n` coins show heads."""
    return sum(math.comb(n, i) for i in range(k + 1)) / 2**n


def test_remarks(rows: list[Response], told: dict) -> None:
    for document in told["documents"]:
        for column in ("keep", "change", "adapted"):
            mine = [row for row in rows if row.document == document["id"] and getattr(row, column)]
            newest = sorted(mine, key=lambda row: (row.submitted, row.id), reverse=True)[:20]
            assert [remark["text"] for remark in document["remarks"][column]] == [
                getattr(row, column) for row in newest
            ]
        for release in document["releases"]:
            for figures in (release["whole"], *release["activities"]):
                mine = of(rows, document["id"], release["version"], figures["activity"])
                assert figures["remarks"] == {
                    column: sum(bool(getattr(row, column)) for row in mine) for column in ("keep", "change", "adapted")
                }


def test_comparisons(rows: list[Response], told: dict) -> None:
    seen = set()
    for document in told["documents"]:
        for each in document["comparisons"]:
            pair = [
                [
                    value
                    for row in of(rows, document["id"], each[side], each["activity"])
                    if (value := answer(row, each["measure"])) is not None
                ]
                for side in ("earlier", "later")
            ]
            assert each["n"] == [len(side) for side in pair]
            for found, side in zip(each["figures"], pair, strict=True):
                assert close(found, statistics.fmean(side) if len(side) >= 5 else None)
            verdict, interval = judged(each, pair)
            assert each["verdict"] == verdict
            for found, expected in zip(each["interval"] or [], interval or [], strict=True):
                assert abs(found - expected) < 6e-3
            seen.add(verdict)
    assert {"better", "no clear difference", "too few to compare", "not compared"} <= seen


def answer(row: Response, measure: str) -> float | None:
    if measure == "confidence":
        return None if row.before is None or row.after is None else row.after - row.before
    value = getattr(row, measure)
    if measure in {"as_planned", "again"}:
        return float(value == "yes") if value else None
    return value


def judged(each: dict, pair: list[list[float]]) -> tuple[str, tuple[float, float] | None]:
    if each["earlier"].split(".")[0] != each["later"].split(".")[0]:
        return "not compared", None
    if min(map(len, pair)) < 20:
        return "too few to compare", None
    if each["measure"] in {"as_planned", "again"}:
        low, high = newcombe(pair)
    else:
        ends = [1, 5] if each["measure"] in {"useful", "clear"} else []
        low, high = welch([side + ends for side in pair])
    if low <= 0 <= high:
        return "no clear difference", (low, high)
    return ("better" if low > 0 else "worse"), (low, high)


def welch(pair: list[list[float]]) -> tuple[float, float]:
    errors = [statistics.variance(side) / len(side) for side in pair]
    freedom = sum(errors) ** 2 / sum(error**2 / (len(side) - 1) for error, side in zip(errors, pair, strict=True))
    half = t_for(int(freedom), 0.99) * math.sqrt(sum(errors))
    difference = statistics.fmean(pair[1]) - statistics.fmean(pair[0])
    return difference - half, difference + half


def newcombe(pair: list[list[float]]) -> tuple[float, float]:
    (share_1, share_2) = (statistics.fmean(side) for side in pair)
    (low_1, high_1), (low_2, high_2) = (wilson_ends(round(sum(side)), len(side), 2.575829) for side in pair)
    difference = share_2 - share_1
    return (
        difference - math.sqrt((share_2 - low_2) ** 2 + (high_1 - share_1) ** 2),
        difference + math.sqrt((high_2 - share_2) ** 2 + (share_1 - low_1) ** 2),
    )


def test_students_t_is_that_of_the_tables() -> None:
    from hubdocs.feedback.report.intervals import student

    for freedom, expected in T_95.items():
        assert abs(student(freedom, 0.95) - expected) < 1e-4


def test_the_order_of_responses_changes_nothing(library: Library, rows: list[Response], told: dict) -> None:
    assert json.loads(as_json(summarise(library, reversed(rows)))) == told


def test_all_figures_are_on_the_pages_too(library: Library, rows: list[Response], tmp_path: Path) -> None:
    summary = summarise(library, rows)
    page = page_of(library, summary)
    for document in summary.documents:
        for release in document.releases:
            useful = release.whole.useful
            cells = "".join(f'<td class="n">{n}</td>' for n in (useful.n, *useful.counts))
            assert f'<th scope="row">Useful, {release.version}</th>{cells}' in page
