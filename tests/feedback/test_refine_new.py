"""A refinement begins with a number of its own, with what it is about, and without a word of what anybody wrote."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from refined import FOLDER, released, released_again, response, write
from tiny import MODULE_PATH

from hubdocs.cli import main
from hubdocs.cli.refine.kept import found
from hubdocs.errors import HubError, errors_among
from hubdocs.feedback.refinements import Wish, begin
from hubdocs.library.load import load_library
from hubdocs.library.rules import check_library
from hubdocs.model import Edition, EditionDocument, Response, Version
from hubdocs.refine import write_refinement
from hubdocs.releases.journal import Disk

DAY = date(2026, 11, 30)
WORDS = "my own pupil Quillby told me"


def wish(**changes: object) -> Wish:
    return Wish(**{"document": "WC-01", "severity": "usability", "raised": DAY, **changes})  # type: ignore[arg-type]


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["refine", "new", *arguments, "-C", str(root), "--on", str(DAY)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def problems(root: Path, wanted: Wish, *responses: Response) -> str:
    with pytest.raises(HubError) as caught:
        begin(load_library(root), wanted, responses)
    return str(caught.value)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released_again(released(tmp_path_factory.mktemp("pristine")))


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    """A library with two releases of its module."""
    return Path(shutil.copytree(pristine, tmp_path / "library"))


def test_a_desk_review_is_written_with_the_next_number_and_breaks_nothing(root: Path) -> None:
    result = run(
        root, "WC-01", "--activity", "film", "--severity", "taste", "--desk-review", "--title", "A kinder film"
    )

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("materials/refinements/R-0001.md is written.\n")
    assert (root / FOLDER / "R-0001.md").read_text() == (
        "---\nid: R-0001\ndocument: WC-01\nversions: [1.1.0]\nactivity: film\nraised: 2026-11-30\nresponses: 0\n"
        "severity: taste\ndecision: open\nsource: desk review\n---\n\n## A kinder film\n\n### What we noticed\n\n"
        "Somebody on our team read “Film” in WC-01 closely, and noticed that it could be better.\n\n"
        "### What we did\n\nWe are looking at it, and say here what we decide.\n"
    )
    assert not errors_among(check_library(load_library(root), DAY))


def test_several_versions_may_follow_one_option(root: Path) -> None:
    run(root, "WC-01", "--severity", "factual", "--responses", "7", "--versions", "1.1.0", "1.0.0")

    text = (root / FOLDER / "R-0001.md").read_text()
    assert "versions: [1.0.0, 1.1.0]\n" in text
    assert "responses: 7\n" in text
    assert "7 people wrote to us about WC-01." in text


def test_a_small_number_is_never_told(root: Path) -> None:
    told = begin(load_library(root), wish(responses=4)).text

    assert "Fewer than 5 people wrote to us" in told
    assert "4" not in told.partition("\n---\n")[2]


def test_responses_say_which_versions_and_which_activity_and_none_of_their_words_is_taken_over(root: Path) -> None:
    said = [
        response(str(number), version, activity="film", keep=WORDS, change=WORDS, adapted=WORDS)
        for number, version in enumerate(("1.1.0", "1.0.0", "1.1.0", "1.1.0", "1.0.0"))
    ]
    told = begin(load_library(root), wish(), said).text

    assert "versions: [1.0.0, 1.1.0]\nactivity: film\n" in told
    assert "responses: 5\n" in told
    assert "5 people wrote to us about “Film” in WC-01." in told
    assert "Quillby" not in told


def test_responses_about_several_activities_are_about_the_whole(root: Path) -> None:
    told = begin(load_library(root), wish(), [response("a", activity="film"), response("b", activity="close")]).text

    assert "activity:" not in told
    assert "## Noticing\n" in told


def test_a_response_to_an_edition_speaks_of_the_release_that_is_printed_in_it(root: Path) -> None:
    made = load_library(root)
    pack = made.packs["school-staff"]
    edition = Edition("2026-11", pack.id, DAY, (EditionDocument("WC-01", Version(1, 0, 0), "h1:x", 2),), pack.place)
    printed = replace(made, packs={pack.id: replace(pack, editions=(edition,))})
    told = begin(printed, wish(), [Response(id="a", edition="school-staff@2026-11")]).text

    assert "versions: [1.0.0]\n" in told


def test_more_people_may_have_said_it_than_there_are_responses(root: Path) -> None:
    assert "responses: 9\n" in begin(load_library(root), wish(responses=9), [response()]).text


@pytest.mark.parametrize(
    ("wanted", "responses", "told"),
    [
        (wish(document="WC-02", responses=1), (), "WC-02 was never released, so nobody can have spoken of it"),
        (wish(responses=1, versions=(Version(9, 0, 0),)), (), "WC-01 9.0.0 was never released\n  hint: its releases"),
        (wish(responses=1, activity="filmm"), (), "has no activity `filmm`\n  hint: did you mean `film`?"),
        (wish(), (), "nobody said it"),
        (wish(responses=1), (response("a"), response("b")), "1 people cannot have said it: 2 responses are named"),
        (wish(), (Response(id="x", document="ST-01", version=Version(1, 0, 0)),), "response x is about ST-01, and not"),
        (wish(), (Response(id="x", edition="school-staff@1999-01"),), "response x is about school-staff@1999-01"),
    ],
)
def test_what_does_not_fit_is_refused(root: Path, wanted: Wish, responses: tuple[Response, ...], told: str) -> None:
    assert told in problems(root, wanted, *responses)


def test_numbers_that_were_ever_seen_are_not_used_again(root: Path) -> None:
    write(root, "R-0003")
    made = load_library(root)
    assert begin(made, wish(responses=1)).id == "R-0004"

    (root / FOLDER / "R-0007.md").write_text("not readable")
    assert begin(made, wish(responses=1)).id == "R-0008"

    first, second = made.releases["WC-01"]
    closed = replace(made, releases={"WC-01": (replace(first, closes=("R-0011",)), second)})
    assert begin(closed, wish(responses=1)).id == "R-0012"


def test_the_number_after_the_last_is_refused(root: Path) -> None:
    write(root, "R-9999")

    assert "R-9999 is taken, and no number comes after it" in problems(root, wish(responses=1))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "say who asks for it"),
        (("--desk-review", "--responses", "3"), "--desk-review is for what nobody sent in"),
        (("--responses", "0"), "0 is not in the range"),
        (("--responses", "3", "--versions", "1.0"), "is not a version"),
        (("--responses", "3", "--title", "A <b>bold</b> title"), "write plain words, without <"),
        (("--responses", "3", "--title", "!!! note"), "write plain words, without !!!"),
        (("--responses", "3", "--title", "two\nlines"), "one line of plain text"),
    ],
)
def test_wrong_usage_is_told_as_such(root: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(root, "WC-01", "--severity", "taste", *arguments)

    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert not (root / FOLDER).exists()


def test_a_library_is_asked_for_before_anything_is_written(tmp_path: Path) -> None:
    assert run(tmp_path, "WC-01", "--severity", "taste", "--desk-review").exit_code == 1
    assert not list(tmp_path.iterdir())


class _Stops(Disk):
    """A disk that is full at one of its steps."""

    def __init__(self, step: int) -> None:
        self.left = step

    def _pass(self) -> None:
        self.left -= 1
        if self.left == -1:
            raise OSError(28, "no space left on device")

    def make_folder(self, folder: Path) -> None:
        self._pass()
        super().make_folder(folder)

    def write(self, file: Path, data: bytes) -> None:
        self._pass()
        super().write(file, data)

    def rename(self, old: Path, new: Path) -> None:
        self._pass()
        super().rename(old, new)


def test_a_refinement_is_written_whole_or_not_at_all(root: Path) -> None:
    stopped = 0
    for step in range(20):
        try:
            begun = write_refinement(root, wish(is_desk_review=True), (), lambda _: (), _Stops(step))
        except OSError:
            stopped += 1
            assert not (root / FOLDER).exists()
        else:
            assert (root / FOLDER / "R-0001.md").read_text() == begun.text
            break
    assert stopped > 2


def test_only_named_responses_are_found_in_the_order_in_which_they_are_named() -> None:
    held = [response("a"), response("b"), response("c")]

    assert [each.id for each in found(held, ["c", "a", "c"])] == ["c", "a"]
    with pytest.raises(HubError, match="no response z is kept"):
        found(held, ["a", "z"])


def test_a_release_can_close_what_was_begun(root: Path) -> None:
    run(root, "WC-01", "--severity", "safeguarding", "--desk-review")
    file = root / FOLDER / "R-0001.md"
    file.write_text(file.read_text().replace("decision: open", "decision: accepted"))
    text = (root / MODULE_PATH).read_text()
    (root / MODULE_PATH).write_text(text.replace("Talk in pairs.", "Talk in pairs, and pass if you wish."))
    words = ["release", "WC-01", "--patch", "--summary", "Kinder", "--closes", "R-0001", "-C", str(root)]
    result = CliRunner().invoke(main, [*words, "--on", str(DAY)])

    assert result.exit_code == 0, result.output
    assert "decision: accepted\nfixed_in: 1.1.1\n" in file.read_text()
    assert not errors_among(check_library(load_library(root), DAY))


@pytest.mark.parametrize(
    "title", ["1. Count", "- A dash", "+ plus = more", "Q & A, 50%", "“Why?” (2)", "Say: no!", "é & ü"]
)
def test_a_title_is_read_as_it_was_typed(root: Path, title: str) -> None:
    assert run(root, "WC-01", "--severity", "taste", "--desk-review", "--title", title).exit_code == 0

    made = load_library(root)
    assert made.refinements["R-0001"].title == title
    assert not errors_among(check_library(made, DAY))
    assert f"  {title}\n" in CliRunner().invoke(main, ["refine", "list", "-C", str(root)]).stdout
