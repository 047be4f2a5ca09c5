"""The form that readers are sent to is one that there is, and says where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Library


def form_is_there(library: Library) -> Iterator[Problem]:
    """Yield a problem when the settings name a form that nobody described, or one without a link."""
    name, place = library.settings.feedback.form, library.settings.feedback.place
    path = f"materials/forms/{name}.yml"
    if not name or path in library.unreadable:
        return
    form = next((each for each in library.forms if each.name == name), None)
    if form is None:
        known = [each.name for each in library.forms]
        hint = did_you_mean(name, known, f"describe the form in {path}, or remove `form`")
        yield Problem(place, f"there is no form `{name}` in materials/forms/", hint, "feedback-form")
    elif not form.link:
        hint = f"write the form's address as `link` in {path}"
        yield Problem(place, f"nobody knows where the form `{name}` stands", hint, "feedback-form")
