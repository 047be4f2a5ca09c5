"""One paragraph tells readers what became of a document, and nothing that their view does not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import HANDOUT, MODULE, MODULE_PATH, STANDARDS

from hubdocs.library.load import load_library
from hubdocs.model import Document, View
from hubdocs.releases.differences import page, report, summarise

STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
AGREEMENT_PATH = "materials/agreements/AG-01-lead/agreement.md"
AGREEMENT = """\
---
id: AG-01
title: Lead school
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What a lead school agrees to.
fields:
  - {name: party_name, label: Name of the school, type: text, required: true}
---

## Purpose { #purpose }

{{ party_name }} leads a hub.
"""


def document(root: Path, id_: str, path: str, text: str) -> Document:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8", newline="\n")
    return load_library(root).working[id_]


def module(root: Path, text: str) -> Document:
    return document(root, "WC-01", MODULE_PATH, text)


def test_what_is_the_same_is_said_to_be(tiny: Path) -> None:
    one = module(tiny, MODULE)

    assert summarise(one, one, View.TRAINER) == "Nothing that you see changed."


def test_activities_time_handouts_and_wording_are_counted(tiny: Path) -> None:
    old = module(tiny, MODULE)
    new_text = MODULE.replace("duration: 10", "duration: 12").replace("#film minutes=5", "#film minutes=7")
    new_text = new_text.replace("Agree on the rules.", "Agree on three rules.")
    handout = MODULE_PATH.replace("module.md", "handouts/h2.md")
    (tiny / handout).write_text(HANDOUT.replace("H1", "H2"), encoding="utf-8")
    new = module(tiny, new_text)

    assert summarise(old, new, View.TRAINER) == (
        "2 activities changed; total time 10 → 12 minutes; one handout new; text changed in 2 places."
    )


def test_an_activity_that_moved_is_told(tiny: Path) -> None:
    old = module(tiny, MODULE)
    help_, close = MODULE.index("## Help"), MODULE.index("## Close")
    film = MODULE.index("## Film")
    new = module(tiny, MODULE[:film] + MODULE[help_:close] + MODULE[film:help_] + MODULE[close:])

    assert summarise(old, new, View.TRAINER) == "1 activity moved."


TRAINERS = [
    MODULE.replace("Nobody needs to speak", "No one needs to speak"),
    MODULE.replace("## Close", "## Set up { #set-up minutes=0 .for-trainer }\n\nMove chairs.\n\n## Close"),
    MODULE.replace("## Close", "## Beforehand { .for-trainer }\n\nMove chairs.\n\n## Close"),
    MODULE.replace("{item: Card,", "{item: Large card,"),
    MODULE.replace("Thank everybody.", "Thank everybody.\n\nThen rest.\n{ .for-trainer }"),
]


@pytest.mark.parametrize("text", TRAINERS)
def test_who_takes_part_is_told_nothing_of_trainer_text(tiny: Path, text: str) -> None:
    old, new = module(tiny, MODULE), module(tiny, text)

    assert summarise(old, new, View.PARTICIPANT) == "Nothing that you see changed."
    assert summarise(old, new, View.TRAINER) != "Nothing that you see changed."
    assert report(old, new, View.PARTICIPANT).is_same
    assert "chairs" not in page("T", report(old, new, View.PARTICIPANT), old, new)


def test_a_sheet_for_trainers_alone_does_not_exist_for_others(tiny: Path) -> None:
    old = module(tiny, MODULE)
    handout = MODULE_PATH.replace("module.md", "handouts/h2.md")
    text = HANDOUT.replace("H1", "H2").replace("per: person", "per: person\naudience: [trainer]")
    (tiny / handout).write_text(text, encoding="utf-8")
    new = module(tiny, MODULE)

    assert summarise(old, new, View.PARTICIPANT) == "Nothing that you see changed."
    assert summarise(old, new, View.TRAINER) == "One handout new."


def test_standards_that_are_new_changed_and_retired_are_told(tiny: Path) -> None:
    more = '\n## Staff take part { #SCH-1 group="Schools" level=must }\n\nMinimum\n:   Most of them.\n'
    old = document(tiny, "ST-01", STANDARDS_PATH, STANDARDS + more)
    retired = STANDARDS.replace("summary:", "retired: [{id: SCH-1, date: 2026-11-01}]\nsummary:")
    new = document(tiny, "ST-01", STANDARDS_PATH, retired.replace("One day a week.", "Two days a week."))

    assert summarise(old, new, View.PARTICIPANT) == (
        "1 standard changed; 1 standard retired (SCH-1); text changed in 1 place."
    )


def test_clauses_and_blanks_of_an_agreement_are_told(tiny: Path) -> None:
    old = document(tiny, "AG-01", AGREEMENT_PATH, AGREEMENT)
    blank = "  - {name: start, label: Starts on, type: date, required: true}\n"
    clause = "\n## Money { #money }\n\nWe pay from {{ start }}.\n"
    new = document(tiny, "AG-01", AGREEMENT_PATH, AGREEMENT.replace("---\n\n## P", f"{blank}---\n\n## P") + clause)
    told = summarise(old, new, View.PARTICIPANT)

    assert told.startswith("1 clause new; ")
    assert "1 detail new" in told
