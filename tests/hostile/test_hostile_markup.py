"""Markup where words belong, and markup that acts: threats.md 1.1 and 1.2, and section 2 on what is hidden."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
import scenes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import document_fromstring
from scenes import FOLDER, HANDOUT_PATH, LINE, READING, everything, module, pages, said, told
from shelves import published
from tiny import MODULE, MODULE_PATH, TINY, write_library

from hubdocs.authoring.markdown import render, survey
from hubdocs.errors import Severity
from hubdocs.library.load import load_library
from hubdocs.library.rules import check_library
from hubdocs.model import View
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.processes import Limits
from hubdocs.printing.workers import print_one
from hubdocs.site.stage import stage

ACTIVE_TAGS = frozenset("script iframe frame form object embed link meta base style svg math video audio".split())
MARKUP = "A & B <script>alert(9)</script>"
TITLES = {
    MODULE_PATH: MODULE.replace('"Noticing"', f"'{MARKUP}'").replace("A first short session.", f"'S {MARKUP}'"),
    HANDOUT_PATH: TINY[HANDOUT_PATH].replace("title: Card", "title: 'Card <img src=x onerror=alert(1)>'"),
    "content/index.md": TINY["content/index.md"].replace("Welcome", "'</title><script>alert(1)</script>'"),
    "modules/who-cares/programme.yml": TINY["modules/who-cares/programme.yml"].replace('"Who Cares?"', f"'{MARKUP}'"),
    "materials/packs/school-staff/pack.yml": TINY["materials/packs/school-staff/pack.yml"].replace(
        "School staff pack", f"'{MARKUP}'"
    ),
    "materials/glossary.yml": "- {term: DSL, meaning: 'The <b onclick=x>lead</b>', synonyms: ['<i>x</i>']}\n",
    "materials/signposts.yml": TINY["materials/signposts.yml"].replace("name: Childline", "name: '<b>Childline</b>'"),
}


OUR_SCRIPTS = {
    *("check-data.js", "../assets/check.js"),
    *("feedback-data.js", "../assets/feedback-answers.js", "../assets/feedback.js"),
}
"""What the pages `check/` and `feedback/` load; all files are the program's own."""


def actions_in(html: str) -> list[str]:
    """Everything in a page that could do more than be read."""
    found = []
    for element in document_fromstring(f"<body>{html}").iter(etree.Element):
        ours = element.tag == "form" and str(element.get("class")).startswith("hub-")  # the field for searching
        ours = ours or (element.tag == "script" and element.get("src") in OUR_SCRIPTS and not element.text)
        if element.tag in ACTIVE_TAGS - {"svg"} and not ours:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or re.match(r"\s*(?:javascript|vbscript|data|file):", str(value), re.IGNORECASE):
                found.append(f"{name}={value}")
    return found


# -- 1.1 Markup in front matter -----------------------------------------------------------------------------------


def test_markup_in_titles_is_no_mistake_and_stays_words_on_every_page(tmp_path: Path) -> None:
    library = published(tmp_path / "library", TITLES)
    staged = stage(library)

    assert said(tmp_path / "library") == []
    for path, text in pages(staged).items():
        if path.endswith(".html"):
            body = text.split("---\n", 2)[-1] if text.startswith("---\n") else text
            assert set(actions_in(body)) <= {"<script>", "<meta>", "<link>"}, path  # of short pages, which are ours
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
    assert any("A &amp; B &lt;script&gt;alert(9)&lt;/script&gt;" in text for text in pages(staged).values())


def test_search_and_the_registers_hold_a_title_with_markup_as_words(tmp_path: Path) -> None:
    staged = stage(published(tmp_path / "library", TITLES))
    index = json.loads(next(file for file in staged.files if file.path.endswith("search_index.json")).read())

    titles = [entry["title"] for entry in index["docs"]]
    assert any("A &amp; B &lt;script&gt;" in title for title in titles), titles
    assert not any("<script" in json.dumps(entry) for entry in index["docs"])


def test_a_pdf_has_the_title_with_markup_in_its_title_and_on_its_page_as_words(tmp_path: Path) -> None:
    library = published(tmp_path / "library", TITLES)
    document = print_release(library, library.releases["WC-01"][0], View.PARTICIPANT, SCREEN)
    made = print_one(document, WeasyPrintEngine(), RenderCache(tmp_path / "cache"), Limits())

    with pikepdf.open(made.pdf) as pdf, pdf.open_metadata() as xmp, pdf.open_outline() as outline:
        assert MARKUP in {str(pdf.docinfo.get("/Title", "")), str(xmp.get("dc:title", ""))}
        assert not any("/JavaScript" in str(each) or "/JS" in str(each) for each in pdf.objects)
        assert not [item.title for item in outline.root if "&lt;" in (item.title or "")]
    assert "<script" not in document.html


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("id: WC-01", "id: '<b>WC-01</b>'"),
        ("version: 1.0.0", "version: '1.0.0</title><script>'"),
        ("status: draft", "status: '<i>draft</i>'"),
        ("audience: [staff]", "audience: ['<b>']"),
        ("duration: 10", "duration: '10<br>'"),
        ("standards: [GOV-1]", "standards: ['GOV-1<script>']"),
        ('title: "Noticing"', 'title: "A\\x1b[31mB"'),
        ('title: "Noticing"', 'title: "A\\0B"'),
    ],
    ids=["id", "version", "status", "audience", "duration", "standards", "title with a code", "title with NUL"],
)
def test_a_field_with_a_form_refuses_markup(tmp_path: Path, key: str, wrong: str) -> None:
    name = key.partition(" ")[0]
    (line,) = [number for number, text in enumerate(MODULE.split("\n"), 1) if text.startswith(name)]
    found = told(tmp_path, {MODULE_PATH: MODULE.replace(key, wrong)})

    assert any(each.startswith(f"{MODULE_PATH}:{line}: ") for each in found), found


