"""A session in short: a sentence for each activity, from the text that its readers may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelves import published
from tiny import MODULE, MODULE_PATH

from hubdocs.model import Module
from hubdocs.site.stage.in_short import in_short


def short(root: Path, text: str, changes: dict[str, str] | None = None) -> dict[str, str]:
    """How each activity of the tiny module begins, where its text is this HTML."""
    library = published(root, changes or {})
    module = library.working["WC-01"]
    assert isinstance(module, Module)
    return {step.activity.anchor: step.words for step in in_short(module, module.activities, text).steps}


def section(body: str) -> str:
    return f'<section id="film"><div class="hub-activity__head"><h2>Film</h2><p>5 minutes</p></div>\n{body}</section>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Watch it once. Then talk.</p>", "Watch it once."),
        ("<p>It says \u201cStop.\u201d Then it ends.</p>", "It says \u201cStop.\u201d"),
        ("<p>Version 1.2 is <strong>new</strong>. More.</p>", "Version 1.2 is new."),
        (
            '<p>Carers are under 18.<sup id="fnref:1"><a href="#fn:1">1</a></sup> Some are five.</p>',
            "Carers are under 18.",
        ),
        ("<p>Before you leave the room:</p>", ""),
        ("<ul><li>First this.</li></ul><p>Then that.</p>", ""),
        ('<div class="hub-note hub-note--trainer"><p>Say this.</p></div><p>We watch.</p>', ""),
        ("", ""),
    ],
)
def test_an_activity_begins_with_its_first_own_sentence(tmp_path: Path, body: str, words: str) -> None:
    assert short(tmp_path / "library", section(body))["film"] == words


def test_an_activity_that_this_view_does_not_show_has_no_words(tmp_path: Path) -> None:
    assert short(tmp_path / "library", "<p>Nothing</p>")["film"] == ""


def test_the_shortest_session_leaves_out_what_is_optional(tmp_path: Path) -> None:
    changed = MODULE.replace("{ #film minutes=5", "{ #film minutes=5 shortest=3")
    module = published(tmp_path / "library", {MODULE_PATH: changed}).working["WC-01"]
    assert isinstance(module, Module)

    assert (
        in_short(module, module.activities, "<p></p>").minutes,
        in_short(module, module.activities, "<p></p>").shortest,
    ) == (10, 8)
