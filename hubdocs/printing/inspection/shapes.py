"""Rules of which tag may stand in which: each a line of a table, as the standard has them in its clause 7.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hubdocs.printing.inspection.file import STANDARD, File, Node
from hubdocs.printing.inspection.rules import RULES, Rule, rule

ROWS = ("TR", "THead", "TBody", "TFoot")
CELLS = ("TH", "TD")


@dataclass(frozen=True)
class Shape:
    """What must hold of every tag of some kind."""

    id: str
    clause: str
    meaning: str
    roles: tuple[str, ...]
    holds: Callable[[Node], bool]
    wrong: str
    """What is wrong with one of which it does not hold, behind its name."""

    def check(self, file: File) -> Iterator[str]:
        """Yield a message for each tag of which it does not hold."""
        return (f"{node} {self.wrong}" for node in file.with_role(*self.roles) if not self.holds(node))


def _inside(role: str, clause: str, *parents: str) -> Shape:
    where = " or ".join(parents)
    return Shape(
        f"{role.lower()}-place",
        clause,
        f"Every {role} stands in {where}.",
        (role,),
        lambda node: node.parent_role in parents,
        f"does not stand in {where}",
    )


def _only(role: str, clause: str, *kids: str) -> Shape:
    what = " or ".join(kids)
    return Shape(
        f"{role.lower()}-kids",
        clause,
        f"Every {role} holds nothing but {what}.",
        (role,),
        lambda node: set(node.kids) <= set(kids) and not node.marks,
        f"holds something else than {what}",
    )


def _captions_first(node: Node) -> bool:
    return "Caption" not in node.kids[1:]


SHAPES = (
    _only("Table", "7.2-3", *ROWS, "Caption"),
    _inside("TR", "7.2-4", "Table", "THead", "TBody", "TFoot"),
    _inside("THead", "7.2-5", "Table"),
    _inside("TBody", "7.2-6", "Table"),
    _inside("TFoot", "7.2-7", "Table"),
    _inside("TH", "7.2-8", "TR"),
    _inside("TD", "7.2-9", "TR"),
    _only("TR", "7.2-10", *CELLS),
    *(
        Shape(
            f"one-{role.lower()}",
            clause,
            f"No table has more than one {role}.",
            ("Table",),
            lambda node, role=role: node.kids.count(role) <= 1,  # type: ignore[misc]
            f"has more than one {role}",
        )
        for role, clause in (("THead", "7.2-11"), ("TFoot", "7.2-12"), ("Caption", "7.2-39"))
    ),
    *(
        Shape(
            f"{role.lower()}-with-tbody",
            clause,
            f"A table with a {role} has a TBody.",
            ("Table",),
            lambda node, role=role: role not in node.kids or "TBody" in node.kids,  # type: ignore[misc]
            f"has a {role} and no TBody",
        )
        for role, clause in (("TFoot", "7.2-13"), ("THead", "7.2-14"))
    ),
    Shape(
        "table-caption",
        "7.2-16",
        "A table's caption stands first or last in it.",
        ("Table",),
        lambda node: "Caption" not in node.kids[1:-1],
        "has a caption in its middle",
    ),
    _inside("LI", "7.2-17", "L"),
    _inside("LBody", "7.2-18", "LI"),
    _only("L", "7.2-19", "L", "LI", "Caption"),
    _only("LI", "7.2-20", "Lbl", "LBody"),
    _inside("TOCI", "7.2-26", "TOC"),
    _only("TOC", "7.2-27", "TOC", "TOCI", "Caption"),
    *(
        Shape(
            f"{role.lower()}-caption",
            clause,
            f"The caption of {'an' if role == 'L' else 'a'} {role} stands first in it.",
            (role,),
            _captions_first,
            "has a caption that does not stand first",
        )
        for role, clause in (("TOC", "7.2-28"), ("L", "7.2-40"))
    ),
    _only("THead", "7.2-36", "TR"),
    _only("TBody", "7.2-37", "TR"),
    _only("TFoot", "7.2-38", "TR"),
    Shape(
        "one-heading",
        "7.4.4-1",
        "No tag holds more than one heading without a level.",
        tuple(sorted(STANDARD)),
        lambda node: node.kids.count("H") <= 1,
        "holds more than one H",
    ),
)
"""Every rule of this kind."""

RULES.extend(Rule(shape.id, shape.meaning, shape.check, (shape.clause,)) for shape in SHAPES)


@rule("role-known", "Every tag is one of those that readers know, or is said to be one.", "7.1-5")
def _role_known(file: File) -> Iterator[str]:
    for node in file.nodes:
        if not node.role and node.written not in _in_rings(file):
            yield f"{node} is a tag that nobody knows"


@rule("role-ring", "No tag of another name is said to be itself, in the end.", "7.1-6")
def _role_ring(file: File) -> Iterator[str]:
    for name in sorted(_in_rings(file)):
        yield f"{name} leads back to itself in the map of tags"


@rule("role-kept", "No tag that readers know is said to be another.", "7.1-7")
def _role_kept(file: File) -> Iterator[str]:
    for name in sorted(file.roles.keys() & STANDARD):
        yield f"{name} is said to be {file.roles[name]}"


def _in_rings(file: File) -> set[str]:
    """The names from which the role map leads back to where it began."""
    rings: set[str] = set()
    for name in file.roles.keys() - STANDARD:
        seen = [name]
        while (following := file.roles.get(seen[-1], "")) not in {"", *seen} and following not in STANDARD:
            seen.append(following)
        if following in seen:
            rings.add(name)
    return rings
