"""Files for a print shop: their boxes, marks and inks, and what is refused."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from paper_packs import A5, ASIDE, BLEEDING, COLOURED, GRADIENT, NEXT, pack
from pikepdf import Array, Dictionary, Name
from PIL import Image

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.inks import Inks
from hubdocs.printing.assembly.press import PressFile, for_press
from hubdocs.printing.preflight import PrintKind, preflight
from hubdocs.printing.reading import operations, page_text
from hubdocs.printing.sheets import STAMP_FONTS

MM = 72 / 25.4
TITLE = "A pack 2026-11, inside"
INSIDE = PrintKind("press", (148.0, 210.0), one_colour=True)
COVER = PrintKind("press", (148.0, 210.0))
COLOURS = "rg RG g G k K cs CS sc scn SC SCN"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pages: five with text, of which the last lies on its side, and three blank ones."""
    body = COLOURED + NEXT + ASIDE
    path = pack(tmp_path_factory.mktemp("source"), body, blanks=3, stamped=True)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 8
    return path


def made(source: Path, name: str, *, one_colour: bool) -> tuple[Path, PressFile]:
    target = source.parent / name
    return target, for_press(source, target, title=TITLE, one_colour=one_colour, first_page=5, fonts=STAMP_FONTS)


@pytest.fixture(scope="module")
def inside(source: Path) -> tuple[Path, PressFile]:
    return made(source, "inside.pdf", one_colour=True)


@pytest.fixture(scope="module")
def cover(source: Path) -> tuple[Path, PressFile]:
    return made(source, "cover.pdf", one_colour=False)


