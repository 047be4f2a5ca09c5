"""The walk over a finished PDF: what a validator would find, what it misses, and what must never be in one.

Nothing is published before every rule of PDF/UA-1 that a machine can judge has been asked of it, and every
reference inside it has been followed both ways: a validator passed files whose tags pointed at the wrong things.
Each rule is one small function, or one line of a table, and has a damaged file in the tests. `clause` says which of
the tests of veraPDF's profile for PDF/UA-1 it answers, by clause and number; some rules are stricter than those.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf

from hubdocs.printing.ending import leave
from hubdocs.printing.inspection import (  # noqa: F401 - each adds its rules, in this order
    content_rules,
    font_rules,
    identity,
    links_and_fields,
    shapes,
    tables,
    whole,
    words,
)
from hubdocs.printing.inspection.content import contents_of, remember
from hubdocs.printing.inspection.file import File
from hubdocs.printing.inspection.rules import RULES, Finding, Rule

__all__ = ["RULES", "File", "Finding", "Proof", "Rule", "contents_in", "inspect", "remember"]

Proof = Callable[[File], None]
"""Looks in a finished file for something else, and raises if it is there."""


def inspect(path: Path, proof: Proof | None = None) -> tuple[Finding, ...]:
    """Every finding in a PDF that claims to be accessible; nothing when it is sound.

    A sound file is then given to `proof`, while it is open: reading one anew takes as long as many rules.

    Raises:
        pikepdf.PdfError: It cannot be read at all.
    """
    with pikepdf.open(path) as pdf, path.open("rb") as start:
        file = File(pdf, start.read(16))
        leave(file)
        findings = tuple(Finding(rule.id, message) for rule in RULES for message in rule.check(file))
        if proof and not findings:
            proof(file)
        return findings


def contents_in(pdf: pikepdf.Pdf) -> tuple[tuple[str, str], ...]:
    """What was read of each content stream of a PDF, for `remember`: every file that holds it need not read it anew."""
    file = File(pdf, b"")
    drawings = (drawing for drawing, _ in file.drawings)
    return tuple(sorted(set(contents_of([*(page.page for page in file.pages), *drawings]))))
