"""The rules that one document must keep, needing no history and no other document: one function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hubdocs.authoring.outline import open_fence
from hubdocs.authoring.rules import (
    agreements,
    blocks,
    headings,
    identity,
    markup,
    minutes,
    people,
    pictures,
    safety,
    words,
)
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Problem
from hubdocs.model import Document

DOCUMENT_RULES: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    identity.handout_ids_belong,
    headings.marks_are_right,
    headings.levels_exist,
    headings.ids_are_unique,
    headings.standards_are_whole,
    headings.items_of_standards_are_known,
    minutes.minutes_are_whole,
    minutes.minutes_add_up,
    minutes.bounds_are_in_order,
    people.somebody_is_named_once,
    people.groups_are_possible,
    safety.sensitive_activities_are_framed,
    safety.safe_parts_are_kept,
    pictures.pictures_are_named_plainly,
    agreements.fields_are_whole,
    agreements.template_is_plain,
    agreements.template_names_fields,
    agreements.template_can_be_written_out,
    agreements.fields_are_used,
    agreements.clauses_have_ids,
    agreements.clauses_hold_no_blanks,
)
"""Rules about a document as a whole."""

TEXT_RULES: tuple[Callable[[Text], Iterator[Problem]], ...] = (
    headings.activities_stand_free,
    headings.levels_do_not_skip,
    headings.headings_are_read,
    blocks.types_are_known,
    blocks.blocks_begin_a_line,
    blocks.blocks_are_understood,
    blocks.trainer_blocks_define_nothing,
    blocks.lines_begin_with_plain_spaces,
    blocks.titles_are_quoted,
    blocks.bodies_are_indented,
    blocks.trainer_blocks_hold_all,
    blocks.marks_stand_on_paragraphs,
    blocks.marks_hide_whole_lists,
    pictures.pictures_exist,
    pictures.pictures_have_words,
    pictures.pictures_are_safe,
    markup.nothing_was_removed,
    markup.no_marks_are_left,
    words.sentences_are_short,
)
"""Rules about each Markdown text: a document's, its handouts' and the pages of `content/`."""


def check_document(document: Document) -> Iterator[Problem]:
    """Yield everything that is wrong with a document as a whole, by itself.

    Behind code that has no end, nothing can be judged; a rule about its text says so.
    """
    if open_fence(document.source.body) is None:
        for rule in DOCUMENT_RULES:
            yield from rule(document)


def check_text(text: Text) -> Iterator[Problem]:
    """Yield everything that is wrong with one Markdown text, by itself; code without an end and nothing else."""
    unending = tuple(markup.fences_are_closed(text))
    yield from unending
    for rule in TEXT_RULES if not unending else ():
        yield from rule(text)
