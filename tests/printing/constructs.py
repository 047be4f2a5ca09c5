"""Everything that an author may write, kind by kind, in its awkward forms: `constructs.md`, and what is long."""

from __future__ import annotations

import re
from pathlib import Path

KINDS = re.split(
    r"^%%%% (.+)\n", (Path(__file__).parent / "constructs.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
ITEM = "Item {} of a list that runs over the page. " + "Words follow it. " * 30
ROW = "| {} | " + "Something happens. " * 8 + "|"
CONSTRUCTS: dict[str, str] = {
    **dict(zip(KINDS[1::2], KINDS[2::2], strict=True)),
    "long": "\n".join(f"{number}. {ITEM.format(number)}" for number in range(1, 15)),
    "long table": "| Day | What |\n|---|---|\n" + "\n".join(ROW.format(day) for day in range(40)),
}
"""Text in Markdown by the name of its kind."""
