"""The proof: after any engine ran, whether everything was published as staged, and nothing else.

It reads only what lies in the finished folder, and trusts neither the engine nor the staging.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from hubdocs.authoring.markdown.trees import classes_of
from hubdocs.authoring.proof import Secrets
from hubdocs.errors import Place, Problem, stop_on_errors
from hubdocs.model import Library, View
from hubdocs.site import addresses
from hubdocs.site.secrets import hidden_texts, shown_texts
from hubdocs.site.stage import Page, Staged
from hubdocs.site.text import words_of

NOT_FOUND = "404.html"
"""The one page that the theme makes by itself."""
STAMP = "hubdocs-document"
DATA = "-data.js"
"""How scripts are named that hold nothing but data: what is said of printed copies, what feedback is about."""
_READ_OUT = ("alt", "title", "aria-label", "content", "placeholder", "value")
"""Attributes whose words reach a reader, a screen reader or a search engine."""
_MARK = "hub-diff-words"
"""Words that say that others came or went; they are no words of the text."""
_MARKUP = re.compile(r"<[^>]*>")


def prove(library: Library, staged: Staged, folder: Path) -> None:
    """Do nothing when the site in `folder` is what was staged.

    Every page must be there with its stamp, and no page more; nothing may be loaded from elsewhere;
    links must lead somewhere; and trainer text may stand only where its readers are.

    Raises:
        HubError: Anything else is the case; it names every page and what is wrong with it.
    """
    pages = {page.published: page for page in staged.pages}
    stamps = _stamps(staged)
    problems: list[Problem] = []
    problems += _missing(staged, folder)
    problems += _too_many(staged, folder)
    problems += _shown_to_others(library, staged)
    hidden = hidden_texts(library)
    secrets = Secrets((text for texts in hidden.values() for text in texts), shown_texts(library))
    for path in _found(folder, ".html"):
        tree = document_fromstring((folder / path).read_bytes())
        page = pages.get(path)
        problems += _stamp(path, tree, stamps.get(path))
        problems += addresses.problems(path, tree, folder)
        problems += _leaks(path, _everything_said(tree), secrets, _allowed(page, hidden))
    for path in [*_found(folder, ".json"), *_found(folder, ".xml"), *_found(folder, DATA)]:
        problems += _leaks(path, _plain(folder / path), secrets)
    problems += _script_index(folder)
    problems += [each for path in _found(folder, ".css") for each in addresses.style_problems(path, folder)]
    stop_on_errors(problems)


def _found(folder: Path, suffix: str) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob(f"*{suffix}") if file.is_file())


def _problem(path: str, message: str) -> Problem:
    return Problem(Place(f"site/{path}"), message, "this is a fault of the program: please report it", "site-proof")


def _missing(staged: Staged, folder: Path) -> Iterator[Problem]:
    for path in sorted(staged.published):
        if not (folder / path).is_file():
            yield _problem(path, "it was staged and is not on the site")


def _too_many(staged: Staged, folder: Path) -> Iterator[Problem]:
    promised = staged.published | {NOT_FOUND}
    for path in _found(folder, ".html"):
        if path not in promised:
            yield _problem(path, "it is on the site and was never staged")


def _shown_to_others(library: Library, staged: Staged) -> Iterator[Problem]:
    """Pages with trainer text on a site whose readers do not deliver the document, as the releases shown there say."""
    if staged.audience is None:
        return
    for page in staged.pages:
        held = library.releases.get(page.document, ())
        shown = [each for each in held if each.digest in page.shows] or held
        if page.view is View.TRAINER and not all(each.document.delivered_to(staged.audience) for each in shown):
            yield _problem(page.published, f"it shows trainer text, which {staged.audience} may not read")


def _stamps(staged: Staged) -> dict[str, str]:
    """The stamp that each page must carry."""
    pages = {page.published: page.stamp for page in staged.pages}
    return pages | {file.path: file.stamp for file in staged.files if file.stamp}


def _stamp(path: str, tree: HtmlElement, expected: str | None) -> Iterator[Problem]:
    if expected is None:
        return
    carried = [str(meta.get("content")) for meta in tree.iter("meta") if meta.get("name") == STAMP]
    if carried != [expected]:
        says = " and ".join(map(repr, carried)) or "nothing"
        yield _problem(path, f"it must say that it is {expected!r}, and says {says}")


def _allowed(page: Page | None, hidden: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The hidden texts that a page may show: those of the releases on it, to those who deliver them."""
    shown = page.shows if page and page.view is View.TRAINER else ()
    return tuple(text for digest in shown for text in hidden.get(digest, ()))


def _leaks(path: str, said: str, secrets: Secrets, allowed: Iterable[str] = ()) -> Iterator[Problem]:
    for words in secrets.found_in(said, allowed):
        yield _problem(path, f"it shows trainer text to others: “{words}”")


def _everything_said(tree: HtmlElement) -> str:
    """All words of a page, also those that are heard and not seen; where words came and went, before and after."""
    attributes = (str(each.get(name)) for each in tree.iter(etree.Element) for name in _READ_OUT if each.get(name))
    comments = (str(each.text) for each in tree.iter(etree.Comment))
    return " \n ".join([words_of(tree), *_before_and_after(tree), *attributes, *comments])


def _before_and_after(tree: HtmlElement) -> Iterator[str]:
    """The words of a page of differences as they were and as they are: marks between them would hide a run of words."""
    if next(tree.iter("ins", "del"), None) is not None:
        for other in ("ins", "del"):
            yield words_of(tree, partial(_is_no_text, other=other))


def _is_no_text(element: HtmlElement, other: str) -> bool:
    return element.tag == other or _MARK in classes_of(element)


def _plain(file: Path) -> str:
    """All words of a file for programs."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        text = " \n ".join(_texts(json.loads(text)))
    return unescape(_MARKUP.sub(" ", text))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _script_index(folder: Path) -> Iterator[Problem]:
    """The search index as a script must be the one that was read above."""
    index, script = folder / "search/search_index.json", folder / "search/search_index.js"
    if index.is_file() and script.is_file() and script.read_bytes() != b"var __index = " + index.read_bytes():
        yield _problem("search/search_index.js", "it differs from search_index.json")
