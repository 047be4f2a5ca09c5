"""`hubdocs schema`: what each file may hold, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hubdocs.authoring.schemas.files import KINDS, FileKind, json_schema
from hubdocs.cli import options, telling
from hubdocs.hints import did_you_mean


@click.command()
@click.argument("name", required=False)
@click.option("-C", metavar="FOLDER", expose_value=False, help="The library's folder: a schema is the same for all.")
@click.option(
    "--all", "folder", metavar="FOLDER", type=click.Path(path_type=Path), help="Write every schema into a folder."
)
@options.answers_problems("nothing was written.")
def schema(name: str | None, folder: Path | None) -> None:
    """Say what each file may hold: the list of files, or the JSON Schema of one (NAME)."""
    if name and folder:
        raise click.UsageError("name one schema, or write --all of them")
    if folder:
        for file in _written(folder):
            telling.say(str(file))
    elif name:
        telling.answer(json_schema(_known(name)))
    else:
        for kind in KINDS.values():
            telling.say(_line(kind))


def _known(name: str) -> str:
    if name not in KINDS:
        hint = did_you_mean(name, KINDS, f"there are: {', '.join(KINDS)}")
        raise click.UsageError(f"there is no schema {name}; {hint}")
    return name


def _line(kind: FileKind) -> str:
    width = max(len(name) for name in KINDS)
    part = " (front matter)" if kind.front_matter else ""
    return f"{kind.name:{width}}  {', '.join(kind.globs)}{part}"


def _written(folder: Path) -> list[Path]:
    """The files of all schemas, each written whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.json", _text(name)) for name in KINDS]


def _text(name: str) -> str:
    """The same bytes that `hubdocs schema NAME` prints."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


def _write(file: Path, text: str) -> Path:
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(file)
    return file
