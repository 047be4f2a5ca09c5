"""What an editor is told about each file agrees with what the program reads."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from hubdocs.authoring.schemas.files import KINDS, json_schema
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import parse_yaml
from hubdocs.cli import main
from hubdocs.errors import HubError

REPOSITORY = Path(__file__).parents[2]
EDITOR = REPOSITORY / ".vscode"

FRONT = """\
id: WC-01
title: Noticing
version: 1.0.0
status: draft
audience: [staff]
delivered_by: [trainer]
summary: A short session.
lang: en-GB
owner: Training lead
review_by: 2027-09-01
keywords: [mum is ill, 999, true]
"""

SAMPLES: dict[str, str] = {
    "programme": "id: who-cares\ntitle: Who Cares?\nprefix: WC\nsummary: For schools.\norder: 1\naudience: [staff]\n",
    "module": FRONT
    + """\
duration: 60
objectives: [notice a change, 3]
materials:
  - One line
  - 12
  - {item: Card, per: person, handout: WC-01-H1}
group_size: {typical: 20, largest: 60, per_group: 5}
prerequisites: [WC-02]
standards: [GOV-1]
needs: [thriving]
part: optional
""",
    "handout": "id: WC-01-H1\ntitle: 2026\nper: person\naudience: [staff]\norientation: landscape\ncopier: true\n",
    "standards": FRONT + "retired:\n  - {id: GOV-9, date: 2026-01-31}\n",
    "agreement": FRONT
    + """\
standards: ST-01@1
fields:
  - {name: days, label: Days, type: number, required: true, default: 1, unit: days}
  - {name: what, label: What, type: choice, choices: [one, 2, true]}
  - {name: who, label: Who, type: list, default: [one, 2]}
""",
    "page": "title: Help\nsummary: For authors.\n",
    "pack": """\
id: school-staff
title: School staff pack
audience: staff
summary: For staff.
formats: [screen, large-print]
contents:
  - {module: WC-01@1, handouts: true}
  - {standards: ST-01}
  - {agreement: AG-01@1.2.0}
  - {page: help/index.md}
""",
    "hub": """\
id: example-hub
name: Example Hub
lead_school: 21
contacts:
  safeguarding_lead: {name: A. Person, phone: 02071234567, email: office@school.example, checked: 2026-10-01}
local_services:
  - {name: Service, phone: 0800 1111, web: www.example.org, checked: 2026-10-01}
packs: [school-staff]
agreements:
  - {template: AG-01@1.0.0, fields: {days: 2, ready: true, who: [one, 2]}, signed: 2026-10-01}
pins: {WC-01: 1.10.0}
""",
    "glossary": "- {term: DSL, meaning: The lead, synonyms: [CP, 1], see: WC-01-H2}\n- {term: 999, meaning: Help}\n",
    "signposts": """\
- {id: childline, name: Childline, who: Anyone under 19, phone: 0800 1111, source: the website, checked: never}
- {id: emergency, name: 999, who: Anyone, phone: 999, emergency: true, source: law, checked: 2026-11-01}
- {id: shout, name: Shout, who: Anyone, text: SHOUT to 85258, web: giveusashout.org, hours: 24, source: the website,
   source_seen: 2026-11-01, checked: 2026-11-01}
""",
    "brand": """\
name: Our Time
strapline: A few words
logo: logo.svg
colours: {primary: "#0E4F5E", accent: "#aabbcc"}
fonts: {text: Some, headings: Other}
contact: Write to us
licence: Free
""",
    "facts": "- {id: one-in-six, claim: A claim, source: A book, date: 2026-11-01, mark: F, used_in: [WC-01]}\n",
    "forms": """\
provider: Microsoft Forms
columns: {response_id: ID, useful: How useful was it?}
dates: "%d/%m/%Y"
values: {as_planned: {Yes: yes, 2: 1, true: false}}
link: https://example.org/?d={document}&v={version}
""",
    "refinement": """\
id: R-0001
document: WC-01
versions: [1.0.0]
activity: film
raised: 2026-12-01
responses: 7
severity: usability
decision: accepted
reason: The clip was too long.
fixed_in: 1.1.0
source: desk review
""",
    "release": """\
format: 1
id: WC-01
version: 1.0.0
date: '2026-11-22'
kind: first
summary: First
digest: h1:00
handouts: {WC-01-H1: h1:01}
previous: h1:02
references: {GOV-1: 1.0.0, WC-02: none}
because: It was small.
approved: {by: Training lead, on: 2026-11-22}
closes: [R-0001]
""",
    "withdrawn": "- {version: 1.0.0, date: 2026-12-01, reason: A wrong number}\n- {date: 2026-12-02, reason: All}\n",
    "edition": """\
format: "1"
id: 2026-11-2
pack: school-staff
date: '2026-11-22'
documents:
  - {id: WC-01, version: 1.0.0, digest: h1:00, pages: 12}
