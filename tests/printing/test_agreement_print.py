"""Printed agreements: clauses bear their numbers, links lead, and people can sign."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import sample
from small_pdfs import annotations, bookmarks

from hubdocs.authoring.agreement.names import NOTICE
from hubdocs.errors import HubError
from hubdocs.model import Agreement, Library, Release, Status, View
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER, SCREEN
from hubdocs.printing.inspection import inspect
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import reading_of, text_of
from hubdocs.printing.run import print_library
from hubdocs.printing.workers import print_one

EXAMPLE = Path(__file__).parents[1] / "authoring" / "golden" / "AG-90-hall" / "agreement.md"
FOLDER = "materials/agreements/AG-90-hall"
PACK = (
    "id: hub\ntitle: Hub pack\naudience: hub-lead\nformats: [screen, binder]\nsummary: For hubs.\n"
    "contents:\n  - {agreement: AG-90}\n  - {standards: ST-01}\n"
)
SENTENCE = "The two sides look at this once a year and write down what they have found. "
LINES_TO_SIGN = ("Signed for", "Signature", "Name", "Role", "Date")


def released(library: Library) -> Release:
    """The example as it would stand after its release."""
    document = library.working["AG-90"]
    return Release(document, sample.DAY, "first", "The first.", "h1:ag", references={"ST-01": "1.2.0"})


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    changes = {f"{FOLDER}/agreement.md": EXAMPLE.read_text(encoding="utf-8"), "materials/packs/hub/pack.yml": PACK}
    made = sample.load(tmp_path_factory.mktemp("library"), changes)
    return replace(made, releases={**made.releases, "AG-90": (released(made),)})


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Prints a document once."""
    cache_ = RenderCache(tmp_path_factory.mktemp("cache"))
    return cache(lambda document: print_one(document, WeasyPrintEngine(), cache_, Limits()))


def agreement(library: Library, format_=SCREEN, **changes: object) -> PrintDocument:
    release = library.releases["AG-90"][0]
    document = replace(release.document, **changes)
    return print_release(library, replace(release, document=document), View.PARTICIPANT, format_)


def with_text(library: Library, text: str) -> PrintDocument:
    """The example with more text behind its last clause."""
    source = library.releases["AG-90"][0].document.source
    return agreement(library, source=replace(source, body=source.body + text))


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def test_it_is_sound_and_accessible(library, printed):
    for format_ in (SCREEN, BINDER):
        assert inspect(printed(agreement(library, format_)).pdf) == ()


def test_the_number_of_a_clause_is_read_out_with_its_heading(library, printed):
    headings = [passage.text for passage in reading_of(printed(agreement(library)).pdf) if passage.role == "H2"]

    assert headings == ["Details", "1 The hall", "2 Equipment", "3 Food", "4 Ending", "Signatures"]


def test_bookmarks_name_clauses_by_number(library, printed):
    with pikepdf.open(printed(agreement(library)).pdf) as pdf:
        assert "\n  3 Food\n" in bookmarks(pdf)


def test_a_link_to_a_clause_prints_its_number_and_no_page(library, printed):
    text = text_of(printed(agreement(library)).pdf)

    assert "What the first clause (clause 1) and clause 3 say" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "(p." not in text


def test_every_blank_leads_to_its_row_in_the_details(library, printed):
    rendered = printed(agreement(library))
    fields = library.working["AG-90"].fields

    assert all(rendered.facts.page_of(f"AG-90--hub-field-{each.name}") is not None for each in fields)
    with pikepdf.open(rendered.pdf) as pdf:
        leads = {str(each.Dest) for each in annotations(pdf) if "/Dest" in each}
    assert {"AG-90--hub-field-school_name", "AG-90--hub-field-meal", "AG-90--food"} <= leads


def test_every_page_says_that_a_draft_needs_legal_advice(library, printed):
    for page in page_texts(printed(agreement(library)).pdf):
        assert page.strip().splitlines()[0].strip() == NOTICE
        assert "Sample text: awaiting the Foundation’s review" in page
    title = [passage.text for passage in reading_of(printed(agreement(library)).pdf)][:6]
    assert title.index(NOTICE) == title.index("Lending the hall") + 1


