"""Whatever an author writes: the PDF has no finding, and its tags say the words of the text in their order."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from constructs import CONSTRUCTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring
from rendered import Rendered, rendered
from small_pdfs import annotations, tags

from hubdocs.library.load import load_library
from hubdocs.model import View
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.inspection import inspect
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import Limits
from hubdocs.printing.reading import plain, reading_of
from hubdocs.printing.workers import print_one

BULLET = re.compile(r"[•–·▪]|\d+\.")
"""What the style sheet puts before an item."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rendered]:
    """Everything at once, and those kinds that a test looks at closely."""
    folder = tmp_path_factory.mktemp("constructs")
    looked_at = (
        "footnotes",
        "definitions",
        "table",
        "spans",
        "languages",
        "decoration",
        "links",
        "html lists",
        "long",
        "tabs",
    )
    made = {kind: rendered(folder, CONSTRUCTS[kind], kind.replace(" ", "-")) for kind in looked_at}
    return {**made, "all": rendered(folder, "\n\n".join(CONSTRUCTS.values()), "all")}


def said(pdf: Path) -> list[str]:
    """The words that the tags lead to, without what the style sheet adds: bullets, pages, a table's head once more."""
    spoken: list[str] = []
    head: list[str] = []
    for role, group in groupby(reading_of(pdf), key=lambda each: each.role):
        passages = [each.text for each in group]
        if role == "TH" and passages == head:
            continue
        head = passages if role == "TH" else head
        spoken += [each for each in passages if not (role == "Lbl" and BULLET.fullmatch(each))]
    return _letters(re.sub(r"\(p\. \d+\)", "", " ".join(spoken)))


def written(html: str) -> list[str]:
    """The words of some HTML, in order, with the descriptions of pictures; a table's caption stands before it."""
    tree: HtmlElement = fragment_fromstring(html, create_parent="div")
    for picture in tree.iter("img"):
        picture.text = "" if picture.get("data-tag") == "Artifact" else f" {picture.get('alt')} "
    for foot in list(tree.iter("tfoot")):
        foot.getparent().append(foot)
    for rule in tree.iter("hr", "br"):
        rule.tail = " " + (rule.tail or "")
    return _letters("".join(tree.itertext()))


def _letters(text: str) -> list[str]:
    """Letter by letter: where lines are broken and words joined is another test's affair."""
    return list(re.sub(r"[\s“”‘’•]", "", plain(text)))


def roles(pdf: pikepdf.Pdf, role: str) -> list[list[str]]:
    """What the tags of one role hold: the roles of their kids, `#` for words."""
    return [
        ["#" if isinstance(kid, int) else str(kid.get("/S", kid.get("/Type")))[1:] for kid in each.K]
        for each in tags(pdf, role)
    ]


@pytest.mark.parametrize("kind", CONSTRUCTS)
def test_each_kind_by_itself_is_sound_and_loses_no_word(kind: str, tmp_path: Path) -> None:
    made = rendered(tmp_path, CONSTRUCTS[kind])
    assert inspect(made.pdf) == ()
    assert said(made.pdf) == written(made.html)


def test_all_kinds_together_are_sound_and_lose_no_word(printed: dict[str, Rendered]) -> None:
    assert inspect(printed["all"].pdf) == ()
    assert said(printed["all"].pdf) == written(printed["all"].html)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(sorted(CONSTRUCTS)), min_size=2, max_size=5, unique=True),
    inside=st.sampled_from(["", "> ", "    "]),
)
def test_any_mixture_is_sound_and_loses_no_word(tmp_path: Path, kinds: list[str], inside: str) -> None:
    text = "\n\n".join(CONSTRUCTS[kind] for kind in kinds)
    block = "!!! note\n" if inside == "    " else ""
    made = rendered(tmp_path, block + "".join(f"{inside}{line}\n" for line in text.split("\n")))
    assert inspect(made.pdf) == ()
    assert said(made.pdf) == written(made.html)


def test_a_footnote_is_a_note_and_its_number_a_reference(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["footnotes"].pdf) as pdf:
        assert roles(pdf, "Reference") == [["Link"]] * 3
        assert [str(note.ID) for note in tags(pdf, "Note")] == ["footnotes--n1", "footnotes--n2"]
        assert [str(link.Contents) for link in annotations(pdf)] == ["Note 1", "Note 1", "Note 2"]