live: {content/index.md: sha256:00}
leaves: [12345678, 1e10, abc]
""",
}
"""One file of each kind, with every key, written as an author may write it."""

ALSO_RIGHT = [
    ("module", "duration: 60", 'duration: "60"'),
    ("module", "duration: 60", "duration: 060"),
    ("handout", "copier: true", 'copier: "false"'),
    ("module", "lang: en-GB", "lang: no"),
    ("hub", "02071234567", "+442071234567"),
    ("hub", "days: 2", 'days: ""'),
    ("pack", "{module: WC-01@1, handouts: true}", "{module: WC-01@1.2}"),
    ("forms", "https://example", '" https://example" # '),
]
"""Ways to write the samples that are right as well."""

WRONG = [
    ("module", "duration: 60", "duration: an hour"),
    ("module", "duration: 60", "duration: 6.5"),
    ("module", "duration: 60", "duration: -1"),
    ("module", "duration: 60", "duration: 1234567"),
    ("module", "version: 1.0.0", "version: 1.0"),
    ("module", "version: 1.0.0", "version: 01.0.0"),
    ("module", "status: draft", "status: final"),
    ("module", "audience: [staff]", "audience: staff"),
    ("module", "audience: [staff]", "audience: []"),
    ("module", "audience: [staff]", "audience: [teacher]"),
    ("module", "title: Noticing", "title:"),
    ("module", "title: Noticing", 'title: " "'),
    ("module", "title: Noticing\n", ""),
    ("module", "owner: Training lead", "owner:"),
    ("module", "review_by: 2027-09-01", "review_by: soon"),
    ("module", "review_by: 2027-09-01", "review_by: 1/9/2027"),
    ("module", "per: person", "per: school"),
    ("module", "{item: Card, per", "{thing: Card, per"),
    ("module", "typical: 20", "typical: many"),
    ("module", "needs: [thriving]", "needs: [sleep]"),
    ("module", "part: optional", "part: both"),
    ("handout", "copier: true", "copier: yes"),
    ("handout", "id: WC-01-H1", "id: WC-01-1"),
    ("agreement", "type: choice", "type: colour"),
    ("agreement", "standards: ST-01@1", "standards: ST-01@x"),
    ("pack", "{standards: ST-01}", "{standards: ST-01, module: WC-01}"),
    ("pack", "{standards: ST-01}", "{handouts: true}"),
    ("pack", "{standards: ST-01}", "{standards: ST-01, handouts: true}"),
    ("pack", "{standards: ST-01}", "ST-01"),
    ("pack", "formats: [screen, large-print]", "formats: [paper]"),
    ("pack", "formats: [screen, large-print]", "formats: []"),
    ("hub", "safeguarding_lead:", "Safeguarding lead:"),
    ("hub", "pins: {WC-01: 1.10.0}", "pins: {wc-1: 1.10.0}"),
    ("hub", "02071234567", "020/7123"),
    ("signposts", "checked: never", "checked: often"),
    ("signposts", "checked: never", "source_seen: never"),
    ("brand", "#0E4F5E", "petrol"),
    ("facts", "mark: F", "mark: X"),
    ("forms", "useful: How", "usefulness: How"),
    ("forms", "https://example", "http://example"),
    ("refinement", "decision: accepted", "decision: perhaps"),
    ("release", "format: 1", "format: 2"),
    ("edition", "id: 2026-11-2", "id: November"),
]
"""Ways to write the samples that are wrong for the editor and for the program."""


def as_an_editor_reads(text: str) -> Any:
    return _plain(YAML(typ="safe", pure=True).load(text))


def _plain(data: Any) -> Any:
    match data:
        case dict():
            return {
                str(key).lower() if isinstance(key, bool) else str(key): _plain(value) for key, value in data.items()
            }
        case list():
            return [_plain(each) for each in data]
        case datetime.date():
            return str(data)
        case _:
            return data


def editor_accepts(name: str, text: str) -> bool:
    return bool(Draft202012Validator(json_schema(name)).is_valid(as_an_editor_reads(text)))


def program_accepts(name: str, text: str) -> bool:
    try:
        validate(KINDS[name].type, name, parse_yaml(name, text))
    except HubError:
        return False
    return True


def with_a_wrong_key(name: str) -> str:
    sample = SAMPLES[name]
    return sample.replace("{", "{colour_of_sky: blue, ", 1) if sample.startswith("-") else sample + "colour_of_sky: x\n"


def changed(name: str, old: str, new: str) -> str:
    assert old in SAMPLES[name]
    return SAMPLES[name].replace(old, new, 1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", *arguments])


@pytest.mark.parametrize("name", KINDS)
def test_a_file_with_every_key_fits_for_the_editor_and_for_the_program(name: str) -> None:
    written = as_an_editor_reads(SAMPLES[name])
    schema = json_schema(name)
    keys = schema if "properties" in schema else next(iter(schema["$defs"].values()))

    Draft202012Validator(schema).validate(written)
    assert program_accepts(name, SAMPLES[name])
    entries = written if isinstance(written, list) else [written]
    assert {key for entry in entries for key in entry} == set(keys["properties"]), "the sample shows every key"


@pytest.mark.parametrize("name", KINDS)
def test_a_wrong_key_is_refused_by_the_editor_and_by_the_program(name: str) -> None:
    text = with_a_wrong_key(name)

    assert not editor_accepts(name, text)
    assert not program_accepts(name, text)


@pytest.mark.parametrize(("name", "old", "new"), ALSO_RIGHT)
def test_the_editor_accepts_whatever_the_program_accepts(name: str, old: str, new: str) -> None:
    text = changed(name, old, new)

    assert program_accepts(name, text)
    assert editor_accepts(name, text)


@pytest.mark.parametrize(("name", "old", "new"), WRONG)
def test_the_editor_refuses_what_the_program_refuses(name: str, old: str, new: str) -> None:
    text = changed(name, old, new)

    assert not program_accepts(name, text)
    assert not editor_accepts(name, text)


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_says_only_what_helps_an_author(name: str) -> None:
    schema = json_schema(name)

    Draft202012Validator.check_schema(schema)
    assert list(schema)[:3] == ["$schema", "$id", "title"]
    assert (schema["$schema"], schema["$id"]) == ("https://json-schema.org/draft/2020-12/schema", f"{name}.json")
    for where, part in parts(schema):
        assert part.get("type") != "null", f"{where} offers null"
        assert "default" not in part or isinstance(part["default"], (str, bool)), f"{where} has an empty default"
        assert where == "" or "title" not in part, f"{where} has a title made of a class name"
        assert part.get("type") != "object" or "additionalProperties" in part, f"{where} takes any key"
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), f"{where}/{key} says nothing"


def parts(schema: dict[str, Any], where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, with the way to it."""
    yield where, schema
    for holder in ("properties", "patternProperties", "$defs"):
        for key, inner in schema.get(holder, {}).items():
            yield from parts(inner, f"{where}/{key}")
    for inner in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from parts(inner, f"{where}/or")
    for holder in ("items", "additionalProperties"):
        if isinstance(inner := schema.get(holder), dict):
            yield from parts(inner, f"{where}/{holder}")


