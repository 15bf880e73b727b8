"""The one expression language: CEL, with the names of our records. Compiled once, asked of many records.

Unknown names and functions are found before anything runs. Source: https://github.com/google/cel-spec
"""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from msgspec import Struct

from worksystem.graph.cel import compile_program
from worksystem.graph.constants import find_bad_text
from worksystem.graph.suggest import list_words
from worksystem.graph.tokens import Name, count_work, list_name_uses
from worksystem.graph.vocabulary import CustomFields, list_members, list_names, sample_of, value_of
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry

__all__ = [
    "FUNCTIONS",
    "EvaluationProblem",
    "Expression",
    "ExpressionProblem",
    "compile_expression",
    "truth_of",
    "unknown_name",
]

MAX_LENGTH: Final = 2000
# What an expression may ask for: walks inside walks, sums in them (each may double a text), and steps for one record.
MAX_DEPTH: Final = 3
MAX_SUMS: Final = 8
MAX_STEPS: Final = 100_000
# fmt: off
FUNCTIONS: Final = frozenset(
    (
        "bool", "bytes", "contains", "double", "duration", "dyn",
        "endsWith", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear",
        "getHours", "getMilliseconds", "getMinutes", "getMonth", "getSeconds", "int",
        "matches", "size", "startsWith", "string", "timestamp", "type",
        "uint",
    )
)
# fmt: on
# the ones that people ask for first, for those who wrote another word
_COMMON: Final = ("size", "contains", "startsWith", "endsWith", "matches", "duration", "timestamp", "int")
_COMMON_FIELDS: Final = ("status", "owner", "team", "title", "name", "lead", "purpose", "today")
_TYPES: Final = frozenset({"bool", "bytes", "double", "int", "list", "map", "null_type", "string", "uint"})
_ERROR: Final = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_BARE: Final = re.compile(r"\s*[A-Za-z_]\w*\s*")
_HINTS: Final = {
    "and": "write && between two conditions",
    "or": "write || between two conditions",
    "not": "write ! before a condition",
    "=": "write == to compare",
    "is": "write == to compare",
    "&": "write && between two conditions",
    "|": "write || between two conditions",
}


class ExpressionProblem(Struct, frozen=True):
    """Why a text is no expression; `column` counts code points from 1, over line breaks."""

    message: str
    column: int
    help: str | None = None


class EvaluationProblem(Struct, frozen=True):
    """Why an expression has no value for one record; `name` is the one that it is about, where that can be told."""

    message: str
    help: str | None = None
    name: str = ""


class Expression(Struct, frozen=True):
    """A compiled expression about one kind of record.

    Shape: `names` are the names of ours that it uses; only these are worked out for a record.
    """

    text: str
    kind: str
    names: tuple[str, ...]
    custom: CustomFields
    depth: int = 0

    def evaluate(self, entry: Entry[Any], workspace: Workspace, as_of: date) -> object:
        """The value for one record, or an `EvaluationProblem`."""
        return self.work_out({name: value_of(name, entry, workspace, as_of, self.custom) for name in self.names})

    def work_out(self, values: Mapping[str, object]) -> object:
        """The value where the names that it uses stand for these, or an `EvaluationProblem`."""
        if self.text in values:
            return values[self.text]
        if self.depth and max(self.text.count(",") + 1, _longest(values)) ** self.depth > MAX_STEPS:
            return EvaluationProblem("has too much to walk through", "walk through one list, not lists inside lists")
        try:
            result: object = compile_program(self.text).execute(dict(values))
        except Exception as error:
            return _why(error, values)
        return result

    def holds(self, entry: Entry[Any], workspace: Workspace, as_of: date) -> bool | EvaluationProblem:
        """Whether it is true of one record; anything but true and false is a problem."""
        return truth_of(self.evaluate(entry, workspace, as_of))


def truth_of(result: object) -> bool | EvaluationProblem:
    """The value of a condition; one that is neither true nor false is a problem."""
    if isinstance(result, (bool, EvaluationProblem)):
        return result
    return EvaluationProblem("is neither true nor false", "compare the value with something, like size(labels) > 0")


def compile_expression(
    text: str, kind: str, custom_fields: CustomFields | None = None
) -> Expression | ExpressionProblem:
    """Read an expression about a kind of record.

    Shape: `custom_fields` are those of the item types it is asked of. All names and functions are known afterwards.
    """
    text, custom = text.strip(), custom_fields or {}
    if not text:
        return ExpressionProblem("the expression is empty", 1, "write a condition, like status == 'done'")
    if len(text) > MAX_LENGTH:
        return ExpressionProblem(
            f"the expression is longer than {MAX_LENGTH} characters", MAX_LENGTH, "split it in two"
        )
    known = list_names(kind, custom)
    if _BARE.fullmatch(text) and text not in ("true", "false", "null"):
        uses: tuple[Name, ...] = (Name(text, 1),)
        functions: list[str] = []
    else:
        try:
            program = compile_program(text)
        except ValueError as error:
            return _syntax_problem(str(error), text)
        uses, functions = list_name_uses(text), program.functions()
    problem = _unknown_function(functions, text) or _unknown_name(uses, known, kind)
    if problem is not None:
        return problem
    depth, sums = count_work(text)
    if depth > MAX_DEPTH:
        return ExpressionProblem(f"it walks through lists more than {MAX_DEPTH} deep", 1, "split it into several")
    if sums > MAX_SUMS:
        return ExpressionProblem(f"it adds more than {MAX_SUMS} times while it walks through lists", 1, "split it up")
    problem = None if depth else _never_holds(text, uses, known, kind, custom)
    if problem is not None:
        return problem
    return Expression(text, kind, tuple(sorted({use.name for use in uses if use.name in known})), custom, depth)