def test_a_term_is_the_label_of_its_meaning(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["definitions"].pdf) as pdf:
        assert roles(pdf, "LI")[:2] == [["Lbl", "LBody"], ["Lbl", "Lbl", "LBody", "LBody"]]


def test_a_list_inside_an_item_stands_between_its_words(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["html lists"].pdf) as pdf:
        assert roles(pdf, "LBody")[0] == ["#", "L", "#", "L", "#"]


def test_an_item_broken_over_two_pages_is_one_item(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["long"].pdf) as pdf:
        assert len(pdf.pages) > 1
        assert roles(pdf, "L") == [["LI"] * 14]
        assert roles(pdf, "LI") == [["Lbl", "LBody"]] * 14


def test_spanning_cells_keep_their_headers(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["spans"].pdf) as pdf:
        words = {str(cell.ID): number for number, cell in enumerate(tags(pdf, "TH"))}
        cell = tags(pdf, "TD")[0]
        # Ann; when; Monday.
        assert [words[str(name)] for name in cell.A.Headers] == [4, 1, 2]
        assert int(tags(pdf, "TH")[0].A.RowSpan) == 2


def test_languages_of_passages_are_in_the_tags(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["languages"].pdf) as pdf:
        named = [
            (role, str(each.Lang))
            for role in ("P", "H2", "Span", "Link")
            for each in tags(pdf, role)
            if "/Lang" in each
        ]
    spans = [("Span", each) for each in ("cy", "cy", "en-GB", "pl", "fr", "es")]
    assert named == [("P", "cy"), ("P", "de"), *spans, ("Link", "fr")]


def test_decoration_is_an_artifact(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["decoration"].pdf) as pdf:
        assert tags(pdf, "Figure") == []
        kinds = [str(operands[1].get("/Type")) for operands, _ in pikepdf.parse_content_stream(pdf.pages[0], "BDC")]
    assert kinds.count("/Layout") == 3


def test_a_link_is_one_tag_with_all_its_words_wherever_it_is_broken(printed: dict[str, Rendered]) -> None:
    with pikepdf.open(printed["links"].pdf) as pdf:
        found = [
            [str(kid.Obj.Contents) for kid in link.K if not isinstance(kid, int) and "/Obj" in kid]
            for link in tags(pdf, "Link")
        ]
    assert len(found[0]) == 2
    assert len(set(found[0])) == 1
    assert found[0][0].startswith("A link whose words are so many that they do not fit on a single line")
    assert found[0][0].endswith("must be broken somewhere in their middle (example.org/a)")
    assert found[1] == ["bold code (example.org/b)"]
    assert set(found[2]) == {"Our logo (example.org/c)"}
    assert len(found) == 4


@pytest.fixture(scope="module")
def awareness(tmp_path_factory: pytest.TempPathFactory) -> tuple[PrintDocument, Path]:
    """The trainer's first module, and its PDF."""
    library = load_library(Path(__file__).parents[2])
    document = print_release(library, library.releases["WC-01"][-1], View.TRAINER, SCREEN)
    return document, print_one(
        document, WeasyPrintEngine(), RenderCache(tmp_path_factory.mktemp("awareness")), Limits()
    ).pdf


def test_a_module_reads_as_it_is_written(awareness: tuple[PrintDocument, Path]) -> None:
    document, pdf = awareness
    assert said(pdf) == written(re.sub(r"(?s).*<body[^>]*>|</body>.*", "", document.html))


def test_tables_read_row_by_row_and_margins_with_their_activity(awareness: tuple[PrintDocument, Path]) -> None:
    passages = [each.text for each in reading_of(awareness[1])]
    first = passages.index("Welcome and group agreement")
    row = ["Welcome and group agreement", "0", "5 min", "Before-rating"]
    assert passages[first - 3 : first + 4] == ["Activity", "From", "Lasts", *row]
    at = passages.index("Film clip and pairs talk", passages.index("What this session is about"))
    assert passages[at + 1 : at + 4] == [
        "Minute 8 to 23. At the shortest 10 minutes.",
        "Sensitive Keep the agreement. Nobody has to speak.",
        "Handout WC-01-H3 one for each group",
    ]
