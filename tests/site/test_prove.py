"""The proof finds what was done wrong after staging, whichever engine did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shelves import published, released, releases
from test_stage import TRAINER_TEXT

from hubdocs.errors import HubError
from hubdocs.model import Audience, Library, View
from hubdocs.site import Staged, prove, stage

PAGE = """<!doctype html>
<html lang="en"><head><meta name="hubdocs-document" content="{stamp}"><title>{title}</title></head>
<body>{body}</body></html>
"""


class PlainEngine:
    """The least that an engine can do; the proof must be content with it."""

    def build(self, staged: Staged, root: Path, target: Path) -> None:
        for file in staged.files:
            write(target / file.path, file.read())
        for page in staged.pages:
            text = PAGE.format(stamp=page.stamp, title=page.address, body=page.html)
            write(target / page.published, text.encode())


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.fixture
def library(tmp_path) -> Library:
    return published(tmp_path / "library")


@pytest.fixture
def site(library, tmp_path) -> Path:
    PlainEngine().build(stage(library), library.root, tmp_path / "site")
    return tmp_path / "site"


def test_what_was_published_as_staged_is_proved(library, site) -> None:
    prove(library, stage(library), site)


def change(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text()
    assert old in text
    (site / path).write_text(text.replace(old, new, 1))


Fault = Callable[[Path], None]
MODULE = "modules/wc-01/index.html"

FAULTS: dict[str, tuple[Fault, str]] = {
    "a page that is missing": (
        lambda site: (site / MODULE).unlink(),
        "site/modules/wc-01/index.html:1: it was staged and is not on the site",
    ),
    "a picture or file that is missing": (
        lambda site: (site / "versions.json").unlink(),
        "site/versions.json:1: it was staged and is not on the site",
    ),
    "a page too many": (
        lambda site: write(site / "extra.html", b"<p>x</p>"),
        "site/extra.html:1: it is on the site and was never staged",
    ),
    "a page without its stamp": (
        lambda site: change(site, MODULE, "hubdocs-document", "other"),
        "it must say that it is 'WC-01 1.0.0 participant h1:WC-01-1.0.0'",
    ),
    "a page in the place of another": (
        lambda site: change(site, MODULE, "1.0.0 participant", "1.0.0 trainer"),
        "and says 'WC-01 1.0.0 trainer h1:WC-01-1.0.0'",
    ),
    "a script from elsewhere": (
        lambda site: change(site, MODULE, "</head>", '<script src="https://unpkg.com/x"></script></head>'),
        "it loads https://unpkg.com/x from elsewhere",
    ),
    "a picture from elsewhere without a scheme": (
        lambda site: change(site, MODULE, "</body>", '<img src="//cdn.example/x.png" alt=""></body>'),
        "it loads //cdn.example/x.png from elsewhere",
    ),
    "a connection prepared in advance": (
        lambda site: change(site, MODULE, "</head>", '<link rel="preconnect" href="https://fonts.gstatic.com"></head>'),
        "it loads https://fonts.gstatic.com from elsewhere",
    ),
    "a font from elsewhere": (
        lambda site: change(site, "assets/fonts.css", "fonts/", "https://fonts.example/"),
        "it loads https://fonts.example/",
    ),
    "a link that runs a script": (
        lambda site: change(site, MODULE, "</body>", '<a href="javascript:alert(1)">x</a></body>'),
        "it has a link of an unknown kind: javascript:alert(1)",
    ),
    "a private scheme": (
        lambda site: change(site, MODULE, "</body>", '<a href="signpost:childline">x</a></body>'),
        "it has a link of an unknown kind: signpost:childline",
    ),
    "a link to nowhere": (
        lambda site: change(site, MODULE, "handouts/h1/index.html", "handouts/h9/index.html"),
        "it leads to handouts/h9/index.html, which is not on the site",
    ),
    "trainer text in the words of a page": (
        lambda site: change(site, MODULE, "</body>", f"<p>{TRAINER_TEXT.replace('needs', '<b>needs</b>')}</p></body>"),
        "it shows trainer text to others: “nobody needs to speak unless they wish to”",
    ),
    "trainer text that is only heard": (
        lambda site: change(site, MODULE, "</body>", f'<img src="data:," alt="{TRAINER_TEXT}"></body>'),
        "it shows trainer text to others",
    ),
    "trainer text in a comment": (
        lambda site: change(site, MODULE, "</body>", f"<!-- {TRAINER_TEXT} --></body>"),
        "it shows trainer text to others",
    ),
    "trainer text in a file for programs": (
        lambda site: change(site, "versions.json", "Release 1.0.0.", TRAINER_TEXT),
        "site/versions.json:1: it shows trainer text to others",
    ),
    "trainer text in what the check of a copy says": (
        lambda site: change(site, "check/check-data.js", "This is the newest release.", TRAINER_TEXT),
        "site/check/check-data.js:1: it shows trainer text to others",
    ),
    "trainer text in what feedback may be about": (
        lambda site: change(site, "feedback/feedback-data.js", '"Film"', f'"{TRAINER_TEXT}"'),
        "site/feedback/feedback-data.js:1: it shows trainer text to others",
    ),
    "trainer text in the search": (
        lambda site: change(site, "search/search_index.json", "Agree on the rules.", f"<p>{TRAINER_TEXT}</p>"),
        "site/search/search_index.json:1: it shows trainer text to others",
    ),
    "another search index for the double click": (
        lambda site: change(site, "search/search_index.js", "Agree", "Disagree"),
        "site/search/search_index.js:1: it differs from search_index.json",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_proof_finds(library, site, name) -> None:
    plant, message = FAULTS[name]
    plant(site)

    with pytest.raises(HubError) as raised:
        prove(library, stage(library), site)
    assert message in str(raised.value)


def test_all_faults_are_told_together(library, site) -> None:
    (site / MODULE).unlink()
    write(site / "extra.html", b"<p>x</p>")

    with pytest.raises(HubError) as raised:
        prove(library, stage(library), site)
    assert len({problem.place.path for problem in raised.value.problems}) > 1


def test_words_that_everybody_may_read_are_no_leak(tmp_path, library) -> None:
    content = f"---\ntitle: Help\n---\n\n{TRAINER_TEXT}\n"
    open_library = published(tmp_path / "open", {"content/help/index.md": content})
    PlainEngine().build(stage(open_library), open_library.root, tmp_path / "open-site")

    prove(open_library, stage(open_library), tmp_path / "open-site")


def test_the_sites_own_words_are_no_leak(tmp_path) -> None:
    path = "modules/who-cares/WC-01-noticing/module.md"
    text = published(tmp_path / "a").working["WC-01"].source.body
    whole = (
        (tmp_path / "a" / path)
        .read_text()
        .replace(TRAINER_TEXT.removesuffix("."), "Tell your safeguarding lead today. In an emergency call 999")
    )
    assert text
    library = published(tmp_path / "b", {path: whole})
    PlainEngine().build(stage(library), library.root, tmp_path / "site")
    change(
        tmp_path / "site",
        MODULE,
        "</body>",
        "<footer>Tell your safeguarding lead today. In an emergency call 999.</footer>",
    )

    prove(library, stage(library), tmp_path / "site")


def test_the_trainer_text_of_one_document_may_not_stand_on_anothers_trainer_page(tmp_path) -> None:
    library = published(tmp_path / "library")
    document = library.working["WC-01"]
    other = replace(
        document,
        id="WC-02",
        source=replace(
            document.source, body=document.source.body.replace(TRAINER_TEXT.removesuffix("."), "Say it softly")
        ),
        handouts=(),
    )
    both = releases(library, "WC-02", released(other))
    PlainEngine().build(stage(both), both.root, tmp_path / "site")
    change(tmp_path / "site", "modules/wc-02/trainer/index.html", "</body>", f"<p>{TRAINER_TEXT}</p></body>")

    with pytest.raises(HubError, match=r"modules/wc-02/trainer/index\.html:1: it shows trainer text to others"):
        prove(both, stage(both), tmp_path / "site")


def test_a_trainers_page_on_a_site_for_others_is_found(library, site) -> None:
    staged = replace(stage(library), audience=Audience.STAFF)

    assert any(page.view is View.TRAINER for page in staged.pages)
    with pytest.raises(HubError, match="it shows trainer text, which staff may not read"):
        prove(library, staged, site)
