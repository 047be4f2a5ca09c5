"""The little language of agreement templates: what it may say, and which names it uses.

Jinja parses; whatever is not on a short list is refused, so that a template can neither call nor reach anything.
Contract: FORMAT, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hubdocs.hints import did_you_mean

FILTERS = ("default", "join", "length")
"""The filters that a template may use."""
OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "in": "in", "notin": "not in"}
"""The comparisons that a template may make."""
TAGS = ("if", "elif", "else", "endif", "for", "endfor")
"""The tags that a template may use."""
DEEPEST = 4
"""Levels of `if` and `for` inside each other."""
MOST_TAGS = 1_000
"""Places in one template where a value or a condition stands."""

_TAG = re.compile(r"\{%[^\n]*?%\}")
_VALUE = re.compile(r"\{\{[^\n]*?\}\}")
_BLANK = "blank"

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.If,
    nodes.For,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Filter,
    nodes.Getattr,
    nodes.Keyword,
)


@dataclass(frozen=True)
class Use:
    """A name that a template uses for a field."""

    name: str
    line: int
    """Of the template, counted from 0."""
    in_loop: bool = False
    """Whether it is what a `for` goes through."""
    compared: tuple[str, ...] = ()
    """The texts that it is compared with."""


@dataclass(frozen=True)
class Fault:
    """Something that a template may not say."""

    message: str
    hint: str
    line: int
    """Of the template, counted from 0."""


@dataclass(frozen=True)
class Template:
    """A template as it was understood."""

    uses: tuple[Use, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Walk:
    """What a walk through a template found so far."""

    uses: list[Use] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def environment() -> ImmutableSandboxedEnvironment:
    """The engine that reads templates; `{#` opens no comment, because headings carry `{ #ids }`."""
    return ImmutableSandboxedEnvironment(autoescape=True, comment_start_string="{#%", comment_end_string="%#}")


def without_tags(body: str) -> str:
    """A template as Markdown gets it: conditions are gone, a word stands for each value, every line is where it was."""
    return _VALUE.sub(_BLANK, _TAG.sub("", body))


def read_template(body: str) -> Template:
    """What a template uses, and what in it is refused."""
    if body.count("{{") + body.count("{%") > MOST_TAGS:
        hint = "part the agreement into shorter ones"
        return Template(faults=(Fault(f"this template has more than {MOST_TAGS:,} places to fill", hint, 0),))
    try:
        tree = environment().parse(body)
    except TemplateSyntaxError as error:
        return Template(faults=(_misread(error, body),))
    except RecursionError:
        return Template(faults=(_too_deep(0),))
    walk = _Walk()
    _visit(tree, walk, frozenset(), 0)
    return Template(tuple(walk.uses), tuple(walk.faults))


def _misread(error: TemplateSyntaxError, body: str) -> Fault:
    """What a template that cannot be read lacks, in plain words."""
    said = error.message or ""
    if unclosed := re.search(r"needs to be closed is '(\w+)'", said):
        tag = unclosed[1]
        found = [number for number, line in enumerate(body.split("\n")) if re.search(rf"\{{%-? *{tag}\b", line)]
        hint = f"write {{% end{tag} %}} on a line of its own where it ends"
        return Fault(f"this or another `{tag}` is never closed", hint, found[-1] if found else 0)
    if unknown := re.search(r"unknown tag '(\w+)'", said):
        word = unknown[1]
        closing = word.startswith("end") or word in {"else", "elif"}
        message = f"`{word}` stands here without its beginning" if closing else f"there is no `{word}` in a template"
        hint = did_you_mean(word, TAGS, "a template may use `if` and `for`")
        return Fault(message, "remove it, or write the line that it ends" if closing else hint, error.lineno - 1)
    message = "what stands between these braces cannot be read"
    return Fault(message, "write {{ name }}, or {% if name %} … {% endif %}", error.lineno - 1)


def _visit(node: nodes.Node, walk: _Walk, loops: frozenset[str], depth: int) -> None:
    line = (node.lineno or 1) - 1
    if fault := _refused(node, loops, line):
        walk.faults.append(fault)
        return
    if depth > DEEPEST:
        walk.faults.append(_too_deep(line))
        return
    match node:
        case nodes.For():
            _visit_loop(node, walk, loops, depth)
        case nodes.Compare(expr=nodes.Name() as name, ops=ops) if name.name not in loops:
            texts = tuple(text for op in ops for text in _texts(op.expr))
            walk.uses.append(Use(name.name, line, compared=texts))
            for op in ops:
                _visit(op, walk, loops, depth)
        case nodes.Name(name=name) if name not in loops:
            walk.uses.append(Use(name, line))
        case nodes.Getattr():
            return  # `loop.index`, the only one that is not refused
        case _:
            for child in node.iter_child_nodes():
                _visit(child, walk, loops, depth + isinstance(node, nodes.If))


def _visit_loop(loop: nodes.For, walk: _Walk, loops: frozenset[str], depth: int) -> None:
    line = (loop.lineno or 1) - 1
    target = loop.target
    if not isinstance(target, nodes.Name) or not isinstance(loop.iter, nodes.Name) or loop.test or loop.recursive:
        hint = "write {% for one in names %} … {% endfor %}, with the name of a list field"
        walk.faults.append(Fault("this `for` does more than go through a list", hint, line))
        return
    walk.uses.append(Use(loop.iter.name, line, in_loop=True))
    for child in (*loop.body, *loop.else_):
        _visit(child, walk, loops | {target.name, "loop"}, depth + 1)


def _texts(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str() as text):
            yield text
        case nodes.List(items=items) | nodes.Tuple(items=items):
            for item in items:
                yield from _texts(item)


def _refused(node: nodes.Node, loops: frozenset[str], line: int) -> Fault | None:
    """Why a template may not say this, if it may not."""
    may = f"a template may use values, `if`, `for` and the filters {', '.join(FILTERS)}"
    match node:
        case nodes.Getattr(node=nodes.Name(name="loop"), attr="index") if "loop" in loops:
            return None
        case nodes.Getattr(attr=attr):
            return Fault(f"`.{attr}` is not allowed in a template", may, line)
        case nodes.Filter(name=name) if name not in FILTERS:
            return Fault(f"there is no filter `{name}`", may, line)
        case nodes.Operand(op=op) if op not in OPERATORS:
            return Fault("this comparison is not allowed", f"compare with {', '.join(OPERATORS.values())}", line)
        case nodes.Call():
            return Fault("a template may not call anything", f"leave out the brackets; {may}", line)
        case _ if not isinstance(node, _ALLOWED):
            return Fault("this is not allowed in a template", may, line)
    return None


def _too_deep(line: int) -> Fault:
    return Fault(f"conditions stand more than {DEEPEST} levels deep", "write some of them one after the other", line)
