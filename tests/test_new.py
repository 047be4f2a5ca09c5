"""`hubdocs new`: a start that is right at once, asks where somebody can answer, and replaces nothing."""

from __future__ import annotations

import datetime
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny import HANDOUT, MODULE, MODULE_PATH, STANDARDS

from hubdocs.authoring.schemas import HubKeys
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import parse_yaml
from hubdocs.cli import main
from hubdocs.errors import HubError, errors_among
from hubdocs.library.load import load_library
from hubdocs.library.rules import check_library
from hubdocs.model import Library, Mark, Module, PackDocument
from hubdocs.new import write
from hubdocs.scaffold import Start
from hubdocs.scaffold.documents import shared
from hubdocs.scaffold.names import id_of, slug_of

OWN = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
WHO_CARES = "modules/who-cares"

EACH = {
    "module": (["module", "--programme", "who-cares", "--title", "Skills", "--audience", "pupil"], "WC-02-skills"),
    "handout": (["handout", "WC-01", "--title", "Story", "--per", "group"], "handouts/h"),
    "pack": (["pack", "--title", "Evening team", "--audience", "trainer"], "packs/evening-team/"),
    "hub": (["hub", "--name", "North Hub", "--lead-school", "North School"], "hubs/north-hub.yml"),
    "agreement": (["agreement", "--title", "Lead school"], "AG-01-lead-school"),
}
"""One good call for each kind, with a part of the path that it writes."""


