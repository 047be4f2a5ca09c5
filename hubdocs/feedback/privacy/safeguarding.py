"""Words that may mean that somebody is not safe.

Two kinds. A *telling* is flagged wherever it stands, since people write it of a person: "he hits me", "not safe at
home". A *subject*, such as self-harm, is what this training is about; it is flagged unless the same sentence speaks of
a slide, a page or an activity and of nobody in particular. The forms stand in `words/worries.txt`.

People hint in more ways than any list holds. Of cells that nothing was tuned on, about half of the worries are found
(`tests/feedback/cells_last.yml`), so that this never takes the place of reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from hubdocs.feedback.privacy.spans import Span

_SENTENCE = re.compile(r"[^.!?;\n]{1,500}")


def worries(text: str) -> Iterator[Span]:
    """Yield what may mean that somebody is not safe."""
    for match in _forms("tellings").finditer(text):
        yield Span("safeguarding", match.start(), match.end())
    subjects = _forms("subjects").finditer(text)
    subject = next(subjects, None)
    for sentence in _SENTENCE.finditer(text):
        within = []
        while subject and subject.start() < sentence.end():
            within.append(subject)
            subject = next(subjects, None)
        if within and not _is_about_training(sentence[0]):
            yield from (Span("safeguarding", each.start(), each.end()) for each in within)


def _is_about_training(sentence: str) -> bool:
    return bool(_forms("training").search(sentence)) and not _forms("somebody").search(sentence)


@cache
def _forms(section: str) -> re.Pattern[str]:
    """All forms of one section as one; each begins with a word, and "training" and "somebody" end with one."""
    sections, parts = _read()
    forms = []
    for form in sections[section]:
        for name, part in parts.items():
            form = form.replace(name, part)  # noqa: PLW2901  (a form is its own text with the parts put in)
        forms.append(form)
    end = r"(?!\w)" if section in {"training", "somebody"} else ""
    return re.compile(rf"(?<![\w\-])(?=\w)(?:{'|'.join(forms)}){end}", re.IGNORECASE)


@cache
def _read() -> tuple[dict[str, list[str]], dict[str, str]]:
    """The forms by section, and the parts that have a name."""
    text = resources.files("hubdocs.feedback.privacy").joinpath("words", "worries.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            here.append(line)
    parts = dict(line.split(" = ", 1) for line in sections.pop("parts"))
    return sections, parts
