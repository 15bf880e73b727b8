"""Regular expressions that work data brings along: matched in time that grows with the text, never with its square.

An expression of ours may use Python's `re`; one from a file could keep that busy for years. So these go through the
engine that comes with pydantic, which knows neither look-around nor references back.
Source: https://docs.rs/regex/latest/regex/#syntax
"""

from collections.abc import Callable
from functools import lru_cache

from pydantic_core import SchemaError, SchemaValidator, core_schema

__all__ = ["Matches", "compile_pattern"]

Matches = Callable[[str], bool]


@lru_cache(maxsize=1024)
def compile_pattern(text: str) -> Matches:
    """Tells whether a whole text has the form that an expression describes.

    Errors: `ValueError` for what is no expression, asks for more than the engine does, or becomes too large.
    """
    try:
        # by itself first, so that a bracket too many cannot end the group around it
        SchemaValidator(core_schema.str_schema(pattern=text))
        return SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{text})\z")).isinstance_python
    except SchemaError as error:
        raise ValueError(str(error)) from error