def test_an_approved_agreement_says_nothing_of_it(library, printed):
    assert NOTICE not in text_of(printed(agreement(library, status=Status.APPROVED)).pdf)


def test_it_says_to_which_exact_standards_it_binds(library, printed):
    first = page_texts(printed(agreement(library)).pdf)[0]

    assert re.search(r"Binds to", first)
    assert "ST-01 1.2.0" in first
    assert agreement(library).links[-1].web == "standards/st-01/1.2.0/"


@pytest.mark.parametrize("sentences", range(0, 42, 6))
def test_people_sign_on_one_leaf_that_holds_some_of_the_text(library, printed, sentences):
    pages = page_texts(printed(with_text(library, f"\n\n{SENTENCE * sentences}")).pdf)
    (leaf,) = [page for page in pages if "Signatures" in page]
    before, _, after = leaf.partition("Signatures")

    assert leaf is pages[-1]
    assert all(re.search(rf"^ *{line}$", after, re.MULTILINE) for line in LINES_TO_SIGN)
    assert len(before.split("Lending the hall")[-1].split()) > 3, "the signatures stand alone on their leaf"


def test_a_line_to_sign_on_is_fourteen_millimetres_high(library, printed):
    text = subprocess.run(
        ["pdftotext", "-bbox", printed(agreement(library)).pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    start = text.index(">Signatures<")
    tops = [float(re.search(rf'yMin="([\d.]+)"[^>]*>{line}<', text[start:])[1]) for line in ("Name", "Role", "Date")]

    assert all(below - above >= 14 * 72 / 25.4 for above, below in pairwise(tops))


def test_the_authors_own_signatures_are_set_as_such(library, printed):
    table = "\n\n## Signatures { #signatures }\n\nWe sign.\n\n| Write | Us |\n|---|---|\n| Name | &nbsp; |\n"
    source = library.releases["AG-90"][0].document.source
    body = source.body + table
    text = text_of(printed(agreement(library, source=replace(source, body=body))).pdf)

    assert "First party" in text
    headings = library.releases["AG-90"][0].document.headings
    own = (*headings, replace(headings[-1], title="Signatures", anchor="signatures", line=body.count("\n") - 5))
    text = text_of(printed(agreement(library, source=replace(source, body=body), headings=own)).pdf)
    assert "First party" not in text
    assert "5 Signatures" in text


def test_a_pack_prints_it_with_its_clauses_in_the_contents(library, tmp_path):
    made = print_library(library, target=tmp_path / "build", cache=tmp_path / "cache", packs=["hub"], documents=False)
    (screen, binder) = [file.file for file in made.packs[0].files]

    assert inspect(screen) == inspect(binder) == ()
    pages = page_texts(screen)
    rows = re.findall(r"^ *(\d*) +(Details|The hall|Equipment|Food|Ending) {2,}(\d+)$", pages[2], re.MULTILINE)
    assert [(number, title) for number, title, _ in rows] == [
        ("", "Details"),
        ("1", "The hall"),
        ("2", "Equipment"),
        ("3", "Food"),
        ("4", "Ending"),
    ]
    for _, title, page in rows:
        assert title in pages[int(page) - 1]
    assert re.search(r"AG-90 +Lending the hall +1\.0\.0", pages[1])


def test_a_release_that_cannot_be_written_out_stops_with_its_place(library):
    source = library.releases["AG-90"][0].document.source

    with pytest.raises(HubError, match=r"AG-90-hall/agreement\.md:\d+: there is no field `nobody`"):
        agreement(library, source=replace(source, body="{{ nobody }}"))


def test_working_text_binds_to_the_newest_standards_that_fit(library):
    draft = replace(library.releases["AG-90"][0], kind="draft", date=None, references={})
    document = print_release(library, draft, View.PARTICIPANT, SCREEN)
    assert "ST-01 1.2.0" in document.html

    assert isinstance(draft.document, Agreement)
    none = replace(library, releases={"AG-90": (draft,)})
    assert "ST-01, in preparation" in print_release(none, draft, View.PARTICIPANT, SCREEN).html
