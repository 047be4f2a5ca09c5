"""Writing a PDF whole or not at all, after it has been inspected."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Container, Iterable
from pathlib import Path

import pikepdf

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.inspection import Finding, inspect


def save_whole(
    pdf: pikepdf.Pdf,
    target: Path,
    excused: Container[str] = (),
    check: Callable[[Path], Iterable[Finding]] | None = inspect,
) -> None:
    """Write `target`, the same bytes for the same content.

    `excused` names rules of the inspection that this file need not keep; `check` is another inspection, for a
    file that does not claim to be accessible, or none for a piece that is inspected with the file that will hold it.

    Raises:
        PdfFault: The inspection found something; nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        _save(pdf, part)
        found = check(part) if check else ()
        if findings := [finding for finding in found if finding.rule not in excused]:
            raise PdfFault(map(str, findings))
        part.chmod(0o644)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _save(pdf: pikepdf.Pdf, path: Path) -> None:
    pdf.save(
        path,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        min_version="1.7",
    )
