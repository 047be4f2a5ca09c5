"""What `mkdocs.yml` says about a library, read without MkDocs and without judging the rest of that file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from hubdocs.authoring.feedback_settings import feedback_settings, feedback_slips
from hubdocs.authoring.files import SETTINGS_FILE, read_text
from hubdocs.authoring.schemas.values import Slip, day
from hubdocs.authoring.yaml import Items, Keys, Node, Scalar, line_of, parse_yaml
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import FeedbackSettings, PrintLimits, Settings

LARGEST = 50_000
"""Characters of settings; those of a large site have 5,000."""

LIMITS = "print_limits"
"""The option that says when to give up a document that cannot be laid out."""
FEEDBACK = "feedback"
"""The option that says how feedback comes back."""
OPTIONS = (LIMITS, FEEDBACK)
"""The options of our plugin; a later issue brings `sites`."""
HIGHEST = 1_000_000
"""The largest number that a limit may be."""
LONGEST_SHOWN = 12
"""Digits of a wrong limit that a message repeats."""

_FIXED = {"docs_dir": "content", "site_dir": "build/site"}
"""Keys of MkDocs with which a library can have only one value."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What MkDocs takes for no value."""


def refuse_strangers(root: Path) -> None:
    """Do nothing in the folder of a library.

    Raises:
        HubError: There is no `mkdocs.yml`, so that this is another folder.
    """
    if not (root / SETTINGS_FILE).is_file():
        hint = "go to the library's folder, or name it with -C FOLDER"
        message = "there is no mkdocs.yml here, so this is not a library"
        raise HubError([Problem(Place(SETTINGS_FILE), message, hint, "settings")])


def read_settings(root: Path) -> Settings:
    """The settings of the library in a folder.

    Raises:
        HubError: `mkdocs.yml` cannot be read, does not name the site, or would publish something else.
    """
    found = _read_keys(read_text(root, SETTINGS_FILE))
    if problems := [*_slips(found)]:
        raise HubError(problems)
    address = _text(found, "site_url")
    return Settings(
        site_name=_text(found, "site_name"),
        site_url=address.rstrip("/") + "/" if address else "",
        print_limits=_print_limits(found),
        feedback=_feedback(found),
    )


def _read_keys(text: str) -> Keys:
    if len(text) > LARGEST:
        message = f"mkdocs.yml has {len(text):,} characters; it may have {LARGEST:,}"
        raise HubError([_slip(1, message, "take out what the site does not need; two lines are enough, see the help")])
    found = parse_yaml(SETTINGS_FILE, text, foreign=True)
    if not isinstance(found, Keys):
        raise HubError([_slip(1, "mkdocs.yml is not a list of keys", "write `site_name: Training library` and so on")])
    return found


def _slips(found: Keys) -> Iterator[Problem]:
    """Yield everything in the settings with which no library can be built."""
    if not _text(found, "site_name"):
        yield _slip(line_of(found, ("site_name",)), "`site_name` is missing", "write `site_name: Training library`")
    address = _text(found, "site_url")
    if address and not _is_address(address):
        message = f"`site_url` is not a web address: {address}"
        yield _slip(line_of(found, ("site_url",)), message, "write it like https://example.org/, or remove it")
    for key, only in _FIXED.items():
        written = _text(found, key)
        if key in found.values and written.rstrip("/") != only:
            message = f"`{key}` is {written}, but a library's is always {only}"
            yield _slip(line_of(found, (key,)), message, f"write `{key}: {only}`")
    yield from _plugin_slips(found)
    yield from _days_that_never_were(found)


def _plugin_slips(found: Keys) -> Iterator[Problem]:
    """Yield a problem when our plugin is not switched on, or has an option that nobody knows."""
    plugins = dict(_plugins(found.values.get("plugins")))
    if "hubdocs" not in plugins:
        hint = "add the line `  - hubdocs` below it" if plugins else "add the lines `plugins:` and `  - hubdocs`"
        message = "the plugin `hubdocs` is not named, so MkDocs would publish nothing of the library"
        yield _slip(line_of(found, ("plugins",)), message, hint)
        return
    options = plugins["hubdocs"]
    for option, line in options.key_lines.items() if isinstance(options, Keys) else ():
        if option not in OPTIONS:
            hint = did_you_mean(option, OPTIONS, "remove it")
            yield _slip(line, f"`{option}` is not an option of the plugin hubdocs", hint)
    yield from _limit_slips(found)
    for line, message, hint in feedback_slips(_option(found, FEEDBACK)):
        yield _slip(line, message, hint)


