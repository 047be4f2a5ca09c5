"""What the gallery shows and how it tells it; not what the pictures look like."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from lxml.html import document_fromstring
from PIL import Image

from gallery.index import hang, page
from gallery.missing import MissingError
from gallery.pack_pages import leaves
from gallery.paper import copied
from gallery.pictures import COPIER, PRINT
from gallery.site_pages import awaited, site_shots

EXPLAINING = '<a class="hub-term" href="#">DSL</a>'
PAGES = (
    "index.html",
    "404.html",
    "about/index.html",
    "accessibility/index.html",
    "glossary/index.html",
    "help/authors/tables-and-blocks/index.html",
    "help/index.html",
    "help/using-this-pack/index.html",
    "m/wc-01/index.html",
    "modules/index.html",
    "modules/kw-01/index.html",
    "modules/kw-01/trainer/index.html",
    "modules/kidstime-workshop/index.html",
    "modules/wc-01/1.0.0/index.html",
    "modules/wc-01/handouts/h1/index.html",
    "modules/wc-01/index.html",
    "modules/wc-01/trainer/index.html",
    "modules/wc-02/index.html",
    "modules/who-cares/index.html",
    "packs/index.html",
    "standards/index.html",
    "standards/st-01/index.html",
)
BOOKMARKS = (
    ("School staff pack", 1),
    ("WC-01 Awareness", 4),
    ("WC-01-H1 Three principles", 9),
    ("WC-01-H2 Who to tell", 10),
    ("ST-01 Hub standards", 11),
    ("How did it go?", 12),
)
FRONT = (("What is in this pack", 2), ("Contents", 3))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in PAGES:
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(EXPLAINING)
    return tmp_path / "site"


def write_pdf(file: Path, front: tuple[tuple[str, int], ...]) -> None:
    with pikepdf.new() as pdf:
        for _ in range(12):
            pdf.add_blank_page()
        with pdf.open_outline() as outline:
            for title, number in BOOKMARKS:
                outline.root.append(pikepdf.OutlineItem(title, number - 1))
            for title, number in front:
                outline.root[0].children.append(pikepdf.OutlineItem(title, number - 1))
        pdf.save(file)


def write_pack(
    packs: Path,
    front: tuple[tuple[str, int], ...] = FRONT,
    documents: tuple[str, ...] = ("WC-01", "ST-01"),
    formats: tuple[str, ...] = ("screen", "binder"),
) -> Path:
    folder = packs / "school-staff"
    folder.mkdir(parents=True)
    files = [{"format": name, "name": f"staff-{name}.pdf", "pages": 12} for name in formats]
    for file in files:
        write_pdf(folder / file["name"], front)
    edition = {"documents": [{"id": id_} for id_ in documents], "files": files}
    described = {"packs": [{"title": "School staff pack", "editions": [edition]}]}
    (folder / "manifest.json").write_text(json.dumps(described))
    return packs


def test_each_programme_is_shown_with_its_first_module(site: Path) -> None:
    shown = [(shot.picture.group, shot.path) for shot in site_shots(site) if not shot.state and shot.width == 320]
    modules = [each for each in dict.fromkeys(shown) if each[0].startswith(("Programme", "Module, for"))]
    assert modules == [
        ("Programme: kidstime-workshop", "modules/kidstime-workshop/index.html"),
        ("Programme: who-cares", "modules/who-cares/index.html"),
        ("Module, for participants: kw-01", "modules/kw-01/index.html"),
        ("Module, for participants: wc-01", "modules/wc-01/index.html"),
        ("Module, for the trainer: kw-01", "modules/kw-01/trainer/index.html"),
        ("Module, for the trainer: wc-01", "modules/wc-01/trainer/index.html"),
    ]


def test_every_page_is_shown_wide_and_narrow_light_and_dark(site: Path) -> None:
    home = [shot for shot in site_shots(site) if shot.path == "index.html" and not shot.state]
    assert [(shot.width, shot.scheme, shot.picture.file) for shot in home] == [
        (1280, "light", "site/home-1280-light.png"),
        (1280, "dark", "site/home-1280-dark.png"),
        (320, "light", "site/home-320-light.png"),
        (320, "dark", "site/home-320-dark.png"),
    ]


def test_states_are_shown_too(site: Path) -> None:
    states = [shot.picture.file for shot in site_shots(site) if shot.state and shot.scheme == "light"]
    assert states == [
        "site/home-search-1280-light.png",
        "site/home-search-320-light.png",
        "site/home-menu-320-light.png",
        "site/modules-kw-01-term-1280-light.png",
        "site/modules-kw-01-term-320-light.png",
    ]


def test_a_page_that_was_promised_and_is_not_there_stops_the_gallery(site: Path) -> None:
    (site / "glossary/index.html").unlink()
    (site / "standards/st-01/index.html").unlink()
    with pytest.raises(MissingError, match="the site has no page for: A set of standards; Glossary"):
        site_shots(site)


def test_pages_that_nobody_promised_are_awaited_and_then_shown(site: Path) -> None:
    assert awaited(site)[-4:] == ("Is my copy current?", "A printed edition, with the verdict", "Notices", "Feedback")
    assert {"Agreements", "An agreement"} <= {*awaited(site)}
    (site / "agreements").mkdir()
    (site / "agreements/index.html").touch()
    assert "Agreements" not in awaited(site)
    assert "agreements/index.html" in {shot.path for shot in site_shots(site)}


HISTORIES = {
    "check/index.html": "",
    "check/school-staff/2026-10/index.html": '<div class="hub-verdict hub-verdict--do-not-use">',
    "check/school-staff/2026-11/index.html": '<div class="hub-verdict hub-verdict--current">',
    "check/trainers/2026-11/index.html": '<div class="hub-verdict hub-verdict--current">',
    "modules/kw-01/1.0.0/index.html": '<div class="hub-notice hub-notice--withdrawn">',
    "modules/kw-01/1.1.0/index.html": '<div class="hub-notice hub-notice--old">',
    "modules/kw-01/changes/1.0.0-to-1.1.0/index.html": '<tr class="hub-diff-part">',
    "modules/kw-01/changes/1.0.0-to-1.1.0/trainer/index.html": '<tr class="hub-diff-part">',
    "modules/wc-01/changes/1.0.0-to-2.0.0/index.html": '<section class="hub-diff-block--moved"><tr class="hub-diff-x">',
    "modules/kw-01/history/index.html": "",
    "notices/index.html": "",
    "standards/st-01/changes/1.0.0-to-1.1.0/index.html": "<ins>",
    "standards/st-01/history/index.html": "",
}


def test_histories_differences_verdicts_and_notices_are_found_by_what_they_show(site: Path) -> None:
    for path, text in HISTORIES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    shown = {shot.picture.group: shot.path for shot in site_shots(site)}
    found = {title: path for title, path in shown.items() if path in HISTORIES}
    assert found == {
        "An old release": "modules/kw-01/1.1.0/index.html",
        "A withdrawn release": "modules/kw-01/1.0.0/index.html",
        "The history of a module": "modules/kw-01/history/index.html",
        "The history of standards": "standards/st-01/history/index.html",
        "Differences in prose": "standards/st-01/changes/1.0.0-to-1.1.0/index.html",
        "Differences, something moved": "modules/wc-01/changes/1.0.0-to-2.0.0/index.html",
        "Differences in a table": "modules/kw-01/changes/1.0.0-to-1.1.0/index.html",
        "Differences for the trainer": "modules/kw-01/changes/1.0.0-to-1.1.0/trainer/index.html",
        "Is my copy current?": "check/index.html",
        "A printed edition, with the verdict: do not use": "check/school-staff/2026-10/index.html",
        "A printed edition, with the verdict: current": "check/school-staff/2026-11/index.html",
        "Notices": "notices/index.html",
    }
    assert shown["The newest release of a module at its own address"] == "modules/wc-01/1.0.0/index.html"
    pictures = [shot.picture.file for shot in site_shots(site)]
    assert len({*pictures}) == len(pictures)


def test_a_site_that_explains_no_word_stops_the_gallery(site: Path) -> None:
    for file in site.glob("modules/*/index.html"):
        file.write_text("")
    with pytest.raises(MissingError, match="no module on the site explains a word"):
        site_shots(site)


def test_the_pages_of_a_pack_are_found_by_its_bookmarks(tmp_path: Path) -> None:
    shown = [leaf.picture.caption for leaf in leaves(write_pack(tmp_path)) if leaf.picture.room == PRINT]
    assert shown == [
        "Cover, screen, page 1",
        "List of effective documents, screen, page 2",
        "Contents, screen, page 3",
        "Opening page, screen, page 4",
        "Inner page, screen, page 6",
        "Inner page, screen, page 7",
        "Handout WC-01-H1, screen, page 9",
        "Handout WC-01-H2, screen, page 10",
        "Feedback sheet, screen, page 12",
        "List of effective documents, binder, page 2",
        "Inner page, left, binder, page 6",
        "Inner page, right, binder, page 7",
    ]


def test_a_pack_of_which_nothing_was_released_is_shown_without_documents(tmp_path: Path) -> None:
    shown = [leaf.picture.caption.split(",")[0] for leaf in leaves(write_pack(tmp_path, documents=()))]
    assert "Opening page" not in shown
    assert "Inner page" not in shown
    assert shown.count("List of effective documents") == 2


def test_a_format_that_is_only_for_printing_is_shown_from_its_beginning(tmp_path: Path) -> None:
    shown = [leaf.picture.caption for leaf in leaves(write_pack(tmp_path, formats=("screen", "booklet")))]
    assert [each for each in shown if "booklet" in each] == [
        "Beginning, booklet, page 1",
        "Beginning, booklet, page 2",
        "Beginning, booklet, page 3",
    ]


def test_a_catch_up_pack_is_shown_with_its_letter_its_list_and_every_changed_leaf(tmp_path: Path) -> None:
    packs = write_pack(tmp_path, formats=("screen",))
    manifest = packs / "school-staff/manifest.json"
    described = json.loads(manifest.read_text())
    name = "school-staff-2026-11-to-2026-12.pdf"
    described["packs"][0]["editions"][0]["files"].append({"format": "catch-up", "name": name, "pages": 12})
    manifest.write_text(json.dumps(described))
    (packs / "school-staff/catch-up").mkdir()
    marks = {"Bring your binder up to date": 1, "Take out, put in": 3, "School staff pack": 5, "WC-01 A": 9}
    with pikepdf.new() as pdf:
        for number in range(1, 13):
            pdf.add_blank_page()
            if number not in {2, 4, 8}:
                pdf.pages[-1].obj.StructParents = number
        with pdf.open_outline() as outline:
            for title, number in (*marks.items(), ("How did it go?", 11)):
                outline.root.append(pikepdf.OutlineItem(title, number - 1))
        pdf.save(packs / "school-staff/catch-up" / name)
    shown = [leaf.picture for leaf in leaves(packs) if leaf.pdf.name == name]
    assert [picture.caption for picture in shown] == [
        "Bring your binder up to date, catch-up, page 1",
        "Take out, put in, catch-up, page 3",
        "WC-01 A, catch-up, page 9",
        "WC-01 A, catch-up, page 10",
    ]
    assert {picture.group for picture in shown} == {"School staff pack, catch-up: 2026-11-to-2026-12"}


def test_what_a_copier_leaves_is_shown_for_the_sheets_that_are_copied(tmp_path: Path) -> None:
    shown = [leaf for leaf in leaves(write_pack(tmp_path)) if leaf.picture.room == COPIER]
    assert [leaf.page for leaf in shown] == [4, 6, 7, 9, 10, 12]
    assert all(leaf.copied for leaf in shown)


def test_a_pack_without_its_list_stops_the_gallery(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match=r"staff-screen\.pdf has no page “What is in this pack”"):
        leaves(write_pack(tmp_path, front=FRONT[1:]))


def test_a_pdf_that_the_manifest_names_and_that_is_not_there_stops_the_gallery(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "school-staff/staff-binder.pdf").unlink()
    with pytest.raises(MissingError, match=r"School staff pack names staff-binder\.pdf"):
        leaves(tmp_path)


def test_no_packs_at_all_stop_the_gallery(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="no pack has a file in the screen format"):
        leaves(tmp_path)


def test_the_page_shows_every_picture_once_with_words_and_loads_nothing_from_elsewhere(
    site: Path, tmp_path: Path
) -> None:
    shots, printed = site_shots(site), leaves(write_pack(tmp_path / "packs"))
    pictures = [*(shot.picture for shot in shots), *(leaf.picture for leaf in printed)]
    gallery = tmp_path / "gallery"
    for picture in pictures:
        file = gallery / picture.file
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (320, 4000), "white").save(file)
    hang(pictures, awaited(site), gallery)
    tree = document_fromstring((gallery / "index.html").read_text(encoding="utf-8"))
    assert [link.get("href") for link in tree.iterfind(".//figure/a")] == [picture.file for picture in pictures]
    assert len({picture.file for picture in pictures}) == len(pictures)
    assert all(image.get("alt") for image in tree.iter("img"))
    assert f"Not on this site yet: {', '.join(awaited(site))}." in tree.text_content()
    addresses = [each.get(name) for each in tree.iter() for name in ("src", "href") if each.get(name)]
    for address in addresses:
        parts = urlsplit(address)
        assert not parts.scheme, address
        assert not parts.netloc, address
        assert not parts.path or (gallery / parts.path).is_file(), address
        assert parts.path or tree.get_element_by_id(parts.fragment) is not None, address


def test_the_page_is_the_same_every_time(site: Path) -> None:
    pictures = [shot.picture for shot in site_shots(site)]
    assert page(pictures) == page([shot.picture for shot in site_shots(site)])


def test_a_copy_of_a_copy_holds_strong_lines_and_loses_pale_ones() -> None:
    drawn = Image.new("L", (60, 30), 255)
    drawn.paste(0, (0, 5, 60, 8))
    drawn.paste(190, (0, 20, 60, 23))
    left = copied(drawn, 2)
    assert left.getpixel((30, 6)) == 0
    assert left.getpixel((30, 21)) == 255
    assert left.mode == "1"
