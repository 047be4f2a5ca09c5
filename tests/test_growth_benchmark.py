"""The benchmark of growth measures a library without mistakes, and tells work that grows with the square."""

from __future__ import annotations

import datetime
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from hubdocs.errors import errors_among
from hubdocs.library.load import changed_since_release, read_library
from hubdocs.library.rules import check_library

FILE = Path(__file__).parents[1] / "benchmarks" / "growth.py"


@pytest.fixture(scope="module")
def growth() -> ModuleType:
    described = importlib.util.spec_from_file_location("growth", FILE)
    assert described
    assert described.loader
    module = importlib.util.module_from_spec(described)
    sys.modules[described.name] = module  # dataclasses look for the module that they stand in
    described.loader.exec_module(module)
    return module


def test_what_it_measures_is_a_library_without_mistakes(growth: ModuleType, tmp_path: Path) -> None:
    growth.copy_library(tmp_path)
    many = growth.Releases(tmp_path)
    many.grow(2)
    many.grow(4)
    growth.new_copy(tmp_path, growth.PER_PROGRAMME).release_up_to(1)
    library = read_library(tmp_path)

    assert errors_among(check_library(library, datetime.date(2026, 11, 22))) == ()
    assert [str(each.version) for each in library.releases["PA-01"]] == ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]
    assert len({each.digest for each in library.releases["PA-01"]}) == 4
    assert len(library.releases["PB-01"]) == 1
    assert not {"PA-01", "PB-01"} & {each.id for each in changed_since_release(library)}


@pytest.mark.parametrize("sizes", [(75, 150, 225, 300), (50, 100, 200, 400)])
def test_it_tells_work_in_proportion_from_work_with_the_square(growth: ModuleType, sizes: tuple[int, ...]) -> None:
    def dearer(work) -> float:
        return growth.dearer(sizes, [growth.Cost(work(size), 0, 0) for size in sizes])

    assert dearer(lambda size: 60 + 0.5 * size) == pytest.approx(1)
    assert dearer(lambda size: 60 + 0.01 * size**2) > growth.DEAREST
    assert dearer(lambda size: 60 + 0.5 * size + 0.002 * size**2) > growth.DEAREST


def test_it_does_not_judge_steps_that_are_lost_in_chance(growth: ModuleType) -> None:
    with pytest.raises(SystemExit, match="too small to measure"):
        growth.dearer((5, 10, 15, 20), [growth.Cost(seconds, 0, 0) for seconds in (1.8, 2.2, 2.1, 2.0)])
