"""Finished packs: what is in them, where it stands, and that every number in them is true."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pytest
import sample
from small_pdfs import annotations, bookmarks, fonts_in

from hubdocs.design import balanced, curly
from hubdocs.errors import HubError, Place
from hubdocs.model import Edition, EditionDocument, Library, Printed, Version
from hubdocs.printing.assembly.facts import Heading, PdfFacts
from hubdocs.printing.cache import Rendered
from hubdocs.printing.codes import address
from hubdocs.printing.formats import BINDER, SCREEN
from hubdocs.printing.frontmatter import print_front
from hubdocs.printing.inspection import inspect
from hubdocs.printing.layout import lay_out, numbered
from hubdocs.printing.packs import changes_since, print_documents, resolve
from hubdocs.printing.reading import reading_of, text_of
from hubdocs.printing.run import page_counts, print_library

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Made:
    """The sample library, printed."""

    library: Library
    printed: Printed
    target: Path
    cache: Path

    def file(self, pack: str, format_: str) -> Path:
        return next(
            file.file for each in self.printed.packs if each.id == pack for file in each.files if file.format == format_
        )

    @property
    def files(self) -> list[Path]:
        packs = [file.file for pack in self.printed.packs for file in pack.files]
        return packs + [each.pdf.file for each in self.printed.documents]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("printed")
    library = sample.load(folder / "library")
    target, cache = folder / "build", folder / "cache"
    return Made(library, print_library(library, target=target, cache=cache), target, cache)


def page_texts(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def run(*words: str | Path) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def test_every_finished_file_passes_the_inspection(made):
    assert {file.name: [str(each) for each in inspect(file)] for file in made.files} == {
        file.name: [] for file in made.files
    }


def test_every_finished_file_is_tagged_and_embeds_its_fonts(made):
    for file in made.files:
        assert re.search(r"^Tagged: +yes$", run("pdfinfo", file), re.MULTILINE)
        assert "pdfuaid:part" in run("pdfinfo", "-meta", file)
        for line in run("pdffonts", file).splitlines()[2:]:
            assert re.search(r" yes +(?:yes|no) +yes +\d+ +\d+$", line), line
        assert all(name.startswith("Atkinson") for name in fonts_in(file))


def test_files_are_named_for_pack_edition_and_format(made):
    assert [file.name for file in made.files] == [
        "school-staff-2026-11-screen.pdf",
        "school-staff-2026-11-binder.pdf",
        "trainers-proof-screen.pdf",
        "trainers-proof-binder.pdf",
        "ST-01-1.2.0.pdf",
        "WC-01-1.0.0.pdf",
        "WC-01-1.0.0-trainer.pdf",
        "WC-01-H1-1.0.0.pdf",
        "WC-01-H2-1.0.0.pdf",
    ]


def test_the_facts_of_a_file_are_true(made):
    packed = [file for pack in made.printed.packs for file in pack.files]
    for each in [*packed, *(document.pdf for document in made.printed.documents)]:
        data = each.file.read_bytes()
        assert (each.bytes, each.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert f"Pages:           {each.pages}\n" in run("pdfinfo", each.file)


def test_every_page_but_the_cover_says_its_place_in_the_pack(made):
    pages = page_texts(made.file("school-staff", "screen"))
    for number, page in enumerate(pages[1:], start=2):
        assert f"School staff pack 2026-11 · {number} of {len(pages)}" in page


def test_a_page_carries_its_documents_number_beside_the_packs(made):
    page = next(page for page in page_texts(made.file("school-staff", "screen")) if "WC-01 · 1.0.0 · 2 of" in page)
    assert re.search(r"WC-01 · 1\.0\.0 · 2 of \d+ +School staff pack 2026-11 · 5 of \d+", page)


def test_the_numbers_in_the_contents_are_the_pages_where_the_headings_are(made):
    for pack in ("school-staff", "trainers"):
        pages = page_texts(made.file(pack, "screen"))
        assert "Contents" in pages[2]
        found = re.findall(r"^ *(?:[A-Z]+-\d+(?:-H\d)?)? +(\S.*?) {2,}(\d+)$", pages[2], re.MULTILINE)
        titles = {title: int(number) for title, number in found}
        assert {"Rules", "Film", "Help", "Close", "Card", "Poster", "A named leader has time"} <= titles.keys()
        for title, number in titles.items():
            assert title in " ".join(pages[number - 1].split()), (pack, title, number)


def test_the_list_of_documents_says_where_each_starts_and_how_many_pages_it_has(made):
    pages = page_texts(made.file("school-staff", "screen"))
    row = re.search(r"WC-01 +Noticing.*?1\.0\.0 +22 November 2026 +(\d+) +(\d+)", pages[1])
    assert row is not None
    count, first = map(int, row.groups())
    assert f"WC-01 · 1.0.0 · 1 of {count}" in pages[first - 1]
    assert f"WC-01 · 1.0.0 · {count} of {count}" in pages[first + count - 2]


def test_screen_files_have_no_blank_pages(made):
    assert all(page.strip() for page in page_texts(made.file("school-staff", "screen")))


def test_every_document_of_a_binder_starts_on_a_right_hand_page(made):
    starts = {
        "WC-01 · 1 · 1.0.0",
        "ST-01 · 1 · 1.2.0",
        "WC-01-H1 · 1 · 1.0.0",
        "WC-01-H2 · 1 · 1.0.0",
        "Feedback sheet",
    }
    pages = page_texts(made.file("school-staff", "binder"))
    for start in starts:
        number = next(number for number, page in enumerate(pages, start=1) if start in page)
        assert number % 2 == 1, start
    assert any(not page.strip() for page in pages)


def test_binder_leaves_name_no_pack_edition_or_total(made):
    pages = page_texts(made.file("school-staff", "binder"))
    for page in pages[3:-1]:
        assert "School staff pack" not in page
        assert "2026-11" not in page
        assert not re.search(r"\d of \d", page)


def test_the_sheets_that_are_always_replaced_name_their_edition(made):
    pages = page_texts(made.file("school-staff", "binder"))
    assert "2026-11" in pages[0]
    assert "Contents of edition 2026-11 · 2" in pages[1]
    assert "Contents of edition 2026-11 · 3" in pages[2]
    assert "Feedback sheet of edition 2026-11" in pages[-1]


def test_binder_lists_name_documents_and_no_pages_of_the_pack(made):
    pages = page_texts(made.file("school-staff", "binder"))
    assert "Starts" not in pages[1]
    assert "Film" not in pages[2]
    assert "Noticing" in pages[2]


def test_bookmarks_name_documents_with_their_parts(made):
    with pikepdf.open(made.file("school-staff", "screen")) as pdf:
        assert bookmarks(pdf).splitlines() == [
            "School staff pack",
            "  What is in this pack",
            "  Contents",
            "WC-01 Noticing: what a pupil’s day shows us",
            "  Rules",
            "  Film",
            "    What we see",
            "  Help",
            "  Close",
            "  Notes",
            "WC-01-H1 Card",
            "WC-01-H2 Poster",
            "ST-01 Standards",
            "  GOV-1 A named leader has time",
            "Using this pack",
            "How did it go?",
        ]


def test_pages_are_counted_from_the_cover_as_a_viewer_counts(made):
    with pikepdf.open(made.file("school-staff", "screen")) as pdf:
        labels = [page.label for page in pdf.pages]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]


def test_links_inside_a_pack_lead_to_its_pages(made):
    with pikepdf.open(made.file("school-staff", "screen")) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        targets = {str(each.Dest) for each in annotations(pdf) if "/Dest" in each}
        addresses = {str(each.A.URI) for each in annotations(pdf) if "/A" in each}
        assert {"WC-01--film", "WC-01-H1", "ST-01--GOV-1", "page-help-using-this-pack"} <= targets | set(names)
        assert {"WC-01--film", "WC-01-H1", "ST-01--GOV-1"} <= targets
        assert targets <= set(names)
        assert not [each for each in addresses if each.startswith("hubdoc")]
        assert "https://example.org/guide" in addresses


def test_a_pack_for_staff_holds_no_trainer_text_and_one_for_trainers_does(made):
    secret = "Nobody in this room needs to speak"  # noqa: S105 - a text
    for format_ in ("screen", "binder"):
        assert secret not in text_of(made.file("school-staff", format_))
        assert secret in text_of(made.file("trainers", format_))


def test_a_pack_without_an_edition_says_proof_on_every_leaf(made):
    for format_ in ("screen", "binder"):
        for page in page_texts(made.file("trainers", format_)):
            assert "PROOF" in page or not page.strip()


def test_a_proof_names_what_nobody_has_released(made):
    text = text_of(made.file("trainers", "screen"))
    assert "WC-02 Later in preparation" in " ".join(text.split())
    assert "In preparation: WC-02 Later" in text


def test_the_manifest_tells_what_was_printed(made):
    manifest = json.loads((made.target / "packs" / "school-staff" / "manifest.json").read_text())
    (pack,) = manifest["packs"]
    (edition,) = pack["editions"]
    assert (manifest["format"], pack["id"], pack["audience"]) == (1, "school-staff", "staff")
    assert (edition["id"], edition["date"], edition["previous"]) == ("2026-11", "2026-11-22", None)
    assert [each["format"] for each in edition["files"]] == ["screen", "binder"]
    assert edition["files"][0]["url"] == "packs/school-staff/2026-11/school-staff-2026-11-screen.pdf"


def test_sums_can_be_checked_by_anybody(made):
    for folder in ("packs/school-staff", "packs/trainers"):
        out = subprocess.run(
            ["sha256sum", "--check", "SHA256SUMS"], cwd=made.target / folder, capture_output=True, text=True, check=True
        ).stdout
        assert "FAILED" not in out
        assert out.count("OK") == len(list((made.target / folder).glob("*.pdf")))


def test_pages_of_an_edition_are_counted_with_handouts(made):
    counted = page_counts(made.library, made.library.packs["school-staff"], cache=made.cache)
    packed = made.printed.packs[0].documents
    assert counted == {each.id: each.pages for each in packed}


def test_pages_can_be_counted_of_a_pack_that_has_no_screen_format(made):
    binder = replace(made.library.packs["school-staff"], formats=("binder",))
    assert page_counts(made.library, binder, cache=made.cache)["ST-01"] == 1


def test_a_draft_with_the_number_of_a_release_stands_in_its_place(made, tmp_path):
    release = made.library.releases["ST-01"][0]
    draft = replace(release, kind="draft", date=None, digest="h1:draft")
    library = replace(made.library, releases={"ST-01": (release, draft)}, packs={})
    printed = print_library(library, target=tmp_path, cache=made.cache)
    assert [each.pdf.name for each in printed.documents] == ["ST-01-1.2.0.pdf"]
    assert "DRAFT" in text_of(printed.documents[0].pdf.file)


def test_a_link_to_what_the_pack_lacks_leads_to_the_public_site(made, tmp_path):
    public = replace(made.library, settings=replace(made.library.settings, site_url="https://hub.example.org/"))
    contents = tuple(each for each in public.packs["trainers"].contents if "help" not in str(each))
    alone = replace(public.packs["trainers"], formats=("screen",), contents=contents[1:])
    library = replace(public, packs={"trainers": alone})
    printed = print_library(library, target=tmp_path, cache=tmp_path / "cache", documents=False)
    with pikepdf.open(printed.packs[0].files[0].file) as pdf:
        addresses = {str(each.A.URI) for each in annotations(pdf) if "/A" in each}
    assert "https://hub.example.org/modules/wc-01/#film" in addresses


def test_the_text_of_a_pack_is_as_accepted(made, golden):
    passages = reading_of(made.file("trainers", "screen"))
    golden(GOLDEN / "trainers-screen.txt", "".join(f"{each.role}: {each.text}\n" for each in passages))


def test_printing_again_from_the_cache_or_in_another_folder_gives_the_same_bytes(made, tmp_path):
    elsewhere = sample.load(tmp_path / "quite" / "another place")
    shutil.copytree(made.cache, tmp_path / "cache")
    print_staff = partial(print_library, elsewhere, packs=["school-staff"], documents=False)
    cached = print_staff(target=tmp_path / "b", cache=tmp_path / "cache")
    fresh = print_staff(target=tmp_path / "c", cache=tmp_path / "new")
    sums = [[file.sha256 for file in printed.packs[0].files] for printed in (made.printed, cached, fresh)]
    assert sums[0] == sums[1] == sums[2]


def test_a_mistake_in_one_document_leaves_the_others_in_the_cache(made, tmp_path):
    path = "materials/standards/ST-01-standards/standards.md"
    broken = sample.load(
        tmp_path / "library", {path: sample.STANDARDS.replace("Somebody must", "Somebody \u4eba must")}
    )
    with pytest.raises(HubError) as caught:
        print_library(broken, target=tmp_path / "build", cache=tmp_path / "cache")
    assert {problem.place.path for problem in caught.value.problems} == {path}
    assert len(list((tmp_path / "cache").glob("*.pdf"))) >= 5


def test_trainer_text_that_reaches_a_page_stops_the_build(made, tmp_path, monkeypatch):
    leaky = replace(
        made.library,
        pages=tuple(
            replace(page, source=replace(page.source, body=page.source.body + f"\n\n{sample.SECRET}\n"))
            if page.path.startswith("help/")
            else page
            for page in made.library.pages
        ),
    )
    monkeypatch.setattr("hubdocs.printing.hidden_texts.shown_text", lambda body: "" if sample.SECRET in body else body)
    with pytest.raises(HubError, match="would show trainer text"):
        print_library(leaky, packs=["school-staff"], target=tmp_path / "b", cache=made.cache, documents=False)
    assert not list((tmp_path / "b").rglob("*.pdf"))


def test_an_unknown_pack_and_edition_are_named_with_what_there_is(made, tmp_path):
    with pytest.raises(HubError) as caught:
        print_library(made.library, packs=["staff"], edition="school-staff@2026-10", target=tmp_path, cache=made.cache)
    assert [problem.message for problem in caught.value.problems] == [
        "there is no pack staff",
        "there is no edition 2026-10 of the pack school-staff",
    ]


def test_an_edition_whose_release_is_gone_is_a_mistake_of_that_edition(made):
    pack = made.library.packs["school-staff"]
    gone = EditionDocument("WC-01", Version(9, 0, 0), "h1:0", 1)
    edition = replace(pack.editions[0], documents=(gone,))
    with pytest.raises(HubError, match="which is not among its releases"):
        resolve(made.library, pack, edition)


@pytest.fixture(scope="module")
def withdrawn(made, tmp_path_factory):
    """The staff pack, printed again after its module was withdrawn and another release took its place."""
    old = replace(made.library.releases["WC-01"][0], withdrawn="A number was wrong", withdrawn_on=sample.DAY)
    new = replace(old, document=replace(old.document, version=Version(1, 0, 1)), digest="h1:new", withdrawn="")
    library = replace(made.library, releases={**made.library.releases, "WC-01": (old, new)})
    target = tmp_path_factory.mktemp("withdrawn")
    printed = print_library(library, packs=["school-staff"], target=target, cache=made.cache, documents=False)
    return replace(made, library=library, printed=printed, target=target)


def test_a_document_that_was_withdrawn_says_so_on_every_page(withdrawn):
    for format_ in ("screen", "binder"):
        for page in page_texts(withdrawn.file("school-staff", format_)):
            assert bool(re.search(r"WC-01(-H\d)? · ", page)) == ("WITHDRAWN: do not use" in page)


def test_the_list_of_documents_says_what_was_withdrawn_and_what_to_use(withdrawn):
    words = " ".join(page_texts(withdrawn.file("school-staff", "screen"))[1].split())
    assert "Withdrawn on 22 November 2026: do not use WC-01 1.0.0. A number was wrong." in words
    assert "Use WC-01 1.0.1 in its place." in words


def test_packs_with_a_withdrawn_document_pass_the_inspection(withdrawn):
    assert [
        str(each) for format_ in ("screen", "binder") for each in inspect(withdrawn.file("school-staff", format_))
    ] == []


def test_an_edition_prints_its_own_releases_when_there_are_newer_ones(made):
    old = made.library.releases["WC-01"][0]
    new = replace(old, document=replace(old.document, version=Version(2, 0, 0)), digest="h1:new")
    library = replace(made.library, releases={**made.library.releases, "WC-01": (old, new)})
    pack = library.packs["school-staff"]
    assert str(resolve(library, pack, pack.editions[0]).releases[0].release.version) == "1.0.0"
    assert str(resolve(library, pack, None).releases[0].release.version) == "2.0.0"


def edition(id_: str, **versions: str) -> Edition:
    documents = tuple(
        EditionDocument(name.replace("_", "-"), Version.parse(version), "h1:", 1) for name, version in versions.items()
    )
    return Edition(id_, "school-staff", date(2026, 11, 1), documents, Place("x"))


def test_changes_since_the_last_edition_say_what_to_do(made):
    (first,) = made.library.releases["WC-01"]
    (standards,) = made.library.releases["ST-01"]
    releases = {
        "A-01": (replace(first, document=replace(first.document, id="A-01")),),
        "G-01": (replace(standards, document=replace(standards.document, id="G-01")),),
        "H-01": (replace(first, document=replace(first.document, id="H-01"), withdrawn="A number was wrong."),),
    }
    library = replace(made.library, releases=releases)
    before = edition(
        "2026-09", A_01="1.0.0", B_01="1.0.0", C_01="1.0.0", D_01="1.0.0", E_01="1.0.0", G_01="1.0.0", H_01="1.0.0"
    )
    after = edition(
        "2026-11", A_01="2.0.0", B_01="1.1.0", C_01="1.0.1", D_01="1.0.0", F_01="1.0.0", G_01="2.0.0", H_01="1.0.1"
    )
    assert list(changes_since(library, before, after)) == [
        "A-01 has changed in what matters (train again)",
        "B-01 has changed (print again)",
        "C-01 has new wording only (no need to reprint)",
        "F-01 is new in this pack",
        "G-01 has changed in what matters (it binds people to something else)",
        "H-01 1.0.0 was withdrawn (do not use it)",
        "E-01 is no longer in this pack",
    ]


def finished(library, contents, format_):
    """Every document of a pack as if it had two pages."""
    facts = PdfFacts(2, 595, 842, anchors=(("WC-01--film", 1),), headings=(Heading(1, "x", 0),))
    return tuple(
        tuple((document, Rendered(Path("x.pdf"), facts)) for document in print_documents(library, item, format_))
        for item in contents.items
    )


def laid_out(library, contents, format_, front):
    """A pack of such documents behind so many pages of front matter."""
    documents = finished(library, contents, format_)
    lengths = [rendered.facts.pages for each in documents for _, rendered in each]
    return lay_out(contents, format_, documents, numbered(lengths, format_, front, 1))


def test_documents_follow_each_other_on_screen_and_start_on_odd_pages_in_a_binder(made):
    pack = made.library.packs["school-staff"]
    contents = resolve(made.library, pack, pack.editions[0])
    screen = laid_out(made.library, contents, SCREEN, 3)
    binder = laid_out(made.library, contents, BINDER, 4)
    assert [each.first for section in screen.sections for each in section.placed] == [4, 6, 8, 10, 12]
    assert screen.total == 14
    assert [each.first for section in binder.sections for each in section.placed] == [5, 7, 9, 11, 13]
    assert binder.total == 15


def test_a_qr_code_stands_only_where_there_is_a_public_site(made):
    pack = made.library.packs["school-staff"]
    contents = resolve(made.library, pack, pack.editions[0])
    layout = laid_out(made.library, contents, SCREEN, 3)
    assert not any("drawing qr" in each.html for each in print_front(made.library, layout, 1))
    public = replace(made.library, settings=replace(made.library.settings, site_url="https://hub.example.org/x/"))
    with_code = [each.name for each in print_front(public, layout, 1) if "drawing qr" in each.html]
    assert with_code == ["cover of school-staff, screen", "list of school-staff, screen"]
    assert address(public, "packs/") == "hub.example.org/x/packs"
    assert address(made.library, "packs/") == "/packs"


def test_titles_are_set_in_even_lines_with_typographic_marks():
    assert balanced("School staff pack", 13) == ["School", "staff pack"]
    assert balanced("Hubs", 13) == ["Hubs"]
    assert curly("Sam's \"morning\" and 'night'") == "Sam’s “morning” and ‘night’"