def run(*arguments: str, at: Path, given: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["new", *arguments, "-C", str(at)], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def made(*arguments: str, at: Path) -> Path:
    """The file that a call wrote."""
    result = run(*arguments, at=at)
    assert result.exit_code == 0, result.output
    return at / result.stdout.splitlines()[0].removesuffix(" is written.")


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def everything(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def mistakes(root: Path) -> set[str]:
    return {str(problem) for problem in errors_among(check_library(load_library(root), TODAY))}


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def release(root: Path, *ids: str) -> None:
    result = CliRunner().invoke(main, ["release", *ids, "-C", str(root), "--summary", "First", "--on", "2026-11-22"])
    assert result.exit_code == 0, result.output


def module_in(library: Library, id_: str) -> Module:
    document = library.working[id_]
    assert isinstance(document, Module)
    return document


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what this repository itself holds, for tests that add to it and take nothing away."""
    root = tmp_path_factory.mktemp("own")
    for folder in ("content", "modules", "materials"):
        shutil.copytree(OWN / folder, root / folder)
    shutil.copyfile(OWN / "mkdocs.yml", root / "mkdocs.yml")
    return root


@pytest.mark.parametrize("kind", EACH)
def test_each_start_is_right_at_once_in_the_tiny_library(tiny: Path, kind: str) -> None:
    arguments, part = EACH[kind]
    file = made(*arguments, at=tiny)

    assert part in file.as_posix()
    assert file.read_text(encoding="utf-8").endswith("\n")
    assert not mistakes(tiny)


@pytest.mark.parametrize("kind", EACH)
def test_each_start_is_right_at_once_in_our_own_library(own: Path, tmp_path: Path, kind: str) -> None:
    root = shutil.copytree(own, tmp_path / "own")
    arguments, _ = EACH[kind]
    before = mistakes(root)
    file = made(*arguments, at=root)

    assert file.is_file()
    assert mistakes(root) == before


@pytest.mark.parametrize("kind", EACH)
def test_a_start_adds_one_file_and_changes_none(tiny: Path, kind: str) -> None:
    before = files(tiny)
    made(*EACH[kind][0], at=tiny)
    after = files(tiny)

    assert len(after) == len(before) + 1
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize("kind", EACH)
def test_a_start_says_where_it_is_and_what_comes_next(tiny: Path, kind: str) -> None:
    lines = run(*EACH[kind][0], at=tiny).stdout.splitlines()

    assert lines[0].endswith(" is written.")
    assert "`hubdocs check`" in lines[-1]


def test_all_kinds_together_are_right_in_our_own_library(own: Path, tmp_path: Path) -> None:
    root = shutil.copytree(own, tmp_path / "own")
    before = mistakes(root)
    for arguments, _ in EACH.values():
        made(*arguments, at=root)

    assert mistakes(root) == before


def test_a_module_is_a_safe_session_of_the_length_that_was_asked_for(tiny: Path) -> None:
    made("module", "--title", "Skills", "--duration", "45", "--audience", "parent", at=tiny)
    module = module_in(load_library(tiny), "WC-02")
    marks = [mark for activity in module.activities for mark in activity.marks]

    assert (module.title, module.duration, module.status) == ("Skills", 45, "draft")
    assert (module.audience, module.delivered_by) == (("parent",), ("facilitator",))
    assert marks == [Mark.GROUND_RULES, Mark.SENSITIVE, Mark.SIGNPOSTING, Mark.CLOSING]
    assert sum(activity.minutes for activity in module.activities) == 45
    assert "!!! signposts\n    childline\n" in module.source.body
    assert module.source.body.count('!!! trainer "Say"\n') == 1


def test_a_module_takes_what_is_usual_for_what_was_not_said(tiny: Path) -> None:
    made("module", "--title", "Skills", at=tiny)
    module = module_in(load_library(tiny), "WC-02")

    assert (module.programme, module.audience, module.duration) == ("who-cares", ("staff",), 60)


def test_a_module_shows_local_help_where_the_library_names_no_service(tiny: Path) -> None:
    (tiny / "materials/signposts.yml").unlink()
    put(tiny, MODULE_PATH, MODULE.replace("[Childline](signpost:childline)", "Childline"))
    file = made("module", "--title", "Skills", at=tiny)

    assert "!!! local-help\n" in file.read_text()
    assert not mistakes(tiny)


@pytest.mark.parametrize("duration", [5, 6, 11, 12, 13, 47, 60, 600])
def test_minutes_are_shared_without_rest_and_nothing_lasts_no_time(duration: int) -> None:
    minutes = shared(duration)

    assert sum(minutes.values()) == duration
    assert min(minutes.values()) >= 1


def test_a_programme_in_another_folder_is_found_by_its_id(tiny: Path) -> None:
    put(
        tiny,
        "modules/kw/programme.yml",
        "id: kidstime\ntitle: K\nprefix: KW\nsummary: S.\norder: 2\naudience: [parent]\n",
    )
    file = made("module", "--programme", "kidstime", "--title", "Circle", at=tiny)

    assert file == tiny / "modules/kw/KW-01-circle/module.md"
    assert "audience: [parent]" in file.read_text()


def test_an_unknown_programme_is_told_with_the_one_that_was_meant(tiny: Path) -> None:
    before = everything(tiny)
    result = run("module", "--programme", "who-care", "--title", "x", at=tiny)

    assert result.exit_code == 1
    assert "modules:1: there is no programme who-care" in result.stderr
    assert "did you mean `who-cares`?" in result.stderr
    assert everything(tiny) == before


def test_a_library_without_programmes_says_what_to_write(tiny: Path) -> None:
    shutil.rmtree(tiny / "modules")
    result = run("module", "--title", "x", at=tiny)

    assert result.exit_code == 1
    assert "programme.yml" in result.stderr


@pytest.mark.parametrize(
    ("folder", "number"),
    [
        ("WC-07-nothing-in-it", "WC-08"),
        ("wc-07-small-letters", "WC-08"),
        ("WC-30", "WC-31"),
        ("KW-40-of-another-programme", "WC-02"),
    ],
)
def test_a_number_counts_as_used_when_a_folder_has_it(tiny: Path, folder: str, number: str) -> None:
    put(tiny, f"{WHO_CARES}/{folder}/notes.md", "Notes.\n")

    assert made("module", "--title", "Skills", at=tiny).parent.name == f"{number}-skills"


def test_a_number_counts_as_used_when_its_text_cannot_be_read(tiny: Path) -> None:
    put(tiny, f"{WHO_CARES}/WC-04-broken/module.md", "no front matter\n")

    assert made("module", "--title", "Skills", at=tiny).parent.name == "WC-05-skills"


def test_a_number_counts_as_used_when_the_text_has_it_and_the_folder_does_not(tiny: Path) -> None:
    put(tiny, f"{WHO_CARES}/odd/module.md", MODULE.replace("WC-01", "WC-06"))

    assert made("module", "--title", "Skills", at=tiny).parent.name == "WC-07-skills"


def test_a_number_counts_as_used_when_it_was_released_and_its_text_is_gone(tiny: Path) -> None:
    release(tiny, "WC-01")
    (tiny / MODULE_PATH).unlink()
    (tiny / MODULE_PATH).parent.rename(tiny / WHO_CARES / "moved")

    assert made("module", "--title", "Skills", at=tiny).parent.name == "WC-02-skills"


def test_a_gap_in_the_numbers_is_left_alone(tiny: Path) -> None:
    put(tiny, f"{WHO_CARES}/WC-09-x/module.md", MODULE.replace("WC-01", "WC-09"))

    assert made("module", "--title", "Skills", at=tiny).parent.name == "WC-10-skills"


def test_when_no_number_is_left_nothing_is_written(tiny: Path) -> None:
    put(tiny, f"{WHO_CARES}/WC-99-last/notes.md", "Notes.\n")
    before = everything(tiny)
    result = run("module", "--title", "Skills", at=tiny)

    assert result.exit_code == 1
    assert "WC-99 is taken, and no number comes after it" in result.stderr
    assert everything(tiny) == before


def test_a_handout_gets_the_next_number_and_the_line_that_names_it(tiny: Path) -> None:
    result = run("handout", "WC-01", "--title", 'A "small" step: one', "--per", "pair", at=tiny)
    line = r'  - {item: "A \"small\" step: one", per: pair, handout: WC-01-H2}'

    assert line in result.stdout.splitlines()
    assert f"Name it in {MODULE_PATH}: add this line below `materials:`" in result.stdout.splitlines()
    put(tiny, MODULE_PATH, MODULE.replace("materials:\n", f"materials:\n{line}\n"))
    handout = module_in(load_library(tiny), "WC-01").handout("WC-01-H2")
    assert handout is not None
    assert (handout.title, handout.per, handout.path) == ('A "small" step: one', "pair", "handouts/h2.md")
    assert not mistakes(tiny)


def test_a_handout_never_takes_a_number_that_was_released(tiny: Path) -> None:
    folder = (tiny / MODULE_PATH).parent
    put(folder, "handouts/h5.md", HANDOUT.replace("WC-01-H1", "WC-01-H5"))
    release(tiny, "WC-01")
    (folder / "handouts/h5.md").unlink()

    assert made("handout", "WC-01", "--title", "x", at=tiny).name == "h6.md"


@pytest.mark.parametrize("name", ["h3.md", "H3.md", "h3.cy.md", "h3.docx"])
def test_a_handout_never_takes_the_number_of_a_file_whatever_is_in_it(tiny: Path, name: str) -> None:
    put((tiny / MODULE_PATH).parent, f"handouts/{name}", "No front matter.\n")

    assert made("handout", "WC-01", "--title", "x", at=tiny).name == "h4.md"


def test_a_module_that_cannot_be_read_may_have_handouts(tiny: Path) -> None:
    put(tiny, MODULE_PATH, MODULE.replace("duration: 10", "duration: ten"))

    assert made("handout", "WC-01", "--title", "x", at=tiny) == (tiny / MODULE_PATH).parent / "handouts/h2.md"


def test_the_first_handout_of_a_module_gets_its_folder(tiny: Path) -> None:
    made("module", "--title", "Skills", at=tiny)

    assert made("handout", "WC-02", "--title", "x", at=tiny) == tiny / WHO_CARES / "WC-02-skills/handouts/h1.md"
    assert not mistakes(tiny)


def test_a_library_without_modules_says_what_to_begin_with(tiny: Path) -> None:
    shutil.rmtree((tiny / MODULE_PATH).parent)
    result = run("handout", "--title", "x", at=tiny)

    assert result.exit_code == 1
    assert "there is no module yet" in result.stderr
    assert "hubdocs new module" in result.stderr


@pytest.mark.parametrize(("id_", "hint"), [("wc-01", "did you mean `WC-01`?"), ("ST-01", "did you mean `WC-01`?")])
def test_an_unknown_module_is_told_with_the_one_that_was_meant(tiny: Path, id_: str, hint: str) -> None:
    before = everything(tiny)
    result = run("handout", id_, "--title", "x", at=tiny)

    assert result.exit_code == 1
    assert f"there is no module {id_}" in result.stderr
    assert hint in result.stderr
    assert everything(tiny) == before


def test_a_pack_holds_what_suits_its_audience(tiny: Path) -> None:
    made("module", "--title", "Lesson", "--audience", "pupil", at=tiny)
    made("pack", "--title", "Pupils", "--audience", "pupil", at=tiny)
    made("pack", "--title", "Staff", "--audience", "staff", at=tiny)
    made("pack", "--title", "Leads", "--audience", "hub-lead", at=tiny)
    packs = load_library(tiny).packs
    held = {
        id_: [item.wanted.id for item in pack.contents if isinstance(item, PackDocument)] for id_, pack in packs.items()
    }

    assert held["pupils"] == ["WC-02"]
    assert held["staff"] == ["WC-01", "WC-02"], "staff run the lesson for pupils"
    assert held["leads"] == ["ST-01"]
    assert packs["staff"].formats == ("screen", "binder")
    assert not mistakes(tiny)


@pytest.mark.parametrize("audience", ["trainer", "facilitator"])
def test_a_pack_for_those_who_deliver_holds_every_module(tiny: Path, audience: str) -> None:
    put(tiny, MODULE_PATH, MODULE.replace("delivered_by: [trainer]", "delivered_by: [staff]"))
    text = made("pack", "--title", "Team", "--audience", audience, at=tiny).read_text()

    assert "  - {module: WC-01, handouts: true}  # Noticing\n" in text
    assert not mistakes(tiny)


def test_a_pack_leaves_out_handouts_that_are_not_for_its_audience(tiny: Path) -> None:
    put(
        (tiny / MODULE_PATH).parent,
        "handouts/h1.md",
        HANDOUT.replace("per: person", "per: person\naudience: [trainer]"),
    )
    put(
        tiny,
        "materials/packs/school-staff/pack.yml",
        "id: school-staff\ntitle: S\naudience: trainer\nformats: [screen]\ncontents: [{module: WC-01}]\n",
    )
    text = made("pack", "--title", "Staff", "--audience", "staff", at=tiny).read_text()

    assert "{module: WC-01, handouts: false}" in text
    assert not mistakes(tiny)


def test_a_pack_for_whom_there_is_nothing_is_not_written(tiny: Path) -> None:
    before = everything(tiny)
    result = run("pack", "--title", "Parents", "--audience", "parent", at=tiny)

    assert result.exit_code == 1
    assert "nothing in this library is for the audience parent yet" in result.stderr
    assert "hubdocs new module --audience parent" in result.stderr
    assert everything(tiny) == before


def test_a_hub_names_the_packs_there_are_and_no_person(tiny: Path) -> None:
    file = made("hub", "--name", "O'Brien's \"Hub\": #1", "--lead-school", "St. Anne: C of E", at=tiny)
    text = file.read_text(encoding="utf-8")
    keys = validate(HubKeys, "hub.yml", parse_yaml("hub.yml", text))

    assert file == tiny / "materials/hubs/obriens-hub-1.yml"
    assert (keys.id, keys.name, keys.lead_school) == ("obriens-hub-1", "O'Brien's \"Hub\": #1", "St. Anne: C of E")
    assert keys.packs == ["school-staff"]
    assert not any([keys.contacts, keys.local_services, keys.agreements, keys.pins])
    assert "# contacts:\n" in text


def test_the_notes_of_a_hub_are_right_once_they_are_keys(tiny: Path) -> None:
    text = made("hub", "--name", "North", "--lead-school", "North School", at=tiny).read_text(encoding="utf-8")
    keys = {f"# {name}:" for name in ("contacts", "local_services", "agreements", "pins")}
    lines = text.split("\n")
    as_keys = [
        line[2:] if line.startswith("#  ") or any(line.startswith(key) for key in keys) else line for line in lines
    ]
    filled = (
        "\n".join(as_keys).replace('phone: "…"', 'phone: "01632 960 001"').replace("email: …", "email: a@b.example")
    )
    hub = validate(HubKeys, "hub.yml", parse_yaml("hub.yml", filled.replace("web: …", "web: www.example.org")))

    assert set(hub.contacts) == {"safeguarding_lead", "link_leader"}
    assert len(hub.local_services) == len(hub.agreements) == len(hub.pins) == 1


def test_a_hub_of_a_library_without_packs_prints_none(tiny: Path) -> None:
    shutil.rmtree(tiny / "materials/packs")

    assert "\npacks: []" in made("hub", "--name", "North", "--lead-school", "North School", at=tiny).read_text("utf-8")


def test_an_agreement_binds_to_standards_once_they_are_released(tiny: Path) -> None:
    before = made("agreement", "--title", "Lead school", at=tiny).read_text()
    release(tiny, "ST-01")
    after = made("agreement", "--title", "Lead school", at=tiny)

    assert "\n# standards: ST-01@1  #" in before
    assert "\nstandards: ST-01@1  #" in after.read_text()
    assert after.parent.name == "AG-02-lead-school"
    assert not mistakes(tiny)


def test_an_agreement_binds_to_the_newest_set_of_standards(tiny: Path) -> None:
    put(
        tiny,
        "materials/standards/ST-02-more/standards.md",
        STANDARDS.replace("ST-01", "ST-02").replace("#GOV-1", "#DAY-1").replace("1.0.0", "2.0.0"),
    )
    release(tiny, "ST-01", "ST-02")

    assert "\nstandards: ST-02@2" in made("agreement", "--title", "Lead school", at=tiny).read_text()


def test_an_agreement_uses_every_blank_in_clauses_with_ids(tiny: Path) -> None:
    document = load_library(made("agreement", "--title", "Lead school", at=tiny).parents[3]).working["AG-01"]
    fields = document.source.front["fields"]
    assert isinstance(fields, list)
    names = [field["name"] for field in fields if isinstance(field, dict)]

    assert names == ["party_name", "funded_days", "start"]
    assert all(f"{{{{ {name} }}}}" in document.source.body for name in names)
    assert [heading.anchor for heading in document.headings] == [
        "who-we-are",
        "what-each-of-us-does",
        "when-it-begins-and-ends",
    ]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["module"], "--title"),
        (["handout"], "MODULE"),
        (["handout", "WC-01"], "--title"),
        (["pack", "--audience", "staff"], "--title"),
        (["pack", "--title", "x"], "--audience"),
        (["hub", "--lead-school", "x"], "--name"),
        (["hub", "--name", "x"], "--lead-school"),
        (["agreement"], "--title"),
        (["pack", "--title", "x", "--audience", "staff", "--id", "Staff pack"], "--id"),
        (["pack", "--title", "x", "--audience", "staff", "--id", "../x"], "--id"),
        (["hub", "--name", "x", "--lead-school", "y", "--id", "1st"], "--id"),
        (["hub", "--name", "x", "--lead-school", "y", "--id", "a" * 61], "--id"),
        (["module", "--title", "x", "--duration", "4"], "--duration"),
        (["module", "--title", "x", "--duration", "1000"], "--duration"),
        (["module", "--title", "x", "--audience", "everybody"], "--audience"),
        (["handout", "WC-01", "--title", "x", "--per", "desk"], "--per"),
        (["agreement", "--title", "  "], "--title"),
        (["agreement", "--title", "one\ntwo"], "--title"),
        (["agreement", "--title", "one\ttwo"], "--title"),
        (["agreement", "--title", "red \x1b[31m"], "--title"),
        (["agreement", "--title", "one\u2028two"], "--title"),
        (["agreement", "--title", "\u202eback"], "--title"),
        (["agreement", "--title", "half \ud83d"], "--title"),
        (["agreement", "--title", "x" * 1001], "--title"),
        (["hub", "--name", "x", "--lead-school", "a\x00b"], "--lead-school"),
    ],
)
def test_wrong_usage_names_the_option_and_ends_with_status_2(tiny: Path, arguments: list[str], named: str) -> None:
    before = everything(tiny)
    result = run(*arguments, at=tiny)

    assert result.exit_code == 2
    assert named in result.stderr
    assert everything(tiny) == before


def test_a_programme_must_be_named_when_there_are_several(tiny: Path) -> None:
    put(tiny, "modules/kw/programme.yml", "id: kw\ntitle: K\nprefix: KW\nsummary: S.\norder: 2\n")
    result = run("module", "--title", "x", at=tiny)

    assert result.exit_code == 2
    assert "--programme" in result.stderr


def test_a_folder_that_is_no_library_is_told_in_words(tmp_path: Path) -> None:
    result = run("agreement", "--title", "x", at=tmp_path)

    assert result.exit_code == 1
    assert "there is no mkdocs.yml here" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "title",
    [
        'Say "hello": now',
        "it's # no comment",
        "- {item: x}",
        "*&!%@`",
        "true",
        "1.0",
        "back\\slash",
        "{{ 7 * 7 }} {% x %} << y >>",
        "]](x) <b>",
        "Élan für Straße",
        "家庭",
        "👪 family",
        "a\u00a0b",
        "???",
    ],
)
@pytest.mark.parametrize("kind", ["module", "handout", "pack", "agreement"])
def test_any_title_is_kept_as_it_was_typed(tiny: Path, kind: str, title: str) -> None:
    arguments = [
        title if each in {"Skills", "Story", "Evening team", "Lead school"} else each for each in EACH[kind][0]
    ]
    made(*arguments, at=tiny)
    library = load_library(tiny)
    titles = [each.title for each in (*library.working.values(), *library.packs.values())]
    titles += [handout.title for handout in module_in(library, "WC-01").handouts]

    assert title in titles
    assert not mistakes(tiny)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Skills for all", "skills-for-all"),
        ("Sam’s “own” story", "sams-own-story"),
        ("Élan für Straße", "elan-fur-strasse"),
        ("???", "module"),
        ("家庭", "module"),
        ("../../etc", "etc"),
        ("a" * 60, "a" * 40),
        ("word " * 20, "word-word-word-word-word-word-word-word"),
        ("x" * 40 + " y", "x" * 40),
    ],
)
def test_a_name_on_disk_is_made_of_small_letters_digits_and_hyphens(title: str, slug: str) -> None:
    assert slug_of(title, "module") == slug
    assert len(slug) <= 40


@pytest.mark.parametrize(
    ("title", "kind", "id_"),
    [
        ("Con", "pack", "con-pack"),
        ("NUL", "hub", "nul-hub"),
        ("Com1", "pack", "com1-pack"),
        ("lpt9", "hub", "lpt9-hub"),
        ("Console", "pack", "console"),
        ("2027 pack", "pack", "pack-2027-pack"),
        ("???", "hub", "hub"),
    ],
)
def test_an_id_can_be_stored_on_any_computer(title: str, kind: str, id_: str) -> None:
    assert id_of("", title, kind) == id_


def test_a_reserved_name_that_was_asked_for_is_lengthened(tiny: Path) -> None:
    assert made("hub", "--name", "x", "--lead-school", "y", "--id", "aux", at=tiny).name == "aux-hub.yml"


@pytest.mark.parametrize("kind", ["pack", "hub"])
def test_what_is_there_already_is_left_as_it_is(tiny: Path, kind: str) -> None:
    made(*EACH[kind][0], at=tiny)
    before = files(tiny)
    result = run(*EACH[kind][0], at=tiny)

    assert result.exit_code == 1
    assert ":1: this is there already" in result.stderr
    assert "--id" in result.stderr
    assert files(tiny) == before


def test_a_folder_in_the_place_of_a_file_is_left_as_it_is(tiny: Path) -> None:
    (tiny / "materials/hubs/north-hub.yml").mkdir(parents=True)
    before = everything(tiny)
    result = run(*EACH["hub"][0], at=tiny)

    assert result.exit_code == 1
    assert "this is there already" in result.stderr
    assert everything(tiny) == before


@pytest.mark.parametrize("id_", ["school-staff", "who-cares"])
def test_an_id_is_never_used_twice(tiny: Path, id_: str) -> None:
    before = everything(tiny)
    result = run("hub", "--name", "x", "--lead-school", "y", "--id", id_, at=tiny)

    assert result.exit_code == 1
    assert f"the id {id_} is taken: " in result.stderr
    assert everything(tiny) == before


@pytest.mark.parametrize("has_folder", [True, False])
def test_when_the_writing_fails_nothing_is_left(tmp_path: Path, has_folder: bool) -> None:
    cannot_be_stored = Start("x", "materials/packs/x/pack.yml", "begun \ud800", (), has_folder)
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path, cannot_be_stored)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("has_folder", [True, False])
def test_what_somebody_else_wrote_in_the_meantime_is_left_as_it_is(tmp_path: Path, has_folder: bool) -> None:
    put(tmp_path, "materials/packs/x/pack.yml", "theirs\n")
    before = everything(tmp_path)
    with pytest.raises(HubError, match="this is there already"):
        write(tmp_path, Start("x", "materials/packs/x/pack.yml", "ours\n", (), has_folder))

    assert everything(tmp_path) == before
    assert (tmp_path / "materials/packs/x/pack.yml").read_text() == "theirs\n"


def test_what_the_computer_forbids_is_told_in_words_and_leaves_nothing(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(file: Path, _text: str) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr("hubdocs.new._write_alone", forbid)
    before = everything(tiny)
    result = run(*EACH["agreement"][0], at=tiny)

    assert result.exit_code == 1
    assert "the computer says: Permission denied" in result.stderr
    assert everything(tiny) == before


def test_a_new_folder_may_be_read_by_those_who_may_read_the_others(tiny: Path) -> None:
    file = made(*EACH["module"][0], at=tiny)

    assert file.parent.stat().st_mode == (tiny / MODULE_PATH).parent.stat().st_mode


@pytest.mark.parametrize("kind", EACH)
def test_mistakes_elsewhere_stop_no_start(tiny: Path, kind: str) -> None:
    put(tiny, MODULE_PATH, MODULE.replace("minutes=5", "minutes=6").replace("duration: 10", "duraton: 10"))
    put(tiny, f"{WHO_CARES}/WC-01-copy/module.md", MODULE)
    put(tiny, "content/wrong.md", "[nowhere](WC-77)\n")
    before = mistakes(tiny)
    file = made(*EACH[kind][0], at=tiny)

    assert before
    assert not [mistake for mistake in mistakes(tiny) - before if file.name in mistake]


ANSWERS = {
    "module": (
        "\nSkills: one\npupil\n\n",
        ["Programme", "who-cares", "Title", "Who takes part", "pupil, parent", "60"],
    ),
    "handout": (
        "WC-01\nStory\ngroup\n",
        ["Module", "WC-01", "Title", "One copy for each", "person, pair, group, room"],
    ),
    "pack": ("Evening team\ntrainer\n", ["Title", "For whom it is printed", "facilitator"]),
    "hub": ("North Hub\nNorth School\n", ["Name of the hub", "School that leads it"]),
    "agreement": ("Lead school\n", ["Title"]),
}
"""What somebody answers on a terminal, and what they are asked."""


@pytest.mark.parametrize("kind", EACH)
def test_on_a_terminal_what_is_missing_is_asked_for(tiny: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(sys.modules["hubdocs.cli.new"], "is_terminal", lambda: True)
    answers, asked = ANSWERS[kind]
    result = run(kind, at=tiny, given=answers)

    assert result.exit_code == 0, result.output
    assert all(words in result.stdout for words in asked)
    assert not mistakes(tiny)


def test_on_a_terminal_a_wrong_answer_is_asked_for_again(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["hubdocs.cli.new"], "is_terminal", lambda: True)
    result = run("handout", "WC-01", at=tiny, given="\n \na\x1bb\nStory\ndesk\ngroup\n")

    assert result.exit_code == 0, result.output
    assert "without control characters" in result.output
    assert (tiny / MODULE_PATH).parent.joinpath("handouts/h2.md").read_text().count("per: group") == 1


def test_on_a_terminal_nothing_is_asked_that_was_given(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["hubdocs.cli.new"], "is_terminal", lambda: True)

    assert run(*EACH["handout"][0], at=tiny, given="").exit_code == 0


def test_somebody_who_leaves_in_the_middle_leaves_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["hubdocs.cli.new"], "is_terminal", lambda: True)
    before = everything(tiny)
    result = run("hub", at=tiny, given="North Hub\n")

    assert result.exit_code == 1
    assert everything(tiny) == before


def test_a_real_terminal_is_noticed_and_asked(tiny: Path) -> None:
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", "from hubdocs.cli import main; main()", "new", "module", "-C", str(tiny)]
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, cwd=OWN) as process:
        os.close(theirs)
        os.write(ours, b"\nSkills\nparent\n30\n")
        assert process.wait(60) == 0
        told = os.read(ours, 10_000).decode()
    os.close(ours)

    assert "Who takes part (pupil, parent, staff, trainer, facilitator, hub-lead) [staff]: " in told
    assert "WC-02-skills/module.md is written." in told
    assert "duration: 30" in (tiny / WHO_CARES / "WC-02-skills/module.md").read_text()
