"""The automations of all workflows as rules with a name, and which fields' past they ask for."""

from msgspec import Struct

from worksystem.graph.workspace import Workspace
from worksystem.model import Automation, Workflow
from worksystem.model.entry import Entry

__all__ = ["Rule", "list_rules", "watched_fields"]


class Rule(Struct, frozen=True):
    """One automation of a workflow."""

    workflow: Entry[Workflow]
    id: str
    automation: Automation

    @property
    def name(self) -> str:
        """The name by which the plan and what it made speak of it: `<workflow>.<automation>`."""
        return f"{self.workflow.id}.{self.id}"

    @property
    def names(self) -> frozenset[str]:
        """Its name, and those under ids that the workflow had before."""
        return frozenset(f"{id}.{self.id}" for id in (self.workflow.id, *self.workflow.record.former_ids))

    @property
    def is_timed(self) -> bool:
        """Whether time sets it off, not an item."""
        trigger = self.automation.trigger
        return bool(trigger.every or trigger.rule or trigger.cadence)


def list_rules(workspace: Workspace) -> tuple[Rule, ...]:
    """Every automation, by workflow and by its own id."""
    return tuple(
        Rule(workflow, id, automation)
        for _, workflow in sorted(workspace.workflows.items())
        for id, automation in sorted(workflow.record.automation.items())
    )


def watched_fields(workspace: Workspace) -> tuple[str, ...]:
    """The fields whose past tells what has happened already, sorted: those that rules look at, and those they write."""
    found = {"made_by"}
    for rule in list_rules(workspace):
        found.update(rule.automation.trigger.changed)
        for action in rule.automation.do:
            found.update(field.partition(".")[0] for field in (*action.set, *action.add))
            found.update(("updates",) if action.escalate else ())
            found.update(("owner",) if action.assign else ())
            found.update(("acceptance",) if action.checklist else ())
    return tuple(sorted(found))
