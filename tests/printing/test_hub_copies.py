"""A hub's own copies: its name, its contacts and what it keeps are in them, and nowhere else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
import sample
from small_pdfs import tags

from hubdocs.errors import HubError, Place
from hubdocs.model import Contact, Hub, Library, LocalService, NamedPack, Pin, Printed, Version
from hubdocs.printing.contacts import CONTACTS, hub_can_be_printed, named_at_foot, print_contacts
from hubdocs.printing.formats import BINDER, BOOKLET, COPIER, LARGE_PRINT, SCREEN
from hubdocs.printing.frontmatter import print_front
from hubdocs.printing.inspection import inspect
from hubdocs.printing.layout import lay_out, numbered
from hubdocs.printing.packs import packs_of, print_documents, resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.reading import reading_of, text_of
from hubdocs.printing.run import print_library

DAY = date(2026, 10, 1)
FILE = Place("materials/hubs/oakfield.yml")


def hub(id_: str, name: str, school: str, person: str, number: str, service: str, **changes: object) -> Hub:
    mail = f"{person.partition(' ')[0].lower()}@{id_}.example.org"
    made = Hub(
        id=id_,
        name=name,
        lead_school=school,
        place=FILE,
        contacts=(
            Contact("link_leader", f"{person}son", FILE, f"{number}7", f"link-{mail}", None),
            Contact("safeguarding_lead", person, FILE, f"{number}1", mail, DAY),
        ),
        local_services=(LocalService(service, FILE, f"{number}9", f"https://{id_}-carers.example.org/", DAY),),
        packs=(NamedPack("school-staff", FILE),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of a hub


OAKFIELD = hub("oakfield", "Oakfield Partnership", "Oakfield Academy", "Quill Jarvison", "01632 96000", "Zephyr Carers")
MILLBANK = hub("millbank", "Millbank Circle", "Millbank High", "Yolande Xavierly", "01632 96010", "Kindling Help")


def words_of_hub(hub: Hub) -> set[str]:
    """Everything that only this hub says."""
    found = {hub.id, hub.name, hub.lead_school}
    for contact in hub.contacts:
        found |= {contact.name, contact.phone, contact.email}
    for service in hub.local_services:
        found |= {service.name, service.phone, service.web}
    return found


@dataclass(frozen=True)
class Made:
    """The sample library, printed for everybody and for two hubs."""

    library: Library
    printed: Printed
    target: Path
    lines: tuple[str, ...]

    def file(self, hub: str, format_: str) -> Path:
        packs = next(each for each in self.printed.hubs if each.id == hub).packs
        return next(file.file for pack in packs for file in pack.files if file.format == format_)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    found = sample.load(tmp_path_factory.mktemp("hubs") / "library")
    return replace(found, hubs={"millbank": MILLBANK, "oakfield": OAKFIELD})


@pytest.fixture(scope="module")
def made(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("copies")
    told = Told()
    printed = print_library(
        library,
        target=folder / "build",
        cache=folder / "cache",
        packs=["school-staff"],
        documents=False,
        hubs=["oakfield", "millbank"],
        progress=told,
    )
    return Made(library, printed, folder / "build", tuple(told.lines))


class Told:
    """Keeps what is told while printing."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def expect(self, pieces: int, *, cached: int = 0) -> None:
        """Nothing."""

    def begin(self, name: str) -> None:
        self.lines.append(name)

    end = begin


def everything_in(path: Path) -> str:
    """All that a file holds: its words as they are read, its objects, and its streams as they lie there, unpacked."""
    if path.suffix != ".pdf":
        return path.read_bytes().decode(errors="replace")
    with pikepdf.open(path) as pdf:
        parts = [repr(each) for each in pdf.objects]
        parts += [
            each.read_bytes().decode("latin-1")
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image"
        ]
    seen = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return "\n".join([*parts, seen, text_of(path), path.name])


