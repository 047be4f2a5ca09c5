"""From Markdown to clean HTML: what is allowed stays, what is dangerous goes, ids lead somewhere."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.authoring.markdown import Destination, Reading, render, survey
from hubdocs.authoring.markdown.sanitiser import is_language, language_named
from hubdocs.errors import Place
from hubdocs.model import Activity, Signpost, Term, View

HERE = Place("x.md")
CHILDLINE = Signpost(
    "childline", "Childline", "Anyone under 19", HERE, "here", phone="0800 1111", hours="24 hours a day"
)
CHECKED = Signpost("mind", "Mind", "Anyone", HERE, "here", web="www.mind.org.uk", checked=datetime.date(2026, 10, 3))

READING = Reading(
    view=View.PARTICIPANT,
    link=lambda target: None if "nowhere" in target else Destination(f"to/{target}", f"Title of {target}"),
    picture=lambda path: f"shown/{path}",
    activity_head=lambda activity: f"<h2>{activity.title}</h2>",
    signposts={"childline": CHILDLINE, "mind": CHECKED},
    terms=(Term("DSL", "The safeguarding lead", HERE), Term("Hub", "A lead school", HERE)),
    local_help="<p>Ask at reception.</p>",
)

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)" alt="a">',
    '<svg onload="alert(1)"></svg>',
    "[click](javascript:alert(1))",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://example.org"></iframe>',
    '<form action="https://example.org"><input name="a"></form>',
    '<p style="position:fixed">x</p>',
    '<div id="__search">x</div>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "[x](hubdoc:17)",
    "[x](asset:fonts/a.woff2)",
    "<style>body{display:none}</style>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_could_do_harm_is_taken_out_and_told(hostile: str) -> None:
    html = render(f"Before.\n\n{hostile}\n\nAfter.\n", READING).lower()

    for sign in ("<script", "onerror", "onload", "javascript:", "data:", "<iframe", "<form", "style=", "__search"):
        assert sign not in html
    for sign in ("<link", "attachment", "file:", "hubdoc:", "asset:", "<style"):
        assert sign not in html
    assert "after." in html
    assert survey(hostile).removed


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "<", '"', "'", ">", "[", "](", "`", "\n\n", "    ", "!!! note\n"]), max_size=12
    ).map("".join)
)
def test_no_mixture_of_hostile_pieces_runs(body: str) -> None:
    html = render(body, READING).lower()

    assert "<script" not in html
    assert 'href="javascript:' not in html
    assert not any(f"<{tag}" in html for tag in ("iframe", "form", "style", "link", "object"))


@given(st.text(max_size=300))
def test_no_text_whatever_is_a_traceback(body: str) -> None:
    render(body, READING)
    survey(body)


def test_a_link_by_id_leads_where_the_reading_says_and_says_what_is_there() -> None:
    assert '<a href="to/WC-02" title="Title of WC-02">Skills</a>' in render("[Skills](WC-02)", READING)


def test_a_link_that_leads_nowhere_prints_as_words() -> None:
    nowhere = dataclasses.replace(READING, link=lambda _: Destination(""))

    assert render("See [the film](WC-01#nowhere).", nowhere) == '<div class="hub-intro"><p>See the film.</p></div>'


def test_a_link_to_what_is_gone_says_so_behind_its_words() -> None:
    gone = '<span class="hub-gone">(no longer there)</span>'

    assert render("See [**the** film](WC-01#nowhere), then go.", READING) == (
        f'<div class="hub-intro"><p>See <strong>the</strong> film {gone}, then go.</p></div>'
    )


def test_a_helpline_that_is_no_longer_listed_keeps_its_name_and_no_number() -> None:
    inline = render("Ring [the line](signpost:gone) today.", READING)
    block = render("!!! signposts\n    childline the-old-line\n", dataclasses.replace(READING, link=lambda _: None))

    assert 'Ring the line <span class="hub-gone">(no longer listed)</span> today.' in inline
    assert block.count("<li>") == 2
    assert '>The old line</strong> <span class="hub-signposts__who hub-gone">no longer listed</span></li>' in block


def test_a_block_with_a_helpline_that_is_gone_leads_to_todays() -> None:
    led = dataclasses.replace(READING, link=lambda id_: Destination(f"to/{id_}"))

    assert 'href="to/help/help-a-child.md">today\u2019s helplines</a>' in render("!!! signposts\n    gone\n", led)


def test_a_helpline_prints_its_name_number_and_hours() -> None:
    html = render("[Childline](signpost:childline) listens.", READING)

    assert '<a class="hub-signpost__number" href="tel:08001111">0800 1111</a>' in html
    assert "24 hours a day, to be checked before use" in html


def test_a_signposts_block_lists_services_with_the_day_of_the_last_check() -> None:
    html = render("!!! signposts\n    childline mind\n", READING)

    assert html.count("<li>") == 2
    assert "checked 3 October 2026" in html
    assert "to be checked before use" in html


def test_a_local_help_block_is_filled() -> None:
    assert '<div class="hub-local"><p>Ask at reception.</p></div>' in render("!!! local-help\n", READING)


def test_jargon_is_explained_once_where_it_first_stands() -> None:
    html = render("Tell the DSL. The DSL knows. A Hub too.", READING)

    assert html.count("hub-term") == 1
    assert 'title="The safeguarding lead">DSL</a>. The DSL knows' in html


def test_a_picture_with_a_title_becomes_a_numbered_figure() -> None:
    html = render('![Two rings](images/a.svg "Where they meet")\n\n![One](images/b.svg)', READING)

    assert (
        '<img alt="Two rings" src="shown/images/a.svg">' in html or 'src="shown/images/a.svg" alt="Two rings"' in html
    )
    assert "<figcaption><strong>Figure 1.</strong> Where they meet</figcaption>" in html
    assert html.count("<figure") == 2


def test_a_handouts_picture_is_the_documents_picture() -> None:
    assert "shown/images/a.svg" in render("![Two rings](../images/a.svg)", READING)


def test_a_table_is_a_named_region_without_styles() -> None:
    html = render("| Sign | Count |\n|---|--:|\n| late | 2 |", READING)

    assert 'role="region" aria-label="Table: Sign, Count" tabindex="0"' in html
    assert '<td class="hub-right">2</td>' in html
    assert '<th scope="col">Sign</th>' in html


def test_everything_of_the_dialect_is_rendered() -> None:
    body = (
        '??? note "More"\n    Folded.\n\n=== "One"\n    First tab.\n\n=== "Two"\n    Second tab.\n\n'
        "- [ ] to do\n- [x] done\n\nWord\n:   its meaning\n\nText.[^1]\n\nThe RSHE lesson.\n\n"
        "```\n!!! not a block\n```\n\n[^1]: Note.\n\n*[RSHE]: Relationships\n"
    )
    html = render(body, READING)

    for part in (
        "<summary>More</summary>",
        "tabbed-set",
        "hub-tick--done",
        "<dt>Word</dt>",
        "footnote",
        "<abbr",
        "!!! not",
    ):
        assert part in html
    assert survey(body).leftovers == ()
    assert survey(body).removed == ()


def test_an_activity_has_the_head_that_its_medium_gives_it_and_no_other() -> None:
    html = render(
        "## Film { #film minutes=5 }\n\nText.",
        dataclasses.replace(READING, activities=(Activity("film", "Film", 5, 0),)),
    )

    assert html == '<section id="film" class="hub-activity"><h2>Film</h2><p>Text.</p></section>'


def test_a_language_that_a_hint_proposes_is_one_that_is_taken():
    assert language_named("Flemish") == "nl-BE"
    assert all(is_language(language_named(name)) for name in Locale("en").languages.values())
