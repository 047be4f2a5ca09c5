"""What stops a gallery: something that was promised is not there."""

from __future__ import annotations


class MissingError(Exception):
    """A page, a file or a program that the gallery needs is not there; the message is a plain sentence."""
