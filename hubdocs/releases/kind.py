"""The kind of a change: what a release must be called so that readers know what to do with an old copy.

Contract: the table in FORMAT, section 5. Each function below is one row of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from hubdocs.errors import Place
from hubdocs.model import Agreement, Document, Field, Handout, Heading, Mark, Module, Standard, StandardSet
from hubdocs.model.documents import Source
from hubdocs.releases.digest import body_in_order, document_digest, text_content
from hubdocs.releases.parts import (
    FOOTNOTES,
    INTRODUCTION,
    Part,
    beyond_wording,
    changed_pictures,
    handout_part,
    parts_of,
)

KINDS = ("patch", "minor", "major")
"""The kinds of change, the smallest first."""


@dataclass(frozen=True)
class Reason:
    """One thing that changed, and the kind of release that it asks for."""

    kind: str
    """`patch`, `minor` or `major`."""
    words: str
    """In plain words, without an end: "activity `film` now lasts 30 minutes, not 35"."""
    place: Place
    """Where it stands in the new text; where its version stands if it is gone."""


@dataclass(frozen=True)
class Needed:
    """The release that the changes of a document ask for."""

    kind: str
    """`patch`, `minor` or `major`; empty where nothing changed."""
    reasons: tuple[Reason, ...]
    """Everything that changed, the weightiest first."""

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons for which no smaller release will do."""
        return tuple(reason for reason in self.reasons if reason.kind == self.kind)


def needed(old: Document, new: Document) -> Needed:
    """What a release of `new` must be at least, when `old` was released before.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    texts = _Texts(old, new)
    found = list(
        dict.fromkeys(
            [
                *(reason for row in _ROWS for reason in row(old, new)),
                *(reason for row in _ROWS_OF_TEXTS for reason in row(texts)),
            ]
        )
    )
    for reason in _wording(texts):
        if not any(each.place == reason.place for each in found):
            found.append(reason)
    if not found and document_digest(old) != document_digest(new):
        found.append(Reason("patch", "it is written otherwise, and says the same", new.source.body_place(0)))
    found.sort(key=lambda reason: -KINDS.index(reason.kind))
    return Needed(found[0].kind if found else "", tuple(found))


@dataclass(frozen=True)
class _Texts:
    """Two states of a document, each read as parts no more than once."""

    old: Document
    new: Document

    @cached_property
    def before(self) -> dict[str, Part]:
        """The parts of the old text."""
        return parts_of(self.old)

    @cached_property
    def after(self) -> dict[str, Part]:
        """The parts of the new text."""
        return parts_of(self.new)

    @cached_property
    def differ(self) -> bool:
        """Whether the two say something else, pictures apart."""
        return _differ(self.old.source, self.new.source)


def is_smaller(kind: str, than: str) -> bool:
    """Whether one kind of release is a smaller step than another."""
    return KINDS.index(kind) < KINDS.index(than)


def _reason(kind: str, document: Document, words: str, heading: Heading | None = None) -> Reason:
    """A reason at a heading of the new text; without one, where its version stands."""
    place = document.source.body_place(heading.line) if heading else document.place("version")
    return Reason(kind, words, place)


# People must be trained again, or an old copy is unsafe


def _objectives(old: Document, new: Document) -> Iterator[Reason]:
    if not (isinstance(old, Module) and isinstance(new, Module)):
        return
    before, after = _plain(old.objectives), _plain(new.objectives)
    place = new.place("objectives")
    for index, each in enumerate(after):
        if each not in before:
            words = f"the objective “{each}” is new"
            yield Reason("major", words, new.source.place_of_item("objectives", index))
    for each in before:
        if each not in after:
            yield Reason("major", f"the objective “{each}” is gone", place)
    if sorted(before) == sorted(after) and before != after:
        yield Reason("minor", "the objectives stand in another order", place)


def _permanent_ids(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each part, handout and field that is gone: links and feedback name them."""
    for heading in old.headings:
        if heading.anchor and heading.anchor not in new.anchors:
            yield _reason("major", new, f"{_called(old, heading)} is gone")
        elif heading.is_activity and not _heading(new, heading.anchor).is_activity:
            here = _heading(new, heading.anchor)
            yield _reason("major", new, f"`{heading.anchor}` is no longer an activity", here)
    if isinstance(old, Module) and isinstance(new, Module):
        for handout in old.handouts:
            if new.handout(handout.id) is None:
                yield _reason("major", new, f"handout {handout.id} is gone")
    if isinstance(old, Agreement) and isinstance(new, Agreement):
        kept = {field.name for field in new.fields}
        for field in old.fields:
            if field.name not in kept:
                yield Reason("major", f"field `{field.name}` is gone", new.place("fields"))


