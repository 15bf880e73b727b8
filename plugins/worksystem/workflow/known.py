"""What git and the forge know of a change to the work, handed in as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from worksystem.workflow.approvals import Proof

__all__ = ["Known"]


@dataclass(frozen=True)
class Known:
    """What is known of a change beyond the files.

    Shape: `by` are the people who made it, empty if nobody knows; `via` the states that each item passed through in
    commits of the branch, oldest first; `proofs` are what confirms approvals, by item and place.
    """

    by: tuple[str, ...] = ()
    via: Mapping[str, Sequence[str]] = field(default_factory=dict)
    proofs: Mapping[str, Mapping[int, Proof]] = field(default_factory=dict)
