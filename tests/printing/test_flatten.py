"""Nothing that a screen shows on demand is lost on paper."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from hubdocs.authoring.markdown import Destination, Reading, render
from hubdocs.model import View
from hubdocs.printing.flat_margins import margin
from hubdocs.printing.flatten import Flat, flatten
from hubdocs.printing.flattening import A5_SHAPE, LARGE_SHAPE, Flattening, Reach

REACH = {
    "WC-02": Reach("WC-02", "WC-02", "m/wc-02/"),
    "WC-02#film": Reach("WC-02--film", "WC-02", "modules/wc-02/#film"),
}


def flat(html: str, **changes) -> Flat:
    return flatten(html, Flattening("WC-01", lambda id_: REACH.get(id_, Reach(id_, id_)), **changes))


def from_markdown(body: str) -> Flat:
    def link(id_: str) -> Destination | None:
        return Destination(id_ if id_.startswith(("#", "term:")) else f"hub:{id_}", "What it means.")

    reading = Reading(view=View.TRAINER, link=link, picture=lambda path: f"asset:{path}", activity_head=lambda _: "")
    return flat(render(body, reading))


def words(html: str) -> list[str]:
    parted = re.sub(r"</(?:p|li|h\d|div|td|th)>", r"\g<0> ", html)
    return fragment_fromstring(parted, create_parent="div").text_content().split()


def text(html: str) -> str:
    return " ".join(words(html))


def test_tabs_become_sections_under_their_labels():
    made = from_markdown('=== "With the film"\n    Watch.\n\n=== "With the card"\n    Read.\n')
    assert text(made.html) == "With the film Watch. With the card Read."
    assert "<input" not in made.html
    assert "<label" not in made.html


def test_tabs_inside_tabs_keep_their_own_labels():
    made = from_markdown('=== "A"\n    === "B"\n        Inner.\n\n    === "C"\n        Other.\n\n=== "D"\n    Last.\n')
    assert text(made.html) == "A B Inner. C Other. D Last."


def test_details_are_open_under_their_summary():
    made = from_markdown('??? note "Why"\n    Because.\n')
    assert "<details" not in made.html
    assert text(made.html) == "Why Because."


def test_an_abbreviation_is_spelt_out_once():
    made = from_markdown("The SLT and the SLT.\n\n*[SLT]: senior leadership team\n")
    assert text(made.html) == "The SLT (senior leadership team) and the SLT."


def test_an_abbreviation_in_a_heading_is_spelt_out_in_the_text():
    made = from_markdown("## The SLT\n\nAsk the SLT.\n\n*[SLT]: senior leadership team\n")
    assert text(made.html) == "The SLT Ask the SLT (senior leadership team)."


def test_a_term_is_explained_once_below_the_block_that_first_uses_it():
    made = from_markdown("Tell the [lead](term:DSL).\n\nThen the [lead](term:DSL) acts.\n")
    assert text(made.html) == "Tell the lead. DSL. What it means. Then the lead acts."


def test_a_term_in_a_list_is_explained_after_the_whole_list():
    made = from_markdown("- Tell the [lead](term:DSL).\n- Write.\n\nEnd.\n")
    assert text(made.html) == "Tell the lead. Write. DSL. What it means. End."


def test_a_link_to_another_document_prints_its_id_and_is_numbered():
    made = from_markdown("See [skills](WC-02#film) and [WC-02](WC-02).\n")
    assert text(made.html) == "See skills (WC-02) and WC-02."
    assert [(link.target, link.words, link.web) for link in made.links] == [
        ("WC-02--film", "skills", "modules/wc-02/#film"),
        ("WC-02", "WC-02", "m/wc-02/"),
    ]
    assert re.findall(r'href="hubdoc:(\d+)"', made.html) == ["0", "1"]


def test_a_link_inside_the_document_asks_for_its_page():
    made = from_markdown("See [the film](#film).\n\n## Film { #film }\n\nText.\n")
    assert '<a href="#WC-01--film" class="hub-page">' in made.html
    assert '<h2 id="WC-01--film">' in made.html


def test_a_link_to_a_part_that_this_view_lacks_becomes_words():
    made = from_markdown("See [the trainer's part](#gone).\n")
    assert "<a" not in made.html
    assert text(made.html) == "See the trainer’s part."


def test_a_web_address_is_printed_once_and_not_beside_itself():
    made = from_markdown(
        "[A guide](https://example.org/guide), [again](https://example.org/guide), <https://example.org/other>.\n"
    )
    assert text(made.html) == "A guide (example.org/guide), again, https://example.org/other."


def test_footnotes_stand_under_a_heading_without_links_back():
    made = from_markdown("A claim.[^1]\n\n[^1]: Its source.\n")
    assert text(made.html) == "A claim.1 Notes Its source."


def test_no_heading_skips_a_level_below_the_title():
    made = from_markdown("### Too deep\n\nText.\n\n## Next\n\n#### Deep\n\nIts text.\n")
    assert re.findall(r"<h(\d)", made.html) == ["2", "2"]
    assert text(made.html) == "Too deep Text. Next Deep Its text."


def test_a_deep_heading_runs_in_with_its_paragraph():
    made = from_markdown("## Next\n\n#### Deep\n\nIts text.\n")
    assert '<p><strong id="WC-01--deep">Deep</strong> Its text.</p>' in made.html


def test_empty_cells_leave_room_to_write():
    made = from_markdown("| Who | Where |\n|---|---|\n| Lead | &nbsp; |\n| Head | Office |\n")
    assert made.html.count("hub-fill") == 1


def test_every_id_begins_with_the_documents_own():
    made = from_markdown("## Film { #film }\n\nA claim.[^1]\n\n### More\n\n[^1]: Source.\n")
    ids = re.findall(r'\bid="([^"]*)"', made.html)
    assert ids
    assert all(id_.startswith("WC-01--") for id_ in ids)


def test_icons_are_painted_as_decoration():
    made = from_markdown('!!! safeguarding "Tell"\n    Today.\n')
    assert "<svg" not in made.html
    assert "data:image/svg+xml," in made.html
    assert "viewBox" in made.html
    assert "currentColor" not in made.html


def test_a_sheet_with_three_steps_shows_three_rings_and_keeps_the_numbers():
    steps = "<div><ol><li><b>See.</b></li><li>Write.</li><li>Tell.</li></ol></div>"
    made = flat(steps, rings=("<i></i>", "<i></i>", "<i></i>"))
    assert made.html.count("<i>") == 3
    assert text(made.html) == "1. See. 2. Write. 3. Tell."


def test_helplines_stand_in_two_columns_with_nothing_lost():
    html = (
        '<div class="hub-signposts"><ul><li><strong class="hub-signposts__name">Childline</strong> '
        '<span class="hub-signposts__who">Anyone under 19</span> '
        '<a class="hub-signposts__number" href="tel:08001111">0800 1111</a> '
        '<span class="hub-signposts__checked">checked 1 November 2026</span></li></ul></div>'
    )
    made = flat(html).html
    assert sorted(re.sub(r"<[^>]+>", " ", made).split()) == sorted(re.sub(r"<[^>]+>", " ", html).split())
    assert "tel:" not in made


LINES = st.text(st.sampled_from("abcdefgh ijk"), min_size=1, max_size=30).map(lambda line: f"w{line.strip()}")
BLOCKS = st.recursive(
    LINES.map(lambda line: f"{line}\n"),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["note", "trainer", "answers", "safeguarding"]), LINES, inner).map(
            lambda part: f'!!! {part[0]} "{part[1]}"\n' + indented(part[2])
        ),
        st.tuples(LINES, inner).map(lambda part: f'??? note "{part[0]}"\n' + indented(part[1])),
        st.lists(st.tuples(LINES, inner), min_size=1, max_size=3).map(
            lambda tabs: "\n".join(f'=== "{label}"\n' + indented(body) for label, body in tabs)
        ),
        st.lists(inner, min_size=1, max_size=3).map("\n".join),
    ),
    max_leaves=8,
)


def indented(block: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in block.split("\n"))


@pytest.mark.parametrize("heading", ["", "## A heading\n\n"])
@given(block=BLOCKS)
def test_no_word_of_any_nesting_is_lost(heading: str, block: str):
    wanted = Counter(re.findall(r"\bw[a-z]*\b", heading + block))
    found = Counter(words(from_markdown(heading + block).html))
    assert not wanted - found


WIDE = """
<table><thead><tr><th>Part</th><th>Who</th><th>From:</th><th>To</th></tr></thead><tbody>
<tr><td>Close</td><td rowspan="2">Lead <a id="lead">here</a></td><td></td><td><em>8</em></td></tr>
<tr><td>Late</td><td colspan="2">not at all</td></tr>
<tr><td>&nbsp;</td><td>Anyone</td><td>1</td><td>2</td></tr>
</tbody></table>
"""


def test_a_table_broader_than_the_page_becomes_a_block_for_each_row():
    made = flat(WIDE, shape=LARGE_SHAPE).html
    assert "<table" not in made
    assert made.count("hub-rows__row") == 3
    close = "Part: Close Who: Lead here From: To: 8"
    late = "Part: Late Who: Lead here From: not at all"
    assert words(made) == f"{close} {late} Part: Who: Anyone From: 1 To: 2".split()
    assert made.count('class="hub-write"') == 2


def test_what_stands_in_several_rows_keeps_its_anchor_once():
    assert flat(WIDE, shape=LARGE_SHAPE).html.count('id="WC-01--lead"') == 1


def test_a_table_that_fits_stays_one():
    three = "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    assert "<table" in flat(three, shape=LARGE_SHAPE).html
    assert "<table" in flat(WIDE, shape=A5_SHAPE).html
    assert "<table" in flat(WIDE).html


def test_a_form_becomes_a_list_in_large_print_with_number_and_name_as_its_head():
    form = (
        '<section class="hub-details"><table>'
        "<thead><tr><th>Number</th><th>Detail</th><th>What is agreed</th></tr></thead>"
        '<tbody><tr><td><strong>1 </strong><span class="hub-details__required">required</span></td>'
        '<th scope="row">Name</th><td><p>Somebody</p></td></tr></tbody></table></section>'
    )
    assert words(flat(form, shape=LARGE_SHAPE).html) == "1 Name (required) What is agreed: Somebody".split()
    assert "<table" in flat(form, shape=A5_SHAPE).html


def test_in_large_print_each_who_signs_has_a_block():
    table = (
        '<section class="hub-signatures"><table><thead><tr><th>Please write</th><th>For us</th><th>For them</th></tr>'
        "</thead><tbody><tr><td>Name</td><td> </td><td> </td></tr><tr><td>Date</td><td>1 May</td><td> </td></tr>"
        "</tbody></table></section>"
    )
    made = flat(table, shape=LARGE_SHAPE).html
    assert words(made) == "For us Name: Date: 1 May For them Name: Date:".split()
    assert made.count('class="hub-write"') == 3
    assert "<table" in flat(table, shape=A5_SHAPE).html


def test_on_paper_alone_a_blank_is_no_link():
    blank = '<p id="hub-field-party">A</p><p><a href="#hub-field-party">[Name] (Details, 1)</a></p>'
    assert "<a" not in flat(blank, shape=A5_SHAPE).html
    assert "<a" in flat(blank, shape=LARGE_SHAPE).html


def test_without_a_margin_column_what_stood_in_it_follows_in_the_text():
    lines = ["<strong>Sensitive</strong><br>Nobody has to speak.", "Handout<br><strong>WC-01-H1</strong><br>one each"]
    html = f'<section class="hub-section"><h2>Film</h2>{margin([*lines, "<strong>Only here</strong><br>"])}</section>'
    said = text(flat(html, shape=LARGE_SHAPE).html)
    assert said == "Film Sensitive. Nobody has to speak. Handout WC-01-H1, one each Only here."


def test_notes_ask_for_their_tags():
    made = from_markdown("A claim.[^1]\n\n[^1]: Its source.\n")
    assert re.findall(r'<(\w+) [^>]*data-tag="(\w+)"', made.html) == [("sup", "Reference"), ("li", "Note")]


def test_a_picture_with_an_empty_description_is_decoration():
    made = flat('<p><img src="a.png" alt=""><img src="b.png" alt="Shown"></p>')
    pictures = fragment_fromstring(made.html).findall(".//img")
    assert [(each.get("alt"), each.get("data-tag")) for each in pictures] == [
        ("decoration", "Artifact"),
        ("Shown", None),
    ]
