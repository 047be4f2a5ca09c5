"""What normalising makes of the print engine's tags: one good example for each repair."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pdfs import LINKS, PICTURE, annotations, module, print_body, tags

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.facts import Heading, Link, PdfFacts
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import PackPlan, Part
from hubdocs.printing.assembly.tree import elements
from hubdocs.printing.inspection import inspect
from hubdocs.printing.reading import pages_text


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_body(tmp_path_factory.mktemp("raw") / "raw.pdf", module("WC-01"), forms=True)


@pytest.fixture(scope="module")
def done(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PdfFacts]:
    target = tmp_path_factory.mktemp("done") / "WC-01.pdf"
    return target, normalise(raw, target, "WC-01", LINKS)


def test_nothing_is_left_to_find_but_links_that_wait_for_their_pack(raw: Path, done: tuple[Path, PdfFacts]) -> None:
    assert {"li-kids", "mark-claimed", "table-scope", "parent-tree"} <= {finding.rule for finding in inspect(raw)}
    assert {finding.rule for finding in inspect(done[0])} == {"private-address"}


def test_every_list_item_has_a_label_and_a_body_or_a_body(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        held = [[str(kid.S) for kid in item.K] for item in tags(pdf, "LI")]
    assert held == [["/Lbl", "/LBody"]] * 4


def test_a_loose_items_paragraphs_are_in_its_body(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        body = tags(pdf, "LBody")[0]
        assert [str(kid.S) for kid in body.K] == ["/P", "/P"]
        assert all(kid.P.objgen == body.objgen for kid in body.K)


def test_ids_of_the_tag_tree_begin_with_the_documents(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        ids = {str(cell.ID) for cell in tags(pdf, "TH")}
        headers = {str(name) for cell in tags(pdf, "TD") for name in cell.A.Headers}
        listed = {str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]}
    assert headers <= ids == listed
    assert all(each.startswith("WC-01--") for each in ids)
    assert set(done[1].ids) == ids


def test_header_cells_head_their_column_or_their_row(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        assert [str(cell.A.Scope) for cell in tags(pdf, "TH")] == ["/Column", "/Column", "/Row", "/Row"]


@pytest.mark.parametrize("scope", ["", ' scope="row"'])
def test_the_cells_of_a_row_name_the_header_that_opens_it(tmp_path: Path, scope: str) -> None:
    body = f"<h1>One</h1><table><tr><th{scope}>Film</th><td>35</td><td>min</td></tr></table>"
    normalise(print_body(tmp_path / "raw.pdf", body), tmp_path / "a.pdf", "WC-01", ())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        (header,) = tags(pdf, "TH")
        assert [[str(name) for name in cell.A.Headers] for cell in tags(pdf, "TD")] == [[str(header.ID)]] * 2


def test_running_heads_and_feet_are_artifacts(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        page = pdf.pages[0]
        kinds = [
            str(operands[1].Subtype)
            for operands, operator in pikepdf.parse_content_stream(page, "BDC")
            if str(operands[0]) == "/Artifact"
        ]
        loose = "".join(fragment.text for fragment in pages_text(pdf)[0].loose)
    # "Who cares?" and the bold part; the document's id and the page number.
    assert sorted(kinds) == ["/Footer", "/Footer", "/Header", "/Header"]
    assert "Who cares? A running head" in loose
    assert "WC-01 · 1.0.0" in loose


def test_links_say_their_words_and_not_their_address(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        found = [(str(link.Contents), int(link.F)) for link in annotations(pdf) if link.Subtype == "/Link"]
    words = ["offered skills", "see the film", "an unknown document", "a page of the site", "write to us"]
    assert [word for word in words if word in " ".join(text for text, _ in found)] == words
    assert {flag for _, flag in found} == {4}


def test_a_link_for_the_web_alone_gets_its_address_at_once(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        addresses = {str(link.A.URI) for link in annotations(pdf) if "/A" in link}
    assert addresses == {"hubdoc:0", "hubdoc:1", "hubdoc:2", "mailto:hub@example.org"}


def test_the_sidecar_tells_what_a_plan_needs(done: tuple[Path, PdfFacts]) -> None:
    facts = done[1]
    assert facts.pages == 3
    assert (round(facts.width), round(facts.height)) == (420, 595)
    assert [name for name, _ in facts.anchors] == ["WC-01", "WC-01--film", "WC-01--last"]
    assert facts.headings[0] == Heading(1, "Awareness: the office of ŵyl and Łódź", 0, "WC-01")
    assert [(heading.level, heading.anchor) for heading in facts.headings[1:]] == [
        (2, "WC-01--film"),
        (3, "WC-01--last"),
    ]
    assert facts.page_of("WC-01--last") == facts.headings[2].page
    assert facts.page_of("WC-01--none") is None
    assert facts.fields == ("party_name",)
    assert PdfFacts.from_json(facts.to_json()) == facts


def test_normalising_twice_gives_the_same_bytes(raw: Path, done: tuple[Path, PdfFacts], tmp_path: Path) -> None:
    normalise(raw, tmp_path / "again.pdf", "WC-01", LINKS)
    assert (tmp_path / "again.pdf").read_bytes() == done[0].read_bytes()


def test_a_link_in_a_running_foot_goes_and_its_words_stay(tmp_path: Path) -> None:
    body = '<div class="head"><a href="https://hub.example/">hub.example</a></div><h1>One</h1>'
    normalise(print_body(tmp_path / "raw.pdf", body), tmp_path / "a.pdf", "WC-01", ())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert list(annotations(pdf)) == []
        assert pages_text(pdf)[0].loose[0].text == "hub.example"


def test_a_link_over_two_lines_says_all_its_words_on_each(done: tuple[Path, PdfFacts]) -> None:
    with pikepdf.open(done[0]) as pdf:
        lines = [str(link.Contents) for link in annotations(pdf) if "/A" in link and link.A.URI == "hubdoc:2"]
    assert lines == ["a page of the site"] * 2


def test_a_linked_picture_is_named_by_its_description(tmp_path: Path) -> None:
    body = f'<h1>One</h1><p><a href="https://hub.example/"><img alt="Our logo" src="{PICTURE}"></a></p>'
    normalise(print_body(tmp_path / "raw.pdf", body), tmp_path / "a.pdf", "WC-01", ())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert {str(link.Contents) for link in annotations(pdf)} == {"Our logo"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<h1>One</h1><a href="hubdoc:7">x</a>', "`hubdoc:7`, which is not among"),
        ('<h1>One</h1><a href="hubdoc:WC-02">x</a>', "`hubdoc:WC-02`, which is not among"),
        ("<h1>One</h1><h3>Three</h3>", "heading: H3"),
        ("<h1>One</h1><div style='opacity: .5'>faint</div>", "mark-claimed"),
        (
            "<h1>One</h1><form><input type=radio name=a title=A><input type=radio name=a title=B></form>",
            "radio buttons",
        ),
    ],
)
def test_what_cannot_be_mended_fails_and_leaves_nothing(tmp_path: Path, body: str, said: str) -> None:
    raw = print_body(tmp_path / "raw.pdf", body, forms=True)
    with pytest.raises(PdfFault, match=said):
        normalise(raw, tmp_path / "out" / "a.pdf", "WC-01", [])
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_what_is_not_inspected_by_itself_is_inspected_with_the_file_that_holds_it(tmp_path: Path) -> None:
    raw = print_body(tmp_path / "raw.pdf", "<h1>One</h1><div style='opacity: .5'>faint</div>")
    piece = tmp_path / "piece.pdf"
    facts = normalise(raw, piece, "WC-01", [], inspected=False)

    with pytest.raises(PdfFault, match="mark-claimed"):
        assemble(PackPlan("A pack", "en-GB", (Part("One", piece, facts, label="WC-01"),)), tmp_path / "out" / "a.pdf")

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("damage", ["no tags", "two tops", "no key", "no names"])
def test_another_layout_of_tags_than_expected_fails_loudly(raw: Path, tmp_path: Path, damage: str) -> None:
    with pikepdf.open(raw) as pdf:
        match damage:
            case "no tags":
                del pdf.Root.StructTreeRoot
            case "two tops":
                pdf.Root.StructTreeRoot.K.append(pdf.Root.StructTreeRoot.K[0])
            case "no key":
                del pdf.pages[0].obj.StructParents
            case "no names":
                for element, _ in elements(pdf.Root.StructTreeRoot):
                    if "/HubNumber" in element:
                        del element.HubNumber
        pdf.save(tmp_path / "other.pdf")
    with pytest.raises(PdfFault, match="print engine"):
        normalise(tmp_path / "other.pdf", tmp_path / "a.pdf", "WC-01", LINKS)


def test_a_sidecar_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="not a sidecar"):
        PdfFacts.from_json('{"pages": 1}')


names = st.text(st.characters(codec="utf-8"), max_size=8)


@given(
    st.builds(
        PdfFacts,
        pages=st.integers(1, 999),
        width=st.floats(1, 9999),
        height=st.floats(1, 9999),
        anchors=st.lists(st.tuples(names, st.integers(0, 99))).map(tuple),
        headings=st.lists(st.builds(Heading, st.integers(1, 6), names, st.integers(0, 99), names)).map(tuple),
        ids=st.lists(names).map(tuple),
        fields=st.lists(names).map(tuple),
        links=st.lists(st.builds(Link, names, names, names)).map(tuple),
    )
)
def test_a_sidecar_survives_writing_and_reading(facts: PdfFacts) -> None:
    assert PdfFacts.from_json(facts.to_json()) == facts
