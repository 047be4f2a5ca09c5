"""The words of the dialect: which types of block there are."""

from __future__ import annotations

TRAINER_BLOCKS = ("trainer", "answers")
"""Block types that only those who deliver the session see."""

OWN = (*TRAINER_BLOCKS, "safeguarding", "pupil", "sample", "signposts", "local-help")
"""Block types of ours."""

MATERIAL = (
    "note",
    "tip",
    "warning",
    "info",
    "question",
    "quote",
    "example",
    "abstract",
    "success",
    "failure",
    "danger",
    "bug",
)
"""Block types that authors may know from Material for MkDocs."""

BLOCK_TYPES = (*OWN, *MATERIAL)
