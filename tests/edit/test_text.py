"""Edits to one text, before and after: what changes, and that nothing else does."""

from datetime import date

import pytest

from worksystem.change import Append, Remove, SetValue, Written
from worksystem.edit import EditError, edit_text
from worksystem.edit.text import ValueChange

Keys = tuple[str | int, ...]


def put(keys: Keys, value: object) -> SetValue:
    return SetValue("", keys, value, "a test")


def drop(*keys: str | int) -> Remove:
    return Remove("", keys, "a test")


def add(keys: Keys, value: object) -> Append:
    return Append("", keys, value, "a test")


def check(path: str, before: str, change: ValueChange, after: str) -> None:
    assert edit_text(path, before, [change]) == after


VALUES: list[tuple[str, ValueChange, str]] = [
    # the style of what stands there
    ("a: one\n", put(("a",), "two"), "a: two\n"),
    ("a:   one   # why\n", put(("a",), "two"), "a:   two   # why\n"),
    ('a: "one"  # why\nb: 1\n', put(("a",), "two"), 'a: "two"  # why\nb: 1\n'),
    ("a: 'one'\n", put(("a",), "it's"), "a: 'it''s'\n"),
    ("a: 'one'\n", put(("a",), "bell \x07"), 'a: "bell \\x07"\n'),
    ('a: "one"\n', put(("a",), 'say "x"\\'), "a: 'say \"x\"\\'\n"),
    ("a: one\n  two\nb: 1\n", put(("a",), "x"), "a: x\nb: 1\n"),
    ("a:\n  one\n", put(("a",), "x"), "a:\n  x\n"),
    ("a:\nb: 1\n", put(("a",), "x"), "a: x\nb: 1\n"),
    ("a:  # why\n", put(("a",), "x"), "a: x  # why\n"),
    # quotes where one of the two versions of YAML would read something else, and only there
    ("a: x\n", put(("a",), "yes"), 'a: "yes"\n'),
    ("a: x\n", put(("a",), "On"), 'a: "On"\n'),
    ("a: x\n", put(("a",), "null"), 'a: "null"\n'),
    ("a: x\n", put(("a",), "12"), 'a: "12"\n'),
    ("a: x\n", put(("a",), "1_000"), 'a: "1_000"\n'),
    ("a: x\n", put(("a",), "12:30"), 'a: "12:30"\n'),
    ("a: x\n", put(("a",), "2026-12-01"), 'a: "2026-12-01"\n'),
    ("a: x\n", put(("a",), "2026-W48"), "a: 2026-W48\n"),
    ("a: x\n", put(("a",), "80%"), "a: 80%\n"),
    ("a: x\n", put(("a",), "b: c"), 'a: "b: c"\n'),
    ("a: x\n", put(("a",), "b:c"), "a: b:c\n"),
    ("a: x\n", put(("a",), "b #c"), 'a: "b #c"\n'),
    ("a: x\n", put(("a",), "b#c"), "a: b#c\n"),
    ("a: x\n", put(("a",), "@ada"), 'a: "@ada"\n'),
    ("a: x\n", put(("a",), "- b"), 'a: "- b"\n'),
    ("a: x\n", put(("a",), "-b"), "a: -b\n"),
    ("a: x\n", put(("a",), " b"), 'a: " b"\n'),
    ("a: x\n", put(("a",), ""), 'a: ""\n'),
    ("a: x\n", put(("a",), "[b]"), 'a: "[b]"\n'),
    ("a: x\n", put(("a",), "b, c"), "a: b, c\n"),
    ("a: [x]\n", put(("a", 0), "b, c"), 'a: ["b, c"]\n'),
    ("a: x\n", put(("a",), "next\u2028line"), 'a: "next\\u2028line"\n'),
    # kinds
    ("a: x\n", put(("a",), 3), "a: 3\n"),
    ("a: x\n", put(("a",), 2.5), "a: 2.5\n"),
    ("a: x\n", put(("a",), 1e22), "a: 1.0e+22\n"),
    ("a: x\n", put(("a",), None), "a: null\n"),
    ("a: x\n", put(("a",), True), "a: true\n"),
    ("a: no\n", put(("a",), True), "a: yes\n"),
    ("a: no\n", put(("a",), "yes"), "a: yes\n"),
    ("a: false\n", put(("a",), True), "a: true\n"),
    ("a: x\n", put(("a",), date(2026, 12, 1)), "a: 2026-12-01\n"),
    ("a: 2026-11-30\n", put(("a",), "2026-12-01"), "a: 2026-12-01\n"),
    ("a: x\n", put(("a",), Written("0012")), "a: 0012\n"),
    ("a: 0012\n", put(("a",), 13), "a: 13\n"),
    # what says the same already stays as it is
    ("a: 0012\n", put(("a",), 12), "a: 0012\n"),
    ("a: 'x'\n", put(("a",), "x"), "a: 'x'\n"),
    ("a: [ x,y ]\n", put(("a",), ["x", "y"]), "a: [ x,y ]\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), VALUES)
def test_a_value_takes_the_place_of_another(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


TEXTS: list[tuple[str, ValueChange, str]] = [
    ("a: |\n  x\n  y\n\n# next\nb: 1\n", put(("a",), "p\n\nq\n"), "a: |\n  p\n\n  q\n\n# next\nb: 1\n"),
    ("a: |\n    x\n    y\nb: 1\n", put(("a",), "p\nq\n"), "a: |\n    p\n    q\nb: 1\n"),
    ("a: |-  # why\n  x\nb: 1\n", put(("a",), "p\nq"), "a: |-  # why\n  p\n  q\nb: 1\n"),
    ("a: |\n  x\nb: 1\n", put(("a",), "p"), "a: |-\n  p\nb: 1\n"),
    ("a: |+\n  x\n\nb: 1\n", put(("a",), "p\n\n\n"), "a: |+\n  p\n\n\nb: 1\n"),
    ("a: >\n  x\nb: 1\n", put(("a",), "p\nq\n\nr\n"), "a: >\n  p\n\n  q\n\n\n  r\nb: 1\n"),
    ("a: |\n  x\nb: 1\n", put(("a",), 3), "a: 3\nb: 1\n"),
    ("a: x  # why\nb: 1\n", put(("a",), "p\nq\n"), "a: |  # why\n  p\n  q\nb: 1\n"),
    ("a: x\n", put(("a",), "  p\nq\n"), "a: |2\n    p\n  q\n"),
    ("a: [x]\n", put(("a", 0), "p\nq\n"), 'a: ["p\\nq\\n"]\n'),
    ("a:\n  - x\n", put(("a", 0), "p\nq\n"), "a:\n  - |\n    p\n    q\n"),
    ("a:\n  -\nb: 1\n", put(("a", 0), "p\nq\n"), "a:\n  - |\n    p\n    q\nb: 1\n"),
    ("a: x\r\nb: 1\r\n", put(("a",), "p\nq\n"), "a: |\r\n  p\r\n  q\r\nb: 1\r\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), TEXTS)
def test_text_of_several_lines_stands_on_lines_of_its_own(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


WHOLES: list[tuple[str, ValueChange, str]] = [
    ("a: x  # why\nb: 1\n", put(("a",), ["p", "q"]), "a:  # why\n  - p\n  - q\nb: 1\n"),
    ("a: x  # why\n", put(("a",), {"p": 1, "q": "r: s"}), 'a: {p: 1, q: "r: s"}  # why\n'),
    ("a:  # why\n  - x\n  - y\nb: 1\n", put(("a",), "z"), "a: z  # why\nb: 1\n"),
    ("a:\n  x: 1\nb: 1\n", put(("a",), []), "a: []\nb: 1\n"),
    ("a: [x, y]\n", put(("a",), ["x", "z", "w"]), "a: [x, z, w]\n"),
    ("a:\n  - x  # one\n  # two\n  - y\n", put(("a",), ["x", "z", "y"]), "a:\n  - x  # one\n  - z\n  # two\n  - y\n"),
    ("a:\n  - x  # one\n  # two\n  - y\n", put(("a",), ["x"]), "a:\n  - x  # one\n"),
    ("a:\n  x: 1  # one\n  y: 2\n", put(("a",), {"x": 1, "z": 3}), "a:\n  x: 1  # one\n  z: 3\n"),
    ("a: {x: 1, y: 2}\n", put(("a",), {"y": 3}), "a: {y: 3}\n"),
    ("a:\n  - x: 1\n    y: 2\nb: 1\n", put(("a", 0), "z"), "a:\n  - z\nb: 1\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), WHOLES)
def test_of_a_whole_list_or_mapping_only_what_differs_is_written(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


FIELDS: list[tuple[str, ValueChange, str]] = [
    ("a: 1\n\n# the end\n", put(("b",), "x"), "a: 1\nb: x\n\n# the end\n"),
    ("a: 1", put(("b",), "x"), "a: 1\nb: x"),
    ("a: 1\r\n", put(("b",), ["x"]), "a: 1\r\nb:\r\n  - x\r\n"),
    ("a:\n- x\n", put(("b",), ["k"]), "a:\n- x\nb:\n- k\n"),
    ("a:\n    c: 1\n", put(("b", "d"), "x\ny\n"), "a:\n    c: 1\nb:\n    d: |\n        x\n        y\n"),
    ("a:\n  - x\n  # more of a\n# of c\nc: 1\n", put(("a2",), 1), "a:\n  - x\n  # more of a\n# of c\nc: 1\na2: 1\n"),
    ("a: {x: 1}\n", put(("a", "k"), "p, q"), 'a: {x: 1, k: "p, q"}\n'),
    ("a: {}\n", put(("a", "k"), 1), "a: {k: 1}\n"),
    ("a: {\n  x: 1,\n  y: 2\n}\n", put(("a", "z"), 3), "a: {\n  x: 1,\n  y: 2,\n  z: 3\n}\n"),
    ("a:\n", put(("a", "b"), 1), "a: {b: 1}\n"),
    ("", put(("a",), 1), "a: 1\n"),
    ("# only words\n", put(("a", "b"), 1), "# only words\na: {b: 1}\n"),
    ("{}\n", put(("a",), 1), "a: 1\n"),
    ("---\na: 1\n...\n", put(("b",), 1), "---\na: 1\nb: 1\n...\n"),
    ("\ufeffa: 1\n", put(("b",), 1), "\ufeffa: 1\nb: 1\n"),
    ("a: |+\n  x\n\n", put(("b",), 1), "a: |+\n  x\n\nb: 1\n"),
    ("a: 1", put(("b",), "x\ny\n"), "a: 1\nb: |\n  x\n  y\n"),
    ("a: 1\n\nb: 2\n", put(("c",), 3), "a: 1\n\nb: 2\n\nc: 3\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), FIELDS)
def test_a_field_that_is_not_there_comes_to_exist(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


ENTRIES: list[tuple[str, ValueChange, str]] = [
    ("a:\n  - x\n\n# of b\nb: 1\n", add(("a",), "k"), "a:\n  - x\n  - k\n\n# of b\nb: 1\n"),
    ("a:\n- x  # one\nb: 1\n", add(("a",), "k"), "a:\n- x  # one\n- k\nb: 1\n"),
    ("a:\n  - 'x'\n  - 'y'\n", add(("a",), "z"), "a:\n  - 'x'\n  - 'y'\n  - 'z'\n"),
    ("a: [x]  # why\n", add(("a",), "k"), "a: [x, k]  # why\n"),
    ("a: []\n", add(("a",), "k"), "a: [k]\n"),
    ("a: [\n  x,\n  y,\n]\n", add(("a",), "z"), "a: [\n  x,\n  y,\n  z,\n]\n"),
    ("a:\nb: 1\n", add(("a",), "k"), "a:\n  - k\nb: 1\n"),
    ("b: 1\n", add(("a",), "k"), "b: 1\na:\n  - k\n"),
    ("a: {b: [x]}\n", add(("a", "b"), "k"), "a: {b: [x, k]}\n"),
    ("a:\n  - {x: 1}\n", add(("a",), {"x": 2, "y": "no"}), 'a:\n  - {x: 1}\n  - {x: 2, "y": "no"}\n'),
    ("a:\n  - x: 1\n    z: 2\n", add(("a",), {"x": 2, "z": 1}), "a:\n  - x: 1\n    z: 2\n  - x: 2\n    z: 1\n"),
    ("a:\n  - x\n", add(("a",), {"t": "p\nq\n"}), "a:\n  - x\n  - t: |\n      p\n      q\n"),
    ("a: []\n", add(("a",), {"t": "p\nq\n"}), "a:\n  - t: |\n      p\n      q\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), ENTRIES)
def test_an_entry_is_written_as_its_neighbours_are(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


REMOVALS: list[tuple[str, ValueChange, str]] = [
    ("a: 1\nb: 2  # gone\nc: 3\n", drop("b"), "a: 1\nc: 3\n"),
    ("a: 1\nb:\n  - x\n  # of b\nc: 3\n", drop("b"), "a: 1\nc: 3\n"),
    ("a: 1\n# of b\nb: 2\n# of c\nc: 3\n", drop("b"), "a: 1\n# of c\nc: 3\n"),
    ("a: 1\n\n# of b\nb: 2\n\nc: 3\n", drop("b"), "a: 1\n\nc: 3\n"),
    ("a: 1\n\n# of b and c\nb: 2\nc: 3\n", drop("b"), "a: 1\n\n# of b and c\nc: 3\n"),
    ("# of the file\na: 1\nb: 2\n", drop("a"), "# of the file\nb: 2\n"),
    ("a: 1\n# of a section\n\nb: 2\n", drop("b"), "a: 1\n# of a section\n"),
    ("a: 1\nb: 2", drop("b"), "a: 1"),
    ("a: 1\nb: 2", drop("a"), "b: 2"),
    ("a:\n  b: 1\nc: 2\n", drop("a", "b"), "c: 2\n"),
    ("a: 1\n", drop("a"), "{}\n"),
    ("a: {b: 1, c: 2}\n", drop("a", "b"), "a: {c: 2}\n"),
    ("a: {b: 1}\n", drop("a", "b"), "a: {}\n"),
    ("a: {b: {c: 1}, d: 2}\n", drop("a", "b", "c"), "a: {d: 2}\n"),
    ("a: [x, y]\n", drop("a", 1), "a: [x]\n"),
    ("a: [x]\n", drop("a", 0), "a: []\n"),
    ("a:\n  - x\n  - y\nb: 1\n", drop("a", 0), "a:\n  - y\nb: 1\n"),
    ("a:\n  - x\nb: 1\n", drop("a", 0), "b: 1\n"),
    ("a:\n  - x: 1\n    y: 2\n", drop("a", 0, "x"), "a:\n  - y: 2\n"),
    ("a:\n  - x: 1\n    # of y\n    y: 2\n", drop("a", 0, "x"), "a:\n  -\n    # of y\n    y: 2\n"),
    ("a:\n  - x: 1\n  - y: 2\n", drop("a", 0, "x"), "a:\n  - {}\n  - y: 2\n"),
]


@pytest.mark.parametrize(("before", "change", "after"), REMOVALS)
def test_a_field_goes_with_what_is_its_own(before: str, change: ValueChange, after: str) -> None:
    check("a.yml", before, change, after)


ITEM = "work/items/OPS-7K3QX.yml"
MODELS: list[tuple[str, str, ValueChange, str]] = [
    # order
    (ITEM, "title: X\nteam: p\n", put(("owner",), "ada"), "title: X\nowner: ada\nteam: p\n"),
    (ITEM, "# of X\nteam: p\n", put(("title",), "X"), "# of X\ntitle: X\nteam: p\n"),
    (ITEM, "title: X\nrisk: low\n", put(("labels",), ["a"]), "title: X\nrisk: low\nlabels:\n  - a\n"),
    (ITEM, "title: X\nrisk: low\n", put(("due",), "soon"), "title: X\ndue: soon\nrisk: low\n"),
    (ITEM, "title: X\nlabels: [a]\nrisk: low\n", put(("time",), "x"), "title: X\ntime: x\nlabels: [a]\nrisk: low\n"),
    (ITEM, "title: X\nlabels: [a]\nrisk: low\n", put(("kind",), "x"), "title: X\nlabels: [a]\nrisk: low\nkind: x\n"),
    (ITEM, "title: X\nlabels: [a]\n", put(("risk",), "low"), "title: X\nrisk: low\nlabels: [a]\n"),
    (ITEM, "title: X\n", put(("risk",), "low"), "title: X\nrisk: low\n"),
    (
        ITEM,
        "blocked: {reason: r}\n",
        put(("blocked", "since"), "2026-11-19"),
        "blocked: {since: 2026-11-19, reason: r}\n",
    ),
    # a short form
    (ITEM, "blocked: a word\n", put(("blocked", "reason"), "more"), "blocked: more\n"),
    (ITEM, "blocked: w\n", put(("blocked", "since"), "2026-11-19"), "blocked: {since: 2026-11-19, reason: w}\n"),
    (ITEM, "title: X\nblocked: w\n", drop("blocked", "reason"), "title: X\n"),
    (
        ITEM,
        "depends_on:\n  - OPS-1\n",
        put(("depends_on", 0, "lag"), "2d"),
        "depends_on:\n  - {item: OPS-1, lag: 2d}\n",
    ),
    (
        "work/workflows/w.yml",
        "states:\n  ready: {name: Ready, wip: 3}\n",
        put(("states", "ready", "wip", "per_person"), 1),
        "states:\n  ready: {name: Ready, wip: {limit: 3, per_person: 1}}\n",
    ),
    (
        "work/workflows/w.yml",
        "states:\n  ready: {wip: 3}\n",
        put(("states", "ready", "wip", "limit"), 4),
        "states:\n  ready: {wip: 4}\n",
    ),
    (ITEM, "labels: one\n", add(("labels",), "two"), "labels:\n  - one\n  - two\n"),
    # days and truth values
    (ITEM, "title: X\n", put(("due",), "2026-12-01"), "title: X\ndue: 2026-12-01\n"),
    (ITEM, "title: X\n", put(("outcome",), "2026-12-01"), 'title: X\noutcome: "2026-12-01"\n'),
    (
        ITEM,
        "acceptance:\n  - {text: a}\n",
        put(("acceptance", 0, "done"), True),
        "acceptance:\n  - {text: a, done: yes}\n",
    ),
    (
        ITEM,
        "title: X\n",
        add(("time",), {"date": "2026-12-01", "spent": "3h"}),
        "title: X\ntime:\n  - {date: 2026-12-01, spent: 3h}\n",
    ),
    # records of a collection
    (
        "work/people.yml",
        "ada:\n  name: Ada\n\nbo:\n  name: Bo\n",
        put(("cy",), {"name": "Cy"}),
        "ada:\n  name: Ada\n\nbo:\n  name: Bo\n\ncy:\n  name: Cy\n",
    ),
    (
        "work/people.yml",
        "ada:\n  name: Ada\n  until: null\n",
        put(("ada", "capacity"), "32h"),
        "ada:\n  name: Ada\n  capacity: 32h\n  until: null\n",
    ),
    ("work/people.yml", "ada:\n  name: Ada\nbo:\n  name: Bo\n", drop("ada", "name"), "ada: {}\nbo:\n  name: Bo\n"),
    ("work/people.yml", "{}\n", put(("ada", "name"), "Ada"), "ada:\n  name: Ada\n"),
    # prose below front matter
    (
        "work/items/A-1.md",
        "---\ntitle: X\n---\n\ntitle: not this\n",
        put(("title",), "K"),
        "---\ntitle: K\n---\n\ntitle: not this\n",
    ),
    ("work/items/A-1.md", "---\r\n---\r\nprose", put(("title",), "K"), "---\r\ntitle: K\n---\r\nprose"),
]


@pytest.mark.parametrize(("path", "before", "change", "after"), MODELS)
def test_a_file_of_ours_is_written_as_the_format_has_it(
    path: str, before: str, change: ValueChange, after: str
) -> None:
    check(path, before, change, after)


REFUSED: list[tuple[str, str, ValueChange, str]] = [
    ("a.yml", "a: &x 1\nb: *x\n", put(("a",), 2), "cannot edit a.yml:1:4: an anchor or an alias stands here"),
    ("a.yml", "b: &x {c: 1}\na: *x\n", put(("a", "c"), 2), "cannot edit a.yml:2:4: an anchor or an alias stands here"),
    ("a.yml", "a: 1\nb: 2\na: 3\n", put(("a",), 2), 'cannot edit a.yml:3:1: "a" stands twice in one place'),
    ("a.yml", "a: !t 1\n", put(("b",), 2), 'cannot edit a.yml:1:4: the tag "!t" is not used here'),
    ("a.yml", "a: {<<: 1}\n", put(("b",), 2), "cannot edit a.yml:1:5: merge keys (`<<`) are not used here"),
    ("a.yml", "a: [1\n", put(("b",), 2), 'cannot edit a.yml:1:4: the "[" that opens here is not closed by "]"'),
    ("a.yml", "a: \x01\n", put(("a",), 2), "cannot edit a.yml:1:4: the control character U+0001 stands here"),
    ("a.yml", "? a\n: 1\n", put(("b",), 2), "cannot edit a.yml: a key is not written as `key: value` here"),
    (
        "a.yml",
        "a: [\n  x, # one\n  y # two\n]\n",
        add(("a",), "z"),
        "cannot edit a.yml:1:4: a comment stands inside these brackets",
    ),
    ("a.yml", "a: x\n", add(("a",), "k"), "cannot edit a.yml:1:4: a holds one value, not a list"),
    ("a.yml", "a: {b: 1}\n", add(("a",), "k"), "cannot edit a.yml:1:4: a holds fields, not a list"),
    ("a.yml", "a: x\n", put(("a", "b"), "y"), 'cannot edit a.yml:1:4: a holds "x", not fields'),
    ("a.yml", "a: [x]\n", put(("a", 1), "y"), "cannot edit a.yml:1:4: a has no entry 2"),
    ("a.yml", "a: [x]\n", put(("a", "b"), "y"), "cannot edit a.yml:1:4: a holds a list"),
    ("a.yml", "a: x\n", drop("b"), "cannot edit a.yml: nothing stands under b"),
    (
        "a.yml",
        "a: x\n",
        put(("a",), Written("b: c")),
        'cannot edit a.yml: a text with ": " inside needs quotes',
    ),
    (
        "a.yml",
        "a: x\n",
        put(("a",), Written("b #c")),
        "cannot edit a.yml: a cannot be written here without changing more",
    ),
    ("a.yml", "a: x\n", put(("a",), {1, 2}), "cannot edit a.yml: a value of this kind has no form in YAML: set"),
    ("a.yml", "a: x\n", put(("a",), "\ud800"), "cannot edit a.yml: half a character has no form in YAML"),
    ("a.md", "prose\n", put(("a",), 1), "cannot edit a.md: it has no front matter"),
    ("a.md", "---\na: 1\n", put(("a",), 1), "cannot edit a.md: the front matter is never closed"),
]


@pytest.mark.parametrize(("path", "before", "change", "says"), REFUSED)
def test_what_cannot_be_done_exactly_is_refused_in_words(
    path: str, before: str, change: ValueChange, says: str
) -> None:
    with pytest.raises(EditError) as refused:
        edit_text(path, before, [change])
    assert refused.value.message == says


def test_what_stands_beside_an_anchor_can_be_edited() -> None:
    assert edit_text("a.yml", "a: &x 1\nb: *x\nc: 2\n", [put(("c",), 3)]) == "a: &x 1\nb: *x\nc: 3\n"


def test_later_changes_see_what_earlier_ones_left() -> None:
    changes: list[ValueChange] = [add(("a",), "x"), add(("a",), "k"), put(("a", 0), "z"), drop("a", 1)]
    assert edit_text("a.yml", "b: 1\n", changes) == "b: 1\na:\n  - z\n"
