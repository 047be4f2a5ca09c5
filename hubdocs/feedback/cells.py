"""Cells that do nothing when a spreadsheet opens them, and the way back to what was written.

A spreadsheet takes a cell that begins with `=` and its like for a formula. It may also part a cell at a semicolon, a
tab or a line's end, and take what follows for a cell of its own. An apostrophe before each such beginning makes it
text. Text that has an apostrophe there already gets another, so that taking one away always gives back the original.
Source: "CSV Injection", OWASP.
"""

from __future__ import annotations

import re

_ACTS = "'=+\\-@\t\r\n＝＋－＠"  # the wide signs act as well
_BEGINS = r"(\A|[;\t\r\n])"
_UNSAFE = re.compile(f"{_BEGINS}(?=[{_ACTS}])")
_MADE_SAFE = re.compile(f"{_BEGINS}'(?=[{_ACTS}])")


def safe(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet could take what follows for a formula."""
    return _UNSAFE.sub(r"\1'", text)


def raw(text: str) -> str:
    """What was made safe, as it was before."""
    return _MADE_SAFE.sub(r"\1", text) if "'" in text else text
