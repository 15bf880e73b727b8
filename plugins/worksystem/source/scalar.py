"""What a plain scalar means: the YAML 1.2 core schema, and nothing of YAML 1.1.

`no`, `12:30` and `1_000` are text, `012` is 12, dates are text.
Source: https://yaml.org/spec/1.2.2/#103-core-schema
"""

import re

__all__ = ["resolve"]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+")
_OCT = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF = re.compile(r"[-+]?\.(inf|Inf|INF)")
_NAN = re.compile(r"\.(nan|NaN|NAN)")
# what a plain scalar must begin with to be anything but text
_MAYBE = frozenset("~nNtTfF.+-0123456789")
# more than this is no number that anybody counts with, and larger than a float can be
_DIGITS = 250


def resolve(text: str) -> object:
    """What a plain scalar means in the YAML 1.2 core schema."""
    if not text or text[0] in _MAYBE:
        if text in _NULL:
            return None
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        if _INT.fullmatch(text) and len(text) <= _DIGITS:
            return int(text)
        if _OCT.fullmatch(text) and len(text) <= _DIGITS:
            return int(text[2:], 8)
        if _HEX.fullmatch(text) and len(text) <= _DIGITS:
            return int(text[2:], 16)
        if _FLOAT.fullmatch(text):
            return float(text)
        if _INF.fullmatch(text):
            return float("-inf") if text[0] == "-" else float("inf")
        if _NAN.fullmatch(text):
            return float("nan")
    return text
