"""Which pages of the site are shown: kinds of pages, found by the form of their address and by what stands on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gallery.missing import MissingError
from gallery.pictures import SITE, Picture, SiteShot, slug

WIDTHS = (1280, 320)
"""A desk and the smallest phone, in CSS pixels. Source: WCAG 2.2, success criterion 1.4.10, for the second."""
SCHEMES = ("light", "dark")

_DOCUMENT = r"[a-z]{2,4}-\d{2}"
_VERSION = r"\d+\.\d+\.\d+"
_SHELF = r"(?:modules|standards|agreements)"
_CHANGES = rf"{_DOCUMENT}/changes/{_VERSION}-to-{_VERSION}"


@dataclass(frozen=True)
class Kind:
    """A kind of page. One page stands for it, or one for each value of the pattern's group `each`."""

    title: str
    pattern: str
    """The path of such a page within the site, as a regular expression."""
    promised: bool = True
    """Whether a site without such a page is a mistake."""
    holds: str = ""
    """What its HTML holds somewhere, as a regular expression that may have the group `each` too."""

    def choose(self, site: Path, paths: Sequence[str]) -> Mapping[str, str]:
        """The pages that stand for this kind, in order, by what tells them apart."""
        found: dict[str, str] = {}
        for path in sorted(paths):
            if (match := re.fullmatch(self.pattern, path)) and (held := self._held(site / path)):
                found.setdefault(match.groupdict().get("each") or held.groupdict().get("each", ""), path)
        return found

    def _held(self, page: Path) -> re.Match[str] | None:
        return re.search(self.holds, page.read_text(encoding="utf-8") if self.holds else "", re.DOTALL)


KINDS = (
    Kind("Home", r"index\.html"),
    Kind("Modules", r"modules/index\.html"),
    Kind("Programme", rf"modules/(?P<each>(?!{_DOCUMENT}/)[a-z][a-z0-9-]*)/index\.html"),
    Kind("Module, for participants", r"modules/(?P<each>[a-z]{2,4})-\d{2}/index\.html"),
    Kind("Module, for the trainer", r"modules/(?P<each>[a-z]{2,4})-\d{2}/trainer/index\.html"),
    Kind("Handout", rf"modules/{_DOCUMENT}/handouts/h\d+/index\.html"),
    Kind(
        "The newest release of a module at its own address",
        rf"modules/{_DOCUMENT}/{_VERSION}/index\.html",
        holds=r"\A(?!.*hub-notice--)",
    ),
    Kind(
        "An old release",
        rf"modules/{_DOCUMENT}/{_VERSION}/index\.html",
        promised=False,
        holds="hub-notice--old",
    ),
    Kind(
        "A withdrawn release",
        rf"{_SHELF}/{_DOCUMENT}/{_VERSION}/index\.html",
        promised=False,
        holds="hub-notice--withdrawn",
    ),
    Kind("The history of a module", rf"modules/{_DOCUMENT}/history/index\.html", promised=False),
    Kind("The history of standards", rf"standards/{_DOCUMENT}/history/index\.html", promised=False),
    Kind("Differences in prose", rf"standards/{_CHANGES}/index\.html", promised=False, holds="<ins"),
    Kind("Differences, something moved", rf"{_SHELF}/{_CHANGES}/index\.html", promised=False, holds="--moved"),
    Kind("Differences in a table", rf"{_SHELF}/{_CHANGES}/index\.html", promised=False, holds="<tr class=.hub-diff"),
    Kind(
        "Differences for the trainer",
        rf"modules/{_CHANGES}/trainer/index\.html",
        promised=False,
        holds="<tr class=.hub-diff",
    ),
    Kind("Standards", r"standards/index\.html"),
    Kind("A set of standards", rf"standards/{_DOCUMENT}/index\.html"),
    Kind("Agreements", r"agreements/index\.html", promised=False),
    Kind("An agreement", rf"agreements/{_DOCUMENT}/index\.html", promised=False),
    Kind("Glossary", r"glossary/index\.html"),
    Kind("What was said and done", r"said-and-done/index\.html", promised=False),
    Kind("Packs", r"packs/index\.html"),
    Kind("Is my copy current?", r"check/index\.html", promised=False),
    Kind(
        "A printed edition, with the verdict",
        r"check/[^/]+/[^/]+/index\.html",
        promised=False,
        holds=r"hub-verdict hub-verdict--(?P<each>[a-z-]+)",
    ),
    Kind("Notices", r"notices/index\.html", promised=False),
    Kind("Feedback", r"feedback/index\.html", promised=False),
    Kind("Help", r"help/index\.html"),
    Kind("A help page", r"help/(?!authors/)[^/]+/index\.html"),
    Kind("Help for authors: every kind of block", r"help/authors/tables-and-blocks/index\.html"),
    Kind("About", r"about/index\.html"),
    Kind("Accessibility", r"accessibility/index\.html"),
    Kind("Page not found", r"404\.html"),
)