def streams(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Everything in a file that draws."""
    drawn = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    inner = [each for each in drawn if each.get("/Subtype") == "/Form" or "/PatternType" in each]
    return [*(page.obj for page in pdf.pages), *inner]


def colours(pdf: pikepdf.Pdf) -> set[str]:
    """Every operator that sets a colour, with what it sets."""
    return {
        " ".join([*map(str, operands), name])
        for content in streams(pdf)
        for name, operands in operations(content, COLOURS)
    }


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(edge) for edge in page.obj[name]]


def test_boxes_lie_around_the_trim(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        for page in pdf.pages:
            trim = box(page, "/TrimBox")
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([148 * MM, 210 * MM], abs=0.01)
            for name, mm in (("/BleedBox", 3), ("/CropBox", 10), ("/MediaBox", 10)):
                grown = [trim[0] - mm * MM, trim[1] - mm * MM, trim[2] + mm * MM, trim[3] + mm * MM]
                assert box(page, name) == pytest.approx(grown, abs=0.01)


def test_every_page_has_eight_marks_that_begin_outside_the_bleed(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        for page in pdf.pages:
            content = b"\n".join(each.read_bytes() for each in streams_of(page)).decode()
            drawn = re.search(r"q 0 G 0\.25 w ((?:\S+ \S+ m \S+ \S+ l ?){8})S Q", content)
            assert drawn is not None
            trim, bleed, sheet = (box(page, f"/{name}Box") for name in ("Trim", "Bleed", "Media"))
            for line in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l", drawn[1]):
                x, y, to_x, to_y = map(float, line)
                assert abs(x - to_x) + abs(y - to_y) == pytest.approx(5 * MM, abs=0.01)
                # In line with an edge of the trim, wholly outside the bleed and wholly on the sheet.
                upright = x == to_x
                assert min(abs((x if upright else y) - edge) for edge in trim[not upright :: 2]) < 0.01
                ends = (y, to_y) if upright else (x, to_x)
                low, high = (bleed[1], bleed[3]) if upright else (bleed[0], bleed[2])
                assert all(end < low - 0.5 for end in ends) or all(end > high + 0.5 for end in ends)
                assert all(sheet[0] <= end <= sheet[2] for end in (x, to_x))
                assert all(sheet[1] <= end <= sheet[3] for end in (y, to_y))


def streams_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.obj.Contents
    return list(contents) if isinstance(contents, Array) else [contents]


def test_in_one_colour_everything_is_black_or_white(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        assert colours(pdf) <= {"0 g", "1 g", "0 G", "1 G", "/Pattern cs", "/p0 scn", "/p1 scn"}
        assert "1 g" in colours(pdf)
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert pictures
        assert all(each.ColorSpace == "/DeviceGray" for each in pictures)
        assert not any(b"/DeviceRGB" in each.unparse(resolved=True) for each in pdf.objects)
    assert inside[1].inks == ("black",)
    assert inside[1].colour_pages == ()


def test_a_picture_turned_grey_keeps_its_dots(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        picture = next(each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/BitsPerComponent" in each)
        # Four dots of pure red, of which a grey of the same lightness is 76.
        assert picture.read_bytes() == bytes([76] * 4)


def test_in_colour_text_is_black_and_areas_are_made_of_inks(cover: tuple[Path, PressFile]) -> None:
    with pikepdf.open(cover[0]) as pdf:
        found = colours(pdf)
        assert not any(each.endswith((" rg", " RG")) for each in found)
        # #0e4f5e: black is what its lightest part lacks, cyan what red lacks of the rest.
        key = 1 - 0x5E / 255
        wanted = [1 - 0x0E / 0x5E, 1 - 0x4F / 0x5E, 0, key]
        parts = [[float(part) for part in each.split()[:-1]] for each in found if each.endswith(" k")]
        assert any(each == pytest.approx(wanted, abs=0.001) for each in parts)
        text = {(name, *map(float, operands)) for name, operands in text_colours(pdf.pages[2])}
    assert text <= {("k", 0.0, 0.0, 0.0, 1.0), ("k", 0.0, 0.0, 0.0, 0.0), ("g", 0.0)}
    assert ("k", 0.0, 0.0, 0.0, 0.0) in text
    assert cover[1].inks == ("cyan", "magenta", "yellow", "black")


def text_colours(page: pikepdf.Page) -> list[tuple[str, list[object]]]:
    """The colour that each line of text has."""
    current: tuple[str, list[object]] = ("g", [0])
    kept, found = [], []
    for name, operands in operations(page, "q Q rg g k cs scn Tj TJ"):
        match name:
            case "q":
                kept.append(current)
            case "Q":
                current = kept.pop()
            case "Tj" | "TJ":
                found.append(current)
            case _:
                current = (name, list(operands))
    return found


def test_it_says_which_pages_need_colour_and_which_are_blank(cover: tuple[Path, PressFile]) -> None:
    # Pages 1 and 2 have the lines of links and a picture, page 4 has nothing but words.
    assert cover[1].colour_pages == (1, 2, 3, 5)
    assert cover[1].blanks == (6, 7, 8)
    assert (cover[1].pages, cover[1].trim, cover[1].bleed_mm) == (8, (148.0, 210.0), 3.0)


def test_what_a_print_shop_should_know_is_told(inside: tuple[Path, PressFile], cover: tuple[Path, PressFile]) -> None:
    told = {str(each) for each in inside[1].warnings}
    assert "ink: page 3: the light colour #f2b134 is printed black" in told
    assert "ink: page 2: a picture in colour is printed in grey dots" in told
    assert {each.rule for each in cover[1].warnings} == {"ink", "picture-colour", "picture-coarse"}


def test_a_page_on_its_side_is_turned_upright(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        page = pdf.pages[4]
        # Page 5 is a right-hand one: its upper edge goes to the left.
        found = re.search(rb"0 1 -1 0 (\S+) (\S+) cm /Turned Do", page_bytes(page))
        assert found is not None
        assert float(found[1]) == pytest.approx(A5[0], abs=0.01)
        assert float(found[2]) == pytest.approx(0, abs=0.01)


def page_bytes(page: pikepdf.Page) -> bytes:
    return b"\n".join(each.read_bytes() for each in streams_of(page))


def test_nothing_is_drawn_between_the_bleed_and_the_marks(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        for page in pdf.pages[:5]:
            left, lower, right, upper = box(page, "/BleedBox")
            clip = f"q {left:.3f} {lower:.3f} {right - left:.3f} {upper - lower:.3f} re W n"
            assert clip.encode() in page_bytes(page)


def test_the_slug_line_says_which_page_of_which_file_it_is(inside: tuple[Path, PressFile]) -> None:
    with pikepdf.open(inside[0]) as pdf:
        lines = [each for each in page_text(pdf.pages[7]).loose if each.text]
        assert [each.text for each in lines] == [f"{TITLE} · page 12, 8 of 8 in this file"]
        assert lines[0].y is not None
        # The pack's own stamps have a font of other letters, and keep it.
        assert {f"{TITLE} · page 5, 1 of 8 in this file", "1 of 8"} <= {
            each.text for each in page_text(pdf.pages[0]).loose
        }
        assert box(pdf.pages[7], "/MediaBox")[1] < lines[0].y < box(pdf.pages[7], "/BleedBox")[1] - 6
        assert [page.label for page in pdf.pages] == ["5", "6", "7", "8", "9", "10", "11", "12"]


def test_both_pass_their_preflight_and_claim_nothing(
    inside: tuple[Path, PressFile], cover: tuple[Path, PressFile]
) -> None:
    for (path, press), kind in ((inside, INSIDE), (cover, COVER)):
        assert set(preflight(path, kind)) <= set(press.warnings)
        with pikepdf.open(path) as pdf:
            assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
            assert "/StructTreeRoot" not in pdf.Root
            assert str(pdf.docinfo["/Subject"]).startswith("For printing only. Printed on both sides, cut to 148 × 210")


def test_the_same_pages_are_the_same_file(source: Path, inside: tuple[Path, PressFile], tmp_path: Path) -> None:
    for_press(source, tmp_path / "again.pdf", title=TITLE, one_colour=True, first_page=5, fonts=STAMP_FONTS)
    assert (tmp_path / "again.pdf").read_bytes() == inside[0].read_bytes()


def test_a_gradient_becomes_grey_or_inks(tmp_path: Path) -> None:
    source = pack(tmp_path, f'<p><img src="{GRADIENT}" alt="A gradient"></p>' + NEXT)
    for one_colour, space, ends in (
        (True, "/DeviceGray", [[0.299], [0.114]]),
        (False, "/DeviceCMYK", [[0, 1, 1, 0], [1, 1, 0, 0]]),
    ):
        press = for_press(source, tmp_path / "press.pdf", title="A", one_colour=one_colour)
        assert any("gradient" in each.message for each in press.warnings)
        with pikepdf.open(tmp_path / "press.pdf") as pdf:
            shading = next(each for each in shadings(pdf))
            assert shading.ColorSpace == space
            function = shading.Function.Functions[0]
            assert [[float(part) for part in function[end]] for end in ("/C0", "/C1")] == ends


def shadings(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        shading
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and "/Resources" in each
        for shading in each.Resources.get("/Shading", {}).values()
    ]


def damaged(source: Path, target: Path, content: bytes) -> Path:
    """The pack with something more on its first page."""
    with pikepdf.open(source) as pdf:
        pdf.pages[0].contents_add(content)
        pdf.save(target)
    return target


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"/lab-d50 cs 50 20 20 scn 0 0 9 9 re f", "page 1 has a colour in lab-d50"),
        (b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI", "page 1 holds a picture in its content"),
    ],
)
def test_a_colour_that_cannot_be_turned_is_refused(source: Path, tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(PdfFault, match=words):
        for_press(damaged(source, tmp_path / "a.pdf", content), tmp_path / "b.pdf", title="A", one_colour=True)
    assert not (tmp_path / "b.pdf").exists()


def test_what_shows_through_is_told_and_its_drawings_stay_apart(source: Path, tmp_path: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.pages[0].obj.Resources.ExtGState.Half = Dictionary(ca=0.5)
        pdf.pages[0].contents_add(b"q /Half gs 0 0 9 9 re f Q")
        pdf.save(tmp_path / "a.pdf")
    press = for_press(tmp_path / "a.pdf", tmp_path / "b.pdf", title="A", one_colour=True)
    told = [each.message for each in press.warnings if each.rule == "transparency"]
    assert told[0] == "page 1 has an area or line that something shows through"
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        groups = [each.Group.CS for each in streams(pdf) if "/Group" in each]
    assert groups
    assert all(each == "/DeviceGray" for each in groups)


@pytest.mark.parametrize(
    ("pages", "words"),
    [(slice(7, 8), "a multiple of 4 pages, and this one has 7"), (slice(0, 8), "has 0"), (slice(0, 4), "")],
)
def test_the_caller_fills_up_to_four(source: Path, tmp_path: Path, pages: slice, words: str) -> None:
    with pikepdf.open(source) as pdf:
        del pdf.pages[pages]
        pdf.save(tmp_path / "a.pdf")
    if words:
        with pytest.raises(PdfFault, match=words):
            for_press(tmp_path / "a.pdf", tmp_path / "b.pdf", title="A", one_colour=True)
    else:
        assert for_press(tmp_path / "a.pdf", tmp_path / "b.pdf", title="A", one_colour=True).pages == 4


def test_pages_without_bleed_are_refused(tmp_path: Path) -> None:
    css = BLEEDING.replace("bleed: 8mm", "bleed: 2mm")
    source = pack(tmp_path, NEXT, css=css)
    with pytest.raises(PdfFault, match="page 1 has no 3 mm around its trim"):
        for_press(source, tmp_path / "press.pdf", title="A", one_colour=True)


def test_a_file_of_blank_pages_alone_has_no_size(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=A5)
        pdf.save(tmp_path / "blank.pdf")
    with pytest.raises(PdfFault, match="no page says where it is trimmed"):
        for_press(tmp_path / "blank.pdf", tmp_path / "press.pdf", title="A", one_colour=True)


def turned(content: bytes, *, one_colour: bool) -> str:
    """Content of a page with its colours turned."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(Pattern=Dictionary(P=Dictionary(PatternType=2, Shading=shading())))
        page.obj.Contents = pdf.make_stream(content)
        return Inks(pdf, one_colour=one_colour).turn_page(page, "page 1")[0].decode().replace("\n", " ").strip()


def shading() -> Dictionary:
    function = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1])
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=function)


