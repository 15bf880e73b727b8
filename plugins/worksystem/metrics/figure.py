"""A figure and its definition: what is counted, in which unit, and the sentence that says what it is today."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

__all__ = ["Definition", "Figure"]

Component = Literal["clarity", "coordination", "completion", "collaboration", "workflow_architecture"]


class Definition(Struct, frozen=True):
    """What a figure means; its page is `metrics/pages/<name>.md`.

    Shape: `says` is one sentence; `better` is the direction that is wanted, `None` where neither is; `unit` is what
    stands behind the number, such as `days`, `items`, `items a week` or `share`.
    """

    name: str
    title: str
    unit: str
    component: Component
    says: str
    better: Literal["lower", "higher"] | None = None


class Figure(Struct, frozen=True):
    """A figure of one scope in one window.

    Shape: `name` is its definition's; `value` is `None` where there is nothing to count, and `says` tells why; `n` is
    how many observations it rests on; `detail` holds what else belongs to it, as plain values ready for JSON.
    """

    name: str
    value: float | None
    says: str
    n: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)
