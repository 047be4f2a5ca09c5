"""Where a library stands: a pure answer from its texts, its releases, its editions and the day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from freezing import freeze
from tiny import MODULE, MODULE_PATH, STANDARDS, TINY

from hubdocs import release as releasing
from hubdocs.library.load import load_library
from hubdocs.library.status import DocumentStatus, LibraryStatus, PackStatus, State, status_of
from hubdocs.printing.progress import Silent
from hubdocs.releases.freeze import Request, next_release

DAY = datetime.date(2026, 11, 22)
REVIEW = datetime.date(2027, 9, 1)
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
PACK_PATH = "materials/packs/school-staff/pack.yml"
AG_01 = STANDARDS.replace("ST-01", "AG-01").split("## ")[0] + "## Term { #term }\n\nOne year.\n"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def release(root: Path, *ids: str) -> None:
    library = load_library(root)
    for id_ in ids:
        freeze(library.root, next_release(library.working[id_], (), Request("First", DAY)))


def fix_edition(root: Path) -> None:
    releasing.release(root, releasing.Wanted(("school-staff",), "", DAY), Silent())


def withdraw(root: Path, folder: str) -> None:
    write(root, f"{folder}/releases/withdrawn.yml", "- {date: 2026-12-01, reason: A wrong number}\n")


def status(root: Path, today: datetime.date = DAY) -> LibraryStatus:
    return status_of(load_library(root), today)


def document(root: Path, id_: str, today: datetime.date = DAY) -> DocumentStatus:
    return next(each for each in status(root, today).documents if each.id == id_)


def pack(root: Path) -> PackStatus:
    (found,) = status(root).packs
    return found


def changes(root: Path) -> list[tuple[str, str, str]]:
    return [(change.id, str(change.before), str(change.after)) for change in pack(root).changes]


def test_a_library_that_was_never_released(tiny: Path) -> None:
    found = status(tiny)

    assert [(each.id, each.kind, each.state) for each in found.documents] == [
        ("ST-01", "standards", State.NEVER_RELEASED),
        ("WC-01", "module", State.NEVER_RELEASED),
    ]
    assert found.documents[1] == DocumentStatus("WC-01", "Noticing", "module", State.NEVER_RELEASED, status="draft")
    assert found.packs == (PackStatus("school-staff", "School staff pack", missing=("WC-01", "ST-01")),)
    assert (found.today, found.helplines, found.mistakes, found.warnings) == (DAY, (), 0, 0)


def test_a_released_document_names_its_newest_version_and_day(tiny: Path) -> None:
    release(tiny, "WC-01")
    found = document(tiny, "WC-01")

    assert (found.state, str(found.newest), found.released) == (State.RELEASED, "1.0.0", DAY)


def test_a_text_that_says_something_else_by_now_is_changed(tiny: Path) -> None:
    release(tiny, "WC-01")
    write(tiny, MODULE_PATH, MODULE.replace("Agree on the rules.", "Agree on 3 rules."))
    found = document(tiny, "WC-01")

    assert (found.state, str(found.newest)) == (State.CHANGED, "1.0.0")
    assert (found.needs, found.reasons) == ("minor", 1)
    assert found.reason == "activity `rules` now says 3"


def test_a_text_that_cannot_be_written_out_is_changed_all_the_same(tiny: Path) -> None:
    path = "materials/agreements/AG-01-school/agreement.md"
    write(tiny, path, AG_01)
    release(tiny, "AG-01")
    write(tiny, path, AG_01.replace("One year", "One {{ year"))
    found = document(tiny, "AG-01")

    assert (found.state, found.needs, found.reason) == (State.CHANGED, "", "")


def test_a_document_without_a_usable_release_is_withdrawn(tiny: Path) -> None:
    release(tiny, "WC-01")
    withdraw(tiny, MODULE_PATH.rsplit("/", 1)[0])
    found = document(tiny, "WC-01")

    assert (found.state, found.newest, found.released) == (State.WITHDRAWN, None, None)


@pytest.mark.parametrize("broken", ["no front matter", MODULE.replace("duration: 10", "duration: ten")])
@pytest.mark.parametrize("is_released", [True, False])
def test_a_document_that_cannot_be_read_is_named_all_the_same(tiny: Path, broken: str, is_released: bool) -> None:
    if is_released:
        release(tiny, "WC-01")
    write(tiny, MODULE_PATH, broken)
    found = status(tiny)

    assert [(each.id, each.state) for each in found.documents][1] == ("WC-01", State.UNREADABLE)
    assert (str(document(tiny, "WC-01").newest) == "1.0.0") is is_released
    assert found.mistakes > 0


@pytest.mark.parametrize(
    ("days", "overdue", "due_soon"), [(61, False, False), (60, False, True), (0, False, True), (-1, True, False)]
)
def test_a_review_is_announced_sixty_days_before_it_is_due(
    tiny: Path, days: int, overdue: bool, due_soon: bool
) -> None:
    write(tiny, MODULE_PATH, MODULE.replace("status: draft", f"status: draft\nreview_by: {REVIEW}"))
    found = document(tiny, "WC-01", REVIEW - datetime.timedelta(days))

    assert (found.review_by, found.overdue, found.due_soon) == (REVIEW, overdue, due_soon)


def test_an_edition_that_holds_what_the_pack_asks_for_would_not_change(tiny: Path) -> None:
    release(tiny, "WC-01", "ST-01")
    fix_edition(tiny)

    assert pack(tiny) == PackStatus("school-staff", "School staff pack", "2026-11", DAY)


def test_a_newer_release_would_change_the_next_edition(tiny: Path) -> None:
    release(tiny, "WC-01", "ST-01")
    fix_edition(tiny)
    write(tiny, STANDARDS_PATH, STANDARDS.replace("One day", "Two days"))
    library = load_library(tiny)
    request = Request("Two days", DAY, "major")
    freeze(library.root, next_release(library.working["ST-01"], library.releases["ST-01"], request))

    assert changes(tiny) == [("ST-01", "1.0.0", "2.0.0")]


def test_a_pack_that_asks_for_other_documents_would_change(tiny: Path) -> None:
    write(tiny, "materials/agreements/AG-01-school/agreement.md", AG_01)
    release(tiny, "WC-01", "ST-01", "AG-01")
    fix_edition(tiny)
    write(tiny, PACK_PATH, TINY[PACK_PATH].replace("{standards: ST-01}", "{agreement: AG-01}"))

    assert changes(tiny) == [("AG-01", "None", "1.0.0"), ("ST-01", "1.0.0", "None")]


def test_a_pack_with_a_withdrawn_document_says_what_is_missing(tiny: Path) -> None:
    release(tiny, "WC-01", "ST-01")
    fix_edition(tiny)
    withdraw(tiny, STANDARDS_PATH.rsplit("/", 1)[0])

    assert pack(tiny).missing == ("ST-01",)
    assert changes(tiny) == [("ST-01", "1.0.0", "None")]


@pytest.mark.parametrize(
    ("checked", "days_later", "is_named"),
    [("2026-11-22", 366, False), ("2026-11-22", 367, True), ("never", 0, True)],
)
def test_a_helpline_is_named_when_nobody_checked_it_for_a_year(
    tiny: Path, checked: str, days_later: int, is_named: bool
) -> None:
    path = "materials/signposts.yml"
    write(tiny, path, TINY[path].replace("2026-11-01", checked))
    found = status(tiny, DAY + datetime.timedelta(days_later))

    assert [each.id for each in found.helplines] == (["childline"] if is_named else [])
    assert found.warnings == int(is_named)
