"""Each rule of the inspection, against a good file in which one thing was broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from small_pdfs import annotations, part, tags

from hubdocs.printing.assembly import Blank, PackPlan, assemble
from hubdocs.printing.inspection import RULES, Finding, inspect

Damage = Callable[[pikepdf.Pdf], None]
FAULTS: list[tuple[str, Damage]] = []


def fault(rule: str) -> Callable[[Damage], Damage]:
    """Plant a fault that exactly this rule must find."""

    def add(damage: Damage) -> Damage:
        FAULTS.append((rule, damage))
        return damage

    return add


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    items = (part(folder, "WC-01"), Blank(420, 595))
    assemble(PackPlan("A pack", "en-GB", items, web_base="https://hub.example/"), folder / "pack.pdf")
    return folder / "pack.pdf"


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in annotations(pdf) if each.Subtype == "/Link"]


def nums(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.ParentTree.Nums


def paint(pdf: pikepdf.Pdf, page: int, operators: bytes) -> None:
    pdf.pages[page].contents_add(operators)


@fault("tag-parent")
def wrong_parent(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "H2")[0].P = tags(pdf, "Table")[0]


@fault("tag-parent")
def a_ring(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Table")[0].K.append(tags(pdf, "Part")[0])


@fault("tag-page")
def a_page_of_another_file(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Table")[0].Pg = pdf.make_indirect(Dictionary(Type=Name.Template))


@fault("mark-owner")
def words_swapped(pdf: pikepdf.Pdf) -> None:
    owners = nums(pdf)[1]
    first, second = owners[0], owners[1]
    owners[0], owners[1] = second, first


@fault("mark-claimed")
def words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Span <</MCID 999>> BDC EMC")


@fault("mark-claimed")
def a_tag_without_words(pdf: pikepdf.Pdf) -> None:
    owners = nums(pdf)[1]
    element = tags(pdf, "H1")[0]
    element.K.append(len(owners))
    owners.append(element)


@fault("mark-missing")
def something_painted_on_a_blank(pdf: pikepdf.Pdf) -> None:
    paint(pdf, -1, b"0 0 10 10 re f")


@fault("object-owner")
def links_swapped(pdf: pikepdf.Pdf) -> None:
    first, second, *_ = links(pdf)
    first.StructParent, second.StructParent = int(second.StructParent), int(first.StructParent)


@fault("annotation-claimed")
def a_link_without_a_tag(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Contents=String("x"), Dest=String("WC-01")
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))


@fault("annotation-words")
def a_link_without_words(pdf: pikepdf.Pdf) -> None:
    del links(pdf)[0].Contents


@fault("annotation-words")
def a_field_without_a_question(pdf: pikepdf.Pdf) -> None:
    del next(each for each in annotations(pdf) if each.Subtype == "/Widget").TU


@fault("parent-tree")
def next_key_used(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


@fault("parent-tree")
def keys_out_of_order(pdf: pikepdf.Pdf) -> None:
    pairs = list(nums(pdf))
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([*pairs[2:], *pairs[:2]])


@fault("page-count")
def a_removed_page_still_inside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Removed = pdf.make_indirect(Dictionary(Type=Name.Page))


@fault("destination")
def a_link_to_nowhere(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/Dest" in link).Dest = String("WC-77")


@fault("destination")
def a_bookmark_to_nowhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([Dictionary(), Name.Fit])


@fault("destination")
def a_name_for_nothing(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.Dests.Names
    names[len(names) - 1] = Array()
    for link in links(pdf):
        if "/Dest" in link:
            link.Dest = names[0]


@fault("name-order")
def names_out_of_order(pdf: pikepdf.Pdf) -> None:
    names = list(pdf.Root.Names.Dests.Names)
    pdf.Root.Names.Dests.Names = Array([*names[2:], *names[:2]])


@fault("private-address")
def an_unresolved_link(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.URI = String("hubdoc:3")


@fault("file-address")
def a_file_of_this_computer(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.URI = String("FILE:///etc/passwd")


@fault("active-content")
def a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@fault("active-content")
def a_form_that_sends(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.S = Name.SubmitForm


@fault("active-content")
def an_attached_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"text"


@fault("active-content")
def a_link_to_another_pdf(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.S = Name.GoToR


@fault("active-content")
def a_program_started(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.S = Name.Launch


@fault("list")
def an_item_without_a_body(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "LBody")[0].S = Name.P


@fault("list")
def a_list_of_paragraphs(pdf: pikepdf.Pdf) -> None:
    item = tags(pdf, "LI")[-1]
    item.S = Name.P


@fault("heading")
def a_skipped_level(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "H2")[0].S = Name.H3


@fault("figure")
def a_picture_without_description(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "Figure")[0].Alt


@fault("table-headers")
def a_header_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "TD")[0].A.Headers = Array([String("WC-01--none")])


@fault("table-headers")
def a_header_without_direction(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "TH")[0].A.Scope


@fault("font-embedded")
def a_font_left_out(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


@fault("font-letters")
def a_font_without_letters(pdf: pikepdf.Pdf) -> None:
    del next(iter(pdf.pages[0].Resources.Font.values())).ToUnicode


@fault("language")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@fault("title")
def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


@fault("title")
def a_title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@fault("marked")
def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@fault("marked")
def no_claim_to_the_standard(pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"))


def test_nothing_is_found_in_a_good_file(good: Path) -> None:
    assert inspect(good) == ()


@pytest.mark.parametrize(("rule", "damage"), FAULTS, ids=[damage.__name__ for _, damage in FAULTS])
def test_a_planted_fault_is_found_by_its_rule_and_no_other(
    good: Path, tmp_path: Path, rule: str, damage: Damage
) -> None:
    with pikepdf.open(good) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    assert {finding.rule for finding in inspect(tmp_path / "damaged.pdf")} == {rule}


def test_every_rule_has_a_fault_planted_for_it() -> None:
    assert {rule for rule, _ in FAULTS} == {rule.id for rule in RULES}


def test_every_rule_says_in_a_sentence_what_must_hold() -> None:
    assert all(rule.meaning[0].isupper() and rule.meaning.endswith(".") for rule in RULES)


def test_words_that_look_like_a_script_are_no_script(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        tags(pdf, "Figure")[0].Alt = String("how (not) to write /JavaScript \\ in a PDF")
        pdf.save(tmp_path / "words.pdf")
    assert inspect(tmp_path / "words.pdf") == ()


def test_a_finding_names_its_rule() -> None:
    assert str(Finding("heading", "H3 comes after level 1")) == "heading: H3 comes after level 1"
