"""The site without a mouse, with large letters and with unsteady hands. Numbers in names are those of WCAG 2.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from shelves import CHROMIUM, watched

from gallery.browser import QUIET

playwright = pytest.importorskip("playwright.sync_api")

MODULE = "modules/wc-90/trainer/index.html"
WIDTHS = (1280, 320)
TARGET, LARGE = 24, 44
"""The least side of what is pressed, in CSS pixels: 2.5.8, and the design's own for what is pressed often."""
FOCUSED = """
() => {
  const at = document.activeElement;
  const labels = at.matches(".tabbed-set > input") ? at.parentElement.querySelector(".tabbed-labels") : at;
  const style = getComputedStyle(labels);
  const box = labels.getBoundingClientRect();
  return {
    what: at.outerHTML.slice(0, 160),
    name: (at.getAttribute("aria-label") || at.innerText || at.id || "").trim().split("\\n")[0],
    body: at === document.body,
    seen: labels.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    outline: style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0,
    within: (at.closest("#hub-search, #hub-menu, .hub-side")?.id || (at.closest(".hub-side") && "side")) ?? "",
    summary: at.tagName === "SUMMARY",
  };
}
"""


@contextmanager
def opened(browser, address: str, path: str, width: int, **options) -> Iterator:
    with watched(browser, address, width, **options) as seen:
        yield seen.open(path)


