"""Somebody says what they think: from a server, by double click, with the keyboard alone, and without script."""

from __future__ import annotations

import csv
import os
import re
from io import StringIO
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from asked import MAIL, asking_library, build_asking, in_every_way
from shelves import CHROMIUM, watched
from test_accessibility import faults_in_both_schemes
from test_keyboard import LOST, SMALL, SPACED, TARGET, walk

from gallery.browser import served
from hubdocs.authoring.schemas.feedback import Column

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
)

PAGE = "feedback/index.html"
FILM = f"{PAGE}?d=WC-01&v=1.1.0&a=film"
MODULE = "modules/wc-01/1.0.0/index.html"
NOW = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """In a folder as it may be called on a stick."""
    root = tmp_path_factory.mktemp("asking")
    return build_asking(in_every_way(asking_library(root)), root / "usb #1 & packs")


@pytest.fixture(scope="module", params=["server", "file"])
def base(request, site):
    if request.param == "server":
        with served(site) as address:
            yield address
    else:
        yield site.as_uri() + "/"


def words(page) -> str:
    return " ".join(page.locator("#hub-about-words").inner_text().split())


def save(page) -> tuple[str, dict[str, str]]:
    """The name of the saved file, and its one row."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my answers as a file").click()
    return saved.value.suggested_filename, row_of(Path(saved.value.path()))


def row_of(file: Path) -> dict[str, str]:
    content = file.read_bytes()
    assert content.endswith(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8"), newline=""), strict=True))
    assert len(rows) == 1
    assert list(rows[0]) == list(get_args(Column))
    return rows[0]


def press_until(page, selector: str, key: str = "Tab") -> None:
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} does not come to {selector}")


# ---- The whole way ----


@pytest.mark.parametrize("width", [1280, 390])
def test_from_a_link_to_a_saved_file_with_the_keyboard_alone(browser, base, width) -> None:
    with watched(browser, base, width, accept_downloads=True) as seen:
        page = seen.open(MODULE)
        press_until(page, ".hub-suggest a[href*='a=film']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/feedback/index.html?d=WC-01&v=1.0.0&a=film")
        assert words(page) == "Who Cares? module WC-01, version 1.0.0, activity: Film Noticing"

        press_until(page, "[name=useful]")
        page.keyboard.press("Space")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        press_until(page, "[name=clear]")
        page.keyboard.press("ArrowLeft")
        press_until(page, "#hub-keep")
        page.keyboard.type("The talk, “as it is”; really")
        press_until(page, "#hub-change")
        page.keyboard.type("=HYPERLINK(1)")
        page.keyboard.press("Enter")
        page.keyboard.type("A second line, with a comma")
        press_until(page, "[name=as_planned]")
        page.keyboard.press("ArrowRight")
        press_until(page, "#hub-minutes_taken")
        page.keyboard.type("14")
        press_until(page, "[name=again]")
        page.keyboard.press("Space")
        press_until(page, "#hub-role")
        page.keyboard.type("I train")
        press_until(page, "#hub-save")
        with page.expect_download() as saved:
            page.keyboard.press("Enter")
        row = row_of(Path(saved.value.path()))
        told = page.locator("#hub-done").inner_text()

    assert re.fullmatch(r"feedback-WC-01-1\.0\.0-[0-9a-f]{8}\.csv", saved.value.suggested_filename)
    assert saved.value.suggested_filename in told
    assert re.fullmatch(r"[0-9a-f]{32}", row.pop("response_id"))
    assert re.fullmatch(NOW, row.pop("submitted_at"))
    assert row == {
        "document": "WC-01",
        "version": "1.0.0",
        "activity": "film",
        "edition": "",
        "channel": "usb" if base.startswith("file:") else "web",
        "role": "trainer",
        "hub": "",
        "group_size": "",
        "as_planned": "partly",
        "minutes_taken": "14",
        "useful": "4",
        "clear": "5",
        "before": "",
        "after": "",
        "keep": "The talk, “as it is”; really",
        "change": "'=HYPERLINK(1) A second line, with a comma",
        "adapted": "",
        "again": "yes",
    }


def test_nothing_that_is_typed_leaves_the_page_or_stays(browser, base) -> None:
    with watched(browser, base, 1280, accept_downloads=True) as seen:
        page = seen.open(FILM)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        before = page.url
        page.get_by_label("What should we keep?").fill("A secret word")
        page.get_by_label("How long did it take?").fill("12")
        page.get_by_label("How long did it take?").press("Enter")
        save(page)

        assert page.url == before
        assert {url.partition(":")[0] for url in asked if not url.endswith("favicon.svg")} <= {"blob"}
        assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
        assert page.context.cookies() == []
        assert "secret" not in " ".join(page.locator("[href]").evaluate_all("all => all.map((each) => each.href)"))
        page.reload()
        assert page.get_by_label("What should we keep?").input_value() == ""
        assert page.get_by_label("How long did it take?").input_value() == ""


def test_the_same_answers_are_one_response_and_others_are_another(browser, base) -> None:
    with watched(browser, base, 1280, accept_downloads=True) as seen:
        page = seen.open(FILM)
        page.get_by_label("What should we change?").fill("Less of it")
        first_name, first = save(page)
        second_name, second = save(page)
        page.get_by_label("What should we change?").fill("More of it")
        _, third = save(page)

    assert first == second
    assert first_name != second_name
    assert first["response_id"] != third["response_id"]


FORMULAS = {
    "=1+1": "'=1+1",
    "+44": "'+44",
    "-2 minutes": "'-2 minutes",
    "@SUM(A1)": "'@SUM(A1)",
    "'quoted": "''quoted",
    "\t=1+1": "'=1+1",
    "＝1+1": "'＝1+1",
    "well;=1+1;;-2; 'so'": "well;'=1+1;;'-2; 'so'",
    '5 "good" ones': '5 "good" ones',
    "<b>bold</b> *and* [link](x)": "<b>bold</b> *and* [link](x)",
    "a\u202eb\u0000c\ufeffd": "a b c d",
    "Zażółć 你好 🙂": "Zażółć 你好 🙂",
}
"""What is typed, and what a cell of the saved file holds."""


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_of_a_saved_file_is_a_formula_or_hides_anything(browser, site, typed) -> None:
    """Each on a page of its own: after ten files from one page, Chromium asks whether there may be more."""
    with watched(browser, site.as_uri() + "/", 1280, accept_downloads=True) as seen:
        page = seen.open(FILM)
        page.locator("#hub-adapted").evaluate("(box, typed) => { box.value = typed; }", typed)
        assert save(page)[1]["adapted"] == FORMULAS[typed]


# ---- What it is about ----

ABOUT = {
    "d=WC-01&v=1.1.0": "Who Cares? module WC-01, version 1.1.0 Noticing",
    "d=WC-01&v=1.1.0&a=film": "Who Cares? module WC-01, version 1.1.0, activity: “Film” & pairs talk Noticing",
    "d=ST-01&v=1.0.0&c=print": "Standards ST-01, version 1.0.0 Standards",
    "d=WC-01&v=1.0.0&e=school-staff@2026-09&c=print": (
        "Who Cares? module WC-01, version 1.0.0, in the School staff pack, edition 2026-09 Noticing"
    ),
    "e=school-staff%402026-11": "School staff pack, edition 2026-11",
    "": "Choose the document that you mean.",
}


def test_a_link_is_told_in_words(browser, base) -> None:
    with watched(browser, base, 320) as seen:
        for query, told in ABOUT.items():
            page = seen.open(f"{PAGE}?{query}")

            assert words(page) == told
            assert page.locator("#hub-about-unknown > li").count() == 0
            assert page.evaluate("document.querySelector('#hub-about-choose').open") == (query == "")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_address_that_paper_prints_leads_there(browser, site) -> None:
    """A server answers a folder with its page; the query stays."""
    with served(site) as address, watched(browser, address, 390, accept_downloads=True) as seen:
        page = seen.open("feedback/?d=WC-01&v=1.0.0&c=print")
        page.get_by_label("What should we keep?").fill("The film")

        assert words(page) == "Who Cares? module WC-01, version 1.0.0 Noticing"
        assert save(page)[1]["channel"] == "print"


ATTACK = quote('"><img src=x onerror=alert(1)><script>alert(1)</script>')
STRANGE = "The link that brought you here says something that we do not know. It was left out."
UNKNOWN = {
    "d=WC-77&v=1.0.0": ["We do not know a document WC-77. Compare it with the page, and choose it from the list."],
    "d=WC-01&v=9.9.9": ["We do not know a version 9.9.9 of WC-01. Choose it from the list."],
    "d=WC-01&v=1.1.0&a=dance": ["We do not know that activity in WC-01 1.1.0."],
    "d=WC-01&v=1.1.0&a=constructor": ["We do not know that activity in WC-01 1.1.0."],
    "d=WC-01&v=1.1.0&e=constructor@2026-11": ["We do not know the edition of a pack that the link names."],
    "d=WC-01&v=1.1.0&e=school-staff@2031-01": ["We do not know the edition of a pack that the link names."],
    "d=__proto__&v=1.0.0": [STRANGE],
    f"d={ATTACK}&v={ATTACK}&a={ATTACK}&e={ATTACK}&c={ATTACK}": [STRANGE],
    "d=javascript:alert(1)&v=//evil.example": [STRANGE],
    "d=WC-01&v=1.1.0&next=//evil.example&redirect=https://evil.example&url=javascript:alert(1)": [],
    f"d={'WC-01' * 2000}": [STRANGE],
    "d=WC-01%0A&v=1.1.0%00": [STRANGE],
    "d=%E2%80%AEWC-01&v=1.1.0": [STRANGE],
}


def test_what_a_link_should_not_say_is_told_in_words_and_does_nothing(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        for query, told in UNKNOWN.items():
            page = seen.open(f"{PAGE}?{query}")

            assert page.locator("#hub-about-unknown > li").all_inner_texts() == told, query
            assert page.url.split("?")[0].endswith(PAGE)
            assert page.locator("#hub-feedback img, #hub-feedback script").count() == 0
            assert "evil" not in page.content()
            assert "alert" not in page.locator("#hub-form-link").get_attribute("href")


def test_without_a_link_a_reader_chooses_from_lists(browser, base) -> None:
    with watched(browser, base, 320, accept_downloads=True) as seen:
        page = seen.open(f"{PAGE}?d=WC-77")
        assert page.get_by_label("Version").is_disabled()
        page.get_by_label("Document", exact=True).select_option("WC-01")
        assert page.get_by_label("Version").locator("option").all_inner_texts() == [
            "Choose a version",
            "1.1.0",
            "1.0.0",
        ]
        page.get_by_label("Version").select_option("1.1.0")
        page.get_by_label("Activity").select_option("film")
        assert words(page) == ABOUT["d=WC-01&v=1.1.0&a=film"]
        page.get_by_label("Version").select_option("1.0.0")
        assert words(page).endswith("version 1.0.0, activity: Film Noticing")
        page.get_by_label("Document", exact=True).select_option("ST-01")
        assert page.locator("#hub-about-unknown > li").count() == 0
        assert words(page) == "Standards ST-01, version 1.0.0 Standards"
        assert not page.get_by_label("Activity").is_visible()
        page.get_by_label("What should we keep?").fill("All of it")
        name, row = save(page)

    assert name.startswith("feedback-ST-01-1.0.0-")
    assert (row["document"], row["version"], row["activity"]) == ("ST-01", "1.0.0", "")


def test_a_whole_pack_needs_no_document(browser, base) -> None:
    with watched(browser, base, 1280, accept_downloads=True) as seen:
        page = seen.open(f"{PAGE}?e=school-staff@2026-11&c=print")
        page.get_by_label("What should we keep?").fill("All of it")
        name, row = save(page)

    assert re.fullmatch(r"feedback-school-staff-2026-11-[0-9a-f]{8}\.csv", name)
    assert (row["document"], row["version"]) == ("", "")
    assert (row["edition"], row["channel"]) == ("school-staff@2026-11", "print")


# ---- Mistakes ----


def test_mistakes_are_told_in_words_beside_each_field_and_lead_there(browser, base) -> None:
    with watched(browser, base, 390, accept_downloads=True) as seen:
        page = seen.open(PAGE)
        page.get_by_label("How many took part?").fill("about ten")
        page.get_by_label("Your hub’s short name").fill("The North Hub")
        page.get_by_role("button", name="Save my answers as a file").click()

        assert page.locator("#hub-mistakes").evaluate("each => each === document.activeElement")
        assert page.locator("#hub-mistakes li").all_inner_texts() == [
            "Document: Choose the document that you mean.",
            "How many took part: Write a whole number from 1 to 1000, or leave it out.",
            "Your hub’s short name, if you know it: Write it in small letters, as in “north-hub”, or leave it out.",
        ]
        field = page.get_by_label("How many took part?")
        assert field.get_attribute("aria-invalid") == "true"
        assert field.evaluate("each => getComputedStyle(each).borderLeftWidth") == "12px"
        assert page.locator("#hub-wrong-group_size").inner_text().startswith("Write a whole number")
        page.get_by_role("button", name="How many took part").click()
        assert field.evaluate("each => each === document.activeElement")

        field.fill("10")
        page.get_by_label("Your hub’s short name").fill("north-hub")
        page.get_by_label("Document", exact=True).select_option("ST-01")
        _, row = save(page)
        assert page.locator("#hub-mistakes li").count() == 0
        assert page.locator("[aria-invalid]").count() == 0
    assert (row["group_size"], row["hub"]) == ("10", "north-hub")


@pytest.mark.parametrize("typed", ["0", "1001", "-3", "1e3", "3.5", "٣", "=1"])
def test_a_number_that_cannot_be_is_not_taken(browser, site, typed) -> None:
    with watched(browser, site.as_uri() + "/", 390) as seen:
        page = seen.open(FILM)
        page.get_by_label("How many took part?").fill(typed)
        page.get_by_role("button", name="Show my answers as text").click()

        assert page.locator("#hub-mistakes li").all_inner_texts() == [
            "How many took part: Write a whole number from 1 to 1000, or leave it out."
        ]
        assert not page.get_by_label("Your answers as text").is_visible()


def test_nothing_answered_is_nothing_to_hand_over(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        page.get_by_label("Your role").select_option("staff")
        page.get_by_role("button", name="Show my answers as text").click()

        assert page.locator("#hub-mistakes li").all_inner_texts() == ["Answer one question at least."]


# ---- Ways to hand over ----

CAUGHT = """
document.addEventListener("click", (event) => {
  if (event.target.href?.startsWith("mailto:")) { window.mailed = event.target.href; event.preventDefault(); }
}, true)
"""


def test_a_mail_has_a_subject_and_a_line_for_each_answer(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        page.evaluate(CAUGHT)
        page.get_by_role("radio", name="4").first.check()
        page.get_by_label("What should we change?").fill("Less talk & more film?\nBcc: other@example.org")
        page.get_by_role("button", name="Write a mail").click()
        mailed = urlsplit(page.evaluate("window.mailed"))
        assert page.get_by_text("Sending shows your address").is_visible()

    fields = parse_qs(mailed.query)
    lines = dict(line.split(": ", 1) for line in fields["body"][0].split("\r\n"))
    assert mailed.path == MAIL
    assert list(fields) == ["subject", "body"]
    assert fields["subject"] == ["[WC-01 1.1.0]"]
    assert " ".join(lines) == "response_id submitted_at document version activity channel useful change"
    assert (lines["document"], lines["version"], lines["activity"]) == ("WC-01", "1.1.0", "film")
    assert lines["change"] == "Less talk & more film? Bcc: other@example.org"


def test_answers_too_long_for_a_mail_are_shown_whole_instead(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        page.evaluate(CAUGHT)
        for label in ("What should we keep?", "What should we change?"):
            page.get_by_label(label).fill("word " * 199)
        page.get_by_role("button", name="Write a mail").click()
        text = page.get_by_label("Your answers as text").input_value()

        assert page.evaluate("window.mailed") is None
        assert text.count("word") == 2 * 199
        assert MAIL in page.locator("#hub-done").inner_text()


def test_the_text_can_be_copied_everywhere(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        page.get_by_label("What should we keep?").fill("The film")
        page.get_by_role("button", name="Show my answers as text").click()
        text = page.get_by_label("Your answers as text").input_value()
        page.get_by_role("button", name="Copy the text").click()
        told = page.locator("#hub-done").inner_text()
        page.get_by_label("What should we change?").fill("")
        page.get_by_label("What should we change?").press("Control+V")
        pasted = page.get_by_label("What should we change?").input_value()

    assert told == "Copied."
    assert pasted == text
    assert "keep: The film" in text.split("\n")


def test_the_form_of_a_provider_is_told_ids_and_nothing_that_is_typed(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(f"{PAGE}?d=WC-01&v=1.1.0&a=film&e=school-staff@2026-11&c=print")
        for label in ("What should we keep?", "What should we change?"):
            page.get_by_label(label).fill("A secret word")
        link = page.get_by_role("link", name="Answer there instead")
        address = urlsplit(link.get_attribute("href"))

        assert address.netloc == "forms.example.org"
        assert parse_qs(address.query) == {
            "d": ["WC-01"],
            "v": ["1.1.0"],
            "a": ["film"],
            "e": ["school-staff@2026-11"],
            "c": ["print"],
        }
        assert link.get_attribute("rel") == "noopener noreferrer"
        page.get_by_text("Choose from a list").click()
        page.get_by_label("Version").select_option("1.0.0")
        assert parse_qs(urlsplit(link.get_attribute("href")).query)["v"] == ["1.0.0"]


def test_answers_can_be_cleared(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        page.get_by_role("radio", name="4").first.check()
        page.get_by_label("What should we keep?").fill("The film")
        page.get_by_role("button", name="Show my answers as text").click()
        page.get_by_role("button", name="Clear my answers").click()

        assert page.locator(":checked:not(option)").count() == 0
        assert page.get_by_label("What should we keep?").input_value() == ""
        assert page.locator("#hub-copy-text").input_value() == ""


# ---- Without script; without a mouse; large, narrow, dark, on paper ----


@pytest.mark.parametrize("width", [1280, 320])
def test_without_script_paper_mail_and_form_remain(browser, base, width) -> None:
    with watched(browser, base, width, java_script_enabled=False) as seen:
        page = seen.open(FILM)

        assert page.locator("textarea:visible, button:visible").count() == 0
        assert page.get_by_text("the feedback sheet behind a session, or at the end of a pack").is_visible()
        assert page.get_by_role("link", name=MAIL).get_attribute("href") == f"mailto:{MAIL}"
        form = urlsplit(page.get_by_role("link", name="open the form at Microsoft Forms").get_attribute("href"))
        assert (form.netloc, form.query) == ("forms.example.org", "d=&v=&a=&e=&c=")
        assert page.get_by_role("link", name="What to do if you are worried").is_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_page_has_no_faults_and_fits(browser, site, width) -> None:
    """From a server: by double click, axe-core may not read the style sheets that it judges."""
    with served(site) as address, watched(browser, address, width, color_scheme="light", has_touch=True) as seen:
        page = seen.open(f"{PAGE}?d=WC-01&v=9.9.9")
        page.get_by_label("Version").select_option("1.1.0")
        page.get_by_role("radio", name="4").first.check()
        page.get_by_label("What should we keep?").fill("x" * 900)
        page.get_by_role("button", name="Show my answers as text").click()
        page.get_by_label("How many took part?").fill("about ten")
        page.get_by_role("button", name="Save my answers as a file").click()
        assert page.locator("#hub-mistakes li").count() == 1

        assert faults_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(LOST) == []
        assert page.evaluate(SMALL, TARGET) == []
        page.add_style_tag(content=SPACED)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(LOST) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_the_focus_is_seen_on_every_field(browser, base, width) -> None:
    with watched(browser, base, width) as seen:
        page = seen.open(FILM)
        page.locator("#hub-main").focus()
        way = walk(page)

        assert not [stop["what"] for stop in way if not stop["seen"] or not stop["inView"] or stop["outline"] < 3]
        for wanted in ('id="hub-keep"', 'name="useful"', 'id="hub-role"', 'id="hub-mail"', 'id="hub-clear"'):
            assert [stop for stop in way if wanted in stop["what"]], wanted


def test_room_is_told_when_it_runs_out(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(FILM)
        box = page.get_by_label("What should we keep?")
        box.fill("x" * 500)
        assert page.locator("#hub-room-keep").inner_text() == ""
        box.fill("x" * 990)
        assert page.locator("#hub-room-keep").inner_text() == "Room for 10 more characters"


def test_printed_from_the_browser_links_that_ask_are_left_out(browser, base) -> None:
    with watched(browser, base, 1280) as seen:
        page = seen.open(MODULE)
        assert page.locator(".hub-suggest").first.is_visible()
        assert page.locator(".hub-give").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".hub-suggest").first.is_visible()
        assert not page.locator(".hub-give").is_visible()
        page.goto(base + FILM)
        assert page.get_by_label("What should we keep?").is_visible()
        assert not page.get_by_role("button", name="Save my answers as a file").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [MODULE, "standards/st-01/index.html"])
def test_links_that_ask_fit_and_have_no_faults(browser, site, width, path) -> None:
    with served(site) as address, watched(browser, address, width, color_scheme="light") as seen:
        page = seen.open(path)

        assert faults_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALL, TARGET) == []
