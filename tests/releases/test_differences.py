"""Two texts compared: the new one shows what came, went, changed and moved, and is whole without the marks."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from hubdocs.authoring.markdown import Destination, Reading, render
from hubdocs.authoring.markdown.trees import parse, with_class, words_of
from hubdocs.model import Activity, View
from hubdocs.releases.differences import MARKS, Change, Comparison, Kind, accepted, apply, compare, in_form

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
from html_rules import faults

ACTIVITIES = tuple(Activity(name, name.capitalize(), 10, 0) for name in ("film", "talk", "close"))


def html_of(text: str) -> str:
    """Markdown as the renderer makes it."""
    return render(
        text,
        Reading(
            view=View.TRAINER,
            link=lambda id_: Destination(f"../{id_}/index.html" if not id_.startswith("#") else id_, "Title"),
            picture=lambda path: path,
            activity_head=lambda activity: f"<h2>{activity.title}</h2><p>{activity.minutes} minutes</p>",
            activities=ACTIVITIES,
        ),
    )


def compared(old: str, new: str) -> Comparison:
    """Two texts in Markdown compared; whatever they are, what must always hold is tried."""
    before, after = html_of(old), html_of(new)
    comparison = compare(before, after)
    assert apply(before, comparison.difference) == in_form(after)
    assert accepted(comparison.html) == in_form(after)
    assert comparison.is_same == (not comparison.changes)
    own = faults_of(in_form(after)) | faults_of(in_form(before))
    assert sorted(faults_of(comparison.html) - own) == []
    anchors = {change.anchor for change in comparison.changes}
    assert anchors == {str(each.get("id")) for each in parse(comparison.html).iter() if each.get("id") in anchors}
    return comparison


def faults_of(body: str) -> set[str]:
    page = "<!doctype html>\n<html lang=en><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>"
    return {re.sub(r"'.*'|\".*\"|[0-9]+", "…", fault) for fault in faults(page.format(body))}


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.part, plain(change)) for change in comparison.changes]


def plain(change: Change) -> str:
    """The words of a change as the command line shows them."""
    signs = {Kind.ADDED: "{+%s+}", Kind.REMOVED: "[-%s-]", Kind.CHANGED: "{~%s~}", None: "%s"}
    return "".join(signs[each.kind] % each.text for each in change.words)


def test_a_text_is_the_same_as_itself() -> None:
    comparison = compared("Some words.\n\n- a\n- b\n", "Some words.\n\n- a\n- b\n")

    assert comparison.is_same
    assert comparison.html == in_form(html_of("Some words.\n\n- a\n- b\n"))


def test_prose_is_compared_word_by_word() -> None:
    comparison = compared("Stay silent for a few breaths, please.", "Stay quiet for a few breaths, please.")

    assert told(comparison) == [("changed", "paragraph", "Stay [-silent -]{+quiet +}for a few breaths, please.")]
    assert '<del class="hub-diff-removed" id="change-1">' in comparison.html
    assert '[removed: </span>silent<span class="hub-unseen hub-diff-words">]</span></del>' in comparison.html
    assert '[added: </span>quiet<span class="hub-unseen hub-diff-words">]</span></ins> for a few' in comparison.html


def test_a_sign_belongs_to_no_word() -> None:
    comparison = compared("Say so, and we stop.", "Say so. And then we stop here.")

    assert told(comparison) == [("changed", "paragraph", "Say so[-, and -]{+. And then +}we stop {+here+}.")]


def test_a_link_and_bold_words_stay_whole_round_a_change() -> None:
    comparison = compared(
        "Read [the old story card](WC-02) and **be very calm** now.",
        "Read [the new story card](WC-02) and **be calm** now.",
    )

    (link,) = parse(comparison.html).iter("a")
    assert words_of(link) == "the [removed: old] [added: new] story card"
    (strong,) = parse(comparison.html).iter("strong")
    assert words_of(strong) == "be [removed: very] calm"


def test_a_link_that_leads_elsewhere_and_words_in_bold_are_told() -> None:
    comparison = compared("Read [the card](WC-02) and rest now.", "Read [the card](WC-03) and **rest** now.")

    assert told(comparison) == [("changed", "paragraph", "Read {~the card~} and {~rest~} now.")]


def test_a_sentence_written_anew_is_shown_as_a_whole() -> None:
    comparison = compared("- The quick brown fox jumps.\n- b c d", "- Nobody ever asks a pupil.\n- b c d")

    assert [kind for kind, _, _ in told(comparison)] == ["removed", "added"]


def test_an_activity_that_moved_says_whence_and_its_old_place_says_where() -> None:
    film = "## Film { #film minutes=10 }\n\nWatch it all together, and take your time.\n\n"
    talk = "## Talk { #talk minutes=10 }\n\nTalk in pairs, and then in fours.\n\n"
    close = "## Close { #close minutes=10 }\n\nThank you.\n\n"
    comparison = compared(film + talk + close, talk + close + film)

    tree = parse(comparison.html)
    labels = [words_of(each) for each in with_class(tree, "hub-diff-label")]
    stubs = [words_of(each) for each in with_class(tree, "hub-diff-stub")]
    assert labels == ["Moved: stood first"]
    assert stubs == ["“Film” now stands after “Close”."]
    assert comparison.moved == {"activity": 1}


def test_a_moved_activity_may_have_changed_too() -> None:
    film = "## Film { #film minutes=10 }\n\nWatch it %s together.\n\n"
    talk = "## Talk { #talk minutes=10 }\n\nTalk in pairs, then in fours, and tell each other what you saw in it.\n\n"
    comparison = compared(film % "all" + talk, talk + film % "twice")

    assert comparison.moved == {"activity": 1}
    assert ("changed", "paragraph", "Watch it [-all -]{+twice +}together.") in told(comparison)


def test_a_paragraph_that_went_to_another_section_has_moved() -> None:
    rest = "These five words stand here. "
    one = f"## One {{ #one }}\n\n{rest}\n\nA paragraph of quite some words.\n\n## Two {{ #two }}\n\nOther words.\n"
    two = f"## One {{ #one }}\n\n{rest}\n\n## Two {{ #two }}\n\nOther words.\n\nA paragraph of quite some words.\n"
    comparison = compared(one, two)

    assert [(change.kind, change.place) for change in comparison.changes] == [(Kind.MOVED, "in “One”")]


def test_a_section_that_came_or_went_is_one_change() -> None:
    kept = "## Kept { #kept }\n\nWords.\n\n"
    other = "## Other { #other }\n\nMany more words in here.\n\n### Deep\n\nAnd a [link](#kept).\n\n"

    assert [change[:2] for change in told(compared(kept, kept + other))] == [("added", "section")]
    gone = compared(kept + other, kept)
    assert [change[:2] for change in told(gone)] == [("removed", "section")]
    tree = parse(gone.html)
    assert [words_of(each) for each in tree.iter("h2", "h3")] == ["Kept"], "what went is no heading any more"
    assert not list(tree.iter("a"))


def test_a_list_is_compared_item_by_item_and_keeps_its_numbers() -> None:
    comparison = compared("1. one apple\n2. two pears\n3. three plums", "1. one apple\n2. three ripe plums\n3. four")

    assert [change[:2] for change in told(comparison)] == [
        ("removed", "list item"),
        ("changed", "list item"),
        ("added", "list item"),
    ]
    numbers = [
        (each.get("value"), "removed" in (each.get("class") or "")) for each in parse(comparison.html).iter("li")
    ]
    assert numbers == [("1", False), (None, True), ("2", False), ("3", False)]


HEAD = "| Who | When |\n|---|---|\n"
TABLE = f"{HEAD}| Ann | Monday morning, before we all begin |\n| Ben | Tuesday |\n| Cat | Friday at the end |\n"


def test_a_table_is_compared_row_by_row() -> None:
    new = f"{HEAD}| Cat | Friday at the end |\n| Ann | Monday noon, before we all begin |\n| Dan | Sunday |\n"
    comparison = compared(TABLE, new)

    kinds = {change.new.split(" |")[0] or change.old.split(" |")[0]: change.kind for change in comparison.changes}
    assert kinds == {"Cat": Kind.MOVED, "Ann": Kind.CHANGED, "Ben": Kind.REMOVED, "Dan": Kind.ADDED}
    assert "Ann | Monday [-morning-]{+noon+}, before we all begin" in [plain(change) for change in comparison.changes]


def test_a_row_is_followed_by_what_it_says_where_its_first_cell_only_counts() -> None:
    def table(*rows: str) -> str:
        numbered = (f'<td class="hub-details__number"><strong>{n}</strong></td>' for n in range(1, len(rows) + 1))
        body = "".join(f"<tr>{cell}<th>{row}</th></tr>" for cell, row in zip(numbered, rows, strict=True))
        return f"<table><tbody>{body}</tbody></table>"

    rows = ["Name of the School", "Law that applies", "First day of this agreement"]
    made = compare(table(*rows), table(rows[0], "Time to answer", *rows[1:]))

    assert [(change.kind, change.name) for change in made.changes if change.kind is not Kind.CHANGED] == [
        (Kind.ADDED, "2 | Time to answer")
    ]
    counted = [change for change in made.changes if change.kind is Kind.CHANGED]
    assert [[words.text for words in change.words if words.kind] for change in counted] == [["2", "3"], ["3", "4"]]


def test_a_column_that_came_or_went_leaves_rows_as_long_as_each_other() -> None:
    new = "| Who | Where | When |\n|---|---|---|\n| Ann | Hall | Monday morning |\n| Eve | Yard | Thursday |\n"
    compared(TABLE, new)
    compared(new, TABLE)
    compared(TABLE, "| Who |\n|---|\n| Ann |\n| Dan |\n| Cat |\n")


def test_cells_that_span_columns_stay_whole() -> None:
    head, last = "<table><tr><th>A</th><th>B</th></tr>", "<tr><td>1</td><td>2</td></tr></table>"
    old = f"{head}<tr><td colspan=2>Both of them</td></tr>{last}"
    compared(old, old.replace("Both of them", "Both of us"))
    compared(old, old.replace("<tr><td>1</td>", "<tr><td colspan=2>Three words here</td></tr><tr><td>1</td>"))
    compared(old, "<table><tr><td rowspan=2>A</td><td>x</td></tr><tr><td>y</td></tr></table>")
    compared(old, "<table><tr><td>A</td></tr></table>")


def test_a_picture_that_was_drawn_anew_has_changed() -> None:
    text = html_of('![A pathway](images/a.svg "How it goes")')
    comparison = compare(text, text.replace("a.svg", "b.svg"))
    same = compare(text, text.replace("a.svg", "b.svg"), picture=lambda _: "one digest")

    assert [(change.kind, change.part) for change in comparison.changes] == [(Kind.CHANGED, "picture")]
    assert same.is_same
    assert 'src="images/b.svg"' in same.html


def test_tabs_stand_one_below_the_other_and_folds_that_changed_are_open() -> None:
    tabs = '=== "One"\n\n    text a\n\n=== "Two"\n\n    text b\n\n'
    old = f'{tabs}??? note "More"\n    A body of words.\n\n??? note "Other"\n    Rest.\n'
    comparison = compared(old, old.replace("text b", "text c").replace("A body", "The body"))

    assert not list(parse(comparison.html).iter("input"))
    assert [each.get("open") is not None for each in parse(comparison.html).iter("details")] == [True, False]


def test_footnotes_lead_where_they_led() -> None:
    old = "One[^a] and two[^b].\n\n[^a]: Note a.\n[^b]: Note b.\n"
    comparison = compared(old, "One and two[^b].\n\n[^b]: Note b.\n")

    assert ("removed", "footnote", "[-Note a.-]") in told(comparison)
    assert [each.get("href") for each in parse(comparison.html).iter("a")] == ["#fn:b", "#fnref:b"]


def test_numbers_that_the_program_counts_are_no_change() -> None:
    old = "Two[^b].\n\n[^b]: Note b.\n"
    comparison = compared(old, "One[^a].\n\nTwo[^b].\n\n[^b]: Note b.\n[^a]: Note a.\n")

    assert {change.kind for change in comparison.changes} == {Kind.ADDED}


def test_an_anchor_of_a_change_is_never_an_id_of_the_text() -> None:
    comparison = compared("### Title { #change-1 }\n\nOld words here.", "### Title { #change-1 }\n\nNew words here.")

    assert [change.anchor for change in comparison.changes] == ["change-2"]


@pytest.mark.parametrize("number", range(2, 7))
def test_a_removed_heading_leaves_no_level_out(number: int) -> None:
    compared(f"## A\n\n{'#' * number} B\n\ntext\n\n### C\n", "## A\n\n### C\n")


def test_every_mark_that_is_written_is_documented() -> None:
    words = "## A {{ #a }}\n\nSome {} words.\n\n{}\n\n{}\n\n??? note\n    a b c {}\n"
    old = words.format("old", "- x y z\n- q r s", f"{TABLE}\n### Went\n\nGone words.", "d")
    new = words.format("new", "- q r s\n- t u v\n- x y z", "| Who | If |\n|---|---|\n| Zoe | a |", "e")
    classes = {
        name.split("--")[0]
        for each in parse(compared(old, new).html).iter()
        for name in (each.get("class") or "").split()
        if name.startswith("hub-diff")
    }

    assert classes <= set(MARKS)
    assert len(classes) >= 9