def _option(found: Keys, name: str) -> Node | None:
    """What stands behind an option of our plugin."""
    options = dict(_plugins(found.values.get("plugins"))).get("hubdocs")
    return options.values.get(name) if isinstance(options, Keys) else None


def _feedback(found: Keys) -> FeedbackSettings:
    """The ways of feedback, with the line that names a form."""
    settings, line = feedback_settings(_option(found, FEEDBACK))
    return replace(settings, place=Place(SETTINGS_FILE, line))


def _print_limits(found: Keys) -> PrintLimits:
    """The limits as they are written, each that is not at its usual value."""
    written = _option(found, LIMITS)
    values = written.values if isinstance(written, Keys) else {}
    return PrintLimits(**{name: int(each.text) for name, each in values.items() if isinstance(each, Scalar)})


def _limit_slips(found: Keys) -> Iterator[Problem]:
    """Yield a problem for each limit that is unknown or no number."""
    written, known = _option(found, LIMITS), [each.name for each in fields(PrintLimits)]
    if written is None:
        return
    if not isinstance(written, Keys):
        example = f"write `{LIMITS}: {{seconds: 120}}`; its keys are {', '.join(known)}"
        yield _slip(written.line, f"`{LIMITS}` is a list of limits", example)
        return
    for name, value in written.values.items():
        if name not in known:
            hint = did_you_mean(name, known, f"the limits are {', '.join(known)}")
            yield _slip(written.key_lines[name], f"`{name}` is not one of the {LIMITS}", hint)
        elif not (isinstance(value, Scalar) and value.text.isascii() and value.text.isdigit()):
            yield _slip(written.key_lines[name], f"`{name}` is not a whole number", f"write `{name}: 120`")
        elif not _is_within_reason(value.text):
            shown = value.text if len(value.text) <= LONGEST_SHOWN else f"{value.text[:LONGEST_SHOWN]}…"
            yield _slip(written.key_lines[name], f"`{name}` is {shown}", f"write a number from 1 to {HIGHEST:,}")


def _is_within_reason(digits: str) -> bool:
    """Whether digits name a limit; their count goes first, since Python refuses to read thousands of them."""
    return len(digits) <= len(str(HIGHEST)) and 1 <= int(digits) <= HIGHEST


def _plugins(written: Node | None) -> Iterator[tuple[str, Node]]:
    """Every plugin that MkDocs would load, with its options."""
    if isinstance(written, Keys):
        yield from written.values.items()
    for each in written.items if isinstance(written, Items) else ():
        match each:
            case Keys(values=values):
                yield from values.items()
            case Scalar(text=name):
                yield name, each


def _days_that_never_were(node: Node) -> Iterator[Problem]:
    """Yield a problem for each value that MkDocs takes for a day, and that is none: it could not go on."""
    match node:
        case Keys(values=values):
            for value in values.values():
                yield from _days_that_never_were(value)
        case Items(items=items):
            for item in items:
                yield from _days_that_never_were(item)
        case Scalar(text=text, is_plain=True) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                day(text)
            except Slip as slip:
                yield _slip(node.line, str(slip), f'write "{text}" in quotes if it is not meant as a day')


def _text(found: Keys, key: str) -> str:
    """One line of text behind a key; the empty text when there is none."""
    value = found.values.get(key)
    text = value.text.strip() if isinstance(value, Scalar) else ""
    return "" if text in _NOTHING else text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in {"https", "http"} and bool(parts.netloc) and not (parts.query or parts.fragment or " " in text)
    )


def _slip(line: int, message: str, hint: str) -> Problem:
    return Problem(Place(SETTINGS_FILE, line), message, hint, "settings")
