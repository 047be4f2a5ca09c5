"""Agreements that are filled in: fields of a PDF to fill in on a screen, and a hub's copy with its own answers."""

from __future__ import annotations

import datetime
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sample
from small_pdfs import annotations, print_body, tags

from hubdocs.authoring.agreement.names import NOTICE
from hubdocs.errors import HubError, Place
from hubdocs.model import Answer, Hub, HubAgreement, Library, Release, Status, View, Wanted
from hubdocs.printing.agreements import bind_agreement, print_agreement, template_of
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.forms import FONT, read_field_font
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.cache import RenderCache, key_of
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import BINDER, BOOKLET, FORMATS, SCREEN
from hubdocs.printing.inspection import inspect
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.reading import reading_of, text_of
from hubdocs.printing.run import print_library
from hubdocs.printing.workers import Press

EXAMPLE = Path(__file__).parents[1] / "authoring" / "golden" / "AG-90-hall" / "agreement.md"
FOLDER = "materials/agreements/AG-90-hall"
SECOND = "materials/agreements/AG-91-hall"
PACK = (
    "id: hub\ntitle: Hub pack\naudience: hub-lead\nformats: [screen, binder]\nsummary: For hubs.\n"
    "contents:\n  - {agreement: AG-90}\n  - {agreement: AG-91}\n  - {standards: ST-01}\n"
)
PLACE = Place("materials/hubs/example-hub.yml", 7)
LINES = {"school_name": 10, "start": 11, "notes": 12, "rooms": 13}
ANSWERS: Mapping[str, Answer] = {
    "school_name": "Green Lane School",
    "start": "2027-01-04",
    "meal": "yes",
    "rooms": ("Hall", "Łódź room"),
    "fee": "1250",
    "notes": "The key hangs\nbehind the door.",
    "kind": "training",
}
NAMES = [
    *("AG-90_school_name", "AG-90_evenings", "AG-90_start", "AG-90_meal", "AG-90_rooms_1", "AG-90_rooms_2"),
    *("AG-90_rooms_3", "AG-90_fee", "AG-90_notes", "AG-90_kind"),
]
SIGNED = datetime.date(2027, 1, 4)


