"""The report as people meet it: page, print and files. Hostile words stay words; the same rows give the same bytes."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from report_rows import BEGAN, library_of, page_of, responses_of

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.report import as_json, drawings_of, print_pages, summarise
from hubdocs.feedback.report.counts import LONGEST, MOST_ROLES, NEWEST, OTHERS, tally
from hubdocs.feedback.report.showing import printable, visible
from hubdocs.feedback_report import FILES, make_report
from hubdocs.model import Library, Response, Version
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import text_of

CHROMIUM = Path("/usr/bin/chromium")
AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
JUDGE = """
async () => {
  const told = await axe.run(document, {resultTypes: ["violations"]});
  return told.violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`));
}
"""
HOSTILE = (
    "<script>document.title = 'owned'</script>",
    "<img src=https://evil.example/x.png onerror=alert(1)>",
    "# Not a heading [a link](javascript:alert(1)) ![x](https://evil.example/)",
    "{{ 7 * 7 }} {% raw %} ${x}",
    '=HYPERLINK("https://evil.example")',
    "right \u202eot tfel\u202c, zero\u200bwidth, nul \x00, bell \x07, \ufeff",
    "</style></section></main><style>body{display:none}</style>",
    "emoji \U0001f600, Arabic \u0634\u0643\u0631\u0627, Welsh \u0175, private \ue000",
    "long" * 2_000,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("library"))


def hostile_responses(library: Library) -> list[Response]:
    """Ordinary responses, of which the newest are hostile in every field that is free."""
    rows = list(responses_of(library, 250))
    for place, text in enumerate(HOSTILE):
        rows.append(
            Response(
                id=f"h{place}",
                document="WC-01",
                version=Version(2, 0, 0),
                activity=text[:60],
                knows_activity=False,
                channel="web",
                role=text,
                submitted=BEGAN + datetime.timedelta(days=90, minutes=place),
                useful=1,
                keep=text,
                change=text,
                adapted=text,
            )
        )
    rows.append(Response(id="e", edition="<b>school-staff@2026-11</b>", useful=5))
    return rows


@pytest.fixture(scope="module")
def made(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_report(library, hostile_responses(library), folder / "internal")
    make_report(library, hostile_responses(library), folder / "public", public=True)
    make_report(library, [], folder / "empty")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("view", ["internal", "public", "empty"])
def test_the_page_has_no_faults_and_asks_nobody_for_anything(browser, made: Path, view, width, scheme) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.goto((made / view / "report.html").as_uri())
    title, fits = page.title(), page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(f"{AXE}; 0")
    faults = page.evaluate(JUDGE)
    context.close()
    assert faults == []
    assert fits
    assert title.startswith("What people told us")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert told == []


def test_hostile_words_stay_visible_words(made: Path) -> None:
    text = (made / "internal" / "report.html").read_text(encoding="utf-8")
    tree = lxml_html.fromstring(text)
    assert not tree.xpath("//script | //iframe | //object | //form | //link | //img | //a[not(@href='#main')]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert len(tree.xpath("//style")) == len(["the page's own"])
    said = [" ".join(each.itertext()) for each in tree.xpath("//ul[@class='remarks']/li/p[1]")]
    assert set(HOSTILE[:5]) <= set(said)
    assert HOSTILE[6] in said
    assert any("right [U+202E]ot tfel[U+202C], zero[U+200B]width, nul [U+0000], bell [U+0007]" in each for each in said)
    assert not {"\u202e", "\u200b", "\x00", "\x07"} & set(text)
    assert any(each.endswith(" …") and len(each) == LONGEST + 2 for each in said)


def test_the_printed_report_is_sound_and_says_the_same(made: Path) -> None:
    for view in ("internal", "public", "empty"):
        assert inspect(made / view / "report.pdf") == ()
    words = " ".join(text_of(made / "internal" / "report.pdf").split())
    assert "[U+1F600]" in words
    assert "Welsh ŵ" in words
    assert "[U+202E]" in words
    assert "What to look at first" in words
    assert "Page 1 of " in words
    public = " ".join(text_of(made / "public" / "report.pdf").split())
    assert "evil.example" not in public
    assert "Left out on purpose" in public


def test_a_library_without_responses_has_a_friendly_page(made: Path) -> None:
    text = (made / "empty" / "report.html").read_text(encoding="utf-8")
    assert "Nobody has sent feedback yet" in text
    assert "What to look at first" not in lxml_html.fromstring(text).findtext(".//h2")
    assert '"responses": 0' in (made / "empty" / "report.json").read_text(encoding="utf-8")


def test_the_same_rows_give_the_same_bytes(library: Library, made: Path, tmp_path: Path) -> None:
    make_report(library, hostile_responses(library), tmp_path / "again")
    assert {each.name for each in (tmp_path / "again").iterdir()} == set(FILES)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (made / "internal" / name).read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["again"]


def test_every_picture_says_what_it_shows_and_has_its_numbers_in_a_table(library: Library) -> None:
    summary = summarise(library, responses_of(library, 400))
    tree = lxml_html.fromstring(page_of(library, summary))
    pictures = tree.xpath("//figure//svg")
    assert len(pictures) == len(["answers", "minutes", "releases"]) + len(["answers", "minutes"])
    ids = list(tree.xpath("//@id"))
    assert len(ids) == len(set(ids))
    for picture in pictures:
        named, described = picture.get("aria-labelledby").split()
        assert tree.xpath(f"//*[@id='{named}']")[0].text
        assert len(tree.xpath(f"//*[@id='{described}']")[0].text) > 40
        assert picture.get("role") == "img"
    for cell in tree.xpath("//thead//th | //tbody//th"):
        assert cell.get("scope") in {"col", "row", "rowgroup"}
    levels = [int(each.tag[1]) for each in tree.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_printed_page_asks_for_the_pictures_that_come_with_it(library: Library) -> None:
    summary = summarise(library, responses_of(library, 400))
    parts = print_pages(library, summary, drawings_of(summary))
    assert [part.label for part in parts] == [
        "feedback-report",
        "feedback-report-wc-01",
        "feedback-report-wc-02",
        "feedback-report-rules",
    ]
    for part in parts:
        tree = lxml_html.fromstring(part.html)
        asked = [each.get("src").removeprefix("asset:") for each in tree.xpath("//img")]
        assert sorted(asked) == sorted(part.drawings)
        assert all(each.get("alt") for each in tree.xpath("//img"))
        assert next(tree.iter("h1", "h2", "h3")).tag == "h1"


def test_another_folder_is_never_replaced(library: Library, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(HubError, match=r"it holds something else \(dear\.txt\)"):
        make_report(library, [], tmp_path / "letters")
    with pytest.raises(HubError, match="it is no folder"):
        make_report(library, [], tmp_path / "letters" / "dear.txt")
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "Dear all"


def test_nothing_is_left_half_written(library: Library, tmp_path: Path) -> None:
    class Broken:
        fingerprint = "broken"

        def render(self, job) -> None:
            raise HubError([Problem(Place("report"), "the printer is broken")])

    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "report.json").write_text("the last good one", encoding="utf-8")
    with pytest.raises(HubError, match="the printer is broken"):
        make_report(library, [], tmp_path / "report", engine=Broken())
    assert (tmp_path / "report" / "report.json").read_text(encoding="utf-8") == "the last good one"
    assert [each.name for each in tmp_path.iterdir()] == ["report"]


def test_memory_does_not_grow_with_what_people_invent() -> None:
    rows = (
        Response(
            id=str(number),
            document="WC-01",
            version=Version(1, 0, 0),
            activity=f"made-up-{number}",
            knows_activity=False,
            role=f"role {number}",
            keep="x" * 50_000,
        )
        for number in range(2_000)
    )
    counted = tally(rows)
    assert len(counted.subjects) == 1
    (people,) = counted.people.values()
    assert len(people.roles) == MOST_ROLES + len([OTHERS])
    assert people.roles[OTHERS] == 2_000 - MOST_ROLES
    (remarks,) = counted.remarks.values()
    assert len(remarks) == NEWEST
    assert max(len(remark.text) for remark in remarks) <= LONGEST + 2


def test_characters_are_shown_by_number_where_they_cannot_be_seen_or_printed() -> None:
    assert visible("a\tb\nc \u202e\x00") == "a b c [U+202E][U+0000]"
    assert printable("Zoë ŵ \U0001f600 字") == "Zoë ŵ [U+1F600] [U+5B57]"


def test_a_response_without_a_day_has_none_in_the_report(library: Library) -> None:
    rows = [replace(row, submitted=None) for row in responses_of(library, 40)]
    summary = summarise(library, rows)
    assert (summary.date, summary.since) == (None, None)
    assert "1970" not in page_of(library, summary)
    assert "1970" not in as_json(summary)