def _optional(old: Document, new: Document) -> Iterator[Reason]:
    for before, after in _both(old, new):
        if before.is_activity and after.is_activity and "optional" in {*before.classes} ^ {*after.classes}:
            kind, how = ("minor", "no longer") if "optional" in before.classes else ("major", "now")
            yield _reason(kind, new, f"activity `{after.anchor}` is {how} optional", after)


def _safety_marks(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each mark that came, went, or stands on another activity; and whether their order changed."""
    for before, after in _both(old, new):
        for mark in Mark:
            if mark in {*before.classes} ^ {*after.classes}:
                how = "no longer" if mark in before.classes else "now"
                yield _reason("major", new, f"{_called(new, after)} is {how} marked `.{mark}`", after)
    for heading in new.headings:
        if heading.anchor not in old.anchors:
            for mark in Mark:
                if mark in heading.classes:
                    yield _reason("major", new, f"{_called(new, heading)} is new and marked `.{mark}`", heading)
    before_, after_ = _marked(old), _marked(new)
    if sorted(before_) == sorted(after_) and before_ != after_:
        heading = next(_heading(new, one) for one, other in zip(after_, before_, strict=True) if one != other)
        yield _reason("major", new, "the activities with a safety mark stand in another order", heading)


def _marked(document: Document) -> list[str]:
    return [each.anchor for each in document.headings if {*Mark} & {*each.classes}]


def _musts(texts: _Texts) -> Iterator[Reason]:
    old, new = texts.old, texts.new
    if not (isinstance(old, StandardSet) and isinstance(new, StandardSet) and texts.differ):
        return
    for was, now in _standards(old, new):
        heading = _heading(new, now.id)
        if was.level != now.level:
            kind = "major" if "must" in {was.level, now.level} else "minor"
            yield _reason(kind, new, f"{now.id} is now a `{now.level}`, not a `{was.level}`", heading)
        if "must" not in {was.level, now.level}:
            continue
        if _same(was.statement) != _same(now.statement):
            yield _reason("major", new, f"the heading of {now.id}, a `must`, changed", heading)
        if texts.before[now.id].definition("Minimum") != texts.after[now.id].definition("Minimum"):
            yield _reason("major", new, f"the Minimum of {now.id}, a `must`, changed", heading)


def _clauses(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each clause that is new or renamed; one that is gone is a permanent id that is."""
    if not isinstance(new, Agreement):
        return
    for heading in new.headings:
        if heading.anchor and heading.anchor not in old.anchors:
            yield _reason("major", new, f"clause `{heading.anchor}` is new", heading)
    for before, after in _both(old, new):
        if _same(before.title) != _same(after.title):
            words = f"clause `{after.anchor}` is now called “{after.title}”, not “{before.title}”"
            yield _reason("major", new, words, after)


# An old copy is replaced when convenient


def _new_parts(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each activity, section, standard and handout that is new."""
    if not isinstance(new, Agreement):
        for heading in new.headings:
            if heading.anchor and heading.anchor not in old.anchors:
                yield _reason("minor", new, f"{_called(new, heading)} is new", heading)
            elif heading.anchor and heading.is_activity and not _heading(old, heading.anchor).is_activity:
                yield _reason("minor", new, f"`{heading.anchor}` is now an activity", heading)
    if isinstance(old, Module) and isinstance(new, Module):
        for handout in new.handouts:
            if old.handout(handout.id) is None:
                yield Reason("minor", f"handout {handout.id} is new", handout.source.place("id"))


def _order(old: Document, new: Document) -> Iterator[Reason]:
    before = [each.anchor for each in old.headings if each.anchor in new.anchors]
    after = [each for each in new.headings if each.anchor and each.anchor in old.anchors]
    for was, heading in zip(before, after, strict=False):
        if was != heading.anchor:
            yield _reason("minor", new, f"{_called(new, heading)} stands in another place", heading)
            return


def _times_and_groups(old: Document, new: Document) -> Iterator[Reason]:
    """Yield what else the headings say: minutes, the group of a standard, whether a part is for the trainer."""
    for before, after in _both(old, new):
        name = _called(new, after)
        for key in dict.fromkeys((*after.values, *before.values)):
            was, now = before.values.get(key, ""), after.values.get(key, "")
            if was != now and key in _VALUES:
                yield _reason("minor", new, f"{name} {_VALUES[key](was, now)}", after)
        if "for-trainer" in {*before.classes} ^ {*after.classes}:
            how = "no longer" if "for-trainer" in before.classes else "now"
            yield _reason("minor", new, f"{name} is {how} only for those who run the session", after)


def _minutes(was: str, now: str) -> str:
    if not was or not now:
        return "now has a time" if now else "no longer has a time"
    return f"now lasts {now} minutes, not {was}"


def _limit(word: str) -> Callable[[str, str], str]:
    def told(was: str, now: str) -> str:
        if not now:
            return f"no longer has a {word} time"
        return f"may now last {now} minutes at the {word}" + (f", not {was}" if was else "")

    return told


_VALUES: dict[str, Callable[[str, str], str]] = {
    "minutes": _minutes,
    "shortest": _limit("shortest"),
    "longest": _limit("longest"),
    "group": lambda was, now: f"is now in the group “{now}”" + (f", not “{was}”" if was else ""),
}
"""What is said of a heading's value that changed; the level of a standard has a row of its own."""


def _front_matter(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each key that readers see and that now says something else."""
    for key, read in _SEEN.items():
        was, now = read(old), read(new)
        if was != now:
            yield Reason("minor", f"`{key}` {_says(was, now)}", new.place(key))


def _key(name: str) -> Callable[[Document], object]:
    """What a key means, however it was typed."""
    return lambda document: getattr(document, name, None)


_SEEN: dict[str, Callable[[Document], object]] = {
    "title": lambda document: _same(document.title),
    "status": lambda document: document.status.value,
    "summary": lambda document: _same(document.summary),
    "audience": _key("audience"),
    "delivered_by": _key("delivered_by"),
    "lang": _key("lang"),
    "duration": _key("duration"),
    "materials": _key("materials"),
    "group_size": _key("group_size"),
    "prerequisites": _key("prerequisites"),
    "needs": _key("needs"),
    "part": _key("part"),
    "standards": lambda document: getattr(document, "standards", None) if document.kind != "standards" else None,
    "retired": _key("retired"),
}
"""The keys that readers see, with what they mean. Objectives and fields have rows of their own."""


def _says(was: object, now: object) -> str:
    """How the value of a key changed."""
    before, after = _shown(was), _shown(now)
    return f"now says {after}, not {before}" if before != after else "changed"


def _shown(value: object) -> str:
    """What a key says, as short as it can be told."""
    if isinstance(value, tuple):
        listed = ", ".join(str(getattr(each, "item", each)) for each in value) or "nothing"
        return listed if len(listed) <= _LONGEST_SHOWN else f"{len(value)} things"
    text = "nothing" if value in (None, "") else str(getattr(value, "typical", value))
    return text if len(text) <= _LONGEST_SHOWN else f"“{text[: _LONGEST_SHOWN - 1].rstrip()}…”"


_LONGEST_SHOWN = 60
"""Characters of a value that a reason repeats."""


def _fields(old: Document, new: Document) -> Iterator[Reason]:
    if not (isinstance(old, Agreement) and isinstance(new, Agreement)):
        return
    before = {field.name: field for field in old.fields}
    for field in new.fields:
        was = before.get(field.name)
        if was is None:
            yield Reason("minor", f"field `{field.name}` is new", field.place)
        elif _asks(was) != _asks(field):
            yield Reason("minor", f"field `{field.name}` asks for something else", field.place)
        elif _same(was.label) != _same(field.label):
            yield Reason("patch", f"the label of field `{field.name}` is worded otherwise", field.place)
    kept = [name for name in before if any(field.name == name for field in new.fields)]
    if kept != [field.name for field in new.fields if field.name in before]:
        yield Reason("minor", "the fields stand in another order", new.place("fields"))


def _asks(field: Field) -> tuple[object, ...]:
    """What a field asks for, without its words."""
    return field.type, field.required, field.default, field.unit, field.choices


def _texts(texts: _Texts) -> Iterator[Reason]:
    """Yield each part of the text that changed in more than wording."""
    old, new = texts.old, texts.new
    for name, heading, before, after in _pairs(texts) if texts.differ else ():
        for words in beyond_wording(before, after):
            yield _reason_in(new, heading, "minor", f"{name} {words}")
    if _pictures_differ(old, new):
        shown = {key: part.pictures for key, part in texts.after.items() if key in texts.before}
        for key, path in changed_pictures(old, new, shown):
            yield _reason_in(new, _heading_or_none(new, key), "minor", f"the picture `{path}` looks otherwise")


def _pictures_differ(old: Document, new: Document) -> bool:
    return any(changed_pictures(old, new, {"": new.pictures}))


def _reason_in(new: Document, heading: Heading | None, kind: str, words: str) -> Reason:
    place = new.source.body_place(heading.line if heading else 0)
    return Reason(kind, words, place)


def _pairs(texts: _Texts) -> Iterator[tuple[str, Heading | None, Part, Part]]:
    """Yield each part that both texts have, with what people call it and its heading.

    Sections without a permanent id are taken for the same where they follow one another.
    """
    old, new, before, after = texts.old, texts.new, texts.before, texts.after
    for key, part in after.items():
        if key in before and key in {*new.anchors, INTRODUCTION, FOOTNOTES}:
            heading = _heading_or_none(new, key)
            yield _name_of(new, key, heading), heading, before[key], part
    loose = [
        [key for key in parts if key not in {*document.anchors, INTRODUCTION, FOOTNOTES}]
        for document, parts in ((old, before), (new, after))
    ]
    unmarked = [heading for heading in new.headings if not heading.anchor]
    for index, (was, now) in enumerate(zip_longest(*loose)):
        heading = unmarked[index] if index < len(unmarked) else None
        name = f"the section “{heading.title}”" if heading else "a section"
        yield name, heading, before.get(was, Part()), after.get(now, Part())
    for key in (INTRODUCTION, FOOTNOTES):
        if (key in before) != (key in after):
            yield _name_of(new, key, None), None, before.get(key, Part()), after.get(key, Part())


def _handouts(old: Document, new: Document) -> Iterator[Reason]:
    """Yield each handout that changed in more than wording."""
    for was, now in _handout_pairs(old, new):
        for key, read in _SEEN_OF_HANDOUT.items():
            if read(was) != read(now):
                words = f"`{key}` of handout {now.id} {_says(read(was), read(now))}"
                yield Reason("minor", words, now.source.place(key))
        if text_content(was.source) == text_content(now.source) and not _pictures_differ(old, new):
            continue
        before, after = handout_part(old, was.source), handout_part(new, now.source)
        place = now.source.body_place(0)
        for words in beyond_wording(before, after):
            yield Reason("minor", f"handout {now.id} {words}", place)
        for _, path in changed_pictures(old, new, {"": after.pictures}):
            yield Reason("minor", f"the picture `{path}` of handout {now.id} looks otherwise", place)


_SEEN_OF_HANDOUT: dict[str, Callable[[Handout], object]] = {
    "title": lambda handout: _same(handout.title),
    "per": lambda handout: handout.per,
    "audience": lambda handout: handout.audience,
    "orientation": lambda handout: "landscape" if handout.landscape else "portrait",
    "copier": lambda handout: "true" if handout.copier else "false",
}
"""The keys of a handout that readers see, with what they mean."""


# No need to print again


def _wording(texts: _Texts) -> Iterator[Reason]:
    """Yield where only words changed."""
    old, new = texts.old, texts.new
    for name, heading, before, after in _pairs(texts) if texts.differ else ():
        if before.blocks != after.blocks:
            yield _reason_in(new, heading, "patch", f"{name} is worded otherwise")
    for before_, after_ in _both(old, new):
        if _same(before_.title) != _same(after_.title):
            words = f"{_called(new, after_)} is now called “{after_.title}”, not “{before_.title}”"
            yield _reason("patch", new, words, after_)
    for was, now in _handout_pairs(old, new):
        if body_in_order(was.source.body) != body_in_order(now.source.body):
            yield Reason("patch", f"handout {now.id} is worded otherwise", now.source.body_place(0))


def _differ(old: Source, new: Source) -> bool:
    return text_content(old) != text_content(new)


_ROWS: tuple[Callable[[Document, Document], Iterator[Reason]], ...] = (
    _objectives,
    _permanent_ids,
    _optional,
    _safety_marks,
    _clauses,
    _new_parts,
    _order,
    _times_and_groups,
    _front_matter,
    _fields,
    _handouts,
)
"""The table, row by row."""

_ROWS_OF_TEXTS: tuple[Callable[[_Texts], Iterator[Reason]], ...] = (_musts, _texts)
"""Its rows for which the text is read as parts."""


# What two texts have in common


def _both(old: Document, new: Document) -> Iterator[tuple[Heading, Heading]]:
    """Yield each heading with a permanent id that both texts have, as it was and as it is."""
    before = {heading.anchor: heading for heading in old.headings}
    for heading in new.headings:
        if heading.anchor and heading.anchor in before:
            yield before[heading.anchor], heading


def _standards(old: StandardSet, new: StandardSet) -> Iterator[tuple[Standard, Standard]]:
    before = {standard.id: standard for standard in old.standards}
    for standard in new.standards:
        if standard.id in before:
            yield before[standard.id], standard


def _handout_pairs(old: Document, new: Document) -> Iterator[tuple[Handout, Handout]]:
    for handout in new.handouts if isinstance(new, Module) else ():
        if isinstance(old, Module) and (was := old.handout(handout.id)):
            yield was, handout


def _heading(document: Document, anchor: str) -> Heading:
    return next(each for each in document.headings if each.anchor == anchor)


def _heading_or_none(document: Document, anchor: str) -> Heading | None:
    return next((each for each in document.headings if anchor and each.anchor == anchor), None)


def _called(document: Document, heading: Heading) -> str:
    """What people call a part: activity `film`, GOV-1, clause `data-protection`."""
    if "level" in heading.values:
        return heading.anchor
    if isinstance(document, Agreement):
        return f"clause `{heading.anchor}`"
    return f"{'activity' if heading.is_activity else 'section'} `{heading.anchor}`"


def _name_of(document: Document, key: str, heading: Heading | None) -> str:
    if key == FOOTNOTES:
        return "the part with the footnotes"
    return _called(document, heading) if heading else "the text before the first heading"


def _same(words: str) -> str:
    """Words as readers see them."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def _plain(texts: Sequence[str]) -> list[str]:
    return [_same(text) for text in texts]
