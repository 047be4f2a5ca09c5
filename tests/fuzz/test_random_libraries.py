"""Chance as an author: whatever is in a file, `check` answers in plain words, with a line, in good time.

    HUBDOCS_EXAMPLES=20000 nice pytest tests/fuzz -q

`HUBDOCS_EXAMPLES` is the number of examples of all tests here together (600 when it is not set, about half a
minute; 20,000 take about ten minutes). Without it the same examples are tried on every run, so that nobody's work
is stopped by chance; with it they are new each time, and what fails is printed with its text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tiny import MODULE, MODULE_PATH
from verdict import AGREEMENT, AGREEMENT_PATH, FULL, Trial

LONG = "HUBDOCS_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("HUBDOCS_EXAMPLES", "600"))

FRONT, BODY = MODULE.removeprefix("---\n").split("---\n", 1)
FRONT_KEYS = [line.partition(":")[0] for line in FRONT.splitlines() if line[0].isalpha()]
TEMPLATE = AGREEMENT.removeprefix("---\n").split("---\n", 1)[1]

OTHER_FILES = (
    "mkdocs.yml",
    "content/index.md",
    "modules/who-cares/programme.yml",
    "modules/who-cares/WC-01-noticing/handouts/h1.md",
    "materials/standards/ST-01-standards/standards.md",
    "materials/packs/school-staff/pack.yml",
    "materials/packs/school-staff/editions/2026-11.yml",
    "materials/signposts.yml",
    "materials/glossary.yml",
    "materials/facts.yml",
    "materials/brand/brand.yml",
    "materials/hubs/example-hub.yml",
    "materials/refinements/R-0001.md",
    "materials/forms/microsoft.yml",
)
TESTS = 5 + len(OTHER_FILES)


def often(weight: float = 1.0) -> settings:
    """Its share of all examples."""
    return settings(
        max_examples=max(10, int(EXAMPLES * weight / TESTS)),
        deadline=None,
        derandomize=not LONG,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        print_blob=LONG,
    )


SIGNS = st.sampled_from(
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9b",
        "\xa0",
        "\xad",
        "\r",
        "\r\n",
        "\t",
        "\n",
        "\n\n",
        " ",
        "    ",
        "\u200b",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\ud800",
        "\U000e0041",
        "\U0001f600",
        "e\u0301",
        "ß",
        "İ",
        *"[](){}<>`*_~#|!?:;,.'\"\\/&%@=+-^$0",
        "---",
        "...",
        "!!!",
        "???",
        "{{",
        "}}",
        "{%",
        "%}",
        "```",
        "~~~",
        "<!--",
        "-->",
        "<![",
        "<!",
        "<?",
        "]]>",
        "</",
        "/>",
        "![",
        "](",
        "[^",
        "]:",
        "*[",
        "::",
        "://",
        "&#",
        "--8<--",
        "&a",
        "*a",
        "!x",
        "!!str",
        "? ",
        "- ",
        ": ",
        "| ",
        "|\n",
        ">-\n",
        "%YAML 1.1\n",
        "#",
        "\\x",
        "\\U",
        "\\u{",
    ]
)
PIECE = SIGNS | st.text(max_size=8)
WORDS = st.sampled_from(
    [
        "",
        "~",
        "null",
        "NO",
        "yes",
        "on",
        "true",
        "1.10",
        "1.10.0",
        "0x1F",
        "0o17",
        "017",
        "1e999",
        ".inf",
        ".nan",
        "-1",
        "2026-02-30",
        "2026-11-01",
        "2026-11-01T00:00:00Z",
        "12:30:45",
        "9" * 30,
        "9" * 5000,
        "٣",
        "²",
        "never",
        "WC-01",
        "WC-01@1",
        "WC-01@",
        "WC-99",
        "WC-01-H1",
        "WC-01#film",
        "GOV-1",
        "ST-01@1",
        "AG-01",
        "R-0001",
        "staff",
        "core",
        '"a: b"',
        "'it''s'",
        '"\\n"',
        '"\\x1b"',
        '"\\UFFFFFFFF"',
        '"\\ud800"',
        '"\\',
        "'",
        '"',
        "[",
        "{",
        "]",
        "}",
        "[a",
        "[a, b]",
        "{a: b}",
        "{a: {b: [c]}}",
        "&a x",
        "*a",
        "!!python/name:os.system",
        "!x y",
        "<<",
        "@",
        "`",
        "%",
        "|",
        ">",
        "en-GB",
        "cy",
        "xx-YY",
        "../../etc/passwd",
        "C:\\x",
        "javascript:alert(1)",
        "h1:00",
        "#0E4F5E",
        "0800 1111",
        "a@b",
    ]
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text after one to six slips of the hand."""
    for _ in range(draw(st.integers(1, 6))):
        text = _slip(draw, text)
    return text


