"""Each rule of the preflight, against a good file in which one thing was broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from paper_packs import COLOURED, NEXT, pack
from pikepdf import Array, Dictionary, Name, Stream, String
from small_pdfs import BOLD

from hubdocs.printing.assembly.imposition import impose
from hubdocs.printing.assembly.press import for_press
from hubdocs.printing.preflight import BOOKLET, RULES, WARNINGS, PrintKind, preflight
from hubdocs.printing.reading import unicode_map
from hubdocs.printing.sheets import STAMP_FONTS

Damage = Callable[[pikepdf.Pdf], None]
FAULTS: list[tuple[str, str, Damage]] = []
KINDS = {
    "inside": PrintKind("press", (148.0, 210.0), one_colour=True),
    "cover": PrintKind("press", (148.0, 210.0)),
    "booklet": BOOKLET,
}
SMALL = {"picture-coarse", "picture-colour"}
"""What the small picture of the good files breaks by itself."""


def fault(rule: str, *files: str) -> Callable[[Damage], Damage]:
    """Plant a fault that exactly this rule must find, in these files."""

    def add(damage: Damage) -> Damage:
        FAULTS.extend((rule, file, damage) for file in files or ("inside", "booklet"))
        return damage

    return add


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("good")
    source = pack(folder, COLOURED + NEXT, blanks=4)
    files = {name: folder / f"{name}.pdf" for name in KINDS}
    for name in ("inside", "cover"):
        for_press(source, files[name], title="A pack", one_colour=name == "inside", fonts=STAMP_FONTS)
    impose(source, files["booklet"], title="A pack")
    return files


def paint(pdf: pikepdf.Pdf, operators: bytes) -> None:
    pdf.pages[-1].contents_add(operators)


def glyph(pdf: pikepdf.Pdf) -> bytes:
    """The number of a glyph that the slug line's font has, as content writes it."""
    return b"%04x" % min(unicode_map(pdf.pages[-1].obj.Resources.Font.HubSlug0))


def set_box(pdf: pikepdf.Pdf, name: str, by_mm: float) -> None:
    page = pdf.pages[2].obj
    by = by_mm * 72 / 25.4
    left, lower, right, upper = map(float, page[name])
    page[name] = Array([left - by, lower - by, right + by, upper + by])


@fault("boxes", "inside")
def no_bleed_box(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2].obj.BleedBox


@fault("boxes", "cover")
def a_bleed_beyond_the_sheet(pdf: pikepdf.Pdf) -> None:
    set_box(pdf, "/BleedBox", 8)


@fault("boxes", "inside")
def a_bleed_within_the_trim(pdf: pikepdf.Pdf) -> None:
    set_box(pdf, "/BleedBox", -4)


@fault("trim-size", "inside")
def a_page_trimmed_larger(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2].obj
    for name in ("/TrimBox", "/BleedBox"):
        page[name] = Array([float(edge) + (2 if at == 3 else 0) for at, edge in enumerate(page[name])])


@fault("bleed", "cover")
def too_little_bleed(pdf: pikepdf.Pdf) -> None:
    set_box(pdf, "/BleedBox", -1)


@fault("sheet-size", "booklet")
def a_sheet_of_another_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 792, 612])


@fault("sheets", "inside", "booklet")
def a_side_too_many(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


@fault("page-count")
def a_removed_page_still_inside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Removed = pdf.make_indirect(Dictionary(Type=Name.Page))


@fault("rgb", "inside", "cover")
def a_line_in_red(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"1 0 0 RG 0 0 m 9 9 l S")


@fault("rgb", "cover")
def an_area_in_a_named_space(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/DeviceRGB cs 0 0 9 9 re f")


@fault("rgb", "inside")
def a_gradient_from_red(pdf: pikepdf.Pdf) -> None:
    function = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=function)
    pdf.pages[-1].obj.Resources.Shading = Dictionary(S=shading)
    paint(pdf, b"/S sh")


@fault("rgb", "cover")
def red_in_a_drawing(pdf: pikepdf.Pdf) -> None:
    drawing = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    pdf.pages[-1].obj.Resources.XObject = Dictionary(D=drawing)
    paint(pdf, b"/D Do")


@fault("rgb", "inside")
def red_in_a_pattern(pdf: pikepdf.Pdf) -> None:
    pattern = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, Resources=Dictionary())
    pdf.pages[-1].obj.Resources.Pattern = Dictionary(P=pattern)
    paint(pdf, b"/Pattern cs /P scn 0 0 9 9 re f")


