"""Marks within a sentence: `ins` and `del` round words, without breaking the links and bold words round them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from hubdocs.releases.differences.changes import Kind
from hubdocs.releases.differences.copies import plain_wraps, removed_tokens
from hubdocs.releases.differences.parts import Attributes, Token, Wrap, shared_length, shown, write_stacks
from hubdocs.releases.differences.script import Act, RunEdit, Stretch

UNSEEN = "hub-unseen hub-diff-words"
"""The classes of words for those who cannot see a mark."""

GAP = '<span class="hub-diff-gap"> </span>'
"""The space behind removed words, which is no part of the new text."""

_KINDS = {Act.ADD: Kind.ADDED, Act.REMOVE: Kind.REMOVED, Act.RESTYLE: Kind.CHANGED}
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del", Kind.CHANGED: "span"}
_CLASSES = {Kind.ADDED: "hub-diff-added", Kind.REMOVED: "hub-diff-removed", Kind.CHANGED: "hub-diff-styled"}
_HEARD = {Kind.ADDED: "added", Kind.REMOVED: "removed", Kind.CHANGED: "set or linked differently"}

_Piece = tuple[tuple[Wrap, ...], str]


def heard(words: str) -> str:
    """Words for those who cannot see a mark, as HTML."""
    return f'<span class="{UNSEEN}">{escape(words)}</span>'


def mark_run(old: Sequence[Token], new: Sequence[Token], edit: RunEdit, anchor: str) -> str:
    """The new words with those that went at their old place; the first mark has the anchor as its id."""
    pieces: list[_Piece] = []
    place = 0
    for index, stretch in enumerate(edit.stretches):
        after = edit.stretches[index + 1] if index + 1 < len(edit.stretches) else None
        length = _length(stretch)
        tokens = new[place : place + length]
        left = new[place - 1].wraps if place else ()
        right = new[place + length].wraps if place + length < len(new) else ()
        if stretch.act is Act.REMOVE:
            gone = old[stretch.start : stretch.end]
            is_replaced = after is not None and after.act is Act.ADD
            base = _base_of_removed(gone, left, right, is_replaced=is_replaced)
            if is_parted(old, stretch.start, new[place - 1] if place else None):
                pieces.append((base, GAP))
            pieces += _removed(gone, base, anchor, is_replaced=is_replaced)
            anchor = ""
        elif kind := _KINDS.get(stretch.act):
            pieces += _marked(tokens, _depths(tokens, left, right), kind, anchor)
            anchor = ""
        else:
            pieces += [(token.wraps, shown(token)) for token in tokens]
        place += length
    return write_stacks(pieces)


def is_parted(old: Sequence[Token], start: int, before: Token | None) -> bool:
    """Whether a space stood before removed words that is not there any more."""
    return start > 0 and before is not None and old[start - 1].text.endswith(" ") and not before.text.endswith(" ")


def _length(stretch: Stretch) -> int:
    """How many new tokens a stretch holds."""
    if stretch.act is Act.KEEP:
        return stretch.end - stretch.start
    return len(stretch.tokens)


def _depths(tokens: Sequence[Token], left: tuple[Wrap, ...], right: tuple[Wrap, ...]) -> list[int]:
    """For each token, how many of its elements reach beyond the stretch: those must stay outside the mark."""
    depths = [0] * len(tokens)
    for order, held in ((range(len(tokens)), left), (range(len(tokens) - 1, -1, -1), right)):
        shared = held
        for index in order:
            shared = shared[: shared_length(shared, tokens[index].wraps)]
            depths[index] = max(depths[index], len(shared))
    return depths


def _marked(tokens: Sequence[Token], depths: Sequence[int], kind: Kind, anchor: str) -> Iterator[_Piece]:
    """Tokens in marks, one for each stretch of those with the same elements outside it."""
    start = 0
    for end in range(1, len(tokens) + 1):
        base = tokens[start].wraps[: depths[start]]
        if end < len(tokens) and depths[end] == depths[start] and tokens[end].wraps[: depths[end]] == base:
            continue
        held = (*base, _mark(kind, anchor))
        inner = [((*held, *token.wraps[len(base) :]), shown(token)) for token in tokens[start:end]]
        if tokens[end - 1].wraps == base and (words := inner[-1][1].rstrip(" ")) != inner[-1][1]:
            yield from _said(held, [*inner[:-1], (held, words)], kind)
            yield base, " "
        else:
            yield from _said(held, inner, kind)
        start, anchor = end, ""


def _removed(gone: Sequence[Token], base: tuple[Wrap, ...], anchor: str, *, is_replaced: bool) -> Iterator[_Piece]:
    held = (*base, _mark(Kind.REMOVED, anchor))
    inner = [
        ((*held, *plain_wraps(token.wraps[shared_length(token.wraps, base) :])), shown(token))
        for token in removed_tokens(gone)
    ]
    parted = bool(inner) and inner[-1][1].endswith(" ")
    if parted:
        inner[-1] = (inner[-1][0], inner[-1][1].rstrip(" "))
    yield from _said(held, inner, Kind.REMOVED)
    if parted or is_replaced:
        yield base, GAP


def _base_of_removed(
    gone: Sequence[Token], left: tuple[Wrap, ...], right: tuple[Wrap, ...], *, is_replaced: bool
) -> tuple[Wrap, ...]:
    """The elements of the new text in which removed words are shown, so that none of those is broken up."""
    best = left[: shared_length(left, right)]
    for beside in (left, () if is_replaced else right):
        shared = beside
        for token in gone:
            shared = shared[: shared_length(shared, token.wraps)]
        if len(shared) > len(best):
            best = shared
    return best


def _said(held: tuple[Wrap, ...], inner: list[_Piece], kind: Kind) -> Iterator[_Piece]:
    yield held, heard(f"[{_HEARD[kind]}: ")
    yield from inner
    yield held, heard("]")


def _mark(kind: Kind, anchor: str) -> Wrap:
    attributes: Attributes = (("class", _CLASSES[kind]), *((("id", anchor),) if anchor else ()))
    return Wrap(_TAGS[kind], attributes)
