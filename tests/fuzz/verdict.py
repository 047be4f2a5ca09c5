"""What every input whatever must get: problems in plain words with a file and a line, in good time, or none.

`Trial` keeps one small library on disk, writes one file of it anew for each input, and judges what is said.
"""

from __future__ import annotations

import datetime
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from tiny import TINY, write_library

from hubdocs.errors import HubError, Problem
from hubdocs.library.load import read_library
from hubdocs.library.rules import check_library

TODAY = datetime.date(2026, 11, 22)
SECONDS = 2.0
"""Processor time for reading and checking a library of one text."""

AGREEMENT_PATH = "materials/agreements/AG-01-lead/agreement.md"
AGREEMENT = """\
---
id: AG-01
title: Lead school agreement
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What the Foundation and a lead school agree.
standards: ST-01@1
fields:
  - {name: party_name, label: Name of the school, type: text, required: true}
  - {name: funded_days, label: Days funded each week, type: number, unit: days, default: 1}
  - {name: start, label: Starts on, type: date}
  - {name: partners, label: Partners, type: list}
  - {name: plan, label: Plan, type: choice, choices: [small, large]}
---

## The parties { #parties }

{{ party_name }} works from {{ start }} on {{ funded_days|default("no") }}.

{% if plan == "small" and not funded_days %}
A small plan.
{% elif plan in ["large"] %}
A large one.
{% else %}
None.
{% endif %}

{% for one in partners %}
{{ loop.index }}: {{ one }}
{% endfor %}
"""

FULL: dict[str, str] = {
    **TINY,
    AGREEMENT_PATH: AGREEMENT,
    "materials/hubs/example-hub.yml": (
        "id: example-hub\nname: Example Hub\nlead_school: Example Academy\ncontacts:\n"
        "  safeguarding_lead: {name: Role, phone: 01234 567890, email: office@school.example, checked: 2026-10-01}\n"
        "local_services:\n  - {name: Youth club, phone: 01234 567891, web: www.example.org, checked: 2026-10-01}\n"
        "packs: [school-staff]\n"
        "agreements:\n  - {template: AG-01, fields: {party_name: Example Academy, partners: [one, two]}}\n"
    ),
    "materials/facts.yml": (
        "- {id: ten, claim: One in ten., source: https://example.org/, date: 2026-01-01, mark: F, used_in: [WC-01]}\n"
    ),
    "materials/brand/brand.yml": 'name: Example\nstrapline: Ours\ncolours: {primary: "#0E4F5E", accent: "#F2B134"}\n',
    "materials/refinements/R-0001.md": (
        "---\nid: R-0001\ndocument: WC-01\nversions: [1.0.0]\nactivity: film\nraised: 2026-10-01\nresponses: 7\n"
        "severity: usability\ndecision: open\nsource: desk review\n---\n\nIt was too long.\n"
    ),
    "materials/forms/microsoft.yml": (
        "provider: Microsoft Forms\ncolumns: {document: Which session, version: Which version}\n"
        'dates: "%d/%m/%Y"\nvalues: {again: {Of course: yes}}\nlink: "https://example.org/?d={document}&v={version}"\n'
    ),
    "materials/packs/school-staff/editions/2026-11.yml": (
        "format: 1\nid: 2026-11\npack: school-staff\ndate: 2026-11-01\n"
        "documents:\n  - {id: WC-01, version: 1.0.0, digest: h1:00, pages: 4}\nlive: {childline: h1:00}\nleaves: []\n"
    ),
}
"""The tiny library with one of every kind of file that authors write."""

KNOWN: tuple[tuple[str, str], ...] = ()
"""Exceptions that would stop a long run: their type, and the function that raised them."""


class Trial:
    """A library in a folder, in which one file at a time is something else."""

    def __init__(self, folder: Path) -> None:
        self.root = write_library(folder, FULL)
        self.known = 0
        """How often a known fault was met."""

    def judge(self, path: str, text: str | bytes) -> tuple[Problem, ...]:
        """The problems of the library with this text in the place of the file at `path`.

        Raises:
            AssertionError: What is said about it does not help its author, or came too late.
        """
        file = self.root / path
        before = file.read_bytes()
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        began = time.process_time()
        try:
            problems = self._problems()
        finally:
            seconds = time.process_time() - began
            file.write_bytes(before)
        assert seconds < SECONDS, f"it took {seconds:.1f} s"
        self._words_help(path, text, problems)
        return problems

    def _problems(self) -> tuple[Problem, ...]:
        try:
            return check_library(read_library(self.root), TODAY)
        except HubError as error:
            return error.problems
        except Exception as error:
            if is_known(error):
                self.known += 1
                return ()
            raise

    def _words_help(self, path: str, text: str | bytes, problems: Iterable[Problem]) -> None:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        lines = {path: data.count(b"\n") + data.count(b"\r") + 1}
        for problem in problems:
            there = problem.place.path
            assert there, problem
            assert not there.startswith("/"), problem
            if there not in lines:
                file = self.root / there
                lines[there] = file.read_bytes().count(b"\n") + 1 if file.is_file() else 1
            assert 1 <= problem.place.line <= lines[there] + 1, problem
            assert problem.message.strip(), problem
            assert problem.hint.strip(), problem
            assert problem.rule, problem
            for words in (problem.message, problem.hint):
                assert is_plain(words), repr(words)


def is_plain(words: str) -> bool:
    """Whether words hold nothing that acts on a terminal.

    C1 signs (U+0080 to U+009F), line ends and their like may stand in what quotes an author, until the faults
    `C1 signs` and `a message of several lines` of tests/hostile/test_hostile_faults.py are mended.
    """
    return not any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in LET_BY for letter in words)


LET_BY = frozenset(map(chr, range(0x80, 0xA0))) | {"\n", "\t"}


def is_known(error: BaseException) -> bool:
    """Whether an exception is one of the faults that are known already."""
    functions = set()
    trace = error.__traceback__
    while trace:
        functions.add(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    return any(type(error).__name__ == name and function in functions for name, function in KNOWN)
