"""Every example on the help pages for authors is true.

The convention for a code block in `content/help/authors/`, by the word behind its opening signs:

`markdown`, beginning with `---`
    A whole file. Its id says where it goes in the tiny library; the whole files of a page are there for its other
    examples, too.
`markdown`, beginning with anything else
    A part of a text. A heading with `group` goes into the standards, all else into the module: activities before its
    signposting, the rest at its end. A heading whose id is there already takes that part's place; two activities or
    more take the place of all of the module's own. `duration` is set to what the activities then add up to.
`wrong`
    The same, but every mistake that it makes, and there is one, is quoted on the same page.
`yaml`
    Its first line is a comment. `# materials/signposts.yml` names the file; entries of a list are added to it.
    `# front matter of module.md` means that its keys replace those of the module. `# mkdocs.yml` is all of the
    library's settings.
`text`
    Commands, each line beginning with `hubdocs`; or mistakes as `hubdocs check` tells them, of which path and line
    may be any, and each of which stands in `tests/mistakes`.

Other code blocks may not stand there. All examples have no mistakes, but for those that are `wrong`. In the tiny
library in which they are tried, the module, the standards and an agreement were released before.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest
from lxml import html
from tiny import MODULE_PATH, TINY, write_library

from hubdocs.authoring import bounds, files, pictures, schemas, yaml
from hubdocs.authoring.markdown import Destination, Reading, render
from hubdocs.authoring.markdown.dialect import BLOCK_TYPES
from hubdocs.authoring.outline import activities, headings
from hubdocs.authoring.schemas.documents import Need
from hubdocs.authoring.schemas.packs import Format
from hubdocs.authoring.settings import read_settings
from hubdocs.authoring.validation import validate
from hubdocs.cli import COMMANDS, main
from hubdocs.errors import HubError, Problem, errors_among
from hubdocs.library.load import load_library
from hubdocs.library.rules import check_library
from hubdocs.model import Audience, FeedbackSettings, Mark, PrintLimits, View
from hubdocs.model.documents import Status
from hubdocs.printing.progress import Silent
from hubdocs.release import Wanted, release

HERE = Path(__file__).parents[2]
AUTHORS = HERE / "content" / "help" / "authors"
PAGES = sorted(AUTHORS.glob("*.md"))
KINDS = ("markdown", "wrong", "yaml", "text")
TODAY = datetime.date(2026, 11, 22)
STANDARDS_PATH = "materials/standards/ST-01-standards/standards.md"
LONGEST_SENTENCE = 28

SURROUNDINGS = {
    "content/help/index.md": "---\ntitle: Help\n---\n\nHelp.\n",
    "content/help/help-a-child.md": "---\ntitle: Worried about a child?\n---\n\nTell somebody.\n",
    "content/help/print-a-pack.md": "---\ntitle: Print a pack\n---\n\nWhich file to take.\n",
    "content/help/using-this-pack.md": "---\ntitle: Using this pack\n---\n\nKeep it up to date.\n",
    "modules/who-cares/WC-01-noticing/images/pair.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>\n'
    ),
    STANDARDS_PATH: TINY[STANDARDS_PATH]
    + '\n## Most staff take part { #SCH-1 group="Schools" level=must }\n\nMinimum\n:   Most of them.\n',
    "materials/agreements/AG-01-lead-school/agreement.md": """\
---
id: AG-01
title: Lead school
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What a lead school agrees to.
fields:
  - {name: party_name, label: Name of the school, type: text, required: true}
  - {name: start, label: Starts on, type: date, required: true}
---

## Purpose { #purpose }

