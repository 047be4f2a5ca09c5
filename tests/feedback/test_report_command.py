"""`hubdocs feedback report`: what it says, what it writes, and how it ends when it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from hubdocs.cli.feedback.report import report_command
from hubdocs.model import Response, Version


def run(root: Path, *arguments: str, rows: Iterable[Response] = ()) -> Result:
    @contextmanager
    def stored(_root: Path, document: str) -> Iterator[Iterable[Response]]:
        yield (row for row in rows if document in {"", row.document})

    return CliRunner().invoke(report_command(stored), ["-C", str(root), *arguments])


def test_it_says_how_many_were_read_and_where_the_report_is(tiny: Path) -> None:
    rows = [Response(id=str(n), document="WC-01", version=Version(1, 0, 0), minutes_taken=30) for n in range(6)]
    result = run(tiny, rows=rows)
    assert result.exit_code == 0, result.output
    folder = tiny / ".hubdocs" / "report"
    assert sorted(each.name for each in folder.iterdir()) == ["report.html", "report.json", "report.pdf"]
    assert "6 responses on 1 document." in result.output
    assert f"{folder}/report.html" in result.output.replace("\n", "")


def test_programs_get_json_and_choose_the_folder(tiny: Path, tmp_path: Path) -> None:
    result = run(tiny, "--json", "--public", "--out", str(tmp_path / "told"))
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["responses"], told["documents"], told["look_at_first"]) == (0, 0, 0)
    assert json.loads((tmp_path / "told" / "report.json").read_text(encoding="utf-8"))["view"] == "public"


def test_an_unknown_document_is_a_mistake_with_a_hint(tiny: Path) -> None:
    result = run(tiny, "--document", "WC-99")
    assert result.exit_code == 1
    assert "there is no released document WC-99" in result.output
    assert not (tiny / ".hubdocs" / "report").exists()


def test_a_folder_with_other_files_is_left_alone(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("Keep me", encoding="utf-8")
    result = run(tiny, "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "it holds something else" in result.output
    assert (tmp_path / "keep.txt").exists()