@fault("black-text", "cover")
def text_in_cyan(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"1 0 0 0 k BT /HubSlug0 9 Tf <%s> Tj ET" % glyph(pdf))


@fault("black-text", "inside")
def outlined_text_in_grey(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"0 g 0.5 G BT 1 Tr /HubSlug0 9 Tf [<%s>] TJ ET" % glyph(pdf))


@fault("one-colour", "inside")
def an_area_in_grey(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"0.5 g 0 0 9 9 re f")


@fault("one-colour", "inside")
def a_mask_in_cyan(pdf: pikepdf.Pdf) -> None:
    mask = pdf.make_stream(b"\x00", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=1, ImageMask=True)
    pdf.pages[-1].obj.Resources.XObject = Dictionary(M=mask)
    paint(pdf, b"q 1 0 0 0 k 0.1 0 0 0.1 0 0 cm /M Do Q")


@fault("one-colour", "inside")
def a_picture_in_colour(pdf: pikepdf.Pdf) -> None:
    next(
        each for each in pdf.objects if isinstance(each, Stream) and "/BitsPerComponent" in each
    ).ColorSpace = Name.DeviceRGB


@fault("resource", "inside", "booklet")
def a_drawing_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/Nothing Do")


@fault("resource", "cover")
def a_state_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/Nothing gs")


@fault("resource", "inside")
def a_gradient_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/Nothing sh")


@fault("resource", "inside")
def a_pattern_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/Pattern cs /Nothing scn 0 0 9 9 re f")


@fault("unread", "inside", "booklet")
def a_picture_in_the_content_itself(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \xff\x00\x00 EI Q")


@fault("unread", "inside", "booklet")
def a_drawing_that_draws_itself(pdf: pikepdf.Pdf) -> None:
    drawing = pdf.make_stream(b"/Again Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    drawing.Resources = Dictionary(XObject=Dictionary(Again=drawing))
    resources = pdf.pages[-1].obj.Resources
    resources.XObject = Dictionary({**resources.get("/XObject", {}), "/Again": drawing})
    paint(pdf, b"/Again Do")


@fault("font-embedded", "inside", "booklet")
def a_font_left_out(pdf: pikepdf.Pdf) -> None:
    font = next(each for each in pdf.objects if isinstance(each, Dictionary) and "/DescendantFonts" in each)
    del font.DescendantFonts[0].FontDescriptor.FontFile2


@fault("font-letters", "inside", "booklet")
def a_font_without_letters(pdf: pikepdf.Pdf) -> None:
    del next(each for each in pdf.objects if isinstance(each, Dictionary) and "/DescendantFonts" in each).ToUnicode


@fault("letters-shown", "inside")
def a_glyph_that_its_font_lost(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"BT /HubSlug0 9 Tf [<fffe> 3 <fffd>] TJ ET")


@fault("letters-shown", "booklet")
def a_font_in_the_place_of_another(pdf: pikepdf.Pdf) -> None:
    fonts = next(each for each in pdf.objects if isinstance(each, Stream) and "/Resources" in each).Resources.Font
    few, many = sorted(fonts.values(), key=lambda font: len(font.ToUnicode.read_bytes()))[::2]
    for name, font in list(fonts.items()):
        if font.objgen == many.objgen:
            fonts[name] = few


@fault("annotation")
def a_link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


@fault("annotation")
def a_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array())


@fault("annotation")
def bookmarks(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))


@fault("active-content")
def a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@fault("active-content")
def something_that_starts(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch))


@fault("tags")
def a_tree_of_tags(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))


@fault("tags")
def a_page_in_a_tree_of_tags(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.StructParents = 0


@fault("tags")
def content_numbered_for_tags(pdf: pikepdf.Pdf) -> None:
    paint(pdf, b"/P <</MCID 0>> BDC EMC")


@fault("claim")
def a_claim_to_be_accessible(pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"</dc:title>", b"</dc:title><pdfuaid:part>1</pdfuaid:part>"))


@fault("said")
def a_subject_without_a_word_of_it(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = "A pack"


@fault("said")
def a_description_without_a_word_of_it(pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"For printing only.", b"For all."))


@fault("language")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@fault("title")
def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


