"""The eight classic problems of teams, by the names that rules give them, in the order of the handbook."""

from typing import Literal, get_args

__all__ = ["PROBLEMS", "Problem"]

Problem = Literal[
    "unclear_ownership",
    "constant_urgency",
    "missed_deadlines",
    "hidden_dependencies",
    "duplicated_effort",
    "broken_handoffs",
    "poor_visibility",
    "busy_work",
]

PROBLEMS: tuple[Problem, ...] = get_args(Problem)
