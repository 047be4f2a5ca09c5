"""Memory that processes share is counted once, and no process that comes from a command is missed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.memory import FailedError, run

FILLED = "import os, subprocess, sys, time; held = bytearray(b'x') * (96 << 20)\n"
WAIT = "time.sleep(0.4)\n"


def python(program: str) -> list[str]:
    return [sys.executable, "-I", "-c", program]


def test_what_a_fork_shares_counts_once(tmp_path: Path) -> None:
    cost = run(python(f"{FILLED}child = os.fork()\n{WAIT}child and os.wait()"), folder=tmp_path, watched=True)

    assert 96 <= cost.largest < 140
    assert 96 <= cost.together < 140


def test_separate_processes_are_added_up(tmp_path: Path) -> None:
    child = repr(FILLED + WAIT)
    program = f"{FILLED}subprocess.run([sys.executable, '-I', '-c', {child}], start_new_session=True)"

    assert 192 <= run(python(program), folder=tmp_path, watched=True).together < 260


def test_a_child_that_outlives_its_parent_still_counts(tmp_path: Path) -> None:
    orphan = f"{FILLED}os.fork() and (time.sleep(0.2), os._exit(0))\ntime.sleep(0.2); more = bytearray(held)\n{WAIT}"
    program = f"import subprocess, sys, time; subprocess.run([sys.executable, '-I', '-c', {orphan!r}]); time.sleep(0.5)"

    assert run(python(program), folder=tmp_path, watched=True).together > 180


def test_nobody_looks_unless_asked(tmp_path: Path) -> None:
    cost = run(python("print('done')"), folder=tmp_path)

    assert (cost.together, cost.largest, cost.said) == (0, 0, "done\n")


def test_a_command_that_fails_gives_no_figures(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="ended with status 3"):
        run(python("raise SystemExit(3)"), folder=tmp_path)