SEARCH, MENU, TERM = "search", "menu", "term"
"""What can be done on a page before its picture is taken."""


def site_shots(site: Path) -> tuple[SiteShot, ...]:
    """Every picture of the site, in order.

    Raises:
        MissingError: The site has no page of a promised kind; all such kinds are named at once.
    """
    paths = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
    missing = [kind.title for kind in KINDS if kind.promised and not kind.choose(site, paths)]
    if missing:
        raise MissingError(f"the site has no page for: {'; '.join(missing)}")
    shots = [*_whole_pages(site, paths), *_states(site, paths)]
    return tuple(_shot(*each) for each in shots)


def awaited(site: Path) -> tuple[str, ...]:
    """The kinds of pages that this site does not have yet, and that no gallery insists on."""
    paths = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
    return tuple(kind.title for kind in KINDS if not kind.promised and not kind.choose(site, paths))


_Wanted = tuple[str, str, int, str, str]
"""Title, path, width, scheme and state."""


def _whole_pages(site: Path, paths: Sequence[str]) -> Iterator[_Wanted]:
    """Yield every kind's pages; one that could stand for two kinds is shown once, with the first."""
    shown: set[str] = set()
    for kind in KINDS:
        chosen = {each: path for each, path in kind.choose(site, paths).items() if path not in shown}
        shown.update(chosen.values())
        for each, path in chosen.items():
            title = f"{kind.title}: {_named(kind, each, path)}" if len(chosen) > 1 else kind.title
            for width in WIDTHS:
                for scheme in SCHEMES:
                    yield title, path, width, scheme, ""


def _states(site: Path, paths: Sequence[str]) -> Iterator[_Wanted]:
    for width in WIDTHS:
        for scheme in SCHEMES:
            yield "Search, open with results", "index.html", width, scheme, SEARCH
    for scheme in SCHEMES:
        yield "Menu, open", "index.html", min(WIDTHS), scheme, MENU
    explaining = _page_with_a_term(site, paths)
    for width in WIDTHS:
        for scheme in SCHEMES:
            yield "A word of the glossary, with the keyboard on it", explaining, width, scheme, TERM


def _page_with_a_term(site: Path, paths: Sequence[str]) -> str:
    for path in sorted(paths):
        of_a_module = re.fullmatch(rf"modules/{_DOCUMENT}/index\.html", path)
        if of_a_module and 'class="hub-term"' in (site / path).read_text(encoding="utf-8"):
            return path
    raise MissingError("no module on the site explains a word of the glossary")


def _named(kind: Kind, each: str, path: str) -> str:
    """What tells pages of one kind apart: what stands on them, or else their address."""
    return each.replace("-", " ") if kind.holds else next(part for part in path.split("/")[1:] if part != "index.html")


def _shot(title: str, path: str, width: int, scheme: str, state: str) -> SiteShot:
    """One picture. Its name follows from the page's address, so that two galleries can be compared file by file."""
    address = slug(path.removesuffix("index.html").removesuffix(".html")) or "home"
    name = "-".join(filter(None, (address, state, str(width), scheme)))
    shape = "wide" if width == max(WIDTHS) else "narrow"
    return SiteShot(Picture(SITE, title, f"{width} px, {scheme}", path, name, shape), path, width, scheme, state)
