"""Figures by the names that people type: any case, spaces or hyphens for underscores."""

from difflib import get_close_matches
from typing import Final

from worksystem.errors import UsageError
from worksystem.model.words import list_words

__all__ = ["parse_figure", "plain_name", "suggest_figures"]

_MOST: Final = 8


def plain_name(typed: str) -> str:
    """A name as figures are called: `cycle_time` for `Cycle time`."""
    return "_".join(typed.lower().replace("-", " ").split())


def parse_figure(typed: str) -> str:
    """The figure that somebody means.

    Errors: `UsageError` if there is none.
    """
    from worksystem.metrics.registry import DEFINITIONS

    name = plain_name(typed)
    if name in DEFINITIONS:
        return name
    close = suggest_figures(typed)
    some = ", ".join(sorted(DEFINITIONS)[:_MOST])
    all_of_them = f"some of the {len(DEFINITIONS)} figures: {some}; `worksystem metrics --format csv` prints all"
    raise UsageError(f'no figure is called "{typed}"', help=close or all_of_them)


def suggest_figures(typed: str) -> str:
    """A help line for a name that is no figure's: those that have its words in theirs, or a close one."""
    from worksystem.metrics.registry import DEFINITIONS

    name = plain_name(typed)
    found = [each for each in sorted(DEFINITIONS) if f"_{name}_" in f"_{each}_"][:_MOST]
    found = found or get_close_matches(name, DEFINITIONS, 1, 0.75)
    words = list_words([f'"{each}"' for each in found], "or")
    return f"did you mean {words}?" if found else ""
