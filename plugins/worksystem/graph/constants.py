"""What is wrong with an expression whatever the record: patterns, times and lengths of time that cannot be read."""

import re
from typing import Final, NamedTuple

from worksystem.graph.cel import compile_program

__all__ = ["BadText", "find_bad_text"]

_CALL: Final = re.compile(r"""\b(matches|duration|timestamp)\s*\(\s*((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))\s*\)""")
_PATTERN: Final = re.compile(
    r"not a valid regex:\nregex parse error:\n {4}.*\n {4}( *)\^+\nerror: (.*?)(?:\. Check|$)", re.DOTALL
)
_HELP: Final = {
    "matches": "correct the pattern; a sign that is meant as it is has [] around it, like [.]",
    "duration": "durations are written like '48h'",
    "timestamp": "times are written like '2026-11-16T00:00:00Z'",
}
_NOUN: Final = {"matches": "pattern", "duration": "duration", "timestamp": "time"}


class BadText(NamedTuple):
    """A text in quotes that its function cannot read; `column` counts code points from 1."""

    message: str
    column: int
    help: str


def find_bad_text(text: str) -> BadText | None:
    """The first text in quotes that a function cannot read, whatever is asked."""
    for call in _CALL.finditer(text):
        function, quoted = call[1], call[2]
        asked = f"''.matches({quoted})" if function == "matches" else f"{function}({quoted})"
        try:
            compile_program(asked).execute({})
        except Exception as error:
            says = _PATTERN.search(str(error)) if function == "matches" else None
            message = f"{quoted} is not a {_NOUN[function]}"
            at = call.start(2) + 1
            if says is None:
                return BadText(message, at, _HELP[function])
            return BadText(f"{message}: {says[2]}", at + 1 + len(says[1]), _HELP[function])
    return None