def released(library: Library, id_: str) -> Release:
    """An example as it would stand after its release."""
    return Release(library.working[id_], sample.DAY, "first", "The first.", f"h1:{id_}", references={"ST-01": "1.2.0"})


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    text = EXAMPLE.read_text(encoding="utf-8")
    changes = {
        f"{FOLDER}/agreement.md": text,
        f"{SECOND}/agreement.md": text.replace("AG-90", "AG-91"),
        "materials/packs/hub/pack.yml": PACK,
    }
    made = sample.load(tmp_path_factory.mktemp("library"), changes)
    return replace(made, releases={**made.releases, **{id_: (released(made, id_),) for id_ in ("AG-90", "AG-91")}})


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    return Press(WeasyPrintEngine(), RenderCache(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def printed(press):
    """Prints a document once."""
    return cache(lambda document: press.print_at_once(document).pdf)


def template(library: Library, format_=SCREEN) -> PrintDocument:
    return print_release(library, library.releases["AG-90"][0], View.PARTICIPANT, format_)


def filled(answers: Mapping[str, Answer] = ANSWERS, signed: datetime.date | None = None) -> HubAgreement:
    return HubAgreement(Wanted.parse("AG-90@1.0.0" if signed else "AG-90@1"), PLACE, answers, LINES, signed)


def copy(library: Library, agreement: HubAgreement | None = None, format_=SCREEN, **changes: object) -> PrintDocument:
    release = library.releases["AG-90"][0]
    release = replace(release, document=replace(release.document, **changes))
    return print_agreement(library, release, agreement or filled(), format_, copy_for="Example Hub")


def widgets(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from (each for each in annotations(pdf) if each.Subtype == "/Widget")


def by_name(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(each.T).partition("_")[2]: each for each in widgets(pdf)}


def words(pdf: Path) -> str:
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


def ink(pdf: Path, page: int, box: tuple[float, float, float, float]) -> int:
    """How many dark points a viewer draws within a box of a page, given in points from its upper left corner."""
    x, y, width, height = (str(round(each * 100 / 72)) for each in box)
    command = ["pdftoppm", "-gray", "-r", "100", "-f", str(page), "-l", str(page)]
    made = subprocess.run([*command, "-x", x, "-y", y, "-W", width, "-H", height, pdf], capture_output=True, check=True)
    data = made.stdout
    return sum(level < 128 for level in data[-int(width) * int(height) :])


def ink_in(pdf: Path, name: str) -> int:
    """The same within a field."""
    with pikepdf.open(pdf) as opened:
        for number, page in enumerate(opened.pages, start=1):
            for each in page.obj.get("/Annots", []):
                if each.Subtype == "/Widget" and str(each.T) == name:
                    left, low, right, high = (float(edge) for edge in each.Rect)
                    # Without the edge, on which the frame of the field is drawn.
                    top = float(page.mediabox[3]) - high
                    return ink(pdf, number, (left + 2, top + 2, right - left - 4, high - low - 4))
    raise AssertionError(name)


# The template: fields to fill in


def test_the_screen_format_alone_has_fields(library, printed):
    for format_ in FORMATS.values():
        assert template(library, format_).forms is (format_ is SCREEN)
    with pikepdf.open(printed(template(library, BINDER))) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert list(widgets(pdf)) == []
    assert "<input" not in template(library, BOOKLET).html
    assert "hub-rule" in template(library, BINDER).html


def test_every_field_is_there_once_in_reading_order(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        assert [str(each.T) for each in widgets(pdf)] == NAMES
        assert [each.objgen for each in pdf.Root.AcroForm.Fields] == [each.objgen for each in widgets(pdf)]
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        forms = tags(pdf, "Form")
        held = [form.K[0].Obj.objgen for form in forms]
        assert all(len(form.K) == 1 for form in forms)
        assert held == [each.objgen for each in widgets(pdf)]


def test_the_engine_has_no_fault_to_find(library, printed):
    assert inspect(printed(template(library))) == ()
    assert "\ufffd" not in text_of(printed(template(library))), "letters lost their meaning"


def test_types_are_those_of_the_fields(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        fields = by_name(pdf)
        types = {name: (str(each.FT), int(each.get("/Ff", 0))) for name, each in fields.items()}
        assert [str(each) for each in fields["kind"].Opt] == ["workshop", "film evening", "training"]
        assert sorted(map(str, fields["meal"].AP.N.keys())) == ["/Off", "/Yes"]
        assert str(fields["meal"].AS) == str(fields["meal"].V) == "/Off"
        for each in fields.values():
            assert int(each.F) == 4
            assert not {"/A", "/AA", "/MaxLen", "/MK"} & set(each.keys())
    several, combo = 1 << 12 | 1 << 23, 1 << 17
    assert types == {
        **dict.fromkeys(("school_name", "evenings", "start", "rooms_1", "rooms_2", "rooms_3", "fee"), ("/Tx", 0)),
        "meal": ("/Btn", 0),
        "notes": ("/Tx", several),
        "kind": ("/Ch", combo),
    }


def test_every_field_says_what_it_asks(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        asked = {name: str(each.TU) for name, each in by_name(pdf).items()}

    assert asked == {
        "school_name": "Name of the school, required",
        "evenings": "Evenings each term, a number of evenings",
        "start": "Starts on, day month year, such as 4 January 2027, required",
        "meal": "The school gives a meal, tick for yes, leave empty for no",
        "rooms_1": "Rooms, line 1",
        "rooms_2": "Rooms, line 2",
        "rooms_3": "Rooms, line 3",
        "fee": "Fee, in pounds, such as 1250.00",
        "notes": "What the caretaker must know, several lines",
        "kind": "Kind of evening, choose one of: workshop, film evening, training",
    }


def test_defaults_stand_in_their_fields(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        values = {name: str(each.V) for name, each in by_name(pdf).items() if str(each.get("/V", ""))}

    assert values == {"evenings": "3", "fee": "50.00", "kind": "workshop", "meal": "/Off"}
    assert ink_in(printed(template(library)), "AG-90_fee") > 50
    assert ink_in(printed(template(library)), "AG-90_school_name") == 0


def test_a_field_is_as_high_as_design_asks(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        heights = {name: float(each.Rect[3]) - float(each.Rect[1]) for name, each in by_name(pdf).items()}

    # The frame round it is 8 mm high: two points of line and five of air.
    assert heights.pop("notes") > 100
    assert heights.pop("meal") == pytest.approx(20.7, abs=0.1)
    assert {round(height, 1) for height in heights.values()} == {15.7}


def test_the_font_of_fields_is_whole_embedded_and_has_welsh_and_polish_letters(library, printed):
    with pikepdf.open(printed(template(library))) as pdf:
        font = pdf.Root.AcroForm.DR.Font[f"/{FONT}"]
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        mapped = font.ToUnicode.read_bytes().decode().lower()
        assert all(f"/{FONT} " in str(each.DA) for each in widgets(pdf) if each.FT != "/Btn")
        assert pdf.Root.AcroForm.NeedAppearances is True
    for letter in "Aé€’ŵŴŷŶŁłńżčş":
        assert f"<{ord(letter):04x}>" in mapped
    assert "Ω" not in read_field_font().glyphs


def test_the_font_of_fields_is_the_same_on_every_day(monkeypatch):
    first = read_field_font()
    monkeypatch.setattr("time.time", lambda: 0.0)
    read_field_font.cache_clear()
    assert read_field_font() == first


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AG-90_school_name", "Ysgol y Tŵr, Łódź"),
        ("AG-90_start", "4 January 2027"),
        ("AG-90_notes", "One line\nand another"),
        ("AG-90_kind", "training"),
        ("AG-90_meal", "/Yes"),
    ],
)
def test_what_is_filled_in_is_printed(library, printed, tmp_path, name, value):
    with pikepdf.open(printed(template(library))) as pdf:
        (field,) = [each for each in widgets(pdf) if str(each.T) == name]
        field.V = pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value)
        if value.startswith("/"):
            field.AS = field.V
        pdf.save(tmp_path / "filled.pdf")

    before, after = ink_in(printed(template(library)), name), ink_in(tmp_path / "filled.pdf", name)
    assert abs(after - before) > 20
    if not value.startswith("/"):
        assert " ".join(value.split()) in words(tmp_path / "filled.pdf")


def test_paper_still_shows_every_choice_and_the_form_of_a_date(library, printed):
    text = words(printed(template(library)))

    assert "one of: workshop, film evening, training" in text
    assert text.count("such as 4 January 2027") == 1
    assert "yes (leave the box empty for no)" in text


def test_a_pack_holds_each_field_once_and_its_binder_none(library, tmp_path):
    made = print_library(library, target=tmp_path / "build", cache=tmp_path / "cache", packs=["hub"], documents=True)
    screen, binder = (file.file for file in made.packs[0].files)

    assert inspect(screen) == inspect(binder) == ()
    with pikepdf.open(screen) as pdf:
        assert [str(each.T) for each in widgets(pdf)] == NAMES + [name.replace("AG-90", "AG-91") for name in NAMES]
        assert len(pdf.Root.AcroForm.Fields) == 2 * len(NAMES)
        assert f"/{FONT}" in pdf.Root.AcroForm.DR.Font
        assert pdf.Root.AcroForm.NeedAppearances is True
    with pikepdf.open(binder) as pdf:
        assert list(widgets(pdf)) == []
        assert "/AcroForm" not in pdf.Root
    (alone,) = [each.pdf.file for each in made.documents if each.id == "AG-90"]
    with pikepdf.open(alone) as pdf:
        assert [str(each.T) for each in widgets(pdf)] == NAMES
    assert inspect(alone) == ()


def test_only_documents_with_fields_have_another_key(library):
    document = template(library)

    assert key_of(document, "x") != key_of(replace(document, forms=False), "x")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<input name="a" title="A"><input name="a" title="B">', "two form fields are called `a`"),
        ('<input name="a" title=" ">', "does not say what it asks"),
        ('<input name="a" title="A" value="Ω">', "lacks “Ω” (U+03A9), with which `a` is filled in"),
    ],
)
def test_fields_that_would_do_harm_stop_their_document(tmp_path, body, fault):
    raw = print_body(tmp_path / "raw.pdf", f"<h1>Fields</h1><p>{body}</p>", forms=True)

    with pytest.raises(PdfFault, match=re.escape(fault)):
        normalise(raw, tmp_path / "made.pdf", "AG-90", ())


def test_a_long_default_is_set_smaller_and_never_cut(tmp_path):
    long = "A very long name of a school that does not fit"
    body = f'<p><input style="width:40mm;height:8mm;font-size:12pt" name="a" title="A" value="{long}"></p>'
    raw = print_body(tmp_path / "raw.pdf", f"<h1>Fields</h1>{body}", forms=True)
    normalise(raw, tmp_path / "made.pdf", "AG-90", ())

    with pikepdf.open(tmp_path / "made.pdf") as pdf:
        (field,) = widgets(pdf)
        size = float(re.search(rb"/HubField ([\d.]+) Tf", field.AP.N.read_bytes())[1])
        width = float(field.Rect[2]) - float(field.Rect[0])
    assert 4 < size < 12
    assert read_field_font().width(long) * size / 1000 <= width


# A hub's copy


def test_a_copy_prints_what_was_filled_in(library, printed):
    text = words(printed(copy(library)))

    assert "Name of the school Green Lane School" in text
    assert "Evenings each term 3 evenings" in text
    assert "The school lends its hall for 3 evenings each term, from 4 January 2027. The fee is £1,250.00." in text
    assert "The key hangs behind the door." in text
    assert "a flip chart" in text, "the case that holds is printed"
    assert "The school gives a hot meal before each evening." in text
    assert "Families bring their own food" not in text
    assert "If “" not in text
    assert "Copy for Example Hub" in text
    assert "1.0.0 · 1 of" in text
    assert "· Example Hub" in text
    assert inspect(printed(copy(library))) == ()


def test_values_are_bold_and_lists_are_bullets(library):
    html = copy(library).html

    assert '<strong class="hub-filled">£1,250.00</strong>' in html
    assert '<strong class="hub-filled">The key hangs<br>behind the door.</strong>' in html
    assert '<li><strong class="hub-filled">Łódź room</strong></li>' in html
    assert "<input" not in html
    assert not copy(library).forms


def test_clauses_of_a_copy_keep_their_numbers_and_signatures_come_last(library, printed):
    headings = [passage.text for passage in reading_of(printed(copy(library))) if passage.role == "H2"]

    assert headings == ["Details", "1 The hall", "2 Equipment", "3 Food", "4 Ending", "Signatures"]


def test_what_is_empty_stays_open(library, printed):
    some = filled({"school_name": "Green Lane School", "start": "  ", "rooms": ()})

    with pikepdf.open(printed(copy(library, some))) as pdf:
        left = ["start", "meal", "rooms_1", "rooms_2", "rooms_3", "notes"]
        assert [str(each.T).partition("_")[2] for each in widgets(pdf)] == left
    assert inspect(printed(copy(library, some))) == ()
    assert "[Starts on] (Details, 3)" in words(printed(copy(library, some)))
    on_paper = copy(library, some, BINDER)
    assert not on_paper.forms
    assert "hub-rule" in on_paper.html


def test_a_signed_copy_says_so_and_can_no_longer_be_filled_in(library, printed):
    some = filled({"school_name": "Green Lane School", "start": "2027-01-04"}, SIGNED)
    document = copy(library, some, status=Status.APPROVED)
    pages = subprocess.run(["pdftotext", printed(document), "-"], capture_output=True, text=True, check=True).stdout

    for page in pages.split("\f")[:-1]:
        assert "Signed on 4 January 2027; this is a copy." in page
    assert NOTICE not in pages
    assert "Sample text" not in pages
    with pikepdf.open(printed(document)) as pdf:
        assert list(widgets(pdf)) == []
    assert inspect(printed(document)) == ()


def test_a_signed_draft_is_still_a_draft(library):
    document = copy(library, filled(signed=SIGNED))

    assert document.html.count(NOTICE) == 1
    assert NOTICE in document.css
    assert "Signed on 4 January 2027" in document.html


@pytest.mark.parametrize("kind", ["first", "draft"])
@pytest.mark.parametrize("withdrawn", ["", "It names a wrong number."])
def test_a_head_never_needs_a_fourth_line(library, kind, withdrawn):
    release = replace(library.releases["AG-90"][0], kind=kind, withdrawn=withdrawn)
    document = print_agreement(library, release, filled(signed=SIGNED), SCREEN, copy_for="Example Hub")
    head = re.search(r'@top-left\{content:"([^"]*)"', document.css)[1]

    assert "Signed on" in head
    assert head.count("\\a ") == 2
    assert ("WITHDRAWN" in head) is bool(withdrawn)


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "**bold** and [a link](https://example.org) and `code`",
        "{{ x }} {% if meal %} {# no #}",
        "</strong></td><h2 id='hall'>The hall</h2> &lt; &amp; &#60;",
        "hubblank0q hubblank1q",
        "# heading | cell | - item",
        "WC-01 GOV-1 www.example.org @import url(x)",
    ],
)
def test_a_value_is_never_more_than_words(library, printed, value):
    answers = {**ANSWERS, "school_name": value, "rooms": (value, "Hall"), "notes": f"{value}\n{value}"}
    pdf = printed(copy(library, filled(answers)))

    assert words(pdf).count(" ".join(value.split())) >= 1
    plain = re.sub(r"\s", "", text_of(pdf))
    assert plain.count(re.sub(r"\s", "", value)) >= 8
    assert inspect(pdf) == ()
    with pikepdf.open(pdf) as opened, pikepdf.open(printed(copy(library))) as usual:
        assert len(list(annotations(opened))) == len(list(annotations(usual))), "a value became a link"
        assert len(tags(opened, "H2")) == len(tags(usual, "H2"))


def test_five_thousand_letters_are_all_printed(library, printed):
    answers = {**ANSWERS, "school_name": "x" * 5000, "notes": "\n".join(["y"] * 300)}
    pdf = printed(copy(library, filled(answers)))

    assert inspect(pdf) == ()
    assert text_of(pdf).count("x") >= 10000
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">x+<', text)]
    assert len(edges) > 50
    assert max(edges) <= 210 / 25.4 * 72 - 18 / 25.4 * 72 + 0.5, "letters run over the edge"


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("Ωmega School", "“Ω”, greek capital letter omega (U+03A9), which no font has"),
        ("School 😀", "grinning face (U+1F600), which no font has"),
        ("Green\u202eloohcS", "an invisible character, right-to-left override (U+202E)"),
        ("Green\u200fLane", "an invisible character, right-to-left mark (U+200F)"),
        ("Green\u200bLane", "an invisible character, zero width space (U+200B)"),
        ("Green\x07Lane", "an invisible character, a sign without a name (U+0007)"),
        ("بيت", "which no font has"),
    ],
)
@pytest.mark.parametrize("name", ["school_name", "rooms"])
def test_a_sign_that_cannot_be_printed_is_told_with_its_line(library, value, wrong, name):
    answers = {**ANSWERS, name: ("Hall", value) if name == "rooms" else value}

    with pytest.raises(HubError) as caught:
        copy(library, filled(answers))
    (problem,) = caught.value.problems
    assert problem.place == Place(PLACE.path, LINES[name])
    assert wrong in problem.message
    assert f"`{name}` holds" in problem.message


