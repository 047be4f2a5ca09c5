"""threats.md 4.6: each guard is taken away in turn, and what it catches is then no longer noticed.

So it is this guard that catches it, and a change that weakens it cannot pass by. Not possible this way: the print
engine's fetcher (it works in a child process; printing/test_print_engine.py), `autoescape` of our own templates
(compiled once; site/test_stage.py), and Pillow's own limit for pixels (test_hostile_pictures).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ruamel.yaml import events
from scenes import FOLDER, READING, agreement, front, module, said
from tiny import MODULE_PATH, TINY, write_library

from hubdocs.authoring import bounds, drawings, files, frontmatter, rules, settings, template, tree, yaml
from hubdocs.authoring.markdown import extension, render, sanitiser, survey
from hubdocs.authoring.rules import pictures as picture_rules
from hubdocs.authoring.schemas import values
from hubdocs.library import load

NEVER = re.compile(r"(?!)")
PICTURE = f"{FOLDER}images/a.svg"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Guard:
    """A guard, how to take it away, and what it catches."""

    take_away: Callable[[Patch], None]
    changes: dict[str, str | None] = field(default_factory=dict)
    words: str = ""
    """Of the mistake that is told while the guard is there."""
    link: str = ""
    """Where to put a link, if a link is what it catches."""


def no_sanitiser(patch: Patch) -> None:
    patch.setattr(extension, "clean", lambda raw: sanitiser.Cleaned(raw, ()))


def no_removal_rule(patch: Patch) -> None:
    patch.setattr(
        rules, "TEXT_RULES", tuple(rule for rule in rules.TEXT_RULES if rule.__name__ != "nothing_was_removed")
    )


def no_schemes(patch: Patch) -> None:
    patch.setattr(sanitiser, "SCHEMES", {*sanitiser.SCHEMES, "javascript", "data"})


def no_own_ids(patch: Patch) -> None:
    patch.setattr(sanitiser, "_allowed_value", lambda _tag, _name, value: value)


def no_hiding(patch: Patch) -> None:
    patch.setattr(sanitiser, "_HIDING", NEVER)


def no_invisible(patch: Patch) -> None:
    patch.setattr(files, "INVISIBLE", NEVER)
    patch.setattr(sanitiser, "_HIDING", NEVER)


def no_links(patch: Patch) -> None:
    real = tree._entries
    patch.setattr(tree, "_entries", lambda root, folder: ((path, "file") for path, _ in real(root, folder)))


def no_plain_files(patch: Patch) -> None:
    patch.setattr(load, "walk", lambda *_: ())
    patch.setattr(Path, "is_symlink", lambda _: False)


def no_names(patch: Patch) -> None:
    patch.setattr(tree, "_WINDOWS", NEVER)


def no_brackets(patch: Patch) -> None:
    patch.setattr(bounds, "BOUNDS", tuple(each for each in bounds.BOUNDS if each is not bounds._brackets_are_closed))


def no_bounds(patch: Patch) -> None:
    patch.setattr(frontmatter, "stop_beyond_bounds", lambda _: None)


def no_template_list(patch: Patch) -> None:
    patch.setattr(template, "_refused", lambda *_: None)


def no_filters(patch: Patch) -> None:
    patch.setattr(template, "FILTERS", ("default", "join", "length", "safe"))


def no_aliases(patch: Patch) -> None:
    patch.setattr(events.ScalarEvent, "anchor", property(lambda _: None, lambda *_: None), raising=False)


def no_tags(patch: Patch) -> None:
    real = yaml._events

    def without(*arguments):
        for event in real(*arguments):
            if hasattr(event, "ctag"):
                event.ctag = None
            yield event

    patch.setattr(yaml, "_events", without)


def no_depth(patch: Patch) -> None:
    patch.setattr(yaml, "DEEPEST", 100)


def no_picture_faults(patch: Patch) -> None:
    patch.setattr(picture_rules, "faults_of", lambda _: iter(()))


def no_shapes(patch: Patch) -> None:
    patch.setattr(drawings, "_DRAWING", frozenset({*drawings._DRAWING, "script"}))


def no_web_form(patch: Patch) -> None:
    patch.setattr(values, "_WEB", re.compile(".*"))


def no_fixed_settings(patch: Patch) -> None:
    patch.setattr(settings, "_FIXED", {})


GUARDS = {
    "sanitiser": Guard(no_sanitiser, module("<iframe></iframe>"), "<iframe> is not allowed"),
    "rule on what was removed": Guard(no_removal_rule, module("<iframe></iframe>"), "<iframe> is not allowed"),
    "scheme of a link": Guard(no_schemes, module("[x](javascript:alert(1))"), '`href="javascript:alert(1)"` on <a>'),
    "ids of the theme": Guard(no_own_ids, module('<p id="__search">x</p>'), '`id="__search"` on <p>'),
    "signs that hide": Guard(no_hiding, module("a\u200bb"), "an invisible character stands here"),
    "signs that turn text": Guard(no_invisible, module("a\u202eb"), "[invisible]"),
    "links in the tree": Guard(no_links, words="[symlink]", link=f"{FOLDER}notes.md"),
    "plain files when they are read": Guard(no_plain_files, words="[symlink]", link=MODULE_PATH),
    "names of devices": Guard(no_names, {"content/con.md": "Words.\n"}, "[name]"),
    "brackets": Guard(no_brackets, module("[" * 120), "more than 100 signs `[`"),
    "bounds": Guard(no_bounds, module("x" * 10_001), "this line has 10,001 characters"),
    "list of a template": Guard(
        no_template_list, agreement("\n{{ who.__class__ }} {{ names }}"), "`.__class__` is not allowed"
    ),
    "filters of a template": Guard(no_filters, agreement("\n{{ who|safe }} {{ names }}"), "there is no filter `safe`"),
    "anchors": Guard(no_aliases, front("summary: A", "summary: &a A"), "[yaml]"),
    "tags": Guard(no_tags, front("summary: A", "summary: !!python/name:os A"), "[yaml]"),
    "depth of YAML": Guard(no_depth, front("summary:", f"needs: {'[' * 20}{']' * 20}\nsummary:"), "[yaml]"),
    "faults of pictures": Guard(
        no_picture_faults, {**module("![A ring](images/a.svg)"), PICTURE: DRAWING}, "holds <script>"
    ),
    "shapes of a drawing": Guard(no_shapes, {**module("![A ring](images/a.svg)"), PICTURE: DRAWING}, "holds <script>"),
    "form of an address": Guard(
        no_web_form,
        {"materials/signposts.yml": TINY["materials/signposts.yml"] + "  web: javascript:alert(1)\n"},
        "web address",
    ),
    "folders of MkDocs": Guard(
        no_fixed_settings,
        {"mkdocs.yml": TINY["mkdocs.yml"].replace("docs_dir: content", "docs_dir: /etc")},
        "`docs_dir` is /etc",
    ),
}


@pytest.mark.parametrize("name", GUARDS)
def test_without_the_guard_nobody_would_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    guard = GUARDS[name]
    root = write_library(tmp_path / "library", guard.changes)
    if guard.link:
        (tmp_path / "elsewhere.md").write_text((root / guard.link).read_text() if (root / guard.link).exists() else "x")
        (root / guard.link).unlink(missing_ok=True)
        (root / guard.link).symlink_to(tmp_path / "elsewhere.md")
    forget_texts()
    assert any(guard.words in each for each in said(root)), said(root)

    guard.take_away(monkeypatch)
    forget_texts()
    try:
        assert not any(guard.words in each for each in said(root)), "another guard catches it as well"
    finally:
        forget_texts()


def forget_texts() -> None:
    """Read every text anew, as a new process would."""
    survey.cache_clear()
    template.read_template.cache_clear()


def test_without_the_sanitiser_a_script_would_be_published(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<script" not in render("<script>alert(1)</script>", READING)
    no_sanitiser(monkeypatch)

    assert "<script" in render("<script>alert(1)</script>", READING)


@pytest.mark.parametrize(
    ("sign", "path"),
    [("\\", "a\\b"), (":", "C:a"), ("%", "%2e%2e/a"), ("/", "/a")],
    ids=["backslash", "drive", "%", "/"],
)
def test_each_sign_that_leads_out_is_refused_by_itself(sign: str, path: str) -> None:
    """`inside` is one function without parts to take away: without the sign the same path is allowed."""
    assert files.inside("modules/a", path) is None
    assert files.inside("modules/a", path.replace(sign, "x")) is not None
    assert files.inside("modules/a", "../b") is None
    assert files.inside("modules/a", "b/../c") == "modules/a/c"
