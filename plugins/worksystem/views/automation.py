"""The automation of a workflow in sentences: when what happens, do what."""

from collections.abc import Iterable, Iterator

from worksystem.model import Workflow
from worksystem.model.automation import Action, Automation, Create, OwnerChoice, Trigger
from worksystem.model.words import duration_words, list_words
from worksystem.views.moves import field_words, test_words
from worksystem.views.scope import Scope

__all__ = ["automation_words"]

_EVERY = {"weekday": "on every working day"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def automation_words(scope: Scope, workflow: Workflow) -> tuple[str, ...]:
    """One sentence for each rule, in the order of the file."""
    return tuple(_rule(scope, workflow, name, each) for name, each in workflow.automation.items())


def _rule(scope: Scope, workflow: Workflow, name: str, automation: Automation) -> str:
    when = next(_when(scope, workflow, automation.trigger), "never")  # of several the first one counts
    only = f", if {test_words(automation.when)}" if automation.when else ""
    does = list_words([words for action in automation.do for words in _do(scope, workflow, action)])
    return f"{name.replace('_', ' ').capitalize()}: {when}{only}, {does or 'nothing happens'}"


def _when(scope: Scope, workflow: Workflow, trigger: Trigger) -> Iterator[str]:
    exceptions = workflow.exceptions
    if trigger.created:
        yield "when an item is new"
    if trigger.enters:
        yield f"when an item enters {_state(workflow, trigger.enters)}"
    if trigger.leaves:
        yield f"when an item leaves {_state(workflow, trigger.leaves)}"
    if trigger.changed:
        yield f"when {field_words(trigger.changed, 'or')} of an item changes"
    if trigger.aging:
        state = workflow.states.get(trigger.aging)
        length = duration_words(state.expectation) if state is not None and state.expectation else "expected"
        yield f"when an item is in {_state(workflow, trigger.aging)} longer than {length}"
    if trigger.blocked:
        length = duration_words(exceptions.blocked.at_most) if exceptions.blocked else "the workflow allows"
        yield f"when an item is blocked longer than {length}"
    if trigger.overdue:
        yield "when an item is not done on the day it is due"
    if trigger.approved:
        yield f"when an item has every approval of {trigger.approved.replace('_', ' ')}"
    if trigger.children:
        yield f"when all parts of an item are {trigger.children}"
    if trigger.every:
        yield (
            _EVERY.get(trigger.every)
            or f"every {trigger.every.capitalize() if trigger.every in _DAYS else trigger.every}"
        )
    if trigger.rule:
        yield f"by the calendar rule {trigger.rule}"
    if trigger.cadence:
        yield f"whenever {scope.ref('cadence', trigger.cadence).title} comes round"


def _do(scope: Scope, workflow: Workflow, action: Action) -> Iterator[str]:
    if action.escalate:
        yield f"escalate to {scope.party(action.escalate).title}"
    if action.notify:
        yield f"tell {list_words([scope.party(id).title for id in action.notify])}"
    for field, values in action.add.items():
        yield f"add {list_words(values)} to {field_words([field])}"
    for field, value in action.set.items():
        yield f"set {field_words([field])} to {_value(value)}"
    if action.assign is not None:
        yield f"assign it to {_owner(scope, action.assign)}"
    if action.checklist:
        yield f"add the checks of {scope.ref('standard', action.checklist).title} to its acceptance"
    if action.move:
        yield f"move it to {_state(workflow, action.move)}"
    if action.create is not None:
        yield _create(scope, action.create)


def _create(scope: Scope, create: Create) -> str:
    says = f"create “{create.title}” ({scope.ref('item_type', create.type).title.lower()})"
    if create.owner is not None:
        says += f" for {_owner(scope, create.owner)}"
    elif create.team:
        says += f" for {scope.ref('team', create.team).title}"
    return says + (f", due {duration_words(create.due)} later" if create.due else "")


def _owner(scope: Scope, choice: OwnerChoice) -> str:
    if choice.rotate:
        return f"the next one in {scope.party(choice.rotate).title}"
    return scope.party(choice.is_).title if choice.is_ else "nobody"


def _state(workflow: Workflow, id: str) -> str:
    found = workflow.states.get(id)
    return found.name if found is not None else id


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return list_words([str(each) for each in value]) or "nothing"
    return "nothing" if value in (None, "") else str(value)
