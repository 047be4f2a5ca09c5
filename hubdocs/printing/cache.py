"""Finished PDFs of single documents, by content: what did not change is not laid out again.

An entry is `<key>.pdf` and `<key>.json`. Each is written under another name and then renamed, the
JSON last, and it holds a SHA-256 of both: an entry that is half written or damaged is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

from hubdocs.printing.assembly.facts import PdfFacts
from hubdocs.printing.printable import PrintDocument

LAYOUT = 9
"""Raised by hand whenever normalising or the form of an entry changes."""

LARGEST = 900 * 1024**2
"""Bytes that entries may take; those unused for longest go first. With what is kept of texts it is below 1 GiB."""


ABANDONED_SECONDS = 24 * 3600
"""Age of a draft that no process can be writing any more."""
AT_WORK_SECONDS = 3600
"""How long an entry stays that another run asked for, and may be about to read."""


@dataclass(frozen=True)
class Rendered:
    """A document's finished PDF, and what is known of it."""

    pdf: Path
    facts: PdfFacts


def key_of(document: PrintDocument, fingerprint: str) -> str:
    """The name of a document's entry: a SHA-256 over everything that decides what it looks like.

    Args:
        document: What is to be printed.
        fingerprint: The versions of the print engine.

    Raises:
        OSError: A file that the document uses cannot be read.
    """
    digest = hashlib.sha256()
    for part in _parts(document, fingerprint):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _parts(document: PrintDocument, fingerprint: str) -> Iterator[bytes]:
    """The pieces of a key, in a fixed order. Nothing of the machine's own paths is among them."""
    yield str(LAYOUT).encode()
    yield fingerprint.encode()
    yield _assembler().encode()
    yield document.label.encode()
    yield document.html.encode()
    yield document.css.encode()
    yield json.dumps([(link.target, link.words, link.web) for link in document.links]).encode()
    yield from (b"forms",) if document.forms else ()
    yield from (b"leaves",) if document.replaceable else ()
    for name, file in sorted(document.assets):
        yield name.encode()
        found = file.stat()
        yield _digest_of(file, found.st_size, found.st_mtime_ns, found.st_ino)


@cache
def _assembler() -> str:
    """The version of the library that puts PDFs together."""
    return metadata.version("pikepdf")


@lru_cache(maxsize=4096)
def _digest_of(file: Path, size: int, written: int, number: int) -> bytes:  # noqa: ARG001 - it tells files apart
    """The SHA-256 of a file as it is now: every document has the same fonts, and many have the same pictures."""
    with file.open("rb") as picture:  # Never whole in memory: nobody knows yet how large it is.
        return hashlib.file_digest(picture, "sha256").digest()


@dataclass(frozen=True)
class RenderCache:
    """The folder of finished documents."""

    folder: Path

    def find(self, key: str) -> Rendered | None:
        """A whole, undamaged entry, or nothing."""
        pdf, sidecar = self._files(key)
        try:
            entry = json.loads(sidecar.read_text(encoding="utf-8"))
            if _sum(pdf.read_bytes(), entry["facts"]) != entry["sha256"]:
                return None
            facts = PdfFacts.from_json(entry["facts"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        with suppress(OSError):  # A cache that nobody may write to can be read all the same.
            os.utime(sidecar)
        return Rendered(pdf, facts)

    def draft(self, key: str) -> Path:
        """A new file in the cache's folder for the print engine to write; nobody reads it as an entry.

        Pages of hubs may lie there, so nobody else on this computer may look into the folder.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            self.folder.chmod(self.folder.stat().st_mode & 0o700)
        handle, name = tempfile.mkstemp(prefix=f".{key[:16]}.", suffix=".draft.pdf", dir=self.folder)
        os.close(handle)
        return Path(name)

    def keep(self, key: str, finished: Path, facts: PdfFacts) -> Rendered:
        """Take a normalised PDF into the cache."""
        pdf, sidecar = self._files(key)
        told = facts.to_json()
        digest = _sum(finished.read_bytes(), told)
        written = self.draft(key)
        try:
            written.write_text(json.dumps({"sha256": digest, "facts": told}) + "\n", encoding="utf-8")
            finished.replace(pdf)
            written.replace(sidecar)
        finally:
            written.unlink(missing_ok=True)
        return Rendered(pdf, facts)

    def trim(self, used: Iterable[str], largest: int = LARGEST) -> None:
        """Delete the entries unused for longest until the rest fits.

        Those just used stay, by this run or another. What a crash left half made goes, too, once nobody can be at work
        on it any more. Other runs may tidy up at the same time; what may not be deleted stays.
        """
        now = time.time()
        for draft in (*self.folder.glob(".*.draft.pdf*"), *self._without_sidecar()):
            if now - _last_used(draft) > ABANDONED_SECONDS:
                _delete(draft)
        times = {sidecar: _last_used(sidecar) for sidecar in self.folder.glob("*.json")}
        kept = {sidecar for sidecar in times if now - times[sidecar] < AT_WORK_SECONDS}
        kept |= {self._files(key)[1] for key in used}
        total = 0
        for sidecar in sorted(times, key=lambda each: times[each], reverse=True):
            pdf = sidecar.with_suffix(".pdf")
            total += _size(sidecar) + _size(pdf)
            if total > largest and sidecar not in kept:
                _delete(sidecar)
                _delete(pdf)

    def _without_sidecar(self) -> Iterator[Path]:
        """PDFs that no entry tells of: their run ended between two steps."""
        return (pdf for pdf in self.folder.glob("*.pdf") if not pdf.with_suffix(".json").exists())

    def _files(self, key: str) -> tuple[Path, Path]:
        return self.folder / f"{key}.pdf", self.folder / f"{key}.json"


def _last_used(file: Path) -> float:
    """When a file was last used, in seconds; now, when it is gone."""
    try:
        return file.stat().st_mtime
    except OSError:
        return time.time()


def _size(file: Path) -> int:
    """The bytes of a file; none, when it is gone."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _delete(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _sum(pdf: bytes, facts: str) -> str:
    """A SHA-256 over a PDF and what its sidecar tells of it."""
    return hashlib.sha256(hashlib.sha256(pdf).digest() + facts.encode()).hexdigest()
