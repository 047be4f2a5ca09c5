"""Measure feedback: taking in many responses, taking them in again, and giving them out.

Each command runs in a new process, on a copy of this library. The rows are made up by a fixed rule: ratings, short
remarks, now and then an email address or a wrong version. Lasting figures go into RESULTS.md by hand, with the date.

Use: python -m benchmarks.feedback [ROWS]
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.run import ROOT, copy_library

ROWS = 100_000
IN_A_WORKBOOK = 20_000
"""Rows in the workbook: a spreadsheet takes far longer to unpack."""
COMMAND = [sys.executable, "-c", "from hubdocs.cli import main; main()", "feedback"]
REMARKS = (
    "The film worked well and people talked about it afterwards.",
    "More time for the pairs talk, please; we had to stop in the middle of it.",
    "We had no room with chairs, so we stood in a circle. It was fine.",
    "",
    "Clear and calm.",
)


@dataclass(frozen=True)
class Cost:
    """What one command took."""

    seconds: float
    """On the clock."""
    processor: float
    """Seconds of processor time, which other programs do not lengthen."""
    megabytes: float
    """The most memory that it had at one time."""
    said: str


def rows(number: int) -> Iterator[dict[str, str]]:
    chance = random.Random(7)  # noqa: S311  # chance in a measurement is no secret
    for index in range(number):
        remark = chance.choice(REMARKS)
        yield {
            "response_id": f"b-{index}",
            "submitted_at": f"2026-{1 + index % 11:02}-{1 + index % 28:02}T{index % 24:02}:{index % 60:02}:00Z",
            "document": "WC-01",
            "version": "9.9.9" if index % 100 == 0 else "1.0.0",
            "activity": "film",
            "channel": "web",
            "role": "teacher",
            "as_planned": chance.choice(("yes", "partly", "no")),
            "minutes_taken": str(chance.randint(20, 90)),
            "useful": str(chance.randint(1, 5)),
            "clear": str(chance.randint(1, 5)),
            "before": str(chance.randint(1, 5)),
            "after": str(chance.randint(1, 5)),
            "keep": remark,
            "change": f"{chance.choice(REMARKS)} {index}",
            "adapted": f"write to sample{index}@school.example" if index % 200 == 1 else chance.choice(REMARKS),
            "again": chance.choice(("yes", "maybe", "no")),
        }


def write(file: Path, number: int) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, next(rows(1)))
        writer.writeheader()
        writer.writerows(rows(number))  # never all at once: a child's memory is counted from its parent's on
    return file


def write_workbook(file: Path, number: int) -> Path:
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for index, row in enumerate(rows(number)):
        if not index:
            sheet.append(list(row))
        sheet.append([f"x{index}" if column == "response_id" else text for column, text in row.items()])
    book.save(file)
    return file


def cost(library: Path, *words: str) -> Cost:
    """Run one command, and ask the system what that process alone took."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen([*COMMAND, *words], cwd=library, env=environment, stdout=subprocess.PIPE, text=True)
    if child.stdout is None:
        raise SystemExit("the command says nothing")
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        library = copy_library(Path(name))
        file = write(Path(name, "answers.csv"), number)
        book = write_workbook(Path(name, "answers.xlsx"), min(number, IN_A_WORKBOOK))
        small = write(Path(name, "few.csv"), 1)
        measured = (
            ("import of 1 row (start of the program, loading the library)", 1, ("import", str(small), "--json")),
            ("import", number, ("import", str(file), "--json")),
            ("the same file again", number, ("import", str(file), "--json")),
            ("import of a workbook", min(number, IN_A_WORKBOOK), ("import", str(book), "--json")),
            ("list", number, ("list", "--json")),
            ("export to CSV", number, ("export", str(Path(name, "out.csv")))),
            ("backup", number, ("backup", str(Path(name, "copy.sqlite")))),
        )
        print(
            "| what | rows | seconds | of processor | rows a second of it | MB of memory |\n|---|---|---|---|---|---|"
        )
        for label, count, words in measured:
            found = cost(library, *words)
            speed = f"{count / found.processor:,.0f}"
            figures = (f"{count:,}", f"{found.seconds:.1f}", f"{found.processor:.1f}", speed, f"{found.megabytes:.0f}")
            print(f"| {label} | {' | '.join(figures)} |")
            if words[0] == "import":
                data = json.loads(found.said)
                ends = [data[each] for each in ("stored", "held", "set_aside", "repeats")]
                if sum(ends) != data["rows"] or data["rows"] != count:
                    raise SystemExit(f"{label}: the rows do not add up: {ends}")
        print(f"\nThe store has {(library / '.hubdocs/feedback.sqlite').stat().st_size / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()
