"""Staging: what stands on which page, for whom, and where its links lead."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
import yaml
from shelves import FIRST, published, released, releases
from tiny import MODULE

from hubdocs.design import curly
from hubdocs.errors import HubError, Place
from hubdocs.model import (
    Audience,
    Edition,
    EditionDocument,
    PackedDocument,
    Printed,
    PrintedDocument,
    PrintedFile,
    PrintedPack,
    Version,
    View,
)
from hubdocs.site.stage import Page, Staged, Strip, stage

GOLDEN = Path(__file__).parent / "golden"
TRAINER_TEXT = "Nobody needs to speak unless they wish to."


@pytest.fixture
def library(tmp_path):
    return published(tmp_path / "library")


def page(staged: Staged, address: str) -> Page:
    return next(each for each in staged.pages if each.address == address)


def file(staged: Staged, path: str) -> str:
    return next(each for each in staged.files if each.path == path).read().decode()


def addresses(staged: Staged) -> list[str]:
    return [each.address for each in staged.pages]


def test_every_page_of_a_small_library_is_staged(library) -> None:
    assert addresses(stage(library)) == [
        "",
        "check/",
        "feedback/",
        "glossary/",
        "modules/",
        "modules/wc-01/",
        "modules/wc-01/1.0.0/",
        "modules/wc-01/1.0.0/handouts/h1/",
        "modules/wc-01/1.0.0/trainer/",
        "modules/wc-01/handouts/h1/",
        "modules/wc-01/history/",
        "modules/wc-01/trainer/",
        "modules/who-cares/",
        "notices/",
        "said-and-done/",
        "standards/",
        "standards/st-01/",
        "standards/st-01/1.0.0/",
        "standards/st-01/history/",
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("", "home"),
        ("modules/wc-01/", "module"),
        ("modules/wc-01/trainer/", "trainer"),
        ("standards/st-01/", "standards"),
    ],
)
def test_a_staged_page_reads_as_it_did(library, golden, address, name) -> None:
    drawings = re.compile(r'<svg[^>]*class="(\S+)".*?</svg>', re.DOTALL)
    text = page(stage(library), address).markdown

    golden(GOLDEN / f"{name}.md", drawings.sub(r"<svg \1>", text))


def test_the_same_library_gives_the_same_pages(library) -> None:
    assert stage(library) == stage(library)


def test_a_page_is_one_block_that_markdown_leaves_alone(library) -> None:
    for each in stage(library).pages:
        _, _, body = each.markdown.split("---\n", 2)
        marker, block = body.strip().split("\n\n", 1)

        assert marker.startswith("<!-- hubdocs: ")
        assert "\n\n" not in block
        assert block in markdown.markdown(body)


def test_blank_lines_in_code_survive(tmp_path) -> None:
    text = "---\ntitle: T\n---\n\n```\none\n\n    two\n```\n"
    staged = stage(published(tmp_path / "library", {"content/help/index.md": text}))

    assert "one&#10;&#10;    two" in page(staged, "help/").markdown


def test_every_link_is_relative_and_names_a_staged_file(library) -> None:
    staged = stage(library)
    for each in staged.pages:
        for href in re.findall(r'(?:href|src)="([^"]+)"', each.html):
            if href.startswith(("#", "tel:", "https:", "mailto:")):
                continue
            path = (Path("/site") / each.address / re.split("[?#]", href)[0]).resolve().relative_to("/site").as_posix()
            assert path in staged.published, f"{each.address}: {href}"


def test_trainer_text_stands_only_on_the_trainers_pages(library) -> None:
    holding = [each.address for each in stage(library).pages if TRAINER_TEXT in each.html]

    assert holding == ["modules/wc-01/1.0.0/trainer/", "modules/wc-01/trainer/"]


def test_trainers_pages_and_old_releases_are_not_searched(library) -> None:
    index = json.loads(file(stage(library), "search/search_index.json"))
    found = {entry["location"].split("#")[0] for entry in index["docs"]}

    assert "modules/wc-01/index.html" in found
    assert "modules/wc-01/handouts/h1/index.html" in found
    assert "standards/st-01/index.html" in found
    assert "glossary/index.html" in found
    assert not [path for path in found if "trainer" in path or "1.0.0" in path]
    assert "Nobody needs" not in json.dumps(index)


def test_parts_of_a_page_are_found_by_their_own_titles(library) -> None:
    index = json.loads(file(stage(library), "search/search_index.json"))
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}

    assert titles["modules/wc-01/index.html#film"] == "Film"
    assert titles["standards/st-01/index.html#GOV-1"].endswith("A named leader has time")
    assert titles["glossary/index.html#term-dsl"] == "DSL"


def test_the_search_index_as_a_script_is_the_same(library) -> None:
    staged = stage(library)

    assert file(staged, "search/search_index.js") == "var __index = " + file(staged, "search/search_index.json")


@pytest.mark.parametrize(("audience", "shown"), [(Audience.TRAINER, True), (Audience.STAFF, False)])
def test_a_site_for_one_audience_has_trainer_text_only_of_what_it_delivers(library, audience, shown) -> None:
    staged = stage(library, audience=audience)

    assert any(TRAINER_TEXT in each.html for each in staged.pages) is shown
    assert ("modules/wc-01/trainer/" in addresses(staged)) is shown
    assert ("For the trainer" in page(staged, "modules/wc-01/").html) is shown


def test_titles_are_data_and_never_markup(tmp_path) -> None:
    hostile = MODULE.replace('"Noticing"', "'A & B <b> \"quoted\" --- {{ x }}'")
    staged = stage(published(tmp_path / "library", {"modules/who-cares/WC-01-noticing/module.md": hostile}))
    text = page(staged, "modules/wc-01/").markdown
    front = yaml.safe_load(text.split("---\n")[1])

    assert front["title"] == "A &amp; B &lt;b&gt; “quoted” --- {{ x }} (WC-01)"
    assert "<b> &#34;" not in text
    assert "<h1>A &amp; B &lt;b&gt; “quoted” --- {{ x }}</h1>" in text
    index = json.loads(file(staged, "search/search_index.json"))
    assert any(entry["title"].startswith("A &amp; B &lt;b&gt; ") for entry in index["docs"])
    assert "A & B <b>" in json.loads(file(staged, "versions.json"))["documents"][1]["title"]


def test_front_matter_survives_every_character(library) -> None:
    title = 'tab\t "q" \\ \u2028 \x85 \x00 \U0001f600 : - #'
    each = replace(page(stage(library), ""), title=title)
    front = yaml.safe_load(each.markdown.split("---\n")[1])

    assert front["title"] == curly(title)


def test_a_draft_says_that_the_foundation_has_yet_to_review_it(library) -> None:
    module = page(stage(library), "modules/wc-01/")

    assert module.strip is Strip.SAMPLE
    assert "<strong>Sample text:</strong> awaiting the Foundation\u2019s review" in module.html


def test_working_text_says_that_it_is_a_draft(library) -> None:
    draft = released(library.working["WC-01"], kind="draft", date=None)
    staged = stage(releases(library, "WC-01", draft))
    module = page(staged, "modules/wc-01/")

    assert module.strip is Strip.DRAFT
    assert "<strong>DRAFT:</strong>" in module.html
    assert module.stamp == "WC-01 1.0.0 draft participant h1:WC-01-1.0.0"
    assert "modules/wc-01/1.0.0/" not in addresses(staged)
    assert all(each["id"] != "WC-01" for each in json.loads(file(staged, "versions.json"))["documents"])


@pytest.fixture
def two(library):
    document = library.working["WC-01"]
    return releases(library, "WC-01", released(document), released(document, "1.1.0", "minor"))


def test_an_old_release_stays_readable_and_names_the_newest(two) -> None:
    old = page(stage(two), "modules/wc-01/1.0.0/")

    assert "You are reading an old release, 1.0.0." in old.html
    assert 'The newest is <a href="../index.html">1.1.0</a>, released 5 November 2026.' in old.html
    assert "Replace it when convenient." in old.html
    assert '<a href="../changes/1.0.0-to-1.1.0/index.html">See what changed</a>' in old.html
    assert old.canonical == "modules/wc-01/"
    assert not old.indexed


def test_the_permanent_page_of_the_newest_release_has_no_notice(two) -> None:
    newest = page(stage(two), "modules/wc-01/1.1.0/")

    assert "hub-notice--old" not in newest.html
    assert newest.canonical == "modules/wc-01/"


def test_a_withdrawn_release_says_so_and_newest_passes_over_it(two) -> None:
    first, second = two.releases["WC-01"]
    staged = stage(releases(two, "WC-01", first, replace(second, withdrawn="A number was wrong.")))
    gone = page(staged, "modules/wc-01/1.1.0/")

    assert "Withdrawn: do not use release 1.1.0" in gone.html
    assert 'A number was wrong. Use <a href="../index.html">1.0.0</a>.' in gone.html
    assert page(staged, "modules/wc-01/").stamp.startswith("WC-01 1.0.0 ")
    document = json.loads(file(staged, "versions.json"))["documents"][1]
    assert document["latest"] == "1.0.0"
    assert [each["withdrawn"] for each in document["releases"]] == ["A number was wrong.", None]


def test_a_document_withdrawn_altogether_leaves_its_notice(library) -> None:
    only = replace(library.releases["WC-01"][0], withdrawn="It was unsafe.")
    staged = stage(releases(library, "WC-01", only))

    assert "Withdrawn: do not use WC-01" in page(staged, "modules/wc-01/").html
    assert "Withdrawn: do not use release 1.0.0" in page(staged, "modules/wc-01/1.0.0/").html
    assert "modules/" not in addresses(staged)
    assert 'href="modules/wc-01/index.html"' in page(staged, "").html
    assert json.loads(file(staged, "versions.json"))["documents"][1]["latest"] is None


def test_links_to_what_was_never_released_are_plain_words(library) -> None:
    staged = stage(replace(library, releases={"WC-01": library.releases["WC-01"]}))

    assert "See <a" in page(staged, "modules/wc-01/").html
    assert "and GOV-1." in page(staged, "modules/wc-01/").html
    assert "standards/" not in addresses(staged)
    assert "I lead a hub" not in page(staged, "").html


def test_a_link_to_a_part_that_is_gone_leads_to_the_newest_release_that_had_it(tmp_path) -> None:
    content = "---\ntitle: H\n---\n\nSee [the film](WC-01#film).\n"
    library = published(tmp_path / "library", {"content/help/index.md": content})
    document = library.working["WC-01"]
    without = replace(document, headings=tuple(each for each in document.headings if each.anchor != "film"))
    staged = stage(releases(library, "WC-01", released(document), released(without, "2.0.0", "major")))

    assert 'href="../modules/wc-01/1.0.0/index.html#film"' in page(staged, "help/").html


def test_short_addresses_lead_on_without_script(library) -> None:
    staged = stage(library)

    assert '<a href="../../modules/wc-01/index.html">Noticing</a>' in file(staged, "m/wc-01/index.html")
    assert "url=../../../modules/wc-01/1.0.0/index.html" in file(staged, "m/wc-01/1.0.0/index.html")
    assert "../../modules/wc-01/handouts/h1/index.html" in file(staged, "m/wc-01-h1/index.html")
    assert "../../standards/st-01/index.html#GOV-1" in file(staged, "m/gov-1/index.html")


def test_a_handout_says_since_when_it_is_the_same(two) -> None:
    assert "unchanged since 1.0.0" in page(stage(two), "modules/wc-01/handouts/h1/").html


def test_a_handout_for_trainers_only_is_listed_for_them_alone(tmp_path) -> None:
    handout = "---\nid: WC-01-H1\ntitle: Card\nper: person\naudience: [trainer]\n---\n\nFor your eyes.\n"
    path = "modules/who-cares/WC-01-noticing/handouts/h1.md"
    library = published(tmp_path / "library", {path: handout})
    staged = stage(library)

    assert page(staged, "modules/wc-01/handouts/h1/").view is View.TRAINER
    assert not page(staged, "modules/wc-01/handouts/h1/").indexed
    assert "<h2>Handouts</h2>" not in page(staged, "modules/wc-01/").html
    assert "<h2>Handouts</h2>" in page(staged, "modules/wc-01/trainer/").html
    assert "modules/wc-01/handouts/h1/" not in addresses(stage(library, audience=Audience.STAFF))


def pdf(folder: Path, name: str, kind: str = "screen") -> PrintedFile:
    path = folder / name
    path.write_bytes(b"%PDF-1.7")
    return PrintedFile(path, name, kind, pages=12, bytes=2_400_000, sha256="ab" * 32)


@pytest.fixture
def printed(library, tmp_path):
    documents = (EditionDocument("WC-01", Version(1, 0, 0), "h1:x", 9),)
    edition = Edition("2026-11", "school-staff", FIRST, documents, Place("x"))
    pack = replace(library.packs["school-staff"], editions=(edition,))
    made = Printed(
        packs=(
            PrintedPack(
                "school-staff",
                "2026-11",
                FIRST,
                (PackedDocument("WC-01", Version(1, 0, 0), 9),),
                (pdf(tmp_path, "school-staff-2026-11-screen.pdf"),),
            ),
        ),
        documents=(PrintedDocument("WC-01", Version(1, 0, 0), View.TRAINER, pdf(tmp_path, "t.pdf")),),
    )
    return replace(library, packs={"school-staff": pack}), made


def test_packs_are_listed_with_everything_needed_to_choose_and_check_them(printed, golden) -> None:
    staged = stage(*printed)

    golden(GOLDEN / "packs.md", re.sub(r"<svg.*?</svg>", "<svg>", page(staged, "packs/").markdown))
    golden(GOLDEN / "packs.json", file(staged, "packs.json"))
    golden(GOLDEN / "versions.json", file(staged, "versions.json"))
    assert "packs/school-staff/2026-11/school-staff-2026-11-screen.pdf" in staged.published


def test_a_trainers_pdf_is_offered_to_trainers_only(printed) -> None:
    staged = stage(*printed)
    path = "modules/wc-01/1.0.0/WC-01-1.0.0-trainer.pdf"

    assert path in staged.published
    assert "1.0.0/WC-01-1.0.0-trainer.pdf" in page(staged, "modules/wc-01/trainer/").html
    assert ".pdf" not in page(staged, "modules/wc-01/").html
    assert path not in stage(*printed, audience=Audience.STAFF).published


def test_a_proof_is_not_listed(library, tmp_path) -> None:
    proof = PrintedPack("school-staff", "", None, (), (pdf(tmp_path, "proof.pdf"),))
    staged = stage(library, Printed(packs=(proof,)))

    assert "packs/" not in addresses(staged)
    assert json.loads(file(staged, "packs.json")) == {"format": 1, "packs": []}


def test_a_site_for_one_audience_offers_only_its_packs(printed) -> None:
    assert "packs/" in addresses(stage(*printed, audience=Audience.STAFF))
    assert "packs/" not in addresses(stage(*printed, audience=Audience.PARENT))


def test_the_menu_leads_only_to_pages_that_exist(library) -> None:
    assert [entry.title for entry in stage(library).frame.menu] == ["Modules", "Standards", "Check my copy"]


def test_a_public_address_gives_a_sitemap_without_dates(library) -> None:
    assert "sitemap.xml" not in stage(library).published
    public = replace(library, settings=replace(library.settings, site_url="https://example.org/lib/"))
    text = file(stage(public), "sitemap.xml")

    assert "<loc>https://example.org/lib/modules/wc-01/</loc>" in text
    assert "1.0.0" not in text
    assert "lastmod" not in text


def test_a_brand_changes_petrol_and_gold_and_nothing_else_gets_in(library) -> None:
    brand = replace(library.brand, primary="#123456", accent="red;}body{display:none")
    text = file(stage(replace(library, brand=brand)), "assets/brand.css")

    assert text == ':root:not([data-hub-scheme="dark"]){--hub-petrol:#123456;}\n'


def test_the_style_sheet_is_small(library) -> None:
    assert len(file(stage(library), "assets/hub.css").encode()) < 20 * 1024


def test_a_content_page_in_the_place_of_one_of_ours_is_a_mistake(tmp_path) -> None:
    library = published(tmp_path / "library", {"content/modules/index.md": "---\ntitle: Mine\n---\n\nText.\n"})

    with pytest.raises(HubError, match=r"content/modules/index\.md:1: another page of the site stands at /modules/"):
        stage(library)


def test_a_library_without_a_home_page_is_told_so(library) -> None:
    with pytest.raises(HubError, match=r"content/index\.md:1: the library has no home page"):
        stage(replace(library, pages=()))


def test_the_home_page_has_a_door_for_each_role_that_leads_to_its_first_answer(tmp_path: Path) -> None:
    pages = {
        "content/help/authors/index.md": "---\ntitle: Write\nsummary: How to write.\n---\n\nWrite.\n",
        "content/help/help-a-child.md": "---\ntitle: Worried?\nsummary: What to do.\n---\n\nTell someone.\n",
    }
    home = page(stage(published(tmp_path / "library", pages)), "").html
    door = r'<li><a href="([^"]+)">\s*<span class="hub-door__figure">.*?<strong>(.*?)</strong>'
    doors = dict(re.findall(door, home, re.DOTALL))

    assert doors == {
        "modules/wc-01/index.html#hub-in-short": "I work in a school",
        "modules/index.html": "I run a session",
        "check/index.html": "I hold a printed copy",
        "standards/index.html": "I lead a hub",
        "help/authors/index.html": "I write and refine",
    }
    assert '<a href="help/help-a-child/index.html">What to do, and who to ring</a>' in home


def test_a_door_that_would_lead_nowhere_is_left_out(library) -> None:
    assert "I write and refine" not in page(stage(library), "").html


def test_a_lesson_that_staff_run_speaks_of_its_teacher(tmp_path: Path) -> None:
    lesson = MODULE.replace("audience: [staff]", "audience: [pupil]").replace("[trainer]", "[staff]")
    staged = stage(published(tmp_path / "library", {"modules/who-cares/WC-01-noticing/module.md": lesson}))
    text = page(staged, "modules/wc-01/trainer/").html

    assert "Teacher: say" in text
    assert "For the teacher" in text
    assert "Trainer" not in text