def walk(page, most: int = 400) -> list[dict]:
    """Everything that Tab reaches, from the first to the last."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab has not come to an end after {most} stops")


@pytest.fixture(scope="module", params=WIDTHS)
def stops(request, browser, address):
    """The way of Tab through a page that has everything."""
    with opened(browser, address, MODULE, request.param) as page:
        yield request.param, walk(page)


def test_tab_reaches_skip_link_menu_search_and_scheme_first(stops) -> None:
    width, way = stops
    names = [stop["name"] for stop in way[:10]]
    assert names[0] == "Skip to content"
    wanted = ["Search", "Dark page"] if width > 960 else ["Search", "Menu"]
    assert [name for name in names if name in {"Search", "Menu", "Dark page"}] == wanted
    assert ("Modules" in names) == (width > 960)


def test_what_is_closed_takes_no_focus(stops) -> None:
    width, way = stops
    assert not [stop["what"] for stop in way if not stop["seen"]]
    assert not [stop["what"] for stop in way if stop["within"] == "hub-search"]
    if width < 960:
        assert not [stop["what"] for stop in way if stop["within"] == "hub-menu"]
        assert not [stop["what"] for stop in way if stop["within"] == "side" and not stop["summary"]]


def test_the_focus_is_seen_wherever_it_is(stops) -> None:
    """2.4.7 and 2.4.11."""
    _, way = stops
    assert len(way) > 30
    assert not [stop["what"] for stop in way if stop["outline"] < 3]
    assert not [stop["what"] for stop in way if not stop["inView"]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["index.html", "packs/index.html", "help/index.html", "agreements/ag-01/index.html"])
def test_the_focus_is_seen_on_other_pages_too(browser, address, path, width) -> None:
    with opened(browser, address, path, width) as page:
        way = walk(page)
        assert not [stop["what"] for stop in way if not stop["seen"] or not stop["inView"] or stop["outline"] < 3]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_skip_link_leads_past_the_header(browser, address, width) -> None:
    with opened(browser, address, MODULE, width) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "hub-main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#hub-main').contains(document.activeElement)")


@pytest.mark.parametrize("width", WIDTHS)
def test_escape_closes_the_search_and_gives_the_focus_back(browser, address, width) -> None:
    with opened(browser, address, MODULE, width) as page:
        button = page.get_by_role("button", name="Search", exact=True)
        button.focus()
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-expanded") == "true"
        assert page.get_by_role("dialog", name="Search").is_visible()
        page.keyboard.type("mum is ill", delay=20)
        page.locator(".md-search-result__link").first.wait_for()
        for _ in range(5):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            assert stop["within"] == "hub-search"
            assert stop["outline"] >= 3, stop["what"]
            assert stop["inView"], stop["what"]
        page.keyboard.press("Escape")
        assert not page.get_by_role("dialog").is_visible()
        assert page.evaluate("document.activeElement.id") == "hub-search-button"
        assert button.get_attribute("aria-expanded") == "false"


def test_escape_closes_the_menu_and_gives_the_focus_back(browser, address) -> None:
    with opened(browser, address, MODULE, 320) as page:
        button = page.get_by_role("button", name="Menu")
        button.focus()
        page.keyboard.press("Enter")
        stop = page.evaluate(FOCUSED)
        assert (stop["within"], stop["name"]) == ("hub-menu", "Modules")
        page.keyboard.press("Escape")
        assert not page.locator("#hub-menu").is_visible()
        assert page.evaluate("document.activeElement.id") == "hub-menu-button"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_meaning_is_shown_to_the_keyboard_and_put_away_by_escape(browser, address, width) -> None:
    """1.4.13: dismissible."""
    with opened(browser, address, MODULE, width) as page:
        term, tip = page.locator(".hub-term:visible").first, page.get_by_role("tooltip")
        term.focus()
        assert "safeguarding lead" in tip.inner_text()
        assert page.evaluate(IN_VIEW)
        page.keyboard.press("Escape")
        assert not tip.is_visible()
        assert term.evaluate("each => each === document.activeElement")
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert tip.is_visible()


IN_VIEW = """
() => {
  const box = document.querySelector("[role=tooltip]").getBoundingClientRect();
  return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
}
"""


def test_a_meaning_stays_while_the_pointer_is_on_it(browser, address) -> None:
    """1.4.13: hoverable and persistent."""
    with opened(browser, address, MODULE, 1280) as page:
        tip = page.get_by_role("tooltip")
        page.locator(".hub-term:visible").first.hover()
        box = tip.bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
        page.wait_for_timeout(600)
        assert tip.is_visible()
        page.mouse.move(5, 5, steps=4)
        tip.wait_for(state="hidden")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_meaning_is_told_to_who_does_not_see_it(browser, address, width) -> None:
    """4.1.2, also before the word has the focus: people listen to a page without moving it."""
    with opened(browser, address, MODULE, width) as page:
        expect = playwright.expect
        expect(page.locator(".hub-term:visible").first).to_have_accessible_description(DSL)
        expect(page.locator("abbr").first).to_have_accessible_description(PSHCE)
        page.locator(".hub-term:visible").first.focus()
        expect(page.locator(".hub-term:visible").first).to_have_accessible_description(DSL)


DSL = re.compile("safeguarding lead")
PSHCE = "personal, social, health and citizenship education"


def test_every_word_that_is_explained_is_explained_to_the_keyboard(browser, address) -> None:
    for path in (MODULE, "index.html", "modules/wc-90/handouts/h1/index.html", "agreements/ag-01/index.html"):
        with opened(browser, address, path, 1280) as page:
            assert page.locator("main :is(.hub-term, abbr)[title]").count() == 0, path


def test_boxes_to_tick_are_signs_and_not_fields(browser, address) -> None:
    with opened(browser, address, MODULE, 1280) as page:
        assert page.locator("main input[type=checkbox]").count() == 0
        tick = page.locator(".hub-tick").first
        assert tick.get_attribute("aria-hidden") == "true"
        assert "done" in page.locator(".hub-task", has=page.locator(".hub-tick--done")).first.aria_snapshot().lower()


def test_arrow_keys_change_tabs(browser, address) -> None:
    with opened(browser, address, MODULE, 1280) as page:
        page.get_by_role("radio", name="With the film").focus()
        page.keyboard.press("ArrowRight")
        assert page.get_by_text("One person reads the card aloud.").is_visible()
        assert not page.get_by_text("Watch the clip once.").is_visible()
        assert page.get_by_role("radio", name="With the card").is_checked()


@pytest.mark.parametrize("width", WIDTHS)
def test_enter_unfolds_what_is_folded_up(browser, address, width) -> None:
    with opened(browser, address, MODULE, width) as page:
        folded = page.locator("details.hub-note").first
        assert not folded.get_by_text("What is folded up.").is_visible()
        folded.locator("summary").focus()
        page.keyboard.press("Enter")
        assert folded.get_by_text("What is folded up.").is_visible()


def test_side_lists_unfold_by_enter_where_there_is_no_room(browser, address) -> None:
    with opened(browser, address, MODULE, 320) as page:
        side = page.locator(".hub-side").first
        assert not side.locator("a").first.is_visible()
        side.locator("summary").focus()
        page.keyboard.press("Enter")
        assert side.locator("a").first.is_visible()


def test_a_wide_table_is_a_region_with_a_name_that_arrow_keys_move(browser, address) -> None:
    with opened(browser, address, MODULE, 320) as page:
        tables = page.locator("main .hub-table:visible")
        assert tables.count() >= 2
        for table in tables.all():
            assert table.get_attribute("role") == "region"
            assert table.get_attribute("aria-label")
            assert table.get_attribute("tabindex") == "0"
        wide = tables.first
        assert wide.evaluate("each => each.scrollWidth > each.clientWidth")
        wide.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.activeElement.scrollLeft > 0")


@pytest.fixture(scope="module")
def large_letters(browser):
    """A browser whose reader has asked for letters of twice the size; rules about widths in em follow."""
    chromium = browser.browser_type.launch(
        executable_path=str(CHROMIUM), args=[*QUIET, "--blink-settings=defaultFontSize=32"]
    )
    yield chromium
    chromium.close()


LOST = """
() => {
  const clips = (style) => [style.overflowX, style.overflowY].some((each) => each === "hidden" || each === "clip");
  const lost = [];
  for (const each of document.querySelectorAll("body *")) {
    const words = [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!words || each.closest(".hub-unseen, svg, script, style, .hub-skip") || !each.checkVisibility()) continue;
    const box = each.getBoundingClientRect();
    for (let outer = each; outer !== document.body; outer = outer.parentElement) {
      const frame = outer.getBoundingClientRect();
      const style = getComputedStyle(outer);
      const cut = box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.left < frame.left - 1;
      if (clips(style) && cut) lost.push(`${outer.className}: ${each.textContent.trim().slice(0, 60)}`);
      if (style.overflowX === "auto" || style.overflowX === "scroll") break;
    }
    const outside = box.right > innerWidth + 1 || box.left < -1;
    if (outside && !each.closest(".hub-table")) lost.push(each.outerHTML.slice(0, 120));
  }
  return lost;
}
"""


@pytest.mark.parametrize("width", [1280, 640])
@pytest.mark.parametrize("path", ["index.html", MODULE, "standards/st-01/index.html", "packs/index.html"])
def test_letters_of_twice_the_size_lose_nothing(large_letters, address, path, width) -> None:
    """1.4.4."""
    with opened(large_letters, address, path, width) as page:
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "36px"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(LOST) == []
        page.get_by_role("button", name="Search", exact=True).first.click()
        page.keyboard.type("mum is ill", delay=20)
        page.locator(".md-search-result__link").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_set_wide_apart_lose_nothing(browser, address, width) -> None:
    """1.4.12."""
    with opened(browser, address, MODULE, width) as page:
        page.add_style_tag(content=SPACED)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(LOST) == []


SMALL = """
(least) => [...document.querySelectorAll("a, button, input, summary, label")]
  .filter((each) => each.checkVisibility() && !each.closest("p, li:not(.hub-side li), dd, td, h1, h2, h3"))
  .filter((each) => !each.matches(".hub-skip, .hub-unseen, .tabbed-set > input, .tabbed-labels a"))
  .map((each) => [each.getBoundingClientRect(), each])
  .filter(([box]) => box.width > 0 && (box.width < least || box.height < least))
  .map(([box, each]) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${each.outerHTML.slice(0, 120)}`)
"""
OFTEN = (
    ".hub-tools button, .hub-menu a, .hub-ways a, .hub-views a, .hub-find :is(input, button), .hub-doors a, "
    ".hub-note > summary, .tabbed-labels > label"
)
"""What the design wants to be large."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["index.html", MODULE, "packs/index.html", "help/index.html"])
def test_what_is_pressed_is_large_enough(browser, address, path, width) -> None:
    with opened(browser, address, path, width, has_touch=width < 960) as page:
        assert page.evaluate(SMALL, TARGET) == []
        for each in page.locator(OFTEN).all():
            if each.is_visible():
                box = each.bounding_box()
                assert min(round(box["width"]), round(box["height"])) >= LARGE, each.evaluate("each => each.outerHTML")


def test_the_entries_of_the_open_menu_are_large(browser, address) -> None:
    with opened(browser, address, "index.html", 320) as page:
        page.get_by_role("button", name="Menu").click()
        for each in page.locator(".hub-menu a, .hub-menu button").all():
            assert each.bounding_box()["height"] >= LARGE


def test_these_checks_find_what_is_wrong(browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()
    page.set_content(
        """<style>a { outline: none } .cut { overflow: hidden; width: 60px; white-space: nowrap }</style>
        <a href="#">An entry</a><div class="cut"><b>Words that are cut</b></div><div style="width: 400px">Too wide</div>
        <button style="padding: 0; width: 12px; height: 30px">x</button>"""
    )
    lost = page.evaluate(LOST)
    assert any("Words that are cut" in each for each in lost)
    assert any("Too wide" in each for each in lost)
    assert any(each.startswith("12 by 30") for each in page.evaluate(SMALL, TARGET))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["outline"] == 0
    context.close()
