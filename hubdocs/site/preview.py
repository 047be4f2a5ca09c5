"""Showing a library as it lies on the disk: what bare MkDocs publishes, and what authors see while they write."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

from hubdocs.authoring.files import SETTINGS_FILE
from hubdocs.errors import HubError, Place, Problem, stop_on_errors
from hubdocs.library.load import load_library, with_drafts
from hubdocs.library.rules import check_published, check_working
from hubdocs.site.stage import Staged, stage


def staged_now(root: Path, *, drafts: bool) -> Staged:
    """The library in a folder, checked and staged; with working texts in the place of releases if `drafts`.

    Raises:
        HubError: Something that would be shown is wrong.
    """
    library = load_library(root)
    stop_on_errors(check_published(library))
    if drafts:
        stop_on_errors(check_working(library))
        library = with_drafts(library)
    return stage(library)


def preview(root: Path, address: str) -> None:
    """Serve the library in a folder at `HOST:PORT` until somebody stops it, following each change.

    Raises:
        HubError: The working text has mistakes, or the address is taken.
    """
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    root = root.resolve()
    _ask_for(address)
    staged_now(root, drafts=True)
    _tell_what_mkdocs_does()
    try:
        serve(str(root / SETTINGS_FILE), dev_addr=address, docs_dir=str(root / "content"))
    except (MkDocsException, SystemExit, OSError) as error:
        raise HubError([Problem(Place(SETTINGS_FILE), f"MkDocs stopped: {error}", "mend it and try again")]) from error


def _ask_for(address: str) -> None:
    """Ask the computer whether it serves at an address, before anything is built for it.

    MkDocs asks only when the whole site is built, and what goes wrong until then would look like a taken address.

    Raises:
        HubError: It does not.
    """
    host, _, port = address.rpartition(":")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as MkDocs does
            asked.bind(place)
    except OSError as error:
        message = f"the address {address} cannot be used: {error.strerror}"
        raise HubError([Problem(Place(SETTINGS_FILE), message, "choose another: --address 127.0.0.1:8001")]) from error


def _tell_what_mkdocs_does() -> None:
    """Where the pages are served, each change that was followed, and mistakes made meanwhile."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    if not logger.handlers:
        teller = logging.StreamHandler()
        teller.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(teller)
