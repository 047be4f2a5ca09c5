"""Every kind of page as axe-core judges it: all its rules for WCAG 2.2 A and AA, best practice, and more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from examined import DRAWN, content_paths, shape
from shelves import watched

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
NOT_OURS = {
    "wcag2aaa": "the promise is AA",
    "wcag22aaa": "the promise is AA",
    "deprecated": "replaced by other rules",
}
"""Tags of rules that are not asked."""
NO_MISTAKE = {
    "hidden-content": "only says that something is hidden",
    "p-as-heading": "the title of a box names it and heads no part of the page; experimental",
}
"""Rules that are not asked."""
JUDGE = """
async ({leave, tags, only}) => {
  const asked = axe.getRules().filter(({ruleId, tags: own}) =>
    !leave.includes(ruleId) && !own.some((tag) => tags.includes(tag)) && (!only || own.includes(only)));
  const rules = asked.map(({ruleId}) => ruleId);
  const told = await axe.run(document, {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"]});
  return told.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
    `${id}: ${html.slice(0, 200)}\\n  ${failureSummary}`));
}
"""
COLOURED = "cat.color"
UNNOTICED = 0.02
"""How much of the screen may move while a page comes. Source: Web Vitals call 0.1 good; measured: under 0.001."""
WIDTHS = (1280, 320)


def faults(page, only: str = "") -> list[str]:
    """What axe finds wrong with a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE}; 0")
    return page.evaluate(JUDGE, {"leave": list(NO_MISTAKE), "tags": list(NOT_OURS), "only": only})


def faults_in_both_schemes(page) -> list[str]:
    """By every rule in the light, and in the dark by those about colour: nothing else changes there."""
    found = [f"light: {fault}" for fault in faults(page)]
    page.evaluate("document.documentElement.dataset.hubScheme = 'dark'")
    return found + [f"dark: {fault}" for fault in faults(page, COLOURED)]


@contextmanager
def opened(browser, address: str, path: str, width: int) -> Iterator:
    with watched(browser, address, width, color_scheme="light") as seen:
        yield seen.open(path)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", DRAWN)
def test_a_page_has_no_faults_and_fits(browser, address, path, width) -> None:
    with opened(browser, address, path, width) as page:
        assert faults_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["index.html", "modules/wc-90/index.html", "404.html"])
def test_the_search_has_no_faults_while_it_shows_results(browser, address, path, width) -> None:
    with opened(browser, address, path, width) as page:
        page.get_by_role("button", name="Search", exact=True).first.click()
        page.keyboard.type("mum is ill", delay=20)
        page.locator(".md-search-result__link").first.wait_for()
        assert faults_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_menu_has_no_faults_while_it_is_open(browser, address) -> None:
    with opened(browser, address, "modules/wc-90/index.html", 320) as page:
        page.get_by_role("button", name="Menu").click()
        for side in page.locator(".hub-side > summary").all():
            side.click()
        assert faults_in_both_schemes(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_meaning_has_no_faults_while_it_is_shown(browser, address, width) -> None:
    with opened(browser, address, "modules/wc-90/index.html", width) as page:
        page.locator(".hub-term:visible").first.focus()
        page.get_by_role("tooltip").wait_for()
        assert faults_in_both_schemes(page) == []


def test_a_short_page_has_no_faults_before_it_leads_on(browser, everything) -> None:
    """Its first line would lead the browser on at once, so it is judged without."""
    text = (everything / "m/wc-90/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=' in text
    context = browser.new_context()
    page = context.new_page()
    page.set_content(text.replace('http-equiv="refresh"', 'name="left-out"'))
    assert faults(page) == []
    context.close()


def test_every_shape_of_page_is_among_those_examined(everything) -> None:
    content = content_paths(everything.parent / "library")
    made = {shape(file.relative_to(everything).as_posix(), content) for file in everything.rglob("*.html")}
    assert made - {shape(path, content) for path in DRAWN} == {"m/…"}


SHIFT = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["index.html", "modules/wc-90/trainer/index.html"])
def test_nothing_jumps_while_the_scripts_are_on_their_way(browser, address, path, width) -> None:
    """The page is drawn before its scripts have come, as it is on a slow network."""
    with watched(browser, address, width) as seen:
        seen.page.set_viewport_size({"width": width, "height": 1600})
        late = []

        def hold(route) -> None:
            late.append(route)

        seen.page.route(re.compile(r"/(bundle\.|hub\.js)"), hold)
        seen.page.goto(address + path, wait_until="commit")
        seen.page.get_by_role("heading", level=1).wait_for()
        seen.page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        assert len(late) == len(["bundle", "hub.js"])
        for each in late:
            each.continue_()
        seen.page.wait_for_load_state("load")
        assert seen.page.evaluate(SHIFT) < UNNOTICED


def test_axe_finds_what_is_wrong(browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content('<img src="a.png"><p style="color: #AAA; background: #FFF">Pale words, hard to read.</p>')
    told = " ".join(faults(page))
    for rule in ("image-alt", "color-contrast", "html-has-lang", "document-title", "region"):
        assert f"{rule}: " in told
    assert {fault.split(":")[0] for fault in faults(page, COLOURED)} == {"color-contrast"}
    context.close()
