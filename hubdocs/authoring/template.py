"""The little language of agreement templates: what it may say, and which names it uses.

Jinja parses; whatever is not on a short list is refused, so that a template can neither call nor reach anything.
Contract: FORMAT, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hubdocs.hints import did_you_mean

FILTERS = ("default", "join", "length")
"""The filters that a template may use."""
OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "in": "in", "notin": "not in"}
"""The comparisons that a template may make."""
ORDERED = ("lt", "gt")
"""Those of them that ask which of two is smaller."""
TAGS = ("if", "elif", "else", "endif", "for", "endfor")
"""The tags that a template may use."""
DEEPEST = 4
"""Levels of `if` and `for` inside each other."""
MOST_TAGS = 1_000
"""Places in one template where a value or a condition stands."""
DEEPEST_BRACKETS = 10
"""Brackets inside each other in one of those places."""

_TAG = re.compile(r"\{%[^\n]*?%\}")
_ENGINE = re.compile(r"\{%[-+]?\s*(raw|endraw|autoescape|endautoescape)\b")
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

_NAMES: Mapping[type[nodes.Node], str] = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.With: "with",
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Neg: "-",
    nodes.Pos: "+",
    nodes.Concat: "~",
    nodes.Test: "is",
    nodes.Getitem: "[ ]",
    nodes.Dict: "{ }",
    nodes.CondExpr: "… if … else …",
}
"""How people write what a template may not say."""
_COMPARED = {"lteq": "<=", "gteq": ">="}
"""The comparisons that a template may not make."""


@dataclass(frozen=True)
class Use:
    """A name that a template uses for a field."""

    name: str
    line: int
    """Of the template, counted from 0."""
    in_loop: bool = False
    """Whether it is what a `for` goes through."""
    compared: tuple[str, ...] = ()
    """The values that it is compared with."""
    in_order: bool = False
    """Whether it is asked if it is smaller or larger."""


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


@lru_cache(maxsize=64)
def read_template(body: str) -> Template:
    """What a template uses, and what in it is refused; several rules ask it of one text."""
    if body.count("{{") + body.count("{%") > MOST_TAGS:
        hint = "part the agreement into shorter ones"
        return Template(faults=(Fault(f"this template has more than {MOST_TAGS:,} places to fill", hint, 0),))
    if fault := next(chain(_foreign_tags(body), _brackets_too_deep(body)), None):
        return Template(faults=(fault,))
    try:
        return _read(body)
    except TemplateSyntaxError as error:
        return Template(faults=(_misread(error, body),))
    except RecursionError:
        message = "more stands inside something else here than can be read"
        hint = "write it in shorter parts, one after the other"
        return Template(faults=(Fault(message, hint, _line_of_longest_tag(body)),))
    except ValueError:
        fault = Fault(
            "a number in this template is too long to be one", "write a shorter one", _line_of_longest_tag(body)
        )
        return Template(faults=(fault,))


def _read(body: str) -> Template:
    walk = _Walk()
    _visit(environment().parse(body), walk, frozenset(), 0, 0)
    return Template(tuple(walk.uses), tuple(walk.faults))


def _foreign_tags(body: str) -> Iterator[Fault]:
    """Yield a fault for each tag that would switch the engine itself."""
    for found in _ENGINE.finditer(body):
        hint = f"a template may use {', '.join(TAGS)}"
        yield Fault(f"`{found[1]}` is not allowed in a template", hint, body.count("\n", 0, found.start()))


def _brackets_too_deep(body: str) -> Iterator[Fault]:
    """Yield a fault for each place in which brackets stand deeper inside each other than anybody could mean."""
    for found in (*_VALUE.finditer(body), *_TAG.finditer(body)):
        depth = deepest = 0
        for sign in found[0][2:-2]:
            depth += (sign in "([{") - (sign in ")]}")
            deepest = max(deepest, depth)
        if deepest > DEEPEST_BRACKETS:
            message = f"more than {DEEPEST_BRACKETS} brackets stand inside each other here"
            yield Fault(message, "leave the brackets out: write {{ name }}", body.count("\n", 0, found.start()))


def _line_of_longest_tag(body: str) -> int:
    longest = max((*_VALUE.finditer(body), *_TAG.finditer(body)), key=lambda found: len(found[0]), default=None)
    return body.count("\n", 0, longest.start()) if longest else 0


def _misread(error: TemplateSyntaxError, body: str) -> Fault:
    """What a template that cannot be read lacks, in plain words."""
    said = error.message or ""
    if unclosed := re.search(r"needs to be closed is '(\w+)'", said):
        tag = unclosed[1]
        found = [number for number, line in enumerate(body.split("\n")) if re.search(rf"\{{%-? *{tag}\b", line)]
        hint = f"write {{% end{tag} %}} on a line of its own, below the last line that is meant for this case only"
        which = f"the `{tag}` on this line" if len(found) == 1 else f"this or another `{tag}`"
        return Fault(f"{which} is never closed", hint, found[-1] if found else 0)
    if unknown := re.search(r"unknown tag '(\w+)'", said):
        word = unknown[1]
        closing = word.startswith("end") or word in {"else", "elif"}
        message = f"`{word}` stands here without its beginning" if closing else f"there is no `{word}` in a template"
        hint = did_you_mean(word, TAGS, "a template may use `if` and `for`")
        return Fault(message, "remove it, or write the line that it ends" if closing else hint, error.lineno - 1)
    line = error.lineno - 1
    return _mistyped(body.split("\n")[line], said, line)


def _mistyped(text: str, said: str, line: int) -> Fault:
    """What is wrong with a line of a template, as far as its signs tell."""
    tag = next((found[0] for found in (*_TAG.finditer(text), *_VALUE.finditer(text)) if _is_mistyped(found[0])), "")
    if re.search(r"unexpected char '[“”‘’„]'", said):
        mended = tag.translate(str.maketrans("“”„‘’", '"""' + "''"))
        return Fault("a template needs straight quotes, not curly ones", f"write {mended or 'them anew'}", line)
    if "got '='" in said and tag:
        mended = re.sub(r"(?<![=!<>])=(?!=)", "==", tag)
        return Fault("one `=` compares nothing", f"write {mended}", line)
    if (words := re.fullmatch(r"\{\{ *(\w+(?: +\w+)+) *\}\}", tag)) and "got '" in said:
        name = re.sub(r" +", "_", words[1])
        return Fault("the name of a field is one word", f"did you mean `{name}`? Write {{{{ {name} }}}}", line)
    message = "what stands between these braces cannot be read"
    return Fault(message, "write {{ name }}, or {% if name %} … {% endif %}", line)


