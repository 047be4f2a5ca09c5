"""The finished site in Chromium, from a server and by double click, on a wide screen and on a small one."""

from __future__ import annotations

import os
import shutil

import pytest
from shelves import CHROMIUM, published, released, releases, watched
from tiny import MODULE

from gallery.browser import served
from hubdocs.site import MkDocsEngine, prove, stage

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
)

HOSTILE = "A & B <b onclick=x>"
CONTENT = """\
---
title: "Help"
summary: Short answers.
---

<script>alert("ran")</script>

<p onclick="alert(1)"><a href="javascript:alert(2)">press me</a></p>

## One part { #one }

A [long](WC-01) text, and a pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopic word.

| A | B | C | D | E |
|---|---|---|---|---|
| first column here | second column here | third column here | fourth column here | fifth column here |

=== "Left"
    To the left.

=== "Right"
    To the right.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a hostile title, an author's script, an old release and a withdrawn one."""
    root = tmp_path_factory.mktemp("browser")
    changes = {
        "modules/who-cares/WC-01-noticing/module.md": MODULE.replace('"Noticing"', f"'{HOSTILE}'"),
        "content/help/index.md": CONTENT,
    }
    library = published(root / "library", changes)
    document = library.working["WC-01"]
    made = [
        released(document),
        released(document, "1.1.0", "minor", withdrawn="A number was wrong."),
        released(document, "1.2.0", "minor"),
    ]
    library = releases(library, "WC-01", *made)
    staged = stage(library)
    MkDocsEngine().build(staged, library.root, root / "site")
    prove(library, staged, root / "site")
    return root / "site"


@pytest.fixture(scope="module", params=["server", "file", "odd folder"])
def base(request, site, tmp_path_factory):
    """The site's address: on a server, by double click, and by double click in an awkward folder."""
    if request.param == "server":
        with served(site) as address:
            yield address
    elif request.param == "file":
        yield site.as_uri() + "/"
    else:
        copy = tmp_path_factory.mktemp("stick") / "usb #1 & packs"
        shutil.copytree(site, copy)
        yield copy.as_uri() + "/"


ADDRESSES = (
    "index.html",
    "modules/index.html",
    "modules/wc-01/index.html",
    "modules/wc-01/trainer/index.html",
    "modules/wc-01/1.0.0/index.html",
    "modules/wc-01/1.1.0/index.html",
    "modules/wc-01/handouts/h1/index.html",
    "standards/st-01/index.html",
    "glossary/index.html",
    "help/index.html",
)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_opens_fits_and_asks_for_nothing_elsewhere(browser, base, width) -> None:
    with watched(browser, base, width) as seen:
        for address in ADDRESSES:
            page = seen.open(address)
            assert page.locator("h1").count() == 1, address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("width", [1280, 320])
def test_search_finds_a_module_by_what_stands_in_its_text(browser, base, width) -> None:
    with watched(browser, base, width) as seen:
        page = seen.open("help/index.html")
        page.get_by_role("button", name="Search", exact=True).click()
        page.keyboard.type("Talk in pairs", delay=20)
        found = page.locator(".md-search-result__link").first
        found.wait_for()
        assert "Talk in pairs" in page.locator(".md-search-result__list").inner_text()
        found.click()
        page.wait_for_url("**/modules/wc-01/index.html**")
        assert page.get_by_role("heading", name="Film").is_visible()


