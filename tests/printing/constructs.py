"""Everything that an author may write, kind by kind, in its awkward forms."""

from __future__ import annotations

CONSTRUCTS: dict[str, str] = {
    "loose list": "- one\n\n    and more of one\n\n- two\n\n    > quoted in two\n",
    "lists in lists": "1. one\n    - inside one\n        1. deeper\n        2. still\n\n    back in one\n2. two\n    - a\n    - b\n",
    "list of code": "- before\n\n        code in it\n\n- ~~~\n  fenced\n  ~~~\n",
    "html lists": (
        "<ul><li>before<ul><li>inside</li></ul>between<ol><li>second</li></ol>after</li></ul>\n\n"
        "<ol><ul><li>a list in a list</li></ul><li>item</li></ol>\n\n<ul></ul>\n\n<ul><li></li><li>x</li></ul>\n"
    ),
    "footnotes": "A claim[^a], again[^a] and another[^b].\n\n[^a]: First source.\n\n[^b]: Second.\n\n    With more, and `code`.\n",
    "definitions": "Term\n:   Its meaning.\n\n    More of it.\n\nOne\nTwo\n:   Both mean this.\n:   And this.\n\n    - listed\n",
    "html definitions": "<dl><div><dt>In a box</dt><dd>meaning</dd></div><dd>no term</dd><dt>no meaning</dt></dl>\n",
    "table": "| Where | Left | Mid | Right |\n|---|:--|:-:|--:|\n| **Gate** | a `b` | | 1 |\n| Door | | x<br>y | |\n",
    "table without corner": "| | Mon | Tue |\n|---|---|---|\n| Morning | a | b |\n| Noon | c | d |\n",
    "table of a head": "| Only | a | head |\n|---|---|---|\n",
    "ragged table": (
        "<table><tr><td>one</td></tr><tr><td>a</td><td>b</td><td>c</td></tr><tr></tr><tr><td>x</td><td>y</td></tr></table>\n"
    ),
    "spans": (
        "<table><caption>Who meets whom</caption><thead><tr><th rowspan=2>Who</th><th colspan=2>When</th></tr>"
        "<tr><th>Mon</th><th>Tue</th></tr></thead><tbody><tr><th rowspan=2>Ann</th><td>1</td><td>2</td></tr>"
        "<tr><td colspan=2>all day</td></tr><tr><th>Bob</th><td rowspan=9>3</td><td colspan=4>4</td></tr>"
        "<tr><td>5</td></tr></tbody><tfoot><tr><td colspan=3>Sum</td></tr></tfoot></table>\n"
    ),
    "crossing spans": (
        "<table><tr><td>a</td><td rowspan=2>b</td><td>c</td></tr><tr><td colspan=3>d</td></tr><tr><td>e</td></tr></table>\n"
    ),
    "nested tables": (
        "<table><tr><th>Outer</th><td><table><tr><th>Inner</th></tr><tr><td>cell</td></tr></table></td></tr></table>\n"
    ),
    "odd tables": (
        "<table><tfoot><tr><td>foot alone</td></tr></tfoot></table>\n\n<table><caption>no rows</caption></table>\n\n"
        "<table><thead><tr><th>a</th></tr></thead><thead><tr><th>b</th></tr></thead><tr><td>c</td></tr></table>\n\n"
        "<table>stray words<tr><td><ul><li>x</li></ul></td></tr></table>\n"
    ),
    "figure": '![Two hands](a.png "Hands that meet")\n\n![Alone](a.png)\n\nIn a line ![small](a.png) it stands.\n',
    "decoration": "Words before ![](a.png) and after.\n\n![](a.png)\n\n<img src=a.png alt=''>\n",
    "tabs": '=== "First"\n\n    - in the first\n\n=== "Second"\n\n    | a |\n    |---|\n    | 1 |\n',
    "folds": '??? note "A fold"\n    Inside.\n\n!!! tip\n    A tip.\n\n    - with a list\n',
    "tasks": "- [ ] to do\n- [x] done\n    - [ ] inside\n",
    "code": "Use `a < b` and:\n\n```python\nif a < b:\n\n    c = 1\n```\n\n    indented\n",
    "quotes": "> one\n>\n> > two\n> >\n> > - three\n>\n> ## Quoted heading {#q}\n>\n> after\n",
    "headings": "## Two {#two}\n\n#### Four\n\ntext\n\n###### Six\n\n- list\n\n### Three\n\n##### Five\n\n## *Em* and `code`\n\n## \n",
    "links": (
        "[A link whose words are so many that they do not fit on a single line of the page and must be broken somewhere"
        " in their middle](https://example.org/a) and [**bold** `code`](https://example.org/b)"
        " and [![Our logo](a.png)](https://example.org/c) and [phone](tel:123) and [nowhere](#none) and <mailto:a@b.org>.\n"
    ),
    "inner links": "## Part {#part}\n\nSee [the part](#part), [*the* part](#part).\n\n| See |\n|---|\n| [it](#part) |\n",
    "phrases": (
        "The <abbr title='senior leadership team'>SLT</abbr>, H<sub>2</sub>O, 2<sup>nd</sup>, ***both***, <kbd>Esc</kbd>,"
        " <q>said <q>she</q></q>, <del>old</del><ins>new</ins>, <mark>m</mark>, <small>s</small>  \nnext line<br>third<hr>\n"
    ),
    "languages": (
        "Croeso i bawb yma heddiw.\n{ lang=cy }\n\nShe said *iechyd da*{ lang=cy } and [*merci*](https://example.org){ lang=fr }.\n\n"
        "## <span lang=cy>Pennod</span> { #pennod }\n\n<p lang=de>Guten Tag, <em lang=en-GB>good day</em>, <span lang=de>gut</span></p>\n\n"
        "- <span lang=pl>Cześć</span>\n\n| <span lang=fr>Bonjour</span> | b |\n|---|---|\n| <em lang=es>hola</em> | x |\n"
    ),
    "html blocks": (
        "<div>loose <b>words</b><p>a paragraph</p>more loose</div>\n\n<figure><img src=a.png alt='Shown'>"
        "<figcaption>Caption <p>in two</p></figcaption></figure>\n\n<details><summary>Sum</summary>body</details>\n\n"
        "<pre>plain\n  pre</pre>\n\n<blockquote>bare</blockquote>\n\n<li>stray item</li>\n\n<dd>stray</dd>\n\n<p></p>\n"
    ),
    "long": "".join(f"{n}. Item {n} of a list that runs over the page. " + "Words follow it. " * 30 + "\n" for n in range(1, 15)),
    "long table": "| Day | What |\n|---|---|\n" + "".join(f"| {n} | " + "Something happens. " * 8 + "|\n" for n in range(40)),
}
