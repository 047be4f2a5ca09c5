"""Templates of agreements that reach out, or never end: threats.md 1.3 and 1.4."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from scenes import AGREEMENT_PATH, agreement, run, told
from tiny import write_library

from hubdocs.authoring.template import environment, read_template

LINE = 15
"""Of the agreement's text, on which the hostile words stand."""

ESCAPES = {
    "popen by globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "popen by a macro": "{{ joiner.__init__.__globals__['os'].popen('id') }}",
    "namespace": "{{ namespace.__init__.__globals__ }}",
    "class chain": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class of a field": "{{ who.__class__ }}",
    "subscript by name": "{{ who['__class__'] }}",
    "subscript by number": "{{ names[0] }}",
    "slice": "{{ who[0:1] }}",
    "2.8.1 str.format": "{{ '{0.__class__}'.format(who) }}",
    "CVE-2019-10906 format_map": "{{ '{x.__class__}'.format_map({'x': who}) }}",
    "CVE-2024-56326 format kept in a filter": "{{ ['{0.__class__}'] | map('format', who) | list }}",
    "CVE-2025-27516 attr": "{{ who | attr('__class__') }}",
    "attr of a format": "{{ ('{0.__class__}' | attr('format'))(who) }}",
    "CVE-2024-22195 xmlattr": "{{ {'a onclick': 1} | xmlattr }}",
    "a method of a field": "{{ who.upper() }}",
    "a call of a field": "{{ who() }}",
    "lipsum": "{{ lipsum(n=20000) }}",
    "range": "{{ range(99999) }}",
    "dict": "{{ dict(a=1) }}",
    "self": "{{ self.__init__ }}",
    "caller": "{{ caller() }}",
    "import": "{% import 'os' as os %}",
    "from import": "{% from 'a' import b %}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends '/etc/passwd' %}",
    "block": "{% block a %}x{% endblock %}",
    "macro": "{% macro a() %}x{% endmacro %}",
    "call block": "{% call who() %}x{% endcall %}",
    "set": "{% set who = 1 %}",
    "set block": "{% set who %}x{% endset %}",
    "with": "{% with a = 1 %}x{% endwith %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "autoescape": "{% autoescape false %}{{ who }}{% endautoescape %}",
    "do": "{% do who %}",
    "an unknown tag": "{% debug %}",
    "safe": "{{ who | safe }}",
    "tojson": "{{ who | tojson }}",
    "pprint": "{{ who | pprint }}",
    "groupby": "{{ names | groupby('__class__') }}",
    "map": "{{ names | map(attribute='__class__') }}",
    "a test": "{{ who is mapping }}",
    "condition in a value": "{{ who if names else names }}",
    "joined texts": "{{ who ~ names }}",
    "a dictionary": "{{ {'a': who} }}",
    "loop without loop": "{{ loop.index }}",
    "attribute of a loop": "{% for a in names %}{{ loop.cycle('a') }}{% endfor %}",
    "a loop's parent": "{% for a in names %}{{ loop.__init__ }}{% endfor %}",
    "1.4 a long text": "{{ 'a' * 10**9 }}",
    "1.4 a power": "{{ 9 ** 9 ** 9 }}",
    "1.4 a sum": "{{ 'a' + 'b' }}",
    "1.4 a loop over range": "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "1.4 a loop that calls itself": "{% for a in names recursive %}{{ loop(names) }}{% endfor %}",
    "1.4 a loop over a text": "{% for a in 'abc' %}x{% endfor %}",
    "1.4 a loop with a condition": "{% for a in names if a %}x{% endfor %}",
    "1.4 a loop over a pair": "{% for a, b in names %}x{% endfor %}",
    "1.4 loops in loops": "{% for a in names %}" * 6 + "x" + "{% endfor %}" * 6,
    "1.4 conditions in conditions": "{% if who %}" * 6 + "x" + "{% endif %}" * 6,
    "1.4 a thousand brackets": "{{ " + "(" * 1000 + "who" + ")" * 1000 + " }}",
    "1.4 a list of lists": "{{ " + "[" * 500 + "]" * 500 + " }}",
    "1.4 too many places": "\n\n".join(["{{ who }}" * 500] * 3),
    "1.3 a name that nobody gave": "{{ config }}",
    "1.3 a tag without an end": "{% if who %}",
    "1.3 a value without an end": "{{ who",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_what_reaches_further_than_its_fields_is_refused(tmp_path: Path, name: str) -> None:
    began = time.process_time()
    found = told(tmp_path, agreement(f"\n## Terms {{ #terms }}\n\n{{{{ who }}}} {ESCAPES[name]}\n\n{{{{ names }}}}"))
    errors = [each for each in found if "is only asked for" not in each]

    assert errors
    assert all(each.startswith(AGREEMENT_PATH) for each in errors)
    assert time.process_time() - began < 2


LINE_IS_LOST = ("end", "too many", "autoescape", "a thousand brackets", "a list of lists")
"""What Jinja itself stops at, or tells no line of."""


@pytest.mark.parametrize("name", [each for each in ESCAPES if not any(words in each for words in LINE_IS_LOST)])
def test_it_is_refused_on_its_line(name: str) -> None:
    body = f"\n## Terms {{ #terms }}\n\n{ESCAPES[name]}\n"
    template = read_template(body)

    lines = [fault.line for fault in template.faults] or [use.line for use in template.uses]
    assert lines
    assert set(lines) <= {2, 3}, template


def test_a_plain_template_has_no_mistake(tmp_path: Path) -> None:
    """What may be written, so that the others fail for their own reason."""
    body = (
        "\n## Terms { #terms }\n\n{{ who|default('nobody') }}{% if who == 'a' and not names %}x{% elif names %}y"
        "{% else %}z{% endif %}\n\n{% for one in names %}\n{{ loop.index }} {{ one }}\n{% endfor %}\n"
        "{{ names|join(', ') }} {{ names|length }}"
    )
    assert told(tmp_path, agreement(body)) == []


@pytest.mark.parametrize("name", [each for each in ESCAPES if "__" in ESCAPES[each]])
def test_the_engine_itself_gives_nothing_away(name: str) -> None:
    """1.3: the second wall, should the first let something through."""
    try:
        made = environment().from_string(ESCAPES[name]).render(who="Ann", names=["Ann"])
    except (SecurityError, UndefinedError, TypeError):
        return
    assert "uid=" not in made
    assert "<class" not in made
    assert "&lt;class" not in made


def test_a_commands_output_does_not_depend_on_a_hostile_template(tmp_path: Path) -> None:
    """1.3: nothing runs: neither at check nor at build."""
    mark = tmp_path / "ran"
    root = write_library(
        tmp_path / "library",
        agreement(f"\n## Terms {{ #terms }}\n\n{{{{ cycler.__init__.__globals__.os.system('touch {mark}') }}}}"),
    )
    for command in ("check", "status"):
        run(command, "-C", str(root))

    assert not mark.exists()