def test_the_field_on_the_home_page_searches(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("index.html")
        page.locator("#hub-find").click()
        page.keyboard.type("leader has time", delay=20)
        page.keyboard.press("Enter")
        page.locator(".md-search-result__link").first.wait_for()
        assert "A named leader has time" in page.locator(".md-search-result__list").inner_text()


def test_a_hostile_title_is_read_as_it_was_written(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("modules/wc-01/index.html")
        assert page.title().startswith(HOSTILE)
        assert page.locator("h1").inner_text() == HOSTILE
        assert HOSTILE in page.locator(".hub-left").inner_text()
        page.get_by_role("button", name="Search", exact=True).click()
        page.keyboard.type("onclick", delay=20)
        page.locator(".md-search-result__link").first.wait_for()
        assert HOSTILE in page.locator(".md-search-result__list").inner_text()
        assert page.locator("[onclick]").count() == 0


def test_an_authors_script_does_not_run(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("help/index.html")
        page.get_by_text("press me").click()


def test_menu_and_search_work_by_keyboard_on_a_small_screen(browser, base) -> None:
    with watched(browser, base, 320) as seen:
        page = seen.open("modules/wc-01/index.html")
        menu = page.get_by_role("button", name="Menu")
        assert menu.get_attribute("aria-expanded") == "false"
        assert not page.locator("#hub-menu").is_visible()
        for _ in range(4):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "hub-menu-button"
        page.keyboard.press("Enter")
        assert menu.get_attribute("aria-expanded") == "true"
        assert page.get_by_role("link", name="Standards", exact=True).is_visible()
        page.keyboard.press("Escape")
        assert menu.get_attribute("aria-expanded") == "false"
        assert page.evaluate("document.activeElement.id") == "hub-menu-button"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "hub-query"
        assert page.get_by_role("dialog", name="Search").is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#hub-search') !== null")
        page.keyboard.press("Escape")
        assert not page.locator("#hub-search").is_visible()
        assert page.evaluate("document.activeElement.id") == "hub-search-button"


def test_a_single_letter_is_no_shortcut(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("index.html")
        page.keyboard.press("s")
        assert not page.locator("#hub-search").is_visible()


def test_every_control_shows_where_the_focus_is(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("index.html")
        for _ in range(12):
            page.keyboard.press("Tab")
            width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert width == "3px", page.evaluate("document.activeElement.outerHTML")


def test_the_choice_of_a_dark_page_is_kept(browser, base) -> None:
    with watched(browser, base, 1280, color_scheme="light") as seen:
        page = seen.open("index.html")
        page.locator(".hub-tools .hub-scheme").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 33, 39)"
        seen.open("modules/index.html")
        assert page.locator(".hub-tools .hub-scheme").get_attribute("aria-pressed") == "true"


def test_a_dark_system_gives_a_dark_page_from_the_start(browser, base) -> None:
    with watched(browser, base, 1280, color_scheme="dark") as seen:
        page = seen.open("index.html")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(244, 238, 224)"


def test_tabs_show_one_text_at_a_time(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("help/index.html")
        assert page.get_by_text("To the left.").is_visible()
        assert not page.get_by_text("To the right.").is_visible()
        page.get_by_text("Right", exact=True).click()
        assert page.get_by_text("To the right.").is_visible()
        assert not page.get_by_text("To the left.").is_visible()


def test_without_script_everything_can_be_read_and_reached(browser, base) -> None:
    with watched(browser, base, 320, java_script_enabled=False) as seen:
        page = seen.open("modules/wc-01/index.html")
        assert page.get_by_role("link", name="Standards", exact=True).is_visible()
        assert page.get_by_role("heading", name="Film").is_visible()
        assert not page.locator("#hub-search-button").is_visible()


def test_a_short_address_leads_to_the_document(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("m/gov-1/index.html")
        page.wait_for_url("**/standards/st-01/index.html#GOV-1")


def test_capitals_typed_from_paper_are_mended(browser, site) -> None:
    def not_found(route) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if route.request.resource_type == "document" and "WC-01" in route.request.url:
            route.fulfill(status=404, content_type="text/html", body=(site / "404.html").read_text())
        else:
            assert name is not None
            route.fallback()

    with served(site) as address:
        context = browser.new_context()
        context.route("**/*", not_found)
        page = context.new_page()
        page.goto(f"{address}m/WC-01/index.html")
        page.wait_for_url("**/modules/wc-01/index.html")
        context.close()


def test_print_leaves_the_frame_out(browser, base) -> None:
    with watched(browser, base, 1280, color_scheme="dark") as seen:
        page = seen.open("modules/wc-01/index.html")
        page.emulate_media(media="print")
        assert not page.locator(".hub-header").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_documents_of_a_later_release_are_not_told_apart_by_colour_alone(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("modules/wc-01/1.0.0/index.html")
        assert "You are reading an old release, 1.0.0." in page.locator("main").inner_text()
        page = seen.open("modules/wc-01/1.1.0/index.html")
        assert "Withdrawn: do not use release 1.1.0" in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [320, 720, 1000, 1280])
def test_no_text_stands_on_the_motif(browser, base, width) -> None:
    with watched(browser, base, width) as seen:
        page = seen.open("standards/st-01/index.html")
        motif = page.locator(".hub-head__motif").bounding_box()
        for words in ("h1", ".hub-lead"):
            box = page.locator(words).bounding_box()
            beside = box["x"] + box["width"] <= motif["x"]
            below = box["y"] >= motif["y"] + motif["height"]
            assert beside or below, words
