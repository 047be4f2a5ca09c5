"""One value changes, and every other byte of the file stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.errors import HubError
from hubdocs.releases.rewriting import with_entries, with_key, with_value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1.0.0", "version: 1.1.0"),
        ("version:   1.0.0   # since March", "version:   1.1.0   # since March"),
        ('version: "1.0.0"', 'version: "1.1.0"'),
        ("'version': '1.0.0'", "'version': '1.1.0'"),
        ("version:\n  1.0.0", "version:\n  1.1.0"),
        ("version: >-\n  1.0.0", "version: >-\n  1.1.0"),
        ('version: "1.0\\x2e0"', 'version: "1.1.0"'),
        ("title: version 1.0.0\nversion: 1.0.0", "title: version 1.0.0\nversion: 1.1.0"),
        ("materials: [{version: 1.0.0}]\nversion: 1.0.0", "materials: [{version: 1.0.0}]\nversion: 1.1.0"),
        ("materials:\n  - version: 1.0.0\nversion: 1.0.0", "materials:\n  - version: 1.0.0\nversion: 1.1.0"),
        ("{id: WC-01, version: 1.0.0, title: A}", "{id: WC-01, version: 1.1.0, title: A}"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_version_changes(before: str, after: str, line_end: str, mark: str) -> None:
    def page(front: str) -> bytes:
        return (mark + f"---\n{front}\n---\n\nversion: 1.0.0 of the text\n".replace("\n", line_end)).encode()

    assert with_value("a.md", page(before), "version", "1.1.0") == page(after)


KEYS = {
    "id": "WC-01",
    "title": '"Noticing: a change"',
    "summary": ">-\n  Long\n  words",
    "objectives": "\n  - one  # first\n  - two",
    "materials": "[{item: Card, per: person}]",
    "owner": "Somebody, somewhere",
}


@given(
    st.permutations([*KEYS]),
    st.integers(0, len(KEYS)),
    st.sampled_from(["1.0.0", '"1.0.0"', "'1.0.0'", "1.0.0 # now", "  1.0.0"]),
    st.lists(st.sampled_from(["# a remark", "", "   # further in"]), max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.text(alphabet="ab \nö–#:-'\"{}", max_size=60),
)
def test_in_any_front_matter_only_the_version_changes(
    order: list[str], place: int, version: str, remarks: list[str], line_end: str, body: str
) -> None:
    lines = [f"{key}: {KEYS[key]}" for key in order]
    lines[place:place] = [*remarks, f"version: {version}"]
    text = ("---\n" + "\n".join(lines) + "\n---\n" + body).replace("\n", line_end)

    changed = with_value("a.md", text.encode(), "version", "12.0.3").decode()

    assert changed == text.replace(f"version: {version}", f"version: {version.replace('1.0.0', '12.0.3')}", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: R-0001\ndecision: accepted\nreason: x", "id: R-0001\ndecision: accepted\nfixed_in: 1.1.0\nreason: x"),
        ("id: R-0001\ndecision: accepted # yes", "id: R-0001\nfixed_in: 1.1.0\ndecision: accepted # yes"),
        (
            "decision: accepted  # yes\n# why\nreason: x",
            "decision: accepted  # yes\n# why\nfixed_in: 1.1.0\nreason: x",
        ),
        ("{id: R-0001, decision: accepted, reason: x}", "{id: R-0001, decision: accepted, fixed_in: 1.1.0, reason: x}"),
        ("decision: accepted\nversions:\n  - 1.0.0", "decision: accepted\nfixed_in: 1.1.0\nversions:\n  - 1.0.0"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_key_is_added_and_nothing_else_changes(before: str, after: str, line_end: str) -> None:
    def page(front: str) -> bytes:
        return f"---\n{front}\n---\n\nWords.\n".replace("\n", line_end).encode()

    assert with_key("a.md", page(before), "fixed_in", "1.1.0", "decision") == page(after)


def test_front_matter_in_a_form_of_its_own_is_left_to_people() -> None:
    text = b"---\n? decision\n: accepted\n? reason\n: x\n---\n"

    with pytest.raises(HubError, match="cannot be written here"):
        with_key("a.md", text, "fixed_in", "1.1.0", "decision")
    with pytest.raises(HubError, match="cannot be written here"):
        with_key("a.md", b"---\ndecision: accepted\nfixed_in:\nreason: x\n---\n", "fixed_in", "1.1.0", "decision")
    with pytest.raises(HubError, match="cannot be written here"):
        with_value("a.md", b"---\nid: x\n---\n", "version", "1.1.0")


@given(
    st.lists(st.text(alphabet="ab ö:#'\"\\{}[],-–", min_size=1, max_size=20).map(str.strip).filter(bool), max_size=3)
)
def test_entries_are_read_back_as_they_were_meant(reasons: list[str]) -> None:
    data = b""
    for reason in reasons:
        data = with_entries("w.yml", data, [{"version": "1.0.0", "date": "2026-11-22", "reason": reason}])

    assert data.count(b"- version: 1.0.0\n") == len(reasons)


def test_what_is_no_list_is_left_to_people() -> None:
    with pytest.raises(HubError, match="so written that no program can add to it"):
        with_entries("w.yml", b"version: 1.0.0\n", [{"version": "1.0.1"}])
