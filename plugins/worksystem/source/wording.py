"""What a YAML parser complains about, said so that somebody who never saw a parser can mend it."""

import re
from typing import NamedTuple

import yaml

from worksystem.position import split_lines

__all__ = ["Words", "explain", "find_bracket"]


class Words(NamedTuple):
    """A code, a message and one action.

    Shape: `at_context` points at where the trouble began, `at_text` at the first sign of the line, `at_bracket` at the
    last bracket that opens before it.
    """

    code: str
    message: str
    help: str
    at_context: bool = False
    at_text: bool = False
    at_bracket: bool = False


_NAMELESS = Words("WS004", "nothing stands before the colon", "write the name of a field there")
_QUOTES = "put the whole text in quotes"
_INDENT = "line it up with the fields above; use spaces, two for each level"
_LEAD = re.compile(r"\s*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^:]+?):\s+")
_GLUED = re.compile(r"\s*(?:-(?=[^\s-])|[\w.-]+:(?=\S))")
_FIRST_LINE = re.compile(r"^(?!---)([ ]*)[^\s#]", re.MULTILINE)
# signs that look like a space or like nothing, and those that only look like a colon
_LOOKS_EMPTY = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_LOOKS_LIKE_COLON = re.compile("[\ufe55\uff1a\ua789\u2236]")


