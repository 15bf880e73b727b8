"""Scalars as YAML: without quotes where every reader takes them for the same text, in quotes where one would not.

Source: https://yaml.org/spec/1.2.2/#73-flow-scalar-styles, and https://yaml.org/type/ for what YAML 1.1 reads.
"""

import math
import re
from typing import Final, Literal

from worksystem.change import Written
from worksystem.source.scalar import resolve

__all__ = ["Quote", "is_date", "may_stand_plain", "write_scalar"]

Quote = Literal["plain", "single", "double"]

_TRUTH: Final = re.compile(r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF")
_DATE: Final = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?"
)
# numbers of YAML 1.1 that are text in 1.2: underscores, base 2, base 60
_OLD_NUMBER: Final = re.compile(
    r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
)
_SIGN: Final = re.compile(r"[,\[\]{}#&*!|>'\"%@`=]|[-?:](?:\s|$)|<<$|---|\.\.\.")
_INSIDE: Final = re.compile(r":\s|\s#|:$")
_BRACKETS: Final = re.compile(r"[,\[\]{}]|^[?:-]|:$")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U000f0000-\U000fffff]"
)
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_date(text: str) -> bool:
    """Whether YAML 1.1 reads a date or a moment; here it is text."""
    return _DATE.fullmatch(text) is not None


def may_stand_plain(text: str, *, flow: bool) -> bool:
    """Whether text without quotes has the right form; what it would then mean is another question."""
    return not (
        not text
        or text != text.strip()
        or "\n" in text
        or "\t" in text
        or _SIGN.match(text)
        or _INSIDE.search(text)
        or _UNPRINTABLE.search(text)
        or (flow and _BRACKETS.search(text))
    )


def write_scalar(value: object, quote: Quote = "plain", *, flow: bool = False, spare: Quote = "double") -> str:
    """A scalar on one line.

    Shape: `quote` is the wished-for style of text, kept where it can say the text; `spare` are the quotes of a text
    that cannot stand plain. `flow`: inside brackets.
    Errors: `ValueError` for what no YAML can say.
    """
    if isinstance(value, Written):
        return str(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _write_float(value)
    if not isinstance(value, str):
        raise ValueError(f"a value of this kind has no form in YAML: {type(value).__name__}")
    if quote == "plain":
        if may_stand_plain(value, flow=flow) and not _means_more(value):
            return value
        quote = spare
    if quote == "single" and "\n" not in value and not _UNPRINTABLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    if quote == "double" and '"' in value and "'" not in value and "\n" not in value and not _UNPRINTABLE.search(value):
        return f"'{value}'"
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in value) + '"'


def _means_more(text: str) -> bool:
    """Whether a reader of YAML 1.1 or 1.2 takes plain text for something else."""
    return bool(
        resolve(text) is not text or _TRUTH.fullmatch(text) or _DATE.fullmatch(text) or _OLD_NUMBER.fullmatch(text)
    )


def _write_float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    if "e" in text and "." not in text:  # YAML 1.1 asks for a point and a sign
        text = text.replace("e", ".0e")
    return re.sub(r"e(?=[0-9])", "e+", text)


def _escaped(char: str) -> str:
    if not _UNPRINTABLE.match(char):
        return char
    point = ord(char)
    if 0xD800 <= point <= 0xDFFF:
        raise ValueError("half a character has no form in YAML")
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
