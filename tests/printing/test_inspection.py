"""Each rule of the inspection, against a good file in which one thing was broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from small_pdfs import annotations, part, tags

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.plan import Blank, PackPlan
from hubdocs.printing.inspection import RULES, Finding, content, contents_in, inspect, remember
from hubdocs.printing.inspection.fonts import fonts_of

Damage = Callable[[pikepdf.Pdf], Any]
"""Breaks one thing; answers with which options the file is to be saved, if not the usual ones."""
FAULTS: list[tuple[str, Damage]] = []

CLAUSES = frozenset(
    "5-1 5-2 5-3 5-4 5-5 6.1-1 6.2-1 7.1-1 7.1-2 7.1-3 7.1-4 7.1-5 7.1-6 7.1-7 7.1-8 7.1-9 7.1-10 7.1-11 7.1-12 "
    "7.2-2 7.2-3 7.2-4 7.2-5 7.2-6 7.2-7 7.2-8 7.2-9 7.2-10 7.2-11 7.2-12 7.2-13 7.2-14 7.2-15 7.2-16 7.2-17 7.2-18 "
    "7.2-19 7.2-20 7.2-21 7.2-22 7.2-23 7.2-24 7.2-25 7.2-26 7.2-27 7.2-28 7.2-29 7.2-30 7.2-31 7.2-32 7.2-33 7.2-34 "
    "7.2-36 7.2-37 7.2-38 7.2-39 7.2-40 7.2-41 7.2-42 7.2-43 7.3-1 7.4.2-1 7.4.4-1 7.4.4-2 7.4.4-3 7.5-1 7.5-2 7.7-1 "
    "7.9-1 7.9-2 7.10-1 7.10-2 7.11-1 7.15-1 7.16-1 7.18.1-1 7.18.1-2 7.18.1-3 7.18.2-1 7.18.3-1 7.18.4-1 7.18.4-2 "
    "7.18.5-1 7.18.5-2 7.18.6.2-1 7.18.6.2-2 7.18.8-1 7.20-1 7.20-2 7.21.3.1-1 7.21.3.2-1 7.21.3.3-1 7.21.3.3-2 "
    "7.21.3.3-3 7.21.4.1-1 7.21.4.1-2 7.21.4.2-1 7.21.4.2-2 7.21.5-1 7.21.6-1 7.21.6-2 7.21.6-3 7.21.6-4 7.21.7-1 "
    "7.21.7-2 7.21.8-1".split()
)
"""The tests of veraPDF's profile for PDF/UA-1. Source: veraPDF-validation-profiles, PDF_UA/1."""


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


def grow(pdf: pikepdf.Pdf, spec: Any, parent: pikepdf.Object | None = None) -> pikepdf.Object:
    """Add tags without words, at the end: `("Table", ("TR", "TD", "TD"))`. A cell may be `("TD", {"ColSpan": 2})`."""
    parent = tags(pdf, "Part")[0] if parent is None else parent
    role, *kids = (spec,) if isinstance(spec, str) else spec
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array()))
    if role == "TH":
        element.A = Dictionary(O=Name.Table, Scope=Name.Column)
    for kid in kids:
        if isinstance(kid, dict):
            element.A = Dictionary(O=Name.Table, **kid)
        else:
            grow(pdf, kid, element)
    parent.K.append(element)
    return element


def claim(pdf: pikepdf.Pdf) -> int:
    """A new number for content of the first page, which a tag holds already."""
    owners, element = nums(pdf)[1], tags(pdf, "H1")[0]
    number = len(owners)
    element.K.append(number)
    owners.append(element)
    return number


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def show(pdf: pikepdf.Pdf, code: int) -> None:
    """Show a glyph of the first font, as an artifact."""
    number = font(pdf).objgen
    name = next(name for name, each in pdf.pages[0].Resources.Font.items() if each.objgen == number)
    paint(pdf, 0, f"/Artifact BMC BT {name} 9 Tf <{code:04x}> Tj ET EMC".encode())


def draw(pdf: pikepdf.Pdf, operators: bytes, **keys: Any) -> None:
    """Let the first page have a drawing."""
    drawing = pdf.make_stream(operators, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **keys)
    resources = pdf.pages[0].Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject["/Drawn"] = drawing