def explain(error: yaml.YAMLError, text: str) -> Words:
    """Words for a parser's error, from its problem and the line it points at."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    line, column = _line(text, mark.line, mark.column) if mark is not None else ("", 0)
    begun = _begun(error, text)
    bracket = find_bracket(text, mark.line, mark.column) if mark is not None and "flow node" in context else None
    return (
        _sign(problem, context, line, column)
        or _quoted(problem, context)
        or _flow(context, bracket[2] if bracket else "")
        or _look_alike(begun or line, has_context=bool(begun))
        or _before_edge(problem, text, line)
        or _structure(problem, context, line, column, begun)
    )


def _begun(error: yaml.YAMLError, text: str) -> str:
    """The line in which the text begins that the parser takes for a field."""
    mark = getattr(error, "context_mark", None)
    simple = "could not find expected ':'" in str(getattr(error, "problem", None))
    return _line(text, mark.line, mark.column)[0] if mark is not None and simple else ""


def _sign(problem: str, context: str, line: str, column: int) -> Words | None:
    """A sign that no text may begin with."""
    char = line[column : column + 1]
    if "cannot start any token" in problem:
        if char == "\t":
            return Words("WS005", "a tab stands where the line is indented", "use spaces")
        return _text_begins(char) if char else Words("WS004", "this line cannot be read", _QUOTES)
    if "tab" in problem:
        return Words("WS005", "a tab stands where the line is indented", "use spaces")
    if "block sequence entries are not allowed" in problem:
        return _text_begins("- ")
    if "mapping keys are not allowed" in problem:
        return _text_begins("? ")
    if "alias" in context or "anchor" in context:
        return _text_begins("*" if "alias" in context else "&")._replace(at_context=True)
    if "special characters" in problem or "control characters" in problem:
        return Words("WS003", "a control character stands here", "delete the invisible character")
    return None


def _text_begins(sign: str) -> Words:
    return Words("WS004", f'a text cannot begin with "{sign}"', _QUOTES)


def _quoted(problem: str, context: str) -> Words | None:
    """Something in quotes."""
    if "quoted scalar" in context and ("end of stream" in problem or "document indicator" in problem):
        message = "the quote that opens here is never closed"
        return Words("WS004", message, "close it with the same quote", at_context=True)
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        help = "write two backslashes for one, or use single quotes"
        return Words("WS004", "a backslash in double quotes begins no known sign", help)
    return None


def _flow(context: str, opened: str) -> Words | None:
    """A bracket that is not closed; `opened` is the last one that opens before the trouble."""
    if "flow node" in context and opened:
        return _unclosed(opened)._replace(at_bracket=True)
    if "flow sequence" in context:
        return _unclosed("[")._replace(at_context=True)
    if "flow mapping" in context:
        return _unclosed("{")._replace(at_context=True)
    return None


def _unclosed(bracket: str) -> Words:
    if bracket == "[":
        return Words("WS004", 'the "[" that opens here is not closed by "]"', 'put "]" at the end of the list')
    return Words("WS004", 'the "{" that opens here is not closed by "}"', 'put "}" at the end')


def find_bracket(text: str, line: int, column: int) -> tuple[int, int, str] | None:
    """The last bracket that opens before a place: its line and column, and which it is; all count from 0."""
    lines = split_lines(text)[: line + 1]
    for number in range(len(lines) - 1, -1, -1):
        before = lines[number][:column] if number == line else lines[number]
        found = max(before.rfind("["), before.rfind("{"))
        if found >= 0:
            return number, found, before[found]
    return None


def _look_alike(line: str, *, has_context: bool) -> Words | None:
    """A sign that only looks like a space or a colon."""
    colon = _LOOKS_LIKE_COLON.search(line)
    if colon:
        message = f'"{colon[0]}" only looks like a colon'
        return Words("WS004", message, "type the colon and the space after it again", at_context=has_context)
    empty = _LOOKS_EMPTY.search(line)
    if empty:
        message = f"an invisible sign (U+{ord(empty[0]):04X}) stands in this line where a plain space should"
        return Words("WS004", message, "delete it, and type a plain space where one belongs", at_context=has_context)
    return None


def _before_edge(problem: str, text: str, line: str) -> Words | None:
    """A line at the left edge below first lines that are indented, which to a parser is another document."""
    first = _FIRST_LINE.search(text)
    if "document start" in problem and first is not None and first[1] and not line.startswith(" "):
        message = "this line is not indented, and the first one above it is"
        return Words("WS004", message, "begin every field of a record at the left edge")
    return None


def _structure(problem: str, context: str, line: str, column: int, begun: str) -> Words:
    """A line that does not fit those around it."""
    if "mapping values are not allowed" in problem:
        return _colon(line, column)
    if "could not find expected ':'" in problem:
        return _without_colon(begun)
    if "block scalar" in context:
        message = "nothing but a comment may follow | or > in its line"
        return Words("WS004", message, "put the text in the next line, indented")
    if "document start" in problem or "directive" in context:
        help = "put the whole text in quotes, or take out what stands above it and does not belong there"
        return Words("WS004", "the record has ended before this line", help)
    if "block mapping" in context or "block collection" in context or "expected <block end>" in problem:
        return _left_over(line, column)
    return Words("WS004", "this cannot be read as YAML from here on", _INDENT)


def _colon(line: str, column: int) -> Words:
    lead = _LEAD.match(line)
    if lead and lead.end() <= column:
        return Words("WS004", 'a text with ": " inside needs quotes', _QUOTES)
    if not line[:column].strip():
        return _NAMELESS
    return Words("WS004", "this line is indented differently from the lines above", _INDENT, at_text=True)


def _without_colon(begun: str) -> Words:
    glued = _GLUED.match(begun)
    if glued:
        sign = "colon" if glued[0].endswith(":") else "dash"
        help = f"write {glued[0].strip()} {begun[glued.end() :].strip()}"
        return Words("WS004", f"a space is missing after the {sign}", help, at_context=True)
    help = "write `field: value`, or indent the line below the text it belongs to"
    return Words("WS004", 'this is neither "field: value" nor an entry of a list', help, at_context=True)


def _left_over(line: str, column: int) -> Words:
    before = line[:column].rstrip()
    if line.lstrip().startswith(("]", "}")):
        return Words("WS004", f'"{line.lstrip()[0]}" closes nothing that was opened', "take it out")
    if before.endswith(('"', "'", "]", "}")):
        message = f"text goes on after the closing {before[-1]}"
        inner = {'"': ", single ones around it", "'": ", double ones around it"}.get(before[-1], "")
        return Words("WS004", message, _QUOTES + inner)
    if not before and line[column : column + 1] == ":":
        return _NAMELESS
    if re.search(r"(?:^|\s)[*&][^\s]+$", before):
        begins = before.rsplit(maxsplit=1)[-1][0]
        return Words("WS004", f'a text cannot begin with "{begins}"', _QUOTES)
    return Words("WS004", "this line is indented differently from the lines above", _INDENT, at_text=True)


def _line(text: str, line: int, column: int) -> tuple[str, int]:
    lines = split_lines(text)
    return (lines[line], column) if line < len(lines) else ("", 0)