@pytest.mark.parametrize(
    ("before", "one", "four"),
    [
        ("0 0 0 rg", "0 g", "0 0 0 1 k"),
        ("1 1 1 RG", "1 G", "0 0 0 0 K"),
        ("0.5 0.5 0.5 rg", "0 g", "0 0 0 0.5 k"),
        ("1 0 0 rg", "0 g", "0 1 1 0 k"),
        ("0.98 0.95 0.9 rg", "1 g", "0 0.0306 0.0816 0.02 k"),
        ("/DeviceCMYK cs 0 1 0 0 scn", "0 g 0 g", "0 0 0 1 k 0 1 0 0 k"),
        ("/DeviceRGB CS 1 1 1 SCN", "0 G 1 G", "0 0 0 1 K 0 0 0 0 K"),
        # In text, black; after it, the colour that was chosen there.
        ("BT 1 0 0 rg ET", "BT 0 g ET", "BT 0 0 0 1 k ET 0 1 1 0 k"),
        ("1 0 0 rg BT ET", "0 g BT ET", "0 1 1 0 k BT 0 0 0 1 k ET 0 1 1 0 k"),
        ("q 1 0 0 rg Q BT ET", "q 0 g Q BT ET", "q 0 1 1 0 k Q BT ET"),
        ("Q Q q", "q Q", "q Q"),
        ("/Span <</MCID 0>> BDC EMC", "", ""),
        (
            "/Pattern cs /P scn BT ET",
            "0 g /Pattern cs /P scn BT 0 g ET /Pattern cs /P scn",
            "0 0 0 1 k /Pattern cs /P scn BT 0 0 0 1 k ET /Pattern cs /P scn",
        ),
    ],
)
def test_a_colour_is_turned_by_the_rule(before: str, one: str, four: str) -> None:
    assert turned(before.encode(), one_colour=True) == one
    assert turned(before.encode(), one_colour=False) == four


