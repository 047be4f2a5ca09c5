"""Finds what may tell who somebody is, or that somebody may not be safe, in what people type.

Nothing here decides anything: what is flagged is held back until a person has looked at it. So it is better to flag
too much than too little, as long as people do not learn to wave everything through.
"""

from __future__ import annotations

from hubdocs.feedback.privacy.finding import flags_in
from hubdocs.feedback.privacy.flags import KINDS, Flag
from hubdocs.feedback.privacy.published import published_words
from hubdocs.feedback.privacy.redaction import redacted

__all__ = ["KINDS", "Flag", "flags_in", "published_words", "redacted"]