def page_texts(path: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def all_files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def test_only_the_packs_that_a_hub_names_are_printed_for_it(made: Made) -> None:
    assert [str(file.relative_to(made.target)) for file in sorted((made.target / "hubs").rglob("*.pdf"))] == [
        f"hubs/{id_}/school-staff/school-staff-2026-11-{id_}-{format_}.pdf"
        for id_ in ("millbank", "oakfield")
        for format_ in ("binder", "screen")
    ]


def test_nothing_of_a_hub_is_in_what_everybody_may_have(made: Made) -> None:
    files = list(all_files(made.target / "packs"))
    assert len(files) > 3
    for file in files:
        found = everything_in(file)
        assert not [word for hub in (OAKFIELD, MILLBANK) for word in words_of_hub(hub) if word in found], file.name


def test_two_hubs_of_one_run_never_share_a_word(made: Made) -> None:
    for own, other in ((OAKFIELD, MILLBANK), (MILLBANK, OAKFIELD)):
        for format_ in ("screen", "binder"):
            found = everything_in(made.file(own.id, format_))
            assert own.name in found
            assert not [word for word in words_of_hub(other) if word in found]


def contents_list(library: Library, hub: Hub | None) -> PrintDocument:
    """The contents of a copy whose documents have three pages each."""
    contents = resolve(library, library.packs["school-staff"], library.packs["school-staff"].newest_edition, hub)
    unread = SimpleNamespace(facts=SimpleNamespace(pages=3, page_of=lambda _anchor: 1))
    finished = tuple(
        tuple((each, unread) for each in print_documents(library, item, SCREEN)) for item in contents.items
    )
    numbering = numbered([3 for each in finished for _ in each], SCREEN, 4, 1)
    return print_front(library, lay_out(contents, SCREEN, finished, numbering), 1)[-1]  # type: ignore[arg-type]


def test_all_copies_whose_pages_are_numbered_alike_have_the_same_contents(library: Library) -> None:
    own = contents_list(library, OAKFIELD)
    assert own.name == "contents of school-staff, screen"
    assert own == contents_list(library, MILLBANK) == contents_list(library, None)
    assert not own.private
    assert not [word for word in words_of_hub(OAKFIELD) if word in repr(own)]


def test_nobody_is_named_while_it_is_printed(made: Made) -> None:
    told = "\n".join(made.lines)
    assert "school-staff-2026-11-oakfield-screen.pdf" in told
    names = {word for hub in (OAKFIELD, MILLBANK) for word in words_of_hub(hub) - {hub.id}}
    assert not [word for word in names if word in told]


def test_copies_pass_the_inspection(made: Made) -> None:
    for hub in (OAKFIELD, MILLBANK):
        for format_ in ("screen", "binder"):
            assert [str(each) for each in inspect(made.file(hub.id, format_))] == []


def test_every_page_with_a_foot_names_the_safeguarding_lead(made: Made) -> None:
    line = "Worried about a child? Safeguarding lead: Quill Jarvison, 01632 960001"
    for format_ in ("screen", "binder"):
        pages = page_texts(made.file("oakfield", format_))
        assert "Safeguarding lead: ___" not in "".join(pages)
        assert sum(line in page for page in pages) > len(pages) / 2
    assert "Safeguarding lead: ___" in "".join(
        page_texts(made.target / "packs/school-staff/school-staff-2026-11-screen.pdf")
    )


def test_cover_title_and_foot_name_the_hub_with_the_edition(made: Made) -> None:
    file = made.file("oakfield", "screen")
    first, second, *_ = page_texts(file)
    assert re.search(r"2026-11 ·\s+.*Oakfield Partnership", first, re.DOTALL)
    assert "2026-11 · Oakfield Partnership" in second
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/Title"]) == "School staff pack 2026-11 · Oakfield Partnership"


def test_the_page_of_contacts_stands_behind_the_lists_and_names_everybody(made: Made) -> None:
    for format_ in ("screen", "binder"):
        pages = page_texts(made.file("oakfield", format_))
        (at,) = [number for number, page in enumerate(pages) if "Has something changed?" in page]
        assert "Contents" in "".join(pages[at - 2 : at])
        words = " ".join(pages[at].split())
        for expected in (
            "Oakfield Partnership, led by Oakfield Academy",
            "Tell your safeguarding lead today. In an emergency call 999.",
            "Quill Jarvison, 01632 960001",
            "quill@oakfield.example.org",
            "1 October 2026",
            "To be checked",
            "Zephyr Carers",
            "oakfield-carers.example.org",
            "Tell the link leader the same day",
        ):
            assert expected in words
        assert "Childline" not in words, "helplines stand in the documents, where they are kept right"


def test_the_page_of_contacts_is_read_out_as_tables_with_headers(made: Made) -> None:
    with pikepdf.open(made.file("oakfield", "screen")) as pdf:
        part = next(each for each in tags(pdf, "Part") if str(each.T) == "Who to turn to")
        assert str(pdf.Root.Names.Dests.Names).count(CONTACTS) <= 2
    read = [each.text for each in reading_of(made.file("oakfield", "screen"))]
    at = read.index("Who to turn to")
    assert part is not None
    assert read[at : at + 5] == [
        "Who to turn to",
        "Oakfield Partnership, led by Oakfield Academy",
        "Worried about a child?",
        "Tell your safeguarding lead today. In an emergency call 999.",
        "Quill Jarvison, 01632 960001",
    ]
    assert read.index("Safeguarding lead Quill Jarvison") < read.index("Link leader Quill Jarvisonson")


def test_services_near_a_hub_stand_on_the_lines_that_documents_have_for_them(made: Made) -> None:
    for hub, service, number in (
        (OAKFIELD, "Zephyr Carers", "01632 960009"),
        (MILLBANK, "Kindling Help", "01632 960109"),
    ):
        for format_ in ("screen", "binder"):
            read = [each.text for each in reading_of(made.file(hub.id, format_))]
            at = read.index("Help near us")
            assert read[at + 1 : at + 5] == [f"Name {service}", f"Number or place {number}", "Name", "Number or place"]


def test_the_same_hub_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    again = print_library(
        made.library,
        target=tmp_path / "build",
        cache=tmp_path / "cache",
        packs=["school-staff"],
        documents=False,
        hubs=["oakfield"],
    )
    for file in again.hubs[0].packs[0].files:
        assert file.file.read_bytes() == made.file("oakfield", file.format).read_bytes()


def test_page_numbers_count_the_page_of_contacts_where_it_begins_a_leaf(library: Library, tmp_path: Path) -> None:
    pack = replace(library.packs["school-staff"], formats=("large-print",))
    large = replace(library, packs={"school-staff": pack})
    printed = print_library(large, target=tmp_path / "b", cache=tmp_path / "c", documents=False, hubs=["oakfield"])
    (file,) = printed.hubs[0].packs[0].files
    pages = [" ".join(page.split()) for page in page_texts(file.file)]
    (contacts,) = [number for number, page in enumerate(pages, start=1) if "In this hub" in page]
    assert contacts % 2 == 1
    first = next(number for number, page in enumerate(pages, start=1) if "WC-01 · 1.0.0 · 1 of" in page)
    (named,) = re.findall(r"Version 1\.0\.0, released 22 November 2026\. \d+ pages, from page (\d+)", " ".join(pages))
    assert (int(named), len(pages)) == (first, file.pages)


def pinned(library: Library) -> tuple[Library, Hub]:
    """The library with a second release of ST-01, in a second edition, and a hub that keeps the first."""
    (first,) = library.releases["ST-01"]
    document = replace(first.document, version=Version(1, 3, 0))
    second = replace(first, document=document, digest="h1:" + 64 * "a")
    pack = library.packs["school-staff"]
    old = pack.editions[0]
    documents = tuple(
        replace(each, version=second.version, digest=second.digest) if each.id == "ST-01" else each
        for each in old.documents
    )
    edition = replace(old, id="2026-12", documents=documents)
    keeps = replace(OAKFIELD, pins=(Pin("ST-01", first.version, FILE),))
    changed = replace(
        library,
        releases={**library.releases, "ST-01": (first, second)},
        packs={**library.packs, "school-staff": replace(pack, editions=(old, edition))},
        hubs={"oakfield": keeps},
    )
    return changed, keeps


def test_a_pin_goes_before_the_edition_and_the_copy_knows_what_it_differs_in(library: Library) -> None:
    changed, keeps = pinned(library)
    pack = changed.packs["school-staff"]
    public = resolve(changed, pack, pack.newest_edition)
    copy = resolve(changed, pack, pack.newest_edition, keeps)
    assert [str(each.release.version) for each in public.releases] == ["1.0.0", "1.3.0"]
    assert [str(each.release.version) for each in copy.releases] == ["1.0.0", "1.2.0"]
    assert (public.differs, copy.differs) == (False, True)
    assert {id_: str(each.version) for id_, each in copy.kept.items()} == {"ST-01": "1.3.0"}
    assert not resolve(changed, pack, pack.newest_edition, replace(keeps, pins=())).differs


def test_the_list_says_what_a_hub_keeps_and_no_change_that_is_not_in_it(library: Library, tmp_path: Path) -> None:
    changed, _ = pinned(library)
    printed = print_library(
        changed,
        target=tmp_path / "build",
        cache=tmp_path / "cache",
        packs=["school-staff"],
        documents=False,
        hubs=["oakfield"],
    )
    (pack,) = printed.hubs[0].packs
    words = " ".join(text_of(pack.files[0].file).split())
    assert "Kept at 1.2.0 by this hub (the edition has 1.3.0)." in words
    assert "Since 2026-11: nothing has changed." in words
    public = " ".join(text_of(printed.packs[0].files[0].file).split())
    assert "Kept at" not in public
    assert "Since 2026-11: ST-01 has changed (print again)." in public


def test_a_proof_keeps_versions_too(library: Library) -> None:
    changed, keeps = pinned(library)
    proof = resolve(changed, changed.packs["school-staff"], None, keeps)
    assert [str(each.release.version) for each in proof.releases] == ["1.0.0", "1.2.0"]
    assert proof.stem == "school-staff-proof-oakfield"
    assert proof.named == "School staff pack, PROOF · Oakfield Partnership"


def test_a_withdrawn_release_cannot_be_kept(library: Library) -> None:
    changed, keeps = pinned(library)
    first, second = changed.releases["ST-01"]
    gone = replace(changed, releases={**changed.releases, "ST-01": (replace(first, withdrawn="Wrong."), second)})
    pack = gone.packs["school-staff"]
    with pytest.raises(HubError, match=r"oakfield.yml:1: ST-01 1\.2\.0 cannot be kept"):
        resolve(gone, pack, pack.newest_edition, keeps)


def test_the_packs_of_a_hub_are_those_it_names_among_the_chosen(library: Library) -> None:
    both = replace(OAKFIELD, packs=(NamedPack("trainers", FILE), NamedPack("school-staff", FILE)))
    assert [pack.id for pack in packs_of(library, both)] == ["trainers", "school-staff"]
    assert [pack.id for pack in packs_of(library, both, ["school-staff"])] == ["school-staff"]
    assert packs_of(library, both, []) == ()


def led_by(name: str, phone: str = "01632 960001") -> Hub:
    return replace(OAKFIELD, contacts=(Contact("safeguarding_lead", name, FILE, phone),))


def test_a_foot_too_narrow_for_the_number_has_the_name_and_one_too_narrow_for_that_the_role_alone() -> None:
    asked = "Worried about a child? Safeguarding lead: "
    assert named_at_foot(led_by("Ann Example"), SCREEN) == f"{asked}Ann Example, 01632 960001"
    assert named_at_foot(led_by("Ann Example", ""), SCREEN) == f"{asked}Ann Example"
    assert named_at_foot(led_by("Wilhelmina Featherstonehaugh-Brown"), BOOKLET) == (
        f"{asked}Wilhelmina Featherstonehaugh-Brown"
    )
    assert named_at_foot(led_by("Wilhelmina Featherstonehaugh"), LARGE_PRINT) == (
        "Safeguarding lead: Wilhelmina Featherstonehaugh"
    )
    assert named_at_foot(replace(OAKFIELD, contacts=()), BINDER) == ""
    assert named_at_foot(OAKFIELD, COPIER) == "", "masters have no line for it"


def test_a_name_without_room_is_told_at_its_line_without_the_name() -> None:
    long = led_by(12 * "Wilhelmina ")
    with pytest.raises(HubError, match=r"oakfield\.yml:1: the name of the safeguarding lead has no room") as told:
        named_at_foot(long, SCREEN)
    assert "Wilhelmina" not in str(told.value)


def test_letters_that_no_font_has_are_told_before_anything_is_printed(library: Library) -> None:
    (problem,) = hub_can_be_printed(library, replace(OAKFIELD, lead_school="Oakfield 中"))
    assert "中" in problem.message
    assert "Oakfield" not in problem.message
    assert list(hub_can_be_printed(library, OAKFIELD)) == []


def test_a_hub_that_named_nobody_gets_lines_to_write_on(library: Library, tmp_path: Path) -> None:
    pack = library.packs["school-staff"]
    empty = replace(OAKFIELD, contacts=(), local_services=())
    page = print_contacts(resolve(library, pack, pack.newest_edition, empty), SCREEN)
    assert page.html.count("contacts__room") == 4
    assert "Tell the lead school the same day" in page.html
    with pytest.raises(ValueError, match="only the copy of a hub"):
        print_contacts(resolve(library, pack, pack.newest_edition), SCREEN)


def test_what_a_hub_writes_is_never_markup(library: Library) -> None:
    pack = library.packs["school-staff"]
    sly = replace(led_by("<b>Ann</b> & {{ pack }}"), name="<script>x</script>", local_services=())
    page = print_contacts(resolve(library, pack, pack.newest_edition, sly), SCREEN)
    assert "<script>" not in page.html
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; {{ pack }}" in page.html
