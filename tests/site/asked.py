"""A library that asks for feedback in every way, for the tests of asking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from copies_held import edition, printed_before
from shelves import published, released, releases
from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.errors import Place
from hubdocs.library.load import load_library
from hubdocs.model import FeedbackSettings, FormMap, Library
from hubdocs.site import MkDocsEngine, prove, stage

MAIL = "feedback@example.org"
LINK = "https://forms.example.org/r/abc?d={document}&v={version}&a={activity}&e={edition}&c={channel}"
FORM = FormMap("microsoft-forms", "Microsoft Forms", {"response_id": "ID"}, Place("materials/forms/x.yml"), link=LINK)
EVERY_WAY = FeedbackSettings(mail=MAIL, form=FORM.name)
WORRIED = "---\ntitle: Worried about a child?\nsummary: What to do.\n---\n\nTell the safeguarding lead today.\n"
CAREFUL = MODULE.replace("## Film {", '## "Film" & pairs talk {')
"""The module with the title of an activity that needs care."""


def asking_library(root: Path) -> Library:
    """Two releases of a module, one of the standards, two editions of a pack, and a page for those who worry."""
    written = {MODULE_PATH: CAREFUL, "content/help/help-a-child.md": WORRIED}
    newer = load_library(write_library(root / "newer", written))
    library = replace(published(root / "library"), pages=newer.pages)
    first, second = library.working["WC-01"], newer.working["WC-01"]
    library = releases(library, "WC-01", released(first), released(second, "1.1.0", "minor"))
    return printed_before(
        library, edition("2026-09", "WC-01 1.0.0, ST-01 1.0.0"), edition("2026-11", "WC-01 1.1.0, ST-01 1.0.0")
    )


def in_every_way(library: Library) -> Library:
    """The library with a mail address and a provider's form."""
    return replace(library, settings=replace(library.settings, feedback=EVERY_WAY), forms=(FORM,))


def build_asking(library: Library, folder: Path) -> Path:
    """Its finished site."""
    staged = stage(library)
    MkDocsEngine().build(staged, library.root, folder)
    prove(library, staged, folder)
    return folder
