"""The kinds of file that people and the program write, and a JSON Schema of each for editors.

An editor has a YAML parser of its own: it reads `60` as a number and `true` as a truth, where we read text. So a
schema accepts what our readers accept, in the form in which an editor sees it. Contract: FORMAT, section 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from hubdocs.authoring.schemas.documents import AgreementKeys, HandoutKeys, ModuleKeys, PageKeys, StandardsKeys
from hubdocs.authoring.schemas.feedback import FormKeys, RefinementKeys
from hubdocs.authoring.schemas.hubs import HubKeys
from hubdocs.authoring.schemas.live import BrandKeys, FactKeys, ProgrammeKeys, SignpostKeys, TermKeys
from hubdocs.authoring.schemas.packs import EditionKeys, PackKeys
from hubdocs.authoring.schemas.records import ReleaseKeys, WithdrawnKeys


@dataclass(frozen=True)
class FileKind:
    """One kind of file with keys."""

    name: str
    """As `hubdocs schema` calls it: `pack`."""
    title: str
    """What the file is, in plain words."""
    type: Any
    """What it must fit: one of the types in this folder, or a list of one."""
    globs: tuple[str, ...]
    """Where such files lie, relative to the library's folder; `**` stands for any folders."""
    front_matter: bool = False
    """Whether only the front matter of a Markdown file is meant, and not a whole YAML file."""


KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("programme", "A programme: a family of modules", ProgrammeKeys, ("modules/*/programme.yml",)),
        FileKind("module", "The front matter of a module", ModuleKeys, ("modules/*/*/module.md",), front_matter=True),
        FileKind(
            "handout",
            "The front matter of a handout",
            HandoutKeys,
            ("modules/*/*/handouts/*.md",),
            front_matter=True,
        ),
        FileKind(
            "standards",
            "The front matter of a standard set",
            StandardsKeys,
            ("materials/standards/*/standards.md",),
            front_matter=True,
        ),
        FileKind(
            "agreement",
            "The front matter of an agreement template",
            AgreementKeys,
            ("materials/agreements/*/agreement.md",),
            front_matter=True,
        ),
        FileKind("page", "The front matter of a content page", PageKeys, ("content/**/*.md",), front_matter=True),
        FileKind("pack", "A pack: documents that are printed together", PackKeys, ("materials/packs/*/pack.yml",)),
        FileKind("hub", "Who a hub is, and what it prints and signs", HubKeys, ("materials/hubs/*.yml",)),
        FileKind("glossary", "The glossary: terms and what they mean", list[TermKeys], ("materials/glossary.yml",)),
        FileKind("signposts", "Helplines and services", list[SignpostKeys], ("materials/signposts.yml",)),
        FileKind("brand", "How the charity presents itself", BrandKeys, ("materials/brand/brand.yml",)),
        FileKind("facts", "What is claimed, and where it was read", list[FactKeys], ("materials/facts.yml",)),
        FileKind("forms", "How a provider's export of feedback is read", FormKeys, ("materials/forms/*.yml",)),
        FileKind(
            "refinement",
            "The front matter of a refinement",
            RefinementKeys,
            ("materials/refinements/*.md",),
            front_matter=True,
        ),
        FileKind(
            "release",
            "A release of a document, which the program writes",
            ReleaseKeys,
            ("modules/*/*/releases/*/release.yml", "materials/*/*/releases/*/release.yml"),
        ),
        FileKind(
            "withdrawn",
            "Releases that must no longer be used, which the program writes",
            list[WithdrawnKeys],
            ("modules/*/*/releases/withdrawn.yml", "materials/*/*/releases/withdrawn.yml"),
        ),
        FileKind(
            "edition",
            "An edition of a pack, which the program writes",
            EditionKeys,
            ("materials/packs/*/editions/*.yml",),
        ),
    )
}
"""Every kind of file, by name: first what people write, then what the program writes."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file, as an editor needs it.

    Raises:
        KeyError: There is no such kind.
    """
    kind = KINDS[name]
    made = TypeAdapter(kind.type).json_schema(schema_generator=_ForEditors)
    for part in _parts(made):
        part.pop("title", None)
        if not isinstance(part.get("default"), (str, bool)):
            part.pop("default", None)
    return {"$schema": _ForEditors.schema_dialect, "$id": f"{name}.json", "title": kind.title, **made}


class _ForEditors(GenerateJsonSchema):
    """Schemas without what means nothing to authors, such as `null`, which our YAML lacks."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key that may be absent is no key that may hold nothing."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Names with a form of their own: others are mistakes."""
        made = super().dict_schema(schema)
        if "patternProperties" in made:
            made.pop("propertyNames", None)
            made["additionalProperties"] = False
        return made


def _parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a schema and every schema inside it; not the keys that it describes, which may be called `title`."""
    yield schema
    named = [
        inner for holder in ("$defs", "properties", "patternProperties") for inner in schema.get(holder, {}).values()
    ]
    single = [schema.get(holder) for holder in ("items", "additionalProperties")]
    for inner in (*named, *single, *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if isinstance(inner, dict):
            yield from _parts(inner)
