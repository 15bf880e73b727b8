"""Whatever the text and the change: the result means what was asked, and undoing it gives the same bytes again."""

from contextlib import suppress
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from worksystem.change import Append, Remove, SetValue
from worksystem.edit import EditError, edit_text
from worksystem.source.parse import parse_reference

# pieces of a file, each with a field of its own: every style, comments in every place, empty lines between
PIECES = [
    "a: one\n",
    "b: 'two'  # behind b\n",
    'c: "three: 3"\n',
    "# above d\nd: 4\n",
    "e: |\n  some\n  text\n",
    "f: >-\n    folded\n    text\n\n",
    "g: [x, 'y', 3]\n",
    "h: {k: 1, l: {m: no}}\n",
    "i:\n  - p\n  # between\n  - q\n",
    "j:\n- {r: 1, s: t}\n- u: 1\n  v: w\n  # below v\n",
    "n:\n  o: 1\n\n  # above z\n  z: {}\n",
    "aa:\n",
    "ab: []\n\n# a section\n\n",
    "ac: [\n  x,\n  y,\n]\n",
    "ad: plain over\n  two lines\n",
]
DOCUMENTS = st.builds(
    lambda pieces, ending, is_cut: "".join(pieces).replace("\n", ending).removesuffix(ending if is_cut else ""),
    st.lists(st.sampled_from(PIECES), min_size=1, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
TEXTS = [
    "x",
    "a: b",
    "yes",
    "- x",
    "",
    " s",
    "#c",
    '"q"',
    "it's",
    "2026-12-01",
    "[x]",
    "k:",
    "-",
    "...",
    "t\tab",
    "\u2028",
    "é",
]
BLOCKS = ["two\nlines\n", "no end\nx", "  in\nx\n", "\n\nx\n", "x\n\n", "z" * 200]
LEAVES = st.sampled_from([*TEXTS, *BLOCKS, 3, 2.5, True, None])
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "on", "l m", "1"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def read(text: str) -> Any:
    values, faults, usable = parse_reference(text)
    assert usable, faults
    return values


def told(value: Any) -> str:
    """A value with the type of everything in it; in which order fields stand does not count."""
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{key!r}: {told(inner)}' for key, inner in value.items()))}}}"
    return f"[{', '.join(map(told, value))}]" if isinstance(value, list) else repr(value)


def list_keys(values: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    found = [above] if above else []
    for key, inner in steps:
        found += list_keys(inner, (*above, key))
    return found


def get(values: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        values = values[key]
    return values


@given(DOCUMENTS, st.data())
def test_a_value_that_is_set_stands_there_and_all_others_stay(text: str, data: st.DataObject) -> None:
    values = read(text)
    keys = data.draw(st.sampled_from(list_keys(values)))
    value = data.draw(VALUES)
    after = edit_or_skip(text, SetValue("a.yml", keys, value, ""))
    wanted = read(text)
    get(wanted, keys[:-1])[keys[-1]] = value if not is_truth_of_a_neighbour(get(values, keys), value) else "yes"
    assert told(read(after)) == told(wanted)


def is_truth_of_a_neighbour(old: Any, value: Any) -> bool:
    return old == "no" and value is True


@given(DOCUMENTS, st.data())
def test_an_entry_that_is_taken_out_is_gone_and_all_others_stay(text: str, data: st.DataObject) -> None:
    keys = data.draw(st.sampled_from([keys for keys in list_keys(read(text)) if len(keys) == 1]))
    after = edit_or_skip(text, Remove("a.yml", keys, ""))
    wanted = read(text)
    del wanted[keys[0]]
    assert told(read(after)) == told(wanted)


@given(DOCUMENTS, st.sampled_from(["x", 3, True, "yes", ["x"], {"k": "v"}, [{"k": 1}], {"k": ["x", {"l": "m"}]}]))
def test_a_field_that_is_added_and_taken_out_leaves_no_trace(text: str, value: Any) -> None:
    assert edit_or_skip(text, SetValue("a.yml", ("new",), value, ""), Remove("a.yml", ("new",), "")) == text


@given(DOCUMENTS, st.sampled_from(["g", "i", "j", "ab", "ac", "none"]), st.sampled_from(["x", 3, {"k": "v"}]))
def test_an_entry_that_is_appended_and_taken_off_leaves_no_trace(text: str, key: str, value: Any) -> None:
    count = len(read(text).get(key, ()))
    assert edit_or_skip(text, Append("a.yml", (key,), value, ""), Remove("a.yml", (key, count), "")) == text


@given(st.permutations(PIECES).map("".join), st.sampled_from(["a", "b", "c", "d", "e"]), st.data())
def test_a_value_that_is_set_and_set_back_leaves_no_trace(text: str, key: str, data: st.DataObject) -> None:
    others: dict[str, list[object]] = {"d": [5, True, 2.5], "e": ["x\n", "x\n\ny\n"]}
    other = data.draw(st.sampled_from(others.get(key, ["x", "a b", "é"])))
    changes = [SetValue("a.yml", (key,), other, ""), SetValue("a.yml", (key,), read(text)[key], "")]
    assert edit_text("a.yml", text, changes) == text


def edit_or_skip(text: str, *changes: SetValue | Remove | Append) -> str:
    """The text after some changes; what is refused in words is no fault."""
    after = ""
    with suppress(EditError):
        after = edit_text("a.yml", text, changes)
    assume(after)
    return after