def _never_holds(
    text: str, uses: tuple[Name, ...], known: frozenset[str], kind: str, custom: CustomFields
) -> ExpressionProblem | None:
    """What goes wrong with every record: texts that a function cannot read, kinds of values that do not go together."""
    bad = find_bad_text(text)
    if bad is not None:
        return ExpressionProblem(bad.message, bad.column, bad.help)
    samples = {use.name: sample_of(use.name, kind, custom) for use in uses if use.name in known}
    if text in samples or any(sample is None for sample in samples.values()):
        return None
    try:
        compile_program(text).execute(samples)
    except TypeError as error:
        problem = _why(error, samples)
        return ExpressionProblem(problem.message, uses[0].column if len(uses) == 1 else 1, problem.help)
    except Exception:
        return None  # it may hold of some record
    return None


def _longest(value: object) -> int:
    """The length of the longest list in a value."""
    if isinstance(value, Mapping):
        return max((len(value), *map(_longest, value.values())))
    if isinstance(value, (list, tuple)):
        return max((len(value), *map(_longest, value)))
    return 0


def _unknown_function(functions: list[str], text: str) -> ExpressionProblem | None:
    for function in functions:
        if function.isidentifier() and function not in FUNCTIONS:
            hit = re.search(rf"\b{function}\s*\(", text)
            help = _suggest(function, FUNCTIONS) or f"use {list_words((*_COMMON, *sorted(FUNCTIONS - {*_COMMON})))}"
            return ExpressionProblem(f'there is no function "{function}"', hit.start() + 1 if hit else 1, help)
    return None


def _unknown_name(uses: tuple[Name, ...], known: frozenset[str], kind: str) -> ExpressionProblem | None:
    for use in uses:
        if use.name not in known and use.name not in _TYPES:
            return unknown_name(use.name, use.column, kind, known)
        members = list_members(kind, use.name) if use.member else None
        if members is not None and use.member not in members:
            column = use.member_column
            return ExpressionProblem(f'{use.name} has no field "{use.member}"', column, _suggest(use.member, members))
    return None


def unknown_name(name: str, column: int, kind: str, known: frozenset[str]) -> ExpressionProblem:
    """What is wrong with a name that no record of the kind has."""
    noun = kind.replace("_", " ")
    noun = f"{_article(noun)} {noun}"
    fields = list_words([each for each in _COMMON_FIELDS if each in known][:3])
    help = _suggest(name, known) or f"use a field of {noun}, like {fields}, or write '{name}' for a text"
    return ExpressionProblem(f'{noun} has no field "{name}"', column, help)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _suggest(word: str, allowed: frozenset[str] | tuple[str, ...]) -> str | None:
    close = get_close_matches(word, sorted(allowed), 1, 0.7)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"use one of {', '.join(sorted(allowed))}" if len(allowed) <= 8 else None


def _syntax_problem(error: str, text: str) -> ExpressionProblem:
    hit = _ERROR.search(error)
    if hit is None:
        return ExpressionProblem("this is not an expression", 1)
    line, column, says = int(hit[1]), int(hit[2]), hit[3]
    offset = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column
    if "<EOF>'" in says or offset > len(text):
        return ExpressionProblem(
            "the expression ends too early", min(offset, len(text) + 1), "write what is missing at its end"
        )
    quoted = re.search(r"(?:input|at:) '(.*?)'(?: expecting|$)", says)
    word = (quoted[1] if quoted else text[offset - 1 : offset]).strip()
    reserved = re.search(r"reserved identifier: (\w+)", says)
    if reserved:
        return ExpressionProblem(f'"{reserved[1]}" is a word of the language and cannot be a name', offset)
    if (word.startswith(("'", '"')) and not word.endswith(word[0])) or word in ("'", '"'):
        return ExpressionProblem("a text begins here and does not end", offset, "close it with the same quote")
    return ExpressionProblem(f'"{word}" is not expected here', offset, _HINTS.get(word))


def _why(error: Exception, values: Mapping[str, object]) -> EvaluationProblem:
    empty = sorted(name for name, value in values.items() if value is None)
    match error:
        case KeyError():
            return EvaluationProblem(f'there is no "{error.args[0]}" in it', "ask with has(...) first")
        case IndexError():
            return EvaluationProblem("a list is shorter than the expression expects", "ask with size(...) first")
        case ZeroDivisionError():
            return EvaluationProblem("it divides by zero")
        case TypeError() if empty:
            return EvaluationProblem(
                f"{' and '.join(empty)} is empty" if len(empty) == 1 else f"{', '.join(empty)} are empty",
                f"ask for it first: {empty[0]} != null && ...",
                empty[0],
            )
        case TypeError():
            return EvaluationProblem(
                "it brings together values of different kinds",
                "compare like with like; convert with int(), double() or string()",
            )
    if "not a valid regex" in str(error):
        return EvaluationProblem("matches() is given a text that is no pattern", "write the pattern in quotes")
    return EvaluationProblem(
        "a function cannot use what it is given", "durations are written like '48h', times like '2026-11-16T00:00:00Z'"
    )