{{ party_name }} leads a hub from {{ start }}.
""",
}
"""What examples name and the tiny library lacks."""

SCHEMAS = {
    "materials/signposts.yml": list[schemas.SignpostKeys],
    "materials/glossary.yml": list[schemas.TermKeys],
    "materials/packs/": schemas.PackKeys,
    "materials/hubs/": schemas.HubKeys,
    "materials/forms/": schemas.FormKeys,
}
"""What each YAML file may hold, by the beginning of its path."""

TABLES = {
    "write-a-module.md": schemas.ModuleKeys,
    "add-a-handout.md": schemas.HandoutKeys,
    "add-a-helpline.md": schemas.SignpostKeys,
    "explain-a-word.md": schemas.TermKeys,
    "write-an-agreement.md": schemas.FieldKeys,
    "describe-a-hub.md": schemas.HubKeys,
    "how-versions-are-tracked.md": schemas.RefinementKeys,
}
"""The keys that a page lists, all of them."""

LIMITS = {
    "One text file": f"{files.LARGEST_TEXT:,} bytes",
    "One picture": f"{pictures.LARGEST:,} bytes",
    "One text": f"{bounds.MOST_LINES:,} lines",
    "One line": f"{bounds.LONGEST_LINE:,} characters",
    "One paragraph": f"{bounds.LONGEST_PARAGRAPH:,} characters",
    "One table": f"{bounds.MOST_ROWS:,} rows and {bounds.MOST_COLUMNS:,} columns",
    "Footnotes and abbreviations": f"{bounds.MOST_DEFINITIONS:,}",
    "Lists, quotes and blocks inside one another": f"{bounds.DEEPEST_BLOCKS:,} levels",
    "Lists inside one another in front matter": f"{yaml.DEEPEST} levels",
}
"""Every limit that the page about limits tells, with where it comes from."""


@dataclass(frozen=True)
class Example:
    """One code block of a page."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def is_file(self) -> bool:
        """Whether it is a whole file, or entries of one."""
        return self.text.startswith(("---\n", "# materials/", "# mkdocs.yml\n"))

    @property
    def has_schema(self) -> bool:
        """Whether it is a file in YAML whose keys a schema knows; the settings are read by hand."""
        return self.kind == "yaml" and self.text.startswith("# materials/")


def examples_of(page: Path) -> Iterator[Example]:
    fence, kind, begun, held = "", "", 0, []
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        if fence and line.strip() == fence:
            yield Example(page.name, begun, kind, "\n".join(held) + "\n")
            fence = ""
        elif fence:
            held.append(line)
        elif opening := re.match(r"\s*(`{3,}|~{3,})(.*)$", line):
            fence, kind, begun, held = opening[1], opening[2].strip(), number, []
    assert not fence, f"{page.name}: the code that begins on line {begun} has no end"


EXAMPLES = [example for page in PAGES for example in examples_of(page)]


def of_kind(*kinds: str) -> list[Example]:
    return [example for example in EXAMPLES if example.kind in kinds]