def _slip(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    lines = text.split("\n")
    one, two = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.integers(0, 9)):
        case 0 | 1:
            return text[:at] + draw(PIECE) + text[at:]
        case 2:
            return text[:at] + text[at + draw(st.integers(1, 20)) :]
        case 3:
            return text[:at] + draw(PIECE) + text[at + 1 :]
        case 4:
            del lines[one]
        case 5:
            lines.insert(two, lines[one])
        case 6:
            lines[one], lines[two] = lines[two], lines[one]
        case 7:
            lines[one] = draw(st.sampled_from(["    ", "  ", "\t", "> ", "- ", "## ", "!!! ", "\xa0"])) + lines[one]
        case 8:
            lines[one] = lines[one].partition(":")[0] + ": " + draw(WORDS)
        case 9:
            return text[:at] + draw(PIECE) * draw(st.sampled_from([2, 10, 50, 200]))
    return "\n".join(lines)


def yaml_like(keys: list[str]) -> st.SearchStrategy[str]:
    """Text that might be YAML, with keys that might be right."""
    scalars = WORDS | st.text(max_size=12)
    names = st.sampled_from([*keys, "<<", "", "id", "a", "1", "~"]) | st.text(max_size=6)
    flow = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=4).map(lambda each: f"[{', '.join(each)}]")
            | st.lists(st.tuples(names, inner), max_size=4).map(
                lambda each: "{" + ", ".join(f"{key}: {value}" for key, value in each) + "}"
            )
        ),
        max_leaves=12,
    )
    lead = st.sampled_from(["", "  ", "    ", "- ", "  - ", "- - ", "? ", "# "])
    line = st.tuples(lead, names, st.sampled_from([": ", ":", " : ", ":\n  ", ": |\n  "]), flow).map("".join)
    return st.lists(line, max_size=14).map("\n".join)


HEADS = st.sampled_from(["#", "##", "## ", "### ", "###### ", "  ## ", ">## ", "##\xa0"])
ATTRIBUTES = st.lists(
    st.sampled_from(
        "#film #Film #GOV-1 minutes=5 minutes=0 minutes minutes= group level= minutes=five minutes=99999 shortest=9"
        " longest=1 .sensitive .closing"
        ' .for-trainer .optional .nope level=must level=x group=x group="a b" style=x onclick=x { } : .'.split()
    ),
    max_size=5,
).map(" ".join)
INLINE = st.lists(
    st.sampled_from(
        [
            "word ",
            "*a*",
            "**b",
            "_c_",
            "`code`",
            "``",
            "[x](WC-01)",
            "[x](#film)",
            "[x](term:DSL)",
            "[x](nowhere)",
            "[x](",
            "[Childline](signpost:childline)",
            "[x](signpost:)",
            "![a](images/a.png)",
            "![](x)",
            "[^1]",
            "[^",
            "<b>",
            "</b>",
            "<span class=x>",
            "<br>",
            "<!--",
            "-->",
            "<![",
            "<script>x</script>",
            "<a href='javascript:x'>",
            "<p onclick=x>",
            "<div markdown>",
            "<details><summary>",
            "<input>",
            "<td colspan=99>",
            "&amp;",
            "&#x202e;",
            "&#0;",
            "{{ who }}",
            "{ .for-trainer }",
            "{: .for-trainer}",
            "{ #x }",
            "{",
            "}",
            "*[A]: b",
            "http://x.y/",
            "<http://x>",
            "\\",
            "  \n",
        ]
    )
    | st.text(max_size=6),
    max_size=6,
).map("".join)


@st.composite
def markdown(draw: st.DrawFn) -> str:
    """A text in our dialect, with slips."""
    return "".join(draw(st.lists(_block(draw), min_size=1, max_size=8)))


