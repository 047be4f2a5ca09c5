"""Taking out of a text what was flagged."""

from __future__ import annotations

from collections.abc import Iterable

from hubdocs.feedback.privacy.flags import Flag


def redacted(text: str, flags: Iterable[Flag]) -> str:
    """The text with each flagged stretch replaced by what it was, such as `[removed: email]`.

    Stretches that overlap are taken out together, under the kind of the first.

    Raises:
        ValueError: A flag does not stand where it says: it belongs to another text.
    """
    parts: list[str] = []
    here = 0
    for flag in sorted(flags, key=lambda flag: (flag.start, -flag.end)):
        if text[flag.start : flag.end] != flag.words:
            raise ValueError(f"a flag of the kind {flag.kind} does not belong to this text")
        if flag.start >= here:
            parts += [text[here : flag.start], f"[removed: {flag.kind}]"]
        here = max(here, flag.end)
    return "".join([*parts, text[here:]])