def prose(page: Path) -> str:
    """What a page says outside code blocks."""
    text = page.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    return re.sub(r"^(`{3,})[^`\n]*\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)


def rows(page: str, heading: str) -> list[tuple[str, str]]:
    """The first two cells of every row of the tables whose first column has a heading."""
    found: list[tuple[str, str]] = []
    inside = False
    for line in prose(AUTHORS / page).split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            inside = False
        elif cells[0] == heading:
            inside = True
        elif inside and not set(cells[0]) <= {"-"}:
            found.append((cells[0], cells[1]))
    return found


def file_of(example: Example) -> tuple[str, str]:
    """Path and text of the file that a whole file is, or that its entries are added to."""
    if example.kind == "yaml":
        path = example.text.split("\n", 1)[0].removeprefix("# ")
        before = TINY.get(path, "") if example.has_schema and schema_of(path) in get_lists() else ""
        return path, before + example.text
    id_ = re.search(r"^id: (.+)$", example.text, re.MULTILINE)
    assert id_, f"{example}: a whole file has an id"
    if "-H" in id_[1]:
        return f"{MODULE_PATH.rsplit('/', 1)[0]}/handouts/h{id_[1].rsplit('-H', 1)[1]}.md", example.text
    folder, name = {"ST": ("materials/standards", "standards"), "AG": ("materials/agreements", "agreement")}.get(
        id_[1][:2], ("modules/who-cares", "module")
    )
    return f"{folder}/{id_[1]}-example/{name}.md", example.text


def schema_of(path: str) -> object:
    return next(schema for beginning, schema in SCHEMAS.items() if path.startswith(beginning))


def get_lists() -> list[object]:
    return [schema for schema in SCHEMAS.values() if not isinstance(schema, type) or get_args(schema)]


def with_keys(text: str, keys: str) -> str:
    """A Markdown file in whose front matter some keys are replaced."""
    head, body = text.split("\n---\n", 1)
    head += "\n"
    for key in re.findall(r"^(\w+):", keys, re.MULTILINE):
        head = re.sub(rf"^{key}:.*\n(?: .*\n)*", "", head, flags=re.MULTILINE)
    return f"{head}{keys}---\n{body}"


def with_part(text: str, part: str) -> str:
    """A Markdown file with a part of a text at the place where it would stand."""
    head, body = text.split("\n---\n", 1)
    new = headings(part)
    ids = {each.anchor for each in new if each.anchor}
    takes_all = len(activities(new)) > 1
    made: list[str] = []
    place = None
    for section in re.split(r"^(?=## )", body, flags=re.MULTILINE):
        own = next(iter(headings(section)), None)
        gone = own and (own.anchor in ids or (takes_all and own.is_activity))
        if place is None and own and (gone or (activities(new) and Mark.SIGNPOSTING in own.classes)):
            place = len(made)
        if not gone:
            made.append(section)
    made.insert(len(made) if place is None else place, f"\n{part}\n")
    body = "".join(made)
    total = sum(activity.minutes for activity in activities(headings(body)))
    return f"{re.sub(r'^duration: .*$', f'duration: {total}', head, flags=re.MULTILINE)}\n---\n{body}"


def whole_files(page: str) -> dict[str, str]:
    """The files that the examples of a page are, by path."""
    return dict(file_of(example) for example in of_kind("markdown", "yaml") if example.page == page and example.is_file)


def changes_of(example: Example) -> dict[str, str]:
    """What an example changes in the library, by path."""
    files_there = TINY | SURROUNDINGS | whole_files(example.page)
    if example.is_file:
        return whole_files(example.page)
    if example.kind == "yaml":
        path = STANDARDS_PATH if "standards.md" in example.text.split("\n", 1)[0] else MODULE_PATH
        text = with_keys(files_there[path], example.text)
    else:
        path = STANDARDS_PATH if any("group" in each.values for each in headings(example.text)) else MODULE_PATH
        text = with_part(files_there[path], example.text)
    return whole_files(example.page) | {path: text}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library with what examples name; its documents are released."""
    root = write_library(tmp_path_factory.mktemp("released") / "library", SURROUNDINGS)
    release(root, Wanted(("WC-01", "ST-01", "AG-01"), "First release", TODAY), Silent())
    return root


@pytest.fixture
def library(released: Path, tmp_path: Path) -> Path:
    """A copy of it, for one example to change."""
    return shutil.copytree(released, tmp_path / "library")


def problems_of(library: Path, changes: dict[str, str]) -> tuple[Problem, ...]:
    for path, text in changes.items():
        (library / path).parent.mkdir(parents=True, exist_ok=True)
        (library / path).write_text(text, encoding="utf-8", newline="\n")
    try:
        return errors_among(check_library(load_library(library), TODAY))
    except HubError as error:
        return error.problems


@cache
def told_by_check() -> frozenset[str]:
    """Every message with its hint that the tests of mistakes expect."""
    found = set()
    for file in (HERE / "tests" / "mistakes").glob("*/expected.txt"):
        for each in re.finditer(r"^\w+: \S.*?:\d+: (.+\n  hint: .+)$", file.read_text(encoding="utf-8"), re.MULTILINE):
            found.add(each[1])
    return frozenset(found)


def quotes(page: str) -> list[str]:
    """The messages with hints that a page quotes."""
    quoted: list[str] = []
    for example in of_kind("text"):
        if example.page == page and not is_commands(example):
            matched = re.findall(r"^[\w./ -]+:\d+: (?:warning: )?(.+\n  hint: .+\n)", example.text, flags=re.MULTILINE)
            rest = re.sub(r"^[\w./ -]+:\d+: .+\n  hint: .+\n", "", example.text, flags=re.MULTILINE)
            assert not rest.strip(), f"{example}: neither a command nor a mistake: {rest}"
            quoted.extend(each.rstrip("\n") for each in matched)
    return quoted


def is_commands(example: Example) -> bool:
    return example.text.startswith("hubdocs ")


def test_there_are_pages_and_examples_of_every_kind() -> None:
    assert len(PAGES) >= 17
    for kind in KINDS:
        assert of_kind(kind), f"no example of the kind {kind}"
    assert any(is_commands(example) for example in of_kind("text"))
    assert len(quotes("fix-what-check-says.md")) >= 25


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_code_block_is_of_a_kind_that_is_tried(example: Example) -> None:
    assert example.kind in KINDS
    if example.kind == "yaml":
        assert re.match(
            r"# (?:materials/\S+\.yml|mkdocs\.yml|front matter of (?:module|standards)\.md)\n", example.text
        )


@pytest.mark.parametrize("example", of_kind("markdown", "yaml"), ids=str)
def test_an_example_works(example: Example, library: Path) -> None:
    assert problems_of(library, changes_of(example)) == ()


@pytest.mark.parametrize("example", [each for each in of_kind("yaml") if each.has_schema], ids=str)
def test_an_example_of_a_file_has_its_keys(example: Example) -> None:
    path, text = file_of(example)

    assert validate(schema_of(path), path, yaml.parse_yaml(path, text))


@pytest.mark.parametrize("example", of_kind("wrong"), ids=str)
def test_what_is_said_of_a_wrong_example_is_what_check_says(example: Example, library: Path) -> None:
    told = [f"{problem.message}\n  hint: {problem.hint}" for problem in problems_of(library, changes_of(example))]

    assert told, "nothing was noticed"
    assert set(told) <= set(quotes(example.page))


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_quoted_mistake_is_one_that_check_tells(page: str) -> None:
    assert [quoted for quoted in quotes(page) if quoted not in told_by_check()] == []


@pytest.mark.parametrize("example", [each for each in of_kind("text") if is_commands(each)], ids=str)
def test_the_program_knows_every_command_and_option(example: Example) -> None:
    for line in example.text.splitlines():
        program, *words = shlex.split(line)
        assert program == "hubdocs"
        command: click.Command = main
        context: click.Context | None = None
        while isinstance(command, click.Group):
            group = click.Context(command, parent=context, info_name=program)
            _, found, words = command.resolve_command(group, words)
            assert found is not None
            command, context = found, group
        command.make_context(line, words, parent=context)


def test_the_pages_themselves_have_no_mistakes(library: Path) -> None:
    changes = {f"content/help/authors/{page.name}": page.read_text(encoding="utf-8") for page in PAGES}

    assert problems_of(library, changes) == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_code_block_is_shown_as_it_was_typed(page: Path) -> None:
    reading = Reading(
        view=View.PARTICIPANT,
        link=Destination,
        picture=lambda path: path,
        activity_head=lambda activity: activity.title,
    )

    shown = html.fromstring(render(page.read_text(encoding="utf-8").split("\n---\n", 1)[1], reading))

    assert [code.text_content().strip("\n") for code in shown.xpath("//pre/code")] == [
        example.text.strip("\n") for example in examples_of(page)
    ]
    assert "```" not in shown.text_content()


@pytest.mark.parametrize(("page", "keys"), TABLES.items())
def test_a_table_of_keys_is_whole(page: str, keys: type[schemas.DocumentKeys]) -> None:
    listed = [key.strip("`") for key, _ in rows(page, "Key")]

    assert sorted(listed) == sorted(keys.model_fields)


def test_the_first_table_of_a_module_holds_what_every_module_needs() -> None:
    needed = {name for name, field in schemas.ModuleKeys.model_fields.items() if field.is_required()}
    listed = [key.strip("`") for key, _ in rows("write-a-module.md", "Key")]

    assert set(listed[: len(needed)]) == needed


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("write-a-module.md", [*Audience, *Status, *get_args(Need)]),
        ("write-an-activity.md", [f".{mark}" for mark in Mark]),
        ("add-a-handout.md", get_args(schemas.documents.Per)),
        ("tables-and-blocks.md", BLOCK_TYPES),
        ("write-an-agreement.md", get_args(schemas.FieldKeys.model_fields["type"].annotation)),
        ("make-a-pack.md", [*Audience, *get_args(Format)]),
    ],
)
def test_every_word_to_choose_from_is_named(page: str, words: list[str]) -> None:
    text = prose(AUTHORS / page)

    assert [str(word) for word in words if f"`{word}`" not in text] == []


def test_formats_are_listed_whole() -> None:
    assert {format_.strip("`") for format_, _ in rows("make-a-pack.md", "Format")} == set(get_args(Format))


def test_each_limit_is_the_programs_own() -> None:
    page = AUTHORS / "limits-and-safety.md"

    told = {what: limit for what, limit in rows(page.name, "What") if re.search(r"\d", limit)}
    assert told == LIMITS
    assert not re.search(r"\d", re.sub(r"UTF-8|^\|.*$", "", prose(page), flags=re.MULTILINE))


def test_the_limits_of_printing_are_the_programs_own_and_can_be_set(tmp_path: Path) -> None:
    told = [(name.strip("`"), int(number.replace(",", ""))) for name, number in rows("limits-and-safety.md", "Limit")]
    (example,) = settings_of("limits-and-safety.md")
    (tmp_path / "mkdocs.yml").write_text(example.text, encoding="utf-8")
    written = dataclasses.asdict(read_settings(tmp_path).print_limits)

    assert told == [*dataclasses.asdict(PrintLimits()).items()]
    assert list(written) == [name for name, _ in told]
    assert all(written[name] > number for name, number in told)


def test_the_ways_of_feedback_are_told(tmp_path: Path) -> None:
    (example,) = settings_of("ask-for-feedback.md")
    (tmp_path / "mkdocs.yml").write_text(example.text, encoding="utf-8")
    ways = [name.strip("`") for name, _ in rows("ask-for-feedback.md", "Way")]
    written = read_settings(tmp_path).feedback

    assert ways == [each.name for each in dataclasses.fields(FeedbackSettings) if each.name != "place"]
    assert all(getattr(written, way) for way in ways)


def settings_of(page: str) -> list[Example]:
    """The settings of a library that a page shows."""
    return [each for each in of_kind("yaml") if each.page == page and each.text.startswith("# mkdocs.yml\n")]


def test_only_what_cannot_be_done_yet_is_said_to_come_later() -> None:
    release = main.get_command(click.Context(main), "release")
    assert release
    options = {name for option in release.params for name in option.opts}
    told = prose(AUTHORS / "release-a-version.md")

    assert ("comes later" in told) == ("withdraw" not in COMMANDS)
    assert ("does not yet judge the change" in told) == ("--because" not in options)


def test_every_page_is_reached_from_the_first() -> None:
    first = (AUTHORS / "index.md").read_text(encoding="utf-8")

    assert [page.name for page in PAGES if page.name != "index.md" and f"]({page.name})" not in first] == []
    assert "](authors/index.md)" in (AUTHORS.parent / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sentences_are_short_and_calm(page: Path) -> None:
    text = re.sub(r"`[^`]*`", "code", prose(page))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    pieces = re.split(r"[.?!:](?=[\s*|]|$)|\n\n|\||^[-#] |\n- ", text, flags=re.MULTILINE)

    assert "!" not in text
    assert "<!--" not in text
    assert [piece.strip() for piece in pieces if len(piece.split()) > LONGEST_SENTENCE] == []
