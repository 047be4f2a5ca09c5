"""The option `feedback` of our plugin: how readers hand over what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.yaml import Keys, Node, Scalar
from hubdocs.hints import did_you_mean
from hubdocs.model import FeedbackSettings
from hubdocs.model.ids import SLUG

EXAMPLE = "feedback: {mail: feedback@example.org, form: microsoft-forms, file: true}"
"""The option with all its keys."""
_KEYS = ("mail", "form", "file")
_SWITCH = {"true": True, "false": False}
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_LONGEST = 254
"""Characters of a mail address. Source: RFC 3696, erratum 1690."""
Told = tuple[int, str, str]
"""A line of the settings, what is wrong there, and what to do."""


def feedback_slips(written: Node | None) -> Iterator[Told]:
    """Yield everything that is wrong with the option as it is written."""
    if written is None or _is_empty(written):
        return
    if not isinstance(written, Keys):
        yield written.line, "`feedback` is a list of ways to hand feedback over", f"write `{EXAMPLE}`"
        return
    for key, value in written.values.items():
        line = written.key_lines[key]
        if key not in _KEYS:
            yield line, f"`{key}` is not one of the ways of feedback", did_you_mean(key, _KEYS, f"write `{EXAMPLE}`")
        elif not isinstance(value, Scalar):
            yield line, f"`{key}` of feedback is one value", f"write `{EXAMPLE}`"
        else:
            yield from _value_slips(key, value.text.strip(), line)
    if not any((_text(written, "mail"), _text(written, "form"))) and _text(written, "file").lower() == "false":
        hint = "write `file: true`, or name a `mail` or a `form`"
        yield written.key_lines["file"], "nobody could hand feedback over: there is no mail, no form and no file", hint


def feedback_settings(written: Node | None) -> tuple[FeedbackSettings, int]:
    """The option without its mistakes, and the line that names a form; what is not written is as usual."""
    if not isinstance(written, Keys):
        return FeedbackSettings(), 1
    file = _SWITCH.get(_text(written, "file").lower(), FeedbackSettings.file)
    settings = FeedbackSettings(mail=_text(written, "mail"), form=_text(written, "form"), file=file)
    return settings, written.key_lines.get("form", 1)


def _value_slips(key: str, text: str, line: int) -> Iterator[Told]:
    if key == "mail" and not (len(text) <= _LONGEST and _MAIL.fullmatch(text)):
        yield line, "`mail` of feedback is not a mail address", "write it like `mail: feedback@example.org`"
    if key == "form" and not SLUG.fullmatch(text):
        hint = "write `form: microsoft-forms` for materials/forms/microsoft-forms.yml"
        yield line, "`form` of feedback is not the name of a file in materials/forms/, without its ending", hint
    if key == "file" and text.lower() not in _SWITCH:
        yield line, "`file` of feedback is neither true nor false", "write `file: true`"


def _text(written: Keys, key: str) -> str:
    value = written.values.get(key)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _is_empty(written: Node) -> bool:
    return isinstance(written, Scalar) and not written.text.strip()
