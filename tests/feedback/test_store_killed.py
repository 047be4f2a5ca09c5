"""An import that is killed anywhere, then run again, leaves what one clean run leaves."""

from __future__ import annotations

import datetime
import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sql
from arriving import GOOD, take, write_rows

from hubdocs.feedback.store import open_store
from hubdocs.feedback.store.database import SqlStore
from hubdocs.feedback.store.place import place_of_store

ROWS = [
    *(GOOD | {"keep": str(number)} for number in range(5)),
    GOOD | {"keep": "ask someone@school.example"},
    GOOD | {"useful": "9"},
    GOOD | {"keep": "0"},
    *(GOOD | {"response_id": str(number), "useful": "2"} for number in range(4)),
    GOOD | {"response_id": "1", "useful": "5"},
]
BATCH = 5
MOMENTS = ("before_cursor_execute", "after_cursor_execute", "commit", "begin")
CHILD = """
import os, signal, sys
from pathlib import Path
import sqlalchemy as sql
from arriving import take
from hubdocs.feedback.store import open_store
left = [int(sys.argv[2])]
def passing(*_):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
for name in {moments!r}:
    sql.event.listen(sql.Engine, name, passing)
folder = Path(sys.argv[1])
take(folder / "answers.csv", open_store(folder), batch={batch})
"""


class Killed(BaseException):  # not an error of the program: nothing may catch it
    """The power went."""


def killing(moment):
    """Let the engine stop at a moment, counted from 0; what it answers counts the moments."""
    passed = [0]

    def passing(*_):
        if passed[0] == moment:
            raise Killed
        passed[0] += 1

    for name in MOMENTS:
        sql.event.listen(sql.Engine, name, passing)

    def stop():
        for name in MOMENTS:
            sql.event.remove(sql.Engine, name, passing)
        gc.collect()  # a statement that was cut off while it answered holds its file until nobody knows it

    return passed, stop


def everything(store):
    return list(store.responses()), list(store.held()), store.counts()


def aside(folder):
    return sorted((file.name, file.read_bytes()) for file in folder.glob("*set-aside*"))


@pytest.fixture
def clean(tmp_path):
    """What one clean run leaves."""
    folder = tmp_path / "clean"
    folder.mkdir()
    taken = take(write_rows(folder / "answers.csv", ROWS), open_store(folder), batch=BATCH)
    assert (taken.stored, taken.held, taken.set_aside, taken.repeats) == (9, 1, 2, 1)
    return everything(open_store(folder)), aside(folder)


def test_killed_before_and_after_every_statement_and_run_again_it_is_as_after_one_clean_run(tmp_path, clean):
    moment = 0
    while True:
        folder = tmp_path / str(moment)
        folder.mkdir()
        file = write_rows(folder / "answers.csv", ROWS)
        passed, stop = killing(moment)
        try:
            take(file, open_store(folder), batch=BATCH)
        except Killed:
            died = True
        else:
            died = False
        stop()
        assert not list(folder.glob("*set-aside*")) or not died
        take(file, open_store(folder), batch=BATCH)
        assert (everything(open_store(folder)), aside(folder)) == clean, f"killed at moment {moment}"
        if not died:
            break
        moment += 1
    assert moment > 50, "schema, three batches, each with its look-ups, inserts and ends"
    assert passed[0] == moment


@pytest.mark.parametrize("moment", [0, 12, 25, 40])
def test_a_process_that_is_killed_leaves_a_store_that_takes_the_rest(tmp_path, clean, moment):
    file = write_rows(tmp_path / "answers.csv", ROWS)
    script = CHILD.format(moments=MOMENTS, batch=BATCH)
    paths = os.pathsep.join(
        [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    )
    child = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(moment)],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
        capture_output=True,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    take(file, open_store(tmp_path), batch=BATCH)
    found = everything(open_store(tmp_path)), aside(tmp_path)
    assert found == clean
    assert not list(tmp_path.glob(".*unfinished"))


def test_a_purge_that_is_killed_removes_nothing_or_everything(tmp_path):
    take(write_rows(tmp_path / "answers.csv", ROWS), open_store(tmp_path))
    store = SqlStore(place_of_store(tmp_path))
    before = everything(store)
    for moment in range(2, 6):
        _, stop = killing(moment)
        with pytest.raises(Killed):
            store.purge(datetime.date(2027, 1, 1))
        stop()
        assert everything(open_store(tmp_path)) == before
