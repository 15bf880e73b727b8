"""Text from work data, made safe to print: what could move a cursor or turn a line around becomes visible."""

import re

__all__ = ["make_visible"]

# C0 and C1 controls, line and paragraph separators, signs without width, and marks that change the direction of text
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u2028\u2029\u061c\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def make_visible(text: str) -> str:
    """The text on one line, with control characters written as escapes.

    Source: a runner of GitHub Actions obeys `##[command]` wherever it stands in a line of a log, in
    https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs
    """
    text = text.replace("##[", "##\\u005b")
    return _HIDDEN.sub(lambda match: _NAMED.get(match[0]) or f"\\u{ord(match[0]):04x}", text)
