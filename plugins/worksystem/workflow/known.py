"""What git and the forge know of a change to the work, handed in as plain values."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from worksystem.workflow.approvals import Proof

__all__ = ["Known", "Passage"]


class Passage(Struct, frozen=True):
    """How an item stood at one moment of a change: its state, the state of each branch, and whether it was blocked.

    Shape: `blocked` is the day since when it was, as it is written, empty where none is; `None` if it was not.
    """

    state: str
    blocked: str | None = None
    branches: Mapping[str, str] = field(default_factory=dict)


class Known(Struct, frozen=True, dict=True):
    """What is known of a change beyond the files.

    Shape: `by` are the people who made it, empty if nobody knows; `via` is how each item stood in the commits of the
    branch, oldest first; `proofs` are what confirms approvals, by item and place.
    """

    by: tuple[str, ...] = ()
    via: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    proofs: Mapping[str, Mapping[int, Proof]] = field(default_factory=dict)
