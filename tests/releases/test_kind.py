"""The kind of a change, row by row of the table in FORMAT, section 5; and that nothing else asks for a release."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import HANDOUT, MODULE, MODULE_PATH, STANDARDS, write_library

from hubdocs.library.load import load_library
from hubdocs.releases.kind import Needed, needed

HANDOUT_PATH = str(Path(MODULE_PATH).parent / "handouts/h1.md")
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
AGREEMENT_PATH = "materials/agreements/AG-01-lead-school/agreement.md"
PICTURE_PATH = str(Path(MODULE_PATH).parent / "images/pair.svg")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M1 1h8"/></svg>\n'
AGREEMENT = """\
---
id: AG-01
title: Agreement
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What a lead school and we agree on.
standards: ST-01@1
fields:
  - {name: school, label: Name of the school, type: text, required: true}
  - {name: meal, label: Meal, type: yesno}
---

This is an agreement.

## Money { #money }

{{ school }} gets 100 pounds, see [the end](#end).

{% if meal %}
There is a meal.
{% endif %}

## End { #end }

Either of us may end it.
"""
WITH_PICTURE = MODULE.replace("Read this first.", "Read this first.[^1]\n\n![A pair](images/pair.svg)\n\n[^1]: Twice.")
START = {
    MODULE_PATH: WITH_PICTURE,
    HANDOUT_PATH: HANDOUT,
    STANDARDS_PATH: STANDARDS + '\n## A should { #GOV-2 group="People" level=should }\n\nMinimum\n:   A chair.\n',
    AGREEMENT_PATH: AGREEMENT,
    PICTURE_PATH: PICTURE,
}


def judge(tmp_path: Path, path: str, *changes: tuple[str, str]) -> Needed:
    """What the change of one file asks for."""
    text = START[path]
    for old, new in changes:
        assert old in text, f"nothing to change: {old}"
        text = text.replace(old, new)
    before = load_library(write_library(tmp_path / "before", {**START}))
    after = load_library(write_library(tmp_path / "after", {**START, path: text}))
    (id_,) = (each for each in before.working if f"/{each}-" in path)
    return needed(before.working[id_], after.working[id_])


CASES: dict[str, tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    # major: people must be trained again, or an old copy is unsafe
    "an objective is added": (
        "major",
        "the objective “listen” is new",
        MODULE_PATH,
        (("[notice a change]", "[notice a change, listen]"),),
    ),
    "an objective is reworded": (
        "major",
        "the objective “notice a sign” is new",
        MODULE_PATH,
        (("notice a change", "notice a sign"),),
    ),
    "an activity is removed": (
        "major",
        "activity `film` is gone",
        MODULE_PATH,
        (("## Film { #film minutes=5 .sensitive }", ""),),
    ),
    "an activity is a section now": (
        "major",
        "`film` is no longer an activity",
        MODULE_PATH,
        ((" minutes=5 .sensitive", ""),),
    ),
    "an activity is optional now": (
        "major",
        "activity `film` is now optional",
        MODULE_PATH,
        ((".sensitive", ".sensitive .optional"),),
    ),
    "a safety mark is gone": (
        "major",
        "activity `film` is no longer marked `.sensitive`",
        MODULE_PATH,
        ((" .sensitive", ""),),
    ),
    "a safety mark is added": (
        "major",
        "activity `help` is now marked `.sensitive`",
        MODULE_PATH,
        ((".signposting", ".signposting .sensitive"),),
    ),
    "activities with marks change places": (
        "major",
        "the activities with a safety mark stand in another order",
        MODULE_PATH,
        (
            ("#help minutes=2 .signposting", "#other"),
            ("#close minutes=1 .closing", "#help minutes=2 .signposting"),
            ("#other", "#close minutes=1 .closing"),
        ),
    ),
    "a handout is removed": (
        "major",
        "handout WC-01-H1 is gone",
        HANDOUT_PATH,
        (("id: WC-01-H1", "id: WC-01-H2"),),
    ),
    "a standard is removed": ("major", "GOV-2 is gone", STANDARDS_PATH, (("#GOV-2", "#GOV-3"),)),
    "the heading of a must": (
        "major",
        "the heading of GOV-1, a `must`, changed",
        STANDARDS_PATH,
        (("A named leader", "One named leader"),),
    ),
    "the Minimum of a must": (
        "major",
        "the Minimum of GOV-1, a `must`, changed",
        STANDARDS_PATH,
        (("One day a week", "One morning a week"),),
    ),
    "a must is a should now": (
        "major",
        "GOV-1 is now a `should`, not a `must`",
        STANDARDS_PATH,
        (("level=must", "level=should"),),
    ),
    "a should is a must now": (
        "major",
        "GOV-2 is now a `must`, not a `should`",
        STANDARDS_PATH,
        (("level=should", "level=must"),),
    ),
    "a clause is added": (
        "major",
        "clause `meals` is new",
        AGREEMENT_PATH,
        (("## End", "## Meals { #meals }\n\nWe eat.\n\n## End"),),
    ),
    "a clause is removed": (
        "major",
        "clause `end` is gone",
        AGREEMENT_PATH,
        (("{ #end }", "{ #ends }"), ("(#end)", "(#ends)")),
    ),
    "a clause is renamed": (
        "major",
        "clause `end` is now called “Ending”, not “End”",
        AGREEMENT_PATH,
        (("## End", "## Ending"),),
    ),
    "a field is removed": (
        "major",
        "field `meal` is gone",
        AGREEMENT_PATH,
        (("  - {name: meal, label: Meal, type: yesno}\n", ""), ("{% if meal %}\n", ""), ("{% endif %}\n", "")),
    ),
    # minor: an old copy is replaced when convenient
    "an activity lasts longer": (
        "minor",
        "activity `film` now lasts 6 minutes, not 5",
        MODULE_PATH,
        (("minutes=5", "minutes=6"),),
    ),
    "an activity may be cut": (
        "minor",
        "activity `film` may now last 3 minutes at the shortest",
        MODULE_PATH,
        (("minutes=5", "minutes=5 shortest=3"),),
    ),
    "an activity is added": (
        "minor",
        "activity `walk` is new",
        MODULE_PATH,
        (("## Help", "## Walk { #walk minutes=1 }\n\nWalk.\n\n## Help"),),
    ),
    "a section is for the trainer": (
        "minor",
        "activity `film` is now only for those who run the session",
        MODULE_PATH,
        ((".sensitive", ".sensitive .for-trainer"),),
    ),
    "a paragraph is for the trainer": (
        "minor",
        "activity `rules` has 1 paragraph for the trainer more",
        MODULE_PATH,
        (("Agree on the rules.", "Agree on the rules.\n{ .for-trainer }"),),
    ),
    "materials": ("minor", "`materials` changed", MODULE_PATH, (("item: Card, per: person", "item: Card, per: pair"),)),
    "the audience": (
        "minor",
        "`audience` now says staff, parent, not staff",
        MODULE_PATH,
        (("audience: [staff]", "audience: [staff, parent]"),),
    ),
    "the status": ("minor", "`status` now says pilot, not draft", MODULE_PATH, (("status: draft", "status: pilot"),)),
    "the summary": (
        "minor",
        "`summary` now says A first session., not A first short session.",
        MODULE_PATH,
        (("first short session", "first session"),),
    ),
    "a paragraph more": (
        "minor",
        "activity `rules` has 1 paragraph more",
        MODULE_PATH,
        (("Agree on the rules.", "Agree on the rules.\n\nThen sit."),),
    ),
    "a number": (
        "minor",
        "activity `rules` now says 3",
        MODULE_PATH,
        (("Agree on the rules", "Agree on 3 rules"),),
    ),
    "a link leads elsewhere": (
        "minor",
        "activity `film` now leads to `GOV-2`",
        MODULE_PATH,
        (("[GOV-1](GOV-1)", "[GOV-1](GOV-2)"),),
    ),
    "another helpline": (
        "minor",
        "activity `help` now leads to `signpost:other`",
        MODULE_PATH,
        (("signpost:childline", "signpost:other"),),
    ),
    "trainer text is taken out": (
        "minor",
        "activity `film` has 1 trainer box fewer",
        MODULE_PATH,
        (('!!! trainer "Say"\n    Nobody needs to speak unless they wish to.\n', ""),),
    ),
    "a picture looks otherwise": (
        "minor",
        "the picture `images/pair.svg` looks otherwise",
        PICTURE_PATH,
        (("M1 1h8", "M1 2h8"),),
    ),
    "a sheet for each pair": (
        "minor",
        "`per` of handout WC-01-H1 now says pair, not person",
        HANDOUT_PATH,
        (("per: person", "per: pair"),),
    ),
    "a list in a handout": (
        "minor",
        "handout WC-01-H1 has 2 list items more",
        HANDOUT_PATH,
        (("notice.", "notice.\n\n- one\n- two"),),
    ),
    "a standard is added": (
        "minor",
        "GOV-3 is new",
        STANDARDS_PATH,
        (("## A should", '## A may { #GOV-3 group="People" level=may }\n\nMinimum\n:   A cup.\n\n## A should'),),
    ),
    "a should becomes a may": (
        "minor",
        "GOV-2 is now a `may`, not a `should`",
        STANDARDS_PATH,
        (("level=should", "level=may"),),
    ),
    "a standard is in another group": (
        "minor",
        "GOV-2 is now in the group “Rooms”, not “People”",
        STANDARDS_PATH,
        (('group="People" level=should', 'group="Rooms" level=should'),),
    ),
    "a paragraph of a clause": (
        "minor",
        "clause `end` has 1 paragraph more",
        AGREEMENT_PATH,
        (("may end it.", "may end it.\n\nIn writing."),),
    ),
    "a sum in a clause": ("minor", "clause `money` says 200, not 100", AGREEMENT_PATH, (("100", "200"),)),
    "another blank in a clause": (
        "minor",
        "clause `end` now has the blank or condition `{{ school }}`",
        AGREEMENT_PATH,
        (("Either of us", "{{ school }}"),),
    ),
    "a field is added": (
        "minor",
        "field `start` is new",
        AGREEMENT_PATH,
        (("type: yesno}\n", "type: yesno}\n  - {name: start, label: Start, type: date}\n"),),
    ),
    "a field asks for something else": (
        "minor",
        "field `school` asks for something else",
        AGREEMENT_PATH,
        ((", required: true", ""),),
    ),
    "the standards of an agreement": (
        "minor",
        "`standards` now says ST-01, not ST-01@1",
        AGREEMENT_PATH,
        (("standards: ST-01@1", "standards: ST-01"),),
    ),
    # patch: no need to print again
    "words of an activity": (
        "patch",
        "activity `rules` is worded otherwise",
        MODULE_PATH,
        (("Agree on the rules", "Let all agree on the rules"),),
    ),
    "words for the trainer": (
        "patch",
        "activity `film` is worded otherwise",
        MODULE_PATH,
        (("Nobody needs", "No one needs"),),
    ),
    "the name of an activity": (
        "patch",
        "activity `film` is now called “The film”, not “Film”",
        MODULE_PATH,
        (("## Film", "## The film"),),
    ),
    "words of a footnote": (
        "patch",
        "the part with the footnotes is worded otherwise",
        MODULE_PATH,
        (("Twice", "Often"),),
    ),
    "what is emphasised": (
        "patch",
        "it is written otherwise, and says the same",
        MODULE_PATH,
        (("Agree on", "**Agree** on"),),
    ),
    "words of a handout": (
        "patch",
        "handout WC-01-H1 is worded otherwise",
        HANDOUT_PATH,
        (("Three things", "Some things"),),
    ),
    "why a must is one": ("patch", "GOV-1 is worded otherwise", STANDARDS_PATH, (("must have", "has to have"),)),
    "the heading of a should": (
        "patch",
        "GOV-2 is now called “One should”, not “A should”",
        STANDARDS_PATH,
        (("## A should", "## One should"),),
    ),
    "the Minimum of a should": ("patch", "GOV-2 is worded otherwise", STANDARDS_PATH, (("A chair", "A bench"),)),
    "words of a clause": (
        "patch",
        "clause `end` is worded otherwise",
        AGREEMENT_PATH,
        (("Either of us", "Both of us"),),
    ),
    "the label of a field": (
        "patch",
        "the label of field `meal` is worded otherwise",
        AGREEMENT_PATH,
        (("label: Meal", "label: A meal"),),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_of_its_kind(case: str, tmp_path: Path) -> None:
    kind, words, path, changes = CASES[case]

    found = judge(tmp_path, path, *changes)

    assert found.kind == kind, found
    assert words in [reason.words for reason in found.decisive]


@pytest.mark.parametrize(
    "change",
    [
        ("status: draft", "status: draft\nowner: Training lead\nreview_by: 2027-09-01\nkeywords: [a]"),
        ("version: 1.0.0", "version: 2.0.0"),
        ('title: "Noticing"', "title: Noticing  # a remark"),
        ("Agree on the rules.", "Agree on the rules. "),
    ],
)
def test_what_is_live_or_shows_nowhere_asks_for_nothing(change: tuple[str, str], tmp_path: Path) -> None:
    assert judge(tmp_path, MODULE_PATH, change) == Needed("", ())


def test_every_reason_names_its_line_and_the_weightiest_comes_first(tmp_path: Path) -> None:
    found = judge(
        tmp_path,
        MODULE_PATH,
        ("Agree on the rules", "Let all agree on the rules"),
        ("minutes=5", "minutes=6"),
        ("notice a change", "notice a sign"),
    )

    assert [(reason.kind, reason.place.line) for reason in found.reasons] == [
        ("major", 10),
        ("major", 10),
        ("minor", 26),
        ("patch", 22),
    ]
    assert {reason.place.path for reason in found.reasons} == {MODULE_PATH}
    assert [reason.kind for reason in found.decisive] == ["major", "major"]


def test_a_picture_of_a_handout_counts_for_the_handout(tmp_path: Path) -> None:
    shown = HANDOUT + "\n![A pair](images/pair.svg)\n"
    before = load_library(write_library(tmp_path / "a", {**START, HANDOUT_PATH: shown}))
    after = load_library(
        write_library(tmp_path / "b", {**START, HANDOUT_PATH: shown, PICTURE_PATH: PICTURE.replace("1h8", "2h8")})
    )

    words = [reason.words for reason in needed(before.working["WC-01"], after.working["WC-01"]).reasons]

    assert "the picture `images/pair.svg` of handout WC-01-H1 looks otherwise" in words
