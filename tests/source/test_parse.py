"""What YAML means here, and that the fast reading never means anything else than the reference reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksystem.source.parse import MAX_CHARACTERS, parse_fast, parse_markdown, parse_reference, parse_yaml

CORE = [
    ("a: no", "no"),
    ("a: yes", "yes"),
    ("a: on", "on"),
    ("a: 12:30", "12:30"),
    ("a: 1_000", "1_000"),
    ("a: 012", 12),
    ("a: 0o14", 12),
    ("a: 0x1F", 31),
    ("a: +7", 7),
    ("a: 1e3", 1000.0),
    ("a: .5", 0.5),
    ("a: 2026-11-16", "2026-11-16"),
    ("a: 2023-14-05", "2023-14-05"),
    ("a: ~", None),
    ("a: Null", None),
    ("a:", None),
    ("a: True", True),
    ("a: tRue", "tRue"),
    ("a: '1'", "1"),
    ("a: 0b1", "0b1"),
    ("a: 123456789012345678901234567890", 123456789012345678901234567890),
]


@pytest.mark.parametrize(("text", "value"), CORE)
def test_scalars_mean_what_the_core_schema_says(text: str, value: object) -> None:
    document = parse_yaml("a.yml", text)
    assert document.values == {"a": value}
    assert type(document.values["a"]) is type(value)
    assert document.problems == ()
    reference, faults, usable = parse_reference(text)
    assert (reference, faults, usable) == ({"a": value}, [], True)


FAULTS = [
    ("a: 1\na: 2\n", "WS006", (2, 1), {"a": 2}),
    ("a: {b: 1, b: 2}\n", "WS006", (1, 11), {"a": {"b": 2}}),
    ("a: 1\nb:\n  c: 1\n  c: 2\n", "WS006", (4, 3), {"a": 1, "b": {"c": 2}}),
    ("a:\n\tb: 1\n", "WS005", (2, 1), None),
    ("a: !!python/object:os.system x\n", "WS007", (1, 4), None),
    ("a: !foo {b: 1}\n", "WS007", (1, 4), None),
    ("b: {x: 1}\na:\n  <<: {y: 1}\n", "WS007", (3, 3), None),
    ("a: 1\n---\nb: 2\n", "WS008", (2, 1), None),
    ("%YAML 1.2\n---\na: 1\n", "WS018", (1, 1), {"a": 1}),
    ("a: *x\n", "WS012", (1, 4), None),
    ("a: &x [*x]\n", "WS012", (1, 8), None),
    ("a: \x01b\n", "WS003", (1, 4), {"a": "b"}),
    ("a\x1b: b\n", "WS003", (1, 2), {"a": "b"}),
    ("a: [1, 2\n", "WS004", (1, 4), None),
    ("a: [> x]\n", "WS004", (1, 5), None),
    ("a: [x, >y]\n", "WS004", (1, 8), None),
    ("a: {b: | x}\n", "WS004", (1, 8), None),
    ("a: {b: 1\n", "WS004", (1, 4), None),
    ("a: [\n", "WS004", (1, 4), None),
    ("b: 1\na: {x: [\n\n", "WS004", (2, 8), None),
    ('a: "x\nb: 1\n', "WS004", (1, 4), None),
    ("title: Plan: the year\n", "WS004", (1, 12), None),
    ("a: @home\n", "WS004", (1, 4), None),
    ("title: x\n status: y\n", "WS004", (2, 2), None),
    ("a: 1\n>>>>>>> theirs\n", "WS016", (2, 1), None),
    ("a: 1\n=======\nb: 2\n", "WS016", (2, 1), None),
    ("a: &x b\nc: d\n", "WS012", (1, 4), {"a": "b", "c": "d"}),
    ("a: 1\n...\nb: 2\n", "WS004", (3, 1), None),
    ("a: |\n  x\n  y\nb: [1\n", "WS004", (4, 4), None),
    ("? [1]\n: 2\nb: 1\n", "WS011", (1, 3), {"b": 1}),
    ("a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", "WS016", (2, 1), None),
    ("[" * 60 + "]" * 60, "WS009", (1, 51), None),
    ("a: &a [1]\n" + "b: [" + "*a, " * 120 + "1]\n", "WS010", (2, 405), None),
]


INVISIBLE = "an invisible sign (U+00A0) stands in this line where a plain space should"
WORDS = [
    ('title: "Second" life\n', (1, 17), 'text goes on after the closing "'),
    ("title: [urgent] benches\n", (1, 17), "text goes on after the closing ]"),
    ("title: {x} benches\n", (1, 12), "text goes on after the closing }"),
    ("title: *urgent* benches\n", (1, 8), 'a text cannot begin with "*"'),
    ("title: - benches\n", (1, 8), 'a text cannot begin with "- "'),
    ("title: ? benches\n", (1, 8), 'a text cannot begin with "? "'),
    ("title: `x`\n", (1, 8), 'a text cannot begin with "`"'),
    ('title: "C:\\Users"\n', (1, 13), "a backslash in double quotes begins no known sign"),
    ("title: x\nowner:ada\nteam: y\n", (2, 1), "a space is missing after the colon"),
    ("labels:\n  - a\n  -b\nteam: y\n", (3, 3), "a space is missing after the dash"),
    ("title: x\nowner\nteam: y\n", (2, 1), 'this is neither "field: value" nor an entry of a list'),
    ("title: x\n: y\n", (2, 1), "nothing stands before the colon"),
    (
        "title: x\nowner:\u00a0ada\nteam: y\n",
        (2, 1),
        "an invisible sign (U+00A0) stands in this line where a plain space should",
    ),
    ("title: x\nowner\uff1aada\nteam: y\n", (2, 1), '"\uff1a" only looks like a colon'),
    ("title: x\n...\nowner: ada\n", (3, 1), "the record has ended before this line"),
    ("  title: x\nowner: ada\n", (2, 1), "this line is not indented, and the first one above it is"),
    ("title: x\n  owner: ada\n", (2, 3), "this line is indented differently from the lines above"),
]


@pytest.mark.parametrize(("text", "place", "message"), WORDS)
def test_what_breaks_yaml_is_said_in_words_that_help(text: str, place: tuple[int, int], message: str) -> None:
    problems = parse_yaml("a.yml", text).problems
    assert [(problem.code, tuple(problem.span.start), problem.message) for problem in problems] == [
        ("WS004", place, message)
    ]


@pytest.mark.parametrize(("text", "code", "place", "values"), FAULTS)
def test_a_fault_is_one_finding_at_its_place(text: str, code: str, place: tuple[int, int], values: object) -> None:
    document = parse_yaml("a.yml", text)
    assert [(problem.code, tuple(problem.span.start)) for problem in document.problems] == [(code, place)]
    assert document.values == values
    assert document.readable is (values is not None)


def test_aliases_of_aliases_cannot_make_a_file_explode() -> None:
    lines = ["a0: &a0 [" + "1," * 9 + "1]"]
    lines += [f"a{n}: &a{n} [" + f"*a{n - 1}," * 9 + f"*a{n - 1}]" for n in range(1, 9)]
    document = parse_yaml("a.yml", "\n".join(lines))
    assert [problem.code for problem in document.problems] == ["WS010"]


def test_a_file_too_large_is_a_finding() -> None:
    document = parse_yaml("a.yml", "a: " + "x" * MAX_CHARACTERS)
    assert [problem.code for problem in document.problems] == ["WS002"]


PLACES = [
    (("a",), (1, 4), (1, 9), "é日本"),
    (("😀", 0, "x"), (3, 9), (3, 10), "1"),
    (("😀", 0, "y", 1), (3, 19), (3, 20), "2"),
    (("b",), (4, 1), (4, 2), ""),
    (("c",), (5, 4), (7, 1), "text\n"),
    (("nothing",), (1, 1), (1, 2), None),
]


@pytest.mark.parametrize(("keys", "start", "end", "written"), PLACES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_value_can_tell_its_place(
    keys: tuple[str | int, ...], start: tuple[int, int], end: tuple[int, int], written: str | None, newline: str
) -> None:
    text = 'a: "é日本"\n😀:\n  - {x: 1, y: [1, 2]}\nb:\nc: |\n  text\n'.replace("\n", newline)
    document = parse_yaml("a.yml", text)
    assert document.find(keys) == (start, end)
    assert document.place(keys).value == written


@pytest.mark.parametrize(
    ("text", "keys", "place", "written"),
    [
        ("a: [\n  x,\n  {b: c},\n  y]\n", ("a", 1, "b"), ((3, 7), (3, 8)), "c"),
        ("a: [\n  x,\n  {b: c},\n  y]\n", ("a", 1), ((3, 3), (3, 9)), "{b: c}"),
        ("a: one\n  two # three\n", ("a",), ((1, 4), (2, 6)), "one two"),
        ("a:  'it''s'  # x\n", ("a",), ((1, 5), (1, 12)), "it's"),
        ("a: >\n  one\n  two\nb: 1\n", ("b",), ((4, 4), (4, 5)), "1"),
        ("a: {日本: 😀, b: }\n", ("a", "日本"), ((1, 9), (1, 10)), "😀"),
        ("a: {日本: 😀, b: }\n", ("a", "b"), ((1, 12), (1, 13)), ""),
        ("a: x\u2028y\nb: z\n", ("b",), ((2, 4), (2, 5)), "z"),
        ("a: {b: x\u0085y, c: z}\n", ("a", "c"), ((1, 16), (1, 17)), "z"),
        ("a:\tb\n", ("a",), ((1, 4), (1, 5)), "b"),
        ("- a\n-\n- b\n", (1,), ((2, 2), (2, 2)), ""),
        ("a: 1\na: 2\n", ("a",), ((2, 4), (2, 5)), "2"),
        ("a: {b: {}}\n", ("a", "b", "c", 0), ((1, 5), (1, 6)), None),
        ("a: &x one\nb: *x\n", ("b",), ((2, 4), (2, 6)), "one"),
        ("id: 0012\n", ("id",), ((1, 5), (1, 9)), "0012"),
    ],
)
def test_a_place_is_right_in_every_style(
    text: str, keys: tuple[str | int, ...], place: tuple[tuple[int, int], tuple[int, int]], written: str | None
) -> None:
    document = parse_yaml("a.yml", text)
    assert document.find(keys) == place
    assert document.place(keys).value == written


def test_a_byte_order_mark_and_front_matter_with_crlf_keep_their_places() -> None:
    document = parse_markdown("a.md", "\ufeff---\r\ntitle: 日本\r\nowner: ada\r\n---\r\n\r\nSome prose.\r\n")
    assert document.find(("owner",)).start == (3, 8)
    assert document.body_place(2, 4).span == ((6, 1), (6, 5))


def test_front_matter_is_placed_in_its_file() -> None:
    document = parse_markdown("a.md", "---\ntitle: X\nowner: ada\n---\n\nSome prose.\n")
    assert document.values == {"title": "X", "owner": "ada"}
    assert document.find(("owner",)).start == (3, 8)
    assert document.body == "\nSome prose.\n"
    assert document.body_place(1, 4).span == ((6, 1), (6, 5))


def test_front_matter_that_is_never_closed_is_a_finding() -> None:
    document = parse_markdown("a.md", "---\ntitle: X\n")
    assert [problem.code for problem in document.problems] == ["WS013"]


def test_markdown_without_front_matter_is_all_prose() -> None:
    document = parse_markdown("a.md", "# Hello\n")
    assert (document.values, document.body, document.problems) == (None, "# Hello\n", ())


def test_a_unicode_line_separator_does_not_shift_lines() -> None:
    document = parse_yaml("a.yml", "a: one\u2028two\nb: *x\n")
    assert document.problems[0].span.start == (2, 4)


def test_a_plain_document_is_read_fast() -> None:
    text = "title: Plan the year\ndescription: |\n  Note: **bold** text\nlabels: [a, b]\n# a comment: here\n"
    assert parse_fast(text)[0]


# small pieces that, put together, make YAML both right and wrong
PIECES = st.sampled_from(
    [
        "a: 1\n",
        "b: x\n",
        "a: y\n",
        "c:\n",
        "  d: 1\n",
        "  d: 2\n",
        "  - e\n",
        "  - {f: 1, g: [h, i]}\n",
        "j: |\n",
        "  k: l\n",
        "m: 'n: o'\n",
        'p: "q: r"\n',
        "# s: t\n",
        "u: v # w: x\n",
        "? y\n",
        ": z\n",
        "A: {B, C: D}\n",
        "E: &f 1\n",
        "G: *f\n",
        'H: {"I":1}\n',
        "J: !k 1\n",
        "---\n",
        "  <<: {L: 1}\n",
        "M: [N: 1]\n",
        'O: "\\x3a "\n',
        "\tP: 1\n",
        "Q: >-\n",
        "  R\n",
        "1: a\n",
        "? {S: 1}\n",
        "T: - x\n",
        "  U\n",
        "V: ~\n",
        "W: 0x1F\n",
        "X: .inf\n",
        "Y: 1_0\n",
        "'Z': 1\n",
        "- a\n",
        "a:b\n",
        "a : 1\n",
        'b: "x:"\n',
        "  # x: y\n",
        "b: 'x # y: z'\n",
        "b: {c: ' #', c: 1}\n",
        "b: [c:, d]\n",
        "b: [c:d, c:[1], {c:[1]}]\n",
        "b: [c:d, {c:{d: 1}}]\n",
        "b: {c:,}\n",
        "b: [[c:]]\n",
        "  - [c:]\n",
        "b: https://x.org\n",
        "b: x # y\n",
    ]
)


@pytest.mark.parametrize(
    "text", ['a: 1\na: 2\nb: "c:"\n', "a: 1\na: 2\nb: |\n  c # d: e\n", "a: {b: ' #', b: 1}\n", "a: 1 # b: c\na: 2\n"]
)
def test_no_colon_in_a_text_or_a_comment_hides_that_a_key_stands_twice(text: str) -> None:
    assert [problem.code for problem in parse_yaml("a.yml", text).problems] == ["WS006"]


@pytest.mark.parametrize("text", ["a: |\n  x", "a: >\n  x", "b: 1\na: |\r\n  x"])
def test_a_block_of_text_without_a_last_line_end_is_the_same_to_both_readings(text: str) -> None:
    assert parse_yaml("a.yml", text).values == parse_reference(text)[0]


@given(st.lists(PIECES, max_size=8).map("".join), st.booleans())
def test_the_fast_reading_equals_the_reference(text: str, is_cut: bool) -> None:
    text = text.removesuffix("\n") if is_cut else text
    plain, values = parse_fast(text)
    if plain:
        reference, faults, usable = parse_reference(text)
        assert (repr(reference), faults, usable) == (repr(values), [], True)