# -- 1.2 Active content in Markdown -------------------------------------------------------------------------------

ACTIVE = {
    "script": ("<script>alert(1)</script>", "<script> is not allowed"),
    "script in capitals": ("<SCRIPT SRC=//evil.example></SCRIPT>", "<script> is not allowed"),
    "onerror": ('<img src="images/a.png" alt="A pair" onerror="alert(1)">', "`onerror="),
    "svg onload": ('<svg onload="alert(1)"><circle/></svg>', "<svg> is not allowed"),
    "javascript address": ("[x](javascript:alert(1))", '`href="javascript:alert(1)"`'),
    "javascript with letters by code": ('<a href="&#106;avascript:alert(1)">x</a>', '`href="javascript:alert(1)"`'),
    "vbscript address": ('<a href="vbscript:x">x</a>', '`href="vbscript:x"`'),
    "data address": ('<a href="data:text/html,<b>x</b>">x</a>', '`href="data:'),
    "file address": ("[x](file:///etc/passwd)", '`href="file:///etc/passwd"`'),
    "frame": ('<iframe src="https://example.org"></iframe>', "<iframe> is not allowed"),
    "form": ('<form action="https://example.org"></form>', "<form> is not allowed"),
    "text area": ("<textarea>x</textarea>", "<textarea> is not allowed"),
    "button": ("<button>x</button>", "<button> is not allowed"),
    "object": ('<object data="x"></object>', "<object> is not allowed"),
    "embed": ('<embed src="x">', "<embed> is not allowed"),
    "base": ('<base href="//evil.example">', "<base> is not allowed"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=//evil.example">', "<meta> is not allowed"),
    "style sheet": ('<link rel="stylesheet" href="//evil.example">', "<link> is not allowed"),
    "style element": ("<style>body{display:none}</style>", "<style> is not allowed"),
    "style attribute": ('<p style="position:fixed">x</p>', '`style="position:fixed"`'),
    "style by attribute list": ('Words.\n{ style="position:fixed" }', '`style="position:fixed"`'),
    "handler by attribute list": ("Words.\n{ onclick=alert(1) }", '`onclick="alert(1)"`'),
    "the theme's id": ('<div id="__search">x</div>', '`id="__search"`'),
    "attachment (1.8)": ('<a rel="attachment" href="https://example.org">x</a>', '`rel="attachment"`'),
    "ping": ('<a href="https://example.org" ping="//evil.example">x</a>', '`ping="//evil.example"`'),
    "srcset": ('<img src="images/a.png" alt="A pair" srcset="//evil.example 2x">', '`srcset="'),
    "mutation by noscript": ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">', "<noscript> is not"),
    "mutation by math": ("<math><mtext><table><mglyph><style></math><img src onerror=alert(1)>", "<math> is not"),
    "private scheme (section 2)": ("[x](hubdoc:17)", '`href="hubdoc:17"`'),
    "private scheme of print (section 2)": ("[x](asset:fonts/a.woff2)", '`href="asset:fonts/a.woff2"`'),
    "hidden span (section 2)": ("<span hidden>secret</span>", '`hidden=""`'),
    "invisible by style (section 2)": ('<span style="display:none">secret</span>', '`style="display:none"`'),
    "direction turned by code (section 2)": ("&#x202e;abc", "an invisible character stands here"),
    "letters joined by nothing (section 2)": ("se\u200bcret", "an invisible character stands here"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_acts_or_hides_is_a_mistake_with_its_line(tmp_path: Path, name: str) -> None:
    text, words = ACTIVE[name]
    found = told(tmp_path, module(f"Safe words.\n\n{text}"))

    wanted = [each for each in found if words in each]
    assert wanted, found
    last = LINE + 2 + text.count("\n")
    assert all(LINE + 2 <= int(each.removeprefix(f"{MODULE_PATH}:").split(":")[0]) <= last for each in wanted), found


@pytest.mark.parametrize("where", ["module", "handout", "standards", "content"])
def test_every_kind_of_text_is_judged(tmp_path: Path, where: str) -> None:
    """1.2: not only modules."""
    paths = {
        "module": MODULE_PATH,
        "handout": HANDOUT_PATH,
        "standards": "materials/standards/ST-01-standards/standards.md",
        "content": "content/index.md",
    }
    path = paths[where]
    text = TINY[path] + "\n<script>alert(1)</script>\n"
    (found,) = told(tmp_path, {path: text})

    line = text.rstrip("\n").count("\n") + 1
    assert found.startswith(f"{path}:{line}: <script> is not allowed")


def test_with_every_rule_passed_over_nothing_active_is_staged(tmp_path: Path) -> None:
    """1.2: frozen texts are not judged by today's rules, so cleaning does not rest on them."""
    hostile = "\n\n".join(text for text, _ in ACTIVE.values())
    changes = {
        **module(f"Safe words.\n\n{hostile}"),
        HANDOUT_PATH: f"{TINY[HANDOUT_PATH]}\n{hostile}\n",
        "content/help/index.md": f"---\ntitle: Help\n---\n\n{hostile}\n",
    }
    staged = stage(published(tmp_path / "library", changes))

    for page in staged.pages:
        icons = re.sub(r"<svg\b.*?</svg>", "", page.html, flags=re.DOTALL)  # our own drawings
        assert not actions_in(icons), page.address
        for sign in ("evil.example", "__search", "position:fixed", "display:none", "attachment", "asset:", "hubdoc:"):
            assert sign not in icons, (page.address, sign)
        assert "\u202e" not in icons, page.address
        assert "\u200b" not in icons, page.address
    index = next(file for file in staged.files if file.path.endswith("search_index.json")).read().decode()
    assert "alert(1)" not in index.replace("onerror=alert(1)", "")
    assert any("Safe words." in page.html for page in staged.pages)


def test_our_own_drawings_do_nothing_either(tmp_path: Path) -> None:
    """1.2: the same for what the program itself puts on a page."""
    for page in stage(published(tmp_path / "library")).pages:
        assert not actions_in(page.html), page.address


def test_the_order_of_a_page_does_not_depend_on_html_that_an_author_left_open(tmp_path: Path) -> None:
    """1.2: an open `div` must not swallow the foot of the page."""
    staged = stage(published(tmp_path / "library", module("<div><div><p><b><table><tr><td>\n\nWords.")))

    for page in staged.pages:
        assert page.html.count("<div") == page.html.count("</div>"), page.address
        assert page.html.count("<table") == page.html.count("</table>"), page.address


# -- 2 Comments and hidden characters -----------------------------------------------------------------------------


def test_comments_reach_no_output(tmp_path: Path) -> None:
    """2: HTML comments, editor markers."""
    comments = (
        "<!-- zqsecret one -->\n\nWords <!-- zqsecret two --> here.\n\n<!--- zqsecret three --->\n\n<!-- zqsecret"
    )
    library = published(tmp_path / "library", module(f"{comments} four -->"))

    assert b"zqsecret" not in everything(stage(library))
    for view in View:
        document = print_release(library, library.releases["WC-01"][0], view, SCREEN)
        assert "zqsecret" not in document.html


def test_a_picture_named_in_a_comment_is_not_published(tmp_path: Path) -> None:
    """2: comments; also what only they mention."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'
    changes = {**module("<!-- ![A pair](images/a.svg) -->\n\nWords."), f"{FOLDER}images/a.svg": drawing}
    staged = stage(published(tmp_path / "library", changes))

    assert not [file.path for file in staged.files if file.path.endswith("images/a.svg")]


# -- 4.2 Random Markdown ------------------------------------------------------------------------------------------

PIECES = [
    *(text for text, _ in ACTIVE.values()),
    *"< > [ ] ( ) ` ``` \" ' & ; : / = { } ! * _ ~ | \\ # -".split(" "),
    "\n",
    "\n\n",
    "    ",
    "<div>",
    "</div>",
    "<p>",
    "<table><tr><td>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "java\nscript:",
    "[x]: javascript:alert(1)\n",
    "[x][x]",
    "![x][x]",
    "*[script]: <script>\n",
    "[^1]: <script>alert(1)</script>\n",
    "[^1]",
    "!!! note\n    ",
    '!!! note "<script>"\n    ',
    '=== "<b onclick=x>"\n    ',
    "- [ ] ",
    "```{ .x onclick=y }\n",
]
PRINTABLE = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
"""Files that hold others are not read at all."""


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(PRINTABLE, max_size=5), max_size=14).map("".join))
def test_no_mixture_of_markdown_becomes_something_active(body: str) -> None:
    html = render(body, READING)

    assert not actions_in(html)
    assert "<script" not in html.lower()
    for element in document_fromstring(f"<body>{html}").iter(etree.Element):
        assert element.tag not in ACTIVE_TAGS - {"svg"}
    assert not any("javascript" in link.lower() and link.lower().startswith("j") for link in survey(body).links)


def test_the_tiny_library_with_titles_has_no_other_mistake(tmp_path: Path) -> None:
    """The scene itself is right, so that what fails above fails for its own reason."""
    root = write_library(tmp_path / "library", TITLES)

    assert [each for each in check_library(load_library(root), scenes.TODAY) if each.severity is Severity.ERROR] == []
