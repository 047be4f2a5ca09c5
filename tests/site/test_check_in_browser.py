"""Somebody types what stands on paper, or pastes its list: from a server, by double click, and without script."""

from __future__ import annotations

import os

import pytest
from copies_held import edition, printed_before, with_history
from shelves import CHROMIUM, released, releases, watched
from test_accessibility import faults_in_both_schemes
from test_keyboard import SMALL, TARGET, walk

from gallery.browser import served
from hubdocs.site import MkDocsEngine, prove, stage

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
)

BOTH = "WC-01 {}, ST-01 1.0.0"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Three editions: a current one, an old one, and one with a release that was withdrawn."""
    root = tmp_path_factory.mktemp("check")
    library = with_history(
        root, ("1.0.0", "first"), ("1.1.0", "minor", "A number was wrong."), ("1.2.0", "minor"), ("1.2.1", "patch")
    )
    library = releases(library, "ST-01", released(library.working["ST-01"]))
    editions = (("2026-09", "1.0.0"), ("2026-10", "1.1.0"), ("2026-11", "1.2.1"))
    library = printed_before(library, *(edition(id_, BOTH.format(version)) for id_, version in editions))
    staged = stage(library)
    MkDocsEngine().build(staged, library.root, root / "site")
    prove(library, staged, root / "site")
    return root / "site"


@pytest.fixture(scope="module", params=["server", "file"])
def base(request, site):
    if request.param == "server":
        with served(site) as address:
            yield address
    else:
        yield site.as_uri() + "/"


def ask(page, typed: str) -> list[str]:
    """What the page answers, one line for each thing that it found."""
    page.get_by_label("Type what stands on the cover").fill(typed)
    page.get_by_role("button", name="Check my copy").click()
    return [" ".join(each.split()) for each in page.locator("#hub-ask-found > li").all_inner_texts()]


EDITION = "School staff pack 2026-09 Replace WC-01 when convenient. Your copy may be used until then."
ASKED = {
    "School staff pack 2026-09": [EDITION],
    "school-staff 2026-09": [EDITION],
    "Edition 2026-09": [EDITION],
    "https://example.org/check/school-staff/2026-09/": [EDITION],
    "school-staff-2026-09-binder.pdf": [EDITION],
    "WC-01 1.0.0": ["WC-01 1.0.0 Noticing Replace when convenient. The newest is 1.2.1."],
    "wc‑01 · 1.2.0 · 4 of 12": ["WC-01 1.2.0 Noticing Fine to use. Only wording changed up to 1.2.1."],
    "/m/wc-01/1.1.0": [
        "WC-01 1.1.0 Noticing Do not use it. It was withdrawn: A number was wrong. Use 1.2.1 in its place."
    ],
    "WC-01-H1 · 1.0.0": ["WC-01-H1 1.0.0 Card Current. It says the same in 1.2.1, the newest."],
    "GOV-1 1.0.0": ["ST-01 1.0.0 Standards Current. This is the newest release."],
    "WC-01 7.0.0": ["WC-01 7.0.0 Not found. There is no such version. The newest is 1.2.1."],
    "WC-77 1.0.0": ["WC-77 Not found. Nothing of that number was ever released."],
    "School staff pack 2025-01": ["School staff pack Not found. It has no edition 2025-01."],
    "WC-01 · 5 · 1.0.0": [
        "WC-01, page 5 Go by the cover. On a binder sheet, the last number says when that one sheet last"
    ],
}


@pytest.mark.parametrize("typed", ASKED)
def test_what_stands_on_paper_is_found(browser, base, typed) -> None:
    with watched(browser, base, 1280) as seen:
        answers = ask(seen.open("check/index.html"), typed)

    assert len(answers) == len(ASKED[typed])
    for answer, wanted in zip(answers, ASKED[typed], strict=True):
        assert answer.startswith(wanted)


PASTED = """\
School staff pack
Edition 2026-10
Number Document Version Released Pages Starts Mine
WC-01
Noticing, with WC-06 in mind
1.1.0
1 October 2026 9
ST-01 Standards 1.0.0 1 October 2026 4
"""


def test_a_pasted_list_is_answered_document_by_document_most_urgent_first(browser, base) -> None:
    with watched(browser, base, 320) as seen:
        page = seen.open("check/index.html")
        answers = ask(page, PASTED)
        told = page.get_by_role("status").filter(has_text="answers").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert [answer.split(" Do not")[0].split(" Current")[0] for answer in answers] == [
        "School staff pack 2026-10",
        "WC-01 1.1.0 Noticing",
        "ST-01 1.0.0 Standards",
    ]
    assert told == "3 answers, the most urgent first"


def test_a_number_without_a_version_gives_all_of_its_versions(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        answers = ask(seen.open("check/index.html"), "WC-01")

    assert sorted(answer.split()[1] for answer in answers) == ["1.0.0", "1.1.0", "1.2.0", "1.2.1"]


def test_a_pack_without_an_edition_gives_all_of_its_editions(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        answers = ask(seen.open("check/index.html"), "School staff pack")

    assert sorted(answer.split()[3] for answer in answers) == ["2026-09", "2026-10", "2026-11"]


def test_nothing_that_is_typed_leaves_the_page_or_stays(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("check/index.html")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        before = page.url
        ask(page, "WC-01 1.0.0")
        page.keyboard.press("Enter")

        assert page.url == before
        assert {url.rsplit("/", 1)[-1] for url in asked} <= {"favicon.svg"}  # the browser asks for it by itself
        assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
        assert page.context.cookies() == []
        assert page.locator("form:has(#hub-ask-field)").count() == 0


def test_what_is_typed_is_never_markup(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("check/index.html")
        answers = ask(page, 'WC-01 9.9.9 <img src=x onerror="alert(1)"> <b>WC-02 1.0.0</b> __proto__ 1.0.0 constructor')

        assert len(answers) == 2
        assert page.locator("#hub-ask-found img, #hub-ask-found b").count() == 0


def test_words_without_any_number_are_answered_with_a_hint(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("check/index.html")

        assert ask(page, "the blue folder") == []
        assert "Try the words on the cover." in page.get_by_role("status").all_inner_texts()[0]
        assert ask(page, "") == []
        assert page.locator("#hub-ask-count").inner_text() == ""
        assert page.evaluate("document.activeElement.id") == "hub-ask-field"


def test_the_answer_comes_while_somebody_types_and_is_told_to_who_does_not_see_it(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("check/index.html")
        page.get_by_label("Type what stands on the cover").focus()
        page.keyboard.type("WC-01 1.2.1")
        page.get_by_text("One answer").wait_for()

        assert page.locator("#hub-ask-count").get_attribute("role") == "status"
        assert page.locator("#hub-ask-found > li").count() == 1


def test_an_answer_leads_to_the_page_of_its_edition(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open("check/index.html")
        ask(page, "school-staff 2026-10")
        page.locator("#hub-ask-found").get_by_role("link", name="School staff pack 2026-10").click()
        page.wait_for_url("**/check/school-staff/2026-10/index.html")

        assert page.get_by_role("heading", name="Do not use WC-01").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_without_script_the_links_do_all_of_it(browser, base, width) -> None:
    with watched(browser, base, width, java_script_enabled=False) as seen:
        page = seen.open("check/index.html")

        assert not page.get_by_role("button", name="Check my copy").is_visible()
        page.get_by_role("link", name="Edition 2026-09").click()
        assert page.get_by_role("heading", name="Replace WC-01 when convenient").is_visible()
        page.get_by_text("Is my copy current?").first.click()
        page.get_by_text("The newest version of every document").first.click()
        assert page.get_by_role("link", name="Noticing").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_answers_have_no_faults_and_fit(browser, site, width) -> None:
    """From a server: by double click, axe-core may not read the style sheets that it judges."""
    with served(site) as address, watched(browser, address, width, color_scheme="light") as seen:
        page = seen.open("check/index.html")
        assert len(ask(page, f"{PASTED}\nWC-77 1.0.0\nWC-01 1.2.0\nWC-01 · 5 · 1.0.0")) == 6
        assert faults_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_keyboard_reaches_the_field_the_button_and_every_answer(browser, base, width) -> None:
    with watched(browser, base, width) as seen:
        page = seen.open("check/index.html")
        ask(page, PASTED)
        page.locator("#hub-main").focus()
        way = walk(page)

        assert not [stop["what"] for stop in way if not stop["seen"] or not stop["inView"] or stop["outline"] < 3]
        for wanted in ('<textarea id="hub-ask-field"', 'id="hub-ask-button"', "school-staff/2026-10/index.html"):
            assert [stop for stop in way if wanted in stop["what"]], wanted


@pytest.mark.parametrize("path", ["check/index.html", "check/school-staff/2026-10/index.html", "notices/index.html"])
def test_what_is_pressed_is_large_enough(browser, base, path) -> None:
    with watched(browser, base, 320, has_touch=True) as seen:
        page = seen.open(path)
        assert page.evaluate(SMALL, TARGET) == []