def _block(draw: st.DrawFn) -> st.SearchStrategy[str]:
    indent = draw(st.sampled_from(["", "", "", "    ", "  ", "\t", "> ", "- ", "        "]))
    parts = st.one_of(
        st.tuples(HEADS, INLINE, st.just(" { "), ATTRIBUTES, st.sampled_from([" }", "}", ""])).map("".join),
        st.tuples(
            st.sampled_from(["!!! ", "???+ ", "??? ", "!!!", "!!  ", "=== "]),
            st.sampled_from(["trainer", "answers", "note", "signposts", "sample", "local-help", "trainr", "", '"T"']),
            st.sampled_from(["", ' "Say"', " “Say”", ' ""', " Say"]),
            st.sampled_from(["\n", "\n\n", "\n    ", "\n  ", "\n\xa0   "]),
            INLINE,
        ).map("".join),
        st.tuples(st.sampled_from(["- ", "* ", "1. ", "- [ ] ", "- [x] ", ": ", "Why\n:   "]), INLINE).map("".join),
        st.lists(INLINE, min_size=1, max_size=4).map(
            lambda cells: "| " + " | ".join(cells) + " |\n|" + "---|" * len(cells)
        ),
        st.tuples(st.sampled_from(["[^1]: ", "[^2]:", "*[A]: ", "[x]: ", "[^1]:\n\n    "]), INLINE).map("".join),
        st.tuples(
            st.sampled_from(["```\n", "~~~ py\n", "````\n", "``` { .x #y }\n"]), INLINE, st.sampled_from(["\n```", ""])
        ).map("".join),
        INLINE,
        st.text(max_size=20),
    )
    gap = draw(st.sampled_from(["\n\n", "\n", "\n\n\n", "\r\n"]))
    return parts.map(lambda text: "\n".join(indent + line for line in text.split("\n")) + gap)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """One library for all examples of this file."""
    made = Trial(tmp_path_factory.mktemp("random") / "library")
    yield made
    assert made.judge("mkdocs.yml", FULL["mkdocs.yml"]) == made.judge(MODULE_PATH, MODULE), "a trial left something"


def test_the_library_of_the_trials_can_be_read(trial: Trial) -> None:
    problems = trial.judge(MODULE_PATH, MODULE)

    assert {problem.rule for problem in problems} <= {"edition", "refinement", "hub-field", "values"}, problems


@often(2)
@given(data=st.data())
def test_front_matter(trial: Trial, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["mutated", "grammar", "text"]))
    texts = {"mutated": mutated(FRONT), "grammar": yaml_like(FRONT_KEYS), "text": st.text(max_size=200)}
    front = data.draw(texts[kind])

    trial.judge(MODULE_PATH, f"---\n{front}\n---\n{BODY}")


@often(2)
@given(body=mutated(BODY))
def test_a_body_with_slips(trial: Trial, body: str) -> None:
    trial.judge(MODULE_PATH, f"---\n{FRONT}---\n{body}")


@often(3)
@given(body=markdown())
def test_a_body_in_the_dialect(trial: Trial, body: str) -> None:
    trial.judge(MODULE_PATH, f"---\n{FRONT}---\n\n{body}")


@often(2)
@given(template=mutated(TEMPLATE) | st.lists(SIGNS | WORDS, max_size=30).map("".join))
def test_a_template(trial: Trial, template: str) -> None:
    front = AGREEMENT.removesuffix(TEMPLATE)

    trial.judge(AGREEMENT_PATH, f"{front}{template}")


@often()
@given(data=st.binary(max_size=300), path=st.sampled_from([*OTHER_FILES, MODULE_PATH, AGREEMENT_PATH]))
def test_bytes_that_are_no_text(trial: Trial, data: bytes, path: str) -> None:
    trial.judge(path, data)


@pytest.mark.parametrize("path", OTHER_FILES)
@often()
@given(data=st.data())
def test_another_file(trial: Trial, path: str, data: st.DataObject) -> None:
    text = FULL[path]
    lines = text.replace(",", "\n").split("\n")
    keys = sorted({line.partition(":")[0].strip("- {") for line in lines})

    trial.judge(path, data.draw(mutated(text) | yaml_like(keys) | st.text(max_size=100)))
