"""The one exception of this package."""

from __future__ import annotations

from collections.abc import Iterable


class PdfFault(Exception):  # noqa: N818 - what it carries are faults of a file
    """A PDF that is not as it must be, or that cannot be put together.

    Whoever asked for the work knows which file to name, and makes problems of it.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults: tuple[str, ...] = tuple(faults)
        super().__init__("\n".join(self.faults))
