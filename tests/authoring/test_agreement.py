"""Agreements read for site and print: every case printed while it is open, blanks named, answers never markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring

from hubdocs.authoring.agreement.names import clause_numbers
from hubdocs.authoring.agreement.reading import render_document, spoken_body, words_of_details
from hubdocs.authoring.agreement.writing import write_out
from hubdocs.authoring.documents import read_document
from hubdocs.authoring.markdown import Destination, Reading, hidden_text
from hubdocs.authoring.outline import headings
from hubdocs.authoring.template import environment, read_template
from hubdocs.errors import HubError, Place
from hubdocs.model import Agreement, Answer, Field, Source, Status, Version, View

GOLDEN = Path(__file__).parent / "golden"
NOWHERE = Place("agreement.md")
READING = Reading(
    view=View.PARTICIPANT,
    link=lambda id_: Destination(id_ if id_.startswith("#") else f"to/{id_}"),
    picture=lambda path: f"shown/{path}",
    activity_head=lambda activity: activity.title,
)


def field(name: str, type_: str = "text", label: str = "", **rest: object) -> Field:
    return Field(name, label or name.capitalize(), type_, NOWHERE, **rest)  # type: ignore[arg-type]


FIELDS = (
    field("party", label="Name of the school", required=True),
    field("days", "number", "Days funded", unit="days", default="1"),
    field("start", "date", "Starts on"),
    field("meal", "yesno", "The school gives a meal"),
    field("rooms", "list", "Rooms"),
    field("fee", "money", "Fee"),
    field("kind", "choice", "Kind of evening", choices=("workshop", "film")),
    field("notes", "multiline", "Notes"),
)


def agreement(body: str, fields: tuple[Field, ...] = FIELDS) -> Agreement:
    return Agreement(
        id="AG-01",
        title="Agreement",
        version=Version(1, 0, 0),
        status=Status.DRAFT,
        audience=(),
        source=Source("agreement.md", {}, body, 10),
        folder="",
        headings=headings(body),
        fields=fields,
    )


def tree(body: str, answers: Mapping[str, Answer] | None = None) -> HtmlElement:
    html = render_document(agreement(body), READING, answers or {})
    assert "hubblank" not in html or "hubblank" in body
    return fragment_fromstring(html, create_parent="div")


def said(element: HtmlElement) -> str:
    """The words of a tree, each block on a line of its own."""
    for block in element.iter("p", "li", "h2", "h3", "td", "th", "tr", "div", "section", "ul", "br"):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.replace("\N{NO-BREAK SPACE}", " ").split()) for line in element.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def clauses(body: str, answers: Mapping[str, Answer] | None = None) -> str:
    """What an agreement says without Details and signatures."""
    made = tree(body, answers)
    for section in made.xpath("./section[contains(@class, 'hub-details') or contains(@class, 'hub-signatures')]"):
        section.drop_tree()
    return said(made)


# Blanks and answers


def test_an_empty_field_is_named_with_its_place_in_the_details() -> None:
    assert clauses("Between us and {{ party }}.") == "Between us and [Name of the school] (Details, 1)."


def test_the_name_of_a_blank_leads_to_its_row() -> None:
    made = tree("From {{ start }}.")
    (link,) = made.xpath("//a[@class='hub-blank']")

    (row,) = made.xpath(f"//tr[.//*[@id='{link.get('href')[1:]}']]")
    assert said(row).startswith("3\nStarts on")


def test_inside_a_link_a_blank_is_words_alone() -> None:
    made = tree("[about {{ party }}](GOV-1)")

    assert [link.get("href") for link in made.iter("a")] == ["to/GOV-1"]
    assert "[Name of the school] (Details" in made.xpath("//a")[0].text_content()


@pytest.mark.parametrize(
    ("name", "answer", "printed"),
    [
        ("party", "Green Lane School", "Green Lane School"),
        ("days", "1", "1 day"),
        ("days", "0.5", "0.5 days"),
        ("start", "2027-01-04", "4 January 2027"),
        ("fee", "1250", "£1,250.00"),
        ("meal", "yes", "yes"),
        ("kind", "film", "film"),
        ("rooms", ("Hall", "Gym"), "Hall, Gym"),
    ],
)
def test_an_answer_is_printed_in_words_that_people_use(name: str, answer: Answer, printed: str) -> None:
    made = tree(f"Here {{{{ {name} }}}} stands.", {name: answer})

    assert [strong.text_content() for strong in made.xpath("./div//strong[@class='hub-filled']")] == [printed]
    (row,) = made.xpath(f"//tr[.//*[@id='hub-field-{name}']]")
    assert said(row).endswith("\n".join(answer) if isinstance(answer, tuple) else printed)


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("days", "day"),
        ("evenings each term", "evening each term"),
        ("people", "person"),
        ("glass", "glass"),
        ("%", "%"),
    ],
)
def test_one_of_a_unit_is_said_as_people_say_it(unit: str, one: str) -> None:
    body, fields = "For {{ days }}.", (field("days", "number", unit=unit),)
    html = render_document(agreement(body, fields), READING, {"days": "1"})

    assert f">1 {one}</strong>" in html


def test_a_longer_answer_keeps_its_lines() -> None:
    made = tree("{{ notes }}", {"notes": "One.\nTwo."})

    assert "One.<br>Two." in render_document(agreement("{{ notes }}"), READING, {"notes": "One.\nTwo."})
    assert clauses("{{ notes }}", {"notes": "One.\nTwo."}) == "One.\nTwo."
    assert len(made.xpath("./div//strong")) == 1


@pytest.mark.parametrize("text", ["These: {{ rooms }}", "{{ rooms }}"])
def test_a_list_at_the_end_of_a_paragraph_becomes_bullets(text: str) -> None:
    made = tree(text, {"rooms": ("Hall", "Gym")})

    assert [item.text_content() for item in made.xpath("./div//li")] == ["Hall", "Gym"]


def test_an_empty_list_by_itself_is_three_blanks() -> None:
    assert clauses("{{ rooms }}").splitlines() == [f"[Rooms, line {n}] (Details, 5)" for n in (1, 2, 3)]


HOSTILE = [
    "<b>bold</b>",
    "**bold**",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "# Heading { #parties }",
    "!!! trainer",
    "{{ party }}{% if meal %}",
    "hubblank0q",
    "| a | b |",
    "- item",
    "&lt;b&gt;",
    "1. one",
    "`code` _so_ ~~so~~ [^1] *[HTML]: x",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "frame", ["Here {{ party }} stands.", "{{ party }}", "- {{ party }}", "| {{ party }} |\n|---|"]
)
def test_an_answer_can_never_become_markup(text: str, frame: str) -> None:
    html = render_document(agreement(frame), READING, {"party": text})
    made = fragment_fromstring(html, create_parent="div")

    shown = [strong.text_content() for strong in made.xpath("//strong[@class='hub-filled']")]
    assert shown == [text, text]
    assert not any(len(strong) for strong in made.xpath("//strong[@class='hub-filled']"))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_any_answer_reaches_the_reader_as_it_was_typed(text: str) -> None:
    made = fragment_fromstring(render_document(agreement("Here {{ party }}."), READING, {"party": text}), "div")

    assert {strong.text_content() for strong in made.xpath("//strong[@class='hub-filled']")} == {text}


def test_an_answer_never_decides_where_a_link_leads() -> None:
    made = tree("[there](https://example.org/{{ party }})", {"party": "..//evil"})

    assert not list(made.iter("a"))
    assert "there" in clauses("[there](https://example.org/{{ party }})", {"party": "x"})


def test_an_attribute_that_people_hear_holds_plain_words() -> None:
    made = tree("![The hall of {{ party }}](images/hall.svg)", {"party": '<b>"Ann"'})

    assert made.xpath("//img")[0].get("alt") == 'The hall of <b>"Ann"'


def test_a_placeholder_is_nothing_that_an_author_has_typed() -> None:
    assert "hubblank0q stands." in clauses("hubblank0q stands. {{ party }}")


# Filters


@pytest.mark.parametrize(
    ("text", "empty", "filled"),
    [
        ('{{ party | default("us") }}', "[Name of the school] (Details, 1), or us if that is left empty", "Ann"),
        ('{{ party or "us" }}', "[Name of the school] (Details, 1), or us if that is left empty", "Ann"),
        ('{{ rooms | join(" and ") }}', "[Rooms] (Details, 5)", "Hall and Gym"),
        ("{{ rooms | length }} rooms", "the number of lines at “Rooms” (Details, 5) rooms", "2 rooms"),
        ('{{ [party, kind] | join(" / ") }}', "[Name of the school] (Details, 1) / [Kind of evening] (Details, 7)", ""),
        ('{{ party == "Ann" }}', "yes if “Name of the school” (Details, 1) is “Ann”, otherwise no", "yes"),
    ],
)
def test_a_filter_is_said_in_words_while_its_field_is_empty(text: str, empty: str, filled: str) -> None:
    assert clauses(f"Here {text}.") == f"Here {empty}."
    if filled:
        assert clauses(f"Here {text}.", {"party": "Ann", "rooms": ("Hall", "Gym")}) == f"Here {filled}."


def test_a_default_stands_where_nothing_was_filled_in() -> None:
    assert clauses('{{ party | default("us") }}.', {"party": ""}) == "us."


# Conditions


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("meal", "“The school gives a meal” (Details, 4) is yes"),
        ("not meal", "“The school gives a meal” (Details, 4) is no"),
        ("party", "“Name of the school” (Details, 1) is filled in"),
        ("not rooms", "“Rooms” (Details, 5) is left empty"),
        ("fee", "“Fee” (Details, 6) is filled in and is not 0"),
        ('kind == "film"', "“Kind of evening” (Details, 7) is “film”"),
        ('kind != "film"', "“Kind of evening” (Details, 7) is not “film”"),
        ('"film" == kind', "“Kind of evening” (Details, 7) is “film”"),
        ('kind in ["film", "workshop"]', "“Kind of evening” (Details, 7) is “film” or “workshop”"),
        ('"Hall" in rooms', "“Rooms” (Details, 5) names “Hall”"),
        ('"Hall" not in rooms', "“Rooms” (Details, 5) does not name “Hall”"),
        ("days > 2", "“Days funded” (Details, 2) is more than 2 days"),
        ("days == 1", "“Days funded” (Details, 2) is 1 day"),
        ("2 < days", "“Days funded” (Details, 2) is more than 2 days"),
        ("not days > 2", "“Days funded” (Details, 2) is not more than 2 days"),
        (
            "1 < days < 4",
            "“Days funded” (Details, 2) is more than 1 day and “Days funded” (Details, 2) is less than 4 days",
        ),
        ('start < "2027-09-01"', "“Starts on” (Details, 3) is before 1 September 2027"),
        ("fee > 1000", "“Fee” (Details, 6) is more than £1,000.00"),
        ('meal == "yes"', "“The school gives a meal” (Details, 4) is yes"),
        ("rooms | length > 2", "the number of lines at “Rooms” (Details, 5) is more than 2"),
        (
            "meal and (party or rooms)",
            (
                "“The school gives a meal” (Details, 4) is yes and either “Name of the school” (Details, 1) "
                "is filled in or “Rooms” (Details, 5) is filled in"
            ),
        ),
        (
            "not (meal and party)",
            "“The school gives a meal” (Details, 4) is no or “Name of the school” (Details, 1) is left empty",
        ),
        ("meal and true", "“The school gives a meal” (Details, 4) is yes"),
    ],
)
def test_an_open_case_is_printed_under_its_condition_in_plain_words(condition: str, words: str) -> None:
    body = f"{{% if {condition} %}}\n\nSo.\n\n{{% endif %}}"
    made = tree(body)

    (frame,) = made.xpath("//div[@class='hub-if']")
    assert said(frame) == f"If {words}:\nSo."


def test_every_case_of_a_choice_is_printed() -> None:
    body = (
        '{% if kind == "film" %}\n\nA.\n\n{% elif meal %}\n\nB.\n\n{% else %}\n\nC.\n\n{% endif %}\n\n'
        "{% if meal %}\n\nD.\n\n{% else %}\n\nE.\n\n{% endif %}"
    )
    assert clauses(body).splitlines() == [
        "If “Kind of evening” (Details, 7) is “film”:",
        "A.",
        "If not, and if “The school gives a meal” (Details, 4) is yes:",
        "B.",
        "If none of these is so:",
        "C.",
        "If “The school gives a meal” (Details, 4) is yes:",
        "D.",
        "If “The school gives a meal” (Details, 4) is no:",
        "E.",
    ]


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({"kind": "film"}, "A."),
        ({"kind": "workshop", "meal": "yes"}, "B."),
        ({"kind": "workshop", "meal": "no"}, "C."),
        (
            {"kind": "workshop"},
            (
                "If “The school gives a meal” (Details, 4) is yes:\nB.\n"
                "If “The school gives a meal” (Details, 4) is no:\nC."
            ),
        ),
        (
            {"meal": "yes"},
            "If “Kind of evening” (Details, 7) is “film”:\nA.\nIf “Kind of evening” (Details, 7) is not “film”:\nB.",
        ),
    ],
)
def test_what_is_filled_in_decides(answers: dict[str, Answer], left: str) -> None:
    body = '{% if kind == "film" %}\n\nA.\n\n{% elif meal %}\n\nB.\n\n{% else %}\n\nC.\n\n{% endif %}'

    assert clauses(body, answers) == left


def test_a_case_within_a_sentence_stands_in_brackets() -> None:
    assert clauses("They bring {% if meal %}plates{% else %}food{% endif %} each time.") == (
        "They bring [If “The school gives a meal” (Details, 4) is yes: plates] "
        "[If “The school gives a meal” (Details, 4) is no: food] each time."
    )


def test_cases_inside_cases_keep_their_conditions() -> None:
    body = "{% if meal %}\n\nA.\n\n{% if rooms %}\n\nB.\n\n{% endif %}\n\nC.\n\n{% endif %}\n\nD."
    made = tree(body)

    (outer,) = made.xpath("//div[@class='hub-intro']/div[@class='hub-if']")
    (inner,) = outer.xpath("./div[@class='hub-if']")
    assert said(inner).endswith("B.")
    assert clauses(body).splitlines()[-2:] == ["C.", "D."]


@pytest.mark.parametrize(
    "body",
    [
        "- one\n{% if meal %}\n- two\n{% endif %}\n- three",
        "- one\n\n    {% if meal %}\n\n    two\n\n    {% endif %}\n\n- three",
        "- one\n- {% if meal %}two{% endif %}\n- three",
        '!!! note "one"\n    {% if meal %}\n    two\n    {% endif %}\n\nthree',
        "> one\n>\n> {% if meal %}\n> two\n> {% endif %}\n\nthree",
        "one\n:   {% if meal %}two{% endif %}\n\nthree",
        "| one | x |\n|---|---|\n{% if meal %}\n| two | y |\n{% endif %}\n| three | z |",
        "one.[^1]\n\n[^1]: {% if meal %}two{% endif %}\n\nthree",
        "```\none\n{% if meal %}\ntwo\n{% endif %}\n```\n\nthree",
        "one\n\n{% if meal %}two\n\nand two{% endif %}\n\nthree",
        "### one {% if meal %}two{% endif %}\n\nthree",
    ],
)
def test_a_case_is_never_lost_wherever_it_stands(body: str) -> None:
    words = clauses(body)

    for word in ("one", "two", "three"):
        assert re.search(rf"\b{word}\b", words), words
    assert "If “The school gives a meal” (Details, 4) is yes:" in words


def test_a_row_of_a_table_may_be_a_case_and_the_table_stays_whole() -> None:
    body = (
        "| Room | Who |\n|---|---|\n{% for room in rooms %}\n| {{ room }} | caretaker |\n{% endfor %}\n"
        "{% if meal %}\n| Kitchen | cook |\n{% else %}\n| Shelf | nobody |\n{% endif %}\n| Door | all |\n\nAfter."
    )
    made = tree(body)

    rows = [said(row).replace("\n", " | ") for row in made.xpath("//div[@class='hub-intro']//tbody/tr")]
    assert rows == [
        *(f"[Rooms, line {number}] (Details, 5) | caretaker" for number in (1, 2, 3)),
        "If “The school gives a meal” (Details, 4) is yes: Kitchen | cook",
        "If “The school gives a meal” (Details, 4) is no: Shelf | nobody",
        "Door | all",
    ]
    filled = tree(body, {"rooms": ("Hall",), "meal": "no"})
    assert [said(row).replace("\n", " | ") for row in filled.xpath("//div[@class='hub-intro']//tbody/tr")] == [
        "Hall | caretaker",
        "Shelf | nobody",
        "Door | all",
    ]


def test_a_clause_that_is_a_case_says_so_below_its_heading() -> None:
    made = tree(
        "{% if meal %}\n\nBefore.\n\n## Food { #food }\n\nEat.\n\n## Plates { #plates }\n\nWash.\n\n{% endif %}"
    )

    assert [said(frame) for frame in made.xpath("//div[@class='hub-if']")] == [
        f"If “The school gives a meal” (Details, 4) is yes:\n{words}" for words in ("Before.", "Eat.", "Wash.")
    ]
    assert [section.get("id") for section in made.xpath("./section[contains(@class, 'hub-clause')]")] == [
        "food",
        "plates",
    ]


# Loops


LOOP = "{% for room in rooms %}\n\n- {{ loop.index }}: {{ room }}\n\n{% else %}\n\nNone.\n\n{% endfor %}"


def test_an_empty_list_is_gone_through_three_times() -> None:
    assert clauses(LOOP).splitlines() == [
        "1: [Rooms, line 1] (Details, 5)",
        "2: [Rooms, line 2] (Details, 5)",
        "3: [Rooms, line 3] (Details, 5)",
        "If “Rooms” (Details, 5) is left empty:",
        "None.",
    ]


def test_a_list_is_gone_through_once_for_each_of_its_lines() -> None:
    assert clauses(LOOP, {"rooms": ("Hall", "Gym")}).splitlines() == ["1: Hall", "2: Gym"]
    assert clauses(LOOP, {"rooms": ()}) == "None."


def test_a_line_of_a_list_may_be_asked_about() -> None:
    body = '{% for room in rooms %}{% if room == "Hall" %}H{% endif %}{% if loop.index > 1 %}, {% endif %}{% endfor %}'

    assert "[If “Rooms, line 2” (Details, 5) is “Hall”: H]" in clauses(body)
    assert clauses(body, {"rooms": ("Hall", "Gym")}) == "H,"


def test_a_text_that_lists_make_endless_is_refused() -> None:
    body = "".join(f"{{% for {name} in rooms %}}" for name in "abcd") + "word " * 1000 + "{% endfor %}" * 4

    with pytest.raises(HubError, match="far too long"):
        write_out(agreement(body))


def test_lists_that_print_nothing_end_all_the_same() -> None:
    body = "".join(f"{{% for {name} in rooms %}}" for name in "abcd") + "{% endfor %}" * 4

    with pytest.raises(HubError, match="far too long"):
        write_out(agreement(body), {"rooms": ("Hall",) * 1000})


# Answers agree with the engine


CONDITIONS = st.sampled_from(
    [
        "meal",
        "not meal",
        "party",
        "rooms",
        'kind == "film"',
        'kind != "film"',
        'kind in ["film", "other"]',
        'kind not in ("film",)',
        "days > 2",
        "days < 2",
        "days == 2",
        '"Hall" in rooms',
        "rooms | length > 1",
        "1 < days < 4",
    ]
)
CONDITION = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"(not {one})"),
    ),
    max_leaves=4,
)
WORDS = st.sampled_from(["apple", "pear", "{{ party }}", "{{ rooms | join('; ') }}", "{{ days }}", "{{ kind }}"])
BODY = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("\n\n".join),
        st.tuples(CONDITION, inner, inner).map(lambda it: f"{{% if {it[0]} %}}{it[1]}{{% else %}}{it[2]}{{% endif %}}"),
        st.tuples(CONDITION, CONDITION, inner).map(
            lambda it: f"{{% if {it[0]} %}}\n\nfirst\n\n{{% elif {it[1]} %}}\n\n{it[2]}\n\n{{% endif %}}"
        ),
        inner.map(
            lambda one: f"{{% for room in rooms %}}\n\n{{{{ loop.index }}}} {{{{ room }}}} {one}\n\n{{% endfor %}}"
        ),
    ),
    max_leaves=5,
)
ANSWERS = st.fixed_dictionaries(
    {
        "party": st.sampled_from(["Ann", ""]),
        "days": st.sampled_from(["1", "2", "3"]),
        "meal": st.sampled_from(["yes", "no"]),
        "rooms": st.sampled_from([(), ("Hall",), ("Hall", "Gym")]),
        "kind": st.sampled_from(["film", "workshop"]),
    }
)


class Days(int):
    """A number that prints with its unit."""

    def __str__(self) -> str:
        return f"{int(self)} day{'' if int(self) == 1 else 's'}"


@given(BODY, ANSWERS)
@settings(max_examples=150, deadline=None)
def test_a_template_that_is_filled_in_says_what_its_engine_would(body: str, answers: dict[str, Answer]) -> None:
    assume(not read_template(body).faults)
    written = write_out(agreement(body), answers)
    ours = written.placeholder.sub(
        lambda found: "".join(each if isinstance(each, str) else each.words for each in written.pieces[int(found[1])]),
        written.text,
    )
    engine = {**answers, "days": Days(str(answers["days"])), "meal": answers["meal"] == "yes"}

    assert ours.split() == environment().from_string(body).render(engine).split()


@given(BODY)
@settings(max_examples=100, deadline=None)
def test_nothing_of_a_template_is_lost_while_it_is_empty(body: str) -> None:
    assume(not read_template(body).faults)
    html = render_document(agreement(body), READING)
    words = fragment_fromstring(html, create_parent="div").text_content()

    assert "hubblank" not in html
    for word in ("apple", "pear", "first"):
        assert words.count(word) >= body.count(word)


# Clauses


CLAUSED = """\
Before. See [clause](#money).

## Who we are { #who-we-are }

[Clause](#money), [the money](#money), [Who we are](AG-01#who-we-are).

## Money { #money }

### A part

[clause](GOV-1)
"""


def test_clauses_are_numbered_in_their_order() -> None:
    made = tree(CLAUSED)

    assert clause_numbers(agreement(CLAUSED)) == {"who-we-are": 1, "money": 2}
    assert [said(heading) for heading in made.xpath("./section[contains(@class, 'hub-clause')]/h2")] == [
        "1 Who we are",
        "2 Money",
    ]


def test_a_link_to_a_clause_prints_its_number() -> None:
    links = [(said(link), link.get("href")) for link in tree(CLAUSED).xpath("//a[starts-with(@href, '#')]")]

    assert links == [
        ("clause 2", "#money"),
        ("Clause 2", "#money"),
        ("the money (clause 2)", "#money"),
    ]


def test_a_clause_keeps_its_number_when_another_is_left_out() -> None:
    body = "{% if meal %}\n\n## Food { #food }\n\nEat.\n\n{% endif %}\n\n## Ending { #ending }\n\nEnd."

    assert clauses(body, {"meal": "no"}) == "2 Ending\nEnd."


# Details and signatures


def test_an_agreement_opens_with_its_details_each_field_once() -> None:
    made = tree("Text. {{ party }}")

    assert made[0].get("id") == "hub-details"
    assert [said(row).splitlines()[0].split()[0] for row in made[0].xpath(".//tbody/tr")] == [
        str(number) for number in range(1, len(FIELDS) + 1)
    ]
    assert [row.xpath("string(.//th)") for row in made[0].xpath(".//tbody/tr")] == [each.label for each in FIELDS]


def test_a_row_says_how_to_fill_it_in() -> None:
    rows = [said(row).replace("\n", " | ") for row in tree("Text.")[0].xpath(".//tbody/tr")]

    assert rows == [
        "1 required | Name of the school",
        "2 | Days funded | 1 day, unless changed: | days",
        "3 | Starts on | day month year",
        "4 | The school gives a meal | yes no",
        "5 | Rooms | 1 | 2 | 3",
        "6 | Fee | £",
        "7 | Kind of evening | workshop film",
        "8 | Notes",
    ]
    lines = [len(row.xpath(".//*[@class='hub-rule']")) for row in tree("Text.")[0].xpath(".//tbody/tr")]
    assert lines == [1, 1, 3, 0, 3, 1, 0, 3]


def test_an_agreement_without_fields_has_no_details() -> None:
    assert "hub-details" not in render_document(agreement("Text.", ()), READING)


def test_a_place_to_sign_comes_last() -> None:
    made = tree("Text.[^1]\n\n## End { #end }\n\nBye.\n\n[^1]: A note.")

    assert said(made[-1]) == ("Signatures\nFirst party\nSecond party\nSigned for\nSignature\nName\nRole\nDate")


def test_the_authors_own_signatures_take_its_place() -> None:
    made = tree("## Signatures { #signatures }\n\n| Name | Date |\n|---|---|\n| &nbsp; | &nbsp; |")

    (only,) = made.xpath("//section[contains(@class, 'hub-signatures')]")
    assert said(only).startswith("1 Signatures\nName\nDate")


# What the proof looks for


def test_the_words_that_readers_get_hold_no_sign_of_the_template() -> None:
    words = spoken_body(agreement("From {{ start }}{% if meal %} with {{ party }}{% endif %}."))

    assert words.replace("\N{NO-BREAK SPACE}", " ") == (
        "From [Starts on] (Details, 3) [If “The school gives a meal” (Details, 4) is yes: "
        "with [Name of the school] (Details, 1) ]."
    )
    assert {"Name of the school", "1 day, unless changed:", "workshop"} <= set(words_of_details(agreement("Text.")))


def test_trainer_text_that_names_a_blank_is_found_as_readers_would_get_it() -> None:
    body = "Text.\n\n!!! trainer\n    Tell them nothing about {{ party }} before they ask."
    (hidden,) = hidden_text(spoken_body(agreement(body)))

    assert "nothing about [Name of the school] (Details, 1) before" in hidden.replace("\N{NO-BREAK SPACE}", " ")
    assert "Tell them nothing" not in render_document(agreement(body), READING)


# The whole


def test_an_agreement_reads_as_it_did(golden: Callable[[Path, str], None]) -> None:
    read = read_document(GOLDEN, "AG-90-hall", "agreement")
    answers: dict[str, Answer] = {"school_name": "Green <b>Lane</b> School", "rooms": ("Hall", "**Gym**"), "meal": "no"}

    golden(GOLDEN / "agreement-empty.html", render_document(read, READING) + "\n")
    golden(GOLDEN / "agreement-filled.html", render_document(read, READING, answers) + "\n")
    golden(GOLDEN / "agreement-spoken.md", spoken_body(read) + "\n")
