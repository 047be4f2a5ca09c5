"""The house stands: a file imports only from floors below its own, and heavy engines have one importer each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "hubdocs"

FLOORS = (
    ("hubdocs.errors", "hubdocs.hints", "hubdocs.values"),
    ("hubdocs.model", "hubdocs.design"),
    ("hubdocs.authoring",),
    ("hubdocs.releases",),
    ("hubdocs.library",),
    ("hubdocs.feedback", "hubdocs.scaffold"),
    ("hubdocs.site", "hubdocs.printing", "hubdocs.output"),
    (
        "hubdocs.build",
        "hubdocs.release",
        "hubdocs.withdraw",
        "hubdocs.new",
        "hubdocs.refine",
        "hubdocs.feedback_report",
    ),
    ("hubdocs.cli",),
)
"""From the ground up; rooms of one floor know nothing of each other."""

ONLY_IMPORTERS = {
    "weasyprint": (
        "hubdocs.printing.child",
        "hubdocs.printing.fetching",
        "hubdocs.printing.style",
        "hubdocs.printing.tag_names",
    ),
    "pikepdf": (
        "hubdocs.printing.assembly",
        "hubdocs.printing.inspection",
        "hubdocs.printing.painted",
        "hubdocs.printing.preflight",
        "hubdocs.printing.reading",
        "hubdocs.printing.spoken",
    ),
    "mkdocs": ("hubdocs.site",),
    "material": ("hubdocs.site",),
    "click": ("hubdocs.cli",),
    "rich": ("hubdocs.cli",),
    "nh3": ("hubdocs.authoring.markdown",),
    "markdown": ("hubdocs.authoring",),
    "yaml": ("hubdocs.authoring",),
    "ruamel": ("hubdocs.authoring", "hubdocs.releases"),
    "pydantic": ("hubdocs.authoring",),
    "babel": ("hubdocs.authoring",),
    "jinja2": ("hubdocs.authoring", "hubdocs.feedback", "hubdocs.printing", "hubdocs.site", "hubdocs.scaffold"),
    "sqlalchemy": ("hubdocs.feedback.store",),
    "openpyxl": ("hubdocs.feedback.intake",),
    "matplotlib": ("hubdocs.feedback.report",),
}
"""Who alone may import an engine, so that it can be replaced in one place."""


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        yield name.removesuffix(".__init__"), file


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "hubdocs":
                found.update(f"hubdocs.{alias.name}" for alias in node.names)
    return found


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def floor_of(module: str) -> tuple[int, str] | None:
    for height, rooms in enumerate(FLOORS):
        for room in rooms:
            if within(module, room):
                return height, room
    return None


@pytest.mark.parametrize(("module", "file"), list(modules()), ids=[name for name, _ in modules()])
def test_a_file_imports_only_from_floors_below(module: str, file: Path) -> None:
    if module == "hubdocs":
        assert not imports(file) - {"__future__"}
        return
    here = floor_of(module)
    assert here is not None, f"{module} stands on no floor: give it one"
    for imported in imports(file):
        there = floor_of(imported)
        if imported == "hubdocs" or there is None or there[1] == here[1]:
            continue
        assert there[0] < here[0], f"{module} imports {imported}, which is not below it"


@pytest.mark.parametrize(("engine", "importers"), ONLY_IMPORTERS.items())
def test_an_engine_has_only_its_own_importers(engine: str, importers: tuple[str, ...]) -> None:
    for module, file in modules():
        if any(within(imported, engine) for imported in imports(file)):
            assert any(within(module, room) for room in importers), f"{module} imports {engine}"


def test_nobody_prints_but_the_command_line() -> None:
    for module, file in modules():
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if not within(module, "hubdocs.cli"):
            assert not calls & {"print", "exit"}, f"{module} prints"


def test_the_story_of_a_build_fits_on_one_screen() -> None:
    tree = ast.parse((PACKAGE / "build.py").read_text())
    build = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "build")

    assert build.end_lineno is not None
    assert build.end_lineno - build.lineno < 45


def test_no_files_import_each_other_in_a_ring() -> None:
    wanted = {module: {each for each in imports(file) if within(each, "hubdocs")} for module, file in modules()}
    below: dict[str, set[str]] = {}

    def reach(module: str, way: tuple[str, ...]) -> set[str]:
        assert module not in way, f"a ring: {' -> '.join((*way, module))}"
        if module not in below:
            inner = [each for each in wanted.get(module, ()) if not within(module, each)]
            below[module] = {found for each in inner for found in ({each} | reach(each, (*way, module)))}
        return below[module]

    for module in wanted:
        reach(module, ())
