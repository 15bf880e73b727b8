"""Scalars without quotes mean the same text to readers of YAML 1.1 and 1.2, and quotes stand only where they must."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from worksystem.edit.scalar import Quote, write_scalar
from worksystem.source.parse import parse_reference

# YAML 1.1 words and numbers that PyYAML reads as text
STRICTER = {"y", "Y", "n", "N"}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LIKELY = st.text(st.sampled_from(" -:#,[]{}&*!|>'\"%@`?=~.0123456789_exonyEOty\n\t\u2028é"), max_size=6)
QUOTES = st.sampled_from(["plain", "single", "double"])


def old_reading(text: str) -> object:
    return yaml.safe_load(f"a: {text}\n")["a"]


@given(LIKELY | TEXT, QUOTES, st.booleans())
def test_a_text_reads_back_as_it_was(text: str, quote: Quote, flow: bool) -> None:
    written = write_scalar(text, quote, flow=flow)
    document = f"[{written}, x]\n" if flow else f"a: {written}\n"
    values, faults, usable = parse_reference(document)
    assert (values, faults, usable) == ([text, "x"] if flow else {"a": text}, [], True)


@given(LIKELY | TEXT)
def test_plain_text_is_text_to_a_reader_of_yaml_1_1(text: str) -> None:
    written = write_scalar(text)
    if written == text:
        assert old_reading(written) == text


@given(st.text(st.sampled_from("yesnotrufalTRUE0123456789_:.-+xabeE"), min_size=1, max_size=6))
def test_quotes_stand_only_where_one_version_reads_something_else(text: str) -> None:
    if write_scalar(text) != text and text not in STRICTER and not text.startswith("---"):
        try:
            means = old_reading(text), parse_reference(f"a: {text}\n")[0]["a"]  # type: ignore[index]
        except (yaml.YAMLError, TypeError, ValueError):  # no such date, or no YAML at all
            return
        assert means != (text, text) or any(char in text for char in "_.eE:0123456789")


WORDS = ["yes", "Yes", "YES", "no", "on", "Off", "true", "FALSE", "null", "~", "=", "<<", "-", "?", "---", "x:", ""]
NUMBERS = [
    "1",
    "-1",
    "+1",
    "1.5",
    ".5",
    "1e3",
    "1_000",
    "0x1f",
    "0o7",
    "012",
    "0b1",
    "1:30",
    "12:30:45",
    ".inf",
    ".nan",
]
DAYS = ["2026-12-01", "2026-12-01T10:00:00Z"]
PLAIN = [
    "yess",
    "nope",
    "onward",
    "2026-W48",
    "2026-Q4",
    "3wd",
    "80%",
    "1.2.3",
    "a:b",
    "a#b",
    "-x",
    "--flag",
    "x=y",
    "1st",
]


@pytest.mark.parametrize("text", [*WORDS, *NUMBERS, *DAYS])
def test_what_means_more_is_put_in_quotes(text: str) -> None:
    assert write_scalar(text) == f'"{text}"'


@pytest.mark.parametrize("text", [*PLAIN, "http://x/?a=b#c", "(x)", "<x", "ü"])
def test_what_is_text_in_both_versions_needs_none(text: str) -> None:
    assert write_scalar(text) == text


@given(st.floats() | st.integers() | st.booleans() | st.none())
def test_a_number_reads_back_as_it_was(value: float | None) -> None:
    values, _, _ = parse_reference(f"a: {write_scalar(value)}\n")
    assert repr(values) == repr({"a": value})