def say(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Change what the metadata says."""
    said = pdf.Root.Metadata.read_bytes()
    assert old in said
    pdf.Root.Metadata.write(said.replace(old, new))


@fault("tag-parent")
def wrong_parent(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "H2")[0].P = tags(pdf, "Table")[0]


@fault("tag-parent")
def a_ring(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "P")[0].K.append(tags(pdf, "Part")[0])


@fault("tag-page")
def a_page_of_another_file(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Table")[0].Pg = pdf.make_indirect(Dictionary(Type=Name.Template))


@fault("mark-owner")
def words_swapped(pdf: pikepdf.Pdf) -> None:
    owners = nums(pdf)[1]
    first, other = owners[0], next(each for each in owners if each.objgen != owners[0].objgen)
    at = [each.objgen for each in owners].index(other.objgen)
    owners[0], owners[at] = other, first


@fault("mark-claimed")
def words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Span <</MCID 999>> BDC EMC")


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


@fault("link-words")
def a_link_without_words(pdf: pikepdf.Pdf) -> None:
    del links(pdf)[0].Contents


@fault("field-words")
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


@fault("file-address")
def a_file_whose_name_is_written_in_two_bytes_for_each_letter(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.URI = String("file:///日本")


@fault("file-address")
def a_file_whose_name_is_no_text(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/A" in link).A.URI = String(b"file:///\xad")


@fault("active-content")
def a_file_inside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = Array([pdf.make_stream(b"a table", Type=Name.EmbeddedFile)])


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


@fault("heading")
def a_skipped_level(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "H2")[0].S = Name.H3


@fault("figure")
def a_picture_without_description(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "Figure")[0].Alt


@fault("table-headers")
def a_header_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "TD")[0].A.Headers = Array([String("WC-01--none")])


@fault("language")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@fault("title")
def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


GROWN = (
    ("table-kids", ("Table", ("TBody", ("TR", "TD")), "P")),
    ("tr-place", ("Div", ("TR", "TD"))),
    ("thead-place", ("THead", ("TR", "TD"))),
    ("tbody-place", ("TBody", ("TR", "TD"))),
    ("tfoot-place", ("TFoot", ("TR", "TD"))),
    ("th-place", ("Div", "TH")),
    ("td-place", ("Div", "TD")),
    ("tr-kids", ("Table", ("TR", "TD", "P"))),
    ("thead-kids", ("Table", ("THead", ("TR", "TD"), "P"), ("TBody", ("TR", "TD")))),
    ("tbody-kids", ("Table", ("TBody", ("TR", "TD"), "P"))),
    ("tfoot-kids", ("Table", ("TBody", ("TR", "TD")), ("TFoot", ("TR", "TD"), "P"))),
    ("one-thead", ("Table", ("THead", ("TR", "TD")), ("THead", ("TR", "TD")), ("TBody", ("TR", "TD")))),
    ("one-tfoot", ("Table", ("TBody", ("TR", "TD")), ("TFoot", ("TR", "TD")), ("TFoot", ("TR", "TD")))),
    ("one-caption", ("Table", "Caption", ("TR", "TD"), "Caption")),
    ("thead-with-tbody", ("Table", ("THead", ("TR", "TD")), ("TR", "TD"))),
    ("tfoot-with-tbody", ("Table", ("TR", "TD"), ("TFoot", ("TR", "TD")))),
    ("table-caption", ("Table", ("TR", "TD"), "Caption", ("TR", "TD"))),
    ("cells-overlap", ("Table", ("TR", "TD", ("TD", {"RowSpan": 2}), "TD"), ("TR", ("TD", {"ColSpan": 3})))),
    ("table-height", ("Table", ("TR", ("TD", {"RowSpan": 2})))),
    ("table-width", ("Table", ("TR", "TD", "TD"), ("TR", "TD"))),
    ("li-place", ("Div", ("LI", "LBody"))),
    ("lbody-place", ("Div", "LBody")),
    ("l-kids", ("L", ("LI", "LBody"), "P")),
    ("li-kids", ("L", ("LI", "LBody", "P"))),
    ("l-caption", ("L", ("LI", "LBody"), "Caption")),
    ("toci-place", ("Div", "TOCI")),
    ("toc-kids", ("TOC", "TOCI", "P")),
    ("toc-caption", ("TOC", "TOCI", "Caption")),
    ("heading-kinds", ("Div", ("H", "Span"))),
    ("heading-words", ("Div", "H1")),
    ("formula", ("Formula", "Span")),
    ("note-id", ("Note", "P")),
    ("link-live", ("P", ("Link", "Span"))),
)
"""For each of these rules, tags that only it finds wrong."""


def grown(spec: Any) -> Damage:
    return lambda pdf: grow(pdf, spec) and None


FAULTS += [(rule, grown(spec)) for rule, spec in GROWN]


@fault("table-height")
def a_cell_that_claims_a_million_rows(pdf: pikepdf.Pdf) -> None:
    grow(pdf, ("Table", ("TR", ("TD", {"RowSpan": 2_000_000}))))


@fault("tr-kids")
def words_in_a_row(pdf: pikepdf.Pdf) -> None:
    number = claim(pdf)
    del tags(pdf, "H1")[0].K[-1]
    row = grow(pdf, ("Table", "TR")).K[0]
    row.K, row.Pg = Array([number]), pdf.pages[0].obj
    nums(pdf)[1][number] = row
    paint(pdf, 0, b"/Span <</MCID %d>> BDC EMC" % number)


@fault("one-heading")
def two_headings_without_a_level(pdf: pikepdf.Pdf) -> None:
    for role in ("H1", "H2", "H3"):
        for heading in tags(pdf, role):
            heading.S = Name.P
    grow(pdf, ("Div", ("H", "Span"), ("H", "Span")))


@fault("mark-claimed")
def a_tag_without_words(pdf: pikepdf.Pdf) -> None:
    claim(pdf)


@fault("artifact-in-tag")
def an_artifact_in_a_tag(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Span <</MCID %d>> BDC /Artifact BMC EMC EMC" % claim(pdf))


@fault("tag-in-artifact")
def a_tag_in_an_artifact(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Artifact BMC /Span <</MCID %d>> BDC EMC EMC" % claim(pdf))


@fault("marks-in-drawing")
def tagged_content_in_a_drawing(pdf: pikepdf.Pdf) -> None:
    draw(pdf, b"/Span <</MCID 0>> BDC EMC")


@fault("no-foreign-page")
def a_page_from_elsewhere(pdf: pikepdf.Pdf) -> None:
    draw(pdf, b"", Ref=Dictionary(F=String("a.pdf"), Page=0))


@fault("id-owner")
def an_id_that_leads_to_another_tag(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.IDTree.Names[1] = tags(pdf, "H1")[0]


@fault("note-once")
def two_notes_of_one_id(pdf: pikepdf.Pdf) -> None:
    first, second = (grow(pdf, ("Note", "P")) for _ in range(2))
    first.ID = second.ID = String("zz")
    pdf.Root.StructTreeRoot.IDTree.Names.extend(Array([String("zz"), second]))


@fault("role-known")
def a_tag_of_another_name(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "P")[0].S = Name.Absatz


@fault("role-ring")
def names_that_lead_in_a_ring(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Absatz=Name.Passage, Passage=Name.Absatz)
    tags(pdf, "P")[0].S = Name.Absatz


@fault("role-kept")
def a_paragraph_that_is_said_to_be_another(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Div)


@fault("table-scope")
def a_header_without_direction(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "TH")[0].A.Scope


@fault("annotation-tag")
def a_remark_in_a_link(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].Subtype = Name.Text


@fault("annotation-words")
def a_remark_without_words(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Link")[0].S = Name.Annot
    annotation = tags(pdf, "Annot")[0].K[0].Obj
    annotation.Subtype = Name.Text
    del annotation.Contents


@fault("no-trap")
def a_trap(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].Subtype = Name.TrapNet


@fault("printer-mark")
def a_mark_for_the_printer_among_the_tags(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].Subtype = Name.PrinterMark


@fault("tab-order")
def tabs_across_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R


@fault("field-tag")
def a_field_in_a_paragraph(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Form")[0].S = Name.P


@fault("form-kids")
def a_form_with_words(pdf: pikepdf.Pdf) -> None:
    grow(pdf, "Span", tags(pdf, "Form")[0])


@fault("link-tag")
def a_link_in_a_span(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "Link")[0].S = Name.Span


@fault("header")
def a_newer_kind_of_file(_pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {"force_version": "2.0"}


@fault("open-to-readers")
def a_lock(_pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {"encryption": pikepdf.Encryption(owner="secret", user="")}


@fault("layers")
def a_choice_of_layers_without_a_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


@fault("layers")
def layers_that_change_by_themselves(pdf: pikepdf.Pdf) -> None:
    choice = Dictionary(Name=String("All"))
    other = Dictionary(Name=String("Some"), AS=Array())
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=choice, Configs=Array([other]))


@fault("tag-root")
def no_tags_at_all(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"")
        for key in ("/Annots", "/StructParents"):
            if key in page.obj:
                del page.obj[key]


@fault("suspects")
def doubtful_tags(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@fault("marked")
def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@fault("packet")
def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@fault("packet")
def metadata_that_is_no_xml(pdf: pikepdf.Pdf) -> dict[str, Any]:
    pdf.Root.Metadata.write(b"<x")
    return {"fix_metadata_version": False}


@fault("identified")
def another_standard(pdf: pikepdf.Pdf) -> None:
    say(pdf, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")


@fault("identified")
def other_words_for_the_standard(pdf: pikepdf.Pdf) -> None:
    say(pdf, b"pdfuaid", b"ua")


@fault("title")
def an_empty_title_in_the_metadata(pdf: pikepdf.Pdf) -> None:
    say(pdf, b"A pack</rdf:li>", b" </rdf:li>")


@fault("title-shown")
def a_title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@fault("metadata-language")
def a_title_in_one_language_alone(pdf: pikepdf.Pdf) -> None:
    say(pdf, b'"x-default"', b'"en"')


@fault("language-tag")
def a_language_that_no_program_knows(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "P")[0].Lang = String("en_GB")


@fault("language-tag")
def a_language_of_content_that_no_program_knows(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Span <</Lang (in Welsh)>> BDC EMC")


@fault("font-kind")
def a_font_with_codes_of_its_own(pdf: pikepdf.Pdf) -> None:
    font(pdf).Encoding = Name("/UniGB-UCS2-H")


@fault("font-named")
def letters_in_no_font(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 0, b"/Artifact BMC BT /Nowhere 9 Tf <0001> Tj ET EMC")


@fault("font-named")
def letters_of_a_drawing_in_no_font(pdf: pikepdf.Pdf) -> None:
    drawing = pdf.make_stream(b"BT /Nowhere 9 Tf <0001> Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    resources = pdf.pages[0].obj.Resources
    resources.XObject = Dictionary({**resources.get("/XObject", {}), "/Letters": drawing})
    paint(pdf, 0, b"/Artifact BMC /Letters Do EMC")


@fault("font-embedded")
def a_font_left_out(pdf: pikepdf.Pdf) -> None:
    del font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


@fault("font-glyph-map")
def a_font_without_a_map_to_glyphs(pdf: pikepdf.Pdf) -> None:
    del font(pdf).DescendantFonts[0].CIDToGIDMap


@fault("font-list")
def a_font_with_a_list_of_glyphs(pdf: pikepdf.Pdf) -> None:
    font(pdf).DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\xff")


@fault("glyph-there")
def a_letter_without_a_glyph(pdf: pikepdf.Pdf) -> None:
    letters = font(pdf).ToUnicode
    letters.write(letters.read_bytes() + b"\n1 beginbfchar\n<fde8> <0041>\nendbfchar")
    show(pdf, 0xFDE8)


@fault("glyph-width")
def letters_of_another_width(pdf: pikepdf.Pdf) -> None:
    below = font(pdf).DescendantFonts[0]
    below.W, below.DW = Array(), 123


@fault("font-letters")
def a_font_without_letters(pdf: pikepdf.Pdf) -> None:
    del font(pdf).ToUnicode


@fault("font-letters")
def a_letter_without_a_meaning(pdf: pikepdf.Pdf) -> None:
    letters = font(pdf).ToUnicode
    letters.write(re.sub(rb"(beginbfchar\n)<[^>]*> <[^>]*>\n", rb"\1", letters.read_bytes(), count=1))


@fault("letter-real")
def a_letter_that_is_none(pdf: pikepdf.Pdf) -> None:
    letters = font(pdf).ToUnicode
    letters.write(re.sub(rb"(beginbfchar\n<[^>]*>) <[^>]*>\n", rb"\1 <FEFF>\n", letters.read_bytes(), count=1))


@fault("no-blank-box")
def a_box_for_a_missing_letter(pdf: pikepdf.Pdf) -> None:
    known = next(fonts_of([font(pdf)]))
    assert known.program
    known.below.W.extend(Array([0, Array([known.program.advances[0]])]))
    show(pdf, 0)


def test_nothing_is_found_in_a_good_file(good: Path) -> None:
    assert inspect(good) == ()


@pytest.mark.parametrize(
    ("rule", "damage"), FAULTS, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(FAULTS)]
)
def test_a_planted_fault_is_found_by_its_rule_and_no_other(
    good: Path, tmp_path: Path, rule: str, damage: Damage
) -> None:
    with pikepdf.open(good) as pdf:
        options = damage(pdf) or {}
        pdf.save(tmp_path / "damaged.pdf", **options)
    assert {finding.rule for finding in inspect(tmp_path / "damaged.pdf")} == {rule}


def test_every_rule_has_a_fault_planted_for_it() -> None:
    assert {rule for rule, _ in FAULTS} == {rule.id for rule in RULES}


def test_every_test_of_the_standard_that_a_machine_can_make_has_a_rule() -> None:
    assert {clause for rule in RULES for clause in rule.clause} == CLAUSES


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_rule_says_in_a_sentence_what_must_hold() -> None:
    assert all(rule.meaning[0].isupper() and rule.meaning.endswith(".") for rule in RULES)


def test_words_that_look_like_a_script_are_no_script(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        tags(pdf, "Figure")[0].Alt = String("how (not) to write /JavaScript \\ in a PDF")
        pdf.save(tmp_path / "words.pdf")
    assert inspect(tmp_path / "words.pdf") == ()


def test_a_number_is_read_however_it_is_written(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        numbers = (pikepdf.Object.parse(written) for written in (b"+1.5", b"-00.5", b".5", b"007"))
        tags(pdf, "P")[0].A = Dictionary(O=Name.Layout, BBox=Array(numbers))
        pdf.save(tmp_path / "numbers.pdf")
    assert inspect(tmp_path / "numbers.pdf") == ()


def test_a_stream_is_no_tag(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        parent = tags(pdf, "Part")[0]
        parent.K.append(pdf.make_stream(b"words", Type=Name.StructElem, S=Name.P, P=parent))
        pdf.save(tmp_path / "stream.pdf")
    assert "role-known" in {finding.rule for finding in inspect(tmp_path / "stream.pdf")}


def test_a_text_that_calls_itself_utf_8_and_is_not_is_told_of(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        tags(pdf, "Figure")[0].Alt = String(b"\xef\xbb\xbf\xa9")
        pdf.save(tmp_path / "text.pdf")
    with pytest.raises(UnicodeError):
        inspect(tmp_path / "text.pdf")


def test_what_else_is_to_be_proved_is_asked_of_a_sound_file_alone(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        del pdf.Root.Lang
        pdf.save(tmp_path / "damaged.pdf")
    asked: list[int] = []
    for file in (good, tmp_path / "damaged.pdf"):
        inspect(file, lambda finished: asked.append(len(finished.pages)))
    with pikepdf.open(good) as pdf:
        assert asked == [len(pdf.pages)]


def test_a_finding_names_its_rule() -> None:
    assert str(Finding("heading", "H3 comes after level 1")) == "heading: H3 comes after level 1"


def test_what_was_read_of_a_stream_when_it_was_laid_out_is_what_anybody_would_read(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        told = contents_in(pdf)
        content._known.clear()
        remember(told)
        remembered = dict(content._known)
        content._known.clear()
        contents_in(pdf)

    assert remembered == dict(content._known)
    assert told
