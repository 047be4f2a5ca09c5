"""Where the print engine gets files from: a document's own, and nothing else."""

from __future__ import annotations

import mimetypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from hubdocs.authoring.picture_notes import without_notes
from hubdocs.printing.fonts import unpacked
from hubdocs.printing.jobs import Mistake

ASSET_BYTES = 64 * 1024**2
"""The largest picture or font that is read."""


class Listener(Protocol):
    """Whoever is told of mistakes."""

    def add(self, mistake: Mistake) -> None:
        """Hear of one."""


class RefusedError(Exception):
    """A document asked for something that is not its own."""


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Gives a document its own files, and refuses everything else.

    The default fetcher reads any file and any address, and would put `/etc/passwd` into a PDF.
    """

    def __init__(self, assets: Iterable[tuple[str, Path]], listener: Listener) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._assets = dict(assets)
        self._listener = listener

    def gives(self, assets: Iterable[tuple[str, Path]]) -> bool:
        """Whether it gives these files under these names."""
        return all(self._assets.get(name) == file for name, file in assets)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content behind an address.

        Raises:
            RefusedError: It is not an asset of this job, or cannot be read; the mistake is told.
        """
        scheme, _, rest = url.partition(":")
        if scheme.lower() == "data":
            return super().fetch(url, headers)
        if scheme.lower() != "asset":
            self._refuse(
                f"it asks for `{url}`, and a printed document reads nothing but its own files",
                "put the file into the document's folder, and name it there",
                "print-address",
            )
        return self._asset(unquote(rest), url)

    def _asset(self, name: str, url: str) -> URLFetcherResponse:
        if name not in self._assets:
            self._refuse(f"`{name}` is not one of its files", "check the name of the file", "print-picture")
        try:
            content = unpacked(without_notes(read_asset(self._assets[name]), self._assets[name].suffix))
        except OSError as error:
            reason = error.strerror or error
            self._refuse(f"`{name}` cannot be read: {reason}", "check that the file is there", "print-picture")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def _refuse(self, message: str, hint: str, rule: str) -> None:
        self._listener.add(Mistake(message, hint, rule))
        raise RefusedError(message)


def read_asset(path: Path) -> bytes:
    """The bytes of a plain file.

    Raises:
        OSError: It is a symlink, a device or a folder, it is too big, or it is not there. The path was
            checked when the job was made; it is checked again because somebody may have changed it.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "it is not a plain file")
        if status.st_size > ASSET_BYTES:
            raise OSError(None, f"it is larger than {ASSET_BYTES // 1024**2} MB")
        return file.read()
