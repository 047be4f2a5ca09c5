"""Style sheets as the print engine reads them: what all of ours begin with is read once for all documents.

Reading rules takes 30 ms of every document, and about half of its rules stand in every other one. The engine adds the
rules of one sheet to those of another that it has read, in their order, as if they were one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from weasyprint import CSS

from hubdocs.printing.sheets import common_css

BASE = "base"
"""The sheet with which the rules of every document begin, behind the fonts."""


@dataclass
class _Begun:
    """Rules that were read, to which others are added."""

    matcher: Any
    page_rules: list[Any]
    layers: list[Any]


class _Ear(logging.Handler):
    """Hears whether the engine complains of something."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what it is, is told when it is read again
        self.heard = True


@dataclass
class House:
    """The rules with which our style sheets begin, for the one document that this process lays out."""

    fonts: str = field(default_factory=lambda: common_css(()))
    """The rules that declare the fonts; they are read for each document, which has fonts of its own."""
    _begun: _Begun | None = None

    @property
    def opening(self) -> str:
        """The text with which style sheets begin."""
        return common_css((BASE,))

    def begin(self) -> None:
        """Read the rules, if the engine has nothing to complain of: else each document's mistakes tell of that."""
        ear, log = _Ear(), logging.getLogger("weasyprint")
        log.addHandler(ear)
        try:
            read = CSS(string=self.opening.removeprefix(self.fonts))
        finally:
            log.removeHandler(ear)
        if not ear.heard:
            self._begun = _Begun(read.matcher, read.page_rules, read.layers)

    def read(self, css: str, **options: Any) -> Any:
        """A document's style sheet. `options` are the engine's: where files and fonts come from."""
        if self._begun is None or not css.startswith(self.opening):
            return CSS(string=css, **options)
        # Whatever is added to these rules belongs to this document: another one would have to begin anew.
        begun, self._begun = self._begun, None
        CSS(string=self.fonts, **options)
        rest = css.removeprefix(self.opening)
        return CSS(string=rest, matcher=begun.matcher, page_rules=begun.page_rules, layers=begun.layers, **options)


HOUSE = House()
"""Those of this process."""
