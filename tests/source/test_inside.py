"""A character of a text value is found in the file, whatever style the text is written in."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksystem.source.parse import parse_markdown, parse_yaml

STYLES = {
    "plain": "must: size(labels) > 0 && ownr\n",
    "plain over two lines": "must: size(labels) > 0 &&\n  ownr\n",
    "single quotes": "must: 'owner != '''' && ownr'\n",
    "single quotes over two lines": "must: 'owner != ''''\n\n   && ownr'\n",
    "double quotes": 'must: "team == \\"platform\\" && ownr"\n',
    "double quotes with escapes": 'must: "t == \\u0022\\x41\\t\\n\\" && \\\n  ownr"\n',
    "kept lines": "must: |\n  size(labels) > 0 &&\n    ownr\n",
    "folded lines": "must: >-\n  size(labels) > 0\n\n  && ownr\n  && due\n",
    "in braces": "{when: true, must: 'true && ownr'}\n",
    "in a list": "must:\n  - 'true'\n  - true && ownr\n",
    "wide letters": "must: \"title == 'größer 🙂' && ownr\"\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_word_is_found_in_every_style(style: str) -> None:
    text = "code: NW001\n" * ("{" not in STYLES[style]) + STYLES[style]
    document = parse_yaml("rule.yml", text)
    keys = ("must", 1) if style == "in a list" else ("must",)
    assert isinstance(document.values, dict)
    value = document.values["must"][1] if style == "in a list" else document.values["must"]
    place = document.inside(keys, value.index("ownr"))
    assert place is not None
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith("ownr")


def test_the_end_of_a_text_is_behind_its_last_character() -> None:
    document = parse_yaml("rule.yml", "must: 'owner =='\n")
    assert document.inside(("must",), len("owner ==")) == (1, 16)


def test_a_place_in_front_matter_counts_the_lines_of_the_file() -> None:
    document = parse_markdown("rule.md", dedent("---\ncode: NW001\nmust: true && ownr\n---\nProse\n"))
    assert document.inside(("must",), 8) == (3, 15)


def test_what_stands_elsewhere_has_no_place_inside() -> None:
    document = parse_yaml("rule.yml", "when: &same status\nmust: *same\nfor: [item]\n")
    assert document.inside(("must",), 0) is None
    assert document.inside(("for",), 0) is None
    assert document.inside(("help",), 0) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "bc", "'", '"', "\\", "é", "==", "🙂"]), min_size=1, max_size=8),
    st.sampled_from(["'", '"', "|", ">"]),
)
def test_every_character_is_found_again(words: list[str], style: str) -> None:
    value = " ".join(words)
    written = {
        "'": "'" + value.replace("'", "''") + "'",
        '"': '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "|": "|\n  " + value,
        ">": ">\n  " + value.replace(" ", "\n  "),
    }[style]
    text = f"must: {written}\n"
    document = parse_yaml("rule.yml", text)
    for offset, char in enumerate(value):
        place = document.inside(("must",), offset)
        assert place is not None
        found = text.split("\n")[place.line - 1][place.column - 1 :]
        assert char == " " or found.lstrip("\\" if style == '"' and char in '"' else "").startswith(char)
