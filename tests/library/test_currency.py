"""Is a printed copy current? Every pair of editions, leaf by leaf."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import write_library

from hubdocs.errors import Place
from hubdocs.library.currency import (
    Currency,
    FilingStep,
    Verdict,
    by_label,
    currency_of,
    filing_steps,
    newer_than_edition,
    newest_released,
    verdict_of,
    verdict_of_handout,
    worst,
)
from hubdocs.library.load import load_library
from hubdocs.model import Edition, EditionDocument, Leaf, Library, Release, Version

DAY = date(2026, 11, 1)
LABELS = ("WC-01", "WC-01-H1", "WC-02", "WC-02-H1", "ST-01", "page-help-using-this-pack")


def leaf(text: str, says: object = "") -> Leaf:
    """`WC-01 1-2 1.0.0`, with a print of what it says."""
    print_ = hashlib.sha256(f"{text}{says}".encode()).hexdigest()
    return Leaf.parse(f"{text} l1:{print_}")


def leaves(*texts: str) -> tuple[Leaf, ...]:
    return tuple(leaf(*text.split("|")) for text in texts)


# Filing -----------------------------------------------------------------------------------------------------------


@st.composite
def binders(draw) -> tuple[Leaf, ...]:
    """Any binder: some labels in some order, each with its leaves counted from one."""
    held: list[Leaf] = []
    for label in draw(st.lists(st.sampled_from(LABELS), unique=True)):
        for number in range(1, draw(st.integers(1, 4)) + 1):
            sides = draw(st.integers(1, 2))
            version = draw(st.sampled_from(["1.0.0", "1.1.0"]))
            held.append(Leaf(label, number, sides, version, f"l1:{draw(st.sampled_from('ab')) * 64}"))
    return tuple(held)


def filed(old: tuple[Leaf, ...], steps: tuple[FilingStep, ...], new: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """A binder in which somebody did what the steps say, and no more. `new` are the leaves on the desk."""
    binder = [[label, list(held)] for label, held in by_label(old).items()]
    desk = by_label(new)

    def place(label: str) -> int:
        return next((at for at, (held, _) in enumerate(binder) if held == label), -1)

    for step in steps:
        at = place(step.label)
        if step.moved:
            assert at >= 0
            taken = binder.pop(at)
            assert step.take_out == step.put_in == (taken[1][0].first, taken[1][-1].last)
            binder.insert(place(step.behind) + 1, taken)
            continue
        if step.is_new:
            assert at < 0
            binder.insert(place(step.behind) + 1, [step.label, []])
            at = place(step.label)
        held = binder[at][1]
        first = (step.put_in or step.take_out)[0]
        before = [each for each in held if each.first < first]
        behind = [each for each in held if each.first > (step.take_out or step.put_in)[1]]
        if step.take_out:
            out = [each for each in held if step.take_out[0] <= each.first <= step.take_out[1]]
            assert (out[0].first, out[-1].last) == step.take_out
        put = [
            each for each in desk.get(step.label, ()) if step.put_in and step.put_in[0] <= each.first <= step.put_in[1]
        ]
        if step.put_in:
            assert (put[0].first, put[-1].last) == step.put_in
        binder[at][1] = [*before, *put, *behind]
        if step.is_gone:
            assert not binder.pop(at)[1]
    return tuple(each for _, held in binder for each in held)


@given(binders(), binders())
def test_doing_what_the_steps_say_gives_the_newest_binder(old, new) -> None:
    assert filed(old, tuple(filing_steps(old, new)), new) == new


@given(binders())
def test_nothing_is_to_be_done_with_a_binder_that_is_current(held) -> None:
    assert list(filing_steps(held, held)) == []


@given(binders(), binders())
def test_only_what_is_somewhere_else_is_moved(old, new) -> None:
    moved = [step.label for step in filing_steps(old, new) if step.moved]
    stays_old = [label for label in by_label(old) if label in by_label(new) and label not in moved]
    stays_new = [label for label in by_label(new) if label in by_label(old) and label not in moved]
    assert stays_old == stays_new


def test_a_change_in_the_middle_takes_out_and_puts_in_its_leaves_only() -> None:
    old = leaves("WC-01 1-2 1.0.0", "WC-01 3-4 1.0.0", "WC-01 5-6 1.0.0", "WC-01 7 1.0.0", "ST-01 1 1.0.0")
    new = leaves(
        *("WC-01 1-2 1.1.0", "WC-01 3-4 1.0.0", "WC-01 5-6 1.1.0", "WC-01 7-8 1.1.0", "WC-01 9 1.1.0"),
        *("ST-01 1 1.0.0", "AG-01 1-2 1.0.0"),
    )
    assert list(filing_steps(old, new)) == [
        FilingStep("WC-01", (1, 2), (1, 2)),
        FilingStep("WC-01", (5, 7), (5, 9)),
        FilingStep("AG-01", None, (1, 2), "ST-01"),
    ]


# Verdicts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(write_library(tmp_path))


def with_releases(library: Library, id_: str, *made: tuple[str, str] | tuple[str, str, str]) -> Library:
    """The library with releases of one document: version, kind, and why it was withdrawn."""
    document = library.working[id_]
    held = tuple(
        Release(replace(document, version=Version.parse(version)), DAY, kind, "", "", withdrawn="".join(why))
        for version, kind, *why in made
    )
    return replace(library, releases={**library.releases, id_: held})


def edition(id_: str, documents: str, *held: str) -> Edition:
    """An edition with the documents of `WC-01 1.0.0, ST-01 1.0.0`, and leaves."""
    pairs = (each.split() for each in documents.split(", "))
    listed = tuple(EditionDocument(name, Version.parse(version), "", 2) for name, version in pairs)
    return Edition(id_, "school-staff", DAY, listed, Place("x"), {}, leaves(*held))


def compared(library: Library, old: Edition, new: Edition, today: tuple[Leaf, ...] | None = None) -> Currency:
    pack = replace(library.packs["school-staff"], editions=(old, new))
    return currency_of(library, pack, old, today)


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ([], Verdict.CURRENT),
        (["patch"], Verdict.WORDING),
        (["patch", "minor", "patch"], Verdict.REPLACE),
        (["major", "patch"], Verdict.DO_NOT_USE),
    ],
)
def test_what_to_do_follows_from_the_weightiest_release_since(library, kinds, verdict) -> None:
    versions = [Version(1, 0, 0)]
    for kind in kinds:
        versions.append(versions[-1].after(kind))
    library = with_releases(
        library,
        "WC-01",
        *zip(map(str, versions), ["first", *kinds], strict=True),
    )
    old, new = edition("2026-10", f"WC-01 {versions[0]}"), edition("2026-11", f"WC-01 {versions[-1]}")
    currency = compared(library, old, new)

    assert currency.verdict is verdict
    assert verdict_of(library, library.releases["WC-01"][0]) is verdict
    assert currency.knows_leaves is False
    assert currency.is_better_reprinted


def test_a_document_that_is_new_or_gone_is_put_in_or_taken_out(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"))
    library = with_releases(library, "ST-01", ("1.0.0", "first"))
    old, new = edition("2026-10", "ST-01 1.0.0"), edition("2026-11", "WC-01 1.0.0")
    found = {
        each.id: (each.held is None, each.newest is None, each.verdict)
        for each in compared(library, old, new).documents
    }

    assert found == {"WC-01": (True, False, Verdict.REPLACE), "ST-01": (False, True, Verdict.REPLACE)}


def test_a_document_that_is_gone_is_unsafe_where_a_major_release_followed(library) -> None:
    library = with_releases(library, "ST-01", ("1.0.0", "first"), ("2.0.0", "major"))
    library = with_releases(library, "WC-01", ("1.0.0", "first"))
    old, new = edition("2026-10", "ST-01 1.0.0, WC-01 1.0.0"), edition("2026-11", "WC-01 1.0.0")

    assert compared(library, old, new).documents[-1].verdict is Verdict.DO_NOT_USE


HELD = ("WC-01 1-2 1.0.0", "WC-01 3-4 1.0.0", "WC-01 5 1.0.0", "WC-01-H1 1 1.0.0")


def test_a_leaf_is_judged_by_the_release_that_changed_it(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.0.1", "patch"), ("1.1.0", "minor"))
    new = ("WC-01 1-2 1.1.0", "WC-01 3-4 1.0.1", "WC-01 5 1.0.0|another number", "WC-01-H1 1 1.0.0")
    currency = compared(library, edition("2026-10", "WC-01 1.0.0", *HELD), edition("2026-11", "WC-01 1.1.0", *new))
    (document,) = currency.documents

    assert [each.verdict for each in document.leaves] == [
        Verdict.REPLACE,
        Verdict.WORDING,
        Verdict.REPLACE,  # its foot says 1.0.0 as before: something live changed it
        Verdict.CURRENT,
    ]
    assert document.verdict is Verdict.REPLACE
    assert [str(each.new)[:15].strip() for each in document.changed] == [
        "WC-01 1-2 1.1.0",
        "WC-01 3-4 1.0.1",
        "WC-01 5 1.0.0 l",
    ]
    assert currency.changed_share == 3 / 4
    assert currency.is_better_reprinted


def test_wording_that_runs_on_to_another_leaf_stays_a_matter_of_wording(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.0.1", "patch"))
    new = ("WC-01 1-2 1.0.1", *HELD[1:2], "WC-01 5-6 1.0.1", "WC-01 7 1.0.1", HELD[3])
    currency = compared(library, edition("2026-10", "WC-01 1.0.0", *HELD), edition("2026-11", "WC-01 1.0.1", *new))

    assert currency.verdict is Verdict.WORDING


def test_after_a_major_release_no_leaf_that_changed_may_be_used(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.0.1", "patch"), ("2.0.0", "major"))
    new = ("WC-01 1-2 2.0.0", "WC-01 3-4 1.0.1", *HELD[2:])
    currency = compared(library, edition("2026-10", "WC-01 1.0.0", *HELD), edition("2026-11", "WC-01 2.0.0", *new))

    verdicts = [each.verdict for each in currency.documents[0].leaves]
    assert verdicts == [Verdict.DO_NOT_USE, Verdict.DO_NOT_USE, Verdict.CURRENT, Verdict.CURRENT]


def test_a_leaf_that_changed_today_without_a_release_is_replaced(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"))
    newest = edition("2026-11", "WC-01 1.0.0", *HELD)
    pack = replace(library.packs["school-staff"], editions=(newest,))
    today = leaves(*HELD[:3], f"{HELD[3]}|another number")

    assert currency_of(library, pack, newest).verdict is Verdict.CURRENT
    currency = currency_of(library, pack, newest, today)
    assert currency.verdict is Verdict.REPLACE
    assert currency.steps == (FilingStep("WC-01-H1", (1, 1), (1, 1)),)
    assert [each.label for each in currency.put_in] == ["WC-01-H1"]


def test_a_content_page_is_compared_by_its_leaves_and_stands_where_it_is_filed(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"))
    page = "page-help-using-this-pack 1 today"
    old = edition("2026-10", "WC-01 1.0.0", page, *HELD)
    new = edition("2026-11", "WC-01 1.0.0", f"{page}|other words", *HELD)
    currency = compared(library, old, new)

    assert [(each.id, each.verdict) for each in currency.documents] == [
        ("page-help-using-this-pack", Verdict.REPLACE),
        ("WC-01", Verdict.CURRENT),
    ]


def test_what_was_withdrawn_must_not_be_used_whatever_changed_since(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first", "A number was wrong."), ("1.0.1", "patch"))
    new = ("WC-01 1-2 1.0.1", *HELD[1:])
    currency = compared(library, edition("2026-10", "WC-01 1.0.0", *HELD), edition("2026-11", "WC-01 1.0.1", *new))
    (document,) = currency.documents

    assert (document.verdict, document.withdrawn) == (Verdict.DO_NOT_USE, "A number was wrong.")
    assert [each.verdict for each in document.leaves] == [Verdict.DO_NOT_USE, *[Verdict.CURRENT] * 3]
    assert verdict_of(library, library.releases["WC-01"][0]) is Verdict.DO_NOT_USE


def test_no_leaf_of_a_withdrawn_document_may_be_used_while_nothing_takes_its_place(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first", "A number was wrong."))
    held = edition("2026-11", "WC-01 1.0.0", *HELD)
    (document,) = compared(library, replace(held, id="2026-10"), held).documents

    assert {each.verdict for each in document.leaves} == {Verdict.DO_NOT_USE}
    assert document.newest_withdrawn == "A number was wrong."


def test_a_newest_edition_that_holds_something_withdrawn_says_so(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.1.0", "minor", "A number was wrong."))
    old, new = edition("2026-10", "WC-01 1.0.0"), edition("2026-11", "WC-01 1.1.0")
    (document,) = compared(library, old, new).documents

    assert (document.withdrawn, document.newest_withdrawn) == ("", "A number was wrong.")


def with_page(*held: str) -> tuple[str, ...]:
    return (*held, "page-help-using-this-pack 1 today")


def test_leaves_of_a_withdrawn_release_are_not_put_in_and_what_is_held_stays(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("2.0.0", "major", "A number was wrong."))
    old = edition("2026-10", "WC-01 1.0.0", *HELD)
    new = edition("2026-11", "WC-01 2.0.0", *with_page("WC-01 1-2 2.0.0", "WC-01 3-4 2.0.0"))
    currency = compared(library, old, new)
    document, page = currency.documents

    assert (document.is_left_out, document.is_kept, document.verdict) == (True, True, Verdict.CURRENT)
    assert document.changed == ()
    assert [leaf.label for leaf in currency.put_in] == [page.id]
    assert [(step.label, step.behind) for step in currency.steps] == [(page.id, "WC-01-H1")]


def test_a_document_that_joined_and_was_withdrawn_is_not_put_in(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first", "A number was wrong."))
    old = edition("2026-10", "ST-01 1.0.0", "ST-01 1-2 1.0.0")
    new = edition("2026-11", "ST-01 1.0.0, WC-01 1.0.0", *with_page("ST-01 1-2 1.0.0", *HELD))
    currency = compared(library, old, new)
    joined = next(each for each in currency.documents if each.id == "WC-01")

    assert (joined.is_left_out, joined.is_kept, joined.verdict) == (True, False, Verdict.CURRENT)
    assert [(step.label, step.behind) for step in currency.steps] == [("page-help-using-this-pack", "ST-01")]


@pytest.mark.parametrize("newest", ["1.0.0", "1.1.0"])
def test_what_was_withdrawn_is_taken_out_though_nothing_takes_its_place(library, newest) -> None:
    wrong = "A number was wrong."
    library = with_releases(library, "WC-01", ("1.0.0", "first", wrong), ("1.1.0", "minor", wrong))
    leaves_now = tuple(each.replace(" 1.0.0", f" {newest}") + "|WITHDRAWN" for each in HELD)
    currency = compared(
        library, edition("2026-10", "WC-01 1.0.0", *HELD), edition("2026-11", f"WC-01 {newest}", *leaves_now)
    )

    assert [(step.label, step.is_gone) for step in currency.steps] == [("WC-01", True), ("WC-01-H1", True)]
    assert currency.put_in == ()
    assert currency.verdict is Verdict.DO_NOT_USE


def test_a_release_after_one_that_was_withdrawn_counts_for_what_stays(library) -> None:
    made = ("1.0.0", "first"), ("1.1.0", "minor", "A number was wrong."), ("2.0.0", "major")
    library = with_releases(library, "WC-01", *made)
    (document,) = compared(library, edition("2026-10", "WC-01 1.0.0"), edition("2026-11", "WC-01 1.1.0")).documents

    assert (document.is_kept, document.verdict) == (True, Verdict.DO_NOT_USE)


def test_a_withdrawn_release_in_between_counts_for_what_was_made_from_it(library) -> None:
    made = ("1.0.0", "first"), ("2.0.0", "major", "A number was wrong."), ("2.0.1", "patch")
    library = with_releases(library, "WC-01", *made)

    assert verdict_of(library, library.releases["WC-01"][0]) is Verdict.DO_NOT_USE


def test_working_text_makes_no_copy_old(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.1.0", "draft"))

    assert verdict_of(library, library.releases["WC-01"][0]) is Verdict.CURRENT
    assert str(newest_released(library, "WC-01").version) == "1.0.0"


@pytest.mark.parametrize(
    ("digests", "verdict"),
    [
        ("aaa", Verdict.CURRENT),
        ("aab", Verdict.WORDING),
        ("abb", Verdict.REPLACE),
        ("aba", Verdict.CURRENT),
        ("aa-", Verdict.REPLACE),
    ],
)
def test_a_handout_is_judged_by_its_own_text(library, digests, verdict) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.1.0", "minor"), ("1.1.1", "patch"))
    held = tuple(
        replace(each, handouts={"WC-01-H1": text} if text != "-" else {})
        for each, text in zip(library.releases["WC-01"], digests, strict=True)
    )
    library = replace(library, releases={"WC-01": held})

    assert verdict_of_handout(library, held[0], "WC-01-H1") is verdict


def test_what_was_released_since_the_newest_edition_is_told(library) -> None:
    library = with_releases(library, "WC-01", ("1.0.0", "first"), ("1.1.0", "minor"))
    library = with_releases(library, "ST-01", ("1.0.0", "first"), ("1.1.0", "minor", "A number was wrong."))
    pack = replace(library.packs["school-staff"], editions=(edition("2026-11", "WC-01 1.0.0, ST-01 1.1.0"),))

    assert [each.name for each in newer_than_edition(library, pack)] == ["WC-01 1.1.0"]


def test_a_pack_without_an_edition_has_nothing_to_compare(library) -> None:
    with pytest.raises(ValueError, match="school-staff has no edition"):
        currency_of(library, library.packs["school-staff"], edition("2026-11", "WC-01 1.0.0"))


def test_the_most_urgent_verdict_counts() -> None:
    assert worst([]) is Verdict.CURRENT
    assert worst([Verdict.WORDING, Verdict.DO_NOT_USE, Verdict.REPLACE]) is Verdict.DO_NOT_USE


@pytest.mark.parametrize("text", ["WC-01 1-2 1.0 l1:" + "a" * 64, "WC-01 2 1.0.0 l1:" + "a" * 64, "WC-01 1-2 1.0.0"])
def test_a_line_that_is_no_leaf_is_refused(text) -> None:
    with pytest.raises(ValueError, match="is no"):
        Leaf.parse(text)