def test_a_blank_page_may_be_stamped(source: Path, tmp_path: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.pages[7].contents_add(b"0 g 0 0 9 9 re f")
        pdf.save(tmp_path / "a.pdf")
    press = for_press(tmp_path / "a.pdf", tmp_path / "b.pdf", title="A", one_colour=True)
    assert press.blanks == (6, 7)


def one_page(pdf: pikepdf.Pdf, content: bytes, **resources: object) -> pikepdf.Page:
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(**{kind: Dictionary(N=value) for kind, value in resources.items()})
    page.obj.Contents = pdf.make_stream(content)
    return page


def test_a_drawing_begins_in_black_and_what_follows_keeps_its_colour() -> None:
    with pikepdf.new() as pdf:
        drawing = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        page = one_page(pdf, b"1 0 0 rg /N Do", XObject=drawing)
        content, found = Inks(pdf, one_colour=False).turn_page(page, "page 1")
    assert content.split() == b"0 1 1 0 k 0 0 0 1 k 0 0 0 1 K /N Do 0 1 1 0 k 0 0 0 1 K".split()
    assert found.plates == {"black"}


def test_a_mask_is_painted_in_the_colour_at_hand() -> None:
    with pikepdf.new() as pdf:
        mask = pdf.make_stream(b"\x00", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=1, ImageMask=True)
        page = one_page(pdf, b"0 1 1 rg /N Do", XObject=mask)
        assert Inks(pdf, one_colour=False).turn_page(page, "page 1")[1].plates == {"cyan"}


def test_a_photograph_stays_one_and_becomes_grey() -> None:
    written = BytesIO()
    Image.new("RGB", (8, 8), (255, 0, 0)).save(written, "JPEG")
    with pikepdf.new() as pdf:
        photograph = pdf.make_stream(written.getvalue(), Subtype=Name.Image, Width=8, Height=8, BitsPerComponent=8)
        photograph.ColorSpace, photograph.Filter = Name.DeviceRGB, Name.DCTDecode
        page = one_page(pdf, b"/N Do", XObject=photograph)
        _, found = Inks(pdf, one_colour=True).turn_page(page, "page 1")
        assert (photograph.ColorSpace, photograph.Filter) == ("/DeviceGray", "/DCTDecode")
        assert abs(Image.open(BytesIO(photograph.read_raw_bytes())).getpixel((4, 4)) - 76) < 3
    assert found.notes == {"a picture in colour is printed in grey dots"}


def deep(pdf: pikepdf.Pdf) -> pikepdf.Object:
    drawing = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form)
    for _ in range(12):
        inner = drawing
        drawing = pdf.make_stream(b"/N Do", Subtype=Name.Form)
        drawing.Resources = Dictionary(XObject=Dictionary(N=inner))
    return drawing