def _is_mistyped(tag: str) -> bool:
    """Whether a tag by itself cannot be read, its own beginning or end apart."""
    try:
        environment().parse(tag)
    except TemplateSyntaxError as error:
        return not re.search(r"needs to be closed|unknown tag", error.message or "")
    except RecursionError:
        return True
    return False


def _visit(node: nodes.Node, walk: _Walk, loops: frozenset[str], depth: int, above: int) -> None:
    """Note what a part of a template uses, and what of it is refused; `above` is the line of what surrounds it."""
    line = node.lineno - 1 if node.lineno else above
    if fault := _refused(node, loops, line):
        walk.faults.append(fault)
        return
    if depth > DEEPEST:
        walk.faults.append(_too_deep(line))
        return
    match node:
        case nodes.For():
            _visit_loop(node, walk, loops, depth)
        case nodes.Compare():
            _visit_comparison(node, walk, loops, depth)
        case nodes.Name(name=name) if name not in loops:
            walk.uses.append(Use(name, line))
        case nodes.Getattr():
            return  # `loop.index`, the only one that is not refused
        case _:
            for child in node.iter_child_nodes():
                _visit(child, walk, loops, depth + isinstance(node, nodes.If), line)


def _visit_loop(loop: nodes.For, walk: _Walk, loops: frozenset[str], depth: int) -> None:
    line = (loop.lineno or 1) - 1
    target = loop.target
    if not isinstance(target, nodes.Name) or not isinstance(loop.iter, nodes.Name) or loop.test or loop.recursive:
        hint = "write {% for one in names %} … {% endfor %}, with the name of a list field"
        walk.faults.append(Fault("this `for` does more than go through a list", hint, line))
        return
    walk.uses.append(Use(loop.iter.name, line, in_loop=True))
    for child in (*loop.body, *loop.else_):
        _visit(child, walk, loops | {target.name, "loop"}, depth + 1, line)


def _visit_comparison(node: nodes.Compare, walk: _Walk, loops: frozenset[str], depth: int) -> None:
    """Note each pair that is compared, whichever of the two is the field."""
    line = (node.lineno or 1) - 1
    left: nodes.Expr = node.expr
    if not isinstance(left, nodes.Name):
        _visit(left, walk, loops, depth, line)
    for operand in node.ops:
        if fault := _refused(operand, loops, line):
            walk.faults.append(fault)
            return
        right = operand.expr
        is_ordered = operand.op in ORDERED
        if isinstance(left, nodes.Name) and left.name not in loops:
            walk.uses.append(Use(left.name, line, compared=(*_values(right),), in_order=is_ordered))
        if isinstance(right, nodes.Name) and right.name not in loops:
            compared = (*_values(left),) if operand.op in {*ORDERED, "eq", "ne"} else ()
            walk.uses.append(Use(right.name, line, compared=compared, in_order=is_ordered))
        if not isinstance(right, nodes.Name):
            _visit(right, walk, loops, depth, line)
        left = right


def _values(node: nodes.Node) -> Iterator[str]:
    """The values that stand there as they are, as somebody would fill them in."""
    match node:
        case nodes.Const(value=bool() as truth):
            yield str(truth).lower()
        case nodes.Const(value=str() | int() | float() as value):
            yield str(value)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            for item in items:
                yield from _values(item)


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
        case nodes.Filter(name="join", args=[_, _, *_]) | nodes.Filter(kwargs=[_, *_]):
            hint = 'write only what stands between the items, such as {{ names | join(", ") }}'
            return Fault("a filter may not reach into what it is given", hint, line)
        case nodes.Filter(name="default", args=[]):
            hint = 'write the words behind it, such as {{ name | default("to be agreed") }}'
            return Fault("`default` does not say what stands there when nothing is filled in", hint, line)
        case nodes.Operand(op=op) if op not in OPERATORS:
            hint = f"compare with {', '.join(OPERATORS.values())}"
            return Fault(f"`{_COMPARED.get(op, op)}` is not allowed in a template", hint, line)
        case nodes.Call(node=nodes.Getattr(node=nodes.Name(name=name), attr=attr)):
            return Fault(f"`.{attr}()` is not allowed in a template", f"write {{{{ {name} }}}}; {may}", line)
        case nodes.Call():
            return Fault("round brackets are not allowed behind a name in a template", f"leave them out; {may}", line)
        case _ if not isinstance(node, _ALLOWED):
            sign = _NAMES.get(type(node))
            return Fault(f"`{sign}` is not allowed in a template" if sign else "this is not allowed here", may, line)
    return None


def _too_deep(line: int) -> Fault:
    return Fault(f"conditions stand more than {DEEPEST} levels deep", "write some of them one after the other", line)
