"""What `mkdocs.yml` says about a library, read without MkDocs and without judging the rest of that file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from hubdocs.authoring.files import read_text
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Settings

SETTINGS_FILE = "mkdocs.yml"

OPTIONS: tuple[str, ...] = ()
"""The options of our plugin; later issues bring `feedback` and `sites`."""

_FIXED = {"docs_dir": "content", "site_dir": "build/site"}
"""Keys of MkDocs with which a library can have only one value."""


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
    found = _loaded(read_text(root, SETTINGS_FILE))
    if problems := [*_slips(found)]:
        raise HubError(problems)
    address = str(found.get("site_url") or "").strip()
    return Settings(str(found["site_name"]).strip(), address.rstrip("/") + "/" if address else "")


def _loaded(text: str) -> CommentedMap:
    try:
        found = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"mkdocs.yml cannot be read: {error.problem or 'it is not YAML'}"
        raise HubError([_slip(line, message, "check the quotes, brackets and spaces here")]) from error
    except (YAMLError, ValueError, RecursionError) as error:
        message = "mkdocs.yml cannot be read"
        raise HubError([_slip(1, message, "write it anew: two lines are enough, see the help")]) from error
    if not isinstance(found, CommentedMap):
        raise HubError([_slip(1, "mkdocs.yml is not a list of keys", "write `site_name: Training library` and so on")])
    return found


def _slips(found: CommentedMap) -> Iterator[Problem]:
    """Yield everything in the settings with which no library can be built."""
    if not str(found.get("site_name") or "").strip():
        yield _slip(1, "`site_name` is missing", "add a line `site_name: Training library`")
    address = str(found.get("site_url") or "").strip()
    if address and not _is_address(address):
        message = f"`site_url` is no web address: {address}"
        yield _slip(_line(found, "site_url"), message, "write it like https://example.org/, or remove it")
    for key, only in _FIXED.items():
        if str(found.get(key, only)).rstrip("/") != only:
            message = f"`{key}` is {found[key]}, but a library's is always {only}"
            yield _slip(_line(found, key), message, f"write `{key}: {only}`")
    yield from _plugin_slips(found)


def _plugin_slips(found: CommentedMap) -> Iterator[Problem]:
    """Yield a problem when our plugin is not switched on, or has an option that nobody knows."""
    written: Any = found.get("plugins") or []
    plugins = dict(_plugins(written))
    if "hubdocs" not in plugins:
        hint = "add the lines `plugins:` and `  - hubdocs`"
        message = "the plugin `hubdocs` is not named, so MkDocs would publish nothing of the library"
        yield _slip(_line(found, "plugins"), message, hint)
        return
    options = plugins["hubdocs"]
    for option in options if isinstance(options, dict) else ():
        if option not in OPTIONS:
            hint = did_you_mean(str(option), OPTIONS, "remove it")
            yield _slip(_line(found, "plugins"), f"`{option}` is not an option of the plugin hubdocs", hint)


def _plugins(written: Any) -> Iterator[tuple[str, Any]]:
    """Every plugin that MkDocs would load, with its options."""
    if isinstance(written, dict):
        yield from ((str(name), options) for name, options in written.items())
        return
    for each in written if isinstance(written, list) else ():
        if isinstance(each, dict):
            yield from ((str(name), options) for name, options in each.items())
        else:
            yield str(each), {}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in {"https", "http"} and bool(parts.netloc) and not (parts.query or parts.fragment or " " in text)
    )


def _line(found: CommentedMap, key: str) -> int:
    return int(found.lc.key(key)[0]) + 1 if key in found else 1


def _slip(line: int, message: str, hint: str) -> Problem:
    return Problem(Place(SETTINGS_FILE, line), message, hint, "settings")
