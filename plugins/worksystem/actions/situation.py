"""What an action is given, and what comes of it: a plan with the work system after it, or a refusal."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from worksystem.change import Plan
from worksystem.graph.workspace import Workspace
from worksystem.workflow.approvals import Proof
from worksystem.workflow.judge import Judge

__all__ = ["Lack", "Outcome", "Refusal", "Situation"]


class Situation(Struct, frozen=True, dict=True):
    """The work system before an action, the day, and who acts.

    Shape: `who` is a person's id, empty if nobody knows; `folder` is `work/` as paths are shown; `proofs` are what git
    knows of approvals, by item and place, `None` if nobody has looked.
    """

    workspace: Workspace
    today: date
    who: str = ""
    folder: str = "work"
    proofs: Mapping[str, Mapping[int, Proof]] | None = None

    @cached_property
    def judge(self) -> Judge:
        """What workflows allow now."""
        return Judge(self.workspace, self.today, self.proofs)

    def having(self, workspace: Workspace) -> "Situation":
        """The same with another work system, as it is after an action."""
        return replace(self, workspace=workspace)


class Outcome(Struct, frozen=True):
    """What an action comes to: the work system after it, the edits that make it, and what to know about it."""

    workspace: Workspace
    plan: Plan
    notes: tuple[str, ...] = ()


class Lack(Struct, frozen=True):
    """One thing that is missing, readable alone, and what to do about it."""

    says: str
    help: str = ""


class Refusal(Struct, frozen=True):
    """Why an action is not done: what is true, what is missing, and what would be allowed."""

    says: str
    lacks: tuple[Lack, ...] = ()
    help: str = ""
