"""What `mkdocs.yml` says about a library, read without MkDocs and without judging the rest of that file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from hubdocs.authoring.files import read_text
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Settings

SETTINGS_FILE = "mkdocs.yml"


def read_settings(root: Path) -> Settings:
    """The settings of the library in a folder.

    Raises:
        HubError: There is no `mkdocs.yml`, it cannot be read, or it does not name the site.
    """
    if not (root / SETTINGS_FILE).is_file():
        hint = "go to the library's folder, or name it with -C FOLDER"
        raise HubError([Problem(Place(SETTINGS_FILE), "there is no mkdocs.yml here, so this is not a library", hint)])
    try:
        found = YAML(typ="rt").load(read_text(root, SETTINGS_FILE)) or {}
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"mkdocs.yml cannot be read: {error.problem}"
        raise HubError([Problem(Place(SETTINGS_FILE, line), message, "compare it with the one in the help")]) from error
    if not isinstance(found, dict):
        message = "mkdocs.yml is not a list of keys"
        raise HubError([Problem(Place(SETTINGS_FILE), message, "write `site_name: Training library` and so on")])
    name = str(found.get("site_name") or "").strip()
    if not name:
        raise HubError(
            [Problem(Place(SETTINGS_FILE), "`site_name` is missing", "add a line `site_name: Training library`")]
        )
    address = str(found.get("site_url") or "").strip()
    parts = urlsplit(address)
    if address and (
        parts.scheme not in {"https", "http"} or not parts.netloc or parts.query or parts.fragment or " " in address
    ):
        message = f"`site_url` is no web address: {address}"
        raise HubError([Problem(Place(SETTINGS_FILE), message, "write it like https://example.org/, or remove it")])
    return Settings(name, address.rstrip("/") + "/" if address else "")
