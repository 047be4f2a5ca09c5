"""Style sheets as the print engine reads them: what all of ours begin with is read once for all documents.

Reading rules takes 30 ms of every document, and about half of its rules stand in every other one; to take in the
brand's fonts takes 10 ms more. The engine adds the rules of one sheet to those of another that it has read, in their
order, as if they were one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from hubdocs.printing.fetching import AssetFetcher, Listener
from hubdocs.printing.jobs import Mistake
from hubdocs.printing.sheets import FONT_ASSETS, common_css

BASE = "base"
"""The sheet with which the rules of every document begin, behind the fonts."""


class Fonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of one document, each declared once.

    WeasyPrint 70 names a font by family, weight and style, not by file. Of two files with one such
    name it embeds the first and prints the second's letters with the first's shapes: measured with
    the files "latin" and "latin-ext" of one family, "ŵ" printed as ";" while its text stayed "ŵ".
    """

    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self.listener = listener
        """Who is told of mistakes."""
        self.faces: set[tuple[str, ...]] = set()
        """Family, weight and style of each."""

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: AssetFetcher) -> None:
        """Take in a font; complain of a second one for the same face."""
        face = _face(rule_descriptors)
        if face in self.faces:
            self.listener.add(
                Mistake(
                    f"two font files are declared as one face ({' '.join(face)}), and letters would print wrong",
                    "give the second file a font-family of its own, and list both families where they are used",
                    "print-font",
                )
            )
        self.faces.add(face)
        super().add_font_face(rule_descriptors, url_fetcher)


def _face(declared: Mapping[str, Any]) -> tuple[str, ...]:
    weight = str(declared.get("font_weight", "normal"))
    return (
        declared["font_family"].casefold(),
        {"normal": "400", "bold": "700"}.get(weight, weight),
        declared.get("font_style", "normal"),
    )


@dataclass(frozen=True)
class Style:
    """How one document is to look."""

    sheet: CSS
    """Its rules, as the engine reads them."""
    fonts: Fonts
    """Those that they declare."""


@dataclass(frozen=True)
class _Begun:
    """Rules that were read, to which others are added, and the fonts that they are set in."""

    matcher: Any
    page_rules: tuple[Any, ...]
    layers: tuple[Any, ...]
    fonts: Fonts


class _Ear(logging.Handler):
    """Hears whether anybody complains of something. What it is, is told when it is read again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.heard = True

    def add(self, mistake: Mistake) -> None:  # noqa: ARG002
        """Hear of a mistake."""
        self.heard = True


@dataclass
class House:
    """The rules and fonts with which our style sheets begin, for the documents that this process lays out."""

    faces: str = field(default_factory=lambda: common_css(()))
    """The rules that declare the fonts."""
    _begun: _Begun | None = None

    @property
    def opening(self) -> str:
        """The text with which style sheets begin."""
        return common_css((BASE,))

    def begin(self) -> None:
        """Read the rules, if there is nothing to complain of: else each document's mistakes tell of that."""
        ear, log = _Ear(), logging.getLogger("weasyprint")
        log.addHandler(ear)
        try:
            fonts = Fonts(ear)
            CSS(string=self.faces, url_fetcher=AssetFetcher(FONT_ASSETS, ear), font_config=fonts)
            read = CSS(string=self.opening.removeprefix(self.faces))
        finally:
            log.removeHandler(ear)
        if not ear.heard:
            self._begun = _Begun(read.matcher, tuple(read.page_rules), tuple(read.layers), fonts)

    def read(self, css: str, fetcher: AssetFetcher, listener: Listener) -> Style:
        """A document's style sheet and its fonts; `listener` is told of what is wrong with them."""
        begun = self._begun
        if not (begun and css.startswith(self.opening) and fetcher.gives(FONT_ASSETS)):
            fonts = Fonts(listener)
            return Style(CSS(string=css, url_fetcher=fetcher, font_config=fonts), fonts)
        begun.fonts.listener = listener
        sheet = CSS(
            string=css.removeprefix(self.opening),
            url_fetcher=fetcher,
            font_config=begun.fonts,
            matcher=_copy(begun.matcher),
            page_rules=list(begun.page_rules),
            layers=list(begun.layers),
        )
        if len(begun.fonts.faces) > len(FONT_ASSETS):
            self._begun = None  # This document brought fonts of its own, which are no other's.
        return Style(sheet, begun.fonts)


def _copy(matcher: Any) -> Any:
    """The same rules, to which those of one document can be added."""
    twin = copy(matcher)
    for name, held in vars(matcher).items():
        if isinstance(held, dict):
            setattr(twin, name, {key: list(rules) for key, rules in held.items()})
        elif isinstance(held, list):
            setattr(twin, name, list(held))
    return twin


HOUSE = House()
"""Those of this process."""