def authored() -> list[tuple[str, Path]]:
    return [
        (kind.name, file) for kind in KINDS.values() for glob in kind.globs for file in sorted(REPOSITORY.glob(glob))
    ]


@pytest.mark.parametrize(
    ("name", "file"), authored(), ids=[file.relative_to(REPOSITORY).as_posix() for _, file in authored()]
)
def test_every_file_of_this_library_fits(name: str, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if KINDS[name].front_matter:
        text = text.split("---\n")[1] if text.startswith("---\n") else ""

    Draft202012Validator(json_schema(name)).validate(as_an_editor_reads(text) or {})


@pytest.mark.parametrize("name", KINDS)
def test_the_schemas_in_the_repository_are_those_the_program_makes(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    result = run(name)

    assert result.exit_code == 0
    golden(EDITOR / "schemas" / f"{name}.json", result.stdout)


def test_the_editor_is_told_which_schema_is_for_which_file() -> None:
    settings = json.loads((EDITOR / "settings.json").read_text())

    assert {file.name for file in (EDITOR / "schemas").iterdir()} == {f"{name}.json" for name in KINDS}
    assert settings["yaml.schemas"] == {
        f"./.vscode/schemas/{kind.name}.json": list(kind.globs) for kind in KINDS.values() if not kind.front_matter
    }
    assert settings["[markdown]"]["editor.tabSize"] == 4
    assert settings["[markdown]"]["files.trimTrailingWhitespace"] is False, "two spaces at a line's end break the line"
    assert (settings["files.eol"], settings["files.encoding"]) == ("\n", "utf8")


def test_without_a_name_the_command_lists_what_there_is() -> None:
    lines = run().stdout.splitlines()

    assert [line.split()[0] for line in lines] == list(KINDS)
    assert "pack        materials/packs/*/pack.yml" in lines
    assert "module      modules/*/*/module.md (front matter)" in lines


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"
    folder.mkdir(parents=True)
    (folder / "pack.json").write_text("old")
    result = run("--all", str(folder))

    assert result.exit_code == 0
    assert {file.name for file in folder.iterdir()} == {f"{name}.json" for name in KINDS}
    for name in KINDS:
        assert (folder / f"{name}.json").read_bytes() == (EDITOR / "schemas" / f"{name}.json").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["pak"], "did you mean `pack`?"), (["sky"], "there are: programme"), (["pack", "--all", "x"], "one schema")],
)
def test_wrong_usage_is_told(arguments: list[str], told: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("--all", str(tmp_path / "file" / "inside"))

    assert result.exit_code == 1
    assert "the computer says" in result.stderr
