"""Agreements on the site: pages with numbered clauses, a list, and ways that lead to them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import HtmlElement, fragment_fromstring
from shelves import published, released, releases

from hubdocs.authoring.agreement.names import NOTICE
from hubdocs.model import Library, Printed, PrintedDocument, PrintedFile, Status, Version, View
from hubdocs.site.engine import MkDocsEngine
from hubdocs.site.prove import prove
from hubdocs.site.stage import Page, Staged, stage

GOLDEN = Path(__file__).parent / "golden"
EXAMPLE = Path(__file__).parents[1] / "authoring" / "golden" / "AG-90-hall" / "agreement.md"
CHANGES = {"materials/agreements/AG-90-hall/agreement.md": EXAMPLE.read_text(encoding="utf-8")}


def with_agreement(root: Path) -> Library:
    """The tiny library and the example, all released once."""
    library = published(root, CHANGES)
    return releases(library, "AG-90", released(library.working["AG-90"], references={"ST-01": "1.0.0"}))


@pytest.fixture
def library(tmp_path):
    return with_agreement(tmp_path / "library")


def page(staged: Staged, address: str) -> Page:
    return next(each for each in staged.pages if each.address == address)


def tree(staged: Staged, address: str) -> HtmlElement:
    return fragment_fromstring(page(staged, address).html, create_parent="div")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\N{NO-BREAK SPACE}", " ").split())


def file(staged: Staged, path: str) -> str:
    return next(each for each in staged.files if each.path == path).read().decode()


def test_an_agreement_has_its_page_its_release_for_ever_and_its_list(library) -> None:
    addresses = [each.address for each in stage(library).pages if each.address.startswith("agreements/")]

    assert addresses == [
        "agreements/",
        "agreements/ag-90/",
        "agreements/ag-90/1.0.0/",
        "agreements/ag-90/history/",
    ]


def test_the_page_reads_as_it_did(library, golden) -> None:
    text = re.sub(r"<svg.*?</svg>", "<svg>", page(stage(library), "agreements/ag-90/").markdown, flags=re.DOTALL)

    golden(GOLDEN / "agreement.md", text)


def test_the_contents_beside_the_text_list_clauses_by_number(library) -> None:
    (beside,) = tree(stage(library), "agreements/ag-90/").xpath("//nav[@aria-label='On this page']//ul")

    assert [(words(link), link.get("href")) for link in beside.iter("a")] == [
        ("Details", "#hub-details"),
        ("1 The hall", "#hall"),
        ("2 Equipment", "#equipment"),
        ("3 Food", "#food"),
        ("4 Ending", "#ending"),
    ]


def test_every_link_within_the_page_leads_to_a_part_of_it(library) -> None:
    made = tree(stage(library), "agreements/ag-90/")
    there = {each.get("id") for each in made.iter() if each.get("id")}

    within = {link.get("href")[1:] for link in made.iter("a") if link.get("href").startswith("#")}
    assert within
    assert within <= there


def test_nothing_on_the_page_is_a_field_to_type_in(library) -> None:
    made = tree(stage(library), "agreements/ag-90/")

    assert not list(made.iter("input", "textarea", "select", "form"))


def test_a_draft_says_to_take_legal_advice_and_an_approved_one_does_not(library) -> None:
    assert NOTICE in words(tree(stage(library), "agreements/ag-90/"))
    (draft,) = library.releases["AG-90"]
    approved = replace(draft, document=replace(draft.document, status=Status.APPROVED))
    assert NOTICE not in words(tree(stage(releases(library, "AG-90", approved)), "agreements/ag-90/"))


def test_it_names_the_exact_standards_that_it_binds_to(library) -> None:
    newer = replace(library.releases["ST-01"][0].document, title="Newer standards")
    library = releases(library, "ST-01", *library.releases["ST-01"], released(newer, "1.1.0", "minor"))
    (facts,) = tree(stage(library), "agreements/ag-90/").xpath("//dl[@class='hub-facts']")

    (link,) = facts.iter("a")
    assert (words(link), link.get("href")) == ("ST-01 1.0.0", "../../standards/st-01/1.0.0/index.html")


def test_standards_that_were_never_released_are_named_without_a_link(library) -> None:
    (draft,) = library.releases["AG-90"]
    staged = stage(replace(library, releases={"AG-90": (replace(draft, references={"ST-01": "none"}),)}))
    (facts,) = tree(staged, "agreements/ag-90/").xpath("//dl[@class='hub-facts']")

    assert "ST-01, in preparation" in words(facts)
    assert "standards/" not in [each.address for each in staged.pages]
    assert page(staged, "agreements/ag-90/").section == "agreements/"


def test_whoever_leads_a_hub_finds_it(library) -> None:
    staged = stage(library)
    home = tree(staged, "")
    (door,) = [link for link in home.iter("a") if "I lead a hub" in words(link)]
    standards = tree(staged, "standards/")
    beside = tree(staged, "standards/st-01/").xpath("//nav[@class='hub-left']//a")

    assert "agreements" in words(door)
    assert door.get("href") == "standards/index.html"
    assert {"../agreements/index.html", "../agreements/ag-90/index.html"} <= {
        link.get("href") for link in standards.iter("a")
    }
    assert "../../agreements/ag-90/index.html" in {link.get("href") for link in beside}
    assert ("Agreements", "agreements/") in {(entry.title, entry.address) for entry in staged.frame.small}
    assert page(staged, "agreements/ag-90/").section == "standards/"


def test_a_library_with_agreements_alone_has_a_door_to_them(library) -> None:
    staged = stage(replace(library, releases={"AG-90": library.releases["AG-90"]}))
    (door,) = [link for link in tree(staged, "").iter("a") if "I lead a hub" in words(link)]

    assert door.get("href") == "agreements/index.html"


def test_search_finds_a_clause_by_its_number_and_words(library) -> None:
    index = json.loads(file(stage(library), "search/search_index.json"))
    titles = {entry["location"]: entry for entry in index["docs"]}

    assert titles["agreements/ag-90/index.html#food"]["title"] == "3 Food"
    assert "What is eaten" in titles["agreements/ag-90/index.html#food"]["text"]
    assert "Name of the school" in titles["agreements/ag-90/index.html#hub-details"]["text"]
    assert not any("Second party" in entry["text"] for entry in index["docs"])
    assert not any("1.0.0" in location for location in titles)


def test_programs_and_short_addresses_know_it(library) -> None:
    staged = stage(library)
    documents = {each["id"]: each for each in json.loads(file(staged, "versions.json"))["documents"]}

    assert documents["AG-90"]["kind"] == "agreement"
    assert documents["AG-90"]["url"] == "agreements/ag-90/index.html"
    assert "../../agreements/ag-90/index.html" in file(staged, "m/ag-90/index.html")
    assert "../../../agreements/ag-90/1.0.0/index.html" in file(staged, "m/ag-90/1.0.0/index.html")


def test_its_pdf_is_offered_under_its_own_name(library, tmp_path) -> None:
    pdf = tmp_path / "AG-90-1.0.0.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    made = PrintedFile(pdf, pdf.name, "screen", pages=4, bytes=8, sha256="ab" * 32)
    staged = stage(library, Printed(documents=(PrintedDocument("AG-90", Version(1, 0, 0), View.PARTICIPANT, made),)))

    assert "agreements/ag-90/1.0.0/AG-90-1.0.0.pdf" in staged.published
    assert 'href="1.0.0/AG-90-1.0.0.pdf"' in page(staged, "agreements/ag-90/").html


def test_an_agreement_withdrawn_altogether_leaves_its_notice(library) -> None:
    only = replace(library.releases["AG-90"][0], withdrawn="A lawyer advised against it.")
    staged = stage(releases(library, "AG-90", only))

    assert "Withdrawn: do not use AG-90" in page(staged, "agreements/ag-90/").html
    assert "agreements/" not in [each.address for each in staged.pages]


def test_a_label_is_data_and_never_markup(library) -> None:
    (draft,) = library.releases["AG-90"]
    fields = tuple(replace(each, label='<b>A</b> & "B" {{ x }}') for each in draft.document.fields)
    hostile = replace(draft, document=replace(draft.document, fields=fields))
    made = tree(stage(releases(library, "AG-90", hostile)), "agreements/ag-90/")

    assert not made.xpath("//section[@id='hub-details']//b")
    assert "<b>A</b> & “B” {{ x }}" in words(made)


def test_the_engine_publishes_it_as_it_was_staged(library, tmp_path) -> None:
    staged = stage(library)
    MkDocsEngine().build(staged, library.root, tmp_path / "site")
    prove(library, staged, tmp_path / "site")

    text = (tmp_path / "site/agreements/ag-90/index.html").read_text(encoding="utf-8")
    assert "assets/agreement.css" in text


def test_its_own_style_sheet_is_small(library) -> None:
    assert len(file(stage(library), "assets/agreement.css").encode()) < 4 * 1024