@fault("title")
def a_title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@fault("transparency", "inside", "cover")
def a_faint_area(pdf: pikepdf.Pdf) -> None:
    pdf.pages[-1].obj.Resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))
    paint(pdf, b"/Half gs 0 0 9 9 re f")


@fault("transparency", "inside")
def a_mixture(pdf: pikepdf.Pdf) -> None:
    pdf.pages[-1].obj.Resources.ExtGState = Dictionary(Mix=Dictionary(BM=Name.Multiply))
    paint(pdf, b"/Mix gs 0 0 9 9 re f")


@fault("transparency", "cover")
def a_drawing_by_itself(pdf: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, I=True)
    drawing = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Group=group)
    pdf.pages[-1].obj.Resources.XObject = Dictionary(D=drawing)
    paint(pdf, b"/D Do")


def picture(pdf: pikepdf.Pdf, space: str, size: float) -> None:
    dots = pdf.make_stream(bytes(3), Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name(space))
    resources = pdf.pages[-1].obj.Resources
    resources.XObject = Dictionary({**resources.get("/XObject", {}), "/I": dots})
    paint(pdf, f"q {size} 0 0 {size} 0 0 cm /I Do Q".encode())


@fault("picture-colour", "cover")
def a_fine_picture_in_colour(pdf: pikepdf.Pdf) -> None:
    picture(pdf, "/DeviceRGB", 0.1)


@fault("picture-coarse", "inside", "cover", "booklet")
def a_coarse_picture_in_grey(pdf: pikepdf.Pdf) -> None:
    picture(pdf, "/DeviceGray", 9)


@pytest.mark.parametrize("name", KINDS)
def test_a_good_file_has_only_a_coarse_picture(good: dict[str, Path], name: str) -> None:
    assert {each.rule for each in preflight(good[name], KINDS[name])} <= SMALL


@pytest.mark.parametrize(("rule", "name", "damage"), FAULTS, ids=[f"{d.__name__}-{n}" for _, n, d in FAULTS])
def test_a_planted_fault_is_found_by_its_rule_and_no_other(
    good: dict[str, Path], tmp_path: Path, rule: str, name: str, damage: Damage
) -> None:
    before = preflight(good[name], KINDS[name])
    with pikepdf.open(good[name]) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    after = preflight(tmp_path / "damaged.pdf", KINDS[name])
    assert {each.rule for each in set(after) - set(before)} == {rule}


def test_every_rule_has_a_fault_planted_for_it() -> None:
    assert {rule for rule, _, _ in FAULTS} == {rule.id for rule in RULES}


def test_every_rule_says_in_a_sentence_what_must_hold() -> None:
    assert all(rule.meaning[0].isupper() and rule.meaning.endswith(".") for rule in RULES)


def test_what_a_print_shop_can_work_with_is_a_warning() -> None:
    assert {"transparency", "picture-colour", "picture-coarse"} == WARNINGS


def test_text_that_is_not_painted_has_no_colour(good: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(good["inside"]) as pdf:
        paint(pdf, b"0.5 g BT 3 Tr /HubSlug0 9 Tf <%s> Tj ET" % glyph(pdf))
        pdf.save(tmp_path / "unseen.pdf")
    assert preflight(tmp_path / "unseen.pdf", KINDS["inside"]) == preflight(good["inside"], KINDS["inside"])


def test_words_that_look_like_a_script_are_no_script(good: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(good["booklet"]) as pdf:
        pdf.docinfo["/Keywords"] = "how (not) to write /JavaScript"
        pdf.save(tmp_path / "words.pdf")
    assert preflight(tmp_path / "words.pdf", BOOKLET) == preflight(good["booklet"], BOOKLET)


def test_nothing_that_was_not_checked_gets_its_name(tmp_path: Path) -> None:
    source = pack(tmp_path / "source", NEXT)
    with pikepdf.open(source) as pdf:
        del pdf.Root.Lang
        pdf.save(tmp_path / "source" / "dumb.pdf")
    for work in (
        lambda source, target: impose(source, target, title="A"),
        lambda source, target: for_press(source, target, title="A", one_colour=True, fonts=(BOLD,)),
    ):
        with pytest.raises(Exception, match="language: it has no language"):
            work(tmp_path / "source" / "dumb.pdf", tmp_path / "out" / "a.pdf")
        assert not list((tmp_path / "out").iterdir())
