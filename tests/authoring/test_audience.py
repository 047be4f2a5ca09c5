"""Trainer text is not in what others get: not a word, not a note, not a picture's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.authoring.markdown import Destination, Reading, hidden_text, render, shown_text
from hubdocs.model import Activity, Mark, View

TOKEN = "zqsecret"  # noqa: S105  # a word to look for, no password

HIDING_PLACES = {
    "block": f'!!! trainer "Say"\n    {TOKEN} is here.\n',
    "block title": f'!!! trainer "{TOKEN}"\n    Text.\n',
    "answers": f"!!! answers\n    {TOKEN} is here.\n",
    "folded block": f'??? trainer "Say"\n    {TOKEN} is here.\n',
    "paragraph": f"{TOKEN} is here.\n{{ .for-trainer }}\n",
    "list item": f"- everybody\n- {TOKEN} is here\n  {{ .for-trainer }}\n",
    "section": f"## {TOKEN} {{ .for-trainer }}\n\n{TOKEN} too.\n\n### {TOKEN} below\n\nMore {TOKEN}.\n",
    "activity": f"## {TOKEN} {{ #secret minutes=5 .for-trainer }}\n\n{TOKEN} too.\n",
    "smaller section": f"### {TOKEN} {{ .for-trainer }}\n\n{TOKEN} too.\n\n#### {TOKEN} deeper\n\n{TOKEN}.\n",
    "footnote": f'!!! trainer "Say"\n    Something.[^a]\n\n[^a]: {TOKEN} is the source.\n',
    "footnote of a footnote": f'!!! trainer "Say"\n    Something.[^a]\n\n[^a]: See there.[^b]\n\n[^b]: {TOKEN}.\n',
    "alternative text": f'!!! trainer "Say"\n    ![{TOKEN}](images/a.svg)\n',
    "picture name": f'!!! trainer "Say"\n    ![A line](images/{TOKEN}.svg)\n',
    "caption": f'!!! trainer "Say"\n    ![A line](images/a.svg "{TOKEN}")\n',
    "link": f'!!! trainer "Say"\n    [there](https://example.org/{TOKEN})\n',
    "table in a block": f"!!! answers\n\n    | a | b |\n    |---|---|\n    | {TOKEN} | 2 |\n",
    "code in a block": f"!!! answers\n\n    ```\n    {TOKEN}\n    ```\n",
    "tab in a block": f'!!! answers\n\n    === "{TOKEN}"\n        {TOKEN}\n',
    "html paragraph": f'<p class="for-trainer">{TOKEN}</p>\n',
    "html comment": f"<!-- {TOKEN} -->\n",
}


def reading(view: View) -> Reading:
    return Reading(
        view=view,
        link=lambda target: Destination(f"{target}.html"),
        picture=lambda path: path,
        activity_head=lambda activity: f"<h2>{activity.title}</h2>",
        activities=(
            Activity("secret", TOKEN, 5, 0, for_trainer=True),
            Activity("open", "Open", 5, 5, marks=frozenset({Mark.CLOSING})),
        ),
    )


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_trainer_text_is_in_no_participants_page(place: str) -> None:
    body = f"Before.\n\n{HIDING_PLACES[place]}\n## Open {{ #open minutes=5 }}\n\nAfter all.\n"

    html = render(body, reading(View.PARTICIPANT))

    assert TOKEN not in html
    assert "Before." in html
    assert "After all." in html
    assert TOKEN not in shown_text(body)


@pytest.mark.parametrize("place", [name for name in HIDING_PLACES if name not in {"html comment", "link"}])
def test_trainer_text_is_named_as_hidden_and_stands_in_the_trainers_page(place: str) -> None:
    body = f"Before.\n\n{HIDING_PLACES[place]}\n\n## Open {{ #open minutes=5 }}\n\nAfter all.\n"

    assert TOKEN in " ".join(hidden_text(body))
    assert TOKEN in render(body, reading(View.TRAINER))


def test_footnotes_that_remain_are_counted_afresh() -> None:
    body = 'One.[^z]\n\n!!! trainer "Say"\n    Two.[^a]\n\nThree.[^b]\n\n[^a]: Hidden.\n[^b]: Third.\n[^z]: First.\n'

    html = render(body, reading(View.PARTICIPANT))

    assert 'href="#fn:z">1</a>' in html
    assert 'href="#fn:b">2</a>' in html
    assert html.count("<li id=") == 2


def test_a_footnote_that_others_use_too_stays_without_its_way_back_into_hidden_text() -> None:
    body = 'One.[^a]\n\n!!! trainer "Say"\n    Two.[^a]\n\n[^a]: Shared.\n'

    html = render(body, reading(View.PARTICIPANT))

    assert "Shared." in html
    assert html.count("footnote-backref") == 1


@given(st.lists(st.sampled_from(sorted(HIDING_PLACES)), min_size=1, max_size=5))
def test_trainer_text_in_any_mixture_of_places_stays_hidden(places: list[str]) -> None:
    body = "\n\n".join(["Start.", *(HIDING_PLACES[place] for place in places), "## Open { #open minutes=5 }", "End."])

    assert TOKEN not in render(body, reading(View.PARTICIPANT))