def test_what_the_engine_never_writes_is_refused() -> None:
    function = Dictionary(FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1])
    sampled = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=function)
    with pikepdf.new() as pdf:
        uncoloured = pdf.make_stream(b"", PatternType=1, PaintType=2)
        broken = pdf.make_stream(b"", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
        broken.ColorSpace = Name.DeviceRGB
        for content, kind, thing, words in (
            (b"/Pattern cs 1 0 0 /N scn", "Pattern", uncoloured, "a pattern without a colour of its own"),
            (b"/N sh", "Shading", sampled, "a gradient that cannot be turned"),
            (b"/N Do", "XObject", deep(pdf), "drawings in drawings, more than 8 deep"),
            (b"/N Do", "XObject", broken, "a picture that cannot be turned grey"),
        ):
            page = one_page(pdf, content, **{kind: thing})
            with pytest.raises(PdfFault, match=f"page 1 holds {words}"):
                Inks(pdf, one_colour=True).turn_page(page, "page 1")


def test_what_no_page_draws_is_turned_too() -> None:
    with pikepdf.new() as pdf:
        drawing = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", Subtype=Name.Form, Resources=Dictionary())
        page = one_page(pdf, b"", XObject=drawing)
        page.obj.Resources.ColorSpace = Dictionary(N=Array([Name.Lab]))
        Inks(pdf, one_colour=True).turn_rest(page.obj.Resources, "the file")
        assert drawing.read_bytes().split() == b"0 g 0 0 9 9 re f".split()
        assert "/ColorSpace" not in page.obj.Resources
