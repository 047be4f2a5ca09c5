"""`hubdocs feedback form-map`: a proposal that the program itself accepts, and that reads the export."""

from __future__ import annotations

import pytest
from arriving import counts, released_library, take, write_rows
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdocs.authoring.feedback import read_form
from hubdocs.cli import main
from hubdocs.errors import HubError
from hubdocs.feedback.intake import read_table
from hubdocs.feedback.intake.proposing import as_yaml, propose
from hubdocs.feedback.intake.table import Row, Table
from hubdocs.feedback.store import open_store

MICROSOFT = {
    "ID": "7",
    "Start time": "11/24/26 9:00:00",
    "Completion time": "11/24/26 9:05:00",
    "Email": "anonymous",
    "Name": "",
    "Module code": "WC-01",
    "Version": "1.0.0",
    "Your role": "teacher",
    "How many people took part?": "12",
    "Did you run it as planned?": "Mostly",
    "How many minutes did it take?": "40",
    "It was useful": "Strongly agree",
    "The materials were clear": "Agree",
    "How confident were you before the session?": "2 - a little",
    "How confident are you now?": "4",
    "What should we keep?": "The film",
    "What should we change?": "Less talk",
    "What did you change, and why?": "We left the room",
    "Would you run it again?": "Probably",
}
GOOGLE = {
    "Timestamp": "30/11/2026 15:04:05",
    "Which module?": "WC-01",
    "Version number": "1.0.0",
    "How useful was the session?": "5",
    "One thing to keep": "It’s good: 'yes'",
    "Would you use it again?": "No",
}


def form(folder, file, provider=""):
    """The form that is proposed for a file, as the program reads it."""
    (folder / "materials/forms").mkdir(parents=True, exist_ok=True)
    lines = as_yaml(propose(read_table(file, ours=False), provider))
    (folder / "materials/forms/made.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_form(folder, "materials/forms/made.yml")


def test_a_microsoft_export_is_understood(tmp_path):
    other = MICROSOFT | {"ID": "8", "It was useful": "Neutral", "Completion time": "12/1/26 10:00:00"}
    file = write_rows(tmp_path / "export.csv", [MICROSOFT, other])
    made = form(tmp_path, file)
    assert made.provider == "Microsoft Forms"
    assert made.dates == "%m/%d/%y %H:%M:%S"
    headings = [each for each in MICROSOFT if each not in {"Start time", "Email", "Name"}]
    assert sorted(made.columns.values()) == sorted(headings)
    assert made.columns["adapted"] == "What did you change, and why?"
    assert made.columns["change"] == "What should we change?"
    assert made.values["useful"] == {"Strongly agree": "5", "Neutral": "3"}
    assert made.values["before"] == {"2 - a little": "2"}
    assert made.values["as_planned"] == {"Mostly": "partly"}
    store = open_store(tmp_path)
    assert counts(take(file, store, made)) == (2, 0, 0, 0)
    response = next(store.responses())
    assert (response.useful, response.clear, response.before, response.after, response.again) == (5, 4, 2, 4, "yes")


def test_a_google_export_is_understood(tmp_path):
    file = write_rows(tmp_path / "export.csv", [GOOGLE])
    made = form(tmp_path, file)
    assert (made.provider, made.dates) == ("Google Forms", "%d/%m/%Y %H:%M:%S")
    assert set(made.columns) == {"submitted_at", "document", "version", "useful", "keep", "again"}
    assert counts(take(file, open_store(tmp_path), made)) == (1, 0, 0, 0)


def test_a_day_that_could_be_a_month_is_said(tmp_path):
    file = write_rows(tmp_path / "export.csv", [GOOGLE | {"Timestamp": "01/02/2026 10:00:00"}])
    assert any("the other way round" in line for line in as_yaml(propose(read_table(file))))
    file = write_rows(tmp_path / "export.csv", [GOOGLE])
    assert not any("the other way round" in line for line in as_yaml(propose(read_table(file))))


def test_what_is_missing_or_without_a_meaning_is_said(tmp_path):
    file = write_rows(tmp_path / "export.csv", [{"Module": "WC-01", "Useful": "Banana", "Shoe size": "9"}])
    lines = list(as_yaml(propose(read_table(file))))
    assert "# Needed, and not found: version; or edition in their place." in lines
    assert "# Say what this answer means under values, useful: 'Banana'" in lines
    assert "# Not kept: 'Shoe size'" in lines


def test_headings_that_mean_nothing_are_a_mistake(tmp_path):
    with pytest.raises(HubError, match="no heading looks like one of our columns"):
        propose(read_table(write_rows(tmp_path / "export.csv", [{"Shoe size": "9", "Weather": "fine"}])))


def test_the_command_prints_a_file_that_check_accepts(tmp_path):
    root = released_library(tmp_path)
    file = write_rows(tmp_path / "export.csv", [MICROSOFT])
    done = CliRunner().invoke(main, ["feedback", "form-map", str(file), "-C", str(root)])
    assert done.exit_code == 0, done.output
    (root / "materials/forms").mkdir()
    (root / "materials/forms/made.yml").write_text(done.stdout, encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "-C", str(root), "--today", "2026-11-24"])
    assert "forms/made.yml" not in checked.output
    words = ["feedback", "import", str(file), "--form", "made", "-C", str(root), "--on", "2026-11-24"]
    assert "1 row: 1 stored." in CliRunner().invoke(main, words).output


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=40), max_size=4), st.lists(st.text(max_size=20), min_size=3, max_size=3))
def test_whatever_headings_and_answers_are_called_the_proposal_can_be_read(tmp_path_factory, others, answers):
    headings = ("Module", f"Version{others[0] if others else ''}", "Useful", *others)
    row = Row(2, (*answers, *[""] * len(others)))
    folder = tmp_path_factory.mktemp("form")
    (folder / "materials/forms").mkdir(parents=True)
    lines = as_yaml(propose(Table("a.csv", headings, lambda: iter([row]))))
    (folder / "materials/forms/made.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "document" in read_form(folder, "materials/forms/made.yml").columns