def test_an_answer_that_does_not_fit_is_told_with_its_line(library):
    with pytest.raises(HubError) as caught:
        copy(library, filled({**ANSWERS, "start": "soon", "nobody": "x"}))

    assert [(each.place.line, each.message) for each in caught.value.problems] == [
        (7, "AG-90 has no field `nobody`"),
        (11, "`start` does not fit: a day is expected, such as 2027-01-04"),
    ]


def test_the_very_release_that_was_signed_is_found_when_it_is_withdrawn(library):
    first = library.releases["AG-90"][0]
    gone = replace(library, releases={**library.releases, "AG-90": (replace(first, withdrawn="Wrong."),)})

    assert template_of(library, filled()) is first
    assert template_of(gone, filled()) is None
    assert template_of(gone, filled(signed=SIGNED)).version == first.version
    assert template_of(gone, replace(filled(), template=Wanted("AG-77"))) is None


def test_a_hubs_file_is_whole_named_and_the_same_each_time(library, press, tmp_path):
    hub = Hub("example-hub", "Example Hub", "Example Academy", PLACE, agreements=(filled(),))
    made = bind_agreement(library, hub, filled(), press, tmp_path / "agreements")
    again = bind_agreement(library, hub, filled(), press, tmp_path / "again")

    assert made.file == tmp_path / "agreements" / "AG-90-1.0.0.pdf"
    assert made.sha256 == again.sha256
    assert inspect(made.file) == ()
    with pikepdf.open(made.file) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Lending the hall: copy for Example Hub (AG-90 1.0.0)"
        assert len(pdf.pages) == made.pages
    with pytest.raises(HubError, match=r"example-hub\.yml:7: no release of AG-77 fits AG-77"):
        bind_agreement(library, hub, replace(filled(), template=Wanted("AG-77")), press, tmp_path)


def test_a_long_name_of_a_hub_leaves_the_foot_on_its_line(library, printed):
    name = "Example Hub of the Northern Valleys and the Coast, with all of its many partner schools and families"
    document = print_agreement(library, library.releases["AG-90"][0], filled(), SCREEN, copy_for=name)
    pages = subprocess.run(["pdftotext", "-layout", printed(document), "-"], capture_output=True, text=True, check=True)

    assert name in words(printed(document))
    for page in pages.stdout.split("\f")[:-1]:
        assert re.search(r" of \d+ · Example Hub of the Northern Valleys and the Coast, with …$", page.rstrip())


def test_only_agreements_have_copies(library):
    with pytest.raises(TypeError, match=r"ST-01 1\.2\.0 is no agreement"):
        print_agreement(library, library.releases["ST-01"][0], filled({}), SCREEN, copy_for="Example Hub")


def test_no_mistake_repeats_what_was_filled_in(library):
    named = "Quill Jarvison of Nowhere"
    with pytest.raises(HubError) as caught:
        copy(library, filled({**ANSWERS, "school_name": f"{named} 你"}))
    said = str(caught.value)
    assert not any(word in said for word in named.split()[:2])
    assert "你" in said
