"""Taking out of a text what was flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hubdocs.feedback.privacy.flags import Flag


def redacted(text: str, flags: Iterable[Flag]) -> str:
    """The text with each flagged stretch replaced by what it was, such as `[removed: email]`.

    Stretches that overlap are taken out together, under the kind of the first. A flag whose place was not kept takes
    out its words wherever they stand.

    Raises:
        ValueError: A flag does not stand where it says: it belongs to another text.
    """
    parts: list[str] = []
    here = 0
    for start, end, kind in sorted(place for flag in flags for place in _places(text, flag)):
        if start >= here:
            parts += [text[here:start], f"[removed: {kind}]"]
        here = max(here, end)
    return "".join([*parts, text[here:]])


def _places(text: str, flag: Flag) -> Iterator[tuple[int, int, str]]:
    """Yield where a flagged stretch begins and ends, with its kind."""
    end = flag.start + len(flag.words)
    if flag.start < 0:
        places = [match.span() for match in re.finditer(re.escape(flag.words), text)]
    else:
        places = [(flag.start, end)] if text[flag.start : end] == flag.words else []
    if not places:
        raise ValueError(f"a flag of the kind {flag.kind} does not belong to this text")
    for begins, ends in places:
        yield begins, ends, flag.kind
