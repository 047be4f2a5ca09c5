"""What programs read: the registers of the finished site keep to their published schemas."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from copies_held import edition, pdf, printed_before, printing, with_history
from jsonschema import Draft202012Validator, FormatChecker

from hubdocs.library.load import load_library
from hubdocs.model import Library, Printed, PrintedPack
from hubdocs.printing.manifest import manifest_of
from hubdocs.site.stage import Staged, stage
from hubdocs.site.stage.manifests import SCHEMAS

REPOSITORY = Path(__file__).parents[2]
NAMES = ("versions", "packs")
NEW = edition("2026-11", "WC-01 1.1.0, ST-01 1.0.0")


def read(staged: Staged, path: str) -> Any:
    return json.loads(next(each for each in staged.files if each.path == path).read())


def schema(name: str) -> dict[str, Any]:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def judge(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


def with_digests(library: Library) -> Library:
    """The library with releases whose digests look like digests."""
    held = {
        id_: tuple(replace(each, digest=f"h1:{sha256(each.digest.encode()).hexdigest()}") for each in releases)
        for id_, releases in library.releases.items()
    }
    return replace(library, releases=held)


@pytest.fixture
def registered(tmp_path) -> tuple[Library, Printed]:
    made = ("1.0.0", "first"), ("1.1.0", "minor"), ("2.0.0", "major", "A number was wrong.")
    library = with_digests(with_history(tmp_path, *made))
    library = printed_before(library, edition("2026-10", "WC-01 1.0.0"), NEW)
    return library, printing(tmp_path / "pdf", NEW, ["2026-10"])


@pytest.fixture
def registers(registered) -> dict[str, Any]:
    staged = stage(*registered)
    return {name: read(staged, f"{name}.json") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_register_keeps_to_its_schema(registers, name) -> None:
    assert [error.message for error in judge(name).iter_errors(registers[name])] == []


def test_the_registers_of_our_own_library_keep_to_their_schemas() -> None:
    staged = stage(load_library(REPOSITORY))

    for name in NAMES:
        assert [error.message for error in judge(name).iter_errors(read(staged, f"{name}.json"))] == []


def test_the_manifest_beside_a_packs_files_has_the_form_of_the_register(registered, tmp_path) -> None:
    library, printed = registered
    pack = library.packs["school-staff"]
    (made,) = printed.packs
    proof = PrintedPack(pack.id, "", None, made.documents, (pdf(tmp_path, "proof.pdf", "binder"),))

    for each in (made, proof):
        assert [error.message for error in judge("packs").iter_errors(manifest_of(library, pack, each))] == []


def test_a_register_holds_everything_that_was_ever_released(registers) -> None:
    module = next(each for each in registers["versions"]["documents"] if each["id"] == "WC-01")

    assert module["latest"] == "1.1.0"
    assert [(each["version"], each["withdrawn"]) for each in module["releases"]] == [
        ("2.0.0", "A number was wrong."),
        ("1.1.0", None),
        ("1.0.0", None),
    ]


def test_catch_up_packs_are_files_of_the_newest_edition(registers, registered) -> None:
    (pack,) = registers["packs"]["packs"]
    newest, old = pack["editions"]

    assert (newest["id"], old["id"]) == ("2026-11", "2026-10")
    assert [(each["format"], each["name"]) for each in newest["files"]] == [
        ("binder", "school-staff-2026-11-binder.pdf"),
        ("catch-up", "school-staff-2026-10-to-2026-11.pdf"),
    ]
    published = stage(*registered).published
    assert all(each["url"] in published for each in newest["files"])
    assert old["files"] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_published_beside_the_register_and_is_one(registered, name) -> None:
    published = read(stage(*registered), f"schemas/{name}.json")

    assert published == schema(name)
    Draft202012Validator.check_schema(published)


def keys(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema describes."""
    if isinstance(node, dict):
        for key, described in node.get("properties", {}).items():
            yield f"{path}/{key}", described
        for key, inner in node.items():
            yield from keys(inner, f"{path}/{key}") if key not in {"if", "then", "else"} else ()


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_in_a_sentence(name) -> None:
    found = dict(keys(schema(name)))

    assert len(found) > 14
    assert [path for path, described in found.items() if len(described.get("description", "")) < 9] == []
    assert all(described["description"].endswith(".") for described in found.values())


def wrongs(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each way to leave out a key, to add one, and to put a value of another kind in its place."""
    if isinstance(value, dict):
        yield "/".join(map(str, (*path, "another"))), (path, {**value, "another": 1})
        for key in value:
            yield f"{'/'.join(map(str, path))} without {key}", (path, {k: v for k, v in value.items() if k != key})
            yield f"{'/'.join(map(str, (*path, key)))} as a truth", ((*path, key), True)
            yield from wrongs(value[key], (*path, key))
    elif isinstance(value, list) and value:
        yield from wrongs(value[0], (*path, 0))


def put(whole: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(whole)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_refuses_what_is_wrong(registers, name) -> None:
    validator = judge(name)
    made = {told: put(registers[name], *change) for told, change in wrongs(registers[name])}

    assert len(made) > 35
    assert [told for told, wrong in made.items() if validator.is_valid(wrong)] == []


BAD = {
    "versions": {
        "a version of two numbers": (("documents", 0, "releases", 0, "version"), "1.0"),
        "a day that is none": (("documents", 0, "releases", 0, "date"), "2026-02-31"),
        "a digest of another kind": (("documents", 0, "releases", 0, "digest"), "h2:" + "a" * 64),
        "an address elsewhere": (("documents", 0, "url"), "https://example.org/"),
        "a module without a programme": (("documents", 1, "programme"), None),
        "another form": (("format",), 2),
        "a document without releases": (("documents", 0, "releases"), []),
    },
    "packs": {
        "a month that is none": (("packs", 0, "editions", 0, "id"), "2026-13"),
        "an unknown format": (("packs", 0, "editions", 0, "files", 0, "format"), "scroll"),
        "a file without pages": (("packs", 0, "editions", 0, "files", 0, "pages"), 0),
        "capitals in a checksum": (("packs", 0, "editions", 0, "files", 0, "sha256"), "AB" * 32),
        "an unknown audience": (("packs", 0, "audience"), "everybody"),
        "a name with a folder": (("packs", 0, "editions", 0, "files", 0, "name"), "../a.pdf"),
    },
}


@pytest.mark.parametrize(("name", "told"), [(name, told) for name, made in BAD.items() for told in made])
def test_the_schema_knows_what_a_value_may_be(registers, name, told) -> None:
    assert not judge(name).is_valid(put(registers[name], *BAD[name][told]))


def test_the_help_for_programs_names_every_key() -> None:
    text = (REPOSITORY / "content/help/for-programs.md").read_text(encoding="utf-8")
    wanted = {path.rsplit("/", 1)[-1] for name in NAMES for path, _ in keys(schema(name))}

    assert {key for key in wanted if not re.search(rf"`{key}`", text)} == set()
