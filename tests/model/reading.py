"""Text to a shaped record, the way the loader does it, for tests of the model."""

from collections.abc import Mapping
from textwrap import dedent
from typing import Any

from worksystem.model import FieldType, Shaped, validate
from worksystem.source.parse import parse_yaml

__all__ = ["found", "read", "values_of"]


def values_of(text: str) -> Any:
    """The plain values of YAML text."""
    document = parse_yaml("record.yml", dedent(text))
    assert document.problems == ()
    return document.values


def read(
    kind: str, text: str, id: str = "", *, custom: Mapping[str, FieldType] | None = None, adopted: bool = False
) -> Shaped:
    """Shape one record from YAML text."""
    document = parse_yaml("record.yml", dedent(text))
    assert document.problems == ()
    ids = {"item": "OPS-7K3QX", "note": "2026-11-16"}
    return validate(
        kind,
        document.values,
        id=id or ids.get(kind, "platform"),
        text_of=document.source_text,
        custom=custom,
        adopted=adopted,
    )


def found(shaped: Shaped) -> list[tuple[str, str, str]]:
    """Code, message and help of every problem."""
    return [(problem.code, problem.message, problem.help) for problem in shaped.problems]
