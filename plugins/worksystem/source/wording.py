"""What a YAML parser complains about, said so that somebody who never saw a parser can mend it."""

import re
from typing import NamedTuple

import yaml

__all__ = ["Words", "explain"]


class Words(NamedTuple):
    """A code, a message and one action; `at_context` points at where the trouble began."""

    code: str
    message: str
    help: str
    at_context: bool = False


_QUOTES = "put the whole text in quotes"
_INDENT = "line it up with the fields above; use spaces, two for each level"
_LEAD = re.compile(r"\s*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^:]+?):\s+")


def explain(error: yaml.YAMLError, text: str) -> Words:
    """Words for a parser's error, from its problem and the line it points at."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    line, column = _line(text, mark.line, mark.column) if mark is not None else ("", 0)
    char = line[column : column + 1]
    if "cannot start any token" in problem:
        return _bad_start(char)
    if "tab" in problem:
        return Words("WS005", "a tab stands where the line is indented", "use spaces")
    if "mapping values are not allowed" in problem:
        return _second_colon(line, column)
    if "quoted scalar" in context and ("end of stream" in problem or "document indicator" in problem):
        return Words(
            "WS004", "the quote that opens here is never closed", "close it with the same quote", at_context=True
        )
    if "escape" in problem or "hexadecimal" in problem:
        help = "write two backslashes for one, or use single quotes"
        return Words("WS004", "a backslash in double quotes begins no known sign", help)
    if "flow sequence" in context or ("flow node" in context and "[" in text):
        return Words(
            "WS004", 'the "[" that opens here is not closed by "]"', 'put "]" at the end of the list', at_context=True
        )
    if "flow mapping" in context:
        return Words("WS004", 'the "{" that opens here is not closed by "}"', 'put "}" at the end', at_context=True)
    return _by_context(problem, context, line)


def _bad_start(char: str) -> Words:
    if char == "\t":
        return Words("WS005", "a tab stands where the line is indented", "use spaces")
    if char:
        return Words("WS004", f'a text cannot begin with "{char}"', _QUOTES)
    return Words("WS004", "this line cannot be read", _QUOTES)


def _second_colon(line: str, column: int) -> Words:
    lead = _LEAD.match(line)
    if lead and lead.end() <= column:
        return Words("WS004", 'a text with ": " inside needs quotes', _QUOTES)
    return Words("WS004", "this line is indented differently from the lines above", _INDENT)


def _by_context(problem: str, context: str, line: str) -> Words:
    if "could not find expected ':'" in problem:
        help = "write `key: value`, or indent the line below the text it belongs to"
        return Words("WS004", 'this is neither "key: value" nor an entry of a list', help, at_context=True)
    if "block mapping" in context or "block collection" in context or "expected <block end>" in problem:
        if line.lstrip().startswith(("]", "}")):
            return Words("WS004", f'"{line.lstrip()[0]}" closes nothing that was opened', "take it out")
        return Words("WS004", "this line is indented differently from the lines above", _INDENT)
    if "block scalar" in context:
        return Words(
            "WS004", "nothing but a comment may follow | or > in its line", "put the text in the next line, indented"
        )
    if "alias" in context or "anchor" in context:
        return Words("WS004", "& and * have a meaning of their own here", _QUOTES)
    if "directive" in context or "document start" in problem:
        return Words("WS004", "a text cannot begin with this sign at the start of a file", _QUOTES)
    if "special characters" in problem or "control characters" in problem:
        return Words("WS003", "a control character stands here", "delete the invisible character")
    return Words("WS004", "this cannot be read as YAML from here on", _INDENT)


def _line(text: str, line: int, column: int) -> tuple[str, int]:
    lines = text.splitlines()
    return (lines[line], column) if line < len(lines) else ("", 0)
