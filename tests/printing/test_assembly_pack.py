"""Packs put together from printed documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from small_pdfs import EXTENDED, PICTURE, REGULAR, annotations, bookmarks, part, tags

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import Blank, Bookmarks, PackPlan, Part, Stamp
from hubdocs.printing.inspection import File, inspect
from hubdocs.printing.reading import reading_of, text_of


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Part:
    return part(tmp_path_factory.mktemp("first"), "WC-01")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Part:
    body = f"""<h1 id="WC-02">Skills</h1><h2 id="WC-02--film">Film</h2><p>Back to <a href="hubdoc:0">it</a>.</p>
    <p><img src="{PICTURE}" alt="Two hands again"></p>
    <form><p><label>Name <input name="party_name"></label></p></form>"""
    return part(tmp_path_factory.mktemp("second"), "WC-02", body, language="cy")


@pytest.fixture(scope="module")
def plan(first: Part, second: Part) -> PackPlan:
    items = (first, Blank(420, 595), second)
    pages = first.pages + 1 + second.pages
    stamps = tuple((Stamp(f"{number} of {pages}", 128, 8, "right"),) for number in range(1, pages + 1))
    return PackPlan(
        "School staff & <pack>", "en-GB", items, "For reading.", stamps, (REGULAR, EXTENDED), "https://hub.example/"
    )


@pytest.fixture(scope="module")
def pack(plan: PackPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pack") / "pack.pdf"
    assemble(plan, target)
    return target


def test_a_plan_knows_its_pages_and_where_each_item_starts(plan: PackPlan, first: Part) -> None:
    assert plan.pages == first.pages + 2
    assert plan.starts == (0, first.pages, first.pages + 1)


def test_a_pack_passes_the_inspection(pack: Path) -> None:
    assert inspect(pack) == ()


def test_a_pack_reads_as_its_documents_do_one_after_the_other(pack: Path, first: Part, second: Part) -> None:
    def read(path: Path) -> list[str]:
        return [passage.text for passage in reading_of(path)]

    assert read(pack) == [*read(first.pdf), *read(second.pdf)]


def test_each_document_is_a_part_with_its_title_and_language(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        parts = tags(pdf, "Part")
        assert [(str(each.T), str(each.get("/Lang", ""))) for each in parts] == [
            ("WC-01 Awareness", ""),
            ("WC-02 Awareness", "cy"),
        ]


def test_links_lead_to_their_place_in_the_pack_or_to_the_site_or_are_words(plan: PackPlan, tmp_path: Path) -> None:
    counted = assemble(plan, tmp_path / "pack.pdf")
    # The link to the site is broken over two lines.
    assert (counted.links_inside, counted.links_to_web, counted.links_dropped) == (2, 2, 1)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        led = {
            str(link.Contents): str(link.Dest) if "/Dest" in link else str(link.A.URI)
            for link in annotations(pdf)
            if link.Subtype == "/Link"
        }
    assert led == {
        "offered skills": "WC-02--film",
        "see the film": "WC-01--film",
        "a page of the site": "https://hub.example/m/zz-98/",
        "write to us": "mailto:hub@example.org",
    }


def test_a_dropped_link_keeps_its_words_and_loses_its_tag(pack: Path) -> None:
    assert "or an unknown document and" in " ".join(text_of(pack).split())
    with pikepdf.open(pack) as pdf:
        held = [str(kid.Obj.Contents) for link in tags(pdf, "Link") for kid in link.K if not isinstance(kid, int)]
        assert held == [str(link.Contents) for link in annotations(pdf) if link.Subtype == "/Link"]


def test_without_a_site_links_for_it_become_words(first: Part, tmp_path: Path) -> None:
    counted = assemble(PackPlan("One", "en-GB", (first,)), tmp_path / "one.pdf")
    assert (counted.links_inside, counted.links_to_web, counted.links_dropped) == (0, 0, 4)
    assert inspect(tmp_path / "one.pdf") == ()


def test_a_part_that_a_document_no_longer_has_leads_to_the_document(first: Part, tmp_path: Path) -> None:
    other = part(tmp_path, "WC-02", "<h1>Skills</h1><p>No film here.</p>")
    counted = assemble(PackPlan("Two", "en-GB", (first, other)), tmp_path / "two.pdf")
    assert counted.links_inside == 1
    with pikepdf.open(tmp_path / "two.pdf") as pdf:
        assert "WC-02" in [str(link.Dest) for link in annotations(pdf) if "/Dest" in link]


def test_bookmarks_stand_below_each_documents_title(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        assert bookmarks(pdf).splitlines() == [
            "WC-01 Awareness",
            "  Film and pairs talk",
            "    A last part",
            "WC-02 Awareness",
            "  Film",
        ]
        assert int(pdf.Root.Outlines.Count) == 2
        assert int(pdf.Root.Outlines.First.Count) == -2
        assert pdf.Root.PageMode == "/UseOutlines"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Bookmarks.AS_THEY_ARE, "Skills\n  Film"),
        (Bookmarks.TITLE_ONLY, "WC-02 Awareness"),
        (Bookmarks.NONE, ""),
    ],
)
def test_a_parts_bookmarks_go_where_its_plan_says(
    second: Part, tmp_path: Path, choice: Bookmarks, expected: str
) -> None:
    assemble(PackPlan("One", "cy", (replace(second, bookmarks=choice),)), tmp_path / "one.pdf")
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert bookmarks(pdf) == expected


def test_a_document_with_several_top_headings_keeps_them_all_below_its_title(tmp_path: Path) -> None:
    both = part(tmp_path, "WC-03", '<h1 id="WC-03">One</h1><h2>More</h2><h1 id="WC-03--b">Two</h1>')
    assemble(PackPlan("One", "en-GB", (both,)), tmp_path / "one.pdf")
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert bookmarks(pdf).splitlines() == ["WC-03 Awareness", "  One", "    More", "  Two"]


@pytest.mark.parametrize(
    ("choice", "below", "headings"),
    [
        (Bookmarks.UNDER_TITLE, ["  More", "    Deep"], [1, 1, 1]),
        (Bookmarks.ALL_UNDER_TITLE, ["  One", "  More", "    Deep"], [2, 1, 0]),
    ],
)
def test_what_goes_on_from_a_part_is_more_of_it(
    tmp_path: Path, choice: Bookmarks, below: list[str], headings: list[int]
) -> None:
    one = replace(part(tmp_path, "WC-03", '<h1 id="WC-03">One</h1><p>Words.</p>'), bookmarks=choice)
    more = part(tmp_path, "more", '<h1 id="more">More</h1><p>Words.</p><h2>Deep</h2><p>Words.</p>')
    assemble(PackPlan("One", "en-GB", (one, replace(more, goes_on=True))), tmp_path / "one.pdf")
    assert inspect(tmp_path / "one.pdf") == ()
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert bookmarks(pdf).splitlines() == ["WC-03 Awareness", *below]
        assert len(tags(pdf, "Part")) == 1
        assert [len(tags(pdf, level)) for level in ("H1", "H2", "H3")] == headings


def test_pages_are_numbered_as_a_viewer_counts(pack: Path, plan: PackPlan) -> None:
    with pikepdf.open(pack) as pdf:
        assert [page.label for page in pdf.pages] == [str(number) for number in range(1, plan.pages + 1)]


def test_form_fields_begin_with_their_documents_id(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["WC-01_party_name", "WC-02_party_name"]
        assert pdf.Root.AcroForm.NeedAppearances
        fonts = pdf.Root.AcroForm.DR.Font
        for field in fields:
            assert f"/{str(field.DA).rpartition('/')[2].split()[0]}" in fonts


def test_a_field_that_has_its_documents_id_already_keeps_its_name(tmp_path: Path) -> None:
    body = '<h1>A</h1><form><p><label>Name <input name="AG-01_party"></label></p></form>'
    assemble(PackPlan("A", "en-GB", (part(tmp_path, "AG-01", body),)), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["AG-01_party"]


def test_a_blank_page_holds_artifacts_alone(pack: Path, plan: PackPlan) -> None:
    with pikepdf.open(pack) as pdf:
        blank = pdf.pages[plan.starts[1]]
        assert "/StructParents" not in blank.obj
        assert blank.obj.Tabs == "/S"
        marks = [str(operands[0]) for operands, _ in pikepdf.parse_content_stream(blank, "BDC BMC")]
        assert marks == ["/Artifact"]


def test_a_picture_in_two_documents_is_kept_once(plan: PackPlan, tmp_path: Path) -> None:
    assert assemble(plan, tmp_path / "pack.pdf").pictures_shared == 1
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 1


def test_title_language_and_standard_stand_in_the_metadata_and_no_date(pack: Path) -> None:
    with pikepdf.open(pack) as pdf:
        assert str(pdf.docinfo["/Title"]) == "School staff & <pack>"
        assert "/CreationDate" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "School staff & <pack>"
            assert metadata["dc:language"] == {"en-GB"}
            assert metadata["dc:description"] == "For reading."
            assert metadata["pdfuaid:part"] == "1"
            assert "xmp:CreateDate" not in metadata
        assert str(pdf.Root.Lang) == "en-GB"


def test_a_date_is_the_plans_own(second: Part, tmp_path: Path) -> None:
    assemble(PackPlan("One", "cy", (second,), date="2026-11-02"), tmp_path / "one.pdf")
    with pikepdf.open(tmp_path / "one.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"] == "2026-11-02"


def test_the_same_plan_gives_the_same_bytes_in_two_folders(plan: PackPlan, pack: Path, tmp_path: Path) -> None:
    target = tmp_path / "another folder #2" / "pack.pdf"
    assemble(plan, target)
    assert target.read_bytes() == pack.read_bytes()


def test_two_parts_with_one_anchor_or_field_are_refused_and_nothing_is_written(first: Part, tmp_path: Path) -> None:
    twice = PackPlan("Twice", "en-GB", (first, first))
    with pytest.raises(PdfFault) as fault:
        assemble(twice, tmp_path / "pack.pdf")
    assert "the anchor `WC-01--film` of “WC-01 Awareness” is used before in this pack" in fault.value.faults
    assert "the form field `WC-01_party_name` of “WC-01 Awareness” is used before in this pack" in fault.value.faults
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_fails_the_inspection_leaves_the_last_good_one(first: Part, pack: Path, tmp_path: Path) -> None:
    target = tmp_path / "pack.pdf"
    target.write_bytes(pack.read_bytes())
    with pytest.raises(PdfFault, match="language"):
        assemble(PackPlan("One", "", (first,)), target)
    assert target.read_bytes() == pack.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["pack.pdf"]


def test_a_pack_of_which_more_is_to_be_proved_is_not_written_when_that_fails(first: Part, tmp_path: Path) -> None:
    def proof(file: File) -> None:
        raise LookupError(f"{len(file.pages)} pages")

    with pytest.raises(LookupError, match=f"{first.pages} pages"):
        assemble(PackPlan("A pack", "en-GB", (first,)), tmp_path / "pack.pdf", proof)
    assert not list(tmp_path.iterdir())


def test_a_sidecar_that_does_not_fit_its_pdf_is_refused(first: Part, tmp_path: Path) -> None:
    stale = replace(first, facts=replace(first.facts, pages=9))
    with pytest.raises(PdfFault, match="its sidecar says 9"):
        assemble(PackPlan("One", "en-GB", (stale,)), tmp_path / "one.pdf")


def test_stamps_must_be_as_many_as_pages(first: Part, tmp_path: Path) -> None:
    with pytest.raises(PdfFault, match="stamps for 1"):
        assemble(PackPlan("One", "en-GB", (first,), stamps=((),)), tmp_path / "one.pdf")
